//! Backup and restore of SQLite: beside a writing application, of several
//! databases, of damaged ones.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bridge::database::{DatabaseUrl, OpenOptions, open};

use crate::support::handmade::{dump, project, revision, sql, table};
use crate::support::sandbox::{Outcome, Sandbox, sqlite_url};

/// Common types and every kind of object.
const BASE: &str = "CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(40) NOT NULL, \
    price NUMERIC(10, 2) DEFAULT 1.5, at DATETIME, raw BLOB, flag BOOLEAN CHECK (flag IN (0, 1)), data JSON, \
    twice INTEGER GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT \"uq 名\" UNIQUE (name));\n\
    CREATE INDEX ix_lower ON people (lower(name)) WHERE flag;\n\
    CREATE TABLE \"log; DROP\" (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id) ON DELETE CASCADE);\n\
    CREATE VIEW happy AS SELECT name FROM people;\n\
    CREATE TRIGGER tr AFTER INSERT ON people BEGIN INSERT INTO \"log; DROP\" (person) VALUES (new.id); END;\n\
    INSERT INTO people (name, raw, flag, data) VALUES ('資料', x'00ff27', 1, '{\"a\": [1]}'), ('it''s', NULL, NULL, NULL);\n";

const LATER: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id));\n\
    INSERT INTO later VALUES (1, 1);\nDELETE FROM \"log; DROP\";\nALTER TABLE people ADD COLUMN extra TEXT;\n";

fn one(sandbox: &Sandbox) -> PathBuf {
    let revisions = [
        revision("bridge main base", BASE, None),
        revision("bridge main later base", LATER, None),
    ];
    project(sandbox, &["main"], &revisions);
    sandbox.bridge(&["upgrade", "base", "--create"]).exits(0);
    sandbox.path().join("main.db")
}

/// The schema and the rows of every table, bridge's own included.
fn content(file: &Path) -> String {
    let url = DatabaseUrl::parse(&sqlite_url(file), Path::new("/")).unwrap();
    let mut connection = open(&url, &OpenOptions::read_only()).unwrap();
    let schema = connection
        .query(
            "SELECT name || coalesce(sql, '') FROM sqlite_master ORDER BY name",
            &[],
        )
        .unwrap();
    let mut text = schema.texts().collect::<Vec<_>>().join("\n");
    for table in connection.tables().unwrap() {
        let rows = connection
            .query(&format!("SELECT * FROM \"{}\"", table.name), &[])
            .unwrap();
        text.push_str(&format!("\n{}: {:?}", table.name, rows.rows));
    }
    text
}

fn newest(sandbox: &Sandbox, database: &str, occasion: &str) -> String {
    let listed = sandbox
        .bridge(&["backups", database, "--json"])
        .exits(0)
        .json();
    let found = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["occasion"] == occasion)
        .unwrap_or_else(|| panic!("no backup of {occasion}: {listed}"));
    found["path"].as_str().unwrap().to_owned()
}

/// What stands beside a database file.
fn beside(file: &Path) -> Vec<String> {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let mut found: Vec<String> = std::fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|other| other.starts_with(&name) && *other != name)
        .collect();
    found.sort();
    found
}

#[test]
fn what_was_backed_up_comes_back() {
    for mode in ["wal", "delete"] {
        let sandbox = Sandbox::empty();
        let file = one(&sandbox);
        sql(&sandbox, "main.db", &format!("PRAGMA journal_mode={mode}"));
        let before = content(&file);
        let current = sandbox.bridge(&["current"]).exits(0).stdout;
        sandbox.bridge(&["backup"]).exits(0).says("bridge@base");
        sandbox.bridge(&["upgrade"]).exits(0);
        let after = content(&file);
        let backup = newest(&sandbox, "main", "command");
        sandbox
            .bridge(&["restore", &backup])
            .exits(3)
            .says("which has bridge@later")
            .says("--yes");
        assert_eq!(content(&file), after);
        sandbox.bridge(&["restore", &backup, "--yes"]).exits(0);
        assert_eq!(beside(&file), Vec::<String>::new(), "{mode}");
        assert_eq!(content(&file), before);
        assert_eq!(sandbox.bridge(&["current"]).exits(0).stdout, current);
        let url = DatabaseUrl::parse(&sqlite_url(&file), Path::new("/")).unwrap();
        let mut connection = open(&url, &OpenOptions::read_only()).unwrap();
        let is = connection.query("PRAGMA journal_mode", &[]).unwrap();
        assert_eq!(is.texts().next(), Some(mode));
        drop(connection);
        // What was replaced is a backup as well.
        let replaced = newest(&sandbox, "main", "restore");
        sandbox.bridge(&["restore", &replaced, "--yes"]).exits(0);
        assert_eq!(content(&file), after);
    }
}

/// A program that writes all the time: two rows in each transaction, and both or none are there.
fn writing(file: &Path, mode: &str, mut during: impl FnMut()) -> u64 {
    let stop = AtomicBool::new(false);
    let written = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let url = DatabaseUrl::parse(&sqlite_url(file), Path::new("/")).unwrap();
            let mut program = open(&url, &OpenOptions::read_write()).unwrap();
            program
                .execute(&format!("PRAGMA journal_mode={mode}; PRAGMA synchronous=OFF"))
                .unwrap();
            while !stop.load(Ordering::Relaxed) {
                let pair = "BEGIN IMMEDIATE; INSERT INTO pairs SELECT coalesce(max(n), 0) + 1 FROM pairs; \
                            INSERT INTO pairs SELECT max(n) + 1 FROM pairs; COMMIT";
                match program.execute(pair) {
                    Ok(_) => written.fetch_add(1, Ordering::Relaxed),
                    Err(error) => {
                        assert!(error.is_busy(), "{error}");
                        let _ = program.rollback();
                        0
                    }
                };
            }
        });
        while written.load(Ordering::Relaxed) < 20 {
            std::thread::yield_now();
        }
        during();
        stop.store(true, Ordering::Relaxed);
    });
    written.into_inner()
}

#[test]
fn a_backup_beside_a_writer_is_consistent_and_a_restore_reaches_the_writer() {
    for mode in ["wal", "delete"] {
        let sandbox = Sandbox::empty();
        let file = one(&sandbox);
        sql(
            &sandbox,
            "main.db",
            "CREATE TABLE pairs (n INTEGER PRIMARY KEY)",
        );
        sandbox.bridge(&["backup", "--out", "empty.db"]).exits(0);
        let mut backups = Vec::new();
        let written = writing(&file, mode, || {
            for number in 0..5 {
                let name = format!("{number}.db");
                sandbox.bridge(&["backup", "--out", &name]).exits(0);
                backups.push(sandbox.path().join(name));
            }
        });
        assert!(written > 20);
        for backup in &backups {
            let url = DatabaseUrl::parse(&sqlite_url(backup), Path::new("/")).unwrap();
            let mut copy = open(&url, &OpenOptions::read_only()).unwrap();
            let odd = copy
                .query(
                    "SELECT count(*) % 2 + (count(*) <> coalesce(max(n), 0)) FROM pairs",
                    &[],
                )
                .unwrap();
            assert!(
                !odd.truth(),
                "{mode}: half a transaction in {}",
                backup.display()
            );
        }
        // The program goes on in the restored state, without a restart.
        writing(&file, mode, || {
            sandbox
                .bridge(&["restore", "empty.db", "--yes", "--lock-timeout", "60"])
                .exits(0);
        });
        let url = DatabaseUrl::parse(&sqlite_url(&file), Path::new("/")).unwrap();
        let mut live = open(&url, &OpenOptions::read_only()).unwrap();
        let sound = live
            .query("SELECT count(*) = coalesce(max(n), 0) FROM pairs", &[])
            .unwrap();
        assert!(sound.truth(), "{mode}");
        let check = live.query("PRAGMA integrity_check", &[]).unwrap();
        assert_eq!(check.texts().next(), Some("ok"), "{mode}");
    }
}

#[test]
fn a_file_that_is_missing_or_no_database_is_put_in_place() {
    let sandbox = Sandbox::empty();
    let file = one(&sandbox);
    let before = content(&file);
    sandbox.bridge(&["backup", "--out", "good.db"]).exits(0);
    // A log that belongs to another file must not meet the new one.
    sandbox.write("main.db-wal", "stale");
    sandbox.write("main.db-journal", "stale");
    std::fs::write(&file, vec![7_u8; 9000]).unwrap();
    sandbox
        .bridge(&["restore", "good.db"])
        .exits(3)
        .says("something that cannot be read");
    sandbox
        .bridge(&["restore", "good.db", "--yes"])
        .exits(0)
        .says("what stood there is kept as");
    assert_eq!(content(&file), before);
    let kept = beside(&file);
    assert!(!kept.is_empty());
    assert!(
        kept.iter().all(|name| name.starts_with("main.db.damaged-")),
        "{kept:?}"
    );
    std::fs::remove_file(&file).unwrap();
    // Nothing is replaced, so nothing is asked.
    sandbox.bridge(&["restore", "good.db"]).exits(0);
    assert_eq!(content(&file), before);
}

#[test]
fn a_bad_backup_is_refused_before_anything_is_touched() {
    let sandbox = Sandbox::empty();
    let file = one(&sandbox);
    let before = content(&file);
    sandbox.bridge(&["backup"]).exits(0);
    let backup = newest(&sandbox, "main", "command");
    let mut bytes = std::fs::read(&backup).unwrap();
    let end = bytes.len();
    bytes[4096..end].fill(9);
    std::fs::write(&backup, &bytes).unwrap();
    sandbox
        .bridge(&["restore", &backup, "--yes"])
        .exits(1)
        .says("is not what was backed up");
    sandbox.bridge(&["backups"]).exits(0);
    sandbox
        .bridge(&["backups", "--check"])
        .exits(3)
        .says("DAMAGED");
    std::fs::remove_file(format!("{backup}.json")).unwrap();
    sandbox
        .bridge(&["restore", &backup, "--yes"])
        .exits(1)
        .says("is damaged");
    sandbox
        .bridge(&["restore", "../nowhere.db", "--yes"])
        .exits(2)
        .says("there is no backup");
    sandbox.write("notes.txt", "no database");
    sandbox
        .bridge(&["restore", "notes.txt", "--yes"])
        .exits(2)
        .says("does not say which database");
    sandbox
        .bridge(&["restore", "notes.txt", "--yes", "--database", "main"])
        .exits(1);
    assert_eq!(content(&file), before);
}

#[test]
fn a_database_that_another_process_holds_is_waited_for_and_left_alone() {
    let sandbox = Sandbox::empty();
    let file = one(&sandbox);
    sandbox.bridge(&["backup", "--out", "good.db"]).exits(0);
    let url = DatabaseUrl::parse(&sqlite_url(&file), Path::new("/")).unwrap();
    let mut other = open(&url, &OpenOptions::read_write()).unwrap();
    other
        .execute("BEGIN EXCLUSIVE; INSERT INTO people (name) VALUES ('x')")
        .unwrap();
    sandbox
        .bridge(&["restore", "good.db", "--yes", "--lock-timeout", "1"])
        .exits(1);
    other.execute("COMMIT").unwrap();
    assert!(content(&file).contains("Text(\"x\")"));
}

/// Home and satellite, each with a table, then each with another.
fn two(sandbox: &Sandbox) {
    let lines = [
        "home main a",
        "away other b",
        "home main c a",
        "away other d b",
    ];
    project(sandbox, &["main", "other"], &lines.map(table));
    sandbox.bridge(&["upgrade", "+2", "--create"]).exits(0);
}

fn both(sandbox: &Sandbox) -> (String, String) {
    let file = |name: &str| sqlite_url(&sandbox.path().join(name));
    (dump(&file("main.db")), dump(&file("other.db")))
}

#[test]
fn databases_that_belong_together_are_restored_together() {
    let sandbox = Sandbox::empty();
    two(&sandbox);
    let before = both(&sandbox);
    let current = sandbox.bridge(&["current"]).exits(0).stdout;
    sandbox.bridge(&["upgrade"]).exits(0);
    let after = both(&sandbox);
    let home = newest(&sandbox, "main", "run");
    let away = newest(&sandbox, "other", "run");
    // The satellite alone would be behind; the error names what goes with it.
    let refused: Outcome = sandbox
        .bridge(&["restore", &away, "--yes"])
        .exits(3)
        .says("would be behind `main`")
        .says("belong together: bridge restore");
    assert!(refused.stderr.contains(&home), "{}", refused.stderr);
    assert_eq!(both(&sandbox), after);
    sandbox.bridge(&["restore", &away, &home, "--yes"]).exits(0);
    assert_eq!(both(&sandbox), before);
    assert_eq!(sandbox.bridge(&["current"]).exits(0).stdout, current);
    sandbox.bridge(&["upgrade"]).exits(0);
    assert_eq!(both(&sandbox), after);
    // Home alone: what the satellite did since is recorded again.
    sandbox
        .bridge(&["restore", &home, "--yes"])
        .exits(0)
        .says("the next run records them again");
    sandbox.bridge(&["upgrade"]).exits(0);
    assert_eq!(both(&sandbox), after);
    // The satellite alone, on purpose.
    sandbox
        .bridge(&["restore", &away, "--yes", "--alone"])
        .exits(0)
        .says("will be behind");
    sandbox.bridge(&["upgrade"]).exits(3).says("is behind");
    sandbox
        .bridge(&["restore", &away, &away, "--yes"])
        .exits(2)
        .says("two of these backups");
}

#[test]
fn retention_keeps_the_newest_of_each_occasion() {
    let sandbox = Sandbox::empty();
    one(&sandbox);
    let text = sandbox.read("bridge.toml") + "[backup]\nkeep = 2\n";
    sandbox.write("bridge.toml", &text);
    sandbox.bridge(&["upgrade"]).exits(0);
    for _ in 0..3 {
        sandbox.bridge(&["backup"]).exits(0);
    }
    let listed = sandbox.bridge(&["backups", "--json"]).exits(0).json();
    let of = |occasion: &str| {
        let all = listed.as_array().unwrap();
        all.iter().filter(|one| one["occasion"] == occasion).count()
    };
    assert_eq!((of("command"), of("run")), (2, 1), "{listed}");
    // What the legacy runner left is listed, and not called checked.
    std::fs::copy(
        sandbox.path().join("main.db"),
        sandbox
            .path()
            .join("backup/db_bak/before-migrate-20240101-101010-main.db"),
    )
    .unwrap();
    sandbox
        .bridge(&["backups"])
        .exits(0)
        .says("2024-01-01T10:10:10")
        .says("bridge@later  not checked");
    sandbox
        .bridge(&["backups", "mian"])
        .exits(2)
        .says("It has: main");
}
