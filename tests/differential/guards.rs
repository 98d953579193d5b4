//! Random revisions that ask the catalogue before they change it.

use std::path::Path;

use serde::Deserialize;

use crate::oracle;
use crate::random::{self, Outcome};

#[derive(Deserialize)]
struct Case {
    /// The revision that lays out tables.
    base: String,
    /// The one that asks and changes.
    guarded: String,
}

fn run(case: &str, dialect: &str, folder: &Path, ours: &str, real: &str) -> Outcome {
    let Case { base, guarded } = serde_json::from_str(case).expect("a case");
    random::project(folder, &base, &guarded, dialect);
    let failed = oracle::try_alembic_on(folder, real, "upgrade", &["heads"]).error;
    let stopped = random::bridge(folder, ours);
    match &failed {
        // A name that an inspector remembers and that is gone; bridge asks where it has to.
        Some(failed) if failed.starts_with("NoSuchTableError") => Outcome::Stopped,
        _ => random::compare((ours, stopped), (real, failed)),
    }
}

#[test]
fn on_sqlite() {
    let cases = oracle::random_cases("guards.py", &["sqlite"], 40);
    random::all_agree(&cases, |case| {
        random::on_sqlite(|folder, ours, real| run(case, "sqlite", folder, ours, real))
    });
}

#[test]
fn on_postgres() {
    let cases = oracle::random_cases("guards.py", &["postgres"], 40);
    random::all_agree(&cases, |case| {
        random::on_postgres(|folder, ours, real| run(case, "postgres", folder, ours, real))
    });
}
