//! Table rebuilds where the project's connections enforce foreign keys.
//!
//! Alembic's batch mode drops the old table; with `PRAGMA foreign_keys=ON`
//! that deletes the rows of every table which refers to it with
//! `ON DELETE CASCADE`, without a word. Bridge keeps the enforcement off
//! during runs, unless `foreign_keys = true` stands in `bridge.toml`.

use bridge_importers::Dialect;
use bridge_importers::script::Node;

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for placed in examination.nodes() {
        let Node::Batch(batch) = placed.node else {
            continue;
        };
        let lane = placed.lane;
        let is_configured = examination
            .config
            .databases
            .get(&lane.database)
            .is_some_and(|database| database.foreign_keys);
        let enforces = examination
            .projects
            .get(&lane.lane)
            .is_some_and(|project| project.env.enforces_foreign_keys());
        if placed.dialect != Dialect::Sqlite || !(is_configured || enforces) {
            continue;
        }
        let (path, line) = placed.place(batch.origin.as_ref());
        let finding = if is_configured {
            Finding::new(
                Severity::Error,
                format!(
                    "The table {} is rebuilt while foreign keys are enforced: tables that refer to it with ON DELETE CASCADE are emptied.",
                    batch.table
                ),
                format!(
                    "Take `foreign_keys = true` out of [databases.{}] in bridge.toml: every run checks the foreign keys before and after.",
                    lane.database
                ),
            )
        } else {
            Finding::new(
                Severity::Warning,
                format!(
                    "The table {} is rebuilt, and env.py switches foreign keys on: with Alembic, tables that refer to it with ON DELETE CASCADE are emptied.",
                    batch.table
                ),
                "Run it with bridge, which keeps the enforcement off and checks the foreign keys before and after.",
            )
        };
        findings.push(finding.at(path, line));
    }
    findings
}
