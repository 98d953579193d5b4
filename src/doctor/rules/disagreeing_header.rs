//! Docstring headers that disagree with the variables.
//!
//! A file that was copied or rebased keeps the old `Revision ID:` and
//! `Revises:`. The variables are the truth; people read the docstring.

use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let found = examination.survey.diagnostics.iter();
    found
        .filter(|diagnostic| diagnostic.code == "header-disagrees")
        .map(|diagnostic| Finding::of(diagnostic, Severity::Warning))
        .collect()
}
