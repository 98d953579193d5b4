//! What a database holds, in a form in which two databases of the same kind
//! that mean the same are equal.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// The schema of one database. Bridge's own tables and the legacy ledgers are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// Tables by name, `schema.name` outside the default schema.
    pub tables: BTreeMap<String, Table>,
    /// Views: name and normalised definition.
    pub views: BTreeMap<String, String>,
    /// Enum types (PostgreSQL): name and labels in order.
    pub enums: BTreeMap<String, Vec<String>>,
    /// Sequences that no column owns (PostgreSQL).
    pub sequences: BTreeSet<String>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Columns by name: their order differs between tables that mean the same.
    pub columns: BTreeMap<String, Column>,
    /// Constraints as SQL writes them, with their names: `CONSTRAINT uq_a UNIQUE (a)`.
    pub constraints: BTreeSet<String>,
    /// Indexes: name and what they index, `UNIQUE (a, b) WHERE a > 0`.
    pub indexes: BTreeMap<String, String>,
    /// Triggers: name and normalised definition.
    pub triggers: BTreeMap<String, String>,
    /// What the table has besides (`WITHOUT ROWID`, a comment).
    pub options: BTreeSet<String>,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The type, as the database writes it.
    pub data_type: String,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The default's SQL.
    pub default: Option<String>,
    /// What the column has besides: `GENERATED …`, `COLLATE …`, a comment.
    pub options: BTreeSet<String>,
}

impl std::fmt::Display for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.data_type.is_empty() {
            "(no type)"
        } else {
            &self.data_type
        })?;
        if !self.nullable {
            f.write_str(" NOT NULL")?;
        }
        if let Some(default) = &self.default {
            write!(f, " DEFAULT {default}")?;
        }
        for option in &self.options {
            write!(f, " {option}")?;
        }
        Ok(())
    }
}
