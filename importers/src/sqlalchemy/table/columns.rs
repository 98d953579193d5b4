//! `table.c`: the columns of a table, by key.

use std::rc::Rc;

use super::TableObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;
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
            None if matches!(key, Value::Int(at) if *at >= 0) => {
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
                .columns()
                .iter()
                .filter_map(|(name, _)| self.table.column(&name.text))
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
                let names = self.table.columns();
                let names = names.iter().map(|(name, _)| Value::str(&name.text));
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
