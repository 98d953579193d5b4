//! Constraints of tables: primary keys, unique ones, foreign keys, checks, exclusions.

use super::attach;
use super::{SchemaItem, made, text_or_expression};
use crate::operation::expression::Source;
use crate::operation::{ConstraintDefinition, Expression, Name, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::naming::Given;
use crate::sqlalchemy::schema::ConstraintConstruct;
use crate::sqlalchemy::{argument, clause};

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
pub(super) fn of_columns(
    interpreter: &mut Interpreter,
    mut args: Args,
    class: &'static str,
    definition: fn(Vec<Name>) -> ConstraintDefinition,
) -> Result<Value> {
    let mut columns = Vec::new();
    let values = args.rest();
    let table = attach::table_of(interpreter, &values);
    for value in values {
        let value = interpreter.known(value)?;
        columns.push(argument::column_name(&args, "columns", &value)?);
    }
    let given = keyword_given(&mut args)?;
    let mut construct = ConstraintConstruct::new(given, definition(columns));
    constraint_options(interpreter, &mut args, &mut construct)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    Ok(attach::constraint(class, construct, table))
}

/// The target of a foreign key: `table.column`, `schema.table.column`, or a column.
fn target(interpreter: &Interpreter, args: &Args, value: &Value) -> Result<(TableName, Name)> {
    if let Some(column) = value.downcast::<ColumnObject>()
        && let Some(table) = column.table.get().and_then(Source::table)
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

/// The type of a column that a foreign key is given itself; `None` for text.
fn column_type(value: &Value) -> Option<SqlType> {
    let column = value.downcast::<ColumnObject>()?;
    Some(column.construct.borrow().column.data_type.clone())
}

/// The keyword arguments that both forms of a foreign key take.
fn foreign_key_options(
    interpreter: &mut Interpreter,
    args: &mut Args,
    construct: &mut ConstraintConstruct,
) -> Result<()> {
    construct.use_alter = args.keyword_boolean("use_alter")?.unwrap_or(false);
    construct.is_by_name |= args.keyword_boolean("link_to_name")?.unwrap_or(false);
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
pub(super) fn foreign_key(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
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
    construct.referred = column_type(&value);
    construct.is_by_name = construct.referred.is_some();
    foreign_key_options(interpreter, &mut args, &mut construct)?;
    if let Some(value) = use_alter {
        construct.use_alter = args.to_bool("use_alter", &value)?;
    }
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    Ok(made("ForeignKey", SchemaItem::ForeignKey(construct)))
}

/// `sa.ForeignKeyConstraint([columns], ["table.column"], ...)`
pub(super) fn foreign_key_constraint(
    interpreter: &mut Interpreter,
    mut args: Args,
) -> Result<Value> {
    let columns = args.required("columns")?;
    let values = interpreter.iterate(&columns)?;
    let table = attach::table_of(interpreter, &values);
    let columns = argument::to_names(interpreter, &args, "columns", &columns)?;
    let remote = args.required("refcolumns")?;
    let mut references = None;
    let mut referred = Vec::new();
    let mut by_column = None;
    for value in interpreter.iterate(&remote)? {
        by_column = by_column.or(column_type(&value));
        let (table, column) = target(interpreter, &args, &value)?;
        if references.as_ref().is_some_and(|known| *known != table) {
            return Err(argument::alembic_stops(
                interpreter,
                &"ForeignKeyConstraint refers to multiple remote tables",
            ));
        }
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
    construct.referred = by_column;
    foreign_key_options(interpreter, &mut args, &mut construct)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    Ok(attach::constraint("ForeignKeyConstraint", construct, table))
}

/// `sa.CheckConstraint(sqltext, name=...)`
pub(super) fn check(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let condition = args.required("sqltext")?;
    let table = attach::table_of(interpreter, std::slice::from_ref(&condition));
    let condition = text_or_expression(interpreter, &condition)?;
    let name = args.take("name")?.unwrap_or(Value::None);
    let given = argument::to_given(&args, "name", &name)?;
    let mut construct = ConstraintConstruct::new(given, ConstraintDefinition::Check { condition });
    constraint_options(interpreter, &mut args, &mut construct)?;
    argument::unknown_dialects(interpreter, &mut args);
    args.finish()?;
    Ok(attach::constraint("CheckConstraint", construct, table))
}

/// `postgresql.ExcludeConstraint((expression, operator), ..., using=, where=, ops=)`
pub(super) fn exclude(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let elements = args.rest();
    let construct = exclude_construct(interpreter, &mut args, elements, Given::None)?;
    args.finish()?;
    Ok(attach::constraint("ExcludeConstraint", construct, None))
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
