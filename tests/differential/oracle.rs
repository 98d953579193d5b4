//! The legacy tools themselves, as the tests ask them: the real Alembic, the
//! list's own runner, and SQLAlchemy's view of a database.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use bridge::database::{DatabaseUrl, OpenOptions, open};
use bridge::ledger::own_tables;

use crate::postgres_server::Database;

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

/// A Python that has imported everything and runs drivers when asked.
struct Server {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What a driver printed.
#[derive(Deserialize)]
struct Answer {
    code: i32,
    stdout: String,
    stderr: String,
}

thread_local! {
    /// A thread is a test: the server ends with it.
    static SERVER: RefCell<Server> = RefCell::new(Server::start());
}

impl Server {
    fn start() -> Self {
        let mut process = python()
            .arg(root().join("tests/oracle/serve.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts");
        Self {
            questions: process.stdin.take().expect("a pipe"),
            answers: BufReader::new(process.stdout.take().expect("a pipe")),
            process,
        }
    }

    fn ask(&mut self, script: &str, arguments: &[String]) -> Answer {
        let mut question = vec![script];
        question.extend(arguments.iter().map(String::as_str));
        writeln!(self.questions, "{}", serde_json::json!(question)).expect("python listens");
        let mut answer = String::new();
        self.answers
            .read_line(&mut answer)
            .expect("python answers in UTF-8");
        serde_json::from_str(&answer).expect("python answers in its documented shape")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that it would have to put away.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a driver of `tests/oracle`.
fn run(script: &str, arguments: &[String]) -> Answer {
    SERVER.with_borrow_mut(|server| server.ask(script, arguments))
}

/// Runs a driver and returns the JSON that it prints. A driver that reports an
/// error in its JSON has exit code 1.
fn driver(script: &str, arguments: &[String]) -> Value {
    let answer = run(script, arguments);
    serde_json::from_str(&answer.stdout)
        .unwrap_or_else(|error| panic!("{script}: {error}\n{}\n{}", answer.stdout, answer.stderr))
}

/// The answer of a driver that takes the name of a file with questions.
pub(crate) fn ask_driver<T: serde::de::DeserializeOwned>(script: &str, questions: &Path) -> T {
    serde_json::from_value(driver(script, &[text(questions)]))
        .expect("the driver's JSON has its documented shape")
}

/// The seeds of random cases, unless `BRIDGE_ORACLE_SEED` says where they start and
/// `BRIDGE_ORACLE_COUNT` how many there are.
pub(crate) fn seeds(first: u32, count: u32) -> Range<u32> {
    let given = |name: &str, usual: u32| {
        std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
    };
    let first = given("BRIDGE_ORACLE_SEED", first);
    first..first + given("BRIDGE_ORACLE_COUNT", count)
}

/// Random cases that a driver makes for [`seeds`], a JSON object a line.
pub(crate) fn random_cases(script: &str, arguments: &[&str], count: u32) -> Vec<String> {
    let seeds = seeds(1, count);
    let mut arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    arguments.push(seeds.start.to_string());
    arguments.push(seeds.len().to_string());
    let answer = run(script, &arguments);
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    answer.stdout.lines().map(str::to_owned).collect()
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

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Runs the real Alembic on the sample; panics where Alembic fails.
pub(crate) fn alembic(url: &str, command: &str, targets: &[&str]) -> AlembicRun {
    alembic_on(&root().join("legacy/admin-backend"), url, command, targets)
}

/// The same on another project.
pub(crate) fn alembic_on(project: &Path, url: &str, command: &str, targets: &[&str]) -> AlembicRun {
    let run = try_alembic_on(project, url, command, targets);
    assert_eq!(run.error, None, "alembic {command} {targets:?}");
    run
}

/// The same, where it may fail.
pub(crate) fn try_alembic_on(
    project: &Path,
    url: &str,
    command: &str,
    targets: &[&str],
) -> AlembicRun {
    let mut arguments = vec![text(project), url.to_owned(), command.to_owned()];
    arguments.extend(targets.iter().map(|&target| target.to_owned()));
    serde_json::from_value(driver("alembic_run.py", &arguments))
        .expect("the driver's JSON has its documented shape")
}

/// Runs Python code in a folder; panics where it fails.
pub(crate) fn run_python(folder: &Path, code: &str) {
    let output = python()
        .args(["-B", "-c", code])
        .current_dir(folder)
        .output()
        .expect("python starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs the list's own runner on a SQLite file.
pub(crate) fn list_runner(file: &Path) {
    let project = root().join("legacy/main-program");
    let result = driver("list_run.py", &[text(&project), text(file)]);
    assert_eq!(result["error"], Value::Null);
}

/// Runs the entries of a list's module on a SQLite file; what stopped them.
pub(crate) fn run_list(module: &Path, url: &str) -> Option<String> {
    let file = url.trim_start_matches("sqlite:///").to_owned();
    let arguments = ["run".to_owned(), text(module), file];
    let result = driver("list_programs.py", &arguments);
    result["error"].as_str().map(str::to_owned)
}

/// Panics with every place in which the schema or the rows of the two differ,
/// the tools' own tables left out.
#[track_caller]
pub(crate) fn assert_same(ours: &str, real: &str, when: &str) {
    assert_same_without(ours, real, when, &without_own());
}

/// The same, with the tools' own tables.
#[track_caller]
pub(crate) fn assert_identical(ours: &str, real: &str, when: &str) {
    assert_same_without(ours, real, when, &[]);
}

#[track_caller]
fn assert_same_without(ours: &str, real: &str, when: &str, without: &[&str]) {
    let differences = differences_without(ours, real, without);
    assert!(
        differences.is_empty(),
        "{when}: the databases differ\n{}",
        differences.join("\n")
    );
}

/// Every place in which the schema or the rows of the two differ, the tools' own tables left out.
pub(crate) fn differences(ours: &str, real: &str) -> Vec<String> {
    differences_without(ours, real, &without_own())
}

fn without_own() -> Vec<&'static str> {
    let legacy = ["alembic_version", "schema_migrations"];
    [&legacy[..], &own_tables()].concat()
}

fn differences_without(ours: &str, real: &str, without: &[&str]) -> Vec<String> {
    let arguments = [ours, real, "--without"];
    let arguments: Vec<String> = arguments
        .iter()
        .chain(without)
        .map(|&text| text.to_owned())
        .collect();
    let snapshots = driver("snapshot.py", &arguments);
    let mut differences = Vec::new();
    compare(&snapshots[0], &snapshots[1], "", &mut differences);
    differences
}

/// The text columns of a query.
pub(crate) fn ask(url: &str, query: &str) -> Vec<Vec<String>> {
    let parsed = DatabaseUrl::parse(url, Path::new("/")).expect("a URL");
    let mut connection = open(&parsed, &OpenOptions::read_only()).expect("the database opens");
    let rows = connection.query(query, &[]).expect("the query runs").rows;
    rows.iter()
        .map(|row| row.iter().filter_map(|v| v.as_text()).map(str::to_owned))
        .map(Iterator::collect)
        .collect()
}

/// `alembic_version`, sorted.
pub(crate) fn alembic_ledger(url: &str) -> Vec<String> {
    let mut ledger = ask(url, "SELECT version_num FROM alembic_version").concat();
    ledger.sort_unstable();
    ledger
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

pub(crate) fn compare(ours: &Value, real: &Value, place: &str, differences: &mut Vec<String>) {
    match (ours, real) {
        (Value::Object(left), Value::Object(right)) => {
            let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let (left, right) = (left.get(key), right.get(key));
                compare(
                    left.unwrap_or(&Value::Null),
                    right.unwrap_or(&Value::Null),
                    &format!("{place}/{key}"),
                    differences,
                );
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (at, (left, right)) in left.iter().zip(right).enumerate() {
                compare(left, right, &format!("{place}/{at}"), differences);
            }
        }
        _ if ours == real => {}
        _ => differences.push(format!("{place}\n   first: {ours}\n  second: {real}")),
    }
}
