//! Random revisions that ask the catalogue before they change it, under the real Alembic and
//! under bridge: where Alembic arrives, bridge arrives, and the catalogue is the same.

use std::path::Path;

use assert_cmd::Command;
use serde::Deserialize;

use crate::oracle;
use crate::programs::ENV;

#[derive(Deserialize)]
struct Case {
    seed: u64,
    /// The revision that lays out tables.
    base: String,
    /// The one that asks and changes.
    guarded: String,
}

/// A project with both revisions.
fn project(folder: &Path, case: &Case, dialect: &str) {
    let versions = folder.join("alembic/versions");
    std::fs::create_dir_all(&versions).expect("a folder");
    let base = format!("{}\nrevision = 'start'\ndown_revision = None\n", case.base);
    let guarded = format!(
        "{}\nrevision = 'guarded'\ndown_revision = 'start'\n",
        case.guarded
    );
    let settings = format!(
        "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"main\"\n\
         dialects = [\"{dialect}\"]\n"
    );
    for (file, text) in [
        ("alembic/versions/base.py", base.as_str()),
        ("alembic/versions/guarded.py", &guarded),
        ("alembic/env.py", ENV),
        (
            "alembic.ini",
            "[alembic]\nscript_location = %(here)s/alembic\n",
        ),
        ("bridge.toml", &settings),
    ] {
        std::fs::write(folder.join(file), text).expect("written");
    }
}

/// Imports the project and runs it on this database; what stopped it.
fn bridge(folder: &Path, url: &str) -> Option<String> {
    for arguments in [
        &["import", "--no-rehearsal"][..],
        &["upgrade", "--no-backup"],
    ] {
        let output = Command::cargo_bin("bridge")
            .expect("the program is built")
            .current_dir(folder)
            .env_remove("DATABASE_URL")
            .args(["--url", &format!("main={url}")])
            .args(arguments)
            .output()
            .expect("it runs");
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            return Some(format!("{arguments:?}: {text}"));
        }
    }
    None
}

/// What came of a case.
enum Outcome {
    /// Both arrived, at the same catalogue.
    Same,
    /// Both stopped, or Alembic did for a reason that is documented.
    Stopped,
    /// How the two differ.
    Different(String),
}

fn outcome(case: &Case, dialect: &str, ours: &str, real: &str) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), case, dialect);
    let alembic = oracle::try_alembic_on(folder.path(), real, "upgrade", &["heads"]).error;
    match (bridge(folder.path(), ours), alembic) {
        (Some(_), Some(_)) => Outcome::Stopped,
        (Some(stopped), None) => Outcome::Different(format!("only bridge stops: {stopped}")),
        // A name that an inspector remembers and that is gone; bridge asks where it has to.
        (None, Some(stopped)) if stopped.starts_with("NoSuchTableError") => Outcome::Stopped,
        (None, Some(stopped)) => Outcome::Different(format!("only Alembic stops: {stopped}")),
        (None, None) => {
            let found = oracle::differences(ours, real);
            if found.is_empty() {
                Outcome::Same
            } else {
                Outcome::Different(found.join("\n"))
            }
        }
    }
}

/// Panics with every case that differs, its seed and its text.
fn all_agree(dialect: &str, run: impl Fn(&Case) -> Outcome) {
    let cases = oracle::random_cases("guards.py", &[dialect], 40);
    let mut same = 0;
    let mut wrong = Vec::new();
    for line in &cases {
        let case: Case = serde_json::from_str(line).expect("a case");
        match run(&case) {
            Outcome::Same => same += 1,
            Outcome::Stopped => {}
            Outcome::Different(found) => {
                let Case {
                    seed,
                    base,
                    guarded,
                } = case;
                wrong.push(format!("seed {seed}: {found}\n{base}\n{guarded}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(
        same * 2 > cases.len(),
        "only {same} of {} cases were compared to the end",
        cases.len()
    );
}

#[test]
fn on_sqlite() {
    all_agree("sqlite", |case| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let ours = oracle::sqlite(&folder.path().join("ours.db"), None);
        let real = oracle::sqlite(&folder.path().join("real.db"), None);
        outcome(case, "sqlite", &ours, &real)
    });
}

#[test]
fn on_postgres() {
    all_agree("postgres", |case| {
        let (_ours, ours) = oracle::postgres(None);
        let (_real, real) = oracle::postgres(None);
        outcome(case, "postgres", &ours, &real)
    });
}
