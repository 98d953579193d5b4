//! Revisions written by hand. A new one is *open*: the lock has its place and
//! its dialects, and no checksum, so that its files can be edited and run
//! without a detour. What an open revision runs is what its files say when
//! the chain is read; a database that has run it remembers the checksum, and
//! a later edit is drift there as with any other revision. The next
//! hand-written revision, or `bridge repair`, seals it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bridge_importers::script::{self, Node};
use bridge_importers::{Dialect, Direction};

use super::disk::{Made, put_folder, put_lock};
use super::files::files;
use super::layout::script_name;
use super::model::{LockedScript, Revision, Rung, Scripts};
use super::scripts::{ScriptFileError, read_text};
use super::writer::{NewRevision, WriteError, locked};
use super::{Chain, RevisionId};

/// A hand-written revision that was added.
#[derive(Debug, Clone)]
pub struct Added {
    /// The chain as it is now.
    pub chain: Chain,
    /// The files that were written, with the chain's folder before them.
    pub paths: Vec<PathBuf>,
    /// Earlier hand-written revisions that were sealed.
    pub sealed: Vec<RevisionId>,
}

/// Appends a hand-written revision, and seals the open ones that say something.
///
/// `split` writes a file per dialect even where they agree; `open` leaves the
/// new revision open.
///
/// # Errors
/// A chain that would not fit together, a folder that is there already or cannot be written.
pub fn append(
    chain: &Chain,
    new: &NewRevision,
    split: bool,
    open: bool,
) -> Result<Added, WriteError> {
    let mut revisions = chain.revisions().to_vec();
    let mut sealed = Vec::new();
    for revision in revisions.iter_mut().filter(|one| one.is_open) {
        if is_written(revision) {
            revision.is_open = false;
            sealed.push(revision.id.to_string());
        }
    }
    let position = u32::try_from(revisions.len() + 1).unwrap_or(u32::MAX);
    let mut revision = locked(new, position)?;
    revision.is_open = open;
    let folder = chain.root().join(&revision.dir);
    if folder.exists() {
        return Err(WriteError::Io {
            path: folder,
            source: std::io::Error::new(
                std::io::ErrorKind::AlreadyExists,
                "it is there already, and the lock does not name it",
            ),
        });
    }
    let mut texts = files(new, &BTreeMap::new());
    if split {
        apart(&mut texts, new);
    }
    revisions.push(revision);
    // Everything must fit together before anything is written.
    let chain = Chain::new(chain.root().to_path_buf(), revisions)?
        .with_ledgers(chain.ledger_names().cloned());
    let mut made = Made::default();
    put_folder(&folder, &texts, &mut made)?;
    made.keep(chain.root())?;
    put_lock(&chain)?;
    Ok(Added {
        chain,
        paths: texts.keys().map(|name| folder.join(name)).collect(),
        sealed,
    })
}

/// One file for each dialect instead of one for all.
fn apart(texts: &mut BTreeMap<String, String>, new: &NewRevision) {
    for direction in [Direction::Up, Direction::Down] {
        let Some(text) = texts.remove(&script_name(direction, None)) else {
            continue;
        };
        for (of, dialect) in new.scripts.keys() {
            if *of == direction {
                texts.insert(script_name(direction, Some(*dialect)), text.clone());
            }
        }
    }
}

/// Whether every upgrade of an open revision can be read and says something.
pub(crate) fn is_written(revision: &Revision) -> bool {
    revision
        .scripts
        .iter()
        .filter(|((direction, _), _)| *direction == Direction::Up)
        .all(|((_, dialect), script)| {
            !script.checksum.is_empty() && Some(&script.checksum) != nothing(*dialect).as_ref()
        })
}

/// The checksum of a script without a statement.
fn nothing(dialect: Dialect) -> Option<String> {
    let empty = script::read("", dialect).ok()?;
    Some(script::checksum(&empty, dialect))
}

/// Gives an open revision the checksums of its files. What cannot be read has
/// an empty one; the fault is said when the script is loaded.
pub(super) fn resolve(root: &Path, revision: &mut Revision) {
    let dialects: BTreeSet<Dialect> = revision.scripts.keys().map(|(_, d)| *d).collect();
    let mut scripts = Scripts::new();
    for dialect in dialects {
        for direction in [Direction::Up, Direction::Down] {
            let text = match read_text(root, revision, direction, dialect) {
                Ok((text, _)) => text,
                Err(ScriptFileError::Missing { .. }) if direction == Direction::Down => continue,
                Err(_) => String::new(),
            };
            let script = script::read(&text, dialect).ok();
            // A downgrade that says nothing is one that nobody wrote.
            if direction == Direction::Down && script.as_ref().is_some_and(|s| s.is_empty()) {
                continue;
            }
            let is_plain = script
                .as_ref()
                .is_none_or(|s| s.nodes.iter().all(|n| matches!(n, Node::Statement(_))));
            scripts.insert(
                (direction, dialect),
                LockedScript {
                    rung: if is_plain {
                        Rung::Sql
                    } else {
                        Rung::Directives
                    },
                    derived: false,
                    checksum: script
                        .map(|script| script::checksum(&script, dialect))
                        .unwrap_or_default(),
                },
            );
        }
    }
    revision.scripts = scripts;
}

#[cfg(test)]
#[path = "handwritten_tests.rs"]
mod tests;
