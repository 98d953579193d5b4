//! Sequences outside columns: `CreateSequence`, `DropSequence`, `.next_value()`.

use super::clause::Clause;
use super::ddl::StatementOperation;
use super::item::{ItemObject, SchemaItem};
use crate::dialect::{Dialect, quote};
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, Operation, Sequence, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// The sequence that a value is.
pub(crate) fn of(value: &Value) -> Option<Sequence> {
    match &value.downcast::<ItemObject>()?.item {
        SchemaItem::Sequence(sequence) => Some(sequence.clone()),
        _ => None,
    }
}

fn element(args: &mut Args) -> Result<Sequence> {
    let value = args.required("element")?;
    of(&value).ok_or_else(|| args.refuse(format!("`{}` takes a sequence.", args.function)))
}

/// `CreateSequence(sequence, if_not_exists=False)`
pub(crate) fn create(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let sequence = element(&mut args)?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(Value::object(StatementOperation {
        class: "CreateSequence",
        operation: Operation::CreateSequence {
            sequence,
            if_not_exists,
        },
    }))
}

/// `DropSequence(sequence, if_exists=False)`
pub(crate) fn drop(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let sequence = element(&mut args)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(Value::object(StatementOperation {
        class: "DropSequence",
        operation: Operation::DropSequence {
            name: sequence.name,
            if_exists,
        },
    }))
}

/// `sequence.next_value()`
pub(crate) fn method(
    interpreter: &mut Interpreter,
    sequence: &Sequence,
    name: &str,
    _: &mut Args,
) -> Result<Option<Value>> {
    match name {
        "next_value" => next_value(interpreter, sequence).map(Some),
        _ => Ok(None),
    }
}

/// The next value of a sequence, as each dialect asks for it.
pub(crate) fn next_value(interpreter: &Interpreter, sequence: &Sequence) -> Result<Value> {
    let dialect = interpreter.dialect();
    let mut name = String::new();
    if let Some(schema) = &sequence.name.schema {
        name.push_str(&quote(schema, dialect));
        name.push('.');
    }
    name.push_str(&quote(&sequence.name.name, dialect));
    let sql = match dialect {
        Dialect::Postgres => format!("nextval('{}')", name.replace('\'', "''")),
        Dialect::Mysql => format!("nextval({name})"),
        Dialect::Sqlite => {
            return Err(super::argument::alembic_stops(
                interpreter,
                &"Dialect 'sqlite' does not support sequence increments",
            ));
        }
    };
    Ok(Clause::value(
        Expression::Written {
            text: sql,
            names_columns: false,
            clauses: Vec::new(),
            name: Some("next_value".to_owned()),
            is_function: true,
        },
        Some(SqlType::Integer(IntegerSize::Normal)),
    ))
}
