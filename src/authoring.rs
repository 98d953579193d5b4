//! A new hand-written revision: which lane, which database, which parents,
//! which dialects, and the templates of its files.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::PathBuf;

use bridge_importers::{Dialect, Direction};
use serde::Serialize;
use thiserror::Error;

use crate::chain::{
    Chain, Kind, NewRevision, NewScript, RevisionId, Rung, TargetError, WriteError, append,
};
use crate::config::{Config, ConfigError, Environment};
use crate::exit::ErrorKind;

/// The lane of hand-written revisions where none is named.
pub const DEFAULT_LANE: &str = "bridge";

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The message.
    pub message: String,
    /// Lane; [`DEFAULT_LANE`] where none is given.
    pub lane: Option<String>,
    /// Database; the lane's, or the only one, where none is given.
    pub database: Option<String>,
    /// Parents, as targets; the lane's head where none is given.
    pub parents: Vec<String>,
    /// Id; a random one where none is given.
    pub id: Option<String>,
    /// Joins the lane's heads.
    pub merge: bool,
    /// A file for each of these dialects instead of one for all.
    pub dialects: Vec<Dialect>,
}

/// What was made. Its keys are stable.
#[derive(Debug, Serialize)]
pub struct Made {
    /// Id.
    pub revision: RevisionId,
    /// Lane.
    pub lane: String,
    /// Database.
    pub database: String,
    /// Direct ancestors.
    pub parents: Vec<RevisionId>,
    /// Revisions of other lanes that must be applied before it.
    pub depends_on: Vec<RevisionId>,
    /// Dialects on which it runs.
    pub dialects: Vec<Dialect>,
    /// The files to edit, and `revision.toml`.
    pub paths: Vec<PathBuf>,
    /// Earlier hand-written revisions whose text the lock has from now on.
    pub sealed: Vec<RevisionId>,
}

/// Why no revision was made. Nothing was written.
#[derive(Debug, Error)]
pub enum DraftError {
    /// No message.
    #[error("a revision needs a message: -m \"what it does\"")]
    NoMessage,
    /// An id that could not be used as a target.
    #[error("`{id}` cannot be an id: {why}")]
    Id {
        /// The id.
        id: String,
        /// Why.
        why: &'static str,
    },
    /// An id that is taken.
    #[error("the chain has a revision `{id}` already")]
    Taken {
        /// The id.
        id: String,
    },
    /// Several databases and no choice.
    #[error("there are several databases: {}. Say which one with --database, or write [lanes.{lane}] with its database into bridge.toml", .databases.join(", "))]
    WhichDatabase {
        /// Lane.
        lane: String,
        /// All of them.
        databases: Vec<String>,
    },
    /// A database that bridge.toml does not have.
    #[error("bridge.toml has no database `{name}`. It has: {}", .known.join(", "))]
    UnknownDatabase {
        /// What was asked for.
        name: String,
        /// All of them.
        known: Vec<String>,
    },
    /// Several heads and no choice.
    #[error("lane `{lane}` has {} heads: {}. Say which one comes first with --parent ID, or join them with --merge", .heads.len(), .heads.join(", "))]
    SeveralHeads {
        /// Lane.
        lane: String,
        /// Its heads.
        heads: Vec<RevisionId>,
    },
    /// Nothing to join.
    #[error("lane `{lane}` has {heads} heads, and --merge joins at least two")]
    NothingToMerge {
        /// Lane.
        lane: String,
        /// How many heads.
        heads: usize,
    },
    /// A parent in another lane.
    #[error(
        "revision `{parent}` is in lane `{found}`, and the new one is to be in `{lane}`: parents are in one lane. Use --lane {found}"
    )]
    OtherLane {
        /// The parent.
        parent: RevisionId,
        /// Its lane.
        found: String,
        /// The new revision's lane.
        lane: String,
    },
    /// A parent that names nothing.
    #[error(transparent)]
    Parent(#[from] TargetError),
    /// The database's URL.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Writing.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl DraftError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Write(error) => error.kind(),
            _ => ErrorKind::Usage,
        }
    }
}

/// Makes a revision. It stays open (see `docs/ARCHITECTURE.md`), but for a
/// merge, which has nothing to write.
///
/// # Errors
/// See [`DraftError`]; nothing was written.
pub fn make(
    config: &Config,
    environment: &Environment,
    chain: &Chain,
    draft: &Draft,
) -> Result<Made, DraftError> {
    if draft.message.trim().is_empty() {
        return Err(DraftError::NoMessage);
    }
    let lane = draft.lane.as_deref().unwrap_or(DEFAULT_LANE);
    let id = id(chain, draft.id.as_deref())?;
    let parents = parents(chain, lane, draft)?;
    let database = database(config, chain, lane, draft)?;
    let dialects = dialects(config, environment, chain, &database, &draft.dialects)?;
    let depends_on = dependencies(chain, lane, &database, &parents);
    let mut scripts = BTreeMap::new();
    for &dialect in &dialects {
        for direction in [Direction::Up, Direction::Down] {
            let text = match (draft.merge, direction) {
                (true, _) => MERGE.to_owned(),
                (false, Direction::Up) => up(&draft.message),
                (false, Direction::Down) => DOWN.to_owned(),
            };
            let script = NewScript {
                rung: Rung::Sql,
                derived: false,
                text,
                program: None,
                reason: None,
            };
            scripts.insert((direction, dialect), script);
        }
    }
    let new = NewRevision {
        id: id.clone(),
        message: draft.message.trim().to_owned(),
        created: crate::ledger::now(),
        lane: lane.to_owned(),
        kind: Kind::Bridge,
        database: database.clone(),
        parents: parents.clone(),
        depends_on: depends_on.clone(),
        branch_labels: Vec::new(),
        source: None,
        scripts,
        repairs: Vec::new(),
    };
    let added = append(chain, &new, !draft.dialects.is_empty(), !draft.merge)?;
    Ok(Made {
        revision: id,
        lane: lane.to_owned(),
        database,
        parents,
        depends_on,
        dialects: dialects.into_iter().collect(),
        paths: added.paths,
        sealed: added.sealed,
    })
}

const MERGE: &str = "-- Joins branches; nothing to do.\n";

/// The upgrade's template: comments only, so that it cannot run by mistake.
/// No line begins with `bridge:`, not even the message's, for it would be a directive.
fn up(message: &str) -> String {
    let first = message.trim().lines().next().unwrap_or_default();
    let first: String = first
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!(
        "-- Does: {first}\n\
         --\n\
         -- Write the statements here, each ended by a semicolon.\n\
         -- What depends on the live database stands between directives, comments of their own line:\n\
         -- a question:    -- bridge:let had_notes = table(\"notes\")\n\
         -- a condition:   -- bridge:if not had_notes ... -- bridge:else ... -- bridge:end\n\
         -- an error that may come: -- bridge:try sqlalchemy.exc.OperationalError ... -- bridge:end\n\
         -- outside the transaction: -- bridge:autocommit ... -- bridge:end\n"
    )
}

const DOWN: &str = "\
-- Write what undoes the upgrade here.
-- Left as it is (comments only), or deleted, the revision cannot be undone.
-- Where nothing has to be undone, write: SELECT 1;
";

fn id(chain: &Chain, wanted: Option<&str>) -> Result<RevisionId, DraftError> {
    let Some(id) = wanted else {
        return Ok(drawn(|id| chain.get(id).is_some(), random));
    };
    let bad = |why| DraftError::Id {
        id: crate::chain::brief(id),
        why,
    };
    if id.is_empty() {
        return Err(bad("it is empty"));
    }
    if ["head", "heads", "base"].contains(&id) {
        return Err(bad("it is a target of its own"));
    }
    if id.starts_with(['-', '+']) || id.contains(['@', ':', '+']) {
        return Err(bad(
            "targets use the characters @, : and + (and a leading -) themselves",
        ));
    }
    if id.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(bad("it holds white space"));
    }
    if chain.get(id).is_some() {
        return Err(DraftError::Taken { id: id.to_owned() });
    }
    Ok(id.to_owned())
}

/// Twelve hexadecimal digits, as Alembic has them, one of them a letter: an id
/// of digits only (one of 280) would be taken for a name that someone chose,
/// and its folder would not have the message.
fn drawn(is_taken: impl Fn(&str) -> bool, mut draw: impl FnMut() -> u64) -> RevisionId {
    loop {
        let id = format!("{:012x}", draw() & 0xffff_ffff_ffff);
        if id.bytes().any(|b| b.is_ascii_alphabetic()) && !is_taken(&id) {
            return id;
        }
    }
}

/// The keys of a `RandomState` are random per process, and differ per call.
fn random() -> u64 {
    let mut hasher = std::collections::hash_map::RandomState::new().build_hasher();
    hasher.write_i128(jiff::Timestamp::now().as_nanosecond());
    hasher.write_u32(std::process::id());
    hasher.finish()
}

fn parents(chain: &Chain, lane: &str, draft: &Draft) -> Result<Vec<RevisionId>, DraftError> {
    let heads: Vec<RevisionId> = chain.ids(&chain.heads(lane).into_iter().collect());
    if draft.parents.is_empty() {
        return match (draft.merge, heads.len()) {
            (true, count @ (0 | 1)) => Err(DraftError::NothingToMerge {
                lane: lane.to_owned(),
                heads: count,
            }),
            (false, 2..) => Err(DraftError::SeveralHeads {
                lane: lane.to_owned(),
                heads,
            }),
            _ => Ok(heads),
        };
    }
    let mut parents: Vec<RevisionId> = Vec::new();
    for text in &draft.parents {
        let parent = chain.find(text)?;
        if parent.lane != lane {
            return Err(DraftError::OtherLane {
                parent: parent.id.to_string(),
                found: parent.lane.to_string(),
                lane: lane.to_owned(),
            });
        }
        if !parents.iter().any(|one| *one == parent.id) {
            parents.push(parent.id.to_string());
        }
    }
    if draft.merge && parents.len() < 2 {
        return Err(DraftError::NothingToMerge {
            lane: lane.to_owned(),
            heads: parents.len(),
        });
    }
    Ok(parents)
}

fn database(
    config: &Config,
    chain: &Chain,
    lane: &str,
    draft: &Draft,
) -> Result<String, DraftError> {
    let known = || config.databases.keys().cloned().collect::<Vec<_>>();
    if let Some(name) = &draft.database {
        return if config.databases.contains_key(name) {
            Ok(name.clone())
        } else {
            Err(DraftError::UnknownDatabase {
                name: name.clone(),
                known: known(),
            })
        };
    }
    let configured = config
        .lanes
        .get(lane)
        .map(|lane| &lane.database)
        .or_else(|| config.sources.get(lane).map(|source| &source.database));
    if let Some(name) = configured {
        return Ok(name.clone());
    }
    // A lane whose revisions all run in one database goes on there.
    let mut used = BTreeSet::new();
    for revision in chain
        .in_lane(lane)
        .filter_map(|at| chain.revisions().get(at))
    {
        used.insert(&revision.database);
    }
    let candidates: Vec<String> = if used.len() == 1 {
        used.into_iter().map(ToString::to_string).collect()
    } else {
        known()
    };
    match candidates.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(DraftError::WhichDatabase {
            lane: lane.to_owned(),
            databases: candidates,
        }),
    }
}

/// Those that were asked for, that of the URL, those of the sources there,
/// and those that the newest revision there has.
fn dialects(
    config: &Config,
    environment: &Environment,
    chain: &Chain,
    database: &str,
    wanted: &[Dialect],
) -> Result<BTreeSet<Dialect>, DraftError> {
    let mut dialects: BTreeSet<Dialect> = wanted.iter().copied().collect();
    let resolved = config.resolve_one(database, environment);
    if let Ok(resolved) = &resolved {
        dialects.insert(resolved.url.dialect());
    }
    if !wanted.is_empty() && resolved.is_ok() {
        return Ok(dialects);
    }
    for source in config
        .sources
        .values()
        .filter(|source| source.database == database)
    {
        dialects.extend(source.dialects.iter().flatten());
    }
    let newest = chain
        .revisions()
        .iter()
        .rev()
        .find(|one| one.database == database);
    if let Some(newest) = newest {
        let usable = newest
            .scripts
            .iter()
            .filter(|(_, script)| script.rung != Rung::Unavailable);
        dialects.extend(usable.map(|((_, dialect), _)| *dialect));
    }
    if dialects.is_empty() {
        // Nothing says it but the URL, which cannot be had.
        resolved?;
    }
    Ok(dialects)
}

/// A lane's first revision on a database comes after what the other lanes
/// have there, so that a target which names it includes them.
fn dependencies(
    chain: &Chain,
    lane: &str,
    database: &str,
    parents: &[RevisionId],
) -> Vec<RevisionId> {
    let above = chain
        .graph()
        .ancestors(parents.iter().filter_map(|id| chain.index_of(id)));
    let there = |at: usize| {
        chain
            .revisions()
            .get(at)
            .filter(|one| one.database == database)
    };
    if above
        .iter()
        .any(|&at| there(at).is_some_and(|one| one.lane == lane))
    {
        return Vec::new();
    }
    let mut needed = Vec::new();
    for other in chain.lanes().into_iter().filter(|other| *other != lane) {
        for at in chain.heads(other) {
            if let Some(head) = there(at).filter(|_| !above.contains(&at)) {
                needed.push(head.id.to_string());
            }
        }
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::script;

    #[test]
    fn templates_are_comments_whatever_the_message_says() {
        for message in [
            "add notes",
            "bridge:if x",
            "a.py:3",
            "添加\r-- bridge:fail",
            "'; DROP",
        ] {
            for text in [up(message), DOWN.to_owned(), MERGE.to_owned()] {
                for dialect in [Dialect::Sqlite, Dialect::Postgres] {
                    assert!(script::read(&text, dialect).unwrap().is_empty(), "{text}");
                }
            }
        }
    }

    #[test]
    fn random_ids_differ() {
        assert_ne!(random(), random());
    }

    #[test]
    fn a_drawn_id_is_new_and_is_seen_to_be_no_date() {
        let mut numbers = [0x2026_1126_1317, 0xffff_0000_0000_000a, 0xb].into_iter();
        let id = drawn(|id| id.ends_with('a'), || numbers.next().unwrap());
        assert_eq!(id, "00000000000b");
    }
}
