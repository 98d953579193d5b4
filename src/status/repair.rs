//! What needs repair, and the conscious way out.

use std::collections::BTreeSet;

use serde::Serialize;
use thiserror::Error;

use super::files::{EditedScript, edited};
use super::running;
use crate::chain::{Kind, Revision, RevisionId, WriteError, relock};
use crate::exit::ErrorKind;
use crate::plan::{RowState, State};
use crate::run::{self, Event, RunError};
use crate::workspace::{RunSettings, Workspace};

/// A revision that needs a decision. Its keys are stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repairable {
    /// Revision.
    pub revision: RevisionId,
    /// Lane.
    pub lane: String,
    /// Where it comes from.
    pub kind: Kind,
    /// Its folder in the chain.
    pub folder: String,
    /// Whether it is recorded as applied.
    pub is_applied: bool,
    /// Whether it is open: no checksum is locked yet.
    pub is_open: bool,
    /// Script files that are not what the lock remembers.
    pub edited: Vec<EditedScript>,
    /// Checksum in the version table, where it is applied.
    pub recorded: Option<String>,
    /// Checksum in the lock.
    pub locked: String,
    /// Statements done, where it was begun outside a transaction and not finished.
    pub statements_done: Option<u32>,
}

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// Revision.
    pub revision: RevisionId,
    /// Files whose text the lock has now.
    pub relocked: Vec<String>,
    /// Whether an open revision was sealed.
    pub is_sealed: bool,
    /// The checksum that the version table had, where it was replaced.
    pub recorded_before: Option<String>,
    /// The checksum that it has now.
    pub recorded: Option<String>,
}

/// Why nothing was repaired.
#[derive(Debug, Error)]
pub enum RepairError {
    /// A step outside a transaction cannot be repaired by accepting a file.
    #[error(
        "revision `{revision}` was begun outside a transaction and not finished. `bridge upgrade` goes on with it; where it cannot, it says why, and `bridge stamp` is the way to say what is true"
    )]
    Running {
        /// Revision.
        revision: RevisionId,
    },
    /// The database's state.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The lock.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl RepairError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Running { .. } => ErrorKind::Decision,
            Self::Run(error) => error.kind(),
            Self::Write(error) => error.kind(),
        }
    }
}

impl Repairable {
    /// Whether somebody has to decide; an open revision by itself is in order.
    pub fn is_due(&self) -> bool {
        !self.edited.is_empty()
            || self.statements_done.is_some()
            || self
                .recorded
                .as_ref()
                .is_some_and(|recorded| *recorded != self.locked)
    }
}

/// Everything that needs repair, in chain order.
pub fn repairable(workspace: &Workspace, state: &State) -> Vec<Repairable> {
    workspace
        .chain
        .revisions()
        .iter()
        .map(|revision| look(workspace, state, revision))
        .filter(Repairable::is_due)
        .collect()
}

fn look(workspace: &Workspace, state: &State, revision: &Revision) -> Repairable {
    let row = state.versions.get(revision.id.as_str());
    let done = row.filter(|row| row.state == RowState::Done);
    let dialect = workspace
        .databases
        .databases
        .get(revision.database.as_str())
        .map(|database| database.url.dialect());
    Repairable {
        revision: revision.id.to_string(),
        lane: revision.lane.to_string(),
        kind: revision.kind,
        folder: workspace
            .chain
            .root()
            .join(&revision.dir)
            .display()
            .to_string(),
        is_applied: done.is_some(),
        is_open: revision.is_open,
        edited: edited(&workspace.chain, revision),
        recorded: done.map(|row| row.checksum.clone()),
        locked: dialect
            .map(|dialect| revision.recorded_checksum(dialect).to_owned())
            .unwrap_or_default(),
        statements_done: running(state)
            .find(|row| row.revision == revision.id)
            .map(|row| row.statements_done),
    }
}

/// What one revision needs.
pub fn one(workspace: &Workspace, state: &State, revision: &Revision) -> Repairable {
    look(workspace, state, revision)
}

/// Takes the text of a revision's files into the lock, and their checksum
/// into the version table where the revision is applied. The file is not run.
///
/// The lock comes first: where the database then refuses, the same call
/// again does the rest.
///
/// # Errors
/// See [`RepairError`].
pub fn repair(
    workspace: &mut Workspace,
    item: &Repairable,
    settings: &RunSettings,
    events: &mut dyn FnMut(Event),
) -> Result<Repaired, RepairError> {
    if item.statements_done.is_some() {
        return Err(RepairError::Running {
            revision: item.revision.clone(),
        });
    }
    let mut done = Repaired {
        revision: item.revision.clone(),
        relocked: item
            .edited
            .iter()
            .map(|script| script.path.clone())
            .collect(),
        is_sealed: item.is_open,
        recorded_before: None,
        recorded: None,
    };
    done.relocked.dedup();
    if !item.edited.is_empty() || item.is_open {
        let ids = BTreeSet::from([item.revision.clone()]);
        workspace.chain = relock(&workspace.chain, &ids)?;
    }
    let locked = workspace.chain.get(&item.revision).and_then(|revision| {
        let database = workspace
            .databases
            .databases
            .get(revision.database.as_str())?;
        Some(
            revision
                .recorded_checksum(database.url.dialect())
                .to_owned(),
        )
    });
    if let (Some(recorded), Some(locked)) = (&item.recorded, locked)
        && *recorded != locked
    {
        let request = workspace.request(settings);
        run::rerecord(&request, &item.revision, recorded, &locked, events)?;
        done.recorded_before = Some(recorded.clone());
        done.recorded = Some(locked);
    }
    Ok(done)
}
