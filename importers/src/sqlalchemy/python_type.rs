//! Types whose values Python converts: a `TypeDecorator` with functions of its
//! own, an `Enum` of a Python class.

use std::cell::RefCell;

use super::clause::{self, Clause};
use super::{dialect_object, enum_member};
use crate::operation::{Expression, SqlType};
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
        (Value::Str(_) | Value::Bytes(_), Read::Decimal(_)) => {
            let class = value.type_name();
            let text = format!("must be real number, not {class}");
            return Err(interpreter.raise("TypeError", text));
        }
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

/// Whether an instance of a derived type converts values, or says what is written around them.
pub(crate) fn converts(interpreter: &mut Interpreter, decorator: &Value) -> Result<bool> {
    let functions = [
        BIND,
        RESULT,
        BIND_PROCESSOR,
        RESULT_PROCESSOR,
        BIND_EXPRESSION,
        COLUMN_EXPRESSION,
        COMPARED,
        COMPARATOR,
    ];
    for name in functions {
        if interpreter.find_attribute(decorator, name)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

const BIND: &str = "process_bind_param";
const RESULT: &str = "process_result_value";
const BIND_PROCESSOR: &str = "bind_processor";
const RESULT_PROCESSOR: &str = "result_processor";
const BIND_EXPRESSION: &str = "bind_expression";
const COLUMN_EXPRESSION: &str = "column_expression";
const COMPARED: &str = "coerce_compared_value";
const COMPARATOR: &str = "comparator_factory";

/// A function of a type of the file's own.
fn function_of(interpreter: &mut Interpreter, number: usize, name: &str) -> Result<Option<Value>> {
    match kept(interpreter, number) {
        Some(python @ Value::Instance(_)) => interpreter.find_attribute(&python, name),
        _ => Ok(None),
    }
}

/// Whether a type is a `TypeDecorator` of the file's own, beside which all values are of it.
pub(crate) fn is_decorator(
    interpreter: &mut Interpreter,
    data_type: Option<&SqlType>,
) -> Result<bool> {
    let dialect = interpreter.dialect();
    match data_type.map(|one| clause::unvaried(one, dialect)) {
        Some(SqlType::Converted { python, .. }) => {
            Ok(function_of(interpreter, *python, "impl")?.is_some())
        }
        _ => Ok(false),
    }
}

/// What a type converts a value with: its own function, or one that it makes.
fn process(
    interpreter: &mut Interpreter,
    number: usize,
    (own, processor): (&str, &str),
    value: &Value,
) -> Result<Value> {
    if let Some(function) = function_of(interpreter, number, own)? {
        let dialect = dialect_object::dialect(interpreter);
        let made = interpreter.call(&function, Args::new([value.clone(), dialect]))?;
        return interpreter.known(made);
    }
    let Some(function) = function_of(interpreter, number, processor)? else {
        return Ok(value.clone());
    };
    let dialect = dialect_object::dialect(interpreter);
    let args = match processor {
        RESULT_PROCESSOR => Args::new([dialect, Value::None]),
        _ => Args::new([dialect]),
    };
    let made = interpreter.call(&function, args)?;
    if made.is_none() {
        return Ok(value.clone());
    }
    let made = interpreter.call(&made, Args::new([value.clone()]))?;
    interpreter.known(made)
}

/// A value with the SQL that its type writes around it.
///
/// # Errors
/// What the type's own function raises.
pub(crate) fn surrounded(
    interpreter: &mut Interpreter,
    number: usize,
    base: &SqlType,
    value: Expression,
) -> Result<Expression> {
    let Some(function) = function_of(interpreter, number, BIND_EXPRESSION)? else {
        return Ok(value);
    };
    let given = Clause::value(value.clone(), Some(base.clone()));
    let made = interpreter.call(&function, Args::new([given]))?;
    Ok(clause::as_expression(&made).unwrap_or(value))
}

/// Refuses a column in the list of a query whose type writes SQL around it.
///
/// # Errors
/// That refusal.
pub(crate) fn check_listed(interpreter: &mut Interpreter, data_type: &SqlType) -> Result<()> {
    check(interpreter, data_type, &[COLUMN_EXPRESSION])
}

/// Refuses what is compared with a column whose type says itself what comparing means.
///
/// # Errors
/// That refusal.
pub(crate) fn check_compared(interpreter: &mut Interpreter, data_type: &SqlType) -> Result<()> {
    check(interpreter, data_type, &[COMPARED, COMPARATOR])
}

fn check(interpreter: &mut Interpreter, data_type: &SqlType, names: &[&str]) -> Result<()> {
    let dialect = interpreter.dialect();
    let SqlType::Converted { python, .. } = clause::unvaried(data_type, dialect) else {
        return Ok(());
    };
    let number = *python;
    for name in names {
        if function_of(interpreter, number, name)?.is_some() {
            return Err(interpreter.unsupported(&format!("`{name}` of a type")));
        }
    }
    Ok(())
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
        _ => process(interpreter, number, (BIND, BIND_PROCESSOR), value),
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
        _ => process(interpreter, number, (RESULT, RESULT_PROCESSOR), &value),
    }
}
