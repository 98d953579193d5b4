//! Kills at random moments, on a long chain.

use crate::chain::{write_long, write_short};
use crate::kill::at_moments;
use crate::project::{Prepared, Setup};

/// The seed of a run: the same moments each time, as fractions of an undisturbed run.
const SEED: u64 = 0x00b1_d6e0;

fn long(setup: Setup, revisions: usize, moments: usize, command: &[&str]) {
    let before = Prepared::lived_in(setup, |folder| write_long(folder, revisions));
    let expected = {
        let after = before.copy();
        let output = after.bridge(&["upgrade", "--no-backup"]);
        assert!(output.status.success());
        after.picture()
    };
    at_moments(&before, command, &expected, moments, SEED).are_clean(&format!(
        "{setup:?}, {revisions} revisions, {}, random moments",
        command.join(" ")
    ));
}

#[test]
fn a_sample_of_moments() {
    long(Setup::Sqlite, 40, 8, &["upgrade", "--no-backup"]);
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_moments_on_sqlite() {
    long(Setup::Sqlite, 200, 250, &["upgrade", "--no-backup"]);
    long(
        Setup::Sqlite,
        200,
        100,
        &["upgrade", "--no-backup", "--per-revision"],
    );
}

#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_moments_on_postgres() {
    long(Setup::Postgres, 200, 150, &["upgrade", "--no-backup"]);
    long(
        Setup::Postgres,
        200,
        50,
        &["upgrade", "--no-backup", "--per-revision"],
    );
}

/// A backup and a restore at random moments: `pg_dump` and `pg_restore` are cut off, too.
#[test]
#[ignore = "the full matrix: tests/crash/run"]
fn full_moments_of_backup_and_restore() {
    for setup in Setup::ALL {
        let chain = |folder: &std::path::Path| write_short(folder, setup.two());
        let after = Prepared::lived_in(setup, chain).after(&["upgrade"]);
        let expected = after.copy().picture();
        at_moments(&after, &["backup"], &expected, 25, SEED)
            .are_clean(&format!("{setup:?}, backup, random moments"));
        let names = after.copy().backups();
        let mut restore = vec!["restore", "--yes"];
        restore.extend(names.iter().map(String::as_str));
        at_moments(&after, &restore, &expected, 25, SEED)
            .are_clean(&format!("{setup:?}, restore, random moments"));
    }
}
