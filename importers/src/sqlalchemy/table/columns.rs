//! `table.c`: the columns of a table, by key.

use std::rc::Rc;

use super::TableObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::named::Named;
use crate::sqlalchemy::{argument, clause, missing, statement};

/// `table.c`
pub(crate) struct Columns {
    /// The table.
    pub(crate) table: Rc<TableObject>,
}

impl Columns {
    /// Which columns a reflected table has matters here: only the live database knows.
    fn only_live(&self, interpreter: &Interpreter, matters: bool) -> Result<()> {
        if matters && self.table.reflected {
            return Err(interpreter.needs_program(
                "live-data",
                "The columns of a reflected table are only known on the live database.",
            ));
        }
        Ok(())
    }

    /// All columns of a query of which some are named as it is written.
    fn counted(&self, interpreter: &Interpreter) -> Result<Vec<Value>> {
        self.table.check_listed(interpreter)?;
        let columns = statement::columns_of_table(&self.table).into_iter();
        Ok(columns
            .map(|column| {
                let data_type = clause::type_of(&column);
                clause::Clause::value(column, data_type)
            })
            .collect())
    }

    /// A column that the table has not. Of a table of the live database that is
    /// the database's fault, and an exception as any other.
    fn absent(&self, interpreter: &mut Interpreter, class: &str, name: &str) -> Interrupt {
        if interpreter.is_live() || interpreter.may_be_absent() {
            return interpreter.raise(class, name);
        }
        argument::alembic_stops(
            interpreter,
            &format!(
                "the table \"{}\" has no column \"{name}\"",
                self.table.name.name.text
            ),
        )
    }
}

/// Columns as a collection, by their keys.
fn some_of(interpreter: &mut Interpreter, columns: &Value) -> Result<Value> {
    let mut entries = Vec::new();
    for column in interpreter.iterate(columns)? {
        let Some(own) = column.downcast::<ColumnObject>() else {
            return Err(interpreter.unsupported("columns of a query without names of their own"));
        };
        let key = own.construct.borrow().key().into();
        entries.push((key, column));
    }
    Ok(Named::columns(entries))
}

impl Object for Columns {
    fn type_name(&self) -> &str {
        "ColumnCollection"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        self.only_live(interpreter, interpreter.may_be_absent())?;
        match self.table.column(name) {
            Some(column) => Ok(Some(column)),
            None => Err(self.absent(interpreter, "AttributeError", name)),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        match key.as_str() {
            Some(name) => {
                self.only_live(interpreter, interpreter.may_be_absent())?;
                match self.table.column(&name) {
                    Some(column) => Ok(Some(column)),
                    None => Err(self.absent(interpreter, "KeyError", &name)),
                }
            }
            // The columns of these keys or numbers, as a collection of their own.
            None if matches!(key, Value::Tuple(_) | Value::Slice(_)) => {
                let keys = match key {
                    Value::Slice(_) => {
                        let all = self.iterate(interpreter)?.unwrap_or_default();
                        let some = interpreter.item(&Value::tuple(all), key)?;
                        return some_of(interpreter, &some).map(Some);
                    }
                    _ => interpreter.iterate(key)?,
                };
                let mut some = Vec::with_capacity(keys.len());
                for key in &keys {
                    match self.clone().item(interpreter, key)? {
                        Some(column) => some.push(column),
                        None => return Ok(None),
                    }
                }
                some_of(interpreter, &Value::tuple(some)).map(Some)
            }
            None if matches!(key, Value::Int(at) if *at < 0) => {
                let text = interpreter.str(key)?.to_string();
                Err(interpreter.raise("IndexError", text))
            }
            None if matches!(key, Value::Int(_)) => {
                let all = self.iterate(interpreter)?.unwrap_or_default();
                interpreter.item(&Value::tuple(all), key).map(Some)
            }
            None => Ok(None),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        self.only_live(interpreter, true)?;
        missing::check(interpreter, &self.table)?;
        Ok(key
            .as_str()
            .map(|name| Value::Bool(self.table.column(&name).is_some())))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        self.only_live(interpreter, true)?;
        missing::check(interpreter, &self.table)?;
        if !self.table.has_own_names() {
            return self.counted(interpreter).map(Some);
        }
        Ok(Some(
            self.table
                .keys()
                .iter()
                .filter_map(|key| self.table.column(key))
                .collect(),
        ))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let columns = self.iterate(interpreter)?.unwrap_or_default();
        Ok(Some(Value::Int(columns.len() as i128)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            // A column may be called like a method.
            _ if self.table.column_type(name).is_some() => Ok(None),
            "keys" | "values" | "items" => {
                if name != "values" {
                    self.table.check_names(interpreter)?;
                }
                let columns = self.clone().iterate(interpreter)?.unwrap_or_default();
                let names = self.table.keys().into_iter().map(Value::str);
                let items: Vec<Value> = match name {
                    "keys" => names.collect(),
                    "values" => columns,
                    _ => names
                        .zip(columns)
                        .map(|(name, column)| Value::tuple([name, column]))
                        .collect(),
                };
                Ok(Some(interpreter.list(items)))
            }
            "get" => {
                let key = args.string("key")?;
                self.only_live(interpreter, true)?;
                let default = args.take("default")?.unwrap_or(Value::None);
                Ok(Some(self.table.column(&key).unwrap_or(default)))
            }
            _ => Ok(None),
        }
    }
}
