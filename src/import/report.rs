//! What an import did, as data: `bridge import --json` prints it as it is.

use std::collections::HashMap;

use bridge_importers::{Diagnostic, Dialect, Direction};
use serde::Serialize;

use super::lane::{Converted, ConvertedLane};
use crate::chain::{Outcome, Repair, Rung, Written};

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
    pub outcome: Outcome,
    /// Rung per direction and dialect.
    pub scripts: Vec<ScriptReport>,
    /// What `--fix` repaired.
    pub repairs: Vec<Repair>,
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

impl Report {
    /// The report of an import; revisions stand in the chain's order.
    pub(super) fn new(
        chain: String,
        is_written: bool,
        lanes: &[ConvertedLane],
        written: &Written,
    ) -> Self {
        let outcomes: HashMap<&str, Outcome> = written
            .outcomes
            .iter()
            .map(|(id, outcome)| (id.as_str(), *outcome))
            .collect();
        let mut revisions: Vec<RevisionReport> = lanes
            .iter()
            .flat_map(|lane| lane.revisions.iter().map(move |revision| (lane, revision)))
            .filter_map(|(lane, revision)| {
                Some(RevisionReport::new(
                    lane,
                    revision,
                    *outcomes.get(revision.id.as_str())?,
                ))
            })
            .collect();
        revisions.sort_by_key(|revision| written.chain.index_of(&revision.id));
        Self {
            chain,
            is_written,
            revisions,
            ..Self::default()
        }
    }

    pub(super) fn with(
        mut self,
        diagnostics: Vec<Diagnostic>,
        rehearsals: Vec<RehearsalReport>,
        gone: Vec<String>,
    ) -> Self {
        self.diagnostics = diagnostics;
        self.rehearsals = rehearsals;
        self.gone = gone;
        self
    }
}

impl RevisionReport {
    fn new(lane: &ConvertedLane, converted: &Converted, outcome: Outcome) -> Self {
        Self {
            id: converted.id.clone(),
            lane: lane.lane.clone(),
            message: converted
                .message
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            source: converted.source.path.clone(),
            outcome,
            repairs: converted.repairs.clone(),
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
        }
    }
}
