//! Types whose values Python converts: a `TypeDecorator` with functions of its
//! own, an `Enum` of a Python class.

use std::cell::RefCell;

use super::{dialect_object, enum_member};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::stdlib::decimal::Decimal;
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

/// What numbers are read as, where a type says otherwise than its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// `asdecimal=False` of a decimal type.
    Float,
    /// `asdecimal=True` of a float type, with so many digits behind the point.
    Decimal(u32),
}

/// A type of numbers with what they are read as on a live database.
pub(crate) fn read_as(interpreter: &mut Interpreter, base: SqlType, read: Read) -> SqlType {
    if !interpreter.is_live() {
        return base;
    }
    let mark = match read {
        Read::Float => Value::None,
        Read::Decimal(digits) => Value::Int(digits.into()),
    };
    converted(interpreter, base, &mark)
}

/// What the numbers of a type are read as; `None` where it converts otherwise.
pub(crate) fn read(interpreter: &mut Interpreter, number: usize) -> Option<Read> {
    match kept(interpreter, number)? {
        Value::None => Some(Read::Float),
        Value::Int(digits) => Some(Read::Decimal(digits.try_into().unwrap_or(10))),
        _ => None,
    }
}

/// A number of the driver as it is read.
pub(crate) fn number(interpreter: &mut Interpreter, value: Value, read: Read) -> Result<Value> {
    let text = match (&value, read) {
        (Value::Object(_), Read::Float) => interpreter.str(&value)?,
        (Value::Int(_) | Value::Float(_), Read::Decimal(_)) => interpreter.str(&value)?,
        _ => return Ok(value),
    };
    let Ok(float) = text.parse::<f64>() else {
        return Ok(value);
    };
    Ok(match read {
        Read::Float => Value::Float(float),
        Read::Decimal(digits) => {
            let digits = digits.min(60) as usize;
            Decimal::of_rounded_float(float, digits).map_or(value, Value::object)
        }
    })
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
    let dialect = dialect_object::dialect(interpreter);
    let made = interpreter.call(&function, Args::new([value.clone(), dialect]))?;
    interpreter.known(made)
}

/// What goes to the database for a value.
///
/// # Errors
/// What the type's own function raises; `LookupError` where an enum has no such member.
pub(crate) fn bind(
    interpreter: &mut Interpreter,
    number: usize,
    base: &SqlType,
    value: &Value,
) -> Result<Value> {
    match (kept(interpreter, number), base.stored()) {
        (Some(class @ Value::Class(_)), SqlType::Enum(enumeration)) => {
            enum_member::to_text(interpreter, &class, enumeration, value)
        }
        _ => process(interpreter, number, BIND, value),
    }
}

/// What Python gets for a value of the database.
///
/// # Errors
/// What the type's own function raises; `LookupError` where an enum has no such member.
pub(crate) fn result(
    interpreter: &mut Interpreter,
    number: usize,
    base: &SqlType,
    value: Value,
) -> Result<Value> {
    match (kept(interpreter, number), base.stored()) {
        (Some(class @ Value::Class(_)), SqlType::Enum(enumeration)) => {
            enum_member::of_text(interpreter, &class, enumeration, value)
        }
        _ => process(interpreter, number, RESULT, &value),
    }
}
