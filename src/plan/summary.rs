//! The plan for readers: `--json`, `--dry-run`.

use std::collections::BTreeMap;

use bridge_importers::{Dialect, Direction};
use serde::Serialize;

use super::model::{Adoption, LedgerChange, LedgerRows, Mode, Plan, Segment, Step};

/// What a plan says, without the scripts themselves. Its keys are stable.
#[derive(Debug, Serialize)]
pub struct Summary<'a> {
    /// Whether there is nothing to do.
    pub nothing_to_do: bool,
    /// Lanes that are taken over.
    pub adoptions: &'a [Adoption],
    /// Transactions, in order.
    pub segments: Vec<SegmentSummary<'a>>,
    /// Rows of each mirrored ledger at the end.
    pub ledgers: &'a BTreeMap<String, LedgerRows>,
    /// What the reader should know.
    pub notes: &'a [String],
}

/// One segment.
#[derive(Debug, Serialize)]
pub struct SegmentSummary<'a> {
    /// Inside a transaction or not.
    pub mode: Mode,
    /// Why the run is cut before it.
    pub cut: Option<&'a str>,
    /// Its steps.
    pub steps: Vec<StepSummary<'a>>,
}

/// One step.
#[derive(Debug, Serialize)]
pub struct StepSummary<'a> {
    /// Revision.
    pub revision: &'a str,
    /// Position in the chain.
    pub position: u32,
    /// Lane.
    pub lane: &'a str,
    /// Database.
    pub database: &'a str,
    /// Dialect.
    pub dialect: Dialect,
    /// Up or down.
    pub direction: Direction,
    /// First line of the message.
    pub message: &'a str,
    /// Script file, relative to the chain's folder.
    pub file: &'a str,
    /// SHA-256 of the script.
    pub checksum: &'a str,
    /// Changes of the legacy ledger.
    pub ledger: &'a [LedgerChange],
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.adoptions.is_empty() && self.segments.is_empty()
    }

    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.segments.iter().flat_map(|segment| &segment.steps)
    }

    /// The plan for readers.
    pub fn summary(&self) -> Summary<'_> {
        Summary {
            nothing_to_do: self.is_empty(),
            adoptions: &self.adoptions,
            segments: self.segments.iter().map(Segment::summary).collect(),
            ledgers: &self.ledgers,
            notes: &self.notes,
        }
    }
}

impl Segment {
    fn summary(&self) -> SegmentSummary<'_> {
        SegmentSummary {
            mode: self.mode,
            cut: self.cut.as_deref(),
            steps: self
                .steps
                .iter()
                .map(|step| StepSummary {
                    revision: &step.revision,
                    position: step.position,
                    lane: &step.lane,
                    database: &step.database,
                    dialect: step.dialect,
                    direction: step.direction,
                    message: &step.message,
                    file: &step.file,
                    checksum: &step.checksum,
                    ledger: &step.ledger,
                })
                .collect(),
        }
    }
}
