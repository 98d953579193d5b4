//! A rehearsal: scripts on a scratch database, without ledgers, locks and backups.

use bridge_importers::Direction;
use bridge_importers::script::Node;

use super::environment::Variables;
use super::error::{FailedStatement, Kept, ScriptError};
use super::script::{Failure, Happening, Runner};
use super::transactions::Transactions;
use crate::database::{Connection, StatementError};
use crate::plan::{Mode, RevisionId, Work};

/// One script to rehearse.
#[derive(Debug, Clone, Copy)]
pub struct RehearsalStep<'a> {
    /// Revision.
    pub revision: &'a str,
    /// The database that it is meant for, for messages.
    pub database: &'a str,
    /// Up or down.
    pub direction: Direction,
    /// Inside a transaction or not.
    pub mode: Mode,
    /// The script file, for messages.
    pub file: &'a str,
    /// What runs.
    pub work: &'a Work,
    /// What a program may ask for.
    pub variables: &'a Variables,
}

/// What a batch block came down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsedBatch {
    /// Revision.
    pub revision: RevisionId,
    /// Up or down.
    pub direction: Direction,
    /// Which batch block of the script, from 0, in the order of the file, inner blocks included.
    pub number: usize,
    /// The statements that ran.
    pub sql: Vec<String>,
}

/// An error that a `try` block caught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsedError {
    /// Revision.
    pub revision: RevisionId,
    /// The statement.
    pub sql: String,
    /// What the database said.
    pub message: String,
}

/// What a rehearsal found.
#[derive(Debug, Clone, Default)]
pub struct Rehearsal {
    /// Steps that ran to their end.
    pub done: usize,
    /// The batch blocks that ran, with their SQL.
    pub batches: Vec<RehearsedBatch>,
    /// Errors that were caught.
    pub caught: Vec<RehearsedError>,
    /// The first failure; what follows it did not run.
    pub failure: Option<FailedStatement>,
}

/// Runs one script node by node and calls `after` behind each: what a single
/// statement changes is found out this way. A failing node ends it, and what
/// ran before stays.
///
/// # Errors
///
/// Only where a transaction cannot be begun or committed.
pub fn rehearse_by_node(
    connection: &mut dyn Connection,
    step: &RehearsalStep<'_>,
    after: &mut dyn FnMut(&Node, &mut dyn Connection),
) -> Result<(), StatementError> {
    let inside = step.mode == Mode::Transaction;
    if inside {
        connection.begin()?;
    }
    let mut observer = |_: Happening<'_>| {};
    let mut runner = Runner::new(connection, inside, &mut observer);
    for node in step.work.nodes() {
        if runner.node(node, 0).is_err() {
            break;
        }
        after(node, runner.connection());
    }
    if inside && connection.in_transaction()? {
        connection.commit()?;
    }
    connection.reset_session()
}

/// Runs scripts in order, each in a transaction of its own, until one fails.
///
/// # Errors
///
/// Only where a transaction cannot be begun or committed; a failing script is
/// a finding, not an error.
pub fn rehearse(
    connection: &mut Box<dyn Connection>,
    steps: &[RehearsalStep<'_>],
) -> Result<Rehearsal, StatementError> {
    let mut rehearsal = Rehearsal::default();
    let target = connection.target().to_owned();
    for step in steps {
        let inside = step.mode == Mode::Transaction;
        let is_program = matches!(step.work, Work::Program(_));
        if inside || is_program {
            connection.begin()?;
        }
        let mut batches = Vec::new();
        let mut caught = Vec::new();
        let mut observer = |happening: Happening<'_>| match happening {
            Happening::Caught { sql, message } => caught.push(RehearsedError {
                revision: step.revision.to_owned(),
                sql: sql.to_owned(),
                message,
            }),
            Happening::Rebuilt { number, sql } => batches.push(RehearsedBatch {
                revision: step.revision.to_owned(),
                direction: step.direction,
                number,
                sql,
            }),
        };
        let mut outcome = match step.work {
            Work::Script(script) => {
                Runner::new(connection.as_mut(), inside, &mut observer).nodes(&script.nodes, 0)
            }
            Work::Program(program) => {
                let transactions = match step.mode {
                    Mode::Transaction => Transactions::OfTheRun,
                    _ => Transactions::own(Box::new(|_| Ok(()))),
                };
                super::program::run(
                    connection,
                    program,
                    step.direction,
                    &transactions,
                    step.variables,
                    &mut observer,
                )
            }
        };
        if outcome.is_ok() && inside && !connection.in_transaction()? {
            outcome = Err(Failure::from(ScriptError::TransactionEnded));
        }
        rehearsal.batches.extend(batches);
        rehearsal.caught.extend(caught);
        match outcome {
            Ok(()) => {
                if inside || is_program && connection.in_transaction()? {
                    connection.commit()?;
                }
                connection.reset_session()?;
                rehearsal.done += 1;
            }
            Err(failure) => {
                connection.rollback()?;
                rehearsal.failure = Some(FailedStatement {
                    revision: step.revision.to_owned(),
                    database: step.database.to_owned(),
                    target,
                    direction: step.direction,
                    file: step.file.to_owned(),
                    line: failure.line,
                    origin: failure.origin,
                    sql: failure.sql,
                    error: failure.error,
                    kept: Kept::Nothing,
                });
                break;
            }
        }
    }
    Ok(rehearsal)
}
