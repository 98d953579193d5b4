//! A source after conversion: its revisions with their scripts, in the order
//! in which the legacy tool would apply them.

use std::collections::BTreeMap;

use bridge_importers::{Dialect, Direction};

use crate::chain::{Chain, Kind, LedgerName, Repair, Rung, Source, Work};

/// One source, converted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConvertedLane {
    /// The lane: the source's name.
    pub lane: String,
    /// Alembic or list.
    pub kind: Kind,
    /// The database on which its revisions run.
    pub database: String,
    /// What the project calls its ledger.
    pub ledger: LedgerName,
    /// Revisions, in the legacy tool's order.
    pub revisions: Vec<Converted>,
}

/// One revision, converted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Converted {
    /// Id.
    pub id: String,
    /// The whole message.
    pub message: String,
    /// Creation date as the source writes it; empty where it does not.
    pub created: String,
    /// Direct ancestors.
    pub parents: Vec<String>,
    /// Revisions that must be applied before it.
    pub depends_on: Vec<String>,
    /// Branch labels.
    pub branch_labels: Vec<String>,
    /// Where it was read.
    pub source: Source,
    /// What it runs.
    pub scripts: BTreeMap<(Direction, Dialect), Side>,
    /// What `--fix` repaired.
    pub repairs: Vec<Repair>,
}

/// One direction on one dialect.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Side {
    /// How it was made.
    pub rung: Rung,
    /// What runs; an empty script where it is unavailable.
    pub work: Work,
    /// A downgrade that the source lacks and bridge derived.
    pub derived: bool,
    /// Why it is unavailable.
    pub reason: Option<String>,
}

/// The id of a lane's baseline.
pub(super) fn baseline_id(lane: &str) -> String {
    format!("{lane}-baseline")
}

/// The baseline that a chain has for a lane.
pub(super) fn baseline_of(chain: Option<&Chain>, lane: &str) -> Option<String> {
    let chain = chain?;
    let found = chain
        .in_lane(lane)
        .filter_map(|at| chain.revisions().get(at));
    found
        .into_iter()
        .find(|revision| revision.kind == Kind::Baseline)
        .map(|revision| revision.id.to_string())
}
