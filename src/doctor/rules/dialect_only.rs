//! Functions and words that exist on one dialect only.
//!
//! `datetime('now')` as a default runs on SQLite and nowhere else. What a
//! source converts for is what its `dialects` say.

use bridge_importers::Dialect;
use bridge_importers::portable::{foreign, without_sqlite_clock};
use bridge_importers::script::Node;
use bridge_importers::script::effect::mentions;

use super::boolean_default::of_faults;
use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = of_faults(examination, "sqlite-clock");
    let nodes = examination.nodes();
    let makes_functions: Vec<&str> = nodes
        .iter()
        .filter_map(|placed| match placed.node {
            Node::Statement(statement) => Some(statement.sql.as_str()),
            _ => None,
        })
        .filter(|sql| mentions(sql, "function", Dialect::Postgres))
        .collect();
    for placed in &nodes {
        let Node::Statement(statement) = placed.node else {
            continue;
        };
        // The clock has a repair of its own, above.
        let repaired = match placed.dialect {
            Dialect::Postgres => without_sqlite_clock(&statement.sql),
            _ => None,
        };
        let sql = repaired.as_ref().map_or(&statement.sql, |one| &one.sql);
        for found in foreign(sql, placed.dialect) {
            let name = found.written.trim_end_matches("(…)");
            let is_own = makes_functions
                .iter()
                .any(|sql| mentions(sql, name, Dialect::Postgres));
            if is_own {
                continue;
            }
            let severity = if placed.is_guarded {
                Severity::Warning
            } else {
                Severity::Error
            };
            let (path, line) = placed.place(statement.origin.as_ref());
            findings.push(
                Finding::new(
                    severity,
                    format!(
                        "`{}` exists on {} only, and stands in the {} script of revision {}.",
                        found.written, found.native, placed.dialect, placed.revision.id
                    ),
                    format!(
                        "On {} it is {}. Write each behind a dialect condition in the file.",
                        placed.dialect, found.instead
                    ),
                )
                .at(path, line),
            );
        }
    }
    findings
}
