//! Ledger rows that nobody knows, and ledgers that disagree.
//!
//! Every run stops at these until somebody says what is true.

use crate::doctor::{Examination, Finding, Severity};
use crate::status;

const CODES: &[&str] = &[
    "ahead",
    "behind",
    "ledger",
    "populated",
    "running",
    "configuration",
];

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    of_check(examination, CODES)
}

/// What `bridge check` found, of these codes.
pub(super) fn of_check(examination: &Examination<'_>, codes: &[&str]) -> Vec<Finding> {
    let found = examination.check.iter().flat_map(|check| &check.findings);
    found
        .filter(|finding| codes.contains(&finding.code))
        .map(|found| {
            let severity = match found.severity {
                status::Severity::Decision => Severity::Decision,
                status::Severity::Note => Severity::Note,
            };
            // Without an advice of its own, the message says what to do.
            let help = found.advice.clone().unwrap_or_default();
            let finding = Finding::new(severity, &found.message, help);
            match (&found.path, &found.lane) {
                (Some(path), _) => finding.at(path, None),
                (None, Some(lane)) => finding.at(format!("lane {lane}"), None),
                (None, None) => finding,
            }
        })
        .collect()
}
