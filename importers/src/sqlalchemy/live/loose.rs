//! What SQLAlchemy's types make of what a column of SQLite holds, which need not be of its type.

use super::value::dashed_or_not;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::stdlib::datetime::{DateTime, Delta, date_of_iso, moment_of_iso, time_of_iso};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::json;
use crate::python::stdlib::uuid;
use crate::python::value::Value;

/// The Python value that a column of a type gives.
///
/// # Errors
/// What Python raises where the type cannot read the value.
pub(super) fn read(
    interpreter: &mut Interpreter,
    value: Value,
    data_type: &SqlType,
) -> Result<Value> {
    if value.is_none() {
        return Ok(value);
    }
    Ok(match (data_type, &value) {
        (SqlType::Boolean { .. }, _) => Value::Bool(interpreter.known_truth(&value)?),
        // `sa.DATETIME` is written as it is everywhere.
        (SqlType::Custom(name), _) if name == "DATETIME" => moment_of_iso(interpreter, &value)?,
        (SqlType::DateTime { .. }, _) => moment_of_iso(interpreter, &value)?,
        (SqlType::Date, _) => date_of_iso(interpreter, &value)?,
        (SqlType::Time { .. }, _) => time_of_iso(interpreter, &value)?,
        (SqlType::Numeric { scale, .. }, Value::Float(_) | Value::Int(_)) => {
            #[allow(clippy::cast_precision_loss)]
            let number = match value {
                Value::Int(number) => number as f64,
                Value::Float(number) => number,
                _ => 0.0,
            };
            let digits = scale.unwrap_or(10) as usize;
            match Decimal::of_rounded_float(number, digits) {
                Some(decimal) => Value::object(decimal),
                None => value,
            }
        }
        (SqlType::Numeric { .. }, Value::Str(_) | Value::Bytes(_)) => {
            let class = value.type_name();
            let text = format!("must be real number, not {class}");
            return Err(interpreter.raise("TypeError", text));
        }
        (SqlType::Json { .. }, Value::Str(text)) => json::read(interpreter, text)?,
        // Python guesses how it is encoded.
        (SqlType::Json { .. }, Value::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => json::read(interpreter, text)?,
            _ => return Err(interpreter.unsupported("these bytes in a column of JSON")),
        },
        (SqlType::Uuid { as_text, .. }, _) => {
            let read = uuid::of_hex(interpreter, &value)?;
            dashed_or_not(read, *as_text)
        }
        (SqlType::Interval { .. }, _) => since_epoch(interpreter, &value)?,
        (SqlType::Float { .. }, Value::Object(object)) => match object.real() {
            Some(number) => Value::Float(number),
            None => value,
        },
        _ => value,
    })
}

/// An interval is kept as a moment after the epoch.
fn since_epoch(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let read = moment_of_iso(interpreter, value)?;
    let Some(moment) = read.downcast::<DateTime>() else {
        return Ok(read);
    };
    if moment.zone.is_some() {
        let text = "can't subtract offset-naive and offset-aware datetimes";
        return Err(interpreter.raise("TypeError", text));
    }
    let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let span = moment.value.duration_since(epoch);
    Ok(Value::object(Delta {
        microseconds: span.as_micros(),
    }))
}
