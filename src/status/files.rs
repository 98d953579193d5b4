//! The chain's files against its lock.

use std::collections::BTreeSet;
use std::path::Path;

use bridge_importers::{Dialect, Direction};
use serde::Serialize;

use super::check::{Finding, Severity};
use crate::chain::layout::{PROGRAM_FILE, PROGRAM_SETTINGS_FILE, REVISION_FILE, script_name};
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

/// Folders that hold a revision, or scripts, which the lock does not name: they would never run.
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
        .collect();
    folders.sort();
    folders.iter().filter_map(|path| stray(path)).collect()
}

fn stray(path: &Path) -> Option<Finding> {
    let (what, advice) = if path.join(REVISION_FILE).is_file() {
        (
            "a revision that chain.lock does not name, so it never runs",
            "If a merge lost its block in chain.lock, restore the block; otherwise delete the folder.",
        )
    } else if holds_work(path) {
        (
            "scripts and no revision.toml, and chain.lock does not name it, so they never run",
            "If a merge lost its block in chain.lock, restore the block and the folder's files from version control; \
             what an import that was cut off left, delete, and import again.",
        )
    } else {
        return None;
    };
    let mut finding = Finding::new(
        "stray-folder",
        Severity::Decision,
        format!("{} holds {what}", path.display()),
    )
    .advise(advice);
    finding.path = Some(path.display().to_string());
    Some(finding)
}

/// Whether a folder has a file of a name under which revisions keep what they run.
fn holds_work(folder: &Path) -> bool {
    let dialects = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];
    let scripts = [Direction::Up, Direction::Down]
        .into_iter()
        .flat_map(|direction| {
            let named = dialects.map(Some).into_iter().chain([None]);
            named.map(move |dialect| script_name(direction, dialect))
        });
    let programs = [PROGRAM_FILE, PROGRAM_SETTINGS_FILE].map(str::to_owned);
    scripts
        .chain(programs)
        .any(|name| folder.join(name).is_file())
}
