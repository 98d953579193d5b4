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
    let (path, line) = place(&fault.path, fault.origin.as_ref());
    Finding::new(Severity::Error, &fault.message, fault.help()).at(path, line)
}
