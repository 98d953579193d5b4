//! Methods of built-in values, as tables.

mod bytes;
pub(crate) mod codec;
mod dict;
mod list;
mod number;
mod set;
mod string;

use super::interpreter::Interpreter;
use super::native::{Args, Result};
use super::value::Value;
pub(crate) use string::maketrans;

/// A method: the receiver and the arguments.
pub(crate) type Method = fn(&mut Interpreter, &Value, Args) -> Result<Value>;

/// The methods of one class.
pub(crate) type Methods = &'static [(&'static str, Method)];

/// The method of this name that a built-in value has.
pub(crate) fn find(receiver: &Value, name: &str) -> Option<Method> {
    let tables: &[Methods] = match receiver {
        Value::Str(_) => &[string::TABLE, string::CASES],
        Value::Bytes(_) => &[bytes::TABLE],
        Value::List(_) => &[list::TABLE],
        Value::Tuple(_) | Value::Range(..) => &[list::SEQUENCE],
        Value::Dict(_) => &[dict::TABLE],
        Value::Set(_) => &[set::TABLE],
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => &[number::TABLE],
        _ => &[],
    };
    tables
        .iter()
        .flat_map(|table| table.iter())
        .find(|(known, _)| *known == name)
        .map(|(_, method)| *method)
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
            ("real" | "numerator", Value::Int(_)) => Some(value.clone()),
            ("start", Value::Range(start, _, _)) => Some(Value::Int(*start)),
            ("stop", Value::Range(_, stop, _)) => Some(Value::Int(*stop)),
            ("step", Value::Range(_, _, step)) => Some(Value::Int(*step)),
            _ => None,
        })
    }
}
