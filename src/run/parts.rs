//! The parts of a step outside a transaction. What a transaction can hold runs
//! in one of its own, with the count of what is done in it; what none can hold
//! is announced first, so that a run after a crash knows what is in doubt.

use std::rc::Rc;

use bridge_importers::Dialect;
use bridge_importers::program::Program;
use bridge_importers::script::{Node, Script};

use super::databases::transaction;
use super::doubt::{Settled, clear_up, settle};
use super::environment::Variables;
use super::error::{Kept, RunError, ScriptError};
use super::event::Event;
use super::foreign_keys;
use super::script::{Failure, Happening, Runner, batches};
use super::segment::{caught, failed};
use super::transactions::Transactions;
use crate::database::{Connection, DriverCode, StatementError};
use crate::ledger::{LedgerError, Settings, VersionTable};
use crate::plan::{Doubt, Manner, Part, Progress, Step, Work, is_session, manner, parts};

/// Keeps the progress in the database in which the step runs.
pub(super) struct Keeper {
    pub(super) settings: Settings,
    /// The version table, where that database is home.
    pub(super) version: Option<VersionTable>,
    pub(super) revision: String,
}

impl Keeper {
    /// Writes it in a transaction of its own.
    fn keep(
        &self,
        connection: &mut dyn Connection,
        progress: &Progress,
    ) -> Result<(), LedgerError> {
        let refused = |source| LedgerError::Statement {
            place: self.settings.place(),
            source,
        };
        connection.begin().map_err(refused)?;
        self.write(connection, progress)?;
        connection.commit().map_err(refused)
    }

    /// Writes it into the transaction that is open.
    fn write(
        &self,
        connection: &mut dyn Connection,
        progress: &Progress,
    ) -> Result<(), LedgerError> {
        if let Some(version) = &self.version {
            version.progress(connection, &self.revision, progress.done)?;
        }
        self.settings
            .set_progress(connection, &self.revision, progress)
    }
}

/// Runs what is left of a step. `progress` is how far it came, whatever the outcome.
pub(super) fn run(
    connection: &mut Box<dyn Connection>,
    step: &Step,
    variables: &Variables,
    keeper: Keeper,
    progress: &mut Progress,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let target = connection.target().to_owned();
    let script = match &step.work {
        Work::Script(script) => script,
        Work::Program(program) => {
            // It is one part, of which nothing but the database says how far it came.
            if progress.done > 0 {
                return Ok(());
            }
            return self::program(
                connection, program, step, variables, keeper, progress, events,
            );
        }
    };
    let mut observer = |happening: Happening<'_>| caught(step, happening, events);
    let mut runner = Runner::new(connection.as_mut(), false, &mut observer);
    runner.remember(progress.names.clone());
    let mut walk = Walk {
        runner,
        script,
        step,
        keeper,
        progress,
        is_held: false,
        is_loose: false,
    };
    let outcome = walk.all();
    let done = walk.progress.done;
    let connection = walk.runner.connection();
    if let Err(stop) = outcome {
        // What is open goes; the count is that of the last commit.
        let _ = connection.rollback();
        return Err(match stop {
            Stop::Script(failure) => failed(step, target, *failure, Kept::Statements(done)),
            Stop::Ledger(error) => error.into(),
        });
    }
    connection
        .reset_session()
        .map_err(|source| transaction(&step.database, "resetting the session", source))
}

/// Runs a program in transactions of its own. That it is in doubt is written where the first of
/// them is committed, that it is done into the last.
fn program(
    connection: &mut Box<dyn Connection>,
    program: &Program,
    step: &Step,
    variables: &Variables,
    keeper: Keeper,
    progress: &mut Progress,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let refused = |source| transaction(&step.database, "running a program", source);
    let target = connection.target().to_owned();
    let begun = Progress {
        in_doubt: true,
        ..progress.clone()
    };
    let keeper = Rc::new(keeper);
    let first = keeper.clone();
    let transactions = Transactions::own(Box::new(move |connection| {
        let written = first.write(connection, &begun);
        written.map_err(|error| ScriptError::NotCounted(error.to_string()).into())
    }));
    connection.begin().map_err(refused)?;
    let ran = super::program::run(
        connection,
        program,
        step.direction,
        &transactions,
        variables,
        &mut |happening: Happening<'_>| caught(step, happening, events),
    );
    progress.in_doubt = transactions.have_kept();
    if let Err(failure) = ran {
        let _ = connection.rollback();
        let kept = match progress.in_doubt {
            true => Kept::Unknown,
            false => Kept::Statements(0),
        };
        return Err(failed(step, target, failure, kept));
    }
    let done = Progress {
        done: 1,
        in_doubt: false,
        ..progress.clone()
    };
    // A COMMIT of its own may have ended its transaction.
    if !connection.in_transaction().map_err(refused)? {
        connection.begin().map_err(refused)?;
    }
    keeper.write(connection.as_mut(), &done)?;
    // Where the connection is lost now, only the database knows.
    progress.in_doubt = true;
    connection.commit().map_err(refused)?;
    *progress = done;
    connection.reset_session().map_err(refused)
}

/// Why a step stopped.
enum Stop {
    Script(Box<Failure>),
    Ledger(LedgerError),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Script(Box::new(failure))
    }
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

/// One pass over the parts.
struct Walk<'a, 'r> {
    runner: Runner<'r>,
    script: &'a Script,
    step: &'a Step,
    keeper: Keeper,
    progress: &'a mut Progress,
    /// Whether a transaction is open that a part holds for those behind it.
    is_held: bool,
    /// Whether the script has ended that transaction: what comes then runs by itself, as with the drivers,
    /// up to the next autocommit block.
    is_loose: bool,
}

impl Walk<'_, '_> {
    fn all(&mut self) -> Result<(), Stop> {
        let begun = self.progress.done;
        let mut number = 0;
        // Of what an earlier run did: whether a transaction that the script began is open.
        let mut has_begun = false;
        for (index, part) in (0..).zip(parts(self.script)) {
            let batch = number;
            number += batches(std::slice::from_ref(part.node));
            if index >= begun {
                self.part(index, part, batch)?;
                continue;
            }
            match manner(part, self.step.dialect) {
                _ if part.is_in_block => self.is_loose = false,
                Manner::Begins => has_begun = true,
                Manner::Ends => self.is_loose |= !std::mem::take(&mut has_begun),
                _ => {}
            }
            if is_session(part.node, self.step.dialect) {
                // What it set went with the connection that was lost.
                self.runner.node(part.node, batch)?;
            }
        }
        if self.is_held {
            self.let_go(parts(self.script).len() as u32)?;
        }
        if self.is_open(None)? {
            return Err(about(None, ScriptError::TransactionLeftOpen).into());
        }
        Ok(())
    }

    fn part(&mut self, index: u32, part: Part<'_>, batch: usize) -> Result<(), Stop> {
        let manner = manner(part, self.step.dialect);
        let Part { node, is_in_block } = part;
        // Foreign keys that are enforced have to be switched off before the transaction.
        let rebuilds =
            self.step.dialect == Dialect::Sqlite && batches(std::slice::from_ref(node)) > 0;
        if is_in_block {
            self.is_loose = false;
        }
        if self.is_held {
            let joins = !is_in_block && !rebuilds;
            if joins && !matches!(manner, Manner::Alone(_) | Manner::Begins) {
                return self.held(index, node, batch, &manner);
            }
            self.let_go(index)?;
        }
        if self.is_open(Some(node))? {
            return self.inside_its_own(index, node, batch, &manner);
        }
        match manner {
            Manner::Holds | Manner::Savepoint if !is_in_block && !rebuilds && !self.is_loose => {
                let begun = self.runner.connection().begin();
                begun.map_err(|error| about(Some(node), error.into()))?;
                self.runner.set_inside(true);
                self.is_held = true;
                self.held(index, node, batch, &manner)
            }
            Manner::Atomic | Manner::Holds => self.atomic(index, node, batch),
            // SQLite begins a transaction with a savepoint.
            Manner::Begins | Manner::Savepoint => Ok(self.runner.node(node, batch)?),
            Manner::Ends => {
                self.is_loose = true;
                self.runner.node(node, batch)?;
                self.done(index + 1)
            }
            Manner::Alone(doubt) => self.alone(index, node, batch, &doubt),
        }
    }

    /// A part in the transaction that one before it holds. Where it ends it, the count of all that
    /// is done is in it.
    fn held(&mut self, index: u32, part: &Node, batch: usize, manner: &Manner) -> Result<(), Stop> {
        self.inside_its_own(index, part, batch, manner)?;
        if self.progress.done == index + 1 {
            self.is_held = false;
            self.is_loose = true;
            self.runner.set_inside(false);
        }
        Ok(())
    }

    /// Commits that transaction, with the count of all that is done.
    fn let_go(&mut self, done: u32) -> Result<(), Stop> {
        self.is_held = false;
        self.runner.set_inside(false);
        self.commit(None, done)
    }

    /// A part and its count in one transaction. Where a statement before it has foreign keys
    /// enforced, a table is rebuilt without: no row of another table is lost by it.
    fn atomic(&mut self, index: u32, part: &Node, batch: usize) -> Result<(), Stop> {
        let refused = |error: StatementError| about(Some(part), error.into());
        let rebuilds = batches(std::slice::from_ref(part)) > 0;
        let suspended =
            rebuilds && foreign_keys::suspend(self.runner.connection()).map_err(refused)?;
        self.in_one(index, part, batch)?;
        if suspended {
            foreign_keys::resume(self.runner.connection()).map_err(refused)?;
        }
        Ok(())
    }

    fn in_one(&mut self, index: u32, part: &Node, batch: usize) -> Result<(), Stop> {
        let refused = |error: StatementError| about(Some(part), error.into());
        self.runner.connection().begin().map_err(refused)?;
        self.runner.set_inside(true);
        let outcome = self.runner.node(part, batch);
        self.runner.set_inside(false);
        outcome?;
        self.commit(Some(part), index + 1)
    }

    /// Commits what is open, with the count in it.
    fn commit(&mut self, part: Option<&Node>, done: u32) -> Result<(), Stop> {
        let next = self.next(done);
        self.keeper.write(self.runner.connection(), &next)?;
        // Where the connection is lost now, only the database knows.
        self.progress.in_doubt = true;
        let committed = self.runner.connection().commit();
        committed.map_err(|error| about(part, error.into()))?;
        *self.progress = next;
        Ok(())
    }

    /// A part in a transaction that the script began. Where it ends it, the
    /// count of all parts since is in it.
    fn inside_its_own(
        &mut self,
        index: u32,
        part: &Node,
        batch: usize,
        manner: &Manner,
    ) -> Result<(), Stop> {
        let next = self.next(index + 1);
        if matches!(manner, Manner::Ends | Manner::Savepoint) {
            self.keeper.write(self.runner.connection(), &next)?;
        }
        self.runner.node(part, batch)?;
        if self.is_open(Some(part))? {
            return Ok(());
        }
        *self.progress = next;
        // It may have been a ROLLBACK, which took the count with it.
        self.done(index + 1)
    }

    /// A part that no transaction can hold.
    fn alone(&mut self, index: u32, part: &Node, batch: usize, doubt: &Doubt) -> Result<(), Stop> {
        if self.progress.in_doubt {
            let settled = settle(self.runner.connection(), doubt)
                .map_err(|error| about(Some(part), error.into()))?
                .ok_or_else(|| about(Some(part), ScriptError::InDoubt))?;
            if settled == Settled::Done {
                return self.done(index + 1);
            }
        }
        self.progress.in_doubt = true;
        self.keeper.keep(self.runner.connection(), self.progress)?;
        if let Err(failure) = self.runner.node(part, batch) {
            self.known_undone(doubt, &failure);
            return Err(failure.into());
        }
        self.done(index + 1)
    }

    /// After an error it is known that the part was not done, unless the
    /// connection is lost, too: then it stays in doubt.
    fn known_undone(&mut self, doubt: &Doubt, failure: &Failure) {
        let connection = self.runner.connection();
        // What existed before is not this step's to take away.
        let existed = matches!(
            &failure.error,
            ScriptError::Statement(error) if error.code == DriverCode::Sqlstate("42P07".to_owned())
        );
        if !existed && clear_up(connection, doubt).is_err() {
            return;
        }
        let known = Progress {
            in_doubt: false,
            ..self.progress.clone()
        };
        if self.keeper.keep(connection, &known).is_ok() {
            *self.progress = known;
        }
    }

    fn done(&mut self, done: u32) -> Result<(), Stop> {
        let next = self.next(done);
        self.keeper.keep(self.runner.connection(), &next)?;
        *self.progress = next;
        Ok(())
    }

    fn next(&self, done: u32) -> Progress {
        Progress {
            done,
            in_doubt: false,
            names: self.runner.names().clone(),
            ..self.progress.clone()
        }
    }

    fn is_open(&mut self, part: Option<&Node>) -> Result<bool, Failure> {
        self.runner
            .connection()
            .in_transaction()
            .map_err(|error| about(part, error.into()))
    }
}

/// A failure beside a part's statements.
fn about(part: Option<&Node>, error: ScriptError) -> Failure {
    let (sql, line, origin) = match part {
        Some(Node::Statement(statement)) => (
            statement.sql.clone(),
            statement.line,
            statement.origin.clone(),
        ),
        Some(Node::Batch(block)) => (
            format!("-- bridge:batch {}", block.table),
            block.line,
            block.origin.clone(),
        ),
        _ => (String::new(), 0, None),
    };
    Failure {
        error,
        sql,
        line,
        origin,
    }
}
