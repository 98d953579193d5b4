//! What a run tells while it runs.

use std::path::PathBuf;

use bridge_importers::Direction;
use serde::Serialize;

use crate::plan::{AdoptionReason, DatabaseName, Lane, Mode, RevisionId};

/// Something happened. The command line renders it; `--json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// Another process holds the lock; told again while the wait lasts.
    LockWaiting {
        /// Database.
        database: DatabaseName,
        /// Who holds it, where the database says so.
        holder: Option<String>,
        /// Milliseconds waited so far.
        waited_ms: u64,
    },
    /// The lock was given after a wait.
    LockAcquired {
        /// Database.
        database: DatabaseName,
        /// Milliseconds waited.
        waited_ms: u64,
    },
    /// A file that a crash left in the middle of a transaction was recovered.
    Recovered {
        /// Database.
        database: DatabaseName,
    },
    /// A SQLite file that was not there is made (`--create`).
    Created {
        /// Database.
        database: DatabaseName,
        /// The file.
        path: std::path::PathBuf,
    },
    /// A backup begins.
    BackupStarted {
        /// Database.
        database: DatabaseName,
    },
    /// A backup goes on.
    BackupProgress {
        /// Database.
        database: DatabaseName,
        /// Pages (SQLite) or bytes (PostgreSQL).
        done: u64,
        /// Of how many, where that is known.
        total: Option<u64>,
    },
    /// A backup is complete and checked.
    BackupFinished {
        /// Database.
        database: DatabaseName,
        /// The file.
        path: PathBuf,
        /// Bytes.
        bytes: u64,
        /// Milliseconds.
        ms: u64,
    },
    /// A restore goes on.
    RestoreProgress {
        /// Database.
        database: DatabaseName,
        /// What is being done: `checking the backup`, `restoring`.
        stage: String,
        /// Pages (SQLite) or bytes (PostgreSQL).
        done: u64,
        /// Of how many, where that is known.
        total: Option<u64>,
    },
    /// A backup is in the place of a database, and was compared.
    Restored {
        /// Database.
        database: DatabaseName,
        /// The backup.
        path: PathBuf,
    },
    /// A crash came between the commits of an earlier run; the satellite's witness was believed.
    Healed {
        /// The satellite.
        database: DatabaseName,
        /// Revision.
        revision: RevisionId,
        /// Whether it had been done or undone there.
        direction: Direction,
        /// The run that was cut off.
        run: String,
    },
    /// A lane's state was taken over.
    Adopted {
        /// Lane.
        lane: Lane,
        /// Database.
        database: DatabaseName,
        /// Revisions.
        revisions: Vec<RevisionId>,
        /// Version rows taken away (`stamp`).
        removed: Vec<RevisionId>,
        /// Why.
        reason: AdoptionReason,
    },
    /// A stretch of steps begins.
    SegmentStarted {
        /// Inside a transaction or not.
        mode: Mode,
        /// Why it was cut off from the one before.
        cut: Option<String>,
        /// How many steps it has.
        steps: usize,
    },
    /// A step begins.
    StepStarted {
        /// Revision.
        revision: RevisionId,
        /// Lane.
        lane: Lane,
        /// Database.
        database: DatabaseName,
        /// Up or down.
        direction: Direction,
        /// First line of its message.
        message: String,
        /// Which step of the run it is, from 1.
        number: usize,
        /// How many steps the run has.
        total: usize,
    },
    /// Another run did part of the work between two parts of this one, which plans anew.
    Overtaken {
        /// Revisions.
        revisions: Vec<RevisionId>,
    },
    /// Another session held what a statement needed; everything of this
    /// transaction was given back, and it begins again.
    Retrying {
        /// Database, or the ledger's table.
        database: DatabaseName,
        /// What the database said.
        message: String,
        /// Milliseconds since the first time.
        waited_ms: u64,
    },
    /// A step outside a transaction goes on where an earlier run was cut off.
    Resumed {
        /// Database.
        database: DatabaseName,
        /// Revision.
        revision: RevisionId,
        /// Up or down.
        direction: Direction,
        /// Statements that are done.
        done: u32,
    },
    /// An error was caught by a `try` block.
    Caught {
        /// Database.
        database: DatabaseName,
        /// Revision.
        revision: RevisionId,
        /// The statement.
        sql: String,
        /// What the database said.
        message: String,
    },
    /// A step is done; it is kept once its segment is committed.
    StepFinished {
        /// Revision.
        revision: RevisionId,
        /// Milliseconds.
        ms: u64,
    },
    /// `version_num` was too narrow.
    Widened {
        /// Database.
        database: DatabaseName,
        /// Table.
        table: String,
        /// Characters before.
        from: usize,
        /// Characters now.
        to: usize,
    },
    /// Something the reader should know; nothing failed.
    Warning {
        /// Database.
        database: DatabaseName,
        /// What.
        message: String,
    },
    /// Satellites, then home, are committed.
    Committed {
        /// In their order.
        databases: Vec<DatabaseName>,
    },
}
