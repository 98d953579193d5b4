//! The everyday verbs on a chain made by hand.

use std::process::{Command, Stdio};

use crate::support::handmade::{dump, project, sql, table};
use crate::support::sandbox::{Sandbox, copy, files, repository, sqlite_url};

/// One lane of three revisions in one database.
fn three() -> Sandbox {
    let sandbox = Sandbox::empty();
    let lines = ["bridge main a", "bridge main b a", "bridge main c b"];
    project(&sandbox, &["main"], &lines.map(table));
    sandbox
}

fn main_dump(sandbox: &Sandbox) -> String {
    dump(&sqlite_url(&sandbox.path().join("main.db")))
}

/// The folder of the only revision whose folder's name ends so.
fn folder(sandbox: &Sandbox, end: &str) -> String {
    let names: Vec<String> = std::fs::read_dir(sandbox.path().join("migrations"))
        .expect("the chain's folder")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(end))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    format!("migrations/{}", names[0])
}

#[test]
fn the_life_of_a_hand_written_revision() {
    let sandbox = three();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let made = sandbox
        .bridge(&["revision", "-m", "添加 notes", "--json"])
        .exits(0)
        .json();
    assert_eq!(made["parents"], serde_json::json!(["c"]));
    let id = made["revision"].as_str().expect("an id").to_owned();
    assert!(
        id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    let dir = folder(&sandbox, "添加_notes");

    // As it comes, it says nothing, and nothing is recorded.
    let before = main_dump(&sandbox);
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("up.sql has no statement yet");
    assert_eq!(main_dump(&sandbox), before);
    sandbox.bridge(&["check"]).exits(3).says("[unwritten]");

    sandbox.write(
        &format!("{dir}/up.sql"),
        "CREATE TABLE notes (id INTEGER);\n",
    );
    sandbox
        .bridge(&["check"])
        .exits(0)
        .says("[open]")
        .says("pending in lane bridge: 1");
    let lock = sandbox.read("migrations/chain.lock");
    sandbox.bridge(&["upgrade"]).exits(0).says("upgraded");
    assert_eq!(
        sandbox.read("migrations/chain.lock"),
        lock,
        "a run writes no chain"
    );
    assert!(main_dump(&sandbox).contains("notes"));
    sandbox
        .bridge(&["current"])
        .exits(0)
        .says("4 applied, 0 pending")
        .says(&format!("{id} (head) 添加 notes"));

    // The downgrade was not written, so there is none; written, it is there at once.
    sandbox
        .bridge(&["downgrade", "-1"])
        .exits(1)
        .says("has no way back");
    sandbox.write(&format!("{dir}/down.sql"), "DROP TABLE notes;\n");
    sandbox
        .bridge(&["downgrade", "-1"])
        .exits(0)
        .says("downgraded");
    assert_eq!(main_dump(&sandbox), before);
    sandbox.write(
        &format!("{dir}/up.sql"),
        "CREATE TABLE notes (id INTEGER, 名 TEXT);\n",
    );
    sandbox.bridge(&["upgrade"]).exits(0);

    // Applied: an edit is drift. Sealed by the next revision, it is still the same revision.
    let text = sandbox.read(&format!("{dir}/up.sql"));
    sandbox.write(
        &format!("{dir}/up.sql"),
        "CREATE TABLE notes (x INTEGER);\n",
    );
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("changed after being applied")
        .says("bridge repair");
    sandbox.write(&format!("{dir}/up.sql"), &text);
    sandbox
        .bridge(&["revision", "-m", "next"])
        .exits(0)
        .says(&format!("sealed {id}"));
    assert!(
        !sandbox
            .read("migrations/chain.lock")
            .contains(&format!("{id}\"\nup.sqlite = \"open\""))
    );
    sandbox
        .bridge(&["upgrade", &id])
        .exits(0)
        .says("nothing to do");
}

#[test]
fn an_edited_file_of_an_applied_revision_needs_a_decision() {
    let sandbox = three();
    sandbox.bridge(&["upgrade", "b", "--create"]).exits(0);
    let path = "migrations/0001_a/up.sql";
    sandbox.write(path, "CREATE TABLE a (a INTEGER, b INTEGER);\n");
    let (chain, base) = (
        files(&sandbox.path().join("migrations")),
        main_dump(&sandbox),
    );
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("0001_a/up.sql was edited")
        .says("bridge repair a");
    sandbox.bridge(&["check"]).exits(3).says("finding [edited]");
    sandbox
        .bridge(&["repair"])
        .exits(3)
        .says("a [bridge], applied")
        .says("git diff")
        .says("--yes");
    sandbox.bridge(&["repair", "a"]).exits(3);
    assert!(files(&sandbox.path().join("migrations")) == chain);
    assert_eq!(main_dump(&sandbox), base);

    sandbox
        .bridge(&["repair", "a", "--yes"])
        .exits(0)
        .says("locked")
        .says("recorded");
    sandbox
        .bridge(&["repair"])
        .exits(0)
        .says("nothing needs repair");
    sandbox.bridge(&["check"]).exits(0).says("all in order");
    sandbox.bridge(&["upgrade"]).exits(0);
    assert_eq!(
        main_dump(&sandbox),
        "a\nb\nc\napplied a done\napplied b done\napplied c done"
    );
    // A file that no database has run is repaired without one.
    sandbox.bridge(&["downgrade", "b"]).exits(0);
    sandbox.write("migrations/0003_c/up.sql", "CREATE TABLE c (z INTEGER);\n");
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("bridge repair c");
    sandbox.bridge(&["repair", "c", "--yes"]).exits(0);
    sandbox.bridge(&["upgrade"]).exits(0);
}

#[test]
fn several_heads_are_named_and_joined() {
    let sandbox = Sandbox::empty();
    let lines = ["bridge main a", "bridge main b a", "bridge main c a"];
    project(&sandbox, &["main"], &lines.map(table));
    sandbox
        .bridge(&["upgrade", "head", "--create"])
        .exits(2)
        .says("2 heads: b, c");
    assert!(!sandbox.path().join("main.db").exists());
    let chain = files(&sandbox.path().join("migrations"));
    sandbox
        .bridge(&["revision", "-m", "x"])
        .exits(2)
        .says("--parent ID, or join them with --merge");
    assert!(files(&sandbox.path().join("migrations")) == chain);
    sandbox
        .bridge(&["check"])
        .exits(1)
        .says("note [several-heads]")
        .says("no database file");
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    sandbox
        .bridge(&[
            "revision",
            "-m",
            "one again",
            "--merge",
            "--rev-id",
            "joined",
        ])
        .exits(0)
        .says("after b, c");
    sandbox.bridge(&["upgrade", "head"]).exits(0).says("joined");
    sandbox
        .bridge(&["heads"])
        .exits(0)
        .says("joined [bridge] (head)");
    sandbox
        .bridge(&["downgrade", "-1"])
        .exits(0)
        .says("downgraded joined");
    sandbox
        .bridge(&["revision", "-m", "x", "--merge"])
        .exits(2)
        .says("has 1 heads");
    sandbox
        .bridge(&["revision", "-m", "x", "--rev-id", "a"])
        .exits(2)
        .says("`a` already");
    sandbox
        .bridge(&["revision", "-m", " "])
        .exits(2)
        .says("needs a message");
}

#[test]
fn lanes_databases_and_dialects_of_a_new_revision() {
    let sandbox = Sandbox::empty();
    let lines = ["one main a", "two chat b"];
    project(&sandbox, &["main", "chat"], &lines.map(table));
    sandbox
        .bridge(&["revision", "-m", "x"])
        .exits(2)
        .says("several databases: chat, main")
        .says("[lanes.bridge]");
    let made = sandbox
        .bridge(&[
            "revision",
            "-m",
            "x",
            "--database",
            "chat",
            "--dialect",
            "sqlite,postgres",
            "--json",
        ])
        .exits(0)
        .json();
    assert_eq!(made["depends_on"], serde_json::json!(["b"]));
    assert_eq!(made["dialects"], serde_json::json!(["sqlite", "postgres"]));
    let dir = folder(&sandbox, "_x");
    for name in [
        "up.sqlite.sql",
        "up.postgres.sql",
        "down.sqlite.sql",
        "down.postgres.sql",
    ] {
        assert!(sandbox.read(&format!("{dir}/{name}")).starts_with("-- "));
    }
    let config = sandbox.read("bridge.toml");
    sandbox.write(
        "bridge.toml",
        &format!("{config}[lanes.ops]\ndatabase = \"main\"\n"),
    );
    sandbox
        .bridge(&["revision", "-m", "y", "--lane", "ops"])
        .exits(0)
        .says("lane ops, database main")
        .says("depends on a");
    sandbox
        .bridge(&["revision", "-m", "y", "--lane", "two", "--parent", "a"])
        .exits(2)
        .says("is in lane `one`");
}

#[test]
fn targets_and_stamps() {
    let sandbox = three();
    sandbox
        .bridge(&["current"])
        .exits(1)
        .says("no database file")
        .says("upgrade --create");
    sql(&sandbox, "main.db", "CREATE TABLE unrelated (a INTEGER)");
    sandbox
        .bridge(&["current"])
        .exits(0)
        .says("nothing applied, 3 pending");
    sandbox
        .bridge(&["upgrade", "+2"])
        .exits(0)
        .says("upgraded   b");
    sandbox
        .bridge(&["upgrade", "+2"])
        .exits(2)
        .says("there is only 1");
    sandbox
        .bridge(&["downgrade", "-1"])
        .exits(0)
        .says("downgraded b");
    sandbox
        .bridge(&["upgrade", "a+1"])
        .exits(0)
        .says("upgraded   b");
    let before = main_dump(&sandbox);
    sandbox
        .bridge(&["upgrade", "hed"])
        .exits(2)
        .says("no revision `hed`");
    sandbox
        .bridge(&["upgrade", "brige@head"])
        .exits(2)
        .says("neither a lane nor a branch label");
    sandbox
        .bridge(&["downgrade", "c"])
        .exits(2)
        .says("is not applied");
    assert_eq!(main_dump(&sandbox), before);
    sandbox.bridge(&["stamp", "c"]).exits(0);
    assert_eq!(main_dump(&sandbox), format!("{before}\napplied c done"));
    sandbox
        .bridge(&["current", "-v"])
        .exits(0)
        .says("adopted: makes c")
        .says("applied in ");
    sandbox.bridge(&["stamp", "b"]).exits(0);
    assert_eq!(main_dump(&sandbox), before);
}

#[test]
fn what_the_lock_and_the_folders_do_not_share_is_found() {
    let sandbox = three();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let lock = sandbox.read("migrations/chain.lock");
    sandbox.write("migrations/chain.lock", &format!("{lock}<<<<<<< ours\n"));
    sandbox
        .bridge(&["check"])
        .exits(3)
        .says("[conflict]")
        .says("`bridge repair` shows what each added");
    sandbox.write("migrations/chain.lock", &lock);
    sandbox.write("migrations/0009_lost/revision.toml", "");
    sandbox.write("migrations/notes/README", "no revision");
    std::fs::remove_dir_all(sandbox.path().join("migrations/0002_b")).expect("removed");
    sandbox
        .bridge(&["check"])
        .exits(3)
        .says("[stray-folder]: ")
        .says("0009_lost")
        .says("[missing-folder]: ")
        .says("2 findings need a decision");
}

#[test]
fn scripts_that_a_cut_off_import_left_are_found() {
    let sandbox = three();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    sandbox.write("migrations/README", "ours");
    sandbox.write("migrations/.gitkeep", "");
    sandbox.write("migrations/notes/README", "ours");
    sandbox.write("migrations/notes/queries.sql", "SELECT 1;");
    sandbox.bridge(&["check"]).exits(0);
    sandbox.write("migrations/0004_half/down.sql", "DROP TABLE half;\n");
    sandbox.write("migrations/0005_own/up.sqlite.sql", "SELECT 1;\n");
    sandbox.write("migrations/0006_program/program.py", "");
    let checked = sandbox
        .bridge(&["check"])
        .exits(3)
        .says("0004_half holds scripts and no revision.toml, and chain.lock does not name it")
        .says("left, delete, and import again")
        .says("0005_own holds scripts")
        .says("0006_program holds scripts")
        .says("3 findings need a decision");
    assert!(!checked.stdout.contains("notes") && !checked.stderr.contains("notes"));
}

#[test]
fn two_people_who_add_revisions_meet_in_the_lock() {
    let sandbox = three();
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git")
            .args(["-c", "user.name=n", "-c", "user.email=e@example.org"])
            .args(arguments)
            .current_dir(sandbox.path())
            .output()
            .expect("git runs");
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let add = |name: &str| {
        git(&["checkout", "-q", "-b", name, "start"]);
        sandbox
            .bridge(&["revision", "-m", "new", "--rev-id", name])
            .exits(0);
        let script = format!("CREATE TABLE {name} (id INTEGER);\n");
        sandbox.write(&format!("migrations/0004_{name}/up.sql"), &script);
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", name]);
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "start"]);
    git(&["tag", "start"]);
    add("anna");
    add("bob");
    let merged = git(&["merge", "anna"]);
    assert!(merged.contains("CONFLICT"), "{merged}");
    sandbox.bridge(&["upgrade", "--create"]).exits(2);
    sandbox
        .bridge(&["repair"])
        .exits(3)
        .says("the first side of the merge conflict adds bob\n")
        .says("the second side of the merge conflict adds anna\n");
    sandbox
        .bridge(&["repair", "--yes"])
        .exits(0)
        .says("chain.lock has both now");
    sandbox
        .bridge(&["upgrade", "--create"])
        .exits(0)
        .says("upgraded   anna [bridge]");
    sandbox
        .bridge(&["check"])
        .exits(0)
        .says("2 heads: bob, anna");
    sandbox.bridge(&["repair"]).exits(0);
}

#[test]
fn the_keys_of_json_stay() {
    let sandbox = three();
    sandbox.bridge(&["upgrade", "a", "--create"]).exits(0);
    sandbox.write("migrations/0002_b/up.sql", "SELECT 2;\n");
    let keys = |arguments: &[&str]| {
        let mut paths = std::collections::BTreeSet::new();
        collect("", &sandbox.bridge(arguments).json(), &mut paths);
        paths.into_iter().collect::<Vec<_>>().join(" ")
    };
    insta::assert_snapshot!(keys(&["current", "--json"]), @"healing lanes lanes[].adoption lanes[].applied lanes[].databases lanes[].heads lanes[].heads[].applied_at lanes[].heads[].is_lane_head lanes[].heads[].message lanes[].heads[].revision lanes[].lane lanes[].not_adopted lanes[].pending lanes[].problem revisions revisions[].applied_at revisions[].bridge_version revisions[].checksum revisions[].database revisions[].execution_ms revisions[].how revisions[].lane revisions[].message revisions[].position revisions[].revision revisions[].state revisions[].statements_done running unknown");
    insta::assert_snapshot!(keys(&["check", "--json"]), @"findings findings[].advice findings[].code findings[].lane findings[].message findings[].path findings[].revision findings[].severity pending pending.bridge revisions unread");
    insta::assert_snapshot!(keys(&["repair", "--json"]), @"[].edited [].edited[].dialect [].edited[].direction [].edited[].found [].edited[].locked [].edited[].path [].folder [].is_applied [].is_open [].kind [].lane [].locked [].recorded [].revision [].statements_done");
    insta::assert_snapshot!(keys(&["show", "a", "--json"]), @"branch_labels created database depends_on folder id is_head is_irreversible is_open kind lane message parents position scripts scripts[].checksum scripts[].dialect scripts[].direction scripts[].is_derived scripts[].rung");
    insta::assert_snapshot!(keys(&["upgrade", "b", "--json"]), @"diagnostics error exit hints");
}

fn collect(path: &str, value: &serde_json::Value, paths: &mut std::collections::BTreeSet<String>) {
    if let Some(items) = value.as_array() {
        for item in items {
            collect(&format!("{path}[]"), item, paths);
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        collect(&path, inner, paths);
        paths.insert(path);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let sandbox = Sandbox::empty();
    let revisions: Vec<_> = (0..300)
        .map(|n| table(&format!("bridge main r{n:04}")))
        .collect();
    project(&sandbox, &["main"], &revisions);
    let mut child = Command::new(env!("CARGO_BIN_EXE_bridge"))
        .args(["history", "-v"])
        .current_dir(sandbox.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_is_not_adopted_yet_is_said() {
    let sandbox = Sandbox::lived_in();
    copy(
        &repository().join("migrations"),
        &sandbox.path().join("migrations"),
    );
    let before = files(sandbox.path());
    sandbox
        .bridge(&["current"])
        .exits(0)
        .says("nothing applied, 8 pending")
        .says("5 of the pending are not adopted yet")
        .says("`bridge adopt` or the next `bridge upgrade`");
    sandbox
        .bridge(&["check"])
        .exits(0)
        .says("note [not-adopted]: lane `admin-backend`");
    assert!(files(sandbox.path()) == before, "reading wrote something");
}

#[test]
fn satellites_behind_and_ahead() {
    let sandbox = Sandbox::empty();
    let lines = ["bridge main a", "sat chat b", "sat chat c b"];
    project(&sandbox, &["main", "chat"], &lines.map(table));
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    // As after a crash between the two commits: home knows nothing of the last step.
    sql(
        &sandbox,
        "main.db",
        "DELETE FROM bridge_version WHERE revision = 'c'; \
         UPDATE bridge_setting SET value = '1' WHERE name = 'witness:chat'",
    );
    sandbox
        .bridge(&["check"])
        .exits(0)
        .says("note [healing]: satellite `chat`");
    sandbox.bridge(&["current"]).exits(0).says("healing: c");
    sandbox.bridge(&["upgrade"]).exits(0).says("healed     c");
    sandbox.bridge(&["check"]).exits(0).says("all in order");
    sql(
        &sandbox,
        "chat.db",
        "DELETE FROM bridge_witness WHERE revision = 'c'",
    );
    sandbox
        .bridge(&["check"])
        .exits(3)
        .says("finding [behind]: database `chat` is behind");
    sandbox
        .bridge(&["upgrade"])
        .exits(3)
        .says("restored or replaced alone");
}
