//! Methods of built-in values, as tables.

use super::interpreter::Interpreter;
use super::native::{Args, Result};
use super::value::Value;

/// A method: the receiver and the arguments.
pub(crate) type Method = fn(&mut Interpreter, &Value, Args) -> Result<Value>;

/// The method of this name that a built-in value has.
pub(crate) fn find(receiver: &Value, name: &str) -> Option<Method> {
    let _ = (receiver, name);
    None
}
