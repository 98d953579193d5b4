//! The backups that there are: listing them, finding the one that is meant, and
//! which of them have to be restored together.

mod fit;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

pub use fit::fit;

use crate::chain::Chain;
use crate::database::backup::{
    BackupName, BackupSettings, Content, Form, Manifest, ManifestError, Occasion, part,
};
use crate::database::restore;
use crate::database::sqlite::SqliteConnection;
use crate::database::{self, DatabaseUrl, OpenOptions};
use crate::exit::ErrorKind;
use crate::plan::{DatabaseName, RevisionId};
use crate::run::{self, RestoreItem, RunRequest};

/// A backup in the folder.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// The file.
    pub path: PathBuf,
    /// Name of its database in `bridge.toml`, where it is known.
    pub database: DatabaseName,
    /// Why it was made.
    pub occasion: Occasion,
    /// What it holds.
    pub form: Form,
    /// When: UTC, RFC 3339; local time without a zone where only the name says it.
    pub created_at: String,
    /// Bytes.
    pub bytes: u64,
    /// Whether it is known to be sound.
    pub checked: Checked,
    /// The same for all that were made together; `None` where bridge did not make it.
    pub set: Option<String>,
    /// Whether its database held the version table.
    pub is_home: bool,
    /// Applied revisions and ledgers in it, where they are known.
    pub content: Option<Content>,
}

/// Whether a backup is known to be sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Checked {
    /// When it was made, or now.
    Sound,
    /// Never: bridge did not make it.
    Never,
    /// It is not what was written, or cannot be read.
    Damaged {
        /// What is wrong.
        message: String,
    },
}

/// Why backups cannot be listed, found or restored.
#[derive(Debug, Error)]
pub enum BackupsError {
    /// The folder cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// Folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The manifest cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// No such file.
    #[error("there is no backup {name}, neither here nor in {}", folder.display())]
    NotFound {
        /// What was asked for.
        name: String,
        /// Where backups are.
        folder: PathBuf,
    },
    /// Neither name nor manifest say what it is.
    #[error("{} does not say which database it is of", path.display())]
    OfWhat {
        /// The file.
        path: PathBuf,
    },
    /// A database that is not configured.
    #[error("bridge.toml has no database \"{name}\". It has: {}", known.join(", "))]
    UnknownDatabase {
        /// The name.
        name: DatabaseName,
        /// What there is.
        known: Vec<DatabaseName>,
    },
    /// Two backups of one database.
    #[error("two of these backups are of database `{database}`")]
    Twice {
        /// The database.
        database: DatabaseName,
    },
    /// A satellite would be behind its home.
    #[error(
        "database `{satellite}` would be behind `{home}`: `{home}` remembers its step {recorded}, and it would know {witness} only"
    )]
    Behind {
        /// The satellite.
        satellite: DatabaseName,
        /// The home.
        home: DatabaseName,
        /// What home remembers.
        recorded: i64,
        /// What the satellite would have.
        witness: i64,
        /// Backups that go with those that were named.
        together: Vec<PathBuf>,
    },
    /// The same, told by the ledger of a satellite in which bridge never ran anything.
    #[error(
        "database `{satellite}` would be behind `{home}`, which has as applied what its ledger would not have: {}",
        revisions.join(", ")
    )]
    Lacks {
        /// The satellite.
        satellite: DatabaseName,
        /// The home.
        home: DatabaseName,
        /// Revisions that it would lack.
        revisions: Vec<RevisionId>,
        /// Backups that go with those that were named.
        together: Vec<PathBuf>,
    },
}

impl BackupsError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreadable { .. } | Self::Manifest(_) => ErrorKind::Failed,
            Self::NotFound { .. }
            | Self::OfWhat { .. }
            | Self::UnknownDatabase { .. }
            | Self::Twice { .. } => ErrorKind::Usage,
            Self::Behind { .. } | Self::Lacks { .. } => ErrorKind::Decision,
        }
    }

    /// What to do next, where it is known.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::NotFound { .. } => Some("`bridge backups` lists those that there are".to_owned()),
            Self::OfWhat { .. } => Some("say it with --database NAME".to_owned()),
            Self::Behind { together, .. } | Self::Lacks { together, .. } if !together.is_empty() => {
                let names: Vec<String> =
                    together.iter().map(|path| path.display().to_string()).collect();
                Some(format!(
                    "they were backed up together, and belong together: bridge restore {}",
                    names.join(" ")
                ))
            }
            Self::Behind { .. } | Self::Lacks { .. } => Some(
                "restore a backup of the home that is as old, too, or --alone to restore it all the same"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// All backups in the folder, newest first; `.partial` files are none.
///
/// # Errors
/// A folder that cannot be read; one that does not exist has none.
pub fn list(request: &RunRequest, settings: &BackupSettings) -> Result<Vec<Listed>, BackupsError> {
    let unreadable = |source| BackupsError::Unreadable {
        path: settings.folder.clone(),
        source,
    };
    let entries = match fs::read_dir(&settings.folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        if let Some(name) = BackupName::of(&path) {
            found.push((name.stamp.clone(), listed(request, path, name)));
        }
    }
    found.sort_by(|(stamp, one), (other_stamp, other)| {
        (other_stamp, &other.path).cmp(&(stamp, &one.path))
    });
    Ok(found.into_iter().map(|(_, listed)| listed).collect())
}

fn listed(request: &RunRequest, path: PathBuf, name: BackupName) -> Listed {
    let bytes = fs::metadata(&path).map(|file| file.len()).unwrap_or(0);
    match Manifest::read(&path) {
        Ok(Some(manifest)) => {
            let checked = if manifest.bytes == bytes {
                Checked::Sound
            } else {
                Checked::Damaged {
                    message: format!("it had {} bytes when it was made", manifest.bytes),
                }
            };
            Listed {
                path,
                database: manifest.database,
                occasion: manifest.occasion,
                form: manifest.form,
                created_at: manifest.created_at,
                bytes,
                checked,
                set: Some(manifest.set),
                is_home: manifest.is_home,
                content: Some(manifest.content),
            }
        }
        without => {
            let checked = match without {
                Err(error) => Checked::Damaged {
                    message: error.to_string(),
                },
                Ok(_) => Checked::Never,
            };
            let database = configured(request, &name.database)
                .cloned()
                .unwrap_or(name.database.clone());
            let content = match name.form {
                Form::Sqlite => inside(request, &database, &path),
                Form::Custom | Form::Plain => None,
            };
            Listed {
                is_home: database == request.home,
                path,
                database,
                occasion: name.occasion,
                form: name.form,
                created_at: readable(&name.stamp),
                bytes,
                checked,
                set: None,
                content,
            }
        }
    }
}

/// `20260131-101112` as `2026-01-31T10:11:12`.
fn readable(stamp: &str) -> String {
    let part = |from: usize, to: usize| stamp.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}T{}:{}:{}",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(9, 11),
        part(11, 13),
        part(13, 15)
    )
}

/// The configured database whose name stands in a file's name.
fn configured<'a>(request: &'a RunRequest, name: &str) -> Option<&'a DatabaseName> {
    request
        .databases
        .keys()
        .find(|database| part(database) == name)
}

/// What a SQLite backup holds by its own tables.
fn inside(request: &RunRequest, database: &str, path: &Path) -> Option<Content> {
    let mut copy = SqliteConnection::open_unchanging(path).ok()?;
    run::content(request, database, &mut copy).ok()
}

/// Reads every byte of a backup.
pub fn check(listed: &Listed, settings: &BackupSettings) -> Checked {
    let manifest = match Manifest::read(&listed.path) {
        Ok(manifest) => manifest,
        Err(error) => {
            return Checked::Damaged {
                message: error.to_string(),
            };
        }
    };
    let checked = restore::check(
        &listed.path,
        listed.form,
        manifest.as_ref(),
        settings.programs.as_deref(),
        &mut |_| {},
    );
    match checked {
        Ok(()) => Checked::Sound,
        Err(error) => Checked::Damaged {
            message: error.to_string(),
        },
    }
}

/// The backup that a path or a name in the folder means, and its database.
///
/// # Errors
/// See [`BackupsError`].
pub fn find(
    request: &RunRequest,
    settings: &BackupSettings,
    text: &Path,
    database: Option<&str>,
) -> Result<RestoreItem, BackupsError> {
    let inside = settings.folder.join(text);
    let from = [text.to_owned(), inside]
        .into_iter()
        .find(|path| path.is_file())
        .ok_or_else(|| BackupsError::NotFound {
            name: text.display().to_string(),
            folder: settings.folder.clone(),
        })?;
    let manifest = Manifest::read(&from)?;
    let name = BackupName::of(&from);
    let own = manifest
        .as_ref()
        .map(|manifest| manifest.database.clone())
        .or_else(|| {
            let name = name.as_ref()?;
            configured(request, &name.database).cloned()
        });
    let Some(database) = database.map(str::to_owned).or(own) else {
        return Err(BackupsError::OfWhat { path: from });
    };
    let Some(target) = request.databases.get(&database) else {
        return Err(BackupsError::UnknownDatabase {
            name: database,
            known: request.databases.keys().cloned().collect(),
        });
    };
    let form = manifest
        .as_ref()
        .map(|manifest| manifest.form)
        .or(name.map(|name| name.form))
        .unwrap_or(match target.url {
            DatabaseUrl::Sqlite { .. } => Form::Sqlite,
            DatabaseUrl::Postgres { .. } => Form::Custom,
        });
    Ok(RestoreItem {
        database,
        from,
        form,
        manifest,
        to: None,
    })
}

/// What a database holds now; `None` where it is not there or cannot be read.
pub fn live(request: &RunRequest, database: &str) -> Option<Content> {
    let target = request.databases.get(database)?;
    let mut connection = database::open(&target.url, &OpenOptions::read_only()).ok()?;
    run::content(request, database, connection.as_mut()).ok()
}

/// What a backup holds, where that is known without a server.
pub fn backed_up(request: &RunRequest, item: &RestoreItem) -> Option<Content> {
    match &item.manifest {
        Some(manifest) => Some(manifest.content.clone()),
        None if item.form == Form::Sqlite => inside(request, &item.database, &item.from),
        None => None,
    }
}

/// The newest sound backups from before any of these revisions was applied, all
/// of one set, home among them where there are several databases: what to
/// restore where there is no other way back.
pub fn before<'a>(
    listed: &'a [Listed],
    database: &str,
    chain: &Chain,
    revisions: &[RevisionId],
) -> Vec<&'a Listed> {
    let is_from_before = |one: &&Listed| {
        one.database == database
            && !matches!(one.checked, Checked::Damaged { .. })
            && one
                .content
                .as_ref()
                .and_then(|content| applied(content, chain))
                .is_some_and(|applied| !revisions.iter().any(|id| applied.contains(id)))
    };
    let Some(newest) = listed.iter().find(is_from_before) else {
        return Vec::new();
    };
    match &newest.set {
        None => vec![newest],
        Some(set) => listed
            .iter()
            .filter(|one| one.set.as_ref() == Some(set))
            .collect(),
    }
}

/// The revisions that a backup's database had, before the cutover as its legacy
/// ledgers say; `None` where neither tells.
fn applied(content: &Content, chain: &Chain) -> Option<BTreeSet<RevisionId>> {
    let recorded: BTreeSet<_> = content.applied.values().flatten().cloned().collect();
    if !recorded.is_empty() {
        return Some(recorded);
    }
    let rows = content.ledgers.values().flatten();
    let rows: Option<Vec<usize>> = rows.map(|id| chain.index_of(id)).collect();
    let all = chain.graph().ancestors(rows?);
    (!all.is_empty()).then(|| chain.ids(&all).into_iter().collect())
}
