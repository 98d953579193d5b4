//! The matrix: each command, each kind of databases, each place.

use crate::chain::{NUMBER, write_counted, write_short};
use crate::kill::{Faults, Kills, Then, next};
use crate::project::{Prepared, Project, Setup, shown};

/// In which state a command finds the databases.
#[derive(Clone, Copy)]
enum Start {
    /// As the legacy tools left them.
    LivedIn,
    /// At head.
    Head,
}

/// What is killed, and what comes after it.
struct Row {
    what: &'static str,
    start: Start,
    command: &'static [&'static str],
    /// Before the upgrade that comes after every kill.
    first: &'static [&'static [&'static str]],
    /// Kills at fewer places, where the others are those of another row.
    thinned: usize,
}

const fn row(what: &'static str, start: Start, command: &'static [&'static str]) -> Row {
    Row {
        what,
        start,
        command,
        first: &[],
        thinned: 1,
    }
}

const DOWN: &[&str] = &["downgrade", "admin@a1", "--yes", "--no-backup"];
const DOWN_CHAT: &[&str] = &["downgrade", "chat@c1", "--yes", "--no-backup"];

const ROWS: [Row; 7] = [
    row("upgrade", Start::LivedIn, &["upgrade", "--no-backup"]),
    Row {
        thinned: 3,
        ..row(
            "upgrade --per-revision",
            Start::LivedIn,
            &["upgrade", "--no-backup", "--per-revision"],
        )
    },
    row("adopt", Start::LivedIn, &["adopt", "--no-backup"]),
    row("downgrade", Start::Head, DOWN),
    Row {
        first: &[DOWN],
        thinned: 5,
        ..row("downgrade, and once more", Start::Head, DOWN)
    },
    row("downgrade of the satellite", Start::Head, DOWN_CHAT),
    row("backup", Start::Head, &["backup"]),
];

/// Kills at each `every`th place of every command.
fn matrix(setup: Setup, every: usize) {
    let lived_in = || Prepared::lived_in(setup, |folder| write_short(folder, setup.two()));
    let before = lived_in();
    let head = lived_in().after(&["upgrade", "--no-backup"]);
    let expected = head.copy().picture();
    assert!(expected.contains("a9_last | Integer(1)"), "{expected}");
    let mut all = Faults::default();
    let faults = &mut all;
    for row in &ROWS {
        if row.command == DOWN_CHAT && !setup.two() {
            continue;
        }
        let start = match row.start {
            Start::LivedIn => &before,
            Start::Head => &head,
        };
        let mut commands = row.first.to_vec();
        commands.push(next(row.command));
        let then = Then::new(&commands, &expected);
        Kills::of(start, row.command)
            .every(every * row.thinned)
            .then(&then)
            .told(&format!("{setup:?}, {}", row.what), faults);
    }
    upgrade_with_backup(setup, &before, &expected, every, faults);
    let upgraded = lived_in().after(&["upgrade"]);
    restores(setup, &upgraded, &expected, every, faults);
    if !setup.home_on_postgres() {
        restores_where_no_database_is(setup, &expected, faults);
    }
    endings(setup, &head, &expected, every, faults);
    all.are_none();
}

/// Behind the backup the places are those of an upgrade without one.
fn upgrade_with_backup(
    setup: Setup,
    before: &Prepared,
    expected: &str,
    every: usize,
    faults: &mut Faults,
) {
    let then = Then::new(&[&["upgrade"]], expected);
    let kills = Kills::of(before, &["upgrade"]);
    let backed_up = kills.last("naming a backup") + 3;
    kills
        .every(every)
        .thinned_after(backed_up, 10)
        .then(&then)
        .told(&format!("{setup:?}, upgrade with backup"), faults);
}

/// Backups from before the upgrade, restored after it.
fn restores(setup: Setup, upgraded: &Prepared, expected: &str, every: usize, faults: &mut Faults) {
    let names = upgraded.copy().backups();
    let arguments = |more: &'static [&'static str]| -> Vec<&str> {
        let mut all = vec!["restore", "--yes"];
        all.extend(more);
        all.extend(names.iter().map(String::as_str));
        all
    };
    let restore = arguments(&[]);
    let then = Then::new(&[&["upgrade"]], expected);
    Kills::of(upgraded, &restore)
        .every(every)
        .then(&then)
        .told(&format!("{setup:?}, restore"), faults);
    let commands: [&[&str]; 2] = [&restore, &["upgrade"]];
    let again = Then::new(&commands, expected);
    Kills::of(upgraded, &restore)
        .every(every * 2)
        .then(&again)
        .told(&format!("{setup:?}, restore, and once more"), faults);
    if setup.home_on_postgres() || setup.satellite_on_postgres() {
        Kills::of(upgraded, &arguments(&["--in-place"]))
            .every(every)
            .then(&then)
            .told(&format!("{setup:?}, restore --in-place"), faults);
    }
}

/// Home's file is gone, or holds something else: the restore puts a file in its place.
fn restores_where_no_database_is(setup: Setup, expected: &str, faults: &mut Faults) {
    for bytes in [None, Some(&b"no database at all"[..])] {
        let start = Prepared::lived_in(setup, |folder| write_short(folder, setup.two()))
            .after(&["upgrade"])
            .with_home_file(bytes);
        let names = start.copy().backups();
        let mut restore = vec!["restore", "--yes"];
        restore.extend(names.iter().map(String::as_str));
        let commands: [&[&str]; 2] = [&restore, &["upgrade"]];
        let kind = if bytes.is_some() { "broken" } else { "missing" };
        Kills::of(&start, &restore)
            .then(&Then::new(&commands, expected))
            .told(&format!("{setup:?}, restore of a {kind} file"), faults);
    }
}

/// The end of the cutover, and the way back from it.
fn endings(setup: Setup, head: &Prepared, expected: &str, every: usize, faults: &mut Faults) {
    for command in [["cutover", "--finish"], ["cutover", "--abort"]] {
        let ended = {
            let project = head.copy();
            let output = project.bridge(&command);
            assert!(output.status.success(), "{}", shown(&output));
            project.picture()
        };
        assert_ne!(ended, expected);
        let commands: [&[&str]; 1] = [&command];
        let then = Then::new(&commands, &ended);
        Kills::of(head, &command)
            .every(every)
            .then(&then)
            .told(&format!("{setup:?}, {}", command.join(" ")), faults);
    }
    // Whoever thinks better of it is at head again, adopted anew or as before.
    let expected = head.copy().picture_without_notes();
    let then = Then {
        commands: &[&["upgrade", "--no-backup"]],
        expected: &expected,
        look: Project::picture_without_notes,
    };
    Kills::of(head, &["cutover", "--abort"])
        .every(every)
        .then(&then)
        .told(&format!("{setup:?}, cutover --abort, then upgrade"), faults);
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
fn a_ledger_that_is_a_number() {
    let before = Prepared::lived_in(Setup::SqliteTwo, write_counted).with_satellite(NUMBER);
    let head = Prepared::lived_in(Setup::SqliteTwo, write_counted)
        .with_satellite(NUMBER)
        .after(&["upgrade", "--no-backup"]);
    let expected = head.copy().picture();
    assert!(expected.contains("user_version 4"), "{expected}");
    let mut faults = Faults::default();
    for (start, command) in [
        (&before, &["upgrade", "--no-backup"][..]),
        (&before, &["upgrade", "--no-backup", "--per-revision"]),
        (&head, DOWN_CHAT),
    ] {
        let commands = [next(command)];
        Kills::of(start, command)
            .every(31)
            .then(&Then::new(&commands, &expected))
            .told(&command.join(" "), &mut faults);
    }
    faults.are_none();
}

#[test]
fn a_sample_on_sqlite() {
    matrix(Setup::Sqlite, 17);
}

#[test]
fn a_sample_on_postgres() {
    matrix(Setup::Postgres, 61);
}

#[test]
fn a_sample_on_two_sqlite_files() {
    matrix(Setup::SqliteTwo, 29);
}

#[test]
fn a_sample_on_postgres_with_a_sqlite_satellite() {
    matrix(Setup::PostgresAndSqlite, 71);
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

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_two_postgres_databases() {
    matrix(Setup::PostgresTwo, 4);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_on_sqlite_with_a_postgres_satellite() {
    matrix(Setup::SqliteAndPostgres, 4);
}
