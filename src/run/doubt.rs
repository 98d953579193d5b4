//! A statement that no transaction could hold and that a crash cut off:
//! was it done? The catalogue knows, and what was left half done goes.

use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;

use crate::database::{Connection, Rows, StatementError, Value};
use crate::plan::Doubt;

/// What is true of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// It was done.
    Done,
    /// It runs again; nothing of it is left.
    Again,
}

/// Finds out, and takes away what was left half done. `None` where the
/// catalogue cannot say.
pub(super) fn settle(
    connection: &mut dyn Connection,
    doubt: &Doubt,
) -> Result<Option<Settled>, StatementError> {
    if connection.dialect() != Dialect::Postgres {
        // What SQLite keeps out of a transaction can all be repeated.
        return Ok(
            (*doubt == Doubt::Repeat || *doubt == Doubt::Reindexed).then_some(Settled::Again)
        );
    }
    match doubt {
        Doubt::Repeat => Ok(Some(Settled::Again)),
        Doubt::IndexMade(name) => {
            let found = indexes(connection, name)?;
            match found.as_slice() {
                [] => Ok(Some(Settled::Again)),
                [one] if one.is_valid => Ok(Some(Settled::Done)),
                [one] => {
                    drop_index(connection, one)?;
                    Ok(Some(Settled::Again))
                }
                _ => Ok(None),
            }
        }
        // What is half dropped is dropped by the same statement.
        Doubt::IndexDropped(name) => Ok(match indexes(connection, name)?.as_slice() {
            [] => Some(Settled::Done),
            [_] => Some(Settled::Again),
            _ => None,
        }),
        Doubt::Reindexed => {
            for one in rebuilt_halfway(connection)? {
                drop_index(connection, &one)?;
            }
            Ok(Some(Settled::Again))
        }
        Doubt::Unknown(_) => Ok(None),
    }
}

/// Takes away the index that a failed `CREATE INDEX CONCURRENTLY` leaves, or
/// what a failed `REINDEX CONCURRENTLY` does.
pub(super) fn clear_up(
    connection: &mut dyn Connection,
    doubt: &Doubt,
) -> Result<(), StatementError> {
    if connection.dialect() != Dialect::Postgres {
        return Ok(());
    }
    let left = match doubt {
        Doubt::IndexMade(name) => indexes(connection, name)?,
        Doubt::Reindexed => rebuilt_halfway(connection)?,
        _ => return Ok(()),
    };
    for one in left.iter().filter(|one| !one.is_valid) {
        drop_index(connection, one)?;
    }
    Ok(())
}

struct Index {
    schema: String,
    name: String,
    is_valid: bool,
}

/// Visible indexes of a name; a bare name is folded to lower case by the server.
fn indexes(connection: &mut dyn Connection, name: &str) -> Result<Vec<Index>, StatementError> {
    let rows = connection.query(
        &format!(
            "{INDEXES} WHERE c.relname IN ($1, lower($2)) AND pg_catalog.pg_table_is_visible(c.oid)"
        ),
        &[name.into(), name.into()],
    )?;
    Ok(read(&rows))
}

/// What `REINDEX CONCURRENTLY` leaves behind when it is cut off. One that another
/// session is at work on looks the same; that session keeps a lock on the table.
fn rebuilt_halfway(connection: &mut dyn Connection) -> Result<Vec<Index>, StatementError> {
    let rows = connection.query(
        &format!(
            "{INDEXES} WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' \
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l \
             WHERE l.locktype = 'relation' AND l.relation = i.indrelid AND l.granted \
             AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d \
             WHERE d.datname = pg_catalog.current_database()) \
             AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid())"
        ),
        &[],
    )?;
    Ok(read(&rows))
}

const INDEXES: &str = "SELECT n.nspname::text, c.relname::text, i.indisvalid \
     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace";

fn read(rows: &Rows) -> Vec<Index> {
    rows.rows
        .iter()
        .filter_map(|row| match row.as_slice() {
            [
                Value::Text(schema),
                Value::Text(name),
                Value::Boolean(is_valid),
            ] => Some(Index {
                schema: schema.clone(),
                name: name.clone(),
                is_valid: *is_valid,
            }),
            _ => None,
        })
        .collect()
}

fn drop_index(connection: &mut dyn Connection, index: &Index) -> Result<(), StatementError> {
    let sql = format!(
        "DROP INDEX CONCURRENTLY IF EXISTS {}.{}",
        delimited(&index.schema),
        delimited(&index.name)
    );
    connection.execute(&sql).map(drop)
}
