//! Bad input that needs no Python: the message, the exit code, and that nothing changed.

use std::collections::BTreeMap;

use crate::postgres_server::Database;
use crate::support::handmade::{dump, project, revision, sql, table};
use crate::support::sandbox::{Sandbox, files, sqlite_url};

fn one() -> Sandbox {
    let sandbox = Sandbox::empty();
    project(
        &sandbox,
        &["main"],
        &[table("bridge main a"), table("bridge main b a")],
    );
    sandbox
}

/// Everything in the sandbox but what SQLite keeps beside an open file.
fn everything(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(sandbox.path());
    all.retain(|name, _| !name.ends_with("-wal") && !name.ends_with("-shm"));
    all
}

#[track_caller]
fn refuses(sandbox: &Sandbox, arguments: &[&str], exit: i32, said: &[&str]) {
    let before = everything(sandbox);
    let mut outcome = sandbox.bridge(arguments).exits(exit);
    for text in said {
        outcome = outcome.says(text);
    }
    assert!(everything(sandbox) == before, "{arguments:?} changed files");
}

#[test]
fn a_misspelt_key() {
    let sandbox = one();
    let config = sandbox.read("bridge.toml").replace("home", "hom");
    sandbox.write("bridge.toml", &config);
    for verb in ["upgrade", "current", "check", "history", "repair"] {
        refuses(
            &sandbox,
            &[verb],
            2,
            &["bridge.toml is not valid", "line 3", "hom"],
        );
    }
}

#[test]
fn no_configuration_no_chain_no_url() {
    let sandbox = Sandbox::empty();
    refuses(
        &sandbox,
        &["current"],
        2,
        &["no bridge.toml", "bridge init"],
    );
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:BRIDGE_NOT_SET\"\n",
    );
    refuses(&sandbox, &["upgrade"], 2, &["BRIDGE_NOT_SET", "not set"]);
    refuses(&sandbox, &["history"], 2, &["no file `chain.lock`"]);
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:BRIDGE_NOT_SET\"\n",
    );
    refuses(
        &sandbox,
        &["check"],
        1,
        &["not checked: database main", "BRIDGE_NOT_SET"],
    );
}

#[test]
fn a_missing_file_is_not_made() {
    let sandbox = one();
    for verb in ["upgrade", "current", "repair", "adopt"] {
        refuses(
            &sandbox,
            &[verb],
            1,
            &["there is no database file", "main.db", "--create"],
        );
    }
    refuses(&sandbox, &["check"], 1, &["not checked: database main"]);
    // Where it is, it is said: the URL may mean another place than before.
    sandbox
        .bridge(&["upgrade", "a", "--create"])
        .exits(0)
        .says("main.db is new: there was no such file");
    let again = sandbox.bridge(&["upgrade", "--create"]).exits(0);
    assert!(!again.stderr.contains("is new"), "{}", again.stderr);
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_that_cannot_be_written() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let sandbox = one();
    sandbox.bridge(&["upgrade", "a", "--create"]).exits(0);
    let set = |name: &str, mode: u32| {
        let path = sandbox.path().join(name);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("chmod");
    };
    // The system lets root write everything, so root's tests run the program as nobody.
    let is_root = std::fs::metadata(sandbox.path()).expect("readable").uid() == 0;
    let program = sandbox.path().join("program");
    std::fs::copy(env!("CARGO_BIN_EXE_bridge"), &program).expect("copied");
    set("main.db", 0o444);
    set("migrations", 0o555);
    set("", 0o555);
    let before = everything(&sandbox);
    let run = |arguments: &[&str]| {
        use std::os::unix::process::CommandExt as _;
        let mut command = std::process::Command::new(&program);
        command.args(arguments).current_dir(sandbox.path());
        if is_root {
            command.uid(65534).gid(65534);
        }
        let output = command.output().expect("the program starts");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (output.status.code(), said)
    };
    let mut failures = Vec::new();
    for (arguments, code, text) in [
        (
            &["upgrade", "--no-backup"][..],
            1,
            "cannot be written: the file or its folder is read-only",
        ),
        (&["upgrade"][..], 1, "cannot be written"),
        (&["stamp", "b"][..], 1, "cannot be written"),
        (&["revision", "-m", "x"][..], 1, "cannot write"),
        (&["current"][..], 0, "1 applied, 1 pending"),
        (&["check"][..], 0, "pending in lane bridge: 1"),
    ] {
        let (found, said) = run(arguments);
        if found != Some(code) || !said.contains(text) {
            failures.push(format!("{arguments:?}: {found:?} {said}"));
        }
    }
    let after = everything(&sandbox);
    // Otherwise the folder could not be removed.
    for name in ["", "migrations"] {
        set(name, 0o755);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(before == after);
}

#[test]
fn a_chain_whose_folder_is_a_file() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"sqlite:///./main.db\"\n",
    );
    sandbox.write("migrations", "in the way");
    refuses(&sandbox, &["revision", "-m", "x"], 1, &["migrations"]);
}

#[test]
fn a_backup_that_cannot_be_written_stops_the_run() {
    let sandbox = one();
    sandbox.bridge(&["upgrade", "a", "--create"]).exits(0);
    sandbox.write("backup", "in the way");
    refuses(
        &sandbox,
        &["upgrade"],
        1,
        &["no backup of database `main`", "--no-backup"],
    );
    let alone = sandbox.bridge(&["backup"]).exits(1);
    assert!(!alone.stderr.contains("--no-backup"), "{}", alone.stderr);
}

#[test]
fn a_file_that_is_no_database() {
    let sandbox = one();
    sandbox.write(
        "main.db",
        "this is no database, and long enough for a header to be read",
    );
    refuses(&sandbox, &["upgrade"], 1, &["main"]);
    refuses(&sandbox, &["check"], 1, &["not checked: database main"]);
}

#[test]
fn a_ledger_with_what_the_chain_does_not_know() {
    let sandbox = one();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    sql(
        &sandbox,
        "main.db",
        "UPDATE bridge_version SET revision = 'z' WHERE revision = 'b'",
    );
    refuses(
        &sandbox,
        &["upgrade"],
        1,
        &["ahead of this chain", "`z` (lane `bridge`: makes b)"],
    );
    refuses(&sandbox, &["check"], 3, &["finding [ahead]", "`z`"]);
    refuses(&sandbox, &["current"], 0, &["unknown: z"]);
}

#[test]
fn a_step_that_was_left_running() {
    let sandbox = one();
    sandbox.bridge(&["upgrade", "--create"]).exits(0);
    let update =
        "UPDATE bridge_version SET state = 'running', statements_done = 2 WHERE revision = 'b'";
    sql(&sandbox, "main.db", update);
    refuses(
        &sandbox,
        &["upgrade"],
        3,
        &["2 of its statements are done", "bridge stamp"],
    );
    refuses(&sandbox, &["current"], 0, &["running: b", "bridge stamp"]);
    refuses(&sandbox, &["check"], 3, &["finding [running]"]);
    refuses(&sandbox, &["repair"], 3, &["begun outside a transaction"]);
    refuses(&sandbox, &["repair", "b", "--yes"], 3, &["bridge stamp"]);
}

/// Two databases; the third step fails in the second one.
fn failing() -> Vec<bridge::chain::NewRevision> {
    let mut bad = revision(
        "sat chat d c",
        "CREATE TABLE d (a INTEGER);\n\n-- legacy/d.py:12\nINSERT INTO nowhere VALUES (1);\n",
        None,
    );
    bad.depends_on = vec!["b".to_owned()];
    vec![
        table("bridge main a"),
        table("sat chat c"),
        table("bridge main b a"),
        bad,
    ]
}

#[test]
fn a_failing_statement_rolls_back_both_sqlite_files() {
    let sandbox = Sandbox::empty();
    project(&sandbox, &["main", "chat"], &failing());
    sql(&sandbox, "chat.db", "CREATE TABLE there (a INTEGER)");
    sandbox.bridge(&["upgrade", "a", "--create"]).exits(0);
    let said = [
        "the upgrade of revision d failed in database `chat`",
        "0004_d/up.sql:4",
        "legacy/d.py:12",
        "INSERT INTO nowhere VALUES (1)",
        "no such table: nowhere",
        "Everything was rolled back",
    ];
    refuses(&sandbox, &["upgrade", "--no-backup"], 1, &said);
    let at = |name: &str| dump(&sqlite_url(&sandbox.path().join(name)));
    assert_eq!(at("main.db"), "a\napplied a done");
    assert_eq!(at("chat.db"), "there");
    // One transaction for each revision keeps what succeeded, and says where it stopped.
    sandbox
        .bridge(&["upgrade", "--no-backup", "--per-revision"])
        .exits(1)
        .says("0004_d/up.sql:4");
    assert_eq!(
        at("main.db"),
        "a\nb\napplied a done\napplied c done\napplied b done"
    );
    assert_eq!(at("chat.db"), "c\nthere");
}

#[test]
fn a_failing_statement_rolls_back_postgres_and_sqlite() {
    let server = Database::new();
    let sandbox = Sandbox::empty();
    project(&sandbox, &["main", "chat"], &failing());
    sql(&sandbox, "chat.db", "CREATE TABLE there (a INTEGER)");
    let url = format!("main={}", server.text());
    sandbox
        .bridge(&["upgrade", "a", "--no-backup", "--url", &url])
        .exits(0);
    let said = [
        "revision d failed in database `chat`",
        "0004_d/up.sql:4",
        "Everything was rolled back",
    ];
    refuses(
        &sandbox,
        &["upgrade", "--no-backup", "--url", &url],
        1,
        &said,
    );
    assert_eq!(dump(&server.text()), "a\napplied a done");
    // The other way round: the satellite had succeeded when home failed.
    sql(&sandbox, "chat.db", "CREATE TABLE nowhere (a INTEGER)");
    server
        .connect()
        .execute("CREATE TABLE b (a INTEGER)")
        .expect("made");
    let said = [
        "revision b failed in database `main`",
        "0003_b/up.sql:2",
        "legacy/b.py:7",
        "42P07",
    ];
    refuses(
        &sandbox,
        &["upgrade", "--no-backup", "--url", &url],
        1,
        &said,
    );
    server.connect().execute("DROP TABLE b").expect("dropped");
    sandbox
        .bridge(&["upgrade", "--no-backup", "--url", &url])
        .exits(0);
    assert!(
        dump(&server.text())
            .ends_with("applied a done\napplied c done\napplied b done\napplied d done")
    );
}

#[test]
fn passwords_are_never_printed() {
    let server = Database::new();
    let sandbox = one();
    let (rest, host) = server
        .text()
        .rsplit_once('@')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("a URL");
    let user = rest.rsplit_once(':').expect("a password").0.to_owned();
    let wrong = format!("main={user}:s3cr3t-w0rd@{host}");
    let nowhere = "main=postgresql://postgres:s3cr3t-w0rd@127.0.0.1:1/x";
    for url in [wrong.as_str(), nowhere] {
        for verb in ["upgrade", "current", "check", "repair", "adopt"] {
            for json in [false, true] {
                let mut arguments = vec![verb, "--url", url];
                arguments.extend(json.then_some("--json"));
                let before = everything(&sandbox);
                let outcome = sandbox
                    .bridge(&arguments)
                    .exits(1)
                    .says("cannot connect to 127.0.0.1");
                let all = format!("{}{}", outcome.stdout, outcome.stderr);
                assert!(!all.contains("s3cr3t"), "{all}");
                assert!(everything(&sandbox) == before);
            }
        }
    }
}
