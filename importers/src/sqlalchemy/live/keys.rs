//! `result.keys()`: the names of a result's columns, in order.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// The names of columns, which are neither a list nor a set.
pub(crate) struct Keys {
    names: Vec<Value>,
}

impl Keys {
    /// The view of these names.
    pub(crate) fn value(names: Vec<Value>) -> Value {
        Value::object(Self { names })
    }
}

impl Object for Keys {
    fn type_name(&self) -> &str {
        "RMKeyView"
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.names.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.names.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.names.is_empty()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err(interpreter.raise("TypeError", "'RMKeyView' object is not subscriptable"))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let names = interpreter.list(self.names.clone());
        interpreter.contains(&names, key).map(Some)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        match operator {
            "==" | "!=" => {
                let own = interpreter.list(self.names.clone());
                let other = interpreter.iterate(other)?;
                let other = interpreter.list(other);
                let same = interpreter.is_equal(&own, &other)?;
                Ok(Some(Value::Bool(same == (operator == "=="))))
            }
            "|" | "&" | "-" | "^" => {
                let own = interpreter.set(self.names.clone(), false)?;
                let other = interpreter.iterate(other)?;
                let other = interpreter.set(other, false)?;
                let (left, right) = match reflected {
                    true => (&other, &own),
                    false => (&own, &other),
                };
                interpreter.binary(operator, left, right).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "isdisjoint" {
            return Ok(None);
        }
        let own = interpreter.set(self.names.clone(), false)?;
        let taken = std::mem::replace(args, Args::new([]));
        interpreter.call_method(&own, name, taken).map(Some)
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let names = interpreter.list(self.names.clone());
        let shown = interpreter.repr(&names)?;
        Ok(Some(format!("RMKeyView({shown})")))
    }
}
