//! Random cases under a legacy tool and under bridge: where the tool arrives, bridge arrives, and
//! the databases are the same.

use std::path::Path;

use assert_cmd::Command;

use crate::oracle;
use crate::programs::ENV;

/// What came of a case.
pub(crate) enum Outcome {
    /// Both arrived, at the same catalogue and rows.
    Same,
    /// Both stopped, or the legacy tool did for a reason that is documented.
    Stopped,
    /// How the two differ.
    Different(String),
}

/// An Alembic project with two revisions for one dialect.
pub(crate) fn project(folder: &Path, first: &str, second: &str, dialect: &str) {
    let first = format!("{first}\nrevision = 'first'\ndown_revision = None\n");
    let second = format!("{second}\nrevision = 'second'\ndown_revision = 'first'\n");
    let files = [("first.py", first.as_str()), ("second.py", &second)];
    history(folder, files, dialect);
}

/// An Alembic project with these revision files.
pub(crate) fn history<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    dialect: &str,
) {
    let versions = folder.join("alembic/versions");
    std::fs::create_dir_all(&versions).expect("a folder");
    for (name, text) in files {
        std::fs::write(versions.join(name), text).expect("written");
    }
    let settings = format!(
        "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"main\"\n\
         dialects = [\"{dialect}\"]\n"
    );
    for (file, text) in [
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

/// Imports a project and runs it on this database; what stopped it.
pub(crate) fn bridge(folder: &Path, url: &str) -> Option<String> {
    [
        &["import", "--no-rehearsal"][..],
        &["upgrade", "--no-backup"],
    ]
    .iter()
    .find_map(|arguments| stopped(folder, url, arguments))
}

/// Runs bridge; what stopped it.
pub(crate) fn stopped(folder: &Path, url: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::cargo_bin("bridge")
        .expect("the program is built")
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .args(["--url", &format!("main={url}")])
        .args(arguments)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stderr);
    (!output.status.success()).then(|| format!("{arguments:?}: {text}"))
}

/// What came of a case, from what stopped either and from the databases.
pub(crate) fn compare(
    (ours, stopped): (&str, Option<String>),
    (real, failed): (&str, Option<String>),
) -> Outcome {
    match (stopped, failed) {
        (Some(_), Some(_)) => Outcome::Stopped,
        (Some(stopped), None) => Outcome::Different(format!("only bridge stops: {stopped}")),
        (None, Some(failed)) => Outcome::Different(format!("only the oracle stops: {failed}")),
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

/// Whether enough of the cases were compared to the end; of a few nothing is expected.
pub(crate) fn are_enough(compared: usize, cases: usize) -> bool {
    cases < 20 || compared * 2 > cases
}

/// Panics with every case that differs, and where too few were compared to the end.
pub(crate) fn all_agree(cases: &[String], run: impl Fn(&str) -> Outcome) {
    let mut same = 0;
    let mut wrong = Vec::new();
    for case in cases {
        match run(case) {
            Outcome::Same => same += 1,
            Outcome::Stopped => {}
            Outcome::Different(found) => {
                let case = case.replace("\\n", "\n");
                wrong.push(format!("{found}\n{case}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(
        are_enough(same, cases.len()),
        "only {same} of {} cases were compared to the end",
        cases.len()
    );
}

/// Runs a case on two SQLite files: that of bridge and that of the oracle.
pub(crate) fn on_sqlite(run: impl Fn(&Path, &str, &str) -> Outcome) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ours = oracle::sqlite(&folder.path().join("ours.db"), None);
    let real = oracle::sqlite(&folder.path().join("real.db"), None);
    run(folder.path(), &ours, &real)
}

/// The same on two PostgreSQL databases.
pub(crate) fn on_postgres(run: impl Fn(&Path, &str, &str) -> Outcome) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_ours, ours) = oracle::postgres(None);
    let (_real, real) = oracle::postgres(None);
    run(folder.path(), &ours, &real)
}
