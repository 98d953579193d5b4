//! `current` and `check`, as text.

use std::fmt::Write as _;

use crate::chain::list;
use crate::plan::{AdoptionReason, How, VersionRow};
use crate::status::{Check, Current, LaneStatus, Severity};

// Writing to a String cannot fail, so the results of `writeln!` are dropped in this file.

/// What is applied.
pub(crate) fn current(current: &Current, verbose: bool) -> String {
    let mut out = String::new();
    for lane in &current.lanes {
        lane_lines(&mut out, lane);
    }
    if current.lanes.is_empty() {
        out.push_str("the chain has no revisions\n");
    }
    for row in &current.running {
        let _ = writeln!(
            out,
            "running: {} [{}] in {}: begun outside a transaction at {} and not finished, {} of its statements done; `bridge upgrade` goes on with it; where it cannot, it says why, and `bridge stamp` is the way to say what is true",
            row.revision, row.lane, row.database, row.applied_at, row.statements_done
        );
    }
    for row in &current.unknown {
        let _ = writeln!(
            out,
            "unknown: {} [{}] {}: applied, and not in this chain; the database is ahead of the code",
            row.revision, row.lane, row.message
        );
    }
    for id in &current.healing {
        let _ = writeln!(
            out,
            "healing: {id}: a crash came between two commits; the next `bridge upgrade` records it"
        );
    }
    if verbose && !current.revisions.is_empty() {
        out.push('\n');
        for row in &current.revisions {
            let _ = writeln!(out, "{}", applied(row));
        }
    }
    out
}

fn lane_lines(out: &mut String, lane: &LaneStatus) {
    let _ = write!(
        out,
        "{} (database {}): ",
        lane.lane,
        lane.databases.join(", ")
    );
    let _ = match lane.applied {
        0 => writeln!(out, "nothing applied, {} pending", lane.pending),
        applied => writeln!(out, "{applied} applied, {} pending", lane.pending),
    };
    for head in &lane.heads {
        let mark = if head.is_lane_head { " (head)" } else { "" };
        let _ = writeln!(out, "  {}{mark} {}", head.revision, head.message);
    }
    if !lane.not_adopted.is_empty() {
        let why = match lane.adoption {
            Some(AdoptionReason::MovedAhead) => "the old tool was run since",
            _ => "its legacy ledger has them",
        };
        let _ = writeln!(
            out,
            "  {} of the pending are not adopted yet, {why}: {}\n  `bridge adopt` or the next `bridge upgrade` takes them over",
            lane.not_adopted.len(),
            list(&lane.not_adopted)
        );
    }
    if let Some(problem) = &lane.problem {
        let _ = writeln!(out, "  problem: {problem}");
    }
}

fn applied(row: &VersionRow) -> String {
    let how = match row.how {
        How::Adopted => "adopted".to_owned(),
        How::Applied => format!("applied in {} ms", row.execution_ms),
    };
    format!(
        "{:04} {} [{}] {} {how}: {}",
        row.position, row.revision, row.lane, row.applied_at, row.message
    )
}

/// What a check found.
pub(crate) fn check(check: &Check) -> String {
    let mut out = String::new();
    for finding in &check.findings {
        let word = match finding.severity {
            Severity::Decision => "finding",
            Severity::Note => "note",
        };
        let _ = writeln!(out, "{word} [{}]: {}", finding.code, finding.message);
        if let Some(advice) = &finding.advice {
            let _ = writeln!(out, "  {advice}");
        }
    }
    for (lane, ids) in &check.pending {
        let _ = writeln!(out, "pending in lane {lane}: {} ({})", ids.len(), list(ids));
    }
    for unread in &check.unread {
        let _ = writeln!(
            out,
            "not checked: database {}: {}",
            unread.database, unread.error
        );
        if let Some(advice) = &unread.advice {
            let _ = writeln!(out, "  {advice}");
        }
    }
    let decisions = check
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Decision)
        .count();
    let _ = match (decisions, check.unread.is_empty()) {
        (0, true) => writeln!(out, "{} revisions checked, all in order", check.revisions),
        (0, false) => writeln!(
            out,
            "{} revisions checked against their files only",
            check.revisions
        ),
        (count, _) => writeln!(
            out,
            "{} revisions checked, {count} {} a decision",
            check.revisions,
            if count == 1 {
                "finding needs"
            } else {
                "findings need"
            }
        ),
    };
    out
}
