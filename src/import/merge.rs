//! The converted lanes against the locked chain: what is new, what is the
//! same, what changed. Pure; reads and writes no file.

use std::collections::{BTreeSet, HashMap};

use bridge_importers::script::normal;
use bridge_importers::{Dialect, Direction};
use thiserror::Error;

use super::lane::{Converted, ConvertedLane};
use crate::chain::{Chain, Kind, Rung};
use crate::config::Order;

/// What an import has to write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merge {
    /// New revisions, in the order in which the lock appends them: lane and place in it.
    pub new: Vec<(usize, usize)>,
    /// Locked revisions that convert as before.
    pub unchanged: usize,
    /// Locked revisions that get scripts for a further dialect.
    pub extended: Vec<(usize, usize)>,
    /// Locked revisions that convert differently; only those asked for may be written.
    pub changed: Vec<Changed>,
    /// Locked revisions of these lanes whose file is gone.
    pub gone: Vec<String>,
}

/// A locked revision that converts differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Id.
    pub id: String,
    /// Lane and place in it.
    pub at: (usize, usize),
    /// Which scripts differ; empty where parents or dependencies do.
    pub sides: Vec<(Direction, Dialect)>,
}

/// Why lanes cannot be joined.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MergeError {
    /// An id of two lanes.
    #[error(
        "the id \"{id}\" stands in the lanes {first} and {second}. Ids are unique in the chain: rename one in its source, before any database records it"
    )]
    SharedId {
        /// Id.
        id: String,
        /// Lane.
        first: String,
        /// Lane.
        second: String,
    },
    /// A dependency that no lane has.
    #[error("revision \"{id}\" needs \"{needs}\", which no source and no locked revision has")]
    UnknownDependency {
        /// Revision.
        id: String,
        /// What it names.
        needs: String,
    },
    /// Lanes that depend on each other in a circle.
    #[error("these revisions wait for each other: {}", .0.join(", "))]
    Circle(Vec<String>),
}

/// Compares lanes, which come in the configured order, with what is locked.
///
/// # Errors
/// Ids that two lanes share, dependencies that nobody has.
pub fn merge(
    chain: Option<&Chain>,
    lanes: &[ConvertedLane],
    order: Order,
) -> Result<Merge, MergeError> {
    let mut result = Merge::default();
    let mut owners: HashMap<&str, &str> = HashMap::new();
    if let Some(chain) = chain {
        owners.extend(
            chain
                .revisions()
                .iter()
                .map(|r| (r.id.as_str(), r.lane.as_str())),
        );
    }
    let mut pending: Vec<Vec<usize>> = Vec::new();
    for (lane_at, lane) in lanes.iter().enumerate() {
        let mut new = Vec::new();
        for (at, converted) in lane.revisions.iter().enumerate() {
            if let Some(owner) = owners
                .get(converted.id.as_str())
                .filter(|owner| **owner != lane.lane)
            {
                return Err(MergeError::SharedId {
                    id: converted.id.clone(),
                    first: (*owner).to_owned(),
                    second: lane.lane.clone(),
                });
            }
            match chain.and_then(|chain| chain.get(&converted.id)) {
                Some(locked) => compare(locked, lane, converted, (lane_at, at), &mut result),
                None => {
                    owners.insert(&converted.id, &lane.lane);
                    new.push(at);
                }
            }
        }
        pending.push(new);
        if let Some(chain) = chain {
            let present: BTreeSet<&str> = lane.revisions.iter().map(|r| r.id.as_str()).collect();
            result.gone.extend(
                chain
                    .revisions()
                    .iter()
                    .filter(|r| {
                        r.lane == lane.lane
                            && r.kind.is_legacy()
                            && !present.contains(r.id.as_str())
                    })
                    .map(|r| r.id.clone()),
            );
        }
    }
    for lane in lanes {
        for converted in &lane.revisions {
            let mut needs = converted.parents.iter().chain(&converted.depends_on);
            if let Some(unknown) = needs.find(|id| !owners.contains_key(id.as_str())) {
                return Err(MergeError::UnknownDependency {
                    id: converted.id.clone(),
                    needs: unknown.clone(),
                });
            }
        }
    }
    result.new = join(chain, lanes, pending, order)?;
    Ok(result)
}

fn compare(
    locked: &crate::chain::Revision,
    lane: &ConvertedLane,
    converted: &Converted,
    at: (usize, usize),
    result: &mut Merge,
) {
    let mut sides = Vec::new();
    let mut is_extended = false;
    for ((direction, dialect), side) in &converted.scripts {
        match locked.scripts.get(&(*direction, *dialect)) {
            Some(script) if script.rung == Rung::Unavailable && side.rung == Rung::Unavailable => {}
            Some(script) if script.checksum == normal::checksum(&side.script, *dialect) => {}
            Some(_) => sides.push((*direction, *dialect)),
            // A downgrade that a source gained is a change; a dialect that it gained is not.
            None if locked.scripts.keys().any(|(_, other)| other == dialect) => {
                sides.push((*direction, *dialect))
            }
            None => is_extended = true,
        }
    }
    // The list keeps no parents of its own: its entries follow the lock.
    let same_parents = lane.kind == Kind::List
        || (locked.parents == converted.parents && locked.depends_on == converted.depends_on);
    if !sides.is_empty() || !same_parents {
        result.changed.push(Changed {
            id: converted.id.clone(),
            at,
            sides,
        });
    } else if is_extended {
        result.extended.push(at);
    } else {
        result.unchanged += 1;
    }
}

/// Joins the lanes' new revisions; each lane keeps its own order, and nothing
/// comes before what it needs.
fn join(
    chain: Option<&Chain>,
    lanes: &[ConvertedLane],
    mut pending: Vec<Vec<usize>>,
    order: Order,
) -> Result<Vec<(usize, usize)>, MergeError> {
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    if let Some(chain) = chain {
        placed.extend(chain.revisions().iter().map(|r| r.id.as_str()));
    }
    for new in &mut pending {
        new.reverse();
    }
    let mut result = Vec::new();
    while pending.iter().any(|new| !new.is_empty()) {
        let ready = pending.iter().enumerate().filter_map(|(lane_at, new)| {
            let at = *new.last()?;
            let converted = lanes.get(lane_at)?.revisions.get(at)?;
            let is_ready = converted
                .parents
                .iter()
                .chain(&converted.depends_on)
                .all(|id| placed.contains(id.as_str()));
            is_ready.then_some((lane_at, at, converted))
        });
        let next = match order {
            Order::Source => ready.into_iter().next(),
            // A revision without a date follows its predecessor at once.
            Order::Date => ready
                .into_iter()
                .min_by_key(|(lane_at, _, converted)| (day(&converted.created), *lane_at)),
        };
        let Some((lane_at, at, converted)) = next else {
            let waiting = pending
                .iter()
                .enumerate()
                .filter_map(|(lane_at, new)| {
                    Some(lanes.get(lane_at)?.revisions.get(*new.last()?)?.id.clone())
                })
                .collect();
            return Err(MergeError::Circle(waiting));
        };
        placed.insert(&converted.id);
        result.push((lane_at, at));
        if let Some(new) = pending.get_mut(lane_at) {
            new.pop();
        }
    }
    Ok(result)
}

/// A date that sorts: ISO dates do as they are.
fn day(created: &str) -> String {
    created
        .chars()
        .map(|c| if c == 'T' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lane::SourceFile;

    fn revision(id: &str, created: &str, parents: &[&str]) -> Converted {
        Converted {
            id: id.into(),
            message: String::new(),
            description: None,
            created: created.into(),
            parents: parents.iter().map(|p| (*p).to_owned()).collect(),
            depends_on: Vec::new(),
            branch_labels: Vec::new(),
            source: SourceFile {
                path: String::new(),
                sha256: String::new(),
            },
            scripts: Default::default(),
        }
    }

    fn lane(name: &str, revisions: Vec<Converted>) -> ConvertedLane {
        ConvertedLane {
            lane: name.into(),
            kind: Kind::Alembic,
            database: "d".into(),
            revisions,
        }
    }

    fn ids(lanes: &[ConvertedLane], order: Order) -> Vec<String> {
        let merge = merge(None, lanes, order).unwrap();
        merge
            .new
            .iter()
            .map(|(l, r)| lanes[*l].revisions[*r].id.clone())
            .collect()
    }

    #[test]
    fn lanes_follow_each_other_or_the_calendar() {
        let lanes = [
            lane(
                "a",
                vec![
                    revision("a1", "2024-01-01", &[]),
                    revision("a2", "2024-03-01", &["a1"]),
                ],
            ),
            lane(
                "b",
                vec![
                    revision("b1", "2024-02-01T10:00:00", &[]),
                    revision("b2", "", &["b1"]),
                ],
            ),
        ];
        assert_eq!(ids(&lanes, Order::Source), ["a1", "a2", "b1", "b2"]);
        assert_eq!(ids(&lanes, Order::Date), ["a1", "b1", "b2", "a2"]);
    }

    #[test]
    fn a_shared_id_is_refused() {
        let lanes = [
            lane("a", vec![revision("x", "", &[])]),
            lane("b", vec![revision("x", "", &[])]),
        ];
        let error = merge(None, &lanes, Order::Source).unwrap_err();
        assert!(error.to_string().contains("lanes a and b"), "{error}");
    }

    #[test]
    fn a_dependency_on_a_later_lane_waits_for_it() {
        let mut first = revision("a1", "", &[]);
        first.depends_on = vec!["b1".into()];
        let lanes = [
            lane("a", vec![first]),
            lane("b", vec![revision("b1", "", &[])]),
        ];
        assert_eq!(ids(&lanes, Order::Source), ["b1", "a1"]);
    }
}
