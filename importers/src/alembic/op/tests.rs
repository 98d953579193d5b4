//! Python code against what the real Alembic emits for it, token by token.
//!
//! `expected.json` holds what `tests/oracle/emit.py` printed for the snippets
//! under [`CONVENTION`]; it is written anew with
//!
//! ```text
//! BRIDGE_ORACLE=/path/to/python cargo test -p bridge-importers --lib alembic::op::tests
//! ```

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use crate::alembic::convert::{ConvertSource, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::dialect::tests::tokens;
use crate::python::interpreter::NoModules;
use crate::record::lower;
use crate::script::Node;
use crate::{Dialect, Direction};

/// Ends a snippet in `snippets.py` and its siblings.
const SEPARATOR: &str = "\n# ---\n";

const CONVENTION: &[(&str, &str)] = &[
    ("ix", "ix_%(column_0_label)s"),
    ("uq", "uq_%(table_name)s_%(column_0_name)s"),
    ("ck", "ck_%(table_name)s_%(constraint_name)s"),
    (
        "fk",
        "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    ),
    ("pk", "pk_%(table_name)s"),
];

type Expected = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// The SQL of a snippet, or what is said instead.
fn statements(
    snippet: &str,
    dialect: Dialect,
    convention: &[(&str, &str)],
) -> Result<Vec<String>, String> {
    let mut text = String::from(
        "from alembic import op\nimport sqlalchemy as sa\n\
         from sqlalchemy.dialects import postgresql, sqlite, mysql\n\n\ndef upgrade():\n",
    );
    for line in snippet.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    let environment = EnvSettings {
        naming_convention: Some(
            convention
                .iter()
                .map(|(key, template)| ((*key).to_owned(), (*template).to_owned()))
                .collect(),
        ),
        ..EnvSettings::default()
    };
    let source = ConvertSource {
        path: Path::new("revision.py"),
        text: &text,
    };
    let converted = convert(
        &source,
        &environment,
        Rc::new(NoModules),
        dialect,
        Direction::Up,
    );
    if !matches!(converted.rung, Rung::Sql | Rung::Directives) {
        let said: Vec<_> = converted
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        return Err(format!("{:?}: {}", converted.rung, said.join("; ")));
    }
    let script = lower(&converted.steps, dialect).map_err(|findings| {
        let said: Vec<_> = findings.iter().map(ToString::to_string).collect();
        said.join("; ")
    })?;
    Ok(script
        .nodes
        .iter()
        .map(|node| match node {
            Node::Statement(statement) => statement.sql.clone(),
            other => format!("{other:?}"),
        })
        .collect())
}

/// What differs between bridge and Alembic, one entry per snippet and dialect.
fn differences(expected: &Expected, convention: &[(&str, &str)]) -> Vec<String> {
    let mut failures = Vec::new();
    for (snippet, all) in expected {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let Some(theirs) = all.get(dialect.name()) else {
                continue;
            };
            let ours = statements(snippet, dialect, convention);
            let wanted = theirs["statements"].as_array().map(|statements| {
                let text = |sql: &serde_json::Value| sql.as_str().unwrap_or_default().to_owned();
                statements.iter().map(text).collect::<Vec<_>>()
            });
            match (&ours, &wanted) {
                (Ok(ours), Some(theirs)) if tokens::same(ours, theirs) => {}
                (Err(_), None) => {}
                _ => failures.push(format!(
                    "{dialect}: {snippet}\n  ours:    {ours:?}\n  Alembic: {theirs}"
                )),
            }
        }
    }
    failures
}

#[test]
fn calls_of_the_dialects_tests_mean_what_alembic_emits() {
    let mut expected: Expected =
        serde_json::from_str(include_str!("../../dialect/tests/expected.json")).unwrap();
    expected.retain(|call, _| !call.starts_with("import "));
    let failures = differences(&expected, &[]);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn snippets_mean_what_alembic_emits() {
    let files = [
        include_str!("snippets.py"),
        include_str!("snippets_mysql.py"),
    ];
    let snippets: Vec<&str> = files
        .iter()
        .flat_map(|file| file.split(SEPARATOR))
        .map(str::trim_end)
        .collect();
    let expected = match std::env::var("BRIDGE_ORACLE") {
        Ok(python) => ask(&python, &snippets),
        Err(_) => serde_json::from_str(include_str!("expected.json")).unwrap(),
    };
    assert_eq!(expected.len(), snippets.len(), "write expected.json anew");
    let failures = differences(&expected, CONVENTION);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every file of the sample converts, in both directions, for both of its dialects.
#[test]
fn the_sample_converts() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../legacy/admin-backend/alembic/versions");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    files.sort();
    assert!(files.len() >= 18);
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let source = ConvertSource {
            path: Path::new(path.file_name().unwrap()),
            text: &text,
        };
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            for direction in [Direction::Up, Direction::Down] {
                let environment = EnvSettings::default();
                let converted = convert(
                    &source,
                    &environment,
                    Rc::new(NoModules),
                    dialect,
                    direction,
                );
                let script = lower(&converted.steps, dialect);
                if !matches!(converted.rung, Rung::Sql | Rung::Directives)
                    || !converted.diagnostics.is_empty()
                    || script.is_err()
                {
                    wrong.push(format!(
                        "{} {dialect} {direction:?}: {:?} {:?} {script:?}",
                        source.path.display(),
                        converted.rung,
                        converted.diagnostics
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the snippets through the real Alembic and keeps what it says.
fn ask(python: &str, snippets: &[&str]) -> Expected {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let convention: BTreeMap<_, _> = CONVENTION.iter().copied().collect();
    let mut expected = Expected::new();
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let mut process = Command::new(python)
            .arg(root.join("../tests/oracle/emit.py"))
            .args(["--many", "--dialect", dialect.name(), "--convention"])
            .arg(serde_json::to_string(&convention).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = serde_json::to_vec(snippets).unwrap();
        process.stdin.take().unwrap().write_all(&input).unwrap();
        let output = process.wait_with_output().unwrap();
        let answers: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answers.len(), snippets.len());
        for (snippet, answer) in snippets.iter().zip(answers) {
            let all = expected.entry((*snippet).to_owned()).or_default();
            all.insert(dialect.name().to_owned(), answer);
        }
    }
    let mut text = serde_json::to_string_pretty(&expected).unwrap();
    text.push('\n');
    std::fs::write(root.join("src/alembic/op/expected.json"), text).unwrap();
    expected
}
