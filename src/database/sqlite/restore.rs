//! Restoring a SQLite file.
//!
//! A sound database is overwritten through SQLite's own backup, in one
//! transaction: programs that have the file open see the state before or the
//! one after, a crash leaves one of the two, and no `-wal` of the old state
//! meets the new one. Only where there is no database to open is a file put in place.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use super::SqliteConnection;
use super::backup::{check, copy};
use super::connection::statement_error;
use crate::database::backup::{BackupProgress, create_private, sync_folder, write_error};
use crate::database::connection::OpenOptions;
use crate::database::error::ConnectError;
use crate::database::restore::{RestoreError, Restored, Verify, Wanted};
use crate::failpoint::failpoint;

/// What SQLite keeps beside a file.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

pub(crate) fn restore(
    wanted: &Wanted<'_>,
    to: &Path,
    verify: Verify<'_>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Restored, RestoreError> {
    let options = OpenOptions {
        busy_timeout: wanted.lock_timeout,
        ..OpenOptions::read_write()
    };
    let restored = match SqliteConnection::open(to, &options) {
        Ok(target) => {
            let target = target
                .into_inner()
                .map_err(|source| RestoreError::Statement {
                    action: "taking the file",
                    source,
                })?;
            overwrite(wanted, to, target, progress)?;
            Restored::IntoFile
        }
        Err(ConnectError::Missing { .. }) => place(wanted.from, to, false, progress)?,
        Err(ConnectError::File { .. }) if is_no_database(to) => {
            place(wanted.from, to, true, progress)?
        }
        Err(error) => return Err(error.into()),
    };
    let mut live = SqliteConnection::open(to, &options)?;
    let verdict: Result<String, _> = live
        .inner
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match verdict {
        Ok(verdict) if verdict == "ok" => {}
        Ok(message) => {
            return Err(RestoreError::Differs {
                difference: message,
            });
        }
        Err(error) => {
            return Err(RestoreError::Differs {
                difference: statement_error(error).message,
            });
        }
    }
    verify(&mut live)?;
    Ok(restored)
}

/// Damaged, or something else: not merely locked or out of reach.
fn is_no_database(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refused = rusqlite::Connection::open_with_flags(path, flags)
        .and_then(|file| file.execute_batch("PRAGMA schema_version"))
        .err()
        .map(statement_error);
    // CORRUPT, NOTADB
    refused.is_some_and(|error| {
        matches!(error.code, crate::database::DriverCode::Sqlite(code) if matches!(code & 0xff, 11 | 26))
    })
}

fn overwrite(
    wanted: &Wanted<'_>,
    to: &Path,
    mut target: rusqlite::Connection,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), RestoreError> {
    let refused = |action| {
        move |error| RestoreError::Statement {
            action,
            source: statement_error(error),
        }
    };
    let source = SqliteConnection::open_unchanging(wanted.from)?;
    let mode: String = target
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .map_err(refused("reading the journal mode"))?;
    let page = |file: &rusqlite::Connection| {
        file.query_row("PRAGMA page_size", [], |row| row.get::<_, i64>(0))
    };
    let is_wal = mode.eq_ignore_ascii_case("wal");
    let pages = (
        page(&source.inner).map_err(refused("reading the page size"))?,
        page(&target).map_err(refused("reading the page size"))?,
    );
    if is_wal && pages.0 != pages.1 {
        // In WAL mode the page size cannot change.
        set_journal(&target, "DELETE").map_err(refused("leaving WAL mode"))?;
    }
    copy(
        &source.inner,
        &mut target,
        to,
        wanted.lock_timeout,
        progress,
    )?;
    // The mode stands in the file, and came with the copy.
    failpoint!("before", "setting the journal mode");
    set_journal(&target, &mode).map_err(refused("setting the journal mode"))?;
    if is_wal {
        target
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(refused("emptying the WAL"))?;
    }
    Ok(())
}

fn set_journal(file: &rusqlite::Connection, mode: &str) -> rusqlite::Result<()> {
    // A mode comes from SQLite itself, or stands above.
    file.query_row(&format!("PRAGMA journal_mode={mode}"), [], |_| Ok(()))
}

/// Puts the backup there as a new file; what stood there is kept beside it.
fn place(
    from: &Path,
    to: &Path,
    is_taken: bool,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Restored, RestoreError> {
    let partial = with(to, ".restore-partial");
    let copied = copy_file(from, &partial, progress)
        .map_err(|error| RestoreError::from(write_error(&partial, error)))
        .and_then(|()| check(&partial).map_err(RestoreError::from));
    if let Err(error) = copied {
        let _ = fs::remove_file(&partial);
        return Err(error);
    }
    failpoint!("after", "writing a file beside");
    let failed = |error| RestoreError::from(write_error(to, error));
    let aside = aside(to);
    // A log of the old file would be played into the new one.
    for suffix in BESIDE {
        match fs::rename(with(to, suffix), with(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    if is_taken {
        if let Ok(found) = fs::metadata(to) {
            fs::set_permissions(&partial, found.permissions()).map_err(failed)?;
        }
        fs::hard_link(to, &aside).map_err(failed)?;
    }
    failpoint!("before", "putting a file in place");
    fs::rename(&partial, to).map_err(failed)?;
    failpoint!("after", "putting a file in place");
    sync_folder(to).map_err(failed)?;
    Ok(Restored::NewFile {
        kept: is_taken.then_some(aside),
    })
}

/// A free name for what stands there: a restore that was killed may have used
/// this second's already.
fn aside(to: &Path) -> PathBuf {
    let stamp = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
    let is_free = |name: &PathBuf| {
        let all = BESIDE.iter().map(|suffix| with(name, suffix));
        std::iter::once(name.clone())
            .chain(all)
            .all(|path| path.symlink_metadata().is_err())
    };
    let first = with(to, &format!(".damaged-{stamp}"));
    std::iter::once(first.clone())
        .chain((2..100).map(|number| with(to, &format!(".damaged-{stamp}-{number}"))))
        .find(is_free)
        .unwrap_or(first)
}

fn copy_file(from: &Path, to: &Path, progress: &mut dyn FnMut(BackupProgress)) -> io::Result<()> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut source = File::open(from)?;
    let total = source.metadata()?.len();
    let mut target = create_private(to)?;
    let mut buffer = vec![0; 1 << 18];
    let mut done = 0_u64;
    loop {
        let count = source.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            return target.sync_all();
        };
        target.write_all(part)?;
        done += count as u64;
        progress(BackupProgress {
            done,
            total: Some(total),
        });
    }
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
