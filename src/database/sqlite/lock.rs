//! The lock of a run on SQLite: the write lock, waited for in slices so that
//! the wait can be reported.

use std::time::{Duration, Instant};

use super::SqliteConnection;
use super::holder::{Held, holder};
use crate::database::connection::Connection;
use crate::database::lock::{LockError, Waiting};

/// The byte that a writer locks: of the file in rollback mode, of the `-shm` file in WAL mode.
const RESERVED_BYTE: u64 = 0x4000_0001;
const WAL_WRITE_BYTE: u64 = 120;

/// How long SQLite itself waits before the wait is reported again.
const SLICE: Duration = Duration::from_millis(500);

pub(super) fn acquire(
    connection: &mut SqliteConnection,
    timeout: Duration,
    waiting: &mut dyn FnMut(&Waiting),
) -> Result<(), LockError> {
    let target = connection.target().to_owned();
    let failed = |source| LockError::Statement {
        target: target.clone(),
        source,
    };
    let began = Instant::now();
    // The first try does not wait: a wait is reported as soon as it begins.
    let mut slice = Duration::ZERO;
    loop {
        connection.set_busy_timeout(slice).map_err(failed)?;
        match connection.begin() {
            Ok(()) => break,
            Err(error) if error.is_busy() => {
                let waited = began.elapsed();
                let holder = writer(connection);
                if waited >= timeout {
                    return Err(LockError::Timeout {
                        target: target.clone(),
                        holder,
                        waited,
                    });
                }
                waiting(&Waiting { holder, waited });
                slice = SLICE.min(timeout.saturating_sub(waited));
            }
            Err(error) => return Err(failed(error)),
        }
    }
    // A commit in rollback mode waits for readers as long as the lock was waited for.
    connection
        .set_busy_timeout(timeout.max(Duration::from_secs(5)))
        .map_err(failed)
}

/// Who is writing.
fn writer(connection: &SqliteConnection) -> Option<String> {
    let file = connection.path()?;
    let mut shared = file.clone().into_os_string();
    shared.push("-shm");
    holder(&file, &Held::Byte(RESERVED_BYTE))
        .or_else(|| holder(shared.as_ref(), &Held::Byte(WAL_WRITE_BYTE)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::OpenOptions;

    #[test]
    fn a_second_connection_waits_and_then_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let options = OpenOptions {
            access: crate::database::Access::ReadWrite { create: true },
            ..OpenOptions::default()
        };
        let mut first = SqliteConnection::open(&path, &options).unwrap();
        acquire(&mut first, Duration::ZERO, &mut |_| {}).unwrap();
        let mut second = SqliteConnection::open(&path, &options).unwrap();
        let mut reports = 0;
        let error = acquire(&mut second, Duration::from_millis(50), &mut |_| {
            reports += 1
        })
        .unwrap_err();
        assert!(reports >= 1);
        assert!(
            error.to_string().contains("a.db is still locked"),
            "{error}"
        );
        first.rollback().unwrap();
        acquire(&mut second, Duration::ZERO, &mut |_| {}).unwrap();
    }
}
