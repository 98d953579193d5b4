//! Programs under the real Alembic and under bridge: the same rows afterwards.
//!
//! Each file of `tests/fixtures/programs` is a revision on top of `base.py`; several use the
//! classes of `shop.py`, a module of the project.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::oracle;

const BASE: &str = "base.py";
const SHARED: &str = "shop.py";

pub(crate) const ENV: &str = "\
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option('sqlalchemy.url'))
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None, tenant='one')
    with context.begin_transaction():
        context.run_migrations()
";

fn fixtures() -> PathBuf {
    oracle::root().join("tests/fixtures/programs")
}

fn cases() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(fixtures())
        .expect("the fixtures are there")
        .map(|entry| entry.expect("readable").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".py") && name != BASE)
        .collect();
    names.sort();
    names
}

/// A project with the base and one program.
fn project(folder: &Path, case: &str) {
    let versions = folder.join("alembic/versions");
    std::fs::create_dir_all(&versions).expect("a folder");
    std::fs::write(
        folder.join("alembic.ini"),
        "[alembic]\nscript_location = %(here)s/alembic\nprepend_sys_path = %(here)s\n\
         table_prefix = pre_%(region)s_\nregion = eu\n\n\
         [app]\nregion = us\nmail = a%%b@%(region)s.org\n",
    )
    .expect("written");
    let shared = oracle::root().join("tests/fixtures").join(SHARED);
    std::fs::copy(shared, folder.join(SHARED)).expect("copied");
    std::fs::write(folder.join("alembic/env.py"), ENV).expect("written");
    for (name, identifiers) in [
        (BASE, "revision = 'start'\ndown_revision = None\n"),
        (case, "revision = 'program'\ndown_revision = 'start'\n"),
    ] {
        let text = std::fs::read_to_string(fixtures().join(name)).expect("the fixture is there");
        std::fs::write(versions.join(name), format!("{text}\n\n{identifiers}")).expect("written");
    }
    std::fs::write(
        folder.join("bridge.toml"),
        "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"main\"\n\
         dialects = [\"sqlite\", \"postgres\"]\n",
    )
    .expect("written");
}

pub(crate) fn bridge(folder: &Path, url: &str, arguments: &[&str]) -> String {
    let assert = Command::cargo_bin("bridge")
        .expect("the program is built")
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .arg("--url")
        .arg(format!("main={url}"))
        .args(arguments)
        .assert()
        .success();
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

/// Up, down and up again: the same rows each time.
fn agrees(case: &str, folder: &Path, ours: &str, real: &str) {
    let imported = bridge(folder, ours, &["import"]);
    assert!(
        imported.contains("program"),
        "{case} is no program:\n{imported}"
    );
    for (command, target) in [
        ("upgrade", "program"),
        ("downgrade", "base"),
        ("upgrade", "program"),
    ] {
        oracle::alembic_on(folder, real, command, &[target]);
        let mut arguments = vec![command, "--no-backup"];
        if command == "downgrade" {
            arguments.push("--yes");
        }
        arguments.push(target);
        bridge(folder, ours, &arguments);
        oracle::assert_same(ours, real, &format!("{case}: {command} to {target}"));
    }
}

#[test]
fn on_sqlite() {
    for case in cases() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        project(folder.path(), &case);
        let ours = oracle::sqlite(&folder.path().join("ours.db"), None);
        let real = oracle::sqlite(&folder.path().join("real.db"), None);
        agrees(&case, folder.path(), &ours, &real);
    }
}

#[test]
fn on_postgres() {
    for case in cases() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        project(folder.path(), &case);
        let (_ours, ours) = oracle::postgres(None);
        let (_real, real) = oracle::postgres(None);
        agrees(&case, folder.path(), &ours, &real);
    }
}

/// What a runner of such a list does, with Python's own `sqlite3`.
const RUNNER: &str = "
import sqlite3
from migrations_pkg import MIGRATIONS

conn = sqlite3.connect('real.db')
for entry in MIGRATIONS:
    if isinstance(entry, tuple):
        entry = {'up': entry[2]}
    for statement in entry.get('statements', []):
        conn.execute(statement)
    up = entry.get('up') or entry.get('upgrade')
    if up:
        conn.row_factory = None
        up(conn)
    conn.commit()
";

#[test]
fn functions_of_a_list() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let package = folder.path().join("migrations_pkg");
    std::fs::create_dir(&package).expect("a folder");
    for entry in std::fs::read_dir(oracle::root().join("tests/fixtures/list_programs"))
        .expect("the fixtures are there")
    {
        let entry = entry.expect("readable");
        std::fs::copy(entry.path(), package.join(entry.file_name())).expect("copied");
    }
    std::fs::write(
        folder.path().join("bridge.toml"),
        "[databases.main]\nurl = \"sqlite:///./ours.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"list\"\npath = \"migrations_pkg/__init__.py\"\ndatabase = \"main\"\n",
    )
    .expect("written");
    let real = oracle::sqlite(&folder.path().join("real.db"), None);
    oracle::run_python(folder.path(), RUNNER);
    let ours = oracle::sqlite(&folder.path().join("ours.db"), None);
    let imported = bridge(folder.path(), &ours, &["import"]);
    for line in [
        "20240102_tag [main] sqlite: program/program",
        // What can be SQL is no program.
        "20240103_plain [main] sqlite: SQL/",
        "20240104_transactions [main] sqlite: program/",
    ] {
        assert!(imported.contains(line), "{imported}");
    }
    bridge(folder.path(), &ours, &["upgrade", "--no-backup"]);
    oracle::assert_same(&ours, &real, "the list's functions");
}
