//! Backup of a SQLite file, through SQLite's online backup.
//!
//! A file copy of a database in WAL mode misses the WAL. The copy is made over
//! a second connection that holds a read transaction: without one, a writer
//! beside would make it begin again and again.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};

use super::SqliteConnection;
use super::connection::statement_error;
use crate::database::backup::{BackupError, BackupProgress};
use crate::database::connection::{Connection, OpenOptions};

/// Pages per step; progress is reported after each.
const PAGES: i32 = 2000;

pub(crate) fn backup(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), BackupError> {
    let mut source = SqliteConnection::open(from, &OpenOptions::read_only())?;
    source.execute("BEGIN")?;
    source.query("SELECT count(*) FROM sqlite_master", &[])?;
    let mut target = rusqlite::Connection::open(to).map_err(statement_error)?;
    {
        let copy = Backup::new(&source.inner, &mut target).map_err(statement_error)?;
        loop {
            let step = copy.step(PAGES).map_err(statement_error)?;
            let now = copy.progress();
            let total = u64::try_from(now.pagecount).unwrap_or_default();
            let remaining = u64::try_from(now.remaining).unwrap_or_default();
            progress(BackupProgress {
                done: total.saturating_sub(remaining),
                total: Some(total),
            });
            match step {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                }
                _ => {}
            }
        }
    }
    source.rollback()?;
    let verdict: String = target
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(statement_error)?;
    target
        .close()
        .map_err(|(_, error)| statement_error(error))?;
    if verdict != "ok" {
        return Err(BackupError::Damaged {
            path: to.into(),
            message: verdict,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use crate::database::DatabaseUrl;
    use crate::database::backup::{BackupSettings, backup};

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
        let settings = BackupSettings {
            folder: folder.path().join("backup/db_bak"),
            keep: 3,
        };
        let mut reports = 0;
        let made = backup(
            "main",
            &DatabaseUrl::Sqlite { path },
            &settings,
            &mut |_| reports += 1,
        )
        .unwrap();
        assert!(reports > 0);
        let mode = std::fs::metadata(&made.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let copy = rusqlite::Connection::open(&made.path).unwrap();
        let rows: i64 = copy
            .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
        drop(copy);
        let files: Vec<_> = std::fs::read_dir(&settings.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
    }
}
