//! A boolean's default written as 0 or 1.
//!
//! SQLite keeps booleans as numbers; PostgreSQL refuses the definition.

use crate::doctor::examination::place;
use crate::doctor::{Examination, Finding, Severity};
use crate::import::Fault;

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    of_faults(examination, "boolean-default")
}

/// The faults of one code as findings.
pub(super) fn of_faults(examination: &Examination<'_>, code: &str) -> Vec<Finding> {
    let faults = examination.survey.faults.iter();
    faults
        .filter(|fault| fault.code == code && !fault.is_repaired)
        .map(of_fault)
        .collect()
}

fn of_fault(fault: &Fault) -> Finding {
    let help = match &fault.repair {
        Some(repair) if fault.is_locked => format!(
            "`bridge import --fix --reconvert {}` repairs it: {repair}.",
            fault.revision
        ),
        Some(repair) => format!("`bridge import --fix` repairs it: {repair}."),
        None => "The two are not alike, so there is no safe repair: correct the file.".to_owned(),
    };
    let (path, line) = place(&fault.path, fault.origin.as_ref());
    Finding::new(Severity::Error, &fault.message, help).at(path, line)
}
