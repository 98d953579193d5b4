//! What every dialect's connection can do.

use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;
use bridge_importers::live::{Answer, Datum, Reading};
use bridge_importers::script::Question;

use super::error::StatementError;
use super::lock::{LockError, LockName, Waiting};
use super::value::{Field, Rows, Value};

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

/// A table and, on PostgreSQL, its schema: what a revision does to the search
/// path must not lead a statement of bridge's own astray.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Table {
    /// Schema; `None` on SQLite.
    pub schema: Option<String>,
    /// Name.
    pub name: String,
}

impl Table {
    /// The quoted, qualified name.
    pub fn sql(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", delimited(schema), delimited(&self.name)),
            None => delimited(&self.name),
        }
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// What [`Connection::survey`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// The tables that were asked for.
    pub found: Vec<Table>,
    /// Whether there are tables of other names.
    pub has_others: bool,
}

/// What [`Connection::read_table`] hands over.
#[derive(Debug)]
pub enum Given<'a> {
    /// A row.
    Row(&'a [Field<'a>]),
    /// What was handed over so far does not count: all rows come again.
    Again,
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

    /// Runs such a query and hands over each row as it comes, so that a long
    /// answer is never in memory as a whole.
    fn each(
        &mut self,
        sql: &str,
        parameters: &[Value],
        take: &mut dyn FnMut(Vec<Value>),
    ) -> Result<(), StatementError> {
        let rows = self.query(sql, parameters)?;
        rows.rows.into_iter().for_each(take);
        Ok(())
    }
    /// Runs one statement of a program. On SQLite `values` are those of `?1`,
    /// `?2`, …; on PostgreSQL they stand in the statement, as psycopg2 writes them.
    fn ask(&mut self, sql: &str, values: &[Datum]) -> Result<Answer, StatementError>;

    /// The same, but where the database reads one row at a time only the first is read now,
    /// and [`Answer::rest`] is where the others come from.
    fn begin_reading(&mut self, sql: &str, values: &[Datum]) -> Result<Answer, StatementError> {
        self.ask(sql, values)
    }

    /// The next row of what [`Connection::begin_reading`] began; `None` at the end.
    fn read_on(&mut self, _reading: &Reading) -> Result<Option<Vec<Datum>>, StatementError> {
        Ok(None)
    }

    /// Reads no further.
    fn end_reading(&mut self, _reading: &Reading) {}

    /// Reads no further anywhere.
    fn end_readings(&mut self) {}

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

    /// Which of these tables there are, each in every schema that has one, and
    /// whether there are others.
    fn survey(&mut self, names: &[&str]) -> Result<Survey, StatementError> {
        let tables = self.tables()?;
        let (found, others): (Vec<_>, Vec<_>) = tables
            .into_iter()
            .partition(|table| names.contains(&table.name.as_str()));
        Ok(Survey {
            found,
            has_others: !others.is_empty(),
        })
    }

    /// Reads these columns of all rows of a table, in no particular order.
    fn read_table(
        &mut self,
        table: &Table,
        columns: &[&str],
        take: &mut dyn FnMut(Given<'_>),
    ) -> Result<(), StatementError> {
        self.each(&select(table, columns), &[], &mut |row| {
            let fields: Vec<Field<'_>> = row.iter().map(Field::from).collect();
            take(Given::Row(&fields));
        })
    }

    /// The number that SQLite keeps in its file's header for whoever wants one.
    fn user_version(&mut self) -> Result<i64, StatementError> {
        let rows = self.query("PRAGMA user_version", &[])?;
        Ok(rows.scalar().and_then(Value::as_integer).unwrap_or(0))
    }

    /// Where reading keeps others from writing, it does no longer.
    fn let_go(&mut self) {}

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

    /// The end of a connection in a process that ends with it: what the system
    /// does by itself then need not be done before.
    fn abandon(self: Box<Self>);
}

/// The query of [`Connection::read_table`].
fn select(table: &Table, columns: &[&str]) -> String {
    // With their table's name: SQLite takes a quoted name alone, of which
    // there is no column, for a string.
    let name = delimited(&table.name);
    let columns: Vec<String> = columns
        .iter()
        .map(|column| format!("{name}.{}", delimited(column)))
        .collect();
    format!("SELECT {} FROM {}", columns.join(", "), table.sql())
}
