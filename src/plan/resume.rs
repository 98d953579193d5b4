//! A step outside a transaction that was begun and not finished: where it goes on.
//!
//! Every run finishes it first, in its own direction. Where bridge cannot know
//! what is true, a person has to say it (`bridge stamp`).

use bridge_importers::Direction;

use super::error::PlanError;
use super::model::{Progress, RowState, State, VersionRow};
use super::outside::{Doubt, Manner, is_lost_with_the_session, manner, parts};
use super::planner::Options;
use crate::chain::{Chain, LoadedScript, Revision, ScriptSource};

/// The step that goes on.
pub(crate) struct Unfinished {
    /// Its place in the chain.
    pub(crate) at: usize,
    /// From where.
    pub(crate) progress: Progress,
}

/// Finds it.
///
/// # Errors
/// [`PlanError::Running`] where it cannot simply go on.
pub(crate) fn unfinished(
    chain: &Chain,
    state: &State,
    scripts: &dyn ScriptSource,
    options: &Options,
) -> Result<Option<Unfinished>, PlanError> {
    let mut running = state
        .versions
        .values()
        .filter(|row| row.state == RowState::Running);
    let Some(row) = running.next() else {
        return Ok(None);
    };
    let Some((at, revision)) = chain
        .index_of(&row.revision)
        .and_then(|at| Some((at, chain.revisions().get(at)?)))
    else {
        return Ok(None);
    };
    let refused = |reason: &str| Err(stopped(chain, row, reason));
    if running.next().is_some() {
        return refused("there are several such revisions");
    }
    let Some(progress) = state.progress.get(row.revision.as_str()) else {
        return refused("nothing says where it stopped");
    };
    let dialect = options.dialect(revision)?;
    let Some(locked) = revision.script(progress.direction, dialect) else {
        return refused("its script is gone");
    };
    if locked.checksum != progress.checksum {
        return refused("its script has changed since");
    }
    let loaded = scripts.load(revision, progress.direction, dialect)?;
    match obstacle(revision, &loaded, options, progress)? {
        Some(reason) => refused(&reason),
        None => Ok(Some(Unfinished {
            at,
            progress: progress.clone(),
        })),
    }
}

/// Stops where anything is unfinished: for what runs no script.
pub(crate) fn nothing_running(chain: &Chain, state: &State) -> Result<(), PlanError> {
    match state
        .versions
        .values()
        .find(|row| row.state == RowState::Running)
    {
        Some(row) => Err(stopped(
            chain,
            row,
            "`bridge upgrade` finishes it, where that is possible",
        )),
        None => Ok(()),
    }
}

/// What the reader of a plan is told.
pub(crate) fn note(revision: &Revision, progress: &Progress) -> String {
    format!(
        "The {} of revision `{}` was begun outside a transaction and not finished; it goes on after {} of its statements.",
        match progress.direction {
            Direction::Up => "upgrade",
            Direction::Down => "downgrade",
        },
        crate::chain::brief(&revision.id),
        progress.done,
    )
}

fn obstacle(
    revision: &Revision,
    loaded: &LoadedScript,
    options: &Options,
    progress: &Progress,
) -> Result<Option<String>, PlanError> {
    let dialect = options.dialect(revision)?;
    let Some(script) = loaded.work.script() else {
        return Ok(progress
            .in_doubt
            .then(|| "it is a program, and nothing says how far it came behind the begin of its `autocommit_block`".to_owned()));
    };
    let parts = parts(script);
    let done = progress.done as usize;
    let Some(before) = parts.get(..done) else {
        return Ok(Some(
            "it says more is done than the script holds".to_owned(),
        ));
    };
    if before
        .iter()
        .any(|part| is_lost_with_the_session(part.node, dialect))
    {
        return Ok(Some(
            "its temporary tables went with the connection".to_owned(),
        ));
    }
    if !progress.in_doubt {
        return Ok(None);
    }
    Ok(parts
        .get(done)
        .and_then(|part| match manner(*part, dialect) {
            Manner::Alone(Doubt::Unknown(reason)) => {
                Some(format!("{reason}, and nothing says whether it was done"))
            }
            _ => None,
        }))
}

fn stopped(chain: &Chain, row: &VersionRow, reason: &str) -> PlanError {
    PlanError::Running {
        revision: row.revision.to_string(),
        lane: row.lane.to_string(),
        database: row.database.to_string(),
        statements_done: row.statements_done,
        reason: reason.to_owned(),
        file: chain
            .get(&row.revision)
            .map(|revision| revision.dir.clone())
            .unwrap_or_default(),
    }
}
