//! A session whose work begins within a savepoint of its connection: it has one of its
//! own there, which `commit` keeps and `rollback` and `close` take back.

use std::rc::{Rc, Weak};

use super::flush;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::live::nested::{self, Around, Nested};

/// In what the work of a session is.
#[derive(Default)]
pub(super) enum Joined {
    /// It has not begun.
    #[default]
    Nothing,
    /// In the run's transaction.
    Transaction,
    /// In a savepoint of its own.
    Savepoint(Value),
}

impl Store {
    /// The session is about to ask the database.
    ///
    /// # Errors
    /// Where the database makes no savepoint.
    pub(super) fn join(&self, interpreter: &mut Interpreter) -> Result<()> {
        if !matches!(*self.joined.borrow(), Joined::Nothing) {
            return Ok(());
        }
        let around: Option<Rc<dyn Around>> = match self.own.upgrade() {
            Some(own) if nested::is_within(interpreter) => Some(own),
            _ => None,
        };
        let joined = match around {
            Some(around) => {
                let begun = nested::begin(interpreter, None, Some(around))?;
                self.begin_nested(&begun);
                Joined::Savepoint(begun)
            }
            None => Joined::Transaction,
        };
        self.joined.replace(joined);
        Ok(())
    }

    /// The same before a flush, which asks only where something waits.
    pub(super) fn join_to_flush(&self, interpreter: &mut Interpreter) -> Result<()> {
        if !matches!(*self.joined.borrow(), Joined::Nothing) || !nested::is_within(interpreter) {
            return Ok(());
        }
        let mut waits = !self.pending().is_empty() || !self.deleted().is_empty();
        for value in self.to_flush() {
            waits = waits || flush::is_changed(interpreter, &value)?;
        }
        if waits {
            self.join(interpreter)
        } else {
            Ok(())
        }
    }

    /// Whether a flush that failed has to take back the session's own savepoint.
    pub(super) fn is_joined_to(&self, nested: &Rc<Nested>) -> bool {
        match &*self.joined.borrow() {
            Joined::Savepoint(own) => own
                .downcast::<Nested>()
                .is_some_and(|own| Rc::ptr_eq(&own, nested)),
            _ => false,
        }
    }

    /// Whether the session's work is in a savepoint of its own.
    pub(super) fn has_own_savepoint(&self) -> bool {
        matches!(*self.joined.borrow(), Joined::Savepoint(_))
    }

    /// Whether a savepoint is open that the file has asked this session for.
    pub(super) fn is_nested(&self) -> bool {
        let own = self.has_own_savepoint();
        self.open_savepoints().len() > usize::from(own)
    }

    /// Whether nothing was asked since the session began, or was committed.
    pub(super) fn has_not_begun(&self) -> bool {
        matches!(*self.joined.borrow(), Joined::Nothing)
    }

    /// Ends the session's own savepoint, and those within, as `commit` or `rollback`.
    /// `false` where there is none.
    ///
    /// # Errors
    /// Where the database refuses it.
    pub(super) fn end_joined(&self, interpreter: &mut Interpreter, how: &str) -> Result<bool> {
        let Joined::Savepoint(own) = self.joined.take() else {
            return Ok(false);
        };
        let innermost = self.open_savepoints().into_iter().rev();
        let innermost = innermost.filter_map(|one| Weak::upgrade(&one));
        for within in innermost.filter(|one| !one.is_over()) {
            let within = Value::Object(within);
            if !within.is_same(&own) {
                interpreter.call_method(&within, how, Args::new([]))?;
            }
        }
        let is_over = own.downcast::<Nested>().is_some_and(|own| own.is_over());
        if !is_over {
            interpreter.call_method(&own, how, Args::new([]))?;
        }
        Ok(true)
    }
}
