//! What is applied, lane by lane.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{recorded, running, unknown};
use crate::chain::{Chain, Kind, RevisionId, Set};
use crate::ledger::Reading;
use crate::plan::{self, AdoptionReason, Options, RowState, VersionRow};

/// What is applied. Its keys are stable.
#[derive(Debug, Serialize)]
pub struct Current<'a> {
    /// Lanes, in the order of the chain.
    pub lanes: Vec<LaneStatus>,
    /// Steps that were begun outside a transaction and not finished.
    pub running: Vec<&'a VersionRow>,
    /// Rows that the chain does not know: the database is ahead of the code.
    pub unknown: Vec<&'a VersionRow>,
    /// Revisions that a satellite knows and home does not yet; the next run records them.
    pub healing: Vec<RevisionId>,
    /// Every applied revision, in chain order.
    pub revisions: Vec<&'a VersionRow>,
}

/// One lane.
#[derive(Debug, Serialize)]
pub struct LaneStatus {
    /// Lane.
    pub lane: String,
    /// Where its revisions run; several are possible in a lane written with bridge.
    pub databases: Vec<String>,
    /// Applied revisions without an applied child in the lane.
    pub heads: Vec<Head>,
    /// How many are applied.
    pub applied: usize,
    /// How many are not, those included that only wait to be adopted.
    pub pending: usize,
    /// What the legacy ledger has and the version table not yet.
    pub not_adopted: Vec<RevisionId>,
    /// Why: the first adoption, or the old tool was run since.
    pub adoption: Option<AdoptionReason>,
    /// Why the ledger and the version table do not go together, in words.
    pub problem: Option<String>,
}

/// An applied head.
#[derive(Debug, Serialize)]
pub struct Head {
    /// Revision.
    pub revision: RevisionId,
    /// First line of its message.
    pub message: String,
    /// Whether it is a head of the lane, with nothing above it.
    pub is_lane_head: bool,
    /// When, in UTC.
    pub applied_at: String,
}

/// What is applied, from a state that was read.
pub fn current<'a>(chain: &'a Chain, reading: &'a Reading, options: &Options) -> Current<'a> {
    let state = &reading.state;
    let recorded = recorded(chain, state);
    let kinds = chain.legacy_lanes();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, revision) in chain.revisions().iter().enumerate() {
        places.entry(&revision.lane).or_default().push(at);
    }
    let lanes = chain
        .lanes()
        .into_iter()
        .map(|lane| {
            let all = places.remove(lane).unwrap_or_default();
            let kind = kinds.get(lane).copied();
            let mut status = LaneStatus {
                lane: lane.to_owned(),
                databases: databases(chain, &all),
                heads: heads(chain, reading, &all, &recorded),
                applied: all.iter().filter(|at| recorded.contains(at)).count(),
                pending: all.iter().filter(|at| !recorded.contains(at)).count(),
                not_adopted: Vec::new(),
                adoption: None,
                problem: None,
            };
            if let Some(kind) = kind {
                ledger(
                    chain,
                    reading,
                    options,
                    (lane, kind),
                    &recorded,
                    &mut status,
                );
            }
            status
        })
        .collect();
    let mut revisions: Vec<&VersionRow> = state
        .versions
        .values()
        .filter(|row| row.state == RowState::Done)
        .collect();
    revisions.sort_by_cached_key(|row| (chain.index_of(&row.revision).is_none(), row.position));
    Current {
        lanes,
        running: running(state).collect(),
        unknown: unknown(chain, state).collect(),
        healing: reading
            .heals
            .iter()
            .map(|heal| heal.row.version.revision.to_string())
            .collect(),
        revisions,
    }
}

fn ledger(
    chain: &Chain,
    reading: &Reading,
    options: &Options,
    (lane, kind): (&str, Kind),
    recorded: &Set,
    status: &mut LaneStatus,
) {
    match plan::lane_alone(chain, &reading.state, options, (lane, kind), recorded) {
        Ok(standing) => {
            for adoption in standing.adoptions {
                status.adoption = Some(adoption.reason);
                let ids = adoption.revisions.into_iter().map(|one| one.revision);
                status.not_adopted.extend(ids);
            }
        }
        Err(error) => status.problem = Some(error.to_string()),
    }
}

fn databases(chain: &Chain, places: &[usize]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for revision in places.iter().filter_map(|&at| chain.revisions().get(at)) {
        if !names.iter().any(|name| *name == revision.database) {
            names.push(revision.database.to_string());
        }
    }
    names
}

fn heads(chain: &Chain, reading: &Reading, places: &[usize], recorded: &Set) -> Vec<Head> {
    let in_lane = |lane: &str, at: usize| {
        chain
            .revisions()
            .get(at)
            .is_some_and(|revision| revision.lane == lane)
    };
    places
        .iter()
        .filter(|at| recorded.contains(at))
        .filter_map(|&at| Some((at, chain.revisions().get(at)?)))
        .filter_map(|(at, revision)| {
            let children = chain.graph().children(at);
            let mut in_this = children.iter().filter(|&&at| in_lane(&revision.lane, at));
            let is_lane_head = in_this.clone().next().is_none();
            if in_this.any(|child| recorded.contains(child)) {
                return None;
            }
            let row = reading.state.versions.get(revision.id.as_str());
            Some(Head {
                revision: revision.id.to_string(),
                message: revision.message.to_string(),
                is_lane_head,
                applied_at: row
                    .map(|row| row.applied_at.to_string())
                    .unwrap_or_default(),
            })
        })
        .collect()
}
