//! Files of the chain that are not what the lock or the version table has.
//!
//! An applied revision whose file changed builds another schema on the next
//! fresh database than the one that exists.

use crate::doctor::{Examination, Finding};

use super::unknown_row::of_check;

const CODES: &[&str] = &[
    "conflict",
    "drift",
    "edited",
    "lock",
    "missing-folder",
    "missing-script",
    "stray-folder",
    "syntax",
    "two-scripts",
    "unreadable-script",
    "unwritten",
];

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    of_check(examination, CODES)
}
