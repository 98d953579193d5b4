//! A write-ahead log beside a SQLite file.
//!
//! What was committed since the last checkpoint stands in `FILE-wal`. The list
//! runner's backup, and any `cp`, copies the file alone: the copy misses it.

use crate::database::DatabaseUrl;
use crate::doctor::{Examination, Finding, Severity};

pub(super) fn check(examination: &Examination<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (database, url) in &examination.urls {
        let DatabaseUrl::Sqlite { path } = url else {
            continue;
        };
        let mut wal = path.clone().into_os_string();
        wal.push("-wal");
        let bytes = std::fs::metadata(&wal).map_or(0, |found| found.len());
        if bytes == 0 {
            continue;
        }
        findings.push(
            Finding::new(
                Severity::Warning,
                format!("{bytes} bytes of database {database} stand in its WAL: a copy of the file alone misses them."),
                "Use `bridge backup`, which reads through SQLite; or stop the application, so that it writes the WAL back.",
            )
            .at(wal.to_string_lossy(), None),
        );
    }
    findings
}
