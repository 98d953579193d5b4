//! Random programs that read rows and write what they compute: revisions, and functions of a list.

use std::path::Path;

use serde::Deserialize;

use crate::oracle;
use crate::random::{self, Outcome};

#[derive(Deserialize)]
struct Case {
    /// The revision that makes tables with rows.
    base: String,
    /// The one that reads and writes.
    revision: String,
}

fn run(case: &str, dialect: &str, folder: &Path, ours: &str, real: &str) -> Outcome {
    let Case { base, revision } = serde_json::from_str(case).expect("a case");
    random::project(folder, &base, &revision, dialect);
    let failed = oracle::try_alembic_on(folder, real, "upgrade", &["heads"]).error;
    let stopped = random::bridge(folder, ours);
    random::compare((ours, stopped), (real, failed))
}

#[test]
fn revisions_on_sqlite() {
    let cases = oracle::random_cases("data_programs.py", &[], 30);
    random::all_agree(&cases, |case| {
        random::on_sqlite(|folder, ours, real| run(case, "sqlite", folder, ours, real))
    });
}

#[test]
fn revisions_on_postgres() {
    let cases = oracle::random_cases("data_programs.py", &[], 30);
    random::all_agree(&cases, |case| {
        random::on_postgres(|folder, ours, real| run(case, "postgres", folder, ours, real))
    });
}

#[derive(Deserialize)]
struct Module {
    module: String,
}

fn run_list(case: &str, folder: &Path, ours: &str, real: &str) -> Outcome {
    let Module { module } = serde_json::from_str(case).expect("a case");
    std::fs::create_dir(folder.join("list")).expect("a folder");
    let file = folder.join("list/__init__.py");
    std::fs::write(&file, module).expect("written");
    std::fs::write(
        folder.join("bridge.toml"),
        "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"list\"\npath = \"list/__init__.py\"\ndatabase = \"main\"\n",
    )
    .expect("written");
    let failed = oracle::run_list(&file, real);
    let stopped = random::bridge(folder, ours);
    random::compare((ours, stopped), (real, failed))
}

#[test]
fn functions_of_a_list() {
    let cases = oracle::random_cases("list_programs.py", &["make"], 40);
    random::all_agree(&cases, |case| {
        random::on_sqlite(|folder, ours, real| run_list(case, folder, ours, real))
    });
}
