//! The driver's own connection, as `bind.connection` gives it: its cursors take the
//! driver's placeholders, and its transaction is the run's.

use std::rc::Rc;

use super::engine;
use super::live::cursor;
use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `bind.connection`, and what it has within.
struct DriverConnection;

pub(super) fn driver_connection() -> Value {
    Value::object(DriverConnection)
}

impl Object for DriverConnection {
    fn type_name(&self) -> &str {
        "connection"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "connection" | "dbapi_connection" | "driver_connection" => Some(Value::Object(self)),
            "closed" => Some(Value::Int(0)),
            "autocommit" => Some(Value::Bool(false)),
            "info" => Some(interpreter.unknown("live-data", "the connection's info")),
            "cursor" | "commit" | "close" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            "execute" | "executemany" | "executescript"
                if interpreter.dialect() == Dialect::Sqlite =>
            {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "cursor" => cursor::cursor(interpreter, args)?,
            "commit" | "close" => Value::None,
            "rollback" => return Err(engine::no_rollback(interpreter)),
            // Of `sqlite3`; psycopg's has the first one.
            "execute" => through_cursor(interpreter, name, args)?,
            "executemany" | "executescript" if interpreter.dialect() == Dialect::Sqlite => {
                through_cursor(interpreter, name, args)?
            }
            "set_isolation_level" | "set_session" => return Err(no_autocommit(interpreter)),
            _ => return Ok(None),
        }))
    }

    fn set_attribute(&self, interpreter: &mut Interpreter, name: &str, _: Value) -> Result<bool> {
        match name {
            "autocommit" | "isolation_level" => Err(no_autocommit(interpreter)),
            _ => Ok(false),
        }
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}

/// A statement on a cursor of its own, which is what these methods give.
fn through_cursor(interpreter: &mut Interpreter, name: &str, args: &mut Args) -> Result<Value> {
    let cursor = cursor::cursor(interpreter, &mut Args::new([]))?;
    let taken = std::mem::replace(args, Args::new([]));
    interpreter.call_method(&cursor, name, taken)
}

fn no_autocommit(interpreter: &Interpreter) -> crate::python::native::Interrupt {
    interpreter.refuse(
        "unknown-operation",
        "How the driver's connection begins transactions is the run's.",
        Some("Write `with op.get_context().autocommit_block():` around what no transaction can hold."),
    )
}
