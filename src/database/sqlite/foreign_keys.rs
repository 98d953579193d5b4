//! Foreign-key violations, before and after a run.

use std::collections::BTreeMap;

use crate::database::connection::Connection;
use crate::database::error::StatementError;
use crate::database::value::Value;

/// Rows of a table that refer to nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The table with the reference.
    pub table: String,
    /// The row, where the table has row ids.
    pub rowid: Option<i64>,
    /// The table that it refers to.
    pub parent: String,
}

/// All violations of a database, with how often each is reported.
///
/// # Errors
///
/// `foreign key mismatch`, where a reference names columns that are not unique:
/// the check itself is then impossible.
pub fn violations(
    connection: &mut dyn Connection,
) -> Result<BTreeMap<Violation, usize>, StatementError> {
    let mut found = BTreeMap::new();
    let rows = connection.query("PRAGMA foreign_key_check", &[])?;
    for row in rows.rows {
        let [table, rowid, parent, ..] = row.as_slice() else {
            continue;
        };
        let violation = Violation {
            table: table.as_text().unwrap_or_default().to_owned(),
            rowid: match rowid {
                Value::Integer(rowid) => Some(*rowid),
                _ => None,
            },
            parent: parent.as_text().unwrap_or_default().to_owned(),
        };
        *found.entry(violation).or_default() += 1;
    }
    Ok(found)
}
