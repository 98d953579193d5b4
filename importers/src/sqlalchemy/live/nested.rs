//! `begin_nested()`: a savepoint in the run's transaction.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use super::super::engine;
use crate::live::Savepoint;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Counts savepoints, so that each has a name of its own.
#[derive(Default)]
struct Number(Cell<u32>);

/// A savepoint.
pub(crate) struct Nested {
    name: String,
    is_open: Cell<bool>,
    /// What `with` gives.
    entered: Value,
    /// The session that it belongs to: written before the savepoint ends, and
    /// forgets what was taken back.
    session: Option<Rc<dyn Around>>,
}

/// What stands around a savepoint.
pub(crate) trait Around {
    /// Before it is released.
    ///
    /// # Errors
    /// Where what waits cannot be written.
    fn release(&self, interpreter: &mut Interpreter) -> Result<()>;

    /// After it was rolled back.
    fn rolled_back(&self, interpreter: &mut Interpreter);
}

/// Begins a savepoint; `entered` is what `with` gives, the savepoint itself where there is nothing else.
pub(crate) fn begin(
    interpreter: &mut Interpreter,
    entered: Option<Value>,
    session: Option<Rc<dyn Around>>,
) -> Result<Value> {
    let number = interpreter.extension_or_default::<Number>();
    number.0.set(number.0.get() + 1);
    let name = format!("bridge_nested_{}", number.0.get());
    interpreter.savepoint(&name, Savepoint::Begin)?;
    Ok(Value::object(Nested {
        name,
        is_open: Cell::new(true),
        entered: entered.unwrap_or_else(engine::bind),
        session,
    }))
}

impl Nested {
    fn end(&self, interpreter: &mut Interpreter, what: Savepoint) -> Result<()> {
        if !self.is_open.get() {
            return Ok(());
        }
        if let (Some(session), Savepoint::Release) = (&self.session, what) {
            session.release(interpreter)?;
        }
        self.is_open.set(false);
        interpreter.savepoint(&self.name, what)?;
        if let (Some(session), Savepoint::RollBack) = (&self.session, what) {
            session.rolled_back(interpreter);
        }
        Ok(())
    }
}

impl Object for Nested {
    fn type_name(&self) -> &str {
        "NestedTransaction"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "is_active" => Some(Value::Bool(self.is_open.get())),
            "connection" | "session" => Some(self.entered.clone()),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        let what = match name {
            "commit" => Savepoint::Release,
            "rollback" | "close" => Savepoint::RollBack,
            _ => return Ok(None),
        };
        self.end(interpreter, what)?;
        Ok(Some(Value::None))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        if raised.is_some() {
            self.end(interpreter, Savepoint::RollBack)?;
            return Ok(false);
        }
        // What cannot be written takes the savepoint back, too.
        if let Err(error) = self.end(interpreter, Savepoint::Release) {
            self.end(interpreter, Savepoint::RollBack)?;
            return Err(error);
        }
        Ok(false)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
