//! What an import did, revision by revision.

use bridge_importers::{Dialect, Direction};

use crate::chain::{Outcome, Rung};
use crate::import::{Report, RevisionReport};

/// One line for each revision that changed, then rehearsals and the sum.
pub(crate) fn lines(report: &Report) -> String {
    let mut text = String::new();
    let unchanged = report
        .revisions
        .iter()
        .filter(|revision| revision.outcome == Outcome::Unchanged)
        .count();
    for revision in report
        .revisions
        .iter()
        .filter(|revision| revision.outcome != Outcome::Unchanged)
    {
        text.push_str(&format!(
            "{:<11} {} [{}] {} ({})\n",
            outcome(revision.outcome),
            revision.id,
            revision.lane,
            scripts(revision),
            revision.source
        ));
        for repair in &revision.repairs {
            text.push_str(&format!(
                "  repaired  {}:{}: {}\n",
                repair.file, repair.line, repair.message
            ));
        }
    }
    if unchanged > 0 {
        text.push_str(&format!(
            "unchanged   {}\n",
            super::report::revisions(unchanged)
        ));
    }
    for id in &report.gone {
        text.push_str(&format!(
            "gone        {id}: its legacy file is gone; the chain keeps it\n"
        ));
    }
    for rehearsal in &report.rehearsals {
        let note = rehearsal
            .note
            .as_ref()
            .map(|note| format!("; {note}"))
            .unwrap_or_default();
        text.push_str(&format!(
            "rehearsed   {} on {}: {} up, {} down{note}\n",
            rehearsal.database, rehearsal.dialect, rehearsal.up, rehearsal.down
        ));
    }
    let is_same = unchanged == report.revisions.len();
    text.push_str(&match (is_same, report.is_written) {
        (true, _) => format!("nothing to write in {}\n", report.chain),
        (false, true) => format!("wrote {}\n", report.chain),
        (false, false) => format!("would write {}\n", report.chain),
    });
    text
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => "new",
        Outcome::Unchanged => "unchanged",
        Outcome::SourceUpdated => "same SQL",
        Outcome::Extended => "extended",
        Outcome::Reconverted => "reconverted",
    }
}

/// `sqlite: SQL/SQL, postgres: SQL with directives/none`
fn scripts(revision: &RevisionReport) -> String {
    let mut dialects: Vec<Dialect> = revision
        .scripts
        .iter()
        .map(|script| script.dialect)
        .collect();
    dialects.sort_unstable();
    dialects.dedup();
    let side = |dialect: Dialect, direction: Direction| {
        let found = revision
            .scripts
            .iter()
            .find(|s| s.dialect == dialect && s.direction == direction);
        match found {
            None => "irreversible",
            Some(script) if script.is_derived => "derived SQL",
            Some(script) => match script.rung {
                Rung::Sql => "SQL",
                Rung::Directives => "directives",
                Rung::Program => "program",
                Rung::Unavailable => "unavailable",
            },
        }
    };
    let all: Vec<String> = dialects
        .iter()
        .map(|dialect| {
            format!(
                "{dialect}: {}/{}",
                side(*dialect, Direction::Up),
                side(*dialect, Direction::Down)
            )
        })
        .collect();
    all.join(", ")
}
