//! What can be wrong with a ledger.

use std::fmt;

use crate::chain::{NotNumbered, NumberMeans};
use crate::database::StatementError;
use crate::plan::{DatabaseName, RevisionId};

/// A table of a ledger, and the database in which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name in `bridge.toml`.
    pub database: DatabaseName,
    /// The table, with its schema where it has one.
    pub table: String,
}

impl Place {
    pub(crate) fn new(database: &str, table: impl ToString) -> Self {
        Self {
            database: database.to_owned(),
            table: table.to_string(),
        }
    }

    /// Whether it is a table: the number in a file's header is none.
    fn is_table(&self) -> bool {
        self.table != NumberMeans::LEDGER
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.is_table() {
            true => "table ",
            false => "",
        };
        write!(f, "database `{}`, {what}{}", self.database, self.table)
    }
}

/// Why a ledger cannot be read, written or believed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LedgerError {
    /// The database refused.
    #[error("{place}: {source}")]
    Statement {
        /// The table.
        place: Place,
        /// Why.
        source: StatementError,
    },
    /// The database does not say which tables there are.
    #[error("database `{database}`: its catalogue cannot be read: {source}")]
    Catalogue {
        /// The database.
        database: DatabaseName,
        /// Why.
        source: StatementError,
    },
    /// A write touched another number of rows than one.
    #[error("{place}: {action} touched {touched} rows instead of one")]
    Touched {
        /// The table.
        place: Place,
        /// What was done.
        action: String,
        /// Rows.
        touched: u64,
    },
    /// A list's ledger wants more than bridge knows of an entry.
    #[error("{place}: a row needs a value for {}, which bridge does not know", columns.join(", "))]
    Columns {
        /// The table.
        place: Place,
        /// Its columns that may not be NULL and have no default.
        columns: Vec<String>,
    },
    /// A list whose versions the number cannot stand for.
    #[error("{place} cannot say that entry '{}' is applied: {source}", source.id())]
    NotNumbered {
        /// The number.
        place: Place,
        /// Why.
        source: NotNumbered,
    },
    /// A table of one number has something else.
    #[error("{place} holds {rows} rows, and by bridge.toml it has one, with a number")]
    NoNumber {
        /// The table.
        place: Place,
        /// Rows.
        rows: usize,
    },
    /// The number is one of SQLite's.
    #[error("{place}: only a SQLite file has that number")]
    NoUserVersion {
        /// The number.
        place: Place,
    },
    /// A row that bridge did not write.
    #[error("{place}: the row of {revision} cannot be read: {message}")]
    Row {
        /// The table.
        place: Place,
        /// Revision, as far as it can be read.
        revision: String,
        /// What is wrong with it.
        message: String,
    },
    /// A satellite was restored without its home.
    #[error(
        "database `{database}` is behind: `{home}` remembers its step {recorded}, and it knows {found} only. It was restored or replaced alone"
    )]
    Behind {
        /// The satellite.
        database: DatabaseName,
        /// The home.
        home: DatabaseName,
        /// Sequence that home remembers.
        recorded: i64,
        /// The satellite's last.
        found: i64,
    },
    /// A ledger does not hold what was written.
    #[error(
        "{place} was read back and does not hold what was written: {}",
        difference(missing, unexpected)
    )]
    ReadBack {
        /// The table.
        place: Place,
        /// Rows that should be there.
        missing: Vec<RevisionId>,
        /// Rows that should not.
        unexpected: Vec<RevisionId>,
    },
    /// A lane has ledger changes and no ledger.
    #[error("lane `{lane}` has no legacy ledger in this configuration")]
    NoLedger {
        /// Lane.
        lane: String,
    },
}

impl LedgerError {
    /// What to do next; that nothing was committed is for the run to say.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Behind { .. } => {
                "Restore both databases from backups of the same run, or restore the newer copy of this one."
            }
            Self::Touched { .. } | Self::ReadBack { .. } => {
                "A trigger, a rule or another program changes the table; find it before running again."
            }
            Self::Columns { .. } => {
                "Give these columns a default; or keep the ledger no longer true, and with it the old runner's check: `mirror = false` under [legacy] in bridge.toml."
            }
            Self::NotNumbered { place, .. } if place.is_table() => {
                "Write under the list's source in bridge.toml what the number in the table's row means, `version_row = \"last\"`, `\"count\"` or `\"next\"`, and run `bridge import`."
            }
            Self::NotNumbered { .. } => {
                "Write under the list's source in bridge.toml what the number means, `user_version = \"last\"`, `\"count\"` or `\"next\"`, and run `bridge import`."
            }
            Self::NoNumber { .. } => {
                "Take `version_row` away under the list's source in bridge.toml where its runner adds a row for each entry, and run `bridge import`; else leave the row that it reads."
            }
            Self::NoUserVersion { .. } => {
                "Take `user_version` away under the list's source in bridge.toml and run `bridge import`; or give its database the URL of a SQLite file."
            }
            Self::Row { .. } => {
                "Another program wrote to the table, or a newer bridge. Use that version, or correct the row."
            }
            Self::Statement { .. } | Self::Catalogue { .. } | Self::NoLedger { .. } => {
                "Solve this and run again."
            }
        }
    }
}

fn difference(missing: &[String], unexpected: &[String]) -> String {
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(format!("missing {}", missing.join(", ")));
    }
    if !unexpected.is_empty() {
        parts.push(format!("unexpected {}", unexpected.join(", ")));
    }
    parts.join("; ")
}
