//! A downgrade says what would be lost, and asks.

use crate::support::handmade::{dump, project, revision, sql};
use crate::support::sandbox::{Sandbox, sqlite_url};

/// `a` makes `people`; `b` gives it a nickname; `c` makes `tags` and renames `people`.
fn people(sandbox: &Sandbox) {
    let revisions = [
        revision(
            "bridge main a",
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\n",
            Some("DROP TABLE people;\n"),
        ),
        revision(
            "bridge main b a",
            "ALTER TABLE people ADD COLUMN nickname TEXT;\n",
            Some("ALTER TABLE people DROP COLUMN nickname;\n"),
        ),
        revision(
            "bridge main c b",
            "CREATE TABLE \"標籤; DROP\" (a INTEGER);\nALTER TABLE people RENAME TO users;\n",
            Some("ALTER TABLE users RENAME TO people;\nDROP TABLE \"標籤; DROP\";\n"),
        ),
    ];
    project(sandbox, &["main"], &revisions);
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
}

fn state(sandbox: &Sandbox) -> String {
    dump(&sqlite_url(&sandbox.path().join("main.db")))
}

#[test]
fn nothing_is_asked_where_nothing_is_lost() {
    let sandbox = Sandbox::empty();
    people(&sandbox);
    sandbox.bridge(&["downgrade", "base"]).exits(0);
    assert_eq!(state(&sandbox), "");
}

#[test]
fn what_would_be_lost_is_said_by_its_name_of_today() {
    let sandbox = Sandbox::empty();
    people(&sandbox);
    sql(
        &sandbox,
        "main.db",
        "INSERT INTO users VALUES (1, 'a', 'x'), (2, 'b', NULL), (3, 'c', ''); INSERT INTO \"標籤; DROP\" VALUES (1)",
    );
    let before = state(&sandbox);
    let refused = sandbox
        .bridge(&["downgrade", "a"])
        .exits(3)
        .says("main: column users.nickname (2 values)")
        .says("main: table 標籤; DROP (1 row)")
        .says("nobody can be asked")
        .says("--yes");
    assert!(
        !refused.stderr.contains("table users"),
        "{}",
        refused.stderr
    );
    assert_eq!(state(&sandbox), before);
    let shown = sandbox
        .bridge(&["downgrade", "base", "--dry-run", "--json"])
        .exits(0)
        .json();
    let losses = shown["losses"].as_array().unwrap();
    assert_eq!(losses.len(), 2, "{shown}");
    assert_eq!(losses[1]["table"]["name"], "users", "{shown}");
    assert_eq!(losses[1]["count"], 3);
    assert_eq!(state(&sandbox), before);
    let failure = sandbox
        .bridge(&["downgrade", "a", "--json"])
        .exits(3)
        .json();
    assert_eq!(failure["exit"], 3);
    sandbox.bridge(&["downgrade", "a", "--yes"]).exits(0);
    assert!(state(&sandbox).contains("people"));
}

#[test]
fn an_irreversible_step_stops_the_plan_before_anything_runs() {
    let sandbox = Sandbox::empty();
    let revisions = [
        revision(
            "bridge main a",
            "CREATE TABLE a (x INTEGER);\n",
            Some("DROP TABLE a;\n"),
        ),
        revision("bridge main b a", "CREATE TABLE b (x INTEGER);\n", None),
        revision(
            "bridge main c b",
            "CREATE TABLE c (x INTEGER);\n",
            Some("DROP TABLE c;\n"),
        ),
    ];
    project(&sandbox, &["main"], &revisions);
    sandbox.bridge(&["upgrade", "a", "--create"]).exits(0);
    sql(&sandbox, "main.db", "INSERT INTO a VALUES (7)");
    sandbox.bridge(&["upgrade"]).exits(0);
    let before = state(&sandbox);
    sandbox
        .bridge(&["downgrade", "base", "--yes"])
        .exits(1)
        .says("`b` has no way back")
        .says("bridge restore ");
    assert_eq!(state(&sandbox), before);
}

#[test]
fn the_backup_of_the_cutover_is_from_before_too() {
    let sandbox = Sandbox::empty();
    sandbox.bridge(&["sample", "there"]).exits(0);
    sandbox
        .bridge(&["--config", "there/bridge.toml", "downgrade", "-1", "--yes"])
        .exits(1)
        .says("has no way back")
        .says("bridge restore ")
        .says("-main-program.db");
}
