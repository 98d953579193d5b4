//! What can be wrong with a ledger.

use crate::database::StatementError;
use crate::plan::{DatabaseName, RevisionId};

/// Why a ledger cannot be read, written or believed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LedgerError {
    /// The database refused.
    #[error("table {table}: {source}")]
    Statement {
        /// The table.
        table: String,
        /// Why.
        source: StatementError,
    },
    /// A write touched another number of rows than one.
    #[error("table {table}: {action} touched {touched} rows instead of one")]
    Touched {
        /// The table.
        table: String,
        /// What was done.
        action: String,
        /// Rows.
        touched: u64,
    },
    /// A list's ledger wants more than bridge knows of an entry.
    #[error("table {table}: a row needs a value for {}, which bridge does not know", columns.join(", "))]
    Columns {
        /// The table.
        table: String,
        /// Its columns that may not be NULL and have no default.
        columns: Vec<String>,
    },
    /// A row that bridge did not write.
    #[error("table {table}: the row of {revision} cannot be read: {message}")]
    Row {
        /// The table.
        table: String,
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
        "table {table} was read back and does not hold what was written: {}",
        difference(missing, unexpected)
    )]
    ReadBack {
        /// The table.
        table: String,
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
            Self::Row { .. } => {
                "Another program wrote to the table, or a newer bridge. Use that version, or correct the row."
            }
            Self::Statement { .. } | Self::NoLedger { .. } => "Solve this and run again.",
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
