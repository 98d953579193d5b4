//! The databases of a run: their connections, locks and transactions.
//!
//! Dropping the set closes every connection, which rolls back what is open
//! and gives every lock back, whatever the way out is.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bridge_importers::Dialect;

use super::error::RunError;
use super::event::Event;
use super::request::RunRequest;
use crate::database::sqlite::FolderLock;
use crate::database::{
    Access, ConnectError, Connection, DatabaseUrl, LockError, LockName, StatementError, Waiting,
};
use crate::ledger::VERSION_TABLE;
use crate::plan::{DatabaseName, Mode, Plan};

pub(crate) struct Databases<'a> {
    request: &'a RunRequest,
    pub(crate) connections: BTreeMap<DatabaseName, Box<dyn Connection>>,
    /// Keeps other runs away between the transactions of this one.
    folder: Option<FolderLock>,
}

impl<'a> Databases<'a> {
    pub(crate) fn new(request: &'a RunRequest) -> Self {
        Self {
            request,
            connections: BTreeMap::new(),
            folder: None,
        }
    }

    /// Refuses two names for one file: the second lock would wait for the first forever.
    pub(crate) fn check_distinct(request: &RunRequest) -> Result<(), RunError> {
        let mut files: BTreeMap<std::path::PathBuf, &str> = BTreeMap::new();
        for (name, target) in &request.databases {
            let DatabaseUrl::Sqlite { path } = &target.url else {
                continue;
            };
            let file = path.canonicalize().unwrap_or_else(|_| path.clone());
            if let Some(first) = files.insert(file, name) {
                return Err(RunError::SameFile {
                    first: first.to_owned(),
                    second: name.clone(),
                    path: path.display().to_string(),
                });
            }
        }
        Ok(())
    }

    /// Opens every database for reading; a file that is to be made is left out.
    /// A file that a crash left is recovered where `recover` allows it.
    pub(crate) fn open_reading(
        request: &RunRequest,
        recover: Option<&mut dyn FnMut(Event)>,
    ) -> Result<BTreeMap<DatabaseName, Box<dyn Connection>>, RunError> {
        let mut connections = BTreeMap::new();
        let mut recover = recover;
        for (name, target) in &request.databases {
            let failed = |source| RunError::Connect {
                database: name.clone(),
                source,
            };
            let opened = match request.readers.take(name) {
                Some(connection) => Ok(connection),
                None => {
                    let options = request.options(target, Access::ReadOnly);
                    crate::database::open(&target.url, &options)
                }
            };
            let connection = match opened {
                Ok(connection) => connection,
                // A lane whose file is elsewhere does not keep the others from their work: a
                // step there fails when it is opened for writing, and rows of home that it
                // should have are missed when the ledgers are compared.
                Err(ConnectError::Missing { .. }) if request.create || *name != request.home => {
                    continue;
                }
                Err(error @ ConnectError::RecoveryDue { .. }) => {
                    let Some(events) = recover.as_mut() else {
                        return Err(failed(error));
                    };
                    let options = request.options(target, Access::ReadWrite { create: false });
                    let connection =
                        crate::database::open(&target.url, &options).map_err(failed)?;
                    events(Event::Recovered {
                        database: name.clone(),
                    });
                    connection
                }
                Err(error) => return Err(failed(error)),
            };
            connections.insert(name.clone(), connection);
        }
        Ok(connections)
    }

    /// Whether other runs stay away between the transactions of this one.
    pub(crate) fn holds_between(&self) -> bool {
        self.folder.is_some() || self.home_file().is_none()
    }

    /// Keeps other runs away between the transactions of this one, too. To be
    /// called before [`Databases::lock`]; the lock of a server does it anyway.
    pub(crate) fn hold_between(&mut self, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        let Some(path) = self.home_file().filter(|_| self.folder.is_none()) else {
            return Ok(());
        };
        let timeout = self.request.lock_timeout;
        let lock = told(&self.request.home, events, |waiting| {
            FolderLock::acquire(path, timeout, waiting)
        })?;
        self.folder = Some(lock);
        Ok(())
    }

    /// Refuses steps outside a transaction where nothing can hold the lock meanwhile.
    pub(crate) fn refuse_pool(&mut self, plan: &Plan) -> Result<(), RunError> {
        let outside = plan
            .segments
            .iter()
            .filter(|segment| segment.mode == Mode::Outside)
            .flat_map(|segment| &segment.steps);
        for step in outside {
            for name in [&self.request.home, &step.database] {
                let Some(connection) = self.connections.get(name) else {
                    continue;
                };
                if connection.dialect() == Dialect::Postgres && connection.lock_is_a_transaction() {
                    return Err(RunError::Pooled {
                        database: name.clone(),
                        target: connection.target().to_owned(),
                        revision: step.revision.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    fn home_file(&self) -> Option<&'a std::path::Path> {
        self.request
            .databases
            .get(&self.request.home)
            .and_then(|target| target.url.sqlite_path())
    }

    /// Opens and locks: home first, which keeps every other run away, then the
    /// write locks of SQLite satellites, against writers that are no runs.
    pub(crate) fn lock(
        &mut self,
        wanted: &BTreeSet<DatabaseName>,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let home = self.request.home.clone();
        self.lock_one(&home, events)?;
        for name in wanted.iter().filter(|name| **name != home) {
            self.lock_one(name, events)?;
        }
        Ok(())
    }

    fn lock_one(&mut self, name: &str, events: &mut dyn FnMut(Event)) -> Result<(), RunError> {
        let request = self.request;
        let target = request
            .databases
            .get(name)
            .ok_or_else(|| RunError::UnknownDatabase {
                database: name.to_owned(),
            })?;
        let mut fresh = false;
        if !self.connections.contains_key(name) {
            let access = Access::ReadWrite {
                create: request.create,
            };
            let path = target.url.sqlite_path();
            let missing = path.filter(|path| request.create && !path.exists());
            let connection = crate::database::open(&target.url, &request.options(target, access))
                .map_err(|source| RunError::Connect {
                database: name.to_owned(),
                source,
            })?;
            // A URL that means another place than before would go unnoticed.
            if let Some(path) = missing {
                events(Event::Created {
                    database: name.to_owned(),
                    path: path.to_owned(),
                });
            }
            self.connections.insert(name.to_owned(), connection);
            fresh = true;
        }
        let connection = self.get(name)?;
        let locked = if connection.lock_is_a_transaction() {
            in_transaction(connection, name)?
        } else {
            // The session keeps its lock over all its transactions.
            !fresh || name != request.home
        };
        if locked {
            return Ok(());
        }
        let lock = LockName {
            schema: target.schema.clone(),
            table: VERSION_TABLE.to_owned(),
        };
        told(name, events, |waiting| {
            connection.lock(&lock, request.lock_timeout, waiting)
        })
    }

    /// The connection of a database that is open.
    pub(crate) fn get(&mut self, name: &str) -> Result<&mut dyn Connection, RunError> {
        Ok(self.own(name)?.as_mut())
    }

    /// The same, for what lends it on.
    pub(crate) fn own(&mut self, name: &str) -> Result<&mut Box<dyn Connection>, RunError> {
        match self.connections.get_mut(name) {
            Some(connection) => Ok(connection),
            None => Err(RunError::UnknownDatabase {
                database: name.to_owned(),
            }),
        }
    }

    /// Begins a transaction on each, where none is open.
    pub(crate) fn begin(&mut self, names: &BTreeSet<DatabaseName>) -> Result<(), RunError> {
        for name in names {
            let connection = self.get(name)?;
            if connection.lock_is_a_transaction() && in_transaction(connection, name)? {
                continue;
            }
            connection
                .begin()
                .map_err(|source| transaction(name, "beginning a transaction", source))?;
        }
        Ok(())
    }

    /// Commits the satellites, then home. SQLite's locks go with their transactions.
    pub(crate) fn commit(
        &mut self,
        names: &BTreeSet<DatabaseName>,
    ) -> Result<Vec<DatabaseName>, RunError> {
        let home = self.request.home.clone();
        let mut order: Vec<&DatabaseName> = names.iter().filter(|name| **name != home).collect();
        order.push(&home);
        let mut committed = Vec::new();
        for name in order {
            if let Err(source) = self.get(name)?.commit() {
                self.rollback();
                return Err(RunError::Transaction {
                    database: name.clone(),
                    action: "the commit",
                    source,
                    committed,
                });
            }
            committed.push(name.clone());
        }
        Ok(committed)
    }

    /// Rolls everything back that is open.
    pub(crate) fn rollback(&mut self) {
        for connection in self.connections.values_mut() {
            // A connection that cannot roll back is lost, and its server does it.
            let _ = connection.rollback();
        }
    }
}

/// Takes a lock, and tells of the wait.
pub(super) fn told<T>(
    name: &str,
    events: &mut dyn FnMut(Event),
    take: impl FnOnce(&mut dyn FnMut(&Waiting)) -> Result<T, LockError>,
) -> Result<T, RunError> {
    let mut waited = None;
    let taken = take(&mut |waiting| {
        waited.get_or_insert_with(|| std::time::Instant::now() - waiting.waited);
        events(Event::LockWaiting {
            database: name.to_owned(),
            holder: waiting.holder.clone(),
            waited_ms: milliseconds(waiting.waited),
        });
    })
    .map_err(|source| RunError::Lock {
        database: name.to_owned(),
        source,
    })?;
    if let Some(since) = waited {
        events(Event::LockAcquired {
            database: name.to_owned(),
            waited_ms: milliseconds(since.elapsed()),
        });
    }
    Ok(taken)
}

pub(crate) fn transaction(
    database: &str,
    action: &'static str,
    source: StatementError,
) -> RunError {
    RunError::Transaction {
        database: database.to_owned(),
        action,
        source,
        committed: Vec::new(),
    }
}

fn in_transaction(connection: &mut dyn Connection, name: &str) -> Result<bool, RunError> {
    connection
        .in_transaction()
        .map_err(|source| transaction(name, "looking for a transaction", source))
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
