//! Backups: names, what is known of each, retention, and what is common to the
//! dialects.
//!
//! A backup is written under a `.partial` name with mode 0600, checked, synced
//! and only then given its name: a file with the final name is a good one.

mod leftover;
mod manifest;
mod name;
mod retention;

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Deserialize;

pub use manifest::{Content, FORMAT, Manifest, ManifestError, digest};
pub use name::{BackupName, Form, Occasion, part};

use super::Connection;
use super::error::{ConnectError, StatementError};
use super::url::DatabaseUrl;
use crate::failpoint::failpoint;

/// Where backups go, how many stay, and how PostgreSQL's are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// The folder; it is made where it is missing.
    pub folder: PathBuf,
    /// How many of each database and occasion are kept; at least the newest always is.
    pub keep: usize,
    /// What `pg_dump` writes.
    pub format: DumpFormat,
    /// The folder of `pg_dump`, `pg_restore` and `psql`, where it is not in the search path.
    pub programs: Option<PathBuf>,
}

impl BackupSettings {
    /// Archives, and programs from the search path.
    pub fn new(folder: PathBuf, keep: usize) -> Self {
        Self {
            folder,
            keep,
            format: DumpFormat::Custom,
            programs: None,
        }
    }
}

/// What `pg_dump` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DumpFormat {
    /// An archive, compressed.
    #[default]
    Custom,
    /// SQL.
    Plain,
}

/// What is to be backed up.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The database's name in `bridge.toml`.
    pub database: &'a str,
    /// Where it is.
    pub url: &'a DatabaseUrl,
    /// Whether it holds the version table.
    pub is_home: bool,
    /// Why.
    pub occasion: Occasion,
    /// The same for all that is backed up together.
    pub set: &'a str,
    /// A file of its own or a folder, instead of the settings' folder.
    pub out: Option<&'a Path>,
    /// How long `pg_dump` waits for a locked table.
    pub lock_timeout: Duration,
    /// Version of bridge.
    pub bridge_version: &'a str,
}

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// What is known of it.
    pub manifest: Manifest,
    /// How long it took.
    pub elapsed: Duration,
    /// Older backups that were deleted for it.
    pub removed: Vec<PathBuf>,
}

/// How far a backup or a restore is: pages while SQLite copies, bytes otherwise
/// (while the checksum is made, too).
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
    /// The backup cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// `--out` names a file that is there.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The database cannot be read.
    #[error("cannot read the database: {0}")]
    Connect(#[from] ConnectError),
    /// Copying failed.
    #[error("the copy failed: {0}")]
    Statement(#[from] StatementError),
    /// Another process held the database.
    #[error("another process kept {} locked for {:.0} s", path.display(), waited.as_secs_f64())]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        waited: Duration,
    },
    /// Another session held a table.
    #[error("another session kept a table locked until `{program}` gave up: {message}")]
    TableLocked {
        /// The program.
        program: String,
        /// What it said.
        message: String,
    },
    /// The ledgers in it cannot be read.
    #[error("what the database holds cannot be read: {0}")]
    Content(String),
    /// The copy is not sound.
    #[error("the copy {} is damaged: {message}", path.display())]
    Damaged {
        /// The copy.
        path: PathBuf,
        /// What `PRAGMA quick_check` or `pg_restore --list` said.
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
    /// A program is older than the server or the archive.
    #[error("`{program}` is too old: {message}")]
    OldProgram {
        /// The program.
        program: String,
        /// What it said of the two versions.
        message: String,
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
                "Make the folder writable, or set `folder` under [backup] in bridge.toml."
            }
            Self::Exists { .. } => "Name another file with --out, or move that one away.",
            Self::MissingProgram { .. } => {
                "Install the package, or set `programs` under [backup] in bridge.toml to the folder that has it."
            }
            Self::OldProgram { .. } => {
                "Install the server's version or a newer one (Debian: postgresql-client-N), and set `programs` under [backup] in bridge.toml to its folder, such as /usr/lib/postgresql/16/bin."
            }
            Self::Busy { .. } => {
                "Wait until that process is done or stop it, or raise --lock-timeout."
            }
            Self::TableLocked { .. } => {
                "Wait until that session is done or end it, or raise --lock-timeout."
            }
            Self::Connect(error) => error.advice(),
            _ => "Solve this and run again.",
        }
    }
}

pub(crate) fn write_error(path: &Path, source: io::Error) -> BackupError {
    BackupError::Write {
        path: path.into(),
        source,
    }
}

/// Reads what a database holds: `look` is given a connection to exactly the
/// state that is backed up.
pub type Look<'a> = &'a mut dyn FnMut(&mut dyn Connection) -> Result<Content, BackupError>;

/// Backs one database up. No transaction of the caller may have written to it yet.
///
/// # Errors
///
/// See [`BackupError`]; nothing but a complete backup stays in the folder.
pub fn backup(
    wanted: &Wanted<'_>,
    settings: &BackupSettings,
    look: Look<'_>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Backup, BackupError> {
    let began = Instant::now();
    let created_at = jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string();
    let form = match (wanted.url, settings.format) {
        (DatabaseUrl::Sqlite { .. }, _) => Form::Sqlite,
        (DatabaseUrl::Postgres { .. }, DumpFormat::Custom) => Form::Custom,
        (DatabaseUrl::Postgres { .. }, DumpFormat::Plain) => Form::Plain,
    };
    let mut target = Target::reserve(wanted, settings, form)?;
    let (content, source) = match wanted.url {
        DatabaseUrl::Sqlite { path } => {
            let limit = wanted.lock_timeout;
            super::sqlite::backup(path, &target.partial, limit, progress)?;
            let mut copy = super::sqlite::SqliteConnection::open_unchanging(&target.partial)?;
            (look(&mut copy)?, path.display().to_string())
        }
        DatabaseUrl::Postgres { connection } => {
            let dump = super::postgres::Dump {
                url: connection,
                to: &target.partial,
                form,
                programs: settings.programs.as_deref(),
                lock_timeout: wanted.lock_timeout,
            };
            dump.run(look, progress)?
        }
    };
    let (sha256, bytes) = digest(&target.partial, &mut |done, total| {
        progress(BackupProgress {
            done,
            total: Some(total),
        });
    })
    .map_err(|error| write_error(&target.partial, error))?;
    let manifest = Manifest {
        format: FORMAT,
        database: wanted.database.to_owned(),
        dialect: wanted.url.dialect(),
        form,
        occasion: wanted.occasion,
        source,
        is_home: wanted.is_home,
        set: wanted.set.to_owned(),
        created_at,
        bridge_version: wanted.bridge_version.to_owned(),
        bytes,
        sha256,
        content,
    };
    target.finish(&manifest)?;
    let removed = match wanted.out {
        Some(_) => Vec::new(),
        None => retention::retain(
            &settings.folder,
            &part(wanted.database),
            wanted.occasion,
            settings.keep,
        )?,
    };
    Ok(Backup {
        path: target.path.clone(),
        manifest,
        elapsed: began.elapsed(),
        removed,
    })
}

/// A reserved name; the partial file is deleted unless it is finished.
struct Target {
    path: PathBuf,
    partial: PathBuf,
    /// Locked as long as this process works on it.
    _held: File,
    finished: bool,
}

impl Target {
    fn reserve(
        wanted: &Wanted<'_>,
        settings: &BackupSettings,
        form: Form,
    ) -> Result<Self, BackupError> {
        let fixed = wanted.out.filter(|out| !out.is_dir());
        let folder = match (fixed, wanted.out) {
            (Some(file), _) => parent(file),
            (None, Some(folder)) => folder,
            (None, None) => &settings.folder,
        };
        fs::create_dir_all(folder).map_err(|error| write_error(folder, error))?;
        leftover::clear_up(folder);
        loop {
            let path = match fixed {
                Some(file) => file.to_owned(),
                None => {
                    let name = BackupName::now(wanted.occasion, wanted.database, form);
                    folder.join(name.to_string())
                }
            };
            let mut partial = OsString::from(&path);
            partial.push(".partial");
            let partial = PathBuf::from(partial);
            let is_taken = path.symlink_metadata().is_ok();
            if is_taken && fixed.is_some() {
                return Err(BackupError::Exists { path });
            }
            if fixed.is_some() {
                leftover::clear(&partial);
            }
            if !is_taken {
                match create_private(&partial) {
                    Ok(held) => {
                        held.lock().map_err(|error| write_error(&partial, error))?;
                        if partial.symlink_metadata().is_err() {
                            // Another run took it for a dead one before it was locked.
                            continue;
                        }
                        failpoint!("after", "reserving a backup");
                        return Ok(Self {
                            _held: held,
                            path,
                            partial,
                            finished: false,
                        });
                    }
                    Err(error)
                        if error.kind() == io::ErrorKind::AlreadyExists && fixed.is_none() => {}
                    Err(error) => return Err(write_error(&partial, error)),
                }
            }
            // Names have seconds: the next one is free soon.
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The manifest gets its name first: a backup that has its own is never without.
    fn finish(&mut self, manifest: &Manifest) -> Result<(), BackupError> {
        let file = File::open(&self.partial).map_err(|error| write_error(&self.partial, error))?;
        file.sync_all()
            .map_err(|error| write_error(&self.partial, error))?;
        let beside = Manifest::path(&self.path);
        let text = serde_json::to_string_pretty(manifest)
            .map_err(|error| write_error(&beside, io::Error::other(error)))?;
        failpoint!("before", "writing a manifest");
        put(&beside, &text).map_err(|error| write_error(&beside, error))?;
        failpoint!("after", "writing a manifest");
        fs::rename(&self.partial, &self.path).map_err(|error| write_error(&self.path, error))?;
        failpoint!("after", "naming a backup");
        self.finished = true;
        sync_folder(&self.path).map_err(|error| write_error(&self.path, error))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.finished {
            leftover::remove(&self.partial);
        }
    }
}

/// Writes a small private file whole or not at all.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut partial = OsString::from(path);
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = create_private(&partial)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&partial, path)
}

fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes the names in a file's folder durable.
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    File::open(parent(file)).and_then(|folder| folder.sync_all())
}

/// Makes a file that only its owner may read.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(path)
}
