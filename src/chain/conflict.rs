//! A lock with a merge conflict, put together again.
//!
//! Two people append a block each. Git leaves lines that both blocks have
//! outside of its marks, so that the marks alone are not all there is to take
//! away: each side is read as the whole file that it was.

use std::path::Path;

use thiserror::Error;

use super::disk::put_lock;
use super::lock::{self, LOCK_FILE, Lock, LockError};
use super::{Chain, ChainError, Revision, RevisionId, WriteError, brief};
use crate::exit::ErrorKind;

/// What two sides of a conflict make together.
#[derive(Debug)]
pub struct Joined {
    /// The chain of both; on disk it is not yet.
    pub chain: Chain,
    /// Revisions that only the first side has.
    pub first: Vec<RevisionId>,
    /// Revisions that only the second side has.
    pub second: Vec<RevisionId>,
}

/// Why a conflict has to be solved by hand.
#[derive(Debug, Error)]
pub enum ConflictError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The lock.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The marks do not come in pairs.
    #[error("{path}: line {line}: this mark of a merge conflict has no partner")]
    Marks {
        /// The lock.
        path: String,
        /// Line, from 1.
        line: usize,
    },
    /// A side by itself is no lock.
    #[error("{path}: the {side} side of the merge conflict, taken alone: {source}")]
    Side {
        /// The lock.
        path: String,
        /// `first` or `second`.
        side: &'static str,
        /// What is wrong with it.
        source: LockError,
    },
    /// Both have it, and not alike.
    #[error(
        "{path}: both sides of the merge conflict have {what}, and not alike. Keep one of the two by hand"
    )]
    Differs {
        /// The lock.
        path: String,
        /// The revision or lane.
        what: String,
    },
    /// Together they are no chain.
    #[error(transparent)]
    Chain(#[from] ChainError),
}

impl ConflictError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreadable { .. } => ErrorKind::Failed,
            Self::Chain(error) => error.kind(),
            Self::Marks { .. } | Self::Side { .. } | Self::Differs { .. } => ErrorKind::Decision,
        }
    }
}

/// What both sides of the conflict in a chain's lock make together: all that
/// the first has, and behind it what only the second has.
///
/// # Errors
/// See [`ConflictError`].
pub fn join(root: &Path) -> Result<Joined, ConflictError> {
    let place = root.join(LOCK_FILE);
    let path = place.display().to_string();
    let text = std::fs::read_to_string(&place).map_err(|source| ConflictError::Unreadable {
        path: path.clone(),
        source,
    })?;
    let [first, second] = sides(&text).map_err(|line| ConflictError::Marks {
        path: path.clone(),
        line,
    })?;
    let read = |text: &str, side| {
        lock::read(text).map_err(|source| ConflictError::Side {
            path: path.clone(),
            side,
            source,
        })
    };
    let (first, second) = (read(&first, "first")?, read(&second, "second")?);
    let only = |one: &Lock, other: &Lock| -> Vec<RevisionId> {
        let is_missing = |revision: &&Revision| place_of(&other.revisions, revision).is_none();
        let missing = one.revisions.iter().filter(is_missing);
        missing.map(|revision| revision.id.to_string()).collect()
    };
    let (only_first, only_second) = (only(&first, &second), only(&second, &first));
    let together = together(first, second).map_err(|what| ConflictError::Differs { path, what })?;
    let chain = Chain::new(root.to_path_buf(), together.revisions)?.with_ledgers(together.ledgers);
    Ok(Joined {
        chain,
        first: only_first,
        second: only_second,
    })
}

/// Writes the chain of both sides in the place of the conflict.
///
/// # Errors
/// Where the lock cannot be written.
pub fn write_joined(joined: &Joined) -> Result<(), WriteError> {
    put_lock(&joined.chain)
}

/// The file as each of the two had it. An error is the line of a mark without a partner.
fn sides(text: &str) -> Result<[String; 2], usize> {
    let mut sides = [String::new(), String::new()];
    // The line of the last mark, and whose lines follow: both's, the first's,
    // those of their common ancestor, the second's.
    let (mut mark, mut part) = (0, 0);
    for (at, line) in text.lines().enumerate() {
        let next = match line.get(..7) {
            Some("<<<<<<<") => 1,
            Some("|||||||") => 2,
            Some("=======") => 3,
            Some(">>>>>>>") => 4,
            _ => {
                for (own, side) in [1, 3].into_iter().zip(&mut sides) {
                    if part == 0 || part == own {
                        side.push_str(line);
                        side.push('\n');
                    }
                }
                continue;
            }
        };
        if !matches!((part, next), (0, 1) | (1, 2 | 3) | (2, 3) | (3, 4)) {
            return Err(at + 1);
        }
        (mark, part) = (at + 1, next % 4);
    }
    if part == 0 { Ok(sides) } else { Err(mark) }
}

fn place_of(revisions: &[Revision], revision: &Revision) -> Option<usize> {
    revisions.iter().position(|other| other.id == revision.id)
}

/// One lock of both. An error names what both have, and not alike.
fn together(mut first: Lock, second: Lock) -> Result<Lock, String> {
    for ledger in second.ledgers {
        match first.ledgers.iter().find(|one| one.lane == ledger.lane) {
            None => first.ledgers.push(ledger),
            Some(known) if *known == ledger => {}
            Some(_) => return Err(format!("lane `{}`", ledger.lane)),
        }
    }
    // From the end: what stands before a revision of both (a baseline) goes
    // before it, what stands behind all of them goes to the end.
    let mut before = first.revisions.len();
    for revision in second.revisions.into_iter().rev() {
        match place_of(&first.revisions, &revision) {
            None => first.revisions.insert(before, revision),
            Some(at) => {
                let known = &mut first.revisions[at];
                *known = alike(known, revision)
                    .ok_or_else(|| format!("revision `{}`", brief(&known.id)))?;
                before = at;
            }
        }
    }
    Ok(first)
}

/// The revision that both mean; one that is sealed goes before one that is still open.
fn alike(known: &Revision, other: Revision) -> Option<Revision> {
    let mut meant = other.clone();
    meant.position = known.position;
    if known.is_open != other.is_open {
        meant.is_open = known.is_open;
        meant.scripts = known.scripts.clone();
    }
    let sealed = if known.is_open { other } else { known.clone() };
    (meant == *known).then_some(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::fixture::revisions;

    const COMMON: &str = "main a\nmain b < a\n";

    fn text(chain: &str) -> String {
        lock::write([], &revisions(chain))
    }

    fn ids(lock: &Lock) -> Vec<&str> {
        lock.revisions.iter().map(|one| one.id.as_str()).collect()
    }

    fn joined(first: &str, second: &str) -> Result<Lock, String> {
        together(
            lock::read(&text(first)).unwrap(),
            lock::read(&text(second)).unwrap(),
        )
    }

    #[test]
    fn what_only_one_side_has_is_kept() {
        let both = joined(
            &format!("{COMMON}own x\n"),
            &format!("{COMMON}own y\nown z < y\n"),
        )
        .unwrap();
        assert_eq!(ids(&both), ["a", "b", "x", "y", "z"]);
        let mut second = revisions(COMMON);
        second.splice(0..0, revisions("main baseline"));
        let lock = |revisions| Lock {
            revisions,
            ..Lock::default()
        };
        let both = together(lock(revisions(COMMON)), lock(second)).unwrap();
        assert_eq!(ids(&both), ["baseline", "a", "b"]);
    }

    #[test]
    fn what_both_changed_is_for_a_person() {
        assert_eq!(
            joined(COMMON, "main a\nmain b\n").unwrap_err(),
            "revision `b`"
        );
        let mut open = revisions(COMMON);
        open[1].is_open = true;
        let sealed = revisions(COMMON);
        for (known, other) in [(&open, &sealed), (&sealed, &open)] {
            assert_eq!(
                alike(&known[1], other[1].clone()).as_ref(),
                Some(&sealed[1])
            );
        }
    }

    #[test]
    fn lines_outside_of_the_marks_belong_to_both() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| 123\nold\n=======\nc\n>>>>>>> other\nd\n";
        assert_eq!(sides(text).unwrap(), ["a\nb\nd\n", "a\nc\nd\n"]);
        assert_eq!(sides("a\n=======\n"), Err(2));
        assert_eq!(sides("<<<<<<< x\na\n"), Err(1));
        assert_eq!(sides("<<<<<<< x\n<<<<<<< y\n"), Err(2));
    }
}
