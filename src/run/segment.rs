//! The stretches of a run: one transaction per database, or outside any.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use bridge_importers::Direction;

use super::check::ForeignKeys;
use super::databases::{Databases, milliseconds, transaction};
use super::environment::Variables;
use super::error::{FailedStatement, Kept, RunError, ScriptError};
use super::event::Event;
use super::executor::{begins_inside, ledger_database, longest_ids, segment_databases};
use super::keep::may_read_rows;
use super::request::{Report, RunRequest, StepReport};
use super::script::{Failure, Happening, Runner};
use super::transactions::Transactions;
use crate::ledger::{Reading, Settings, VersionTable, now};
use crate::plan::{
    DatabaseName, How, Mode, Plan, RevisionId, RowState, Segment, Step, VersionRow, Work,
};

/// So many version rows wait for those that come after them: more would save
/// no time, but take memory.
const MOST_UNWRITTEN: usize = 64;

/// A run under its lock.
pub(super) struct Run<'a> {
    pub(super) request: &'a RunRequest,
    pub(super) databases: Databases<'a>,
    pub(super) reading: Reading,
    pub(super) version: VersionTable,
    pub(super) settings: Settings,
    /// The complete revisions that home should hold now.
    pub(super) expected: BTreeSet<RevisionId>,
    /// Names the run in witnesses.
    pub(super) id: String,
    /// Satellites with witness rows that home does not know yet.
    pub(super) witnessed: BTreeSet<DatabaseName>,
    /// Version rows of steps that have run and whose transaction is open.
    pub(super) unwritten: Vec<(Direction, VersionRow)>,
    foreign_keys: ForeignKeys,
    /// Lanes whose ledger was made and widened in this run.
    pub(super) prepared: BTreeSet<String>,
    pub(super) longest: BTreeMap<String, usize>,
    /// Steps begun, and of how many.
    number: usize,
    total: usize,
    pub(super) report: Report,
    /// The report as it was before this run.
    before: Report,
    /// How many of the report's steps are committed, once anything is.
    kept: Option<usize>,
    /// Whether all steps go up, or all go down.
    way: Option<Direction>,
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
            version: VersionTable::new(&request.home, schema.clone()),
            settings: Settings::new(&request.home, schema),
            expected: BTreeSet::new(),
            id: format!(
                "{}-{}",
                jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ"),
                std::process::id()
            ),
            witnessed: BTreeSet::new(),
            unwritten: Vec::new(),
            foreign_keys: ForeignKeys::default(),
            prepared: BTreeSet::new(),
            longest: BTreeMap::new(),
            number: 0,
            total: 0,
            request,
            databases,
            reading,
            before: report.clone(),
            report,
            kept: None,
            way: None,
        }
    }

    /// What was done; of a run that failed, what stays done.
    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Runs a whole plan. On an error everything open is rolled back.
    pub(super) fn plan(
        &mut self,
        mut plan: Plan,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let outcome = self.segments(&mut plan, events);
        if outcome.is_err() {
            self.databases.rollback();
            match self.kept {
                Some(steps) => self.report.steps.truncate(steps),
                None => self.report = std::mem::take(&mut self.before),
            }
        }
        outcome
    }

    fn segments(&mut self, plan: &mut Plan, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        self.longest = longest_ids(plan);
        self.total = plan
            .segments
            .iter()
            .map(|segment| segment.steps.len())
            .sum();
        self.way = {
            let mut ways = plan.steps().map(|step| step.direction);
            ways.next().filter(|first| ways.all(|way| way == *first))
        };
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
            self.check_versions()?;
            self.commit(&names, events)?;
            first = false;
        }
        let last = plan
            .segments
            .iter()
            .rposition(|segment| !segment.steps.is_empty());
        // Each step's script goes when it has run.
        for (index, segment) in std::mem::take(&mut plan.segments).into_iter().enumerate() {
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
                    let mut names = segment_databases(self.request, &segment);
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
                    for (number, step) in segment.steps.iter().enumerate() {
                        let ends = Some(index) == last && number + 1 == segment.steps.len();
                        self.outside(step, ends.then_some(&*plan), events)?;
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
        let same_way = match self.way {
            Some(Direction::Up) => found.is_superset(&self.expected),
            Some(Direction::Down) => found.is_subset(&self.expected),
            None => false,
        };
        Err(RunError::Overtaken {
            same_way,
            revisions: found
                .symmetric_difference(&self.expected)
                .cloned()
                .collect(),
        })
    }

    /// One segment inside its transactions, which are open.
    fn inside(&mut self, segment: Segment, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        let names: BTreeSet<DatabaseName> = segment
            .steps
            .iter()
            .map(|step| step.database.clone())
            .collect();
        for name in &names {
            let empty = !self.reading.with_tables.contains(name) && self.number == 0;
            let connection = self.databases.get(name)?;
            self.foreign_keys.before(name, connection, empty, events);
        }
        for step in segment.steps {
            let began = Instant::now();
            self.started(&step, events);
            if self.unwritten.len() >= MOST_UNWRITTEN || may_read_rows(&step) {
                self.write_rows()?;
            }
            self.prepare_ledger(&step, events)?;
            let connection = self.databases.own(&step.database)?;
            if let Err(failure) = run_work(connection, &step, &self.request.variables, events) {
                let target = connection.target().to_owned();
                return Err(failed(&step, target, failure, Kept::Nothing));
            }
            if step.resets_session {
                connection.reset_session().map_err(|source| {
                    transaction(&step.database, "resetting the session", source)
                })?;
            }
            let ms = milliseconds(began.elapsed());
            self.keep_step(&step, ms, events)?;
            self.finished(&step, ms, events);
        }
        self.write_rows()?;
        for name in &names {
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
            revision: step.revision.as_str().into(),
            position: step.position,
            lane: step.lane.as_str().into(),
            database: step.database.as_str().into(),
            message: step.message.as_str().into(),
            checksum: step.recorded_checksum.clone(),
            how: How::Applied,
            state,
            statements_done: 0,
            applied_at: now().into(),
            execution_ms: ms,
            bridge_version: self.request.bridge_version.as_str().into(),
        }
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
        self.kept = Some(self.report.steps.len());
        events(Event::Committed { databases });
        Ok(())
    }
}

/// Runs a step's script or program inside a transaction.
fn run_work(
    connection: &mut Box<dyn crate::database::Connection>,
    step: &Step,
    variables: &Variables,
    events: &mut dyn FnMut(Event),
) -> Result<(), Failure> {
    let mut observer = |happening: Happening<'_>| caught(step, happening, events);
    match &step.work {
        Work::Script(script) => {
            Runner::new(connection.as_mut(), true, &mut observer).nodes(&script.nodes, 0)?;
        }
        Work::Program(program) => {
            super::program::run(
                connection,
                program,
                step.direction,
                &Transactions::OfTheRun,
                variables,
                &mut observer,
            )?;
        }
    }
    // Elsewhere the question costs a round trip; the commit asks it there.
    let open = !connection.lock_is_a_transaction() || connection.in_transaction()?;
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

pub(super) fn failed(step: &Step, target: String, failure: Failure, kept: Kept) -> RunError {
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
