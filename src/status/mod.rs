//! What is applied, whether everything fits together, and what to do where
//! it does not: the data behind `current`, `check` and `repair`. Databases
//! are only read here, except by an accepted repair.

mod check;
mod current;
mod files;
mod repair;

pub use check::{Check, Finding, Severity, Unread, check, check_lock};
pub use current::{Current, Head, LaneStatus, current};
pub use files::{EditedScript, edited, findings as file_findings};
pub use repair::{RepairError, Repairable, Repaired, one as repair_of, repair, repairable};

use crate::chain::{Chain, Set};
use crate::plan::{RowState, State, VersionRow};

/// The places of the revisions that are recorded as done; what the chain does not know is left out.
fn recorded(chain: &Chain, state: &State) -> Set {
    state
        .versions
        .values()
        .filter(|row| row.state == RowState::Done)
        .filter_map(|row| chain.index_of(&row.revision))
        .collect()
}

/// Rows that the chain does not know.
fn unknown<'a>(chain: &'a Chain, state: &'a State) -> impl Iterator<Item = &'a VersionRow> {
    state
        .versions
        .values()
        .filter(|row| chain.index_of(&row.revision).is_none())
}

/// Rows of steps that were begun and not finished.
fn running(state: &State) -> impl Iterator<Item = &VersionRow> {
    state
        .versions
        .values()
        .filter(|row| row.state == RowState::Running)
}
