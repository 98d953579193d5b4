//! Blocks of a session: `with session.begin():`, `with session.no_autoflush:`.

use std::cell::Cell;
use std::rc::Rc;

use super::session::SessionObject;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `with session.begin():` and `with maker.begin() as session:`
pub(super) struct Transaction {
    /// The session.
    pub(super) session: Value,
}

impl Object for Transaction {
    fn type_name(&self) -> &str {
        "SessionTransaction"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "commit" | "rollback" => {
                let taken = std::mem::replace(args, Args::new([]));
                interpreter
                    .call_method(&self.session, name, taken)
                    .map(Some)
            }
            "close" => Ok(Some(Value::None)),
            _ => Ok(None),
        }
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(self.session.clone()))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        match raised {
            None => {
                interpreter.call_method(&self.session, "commit", Args::new([]))?;
            }
            Some(_) => {
                if let Some(session) = self.session.downcast::<SessionObject>() {
                    session.store.end_joined(interpreter, "rollback")?;
                }
            }
        }
        Ok(false)
    }
}

/// `with session.no_autoflush:`
pub(super) struct NoAutoflush {
    /// What holds the session's objects.
    pub(super) store: Rc<Store>,
    /// Whether it was on before.
    pub(super) before: Cell<bool>,
}

impl Object for NoAutoflush {
    fn type_name(&self) -> &str {
        "no_autoflush"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        self.before.set(self.store.autoflush.replace(false));
        Ok(Some(Value::None))
    }

    fn exit(self: Rc<Self>, _: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        self.store.autoflush.set(self.before.get());
        Ok(false)
    }
}
