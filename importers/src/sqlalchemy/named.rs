//! Collections by name and place: `mapper.attrs`, `table.primary_key.columns`, `join.c`.

use std::rc::Rc;

use super::table::TableObject;
use crate::operation::Name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Values by name, in order.
pub(crate) struct Named {
    type_name: &'static str,
    entries: Vec<(Rc<str>, Value)>,
}

impl Named {
    /// Such a collection as a value.
    pub(crate) fn value(type_name: &'static str, entries: Vec<(Rc<str>, Value)>) -> Value {
        Value::object(Self { type_name, entries })
    }

    /// Columns.
    pub(crate) fn columns(entries: Vec<(Rc<str>, Value)>) -> Value {
        Self::value("ReadOnlyColumnCollection", entries)
    }

    /// The columns of a table that have these names.
    pub(crate) fn columns_of(table: &Rc<TableObject>, names: &[Name]) -> Value {
        let columns = names.iter().filter_map(|name| {
            let column = table.column(&name.text)?;
            Some((name.text.as_str().into(), column))
        });
        Self::columns(columns.collect())
    }

    /// What is in it.
    pub(crate) fn columns_in_it(&self) -> Vec<Value> {
        self.entries
            .iter()
            .map(|(_, value)| value.clone())
            .collect()
    }

    fn find(&self, name: &str) -> Option<Value> {
        let found = self.entries.iter().find(|(own, _)| **own == *name);
        found.map(|(_, value)| value.clone())
    }
}

impl Object for Named {
    fn type_name(&self) -> &str {
        self.type_name
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match self.find(name) {
            Some(value) => Ok(Some(value)),
            None if matches!(name, "keys" | "values" | "items" | "get" | "has_key") => Ok(None),
            None => Err(interpreter.raise("AttributeError", name)),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let Some(name) = key.as_str() else {
            let values = self.entries.iter().map(|(_, value)| value.clone());
            let values = Value::tuple(values);
            return interpreter.item(&values, key).map(Some);
        };
        match self.find(&name) {
            Some(value) => Ok(Some(value)),
            None => Err(interpreter.raise("KeyError", format!("'{name}'"))),
        }
    }

    fn contains(self: Rc<Self>, _: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let found = key.as_str().map(|name| self.find(&name).is_some());
        Ok(found.map(Value::Bool))
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let values = self.entries.iter().map(|(_, value)| value.clone());
        Ok(Some(values.collect()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.entries.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.entries.is_empty()))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let entries = self.entries.iter();
        let name_of = |name: &Rc<str>| Value::Str(name.clone());
        let list: Vec<Value> = match name {
            "keys" => entries.map(|(name, _)| name_of(name)).collect(),
            "values" => entries.map(|(_, value)| value.clone()).collect(),
            "items" => entries
                .map(|(name, value)| Value::tuple([name_of(name), value.clone()]))
                .collect(),
            "get" => {
                let key = args.string("key")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                return Ok(Some(self.find(&key).unwrap_or(default)));
            }
            "has_key" => {
                let key = args.string("key")?;
                return Ok(Some(Value::Bool(self.find(&key).is_some())));
            }
            _ => return Ok(None),
        };
        Ok(Some(interpreter.list(list)))
    }
}
