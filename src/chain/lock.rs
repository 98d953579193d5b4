//! `chain.lock`: order and checksums of every revision, one block each,
//! appended at the end, so that two people who add revisions at once meet
//! as a merge conflict. It is TOML, in the one layout that bridge writes.
//! A run with nothing to do reads this file and no other.

use std::fmt::Write as _;

use bridge_importers::Direction;
use thiserror::Error;

use super::model::{LedgerName, LockedScript, Revision, direction_name};
use super::text::{quote, quote_list};

mod read;

pub use read::read;
pub(crate) use read::read_from;

/// The file's name in the chain's folder.
pub const LOCK_FILE: &str = "chain.lock";

/// What stands instead of a checksum while a hand-written revision is worked on.
const OPEN: &str = "open";

const HEADER: &str = "\
# The order of the chain, and the checksums of its scripts.
# Written by bridge; commit it. A new revision is a new block at the end.
version = 1
";

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LockError {
    /// A merge left its markers.
    #[error(
        "line {line}: this is the mark of a merge conflict. Two people added revisions at once. \
         `bridge repair` shows what each added, and with --yes keeps both"
    )]
    Conflict {
        /// Line, from 1.
        line: usize,
    },
    /// A line that bridge did not write.
    #[error(
        "line {line}: {problem}: `{text}`. The lock is written by bridge only: restore it from version control"
    )]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// The line's beginning.
        text: String,
    },
    /// A block that lacks a key.
    #[error(
        "line {line}: this {block} has no `{key}`. The lock is written by bridge only: restore it from version control"
    )]
    Missing {
        /// Line of the block's head, from 1.
        line: usize,
        /// `revision` or `lane`.
        block: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A later format.
    #[error(
        "line {line}: the lock has version {found}, and this bridge reads version 1. Update bridge"
    )]
    Version {
        /// Line, from 1.
        line: usize,
        /// What it says.
        found: String,
    },
}

/// What a lock says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lock {
    /// Legacy ledgers that are not called as usual, by lane.
    pub ledgers: Vec<LedgerName>,
    /// Revisions, in chain order.
    pub revisions: Vec<Revision>,
}

/// The lock's text for these ledgers and revisions, in their order; ledgers
/// that are called as usual are left out.
pub fn write<'a>(
    ledgers: impl IntoIterator<Item = &'a LedgerName>,
    revisions: &[Revision],
) -> String {
    let mut out = String::with_capacity(HEADER.len() + revisions.len() * 512);
    out.push_str(HEADER);
    for ledger in ledgers.into_iter().filter(|ledger| !ledger.is_usual()) {
        out.push_str("\n[[lane]]\n");
        let _ = writeln!(out, "name = {}", quote(&ledger.lane));
        if let Some(table) = &ledger.version_table {
            let _ = writeln!(out, "version_table = {}", quote(table));
        }
        if let Some(column) = &ledger.version_column {
            let _ = writeln!(out, "version_column = {}", quote(column));
        }
        if let Some(means) = ledger.user_version {
            let _ = writeln!(out, "user_version = {}", quote(means.name()));
        }
        if let Some(means) = ledger.version_row {
            let _ = writeln!(out, "version_row = {}", quote(means.name()));
        }
        if let Some(schema) = &ledger.version_table_schema {
            let _ = writeln!(out, "version_table_schema = {}", quote(schema));
        }
    }
    for revision in revisions {
        block(&mut out, revision);
    }
    out
}

// Writing to a String cannot fail, so the results of `write!` are dropped here.
fn block(out: &mut String, revision: &Revision) {
    out.push_str("\n[[revision]]\n");
    let _ = writeln!(out, "id = {}", quote(&revision.id));
    let _ = writeln!(out, "dir = {}", quote(&revision.dir));
    let _ = writeln!(out, "lane = {}", quote(&revision.lane));
    let _ = writeln!(out, "kind = {}", quote(revision.kind.name()));
    let _ = writeln!(out, "database = {}", quote(&revision.database));
    let _ = writeln!(out, "message = {}", quote(&revision.message));
    if let Some(description) = &revision.description {
        let _ = writeln!(out, "description = {}", quote(description));
    }
    let _ = writeln!(out, "created = {}", quote(&revision.created));
    let _ = writeln!(out, "parents = {}", quote_list(&revision.parents));
    if !revision.depends_on.is_empty() {
        let _ = writeln!(out, "depends_on = {}", quote_list(&revision.depends_on));
    }
    if !revision.branch_labels.is_empty() {
        let _ = writeln!(
            out,
            "branch_labels = {}",
            quote_list(&revision.branch_labels)
        );
    }
    for ((direction, dialect), script) in &revision.scripts {
        if revision.is_open {
            // The files decide what there is; the upgrade's line names the dialect.
            if *direction == Direction::Up {
                let _ = writeln!(out, "up.{dialect} = {}", quote(OPEN));
            }
            continue;
        }
        let _ = writeln!(
            out,
            "{}.{dialect} = {}",
            direction_name(*direction),
            quote(&script_words(script))
        );
    }
}

fn script_words(script: &LockedScript) -> String {
    let mut words = script.rung.name().to_string();
    if script.derived {
        words.push_str(" derived");
    }
    if !script.checksum.is_empty() {
        words.push(' ');
        words.push_str(&script.checksum);
    }
    words
}

#[cfg(test)]
#[path = "lock_tests.rs"]
mod tests;
