//! A history that ends in several heads.
//!
//! `alembic upgrade head` refuses it. `bridge upgrade` runs all of them; a
//! new revision needs to know which one it follows.

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (source, project) in &examination.projects {
        let Some(graph) = &project.graph else {
            continue;
        };
        let heads = graph.heads();
        if heads.len() < 2 {
            continue;
        }
        let ids: Vec<&str> = heads.iter().map(|head| graph.id(*head)).collect();
        let file = heads.last().and_then(|head| project.revisions.get(*head));
        let finding = Finding::new(
            Severity::Warning,
            format!("{source} has {} heads: {}.", ids.len(), ids.join(", ")),
            format!(
                "Join them: `bridge revision --lane {source} --merge -m MESSAGE`. `bridge upgrade` runs all of them as it is; `alembic upgrade head` fails."
            ),
        );
        findings.push(match file {
            Some(file) => {
                let line = file.spans.revision.as_ref().map(|span| span.line);
                finding.at(&file.file.shown, line)
            }
            None => finding,
        });
    }
    findings
}
