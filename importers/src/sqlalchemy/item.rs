//! What stands beside columns in a table: constraints, indexes, computed and
//! identity clauses, sequences.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause;
use super::column::ColumnObject;
use super::metadata::MetaDataObject;
use super::naming::Given;
use super::schema::{ConstraintConstruct, IndexConstruct, Item};
use crate::operation::expression::Source;
use crate::operation::{
    Computed, ConstraintDefinition, Expression, Identity, Name, Sequence, SequenceOptions,
    TableName,
};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, Object, Result};
use crate::python::value::Value;

/// What an [`ItemObject`] holds.
pub(crate) enum SchemaItem {
    /// `sa.ForeignKey`: its own column is the one that it stands in.
    ForeignKey(ConstraintConstruct),
    /// A table constraint, or a check inside a column.
    Constraint(ConstraintConstruct),
    /// `sa.Index`
    Index(IndexConstruct),
    /// `sa.Computed`
    Computed(Computed),
    /// `sa.Identity`
    Identity(Identity),
    /// `sa.Sequence`
    Sequence(Sequence),
    /// `sa.DefaultClause`
    Default(Expression),
    /// `sa.ColumnDefault`, `sa.FetchedValue`: no part of the schema.
    Client,
}

/// A schema item as a Python value.
pub(crate) struct ItemObject {
    /// Name of its class.
    class: &'static str,
    /// What it is.
    pub(crate) item: SchemaItem,
}

impl Object for ItemObject {
    fn type_name(&self) -> &str {
        self.class
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let given = match &self.item {
            SchemaItem::ForeignKey(construct) | SchemaItem::Constraint(construct) => {
                &construct.given
            }
            SchemaItem::Index(index) => &index.given,
            SchemaItem::Sequence(sequence) if name == "name" => {
                return Ok(Some(Value::str(&sequence.name.name.text)));
            }
            _ => return Ok(None),
        };
        Ok((name == "name").then(|| match given {
            Given::None => Value::None,
            Given::Plain(name) | Given::Final(name) => Value::str(&name.text),
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match &self.item {
            SchemaItem::Sequence(sequence) => {
                super::sequence::method(interpreter, sequence, name, args)
            }
            SchemaItem::Index(index) if matches!(name, "create" | "drop") => {
                let _ = (index, args);
                Err(interpreter.refuse(
                    "unknown-operation",
                    format!("`Index.{name}(bind)` is not understood."),
                    Some("Use op.create_index or op.drop_index."),
                ))
            }
            _ => Ok(None),
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

fn made(class: &'static str, item: SchemaItem) -> Value {
    Value::object(ItemObject { class, item })
}

/// Columns, constraints and indexes given to `op.create_table` or `sa.Table`.
///
/// # Errors
/// Where a value is none of them.
pub(crate) fn items(
    interpreter: &mut Interpreter,
    args: &Args,
    values: Vec<Value>,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for value in values {
        let value = interpreter.known(value)?;
        if let Some(column) = value.downcast::<ColumnObject>() {
            if column.construct.borrow().column.name.text.is_empty() {
                return Err(args.refuse("`sa.Column` needs a name here."));
            }
            items.push(Item::Column(Box::new(column.construct.borrow().clone())));
        } else if let Some(object) = value.downcast::<ItemObject>() {
            match &object.item {
                SchemaItem::Constraint(constraint) => {
                    items.push(Item::Constraint(constraint.clone()));
                }
                SchemaItem::Index(index) => items.push(Item::Index(index.clone())),
                _ => return Err(wrong_item(args, &value)),
            }
        } else if value.is_none() || value.downcast::<MetaDataObject>().is_some() {
            // `op.create_table` skips what is no schema item, and a MetaData attaches nothing.
        } else {
            return Err(wrong_item(args, &value));
        }
    }
    Ok(items)
}

fn wrong_item(args: &Args, value: &Value) -> crate::python::native::Interrupt {
    args.refuse(format!(
        "`{}` cannot take a value of type `{}`.",
        args.function,
        value.type_name()
    ))
}

/// `deferrable`, `initially`, `comment`, `info` and the dialects' options, which every constraint takes.
pub(crate) fn constraint_options(
    interpreter: &mut Interpreter,
    args: &mut Args,
    construct: &mut ConstraintConstruct,
) -> Result<()> {
    let constraint = &mut construct.constraint;
    constraint.deferrable = args.keyword_boolean("deferrable")?;
    constraint.initially = args.keyword_string("initially")?;
    constraint.comment = args.keyword_string("comment")?;
    let _ = args.keyword("info");
    constraint.options = argument::dialect_options(interpreter, args)?;
    Ok(())
}

fn keyword_given(args: &mut Args) -> Result<Given> {
    match args.keyword("name") {
        Some(value) => argument::to_given(args, "name", &value),
        None => Ok(Given::None),
    }
}

/// `PrimaryKeyConstraint(*columns, name=...)`, `UniqueConstraint(*columns, name=...)`
fn of_columns(
    interpreter: &mut Interpreter,
    mut args: Args,
    class: &'static str,
    definition: fn(Vec<Name>) -> ConstraintDefinition,
) -> Result<Value> {
    let mut columns = Vec::new();
    for value in args.rest() {
        let value = interpreter.known(value)?;
        columns.push(argument::column_name(&args, "columns", &value)?);
    }
    let given = keyword_given(&mut args)?;
    let mut construct = ConstraintConstruct::new(given, definition(columns));
    constraint_options(interpreter, &mut args, &mut construct)?;
    args.finish()?;
    Ok(made(class, SchemaItem::Constraint(construct)))
}

/// The target of a foreign key: `table.column`, `schema.table.column`, or a column.
fn target(interpreter: &Interpreter, args: &Args, value: &Value) -> Result<(TableName, Name)> {
    if let Some(column) = value.downcast::<ColumnObject>()
        && let Some(table) = column.table.as_ref().and_then(Source::table)
    {
        return Ok((table.clone(), column.construct.borrow().column.name.clone()));
    }
    let text = args.to_string("column", value)?;
    let mut parts = text.rsplitn(3, '.');
    let (column, table, schema) = (parts.next(), parts.next(), parts.next());
    match (table, column) {
        (Some(table), Some(column)) => Ok((
            TableName {
                schema: schema.map(Name::new),
                name: Name::new(table),
            },
            Name::new(column),
        )),
        _ => Err(argument::alembic_stops(
            interpreter,
            &format!("the foreign key names \"{text}\", which is not \"table.column\""),
        )),
    }
}

/// The keyword arguments that both forms of a foreign key take.
fn foreign_key_options(
    interpreter: &mut Interpreter,
    args: &mut Args,
    construct: &mut ConstraintConstruct,
) -> Result<()> {
    construct.use_alter = args.keyword_boolean("use_alter")?.unwrap_or(false);
    let _ = args.keyword("link_to_name");
    let ondelete = args.keyword_string("ondelete")?;
    let onupdate = args.keyword_string("onupdate")?;
    let matching = args.keyword_string("match")?;
    if let ConstraintDefinition::ForeignKey {
        on_delete,
        on_update,
        match_type,
        ..
    } = &mut construct.constraint.kind
    {
        *on_delete = ondelete;
        *on_update = onupdate;
        *match_type = matching;
    }
    constraint_options(interpreter, args, construct)
}

/// `sa.ForeignKey("table.column", ...)`
fn foreign_key(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("column")?;
    let value = interpreter.known(value)?;
    let (references, column) = target(interpreter, &args, &value)?;
    // Parameters that may follow by position in published files.
    let _constraint = args.take("_constraint")?;
    let use_alter = args.take("use_alter")?;
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    let mut construct = ConstraintConstruct::new(
        given,
        ConstraintDefinition::ForeignKey {
            columns: Vec::new(),
            references,
            referred: vec![column],
            on_delete: None,
            on_update: None,
            match_type: None,
        },
    );
    foreign_key_options(interpreter, &mut args, &mut construct)?;
    if let Some(value) = use_alter {
        construct.use_alter = args.to_bool("use_alter", &value)?;
    }
    args.finish()?;
    Ok(made("ForeignKey", SchemaItem::ForeignKey(construct)))
}

/// `sa.ForeignKeyConstraint([columns], ["table.column"], ...)`
fn foreign_key_constraint(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let columns = args.required("columns")?;
    let columns = argument::to_names(interpreter, &args, "columns", &columns)?;
    let remote = args.required("refcolumns")?;
    let mut references = None;
    let mut referred = Vec::new();
    for value in interpreter.iterate(&remote)? {
        let (table, column) = target(interpreter, &args, &value)?;
        references = Some(table);
        referred.push(column);
    }
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    if columns.len() != referred.len() {
        return Err(argument::alembic_stops(
            interpreter,
            &"ForeignKeyConstraint is given different numbers of columns here and there",
        ));
    }
    let Some(references) = references else {
        return Err(args.refuse("`sa.ForeignKeyConstraint` is given no columns."));
    };
    let mut construct = ConstraintConstruct::new(
        given,
        ConstraintDefinition::ForeignKey {
            columns,
            references,
            referred,
            on_delete: None,
            on_update: None,
            match_type: None,
        },
    );
    foreign_key_options(interpreter, &mut args, &mut construct)?;
    args.finish()?;
    Ok(made(
        "ForeignKeyConstraint",
        SchemaItem::Constraint(construct),
    ))
}

/// A string as `sa.text(...)`, or an expression.
pub(crate) fn text_or_expression(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Expression> {
    let value = interpreter.known(value.clone())?;
    match value.as_str() {
        Some(text) => Ok(Expression::Text {
            text: text.to_string(),
            parameters: Vec::new(),
        }),
        None => clause::operand(interpreter, &value, None),
    }
}

/// `sa.CheckConstraint(sqltext, name=...)`
fn check(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let condition = args.required("sqltext")?;
    let condition = text_or_expression(interpreter, &condition)?;
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    let mut construct = ConstraintConstruct::new(given, ConstraintDefinition::Check { condition });
    constraint_options(interpreter, &mut args, &mut construct)?;
    args.finish()?;
    Ok(made("CheckConstraint", SchemaItem::Constraint(construct)))
}

/// `postgresql.ExcludeConstraint((expression, operator), ..., using=, where=, ops=)`
fn exclude(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let elements = args.rest();
    let construct = exclude_construct(interpreter, &mut args, elements, Given::None)?;
    args.finish()?;
    Ok(made("ExcludeConstraint", SchemaItem::Constraint(construct)))
}

/// The constraint of `ExcludeConstraint` and of `op.create_exclude_constraint`.
pub(crate) fn exclude_construct(
    interpreter: &mut Interpreter,
    args: &mut Args,
    elements: Vec<Value>,
    given: Given,
) -> Result<ConstraintConstruct> {
    let mut pairs = Vec::new();
    for element in elements {
        match &interpreter.iterate(&element)?[..] {
            [expression, operator] => {
                let expression = match expression.as_str() {
                    Some(name) => Expression::Column {
                        table: None,
                        name: Name::new(&*name),
                        data_type: None,
                    },
                    None => clause::operand(interpreter, expression, None)?,
                };
                pairs.push((expression, args.to_string("elements", operator)?));
            }
            _ => {
                return Err(args.refuse(
                    "An exclude constraint takes pairs of an expression and an operator.",
                ));
            }
        }
    }
    let given = match given {
        Given::None => keyword_given(args)?,
        given => given,
    };
    let using = args
        .keyword_string("using")?
        .unwrap_or_else(|| "gist".to_owned());
    let condition = match argument::present(args.keyword("where")) {
        Some(value) => Some(text_or_expression(interpreter, &value)?),
        None => None,
    };
    let mut construct = ConstraintConstruct::new(
        given,
        ConstraintDefinition::Exclude {
            elements: pairs,
            using,
            condition,
        },
    );
    if let Some(operators) = argument::present(args.keyword("ops")) {
        args.keywords.push(crate::python::native::Keyword {
            name: "postgresql_ops".into(),
            value: operators,
            place: args.place.clone(),
        });
    }
    constraint_options(interpreter, args, &mut construct)?;
    Ok(construct)
}

/// An element of an index: a column's name, or an expression.
pub(crate) fn index_element(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    let value = interpreter.known(value.clone())?;
    if let Some(name) = value.as_str() {
        return Ok(Expression::Column {
            table: None,
            name: Name::new(&*name),
            data_type: None,
        });
    }
    if let Some(name) = value.downcast::<argument::NameObject>() {
        return Ok(Expression::Column {
            table: None,
            name: name.name.clone(),
            data_type: None,
        });
    }
    match clause::as_expression(&value) {
        Some(expression) => Ok(unqualified(expression)),
        None => Err(argument::alembic_stops(
            interpreter,
            &"an index takes names of columns and SQL expressions",
        )),
    }
}

/// Inside an index, columns stand without their table.
pub(crate) fn unqualified(mut expression: Expression) -> Expression {
    fn strip(expression: &mut Expression) {
        if let Expression::Column { table, .. } = expression {
            *table = None;
        }
        for child in expression.children_mut() {
            strip(child);
        }
    }
    strip(&mut expression);
    expression
}

/// `sa.Index(name, *expressions, unique=False, ...)`
fn index(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    let expressions = args
        .rest()
        .iter()
        .map(|value| index_element(interpreter, value))
        .collect::<Result<_>>()?;
    let unique = args.keyword_boolean("unique")?.unwrap_or(false);
    for ignored in ["quote", "info", "_table"] {
        let _ = args.keyword(ignored);
    }
    let options = argument::dialect_options(interpreter, &mut args)?;
    args.finish()?;
    Ok(made(
        "Index",
        SchemaItem::Index(IndexConstruct {
            given,
            expressions,
            unique,
            options,
        }),
    ))
}

/// `sa.Computed(sqltext, persisted=None)`
fn computed(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let expression = args.required("sqltext")?;
    let expression = text_or_expression(interpreter, &expression)?;
    let persisted = args.optional_boolean("persisted")?;
    args.finish()?;
    Ok(made(
        "Computed",
        SchemaItem::Computed(Computed {
            expression,
            persisted,
        }),
    ))
}

/// The options of a sequence, in the order of their parameters.
fn sequence_options(args: &mut Args) -> Result<SequenceOptions> {
    Ok(SequenceOptions {
        start: args.optional_integer("start")?,
        increment: args.optional_integer("increment")?,
        minvalue: args.optional_integer("minvalue")?,
        maxvalue: args.optional_integer("maxvalue")?,
        nominvalue: args.optional_boolean("nominvalue")?.unwrap_or(false),
        nomaxvalue: args.optional_boolean("nomaxvalue")?.unwrap_or(false),
        cycle: args.optional_boolean("cycle")?,
        ..SequenceOptions::default()
    })
}

/// `sa.Identity(always=False, on_null=None, start=None, ...)`
fn identity(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let always = args.optional_boolean("always")?.unwrap_or(false);
    let on_null = args.optional_boolean("on_null")?;
    let mut sequence = sequence_options(&mut args)?;
    sequence.cache = args.optional_integer("cache")?;
    sequence.order = args.optional_boolean("order")?;
    args.finish()?;
    Ok(made(
        "Identity",
        SchemaItem::Identity(Identity {
            always,
            on_null,
            sequence,
        }),
    ))
}

/// `sa.Sequence(name, start=None, ...)`
fn sequence(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut name = argument::name(&mut args, "name")?;
    let mut options = sequence_options(&mut args)?;
    let schema = argument::optional_name(&mut args, "schema")?;
    options.cache = args.optional_integer("cache")?;
    options.order = args.optional_boolean("order")?;
    if let Some(value) = argument::present(args.take("data_type")?) {
        let data_type = argument::data_type(interpreter, &args, "data_type", &value)?;
        options.data_type = Some(Box::new(data_type));
    }
    options.optional = args.optional_boolean("optional")?.unwrap_or(false);
    name.quote = args.optional_boolean("quote")?.or(name.quote);
    for ignored in ["metadata", "quote_schema", "for_update"] {
        let _ = args.take(ignored)?;
    }
    args.finish()?;
    Ok(made(
        "Sequence",
        SchemaItem::Sequence(Sequence {
            name: TableName { schema, name },
            options,
        }),
    ))
}

/// `sa.DefaultClause(arg, for_update=False)`
fn default_clause(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("arg")?;
    let _ = args.take("for_update")?;
    let _ = args.take("_reflected")?;
    let default = super::column::server_default(interpreter, &args, &value)?;
    args.finish()?;
    Ok(made(
        "DefaultClause",
        default.map_or(SchemaItem::Client, SchemaItem::Default),
    ))
}

fn client_default(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(made("FetchedValue", SchemaItem::Client))
}

macro_rules! item_classes {
    ($($constant:ident $name:literal $construct:expr;)*) => {
        $(static $constant: ClassDefinition =
            ClassDefinition::new(concat!("sqlalchemy.schema.", $name), &[], $construct);)*
        /// The classes, by name.
        pub(crate) static CLASSES: &[(&str, Definition)] =
            &[$(($name, Definition::Class(&$constant))),*];
    };
}

item_classes! {
    COLUMN "Column" super::column::construct;
    FOREIGN_KEY "ForeignKey" foreign_key;
    FOREIGN_KEY_CONSTRAINT "ForeignKeyConstraint" foreign_key_constraint;
    PRIMARY_KEY "PrimaryKeyConstraint" |interpreter, args| of_columns(
        interpreter, args, "PrimaryKeyConstraint",
        |columns| ConstraintDefinition::PrimaryKey { columns },
    );
    UNIQUE "UniqueConstraint" |interpreter, args| of_columns(
        interpreter, args, "UniqueConstraint",
        |columns| ConstraintDefinition::Unique { columns },
    );
    CHECK "CheckConstraint" check;
    EXCLUDE "ExcludeConstraint" exclude;
    INDEX "Index" index;
    COMPUTED "Computed" computed;
    IDENTITY "Identity" identity;
    SEQUENCE "Sequence" sequence;
    DEFAULT_CLAUSE "DefaultClause" default_clause;
    COLUMN_DEFAULT "ColumnDefault" client_default;
    FETCHED_VALUE "FetchedValue" client_default;
}
