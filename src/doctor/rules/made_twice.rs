//! A table, column, index or view that two revisions make.
//!
//! Two branches that grew apart, each with its own copy of a change: every
//! database that took one path works, and no fresh one can be built.

use super::boolean_default::of_faults;
use crate::doctor::{Examination, Finding};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    of_faults(examination, "made-twice")
}
