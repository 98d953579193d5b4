//! The end of the one-time job, and the way back from it: ending the
//! mirroring of the legacy ledgers, and taking bridge's own tables away.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::chain::Kind;
use crate::exit::ErrorKind;
use crate::plan::State;
use crate::run::{self, Event, Maintenance, PlannerError, RunError};
use crate::workspace::{Goal, RunSettings, Workspace};

/// Why the cutover can neither be finished nor taken back. Nothing was changed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CutoverError {
    /// No lane was adopted.
    #[error("no lane has been taken over yet. Run `bridge cutover` first")]
    NotBegun,
    /// Lanes with ledger rows that bridge has not adopted.
    #[error("the lanes {} are not taken over yet. Run `bridge upgrade` first", .0.join(", "))]
    Unadopted(Vec<String>),
    /// The legacy tool was run since.
    #[error("the old tool was run since on the lanes {}. Run `bridge upgrade` first: it records what was done", .0.join(", "))]
    MovedAhead(Vec<String>),
    /// Revisions that the legacy tools do not know.
    #[error(
        "revisions written with bridge are applied: {}. The legacy tools do not know them, so there is no way back to these tools. \
         Downgrade them first, or restore a backup",
        .0.join(", ")
    )]
    BridgeRevisions(Vec<String>),
    /// The legacy ledgers are no longer true.
    #[error("mirroring has ended for {}: the legacy ledgers are no longer true, so there is no way back to the legacy tools", .0.join(", "))]
    Unmirrored(Vec<String>),
}

impl CutoverError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Decision
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// There was nothing to do.
    Nothing,
    /// The legacy ledgers of these lanes are no longer kept.
    Finished(BTreeSet<String>),
    /// Bridge's own tables are gone.
    Aborted,
}

/// `bridge cutover --finish`: ends the mirroring of every lane.
///
/// # Errors
/// A lane that is not adopted; see [`RunError`].
pub fn finish(
    workspace: &Workspace,
    settings: &RunSettings,
    events: &mut dyn FnMut(Event),
) -> Result<Ending, RunError> {
    let legacy: BTreeSet<String> = workspace
        .chain
        .legacy_lanes()
        .into_keys()
        .map(str::to_owned)
        .collect();
    let mut decide = |state: &State| -> Result<Maintenance, PlannerError> {
        if state.versions.is_empty() {
            return Err(Box::new(CutoverError::NotBegun));
        }
        let adopted: BTreeSet<&str> = state
            .versions
            .values()
            .map(|row| row.lane.as_str())
            .collect();
        let left: Vec<String> = state
            .ledgers
            .iter()
            .filter(|(lane, rows)| !rows.is_empty() && !adopted.contains(lane.as_str()))
            .map(|(lane, _)| lane.clone())
            .collect();
        if !left.is_empty() {
            return Err(Box::new(CutoverError::Unadopted(left)));
        }
        // From here on nobody compares the ledgers any more: they must agree now.
        let waiting = workspace.plan(&Goal::Adopt(None), state, settings)?;
        let moved: Vec<String> = waiting
            .adoptions
            .into_iter()
            .map(|adoption| adoption.lane)
            .collect();
        if !moved.is_empty() {
            return Err(Box::new(CutoverError::MovedAhead(moved)));
        }
        let ending: BTreeSet<String> = legacy.difference(&state.unmirrored).cloned().collect();
        Ok(if ending.is_empty() {
            Maintenance::Nothing
        } else {
            Maintenance::EndMirroring(ending)
        })
    };
    let done = run::maintain(&workspace.request(settings), &mut decide, events)?;
    Ok(match done {
        Maintenance::EndMirroring(lanes) => Ending::Finished(lanes),
        _ => Ending::Nothing,
    })
}

/// `bridge cutover --abort`: takes bridge's own tables away, as long as the
/// legacy tools can go on from where the databases are.
///
/// # Errors
/// See [`CutoverError`] and [`RunError`].
pub fn abort(
    workspace: &Workspace,
    settings: &RunSettings,
    events: &mut dyn FnMut(Event),
) -> Result<Ending, RunError> {
    let chain = &workspace.chain;
    let mirror = workspace.config.legacy.mirror;
    let mut decide = |state: &State| -> Result<Maintenance, PlannerError> {
        if state.versions.is_empty() {
            return Ok(Maintenance::Nothing);
        }
        let is_foreign = |id: &str| {
            chain.get(id).is_none_or(|revision| {
                !matches!(revision.kind, Kind::Alembic | Kind::List | Kind::Baseline)
            })
        };
        let foreign: Vec<String> = state
            .versions
            .keys()
            .filter(|id| is_foreign(id))
            .map(ToString::to_string)
            .collect();
        if !foreign.is_empty() {
            return Err(Box::new(CutoverError::BridgeRevisions(foreign)));
        }
        let unmirrored: Vec<String> = if mirror {
            state.unmirrored.iter().cloned().collect()
        } else {
            chain
                .legacy_lanes()
                .into_keys()
                .map(str::to_owned)
                .collect()
        };
        if !unmirrored.is_empty() {
            return Err(Box::new(CutoverError::Unmirrored(unmirrored)));
        }
        Ok(Maintenance::Abort)
    };
    let done = run::maintain(&workspace.request(settings), &mut decide, events)?;
    Ok(match done {
        Maintenance::Abort => Ending::Aborted,
        _ => Ending::Nothing,
    })
}
