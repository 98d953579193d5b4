//! `sqlite3.Row`: the values of a row, by place and by name.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// A row of a cursor whose `row_factory` is `sqlite3.Row`.
pub(super) struct Row {
    /// Names of the columns.
    pub(super) names: Rc<[String]>,
    /// Their values.
    pub(super) values: Vec<Value>,
}

impl Row {
    fn tuple(&self) -> Value {
        Value::tuple(self.values.iter().cloned())
    }
}

impl Object for Row {
    fn type_name(&self) -> &str {
        "Row"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlite3.Row"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok((name == "keys").then(|| interpreter.bound_method(Value::Object(self), name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "keys" {
            return Ok(None);
        }
        let names = self.names.iter().map(Value::str).collect();
        Ok(Some(interpreter.list(names)))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let Some(name) = key.as_str() else {
            return interpreter.item(&self.tuple(), key).map(Some);
        };
        // Names are found whatever their case is.
        let place = self
            .names
            .iter()
            .position(|own| own.eq_ignore_ascii_case(&name));
        match place.and_then(|at| self.values.get(at).cloned()) {
            Some(value) => Ok(Some(value)),
            None => Err(interpreter.raise("IndexError", "No item with that key")),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        interpreter.contains(&self.tuple(), key).map(Some)
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.values.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.values.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.values.is_empty()))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        match (operator, other.downcast::<Self>()) {
            ("==", Some(other)) if self.names == other.names => {
                interpreter.equal(&self.tuple(), &other.tuple()).map(Some)
            }
            ("==", _) => Ok(Some(Value::Bool(false))),
            _ => Ok(None),
        }
    }

    fn as_tuple(&self) -> Option<Value> {
        Some(self.tuple())
    }
}
