//! Who else is there: programs that keep a database or a table, and children
//! that must not be left alone.

use std::time::{Duration, Instant};

use crate::chain::write_short;
use crate::kill::after_it;
use crate::project::{Prepared, Project, Setup, shown};

fn short(setup: Setup) -> Prepared {
    Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
}

fn expected(prepared: &Prepared) -> String {
    let project = prepared.copy();
    let output = project.bridge(&["upgrade", "--no-backup"]);
    assert!(output.status.success(), "{}", shown(&output));
    project.picture()
}

/// Every command that writes, or reads all of a database.
const COMMANDS: [(bool, &[&str]); 8] = [
    (false, &["upgrade", "--no-backup"]),
    (false, &["upgrade"]),
    (false, &["adopt", "--no-backup"]),
    (true, &["downgrade", "LANE@base", "--yes", "--no-backup"]),
    (true, &["backup"]),
    (true, &["restore", "--yes"]),
    (true, &["cutover", "--finish"]),
    (true, &["cutover", "--abort"]),
];

/// Another program has a SQLite file for itself: the command says so and ends.
fn kept_files(setup: Setup, kept: &str) {
    let before = short(setup);
    let expected = expected(&before);
    let head = short(setup).after(&["upgrade"]);
    std::thread::scope(|scope| {
        for (at_head, command) in COMMANDS {
            let start = if at_head { &head } else { &before };
            let expected = &expected;
            // Most of it is waiting.
            scope.spawn(move || kept_from(start, command, kept, expected));
        }
    });
}

fn kept_from(start: &Prepared, command: &[&str], kept: &str, expected: &str) {
    let project = start.copy();
    let lane = format!("{kept}@base");
    let mut command: Vec<&str> = command
        .iter()
        .map(|&word| if word == "LANE@base" { &lane } else { word })
        .collect();
    let names = project.backups();
    if command.contains(&"restore") {
        command.extend(names.iter().map(String::as_str));
    }
    let picture = project.picture();
    let mut other = project.file_connection(kept);
    other.execute("BEGIN EXCLUSIVE").unwrap();
    let mut patient = command.clone();
    patient.extend(["--lock-timeout", "1"]);
    let output = project.bridge(&patient);
    let said = shown(&output);
    other.execute("ROLLBACK").unwrap();
    drop(other);
    assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
    assert!(said.contains("lock"), "{command:?}: {said}");
    assert_eq!(project.picture(), picture, "{command:?}: {said}");
    let again = project.bridge(&command);
    assert!(again.status.success(), "{command:?}: {}", shown(&again));
    if !command.contains(&"cutover") {
        after_it(&project, expected, &["upgrade", "--no-backup"])
            .unwrap_or_else(|fault| panic!("{command:?}: {said}\n{fault}"));
    }
}

#[test]
fn a_database_that_another_program_keeps() {
    kept_files(Setup::Sqlite, "admin");
}

#[test]
fn a_satellite_that_another_program_keeps() {
    kept_files(Setup::SqliteTwo, "chat");
}

/// A session that read a table and went to lunch.
#[test]
fn a_table_that_another_session_keeps() {
    let before = short(Setup::Postgres);
    let expected = expected(&before);
    let head = short(Setup::Postgres).after(&["upgrade"]);
    let names = head.copy().backups();
    let commands: [(&[&str], &str, &str); 3] = [
        (
            &["downgrade", "admin@a8_program", "--yes", "--no-backup"],
            "last IN ACCESS SHARE",
            "lock timeout",
        ),
        (
            &["upgrade"],
            "users IN ACCESS EXCLUSIVE",
            "kept a table locked",
        ),
        (
            &["restore", "--yes", "--in-place", &names[0]],
            "users IN ACCESS SHARE",
            "kept a table locked",
        ),
    ];
    for (command, kept, words) in commands {
        let start = if command == ["upgrade"] {
            &before
        } else {
            &head
        };
        let project = start.copy();
        let picture = project.picture();
        let mut other = project.home();
        other
            .execute(&format!("BEGIN; LOCK TABLE {kept} MODE"))
            .unwrap();
        let mut patient = command.to_vec();
        patient.extend(["--lock-timeout", "3"]);
        let output = project.bridge_within(&patient, Duration::from_secs(60));
        let said = shown(&output);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
        assert!(said.contains(words), "{command:?}: {said}");
        other.execute("ROLLBACK").unwrap();
        drop(other);
        assert_eq!(project.picture(), picture, "{command:?}: {said}");
        let again = project.bridge(command);
        assert!(again.status.success(), "{command:?}: {}", shown(&again));
        after_it(&project, &expected, &["upgrade"])
            .unwrap_or_else(|fault| panic!("{command:?}: {said}\n{fault}"));
    }
}

/// `pg_dump` waits for a table that somebody keeps; bridge is killed.
#[test]
fn a_child_does_not_outlive_the_program() {
    let prepared = short(Setup::Postgres);
    let expected = expected(&prepared);
    let project = prepared.copy();
    let mut other = project.home();
    other
        .execute("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let mut child = project.command(&["backup"]).spawn().expect("bridge starts");
    let began = Instant::now();
    while dumps(&project) == 0 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "pg_dump never came"
        );
        assert!(
            child.try_wait().expect("it can be asked").is_none(),
            "{}",
            shown(&child.wait_with_output().expect("its end is seen"))
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("it is there");
    child.wait().expect("its end is seen");
    let killed = Instant::now();
    while dumps(&project) > 0 {
        assert!(
            killed.elapsed() < Duration::from_secs(5),
            "pg_dump lives on"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    other.execute("ROLLBACK").unwrap();
    drop(other);
    after_it(&project, &expected, &["upgrade"]).unwrap();
}

/// How many `pg_dump` processes work on the project's database.
fn dumps(project: &Project) -> usize {
    let name = project.database_name().expect("home is on PostgreSQL");
    std::fs::read_dir("/proc")
        .expect("this is Linux")
        .filter_map(Result::ok)
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok())
        .filter(|line| {
            line.contains("pg_dump") && line.contains(name) && !line.contains("--version")
        })
        .count()
}
