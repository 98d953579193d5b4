//! Backups before a run: names, retention, and what is common to the dialects.
//!
//! A backup is written under a `.partial` name with mode 0600, checked, synced
//! and only then given its name: a file with the final name is a good one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::{ConnectError, StatementError};
use super::url::DatabaseUrl;

/// Where backups go and how many stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// The folder; it is made where it is missing.
    pub folder: PathBuf,
    /// How many of each database are kept; at least the newest always is.
    pub keep: usize,
}

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// Older backups that were deleted for it.
    pub removed: Vec<PathBuf>,
}

/// How far a backup is: pages on SQLite, bytes on PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupProgress {
    /// Done.
    pub done: u64,
    /// Of how many, where that is known.
    pub total: Option<u64>,
}

/// Why there is no backup. The run stops.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder or a file in it cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database cannot be read.
    #[error("cannot read the database: {0}")]
    Connect(#[from] ConnectError),
    /// Copying failed.
    #[error("the copy failed: {0}")]
    Statement(#[from] StatementError),
    /// The copy is not sound.
    #[error("the copy {} is damaged: {message}", path.display())]
    Damaged {
        /// The copy, which was deleted.
        path: PathBuf,
        /// What `PRAGMA quick_check` said.
        message: String,
    },
    /// A program is missing.
    #[error("the program `{program}` is not installed (Debian package `{package}`)")]
    MissingProgram {
        /// The program.
        program: String,
        /// The Debian package that brings it.
        package: String,
    },
    /// A program failed.
    #[error("`{program}` failed ({status}): {message}")]
    Program {
        /// The program.
        program: String,
        /// Its exit status.
        status: String,
        /// The end of what it said; it never holds a password.
        message: String,
    },
}

impl BackupError {
    /// What to do next.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Write { .. } => {
                "Nothing was changed. Make the folder writable, set `folder` under [backup] in bridge.toml, or run with --no-backup."
            }
            Self::MissingProgram { .. } => {
                "Nothing was changed. Install the package, or run with --no-backup."
            }
            _ => "Nothing was changed. Solve this, or run with --no-backup.",
        }
    }
}

/// Backs one database up. No transaction of the caller may have written to it yet.
///
/// # Errors
///
/// See [`BackupError`]; nothing but a complete backup stays in the folder.
pub fn backup(
    name: &str,
    url: &DatabaseUrl,
    settings: &BackupSettings,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Backup, BackupError> {
    let began = Instant::now();
    let extension = match url {
        DatabaseUrl::Sqlite { .. } => "db",
        DatabaseUrl::Postgres { .. } => "dump",
    };
    make_folder(&settings.folder)?;
    let name = file_name_part(name);
    let mut target = Target::reserve(&settings.folder, &name, extension)?;
    match url {
        DatabaseUrl::Sqlite { path } => super::sqlite::backup(path, &target.partial, progress)?,
        DatabaseUrl::Postgres { connection } => {
            super::postgres::backup(connection, &target.partial, progress)?;
        }
    }
    let bytes = target.finish(&settings.folder)?;
    let removed = retain(&settings.folder, &name, extension, settings.keep)?;
    Ok(Backup {
        path: target.path.clone(),
        bytes,
        elapsed: began.elapsed(),
        removed,
    })
}

/// A reserved name; the partial file is deleted unless it is finished.
struct Target {
    path: PathBuf,
    partial: PathBuf,
    finished: bool,
}

impl Target {
    fn reserve(folder: &Path, name: &str, extension: &str) -> Result<Self, BackupError> {
        loop {
            let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
            let path = folder.join(format!("before-migrate-{now}-{name}.{extension}"));
            let mut partial = OsString::from(&path);
            partial.push(".partial");
            let partial = PathBuf::from(partial);
            if !path.exists() {
                match create_private(&partial) {
                    Ok(_) => {
                        return Ok(Self {
                            path,
                            partial,
                            finished: false,
                        });
                    }
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(source) => {
                        return Err(BackupError::Write {
                            path: partial,
                            source,
                        });
                    }
                }
            }
            // Names have seconds: the next one is free soon.
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn finish(&mut self, folder: &Path) -> Result<u64, BackupError> {
        let failed = |source| BackupError::Write {
            path: self.path.clone(),
            source,
        };
        let file = File::open(&self.partial).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        let bytes = file.metadata().map_err(failed)?.len();
        fs::rename(&self.partial, &self.path).map_err(failed)?;
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(failed)?;
        self.finished = true;
        Ok(bytes)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.finished {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let mut path = OsString::from(&self.partial);
                path.push(suffix);
                // What cannot be deleted keeps its `.partial` name and is never taken for a backup.
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn make_folder(folder: &Path) -> Result<(), BackupError> {
    fs::create_dir_all(folder).map_err(|source| BackupError::Write {
        path: folder.into(),
        source,
    })
}

/// Makes a file that only its owner may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A database's name as a part of a file name.
fn file_name_part(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .take(80)
        .map(|character| {
            if character.is_alphanumeric() || matches!(character, '_' | '-') {
                character
            } else {
                '_'
            }
        })
        .collect();
    if cleaned.is_empty() {
        "database".to_owned()
    } else {
        cleaned
    }
}

/// Deletes all but the newest `keep` backups of a database.
fn retain(
    folder: &Path,
    name: &str,
    extension: &str,
    keep: usize,
) -> Result<Vec<PathBuf>, BackupError> {
    let failed = |source| BackupError::Write {
        path: folder.into(),
        source,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if let Some(file) = entry.file_name().to_str()
            && is_backup_of(file, name, extension)
        {
            found.push(entry.path());
        }
    }
    // The time stands in the name, so the order of names is that of time.
    found.sort();
    let surplus = found.len().saturating_sub(keep.max(1));
    let removed: Vec<PathBuf> = found.into_iter().take(surplus).collect();
    for path in &removed {
        fs::remove_file(path).map_err(|source| BackupError::Write {
            path: path.clone(),
            source,
        })?;
    }
    Ok(removed)
}

fn is_backup_of(file: &str, name: &str, extension: &str) -> bool {
    file.strip_prefix("before-migrate-")
        .and_then(|rest| rest.strip_suffix(&format!("-{name}.{extension}")))
        .is_some_and(|stamp| {
            stamp.len() == 15
                && stamp.chars().enumerate().all(|(index, character)| {
                    if index == 8 {
                        character == '-'
                    } else {
                        character.is_ascii_digit()
                    }
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_backups_of_this_database_are_counted() {
        assert!(is_backup_of(
            "before-migrate-20260101-101010-main.db",
            "main",
            "db"
        ));
        assert!(!is_backup_of(
            "before-migrate-20260101-101010-x-main.db",
            "main",
            "db"
        ));
        assert!(!is_backup_of(
            "before-migrate-20260101-101010-main.db.partial",
            "main",
            "db"
        ));
    }

    #[test]
    fn names_stay_inside_the_folder() {
        assert_eq!(file_name_part("../../etc/資料"), "______etc_資料");
        assert_eq!(file_name_part(""), "database");
    }

    #[test]
    fn the_newest_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        for day in 1..=4 {
            let name = format!("before-migrate-2026010{day}-101010-main.db");
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let removed = retain(folder.path(), "main", "db", 2).unwrap();
        assert_eq!(removed.len(), 2);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        retain(folder.path(), "main", "db", 0).unwrap();
        assert!(
            folder
                .path()
                .join("before-migrate-20260104-101010-main.db")
                .exists()
        );
    }
}
