//! `begin_nested()`: a savepoint in the run's transaction.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::super::engine;
use crate::live::Savepoint;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// Counts savepoints, so that each has a name of its own.
#[derive(Default)]
struct Number(Cell<u32>);

/// The savepoints of connections that are open, innermost last, and whether a
/// session's flush failed inside.
#[derive(Default)]
struct Open(RefCell<Vec<(String, bool)>>);

/// A flush failed: what the session wrote goes with the savepoint around it.
/// `false` where the connection has none.
pub(crate) fn spoil(interpreter: &mut Interpreter) -> bool {
    let open = interpreter.extension_or_default::<Open>();
    let mut open = open.0.borrow_mut();
    match open.last_mut() {
        Some((_, is_spoilt)) => {
            *is_spoilt = true;
            true
        }
        None => false,
    }
}

/// Whether a savepoint of the connection is open.
pub(crate) fn is_within(interpreter: &mut Interpreter) -> bool {
    let open = interpreter.extension_or_default::<Open>();
    !open.0.borrow().is_empty()
}

/// A savepoint.
pub(crate) struct Nested {
    name: String,
    is_open: Cell<bool>,
    /// Whether a flush that failed has ended it.
    is_abandoned: Cell<bool>,
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

    /// After it was kept.
    fn released(&self, interpreter: &mut Interpreter) -> Result<()>;

    /// After it was rolled back.
    fn rolled_back(&self, interpreter: &mut Interpreter);

    /// After the file has left one that a failed flush had ended.
    fn is_left(&self);

    /// A block of the savepoint begins.
    fn entered(&self, nested: &Rc<Nested>);

    /// The block ends.
    fn exited(&self);
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
    if session.is_none() {
        let open = interpreter.extension_or_default::<Open>();
        open.0.borrow_mut().push((name.clone(), false));
    }
    Ok(Value::object(Nested {
        name,
        is_open: Cell::new(true),
        is_abandoned: Cell::new(false),
        entered: entered.unwrap_or_else(engine::bind),
        session,
    }))
}

impl Nested {
    /// A flush failed: what was written since it began is taken back at once.
    ///
    /// # Errors
    /// Where the database refuses that.
    pub(crate) fn abandon(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.end(interpreter, Savepoint::RollBack)?;
        self.is_abandoned.set(true);
        Ok(())
    }

    /// Whether it has ended, and the file has left it.
    pub(crate) fn is_over(&self) -> bool {
        !self.is_open.get() && !self.is_abandoned.get()
    }

    /// Whether a failed flush has ended it; the session may go on from now on.
    fn leave(&self) -> bool {
        let is_abandoned = self.is_abandoned.replace(false);
        if let (true, Some(session)) = (is_abandoned, &self.session) {
            session.is_left();
        }
        is_abandoned
    }

    /// The end of its block, as `with` has it.
    fn leave_block(&self, interpreter: &mut Interpreter, has_raised: bool) -> Result<()> {
        if self.leave() {
            return Ok(());
        }
        if has_raised {
            return self.end(interpreter, Savepoint::RollBack);
        }
        // What cannot be written takes the savepoint back, too.
        if let Err(error) = self.end(interpreter, Savepoint::Release) {
            if !self.leave() {
                self.end(interpreter, Savepoint::RollBack)?;
            }
            return Err(error);
        }
        Ok(())
    }

    fn end(&self, interpreter: &mut Interpreter, what: Savepoint) -> Result<()> {
        if !self.is_open.get() {
            return Ok(());
        }
        if let (Some(session), Savepoint::Release) = (&self.session, what) {
            session.release(interpreter)?;
        }
        if self.session.is_none() {
            let open = interpreter.extension_or_default::<Open>();
            let at = open
                .0
                .borrow()
                .iter()
                .position(|(name, _)| *name == self.name);
            if let Some(at) = at {
                let is_spoilt = open.0.borrow().iter().skip(at).any(|(_, spoilt)| *spoilt);
                if is_spoilt && matches!(what, Savepoint::Release) {
                    return Err(interpreter.refuse(
                        "python-unsupported",
                        "A flush failed inside this savepoint, and what its session had written before is not taken back alone.",
                        Some("Roll the savepoint back, or write what may fail inside `with session.begin_nested():`."),
                    ));
                }
                open.0.borrow_mut().truncate(at);
            }
        }
        self.is_open.set(false);
        interpreter.savepoint(&self.name, what)?;
        match (&self.session, what) {
            (Some(session), Savepoint::RollBack) => session.rolled_back(interpreter),
            (Some(session), Savepoint::Release) => session.released(interpreter)?,
            _ => {}
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
        let was_abandoned = self.leave();
        if was_abandoned && matches!(what, Savepoint::Release) {
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                "This transaction is inactive",
            ));
        }
        let is_over = !was_abandoned && !self.is_open.get();
        if self.session.is_some() && is_over && name != "close" {
            return Err(interpreter.raise(
                "sqlalchemy.exc.ResourceClosedError",
                "This transaction is closed",
            ));
        }
        self.end(interpreter, what)?;
        Ok(Some(Value::None))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        if let Some(session) = &self.session {
            session.entered(&self);
        }
        Ok(Some(Value::Object(self)))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let ended = self.leave_block(interpreter, raised.is_some());
        if let Some(session) = &self.session {
            session.exited();
        }
        ended.map(|()| false)
    }
}
