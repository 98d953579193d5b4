//! Types that tables of several revisions share on PostgreSQL: Alembic makes
//! them with the first of those tables, the later scripts ask whether they are there.

use std::collections::BTreeMap;

use bridge_importers::script::MadeTypes;
use bridge_importers::{Dialect, Direction};

use super::lane::ConvertedLane;
use super::order::At;
use super::{ImportError, rehearse};
use crate::chain::{Chain, Rung, Work};

/// Follows the chain, and puts a question around each type that an earlier
/// revision's table has made.
///
/// # Errors
/// A script of the lock that cannot be read.
pub(super) fn guard(
    locked: Option<&Chain>,
    lanes: &mut [ConvertedLane],
    new: &[At],
) -> Result<(), ImportError> {
    let key = (Direction::Up, Dialect::Postgres);
    let mut converted = lanes.iter().flat_map(|lane| &lane.revisions);
    let is_converted = converted.any(|revision| revision.scripts.contains_key(&key));
    let known = locked.iter().flat_map(|chain| chain.revisions());
    let mut known = known.flat_map(|revision| revision.scripts.keys());
    if !is_converted && !known.any(|(_, dialect)| *dialect == Dialect::Postgres) {
        return Ok(());
    }
    let mut made: BTreeMap<String, MadeTypes> = BTreeMap::new();
    for revision in rehearse::chain(locked, lanes, new, Dialect::Postgres)? {
        let Some(script) = revision.up.as_ref().and_then(Work::script) else {
            continue;
        };
        let mut nodes = script.nodes.clone();
        let is_guarded = made.entry(revision.database).or_default().guard(&mut nodes);
        let Some((lane, number)) = revision.at.filter(|_| is_guarded) else {
            continue;
        };
        let side = lanes
            .get_mut(lane)
            .and_then(|lane| lane.revisions.get_mut(number))
            .and_then(|found| found.scripts.get_mut(&key));
        if let Some(side) = side
            && let Some(script) = side.work.script_mut()
        {
            script.nodes = nodes;
            if side.rung == Rung::Sql {
                side.rung = Rung::Directives;
            }
        }
    }
    Ok(())
}
