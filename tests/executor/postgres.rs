//! PostgreSQL.

use std::time::Duration;

use bridge::database::backup::BackupSettings;
use bridge::database::{ConnectError, DatabaseUrl, OpenOptions, open};
use bridge::plan::Mode;
use bridge::run::{Event, RunError, read};
use bridge_importers::Dialect::{Postgres, Sqlite};

use crate::plans::*;
use crate::postgres_server::Database;

#[test]
fn up_failure_and_down() {
    let database = Database::new();
    let url = database.url();
    let request = request("admin", &[("admin", url.clone())]);
    let first = plan(vec![up(
        "a",
        "admin",
        Postgres,
        "CREATE TABLE t (id SERIAL PRIMARY KEY, 名 TEXT DEFAULT ':x $1 %');\n",
    )]);
    run(&request, &first).0.unwrap();
    assert_eq!(applied(&url), ["a applied done"]);
    let error = run(
        &request,
        &plan(vec![
            up("b", "admin", Postgres, "INSERT INTO t (名) VALUES ('x');\n"),
            up(
                "c",
                "admin",
                Postgres,
                "-- 9_x.py:7\nCREATE TABLE t (id INT);\n",
            ),
        ]),
    )
    .0
    .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("relation \"t\" already exists (SQLSTATE 42P07)"),
        "{error}"
    );
    assert!(error.to_string().contains("from 9_x.py:7"), "{error}");
    assert_eq!(applied(&url), ["a applied done"]);
    run(
        &request,
        &plan(vec![down("a", "admin", Postgres, "DROP TABLE t;\n")]),
    )
    .0
    .unwrap();
    assert_eq!(tables(&url), ["bridge_version"]);
}

#[test]
fn a_try_block_keeps_the_transaction() {
    let database = Database::new();
    let url = database.url();
    let script = "\
-- bridge:try sqlalchemy.exc.ProgrammingError
CREATE TABLE kept (a INT);
CREATE TABLE kept (a INT);
-- bridge:end
-- bridge:if table(\"kept\")
CREATE TABLE after (a INT);
-- bridge:end
";
    let (outcome, events) = run(
        &request("admin", &[("admin", url.clone())]),
        &plan(vec![up("a", "admin", Postgres, script)]),
    );
    outcome.unwrap();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Caught { .. }))
    );
    assert_eq!(tables(&url), ["after", "bridge_version", "kept"]);
}

#[test]
fn savepoints_of_a_script_within_a_try_block() {
    let database = Database::new();
    let url = database.url();
    let attempt = "\
-- bridge:try sqlalchemy.exc.ProgrammingError
SAVEPOINT own;
CREATE TABLE kept (a INT);
RELEASE SAVEPOINT own;
-- bridge:except sqlalchemy.exc.ProgrammingError
ROLLBACK TO SAVEPOINT own;
-- bridge:end
";
    let script = format!("{attempt}{attempt}CREATE TABLE after (a INT);\n");
    let (outcome, _) = run(
        &request("admin", &[("admin", url.clone())]),
        &plan(vec![up("a", "admin", Postgres, &script)]),
    );
    outcome.unwrap();
    assert_eq!(tables(&url), ["after", "bridge_version", "kept"]);
}

#[test]
fn outside_a_transaction_and_after_an_enum_value() {
    let database = Database::new();
    let url = database.url();
    let mut plan = plan(vec![up(
        "a",
        "admin",
        Postgres,
        "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);\nALTER TYPE mood ADD VALUE 'ok';\n",
    )]);
    plan.segments.push(segment(
        Mode::Transaction,
        vec![up("b", "admin", Postgres, "INSERT INTO t VALUES ('ok');\n")],
    ));
    plan.segments.push(segment(
        Mode::Outside,
        vec![up(
            "c",
            "admin",
            Postgres,
            "-- bridge:autocommit\nCREATE INDEX CONCURRENTLY ix ON t (m);\n-- bridge:end\n",
        )],
    ));
    run(&request("admin", &[("admin", url.clone())]), &plan)
        .0
        .unwrap();
    assert_eq!(
        applied(&url),
        ["a applied done", "b applied done", "c applied done"]
    );
}

#[test]
fn search_path_and_role_do_not_lead_the_ledgers_astray() {
    let database = Database::new();
    let url = database.url();
    let mut first = up(
        "a",
        "admin",
        Postgres,
        "CREATE SCHEMA other;\nSET search_path TO other;\nCREATE TABLE t (a INT);\n",
    );
    first.resets_session = true;
    let second = up("b", "admin", Postgres, "CREATE TABLE u (a INT);\n");
    run(
        &request("admin", &[("admin", url.clone())]),
        &plan(vec![first, second]),
    )
    .0
    .unwrap();
    let found: Vec<_> = database
        .connect()
        .tables()
        .unwrap()
        .into_iter()
        .map(|table| format!("{}.{}", table.schema.unwrap(), table.name))
        .collect();
    assert_eq!(found, ["other.t", "public.bridge_version", "public.u"]);
}

#[test]
fn a_narrow_version_num_is_widened() {
    let database = Database::new();
    let url = database.url();
    database
        .connect()
        .execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES ('a')")
        .unwrap();
    let long = "an_id_of_more_than_thirty_two_characters";
    let mut request = request("admin", &[("admin", url.clone())]);
    request.ledgers.push(alembic("admin", "admin"));
    let mut step = up(long, "admin", Postgres, "CREATE TABLE t (a INT);\n");
    step.ledger.push(inserted(long));
    let mut plan = plan(vec![step]);
    plan.ledgers.insert("admin".into(), heads(&["a", long]));
    let (outcome, events) = run(&request, &plan);
    outcome.unwrap();
    assert!(
        events.iter().any(|event| matches!(
            event,
            Event::Widened {
                from: 32,
                to: 64,
                ..
            }
        )),
        "{events:?}"
    );
    assert_eq!(
        texts(&url, "SELECT version_num FROM alembic_version ORDER BY 1"),
        ["a", long]
    );
}

#[test]
fn home_on_postgres_with_a_satellite_on_sqlite() {
    let database = Database::new();
    let folder = tempfile::tempdir().unwrap();
    let satellite = sqlite(&folder.path().join("chat.db"));
    let request = request(
        "admin",
        &[("admin", database.url()), ("chat", satellite.clone())],
    );
    let mut both = plan(vec![
        up("c", "chat", Sqlite, "CREATE TABLE users (name TEXT);\n"),
        up("a", "admin", Postgres, "CREATE TABLE users (id INT);\n"),
    ]);
    let mut failing = both.clone();
    failing.segments[0]
        .steps
        .push(up("x", "admin", Postgres, "SELECT 1/0;\n"));
    run(&request, &failing).0.unwrap_err();
    assert_eq!(tables(&satellite), Vec::<String>::new());
    assert_eq!(tables(&database.url()), Vec::<String>::new());
    run(&request, &both).0.unwrap();
    assert_eq!(
        applied(&database.url()),
        ["a applied done", "c applied done"]
    );
    both.segments[0].steps.clear();
    assert!(run(&request, &both).0.unwrap().is_empty());
}

#[test]
fn pg_dump_is_the_backup() {
    let database = Database::new();
    let folder = tempfile::tempdir().unwrap();
    let mut request = request("admin", &[("admin", database.url())]);
    database
        .connect()
        .execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)")
        .unwrap();
    request.backup = Some(BackupSettings::new(folder.path().to_owned(), 2));
    let report = run(
        &request,
        &plan(vec![up(
            "a",
            "admin",
            Postgres,
            "CREATE TABLE u (a INT);\n",
        )]),
    )
    .0
    .unwrap();
    let dump = &report.backups["admin"];
    assert_eq!(dump.extension().unwrap(), "dump");
    assert!(std::fs::read(dump).unwrap().starts_with(b"PGDMP"));
}

#[test]
fn reading_is_a_read_only_transaction() {
    let database = Database::new();
    let mut connection = open(&database.url(), &OpenOptions::read_only()).unwrap();
    let error = connection.execute("CREATE TABLE t (a INT)").unwrap_err();
    assert!(error.is_fatal(), "{error:?}");
    let request = request("admin", &[("admin", database.url())]);
    assert!(read(&request).unwrap().state.populated.is_empty());
}

#[test]
fn a_wrong_password_is_never_printed() {
    let database = Database::new();
    let text = database.text();
    let (before, after) = text.split_once('@').unwrap();
    let (user, _) = before.rsplit_once(':').unwrap();
    let url = DatabaseUrl::parse(
        &format!("{user}:tops%40cret@{after}"),
        std::path::Path::new("/"),
    )
    .unwrap();
    let options = OpenOptions {
        connect_timeout: Duration::from_secs(5),
        ..OpenOptions::read_only()
    };
    let Err(error) = open(&url, &options) else {
        // A server of the tester's own may trust everybody.
        return;
    };
    let shown = format!("{error} {error:?} {}", error.advice());
    assert!(!shown.contains("cret"), "{shown}");
    assert!(
        matches!(&error, ConnectError::Server { code: Some(code), .. } if code == "28P01"),
        "{shown}"
    );
    let mut request = request("admin", &[("admin", url)]);
    request.connect_timeout = Duration::from_secs(5);
    assert!(matches!(read(&request), Err(RunError::Connect { .. })));
}
