//! The connection to a SQLite file.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::live::{Answer, Datum, Reading};
use bridge_importers::script::{Question, leading_words};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use super::functions;
use super::reading::Readings;
use crate::database::connection::{Access, Connection, OpenOptions, Survey, Table};
use crate::database::error::{ConnectError, DriverCode, StatementError};
use crate::database::lock::{LockError, LockName, Waiting};
use crate::database::percent::encoded;
use crate::database::value::{Rows, Value};
use crate::failpoint::failpoint;

/// SQLITE_LOCKED: by this very connection.
const LOCKED: i32 = 6;

/// A connection to a SQLite file, or to a database in memory.
#[derive(Debug)]
pub struct SqliteConnection {
    pub(super) inner: Rc<rusqlite::Connection>,
    /// What a program reads; its statements go before the connection.
    readings: Readings,
    pub(super) target: String,
    /// Whether foreign keys are enforced, by the configuration.
    foreign_keys: bool,
}

impl SqliteConnection {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// A missing file (unless it may be made), one that is no database, one
    /// that cannot be written, one that a crash left with a hot journal and
    /// that is opened for reading only.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, ConnectError> {
        let create = matches!(options.access, Access::ReadWrite { create: true });
        if !create && !path.exists() {
            return Err(ConnectError::Missing { path: path.into() });
        }
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match options.access {
            Access::ReadOnly => flags |= OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::ReadWrite { create } => {
                flags |= OpenFlags::SQLITE_OPEN_READ_WRITE;
                if create {
                    flags |= OpenFlags::SQLITE_OPEN_CREATE;
                }
            }
        }
        let inner = rusqlite::Connection::open_with_flags(path, flags)
            .map_err(|error| file_error(path, &statement_error(error)))?;
        let connection = Self {
            inner: Rc::new(inner),
            readings: Readings::default(),
            target: path.display().to_string(),
            foreign_keys: options.foreign_keys,
        };
        connection
            .prepare_session(options)
            .map_err(|error| file_error(path, &error))?;
        if options.access != Access::ReadOnly
            && connection.inner.is_readonly("main").unwrap_or(false)
        {
            return Err(ConnectError::ReadOnly { path: path.into() });
        }
        Ok(connection)
    }

    /// Opens a file that nobody changes (a backup), without a lock and without
    /// a file beside it, whatever its journal mode is (SQLite's `immutable`).
    ///
    /// # Errors
    ///
    /// A missing file, or one that is no database.
    pub fn open_unchanging(path: &Path) -> Result<Self, ConnectError> {
        if !path.exists() {
            return Err(ConnectError::Missing { path: path.into() });
        }
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI;
        let inner = rusqlite::Connection::open_with_flags(immutable(path), flags)
            .map_err(|error| file_error(path, &statement_error(error)))?;
        let connection = Self {
            inner: Rc::new(inner),
            readings: Readings::default(),
            target: path.display().to_string(),
            foreign_keys: false,
        };
        connection
            .prepare_session(&OpenOptions::read_only())
            .map_err(|error| file_error(path, &error))?;
        Ok(connection)
    }

    /// A database in memory, for rehearsals.
    ///
    /// # Errors
    ///
    /// Only where memory is short.
    pub fn in_memory() -> Result<Self, StatementError> {
        let connection = Self {
            inner: Rc::new(rusqlite::Connection::open_in_memory().map_err(statement_error)?),
            readings: Readings::default(),
            target: "a database in memory".to_owned(),
            foreign_keys: false,
        };
        connection.prepare_session(&OpenOptions::read_write())?;
        Ok(connection)
    }

    /// The file, or `None` for a database in memory.
    pub fn path(&self) -> Option<PathBuf> {
        self.inner
            .path()
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    }

    /// Sets what holds for the whole session, and reads once, so that a file
    /// that is no database or has a hot journal is found at once.
    fn prepare_session(&self, options: &OpenOptions) -> Result<(), StatementError> {
        self.inner
            .busy_timeout(options.busy_timeout)
            .map_err(statement_error)?;
        // Enough for all statements that ledgers use.
        self.inner.set_prepared_statement_cache_capacity(32);
        functions::register(&self.inner).map_err(statement_error)?;
        let enforced = self.enforced();
        self.inner
            .execute_batch(&format!("{enforced}; PRAGMA schema_version"))
            .map_err(statement_error)
    }

    fn enforced(&self) -> &'static str {
        if self.foreign_keys {
            "PRAGMA foreign_keys=ON"
        } else {
            "PRAGMA foreign_keys=OFF"
        }
    }

    /// The connection itself, of which no rows are read any more.
    pub(super) fn into_inner(self) -> Result<rusqlite::Connection, StatementError> {
        drop(self.readings);
        Rc::try_unwrap(self.inner).map_err(|_| StatementError {
            dialect: Dialect::Sqlite,
            message: "the connection is in use".to_owned(),
            detail: None,
            hint: None,
            fields: None,
            code: DriverCode::Driver,
        })
    }

    /// Runs one statement of a program.
    fn run(
        &mut self,
        sql: &str,
        values: &[Datum],
        is_whole: bool,
    ) -> Result<Answer, StatementError> {
        failpoint!("before", sql);
        if self.readings.are_open() && leading_words(sql, Dialect::Sqlite, 1) == ["ROLLBACK"] {
            self.read_to_the_end();
        }
        let changes_before = self.inner.total_changes();
        let begun = self
            .unlocked(|connection, readings| readings.begin(connection, sql, values, is_whole))?;
        failpoint!("after", sql);
        let changed = self.inner.total_changes() != changes_before;
        Ok(Answer {
            columns: (!begun.columns.is_empty()).then_some(begun.columns),
            rows: begun.rows,
            rest: begun.rest,
            touched: if changed { self.inner.changes() } else { 0 },
            last_row_id: changed.then(|| self.inner.last_insert_rowid()),
        })
    }

    /// Reads what is open to its end before a rollback: where the transaction has changed the
    /// schema, SQLite ends every query with it, and a run's has where the old tool's had not.
    fn read_to_the_end(&mut self) {
        self.readings.finish();
    }

    /// Runs a statement, and once more where rows that a program has not read to their end kept
    /// a table locked: they are read then. Python would have freed some of them before.
    fn unlocked<T>(
        &mut self,
        mut work: impl FnMut(&Rc<rusqlite::Connection>, &mut Readings) -> rusqlite::Result<T>,
    ) -> Result<T, StatementError> {
        let result = work(&self.inner, &mut self.readings).map_err(statement_error);
        match result {
            Err(error)
                if matches!(error.code, DriverCode::Sqlite(code) if code & 0xff == LOCKED)
                    && self.readings.finish() =>
            {
                work(&self.inner, &mut self.readings).map_err(statement_error)
            }
            other => other,
        }
    }

    /// Sets how long statements wait for other processes.
    pub(super) fn set_busy_timeout(&self, timeout: Duration) -> Result<(), StatementError> {
        self.inner.busy_timeout(timeout).map_err(statement_error)
    }
}

/// A path as SQLite's URI ("Uniform Resource Identifiers" in its documentation).
fn immutable(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = encoded(path.as_os_str().as_encoded_bytes());
    format!("file:{path}?immutable=1")
}

impl Connection for SqliteConnection {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn target(&self) -> &str {
        &self.target
    }

    fn execute(&mut self, sql: &str) -> Result<u64, StatementError> {
        failpoint!("before", sql);
        let before = self.inner.total_changes();
        self.unlocked(|connection, _| connection.execute_batch(sql))?;
        failpoint!("after", sql);
        Ok(self.inner.total_changes().saturating_sub(before))
    }

    fn execute_with(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StatementError> {
        failpoint!("before", sql);
        let mut statement = self.inner.prepare_cached(sql).map_err(statement_error)?;
        let touched = statement
            .execute(rusqlite::params_from_iter(parameters))
            .map_err(statement_error)?;
        failpoint!("after", sql);
        Ok(touched as u64)
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, StatementError> {
        let mut rows = Vec::new();
        self.each(sql, parameters, &mut |row| rows.push(row))?;
        let statement = self.inner.prepare_cached(sql).map_err(statement_error)?;
        let columns = statement.column_names().map(str::to_owned).collect();
        Ok(Rows { columns, rows })
    }

    fn each(
        &mut self,
        sql: &str,
        parameters: &[Value],
        take: &mut dyn FnMut(Vec<Value>),
    ) -> Result<(), StatementError> {
        let mut statement = self.inner.prepare_cached(sql).map_err(statement_error)?;
        let mut found = statement
            .query(rusqlite::params_from_iter(parameters))
            .map_err(statement_error)?;
        while let Some(row) = found.next().map_err(statement_error)? {
            // Only the first step finds out that the schema has changed since the preparation.
            let width = row.as_ref().column_count();
            let mut values = Vec::with_capacity(width);
            for index in 0..width {
                values.push(value(row.get_ref(index).map_err(statement_error)?));
            }
            take(values);
        }
        Ok(())
    }

    fn ask(&mut self, sql: &str, values: &[Datum]) -> Result<Answer, StatementError> {
        self.run(sql, values, true)
    }

    fn begin_reading(&mut self, sql: &str, values: &[Datum]) -> Result<Answer, StatementError> {
        self.run(sql, values, false)
    }

    fn read_on(&mut self, reading: &Reading) -> Result<Option<Vec<Datum>>, StatementError> {
        self.readings.next(reading).map_err(statement_error)
    }

    fn end_reading(&mut self, reading: &Reading) {
        self.readings.end(reading);
    }

    fn end_readings(&mut self) {
        self.readings.end_all();
    }

    fn begin(&mut self) -> Result<(), StatementError> {
        self.execute("BEGIN IMMEDIATE").map(drop)
    }

    fn commit(&mut self) -> Result<(), StatementError> {
        self.execute("COMMIT").map(drop)
    }

    fn rollback(&mut self) -> Result<(), StatementError> {
        if self.inner.is_autocommit() {
            return Ok(());
        }
        self.execute("ROLLBACK").map(drop)
    }

    fn rollback_to(&mut self, name: &str) -> Result<(), StatementError> {
        self.read_to_the_end();
        self.execute(&format!("ROLLBACK TO SAVEPOINT {name}"))?;
        self.release(name)
    }

    fn in_transaction(&mut self) -> Result<bool, StatementError> {
        Ok(!self.inner.is_autocommit())
    }

    fn answer(&mut self, question: &Question) -> Result<bool, StatementError> {
        super::catalogue::answer(self, question)
    }

    fn tables(&mut self) -> Result<Vec<Table>, StatementError> {
        super::catalogue::tables(self)
    }

    fn survey(&mut self, names: &[&str]) -> Result<Survey, StatementError> {
        super::catalogue::survey(self, names)
    }

    fn lock(
        &mut self,
        _name: &LockName,
        timeout: Duration,
        waiting: &mut dyn FnMut(&Waiting),
    ) -> Result<(), LockError> {
        super::lock::acquire(self, timeout, waiting)
    }

    fn lock_is_a_transaction(&self) -> bool {
        true
    }

    fn failure_aborts_transaction(&self) -> bool {
        false
    }

    fn reset_session(&mut self) -> Result<(), StatementError> {
        // Inside a transaction nothing can have changed it, and nothing happens.
        self.inner
            .execute_batch(self.enforced())
            .map_err(statement_error)
    }

    fn abandon(self: Box<Self>) {
        // Closing would free a schema of thousands of objects one by one. A
        // connection that cannot write has no journal and no log to tidy up.
        let is_idle = self.inner.is_autocommit();
        if is_idle && self.inner.is_readonly("main").unwrap_or(false) {
            std::mem::forget(self);
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Boolean(flag) => ValueRef::Integer(i64::from(*flag)),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A program's value, as SQLite takes it.
pub(super) struct Bound<'a>(pub(super) &'a Datum);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Datum::Null => ValueRef::Null,
            Datum::Bool(flag) => ValueRef::Integer(i64::from(*flag)),
            Datum::Int(number) => ValueRef::Integer(*number),
            Datum::Real(number) => ValueRef::Real(*number),
            Datum::Text(text) | Datum::Typed { text, .. } => ValueRef::Text(text.as_bytes()),
            Datum::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(super) fn datum(found: ValueRef<'_>) -> Datum {
    match found {
        ValueRef::Null => Datum::Null,
        ValueRef::Integer(number) => Datum::Int(number),
        ValueRef::Real(number) => Datum::Real(number),
        ValueRef::Text(bytes) => Datum::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Datum::Bytes(bytes.to_vec()),
    }
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        }),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

pub(super) fn statement_error(error: rusqlite::Error) -> StatementError {
    let (message, code) = match &error {
        rusqlite::Error::SqliteFailure(failure, message) => (
            message.clone().unwrap_or_else(|| failure.to_string()),
            DriverCode::Sqlite(failure.extended_code),
        ),
        rusqlite::Error::SqlInputError { error, msg, .. } => {
            (msg.clone(), DriverCode::Sqlite(error.extended_code))
        }
        other => (other.to_string(), DriverCode::Driver),
    };
    StatementError {
        dialect: Dialect::Sqlite,
        message,
        detail: None,
        hint: None,
        fields: None,
        code,
    }
}

fn file_error(path: &Path, error: &StatementError) -> ConnectError {
    if error.is_recovery_due() {
        ConnectError::RecoveryDue { path: path.into() }
    } else if error.is_busy() {
        ConnectError::Locked { path: path.into() }
    } else {
        ConnectError::File {
            path: path.into(),
            message: error.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever takes it for a file that is no database would put another in its place.
    #[test]
    fn a_file_that_another_keeps_is_locked_and_not_broken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let other = rusqlite::Connection::open(&path).unwrap();
        other
            .execute_batch("CREATE TABLE t (a); BEGIN EXCLUSIVE")
            .unwrap();
        let options = OpenOptions {
            busy_timeout: Duration::from_millis(10),
            ..OpenOptions::read_write()
        };
        let error = SqliteConnection::open(&path, &options).unwrap_err();
        assert!(matches!(error, ConnectError::Locked { .. }), "{error}");
    }

    #[test]
    fn a_missing_file_is_not_made_unless_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("資料.db");
        let error = SqliteConnection::open(&path, &OpenOptions::read_write()).unwrap_err();
        assert!(matches!(error, ConnectError::Missing { .. }));
        assert!(!path.exists());
        let options = OpenOptions {
            access: Access::ReadWrite { create: true },
            ..OpenOptions::default()
        };
        SqliteConnection::open(&path, &options).unwrap();
        assert!(path.exists());
    }

    #[test]
    fn a_read_only_connection_refuses_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        let before = std::fs::read(&path).unwrap();
        let mut connection = SqliteConnection::open(&path, &OpenOptions::read_only()).unwrap();
        let error = connection.execute("INSERT INTO t VALUES (1)").unwrap_err();
        assert!(error.is_fatal(), "{error:?}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::write(
            &path,
            "this is no database, but long enough to be read as one",
        )
        .unwrap();
        let error = SqliteConnection::open(&path, &OpenOptions::read_only()).unwrap_err();
        assert!(error.to_string().contains("a.db"), "{error}");
        assert!(error.to_string().contains("not a database"), "{error}");
    }

    #[test]
    fn statements_run_exactly_as_written() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        connection
            .execute("CREATE TABLE t (a); INSERT INTO t VALUES (':x $1 ?')")
            .unwrap();
        let rows = connection.query("SELECT a FROM t", &[]).unwrap();
        assert_eq!(rows.texts().collect::<Vec<_>>(), [":x $1 ?"]);
        let touched = connection
            .execute_with(
                "UPDATE t SET a = $1 WHERE a = $2",
                &["b".into(), "c".into()],
            )
            .unwrap();
        assert_eq!(touched, 0);
    }
}
