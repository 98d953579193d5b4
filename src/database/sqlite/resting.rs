//! A SQLite file at rest: what a run with nothing to do asks is read from the
//! pages, and SQLite is opened when something else is asked.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bridge_importers::Dialect;
use bridge_importers::live::{Answer, Datum};
use bridge_importers::script::Question;

use super::SqliteConnection;
use super::file::DatabaseFile;
use crate::database::connection::{Connection, Given, OpenOptions, Survey, Table};
use crate::database::error::{DriverCode, StatementError};
use crate::database::lock::{LockError, LockName, Waiting};
use crate::database::value::{Rows, Value};

/// SQLITE_CANTOPEN.
const CANNOT_OPEN: i32 = 14;

/// A connection for reading that begins without SQLite.
#[derive(Debug)]
pub(crate) struct RestingFile {
    path: PathBuf,
    target: String,
    options: OpenOptions,
    reader: Reader,
}

/// Never both: what closes the file gives up the locks that this process has
/// on it, SQLite's too.
#[derive(Debug)]
enum Reader {
    Pages(DatabaseFile),
    Closed,
    Sqlite(Box<SqliteConnection>),
}

/// Such a connection while SQLite is not needed: another thread can take it.
#[derive(Debug)]
pub(crate) struct AtRest {
    path: PathBuf,
    target: String,
    options: OpenOptions,
    pages: DatabaseFile,
}

impl AtRest {
    /// Opens a file, where it is at rest; `options` are for reading. The process may have no
    /// other connection to the file: its locks would be given up.
    pub(crate) fn open(path: &Path, options: &OpenOptions) -> Option<Self> {
        Some(Self {
            path: path.to_owned(),
            target: path.display().to_string(),
            pages: DatabaseFile::open(path)?,
            options: options.clone(),
        })
    }

    /// The connection.
    pub(crate) fn connect(self) -> RestingFile {
        RestingFile {
            path: self.path,
            target: self.target,
            options: self.options,
            reader: Reader::Pages(self.pages),
        }
    }
}

impl RestingFile {
    /// The file, where SQLite was not needed.
    pub(crate) fn at_rest(self) -> Option<AtRest> {
        match self.reader {
            Reader::Pages(pages) => Some(AtRest {
                path: self.path,
                target: self.target,
                options: self.options,
                pages,
            }),
            Reader::Closed | Reader::Sqlite(_) => None,
        }
    }

    /// Whether what was read once stays as it is until this connection reads no more.
    #[cfg(test)]
    pub(super) fn keeps_still(&self) -> bool {
        matches!(self.reader, Reader::Pages(_))
    }

    fn pages(&mut self) -> Option<&mut DatabaseFile> {
        match &mut self.reader {
            Reader::Pages(file) => Some(file),
            Reader::Closed | Reader::Sqlite(_) => None,
        }
    }

    fn sqlite(&mut self) -> Result<&mut SqliteConnection, StatementError> {
        self.let_go();
        if let Reader::Closed = self.reader {
            let connection = SqliteConnection::open(&self.path, &self.options);
            self.reader = Reader::Sqlite(Box::new(connection.map_err(|error| StatementError {
                dialect: Dialect::Sqlite,
                message: error.to_string(),
                detail: None,
                hint: None,
                fields: None,
                code: DriverCode::Sqlite(CANNOT_OPEN),
            })?));
        }
        match &mut self.reader {
            Reader::Sqlite(connection) => Ok(connection),
            Reader::Pages(_) | Reader::Closed => Err(StatementError {
                dialect: Dialect::Sqlite,
                message: "the file is closed".to_owned(),
                detail: None,
                hint: None,
                fields: None,
                code: DriverCode::Driver,
            }),
        }
    }
}

impl Connection for RestingFile {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn target(&self) -> &str {
        &self.target
    }

    fn survey(&mut self, names: &[&str]) -> Result<Survey, StatementError> {
        match self.pages().and_then(|file| file.survey(names)) {
            Some(survey) => Ok(survey),
            None => self.sqlite()?.survey(names),
        }
    }

    fn read_table(
        &mut self,
        table: &Table,
        columns: &[&str],
        take: &mut dyn FnMut(Given<'_>),
    ) -> Result<(), StatementError> {
        if let Some(file) = self.pages().filter(|_| table.schema.is_none()) {
            let read = file.rows(&table.name, columns, &mut |row| take(Given::Row(row)));
            if read.is_some() {
                return Ok(());
            }
            take(Given::Again);
        }
        self.sqlite()?.read_table(table, columns, take)
    }

    fn user_version(&mut self) -> Result<i64, StatementError> {
        match self.pages().and_then(|file| file.user_version()) {
            Some(number) => Ok(number),
            None => self.sqlite()?.user_version(),
        }
    }

    fn let_go(&mut self) {
        if let Reader::Pages(_) = self.reader {
            self.reader = Reader::Closed;
        }
    }

    fn abandon(self: Box<Self>) {
        if let Reader::Sqlite(connection) = self.reader {
            connection.abandon();
        }
    }

    fn execute(&mut self, sql: &str) -> Result<u64, StatementError> {
        self.sqlite()?.execute(sql)
    }

    fn execute_with(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StatementError> {
        self.sqlite()?.execute_with(sql, parameters)
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, StatementError> {
        self.sqlite()?.query(sql, parameters)
    }

    fn each(
        &mut self,
        sql: &str,
        parameters: &[Value],
        take: &mut dyn FnMut(Vec<Value>),
    ) -> Result<(), StatementError> {
        self.sqlite()?.each(sql, parameters, take)
    }

    fn ask(&mut self, sql: &str, values: &[Datum]) -> Result<Answer, StatementError> {
        self.sqlite()?.ask(sql, values)
    }

    fn begin(&mut self) -> Result<(), StatementError> {
        self.sqlite()?.begin()
    }

    fn commit(&mut self) -> Result<(), StatementError> {
        self.sqlite()?.commit()
    }

    fn rollback(&mut self) -> Result<(), StatementError> {
        match &mut self.reader {
            Reader::Sqlite(connection) => connection.rollback(),
            Reader::Pages(_) | Reader::Closed => Ok(()),
        }
    }

    fn in_transaction(&mut self) -> Result<bool, StatementError> {
        match &mut self.reader {
            Reader::Sqlite(connection) => connection.in_transaction(),
            Reader::Pages(_) | Reader::Closed => Ok(false),
        }
    }

    fn answer(&mut self, question: &Question) -> Result<bool, StatementError> {
        self.sqlite()?.answer(question)
    }

    fn tables(&mut self) -> Result<Vec<Table>, StatementError> {
        self.sqlite()?.tables()
    }

    fn lock(
        &mut self,
        name: &LockName,
        timeout: Duration,
        waiting: &mut dyn FnMut(&Waiting),
    ) -> Result<(), LockError> {
        let target = self.target.clone();
        self.sqlite()
            .map_err(|source| LockError::Statement { target, source })?
            .lock(name, timeout, waiting)
    }

    fn lock_is_a_transaction(&self) -> bool {
        true
    }

    fn failure_aborts_transaction(&self) -> bool {
        false
    }

    fn reset_session(&mut self) -> Result<(), StatementError> {
        self.sqlite()?.reset_session()
    }
}
