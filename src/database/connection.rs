//! What every dialect's connection can do.

use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::script::Question;

use super::error::StatementError;
use super::lock::{LockError, LockName, Waiting};
use super::value::{Rows, Value};

/// How a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing is ever written: a read-only file handle, a read-only transaction.
    ReadOnly,
    /// For a run.
    ReadWrite {
        /// Whether a missing SQLite file is made.
        create: bool,
    },
}

/// How a connection is opened.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Reading or writing.
    pub access: Access,
    /// Whether SQLite enforces foreign keys; the legacy tools' connections do not.
    pub foreign_keys: bool,
    /// How long to wait for a server to answer.
    pub connect_timeout: Duration,
    /// How long a statement waits for a SQLite file that another process is writing.
    pub busy_timeout: Duration,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            access: Access::ReadOnly,
            foreign_keys: false,
            connect_timeout: Duration::from_secs(10),
            busy_timeout: Duration::from_secs(5),
        }
    }
}

impl OpenOptions {
    /// For reading, with the usual time limits.
    pub fn read_only() -> Self {
        Self::default()
    }

    /// For a run, with the usual time limits; a missing SQLite file is an error.
    pub fn read_write() -> Self {
        Self {
            access: Access::ReadWrite { create: false },
            ..Self::default()
        }
    }
}

/// A table of the live catalogue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Table {
    /// Schema; `None` on SQLite.
    pub schema: Option<String>,
    /// Name.
    pub name: String,
}

/// A connection, in autocommit mode until [`Connection::begin`].
///
/// Dropping it rolls back what is open and gives up its locks, on every path.
pub trait Connection {
    /// The dialect.
    fn dialect(&self) -> Dialect;

    /// The file, or host and database, for messages; never a user or password.
    fn target(&self) -> &str;

    /// Runs SQL exactly as it is written: no parameter, no escape is looked
    /// for. Gives the rows that were touched, where the database says.
    fn execute(&mut self, sql: &str) -> Result<u64, StatementError>;

    /// Runs one statement of bridge's own, with the parameters `$1`, `$2`, …
    /// (in this order, each once, none inside quotes). The statement is kept prepared.
    fn execute_with(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StatementError>;

    /// Runs a query of bridge's own; for parameters see [`Connection::execute_with`].
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, StatementError>;

    /// Begins a transaction (SQLite: `BEGIN IMMEDIATE`).
    fn begin(&mut self) -> Result<(), StatementError>;

    /// Commits.
    fn commit(&mut self) -> Result<(), StatementError>;

    /// Rolls back; without a transaction it does nothing.
    fn rollback(&mut self) -> Result<(), StatementError>;

    /// Whether a transaction is open and can still be committed. The answer is
    /// the database's, not this side's memory: SQLite ends a transaction by
    /// itself on some errors.
    fn in_transaction(&mut self) -> Result<bool, StatementError>;

    /// Begins a savepoint.
    fn savepoint(&mut self, name: &str) -> Result<(), StatementError> {
        self.execute(&format!("SAVEPOINT {name}")).map(drop)
    }

    /// Keeps what happened since a savepoint.
    fn release(&mut self, name: &str) -> Result<(), StatementError> {
        self.execute(&format!("RELEASE SAVEPOINT {name}")).map(drop)
    }

    /// Undoes what happened since a savepoint, and ends it.
    fn rollback_to(&mut self, name: &str) -> Result<(), StatementError> {
        self.execute(&format!("ROLLBACK TO SAVEPOINT {name}"))?;
        self.release(name)
    }

    /// Answers a question to the live catalogue.
    fn answer(&mut self, question: &Question) -> Result<bool, StatementError>;

    /// The tables that users made, in order; no system tables.
    fn tables(&mut self) -> Result<Vec<Table>, StatementError>;

    /// Takes the lock of a run. On SQLite this is the write lock, and a
    /// transaction is open afterwards; on PostgreSQL none is.
    fn lock(
        &mut self,
        name: &LockName,
        timeout: Duration,
        waiting: &mut dyn FnMut(&Waiting),
    ) -> Result<(), LockError>;

    /// Whether the lock of a run is an open transaction, so that it ends with
    /// the transaction, and a statement may end it.
    fn lock_is_a_transaction(&self) -> bool;

    /// Whether a failed statement spoils the transaction around it.
    fn failure_aborts_transaction(&self) -> bool;

    /// Undoes changes of role, search path and settings, where the dialect has such.
    fn reset_session(&mut self) -> Result<(), StatementError>;
}
