//! The order of a run: read, plan, lock, read again, plan again, back up, run, report.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use bridge_importers::Dialect;

use super::attempts::Attempts;
use super::backup::{BackupSet, back_up};
use super::databases::{Databases, milliseconds};
use super::error::RunError;
use super::event::Event;
use super::request::{Report, RunRequest};
use super::segment::Run;
use crate::database::backup::Occasion;
use crate::database::{Access, ConnectError};
use crate::ledger::{LedgerError, Reading, read_open};
use crate::plan::{DatabaseName, LedgerChange, Mode, Plan, RowState, State};

/// Whatever the planner says; the caller knows its type.
pub type PlannerError = Box<dyn std::error::Error + Send + Sync>;

/// A planner's error about what the databases hold. It is believed under the
/// lock only: without it, another run may have committed between two readings.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct AboutState(pub PlannerError);

impl AboutState {
    fn taken_off(error: PlannerError) -> RunError {
        RunError::Plan(match error.downcast::<Self>() {
            Ok(about) => about.0,
            Err(error) => error,
        })
    }
}

/// Reads the state of all databases, and writes nothing.
///
/// # Errors
///
/// A database that cannot be opened, a ledger that cannot be read or believed,
/// a file that a crash left in the middle of a transaction.
pub fn read(request: &RunRequest) -> Result<Reading, RunError> {
    Databases::check_distinct(request)?;
    let mut connections = Databases::open_reading(request, None)?;
    let versions = request.readers.take_versions();
    let reading = read_open(&request.layout(), &mut connections, versions)
        .map_err(|error| missing(request, error))?;
    request.finish(connections);
    Ok(reading)
}

/// Runs what the planner plans.
///
/// The planner is called at least twice: from a state read without a lock, and
/// from the one read under it. A target that is relative to the state (`+1`)
/// must mean the same each time, so the caller resolves it once.
///
/// Where another run did part of the work meanwhile, or another session was in
/// the way, what is left is planned and run again, as long as a lock is waited for.
///
/// Where there is nothing to do, nothing is locked and nothing is written.
///
/// # Errors
///
/// See [`RunError`]. All transactions are rolled back, and locks given back, on every error.
pub fn execute(
    request: &RunRequest,
    planner: &mut dyn FnMut(&State) -> Result<Plan, PlannerError>,
    events: &mut dyn FnMut(Event),
) -> Result<Report, RunError> {
    let began = Instant::now();
    let mut report = Report::default();
    attempts(request, planner, &mut report, events).map_err(|error| error.after(&report))?;
    report.elapsed_ms = milliseconds(began.elapsed());
    Ok(report)
}

/// Runs, again where that helps; `report` says what stays done, on an error too.
fn attempts(
    request: &RunRequest,
    planner: &mut dyn FnMut(&State) -> Result<Plan, PlannerError>,
    report: &mut Report,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    Databases::check_distinct(request)?;
    let mut attempts = Attempts::new(request.lock_timeout);
    let mut safe = Safe::begin();
    while let Some(ready) = ready(request, planner, report, &mut safe, events)? {
        let Ready {
            databases,
            reading,
            plan,
        } = ready;
        back_up_all(request, &plan, &reading, report, &mut safe, events)?;
        let notes: Vec<_> = plan
            .notes
            .iter()
            .filter(|note| !report.notes.contains(note))
            .cloned()
            .collect();
        report.notes.extend(notes);
        let mut run = Run::new(request, databases, reading, std::mem::take(report));
        let outcome = run.plan(plan, events);
        *report = run.into_report();
        match outcome {
            Ok(()) => break,
            Err(error) => attempts.again(error, events)?,
        }
    }
    Ok(())
}

/// Work to do, planned under the lock.
struct Ready<'a> {
    databases: Databases<'a>,
    reading: Reading,
    plan: Plan,
}

/// Reads and plans, without a lock and then under it; `None` where there is nothing to do.
fn ready<'a>(
    request: &'a RunRequest,
    planner: &mut dyn FnMut(&State) -> Result<Plan, PlannerError>,
    report: &mut Report,
    safe: &mut Safe,
    events: &mut dyn FnMut(Event),
) -> Result<Option<Ready<'a>>, RunError> {
    let mut connections = Databases::open_reading(request, Some(events))?;
    let versions = request.readers.take_versions();
    let first = read_open(&request.layout(), &mut connections, versions)
        .map_err(|error| missing(request, error))?;
    // Comparing schemas and a backup before the lock may take a while.
    connections
        .values_mut()
        .for_each(|connection| connection.let_go());
    // Planning may take a while, and an open snapshot keeps `CREATE INDEX CONCURRENTLY` of
    // another run waiting.
    connections.retain(|_, connection| connection.dialect() == Dialect::Sqlite);
    let (mut names, mut between) = match planner(&first.state) {
        Ok(plan) if is_idle(&plan, &first) => {
            request.finish(connections);
            if request.process_ends {
                std::mem::forget(first);
            }
            return Ok(None);
        }
        Ok(plan) => {
            let names = wanted(request, &plan)?;
            if request.backup_first {
                back_up_all(request, &plan, &first, report, safe, events)?;
                for database in report.backups.keys() {
                    events(Event::Warning {
                        database: database.clone(),
                        message:
                            "what other programs write until the lock is given is not in the backup"
                                .to_owned(),
                    });
                }
            }
            (names, leaves_transactions(&plan, &first))
        }
        // Without a lock, the ledgers may have been read before and after a commit of another
        // run: what does not fit together is believed under the lock only.
        Err(error) if error.is::<AboutState>() => {
            (BTreeSet::from([request.home.clone()]), is_running(&first))
        }
        Err(error) => return Err(RunError::Plan(error)),
    };
    drop((first, connections));
    let mut databases = Databases::new(request);
    loop {
        if between {
            databases.hold_between(events)?;
        }
        databases.lock(&names, events)?;
        let reading = read_locked(request, &mut databases)?;
        if is_running(&reading) && !databases.holds_between() {
            // Its run may still be alive: it has the lock for the time between its transactions.
            databases.rollback();
            between = true;
            continue;
        }
        let plan = planner(&reading.state).map_err(AboutState::taken_off)?;
        if is_idle(&plan, &reading) {
            databases.rollback();
            return Ok(None);
        }
        if leaves_transactions(&plan, &reading) && !databases.holds_between() {
            databases.rollback();
            between = true;
            continue;
        }
        databases.refuse_pool(&plan)?;
        // The second plan may need more databases than the first.
        names = wanted(request, &plan)?;
        if names
            .iter()
            .all(|name| databases.connections.contains_key(name))
        {
            return Ok(Some(Ready {
                databases,
                reading,
                plan,
            }));
        }
    }
}

/// Whether a run of this plan has moments outside any transaction that another
/// run could take for the end of a crash.
fn leaves_transactions(plan: &Plan, reading: &Reading) -> bool {
    is_running(reading)
        || plan
            .segments
            .iter()
            .any(|segment| segment.mode == Mode::Outside)
}

fn is_running(reading: &Reading) -> bool {
    reading
        .state
        .versions
        .values()
        .any(|row| row.state == RowState::Running)
}

/// The backups of a run: one set, whatever number of attempts it takes.
struct Safe {
    set: BackupSet<'static>,
    names: BTreeSet<DatabaseName>,
}

impl Safe {
    fn begin() -> Self {
        Self {
            set: BackupSet::begin(Occasion::Run),
            names: BTreeSet::new(),
        }
    }
}

/// Backs up each database of the plan that holds data, once for all attempts of a run.
fn back_up_all(
    request: &RunRequest,
    plan: &Plan,
    reading: &Reading,
    report: &mut Report,
    safe: &mut Safe,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let Some(settings) = &request.backup else {
        return Ok(());
    };
    for name in wanted(request, plan)? {
        // What this run made itself holds nothing that it could lose.
        if safe.names.insert(name.clone()) && reading.with_tables.contains(&name) {
            let made = back_up(request, &name, settings, &safe.set, events)?;
            report.backups.insert(name, made.path);
        }
    }
    Ok(())
}

/// A satellite that is behind because there is no file is missing, not restored.
fn missing(request: &RunRequest, error: LedgerError) -> RunError {
    let LedgerError::Behind { database, .. } = &error else {
        return error.into();
    };
    let path = request
        .databases
        .get(database)
        .and_then(|target| target.url.sqlite_path());
    match path.filter(|path| !path.exists()) {
        Some(path) => RunError::Connect {
            database: database.clone(),
            source: ConnectError::Missing { path: path.into() },
        },
        None => error.into(),
    }
}

fn is_idle(plan: &Plan, reading: &Reading) -> bool {
    plan.adoptions.is_empty()
        && reading.heals.is_empty()
        && plan.segments.iter().all(|segment| segment.steps.is_empty())
}

/// The databases that a plan writes to; home always is.
fn wanted(request: &RunRequest, plan: &Plan) -> Result<BTreeSet<DatabaseName>, RunError> {
    let mut names = BTreeSet::from([request.home.clone()]);
    for adoption in &plan.adoptions {
        names.extend(ledger_database(request, &adoption.lane, &adoption.ledger));
    }
    for segment in &plan.segments {
        names.extend(segment_databases(request, segment));
    }
    match names
        .iter()
        .find(|name| !request.databases.contains_key(*name))
    {
        Some(unknown) => Err(RunError::UnknownDatabase {
            database: unknown.clone(),
        }),
        None => Ok(names),
    }
}

/// The databases that a segment writes to, home left out.
pub(super) fn segment_databases(
    request: &RunRequest,
    segment: &crate::plan::Segment,
) -> BTreeSet<DatabaseName> {
    let mut names = BTreeSet::new();
    for step in &segment.steps {
        names.insert(step.database.clone());
        names.extend(ledger_database(request, &step.lane, &step.ledger));
    }
    names
}

pub(super) fn ledger_database(
    request: &RunRequest,
    lane: &str,
    changes: &[LedgerChange],
) -> Option<DatabaseName> {
    if changes.is_empty() {
        return None;
    }
    request
        .ledgers
        .iter()
        .find(|ledger| ledger.lane == lane)
        .map(|ledger| ledger.database.clone())
}

/// Reads again, through the connections that hold the locks, and through
/// reading ones for the rest.
pub(super) fn read_locked(
    request: &RunRequest,
    databases: &mut Databases<'_>,
) -> Result<Reading, RunError> {
    let locked: BTreeSet<DatabaseName> = databases.connections.keys().cloned().collect();
    let mut connections = std::mem::take(&mut databases.connections);
    for (name, target) in &request.databases {
        if locked.contains(name) {
            continue;
        }
        // The home is locked by now; a satellite without a file counts as empty.
        let is_missing = target.url.sqlite_path().is_some_and(|path| !path.exists());
        if !is_missing {
            let options = request.options(target, Access::ReadOnly);
            let connection = crate::database::open(&target.url, &options).map_err(|source| {
                RunError::Connect {
                    database: name.clone(),
                    source,
                }
            })?;
            connections.insert(name.clone(), connection);
        }
    }
    let reading = read_open(&request.layout(), &mut connections, None)
        .map_err(|error| missing(request, error))?;
    connections.retain(|name, _| locked.contains(name));
    databases.connections = connections;
    Ok(reading)
}

/// How long the longest id is that each lane's ledger gets to hold.
pub(super) fn longest_ids(plan: &Plan) -> BTreeMap<String, usize> {
    let mut longest = BTreeMap::new();
    let mut note = |lane: &str, changes: &[LedgerChange]| {
        if changes.is_empty() {
            return;
        }
        let most = longest.entry(lane.to_owned()).or_insert(0);
        for change in changes {
            let id = match change {
                LedgerChange::AlembicInsert { version }
                | LedgerChange::AlembicDelete { version }
                | LedgerChange::ListInsert { version, .. }
                | LedgerChange::ListDelete { version } => version,
                LedgerChange::AlembicUpdate { to, .. } => to,
            };
            *most = (*most).max(id.chars().count());
        }
    };
    for adoption in &plan.adoptions {
        note(&adoption.lane, &adoption.ledger);
    }
    for step in plan.segments.iter().flat_map(|segment| &segment.steps) {
        note(&step.lane, &step.ledger);
    }
    longest
}

/// Whether a plan begins inside a transaction.
pub(super) fn begins_inside(plan: &Plan) -> bool {
    plan.segments
        .iter()
        .find(|segment| !segment.steps.is_empty())
        .is_some_and(|segment| segment.mode == Mode::Transaction)
}
