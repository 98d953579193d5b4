//! Where PostgreSQL looks for unqualified names.

use crate::database::{Connection, StatementError, Value};
use bridge_importers::Dialect;

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
