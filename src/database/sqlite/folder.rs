//! The lock of a run that leaves transactions, on SQLite.
//!
//! SQLite's write lock goes with each commit. A run with statements outside
//! transactions has moments without it, and its half-done step must not be
//! taken for one that a crash left. So it locks the database's folder, too:
//! no file is left behind, and the system gives the lock back whatever happens.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::holder::{Held, holder};
use crate::database::error::{DriverCode, StatementError};
use crate::database::lock::{LockError, Waiting};

const PAUSE: Duration = Duration::from_millis(100);

/// Held until it is dropped.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _folder: File,
}

impl FolderLock {
    /// Locks the folder of a database file, for which it waits.
    ///
    /// # Errors
    /// Another run kept it, or the folder cannot be locked.
    pub(crate) fn acquire(
        database: &Path,
        timeout: Duration,
        waiting: &mut dyn FnMut(&Waiting),
    ) -> Result<Self, LockError> {
        let target = database.display().to_string();
        let failed = |error: std::io::Error| LockError::Statement {
            target: target.clone(),
            source: StatementError {
                dialect: bridge_importers::Dialect::Sqlite,
                message: format!("its folder: {error}"),
                detail: None,
                hint: None,
                fields: None,
                code: DriverCode::Driver,
            },
        };
        let path = folder_of(database).map_err(failed)?;
        let folder = File::open(&path).map_err(failed)?;
        let began = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { _folder: folder }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            let holder = holder(&path, &Held::Whole);
            let waited = began.elapsed();
            if waited >= timeout {
                return Err(LockError::Timeout {
                    target: target.clone(),
                    holder,
                    waited,
                });
            }
            waiting(&Waiting { holder, waited });
            std::thread::sleep(PAUSE.min(timeout.saturating_sub(waited)));
        }
    }
}

/// The folder in which the file really is: two ways to it are one lock.
fn folder_of(database: &Path) -> std::io::Result<PathBuf> {
    let file = database
        .canonicalize()
        .unwrap_or_else(|_| database.to_path_buf());
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize(),
        _ => std::env::current_dir(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_other_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("資料.db");
        let first = FolderLock::acquire(&path, Duration::ZERO, &mut |_| {}).unwrap();
        let mut named = None;
        let error = FolderLock::acquire(&path, Duration::from_millis(120), &mut |waiting| {
            named = waiting.holder.clone();
        })
        .unwrap_err();
        assert!(matches!(error, LockError::Timeout { .. }), "{error}");
        if cfg!(target_os = "linux") {
            let pid = format!("pid {}", std::process::id());
            assert!(named.is_some_and(|named| named.starts_with(&pid)));
        }
        drop(first);
        FolderLock::acquire(&path, Duration::ZERO, &mut |_| {}).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
