//! Rows that refer to nothing, in a SQLite file that is there already.
//!
//! The old tools ran without foreign keys, so such rows pile up. A run fails
//! only on new ones; an application that switches the enforcement on does not
//! forgive the old.

use std::collections::BTreeMap;

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (database, violations) in &examination.violations {
        let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (violation, count) in violations {
            let pair = (violation.table.as_str(), violation.parent.as_str());
            *pairs.entry(pair).or_default() += count;
        }
        for ((table, parent), count) in pairs {
            let rows = if count == 1 {
                "row refers"
            } else {
                "rows refer"
            };
            findings.push(
                Finding::new(
                    Severity::Warning,
                    format!("{count} {rows} from {table} to rows of {parent} that do not exist."),
                    format!(
                        "Delete or correct them when you can; `PRAGMA foreign_key_check(\"{}\")` lists them. A run fails only on new ones.",
                        table.replace('"', "\"\"")
                    ),
                )
                .at(format!("database {database}"), None),
            );
        }
    }
    findings
}
