//! The legacy tools themselves, as the tests ask them: the real Alembic, the
//! list's own runner, and SQLAlchemy's view of a database.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use crate::postgres_server::Database;

/// Tables that a tool keeps for itself.
pub(crate) const LEDGERS: [&str; 5] = [
    "alembic_version",
    "schema_migrations",
    "bridge_version",
    "bridge_setting",
    "bridge_witness",
];

/// A lived-in database of the sample, as SQL text.
pub(crate) fn lived_in(name: &str) -> PathBuf {
    root().join("legacy/lived-in").join(name)
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the real Alembic did.
#[derive(Debug, Deserialize)]
pub(crate) struct AlembicRun {
    pub(crate) steps: Vec<Step>,
    /// Rows of `alembic_version` at the end, sorted.
    pub(crate) ledger: Vec<String>,
    pub(crate) error: Option<String>,
}

/// One revision up or down.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    pub(crate) revision: String,
    /// What was sent to the driver, without reading and version statements.
    pub(crate) statements: Vec<String>,
    /// Rows of `alembic_version` right afterwards, sorted.
    pub(crate) ledger: Vec<String>,
}

/// The python that has the pinned Alembic.
fn python() -> Command {
    let path = std::env::var_os("BRIDGE_ORACLE_PYTHON")
        .map_or_else(|| root().join("target/oracle/bin/python"), PathBuf::from);
    assert!(
        path.exists(),
        "there is no {}. tests/oracle/setup.sh makes it; or name one in BRIDGE_ORACLE_PYTHON",
        path.display()
    );
    Command::new(path)
}

/// Runs a driver of `tests/oracle` and returns the JSON that it prints. A
/// driver that reports an error in its JSON has exit code 1.
fn driver<S: AsRef<OsStr>>(script: &str, arguments: impl IntoIterator<Item = S>) -> Value {
    let output = python()
        .arg(root().join("tests/oracle").join(script))
        .args(arguments)
        .output()
        .expect("python starts");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{script}: {error}\n{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// Makes the lived-in databases anew: SQL texts into `folder`, and the admin
/// state in an empty PostgreSQL database.
pub(crate) fn make_lived_in(folder: &Path, postgres: &str) {
    let output = python()
        .arg(root().join("legacy/lived-in/make.py"))
        .arg("--into")
        .arg(folder)
        .arg(postgres)
        .output()
        .expect("python starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs the real Alembic on the sample; panics where Alembic fails.
pub(crate) fn alembic(url: &str, command: &str, targets: &[&str]) -> AlembicRun {
    let project = root().join("legacy/admin-backend");
    let mut arguments = vec![project.as_os_str(), url.as_ref(), command.as_ref()];
    arguments.extend(targets.iter().map(OsStr::new));
    let run: AlembicRun = serde_json::from_value(driver("alembic_run.py", arguments))
        .expect("the driver's JSON has its documented shape");
    assert_eq!(run.error, None, "alembic {command} {targets:?}");
    run
}

/// Runs the list's own runner on a SQLite file.
pub(crate) fn list_runner(file: &Path) {
    let project = root().join("legacy/main-program");
    let result = driver("list_run.py", [project.as_os_str(), file.as_os_str()]);
    assert_eq!(result["error"], Value::Null);
}

/// The whole catalogue, without the tools' own tables.
pub(crate) fn catalogue(url: &str) -> Value {
    driver(
        "catalogue.py",
        [url, "--without"].into_iter().chain(LEDGERS),
    )
}

/// Every row, without the tools' own tables.
pub(crate) fn rows(url: &str) -> Value {
    driver("rows.py", [url, "--without"].into_iter().chain(LEDGERS))
}

/// The rows of one table, each a list of values.
pub(crate) fn table(url: &str, name: &str) -> Vec<Value> {
    let all = driver("rows.py", [url]);
    all["tables"][name]["rows"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// `alembic_version`, sorted; empty without the table.
pub(crate) fn alembic_ledger(url: &str) -> Vec<String> {
    table(url, "alembic_version")
        .iter()
        .filter_map(|row| row[0].as_str().map(str::to_owned))
        .collect()
}

/// A PostgreSQL database of one test, with this SQL text loaded, and its URL.
pub(crate) fn postgres(load: Option<&Path>) -> (Database, String) {
    let database = Database::new();
    if let Some(dump) = load {
        let text = std::fs::read_to_string(dump).expect("the dump can be read");
        database.connect().execute(&text).expect("the dump loads");
    }
    let url = database.text();
    (database, url)
}

/// A SQLite file with this SQL text loaded, and its URL.
pub(crate) fn sqlite(file: &Path, load: Option<&Path>) -> String {
    let connection = rusqlite::Connection::open(file).expect("the file can be made");
    if let Some(dump) = load {
        let text = std::fs::read_to_string(dump).expect("the dump can be read");
        connection.execute_batch(&text).expect("the dump loads");
    }
    format!("sqlite:///{}", file.display())
}
