//! Revisions without a way back.
//!
//! `downgrade` refuses before anything runs where one is on the way; a backup
//! is the way back then.

use bridge_importers::Direction;

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for lane in &examination.survey.lanes {
        let stuck: Vec<_> = lane
            .revisions
            .iter()
            .filter(|revision| {
                let dialects = revision.scripts.keys();
                let mut up = dialects.filter(|(direction, _)| *direction == Direction::Up);
                up.any(|(_, dialect)| !revision.scripts.contains_key(&(Direction::Down, *dialect)))
            })
            .collect();
        let Some(first) = stuck.first() else {
            continue;
        };
        const MOST: usize = 10;
        let mut ids: Vec<&str> = stuck.iter().take(MOST).map(|one| one.id.as_str()).collect();
        if stuck.len() > MOST {
            ids.push("…");
        }
        findings.push(
            Finding::new(
                Severity::Note,
                format!(
                    "{} of {} revisions of {} have no way back: {}.",
                    stuck.len(),
                    lane.revisions.len(),
                    lane.lane,
                    ids.join(", ")
                ),
                "Where one has to be undone, restore the backup that each run makes first, or write its down.sql.",
            )
            .at(&first.source.path, None),
        );
    }
    findings
}
