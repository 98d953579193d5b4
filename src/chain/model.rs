//! What the lock says of each revision: all that planning needs.

use bridge_importers::{Dialect, Direction};
use serde::{Deserialize, Serialize};

use super::number::NumberMeans;

/// A lane's name: the source's name, or that of a lane written with bridge.
pub type Lane = String;
/// A database's name, as `bridge.toml` calls it.
pub type DatabaseName = String;
/// A revision's id; unique in the chain.
pub type RevisionId = String;

/// A text that is short as a rule, and then lies where it stands.
pub type ShortText = compact_str::CompactString;

/// Scripts by direction and dialect, in this order. There are a handful, so
/// they stand side by side: a tree's node would be ten times their size.
pub type Scripts = litemap::LiteMap<(Direction, Dialect), LockedScript>;

/// One revision, as the lock has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revision {
    /// Position in the chain, from 1. It orders the steps; it is not an identity.
    pub position: u32,
    /// Id.
    pub id: ShortText,
    /// Its folder's name.
    pub dir: String,
    /// Lane.
    pub lane: ShortText,
    /// Where it comes from.
    pub kind: Kind,
    /// Database on which it runs.
    pub database: ShortText,
    /// First line of its message.
    pub message: ShortText,
    /// The whole text that the legacy list keeps in its ledger, where it is more than `message`.
    pub description: Option<String>,
    /// When it was created, as its source says it; empty where it does not.
    pub created: String,
    /// Direct ancestors.
    pub parents: Vec<RevisionId>,
    /// Revisions of other branches that must be applied before it.
    pub depends_on: Vec<RevisionId>,
    /// Names for it and all that descends from it.
    pub branch_labels: Vec<String>,
    /// What it runs; a direction that is absent cannot be run.
    pub scripts: Scripts,
    /// A hand-written revision that is still being worked on: the lock has no
    /// checksums for it yet, and `scripts` has those of the files as they are.
    pub is_open: bool,
}

/// What `env.py` or `bridge.toml` calls a lane's legacy ledger. The lock keeps it, because the
/// table has to be found when the legacy sources are not at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LedgerName {
    /// Lane.
    pub lane: Lane,
    /// `version_table`; `None` is `alembic_version`, or `schema_migrations` of a list.
    pub version_table: Option<String>,
    /// `version_column` of a list; `None` is `version`.
    pub version_column: Option<String>,
    /// `user_version`: what the number in SQLite's file header means, where that is a list's ledger.
    pub user_version: Option<NumberMeans>,
    /// `version_row`: what the number means, where a list's table has one row with it.
    pub version_row: Option<NumberMeans>,
    /// `version_table_schema`; `None` is where the search path finds it.
    pub version_table_schema: Option<String>,
}

impl LedgerName {
    /// The column of a list's versions, unless its project says otherwise.
    pub const LIST_COLUMN: &str = "version";

    /// The table, for a lane of this kind.
    pub fn table(&self, kind: Kind) -> &str {
        self.version_table
            .as_deref()
            .unwrap_or_else(|| kind.ledger_table())
    }

    /// What messages call it.
    pub fn called(&self, kind: Kind) -> String {
        match self.user_version {
            Some(_) => NumberMeans::LEDGER.to_owned(),
            None => self.table(kind).to_owned(),
        }
    }

    /// The column of the versions, for a lane of this kind.
    pub fn column(&self, kind: Kind) -> &str {
        match (kind, &self.version_column) {
            (Kind::Alembic, _) => "version_num",
            (_, Some(column)) => column,
            (_, None) => Self::LIST_COLUMN,
        }
    }

    /// Whether there is nothing to keep.
    pub fn is_usual(&self) -> bool {
        self.version_table.is_none()
            && self.version_column.is_none()
            && self.user_version.is_none()
            && self.version_row.is_none()
            && self.version_table_schema.is_none()
    }
}

/// Where a revision comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An Alembic revision.
    Alembic,
    /// An entry of a migration list.
    List,
    /// The schema that an application makes by itself.
    Baseline,
    /// Written with bridge.
    Bridge,
}

impl Kind {
    /// The table in which the legacy tool keeps its state, unless its project says otherwise.
    pub fn ledger_table(self) -> &'static str {
        match self {
            Self::List => "schema_migrations",
            Self::Alembic | Self::Baseline | Self::Bridge => "alembic_version",
        }
    }
}

/// How a script was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rung {
    /// Plain SQL.
    Sql,
    /// SQL with directives.
    Directives,
    /// A Python function, run by bridge's own interpreter.
    Program,
    /// The dialect cannot express it; `revision.toml` says why.
    Unavailable,
}

/// A script as the lock remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LockedScript {
    /// How it was made.
    pub rung: Rung,
    /// A downgrade that the source lacks and bridge derived.
    pub derived: bool,
    /// SHA-256 of its normal form, in lower-case hex; empty where it is unavailable.
    pub checksum: String,
}

impl Kind {
    /// The word in the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alembic => "alembic",
            Self::List => "list",
            Self::Baseline => "baseline",
            Self::Bridge => "bridge",
        }
    }

    /// The kind of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Alembic, Self::List, Self::Baseline, Self::Bridge]
            .into_iter()
            .find(|kind| kind.name() == word)
    }

    /// Whether a legacy ledger keeps its revisions.
    pub fn is_legacy(self) -> bool {
        matches!(self, Self::Alembic | Self::List)
    }
}

impl Rung {
    /// The word in the lock.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Directives => "directives",
            Self::Program => "program",
            Self::Unavailable => "unavailable",
        }
    }

    /// The rung of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Sql,
            Self::Directives,
            Self::Program,
            Self::Unavailable,
        ]
        .into_iter()
        .find(|rung| rung.name() == word)
    }
}

/// `up` or `down`, as file names and the lock write it.
pub fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

impl Revision {
    /// The script for this direction and dialect, where there is one that can be run.
    pub fn script(&self, direction: Direction, dialect: Dialect) -> Option<&LockedScript> {
        self.scripts
            .get(&(direction, dialect))
            .filter(|script| script.rung != Rung::Unavailable)
    }

    /// What a version row records: the up script's checksum, empty where the dialect has none.
    pub fn recorded_checksum(&self, dialect: Dialect) -> &str {
        self.script(Direction::Up, dialect)
            .map_or("", |script| script.checksum.as_str())
    }

    /// The text that the legacy list keeps in its ledger.
    pub fn full_message(&self) -> &str {
        self.description.as_deref().unwrap_or(&self.message)
    }
}
