//! A row of a result: a sequence whose items have names, which Python takes for no tuple.

use std::rc::Rc;

use super::mapping::{self, Columns, RowMapping};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// The names of a result's columns.
pub(crate) type Names = Rc<[String]>;

/// A row.
pub(crate) struct Row {
    /// Names of the columns.
    pub(crate) names: Names,
    /// What they are, where the query says it.
    pub(crate) columns: Option<Columns>,
    /// Their values.
    pub(crate) values: Vec<Value>,
}

/// What a row has itself, also where a column is called so.
const OWN: &[&str] = &[
    "t", "_t", "tuple", "_tuple", "_fields", "_data", "_asdict", "_mapping",
];

impl Row {
    /// The value of a column; the first one where several have the name.
    pub(crate) fn get(&self, name: &str) -> Option<Value> {
        let at = self.names.iter().position(|own| own == name)?;
        self.values.get(at).cloned()
    }

    fn tuple(&self) -> Value {
        Value::tuple(self.values.iter().cloned())
    }

    /// The row as a dict by name.
    pub(crate) fn dict(&self, interpreter: &mut Interpreter) -> Result<Value> {
        let pairs: Vec<_> = self
            .names
            .iter()
            .map(Value::str)
            .zip(self.values.iter().cloned())
            .collect();
        interpreter.dict(pairs)
    }

    /// The value of a column by its name, or by the column itself.
    fn of_key(&self, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let column = key.downcast::<super::super::column::ColumnObject>();
        let name = match (key.as_str(), &column) {
            (Some(name), _) => name.to_string(),
            (None, Some(column)) => column.construct.borrow().column.name.text.clone(),
            (None, None) => return Ok(None),
        };
        let place = mapping::place_of(&self.names, self.columns.as_ref(), key);
        match place.and_then(|at| self.values.get(at).cloned()) {
            Some(value) => Ok(Some(value)),
            None => Err(interpreter.raise(
                "sqlalchemy.exc.NoSuchColumnError",
                format!("Could not locate column in row for column '{name}'"),
            )),
        }
    }
}

impl Object for Row {
    fn type_name(&self) -> &str {
        "Row"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.engine.row.Row"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        // These are the row's own, whatever its columns are called.
        if !OWN.contains(&name)
            && let Some(value) = self.get(name)
        {
            return Ok(Some(value));
        }
        match name {
            "t" | "_t" => Ok(Some(Value::Object(self))),
            "_mapping" => Ok(Some(Value::object(RowMapping { row: self }))),
            "_fields" => Ok(Some(Value::tuple(self.names.iter().map(Value::str)))),
            "_data" => Ok(Some(self.tuple())),
            "_tuple" | "tuple" | "_asdict" | "keys" => {
                Ok(Some(interpreter.bound_method(Value::Object(self), name)))
            }
            // Python's own: `__class__`.
            _ if name.starts_with("__") => Ok(None),
            _ => Err(interpreter.raise(
                "AttributeError",
                format!("Could not locate column in row for column '{name}'"),
            )),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        // A column may be called like a method.
        if !OWN.contains(&name) && self.get(name).is_some() {
            return Ok(None);
        }
        match name {
            "_asdict" => self.dict(interpreter).map(Some),
            // SQLAlchemy 1.x
            "keys" => Ok(Some(
                interpreter.list(self.names.iter().map(Value::str).collect()),
            )),
            "values" => Ok(Some(interpreter.list(self.values.clone()))),
            "items" => {
                let pairs = self
                    .names
                    .iter()
                    .zip(&self.values)
                    .map(|(name, value)| Value::tuple([Value::str(name), value.clone()]));
                Ok(Some(interpreter.list(pairs.collect())))
            }
            "count" | "index" => {
                let tuple = self.tuple();
                let args = std::mem::replace(args, Args::new([]));
                interpreter.call_method(&tuple, name, args).map(Some)
            }
            // To a type checker only.
            "_tuple" | "tuple" => Ok(Some(Value::Object(self))),
            _ => Ok(None),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        // SQLAlchemy 1.x took names as well.
        if let Some(value) = self.of_key(interpreter, key)? {
            return Ok(Some(value));
        }
        interpreter.item(&self.tuple(), key).map(Some)
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        for value in &self.values {
            if interpreter.is_equal(value, key)? {
                return Ok(Some(Value::Bool(true)));
            }
        }
        Ok(Some(Value::Bool(false)))
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
        reflected: bool,
    ) -> Result<Option<Value>> {
        let other = match other.downcast::<Self>() {
            Some(row) => row.tuple(),
            None => other.clone(),
        };
        if !matches!(other, Value::Tuple(_)) {
            return Ok(None);
        }
        let (left, right) = if reflected {
            (other, self.tuple())
        } else {
            (self.tuple(), other)
        };
        match operator {
            "==" => interpreter.equal(&left, &right).map(Some),
            "<" | "<=" | ">" | ">=" => interpreter.order(&left, operator, &right).map(Some),
            _ => Ok(None),
        }
    }

    fn as_tuple(&self) -> Option<Value> {
        Some(self.tuple())
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        interpreter.repr(&self.tuple()).map(Some)
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        interpreter.repr(&self.tuple()).map(Some)
    }
}
