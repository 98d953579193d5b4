//! Whole histories under the real Alembic and under bridge, up, down and up
//! again: the same catalogue and the same rows each time.
//!
//! Each folder of `tests/fixtures/chains` is a history; its file names are in
//! the order of its revisions. What `env.py` imports beside it stands in its folder `project`.

use std::path::Path;

use crate::oracle;
use crate::programs::{ENV, bridge};

fn histories() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("the fixtures are there")
        .map(|entry| entry.expect("readable").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

fn folder() -> std::path::PathBuf {
    oracle::root().join("tests/fixtures/chains")
}

/// A project with a history; both tools read the same files.
fn project(root: &Path, history: &str) {
    let versions = root.join("alembic/versions");
    std::fs::create_dir_all(&versions).expect("a folder");
    for entry in std::fs::read_dir(folder().join(history)).expect("the history is there") {
        let entry = entry.expect("readable");
        if entry.path().extension().is_some_and(|end| end == "py") {
            std::fs::copy(entry.path(), versions.join(entry.file_name())).expect("copied");
        }
    }
    std::fs::write(
        root.join("alembic.ini"),
        "[alembic]\nscript_location = %(here)s/alembic\nprepend_sys_path = %(here)s\n",
    )
    .expect("written");
    let beside = folder().join(history).join("project");
    let imports = if beside.is_dir() {
        copy(&beside, root);
        "import app.models\n"
    } else {
        ""
    };
    std::fs::write(root.join("alembic/env.py"), format!("{imports}{ENV}")).expect("written");
    std::fs::write(
        root.join("bridge.toml"),
        "[databases.main]\nurl = \"sqlite:///unused.db\"\nhome = true\n\n\
         [sources.main]\nkind = \"alembic\"\npath = \"alembic.ini\"\ndatabase = \"main\"\n\
         dialects = [\"sqlite\", \"postgres\"]\n",
    )
    .expect("written");
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn agrees(history: &str, root: &Path, ours: &str, real: &str) {
    bridge(root, ours, &["import"]);
    for (command, target) in [
        ("upgrade", "heads"),
        ("downgrade", "base"),
        ("upgrade", "heads"),
    ] {
        oracle::alembic_on(root, real, command, &[target]);
        let mut arguments = vec![command, "--no-backup"];
        if command == "downgrade" {
            arguments.push("--yes");
        }
        arguments.push(target);
        bridge(root, ours, &arguments);
        oracle::assert_same(ours, real, &format!("{history}: {command} to {target}"));
    }
}

#[test]
fn on_sqlite() {
    for history in histories() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        project(folder.path(), &history);
        let ours = oracle::sqlite(&folder.path().join("ours.db"), None);
        let real = oracle::sqlite(&folder.path().join("real.db"), None);
        agrees(&history, folder.path(), &ours, &real);
    }
}

#[test]
fn on_postgres() {
    for history in histories() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        project(folder.path(), &history);
        let (_ours, ours) = oracle::postgres(None);
        let (_real, real) = oracle::postgres(None);
        agrees(&history, folder.path(), &ours, &real);
    }
}
