//! Why a table cannot be rebuilt.

/// Why a table cannot be rebuilt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RebuildError {
    /// A text that is no `CREATE TABLE`, or one that cannot be read.
    #[error("cannot read the {what} `{text}`: {reason}")]
    Syntax {
        /// `table`, `column`, `constraint`, `index` or `trigger`.
        what: &'static str,
        /// The text, shortened.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A column that the live table does not have.
    #[error("column \"{column}\" of table \"{table}\" does not exist; it has: {existing}")]
    UnknownColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// The table's columns, comma-separated.
        existing: String,
    },
    /// A column that is there already.
    #[error("column \"{column}\" of table \"{table}\" exists already")]
    DuplicateColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// A constraint that the live table does not have.
    #[error("constraint \"{constraint}\" of table \"{table}\" does not exist; it has: {existing}")]
    UnknownConstraint {
        /// Table.
        table: String,
        /// Constraint.
        constraint: String,
        /// The names of the table's constraints, comma-separated.
        existing: String,
    },
    /// An index that the live table does not have.
    #[error("index \"{index}\" of table \"{table}\" does not exist; it has: {existing}")]
    UnknownIndex {
        /// Table.
        table: String,
        /// Index.
        index: String,
        /// The table's indexes, comma-separated.
        existing: String,
    },
    /// Something that stays uses a column that is dropped.
    #[error(
        "{what} uses column \"{column}\" of table \"{table}\", which is to be dropped; drop it first"
    )]
    InUse {
        /// `index "x"`, `trigger "x"`, `constraint "x"`, `column "x"`.
        what: String,
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// No column is left that holds rows.
    #[error("no column of table \"{table}\" would be left to keep its rows")]
    NothingLeft {
        /// Table.
        table: String,
    },
    /// Positions that contradict each other.
    #[error("the positions asked for the columns of table \"{table}\" contradict each other")]
    Circular {
        /// Table.
        table: String,
    },
}

impl RebuildError {
    pub(crate) fn syntax(what: &'static str, text: &str, reason: impl Into<String>) -> Self {
        let mut shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = shown.char_indices().nth(60) {
            shown.truncate(end);
            shown.push('…');
        }
        Self::Syntax {
            what,
            text: shown,
            reason: reason.into(),
        }
    }
}
