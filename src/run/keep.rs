//! Keeping the ledgers: what each step writes, and the reading back before a commit.

use std::collections::BTreeSet;

use bridge_importers::Direction;
use bridge_importers::script::{Node, visit};

use super::error::RunError;
use super::event::Event;
use super::executor::ledger_database;
use super::segment::Run;
use crate::ledger::{LedgerError, VERSION_TABLE, WitnessRow, WitnessTable};
use crate::plan::{LedgerChange, Plan, RevisionId, RowState, Step, VersionRow, Work};

impl Run<'_> {
    /// Writes what a step changed into every ledger. Home's row waits: see
    /// [`Run::write_rows`].
    pub(super) fn keep_step(
        &mut self,
        step: &Step,
        ms: u64,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let row = self.row(step, RowState::Done, ms);
        self.unwritten.push((step.direction, row.clone()));
        self.keep_elsewhere(step, row, events)
    }

    /// Writes the version rows of the steps that have run, before their
    /// transaction ends. Each change of a schema makes SQLite prepare its
    /// statements anew, so the rows are written when it has come to rest.
    pub(super) fn write_rows(&mut self) -> Result<(), RunError> {
        let home = self.databases.get(&self.request.home)?;
        for (direction, row) in self.unwritten.drain(..) {
            match direction {
                Direction::Up => self.version.insert(home, &row)?,
                Direction::Down => self.version.delete(home, &row.revision)?,
            }
        }
        Ok(())
    }

    /// Writes what a step changed into the mirrored ledger and the witness,
    /// and remembers what home should hold.
    pub(super) fn keep_elsewhere(
        &mut self,
        step: &Step,
        row: VersionRow,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        match step.direction {
            Direction::Up => self.expected.insert(step.revision.clone()),
            Direction::Down => self.expected.remove(&step.revision),
        };
        self.change_ledger(&step.lane, &step.ledger, events)?;
        if step.database == self.request.home {
            return Ok(());
        }
        let Some(found) = self.reading.found.get_mut(&step.database) else {
            return Ok(());
        };
        let table = WitnessTable::new(&step.database, found.schema.clone());
        let connection = self.databases.get(&step.database)?;
        if !found.witness {
            table.create(connection)?;
            found.witness = true;
        }
        found.sequence += 1;
        let row = WitnessRow {
            sequence: found.sequence,
            run: self.id.clone(),
            direction: step.direction,
            version: row,
        };
        table.insert(connection, &row)?;
        self.witnessed.insert(step.database.clone());
        Ok(())
    }

    /// Makes the `alembic_version` of a step's lane before the step runs: so does
    /// Alembic, and a revision that lists all tables finds it.
    pub(super) fn prepare_ledger(
        &mut self,
        step: &Step,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let is_alembics = step.ledger.iter().any(|change| {
            matches!(
                change,
                LedgerChange::AlembicInsert { .. } | LedgerChange::AlembicUpdate { .. }
            )
        });
        match is_alembics && step.direction == Direction::Up {
            true => self.change(&step.lane, &step.ledger, &[], events),
            false => Ok(()),
        }
    }

    /// Changes a lane's legacy ledger, which is made or widened first where it has to be.
    pub(super) fn change_ledger(
        &mut self,
        lane: &str,
        changes: &[LedgerChange],
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        self.change(lane, changes, changes, events)
    }

    /// Makes or widens the ledger that `changes` belong to, and makes those of them that are due.
    fn change(
        &mut self,
        lane: &str,
        changes: &[LedgerChange],
        due: &[LedgerChange],
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let Some(database) = ledger_database(self.request, lane, changes) else {
            if changes.is_empty() {
                return Ok(());
            }
            return Err(LedgerError::NoLedger {
                lane: lane.to_owned(),
            }
            .into());
        };
        let Some((table, exists)) = self
            .reading
            .found
            .get_mut(&database)
            .and_then(|found| found.legacy.get_mut(lane))
        else {
            return Err(LedgerError::NoLedger {
                lane: lane.to_owned(),
            }
            .into());
        };
        let connection = self.databases.get(&database)?;
        if self.prepared.insert(lane.to_owned()) {
            let longest = self.longest.get(lane).copied().unwrap_or(0);
            if !*exists {
                table.create(connection, longest)?;
                *exists = true;
                if let Some(message) = table.made_without_the_runner() {
                    events(Event::Warning {
                        database: database.clone(),
                        message,
                    });
                }
            } else if let Some((from, to)) = table.widen(connection, longest)? {
                events(Event::Widened {
                    database: database.clone(),
                    table: table.address().to_string(),
                    from,
                    to,
                });
            }
        }
        for change in due {
            table.apply(connection, change)?;
        }
        Ok(())
    }

    /// Reads the mirrored ledgers back, at the end of the plan.
    pub(super) fn check_ledgers(&mut self, plan: &Plan) -> Result<(), RunError> {
        for (lane, rows) in &plan.ledgers {
            for (name, found) in &self.reading.found {
                let Some((table, exists)) = found.legacy.get(lane) else {
                    continue;
                };
                if !exists {
                    table.check_absent(rows)?;
                    continue;
                }
                // What this run did not open, it did not change.
                if let Some(connection) = self.databases.connections.get_mut(name) {
                    table.check(connection.as_mut(), rows)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the version table back, before a commit.
    pub(super) fn check_versions(&mut self) -> Result<(), RunError> {
        let home = self.databases.get(&self.request.home)?;
        let found: BTreeSet<RevisionId> = self.version.read_revisions(home)?.into_iter().collect();
        if found == self.expected {
            return Ok(());
        }
        Err(LedgerError::ReadBack {
            place: self.version.place(),
            missing: self.expected.difference(&found).cloned().collect(),
            unexpected: found.difference(&self.expected).cloned().collect(),
        }
        .into())
    }
}

/// Whether a step could look at the version table, and has to find the rows of
/// those before it.
pub(super) fn may_read_rows(step: &Step) -> bool {
    let Work::Script(script) = &step.work else {
        return true;
    };
    let mut reads = false;
    visit(&script.nodes, &mut |node, _| {
        if let Node::Statement(statement) = node {
            reads |= statement.sql.to_ascii_lowercase().contains(VERSION_TABLE);
        }
    });
    reads
}
