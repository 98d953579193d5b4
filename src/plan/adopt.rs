//! What the state means: which version rows count, and what is taken over
//! from the legacy ledgers.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::{Dialect, Direction};

use super::error::{Drifted, PlanError};
use super::mirror;
use super::model::{AdoptedRevision, Adoption, AdoptionReason, LedgerRows, RowState, State};
use super::planner::Options;
use super::resume::Unfinished;
use crate::chain::{Chain, DatabaseName, Kind, Revision, RevisionId, Set};

/// The state, understood.
pub(crate) struct Standing {
    /// Applied, what is about to be adopted included.
    pub(crate) applied: Set,
    /// Lanes to take over, in the order of the chain.
    pub(crate) adoptions: Vec<Adoption>,
    /// What to say about it.
    pub(crate) notes: Vec<String>,
}

/// Whether home has the version rows of this chain, if any database has.
fn known_at_home(chain: &Chain, state: &State) -> Result<(), PlanError> {
    for ((database, schema), rows) in &state.elsewhere {
        // Another project may have its home there.
        let known = rows.iter().filter(|id| chain.get(id).is_some());
        let rows: Vec<RevisionId> = known.cloned().collect();
        if !rows.is_empty() {
            let (database, schema) = (database.clone(), schema.clone());
            return Err(PlanError::HomeElsewhere {
                database,
                schema,
                rows,
            });
        }
    }
    Ok(())
}

/// Revisions whose version row is complete.
///
/// # Errors
/// Rows that the chain does not know; rows of the chain in a database that is not the home.
pub(crate) fn recorded(chain: &Chain, state: &State) -> Result<Set, PlanError> {
    known_at_home(chain, state)?;
    let mut done = Vec::new();
    let mut rows = Vec::new();
    for row in state.versions.values() {
        match chain.index_of(&row.revision) {
            Some(at) if row.state == RowState::Done => done.push(at),
            Some(_) => {}
            None => rows.push((
                row.revision.to_string(),
                row.lane.to_string(),
                row.message.to_string(),
            )),
        }
    }
    if rows.is_empty() {
        Ok(done.into_iter().collect())
    } else {
        Err(PlanError::Ahead { rows })
    }
}

/// Applied revisions whose checksum in the lock is no longer the recorded one, in chain order.
pub fn drifted(chain: &Chain, state: &State, options: &Options) -> Result<Vec<Drifted>, PlanError> {
    let mut drifted = BTreeMap::new();
    for row in state.versions.values() {
        let Some(revision) = chain.get(&row.revision) else {
            continue;
        };
        let locked = revision.recorded_checksum(options.dialect(revision)?);
        if row.state == RowState::Done && row.checksum != locked {
            let drift = Drifted {
                revision: revision.id.to_string(),
                dir: revision.dir.clone(),
                recorded: row.checksum.clone(),
                locked: locked.to_string(),
            };
            drifted.insert(revision.position, drift);
        }
    }
    Ok(drifted.into_values().collect())
}

/// Reads the whole state: version rows, ledgers, and how they agree. What is
/// half undone still counts: its ledger row goes with its last statement.
pub(crate) fn standing(
    chain: &Chain,
    state: &State,
    options: &Options,
    unfinished: Option<&Unfinished>,
) -> Result<Standing, PlanError> {
    let mut recorded = recorded(chain, state)?;
    recorded.extend(
        unfinished
            .filter(|step| step.progress.direction == Direction::Down)
            .map(|step| step.at),
    );
    let drifted = drifted(chain, state, options)?;
    if !drifted.is_empty() {
        return Err(PlanError::Drift { drifted });
    }
    let mut standing = Standing {
        applied: recorded.clone(),
        adoptions: Vec::new(),
        notes: Vec::new(),
    };
    let kinds = chain.legacy_lanes();
    for lane in chain.lanes() {
        let Some(&kind) = kinds.get(lane) else {
            continue;
        };
        lane_standing(
            chain,
            state,
            options,
            (lane, kind),
            &recorded,
            &mut standing,
        )?;
    }
    Ok(standing)
}

/// One lane by itself: what would be adopted, or why it cannot be.
///
/// # Errors
/// A ledger that names what the chain does not know, or that disagrees.
pub(crate) fn lane_alone(
    chain: &Chain,
    state: &State,
    options: &Options,
    lane: (&str, Kind),
    recorded: &Set,
) -> Result<Standing, PlanError> {
    known_at_home(chain, state)?;
    let mut standing = Standing {
        applied: recorded.clone(),
        adoptions: Vec::new(),
        notes: Vec::new(),
    };
    lane_standing(chain, state, options, lane, recorded, &mut standing)?;
    Ok(standing)
}

fn lane_standing(
    chain: &Chain,
    state: &State,
    options: &Options,
    (lane, kind): (&str, Kind),
    recorded: &Set,
    standing: &mut Standing,
) -> Result<(), PlanError> {
    let has_rows = chain.in_lane(lane).any(|at| recorded.contains(&at));
    // Once bridge has rows, a ledger that is no longer mirrored says nothing.
    if has_rows && !options.mirrors(state, lane) {
        return Ok(());
    }
    let claimed = claimed(chain, state, lane, kind)?;
    let legacy = mirror::legacy_in(chain, lane, recorded);
    let (new, reason): (Set, _) = if has_rows {
        let behind: Set = legacy.difference(&claimed).copied().collect();
        let mut ahead: Set = mirror::legacy_in(chain, lane, &claimed)
            .difference(&legacy)
            .copied()
            .collect();
        // What no ledger has a row for is implied by what stands on it, here as
        // at the first adoption: home may have been restored without the rest.
        if !ahead.is_empty() {
            ahead.extend(claimed.difference(recorded));
        }
        if !behind.is_empty() {
            return Err(PlanError::LedgerDisagrees {
                lane: lane.to_string(),
                table: chain.ledger_called(lane, kind),
                ledger: ledger_names(state, lane).into_iter().collect(),
                expected: mirror::expected(chain, lane, kind, recorded)
                    .into_iter()
                    .collect(),
                behind: chain.ids(&behind),
                ahead: chain.ids(&ahead),
            });
        }
        (ahead, AdoptionReason::MovedAhead)
    } else {
        (claimed, AdoptionReason::First)
    };
    if new.is_empty() {
        return Ok(());
    }
    match reason {
        AdoptionReason::MovedAhead => standing.notes.push(format!(
            "Lane `{lane}`: the old tool was run since; {} recorded as adopted: {}.",
            count(new.len()),
            crate::chain::list(&chain.ids(&new)),
        )),
        _ if kind == Kind::List => standing.notes.extend(gaps(chain, lane, &new)),
        _ => {}
    }
    standing.adoptions.push(Adoption {
        lane: lane.to_string(),
        database: lane_database(chain, lane),
        revisions: adopted(chain, &new, options)?,
        removed: Vec::new(),
        ledger: Vec::new(),
        reason,
    });
    standing.applied.extend(new);
    Ok(())
}

/// The revisions that a ledger says are applied.
///
/// An Alembic row stands for all that it needs. A list's rows stand for
/// themselves, because the old runner applies whatever has no row, in any
/// order; only the baseline below them is implied. Both stay in their lane:
/// the old tools knew of no other.
pub(crate) fn claimed(
    chain: &Chain,
    state: &State,
    lane: &str,
    kind: Kind,
) -> Result<Set, PlanError> {
    if let Some(rows) = state.ledgers.get(lane)
        && matches!(rows, LedgerRows::List { .. }) != (kind == Kind::List)
    {
        return Err(PlanError::LedgerKind {
            lane: lane.to_string(),
            table: chain.ledger_called(lane, kind),
        });
    }
    let mut named = Set::new();
    let mut unknown = Vec::new();
    for id in ledger_names(state, lane) {
        match chain.index_of(&id) {
            Some(at)
                if chain.revisions()[at].lane == lane && chain.revisions()[at].kind == kind =>
            {
                named.insert(at);
            }
            _ => unknown.push(id),
        }
    }
    if !unknown.is_empty() {
        return Err(PlanError::UnknownInLedger {
            lane: lane.to_string(),
            table: chain.ledger_called(lane, kind),
            ids: unknown,
        });
    }
    Ok(chain
        .graph()
        .ancestors(named.iter().copied())
        .into_iter()
        .filter(|&at| {
            let revision = &chain.revisions()[at];
            revision.lane == lane
                && (named.contains(&at)
                    || revision.kind == Kind::Baseline
                    || (kind == Kind::Alembic && revision.kind == Kind::Alembic))
        })
        .collect())
}

fn ledger_names(state: &State, lane: &str) -> BTreeSet<String> {
    state
        .ledgers
        .get(lane)
        .map(|rows| mirror::names(rows).clone())
        .unwrap_or_default()
}

/// Entries without a row before one that has one.
fn gaps(chain: &Chain, lane: &str, adopted: &Set) -> Option<String> {
    let last = adopted.last()?;
    let missing: Set = chain
        .in_lane(lane)
        .filter(|at| at < last && !adopted.contains(at))
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "Lane `{lane}`: {} no row in the ledger although later ones have: {}. As with the old runner, they are pending.",
            if missing.len() == 1 { "1 entry has".to_string() } else { format!("{} entries have", missing.len()) },
            crate::chain::list(&chain.ids(&missing)),
        )
    })
}

fn count(revisions: usize) -> String {
    if revisions == 1 {
        "1 revision is".into()
    } else {
        format!("{revisions} revisions are")
    }
}

/// The database of a lane's ledger: that of its first legacy revision.
pub(crate) fn lane_database(chain: &Chain, lane: &str) -> DatabaseName {
    let of = |revision: &&Revision| revision.lane == lane;
    chain
        .revisions()
        .iter()
        .filter(of)
        .find(|revision| revision.kind.is_legacy())
        .or_else(|| chain.revisions().iter().find(of))
        .map(|revision| revision.database.to_string())
        .unwrap_or_default()
}

/// What the version table gets to know of these revisions.
pub(crate) fn adopted(
    chain: &Chain,
    set: &Set,
    options: &Options,
) -> Result<Vec<AdoptedRevision>, PlanError> {
    set.iter()
        .filter_map(|&at| chain.revisions().get(at))
        .map(|revision| {
            let dialect: Dialect = options.dialect(revision)?;
            Ok(AdoptedRevision {
                revision: revision.id.to_string(),
                position: revision.position,
                lane: revision.lane.to_string(),
                database: revision.database.to_string(),
                message: revision.message.to_string(),
                checksum: revision.recorded_checksum(dialect).to_string(),
            })
        })
        .collect()
}

/// Stops where a lane would be built from its base on a database that is full already.
///
/// A database that other lanes have filled is no reason to stop: their rows
/// say where its tables come from.
pub(crate) fn nothing_populated(
    chain: &Chain,
    state: &State,
    applied: &Set,
    pending: &Set,
) -> Result<(), PlanError> {
    for (lane, kind) in chain.legacy_lanes() {
        if chain.in_lane(lane).any(|at| applied.contains(&at)) {
            continue;
        }
        let Some(base) = chain
            .in_lane(lane)
            .find(|at| pending.contains(at))
            .and_then(|at| chain.revisions().get(at))
        else {
            continue;
        };
        let explained = applied.iter().any(|&at| {
            chain
                .revisions()
                .get(at)
                .is_some_and(|other| other.database == base.database)
        });
        if state.populated.contains(base.database.as_str()) && !explained {
            return Err(PlanError::Populated {
                lane: lane.to_string(),
                database: base.database.to_string(),
                table: chain.ledger_called(lane, kind),
            });
        }
    }
    Ok(())
}

/// Ids of a set in reverse chain order.
pub(crate) fn reversed(chain: &Chain, set: &Set) -> Vec<RevisionId> {
    let mut ids = chain.ids(set);
    ids.reverse();
    ids
}
