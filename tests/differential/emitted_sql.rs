//! The SQL of `bridge translate` for the sample, token by token what the real
//! Alembic sends to the driver.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::oracle;
use assert_cmd::Command;

/// Words, literals and signs; white space between them does not count, white
/// space within quotes does.
pub(crate) fn tokens(sql: &str) -> String {
    let mut tokens = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(first) = rest.next() {
        let mut token = String::from(first);
        if first.is_whitespace() {
            continue;
        } else if matches!(first, '\'' | '"' | '`') {
            for next in rest.by_ref() {
                token.push(next);
                if next == first {
                    break;
                }
            }
        } else if first.is_alphanumeric() || first == '_' {
            while let Some(next) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                token.push(next);
            }
        }
        tokens.push(token);
    }
    tokens.join(" ")
}

/// The statements of `bridge translate`, directives left out. A batch is a
/// rebuild of the live table: its text is the executor's, and not compared.
fn translated(file: &PathBuf, dialect: &str, down: bool) -> (Vec<String>, bool) {
    let mut command = Command::cargo_bin("bridge").expect("the program is built");
    command
        .arg("translate")
        .arg(file)
        .args(["--dialect", dialect]);
    if down {
        command.arg("--down");
    }
    let output = command.assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).expect("SQL is UTF-8");
    let mut sql = String::new();
    let (mut depth, mut batch_at, mut has_batch) = (0_u32, None, false);
    for line in text.lines() {
        if let Some(directive) = line.trim_start().strip_prefix("-- bridge:") {
            match directive.split_whitespace().next() {
                Some("if" | "try" | "autocommit") => depth += 1,
                Some("batch") => {
                    depth += 1;
                    batch_at.get_or_insert(depth);
                    has_batch = true;
                }
                Some("end") => {
                    if batch_at == Some(depth) {
                        batch_at = None;
                    }
                    depth -= 1;
                }
                _ => {}
            }
        } else if batch_at.is_none() && !line.trim_start().starts_with("--") {
            sql.push_str(line);
            sql.push('\n');
        }
    }
    let statements = sql
        .split(";\n")
        .map(tokens)
        .filter(|statement| !statement.is_empty())
        .collect();
    (statements, has_batch)
}

/// Revision files by the id in their `revision = …` line.
fn files() -> HashMap<String, PathBuf> {
    let folder = oracle::root().join("legacy/admin-backend/alembic/versions");
    std::fs::read_dir(folder)
        .expect("the sample is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a text file");
            let line = text
                .lines()
                .find(|line| line.starts_with("revision =") || line.starts_with("revision:"))
                .expect("a revision line");
            let id = line.split(['\'', '"']).nth(1).expect("a quoted id");
            (id.to_owned(), path)
        })
        .collect()
}

/// On an empty database every guard of the sample lets its statements run, so
/// the file without its directives is what Alembic executes.
fn same_statements(url: &str, dialect: &str) {
    let files = files();
    for (down, command, target) in [(false, "upgrade", "heads"), (true, "downgrade", "base")] {
        for step in oracle::alembic(url, command, &[target]).steps {
            let real: Vec<_> = step.statements.iter().map(|s| tokens(s)).collect();
            let (ours, has_batch) = translated(&files[&step.revision], dialect, down);
            if has_batch && dialect == "sqlite" {
                let mut rest = real.iter();
                for statement in &ours {
                    assert!(
                        rest.any(|sent| sent == statement),
                        "{command} {}: Alembic does not send {statement}",
                        step.revision
                    );
                }
            } else {
                assert_eq!(
                    ours.join("\n"),
                    real.join("\n"),
                    "{command} {}",
                    step.revision
                );
            }
        }
    }
}

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = oracle::sqlite(&folder.path().join("real.db"), None);
    same_statements(&url, "sqlite");
}

#[test]
fn postgres() {
    let (_database, url) = oracle::postgres(None);
    same_statements(&url, "postgres");
}
