//! Addresses of tables, as they stand in SQL.

use crate::database::{Connection, StatementError, Table, Value};
use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;

/// A table and, on PostgreSQL, its schema: what a revision does to the search
/// path must not lead a ledger's statements astray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableAddress {
    /// Schema; `None` on SQLite.
    pub schema: Option<String>,
    /// Table.
    pub name: String,
}

impl TableAddress {
    /// The same as a table of the catalogue.
    pub(super) fn table(&self) -> Table {
        Table {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    /// The quoted, qualified name.
    pub fn sql(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", delimited(schema), delimited(&self.name)),
            None => delimited(&self.name),
        }
    }
}

impl std::fmt::Display for TableAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// The schemas in which an unqualified name is looked for, in order; empty on SQLite.
pub(super) fn search_path(connection: &mut dyn Connection) -> Result<Vec<String>, StatementError> {
    if connection.dialect() != Dialect::Postgres {
        return Ok(Vec::new());
    }
    let rows = connection.query(
        "SELECT s::text FROM unnest(current_schemas(false)) WITH ORDINALITY AS p(s, n) ORDER BY n",
        &[],
    )?;
    Ok(rows
        .rows
        .iter()
        .filter_map(|row| row.first().and_then(Value::as_text))
        .map(str::to_owned)
        .collect())
}
