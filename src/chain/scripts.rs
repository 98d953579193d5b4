//! Script files, read one at a time and only when they are needed, and
//! compared with the lock.

use std::collections::HashMap;
use std::io::ErrorKind as IoKind;
use std::path::{Path, PathBuf};

use bridge_importers::script::{self, ScriptError};
use bridge_importers::{Dialect, Direction, Script};
use thiserror::Error;

use super::layout::{PROGRAM_FILE, REVISION_FILE, script_name};
use super::program::{self, ProgramFileError};
use super::{
    Chain, LockedScript, Revision, RevisionFile, RevisionId, Rung, Work, brief, direction_name,
};
use crate::exit::ErrorKind;

/// Where the planner gets scripts from: the chain's folder, or memory while importing.
pub trait ScriptSource {
    /// The script of one revision, direction and dialect, true to the lock.
    ///
    /// # Errors
    /// It is absent, unreadable, no script, or not what the lock remembers.
    fn load(
        &self,
        revision: &Revision,
        direction: Direction,
        dialect: Dialect,
    ) -> Result<LoadedScript, ScriptFileError>;
}

/// A script or program, and the file it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedScript {
    /// What runs.
    pub work: Work,
    /// The file, relative to the chain's folder, with `/` between its parts.
    pub file: String,
}

impl Chain {
    /// What `revision.toml` says of a revision; `None` where it cannot be read.
    pub fn described(&self, revision: &Revision) -> Option<RevisionFile> {
        let path = self.root().join(&revision.dir).join(REVISION_FILE);
        RevisionFile::read(&std::fs::read_to_string(path).ok()?).ok()
    }
}

/// A script file that cannot be used.
#[derive(Debug, Error)]
pub enum ScriptFileError {
    /// The lock has none.
    #[error("revision `{}` has no {} script for {dialect}", brief(.revision), direction_name(*.direction))]
    Absent {
        /// Revision.
        revision: RevisionId,
        /// Direction.
        direction: Direction,
        /// Dialect.
        dialect: Dialect,
    },
    /// A program's files cannot be used.
    #[error("{}: {source}", .path.display())]
    Program {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ProgramFileError,
    },
    /// A symbolic link that leads out of the chain's folder.
    #[error("{} is a symbolic link, or below one, that leads out of the chain, to {}. Put the file itself there", .path.display(), .real.display())]
    LinkOut {
        /// The file.
        path: PathBuf,
        /// Where it leads.
        real: PathBuf,
    },
    /// No such file.
    #[error("{} is missing, and the lock has it. Restore it from version control", .path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Two files for one script.
    #[error("{} and {} both stand there: which one runs would be a guess. Remove one", .general.display(), .special.display())]
    Both {
        /// `up.sql`
        general: PathBuf,
        /// `up.sqlite.sql`
        special: PathBuf,
    },
    /// It cannot be read.
    #[error("{}: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// It is no script.
    #[error("{}: {source}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line and fault.
        source: ScriptError,
    },
    /// A hand-written revision whose upgrade has only comments: recording it as
    /// applied would leave what is written later without a run.
    #[error("{} has no statement yet. Write what revision `{}` does, then run again", .path.display(), brief(.revision))]
    Unwritten {
        /// Revision.
        revision: RevisionId,
        /// The file.
        path: PathBuf,
    },
    /// It is not what the lock remembers.
    #[error(
        "{} was edited: the lock has SHA-256 {}…, the file {}…. Restore it from version control, or \
         run `bridge repair {}`, which shows what differs and locks the new text",
        .path.display(), short(.locked), short(.found), brief(.revision)
    )]
    Edited {
        /// Revision.
        revision: RevisionId,
        /// The file.
        path: PathBuf,
        /// Checksum in the lock.
        locked: String,
        /// Checksum of the file.
        found: String,
    },
}

impl ScriptFileError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Edited { .. } | Self::Unwritten { .. } => ErrorKind::Decision,
            _ => ErrorKind::Failed,
        }
    }
}

/// The beginning of a checksum, enough to tell two apart.
pub(crate) fn short(checksum: &str) -> &str {
    checksum.get(..12).unwrap_or(checksum)
}

impl Chain {
    /// The text of a script or program, and its file's name relative to the chain's folder.
    ///
    /// # Errors
    /// No such file, two of them, or an unreadable one.
    pub fn script_text(
        &self,
        revision: &Revision,
        direction: Direction,
        dialect: Dialect,
    ) -> Result<(String, String), ScriptFileError> {
        let is_program = revision
            .script(direction, dialect)
            .is_some_and(|script| script.rung == Rung::Program);
        if !is_program {
            return read_text(self.root(), revision, direction, dialect);
        }
        let file = format!("{}/{PROGRAM_FILE}", revision.dir);
        let path = self.root().join(&file);
        match text_inside(&path, self.root())? {
            Ok(text) => Ok((text, file)),
            Err(error) if error.kind() == IoKind::NotFound => {
                Err(ScriptFileError::Missing { path })
            }
            Err(source) => Err(ScriptFileError::Unreadable { path, source }),
        }
    }

    /// The program of a revision, and its files' checksum.
    pub(super) fn program(
        &self,
        revision: &Revision,
    ) -> Result<(program::Program, String), ScriptFileError> {
        let folder = self.root().join(&revision.dir);
        program::read(&folder).map_err(|source| {
            let path = folder.join(source.file());
            match source {
                ProgramFileError::Io { source, .. } if source.kind() == IoKind::NotFound => {
                    ScriptFileError::Missing { path }
                }
                source => ScriptFileError::Program { path, source },
            }
        })
    }
}

/// Refuses a file that a symbolic link brings in from elsewhere.
pub(super) fn inside(path: &Path, root: &Path) -> Result<(), ScriptFileError> {
    match bridge_importers::contained::leaves(path, root) {
        None => Ok(()),
        Some(real) => Err(ScriptFileError::LinkOut {
            path: path.to_owned(),
            real,
        }),
    }
}

fn text_inside(path: &Path, root: &Path) -> Result<std::io::Result<String>, ScriptFileError> {
    inside(path, root)?;
    Ok(std::fs::read_to_string(path))
}

/// See [`Chain::script_text`].
pub(super) fn read_text(
    root: &Path,
    revision: &Revision,
    direction: Direction,
    dialect: Dialect,
) -> Result<(String, String), ScriptFileError> {
    let folder = root.join(&revision.dir);
    let special = folder.join(script_name(direction, Some(dialect)));
    let general = folder.join(script_name(direction, None));
    let read = |path: &PathBuf| {
        // One of the two names has no file: one question is enough for that.
        if std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == IoKind::NotFound) {
            return Ok(None);
        }
        match text_inside(path, root)? {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == IoKind::NotFound => Ok(None),
            Err(source) => Err(ScriptFileError::Unreadable {
                path: path.clone(),
                source,
            }),
        }
    };
    let name = |dialect| format!("{}/{}", revision.dir, script_name(direction, dialect));
    match read(&special)? {
        Some(_) if general.exists() => Err(ScriptFileError::Both { general, special }),
        Some(text) => Ok((text, name(Some(dialect)))),
        None => match read(&general)? {
            Some(text) => Ok((text, name(None))),
            None => Err(ScriptFileError::Missing { path: special }),
        },
    }
}

impl ScriptSource for Chain {
    fn load(
        &self,
        revision: &Revision,
        direction: Direction,
        dialect: Dialect,
    ) -> Result<LoadedScript, ScriptFileError> {
        let locked = locked(revision, direction, dialect)?;
        if locked.rung == Rung::Program {
            return self.load_program(revision, &locked.checksum);
        }
        let locked = &locked.checksum;
        let (text, file) = self.script_text(revision, direction, dialect)?;
        let path = self.root().join(&file);
        let script = script::read(&text, dialect).map_err(|source| ScriptFileError::Syntax {
            path: path.clone(),
            source,
        })?;
        if revision.is_open && direction == Direction::Up && script.is_empty() {
            return Err(ScriptFileError::Unwritten {
                revision: revision.id.to_string(),
                path,
            });
        }
        let found = script::checksum(&script, dialect);
        if found != *locked {
            return Err(ScriptFileError::Edited {
                revision: revision.id.to_string(),
                path,
                locked: locked.to_string(),
                found,
            });
        }
        Ok(LoadedScript {
            work: script.into(),
            file,
        })
    }
}

impl Chain {
    fn load_program(
        &self,
        revision: &Revision,
        locked: &str,
    ) -> Result<LoadedScript, ScriptFileError> {
        let (program, found) = self.program(revision)?;
        let file = format!("{}/{PROGRAM_FILE}", revision.dir);
        if found != locked {
            return Err(ScriptFileError::Edited {
                revision: revision.id.to_string(),
                path: self.root().join(&file),
                locked: locked.to_string(),
                found,
            });
        }
        Ok(LoadedScript {
            work: program.into(),
            file,
        })
    }
}

fn locked(
    revision: &Revision,
    direction: Direction,
    dialect: Dialect,
) -> Result<&LockedScript, ScriptFileError> {
    revision
        .script(direction, dialect)
        .ok_or_else(|| ScriptFileError::Absent {
            revision: revision.id.to_string(),
            direction,
            dialect,
        })
}

/// Scripts that are not on disk yet, for rehearsals.
#[derive(Debug, Clone, Default)]
pub struct ScriptsInMemory {
    scripts: HashMap<(RevisionId, Direction, Dialect), LoadedScript>,
}

impl ScriptsInMemory {
    /// Adds a script; `file` is the name for messages.
    pub fn insert(
        &mut self,
        revision: RevisionId,
        direction: Direction,
        dialect: Dialect,
        script: Script,
        file: String,
    ) {
        self.scripts.insert(
            (revision, direction, dialect),
            LoadedScript {
                work: script.into(),
                file,
            },
        );
    }
}

impl ScriptSource for ScriptsInMemory {
    fn load(
        &self,
        revision: &Revision,
        direction: Direction,
        dialect: Dialect,
    ) -> Result<LoadedScript, ScriptFileError> {
        self.scripts
            .get(&(revision.id.to_string(), direction, dialect))
            .cloned()
            .ok_or_else(|| ScriptFileError::Absent {
                revision: revision.id.to_string(),
                direction,
                dialect,
            })
    }
}
