//! The legacy ledgers, kept true: which rows each step adds, moves and takes away.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::Direction;

use super::model::{LedgerChange, LedgerRows, State};
use crate::chain::{Chain, Kind, Lane, Revision, Set};

/// The table in which a legacy tool keeps its state.
pub(crate) fn table(kind: Kind) -> &'static str {
    if kind == Kind::List {
        "schema_migrations"
    } else {
        "alembic_version"
    }
}

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
    /// The rows that fit what is applied; differs from `rows` only where
    /// somebody wrote the table by hand.
    fitting: BTreeSet<String>,
    /// How many applied legacy revisions of the lane need each revision.
    needed_by: BTreeMap<usize, usize>,
    applied: Set,
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
            let mut needed_by = BTreeMap::new();
            let legacy = legacy_in(chain, lane, applied);
            for &at in &legacy {
                for &needed in chain.graph().needs(at) {
                    *needed_by.entry(needed).or_insert(0) += 1;
                }
            }
            lanes.insert(
                lane,
                LaneMirror {
                    kind,
                    rows: ledger.map(|rows| names(rows).clone()).unwrap_or_default(),
                    fitting: expected(chain, lane, kind, applied),
                    needed_by,
                    applied: legacy,
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
        if lane.kind == Kind::List {
            match direction {
                Direction::Up => lane.fitting.insert(revision.id.clone()),
                Direction::Down => lane.fitting.remove(&revision.id),
            };
        } else {
            lane.alembic_step(chain, at, revision, direction);
        }
        lane.settle(chain)
    }

    /// The changes that make a lane's ledger fit these applied revisions at once.
    pub(crate) fn stamp(&mut self, lane: &str, applied: &Set) -> Vec<LedgerChange> {
        let chain = self.chain;
        let Some(mirror) = self.lanes.get_mut(lane) else {
            return Vec::new();
        };
        mirror.present = true;
        mirror.fitting = expected(chain, lane, mirror.kind, applied);
        mirror.settle(chain)
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
    fn alembic_step(
        &mut self,
        chain: &Chain,
        at: usize,
        revision: &Revision,
        direction: Direction,
    ) {
        let needs = chain.graph().needs(at).iter().copied().filter(|&needed| {
            chain
                .revisions()
                .get(needed)
                .is_some_and(|other| other.lane == revision.lane && other.kind.is_legacy())
        });
        for needed in needs {
            let count = self.needed_by.entry(needed).or_insert(0);
            let id = &chain.revisions()[needed].id;
            match direction {
                Direction::Up => {
                    *count += 1;
                    self.fitting.remove(id);
                }
                Direction::Down => {
                    *count = count.saturating_sub(1);
                    if *count == 0 && self.applied.contains(&needed) {
                        self.fitting.insert(id.clone());
                    }
                }
            }
        }
        match direction {
            Direction::Up => self.applied.insert(at),
            Direction::Down => self.applied.remove(&at),
        };
        match direction {
            Direction::Up if self.needed_by.get(&at).copied().unwrap_or(0) == 0 => {
                self.fitting.insert(revision.id.clone());
            }
            Direction::Up => {}
            Direction::Down => {
                self.fitting.remove(&revision.id);
            }
        }
    }

    /// From the rows as they are to those that fit.
    fn settle(&mut self, chain: &Chain) -> Vec<LedgerChange> {
        let mut gone: Vec<String> = self.rows.difference(&self.fitting).cloned().collect();
        let mut new: Vec<String> = self.fitting.difference(&self.rows).cloned().collect();
        self.rows.clone_from(&self.fitting);
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
