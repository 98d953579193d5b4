//! `sqlite3.Connection`

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::cursor::Cursor;
use crate::live::Savepoint;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// The savepoint that stands for the transaction of Python's `sqlite3`.
const SAVEPOINT: &str = "bridge_python";

/// The connection that a function of the list is given.
pub(super) struct Connection {
    /// `row_factory`
    pub(super) row_factory: RefCell<Value>,
    /// Whether a change was made since the last `commit`.
    is_open: Cell<bool>,
    /// Savepoints that the file began outside of a transaction: SQLite begins one with the first.
    savepoints: RefCell<Vec<String>>,
    /// `isolation_level`; with `None` Python begins no transaction by itself.
    isolation_level: RefCell<Value>,
    /// The cursor of the last `execute`, for files that fetch from the connection.
    last: RefCell<Option<Rc<Cursor>>>,
    total_changes: Cell<u64>,
    /// The row id that was inserted last; `None` while the function has inserted nothing.
    pub(super) last_insert: Cell<Option<i64>>,
}

/// A connection as a Python value, or a cursor of it.
pub(in crate::list) fn connection(as_cursor: bool) -> Value {
    let connection = Rc::new(Connection {
        row_factory: RefCell::new(Value::None),
        is_open: Cell::new(false),
        savepoints: RefCell::default(),
        isolation_level: RefCell::new(Value::str("")),
        last: RefCell::default(),
        total_changes: Cell::new(0),
        last_insert: Cell::new(None),
    });
    if as_cursor {
        Value::object(Cursor::new(connection))
    } else {
        Value::Object(connection)
    }
}

impl Connection {
    /// Python begins a transaction before a statement that changes rows.
    pub(super) fn before(&self, interpreter: &mut Interpreter, word: &str) -> Result<()> {
        let changes = matches!(word, "INSERT" | "UPDATE" | "DELETE" | "REPLACE");
        let begins =
            !self.isolation_level.borrow().is_none() && self.savepoints.borrow().is_empty();
        if changes && begins && !self.is_open.replace(true) {
            interpreter.savepoint(SAVEPOINT, Savepoint::Begin)?;
        }
        Ok(())
    }

    /// `BEGIN`
    pub(super) fn begin(&self, interpreter: &mut Interpreter) -> Result<()> {
        if !self.savepoints.borrow().is_empty() || self.is_open.replace(true) {
            return Err(interpreter.raise(
                "sqlite3.OperationalError",
                "cannot start a transaction within a transaction",
            ));
        }
        interpreter.savepoint(SAVEPOINT, Savepoint::Begin)
    }

    /// `commit()`, `rollback()`
    pub(super) fn end(&self, interpreter: &mut Interpreter, what: Savepoint) -> Result<()> {
        let first = self.savepoints.take().into_iter().next();
        if let Some(first) = first.filter(|_| !self.is_open.get()) {
            return interpreter.savepoint(&first, what);
        }
        if !self.is_open.replace(false) {
            return Ok(());
        }
        interpreter.savepoint(SAVEPOINT, what)
    }

    /// Whether the file has a transaction open.
    fn is_in_transaction(&self) -> bool {
        self.is_open.get() || !self.savepoints.borrow().is_empty()
    }

    /// `SAVEPOINT name` and `RELEASE name` ran outside of a transaction that was begun otherwise.
    pub(super) fn saved(&self, word: &str, name: &str) {
        if self.is_open.get() {
            return;
        }
        let mut savepoints = self.savepoints.borrow_mut();
        match word {
            "SAVEPOINT" => savepoints.push(name.to_owned()),
            _ => {
                let own = savepoints
                    .iter()
                    .rposition(|own| own.eq_ignore_ascii_case(name));
                let left = own.unwrap_or(savepoints.len());
                savepoints.truncate(left);
            }
        }
    }

    pub(super) fn changed(&self, rows: u64) {
        self.total_changes.set(self.total_changes.get() + rows);
    }
}

impl Object for Connection {
    fn type_name(&self) -> &str {
        "Connection"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlite3.Connection"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if name == "total_changes"
            && let Some(database) = interpreter.database()
        {
            database.depends();
        }
        Ok(match name {
            "row_factory" => Some(self.row_factory.borrow().clone()),
            "in_transaction" => Some(Value::Bool(self.is_in_transaction())),
            "total_changes" => Some(Value::Int(self.total_changes.get().into())),
            "isolation_level" => Some(self.isolation_level.borrow().clone()),
            "connection" => Some(Value::Object(self)),
            "cursor" | "execute" | "executemany" | "executescript" | "commit" | "rollback"
            | "close" => Some(interpreter.bound_method(Value::Object(self), name)),
            _ => None,
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        match name {
            // Texts are read as they are; any other way would give other values.
            "text_factory" => {
                if !matches!(&value, Value::NativeClass(class) if class.name == "str") {
                    return Err(interpreter.unsupported("`text_factory` that is not `str`"));
                }
            }
            "row_factory" => *self.row_factory.borrow_mut() = value,
            "isolation_level" => {
                // Python commits what is open.
                if value.is_none() {
                    self.end(interpreter, Savepoint::Release)?;
                }
                *self.isolation_level.borrow_mut() = value;
            }
            "autocommit" => {
                return Err(interpreter.refuse(
                    "python-unsupported",
                    "`autocommit` says how a connection begins its transactions, and this one is in the run's.",
                    Some("Leave it out, or set `isolation_level = None`."),
                ));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "cursor" => {
                let _ = args.take("factory")?;
                Value::object(Cursor::new(self))
            }
            "commit" => {
                self.end(interpreter, Savepoint::Release)?;
                Value::None
            }
            "rollback" => {
                self.end(interpreter, Savepoint::RollBack)?;
                Value::None
            }
            // Closing leaves what was not committed behind.
            "close" => Value::None,
            "execute" | "executemany" | "executescript" => {
                let cursor = Rc::new(Cursor::new(self.clone()));
                *self.last.borrow_mut() = Some(cursor.clone());
                return cursor.method(interpreter, name, args);
            }
            "fetchone" | "fetchall" | "fetchmany" => {
                let last = self.last.borrow().clone();
                return match last {
                    Some(cursor) => cursor.method(interpreter, name, args),
                    None => Ok(None),
                };
            }
            _ => return Ok(None),
        }))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let what = match raised {
            Some(_) => Savepoint::RollBack,
            None => Savepoint::Release,
        };
        self.end(interpreter, what)?;
        Ok(false)
    }
}
