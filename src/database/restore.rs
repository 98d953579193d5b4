//! Restoring a backup: what is common to the dialects.
//!
//! The backup is checked before anything is touched, and what is replaced is
//! kept until the new state has been compared with the backup.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::Connection;
use super::backup::{self, BackupError, BackupProgress, Form, Manifest};
use super::error::{ConnectError, StatementError};
use super::url::DatabaseUrl;

/// One restore.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The backup.
    pub from: &'a Path,
    /// What it holds.
    pub form: Form,
    /// The database to put in its place.
    pub url: &'a DatabaseUrl,
    /// The folder of `pg_restore` and `psql`, where it is not in the search path.
    pub programs: Option<&'a Path>,
    /// PostgreSQL: everything belongs to the role that restores.
    pub no_owner: bool,
    /// PostgreSQL: refill the database itself; nothing of what it holds is kept.
    pub in_place: bool,
    /// PostgreSQL: how many tables the backup has, where that is known.
    pub tables: Option<usize>,
    /// How long another process is waited for.
    pub lock_timeout: Duration,
}

/// How the new state came into its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Restored {
    /// SQLite: page by page into the file, in one transaction; programs that have it open go on.
    IntoFile,
    /// SQLite: as a new file.
    NewFile {
        /// Where the file is that stood there and was no sound database.
        kept: Option<PathBuf>,
    },
    /// PostgreSQL: as a new database.
    NewDatabase {
        /// The name that the replaced database has now.
        kept: Option<String>,
    },
    /// PostgreSQL: the schemas were emptied and filled in one transaction.
    Refilled,
}

/// Why a backup was not restored. Unless the message says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup cannot be used, or a program failed.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The backup is not what was written.
    #[error("{} is not what was backed up: its SHA-256 is {found}, and its manifest says {expected}", path.display())]
    Changed {
        /// The backup.
        path: PathBuf,
        /// From the manifest.
        expected: String,
        /// Of the file.
        found: String,
    },
    /// The backup holds another kind of database.
    #[error("{} is a backup of {backup}, and the database is one of {database}", path.display())]
    OtherDialect {
        /// The backup.
        path: PathBuf,
        /// Its dialect.
        backup: bridge_importers::Dialect,
        /// The database's.
        database: bridge_importers::Dialect,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The database refuses something.
    #[error("{action}: {source}")]
    Statement {
        /// What was tried.
        action: &'static str,
        /// Why not.
        source: StatementError,
    },
    /// Sessions that cannot be ended.
    #[error("the database is in use, and its sessions do not end: {}", sessions.join(", "))]
    InUse {
        /// User and program of each.
        sessions: Vec<String>,
    },
    /// The new state is not the backup's.
    #[error("what was restored is not what was backed up: {difference}")]
    Differs {
        /// In which respect.
        difference: String,
    },
}

impl RestoreError {
    /// What to do next.
    pub fn advice(&self) -> String {
        match self {
            Self::Backup(error) => error.advice().to_owned(),
            Self::Changed { .. } => {
                "Restore another backup: `bridge backups` lists them.".to_owned()
            }
            Self::OtherDialect { .. } => {
                "Restore it where it came from, or name the right database.".to_owned()
            }
            Self::Connect(error) => error.advice().to_owned(),
            Self::Statement { source, .. } => source
                .hint
                .clone()
                .or_else(|| source.advice().map(str::to_owned))
                .unwrap_or_else(|| "Solve this and run again.".to_owned()),
            Self::InUse { .. } => {
                "Stop the programs that use it, or let a role with pg_signal_backend restore."
                    .to_owned()
            }
            Self::Differs { .. } => {
                "The state before was put back or kept. Restore another backup.".to_owned()
            }
        }
    }
}

/// Compares what was restored with what was backed up.
pub type Verify<'a> = &'a mut dyn FnMut(&mut dyn Connection) -> Result<(), RestoreError>;

/// Checks a backup without touching any database.
///
/// # Errors
/// A changed, damaged or unreadable one.
pub fn check(
    path: &Path,
    form: Form,
    manifest: Option<&Manifest>,
    programs: Option<&Path>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), RestoreError> {
    if let Some(manifest) = manifest {
        let (found, _) = backup::digest(path, &mut |done, total| {
            progress(BackupProgress {
                done,
                total: Some(total),
            });
        })
        .map_err(|source| BackupError::Read {
            path: path.into(),
            source,
        })?;
        if found != manifest.sha256 {
            return Err(RestoreError::Changed {
                path: path.into(),
                expected: manifest.sha256.clone(),
                found,
            });
        }
    }
    match form {
        Form::Sqlite => super::sqlite::check(path)?,
        Form::Custom | Form::Plain => super::postgres::check_dump(path, form, programs)?,
    }
    Ok(())
}

/// Whether a restore keeps what it replaces under another name: PostgreSQL
/// does, where the role may make databases and rename this one.
///
/// # Errors
/// A server that cannot be asked.
pub fn keeps_what_it_replaces(url: &DatabaseUrl) -> Result<bool, RestoreError> {
    match url {
        DatabaseUrl::Sqlite { .. } => Ok(false),
        DatabaseUrl::Postgres { connection } => super::postgres::may_replace(connection),
    }
}

/// Puts a checked backup in the place of a database.
///
/// # Errors
/// See [`RestoreError`].
pub fn restore(
    wanted: &Wanted<'_>,
    verify: Verify<'_>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Restored, RestoreError> {
    match (wanted.url, wanted.form) {
        (DatabaseUrl::Sqlite { path }, Form::Sqlite) => {
            super::sqlite::restore(wanted, path, verify, progress)
        }
        (DatabaseUrl::Postgres { connection }, Form::Custom | Form::Plain) => {
            super::postgres::restore(wanted, connection, verify, progress)
        }
        (url, form) => Err(RestoreError::OtherDialect {
            path: wanted.from.into(),
            backup: match form {
                Form::Sqlite => bridge_importers::Dialect::Sqlite,
                Form::Custom | Form::Plain => bridge_importers::Dialect::Postgres,
            },
            database: url.dialect(),
        }),
    }
}
