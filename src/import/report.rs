//! What an import did, as data: `bridge import --json` prints it as it is.

use bridge_importers::{Diagnostic, Dialect, Direction};
use serde::Serialize;

use super::lane::ConvertedLane;
use crate::chain::Rung;

/// The whole import.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// The chain's folder.
    pub chain: String,
    /// Whether anything was written.
    pub is_written: bool,
    /// Every revision of the sources, in chain order.
    pub revisions: Vec<RevisionReport>,
    /// Warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// What was run on scratch databases.
    pub rehearsals: Vec<RehearsalReport>,
    /// Locked revisions whose legacy file is gone.
    pub gone: Vec<String>,
}

/// One revision.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionReport {
    /// Id.
    pub id: String,
    /// Lane.
    pub lane: String,
    /// First line of its message.
    pub message: String,
    /// Its file, relative to `bridge.toml`.
    pub source: String,
    /// What became of it.
    pub status: Status,
    /// Rung per direction and dialect.
    pub scripts: Vec<ScriptReport>,
}

/// What became of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Appended to the lock.
    New,
    /// Converts as it is locked.
    Unchanged,
    /// Got scripts for a further dialect.
    Extended,
    /// Replaced, as `--reconvert` asked.
    Reconverted,
}

/// One script.
#[derive(Debug, Clone, Serialize)]
pub struct ScriptReport {
    /// Up or down.
    pub direction: Direction,
    /// Dialect.
    pub dialect: Dialect,
    /// How it was made.
    pub rung: Rung,
    /// A downgrade that the source lacks.
    pub is_derived: bool,
    /// Why it is unavailable.
    pub reason: Option<String>,
}

/// One lane on a scratch database.
#[derive(Debug, Clone, Serialize)]
pub struct RehearsalReport {
    /// Database.
    pub database: String,
    /// Dialect of the scratch database.
    pub dialect: Dialect,
    /// Revisions that ran upward.
    pub up: usize,
    /// Revisions that ran downward again.
    pub down: usize,
    /// Why it was left out, or stopped before base.
    pub note: Option<String>,
}

impl RevisionReport {
    /// The report of one converted revision.
    pub(super) fn new(lane: &ConvertedLane, at: usize, status: Status) -> Option<Self> {
        let converted = lane.revisions.get(at)?;
        Some(Self {
            id: converted.id.clone(),
            lane: lane.lane.clone(),
            message: converted.message.clone(),
            source: converted.source.path.clone(),
            status,
            scripts: converted
                .scripts
                .iter()
                .map(|((direction, dialect), side)| ScriptReport {
                    direction: *direction,
                    dialect: *dialect,
                    rung: side.rung,
                    is_derived: side.derived,
                    reason: side.reason.clone(),
                })
                .collect(),
        })
    }
}
