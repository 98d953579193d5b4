//! The legacy ledgers, kept true: which rows each step adds, moves and takes away.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::Direction;
use bridge_importers::alembic::graph::{Graph, GraphNode, HeadChange, follow};

use super::model::{LedgerChange, LedgerRows, State};
use crate::chain::{Chain, Kind, Lane, Revision, Set};

/// The rows of an Alembic lane for these applied revisions: those that no
/// other applied revision of the lane needs.
///
/// As Alembic's own bookkeeping: a revision that another one depends on has
/// no row of its own.
pub(crate) fn alembic_heads(chain: &Chain, lane: &str, applied: &Set) -> BTreeSet<String> {
    let members = legacy_in(chain, lane, applied);
    let mut todo: Vec<usize> = members.iter().copied().collect();
    let mut below = Set::new();
    while let Some(at) = todo.pop() {
        // A dependency on another lane says nothing to the lane's own tool.
        for &needed in &legacy_in(
            chain,
            lane,
            &chain.graph().needs(at).iter().copied().collect(),
        ) {
            if below.insert(needed) {
                todo.push(needed);
            }
        }
    }
    chain
        .ids(&members.difference(&below).copied().collect())
        .into_iter()
        .collect()
}

/// The members that a lane's legacy ledger keeps.
pub(crate) fn legacy_in(chain: &Chain, lane: &str, set: &Set) -> Set {
    set.iter()
        .copied()
        .filter(|&at| {
            chain
                .revisions()
                .get(at)
                .is_some_and(|revision| revision.lane == lane && revision.kind.is_legacy())
        })
        .collect()
}

/// The rows that a lane's ledger should have for these applied revisions.
pub(crate) fn expected(chain: &Chain, lane: &str, kind: Kind, applied: &Set) -> BTreeSet<String> {
    if kind == Kind::List {
        chain
            .ids(&legacy_in(chain, lane, applied))
            .into_iter()
            .collect()
    } else {
        alembic_heads(chain, lane, applied)
    }
}

/// The names in a ledger's rows.
pub(crate) fn names(rows: &LedgerRows) -> &BTreeSet<String> {
    match rows {
        LedgerRows::Alembic { heads } => heads,
        LedgerRows::List { versions } => versions,
    }
}

/// Follows the mirrored ledgers through the steps of a run.
pub(crate) struct Mirror<'a> {
    chain: &'a Chain,
    lanes: BTreeMap<&'a str, LaneMirror>,
}

struct LaneMirror {
    kind: Kind,
    /// The table's rows, as they are and will be.
    rows: BTreeSet<String>,
    /// The lane's applied legacy revisions.
    applied: Set,
    /// The lane as Alembic sees it; made with the first step that needs it.
    graph: Option<Graph>,
    present: bool,
}

impl<'a> Mirror<'a> {
    /// The ledgers of these lanes, before the first step.
    pub(crate) fn new(
        chain: &'a Chain,
        state: &State,
        mirrored: impl Fn(&str) -> bool,
        applied: &Set,
    ) -> Self {
        let mut lanes = BTreeMap::new();
        for (lane, kind) in chain.legacy_lanes() {
            if !mirrored(lane) {
                continue;
            }
            let ledger = state.ledgers.get(lane);
            lanes.insert(
                lane,
                LaneMirror {
                    kind,
                    rows: ledger.map(|rows| names(rows).clone()).unwrap_or_default(),
                    applied: legacy_in(chain, lane, applied),
                    graph: None,
                    present: ledger.is_some(),
                },
            );
        }
        Self { chain, lanes }
    }

    /// The changes that one step makes, each of exactly one row.
    pub(crate) fn step(&mut self, at: usize, direction: Direction) -> Vec<LedgerChange> {
        let Some(revision) = self.chain.revisions().get(at) else {
            return Vec::new();
        };
        if !revision.kind.is_legacy() {
            return Vec::new();
        }
        let chain = self.chain;
        let Some(lane) = self.lanes.get_mut(revision.lane.as_str()) else {
            return Vec::new();
        };
        lane.present = true;
        match direction {
            Direction::Up => lane.applied.insert(at),
            Direction::Down => lane.applied.remove(&at),
        };
        if lane.kind == Kind::Alembic
            && let Some(changes) = lane.as_alembic(chain, revision, direction)
        {
            return changes;
        }
        lane.settle(chain, &revision.lane)
    }

    /// The changes that make a lane's ledger fit these applied revisions at once.
    pub(crate) fn stamp(&mut self, lane: &str, applied: &Set) -> Vec<LedgerChange> {
        let chain = self.chain;
        let Some(mirror) = self.lanes.get_mut(lane) else {
            return Vec::new();
        };
        mirror.present = true;
        mirror.applied = legacy_in(chain, lane, applied);
        mirror.settle(chain, lane)
    }

    /// The rows at the end, of every mirrored ledger that is there by then.
    pub(crate) fn rows(self) -> BTreeMap<Lane, LedgerRows> {
        self.lanes
            .into_iter()
            .filter(|(_, lane)| lane.present)
            .map(|(name, lane)| {
                let rows = if lane.kind == Kind::List {
                    LedgerRows::List {
                        versions: lane.rows,
                    }
                } else {
                    LedgerRows::Alembic { heads: lane.rows }
                };
                (name.to_string(), rows)
            })
            .collect()
    }
}

impl LaneMirror {
    /// The changes that Alembic itself would make; `None` where the rows are
    /// not such as Alembic leaves behind.
    fn as_alembic(
        &mut self,
        chain: &Chain,
        revision: &Revision,
        direction: Direction,
    ) -> Option<Vec<LedgerChange>> {
        if self.graph.is_none() {
            self.graph = lane_graph(chain, &revision.lane);
        }
        let changes = self
            .graph
            .as_ref()?
            .head_changes(&self.rows, &revision.id, direction)
            .ok()?;
        self.rows = follow(&self.rows, &changes);
        Some(changes.into_iter().map(ledger_change).collect())
    }

    /// From the rows as they are to those that fit what is applied.
    fn settle(&mut self, chain: &Chain, lane: &str) -> Vec<LedgerChange> {
        let fitting = expected(chain, lane, self.kind, &self.applied);
        let mut gone: Vec<String> = self.rows.difference(&fitting).cloned().collect();
        let mut new: Vec<String> = fitting.difference(&self.rows).cloned().collect();
        self.rows = fitting;
        let mut changes = Vec::new();
        if self.kind == Kind::List {
            changes.extend(
                gone.into_iter()
                    .map(|version| LedgerChange::ListDelete { version }),
            );
            changes.extend(new.into_iter().map(|version| {
                LedgerChange::ListInsert {
                    description: chain
                        .get(&version)
                        .map(|revision| revision.full_message().to_string())
                        .unwrap_or_default(),
                    version,
                }
            }));
            return changes;
        }
        // One row moves, as in Alembic; the others of a merge go, of a fork come.
        let moved = if gone.is_empty() || new.is_empty() {
            None
        } else {
            gone.pop().zip(new.pop())
        };
        changes.extend(
            gone.into_iter()
                .map(|version| LedgerChange::AlembicDelete { version }),
        );
        if let Some((from, to)) = moved {
            changes.push(LedgerChange::AlembicUpdate { from, to });
        }
        changes.extend(
            new.into_iter()
                .map(|version| LedgerChange::AlembicInsert { version }),
        );
        changes
    }
}

/// A lane as Alembic sees it: nothing but its own revisions.
fn lane_graph(chain: &Chain, lane: &str) -> Option<Graph> {
    let own = |ids: &[String]| -> Vec<String> {
        ids.iter()
            .filter(|id| {
                chain
                    .get(id)
                    .is_some_and(|one| one.lane == lane && one.kind.is_legacy())
            })
            .cloned()
            .collect()
    };
    let nodes = chain
        .revisions()
        .iter()
        .filter(|revision| revision.lane == lane && revision.kind.is_legacy())
        .map(|revision| GraphNode {
            id: revision.id.to_string(),
            parents: own(&revision.parents),
            depends_on: own(&revision.depends_on),
            labels: Vec::new(),
        })
        .collect();
    Graph::new(nodes).ok()
}

fn ledger_change(change: HeadChange) -> LedgerChange {
    match change {
        HeadChange::Insert(version) => LedgerChange::AlembicInsert { version },
        HeadChange::Update { from, to } => LedgerChange::AlembicUpdate { from, to },
        HeadChange::Delete(version) => LedgerChange::AlembicDelete { version },
    }
}
