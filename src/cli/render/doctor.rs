//! The doctor's findings, the worst first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::doctor::{Report, Severity};

/// A finding in two lines: what and where, then the way out.
pub(crate) fn lines(report: &Report) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.severity).or_default() += 1;
        let place = finding
            .place
            .as_ref()
            .map(|place| format!("{place}: "))
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "{}[{}] {place}{}",
            finding.severity.name(),
            finding.rule,
            finding.message
        );
        if !finding.help.is_empty() {
            let _ = writeln!(text, "    {}", finding.help);
        }
    }
    for unread in &report.unread {
        let _ = writeln!(text, "not looked at: {}: {}", unread.name, unread.reason);
    }
    let sum: Vec<String> = counts
        .iter()
        .map(|(severity, count)| match count {
            1 => format!("1 {}", severity.name()),
            count => format!("{count} {}s", severity.name()),
        })
        .collect();
    let _ = match sum.as_slice() {
        [] => writeln!(text, "{} rules found nothing", report.rules.len()),
        sum => writeln!(text, "{}", sum.join(", ")),
    };
    text
}
