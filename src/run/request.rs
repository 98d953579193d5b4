//! What a run is asked to do, and what it did.

use std::collections::BTreeMap;
use std::time::Duration;

use bridge_importers::Direction;
use serde::Serialize;

use super::environment::Variables;
use super::readers::Readers;
use crate::database::backup::BackupSettings;
use crate::database::{Access, Connection, DatabaseUrl, OpenOptions};
use crate::ledger::{Layout, LegacyLedger};
use crate::plan::{DatabaseName, Lane, RevisionId};

/// One database of a run.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where it is.
    pub url: DatabaseUrl,
    /// PostgreSQL schema of bridge's own tables; `None` is the first of the search path.
    pub schema: Option<String>,
    /// Whether SQLite enforces foreign keys during the run.
    pub foreign_keys: bool,
}

/// What a run needs to know besides the plan.
#[derive(Debug, Clone)]
pub struct RunRequest {
    /// All databases, by name.
    pub databases: BTreeMap<DatabaseName, Target>,
    /// The one with the version table.
    pub home: DatabaseName,
    /// The legacy ledgers, mirrored or not.
    pub ledgers: Vec<LegacyLedger>,
    /// Whether missing SQLite files are made (`--create`).
    pub create: bool,
    /// How long to wait for another run (`--lock-timeout`).
    pub lock_timeout: Duration,
    /// How long to wait for a server to answer.
    pub connect_timeout: Duration,
    /// Where backups go; `None` is `--no-backup`.
    pub backup: Option<BackupSettings>,
    /// Whether the backup is made before the lock is taken (`--backup-first`): other programs
    /// are not kept waiting meanwhile, and what they write after it is not in it.
    pub backup_first: bool,
    /// What version rows say of their writer.
    pub bridge_version: String,
    /// Whether the process ends after the run, so that what was only read need
    /// not be closed and freed.
    pub process_ends: bool,
    /// What programs may ask for.
    pub variables: Variables,
    /// Connections that are open already.
    pub readers: Readers,
}

impl RunRequest {
    /// Where the ledgers are.
    pub fn layout(&self) -> Layout {
        Layout {
            home: self.home.clone(),
            databases: self
                .databases
                .iter()
                .map(|(name, target)| (name.clone(), target.schema.clone()))
                .collect(),
            legacy: self.ledgers.clone(),
        }
    }

    /// Ends connections that were only read from.
    pub(crate) fn finish(&self, connections: BTreeMap<DatabaseName, Box<dyn Connection>>) {
        if self.process_ends {
            connections.into_values().for_each(Connection::abandon);
        }
    }

    pub(crate) fn options(&self, target: &Target, access: Access) -> OpenOptions {
        OpenOptions {
            access,
            foreign_keys: target.foreign_keys,
            connect_timeout: self.connect_timeout,
            busy_timeout: self.lock_timeout.max(Duration::from_secs(5)),
        }
    }
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Revisions adopted, by lane.
    pub adopted: BTreeMap<Lane, Vec<RevisionId>>,
    /// Revisions whose version row was taken away by `stamp`.
    pub removed: Vec<RevisionId>,
    /// Steps, in the order in which they ran.
    pub steps: Vec<StepReport>,
    /// Version rows that were recovered from a satellite's witness.
    pub healed: Vec<RevisionId>,
    /// Backups, by database.
    pub backups: BTreeMap<DatabaseName, std::path::PathBuf>,
    /// What the plan had to say.
    pub notes: Vec<String>,
    /// Milliseconds, waiting included.
    pub elapsed_ms: u64,
}

impl Report {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.adopted.is_empty()
            && self.removed.is_empty()
            && self.steps.is_empty()
            && self.healed.is_empty()
    }
}

/// One step that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// Revision.
    pub revision: RevisionId,
    /// Lane.
    pub lane: Lane,
    /// Database.
    pub database: DatabaseName,
    /// Up or down.
    pub direction: Direction,
    /// Milliseconds.
    pub ms: u64,
}
