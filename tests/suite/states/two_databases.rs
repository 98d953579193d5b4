//! States that only two databases, or two sources, can be in.

use super::*;

fn project(sandbox: &Sandbox, revisions: &[NewRevision]) {
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"sqlite:///./main.db\"\nhome = true\n\
         [databases.chat]\nurl = \"sqlite:///./chat.db\"\n",
    );
    write_with(
        &sandbox.path().join("migrations"),
        revisions,
        &BTreeSet::new(),
        &[],
    )
    .expect("the chain is written");
}

fn entry(id: &str, parents: &[&str], up: &str) -> NewRevision {
    let mut entry = revision(Kind::List, id, parents, up);
    entry.lane = "chat".to_owned();
    entry.database = "chat".to_owned();
    entry
}

const ENTRY: &str = "CREATE TABLE IF NOT EXISTS 訊息 (id INTEGER PRIMARY KEY);\n";
const ROWS: &str = "CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, description TEXT, applied_at TEXT);\
                    INSERT INTO schema_migrations VALUES ('20240101_a', '', '2024-10-24 10:00:00');";

#[test]
fn a_source_that_joins_a_month_after_the_others() {
    let sandbox = Sandbox::empty();
    let mut revisions = chain();
    project(&sandbox, &revisions);
    sqlite(&sandbox, "main.db")
        .execute(&(A1.to_owned() + B2 + C3 + E5 + &ledger(&["e5"])))
        .expect("a lived-in database");
    sqlite(&sandbox, "chat.db")
        .execute(&(ENTRY.to_owned() + ROWS))
        .expect("a lived-in database");
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    5 revisions of lane admin");
    revisions.extend([
        entry("20240101_a", &[], ENTRY),
        entry(
            "20240201_b",
            &["20240101_a"],
            "CREATE TABLE b (id INTEGER);\n",
        ),
    ]);
    project(&sandbox, &revisions);
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    1 revision of lane chat: 20240101_a")
        .says("upgraded   20240201_b");
    sandbox.bridge(&["verify"]).exits(0);
}

#[test]
fn another_database_is_called_home() {
    let sandbox = Sandbox::empty();
    let rows = "CREATE TABLE IF NOT EXISTS b (id INTEGER);\nINSERT INTO b VALUES (1);\n";
    project(
        &sandbox,
        &[
            entry("20240101_a", &[], ENTRY),
            entry("20240201_b", &[], rows),
        ],
    );
    drop(sqlite(&sandbox, "main.db"));
    sqlite(&sandbox, "chat.db")
        .execute(&(ENTRY.to_owned() + ROWS))
        .expect("a lived-in database");
    sandbox.bridge(&["upgrade", "--no-backup"]).exits(0);
    sandbox.bridge(&["cutover", "--finish"]).exits(0);
    let config = sandbox.read("bridge.toml");
    let other = config.replace("home = true\n", "") + "home = true\n";
    sandbox.write("bridge.toml", &other);
    for command in [
        &["upgrade"][..],
        &["adopt"],
        &["stamp", "heads"],
        &["upgrade", "--dry-run"],
    ] {
        sandbox
            .bridge(command)
            .exits(2)
            .says("`bridge_version` in database `main` has 2 revisions of this chain")
            .says("put `home = true` back under [databases.main]");
    }
    sandbox.bridge(&["current"]).says("put `home = true` back");
    sandbox
        .bridge(&["check"])
        .exits(3)
        .says("put `home = true` back");
    sandbox.write("bridge.toml", &config);
    sandbox.bridge(&["upgrade"]).exits(0).says("nothing to do");
}

#[test]
fn a_satellite_restored_alone_in_which_bridge_never_ran_anything() {
    let sandbox = Sandbox::empty();
    let second = "CREATE TABLE b (id INTEGER);\n";
    let revisions = [
        entry("20240101_a", &[], ENTRY),
        entry("20240201_b", &["20240101_a"], second),
    ];
    project(&sandbox, &revisions);
    drop(sqlite(&sandbox, "main.db"));
    let chat = |sql: &str| {
        sqlite(&sandbox, "chat.db").execute(sql).expect("it runs");
    };
    chat(&(ENTRY.to_owned() + ROWS));
    sandbox
        .bridge(&["backup", "chat", "--out", "before.db"])
        .exits(0);
    chat(&format!(
        "{second}INSERT INTO schema_migrations VALUES ('20240201_b', '', '2024-10-25 10:00:00')"
    ));
    sandbox
        .bridge(&["backup", "chat", "--out", "after.db"])
        .exits(0);
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    2 revisions of lane chat");
    sandbox
        .bridge(&["restore", "before.db", "--yes"])
        .exits(3)
        .says("database `chat` would be behind `main`")
        .says("its ledger would not have: 20240201_b")
        .says("--alone");
    sandbox.bridge(&["restore", "after.db", "--yes"]).exits(0);
    sandbox.bridge(&["upgrade"]).exits(0).says("nothing to do");
    sandbox
        .bridge(&["restore", "before.db", "--yes", "--alone"])
        .exits(0)
        .says("`chat` will be behind `main`");
    sandbox.bridge(&["upgrade"]).exits(3);
}

#[test]
fn a_satellite_restored_alone() {
    let sandbox = Sandbox::empty();
    let revisions = [
        entry("20240101_a", &[], ENTRY),
        entry(
            "20240201_b",
            &["20240101_a"],
            "CREATE TABLE b (id INTEGER);\n",
        ),
    ];
    project(&sandbox, &revisions);
    drop(sqlite(&sandbox, "main.db"));
    sqlite(&sandbox, "chat.db")
        .execute(&(ENTRY.to_owned() + ROWS))
        .expect("a lived-in database");
    let file = sandbox.path().join("chat.db");
    let before = std::fs::read(&file).expect("the file is there");
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("upgraded   20240201_b");
    std::fs::write(&file, before).expect("the file is restored");
    for command in ["upgrade", "current", "check"] {
        sandbox
            .bridge(&[command])
            .exits(3)
            .says("database `chat` is behind: `main` remembers its step 1, and it knows 0 only")
            .says("Restore both databases from backups of the same run");
    }
}

#[test]
fn an_older_copy_of_a_satellite_that_was_only_adopted() {
    let sandbox = Sandbox::empty();
    let second = "CREATE TABLE b (id INTEGER);\n";
    let revisions = [
        entry("20240101_a", &[], ENTRY),
        entry("20240201_b", &["20240101_a"], second),
    ];
    project(&sandbox, &revisions);
    drop(sqlite(&sandbox, "main.db"));
    sqlite(&sandbox, "chat.db")
        .execute(&(ENTRY.to_owned() + ROWS))
        .expect("a lived-in database");
    let file = sandbox.path().join("chat.db");
    let before = std::fs::read(&file).expect("the file is there");
    sqlite(&sandbox, "chat.db")
        .execute(&format!(
            "{second}INSERT INTO schema_migrations VALUES ('20240201_b', '', '2024-10-25 10:00:00')"
        ))
        .expect("it runs");
    sandbox
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    2 revisions of lane chat");
    let now = std::fs::read(&file).expect("the file is there");
    // While its ledger is kept true, it says so.
    std::fs::write(&file, &before).expect("the file is restored");
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("`schema_migrations` and `bridge_version` disagree");
    std::fs::write(&file, now).expect("the file is restored");
    sandbox.bridge(&["cutover", "--finish"]).exits(0);
    std::fs::write(&file, before).expect("the file is restored");
    sandbox.bridge(&["upgrade"]).exits(0).says("nothing to do");
    sandbox
        .bridge(&["verify"])
        .exits(3)
        .says("table b is missing");
}
