//! What stands beside columns in a table: constraints, indexes, computed and
//! identity clauses, sequences.

mod attach;
mod constraint;
mod index;

pub(crate) use attach::{
    column_keys_of, constraints_of, foreign_keys_of, indexes_of, primary_key_of,
};
pub(crate) use constraint::{constraint_options, exclude_construct};
pub(crate) use index::{index_element, unqualified};

use std::rc::Rc;

use super::argument;
use super::clause;
use super::column::ColumnObject;
use super::metadata::MetaDataObject;
use super::named::Named;
use super::naming::Given;
use super::schema::{ConstraintConstruct, IndexConstruct, Item, creation_order};
use super::table::TableObject;
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
    Default {
        /// What the database fills in.
        expression: Expression,
        /// `for_update=`: not where a row is inserted, but where it changes.
        for_update: bool,
    },
    /// `sa.FetchedValue`: the database fills it in, the schema does not say how.
    Fetched {
        /// `for_update=`: not where a row is inserted, but where it changes.
        for_update: bool,
    },
    /// `sa.ColumnDefault`: no part of the schema.
    Client {
        /// What each row is given.
        value: Value,
        /// `for_update=`: not where a row is inserted, but where it changes.
        for_update: bool,
    },
}

/// A schema item as a Python value.
pub(crate) struct ItemObject {
    /// Name of its class.
    class: &'static str,
    /// What it is.
    pub(crate) item: SchemaItem,
    /// The table that an index or a constraint belongs to, where its columns say it.
    pub(crate) table: Option<Rc<TableObject>>,
}

impl ItemObject {
    /// The columns of an index or a constraint; `None` where it has expressions.
    fn column_names(&self) -> Option<Vec<Name>> {
        match &self.item {
            SchemaItem::Constraint(construct) => match &construct.constraint.kind {
                ConstraintDefinition::PrimaryKey { columns }
                | ConstraintDefinition::Unique { columns }
                | ConstraintDefinition::ForeignKey { columns, .. } => Some(columns.clone()),
                _ => None,
            },
            SchemaItem::Index(index) => {
                let expressions = index.expressions.iter();
                expressions
                    .map(|expression| match expression {
                        Expression::Column { name, .. } => Some(name.clone()),
                        _ => None,
                    })
                    .collect()
            }
            _ => None,
        }
    }
}

impl Object for ItemObject {
    fn type_name(&self) -> &str {
        self.class
    }

    fn classes(&self) -> &'static [&'static str] {
        match self.class {
            "ForeignKey" => &["sqlalchemy.schema.ForeignKey"],
            "ForeignKeyConstraint" => &[
                "sqlalchemy.schema.ForeignKeyConstraint",
                "sqlalchemy.schema.Constraint",
            ],
            "PrimaryKeyConstraint" => &[
                "sqlalchemy.schema.PrimaryKeyConstraint",
                "sqlalchemy.schema.Constraint",
            ],
            "UniqueConstraint" => &[
                "sqlalchemy.schema.UniqueConstraint",
                "sqlalchemy.schema.Constraint",
            ],
            "CheckConstraint" => &[
                "sqlalchemy.schema.CheckConstraint",
                "sqlalchemy.schema.Constraint",
            ],
            "ExcludeConstraint" => &[
                "sqlalchemy.schema.ExcludeConstraint",
                "sqlalchemy.schema.Constraint",
            ],
            "Index" => &["sqlalchemy.schema.Index"],
            "Computed" => &[
                "sqlalchemy.schema.Computed",
                "sqlalchemy.schema.FetchedValue",
            ],
            "Identity" => &[
                "sqlalchemy.schema.Identity",
                "sqlalchemy.schema.FetchedValue",
            ],
            "Sequence" => &["sqlalchemy.schema.Sequence"],
            "DefaultClause" => &[
                "sqlalchemy.schema.DefaultClause",
                "sqlalchemy.schema.FetchedValue",
            ],
            "FetchedValue" => &["sqlalchemy.schema.FetchedValue"],
            "ColumnDefault" => &["sqlalchemy.schema.ColumnDefault"],
            _ => &[],
        }
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let ("table", Some(table)) = (name, &self.table) {
            return Ok(Some(Value::Object(table.clone())));
        }
        if let SchemaItem::ForeignKey(construct) = &self.item
            && let Some(found) =
                attach::key_attribute(interpreter, construct, self.table.as_ref(), name)
        {
            return Ok(Some(found));
        }
        if let SchemaItem::Constraint(construct) = &self.item
            && let ConstraintDefinition::ForeignKey { references, .. } = &construct.constraint.kind
            && name == "referred_table"
        {
            let table = TableObject::new(references.clone(), Vec::new());
            return Ok(Some(Value::object(table)));
        }
        if let SchemaItem::Constraint(construct) = &self.item
            && let Some(table) = &self.table
            && let Some(found) = attach::key_constraint_attribute(construct, table, name)
        {
            return Ok(Some(found));
        }
        if name == "column_keys"
            && let Some(names) = self.column_names()
        {
            let keys = names.iter().map(|name| Value::str(&name.text));
            return Ok(Some(interpreter.list(keys.collect())));
        }
        if let ("sqltext", SchemaItem::Constraint(construct)) = (name, &self.item)
            && let ConstraintDefinition::Check { condition } = &construct.constraint.kind
        {
            let condition = clause::Clause::condition(condition.clone());
            return Ok(Some(condition));
        }
        if let ("columns", Some(table)) = (name, &self.table)
            && let Some(names) = self.column_names()
        {
            return Ok(Some(Named::columns_of(table, &names)));
        }
        let given = match &self.item {
            SchemaItem::ForeignKey(construct) | SchemaItem::Constraint(construct) => {
                &construct.given
            }
            SchemaItem::Index(index) if name == "unique" => {
                return Ok(Some(Value::Bool(index.unique)));
            }
            SchemaItem::Index(index) => &index.given,
            SchemaItem::Sequence(sequence) if name == "name" => {
                return Ok(Some(Value::str(&sequence.name.name.text)));
            }
            _ => return Ok(None),
        };
        Ok((name == "name").then(|| match given {
            Given::None => Value::None,
            // The convention of a check, which may name it by its name, is not applied again.
            Given::Final(name) if self.class == "CheckConstraint" => {
                Value::object(argument::NameObject {
                    name: name.clone(),
                    is_final: true,
                })
            }
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
            // Of checks and exclusions the expressions would have to go along.
            SchemaItem::Constraint(construct)
                if matches!(name, "copy" | "_copy") && self.column_names().is_some() =>
            {
                let _ = args.take_keywords();
                Ok(Some(Value::object(Self {
                    class: self.class,
                    item: SchemaItem::Constraint(ConstraintConstruct {
                        order: creation_order(),
                        ..construct.clone()
                    }),
                    table: None,
                })))
            }
            SchemaItem::Sequence(sequence) => {
                super::sequence::method(interpreter, sequence, name, args)
            }
            SchemaItem::Index(_) if matches!(name, "create" | "drop") => {
                let _ = args.required("bind")?;
                let check_first = args.optional_boolean("checkfirst")?.unwrap_or(false);
                let own: Rc<dyn Object> = self.clone();
                let element = Args::new([Value::Object(own)]);
                let operation = match name {
                    "create" => super::ddl::create_index(interpreter, element)?,
                    _ => super::ddl::drop_index(interpreter, element)?,
                };
                if let Some(made) = operation.downcast::<super::ddl::StatementOperation>() {
                    let operation = match check_first {
                        true => index::asked_first(interpreter, made.operation.clone())?,
                        false => made.operation.clone(),
                    };
                    interpreter.record(operation);
                }
                Ok(Some(Value::None))
            }
            _ => Ok(None),
        }
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        match (&self.item, &self.table, self.column_names()) {
            (SchemaItem::Constraint(_), Some(table), Some(names)) => {
                let columns = Named::columns_of(table, &names);
                interpreter.iterate(&columns).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(match (&self.item, &self.table, self.column_names()) {
            (SchemaItem::Constraint(_), Some(_), Some(names)) => {
                Some(Value::Int(names.len() as i128))
            }
            _ => None,
        })
    }
}

fn made(class: &'static str, item: SchemaItem) -> Value {
    Value::object(ItemObject {
        class,
        item,
        table: None,
    })
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
            items.push(Item::Column(Box::new(column.for_another())));
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
    let mut schema = argument::optional_name(&mut args, "schema")?;
    options.cache = args.optional_integer("cache")?;
    options.order = args.optional_boolean("order")?;
    if let Some(value) = argument::present(args.take("data_type")?) {
        let data_type = argument::data_type(interpreter, &args, "data_type", &value)?;
        options.data_type = Some(Box::new(data_type));
    }
    options.optional = args.optional_boolean("optional")?.unwrap_or(false);
    name.quote = args.optional_boolean("quote")?.or(name.quote);
    if let Some(metadata) = args
        .take("metadata")?
        .and_then(|own| own.downcast::<MetaDataObject>())
    {
        metadata.has_sequences.set(true);
        schema = schema.or_else(|| metadata.schema());
    }
    for ignored in ["quote_schema", "for_update"] {
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
    let for_update = args.optional_boolean("for_update")?.unwrap_or(false);
    let _ = args.take("_reflected")?;
    let default = super::column_default::server_default(interpreter, &args, &value)?;
    args.finish()?;
    Ok(made(
        "DefaultClause",
        match default {
            Some(expression) => SchemaItem::Default {
                expression,
                for_update,
            },
            None => SchemaItem::Fetched { for_update },
        },
    ))
}

/// `sa.ColumnDefault(arg, for_update=False)`
fn client_default(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("arg")?;
    let for_update = args.optional_boolean("for_update")?.unwrap_or(false);
    args.finish()?;
    Ok(made(
        "ColumnDefault",
        SchemaItem::Client { value, for_update },
    ))
}

/// `sa.FetchedValue(for_update=False)`
fn fetched_value(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let for_update = args.optional_boolean("for_update")?.unwrap_or(false);
    args.finish()?;
    Ok(made("FetchedValue", SchemaItem::Fetched { for_update }))
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
    CONSTRAINT "Constraint" |interpreter, _args| Err(interpreter.unsupported(
        "`Constraint` without a kind",
    ));
    FOREIGN_KEY "ForeignKey" constraint::foreign_key;
    FOREIGN_KEY_CONSTRAINT "ForeignKeyConstraint" constraint::foreign_key_constraint;
    PRIMARY_KEY "PrimaryKeyConstraint" |interpreter, args| constraint::of_columns(
        interpreter, args, "PrimaryKeyConstraint",
        |columns| ConstraintDefinition::PrimaryKey { columns },
    );
    UNIQUE "UniqueConstraint" |interpreter, args| constraint::of_columns(
        interpreter, args, "UniqueConstraint",
        |columns| ConstraintDefinition::Unique { columns },
    );
    CHECK "CheckConstraint" constraint::check;
    EXCLUDE "ExcludeConstraint" constraint::exclude;
    INDEX "Index" index::index;
    COMPUTED "Computed" computed;
    IDENTITY "Identity" identity;
    SEQUENCE "Sequence" sequence;
    DEFAULT_CLAUSE "DefaultClause" default_clause;
    COLUMN_DEFAULT "ColumnDefault" client_default;
    FETCHED_VALUE "FetchedValue" fetched_value;
}
