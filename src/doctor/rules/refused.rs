//! What `bridge import` refuses, and what it warns of.
//!
//! Every file is looked at, so that one bad file hides no other.

use bridge_importers::{Diagnostic, Severity as Level};

use crate::doctor::{Examination, Finding, Severity};

/// Codes that have a rule of their own, or are no news here.
const ELSEWHERE: &[&str] = &[
    "header-disagrees",
    "long-id",
    "foreign-keys-off",
    "source-gone",
];

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let finding = |diagnostic: &Diagnostic| {
        let severity = match diagnostic.severity {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            // A function that is kept as a program hurts nobody.
            Level::Note => return None,
        };
        Some(Finding::of(diagnostic, severity))
    };
    let found = examination.survey.diagnostics.iter();
    found
        .filter(|diagnostic| !ELSEWHERE.contains(&diagnostic.code))
        .filter_map(finding)
        .collect()
}
