//! What holds of every plan of a random chain: played on the state, up comes
//! back down, and no way down leaves a revision without what it needs.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::Direction;
use proptest::prelude::*;

use super::super::adopt::claimed;
use super::tests::{World, world};
use super::*;
use crate::chain::{RevisionId, ScriptsInMemory};
use crate::plan::LedgerRows;

/// A random chain: for each revision a lane and what it needs among the earlier ones.
fn any_chain() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        (
            0usize..3,
            proptest::collection::vec(any::<u16>(), 0..3),
            any::<u16>(),
        ),
        1..25,
    )
    .prop_map(|nodes| {
        let lanes: Vec<usize> = nodes.iter().map(|(lane, ..)| *lane).collect();
        nodes
            .iter()
            .enumerate()
            .map(|(at, (lane, parents, dependency))| {
                let same: Vec<usize> = (0..at).filter(|&i| lanes[i] == *lane).collect();
                let mut line = format!("{} r{at} <", ["admin", "main", "new"][*lane]);
                let mut named = BTreeSet::new();
                for parent in parents {
                    if !same.is_empty() {
                        named.insert(same[usize::from(*parent) % same.len()]);
                    }
                }
                for parent in &named {
                    line.push_str(&format!(" r{parent}"));
                }
                if dependency % 3 == 0 && at > 0 {
                    line.push_str(&format!(" & r{}", usize::from(dependency / 3) % at));
                }
                line
            })
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// Runs a plan on a state: rows come and go, ledgers change row by row.
fn play(world: &mut World, plan: &Plan) {
    for step in plan.steps() {
        match step.direction {
            Direction::Up => {
                let revision = world.chain.get(&step.revision).unwrap();
                for needed in revision.parents.iter().chain(&revision.depends_on) {
                    assert!(
                        world.state.versions.contains_key(needed.as_str()),
                        "{needed} first"
                    );
                }
                assert!(
                    !world.state.versions.contains_key(step.revision.as_str()),
                    "twice"
                );
                let id = step.revision.clone();
                let state = std::mem::take(&mut world.state);
                let moved = World {
                    chain: world.chain.clone(),
                    state,
                    scripts: ScriptsInMemory::default(),
                    options: world.options.clone(),
                }
                .applied(&id);
                world.state = moved.state;
            }
            Direction::Down => {
                assert!(
                    world
                        .state
                        .versions
                        .remove(step.revision.as_str())
                        .is_some()
                );
                for revision in world.chain.revisions() {
                    if world.state.versions.contains_key(revision.id.as_str()) {
                        assert!(!revision.parents.contains(&step.revision));
                        assert!(!revision.depends_on.contains(&step.revision));
                    }
                }
            }
        }
        for change in &step.ledger {
            play_change(&mut world.state, &step.lane, change);
        }
    }
    for (lane, rows) in &plan.ledgers {
        assert_eq!(world.state.ledgers.get(lane), Some(rows));
    }
}

fn play_change(state: &mut State, lane: &str, change: &crate::plan::LedgerChange) {
    use crate::plan::LedgerChange as C;
    match change {
        C::ListInsert { .. } | C::ListDelete { .. } => {
            let rows = state
                .ledgers
                .entry(lane.into())
                .or_insert(LedgerRows::List {
                    versions: BTreeSet::new(),
                });
            let LedgerRows::List { versions } = rows else {
                panic!()
            };
            match change {
                C::ListInsert { version, .. } => assert!(versions.insert(version.clone())),
                C::ListDelete { version } => assert!(versions.remove(version)),
                _ => panic!(),
            }
        }
        _ => {
            let rows = state
                .ledgers
                .entry(lane.into())
                .or_insert(LedgerRows::Alembic {
                    heads: BTreeSet::new(),
                });
            let LedgerRows::Alembic { heads } = rows else {
                panic!()
            };
            match change {
                C::AlembicInsert { version } => assert!(heads.insert(version.clone())),
                C::AlembicDelete { version } => assert!(heads.remove(version)),
                C::AlembicUpdate { from, to } => {
                    assert!(heads.remove(from));
                    assert!(heads.insert(to.clone()));
                }
                _ => panic!(),
            }
        }
    }
}

proptest! {
    #[test]
    fn up_and_down_again(text in any_chain(), first in any::<u16>(), second in any::<u16>()) {
        let mut world = world(&text);
        let ids: Vec<RevisionId> = world.chain.revisions().iter().map(|r| r.id.to_string()).collect();
        let pick = |n: u16| ids[usize::from(n) % ids.len()].clone();
        for target in [pick(first), pick(second)] {
            let plan = upgrade(&world.chain, &world.state, Some(&target), &world.scripts, &world.options).unwrap();
            play(&mut world, &plan);
            // What was just reached is reached.
            let again = upgrade(&world.chain, &world.state, Some(&target), &world.scripts, &world.options).unwrap();
            prop_assert!(again.is_empty());
        }
        let before: BTreeMap<_, _> = world.state.versions.clone();
        let ledgers = world.state.ledgers.clone();
        let plan = upgrade(&world.chain, &world.state, Some("heads"), &world.scripts, &world.options).unwrap();
        play(&mut world, &plan);
        prop_assert_eq!(world.state.versions.len(), ids.len());
        // The same set again by undoing what was added, last first.
        let added = ids.len() - before.len();
        for _ in 0..added {
            let last = world.state.versions.values()
                .filter(|row| !before.contains_key(&row.revision))
                .map(|row| row.position).max().unwrap();
            let undone = Set::from([last as usize - 1]);
            let mut mirror = Mirror::new(&world.chain, &world.state, |_| true,
                &recorded(&world.chain, &world.state).unwrap());
            let revision = world.chain.revisions()[last as usize - 1].clone();
            let changes = mirror.step(last as usize - 1, Direction::Down);
            world.state.versions.remove(world.chain.ids(&undone)[0].as_str());
            for change in &changes {
                play_change(&mut world.state, &revision.lane, change);
            }
        }
        prop_assert_eq!(&world.state.versions, &before);
        // As Alembic's, the rows may name an ancestor twice; what they stand for is the same.
        let now = world.state.clone();
        world.state.ledgers = ledgers;
        for (lane, kind) in world.chain.legacy_lanes() {
            prop_assert_eq!(
                claimed(&world.chain, &now, lane, kind).unwrap(),
                claimed(&world.chain, &world.state, lane, kind).unwrap()
            );
        }
    }

    #[test]
    fn every_way_down_is_closed(text in any_chain(), target in any::<u16>(), steps in 1usize..5) {
        let mut world = world(&text);
        let plan = upgrade(&world.chain, &world.state, None, &world.scripts, &world.options).unwrap();
        play(&mut world, &plan);
        let id = world.chain.revisions()[usize::from(target) % world.chain.revisions().len()].id.clone();
        let plan = downgrade(&world.chain, &world.state, &id, &world.scripts, &world.options).unwrap();
        play(&mut world, &plan);
        let left = world.state.versions.len();
        if left >= steps {
            let plan = downgrade(&world.chain, &world.state, &format!("-{steps}"), &world.scripts, &world.options).unwrap();
            prop_assert_eq!(plan.steps().count(), steps);
            play(&mut world, &plan);
        }
        let plan = upgrade(&world.chain, &world.state, None, &world.scripts, &world.options).unwrap();
        play(&mut world, &plan);
        prop_assert_eq!(world.state.versions.len(), world.chain.revisions().len());
    }
}
