//! The matrix: each command, each kind of databases, each place.

use crate::chain::write_short;
use crate::kill::at_places;
use crate::project::{Prepared, Setup, shown};

/// Which state a command starts from, and the command.
const COMMANDS: [(&str, bool, &[&str]); 5] = [
    ("upgrade", false, &["upgrade", "--no-backup"]),
    ("adopt", false, &["adopt", "--no-backup"]),
    (
        "downgrade",
        true,
        &["downgrade", "admin@a1", "--yes", "--no-backup"],
    ),
    ("backup", false, &["backup"]),
    ("upgrade with backup", false, &["upgrade"]),
];

/// Kills at each `every`th place of every command.
fn matrix(setup: Setup, every: usize) {
    let lived_in = || Prepared::lived_in(setup, |folder| write_short(folder, setup.two()));
    let before = lived_in();
    let after = lived_in().after(&["upgrade", "--no-backup"]);
    let expected = after.copy().picture();
    assert!(expected.contains("a9_last | Integer(1)"), "{expected}");
    for (what, at_head, command) in COMMANDS {
        let start = if at_head { &after } else { &before };
        at_places(start, command, &expected, every).are_clean(&format!("{setup:?}, {what}"));
    }
    let restored = lived_in().after(&["upgrade"]);
    let names = restored.copy().backups();
    let mut restore = vec!["restore", "--yes"];
    restore.extend(names.iter().map(String::as_str));
    at_places(&restored, &restore, &expected, every).are_clean(&format!("{setup:?}, restore"));
    if setup.two() {
        let down = ["downgrade", "chat@c1", "--yes", "--no-backup"];
        at_places(&after, &down, &expected, every)
            .are_clean(&format!("{setup:?}, downgrade of the satellite"));
    }
}

#[test]
fn going_down_and_up_gives_the_same() {
    for setup in Setup::ALL {
        let after = Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
            .after(&["upgrade", "--no-backup"]);
        let project = after.copy();
        let expected = project.picture();
        for target in ["admin@a1", "chat@c1"]
            .iter()
            .take(1 + usize::from(setup.two()))
        {
            let down = project.bridge(&["downgrade", target, "--yes", "--no-backup"]);
            assert!(down.status.success(), "{}", shown(&down));
            assert_ne!(project.picture(), expected);
        }
        let up = project.bridge(&["upgrade", "--no-backup"]);
        assert!(up.status.success(), "{}", shown(&up));
        pretty(&expected, &project.picture());
    }
}

fn pretty(expected: &str, found: &str) {
    assert!(expected == found, "expected\n{expected}\nfound\n{found}");
}

#[test]
fn a_sample_on_sqlite() {
    matrix(Setup::Sqlite, 11);
}

#[test]
fn a_sample_on_postgres() {
    matrix(Setup::Postgres, 31);
}

#[test]
fn a_sample_on_two_sqlite_files() {
    matrix(Setup::SqliteTwo, 13);
}

#[test]
fn a_sample_on_postgres_with_a_sqlite_satellite() {
    matrix(Setup::PostgresAndSqlite, 37);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_sqlite() {
    matrix(Setup::Sqlite, 1);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_postgres() {
    matrix(Setup::Postgres, 1);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_two_sqlite_files() {
    matrix(Setup::SqliteTwo, 1);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_postgres_with_a_sqlite_satellite() {
    matrix(Setup::PostgresAndSqlite, 1);
}
