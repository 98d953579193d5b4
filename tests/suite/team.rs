//! What a team meets in its first weeks: developers on another database than
//! production, the old tool run once more, a lock that is held.

use crate::support::handmade::sql;
use crate::support::sandbox::{Sandbox, files, sqlite_url};

const ADMIN: &str = "legacy/admin-backend/admin.db";
const ALEMBIC: &str = "legacy/admin-backend/alembic";
const PRODUCTION: (&str, &str) = ("DATABASE_URL", "postgresql://admin@127.0.0.1:1/admin");

/// The sample with its chain; the configuration does not name the dialects.
fn converted() -> Sandbox {
    let sandbox = Sandbox::lived_in();
    let toml = sandbox.read("bridge.toml");
    let toml = toml.replace("dialects = [\"sqlite\", \"postgres\"]\n", "");
    sandbox.write("bridge.toml", &toml);
    let chat = sqlite_url(&sandbox.chat_file());
    sandbox
        .bridge(&["baseline", "main-program", "--from", &chat])
        .exits(0);
    sandbox.bridge(&["import"]).exits(0);
    sandbox
}

#[test]
fn developers_and_production_extend_the_same_chain() {
    // Here `bridge.toml` knows production only; there both.
    let both = "[\"env:DATABASE_URL\", \"sqlite:///./admin.db\"]";
    let sandbox = Sandbox::lived_in();
    let toml = sandbox
        .read("bridge.toml")
        .replace("dialects = [\"sqlite\", \"postgres\"]\n", "");
    sandbox.write("bridge.toml", &toml.replace(both, "\"env:DATABASE_URL\""));
    let chat = sqlite_url(&sandbox.chat_file());
    sandbox
        .bridge_with(
            &["baseline", "main-program", "--from", &chat],
            &[PRODUCTION],
        )
        .exits(0);
    sandbox.bridge_with(&["import"], &[PRODUCTION]).exits(0);
    sandbox.write("bridge.toml", &toml);
    let scripts = |revision: &str| {
        let folder = sandbox.path().join("migrations").join(revision);
        let mut names: Vec<String> = files(&folder).into_keys().collect();
        names.retain(|name| name.starts_with("up"));
        names.join(" ")
    };
    assert_eq!(scripts("0002_000_initial_base"), "up.sql");
    sandbox.bridge(&["upgrade"]).exits(1).says(
        "has no script for sqlite, the database of lane `admin-backend` here. \
         For a legacy revision name both dialects under [sources.admin-backend]",
    );

    // An import converts for every URL that is written there, and keeps what is there.
    sandbox.bridge(&["import"]).exits(0).says("extended");
    assert_eq!(
        scripts("0002_000_initial_base"),
        "up.postgres.sql up.sqlite.sql"
    );
    sandbox.bridge(&["check"]).exits(0).says("all in order");
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("nothing to write");

    // Who adds a revision on SQLite adds it for production as well.
    sandbox.write(
        &format!("{ALEMBIC}/versions/020_new.py"),
        "from alembic import op\nimport sqlalchemy as sa\n\
         revision = '020_new'\ndown_revision = 'c0ffee15900d'\n\
         def upgrade():\n    op.create_table('things', sa.Column('id', sa.Integer(), primary_key=True))\n\
         def downgrade():\n    op.drop_table('things')\n",
    );
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("020_new [admin-backend] sqlite: SQL/SQL, postgres: SQL/SQL");
}

#[test]
fn an_import_goes_on_where_a_legacy_system_was_removed() {
    let sandbox = converted();
    std::fs::remove_dir_all(sandbox.path().join("legacy/main-program/migrations"))
        .expect("the folder goes");
    let chain = files(&sandbox.path().join("migrations"));
    sandbox
        .bridge(&["import"])
        .exits(0)
        .says("Source \"main-program\" is gone")
        // Warnings about files that are locked and unchanged are not repeated.
        .says("warnings about files that are locked and unchanged");
    assert!(chain == files(&sandbox.path().join("migrations")));
}

#[test]
fn an_import_waits_for_a_revision_that_nobody_has_written_yet() {
    let sandbox = converted();
    sandbox
        .bridge(&["revision", "-m", "later", "--database", "admin-backend"])
        .exits(0);
    let outcome = sandbox.bridge(&["import"]).exits(3);
    assert!(
        outcome.stderr.starts_with("error: ") && outcome.stderr.contains("has no statement yet"),
        "{}",
        outcome.stderr
    );
    assert!(!outcome.stderr.contains("scratch database"));
}

#[test]
fn one_lane_is_adopted_without_the_other() {
    let sandbox = converted();
    sandbox
        .bridge(&["adopt", "nobody"])
        .exits(2)
        .says("there is no lane `nobody`. There are: ");
    let done = sandbox.bridge(&["adopt", "main-program"]).exits(0);
    assert!(
        !done.stdout.contains("of lane admin-backend"),
        "{}",
        done.stdout
    );
    sandbox
        .bridge(&["current"])
        .exits(0)
        .says("admin-backend (database admin-backend): nothing applied, 19 pending")
        .says("main-program (database main-program): 5 applied, 3 pending");
}

#[test]
fn mirroring_ends_only_while_the_ledgers_agree() {
    let sandbox = converted();
    sandbox.bridge(&["adopt"]).exits(0);
    let merge = "UPDATE alembic_version SET version_num = '5d0c3e8b7f16' WHERE version_num = '7c9e6679f1aa'";
    sql(&sandbox, ADMIN, merge);
    sandbox
        .bridge(&["cutover", "--finish"])
        .exits(3)
        .says("the old tool was run since on the lanes admin-backend");
    // The old tool's work is recorded, and said.
    sandbox
        .bridge(&["adopt"])
        .exits(0)
        .says("lane admin-backend: the old tool was run since; recorded as adopted: 003_add_script_version_management");
    sql(
        &sandbox,
        ADMIN,
        "UPDATE alembic_version SET version_num = '001_scripts' WHERE version_num = '5d0c3e8b7f16'",
    );
    sandbox
        .bridge(&["cutover", "--finish"])
        .exits(3)
        .says("`alembic_version` and `bridge_version` disagree");
}

#[test]
fn a_cutover_that_cannot_reach_a_database_writes_no_chain() {
    let sandbox = Sandbox::lived_in();
    sandbox
        .bridge_with(&["cutover"], &[PRODUCTION])
        .exits(1)
        .says("database `admin-backend`: cannot connect to 127.0.0.1:1/admin");
    assert!(!sandbox.path().join("migrations").exists());
}

#[test]
fn a_wait_for_the_lock_is_said_once_in_a_while() {
    let sandbox = converted();
    sandbox.bridge(&["adopt"]).exits(0);
    let holder = rusqlite::Connection::open(sandbox.admin_file()).expect("the file opens");
    holder
        .execute_batch("BEGIN IMMEDIATE")
        .expect("the write lock is free");
    let waited = sandbox
        .bridge(&["upgrade", "--lock-timeout", "2"])
        .exits(1)
        .says("still locked after 2");
    assert_eq!(waited.stderr.matches("waiting for the lock").count(), 1);
}

#[test]
fn json_is_json_whatever_happens() {
    let sandbox = converted();
    for (arguments, exit) in [
        (vec!["upgrade", "--sql", "--json"], 0),
        (
            vec!["downgrade", "admin-backend@base", "--sql", "--json"],
            0,
        ),
        (vec!["no-such-command", "--json"], 2),
        (vec!["upgrade", "--no-such-option", "--json"], 2),
        (vec!["sample", "again", "--no-cutover", "--json"], 0),
        (
            vec![
                "translate",
                "legacy/admin-backend/alembic/versions/005_devices.py",
                "--dialect",
                "sqlite",
                "--json",
            ],
            0,
        ),
    ] {
        let outcome = sandbox.bridge(&arguments).exits(exit);
        assert!(outcome.json().is_object());
        assert_eq!(outcome.stderr, "", "{arguments:?}");
    }
}
