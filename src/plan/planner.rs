//! From chain, state and target to the plan.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::{Dialect, Direction};

use super::adopt::{
    Standing, adopted, lane_database, nothing_populated, recorded, reversed, standing,
};
use super::cut::demands;
use super::error::PlanError;
use super::mirror::Mirror;
use super::model::{
    Adoption, AdoptionReason, Mode, Plan, Progress, RowState, Segment, State, Step,
};
use super::resume::{Unfinished, note, nothing_running, unfinished};
use crate::chain::{Chain, DatabaseName, Kind, Revision, RevisionId, ScriptSource, Set};

/// What the configuration and the command line say about a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// `[legacy] mirror`: whether the legacy ledgers are kept true.
    pub mirror: bool,
    /// `--per-revision`: one transaction for each revision.
    pub per_revision: bool,
    /// The dialect of each configured database.
    pub dialects: BTreeMap<DatabaseName, Dialect>,
}

impl Options {
    pub(crate) fn dialect(&self, revision: &Revision) -> Result<Dialect, PlanError> {
        self.dialects
            .get(revision.database.as_str())
            .copied()
            .ok_or_else(|| PlanError::UnknownDatabase {
                revision: revision.id.to_string(),
                database: revision.database.to_string(),
            })
    }

    pub(crate) fn mirrors(&self, state: &State, lane: &str) -> bool {
        self.mirror && !state.unmirrored.contains(lane)
    }
}

/// The way up to a target (`heads` where none is given), adoptions first.
///
/// Scripts are read for the revisions that run; where any does, those of the
/// applied ones are compared with the lock as well.
///
/// # Errors
/// See [`PlanError`]; nothing has been touched.
pub fn upgrade(
    chain: &Chain,
    state: &State,
    target: Option<&str>,
    scripts: &dyn ScriptSource,
    options: &Options,
) -> Result<Plan, PlanError> {
    let unfinished = unfinished(chain, state, scripts, options)?;
    let standing = standing(chain, state, options, unfinished.as_ref())?;
    let applied = once_finished(&standing.applied, unfinished.as_ref());
    let wanted = chain.upgrade_target(&applied, target.unwrap_or("heads"))?;
    let pending: Set = wanted.difference(&applied).copied().collect();
    nothing_populated(chain, state, &applied, &pending)?;
    let order = pending.into_iter().map(|at| (at, Direction::Up)).collect();
    run(
        chain,
        state,
        scripts,
        options,
        (standing, unfinished, order),
    )
}

/// What is applied once the unfinished step is finished.
fn once_finished(applied: &Set, unfinished: Option<&Unfinished>) -> Set {
    let mut applied = applied.clone();
    if let Some(step) = unfinished {
        match step.progress.direction {
            Direction::Up => applied.insert(step.at),
            Direction::Down => applied.remove(&step.at),
        };
    }
    applied
}

/// The way down to a target, adoptions first.
///
/// # Errors
/// See [`PlanError`]; a revision without a way back stops the whole plan.
pub fn downgrade(
    chain: &Chain,
    state: &State,
    target: &str,
    scripts: &dyn ScriptSource,
    options: &Options,
) -> Result<Plan, PlanError> {
    let unfinished = unfinished(chain, state, scripts, options)?;
    let standing = standing(chain, state, options, unfinished.as_ref())?;
    let applied = once_finished(&standing.applied, unfinished.as_ref());
    let undone = chain.downgrade_target(&applied, target)?;
    let order: Vec<(usize, Direction)> = undone
        .iter()
        .rev()
        .map(|&at| (at, Direction::Down))
        .collect();
    let mut stuck = Vec::new();
    for revision in order
        .iter()
        .filter_map(|&(at, _)| chain.revisions().get(at))
    {
        let dialect = options.dialect(revision)?;
        if revision.script(Direction::Down, dialect).is_none() {
            stuck.push(revision.id.to_string());
        }
    }
    if !stuck.is_empty() {
        return Err(PlanError::Irreversible { revisions: stuck });
    }
    run(
        chain,
        state,
        scripts,
        options,
        (standing, unfinished, order),
    )
}

/// Only what the legacy ledgers give, of one lane or of all: the plan of `bridge adopt`.
///
/// # Errors
/// See [`PlanError`].
pub fn adoptions(
    chain: &Chain,
    state: &State,
    lane: Option<&str>,
    options: &Options,
) -> Result<Plan, PlanError> {
    nothing_running(chain, state)?;
    let mut standing = standing(chain, state, options, None)?;
    if let Some(lane) = lane {
        if !chain.lanes().contains(&lane) {
            return Err(PlanError::UnknownLane {
                lane: lane.to_owned(),
                known: chain.lanes().into_iter().map(str::to_owned).collect(),
            });
        }
        standing.adoptions.retain(|adoption| adoption.lane == lane);
    }
    let mirror = Mirror::new(
        chain,
        state,
        |lane| options.mirrors(state, lane),
        &standing.applied,
    );
    Ok(Plan {
        adoptions: standing.adoptions,
        segments: Vec::new(),
        ledgers: mirror.rows(),
        notes: standing.notes,
    })
}

/// Says by hand what is applied; runs nothing. The lanes that the target
/// names get version rows and mirrored ledgers that agree, whatever they
/// said before: it is the way out of a disagreement.
///
/// # Errors
/// A target that names nothing or several things; rows that the chain does not know.
pub fn stamp(
    chain: &Chain,
    state: &State,
    target: &str,
    options: &Options,
) -> Result<Plan, PlanError> {
    let before = recorded(chain, state)?;
    let running: Set = state
        .versions
        .values()
        .filter(|row| row.state == RowState::Running)
        .filter_map(|row| chain.index_of(&row.revision))
        .collect();
    let after = chain.stamp_target(&before, target)?;
    // A half-done step stays as it is unless the target speaks about it.
    let with_running: Set = before.union(&running).copied().collect();
    let kept = chain.stamp_target(&with_running, target)?;
    let named = chain.target_lanes(target)?;
    let recording = Recording {
        before,
        with_running,
        after,
        kept,
        named,
        reason: AdoptionReason::Stamped,
    };
    recording.plan(chain, state, options)
}

/// Records these revisions beside what is recorded already; runs nothing.
/// Their lanes' mirrored ledgers agree afterwards.
///
/// # Errors
/// Rows that the chain does not know.
pub fn record(
    chain: &Chain,
    state: &State,
    revisions: &[RevisionId],
    options: &Options,
) -> Result<Plan, PlanError> {
    nothing_running(chain, state)?;
    let before = recorded(chain, state)?;
    let new: Set = revisions
        .iter()
        .filter_map(|id| chain.index_of(id))
        .filter(|at| !before.contains(at))
        .collect();
    let lanes: BTreeSet<&str> = new
        .iter()
        .filter_map(|&at| chain.revisions().get(at))
        .map(|revision| revision.lane.as_str())
        .collect();
    let after: Set = before.union(&new).copied().collect();
    let recording = Recording {
        with_running: before.clone(),
        before,
        kept: after.clone(),
        after,
        named: lanes.into_iter().map(str::to_owned).collect(),
        reason: AdoptionReason::Inferred,
    };
    recording.plan(chain, state, options)
}

/// What the version table and the ledgers are to say without anything being run.
struct Recording {
    /// Recorded now.
    before: Set,
    /// The same, with half-done steps.
    with_running: Set,
    /// Recorded afterwards.
    after: Set,
    /// Half-done steps that stay as they are, besides.
    kept: Set,
    /// Lanes whose ledger has to agree even where no row changes.
    named: Vec<String>,
    reason: AdoptionReason,
}

impl Recording {
    fn plan(self, chain: &Chain, state: &State, options: &Options) -> Result<Plan, PlanError> {
        let Self {
            before,
            with_running,
            after,
            kept,
            named,
            reason,
        } = self;
        let mut changes = Vec::new();
        for lane in chain.lanes() {
            let in_lane: Set = chain.in_lane(lane).collect();
            let here = |set: &Set| -> Set { set.intersection(&in_lane).copied().collect() };
            let add: Set = here(&after).difference(&before).copied().collect();
            let gone: Set = here(&with_running)
                .into_iter()
                .filter(|at| !after.contains(at) && !kept.contains(at))
                .collect();
            // A dependency in another lane takes that lane's ledger with it.
            if named.iter().any(|name| name == lane) || !add.is_empty() || !gone.is_empty() {
                changes.push((lane, add, gone));
            }
        }
        let mut mirror = Mirror::new(
            chain,
            state,
            |lane| options.mirrors(state, lane) && changes.iter().any(|(name, ..)| *name == lane),
            &before,
        );
        let mut adoptions = Vec::new();
        for (lane, add, gone) in &changes {
            let ledger = mirror.stamp(lane, &after);
            if add.is_empty() && gone.is_empty() && ledger.is_empty() {
                continue;
            }
            adoptions.push(Adoption {
                lane: lane.to_string(),
                database: lane_database(chain, lane),
                revisions: adopted(chain, add, options)?,
                removed: reversed(chain, gone),
                ledger,
                reason,
            });
        }
        Ok(Plan {
            adoptions,
            segments: Vec::new(),
            ledgers: mirror.rows(),
            notes: Vec::new(),
        })
    }
}

fn run(
    chain: &Chain,
    state: &State,
    scripts: &dyn ScriptSource,
    options: &Options,
    (standing, unfinished, mut order): (Standing, Option<Unfinished>, Vec<(usize, Direction)>),
) -> Result<Plan, PlanError> {
    let mut notes = standing.notes;
    // What was begun is finished first, in its own direction.
    let mut resume: Option<Progress> = None;
    if let Some(Unfinished { at, progress }) = unfinished {
        order.insert(0, (at, progress.direction));
        notes.extend(chain.revisions().get(at).map(|one| note(one, &progress)));
        resume = Some(progress);
    }
    let mut mirror = Mirror::new(
        chain,
        state,
        |lane| options.mirrors(state, lane),
        &standing.applied,
    );
    if !order.is_empty() {
        untouched(chain, scripts, options, &standing.applied)?;
    }
    let mut segments = Segments::new(options.per_revision);
    for &(at, direction) in &order {
        let Some(revision) = chain.revisions().get(at) else {
            continue;
        };
        let dialect = options.dialect(revision)?;
        let Some(locked) = revision.script(direction, dialect) else {
            let is_known = revision.scripts.contains_key(&(direction, dialect));
            return Err(if is_known {
                PlanError::Unavailable {
                    revision: revision.id.to_string(),
                    dialect,
                }
            } else {
                PlanError::NotConverted {
                    revision: revision.id.to_string(),
                    lane: revision.lane.to_string(),
                    dialect,
                }
            });
        };
        let loaded = scripts.load(revision, direction, dialect)?;
        let asks = demands(&loaded.work, dialect);
        let step = Step {
            revision: revision.id.to_string(),
            position: revision.position,
            lane: revision.lane.to_string(),
            database: revision.database.to_string(),
            dialect,
            direction,
            message: revision.message.to_string(),
            checksum: locked.checksum.clone(),
            recorded_checksum: revision.recorded_checksum(dialect).to_string(),
            file: loaded.file,
            work: loaded.work,
            ledger: mirror.step(at, direction),
            resets_session: asks.resets_session,
            resume: resume.take(),
        };
        segments.push(step, asks.outside, asks.cut_after);
    }
    notes.extend(widened(chain, state, options, &order));
    notes.extend(
        segments
            .done
            .iter()
            .filter_map(|segment| segment.cut.clone())
            .filter(|_| !options.per_revision),
    );
    Ok(Plan {
        adoptions: standing.adoptions,
        segments: segments.done,
        ledgers: mirror.rows(),
        notes,
    })
}

/// Before any step: the files of what is applied are those of the lock.
fn untouched(
    chain: &Chain,
    scripts: &dyn ScriptSource,
    options: &Options,
    applied: &Set,
) -> Result<(), PlanError> {
    for revision in applied.iter().filter_map(|&at| chain.revisions().get(at)) {
        let dialect = options.dialect(revision)?;
        if revision.script(Direction::Up, dialect).is_some() {
            scripts.load(revision, Direction::Up, dialect)?;
        }
    }
    Ok(())
}

/// Alembic makes `version_num` 32 characters wide; PostgreSQL enforces it.
fn widened(
    chain: &Chain,
    state: &State,
    options: &Options,
    order: &[(usize, Direction)],
) -> Vec<String> {
    const ALEMBIC_WIDTH: usize = 32;
    let mut notes: Vec<String> = Vec::new();
    for revision in order
        .iter()
        .filter_map(|&(at, _)| chain.revisions().get(at))
    {
        if revision.kind == Kind::Alembic
            && revision.id.chars().count() > ALEMBIC_WIDTH
            && options.mirrors(state, &revision.lane)
            && options.dialects.get(revision.database.as_str()) == Some(&Dialect::Postgres)
        {
            notes.push(format!(
                "`alembic_version.version_num` in database `{}` is widened where it is too narrow: revision `{}` has {} characters.",
                revision.database,
                crate::chain::brief(&revision.id),
                revision.id.chars().count(),
            ));
        }
    }
    notes
}

struct Segments {
    per_revision: bool,
    done: Vec<Segment>,
    /// Why the next step cannot join the last segment.
    closed: Option<String>,
}

impl Segments {
    fn new(per_revision: bool) -> Self {
        Self {
            per_revision,
            done: Vec::new(),
            closed: None,
        }
    }

    fn push(&mut self, step: Step, outside: Option<String>, cut_after: Option<String>) {
        let after = |reason: &str| format!("After revision `{}`: {reason}.", step.revision);
        let closes = cut_after.as_deref().map(after);
        let closed = self.closed.take();
        if let Some(reason) = outside {
            let why = format!("Revision `{}`: {reason}.", step.revision);
            self.closed = Some(format!(
                "After revision `{}`, which ran outside a transaction.",
                step.revision
            ));
            self.open(Mode::Outside, step, Some(why));
            return;
        }
        let reason = closed.or_else(|| {
            self.per_revision
                .then(|| "One transaction for each revision was asked for.".to_string())
        });
        match (reason, self.done.last_mut()) {
            (None, Some(segment)) => segment.steps.push(step),
            (reason, _) => self.open(Mode::Transaction, step, reason),
        }
        self.closed = closes;
    }

    fn open(&mut self, mode: Mode, step: Step, cut: Option<String>) {
        // Nothing is cut off before the first step, except that it is outside.
        let cut = cut.filter(|_| !self.done.is_empty() || mode == Mode::Outside);
        self.done.push(Segment {
            mode,
            steps: vec![step],
            cut,
        });
    }
}

#[cfg(test)]
#[path = "planner_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "planner_properties.rs"]
mod properties;
