//! Code that runs on a live database: what `op.*` calls record is run when
//! the call returns, and what the database refuses is a Python exception.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Interrupt, Result};
use crate::dialect::{Dialect, Renderer};
use crate::live::{Database, Failure, Savepoint};
use crate::operation::TableName;
use crate::record::{Step, lower_with, raised};
use crate::script::{MadeTypes, Node, Question, is_savepoint};

/// The savepoint around a statement whose error may be caught.
const SAVEPOINT: &str = "bridge_program";

/// What is known of the database on which code runs.
pub(crate) struct Live {
    pub(super) database: Rc<dyn Database>,
    renderer: Renderer,
    /// How often the database was asked for.
    asked: std::cell::Cell<u64>,
    /// Why nothing may be asked at the moment.
    barred: std::cell::Cell<Option<&'static str>>,
    /// The last statement that failed, numbered.
    pub(super) failed: Option<(i128, Failure)>,
}

impl Live {
    pub(crate) fn new(database: Rc<dyn Database>, dialect: Dialect) -> Self {
        Self {
            database,
            renderer: Renderer::new(dialect),
            asked: std::cell::Cell::new(0),
            barred: std::cell::Cell::new(None),
            failed: None,
        }
    }
}

fn is_there(table: &TableName) -> Question {
    Question::Table {
        schema: table.schema.as_ref().map(|schema| schema.text.clone()),
        table: table.name.text.clone(),
    }
}

impl Interpreter {
    /// Whether the code runs on a live database.
    pub fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// The live database, where there is one.
    pub(crate) fn database(&self) -> Option<Rc<dyn Database>> {
        let live = self.live.as_ref()?;
        live.asked.set(live.asked.get() + 1);
        Some(live.database.clone())
    }

    /// Refuses from now on what asks the database, with a reason; gives the one before.
    pub(crate) fn bar_statements(&self, why: Option<&'static str>) -> Option<&'static str> {
        let live = self.live.as_ref();
        live.and_then(|live| live.barred.replace(why))
    }

    /// How often code has asked the live database for something.
    pub(crate) fn times_asked(&self) -> u64 {
        self.live.as_ref().map_or(0, |live| live.asked.get())
    }

    /// Runs what was recorded, where there is a live database. What belongs to a batch waits
    /// for its end.
    pub(crate) fn run_recorded(&mut self) -> Result<()> {
        if self.live.is_none() {
            return Ok(());
        }
        let steps = self.recorder.take();
        if steps.is_empty() {
            return Ok(());
        }
        let dialect = self.dialect();
        let Some(live) = &mut self.live else {
            return Ok(());
        };
        let script = match lower_with(&steps, dialect, &mut live.renderer, MadeTypes::of_anyone()) {
            Ok(script) => script,
            Err(findings) => {
                let Some(mut finding) = findings.into_iter().next() else {
                    return Ok(());
                };
                if self.tries > 0
                    && let [Step::Operation { operation, .. }] = &steps[..]
                {
                    if let Some(class) = raised::class(operation, &finding) {
                        return Err(self.raise(class, finding.message));
                    }
                    if let Some(table) = raised::unnamed_in_batch(operation, &finding)
                        && self.on_database(|database| database.answer(&is_there(table)))?
                    {
                        return Err(self.raise("ValueError", finding.message));
                    }
                }
                finding.path = None;
                finding.span = None;
                return Err(Interrupt::Refused(Box::new(
                    self.main_place().mark(finding),
                )));
            }
        };
        let of_a_savepoint = script.nodes.iter().any(|node| match node {
            Node::Statement(statement) => is_savepoint(&statement.sql, dialect),
            _ => false,
        });
        let run = |database: &dyn Database| database.run(&script);
        match of_a_savepoint {
            true => self.on_database_plainly("sqlalchemy.exc", run),
            false => self.on_database(run),
        }
    }

    /// Asks the live database. Where an error may be caught, and would spoil
    /// the transaction, it is undone up to here.
    ///
    /// # Errors
    /// The exception of `sqlalchemy.exc` that the database's error is.
    pub(crate) fn on_database<T>(
        &mut self,
        ask: impl FnOnce(&dyn Database) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        self.on_database_as("sqlalchemy.exc", ask)
    }

    /// The same with the exceptions of a module: `sqlite3`.
    pub(crate) fn on_database_as<T>(
        &mut self,
        module: &str,
        ask: impl FnOnce(&dyn Database) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let aborts = |database: Rc<dyn Database>| database.failure_aborts_transaction();
        if self.tries == 0 || !self.database().is_some_and(aborts) {
            return self.on_database_plainly(module, ask);
        }
        self.on_database_plainly(module, |database| {
            database.savepoint(SAVEPOINT, Savepoint::Begin)?;
            match ask(database) {
                Ok(value) => database
                    .savepoint(SAVEPOINT, Savepoint::Release)
                    .map(|()| value),
                Err(failure) => {
                    // Where even this fails, the transaction is gone, and the next statement says so.
                    let _ = database.savepoint(SAVEPOINT, Savepoint::RollBack);
                    Err(failure)
                }
            }
        })
    }

    /// The same of a statement that runs without a savepoint around it.
    pub(crate) fn on_database_plainly<T>(
        &mut self,
        module: &str,
        ask: impl FnOnce(&dyn Database) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let Some(database) = self.database() else {
            return Err(self.needs_program("live-data", "The live database is asked here."));
        };
        if let Some(why) = self.live.as_ref().and_then(|live| live.barred.get()) {
            return Err(self.refuse("python-unsupported", why, None));
        }
        ask(&*database).map_err(|failure| self.failed(module, failure))
    }

    /// Whether a program is tried on a database that holds no row.
    pub(crate) fn is_trial(&self) -> bool {
        self.database().is_some_and(|database| database.is_trial())
    }

    /// Begins or ends a savepoint of the program's own, which no other may enclose.
    ///
    /// # Errors
    /// As [`Interpreter::on_database`].
    pub(crate) fn savepoint(&mut self, name: &str, what: Savepoint) -> Result<()> {
        let Some(database) = self.database() else {
            return Err(self.needs_program("live-data", "The live database is asked here."));
        };
        database
            .savepoint(name, what)
            .map_err(|failure| self.failed("sqlalchemy.exc", failure))
    }
}
