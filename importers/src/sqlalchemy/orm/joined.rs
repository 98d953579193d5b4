//! A session whose work begins within a savepoint of its connection: it has one of its
//! own there, which `commit` keeps and `rollback` and `close` take back.

use std::rc::{Rc, Weak};

use super::block::Block;
use super::flush;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
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
        if !matches!(*self.joined.borrow(), Joined::Nothing) {
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

    /// The innermost savepoint that is open and that the file has asked this session for.
    pub(super) fn innermost_savepoint(&self) -> Option<Rc<Nested>> {
        let open = self.open_savepoints();
        let innermost = open.last().and_then(Weak::upgrade);
        innermost.filter(|_| self.is_nested())
    }

    /// A transaction begins where there is none.
    ///
    /// # Errors
    /// Where the block around has lost its own.
    pub(super) fn begin(&self, interpreter: &mut Interpreter) -> Result<()> {
        if self.begun.get() {
            return Ok(());
        }
        match self.has_failed() {
            false => self.check(interpreter),
            true => Ok(()),
        }
    }

    /// Whether a transaction has begun.
    pub(super) fn has_begun(&self) -> bool {
        self.begun.get() || !self.has_not_begun()
    }

    /// The transaction has ended.
    pub(super) fn has_ended(&self) {
        self.joined.take();
        self.begun.set(false);
        self.ended.set(self.ended.get() + 1);
    }

    /// How many transactions have ended.
    pub(super) fn ended(&self) -> u64 {
        self.ended.get()
    }

    /// A block of the transaction begins.
    pub(super) fn enter(&self, block: Block) {
        self.blocks.borrow_mut().push(block);
    }

    /// It ends.
    pub(super) fn leave_block(&self) {
        self.blocks.borrow_mut().pop();
    }

    /// Whether the transaction of the innermost block has ended before the block.
    pub(super) fn is_block_over(&self) -> bool {
        match self.blocks.borrow().last() {
            Some(Block::Savepoint(nested)) => nested.is_over(),
            Some(Block::Transaction(number)) => *number != self.ended.get(),
            None => false,
        }
    }

    /// Whether nothing was asked since the session began, or was committed.
    pub(super) fn has_not_begun(&self) -> bool {
        matches!(*self.joined.borrow(), Joined::Nothing)
    }

    /// Ends the session's own savepoint, and those within, as `commit` or `rollback`.
    /// `false` where there is none of its own.
    ///
    /// # Errors
    /// Where the database refuses it.
    pub(super) fn end_joined(&self, interpreter: &mut Interpreter, how: &str) -> Result<bool> {
        let own = match self.joined.take() {
            Joined::Savepoint(own) => Some(own),
            Joined::Nothing | Joined::Transaction => None,
        };
        let innermost = self.open_savepoints().into_iter().rev();
        let innermost = innermost.filter_map(|one| Weak::upgrade(&one));
        for within in innermost.filter(|one| !one.is_over()) {
            let within = Value::Object(within);
            if !own.as_ref().is_some_and(|own| within.is_same(own)) {
                interpreter.call_method(&within, how, Args::new([]))?;
            }
        }
        let Some(own) = own else {
            return Ok(false);
        };
        let is_over = || own.downcast::<Nested>().is_some_and(|own| own.is_over());
        if !is_over()
            && let Err(error) = interpreter.call_method(&own, how, Args::new([]))
        {
            if !is_over() {
                self.joined.replace(Joined::Savepoint(own));
            }
            return Err(error);
        }
        Ok(true)
    }

    /// Whether the session's work is in the run's transaction, which cannot be taken back alone.
    pub(super) fn is_in_transaction(&self) -> bool {
        matches!(*self.joined.borrow(), Joined::Transaction)
    }

    /// The block of the session's transaction ends with an exception: what it did is taken back.
    ///
    /// # Errors
    /// Where the exception may be caught, and the run's transaction would have to be taken back.
    pub(super) fn roll_back_block(
        &self,
        interpreter: &mut Interpreter,
        error: Option<&Value>,
    ) -> Result<()> {
        if self.is_in_transaction() {
            if interpreter.may_be_caught() {
                let error = error.map(|error| interpreter.str(error)).transpose()?;
                return Err(rolled_back(interpreter, error.as_deref()));
            }
            return Ok(());
        }
        self.end_joined(interpreter, "rollback")?;
        self.forget_waiting();
        self.has_ended();
        Ok(())
    }
}

/// SQLAlchemy rolls the whole transaction back where a block of it ends with an exception.
fn rolled_back(interpreter: &Interpreter, error: Option<&str>) -> Interrupt {
    let why = match error.and_then(|error| error.lines().next()) {
        Some(error) => format!(": {}", error.trim_end_matches('.')),
        None => String::new(),
    };
    interpreter.refuse(
        "python-exception",
        format!(
            "A block of a session's transaction ends with an exception{why}. With it SQLAlchemy rolls the whole transaction back, and no `except` can go on from there."
        ),
        Some("Write what may fail inside `with session.begin_nested():`, which is a savepoint."),
    )
}
