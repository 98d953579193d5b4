//! Methods of built-in values, as tables.

mod bytes;
mod cases;
mod casing;
pub(crate) mod codec;
pub(crate) mod counter;
pub(super) mod dict;
mod dunder;
mod list;
mod number;
pub(crate) mod set;
mod string;

use super::interpreter::Interpreter;
use super::native::{Args, Result};
use super::value::Value;
pub(crate) use cases::maketrans;
pub(crate) use number::from_bytes;

/// A method: the receiver and the arguments.
pub(crate) type Method = fn(&mut Interpreter, &Value, Args) -> Result<Value>;

/// The methods of one class.
pub(crate) type Methods = &'static [(&'static str, Method)];

/// The method of this name that a built-in value has.
pub(crate) fn find(receiver: &Value, name: &str) -> Option<Method> {
    let tables: &[Methods] = match receiver {
        Value::Str(_) => &[string::TABLE, cases::TABLE],
        Value::Bytes(_) => &[bytes::TABLE],
        Value::List(_) => &[list::TABLE],
        Value::Tuple(_) | Value::Range(..) => &[list::SEQUENCE],
        Value::Dict(value) if value.class == "Counter" => &[counter::TABLE, dict::TABLE],
        Value::Dict(value) if value.class == "OrderedDict" => &[counter::ORDERED, dict::TABLE],
        Value::Dict(_) => &[dict::TABLE],
        Value::Set(value) if value.frozen => &[set::FROZEN],
        Value::Set(_) => &[set::TABLE, set::FROZEN],
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => &[number::TABLE, number::WHOLE],
        Value::Float(_) => &[number::TABLE],
        Value::Slice(_) => &[list::SLICE],
        _ => &[],
    };
    tables
        .iter()
        .flat_map(|table| table.iter())
        .find(|(known, _)| *known == name)
        .map(|(_, method)| *method)
        .or_else(|| dunder::find(receiver, name))
}

impl Interpreter {
    /// An attribute of a built-in value: its methods.
    pub(crate) fn value_attribute(&mut self, value: &Value, name: &str) -> Result<Option<Value>> {
        if find(value, name).is_some() {
            return Ok(Some(self.bound_method(value.clone(), name)));
        }
        Ok(match (name, value) {
            ("__class__", _) => super::builtins::class(&value.type_name()).map(Value::NativeClass),
            ("__doc__", _) => Some(Value::None),
            ("real" | "numerator", Value::Int(_) | Value::Big(_)) | ("real", Value::Float(_)) => {
                Some(value.clone())
            }
            ("real" | "numerator", Value::Bool(known)) => Some(Value::Int(i128::from(*known))),
            ("imag", Value::Int(_) | Value::Big(_) | Value::Bool(_)) => Some(Value::Int(0)),
            ("imag", Value::Float(_)) => Some(Value::Float(0.0)),
            ("denominator", Value::Int(_) | Value::Big(_) | Value::Bool(_)) => Some(Value::Int(1)),
            ("default_factory", Value::Dict(dict)) if dict.class == "defaultdict" => {
                Some(dict.factory.clone().unwrap_or(Value::None))
            }
            ("start", Value::Slice(parts)) => Some(parts.0.clone()),
            ("stop", Value::Slice(parts)) => Some(parts.1.clone()),
            ("step", Value::Slice(parts)) => Some(parts.2.clone()),
            ("start", Value::Range(range)) => Some(Value::Int(range.start)),
            ("stop", Value::Range(range)) => Some(Value::Int(range.stop)),
            ("step", Value::Range(range)) => Some(Value::Int(range.step)),
            _ => None,
        })
    }
}
