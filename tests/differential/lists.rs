//! Home-made lists with runners of their own: each under its runner and under bridge, from an empty
//! file and from one that is half migrated and lived in, forth, back, and forth again.

use std::path::Path;

use assert_cmd::Command;
use bridge::database::{Access, DatabaseUrl, OpenOptions, open};

use crate::oracle;
use crate::programs::bridge;

/// The fixture's own runner: the file, and how many entries it goes to.
fn run(folder: &Path, file: &str, most: usize) {
    let code = format!(
        "import runpy, sys\nsys.argv = ['run.py', '{file}', '{most}']\nsys.path.insert(0, '.')\nrunpy.run_path('run.py')\n"
    );
    oracle::run_python(folder, &code);
}

fn number(url: &str) -> i64 {
    let url = DatabaseUrl::parse(url, Path::new(".")).expect("a URL");
    let options = OpenOptions {
        access: Access::ReadWrite { create: false },
        ..OpenOptions::default()
    };
    let mut connection = open(&url, &options).expect("it opens");
    connection.user_version().expect("it has a header")
}

#[track_caller]
fn same(ours: &str, real: &str, when: &str) {
    oracle::assert_same(ours, real, when);
    assert_eq!(number(ours), number(real), "{when}: user_version");
}

/// The lived-in rows of a fixture.
fn live(folder: &Path, file: &str) {
    let code = format!(
        "import sqlite3\nconn = sqlite3.connect('{file}')\nconn.executescript(open('lived.sql', encoding='utf-8').read())\n"
    );
    oracle::run_python(folder, &code);
}

fn both_ways(name: &str) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    // The folder's name is the source's.
    let folder = temporary.path().join("main");
    let fixture = oracle::root().join("tests/fixtures/lists").join(name);
    std::fs::create_dir_all(folder.join("migrations")).expect("a folder");
    for below in [".", "migrations"] {
        for entry in std::fs::read_dir(fixture.join(below)).expect("the fixture is there") {
            let entry = entry.expect("readable");
            if entry.path().is_file() {
                let to = folder.join(below).join(entry.file_name());
                std::fs::copy(entry.path(), to).expect("copied");
            }
        }
    }
    let url = |file: &str| format!("sqlite:///{}", folder.join(file).display());
    let (ours, real) = (url("ours.db"), url("real.db"));
    let mut init = Command::cargo_bin("bridge").expect("the program is built");
    init.current_dir(temporary.path())
        .arg("init")
        .assert()
        .success();
    bridge(temporary.path(), &ours, &["import"]);

    run(&folder, "real.db", 99);
    bridge(
        temporary.path(),
        &ours,
        &["upgrade", "--create", "--no-backup"],
    );
    same(&ours, &real, &format!("{name}: from nothing"));
    run(&folder, "ours.db", 99);
    same(
        &ours,
        &real,
        &format!("{name}: the runner finds nothing to do"),
    );
    let head = bridge(temporary.path(), &ours, &["history", "--json"]);
    let head = head.split("\"is_irreversible\": ").nth(1);
    if head.is_some_and(|head| head.starts_with("false")) {
        let back = ["downgrade", "--yes", "--no-backup", "--", "-1"];
        bridge(temporary.path(), &ours, &back);
        run(&folder, "ours.db", 99);
        same(
            &ours,
            &real,
            &format!("{name}: the runner goes forth again"),
        );
        bridge(temporary.path(), &ours, &["upgrade", "--no-backup"]);
    }

    for most in [1, 2] {
        for file in ["ours.db", "real.db"] {
            let _ = std::fs::remove_file(folder.join(file));
            run(&folder, file, most);
            live(&folder, file);
        }
        bridge(temporary.path(), &ours, &["upgrade", "--no-backup"]);
        run(&folder, "real.db", 99);
        same(&ours, &real, &format!("{name}: from {most} entries"));
        bridge(temporary.path(), &ours, &["check"]);
        bridge(temporary.path(), &ours, &["verify"]);
    }
}

#[test]
fn runners_that_keep_a_number() {
    for name in ["counted", "last", "next", "one_row"] {
        both_ways(name);
    }
}

#[test]
fn entries_of_many_shapes() {
    for name in [
        "partial",
        "callable_objects",
        "mixed_steps",
        "registered_classes",
    ] {
        both_ways(name);
    }
}
