//! The chain's files against its lock.

use std::collections::BTreeSet;

use bridge_importers::{Dialect, Direction};
use serde::Serialize;

use super::check::{Finding, Severity};
use crate::chain::layout::REVISION_FILE;
use crate::chain::{Chain, Revision, Rung, ScriptFileError, ScriptSource, direction_name};

/// A script file that is not what the lock remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditedScript {
    /// The file.
    pub path: String,
    /// `up` or `down`.
    pub direction: &'static str,
    /// Dialect.
    pub dialect: Dialect,
    /// Checksum in the lock.
    pub locked: String,
    /// Checksum of the file.
    pub found: String,
}

/// The scripts of a revision that were edited since they were locked.
pub fn edited(chain: &Chain, revision: &Revision) -> Vec<EditedScript> {
    faults(chain, revision)
        .into_iter()
        .filter_map(|(direction, dialect, error)| match error {
            ScriptFileError::Edited {
                path,
                locked,
                found,
                ..
            } => Some(EditedScript {
                path: path.display().to_string(),
                direction: direction_name(direction),
                dialect,
                locked,
                found,
            }),
            _ => None,
        })
        .collect()
}

fn faults(chain: &Chain, revision: &Revision) -> Vec<(Direction, Dialect, ScriptFileError)> {
    revision
        .scripts
        .iter()
        .filter(|(_, script)| script.rung != Rung::Unavailable)
        .filter_map(|(&(direction, dialect), _)| {
            let error = chain.load(revision, direction, dialect).err()?;
            Some((direction, dialect, error))
        })
        .collect()
}

/// Everything about the files that does not fit the lock.
pub fn findings(chain: &Chain) -> Vec<Finding> {
    let mut found = Vec::new();
    for revision in chain.revisions() {
        let folder = chain.root().join(&revision.dir);
        if !folder.is_dir() {
            found.push(
                Finding::new(
                    "missing-folder",
                    Severity::Decision,
                    format!(
                        "{} is missing, and the lock has revision `{}` there",
                        folder.display(),
                        revision.id
                    ),
                )
                .of(revision)
                .advise("Restore it from version control."),
            );
            continue;
        }
        let mut said = BTreeSet::new();
        for (_, _, error) in faults(chain, revision) {
            let message = error.to_string();
            // One file can stand for several dialects.
            if said.insert(message.clone()) {
                found.push(Finding::new(code(&error), Severity::Decision, message).of(revision));
            }
        }
        if revision.is_open && said.is_empty() {
            found.push(
                Finding::new(
                    "open",
                    Severity::Note,
                    format!(
                        "revision `{}` is open: the lock has no checksum of it yet",
                        revision.id
                    ),
                )
                .of(revision)
                .advise(format!(
                    "The next `bridge revision` seals it, or `bridge repair {} --yes` does now.",
                    revision.id
                )),
            );
        }
    }
    found.extend(strays(chain));
    found
}

fn code(error: &ScriptFileError) -> &'static str {
    match error {
        ScriptFileError::Edited { .. } => "edited",
        ScriptFileError::Unwritten { .. } => "unwritten",
        ScriptFileError::Missing { .. } | ScriptFileError::Absent { .. } => "missing-script",
        ScriptFileError::Both { .. } => "two-scripts",
        ScriptFileError::LinkOut { .. } => "link-out-of-the-chain",
        ScriptFileError::Syntax { .. } => "syntax",
        ScriptFileError::Unreadable { .. } | ScriptFileError::Program { .. } => "unreadable-script",
    }
}

/// Folders that hold a revision which the lock does not name: it would never run.
fn strays(chain: &Chain) -> Vec<Finding> {
    let known: BTreeSet<&str> = chain
        .revisions()
        .iter()
        .map(|one| one.dir.as_str())
        .collect();
    let Ok(entries) = std::fs::read_dir(chain.root()) else {
        return Vec::new();
    };
    let mut folders: Vec<_> = entries
        .flatten()
        .filter(|entry| !known.contains(entry.file_name().to_string_lossy().as_ref()))
        .map(|entry| entry.path())
        .filter(|path| path.join(REVISION_FILE).is_file())
        .collect();
    folders.sort();
    folders
        .into_iter()
        .map(|path| {
            let mut finding = Finding::new(
                "stray-folder",
                Severity::Decision,
                format!("{} holds a revision that chain.lock does not name, so it never runs", path.display()),
            )
            .advise("If a merge lost its block in chain.lock, restore the block; otherwise delete the folder.");
            finding.path = Some(path.display().to_string());
            finding
        })
        .collect()
}
