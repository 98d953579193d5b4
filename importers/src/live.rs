//! What a program (rung 3) asks of the database on which it runs, and of the
//! world around it. This crate opens no database: the executor implements
//! [`Database`] with its own connection, inside the run's transaction.

use crate::script::{Question, Script};

pub use crate::sqlalchemy::extensions::psycopg2::class_of as psycopg2_class;

/// The tables in which bridge keeps what is applied: no program is shown them.
pub const OWN_TABLES: [&str; 3] = ["bridge_version", "bridge_setting", "bridge_witness"];

/// A value as a driver gives or takes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// `NULL`
    Null,
    /// A boolean; SQLite has none.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A value of another type of the server, as the server writes it.
    Typed {
        /// The type's name in lower case: `numeric`, `timestamptz`, `int4[]`.
        type_name: String,
        /// The server's text.
        text: String,
    },
}

/// A statement whose rows the database reads when they are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its number on the connection.
    pub number: u64,
    /// The statement.
    pub sql: String,
}

/// What a statement gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Names of the columns; `None` where the statement gives no rows.
    pub columns: Option<Vec<String>>,
    /// The rows, or the first of them.
    pub rows: Vec<Vec<Datum>>,
    /// Where the other rows come from, where these are not all.
    pub rest: Option<Reading>,
    /// Rows that the statement changed, or gave.
    pub touched: u64,
    /// The row id of the last insert, where the database has such.
    pub last_row_id: Option<i64>,
}

/// A statement that the database refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// PEP 249's class: `IntegrityError`.
    pub class: &'static str,
    /// The database's message.
    pub message: String,
    /// The statement.
    pub sql: String,
    /// Whether nothing may catch it: the disk is full, the connection is lost.
    pub is_fatal: bool,
    /// The class of the exception that Alembic raises itself, without asking the database, and
    /// what it is given.
    pub raised: Option<(&'static str, String)>,
    /// The exception that a driver would have raised.
    pub driver: Box<DriverError>,
}

/// An exception of `sqlite3` or `psycopg2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriverError {
    /// The class in full: `sqlite3.IntegrityError`, `psycopg2.errors.UniqueViolation`.
    pub class: String,
    /// Its text: psycopg2's has the place in the statement, detail and hint.
    pub text: String,
    /// What PostgreSQL says besides, as the attributes of psycopg2's `diag`.
    pub fields: Vec<(&'static str, String)>,
    /// PostgreSQL's SQLSTATE.
    pub sqlstate: Option<String>,
    /// SQLite's extended result code, and its name.
    pub result_code: Option<(i32, &'static str)>,
}

/// What is done with a savepoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Savepoint {
    /// Begun.
    Begin,
    /// Kept.
    Release,
    /// Undone.
    RollBack,
}

/// The database on which a program runs.
pub trait Database {
    /// Runs what `op.*` calls became.
    ///
    /// # Errors
    /// The statement that the database refused.
    fn run(&self, script: &Script) -> Result<(), Failure>;

    /// Runs one statement. On SQLite `values` are those of `?1`, `?2`, …;
    /// elsewhere they stand in the statement, and `values` is empty.
    ///
    /// # Errors
    /// Where the database refuses it.
    fn execute(&self, sql: &str, values: &[Datum]) -> Result<Answer, Failure>;

    /// The same, but a database that reads one row at a time reads only the first
    /// now, and [`Answer::rest`] is where the others come from.
    ///
    /// # Errors
    /// Where the database refuses it.
    fn begin_reading(&self, sql: &str, values: &[Datum]) -> Result<Answer, Failure> {
        self.execute(sql, values)
    }

    /// The next row of such a statement; `None` at the end.
    ///
    /// # Errors
    /// Where the database cannot read on.
    fn read_on(&self, reading: &Reading) -> Result<Option<Vec<Datum>>, Failure> {
        let _ = reading;
        Ok(None)
    }

    /// Told when nobody asks for the other rows any more.
    fn end_reading(&self, reading: &Reading) {
        let _ = reading;
    }

    /// Answers a question to the live catalogue.
    ///
    /// # Errors
    /// Where the database refuses to answer.
    fn answer(&self, question: &Question) -> Result<bool, Failure>;

    /// Begins or ends a savepoint.
    ///
    /// # Errors
    /// Where the database refuses it.
    fn savepoint(&self, name: &str, what: Savepoint) -> Result<(), Failure>;

    /// `autocommit_block()` begins or ends: what was done before it is committed, and what comes
    /// after it stands in a new transaction.
    ///
    /// # Errors
    /// Where a transaction is open that has to stay so, and where the database refuses it.
    fn autocommit(&self, begins: bool) -> Result<(), Failure> {
        let _ = begins;
        Ok(())
    }

    /// Whether a failed statement spoils the transaction around it.
    fn failure_aborts_transaction(&self) -> bool;

    /// Told when the program catches the error of a statement.
    fn caught(&self, failure: &Failure);

    /// Whether it is no database: it takes every statement and holds no row.
    fn is_trial(&self) -> bool {
        false
    }

    /// Told when the program looks at rows or counts, or may catch an error:
    /// what it does from then on depends on the database.
    fn depends(&self) {}

    /// The time, in the machine's zone.
    fn now(&self) -> jiff::Zoned;

    /// A variable of the run's environment; `None` where it is not set.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn environment(&self, name: &str) -> Result<Option<String>, String> {
        let _ = name;
        Err("this run was given no environment".to_owned())
    }

    /// Bytes that nobody can guess.
    ///
    /// # Errors
    /// The system's reason, where it gives none.
    fn random(&self, bytes: &mut [u8]) -> Result<(), String>;
}
