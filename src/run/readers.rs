//! Connections for reading, opened while the chain is still being read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::request::RunRequest;
use crate::database::{Access, ConnectError, Connection, OpenOptions};
use crate::ledger::{VERSION_TABLE, VersionTable, own_tables};
use crate::plan::{DatabaseName, Versions};

type Opened = Result<Box<dyn Connection>, ConnectError>;

/// Connections that were opened ahead, or the reasons why they could not be.
/// The first reading takes them; later ones open their own.
#[derive(Clone, Default)]
pub struct Readers {
    ahead: Arc<Mutex<Ahead>>,
}

#[derive(Default)]
struct Ahead {
    opened: BTreeMap<DatabaseName, Opened>,
    versions: Option<Versions>,
}

impl Readers {
    /// Opens the SQLite files of a run, and reads their schemas. A server is
    /// left for later: waiting for one would delay the faults of the chain.
    /// `ledgers` are the names that legacy ledgers likely have.
    pub fn open(request: &RunRequest, ledgers: &[&str]) -> Self {
        let mut names = own_tables().to_vec();
        names.extend(ledgers);
        let mut ahead = Ahead::default();
        for (name, target) in &request.databases {
            if target.url.sqlite_path().is_none() {
                continue;
            }
            let options = OpenOptions {
                // The first connections of a process that ends with this run.
                past_sqlite: request.process_ends,
                ..request.options(target, Access::ReadOnly)
            };
            let mut connection = crate::database::open(&target.url, &options);
            if let Ok(connection) = &mut connection {
                connection.read_ahead(&names);
                if *name == request.home && connection.keeps_still() {
                    ahead.versions = versions(name, connection.as_mut());
                }
            }
            ahead.opened.insert(name.clone(), connection);
        }
        Self {
            ahead: Arc::new(Mutex::new(ahead)),
        }
    }

    /// What was opened of this database, once.
    pub(crate) fn take(&self, name: &str) -> Option<Opened> {
        self.ahead().opened.remove(name)
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
