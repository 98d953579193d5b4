//! `repair`, as text.

use std::fmt::Write as _;

use serde::Serialize;

use crate::chain::{self, Kind, RevisionId};
use crate::status::{Repairable, Repaired};

// Writing to a String cannot fail, so the results of `writeln!` are dropped in this file.

/// What needs repair, and what `--yes` would do.
pub(crate) fn repairable(items: &[Repairable]) -> String {
    let mut out = String::new();
    for item in items.iter().filter(|item| item.is_due()) {
        let state = if item.is_applied {
            "applied"
        } else {
            "not applied here"
        };
        let _ = writeln!(
            out,
            "{} [{}], {state}, {}",
            item.revision, item.lane, item.folder
        );
        if let Some(done) = item.statements_done {
            let _ = writeln!(
                out,
                "  begun outside a transaction and not finished, {done} of its statements done\n  `bridge upgrade` goes on with it; where it cannot, it says why, and `bridge stamp` is the way to say what is true."
            );
            continue;
        }
        for script in &item.edited {
            let _ = writeln!(
                out,
                "  edited: {} (on {})\n    lock {}\n    file {}",
                script.path, script.dialect, script.locked, script.found
            );
        }
        if let Some(recorded) = &item.recorded
            && *recorded != item.locked
        {
            let _ = writeln!(
                out,
                "  recorded with another checksum than the chain has\n    database {}\n    chain    {}",
                or_none(recorded),
                or_none(&item.locked)
            );
        }
        let _ = writeln!(
            out,
            "  `git diff {0}` or `git log -p {0}` shows what changed.",
            item.folder
        );
        out.push_str(advice(item));
        let _ = writeln!(
            out,
            "  `bridge repair {} --yes` accepts the text as it is.",
            item.revision
        );
    }
    if out.is_empty() {
        out.push_str("nothing needs repair\n");
    }
    out
}

fn advice(item: &Repairable) -> &'static str {
    match (item.is_applied, item.kind) {
        (true, _) => {
            "  Applied revisions do not run again: restore the file from version control, unless the database is what the new text builds.\n"
        }
        (false, Kind::Bridge) => "  It has not run here, so the edit does no harm here.\n",
        (false, _) => {
            "  It was converted from a legacy source: `bridge import --reconvert` is the usual way to change it.\n"
        }
    }
}

fn or_none(checksum: &str) -> &str {
    if checksum.is_empty() {
        "none"
    } else {
        checksum
    }
}

/// What a repair did.
pub(crate) fn repaired(done: &Repaired) -> String {
    let mut out = String::new();
    for path in &done.relocked {
        let _ = writeln!(out, "locked     {path}");
    }
    if done.is_sealed {
        let _ = writeln!(
            out,
            "sealed     {}: the lock has its checksums now",
            done.revision
        );
    }
    if let (Some(before), Some(now)) = (&done.recorded_before, &done.recorded) {
        let _ = writeln!(
            out,
            "recorded   {}: {} replaced by {}",
            done.revision,
            or_none(before),
            or_none(now)
        );
    }
    if out.is_empty() {
        let _ = writeln!(out, "{}: nothing to repair", done.revision);
    } else if !done.relocked.is_empty() || done.is_sealed {
        out.push_str("commit chain.lock with the files\n");
    }
    out
}

/// A merge conflict in the lock, for `--json`.
#[derive(Serialize)]
pub(crate) struct Joined<'a> {
    /// Revisions that only the first side has.
    pub first: &'a [RevisionId],
    /// Revisions that only the second side has.
    pub second: &'a [RevisionId],
    /// Whether the lock has both now.
    pub is_written: bool,
}

/// A merge conflict in the lock: what each side has, and what became of it.
pub(crate) fn joined(joined: &chain::Joined, is_written: bool) -> String {
    let mut out = String::new();
    for (side, ids) in [("first", &joined.first), ("second", &joined.second)] {
        let ids = match ids.as_slice() {
            [] => "nothing".to_owned(),
            ids => ids.join(", "),
        };
        let _ = writeln!(out, "the {side} side of the merge conflict adds {ids}");
    }
    out.push_str(if is_written {
        "chain.lock has both now, in this order\nnext: run `bridge check`, then commit the merge\n"
    } else {
        "`bridge repair --yes` keeps both, in this order\n"
    });
    out
}
