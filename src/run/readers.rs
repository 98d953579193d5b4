//! Connections for reading, opened while the chain is still being read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::request::RunRequest;
use crate::database::sqlite::AtRest;
use crate::database::{Access, Connection};
use crate::ledger::{VERSION_TABLE, VersionTable, own_tables};
use crate::plan::{DatabaseName, Versions};

/// Files at rest that were opened ahead. The first reading takes them; what is not here, and
/// later readings, open their own connections.
#[derive(Clone, Default)]
pub struct Readers {
    ahead: Arc<Mutex<Ahead>>,
}

#[derive(Default)]
struct Ahead {
    opened: BTreeMap<DatabaseName, AtRest>,
    versions: Option<Versions>,
}

impl Readers {
    /// Opens the SQLite files of a run, where they are at rest and its process ends with the
    /// run, and reads their schemas. A server is left for later: waiting for one would delay the
    /// faults of the chain. `ledgers` are the names that legacy ledgers likely have.
    pub fn open(request: &RunRequest, ledgers: &[&str]) -> Self {
        let mut ahead = Ahead::default();
        if !request.process_ends {
            return Self::default();
        }
        let mut names = own_tables().to_vec();
        names.extend(ledgers);
        for (name, target) in &request.databases {
            let options = request.options(target, Access::ReadOnly);
            let file = target
                .url
                .sqlite_path()
                .and_then(|path| AtRest::open(path, &options));
            let Some(mut connection) = file.map(AtRest::connect) else {
                continue;
            };
            // What it finds, it keeps; what fails, fails again when it is needed.
            let _ = connection.survey(&names);
            let versions = (*name == request.home)
                .then(|| versions(name, &mut connection))
                .flatten();
            // Else SQLite was needed, and the file may change before it is read.
            if let Some(file) = connection.at_rest() {
                ahead.versions = versions.or(ahead.versions);
                ahead.opened.insert(name.clone(), file);
            }
        }
        Self {
            ahead: Arc::new(Mutex::new(ahead)),
        }
    }

    /// What was opened of this database, once.
    pub(crate) fn take(&self, name: &str) -> Option<Box<dyn Connection>> {
        let file = self.ahead().opened.remove(name)?;
        Some(Box::new(file.connect()))
    }

    /// The version rows, where the connection to home has read them, once.
    pub(crate) fn take_versions(&self) -> Option<Versions> {
        self.ahead().versions.take()
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The version rows of a SQLite file; what fails here fails again when they are needed.
fn versions(home: &str, connection: &mut dyn Connection) -> Option<Versions> {
    let survey = connection.survey(&[VERSION_TABLE]).ok()?;
    if survey.found.is_empty() {
        return None;
    }
    VersionTable::new(home, None).read(connection).ok()
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.ahead().opened.keys()).finish()
    }
}
