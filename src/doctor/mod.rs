//! `bridge doctor`: what will hurt, before it does. It reads the legacy
//! sources, the chain, the files of the repository and the databases that can
//! be reached, and writes nothing anywhere.
//!
//! A rule is a file in [`rules`], with its documentation as the file's head;
//! [`RULES`] is their table.

mod examination;
mod finding;
mod rules;

pub use examination::{Examination, Unread, examine};
pub use finding::{Finding, Place, Severity};
pub use rules::{RULES, Rule};

use serde::Serialize;

/// What the rules found. Its keys are stable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Findings, the worst first, then by rule and place.
    pub findings: Vec<Finding>,
    /// Sources and databases that could not be read: their rules had nothing to look at.
    pub unread: Vec<Unread>,
    /// The rules that looked.
    pub rules: Vec<&'static str>,
}

impl Report {
    /// Whether somebody has to do something first.
    pub fn is_finding(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity <= Severity::Decision)
    }
}

/// Lets every rule look.
pub fn diagnose(examination: &Examination<'_>) -> Report {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|rule| {
            (rule.check)(examination).into_iter().map(|mut finding| {
                finding.rule = rule.code;
                finding
            })
        })
        .collect();
    findings.sort_by(|a, b| a.key().cmp(&b.key()));
    findings.dedup();
    Report {
        findings,
        unread: examination.unread.clone(),
        rules: RULES.iter().map(|rule| rule.code).collect(),
    }
}
