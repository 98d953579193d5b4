//! Steps outside any transaction: statement by statement, with the progress
//! kept in a `running` row, because nothing can be rolled back.

use std::collections::BTreeSet;
use std::time::Instant;

use bridge_importers::Direction;
use bridge_importers::script::Node;

use super::databases::{milliseconds, transaction};
use super::error::{RunError, ScriptError};
use super::event::Event;
use super::executor::ledger_database;
use super::script::{Failure, Happening, Runner, batches};
use super::segment::{Run, caught, failed};
use crate::database::Connection;
use crate::plan::{Plan, RowState, Step};

impl Run<'_> {
    /// Runs one step outside any transaction; `ended` is the plan, where this
    /// is its last step and the ledgers must now be as it says.
    pub(super) fn outside(
        &mut self,
        step: &Step,
        ended: Option<&Plan>,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let began = Instant::now();
        let home_name = self.request.home.clone();
        let home_only = BTreeSet::from([home_name.clone()]);
        self.resume(&home_only, events)?;
        self.started(step, events);
        let running = self.row(step, RowState::Running, 0);
        let home = self.databases.get(&home_name)?;
        match step.direction {
            Direction::Up => self.version.insert(home, &running)?,
            Direction::Down => self.version.progress(home, &step.revision, 0)?,
        }
        self.databases.commit(&home_only)?;

        // Its connection is taken out of the set, so that home can keep the progress meanwhile.
        let mut connection = self
            .databases
            .connections
            .remove(&step.database)
            .ok_or_else(|| RunError::UnknownDatabase {
                database: step.database.clone(),
            })?;
        let outcome = self.statements(connection.as_mut(), step, events);
        self.databases
            .connections
            .insert(step.database.clone(), connection);
        outcome?;

        let ms = milliseconds(began.elapsed());
        let mut names = BTreeSet::from([home_name.clone(), step.database.clone()]);
        names.extend(ledger_database(self.request, &step.lane, &step.ledger));
        // While the step ran it counted as not applied, up or down.
        self.forget(&step.revision);
        self.resume(&names, events)?;
        let row = self.row(step, RowState::Done, ms);
        let home = self.databases.get(&home_name)?;
        match step.direction {
            Direction::Up => self.version.finish(home, &step.revision, ms)?,
            Direction::Down => self.version.delete(home, &step.revision)?,
        }
        self.keep_elsewhere(step, row, events)?;
        if let Some(plan) = ended {
            self.check_ledgers(plan)?;
        }
        self.check_versions()?;
        self.commit(&names, events)?;
        self.finished(step, ms, events);
        Ok(())
    }

    /// Runs the statements, and counts each that is done.
    fn statements(
        &mut self,
        connection: &mut dyn Connection,
        step: &Step,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let home_is_it = step.database == self.request.home;
        let target = connection.target().to_owned();
        let mut observer = |happening: Happening<'_>| caught(step, happening, events);
        let mut runner = Runner::new(connection, false, &mut observer);
        let mut done = 0;
        let mut number = 0;
        for node in units(&step.script.nodes) {
            unit(&mut runner, node, number)
                .map_err(|failure| failed(step, target.clone(), failure, Some(done)))?;
            number += batches(std::slice::from_ref(node));
            done += 1;
            if open(runner.connection()).map_err(|source| {
                transaction(&step.database, "looking for a transaction", source)
            })? {
                // A transaction of the script's own is open: the row is written after it.
                continue;
            }
            if home_is_it {
                self.version
                    .progress(runner.connection(), &step.revision, done)?;
            } else {
                let home = self.databases.get(&self.request.home)?;
                self.version.progress(home, &step.revision, done)?;
            }
        }
        let connection = runner.connection();
        if open(connection)
            .map_err(|source| transaction(&step.database, "looking for a transaction", source))?
        {
            let failure = Failure {
                error: ScriptError::TransactionLeftOpen,
                sql: String::new(),
                line: 0,
                origin: None,
            };
            return Err(failed(step, target, failure, Some(done)));
        }
        connection
            .reset_session()
            .map_err(|source| transaction(&step.database, "resetting the session", source))
    }
}

fn open(connection: &mut dyn Connection) -> Result<bool, crate::database::StatementError> {
    connection.in_transaction()
}

/// A table rebuild is many statements and must not be left half done.
fn unit(runner: &mut Runner<'_>, node: &Node, number: usize) -> Result<(), Failure> {
    let Node::Batch(block) = node else {
        return runner.node(node, number);
    };
    let refused = |error: crate::database::StatementError| Failure {
        error: error.into(),
        sql: format!("-- bridge:batch {}", block.table),
        line: block.line,
        origin: block.origin.clone(),
    };
    let began = !open(runner.connection()).map_err(refused)?;
    if began {
        runner.connection().begin().map_err(refused)?;
    }
    let outcome = runner.node(node, number);
    if began {
        match &outcome {
            Ok(()) => runner.connection().commit().map_err(refused)?,
            Err(_) => runner.connection().rollback().map_err(refused)?,
        }
    }
    outcome
}

/// The parts that are counted: top-level nodes, and those inside autocommit blocks.
fn units(nodes: &[Node]) -> Vec<&Node> {
    nodes
        .iter()
        .flat_map(|node| match node {
            Node::Autocommit(inner) => units(inner),
            other => vec![other],
        })
        .collect()
}
