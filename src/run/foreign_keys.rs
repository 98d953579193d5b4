//! Foreign keys that a statement of a step has enforced on SQLite: a table is rebuilt without.

use bridge_importers::Dialect;

use crate::database::{Connection, StatementError};

/// Switches them off, where they are on and it can be done: a transaction ignores it. Whether
/// they were.
pub(super) fn suspend(connection: &mut dyn Connection) -> Result<bool, StatementError> {
    if connection.dialect() != Dialect::Sqlite
        || connection.in_transaction()?
        || !are_enforced(connection)?
    {
        return Ok(false);
    }
    connection.execute("PRAGMA foreign_keys=OFF")?;
    Ok(true)
}

/// Whether a SQLite connection enforces them.
pub(super) fn are_enforced(connection: &mut dyn Connection) -> Result<bool, StatementError> {
    Ok(connection.query("PRAGMA foreign_keys", &[])?.truth())
}

/// Switches them on again.
pub(super) fn resume(connection: &mut dyn Connection) -> Result<(), StatementError> {
    connection.execute("PRAGMA foreign_keys=ON").map(drop)
}
