//! Python code against what the real Alembic emits for it, token by token.
//!
//! `snippets/NAME.py` is a corpus, and `snippets/NAME.json` what
//! `tests/oracle/expectations.py` heard of the real Alembic for it. That script
//! says how a corpus is written, and writes the expectations anew.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use serde::Deserialize;

use crate::alembic::convert::{ConvertSource, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::dialect::tests::{essence, tokens};
use crate::python::interpreter::NoModules;
use crate::record::lower;
use crate::script::Node;
use crate::{Dialect, Direction};

const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];

/// An entry of `snippets/NAME.json`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Convention {
        convention: BTreeMap<String, String>,
    },
    Snippet(Expectation),
}

/// A snippet and what Alembic makes of it.
#[derive(Deserialize)]
struct Expectation {
    snippet: String,
    /// Why bridge knowingly does otherwise, by dialect.
    #[serde(default)]
    differs: BTreeMap<String, String>,
    #[serde(flatten)]
    answers: Answers,
}

#[derive(Deserialize)]
struct Answers {
    sqlite: Answer,
    postgres: Answer,
    mysql: Answer,
}

impl Answers {
    fn of(&self, dialect: Dialect) -> &Answer {
        match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
            Dialect::Mysql => &self.mysql,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Statements(Vec<String>),
    /// `Class: text`
    Error(String),
}

/// How bridge's answer compares to Alembic's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Equal,
    /// Both refuse, bridge with Alembic's own text.
    SameRefusal,
    /// Both refuse: a mistake in the Python, which bridge says in its own words.
    OwnWords,
    /// Offline Alembic has no literal for the value; bridge writes it.
    NoLiteral,
    Differs,
}

/// Errors of Python and of SQLAlchemy's argument checks. They speak of classes and parameters;
/// what bridge says names the argument and the line.
const MISTAKES: &[&str] = &[
    "ArgumentError",
    "AssertionError",
    "AttributeError",
    "IndexError",
    "KeyError",
    "NameError",
    "NoReferencedColumnError",
    "NoReferencedTableError",
    "TypeError",
    "ValueError",
];

fn compare(ours: &Result<Vec<String>, String>, theirs: &Answer) -> Outcome {
    match (ours, theirs) {
        (Ok(ours), Answer::Statements(theirs)) if tokens::same(ours, theirs) => Outcome::Equal,
        (Err(ours), Answer::Error(theirs)) => {
            let (class, text) = theirs.split_once(": ").unwrap_or((theirs, ""));
            let text = essence(text);
            if !text.is_empty() && ours.contains(&text) {
                Outcome::SameRefusal
            } else if MISTAKES.contains(&class) || text.is_empty() {
                Outcome::OwnWords
            } else {
                Outcome::Differs
            }
        }
        (Ok(_), Answer::Error(theirs)) if has_no_literal(theirs) => Outcome::NoLiteral,
        _ => Outcome::Differs,
    }
}

/// Whether offline Alembic stops for want of a literal: connected, the driver is given the value.
fn has_no_literal(error: &str) -> bool {
    error.starts_with("CompileError: No literal value renderer is available")
        || error.starts_with("CompileError: Could not render literal value")
}

/// The SQL of a snippet, or what is said instead.
fn statements(
    snippet: &str,
    dialect: Dialect,
    convention: &BTreeMap<String, String>,
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
        naming_convention: Some(convention.clone().into_iter().collect()),
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

/// The committed corpora, by name.
fn committed() -> Vec<(String, Vec<Entry>)> {
    corpora(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/alembic/op/snippets"))
}

fn corpora(folder: &Path) -> Vec<(String, Vec<Entry>)> {
    let mut corpora: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let entries = serde_json::from_str(&std::fs::read_to_string(&path).unwrap());
            (name, entries.unwrap())
        })
        .collect();
    corpora.sort_by(|(one, _), (other, _)| one.cmp(other));
    corpora
}

#[test]
fn snippets_mean_what_alembic_emits() {
    let (snippets, counts) = measured(committed());
    published(snippets, &counts);
}

/// For those who write a corpus: `BRIDGE_SNIPPETS` names a folder of `NAME.json`, as
/// `expectations.py --folder` writes them.
#[test]
#[ignore = "needs a corpus that is not committed"]
fn other_snippets_mean_what_alembic_emits() {
    let folder = std::env::var_os("BRIDGE_SNIPPETS").expect("BRIDGE_SNIPPETS names a folder");
    measured(corpora(Path::new(&folder)));
}

/// Compares all snippets; how many there are, and how they came out.
fn measured(
    corpora: Vec<(String, Vec<Entry>)>,
) -> (usize, BTreeMap<(&'static str, Outcome), usize>) {
    let mut counts: BTreeMap<(&str, Outcome), usize> = BTreeMap::new();
    let mut snippets = 0;
    let mut explained = 0;
    let mut failures = Vec::new();
    for (name, entries) in corpora {
        let mut convention = BTreeMap::new();
        for entry in entries {
            let expected = match entry {
                Entry::Convention { convention: next } => {
                    convention = next;
                    continue;
                }
                Entry::Snippet(expected) => expected,
            };
            snippets += 1;
            for dialect in DIALECTS {
                let theirs = expected.answers.of(dialect);
                let ours = statements(&expected.snippet, dialect, &convention);
                let outcome = compare(&ours, theirs);
                *counts.entry((dialect.name(), outcome)).or_default() += 1;
                let known = expected.differs.contains_key(dialect.name());
                explained += usize::from(known);
                if known != (outcome == Outcome::Differs) {
                    let note = if known { " (said to differ)" } else { "" };
                    failures.push(format!(
                        "{name}, {dialect}{note}: {}\n  ours:    {ours:?}\n  Alembic: {theirs:?}",
                        expected.snippet
                    ));
                }
            }
        }
    }
    println!("{snippets} snippets, {explained} explained differences: {counts:?}");
    assert!(
        failures.is_empty(),
        "{}\n{} differ",
        failures.join("\n"),
        failures.len()
    );
    (snippets, counts)
}

/// The figures of the documentation are those of the corpus.
fn published(snippets: usize, counts: &BTreeMap<(&str, Outcome), usize>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/CONFORMANCE.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = vec![format!("{snippets} snippets (most of them one call)")];
    for (outcome, label) in [
        (Outcome::Equal, "equal, token by token"),
        (
            Outcome::SameRefusal,
            "Alembic refuses, and bridge says the same",
        ),
        (Outcome::OwnWords, "both refuse, bridge in its own words"),
        (
            Outcome::NoLiteral,
            "offline Alembic has no literal for the value; bridge writes it",
        ),
        (Outcome::Differs, "other, explained in the corpus"),
    ] {
        let of = |dialect: Dialect| counts.get(&(dialect.name(), outcome)).copied();
        let [sqlite, postgres, mysql] = DIALECTS.map(|dialect| of(dialect).unwrap_or(0));
        lines.push(format!("| {label} | {sqlite} | {postgres} | {mysql} |"));
    }
    for line in lines {
        assert!(text.contains(&line), "docs/CONFORMANCE.md lacks `{line}`");
    }
}

#[test]
fn calls_of_the_dialects_tests_mean_what_alembic_emits() {
    let expected: BTreeMap<String, Answers> =
        serde_json::from_str(include_str!("../../dialect/tests/expected.json")).unwrap();
    let mut failures = Vec::new();
    for (call, answers) in expected {
        if call.starts_with("import ") {
            continue;
        }
        for dialect in DIALECTS {
            let ours = statements(&call, dialect, &BTreeMap::new());
            let theirs = answers.of(dialect);
            // The words of a refusal are compared beside the calls.
            let both_refuse = ours.is_err() && matches!(theirs, Answer::Error(_));
            if !both_refuse && compare(&ours, theirs) == Outcome::Differs {
                failures.push(format!(
                    "{dialect}: {call}\n  ours:    {ours:?}\n  Alembic: {theirs:?}"
                ));
            }
        }
    }
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
