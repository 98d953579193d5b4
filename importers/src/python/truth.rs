//! Truth values, and what depends on them.

use std::rc::Rc;

use super::interpreter::{Interpreter, Truth};
use super::native::{Args, Interrupt, Result};
use super::value::{Unknown, Value};

impl Interpreter {
    /// `bool(value)`: known, or a test.
    ///
    /// # Errors
    /// Where the value is not known while importing, or `__bool__` raises.
    pub fn truth(&mut self, value: &Value) -> Result<Truth> {
        Ok(Truth::Known(match value {
            Value::None => false,
            Value::Bool(known) => *known,
            Value::Int(number) => *number != 0,
            Value::Big(_) => true,
            Value::Float(float) => *float != 0.0,
            Value::Str(text) => !text.is_empty(),
            Value::Bytes(bytes) => !bytes.is_empty(),
            Value::List(list) => !list.items.borrow().is_empty(),
            Value::Tuple(items) => !items.is_empty(),
            Value::Dict(dict) => !dict.entries.borrow().is_empty(),
            Value::Set(set) => !set.entries.borrow().is_empty(),
            Value::Range(..) => super::compare::range_length(value) > 0,
            Value::Test(test) => return Ok(Truth::Test(test.clone())),
            Value::Unknown(_) => {
                self.known(value.clone())?;
                false
            }
            Value::Object(object) => {
                let truth = object.clone().truth(self)?;
                return match truth {
                    Value::Bool(known) => Ok(Truth::Known(known)),
                    Value::Test(test) => Ok(Truth::Test(test)),
                    Value::Object(_) => Err(self.needs_program(
                        "live-data",
                        format!(
                            "Whether the {} is true is only known live.",
                            value.type_name()
                        ),
                    )),
                    other => self.truth(&other),
                };
            }
            Value::Instance(instance) => {
                for name in ["__bool__", "__len__"] {
                    if let Some(method) = self.class_attribute(&instance.class, name) {
                        let result = self.call(&method, Args::new([value.clone()]))?;
                        return self.deeper(|interpreter| interpreter.truth(&result));
                    }
                }
                if instance.class.derives_from("enum.Flag")
                    && matches!(instance.scope.get("_value_"), Some(Value::Int(0)))
                {
                    return Ok(Truth::Known(false));
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(
                        inner @ (Value::Str(_) | Value::Int(_) | Value::List(_) | Value::Dict(_)),
                    ) => {
                        return self.truth(&inner);
                    }
                    _ => true,
                }
            }
            _ => true,
        }))
    }

    /// `bool(value)` where it has to be known.
    ///
    /// # Errors
    /// Where only the live catalogue knows: the function needs a program.
    pub fn known_truth(&mut self, value: &Value) -> Result<bool> {
        match self.truth(value)? {
            Truth::Known(known) => Ok(known),
            Truth::Test(_) => Err(self.needs_program(
                "live-data",
                "What happens here depends on the live catalogue in a way that directives cannot say.",
            )),
        }
    }

    /// `not value`
    ///
    /// # Errors
    /// As [`Interpreter::truth`].
    pub fn negate(&mut self, value: &Value) -> Result<Value> {
        Ok(match self.truth(value)? {
            Truth::Known(known) => Value::Bool(!known),
            Truth::Test(test) => Value::test((*test).clone().negate()),
        })
    }

    /// A text, or where it depends on what is not known a value that is not
    /// known: printing it is fine, and only using it further on is refused.
    pub(crate) fn text_or_unknown(&self, text: Result<String>) -> Result<Value> {
        match text {
            Ok(text) => Ok(Value::str(text)),
            Err(Interrupt::NeedsProgram(diagnostic) | Interrupt::Refused(diagnostic))
                if matches!(
                    diagnostic.code,
                    "per-run-value"
                        | "live-data"
                        | "differs-by-path"
                        | "unknown-import"
                        | "unknown-name"
                        | "unknown-text"
                ) =>
            {
                Ok(Value::Unknown(Rc::new(Unknown {
                    what: "the text made".into(),
                    code: diagnostic.code,
                    place: self.place(),
                    help: diagnostic.help.or(Some(diagnostic.message)),
                })))
            }
            Err(other) => Err(other),
        }
    }

    /// What a pure operation on a value makes that is not known: not known for the same reason.
    pub(crate) fn derive(&self, a: &Value, b: &Value) -> Value {
        let (a, b) = match (a, b) {
            // What the interpreter does not know at all outweighs what a program could know.
            (Value::Unknown(x), Value::Unknown(y)) if x.is_per_run() && !y.is_per_run() => (b, a),
            _ => (a, b),
        };
        match (a, b) {
            (Value::Unknown(unknown), _) | (_, Value::Unknown(unknown)) => {
                Value::Unknown(Rc::new(Unknown {
                    what: unknown.what.clone(),
                    code: unknown.code,
                    place: unknown.place.clone(),
                    help: unknown.help.clone(),
                }))
            }
            _ => Value::None,
        }
    }
}
