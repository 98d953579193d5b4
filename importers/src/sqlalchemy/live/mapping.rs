//! `row._mapping`: a row by the names of its columns, or by the columns themselves.

use std::rc::Rc;

use super::row::{Names, Row};
use crate::operation::Expression;
use crate::operation::expression::{Source, TableObjectId};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause;
use crate::sqlalchemy::column::ColumnObject;

/// What a query's columns are, where it says them; one for each name.
pub(crate) type Columns = Rc<[Expression]>;

/// A row by name.
pub(crate) struct RowMapping {
    /// The row.
    pub(crate) row: Rc<Row>,
}

/// A mapping of a row as the dict that it could be; any other value as it is.
pub(crate) fn plain(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    match value.downcast::<RowMapping>() {
        Some(mapping) => mapping.row.dict(interpreter),
        None => Ok(value.clone()),
    }
}

/// The same for one mapping or a list of them.
pub(crate) fn all_plain(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let items = match value {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        one => return plain(interpreter, one),
    };
    if !items
        .iter()
        .any(|item| item.downcast::<RowMapping>().is_some())
    {
        return Ok(value.clone());
    }
    let mut all = Vec::with_capacity(items.len());
    for item in &items {
        all.push(plain(interpreter, item)?);
    }
    Ok(interpreter.list(all))
}

/// An expression without what does not tell it from another.
fn bare(expression: &Expression) -> Expression {
    match expression {
        Expression::Column { table, name, .. } => Expression::Column {
            // A class and its table name the same column.
            table: table.as_ref().map(|source| match source {
                Source::Entity(table) => Source::Table((**table).clone(), TableObjectId::ANY),
                Source::Table(table, _) => Source::Table(table.clone(), TableObjectId::ANY),
                other @ Source::Alias(_) => other.clone(),
            }),
            name: name.clone(),
            data_type: None,
        },
        Expression::Object { expression, .. } => bare(expression),
        other => other.clone(),
    }
}

/// Where a column stands in a row, by the query that gave it or by its name.
pub(super) fn place_of(names: &Names, columns: Option<&Columns>, key: &Value) -> Option<usize> {
    let by_name = |name: &str| names.iter().position(|own| own == name);
    let Some(expression) = clause::as_expression(key) else {
        let class = match key {
            Value::Class(class) => class.name.clone(),
            other => other.as_str()?,
        };
        return by_name(&class);
    };
    if let Some(columns) = columns {
        let wanted = bare(&expression);
        if let Some(at) = columns.iter().position(|own| bare(own) == wanted) {
            return Some(at);
        }
        // What was selected under a name is found by it, too.
        return match &expression {
            Expression::Label { label, .. } => by_name(&label.text),
            Expression::Column {
                table: None, name, ..
            } => by_name(&name.text),
            _ => None,
        };
    }
    match &expression {
        Expression::Label { label, .. } => by_name(&label.text),
        _ => {
            let column = key.downcast::<ColumnObject>()?;
            let name = column.construct.borrow().column.name.text.clone();
            by_name(&name)
        }
    }
}

/// How a message names a key.
fn shown(interpreter: &mut Interpreter, key: &Value) -> Result<String> {
    let Some(column) = key.downcast::<ColumnObject>() else {
        return interpreter.str(key);
    };
    let name = column.construct.borrow().column.name.text.clone();
    let table = column.table.get().and_then(Source::table);
    Ok(match table {
        Some(table) => format!("{}.{name}", table.name.text),
        None => name,
    })
}

impl RowMapping {
    fn get(&self, key: &Value) -> Option<Value> {
        let at = place_of(&self.row.names, self.row.columns.as_ref(), key)?;
        self.row.values.get(at).cloned()
    }
}

impl Object for RowMapping {
    fn type_name(&self) -> &str {
        "RowMapping"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.engine.row.RowMapping"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if matches!(name, "keys" | "values" | "items" | "get") {
            return Ok(Some(interpreter.bound_method(Value::Object(self), name)));
        }
        // It is a row underneath, whose columns are attributes.
        match self.row.get(name) {
            Some(value) => Ok(Some(value)),
            None if name.starts_with('_') => Ok(None),
            None => Err(interpreter.raise(
                "AttributeError",
                format!("Could not locate column in row for column '{name}'"),
            )),
        }
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn is_mapping(&self) -> bool {
        true
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "get" => {
                let key = args.required("key")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                Ok(Some(self.get(&key).unwrap_or(default)))
            }
            "keys" | "values" | "items" => {
                let dict = self.row.dict(interpreter)?;
                let taken = std::mem::replace(args, Args::new([]));
                interpreter.call_method(&dict, name, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let key = interpreter.known(key.clone())?;
        match self.get(&key) {
            Some(value) => Ok(Some(value)),
            None => {
                let shown = shown(interpreter, &key)?;
                Err(interpreter.raise(
                    "sqlalchemy.exc.NoSuchColumnError",
                    format!("Could not locate column in row for column '{shown}'"),
                ))
            }
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let key = interpreter.known(key.clone())?;
        Ok(Some(Value::Bool(self.get(&key).is_some())))
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.row.names.iter().map(Value::str).collect()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.row.values.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.row.values.is_empty()))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        if operator != "==" {
            return Ok(None);
        }
        let other = plain(interpreter, other)?;
        let own = self.row.dict(interpreter)?;
        interpreter.equal(&own, &other).map(Some)
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let dict = self.row.dict(interpreter)?;
        interpreter.repr(&dict).map(Some)
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        self.repr(interpreter)
    }
}
