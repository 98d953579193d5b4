//! Runs a program on one connection, through bridge's own interpreter.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use bridge_importers::live::{self, Answer, Datum, DriverError, Reading, Savepoint};
use bridge_importers::program::{Kind, Program, Stopped};
use bridge_importers::script::{Node, Origin, Question, Script};
use bridge_importers::{Dialect, Direction};

use super::environment::Variables;
use super::error::ScriptError;
use super::script::{Failure, Happening, Runner};
use super::transactions::Transactions;
use crate::database::lent::{Shared, lend};
use crate::database::postgres::error_text;
use crate::database::sqlite::result_code;
use crate::database::{Connection, DriverCode, StatementError};

/// Runs a program in one direction.
///
/// In [`Transactions::Own`] the last one is left open, for the caller to commit or roll back.
pub(crate) fn run(
    connection: &mut Box<dyn Connection>,
    program: &Program,
    direction: Direction,
    transactions: &Transactions,
    variables: &Variables,
    observer: &mut dyn FnMut(Happening<'_>),
) -> Result<(), Failure> {
    let dialect = connection.dialect();
    let (result, caught, refused) = lend(connection, |shared| {
        let database = Rc::new(Live {
            connection: shared.clone(),
            transactions: transactions.clone(),
            variables: variables.clone(),
            caught: RefCell::default(),
            refused: RefCell::default(),
        });
        let result = program.run(dialect, direction, database.clone());
        database.connection.borrow_mut().end_readings();
        (result, database.caught.take(), database.refused.take())
    });
    for (sql, message) in caught {
        observer(Happening::Caught { sql: &sql, message });
    }
    result.map_err(|stopped| failure(program, *stopped, refused))
}

/// What stopped a program, with the statement where the database refused one.
fn failure(program: &Program, stopped: Stopped, refused: Option<Failure>) -> Failure {
    let Stopped {
        diagnostic,
        failure,
    } = stopped;
    let span = diagnostic.span.as_ref();
    let origin = span.map(|span| Origin {
        file: diagnostic
            .path
            .as_deref()
            .unwrap_or(Path::new(&program.path))
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        line: span.line,
    });
    let line = span.map_or(0, |span| span.line);
    let own = diagnostic
        .path
        .as_ref()
        .is_some_and(|path| path.as_path() == Path::new(&program.path));
    let line = if own { line } else { 0 };
    // The program of a list's entry is a part of its file, with lines of its own.
    let origin = origin.filter(|_| !own || program.kind == Kind::Alembic);
    if let (Some(failure), Some(refused)) = (&failure, refused)
        && refused.sql == failure.sql
    {
        return Failure {
            line,
            origin,
            ..refused
        };
    }
    let marked = span.map_or_else(String::new, |span| {
        format!(
            "{}\n{}{}",
            span.text.trim_end(),
            " ".repeat(span.column.saturating_sub(1)),
            "^".repeat(span.length.max(1))
        )
    });
    let mut message = diagnostic.message.trim_end_matches('.').to_owned();
    if let Some(help) = &diagnostic.help {
        message = format!("{message}. {}", help.trim_end_matches('.'));
    }
    Failure {
        error: ScriptError::Program(message),
        sql: marked,
        line,
        origin,
    }
}

/// The connection, as the interpreter asks it.
struct Live {
    connection: Shared,
    transactions: Transactions,
    variables: Variables,
    /// Statements whose errors the program caught, and what the database said.
    caught: RefCell<Vec<(String, String)>>,
    /// The last statement that failed.
    refused: RefCell<Option<Failure>>,
}

impl Live {
    fn refuse(&self, failure: Failure) -> live::Failure {
        let told = told(&failure);
        self.refused.replace(Some(failure));
        told
    }

    fn statement(&self, error: StatementError, sql: &str) -> live::Failure {
        self.refuse(Failure {
            error: error.into(),
            sql: sql.to_owned(),
            line: 0,
            origin: None,
        })
    }

    /// Whether the statement ended the program's own transaction.
    fn ended_by(&self, sql: &str) -> Result<bool, live::Failure> {
        let mut connection = self.connection.borrow_mut();
        let ended = self.transactions.ended_by(connection.as_mut(), sql);
        ended.map_err(|failure| self.refuse(failure))
    }

    /// A statement that ends the run's transaction is found at once.
    fn still_open(&self, sql: &str) -> Result<(), live::Failure> {
        let mut connection = self.connection.borrow_mut();
        if !self.transactions.must_stay() {
            let looked = self.transactions.look_after(connection.as_mut(), sql);
            return looked.map_err(|failure| self.refuse(failure));
        }
        // Elsewhere the question costs a round trip, and the commit asks it.
        if !connection.lock_is_a_transaction() {
            return Ok(());
        }
        match connection.in_transaction() {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.refuse(Failure {
                error: ScriptError::TransactionEnded,
                sql: sql.to_owned(),
                line: 0,
                origin: None,
            })),
            Err(error) => Err(self.statement(error, sql)),
        }
    }
}

/// The failure as the interpreter takes it: with the exception that the driver would have raised.
fn told(failure: &Failure) -> live::Failure {
    let message = failure.error.to_string();
    let as_class = |class: &'static str, is_fatal: bool| live::Failure {
        class,
        message: message.clone(),
        sql: failure.sql.clone(),
        is_fatal,
        raised: None,
        driver: Box::new(DriverError {
            class: format!("sqlalchemy.exc.{class}"),
            text: message.clone(),
            fields: Vec::new(),
            sqlstate: None,
            result_code: None,
        }),
    };
    match &failure.error {
        ScriptError::Statement(error) => live::Failure {
            driver: Box::new(driver_error(error, &failure.sql)),
            ..as_class(error.class(), error.is_fatal())
        },
        ScriptError::TransactionEnded
        | ScriptError::TransactionLeftOpen
        | ScriptError::InDoubt
        | ScriptError::NotCounted(_)
        | ScriptError::InsideTransaction => as_class("DatabaseError", true),
        ScriptError::Batch { raised, given, .. } => live::Failure {
            raised: raised.first().map(|class| (*class, given.clone())),
            ..as_class("InvalidRequestError", false)
        },
        ScriptError::Fail(_) | ScriptError::Program(_) | ScriptError::Unbound(_) => {
            as_class("InvalidRequestError", false)
        }
    }
}

fn driver_error(error: &StatementError, sql: &str) -> DriverError {
    DriverError {
        class: error.driver_class(),
        text: match error.dialect {
            Dialect::Postgres => error_text::text(error, sql),
            _ => error.message.clone(),
        },
        fields: error_text::fields(error),
        sqlstate: error.sqlstate().map(str::to_owned),
        result_code: match error.code {
            DriverCode::Sqlite(code) => Some((code, result_code::name(code))),
            _ => None,
        },
    }
}

impl live::Database for Live {
    fn run(&self, script: &Script) -> Result<(), live::Failure> {
        let mut caught = Vec::new();
        let mut observer = |happening: Happening<'_>| {
            if let Happening::Caught { sql, message } = happening {
                caught.push((sql.to_owned(), message));
            }
        };
        let sql = match &*script.nodes {
            [Node::Statement(statement)] => &*statement.sql,
            _ => "",
        };
        if self.ended_by(sql)? {
            return Ok(());
        }
        let result = {
            let mut connection = self.connection.borrow_mut();
            let connection = connection.as_mut();
            let run = |connection: &mut dyn Connection, inside: bool| {
                Runner::new(connection, inside, &mut observer).nodes(&script.nodes, 0)
            };
            self.transactions.around(connection, script, run)
        };
        self.caught.borrow_mut().extend(caught);
        result.map_err(|failure| self.refuse(failure))?;
        self.still_open(sql)
    }

    fn execute(&self, sql: &str, values: &[Datum]) -> Result<Answer, live::Failure> {
        if self.ended_by(sql)? {
            return Ok(Answer::default());
        }
        let answer = self.connection.borrow_mut().ask(sql, values);
        let answer = answer.map_err(|error| self.statement(error, sql))?;
        self.still_open(sql)?;
        Ok(answer)
    }

    fn begin_reading(&self, sql: &str, values: &[Datum]) -> Result<Answer, live::Failure> {
        let answer = self.connection.borrow_mut().begin_reading(sql, values);
        let answer = answer.map_err(|error| self.statement(error, sql))?;
        self.still_open(sql)?;
        Ok(answer)
    }

    fn read_on(&self, reading: &Reading) -> Result<Option<Vec<Datum>>, live::Failure> {
        let row = self.connection.borrow_mut().read_on(reading);
        row.map_err(|error| self.statement(error, &reading.sql))
    }

    fn end_reading(&self, reading: &Reading) {
        self.connection.borrow_mut().end_reading(reading);
    }

    fn answer(&self, question: &Question) -> Result<bool, live::Failure> {
        let answer = self.connection.borrow_mut().answer(question);
        answer.map_err(|error| self.statement(error, "a question to the catalogue"))
    }

    fn savepoint(&self, name: &str, what: Savepoint) -> Result<(), live::Failure> {
        let mut connection = self.connection.borrow_mut();
        let done = match what {
            Savepoint::Begin => connection.savepoint(name),
            Savepoint::Release => connection.release(name),
            Savepoint::RollBack => connection.rollback_to(name),
        };
        drop(connection);
        done.map_err(|error| self.statement(error, &format!("SAVEPOINT {name}")))
    }

    fn autocommit(&self, begins: bool) -> Result<(), live::Failure> {
        let mut connection = self.connection.borrow_mut();
        let done = match begins {
            true => self.transactions.leave(connection.as_mut()),
            false => self.transactions.enter(connection.as_mut()),
        };
        drop(connection);
        done.map_err(|failure| self.refuse(failure))
    }

    fn failure_aborts_transaction(&self) -> bool {
        self.transactions.is_inside() && self.connection.borrow().failure_aborts_transaction()
    }

    fn caught(&self, failure: &live::Failure) {
        let told = (failure.sql.clone(), failure.message.clone());
        self.caught.borrow_mut().push(told);
    }

    fn now(&self) -> jiff::Zoned {
        jiff::Zoned::now()
    }

    fn environment(&self, name: &str) -> Result<Option<String>, String> {
        self.variables.get(name)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), String> {
        getrandom::fill(bytes).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use bridge_importers::alembic::configuration::Configuration;

    use super::*;
    use crate::database::sqlite::SqliteConnection;

    /// Removes the other row of each name in a loop over the rows.
    const DOUBLES: &str = "
import sqlalchemy as sa
from alembic import op

def upgrade():
    bind = op.get_bind()
    for row in bind.execute(sa.text('SELECT id, name FROM t ORDER BY id')):
        bind.execute(sa.text('DELETE FROM t WHERE name = :name AND id <> :id'), {'name': row.name, 'id': row.id})
";

    fn left(is_asyncpg: bool) -> Vec<Vec<Datum>> {
        let mut connection: Box<dyn Connection> = Box::new(SqliteConnection::in_memory().unwrap());
        let rows = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO t (name) VALUES ('a'), ('b'), ('a'), ('b')";
        connection.execute(rows).unwrap();
        connection.begin().unwrap();
        let program = Program {
            kind: Kind::Alembic,
            path: "a.py".to_owned(),
            text: DOUBLES.to_owned(),
            configuration: Configuration {
                is_asyncpg,
                ..Configuration::default()
            },
            modules: Vec::new(),
            written_types: Vec::new(),
            files: Vec::new(),
            naming_convention: Vec::new(),
            types: Default::default(),
        };
        let variables = Variables::default();
        let upgrade = Direction::Up;
        let done = run(
            &mut connection,
            &program,
            upgrade,
            &Transactions::OfTheRun,
            &variables,
            &mut |_| {},
        );
        assert!(done.is_ok());
        connection.ask("SELECT id FROM t", &[]).unwrap().rows
    }

    #[test]
    fn a_loop_reads_on_while_the_program_writes() {
        // The fourth row is read before the second is looked at; the third is gone by then.
        assert_eq!(left(false), [[Datum::Int(1)]]);
    }

    #[test]
    fn aiosqlite_has_read_all_rows_before() {
        assert!(left(true).is_empty());
    }
}
