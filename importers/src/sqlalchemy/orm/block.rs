//! Blocks of a session: `with session.begin():`, `with session.no_autoflush:`.

use std::cell::Cell;
use std::rc::Rc;

use super::session::SessionObject;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::live::nested::Nested;

/// A block of a session's transaction that is open.
pub(super) enum Block {
    /// `with session.begin_nested():`
    Savepoint(Rc<Nested>),
    /// `with session.begin():`, and how many transactions had ended before it.
    Transaction(u64),
}

/// `with session.begin():` and `with maker.begin() as session:`
pub(super) struct Transaction {
    /// The session.
    pub(super) session: Rc<SessionObject>,
    /// How many transactions of the session had ended before it.
    number: u64,
    /// Whether the session is closed behind the block.
    closes: bool,
}

impl Transaction {
    /// The transaction of a session, which has begun.
    pub(super) fn of(session: &Rc<SessionObject>) -> Value {
        Value::object(Self {
            session: session.clone(),
            number: session.store.ended(),
            closes: false,
        })
    }

    /// The same for a session that is there for the block only.
    pub(super) fn of_maker(session: &Rc<SessionObject>) -> Value {
        Value::object(Self {
            session: session.clone(),
            number: session.store.ended(),
            closes: true,
        })
    }

    fn is_over(&self) -> bool {
        self.session.store.ended() != self.number
    }

    fn leave(&self, interpreter: &mut Interpreter, has_raised: bool) -> Result<()> {
        let store = &self.session.store;
        if self.is_over() {
            return Ok(());
        }
        if has_raised {
            return store.roll_back_block(interpreter, None);
        }
        let session: Rc<dyn Object> = self.session.clone();
        let session = Value::Object(session);
        let committed = interpreter.call_method(&session, "commit", Args::new([]));
        match committed {
            Err(Interrupt::Raised(error, place)) => {
                if !self.is_over() {
                    store.roll_back_block(interpreter, Some(&error))?;
                }
                Err(Interrupt::Raised(error, place))
            }
            other => other.map(drop),
        }
    }
}

impl Object for Transaction {
    fn type_name(&self) -> &str {
        "SessionTransaction"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "is_active" => Some(Value::Bool(!self.is_over())),
            "session" => {
                let session: Rc<dyn Object> = self.session.clone();
                Some(Value::Object(session))
            }
            "nested" => Some(Value::Bool(false)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "commit" | "rollback" if self.is_over() => Err(interpreter.raise(
                "sqlalchemy.exc.ResourceClosedError",
                "This transaction is closed",
            )),
            "commit" | "rollback" => {
                let taken = std::mem::replace(args, Args::new([]));
                let session: Rc<dyn Object> = self.session.clone();
                interpreter
                    .call_method(&Value::Object(session), name, taken)
                    .map(Some)
            }
            "close" => Ok(Some(Value::None)),
            _ => Ok(None),
        }
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        let store = &self.session.store;
        store.enter(Block::Transaction(self.number));
        let session: Rc<dyn Object> = self.session.clone();
        Ok(Some(Value::Object(session)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let left = self.leave(interpreter, raised.is_some());
        self.session.store.leave_block();
        left?;
        if self.closes {
            self.session.store.close(interpreter)?;
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
