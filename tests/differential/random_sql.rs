//! Random calls of `op.*` and random Core statements: what `bridge translate` writes is what
//! Alembic 1.20 emits, token by token.

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt as _;
use serde::Deserialize;

use crate::emitted_sql::tokens;
use crate::oracle::{self, root};
use crate::random::{self, Outcome};

#[derive(Deserialize)]
struct Case {
    snippet: String,
    sqlite: Answer,
    postgres: Answer,
    mysql: Answer,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Statements(Vec<String>),
    Error(String),
}

/// The cases of a kind, with what Alembic says to them.
fn cases(kind: &str, count: u32) -> Vec<String> {
    let python = std::env::var_os("BRIDGE_ORACLE_120").map_or_else(
        || root().join("target/oracle-1.20/bin/python"),
        PathBuf::from,
    );
    let seeds = oracle::seeds(1, count);
    let output = Command::new(python)
        .arg(root().join("tests/oracle/random_sql.py"))
        .args([
            kind.to_owned(),
            seeds.start.to_string(),
            seeds.len().to_string(),
        ])
        .output()
        .expect("the oracle starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

/// The statements of `bridge translate`; none where it refuses.
fn translated(file: &Path, dialect: &str) -> Option<Vec<String>> {
    let output = Command::cargo_bin("bridge")
        .expect("the program is built")
        .arg("translate")
        .arg(file)
        .args(["--dialect", dialect])
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("SQL is UTF-8");
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("-- "));
    let sql = lines.collect::<Vec<_>>().join("\n");
    let statements = sql.split(";\n").map(|one| one.trim_end_matches(';'));
    output.status.success().then(|| sorted(statements))
}

/// Without their order: that of indexes, and of the constraints of a column that is added, is a set's.
fn sorted<'a>(statements: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<_> = statements
        .map(tokens)
        .filter(|one| !one.is_empty())
        .collect();
    all.sort();
    all
}

/// Whether a literal was left out: SQLAlchemy writes some as parameters, even offline.
fn has_parameters(statement: &str) -> bool {
    let outside: String = statement.split('\'').step_by(2).collect();
    let is_name = |part: &str| {
        part.starts_with(char::is_alphabetic)
            && part
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .is_some_and(|name| name.ends_with(|c: char| c.is_ascii_digit()))
    };
    outside.contains("POSTCOMPILE") || outside.split(':').skip(1).any(is_name)
}

fn run(case: &str) -> Outcome {
    let case: Case = serde_json::from_str(case).expect("a case");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("revision.py");
    let body = case.snippet.replace('\n', "\n    ");
    let text = format!(
        "from alembic import op\nimport sqlalchemy as sa\n\
         from sqlalchemy.dialects import postgresql, sqlite, mysql\n\n\
         revision = 'a'\ndown_revision = None\n\n\ndef upgrade():\n    {body}\n"
    );
    std::fs::write(&file, text).expect("written");
    let mut outcome = Outcome::Stopped;
    for (dialect, answer) in [
        ("sqlite", &case.sqlite),
        ("postgres", &case.postgres),
        ("mysql", &case.mysql),
    ] {
        let Answer::Statements(theirs) = answer else {
            continue;
        };
        let Some(ours) = translated(&file, dialect) else {
            continue;
        };
        if theirs.iter().any(|one| has_parameters(one)) {
            continue;
        }
        let theirs = sorted(theirs.iter().map(String::as_str));
        if ours != theirs {
            return Outcome::Different(format!(
                "{dialect}\n  ours:    {ours:#?}\n  Alembic: {theirs:#?}"
            ));
        }
        outcome = Outcome::Same;
    }
    outcome
}

#[test]
fn calls() {
    random::all_agree(&cases("calls", 60), run);
}

#[test]
fn statements() {
    random::all_agree(&cases("statements", 60), run);
}
