//! HSTORE of PostgreSQL: its functions, and dicts as its values.

use super::clause::{self, Clause};
use crate::operation::expression::Literal;
use crate::operation::types::TextKind;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// Whether a type is `HSTORE`.
pub(super) fn is_hstore(data_type: &SqlType) -> bool {
    matches!(data_type, SqlType::Native { sql, .. } if sql == "HSTORE")
}

/// `hstore.keys()` and its like; `None` where the method is none of these.
///
/// # Errors
/// A wrong argument.
pub(super) fn method(
    interpreter: &mut Interpreter,
    own: &(Expression, SqlType),
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let texts = || SqlType::Array {
        item: Box::new(SqlType::Text {
            kind: TextKind::Text,
            length: None,
            collation: None,
        }),
        zero_based: false,
        postgres: true,
        dimensions: None,
    };
    let (function, argument, result) = match name {
        "keys" => ("akeys", None, texts()),
        "vals" => ("avals", None, texts()),
        "array" => ("hstore_to_array", None, texts()),
        "matrix" => ("hstore_to_matrix", None, texts()),
        "defined" => ("defined", Some("key"), clause::BOOLEAN),
        "delete" => ("delete", Some("key"), own.1.clone()),
        "slice" => ("slice", Some("array"), own.1.clone()),
        _ => return Ok(None),
    };
    let mut arguments = vec![own.0.clone()];
    if let Some(argument) = argument {
        let value = args.required(argument)?;
        let data_type = match value {
            Value::Dict(_) => own.1.clone(),
            _ => clause::string_type(),
        };
        arguments.push(clause::operand(interpreter, &value, Some(&data_type))?);
    }
    let made = Expression::Function {
        name: vec![function.into()],
        arguments,
    };
    Ok(Some(Clause::value(made, Some(result))))
}

/// A dict as the text of an `HSTORE`.
///
/// # Errors
/// As SQLAlchemy's, where a key or value is no text.
pub(super) fn literal(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Literal>> {
    let Value::Dict(dict) = value else {
        return Ok(None);
    };
    let pairs = dict.entries.borrow().pairs();
    let mut written = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let key = quoted(interpreter, &key, "key")?;
        let value = match value.is_none() {
            true => "NULL".to_owned(),
            false => quoted(interpreter, &value, "value")?,
        };
        written.push(format!("{key}=>{value}"));
    }
    Ok(Some(Literal::Text(written.join(", "))))
}

fn quoted(interpreter: &mut Interpreter, value: &Value, place: &str) -> Result<String> {
    let Some(text) = value.as_str() else {
        let shown = interpreter.repr(value)?;
        let wrong = format!("{shown} in {place} position is not a string.");
        return Err(super::argument::stops(interpreter, "ValueError", &wrong));
    };
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(format!("\"{escaped}\""))
}
