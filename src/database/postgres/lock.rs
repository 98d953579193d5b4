//! The lock of a run on PostgreSQL: a session's advisory lock.
//!
//! It is polled, with no transaction open: a blocking wait inside a statement
//! deadlocks with `CREATE INDEX CONCURRENTLY`, which waits for every older
//! snapshot. The server gives it back when the session ends, however it ends.
//!
//! Behind a pooling proxy a session's lock would stay with a session that other
//! programs are given. There it is the transaction's, and goes with each commit.

use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::PostgresConnection;
use crate::database::connection::Connection;
use crate::database::error::StatementError;
use crate::database::lock::{LockError, LockName, Waiting};
use crate::database::value::Value;

const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

pub(super) fn acquire(
    connection: &mut PostgresConnection,
    name: &LockName,
    timeout: Duration,
    waiting: &mut dyn FnMut(&Waiting),
) -> Result<(), LockError> {
    let target = connection.target().to_owned();
    let failed = |source| LockError::Statement {
        target: target.clone(),
        source,
    };
    let key = key(connection, name).map_err(failed)?;
    let began = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        if try_lock(connection, key).map_err(failed)? {
            return Ok(());
        }
        let holder = holder(connection, key).map_err(failed)?;
        let waited = began.elapsed();
        if waited >= timeout {
            return Err(LockError::Timeout {
                target: target.clone(),
                holder,
                waited,
            });
        }
        waiting(&Waiting { holder, waited });
        std::thread::sleep(pause.min(timeout.saturating_sub(waited)));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn try_lock(connection: &mut PostgresConnection, key: i64) -> Result<bool, StatementError> {
    let key = [Value::Integer(key)];
    if !connection.is_pooled() {
        let given = connection.query("SELECT pg_try_advisory_lock($1)", &key)?;
        return Ok(given.truth());
    }
    connection.begin()?;
    let given = connection.query("SELECT pg_try_advisory_xact_lock($1)", &key)?;
    if !given.truth() {
        connection.rollback()?;
    }
    Ok(given.truth())
}

/// The first eight bytes of a hash over database and version table. Advisory
/// locks are per database already; the name keeps two homes in one database apart.
fn key(connection: &mut PostgresConnection, name: &LockName) -> Result<i64, StatementError> {
    let rows = connection.query("SELECT current_database()", &[])?;
    let database = rows.scalar().and_then(Value::as_text).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [
        "bridge",
        database,
        name.schema.as_deref().unwrap_or_default(),
        &name.table,
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    Ok(i64::from_be_bytes(first))
}

/// The session that holds the lock, as far as this user may see it.
fn holder(connection: &mut PostgresConnection, key: i64) -> Result<Option<String>, StatementError> {
    let bytes = key.to_be_bytes();
    let half = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_i64, |number, byte| (number << 8) | i64::from(*byte))
    };
    let (high, low) = bytes.split_at(4);
    let rows = connection.query(
        "SELECT 'pid ' || l.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '') \
         || coalesce(' on ' || host(a.client_addr), '') \
         FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
         AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) \
         AND l.classid::bigint = $1 AND l.objid::bigint = $2",
        &[Value::Integer(half(high)), Value::Integer(half(low))],
    )?;
    Ok(rows.scalar().and_then(Value::as_text).map(str::to_owned))
}
