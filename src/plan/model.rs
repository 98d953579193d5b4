//! The plan as data: what will run, in which order, in which transactions,
//! and what every ledger will say afterwards.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::{Dialect, Direction};
use serde::{Deserialize, Serialize};

pub use crate::chain::{DatabaseName, Lane, RevisionId, ShortText, Work};

/// What to do, from the state that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Lanes whose legacy ledger is taken over, first of all.
    pub adoptions: Vec<Adoption>,
    /// Transactions, in order. Each commits before the next begins.
    pub segments: Vec<Segment>,
    /// The rows that each mirrored ledger holds at the end of the run, by lane.
    pub ledgers: BTreeMap<Lane, LedgerRows>,
    /// What the reader of the plan should know (a widened column, why the run is cut).
    pub notes: Vec<String>,
}

/// A lane whose legacy ledger is recorded as applied, without running anything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adoption {
    /// Lane.
    pub lane: Lane,
    /// Database.
    pub database: DatabaseName,
    /// Applied revisions that get a version row, closed over ancestors and
    /// `depends_on`, in chain order.
    pub revisions: Vec<AdoptedRevision>,
    /// Revisions whose version row goes without anything being undone, in
    /// reverse chain order; only `bridge stamp` asks for it.
    pub removed: Vec<RevisionId>,
    /// Changes of the mirrored legacy ledger, in the same transaction; only
    /// `bridge stamp` asks for them.
    pub ledger: Vec<LedgerChange>,
    /// Why: first adoption, or the old tool moved ahead.
    pub reason: AdoptionReason,
}

/// What the version table gets to know of an adopted revision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdoptedRevision {
    /// Revision.
    pub revision: RevisionId,
    /// Position in the chain, from 1.
    pub position: u32,
    /// Lane.
    pub lane: Lane,
    /// Database.
    pub database: DatabaseName,
    /// First line of its message.
    pub message: String,
    /// SHA-256 of the up script, in hex; empty where the dialect has none.
    pub checksum: String,
}

/// Why a revision is adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AdoptionReason {
    /// The lane had ledger rows and no version rows.
    First,
    /// The ledger moved ahead by known revisions: somebody ran the old tool.
    MovedAhead,
    /// `bridge stamp` said so.
    Stamped,
    /// `bridge adopt --infer` found it in the catalogue.
    Inferred,
}

/// One transaction per database, or one stretch outside any.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Inside a transaction or not.
    pub mode: Mode,
    /// Steps in chain order (or its reverse).
    pub steps: Vec<Step>,
    /// Why the run is cut before this segment, in words; `None` for the first.
    pub cut: Option<String>,
}

/// Whether a segment is inside a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One transaction on each database that the steps name.
    Transaction,
    /// Statement by statement, with the progress kept in the version row (`running`).
    Outside,
}

/// One revision in one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Revision.
    pub revision: RevisionId,
    /// Position in the chain, from 1.
    pub position: u32,
    /// Lane.
    pub lane: Lane,
    /// Database on which it runs.
    pub database: DatabaseName,
    /// That database's dialect.
    pub dialect: Dialect,
    /// Up or down.
    pub direction: Direction,
    /// First line of its message.
    pub message: String,
    /// SHA-256 of the script that the lock holds for this dialect and direction, in hex.
    pub checksum: String,
    /// SHA-256 of the up script: what the version row of an applied revision keeps.
    pub recorded_checksum: String,
    /// The script file, relative to the chain's folder, for messages.
    pub file: String,
    /// What runs.
    pub work: Work,
    /// Changes of the mirrored legacy ledger, in the same transaction.
    pub ledger: Vec<LedgerChange>,
    /// Whether settings of the session (role, search path, `PRAGMA foreign_keys`) may have been changed and are to be reset after it.
    pub resets_session: bool,
    /// Outside a transaction: how far an earlier run came with it.
    pub resume: Option<Progress>,
}

/// How far a step outside a transaction is. Kept in the database in which the
/// step runs, where it can be together with its statements in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The run that began it.
    pub run: String,
    /// Up or down.
    pub direction: Direction,
    /// SHA-256 of the script that runs, in hex.
    pub checksum: String,
    /// Parts of the script that are done: its statements, with blocks as one each.
    pub done: u32,
    /// Whether the next part may be done as well: it can be in no transaction, and was begun.
    pub in_doubt: bool,
    /// What the script's `let`s had been answered.
    pub names: BTreeMap<String, bool>,
}

/// The rows of a legacy ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LedgerRows {
    /// `alembic_version`: the heads.
    Alembic {
        /// `version_num`
        heads: BTreeSet<String>,
    },
    /// `schema_migrations`: the applied entries.
    List {
        /// `version`
        versions: BTreeSet<String>,
    },
}

impl LedgerRows {
    /// Whether it records nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Alembic { heads } => heads.is_empty(),
            Self::List { versions } => versions.is_empty(),
        }
    }
}

/// One change of a mirrored ledger; each touches exactly one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum LedgerChange {
    /// A new head.
    AlembicInsert {
        /// `version_num`
        version: String,
    },
    /// A head moves.
    AlembicUpdate {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// A head goes.
    AlembicDelete {
        /// `version_num`
        version: String,
    },
    /// An entry was applied.
    ListInsert {
        /// `version`
        version: String,
        /// `description`
        description: String,
    },
    /// An entry was undone.
    ListDelete {
        /// `version`
        version: String,
    },
}

/// Rows of the version table, by revision.
pub type Versions = BTreeMap<ShortText, VersionRow>;

/// What was read from the databases before planning: pure data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Empty where there is no version table.
    pub versions: Versions,
    /// How far steps outside a transaction are whose version row is not complete.
    pub progress: BTreeMap<RevisionId, Progress>,
    /// Legacy ledgers, by lane; absent where the table does not exist.
    pub ledgers: BTreeMap<Lane, LedgerRows>,
    /// Databases that hold tables besides ledgers and bridge's own.
    pub populated: BTreeSet<DatabaseName>,
    /// Whether mirroring was ended by `cutover --finish`, by lane.
    pub unmirrored: BTreeSet<Lane>,
    /// Where home has no version rows: those of version tables in other
    /// databases, and in other schemas of home.
    pub elsewhere: BTreeMap<(DatabaseName, Option<String>), BTreeSet<RevisionId>>,
}

/// A row of the version table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionRow {
    /// Revision.
    pub revision: ShortText,
    /// Position in the chain when it was recorded.
    pub position: u32,
    /// Lane.
    pub lane: ShortText,
    /// Database.
    pub database: ShortText,
    /// Message, so that a database ahead of the code can still be explained.
    pub message: ShortText,
    /// SHA-256 of the normalised up script that was applied or adopted, in hex.
    pub checksum: String,
    /// How it came here.
    pub how: How,
    /// Whether it is complete.
    pub state: RowState,
    /// Statements done, for a step outside a transaction.
    pub statements_done: u32,
    /// UTC, RFC 3339.
    pub applied_at: ShortText,
    /// Milliseconds.
    pub execution_ms: u64,
    /// Version of bridge that wrote it.
    pub bridge_version: ShortText,
}

/// How a revision came into the version table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Taken over from a legacy ledger or stamped.
    Adopted,
    /// Run by bridge.
    Applied,
}

/// Whether a version row is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Outside a transaction, begun and not finished; never counts as applied.
    Running,
    /// Complete.
    Done,
}
