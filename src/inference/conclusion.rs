//! What follows from the judgements: what can be recorded, what is implied,
//! and what stands in the way.

use std::collections::BTreeMap;

use super::judge::{Judgement, Verdict};
use crate::chain::{Chain, Kind, Set};

/// What follows from the judgements.
#[derive(Debug, Default)]
pub(super) struct Conclusion {
    /// To be recorded, by lane.
    pub(super) record: BTreeMap<String, Set>,
    /// Revisions without a trace that are taken as applied.
    pub(super) implied: Set,
    /// Half-present revisions that can run as they are.
    pub(super) runnable: Set,
    /// Revisions that stand in the way.
    pub(super) blocking: Set,
}

/// Draws the conclusion for the lanes that were asked for.
pub(super) fn conclude(
    chain: &Chain,
    judged: &BTreeMap<usize, Judgement>,
    bearing: &Set,
    recorded: &Set,
    is_asked: &dyn Fn(&str) -> bool,
) -> Conclusion {
    let verdict = |at: usize| judged.get(&at).map(|judgement| judgement.verdict);
    let lists = chain.legacy_lanes();
    let mut conclusion = Conclusion::default();
    for lane in chain.lanes().into_iter().filter(|lane| is_asked(lane)) {
        let members: Set = chain
            .in_lane(lane)
            .filter(|at| judged.contains_key(at))
            .collect();
        let seen: Set = members
            .iter()
            .copied()
            .filter(|at| recorded.contains(at) || verdict(*at) == Some(Verdict::Present))
            .collect();
        // A list's entries need each other only by their order.
        let needed = chain.graph().ancestors(seen.iter().copied());
        let runnable: Set = members
            .intersection(bearing)
            .copied()
            .filter(|at| !needed.contains(at))
            .collect();
        let half = members
            .iter()
            .copied()
            .filter(|at| verdict(*at) == Some(Verdict::Half) && !runnable.contains(at));
        let begun: Set = seen.iter().copied().chain(half).collect();
        // A list is run from its beginning to its end; what stands before an
        // entry that is there has no other meaning.
        let is_list = lists.get(lane) == Some(&Kind::List);
        let below: Set = if is_list {
            let last = begun.last().copied();
            members
                .iter()
                .copied()
                .filter(|at| last.is_some_and(|last| *at < last))
                .collect()
        } else {
            let ancestors = chain.graph().ancestors(begun.iter().copied());
            ancestors.intersection(&members).copied().collect()
        };
        let mut set = seen.clone();
        for &at in members.difference(&seen) {
            match verdict(at) {
                Some(Verdict::NoTrace) if below.contains(&at) => {
                    conclusion.implied.insert(at);
                    set.insert(at);
                }
                Some(Verdict::Half) if runnable.contains(&at) => {
                    conclusion.runnable.insert(at);
                }
                Some(Verdict::Half) => drop(conclusion.blocking.insert(at)),
                // A list's runner applies whatever has no row, in any order.
                Some(Verdict::Absent) if below.contains(&at) && !is_list => {
                    conclusion.blocking.insert(at);
                }
                _ => {}
            }
        }
        let new: Set = set.difference(recorded).copied().collect();
        if !new.is_empty() {
            conclusion.record.insert(lane.to_owned(), new);
        }
    }
    conclusion
}
