//! The connection to a PostgreSQL database.

use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::live::{Answer, Datum};
use bridge_importers::script::Question;

use super::adapter::{self, Adapter};
use super::literal::inline;
use crate::database::connection::{Access, Connection, OpenOptions, Table};
use crate::database::error::{ConnectError, DriverCode, StatementError};
use crate::database::lock::{LockError, LockName, Waiting};
use crate::database::value::{Rows, Value};
use crate::failpoint::failpoint;

/// How long a statement in a transaction of bridge's waits for a lock. Behind a
/// waiting `ALTER TABLE` everybody else waits as well, readers included.
const LOCK_WAIT: &str = "SET LOCAL lock_timeout = '2s'";

/// A connection to a PostgreSQL database.
pub struct PostgresConnection {
    adapter: Adapter,
    target: String,
    /// Whether [`Connection::begin`] was called, and the transaction not ended since.
    begun: bool,
    /// Whether a proxy stands between, which hands each transaction to some session of the server.
    pooled: bool,
}

impl std::fmt::Debug for PostgresConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresConnection")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

impl PostgresConnection {
    /// Connects. A read-only connection is inside one read-only transaction
    /// with one snapshot, as long as it lives.
    ///
    /// # Errors
    ///
    /// See [`ConnectError`].
    pub fn open(url: &str, options: &OpenOptions) -> Result<Self, ConnectError> {
        Self::connect(url, None, options)
    }

    /// Connects to another database of the same server, as the same role.
    pub(super) fn open_database(
        url: &str,
        database: &str,
        options: &OpenOptions,
    ) -> Result<Self, ConnectError> {
        Self::connect(url, Some(database), options)
    }

    fn connect(
        url: &str,
        database: Option<&str>,
        options: &OpenOptions,
    ) -> Result<Self, ConnectError> {
        let mut connection = Self {
            adapter: Adapter::connect(url, database, options.connect_timeout)?,
            target: adapter::target(url, database),
            begun: false,
            pooled: false,
        };
        let begin = match options.access {
            Access::ReadOnly => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ",
            Access::ReadWrite { .. } => "",
        };
        let mark = format!("{begin}SELECT current_setting('{}', true)", adapter::MARK);
        let found = connection
            .adapter
            .query(&mark)
            .map_err(|error| ConnectError::Server {
                target: connection.target.clone(),
                message: error.message,
                code: None,
            })?;
        let is_there = found.scalar().and_then(Value::as_text) == Some("on");
        connection.pooled = !connection.adapter.marked || !is_there;
        Ok(connection)
    }

    /// Whether a pooling proxy stands between. Its sessions are not this
    /// connection's: what a session keeps (locks, settings) is lost or, worse,
    /// another program's.
    pub(super) fn is_pooled(&self) -> bool {
        self.pooled
    }

    /// Refuses what needs a session of its own.
    pub(super) fn refuse_pool(&self) -> Result<(), ConnectError> {
        if self.pooled {
            return Err(ConnectError::Pooled {
                target: self.target.clone(),
            });
        }
        Ok(())
    }
}

impl Connection for PostgresConnection {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn target(&self) -> &str {
        &self.target
    }

    fn execute(&mut self, sql: &str) -> Result<u64, StatementError> {
        failpoint!("before", sql);
        let touched = self.adapter.execute(sql)?;
        failpoint!("after", sql);
        Ok(touched)
    }

    fn execute_with(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StatementError> {
        self.execute(&inline(sql, parameters)?)
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, StatementError> {
        self.adapter.query(&inline(sql, parameters)?)
    }

    fn ask(&mut self, sql: &str, _: &[Datum]) -> Result<Answer, StatementError> {
        failpoint!("before", sql);
        let answer = self.adapter.ask(sql)?;
        failpoint!("after", sql);
        Ok(answer)
    }

    fn begin(&mut self) -> Result<(), StatementError> {
        self.execute(&format!("BEGIN; {LOCK_WAIT}"))?;
        self.begun = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StatementError> {
        // COMMIT of a failed transaction is answered by ROLLBACK, without an error.
        if !self.in_transaction()? {
            return Err(StatementError {
                dialect: Dialect::Postgres,
                message: "the transaction was ended by a statement or has failed; nothing can be committed"
                    .to_owned(),
                detail: None,
                hint: None,
                fields: None,
                code: DriverCode::Sqlstate("25P01".to_owned()),
            });
        }
        self.begun = false;
        self.execute("COMMIT").map(drop)
    }

    fn rollback(&mut self) -> Result<(), StatementError> {
        self.begun = false;
        self.execute("ROLLBACK").map(drop)
    }

    fn in_transaction(&mut self) -> Result<bool, StatementError> {
        // The driver keeps the server's answer to itself. A savepoint is
        // refused with 25P01 outside a transaction and 25P02 in a failed one.
        match self.adapter.execute("SAVEPOINT bridge_open") {
            Ok(_) => {
                self.adapter.execute("RELEASE SAVEPOINT bridge_open")?;
                Ok(true)
            }
            Err(error) => match &error.code {
                DriverCode::Sqlstate(state) if state == "25P01" || state == "25P02" => Ok(false),
                _ => Err(error),
            },
        }
    }

    fn answer(&mut self, question: &Question) -> Result<bool, StatementError> {
        super::catalogue::answer(self, question)
    }

    fn tables(&mut self) -> Result<Vec<Table>, StatementError> {
        super::catalogue::tables(self)
    }

    fn lock(
        &mut self,
        name: &LockName,
        timeout: Duration,
        waiting: &mut dyn FnMut(&Waiting),
    ) -> Result<(), LockError> {
        super::lock::acquire(self, name, timeout, waiting)
    }

    fn lock_is_a_transaction(&self) -> bool {
        self.pooled
    }

    fn failure_aborts_transaction(&self) -> bool {
        true
    }

    fn abandon(self: Box<Self>) {}

    fn reset_session(&mut self) -> Result<(), StatementError> {
        // RESET ALL leaves role and session user, and gives back what the
        // connection began with, application_name included.
        let reset = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL";
        if self.begun {
            self.execute(&format!("{reset}; {LOCK_WAIT}")).map(drop)
        } else {
            self.execute(reset).map(drop)
        }
    }
}
