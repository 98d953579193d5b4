//! The chain on disk: `chain.lock`, `revision.toml`, the script files; the graph of revisions and the targets that name them.

mod conflict;
mod disk;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
mod graph;
mod handwritten;
pub mod layout;
pub mod lock;
mod model;
mod number;
pub(crate) mod program;
mod revision;
pub mod scripts;
mod targets;
mod text;
mod work;
mod writer;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxHasher;
use thiserror::Error;

pub use conflict::{ConflictError, Joined, join, write_joined};
use graph::Places;
pub use graph::{Graph, Set};
pub use handwritten::{Added, append};
pub use lock::LockError;
pub use model::{
    DatabaseName, Kind, Lane, LedgerName, LockedScript, Revision, RevisionId, Rung, Scripts,
    ShortText, direction_name,
};
pub use number::{NotNumbered, NumberMeans, Numbered};
pub use program::ProgramFileError;
pub use revision::{Repair, RevisionFile, ScriptNote, Source};
pub(crate) use scripts::short;
pub use scripts::{LoadedScript, ScriptFileError, ScriptSource, ScriptsInMemory};
pub use targets::TargetError;
pub(crate) use targets::list;
pub use work::Work;
pub use writer::{
    NewRevision, NewScript, Outcome, WriteError, Written, preview, relock, write, write_with,
};

use crate::exit::ErrorKind;

/// Places by id, which stand in the revisions only. The ids come from the
/// project's own files, so a hash that nobody can attack is not needed.
type Index = HashTable<usize>;

/// All revisions of all lanes in one order. Ids are unique, and every
/// revision stands after its parents and dependencies.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    root: PathBuf,
    revisions: Vec<Revision>,
    index: Index,
    graph: Graph,
    ledgers: BTreeMap<Lane, LedgerName>,
}

/// Why there is no chain to work with.
#[derive(Debug, Error)]
pub enum ChainError {
    /// No lock where one should be.
    #[error("there is no chain in {}: no file `chain.lock`. `bridge import` makes it from the legacy sources", .root.display())]
    Missing {
        /// The folder.
        root: PathBuf,
    },
    /// The lock is there and cannot be read.
    #[error("{}: {source}", .path.display())]
    Unreadable {
        /// The lock's path.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The lock is not what bridge writes.
    #[error("{}: {source}", .path.display())]
    Lock {
        /// The lock's path.
        path: PathBuf,
        /// The line and what is wrong with it.
        source: LockError,
    },
    /// An id that stands twice.
    #[error("{}: revision `{}` stands twice, at positions {first} and {second}. After a merge keep one of the two blocks", .path.display(), brief(.id))]
    Duplicate {
        /// The lock's path.
        path: PathBuf,
        /// Id.
        id: RevisionId,
        /// Position, from 1.
        first: u32,
        /// Position, from 1.
        second: u32,
    },
    /// Two revisions in one folder.
    #[error("{}: revisions `{}` and `{}` share the folder `{dir}`. Rename one folder, and its `dir` in the lock", .path.display(), brief(.first), brief(.second))]
    SharedFolder {
        /// The lock's path.
        path: PathBuf,
        /// Id.
        first: RevisionId,
        /// Id.
        second: RevisionId,
        /// Folder.
        dir: String,
    },
    /// A parent or dependency that the chain does not have.
    #[error("{}: revision `{}` needs `{}`, and the chain has no such revision", .path.display(), brief(.id), brief(.needs))]
    UnknownParent {
        /// The lock's path.
        path: PathBuf,
        /// Id.
        id: RevisionId,
        /// What it names.
        needs: RevisionId,
    },
    /// A parent or dependency that comes later (or the revision itself).
    #[error("{}: revision `{}` stands before `{}`, which it needs. Put the block of `{}` first", .path.display(), brief(.id), brief(.needs), brief(.needs))]
    Order {
        /// The lock's path.
        path: PathBuf,
        /// Id.
        id: RevisionId,
        /// What it names.
        needs: RevisionId,
    },
}

impl ChainError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreadable { .. } => ErrorKind::Failed,
            _ => ErrorKind::Usage,
        }
    }
}

/// An id for a message: shortened, so that an id of a megabyte does not bury the message.
pub(crate) fn brief(id: &str) -> String {
    const MOST: usize = 120;
    let mut text: String = id
        .chars()
        .take(MOST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.len() < id.len() && id.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}

impl Chain {
    /// Reads the chain's lock, and besides it only the files of open revisions.
    ///
    /// # Errors
    /// No lock, an unreadable one, or one whose revisions do not fit together.
    pub fn read(root: &Path) -> Result<Self, ChainError> {
        let path = root.join(lock::LOCK_FILE);
        let mut lock = match read_lock(&path) {
            Ok(Ok(lock)) => lock,
            Ok(Err(source)) => return Err(ChainError::Lock { path, source }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ChainError::Missing {
                    root: root.to_path_buf(),
                });
            }
            Err(source) => return Err(ChainError::Unreadable { path, source }),
        };
        for revision in lock.revisions.iter_mut().filter(|one| one.is_open) {
            handwritten::resolve(root, revision);
        }
        Ok(Self::new(root.to_path_buf(), lock.revisions)?.with_ledgers(lock.ledgers))
    }

    /// Whether reading the chain takes long enough to do something else meanwhile.
    pub fn is_long(root: &Path) -> bool {
        const LONG: u64 = 64 * 1024;
        std::fs::metadata(root.join(lock::LOCK_FILE)).is_ok_and(|file| file.len() > LONG)
    }

    /// A chain of these revisions, in this order; positions are numbered anew.
    ///
    /// # Errors
    /// A duplicate id or folder, an unknown parent, a parent that comes later.
    pub fn new(root: PathBuf, mut revisions: Vec<Revision>) -> Result<Self, ChainError> {
        let path = root.join(lock::LOCK_FILE);
        let mut index = Index::with_capacity(revisions.len());
        let mut folders: Vec<u64> = Vec::with_capacity(revisions.len());
        for (at, revision) in revisions.iter_mut().enumerate() {
            revision.position = position(at);
            folders.push(folded_hash(&revision.dir));
        }
        for (at, revision) in revisions.iter().enumerate() {
            let is_same = |&other: &usize| is_at(&revisions, other, &revision.id);
            let rehash = |&other: &usize| revisions.get(other).map_or(0, |one| hash(&one.id));
            match index.entry(hash(&revision.id), is_same, rehash) {
                Entry::Vacant(place) => {
                    place.insert(at);
                }
                Entry::Occupied(first) => {
                    return Err(ChainError::Duplicate {
                        path,
                        id: revision.id.to_string(),
                        first: position(*first.get()),
                        second: position(at),
                    });
                }
            }
        }
        folders.sort_unstable();
        // Two names of one hash are no proof; the names themselves are.
        if folders.windows(2).any(|pair| pair[0] == pair[1]) {
            let mut seen: HashMap<String, &Revision> = HashMap::new();
            for revision in &revisions {
                if let Some(first) = seen.insert(revision.dir.to_lowercase(), revision) {
                    return Err(ChainError::SharedFolder {
                        path,
                        first: first.id.to_string(),
                        second: revision.id.to_string(),
                        dir: revision.dir.clone(),
                    });
                }
            }
        }
        let mut graph = Graph::with_capacity(revisions.len());
        for (at, revision) in revisions.iter().enumerate() {
            let resolve = |ids: &[RevisionId]| -> Result<Places, ChainError> {
                ids.iter()
                    .map(|id| match find(&index, &revisions, id) {
                        Some(needed) if needed < at => Ok(needed),
                        Some(_) => Err(ChainError::Order {
                            path: path.clone(),
                            id: revision.id.to_string(),
                            needs: id.clone(),
                        }),
                        None => Err(ChainError::UnknownParent {
                            path: path.clone(),
                            id: revision.id.to_string(),
                            needs: id.clone(),
                        }),
                    })
                    .collect()
            };
            graph.push(resolve(&revision.parents)?, &resolve(&revision.depends_on)?);
        }
        Ok(Self {
            root,
            revisions,
            index,
            graph,
            ledgers: BTreeMap::new(),
        })
    }

    /// The chain with these names for the legacy ledgers of its lanes, in
    /// place of those that it has for them.
    #[must_use]
    pub fn with_ledgers(mut self, ledgers: impl IntoIterator<Item = LedgerName>) -> Self {
        for ledger in ledgers {
            if ledger.is_usual() {
                self.ledgers.remove(&ledger.lane);
            } else {
                self.ledgers.insert(ledger.lane.clone(), ledger);
            }
        }
        self
    }

    /// What a lane's legacy ledger is called, where it is not called as usual.
    pub fn ledger_name(&self, lane: &str) -> Option<&LedgerName> {
        self.ledgers.get(lane)
    }

    /// What messages call a lane's legacy ledger.
    pub fn ledger_called(&self, lane: &str, kind: Kind) -> String {
        match self.ledger_name(lane) {
            Some(named) if kind.is_legacy() => named.called(kind),
            _ => kind.ledger_table().to_owned(),
        }
    }

    /// All ledgers that are not called as usual, by lane.
    pub fn ledger_names(&self) -> impl Iterator<Item = &LedgerName> {
        self.ledgers.values()
    }

    /// The folder that holds the lock and the revisions' folders.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All revisions, in chain order.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// The revision of exactly this id.
    pub fn get(&self, id: &str) -> Option<&Revision> {
        self.revisions.get(self.index_of(id)?)
    }

    /// The place (from 0) of the revision of exactly this id, as [`Graph`] counts.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        find(&self.index, &self.revisions, id)
    }

    /// Who descends from whom.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The lanes, in the order of their first revision.
    pub fn lanes(&self) -> Vec<&str> {
        let mut lanes: Vec<&str> = Vec::new();
        for revision in &self.revisions {
            if !lanes.contains(&revision.lane.as_str()) {
                lanes.push(&revision.lane);
            }
        }
        lanes
    }

    /// The places of a lane's revisions, in chain order.
    pub fn in_lane<'a>(&'a self, lane: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.revisions
            .iter()
            .enumerate()
            .filter(move |(_, revision)| revision.lane == lane)
            .map(|(at, _)| at)
    }

    /// The legacy ledger that a lane has: the kind of its legacy revisions.
    pub fn legacy_lanes(&self) -> BTreeMap<&str, Kind> {
        self.revisions
            .iter()
            .filter(|revision| revision.kind.is_legacy())
            .map(|revision| (revision.lane.as_str(), revision.kind))
            .collect()
    }

    /// A lane's heads: its revisions without a child in the lane.
    pub fn heads(&self, lane: &str) -> Vec<usize> {
        self.in_lane(lane)
            .filter(|&at| {
                !self
                    .graph
                    .children(at)
                    .iter()
                    .any(|&child| self.revisions[child].lane == lane)
            })
            .collect()
    }

    /// The ids of a set, in chain order.
    pub fn ids(&self, set: &Set) -> Vec<RevisionId> {
        set.iter()
            .filter_map(|&at| self.revisions.get(at))
            .map(|revision| revision.id.to_string())
            .collect()
    }
}

fn read_lock(path: &Path) -> Result<Result<lock::Lock, LockError>, std::io::Error> {
    let file = std::fs::File::open(path)?;
    let size = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    lock::read_from(file, size)
}

fn find(index: &Index, revisions: &[Revision], id: &str) -> Option<usize> {
    let found = index.find(hash(id), |&at| is_at(revisions, at, id));
    found.copied()
}

fn is_at(revisions: &[Revision], at: usize, id: &str) -> bool {
    revisions.get(at).is_some_and(|revision| revision.id == id)
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// A hash that is the same for folders that differ by case only: they are one
/// on macOS and Windows.
fn folded_hash(dir: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if dir.is_ascii() {
        for byte in dir.bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
    } else {
        for byte in dir.to_lowercase().bytes() {
            hasher.write_u8(byte);
        }
    }
    hasher.finish()
}

fn position(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}
