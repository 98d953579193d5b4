//! Backup of a SQLite file, through SQLite's online backup.
//!
//! A file copy of a database in WAL mode misses the WAL. The copy is made over
//! a second connection that holds a read transaction: without one, a writer
//! beside would make it begin again and again.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};

use super::SqliteConnection;
use super::connection::statement_error;
use crate::database::backup::{BackupError, BackupProgress};
use crate::database::connection::{Connection, OpenOptions};
use crate::failpoint::failpoint;

/// Pages per step; progress is reported after each.
const PAGES: i32 = 2000;

pub(crate) fn backup(
    from: &Path,
    to: &Path,
    limit: Duration,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), BackupError> {
    let mut source = SqliteConnection::open(from, &OpenOptions::read_only())?;
    source.execute("BEGIN")?;
    source.query("SELECT count(*) FROM sqlite_master", &[])?;
    let mut target = rusqlite::Connection::open(to).map_err(statement_error)?;
    copy(&source.inner, &mut target, from, limit, progress)?;
    source.rollback()?;
    // In WAL mode, which the copy takes over, closing empties the log into the file.
    target
        .close()
        .map_err(|(_, error)| statement_error(error))?;
    check(to)
}

/// Copies a whole database into another; whoever holds a lock is waited for.
pub(super) fn copy(
    source: &rusqlite::Connection,
    target: &mut rusqlite::Connection,
    waited_for: &Path,
    limit: Duration,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), BackupError> {
    let copy = Backup::new(source, target).map_err(statement_error)?;
    let mut waiting: Option<Instant> = None;
    loop {
        failpoint!("before", "copying pages");
        let step = copy.step(PAGES).map_err(statement_error)?;
        failpoint!("after", "copying pages");
        let now = copy.progress();
        let total = u64::try_from(now.pagecount).unwrap_or_default();
        let remaining = u64::try_from(now.remaining).unwrap_or_default();
        progress(BackupProgress {
            done: total.saturating_sub(remaining),
            total: Some(total),
        });
        match step {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => {
                let since = *waiting.get_or_insert_with(Instant::now);
                if since.elapsed() > limit {
                    return Err(BackupError::Busy {
                        path: waited_for.into(),
                        waited: since.elapsed(),
                    });
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => waiting = None,
        }
    }
}

/// Whether a file is a sound database; nothing is written beside it.
pub(crate) fn check(path: &Path) -> Result<(), BackupError> {
    let damaged = |message: String| BackupError::Damaged {
        path: path.into(),
        message,
    };
    let mut copy = SqliteConnection::open_unchanging(path)?;
    let verdict = copy
        .query("PRAGMA quick_check(1)", &[])
        .map_err(|error| damaged(error.message))?;
    match verdict.texts().next() {
        Some("ok") => Ok(()),
        said => Err(damaged(said.unwrap_or("no answer").to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use crate::database::DatabaseUrl;
    use crate::database::backup::{BackupSettings, Content, Occasion, Wanted, backup};

    #[test]
    fn a_wal_database_is_copied_whole_while_its_write_lock_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let writer = rusqlite::Connection::open(&path).unwrap();
        writer
            .execute_batch(
                "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN IMMEDIATE",
            )
            .unwrap();
        let settings = BackupSettings::new(folder.path().join("backup/db_bak"), 3);
        let url = DatabaseUrl::Sqlite { path };
        let wanted = Wanted {
            database: "main",
            url: &url,
            is_home: true,
            occasion: Occasion::Run,
            set: "s",
            out: None,
            lock_timeout: std::time::Duration::from_secs(1),
            bridge_version: "0",
        };
        let mut reports = 0;
        let mut look = |copy: &mut dyn crate::database::Connection| {
            let tables = copy.tables()?.len();
            Ok(Content {
                tables,
                ..Content::default()
            })
        };
        let made = backup(&wanted, &settings, &mut look, &mut |_| reports += 1).unwrap();
        assert!(reports > 0);
        assert_eq!(made.manifest.content.tables, 1);
        for file in std::fs::read_dir(&settings.folder).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let names: Vec<_> = std::fs::read_dir(&settings.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let copy = rusqlite::Connection::open(&made.path).unwrap();
        let rows: i64 = copy
            .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }
}
