//! The stretches of a run: one transaction per database, or outside any.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use bridge_importers::{Dialect, Direction};

use super::check::ForeignKeys;
use super::databases::{Databases, milliseconds, transaction};
use super::error::{FailedStatement, RunError, ScriptError};
use super::event::Event;
use super::executor::{begins_inside, ledger_database, longest_ids, segment_databases};
use super::request::{Report, RunRequest, StepReport};
use super::script::{Failure, Happening, Runner};
use crate::ledger::{LedgerError, Reading, Settings, VersionTable, WitnessRow, WitnessTable, now};
use crate::plan::{
    Adoption, DatabaseName, How, LedgerChange, Mode, Plan, RevisionId, RowState, Segment, Step,
    VersionRow,
};

/// A run under its lock.
pub(super) struct Run<'a> {
    pub(super) request: &'a RunRequest,
    pub(super) databases: Databases<'a>,
    pub(super) reading: Reading,
    pub(super) version: VersionTable,
    settings: Settings,
    /// The complete revisions that home should hold now.
    expected: BTreeSet<RevisionId>,
    /// Names the run in witnesses.
    id: String,
    /// Satellites with witness rows that home does not know yet.
    witnessed: BTreeSet<DatabaseName>,
    foreign_keys: ForeignKeys,
    /// Lanes whose ledger was made and widened in this run.
    prepared: BTreeSet<String>,
    longest: BTreeMap<String, usize>,
    /// Steps begun, and of how many.
    number: usize,
    total: usize,
    report: Report,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        request: &'a RunRequest,
        databases: Databases<'a>,
        reading: Reading,
        report: Report,
    ) -> Self {
        let schema = reading
            .found
            .get(&request.home)
            .and_then(|found| found.schema.clone());
        Self {
            version: VersionTable::new(schema.clone()),
            settings: Settings::new(schema),
            expected: BTreeSet::new(),
            id: format!(
                "{}-{}",
                jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ"),
                std::process::id()
            ),
            witnessed: BTreeSet::new(),
            foreign_keys: ForeignKeys::default(),
            prepared: BTreeSet::new(),
            longest: BTreeMap::new(),
            number: 0,
            total: 0,
            request,
            databases,
            reading,
            report,
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Runs a whole plan. On an error everything open is rolled back.
    pub(super) fn plan(
        &mut self,
        plan: &Plan,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let outcome = self.segments(plan, events);
        if outcome.is_err() {
            self.databases.rollback();
        }
        outcome
    }

    fn segments(&mut self, plan: &Plan, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        self.longest = longest_ids(plan);
        self.total = plan
            .segments
            .iter()
            .map(|segment| segment.steps.len())
            .sum();
        // Heals and adoptions are part of the first transaction; where the
        // first stretch is outside any, they have one of their own.
        let mut first = true;
        if !begins_inside(plan) {
            let names = self.adoption_databases(plan);
            self.databases.begin(&names)?;
            self.record(plan, events)?;
            if self.total == 0 {
                self.check_ledgers(plan)?;
            }
            self.commit(&names, events)?;
            first = false;
        }
        let last = plan
            .segments
            .iter()
            .rposition(|segment| !segment.steps.is_empty());
        for (index, segment) in plan.segments.iter().enumerate() {
            if segment.steps.is_empty() {
                continue;
            }
            events(Event::SegmentStarted {
                mode: segment.mode,
                cut: segment.cut.clone(),
                steps: segment.steps.len(),
            });
            match segment.mode {
                Mode::Transaction => {
                    let mut names = segment_databases(self.request, segment);
                    names.insert(self.request.home.clone());
                    if first {
                        names.extend(self.adoption_databases(plan));
                        self.databases.begin(&names)?;
                        self.record(plan, events)?;
                    } else {
                        self.resume(&names, events)?;
                    }
                    self.inside(segment, events)?;
                    if Some(index) == last {
                        self.check_ledgers(plan)?;
                    }
                    self.check_versions()?;
                    self.commit(&names, events)?;
                }
                Mode::Outside => {
                    for step in &segment.steps {
                        self.outside(step, events)?;
                    }
                }
            }
            first = false;
        }
        Ok(())
    }

    fn adoption_databases(&self, plan: &Plan) -> BTreeSet<DatabaseName> {
        let mut names = BTreeSet::from([self.request.home.clone()]);
        for adoption in &plan.adoptions {
            names.extend(ledger_database(
                self.request,
                &adoption.lane,
                &adoption.ledger,
            ));
        }
        names
    }

    /// Locks and begins again after a commit. SQLite's lock went with it, so
    /// somebody else may have come between.
    pub(super) fn resume(
        &mut self,
        names: &BTreeSet<DatabaseName>,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        self.databases.lock(names, events)?;
        self.databases.begin(names)?;
        let home = self.databases.get(&self.request.home)?;
        let found: BTreeSet<RevisionId> = self.version.read_revisions(home)?.into_iter().collect();
        if found == self.expected {
            return Ok(());
        }
        Err(RunError::Overtaken {
            revisions: found
                .symmetric_difference(&self.expected)
                .cloned()
                .collect(),
        })
    }

    /// What home has to know before the first step: its own tables, what a
    /// witness tells, and what is adopted.
    fn record(&mut self, plan: &Plan, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        let home_name = &self.request.home;
        let (has_version, has_settings) = self
            .reading
            .found
            .get(home_name)
            .map(|found| (found.version, found.settings))
            .unwrap_or_default();
        let home = self.databases.get(home_name)?;
        let mut rows = if has_version {
            self.version.read(home)?
        } else {
            self.version.create(home)?;
            BTreeMap::new()
        };
        if self.request.databases.len() > 1 && !has_settings {
            self.settings.create(home)?;
        }
        for heal in std::mem::take(&mut self.reading.heals) {
            let row = &heal.row;
            let revision = &row.version.revision;
            if rows.remove(revision).is_some() {
                self.version.delete(home, revision)?;
            }
            if row.direction == Direction::Up {
                self.version.insert(home, &row.version)?;
                rows.insert(revision.clone(), row.version.clone());
            }
            self.settings
                .set_witness(home, &heal.database, row.sequence)?;
            self.report.healed.push(revision.clone());
            events(Event::Healed {
                database: heal.database.clone(),
                revision: revision.clone(),
                direction: row.direction,
                run: row.run.clone(),
            });
        }
        for adoption in &plan.adoptions {
            for revision in &adoption.removed {
                rows.remove(revision);
                self.version.delete(home, revision)?;
            }
            for adopted in &adoption.revisions {
                // A row that was left running is replaced by what the user says is true.
                if rows.remove(&adopted.revision).is_some() {
                    self.version.delete(home, &adopted.revision)?;
                }
                let row = VersionRow {
                    revision: adopted.revision.clone(),
                    position: adopted.position,
                    lane: adopted.lane.clone(),
                    database: adopted.database.clone(),
                    message: adopted.message.clone(),
                    checksum: adopted.checksum.clone(),
                    how: How::Adopted,
                    state: RowState::Done,
                    statements_done: 0,
                    applied_at: now(),
                    execution_ms: 0,
                    bridge_version: self.request.bridge_version.clone(),
                };
                self.version.insert(home, &row)?;
                rows.insert(row.revision.clone(), row);
            }
        }
        self.expected = rows
            .into_values()
            .filter(|row| row.state == RowState::Done)
            .map(|row| row.revision)
            .collect();
        for adoption in &plan.adoptions {
            self.adopted(adoption, events)?;
        }
        Ok(())
    }

    fn adopted(
        &mut self,
        adoption: &Adoption,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        self.change_ledger(&adoption.lane, &adoption.ledger, events)?;
        let revisions: Vec<RevisionId> = adoption
            .revisions
            .iter()
            .map(|adopted| adopted.revision.clone())
            .collect();
        events(Event::Adopted {
            lane: adoption.lane.clone(),
            database: adoption.database.clone(),
            revisions: revisions.clone(),
            removed: adoption.removed.clone(),
            reason: adoption.reason,
        });
        if !revisions.is_empty() {
            self.report
                .adopted
                .entry(adoption.lane.clone())
                .or_default()
                .extend(revisions);
        }
        self.report.removed.extend(adoption.removed.iter().cloned());
        Ok(())
    }

    /// One segment inside its transactions, which are open.
    fn inside(&mut self, segment: &Segment, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        let names: BTreeSet<&DatabaseName> =
            segment.steps.iter().map(|step| &step.database).collect();
        for name in &names {
            let empty = !self.reading.with_tables.contains(*name) && self.number == 0;
            let connection = self.databases.get(name)?;
            self.foreign_keys.before(name, connection, empty, events);
        }
        for step in &segment.steps {
            let began = Instant::now();
            self.started(step, events);
            let connection = self.databases.get(&step.database)?;
            let target = connection.target().to_owned();
            run_script(connection, step, events)
                .map_err(|failure| failed(step, target, failure, None))?;
            if step.resets_session {
                connection.reset_session().map_err(|source| {
                    transaction(&step.database, "resetting the session", source)
                })?;
            }
            let ms = milliseconds(began.elapsed());
            self.keep_step(step, ms, events)?;
            self.finished(step, ms, events);
        }
        for name in names {
            let connection = self.databases.get(name)?;
            self.foreign_keys.after(name, connection, events)?;
        }
        Ok(())
    }

    pub(super) fn started(&mut self, step: &Step, events: &mut dyn FnMut(Event)) {
        self.number += 1;
        events(Event::StepStarted {
            revision: step.revision.clone(),
            lane: step.lane.clone(),
            database: step.database.clone(),
            direction: step.direction,
            message: step.message.clone(),
            number: self.number,
            total: self.total,
        });
    }

    pub(super) fn finished(&mut self, step: &Step, ms: u64, events: &mut dyn FnMut(Event)) {
        self.report.steps.push(StepReport {
            revision: step.revision.clone(),
            lane: step.lane.clone(),
            database: step.database.clone(),
            direction: step.direction,
            ms,
        });
        events(Event::StepFinished {
            revision: step.revision.clone(),
            ms,
        });
    }

    /// Takes a revision from those that home should hold, while it is neither applied nor not.
    pub(super) fn forget(&mut self, revision: &str) {
        self.expected.remove(revision);
    }

    /// The version row that an applied step leaves.
    pub(super) fn row(&self, step: &Step, state: RowState, ms: u64) -> VersionRow {
        VersionRow {
            revision: step.revision.clone(),
            position: step.position,
            lane: step.lane.clone(),
            database: step.database.clone(),
            message: step.message.clone(),
            checksum: step.recorded_checksum.clone(),
            how: How::Applied,
            state,
            statements_done: 0,
            applied_at: now(),
            execution_ms: ms,
            bridge_version: self.request.bridge_version.clone(),
        }
    }

    /// Writes what a step changed into every ledger.
    fn keep_step(
        &mut self,
        step: &Step,
        ms: u64,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let row = self.row(step, RowState::Done, ms);
        let home = self.databases.get(&self.request.home)?;
        match step.direction {
            Direction::Up => self.version.insert(home, &row)?,
            Direction::Down => self.version.delete(home, &step.revision)?,
        }
        self.keep_elsewhere(step, row, events)
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
        let table = WitnessTable::new(found.schema.clone());
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

    /// Changes a lane's legacy ledger, which is made or widened first where it has to be.
    fn change_ledger(
        &mut self,
        lane: &str,
        changes: &[LedgerChange],
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
            } else if let Some((from, to)) = table.widen(connection, longest)? {
                events(Event::Widened {
                    database: database.clone(),
                    table: table.address().to_string(),
                    from,
                    to,
                });
            }
        }
        for change in changes {
            table.apply(connection, change)?;
        }
        Ok(())
    }

    /// Reads the mirrored ledgers back, at the end of the plan.
    pub(super) fn check_ledgers(&mut self, plan: &Plan) -> Result<(), RunError> {
        for (lane, rows) in &plan.ledgers {
            for (name, found) in &self.reading.found {
                let Some((table, true)) = found.legacy.get(lane) else {
                    continue;
                };
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
            table: self.version.address().to_string(),
            missing: self.expected.difference(&found).cloned().collect(),
            unexpected: found.difference(&self.expected).cloned().collect(),
        }
        .into())
    }

    /// Commits the satellites, then home, which learns the witnesses' last sequences.
    pub(super) fn commit(
        &mut self,
        names: &BTreeSet<DatabaseName>,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        for name in std::mem::take(&mut self.witnessed) {
            let sequence = self
                .reading
                .found
                .get(&name)
                .map_or(0, |found| found.sequence);
            let home = self.databases.get(&self.request.home)?;
            self.settings.set_witness(home, &name, sequence)?;
        }
        let databases = self.databases.commit(names)?;
        events(Event::Committed { databases });
        Ok(())
    }
}

/// Runs a step's script inside a transaction.
fn run_script(
    connection: &mut dyn crate::database::Connection,
    step: &Step,
    events: &mut dyn FnMut(Event),
) -> Result<(), Failure> {
    let mut observer = |happening: Happening<'_>| caught(step, happening, events);
    Runner::new(connection, true, &mut observer).nodes(&step.script.nodes, 0)?;
    // On PostgreSQL the question costs a round trip; the commit asks it there.
    let open = connection.dialect() != Dialect::Sqlite
        || connection.in_transaction().map_err(|error| Failure {
            error: error.into(),
            sql: String::new(),
            line: 0,
            origin: None,
        })?;
    if open {
        return Ok(());
    }
    Err(Failure {
        error: ScriptError::TransactionEnded,
        sql: String::new(),
        line: 0,
        origin: None,
    })
}

pub(super) fn caught(step: &Step, happening: Happening<'_>, events: &mut dyn FnMut(Event)) {
    if let Happening::Caught { sql, message } = happening {
        events(Event::Caught {
            database: step.database.clone(),
            revision: step.revision.clone(),
            sql: sql.to_owned(),
            message,
        });
    }
}

pub(super) fn failed(step: &Step, target: String, failure: Failure, kept: Option<u32>) -> RunError {
    RunError::Statement(Box::new(FailedStatement {
        revision: step.revision.clone(),
        database: step.database.clone(),
        target,
        direction: step.direction,
        file: step.file.clone(),
        line: failure.line,
        origin: failure.origin,
        sql: failure.sql,
        error: failure.error,
        kept,
    }))
}
