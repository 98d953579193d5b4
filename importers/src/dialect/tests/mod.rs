//! What is rendered here against what Alembic emits for the same call.
//!
//! Each case is a call in Python and the operation it means. `expected.json` holds what
//! `tests/oracle/emit.py` printed for the calls; it is written anew with
//!
//! ```text
//! BRIDGE_ORACLE=/path/to/python cargo test -p bridge-importers --lib dialect::tests
//! ```

mod alter_cases;
mod build;
mod data_cases;
mod index_cases;
mod table_cases;
pub(crate) mod tokens;
mod type_cases;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{Dialect, render};
use crate::operation::Operation;
use crate::script::{Node, Script, Statement, read, write};

/// A call and what it means.
type Case = (&'static str, Operation);

type Expected = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

fn cases() -> Vec<Case> {
    let mut cases = table_cases::cases();
    cases.extend(type_cases::cases());
    cases.extend(alter_cases::cases());
    cases.extend(index_cases::cases());
    cases.extend(data_cases::cases());
    cases
}

/// An error's text, without what names Python classes: the compiler, the module.
pub(crate) fn essence(text: &str) -> String {
    const CANNOT: &str = "can't render element of type ";
    let text = text
        .split(" (Background on this error")
        .next()
        .unwrap_or(text);
    let text = text.split(" (matching against").next().unwrap_or(text);
    let text = text.trim_end().trim_end_matches('.');
    if text.ends_with("it has no name") {
        return "it has no name".to_owned();
    }
    let Some((_, kind)) = text.split_once(CANNOT) else {
        return text.to_owned();
    };
    let kind = kind
        .strip_prefix("<built-in function ")
        .map_or(kind, |kind| kind.trim_end_matches('>'));
    let class = kind
        .strip_prefix("<class '")
        .and_then(|kind| kind.split('\'').next());
    let name = class
        .and_then(|class| class.rsplit('.').next())
        .unwrap_or(kind);
    format!("{CANNOT}{name}")
}

#[test]
fn equals_alembic_token_by_token() {
    let cases = cases();
    let expected = match std::env::var("BRIDGE_ORACLE") {
        Ok(python) => ask(&python, &cases),
        Err(_) => serde_json::from_str(include_str!("expected.json")).unwrap(),
    };
    let mut failures = Vec::new();
    for (call, operation) in &cases {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let Some(theirs) = expected.get(*call).and_then(|all| all.get(dialect.name())) else {
                failures.push(format!("{dialect}: no expectation for {call}"));
                continue;
            };
            let ours = render(operation, dialect);
            let statements = theirs["statements"].as_array().map(|statements| {
                let text = |sql: &serde_json::Value| sql.as_str().unwrap_or_default().to_owned();
                statements.iter().map(text).collect::<Vec<_>>()
            });
            match (&ours, &statements) {
                (Ok(ours), Some(theirs)) if tokens::same(ours, theirs) => {}
                (Err(_), None) => {}
                (Ok(ours), _) => failures.push(format!(
                    "{dialect}: {call}\n  ours:    {ours:?}\n  Alembic: {theirs}"
                )),
                (Err(error), _) => failures.push(format!(
                    "{dialect}: {call}\n  ours:    {error}\n  Alembic: {theirs}"
                )),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn says_what_alembic_says_where_a_dialect_cannot() {
    let expected: Expected = serde_json::from_str(include_str!("expected.json")).unwrap();
    for (call, operation) in cases() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let (Err(ours), Some(theirs)) = (
                render(&operation, dialect),
                expected[call][dialect.name()]["error"].as_str(),
            ) else {
                continue;
            };
            // What Python's own asserts say has no text.
            let (class, text) = theirs.split_once(": ").unwrap_or((theirs, ""));
            if text.is_empty() || class == "ArgumentError" || text.contains(" object") {
                continue;
            }
            assert!(
                ours.message.contains(&essence(text)),
                "{dialect}: {call}\n  ours:    {}\n  Alembic: {theirs}",
                ours.message
            );
        }
    }
}

#[test]
fn what_is_rendered_survives_a_script_file() {
    for (call, operation) in cases() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let Ok(statements) = render(&operation, dialect) else {
                continue;
            };
            let nodes = statements
                .iter()
                .map(|sql| {
                    Node::Statement(Statement {
                        sql: sql.clone(),
                        origin: None,
                        line: 0,
                    })
                })
                .collect();
            let text = write(&Script { nodes }, dialect);
            let read = read(&text, dialect).unwrap();
            let again: Vec<_> = read
                .nodes
                .iter()
                .map(|node| match node {
                    Node::Statement(statement) => statement.sql.clone(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(again, statements, "{dialect}: {call}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
        }
    }
}

/// Runs the calls through the real Alembic and keeps what it says.
fn ask(python: &str, cases: &[Case]) -> Expected {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let calls: Vec<_> = cases.iter().map(|(call, _)| call).collect();
    let mut expected = Expected::new();
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let mut process = Command::new(python)
            .arg(root.join("../tests/oracle/emit.py"))
            .args(["--many", "--dialect", dialect.name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = serde_json::to_vec(&calls).unwrap();
        process.stdin.take().unwrap().write_all(&input).unwrap();
        let output = process.wait_with_output().unwrap();
        let answers: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answers.len(), cases.len());
        for ((call, _), answer) in cases.iter().zip(answers) {
            let all = expected.entry((*call).to_owned()).or_default();
            all.insert(dialect.name().to_owned(), answer);
        }
    }
    let mut text = serde_json::to_string_pretty(&expected).unwrap();
    text.push('\n');
    std::fs::write(root.join("src/dialect/tests/expected.json"), text).unwrap();
    expected
}
