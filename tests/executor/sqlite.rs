//! One SQLite database.

use bridge::database::backup::BackupSettings;
use bridge::plan::Mode;
use bridge::run::{Event, RunError, read};
use bridge_importers::Dialect::Sqlite;

use crate::plans::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn up_and_down_keep_the_version_table() {
    let folder = folder();
    let url = sqlite(&folder.path().join("主.db"));
    let request = request("main", &[("main", url.clone())]);
    let upgrade = plan(vec![
        up(
            "a",
            "main",
            Sqlite,
            "CREATE TABLE t (id INTEGER PRIMARY KEY);\n",
        ),
        up(
            "b",
            "main",
            Sqlite,
            "ALTER TABLE t ADD COLUMN 名 TEXT;\nINSERT INTO t (名) VALUES ('資料');\n",
        ),
    ]);
    let (report, events) = run(&request, &upgrade);
    assert_eq!(report.unwrap().steps.len(), 2);
    assert!(matches!(events.last(), Some(Event::Committed { .. })));
    assert_eq!(applied(&url), ["a applied done", "b applied done"]);
    assert_eq!(tables(&url), ["bridge_version", "t"]);

    let (report, events) = run(&request, &upgrade);
    assert!(report.unwrap().is_empty());
    assert_eq!(events, []);

    let downgrade = plan(vec![
        down("b", "main", Sqlite, "ALTER TABLE t DROP COLUMN 名;\n"),
        down("a", "main", Sqlite, "DROP TABLE t;\n"),
    ]);
    run(&request, &downgrade).0.unwrap();
    assert_eq!(applied(&url), Vec::<String>::new());
    assert_eq!(tables(&url), ["bridge_version"]);
}

#[test]
fn a_script_that_reads_the_version_table_finds_the_steps_before_it() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let copy = "CREATE TABLE seen AS SELECT revision FROM Bridge_Version ORDER BY 1;\n";
    let upgrade = plan(vec![
        up("a", "main", Sqlite, "CREATE TABLE t (id INT);\n"),
        up("b", "main", Sqlite, "CREATE TABLE u (id INT);\n"),
        up("c", "main", Sqlite, copy),
        up("d", "main", Sqlite, "CREATE TABLE v (id INT);\n"),
    ]);
    run(&request, &upgrade).0.unwrap();
    assert_eq!(texts(&url, "SELECT revision FROM seen"), ["a", "b"]);
    assert_eq!(applied(&url).len(), 4);
}

#[test]
fn a_missing_file_is_an_error_without_create() {
    let folder = folder();
    let path = folder.path().join("none.db");
    let mut request = request("main", &[("main", sqlite(&path))]);
    request.create = false;
    let (outcome, _) = run(
        &request,
        &plan(vec![up("a", "main", Sqlite, "SELECT 1;\n")]),
    );
    assert!(matches!(outcome, Err(RunError::Connect { .. })));
    assert!(!path.exists());
}

#[test]
fn a_failing_statement_leaves_nothing_and_names_its_place() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    run(
        &request,
        &plan(vec![up("a", "main", Sqlite, "CREATE TABLE t (id INT);\n")]),
    )
    .0
    .unwrap();
    let script = "CREATE TABLE u (id INT);\n-- 003_x.py:20\nCREATE TABLE t (id INT);\n";
    let (outcome, _) = run(
        &request,
        &plan(vec![
            up("b", "main", Sqlite, "INSERT INTO t VALUES (1);\n"),
            up("c", "main", Sqlite, script),
        ]),
    );
    let error = outcome.unwrap_err();
    let text = error.to_string().replace(
        &folder.path().join("main.db").display().to_string(),
        "main.db",
    );
    insta::assert_snapshot!(text, @r"
    the upgrade of revision c failed in database `main` (main.db)
      at c/up.sql:3, from 003_x.py:20
        CREATE TABLE t (id INT)
      table t already exists (SQLite 1)
    ");
    assert!(error.advice().unwrap().contains("rolled back"));
    assert_eq!(applied(&url), ["a applied done"]);
    assert_eq!(tables(&url), ["bridge_version", "t"]);
    assert_eq!(texts(&url, "SELECT CAST(count(*) AS TEXT) FROM t"), ["0"]);
}

#[test]
fn guards_and_tries_follow_the_live_catalogue() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url)
        .execute("CREATE TABLE users (id INT)")
        .unwrap();
    let script = "\
-- bridge:let had_users = table(\"users\")
-- bridge:if not had_users
CREATE TABLE users (id INT);
-- bridge:else
ALTER TABLE users ADD COLUMN mail TEXT;
-- bridge:end
-- bridge:try sqlalchemy.exc.OperationalError
CREATE TABLE kept (a INT);
CREATE TABLE users (id INT);
CREATE TABLE never (a INT);
-- bridge:except Exception
CREATE TABLE handled (a INT);
-- bridge:end
CREATE TABLE after (a INT);
";
    // The caught class decides which body runs, so the first clause is given a body of its own.
    let (outcome, events) = run(
        &request("main", &[("main", url.clone())]),
        &plan(vec![up("a", "main", Sqlite, script)]),
    );
    outcome.unwrap();
    assert!(events.iter().any(
        |event| matches!(event, Event::Caught { message, .. } if message.contains("already exists"))
    ));
    let tables = tables(&url);
    assert!(tables.contains(&"kept".to_owned()), "{tables:?}");
    assert!(tables.contains(&"after".to_owned()), "{tables:?}");
    assert!(!tables.contains(&"never".to_owned()), "{tables:?}");
    assert_eq!(
        texts(&url, "SELECT name FROM pragma_table_info('users')"),
        ["id", "mail"]
    );
}

#[test]
fn an_error_of_another_class_is_not_caught() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let script = "\
-- bridge:try sqlalchemy.exc.ProgrammingError
CREATE TABLE a (a INT);
CREATE TABLE a (a INT);
-- bridge:end
";
    let (outcome, _) = run(
        &request("main", &[("main", url.clone())]),
        &plan(vec![up("a", "main", Sqlite, script)]),
    );
    assert!(matches!(outcome, Err(RunError::Statement(_))));
    assert_eq!(tables(&url), Vec::<String>::new());
}

#[test]
fn a_failure_says_what_was_committed_before_it() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let segments = |texts: &[(&str, &str)]| {
        let mut plan = plan(Vec::new());
        let one = |(revision, text): &(&str, &str)| {
            segment(Mode::Transaction, vec![up(revision, "main", Sqlite, text)])
        };
        plan.segments = texts.iter().map(one).collect();
        plan
    };
    let fails = ("b", "CREATE TABLE b (a INT);\nCREATE TABLE a (a INT);\n");
    let parts = segments(&[("a", "CREATE TABLE a (a INT);\n"), fails]);
    let request = request("main", &[("main", url.clone())]);
    let (outcome, _) = run(&request, &parts);
    let advice = outcome.unwrap_err().advice().unwrap();
    assert!(
        advice.starts_with("What was committed before stays: a; what failed was rolled back."),
        "{advice}"
    );
    assert_eq!(tables(&url), ["a", "bridge_version"]);
    // Where nothing was, nothing was changed.
    let (outcome, _) = run(&request, &segments(&[fails]));
    let advice = outcome.unwrap_err().advice().unwrap();
    assert!(
        advice.starts_with("Everything was rolled back; no database was changed."),
        "{advice}"
    );
}

#[test]
fn adoption_and_mirroring_are_in_the_same_transaction() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url)
        .execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL); INSERT INTO alembic_version VALUES ('a'); CREATE TABLE t (a INT)")
        .unwrap();
    let mut request = request("main", &[("main", url.clone())]);
    request.ledgers.push(alembic("main", "main"));
    let mut step = up("b", "main", Sqlite, "CREATE TABLE b (a INT);\n");
    step.ledger.push(bridge::plan::LedgerChange::AlembicUpdate {
        from: "a".into(),
        to: "b".into(),
    });
    let mut plan = plan(vec![step]);
    plan.adoptions.push(adoption("main", "main", &["a"]));
    plan.ledgers.insert("main".into(), heads(&["b"]));
    let (outcome, _) = run(&request, &plan);
    assert_eq!(outcome.unwrap().adopted["main"], ["a"]);
    assert_eq!(applied(&url), ["a adopted done", "b applied done"]);
    assert_eq!(
        texts(&url, "SELECT version_num FROM alembic_version"),
        ["b"]
    );

    // What the plan promises of the ledger is read back.
    let mut step = up("c", "main", Sqlite, "CREATE TABLE c (a INT);\n");
    step.ledger.push(inserted("c"));
    let mut wrong = crate::plans::plan(vec![step]);
    wrong.ledgers.insert("main".into(), heads(&["c"]));
    let error = run(&request, &wrong).0.unwrap_err();
    assert_eq!(
        error.to_string(),
        "database `main`, table alembic_version was read back and does not hold what was written: unexpected b"
    );
    assert_eq!(
        texts(&url, "SELECT version_num FROM alembic_version"),
        ["b"]
    );
}

#[test]
fn a_fresh_ledger_is_made_as_its_tool_makes_it() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let mut request = request("main", &[("main", url.clone())]);
    request.ledgers.push(list("main", "main"));
    let mut step = up("20240101_a", "main", Sqlite, "CREATE TABLE t (a INT);\n");
    step.ledger.push(bridge::plan::LedgerChange::ListInsert {
        version: "20240101_a".into(),
        description: "說明".into(),
    });
    run(&request, &plan(vec![step])).0.unwrap();
    let rows = texts(
        &url,
        "SELECT version || '|' || description || '|' || applied_at FROM schema_migrations",
    );
    let now = jiff::Zoned::now().strftime("%Y-%m-%d").to_string();
    assert!(
        rows[0].starts_with(&format!("20240101_a|說明|{now} ")),
        "{rows:?}"
    );
}

#[test]
fn what_a_step_outside_a_transaction_sets_ends_with_it() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let mut sets = up("a", "main", Sqlite, "PRAGMA foreign_keys=ON;\n");
    sets.resets_session = true;
    let mut upgrade = plan(Vec::new());
    upgrade.segments = vec![
        segment(Mode::Outside, vec![sets]),
        segment(
            Mode::Transaction,
            vec![up(
                "b",
                "main",
                Sqlite,
                "CREATE TABLE seen AS SELECT CAST(foreign_keys AS TEXT) AS at FROM pragma_foreign_keys;\n",
            )],
        ),
    ];
    run(&request, &upgrade).0.unwrap();
    assert_eq!(texts(&url, "SELECT at FROM seen"), ["0"]);
}

#[test]
fn steps_outside_a_transaction_keep_their_progress() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let mut good = plan(vec![up("a", "main", Sqlite, "CREATE TABLE t (a INT);\n")]);
    good.segments.push(segment(
        Mode::Outside,
        vec![up(
            "b",
            "main",
            Sqlite,
            "VACUUM;\nCREATE TABLE u (a INT);\n",
        )],
    ));
    good.segments.push(segment(
        Mode::Transaction,
        vec![up("c", "main", Sqlite, "CREATE TABLE w (a INT);\n")],
    ));
    run(&request, &good).0.unwrap();
    assert_eq!(
        applied(&url),
        ["a applied done", "b applied done", "c applied done"]
    );

    let mut bad = plan(Vec::new());
    bad.segments.push(segment(
        Mode::Outside,
        vec![up(
            "d",
            "main",
            Sqlite,
            "-- bridge:autocommit\nCREATE TABLE x (a INT);\nCREATE TABLE t (a INT);\n-- bridge:end\n",
        )],
    ));
    let error = run(&request, &bad).0.unwrap_err();
    assert!(error.advice().unwrap().contains("1 of its statements stay"));
    assert_eq!(
        texts(
            &url,
            "SELECT state || statements_done FROM bridge_version WHERE revision = 'd'"
        ),
        ["running1"]
    );
}

#[test]
fn a_script_that_ends_the_transaction_is_stopped() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let error = run(
        &request("main", &[("main", url.clone())]),
        &plan(vec![up(
            "a",
            "main",
            Sqlite,
            "CREATE TABLE t (a INT);\nROLLBACK;\n",
        )]),
    )
    .0
    .unwrap_err();
    assert!(
        error.to_string().contains("ended the transaction"),
        "{error}"
    );
    assert_eq!(tables(&url), Vec::<String>::new());
}

#[test]
fn a_backup_is_made_before_a_run_and_not_for_nothing() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let mut request = request("main", &[("main", url.clone())]);
    let backups = folder.path().join("backup/db_bak");
    request.backup = Some(BackupSettings::new(backups.clone(), 5));
    let first = plan(vec![up("a", "main", Sqlite, "CREATE TABLE t (a INT);\n")]);
    assert!(run(&request, &first).0.unwrap().backups.is_empty());
    let second = plan(vec![up("b", "main", Sqlite, "CREATE TABLE u (a INT);\n")]);
    let report = run(&request, &second).0.unwrap();
    let copy = sqlite(&report.backups["main"]);
    assert_eq!(tables(&copy), ["bridge_version", "t"]);
    assert!(run(&request, &second).0.unwrap().is_empty());
    // The backup and what is known of it.
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 2);

    // A backup that fails stops the run.
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "in the way").unwrap();
    let third = plan(vec![up("c", "main", Sqlite, "CREATE TABLE w (a INT);\n")]);
    assert!(matches!(
        run(&request, &third).0,
        Err(RunError::Backup { .. })
    ));
    assert_eq!(tables(&url), ["bridge_version", "t", "u"]);
}

#[test]
fn reading_writes_nothing() {
    let folder = folder();
    let path = folder.path().join("main.db");
    let url = sqlite(&path);
    connect(&url)
        .execute("PRAGMA journal_mode=WAL; CREATE TABLE t (a INT)")
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let mut request = request("main", &[("main", url)]);
    request.create = false;
    let reading = read(&request).unwrap();
    assert!(reading.state.populated.contains("main"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_hot_journal_is_recovered_by_a_run_only() {
    let folder = folder();
    let path = folder.path().join("main.db");
    let url = sqlite(&path);
    connect(&url)
        .execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)")
        .unwrap();
    // A copy of file and journal in the middle of a transaction is what a crash leaves.
    let crashed = folder.path().join("crashed.db");
    {
        let mut writer = connect(&url);
        writer
            .execute(
                "PRAGMA cache_size=1; BEGIN IMMEDIATE; UPDATE t SET a = 2; CREATE TABLE big (a)",
            )
            .unwrap();
        for _ in 0..50 {
            writer
                .execute("INSERT INTO big VALUES (randomblob(4000))")
                .unwrap();
        }
        std::fs::copy(&path, &crashed).unwrap();
        std::fs::copy(
            folder.path().join("main.db-journal"),
            folder.path().join("crashed.db-journal"),
        )
        .unwrap();
    }
    let url = sqlite(&crashed);
    let mut request = request("main", &[("main", url.clone())]);
    request.create = false;
    let before = std::fs::read(&crashed).unwrap();
    let error = read(&request).unwrap_err();
    assert!(error.to_string().contains("recovery is due"), "{error}");
    assert!(error.advice().unwrap().contains("bridge upgrade"));
    assert_eq!(std::fs::read(&crashed).unwrap(), before);
    let (outcome, events) = run(
        &request,
        &plan(vec![up("a", "main", Sqlite, "CREATE TABLE u (a INT);\n")]),
    );
    outcome.unwrap();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Recovered { .. }))
    );
    assert_eq!(texts(&url, "SELECT CAST(a AS TEXT) FROM t"), ["1"]);
}
