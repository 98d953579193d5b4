//! Types whose values Python converts: a `TypeDecorator` with functions of its
//! own, an `Enum` of a Python class.

use std::cell::RefCell;

use super::engine;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// The Python types, by number.
#[derive(Default)]
struct Kept(RefCell<Vec<Value>>);

/// A type in the database with the Python type that converts its values.
pub(crate) fn converted(interpreter: &mut Interpreter, base: SqlType, python: &Value) -> SqlType {
    let kept = interpreter.extension_or_default::<Kept>();
    let mut kept = kept.0.borrow_mut();
    let number = kept.iter().position(|own| own.is_same(python));
    let python = number.unwrap_or_else(|| {
        kept.push(python.clone());
        kept.len() - 1
    });
    SqlType::Converted {
        base: Box::new(base),
        python,
    }
}

fn kept(interpreter: &mut Interpreter, number: usize) -> Option<Value> {
    let kept = interpreter.extension_or_default::<Kept>();
    kept.0.borrow().get(number).cloned()
}

/// Whether an instance of a derived type converts values.
pub(crate) fn converts(interpreter: &mut Interpreter, decorator: &Value) -> Result<bool> {
    for name in [BIND, RESULT] {
        if interpreter.find_attribute(decorator, name)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

const BIND: &str = "process_bind_param";
const RESULT: &str = "process_result_value";

fn process(
    interpreter: &mut Interpreter,
    number: usize,
    function: &str,
    value: &Value,
) -> Result<Value> {
    let Some(python @ Value::Instance(_)) = kept(interpreter, number) else {
        return Ok(value.clone());
    };
    let Some(function) = interpreter.find_attribute(&python, function)? else {
        return Ok(value.clone());
    };
    let dialect = engine::dialect(interpreter);
    let made = interpreter.call(&function, Args::new([value.clone(), dialect]))?;
    interpreter.known(made)
}

/// What goes to the database for a value.
///
/// # Errors
/// What the type's own function raises.
pub(crate) fn bind(interpreter: &mut Interpreter, number: usize, value: &Value) -> Result<Value> {
    process(interpreter, number, BIND, value)
}

/// What Python gets for a value of the database.
///
/// # Errors
/// What the type's own function raises; `LookupError` where an enum has no such member.
pub(crate) fn result(interpreter: &mut Interpreter, number: usize, value: Value) -> Result<Value> {
    match kept(interpreter, number) {
        Some(class @ Value::Class(_)) => member(interpreter, &class, value),
        _ => process(interpreter, number, RESULT, &value),
    }
}

/// The member of a Python enum that a text of the database means: its name, or
/// its value where `values_callable` wrote those.
fn member(interpreter: &mut Interpreter, class: &Value, value: Value) -> Result<Value> {
    let Some(text) = value.as_str() else {
        return Ok(value);
    };
    let members = interpreter.iterate(class)?;
    for attribute in ["name", "value"] {
        for member in &members {
            let own = interpreter.attribute(member, attribute)?;
            if own.as_str().is_some_and(|own| *own == *text) {
                return Ok(member.clone());
            }
        }
    }
    Err(interpreter.raise(
        "LookupError",
        format!("'{text}' is not among the defined enum values."),
    ))
}
