//! Writing the chain. New folders come first and the lock last, by rename:
//! a crash leaves the old lock, and folders that it does not name.
//! Nothing that is locked changes, and writing the same again changes no byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bridge_importers::parallel::{drop_beside, in_parts};
use bridge_importers::script::{self, ScriptError};
use bridge_importers::{Dialect, Direction};
use thiserror::Error;

use super::disk::{put_folders, put_lock};
use super::files::{Files, files};
use super::layout::{REVISION_FILE, folder_name};
use super::model::{
    Kind, LedgerName, LockedScript, Revision, RevisionId, Rung, Scripts, direction_name,
};
use super::program::{self, Program};
use super::revision::{Repair, RevisionFile, Source};
use super::{Chain, ChainError, ScriptFileError, brief};
use crate::exit::ErrorKind;

/// A revision to write.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRevision {
    /// Id.
    pub id: RevisionId,
    /// The whole message.
    pub message: String,
    /// When it was created, as its source says it.
    pub created: String,
    /// Lane.
    pub lane: String,
    /// Where it comes from.
    pub kind: Kind,
    /// Database.
    pub database: String,
    /// Direct ancestors.
    pub parents: Vec<RevisionId>,
    /// Revisions of other branches that must be applied before it.
    pub depends_on: Vec<RevisionId>,
    /// Names for it and all that descends from it.
    pub branch_labels: Vec<String>,
    /// The legacy file it was made of.
    pub source: Option<Source>,
    /// What it runs.
    pub scripts: BTreeMap<(Direction, Dialect), NewScript>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
}

/// A script to write.
#[derive(Debug, Clone, PartialEq)]
pub struct NewScript {
    /// How it was made.
    pub rung: Rung,
    /// Derived by bridge, because the source has no downgrade.
    pub derived: bool,
    /// The file's text; empty where it is unavailable, and of a program.
    pub text: String,
    /// The program, on that rung.
    pub program: Option<Arc<Program>>,
    /// Why it is unavailable.
    pub reason: Option<String>,
}

/// What became of one revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Appended.
    Added,
    /// Locked, and the same.
    Unchanged,
    /// Locked, and the same SQL; the legacy file's hash was brought up to date.
    SourceUpdated,
    /// Locked, and given scripts for a dialect that it had none for.
    Extended,
    /// Locked, and written anew because that was asked for.
    Reconverted,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// The chain as it is now.
    pub chain: Chain,
    /// Each given revision, in the given order.
    pub outcomes: Vec<(RevisionId, Outcome)>,
}

/// Why the chain was not written. The lock is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The chain that is there, or the one it would become, does not fit together.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A script that cannot be read back.
    #[error("revision `{}`, {} script for {dialect}: {source}", brief(.revision), direction_name(*.direction))]
    Script {
        /// Revision.
        revision: RevisionId,
        /// Direction.
        direction: Direction,
        /// Dialect.
        dialect: Dialect,
        /// Line and fault.
        source: ScriptError,
    },
    /// A script file of a locked revision cannot be used.
    #[error(transparent)]
    File(#[from] ScriptFileError),
    /// A locked revision that would change.
    #[error("revision `{}` is locked, and its {what} would change. Undo the change in the legacy file, or accept it with `--reconvert {}`", brief(.revision), brief(.revision))]
    Locked {
        /// Revision.
        revision: RevisionId,
        /// What differs, in words.
        what: String,
        /// The locked text, where it is a script.
        before: Option<String>,
        /// The new text, where it is a script.
        after: Option<String>,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}: {source}", .path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl WriteError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Chain(error) => error.kind(),
            Self::File(error) => error.kind(),
            Self::Locked { .. } => ErrorKind::Decision,
            Self::Script { .. } | Self::Io { .. } => ErrorKind::Failed,
        }
    }
}

/// Writes these revisions into the chain's folder: those that the lock has
/// are compared, the others appended in the given order.
///
/// A baseline of a lane that is locked already is put before the lane's
/// first revision, for nothing of the lane can run without it.
///
/// # Errors
/// See [`WriteError`]; the lock is as it was.
pub fn write(
    root: &Path,
    revisions: &[NewRevision],
    reconvert: &BTreeSet<RevisionId>,
) -> Result<Written, WriteError> {
    write_with(root, revisions, reconvert, &[])
}

/// [`write()`], and what `env.py` calls the lanes' legacy ledgers; lanes that are
/// not given keep what the lock has.
///
/// # Errors
/// See [`WriteError`]; the lock is as it was.
pub fn write_with(
    root: &Path,
    revisions: &[NewRevision],
    reconvert: &BTreeSet<RevisionId>,
    ledgers: &[LedgerName],
) -> Result<Written, WriteError> {
    let mut prepared = prepare(root, revisions, reconvert)?;
    prepared.chain = prepared.chain.with_ledgers(ledgers.iter().cloned());
    let made = put_folders(root, &prepared.folders)?;
    // What the lock names is on the disk before the lock is.
    made.keep(root)?;
    put_lock(&prepared.chain)?;
    drop_beside(prepared.folders);
    Ok(Written {
        chain: prepared.chain,
        outcomes: prepared.outcomes,
    })
}

/// What [`write()`] would do, without writing.
///
/// # Errors
/// See [`WriteError`].
pub fn preview(
    root: &Path,
    revisions: &[NewRevision],
    reconvert: &BTreeSet<RevisionId>,
) -> Result<Written, WriteError> {
    let prepared = prepare(root, revisions, reconvert)?;
    Ok(Written {
        chain: prepared.chain,
        outcomes: prepared.outcomes,
    })
}

/// A chain that fits together, and the files that it needs.
struct Prepared {
    chain: Chain,
    outcomes: Vec<(RevisionId, Outcome)>,
    folders: Vec<(String, BTreeMap<String, String>)>,
}

fn prepare(
    root: &Path,
    revisions: &[NewRevision],
    reconvert: &BTreeSet<RevisionId>,
) -> Result<Prepared, WriteError> {
    let before = match Chain::read(root) {
        Ok(chain) => chain,
        Err(ChainError::Missing { .. }) => Chain::new(root.to_path_buf(), Vec::new())?,
        Err(error) => return Err(error.into()),
    };
    let mut after: Vec<Revision> = before.revisions().to_vec();
    let mut outcomes = Vec::with_capacity(revisions.len());
    let mut folders = Vec::new();
    let fresh = in_parts(revisions, |part| {
        let block_and_files = |new: &NewRevision| {
            let is_new = before.get(&new.id).is_none();
            let files = is_new.then(|| files(new, &BTreeMap::new()));
            (locked(new, 0), files)
        };
        part.iter().map(block_and_files).collect::<Vec<_>>()
    });
    for (new, (fresh, new_files)) in revisions.iter().zip(fresh) {
        let mut fresh = fresh?;
        let outcome = match before.get(&new.id) {
            None => {
                let position = added_position(&after, new);
                fresh.dir = folder_name(position, &new.id, &new.message);
                let revision = Revision { position, ..fresh };
                folders.push((revision.dir.clone(), new_files.unwrap_or_default()));
                let at = insertion(&after, new);
                after.insert(at, revision);
                Outcome::Added
            }
            Some(old) => {
                let (outcome, revision, files) = compare(
                    &before,
                    old,
                    (new, fresh),
                    &after,
                    reconvert.contains(&new.id),
                )?;
                folders.push((revision.dir.clone(), files));
                if let Some(slot) = after.iter_mut().find(|revision| revision.id == new.id) {
                    *slot = revision;
                }
                outcome
            }
        };
        outcomes.push((new.id.clone(), outcome));
    }
    // Everything must fit together before anything is written.
    let chain = Chain::new(root.to_path_buf(), after)?.with_ledgers(before.ledger_names().cloned());
    Ok(Prepared {
        chain,
        outcomes,
        folders,
    })
}

/// Takes the text of these revisions' files into the lock: after a
/// hand-written script was edited, or an edit was accepted by `repair`.
///
/// # Errors
/// See [`WriteError`]; the lock is as it was.
pub fn relock(chain: &Chain, ids: &BTreeSet<RevisionId>) -> Result<Chain, WriteError> {
    let mut revisions = chain.revisions().to_vec();
    for revision in revisions
        .iter_mut()
        .filter(|one| ids.contains(one.id.as_str()))
    {
        let dialects: BTreeSet<Dialect> = revision
            .scripts
            .iter()
            .filter(|(_, script)| matches!(script.rung, Rung::Sql | Rung::Directives))
            .map(|((_, dialect), _)| *dialect)
            .collect();
        if revision
            .scripts
            .values()
            .any(|one| one.rung == Rung::Program)
        {
            let (_, checksum) = chain.program(revision)?;
            for (_, slot) in revision.scripts.iter_mut() {
                if slot.rung == Rung::Program {
                    slot.checksum.clone_from(&checksum);
                }
            }
        }
        revision.is_open = false;
        for dialect in dialects {
            for direction in [Direction::Up, Direction::Down] {
                let rung = revision.script(direction, dialect).map(|one| one.rung);
                if rung == Some(Rung::Program) {
                    continue;
                }
                let text = match chain.script_text(revision, direction, dialect) {
                    Ok((text, _)) => text,
                    // A downgrade that was removed is no longer possible; an upgrade must be there.
                    Err(ScriptFileError::Missing { .. }) if direction == Direction::Down => {
                        revision.scripts.remove(&(direction, dialect));
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                };
                let script = parse(&revision.id, direction, dialect, &text)?;
                // A downgrade that nobody wrote stays impossible.
                if direction == Direction::Down
                    && script.is_empty()
                    && !revision.scripts.contains_key(&(direction, dialect))
                {
                    continue;
                }
                let plain = script
                    .nodes
                    .iter()
                    .all(|node| matches!(node, script::Node::Statement(_)));
                let checksum = script::checksum(&script, dialect);
                let slot = revision.scripts.entry((direction, dialect));
                let slot = slot.or_insert_with(|| LockedScript {
                    rung: Rung::Sql,
                    derived: false,
                    checksum: String::new(),
                });
                if slot.checksum != checksum {
                    slot.rung = if plain { Rung::Sql } else { Rung::Directives };
                    slot.derived = false;
                    slot.checksum = checksum;
                }
            }
        }
    }
    let chain = Chain::new(chain.root().to_path_buf(), revisions)?
        .with_ledgers(chain.ledger_names().cloned());
    put_lock(&chain)?;
    Ok(chain)
}

fn insertion(revisions: &[Revision], new: &NewRevision) -> usize {
    if new.kind != Kind::Baseline {
        return revisions.len();
    }
    let first = revisions
        .iter()
        .position(|revision| revision.lane == new.lane);
    first.unwrap_or(revisions.len())
}

fn added_position(revisions: &[Revision], new: &NewRevision) -> u32 {
    u32::try_from(insertion(revisions, new) + 1).unwrap_or(u32::MAX)
}

fn parse(
    id: &str,
    direction: Direction,
    dialect: Dialect,
    text: &str,
) -> Result<script::Script, WriteError> {
    script::read(text, dialect).map_err(|source| WriteError::Script {
        revision: id.to_string(),
        direction,
        dialect,
        source,
    })
}

/// The block in the lock.
pub(super) fn locked(new: &NewRevision, position: u32) -> Result<Revision, WriteError> {
    let mut scripts = Scripts::new();
    for (&(direction, dialect), script) in &new.scripts {
        let checksum = match script.rung {
            Rung::Unavailable => String::new(),
            Rung::Program => script
                .program_files()
                .as_ref()
                .map_or_else(String::new, program::checksum),
            Rung::Sql | Rung::Directives => {
                script::checksum(&parse(&new.id, direction, dialect, &script.text)?, dialect)
            }
        };
        scripts.insert(
            (direction, dialect),
            LockedScript {
                rung: script.rung,
                derived: script.derived,
                checksum,
            },
        );
    }
    let first_line = new.message.lines().next().unwrap_or_default().to_string();
    Ok(Revision {
        position,
        dir: folder_name(position, &new.id, &new.message),
        id: new.id.as_str().into(),
        lane: new.lane.as_str().into(),
        kind: new.kind,
        database: new.database.as_str().into(),
        // Only the list's ledger keeps the whole text.
        description: (new.kind == Kind::List && first_line != new.message)
            .then(|| new.message.clone()),
        message: first_line.into(),
        created: new.created.clone(),
        parents: new.parents.clone(),
        depends_on: new.depends_on.clone(),
        branch_labels: new.branch_labels.clone(),
        scripts,
        is_open: false,
    })
}

impl NewScript {
    pub(super) fn program_files(&self) -> Option<program::Files> {
        self.program.as_deref().map(program::files)
    }

    /// What a reader compares: the script, or the program's own file.
    fn shown(&self) -> String {
        match &self.program {
            Some(program) => program.text.clone(),
            None => self.text.clone(),
        }
    }
}

/// Compares a locked revision with its new conversion: what becomes of it,
/// its block, and the files to write (none where they stand already).
fn compare(
    chain: &Chain,
    old: &Revision,
    (new, mut fresh): (&NewRevision, Revision),
    around: &[Revision],
    reconvert: bool,
) -> Result<(Outcome, Revision, Files), WriteError> {
    fresh.position = old.position;
    fresh.dir.clone_from(&old.dir);
    if reconvert {
        return Ok((Outcome::Reconverted, fresh, files(new, &BTreeMap::new())));
    }
    let differs = |what: &str| WriteError::Locked {
        revision: old.id.to_string(),
        what: what.to_string(),
        before: None,
        after: None,
    };
    let mut kept = old.clone();
    if old.parents != new.parents {
        let baseline = |id: &RevisionId| {
            around
                .iter()
                .any(|one| one.id == *id && one.kind == Kind::Baseline)
        };
        if !old.parents.is_empty() || !new.parents.iter().all(baseline) {
            return Err(differs("parents"));
        }
        kept.parents.clone_from(&new.parents);
    }
    for (what, same) in [
        ("lane", old.lane == new.lane),
        ("kind", old.kind == new.kind),
        ("database", old.database == new.database),
        ("dependencies", old.depends_on == new.depends_on),
        ("branch labels", old.branch_labels == new.branch_labels),
    ] {
        if !same {
            return Err(differs(what));
        }
    }
    let known: BTreeSet<Dialect> = old.scripts.keys().map(|(_, dialect)| *dialect).collect();
    let mut texts: BTreeMap<(Direction, Dialect), String> = BTreeMap::new();
    let mut extended = false;
    for (&(direction, dialect), script) in &fresh.scripts {
        match old.scripts.get(&(direction, dialect)) {
            Some(locked) if locked.checksum == script.checksum && locked.rung == script.rung => {}
            None if !known.contains(&dialect) => {
                kept.scripts.insert((direction, dialect), script.clone());
                extended = true;
            }
            _ => {
                let text = chain.script_text(old, direction, dialect).ok();
                return Err(WriteError::Locked {
                    revision: old.id.to_string(),
                    what: format!("{} script for {dialect}", direction_name(direction)),
                    before: text.map(|(text, _)| text),
                    after: new.scripts.get(&(direction, dialect)).map(NewScript::shown),
                });
            }
        }
    }
    let folder = chain.root().join(&old.dir);
    let path = folder.join(REVISION_FILE);
    let standing = std::fs::read_to_string(&path)
        .ok()
        .and_then(|text| RevisionFile::read(&text).ok());
    if extended {
        // The texts that stand there stay as they are, under the names that now
        // fit; this import may not have converted their dialects at all.
        let mut whole = new.clone();
        for (&(direction, dialect), script) in &old.scripts {
            let mut text = String::new();
            if matches!(script.rung, Rung::Sql | Rung::Directives) {
                text = chain.script_text(old, direction, dialect)?.0;
                texts.insert((direction, dialect), text.clone());
            }
            let program = match script.rung {
                Rung::Program => Some(Arc::new(chain.program(old)?.0)),
                _ => None,
            };
            let notes = standing.as_ref().map(|file| match direction {
                Direction::Up => &file.up,
                Direction::Down => &file.down,
            });
            let reason = notes
                .and_then(|notes| notes.get(&dialect))
                .and_then(|note| note.reason.clone());
            whole
                .scripts
                .entry((direction, dialect))
                .or_insert(NewScript {
                    rung: script.rung,
                    derived: script.derived,
                    text,
                    program,
                    reason,
                });
        }
        return Ok((Outcome::Extended, kept, files(&whole, &texts)));
    }
    let Some(mut standing) = standing else {
        return Ok((Outcome::SourceUpdated, kept, files(new, &BTreeMap::new())));
    };
    let mut out = Files::new();
    let mut outcome = Outcome::Unchanged;
    if standing.source != new.source || standing.parents != kept.parents {
        standing.source.clone_from(&new.source);
        standing.parents.clone_from(&kept.parents);
        outcome = Outcome::SourceUpdated;
        out.insert(REVISION_FILE.to_string(), standing.write());
    }
    Ok((outcome, kept, out))
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
