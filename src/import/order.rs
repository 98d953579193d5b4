//! The order in which new revisions of several lanes are appended. Pure.

use std::collections::{BTreeSet, HashMap};

use thiserror::Error;

use super::lane::ConvertedLane;
use crate::chain::Chain;
use crate::config::Order;

/// A revision of the converted lanes: lane, and place in it.
pub(super) type At = (usize, usize);

/// Why lanes cannot be joined.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MergeError {
    /// An id of two lanes.
    #[error(
        "the id \"{id}\" stands in the lanes {first} ({first_file}) and {second} ({second_file}). Ids are unique in the chain: rename one in its source, before any database records it"
    )]
    SharedId {
        /// Id.
        id: String,
        /// Lane.
        first: String,
        /// Its file.
        first_file: String,
        /// Lane.
        second: String,
        /// Its file.
        second_file: String,
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

/// The revisions that the lock does not have, in the order in which it
/// appends them: each lane keeps its own order, and nothing comes before what
/// it needs. The lanes come in the configured order.
///
/// # Errors
/// Ids that two lanes share, dependencies that nobody has, circles.
pub(super) fn new_revisions(
    chain: Option<&Chain>,
    lanes: &[ConvertedLane],
    order: Order,
) -> Result<Vec<At>, MergeError> {
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
    for lane in lanes {
        let mut new = Vec::new();
        for (at, converted) in lane.revisions.iter().enumerate() {
            if let Some(owner) = owners
                .get(converted.id.as_str())
                .filter(|owner| **owner != lane.lane)
            {
                return Err(MergeError::SharedId {
                    id: converted.id.clone(),
                    first: (*owner).to_owned(),
                    first_file: file_of(lanes, owner, &converted.id),
                    second: lane.lane.clone(),
                    second_file: converted.source.path.clone(),
                });
            }
            if owners.insert(&converted.id, &lane.lane).is_none() {
                new.push(at);
            }
        }
        pending.push(new);
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
    join(chain, lanes, pending, order)
}

/// The file of a revision; its file may be gone where it is locked.
fn file_of(lanes: &[ConvertedLane], lane: &str, id: &str) -> String {
    lanes
        .iter()
        .filter(|found| found.lane == lane)
        .flat_map(|found| &found.revisions)
        .find(|converted| converted.id == id)
        .map_or_else(
            || "in the chain".to_owned(),
            |converted| converted.source.path.clone(),
        )
}

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
    use crate::chain::{Kind, Source};
    use crate::import::lane::Converted;

    fn revision(id: &str, created: &str, parents: &[&str]) -> Converted {
        Converted {
            id: id.into(),
            message: String::new(),
            created: created.into(),
            parents: parents.iter().map(|p| (*p).to_owned()).collect(),
            depends_on: Vec::new(),
            branch_labels: Vec::new(),
            source: Source {
                path: String::new(),
                sha256: String::new(),
            },
            scripts: Default::default(),
            repairs: Vec::new(),
        }
    }

    fn lane(name: &str, revisions: Vec<Converted>) -> ConvertedLane {
        ConvertedLane {
            lane: name.into(),
            kind: Kind::Alembic,
            database: "d".into(),
            ledger: crate::chain::LedgerName::default(),
            revisions,
        }
    }

    fn ids(lanes: &[ConvertedLane], order: Order) -> Vec<String> {
        let new = new_revisions(None, lanes, order).unwrap();
        new.iter()
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
        let error = new_revisions(None, &lanes, Order::Source).unwrap_err();
        assert!(error.to_string().contains("lanes a ("), "{error}");
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
