//! What changes bridge's own tables and runs no revision: the end of
//! mirroring, taking everything back, accepted checksums.

use std::collections::{BTreeMap, BTreeSet};

use super::databases::{Databases, transaction};
use super::error::RunError;
use super::event::Event;
use super::executor::{PlannerError, read_locked};
use super::request::RunRequest;
use crate::database::Table;
use crate::ledger::{LedgerError, Place, Reading, Settings, VersionTable, WITNESS_TABLE};
use crate::plan::{DatabaseName, Lane, RevisionId, State};

/// What to do, decided from the state that was read under the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maintenance {
    /// Nothing; nothing is written.
    Nothing,
    /// `cutover --finish`: the legacy ledgers of these lanes are no longer kept.
    EndMirroring(BTreeSet<Lane>),
    /// `cutover --abort`: bridge's own tables are taken away, in every database.
    /// Whether that is allowed is decided before.
    Abort,
    /// `repair`: these applied revisions take over the checksums of their files.
    Checksums(BTreeMap<RevisionId, String>),
}

/// Does it, under the lock of a run. The decision is made from the state that
/// is read under that lock, so that no run comes between.
///
/// # Errors
///
/// See [`RunError`]. `Abort` commits home first: should it be cut off between
/// two databases, it can simply be repeated.
pub fn maintain(
    request: &RunRequest,
    decide: &mut dyn FnMut(&State) -> Result<Maintenance, PlannerError>,
    events: &mut dyn FnMut(Event),
) -> Result<Maintenance, RunError> {
    Databases::check_distinct(request)?;
    let mut databases = Databases::new(request);
    let home = BTreeSet::from([request.home.clone()]);
    databases.hold_between(events)?;
    databases.lock(&home, events)?;
    let reading = read_locked(request, &mut databases)?;
    let decision = decide(&reading.state).map_err(RunError::Plan)?;
    let outcome = match &decision {
        Maintenance::Nothing => Ok(()),
        Maintenance::Abort => abort(request, &mut databases, &reading, events),
        Maintenance::EndMirroring(_) | Maintenance::Checksums(_) => {
            write(request, &mut databases, &reading, &decision)
        }
    };
    // After a commit nothing is open any more.
    databases.rollback();
    outcome.map(|()| decision)
}

fn write(
    request: &RunRequest,
    databases: &mut Databases<'_>,
    reading: &Reading,
    decision: &Maintenance,
) -> Result<(), RunError> {
    let names = BTreeSet::from([request.home.clone()]);
    let schema = schema(reading, &request.home);
    databases.begin(&names)?;
    let home = databases.get(&request.home)?;
    match decision {
        Maintenance::EndMirroring(lanes) => {
            let settings = Settings::new(&request.home, schema);
            settings.create(home)?;
            for lane in lanes {
                settings.set_mirroring(home, lane, false)?;
            }
        }
        Maintenance::Checksums(checksums) => {
            let table = VersionTable::new(&request.home, schema);
            for (revision, checksum) in checksums {
                table.set_checksum(home, revision, checksum)?;
            }
        }
        Maintenance::Nothing | Maintenance::Abort => {}
    }
    databases.commit(&names).map(drop)
}

fn abort(
    request: &RunRequest,
    databases: &mut Databases<'_>,
    reading: &Reading,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let mut names = BTreeSet::from([request.home.clone()]);
    for (name, found) in &reading.found {
        if found.witness || found.settings {
            names.insert(name.clone());
        }
    }
    databases.lock(&names, events)?;
    databases.begin(&names)?;
    for name in &names {
        let schema = schema(reading, name);
        let mut tables = vec![
            Table {
                schema: schema.clone(),
                name: WITNESS_TABLE.to_owned(),
            },
            Settings::new(name, schema.clone()).address().clone(),
        ];
        if *name == request.home {
            tables.push(VersionTable::new(name, schema).address().clone());
        }
        let connection = databases.get(name)?;
        for table in tables {
            connection
                .execute(&format!("DROP TABLE IF EXISTS {}", table.sql()))
                .map_err(|source| LedgerError::Statement {
                    place: Place::new(name, &table),
                    source,
                })?;
        }
    }
    // Home first: a witness without home is healed or dropped by the next
    // command, a home that remembers a witness which is gone is an error.
    let mut order: Vec<&DatabaseName> = vec![&request.home];
    order.extend(names.iter().filter(|name| **name != request.home));
    for name in order {
        databases
            .get(name)?
            .commit()
            .map_err(|source| transaction(name, "the commit", source))?;
    }
    Ok(())
}

fn schema(reading: &Reading, name: &str) -> Option<String> {
    reading
        .found
        .get(name)
        .and_then(|found| found.schema.clone())
}
