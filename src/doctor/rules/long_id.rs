//! Ids longer than the ledger's column.
//!
//! `alembic_version.version_num` is `VARCHAR(32)`; PostgreSQL enforces it, and
//! Alembic fails on the first id that does not fit.

use crate::doctor::{Examination, Finding, Severity};
use crate::import::long_id;

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let files = examination
        .projects
        .values()
        .flat_map(|project| &project.revisions);
    files
        .filter_map(long_id)
        .map(|diagnostic| Finding::of(&diagnostic, Severity::Warning))
        .collect()
}
