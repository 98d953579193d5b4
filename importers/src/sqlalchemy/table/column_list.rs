//! Some columns of a table, by place and by name: `table.primary_key.columns`.

use std::any::Any;
use std::rc::Rc;

use super::TableObject;
use crate::operation::Name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Columns of a constraint or an index.
pub(crate) struct ColumnList {
    columns: Vec<(Rc<str>, Value)>,
}

impl ColumnList {
    /// Those of a table that have these names.
    pub(crate) fn of(table: &TableObject, names: &[Name]) -> Value {
        let columns = names.iter().filter_map(|name| {
            let column = table.column(&name.text)?;
            Some((name.text.as_str().into(), column))
        });
        Value::object(Self {
            columns: columns.collect(),
        })
    }

    fn named(&self, name: &str) -> Option<Value> {
        let found = self.columns.iter().find(|(own, _)| &**own == name);
        found.map(|(_, column)| column.clone())
    }
}

impl Object for ColumnList {
    fn type_name(&self) -> &str {
        "ReadOnlyColumnCollection"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(self.named(name))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if self.named(name).is_some() {
            return Ok(None);
        }
        let all = self.columns.iter();
        Ok(Some(match name {
            "keys" => interpreter.list(all.map(|(name, _)| Value::Str(name.clone())).collect()),
            "values" => interpreter.list(all.map(|(_, column)| column.clone()).collect()),
            "items" => {
                let pair = |(name, column): &(Rc<str>, Value)| {
                    Value::tuple([Value::Str(name.clone()), column.clone()])
                };
                interpreter.list(all.map(pair).collect())
            }
            "get" => {
                let key = args.string("key")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                self.named(&key).unwrap_or(default)
            }
            _ => return Ok(None),
        }))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        match key.as_str() {
            Some(name) => match self.named(&name) {
                Some(column) => Ok(Some(column)),
                None => Err(interpreter.raise("KeyError", format!("'{name}'"))),
            },
            None => {
                let columns = self.columns.iter().map(|(_, column)| column.clone());
                let columns = Value::tuple(columns.collect::<Vec<_>>());
                interpreter.item(&columns, key).map(Some)
            }
        }
    }

    fn contains(self: Rc<Self>, _: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        Ok(key
            .as_str()
            .map(|name| Value::Bool(self.named(&name).is_some())))
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let columns = self.columns.iter().map(|(_, column)| column.clone());
        Ok(Some(columns.collect()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.columns.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.columns.is_empty()))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
