//! Connections for reading, opened while the chain is still being read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::request::RunRequest;
use crate::database::{Access, ConnectError, Connection};
use crate::plan::DatabaseName;

type Opened = Result<Box<dyn Connection>, ConnectError>;

/// Connections that were opened ahead, or the reasons why they could not be.
/// The first reading takes them; later ones open their own.
#[derive(Clone, Default)]
pub struct Readers {
    opened: Arc<Mutex<BTreeMap<DatabaseName, Opened>>>,
}

impl Readers {
    /// Opens the SQLite files of a run, and reads their schemas. A server is
    /// left for later: waiting for one would delay the faults of the chain.
    pub fn open(request: &RunRequest) -> Self {
        let mut opened = BTreeMap::new();
        for (name, target) in &request.databases {
            if target.url.sqlite_path().is_none() {
                continue;
            }
            let options = request.options(target, Access::ReadOnly);
            let mut connection = crate::database::open(&target.url, &options);
            if let Ok(connection) = &mut connection {
                connection.read_ahead();
            }
            opened.insert(name.clone(), connection);
        }
        Self {
            opened: Arc::new(Mutex::new(opened)),
        }
    }

    /// What was opened of this database, once.
    pub(crate) fn take(&self, name: &str) -> Option<Opened> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.remove(name)
    }
}

impl fmt::Debug for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_set().entries(opened.keys()).finish()
    }
}
