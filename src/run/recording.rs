//! Corrections of the version table that run nothing.

use std::collections::BTreeSet;

use super::databases::Databases;
use super::error::RunError;
use super::event::Event;
use super::executor::read;
use super::request::RunRequest;
use crate::ledger::VersionTable;

/// Replaces the checksum that a revision is recorded with, under the lock of
/// a run and in a transaction that touches exactly this row.
///
/// # Errors
/// See [`RunError`]; a row that no longer has the checksum `from` is one.
pub fn rerecord(
    request: &RunRequest,
    revision: &str,
    from: &str,
    to: &str,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let reading = read(request)?;
    let schema = reading
        .found
        .get(&request.home)
        .and_then(|found| found.schema.clone());
    let names = BTreeSet::from([request.home.clone()]);
    let mut databases = Databases::new(request);
    databases.hold_between(events)?;
    databases.lock(&names, events)?;
    databases.begin(&names)?;
    let home = databases.get(&request.home)?;
    VersionTable::new(&request.home, schema).rerecord(home, revision, from, to)?;
    let databases = databases.commit(&names)?;
    events(Event::Committed { databases });
    Ok(())
}
