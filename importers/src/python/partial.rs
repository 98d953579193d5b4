//! What an object of a library cannot do, as far as bridge knows.
//!
//! Of such an object bridge has a part. An exception for what it lacks could be caught, and the
//! file would go on as it never does under Python; so that is a refusal.

use super::interpreter::Interpreter;
use super::native::Interrupt;
use super::value::Value;

impl Interpreter {
    /// The exception that Python raises for what a value cannot do, or the refusal where the
    /// value may well be able to.
    pub(crate) fn cannot(&mut self, value: &Value, class: &str, message: String) -> Interrupt {
        match value {
            Value::Object(object) if object.is_of_library() && !object.has_all_attributes() => self
                .refuse(
                    "unknown-name",
                    format!(
                        "bridge does not know whether a {} can do this ({message}).",
                        object.type_name()
                    ),
                    Some(super::attribute::ANOTHER_WAY),
                ),
            _ => self.raise(class, message),
        }
    }
}
