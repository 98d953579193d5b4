//! The transactions in which a program runs: the run's, or its own, which an `autocommit_block`
//! ends and begins again, as Alembic's does.

use std::cell::Cell;
use std::rc::Rc;

use bridge_importers::Dialect;
use bridge_importers::script::{Node, Script, leading_words};

use super::error::ScriptError;
use super::foreign_keys;
use super::script::Failure;
use crate::database::{Connection, StatementError};

/// What is written into the transaction that a program commits first.
pub(super) type First = Box<dyn Fn(&mut dyn Connection) -> Result<(), Failure>>;

/// In which transactions a program runs.
#[derive(Clone)]
pub(crate) enum Transactions {
    /// In that of the run, which must stay open.
    OfTheRun,
    /// In its own.
    Own(Rc<Own>),
}

/// Transactions of a program's own.
pub(crate) struct Own {
    first: First,
    is_open: Cell<bool>,
    /// Whether one was committed, with what `first` writes.
    has_kept: Cell<bool>,
}

impl Transactions {
    /// Its own, of which the first was begun.
    pub(super) fn own(first: First) -> Self {
        Self::Own(Rc::new(Own {
            first,
            is_open: Cell::new(true),
            has_kept: Cell::new(false),
        }))
    }

    /// Whether anything of the program stays, though the transaction that is open be rolled back.
    pub(super) fn have_kept(&self) -> bool {
        matches!(self, Self::Own(own) if own.has_kept.get())
    }

    /// Whether the program must not end the transaction.
    pub(super) fn must_stay(&self) -> bool {
        matches!(self, Self::OfTheRun)
    }

    /// Whether a transaction is open.
    pub(super) fn is_inside(&self) -> bool {
        match self {
            Self::OfTheRun => true,
            Self::Own(own) => own.is_open.get(),
        }
    }

    /// Commits what was done so far; statements run by themselves from here on.
    pub(super) fn leave(&self, connection: &mut dyn Connection) -> Result<(), Failure> {
        let Self::Own(own) = self else {
            return Err(ScriptError::InsideTransaction.into());
        };
        if !own.is_open.get() {
            return Ok(());
        }
        let had_kept = own.has_kept.get();
        if !had_kept {
            (own.first)(connection)?;
        }
        // A COMMIT of the program's own may have ended it.
        if connection.in_transaction()?
            && let Err(error) = connection.commit()
        {
            // Where the connection is lost, only the database knows.
            own.has_kept.set(had_kept || error.is_fatal());
            return Err(error.into());
        }
        own.has_kept.set(true);
        own.is_open.set(false);
        Ok(())
    }

    /// A statement that ends the transaction of a program's own: what comes then runs by itself, as with
    /// the drivers, up to the next block. Says whether it was one, and is done.
    pub(super) fn ended_by(
        &self,
        connection: &mut dyn Connection,
        sql: &str,
    ) -> Result<bool, Failure> {
        let Self::Own(own) = self else {
            return Ok(false);
        };
        if !own.is_open.get() {
            return Ok(false);
        }
        let words = leading_words(sql, connection.dialect(), 3);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["COMMIT" | "END"] | ["COMMIT" | "END", "TRANSACTION" | "WORK"] => {
                self.leave(connection)?;
                Ok(true)
            }
            ["ROLLBACK" | "ABORT"] | ["ROLLBACK" | "ABORT", "TRANSACTION" | "WORK"] => {
                connection.rollback()?;
                self.is_gone(connection)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Told that something has ended the transaction.
    fn is_gone(&self, connection: &mut dyn Connection) -> Result<(), Failure> {
        if let Self::Own(own) = self {
            own.is_open.set(false);
            if !own.has_kept.replace(true) {
                (own.first)(connection)?;
            }
        }
        Ok(())
    }

    /// Looks whether statements have ended the transaction, where they say words that do.
    pub(super) fn look_after(
        &self,
        connection: &mut dyn Connection,
        sql: &str,
    ) -> Result<(), Failure> {
        let is_own = matches!(self, Self::Own(own) if own.is_open.get());
        let sql = sql.to_ascii_uppercase();
        let says = ["COMMIT", "ROLLBACK", "ABORT"]
            .iter()
            .any(|word| sql.contains(word));
        if is_own && says && !connection.in_transaction()? {
            self.is_gone(connection)?;
        }
        Ok(())
    }

    /// Begins the next one.
    pub(super) fn enter(&self, connection: &mut dyn Connection) -> Result<(), Failure> {
        match self {
            Self::Own(own) if !own.is_open.get() => {
                connection.begin()?;
                own.is_open.set(true);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Runs a script; what no transaction can hold runs between two.
    pub(super) fn around(
        &self,
        connection: &mut dyn Connection,
        script: &Script,
        run: impl FnOnce(&mut dyn Connection, bool) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let is_between = matches!(self, Self::Own(_))
            && self.is_inside()
            && (stands_alone(&script.nodes) || is_hindered(connection, script)?);
        if !is_between {
            return run(connection, self.is_inside());
        }
        self.leave(connection)?;
        let ran = run(connection, false);
        self.enter(connection)?;
        ran
    }
}

/// Whether a part of a script says that it runs outside a transaction.
fn stands_alone(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Autocommit(_) => true,
        Node::If {
            then, otherwise, ..
        } => stands_alone(then) || stands_alone(otherwise),
        _ => false,
    })
}

/// Whether foreign keys that the program has enforced stand against rebuilding a table.
fn is_hindered(connection: &mut dyn Connection, script: &Script) -> Result<bool, StatementError> {
    let rebuilds = |node: &Node| matches!(node, Node::Batch(_));
    Ok(connection.dialect() == Dialect::Sqlite
        && script.nodes.iter().any(rebuilds)
        && foreign_keys::are_enforced(connection)?)
}
