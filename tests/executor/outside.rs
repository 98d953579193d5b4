//! Steps outside a transaction: how they fail, and how they go on.

use std::sync::Arc;

use bridge::database::{Connection, DatabaseUrl};
use bridge::plan::{Mode, Plan, Progress, RowState, State, Step, Work};
use bridge::run::{Event, Report, RunError, RunRequest, execute};
use bridge_importers::program::{Kind, Program};
use bridge_importers::{Dialect, Direction};

use crate::plans::*;
use crate::postgres_server::Database;

fn outside(steps: Vec<Step>) -> Plan {
    let mut plan = plan(Vec::new());
    plan.segments = vec![segment(Mode::Outside, steps)];
    plan
}

/// Runs a plan whose first step goes on where the database says it stopped.
fn go_on(request: &RunRequest, plan: &Plan) -> (Result<Report, RunError>, Vec<Event>) {
    let mut events = Vec::new();
    let mut planner = |state: &State| {
        let is_done = |step: &Step| {
            let row = state.versions.get(step.revision.as_str());
            row.is_some_and(|row| row.state == RowState::Done)
        };
        let mut plan = plan.clone();
        for segment in &mut plan.segments {
            segment.steps.retain(|step| !is_done(step));
            for step in &mut segment.steps {
                step.resume = state.progress.get(&step.revision).cloned();
            }
        }
        Ok(plan)
    };
    let outcome = execute(request, &mut planner, &mut |event| events.push(event));
    (outcome, events)
}

/// What a crash leaves: the row of `b`, and how far it was.
fn cut_off(connection: &mut dyn Connection, done: u32, in_doubt: bool) {
    let progress = Progress {
        run: "r".to_owned(),
        direction: Direction::Up,
        checksum: "c".to_owned(),
        done,
        in_doubt,
        names: Default::default(),
    };
    let text = serde_json::to_string(&progress).unwrap();
    connection
        .execute(&format!(
            "UPDATE bridge_version SET state = 'running', statements_done = {done} WHERE revision = 'b'; \
             CREATE TABLE IF NOT EXISTS bridge_setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL); \
             INSERT INTO bridge_setting VALUES ('running:b', '{text}')"
        ))
        .unwrap();
}

const INDEX: &str = "INSERT INTO t VALUES (9);\nCREATE UNIQUE INDEX CONCURRENTLY ix ON t (a);\n";

fn indexes(database: &Database) -> Vec<String> {
    texts(
        &database.url(),
        "SELECT c.relname || ' ' || i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'ix%'",
    )
}

/// A database with `b` applied and then set back to where a crash left it.
fn with_an_index_in_doubt(sql: &str) -> (Database, RunRequest, Plan) {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let made = "CREATE TABLE t (a INT);\n";
    run(
        &request,
        &plan(vec![up("a", "main", Dialect::Postgres, made)]),
    )
    .0
    .unwrap();
    let step = up("b", "main", Dialect::Postgres, INDEX);
    let plan = outside(vec![step]);
    run(&request, &plan).0.unwrap();
    let mut connection = database.connect();
    connection.execute(sql).ok();
    cut_off(connection.as_mut(), 1, true);
    (database, request, plan)
}

#[test]
fn an_index_that_a_crash_left_invalid_is_made_again() {
    // Two equal rows make the index fail, which leaves it invalid.
    let (database, request, plan) = with_an_index_in_doubt("DROP INDEX ix");
    let mut connection = database.connect();
    connection.execute("INSERT INTO t VALUES (9)").unwrap();
    connection
        .execute("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)")
        .unwrap_err();
    connection
        .execute("DELETE FROM t WHERE ctid = (SELECT max(ctid) FROM t)")
        .unwrap();
    assert_eq!(indexes(&database), ["ix false"]);
    let (outcome, events) = go_on(&request, &plan);
    outcome.unwrap();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Resumed { done: 1, .. }))
    );
    assert_eq!(indexes(&database), ["ix true"]);
    assert_eq!(
        texts(&database.url(), "SELECT count(*)::text FROM t"),
        ["1"]
    );
    assert_eq!(
        applied(&database.url()),
        ["a applied done", "b applied done"]
    );
    assert!(texts(&database.url(), "SELECT name FROM bridge_setting").is_empty());
}

/// `REINDEX CONCURRENTLY` of two sessions leaves indexes that look the same.
#[test]
fn what_another_session_rebuilds_is_left_alone() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let made = "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1), (1);\nCREATE INDEX ix ON t (a);\n\
                CREATE TABLE other (a INT);\nINSERT INTO other VALUES (1), (1);\n";
    let first = plan(vec![up("a", "main", Dialect::Postgres, made)]);
    run(&request, &first).0.unwrap();
    let text = "INSERT INTO t VALUES (2);\nREINDEX INDEX CONCURRENTLY ix;\n";
    let plan = outside(vec![up("b", "main", Dialect::Postgres, text)]);
    run(&request, &plan).0.unwrap();
    let mut connection = database.connect();
    cut_off(connection.as_mut(), 1, true);
    for table in ["t", "other"] {
        connection
            .execute(&format!(
                "CREATE UNIQUE INDEX CONCURRENTLY ix_{table}_ccnew ON {table} (a)"
            ))
            .unwrap_err();
    }
    let mut busy = database.connect();
    busy.execute("BEGIN; LOCK TABLE other IN SHARE UPDATE EXCLUSIVE MODE")
        .unwrap();
    go_on(&request, &plan).0.unwrap();
    let mut left = indexes(&database);
    left.sort();
    assert_eq!(left, ["ix true", "ix_other_ccnew false"]);
}

#[test]
fn an_index_that_was_made_before_the_crash_is_not_made_again() {
    let (database, request, plan) = with_an_index_in_doubt("SELECT 1");
    go_on(&request, &plan).0.unwrap();
    assert_eq!(indexes(&database), ["ix true"]);
    assert_eq!(
        applied(&database.url()),
        ["a applied done", "b applied done"]
    );
}

#[test]
fn an_index_that_fails_leaves_nothing_invalid() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let made = "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (9);\n";
    run(
        &request,
        &plan(vec![up("a", "main", Dialect::Postgres, made)]),
    )
    .0
    .unwrap();
    let step = up("b", "main", Dialect::Postgres, INDEX);
    let error = run(&request, &outside(vec![step.clone()])).0.unwrap_err();
    assert!(
        error.advice().unwrap().contains("1 of its statements stay"),
        "{error}"
    );
    assert_eq!(indexes(&database), Vec::<String>::new());
    // The cause is removed, and the next run goes on after the first statement.
    database
        .connect()
        .execute("DELETE FROM t WHERE ctid = (SELECT max(ctid) FROM t)")
        .unwrap();
    go_on(&request, &outside(vec![step])).0.unwrap();
    assert_eq!(indexes(&database), ["ix true"]);
}

#[test]
fn a_first_statement_that_fails_leaves_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    run(
        &request,
        &plan(vec![up(
            "a",
            "main",
            Dialect::Sqlite,
            "CREATE TABLE t (a INT);\n",
        )]),
    )
    .0
    .unwrap();
    let bad = up(
        "b",
        "main",
        Dialect::Sqlite,
        "CREATE TABLE t (a INT);\nVACUUM;\n",
    );
    let error = run(&request, &outside(vec![bad])).0.unwrap_err();
    assert!(
        error
            .advice()
            .unwrap()
            .contains("none of its statements stays"),
        "{error}"
    );
    assert_eq!(applied(&url), ["a applied done"]);
    assert!(texts(&url, "SELECT name FROM bridge_setting").is_empty());
}

/// A program with rows before, in and after its block, which fails where it is told to.
const PROGRAM: &str = "
import sqlalchemy as sa
from alembic import op

def row(number):
    bind = op.get_bind()
    if bind.scalar(sa.text('SELECT count(*) FROM stops WHERE a = :a'), {'a': number}):
        raise ValueError('told to')
    bind.execute(sa.text('INSERT INTO t VALUES (:a)'), {'a': number})

def upgrade():
    row(1)
    with op.get_context().autocommit_block():
        row(2)
    row(3)
    row(4)
";

fn program(revision: &str, dialect: Dialect) -> Step {
    program_of(PROGRAM, revision, dialect)
}

fn program_of(text: &str, revision: &str, dialect: Dialect) -> Step {
    let program = Program {
        kind: Kind::Alembic,
        path: "b.py".to_owned(),
        text: text.to_owned(),
        modules: Vec::new(),
        written_types: Vec::new(),
        files: Vec::new(),
        naming_convention: Vec::new(),
        types: Default::default(),
        configuration: Default::default(),
    };
    Step {
        work: Work::Program(Arc::new(program)),
        ..up(revision, "main", dialect, "")
    }
}

/// The rows that stay where a program stops at a number, and the error.
fn stopped_at(
    url: DatabaseUrl,
    dialect: Dialect,
    number: u32,
) -> (RunRequest, Vec<String>, RunError) {
    let request = request("main", &[("main", url.clone())]);
    let made = format!(
        "CREATE TABLE t (a INT);\nCREATE TABLE stops (a INT);\nINSERT INTO stops VALUES ({number});\n"
    );
    run(&request, &plan(vec![up("a", "main", dialect, &made)]))
        .0
        .unwrap();
    let error = run(&request, &outside(vec![program("b", dialect)]))
        .0
        .unwrap_err();
    let rows = texts(&url, "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    connect(&url).execute("DELETE FROM stops").unwrap();
    (request, rows, error)
}

/// Nothing was committed before the block: the next run begins anew.
fn before_the_block(url: DatabaseUrl, dialect: Dialect) {
    let (request, rows, error) = stopped_at(url.clone(), dialect, 1);
    assert!(rows.is_empty(), "{rows:?}");
    let advice = error.advice().unwrap();
    assert!(advice.contains("none of its statements stays"), "{advice}");
    assert_eq!(applied(&url), ["a applied done"]);
    assert!(texts(&url, "SELECT name FROM bridge_setting").is_empty());
    run(&request, &outside(vec![program("b", dialect)]))
        .0
        .unwrap();
    let rows = texts(&url, "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    assert_eq!(rows, ["1", "2", "3", "4"]);
    assert_eq!(applied(&url), ["a applied done", "b applied done"]);
    assert!(texts(&url, "SELECT name FROM bridge_setting").is_empty());
}

/// What the block committed stays, what came after it does not, and that is said.
fn after_the_block(url: DatabaseUrl, dialect: Dialect) {
    let (_, rows, error) = stopped_at(url.clone(), dialect, 4);
    assert_eq!(rows, ["1", "2"]);
    let advice = error.advice().unwrap();
    assert!(advice.contains("the rest was rolled back"), "{advice}");
    assert_eq!(applied(&url), ["a applied done", "b applied running"]);
    let kept = texts(
        &url,
        "SELECT value FROM bridge_setting WHERE name = 'running:b'",
    );
    assert!(kept[0].contains("\"in_doubt\":true"), "{kept:?}");
}

#[test]
fn a_program_keeps_what_its_block_committed_on_sqlite() {
    for case in [before_the_block, after_the_block] {
        let folder = tempfile::tempdir().unwrap();
        case(sqlite(&folder.path().join("main.db")), Dialect::Sqlite);
    }
}

#[test]
fn a_program_keeps_what_its_block_committed_on_postgres() {
    for case in [before_the_block, after_the_block] {
        let database = Database::new();
        case(database.url(), Dialect::Postgres);
    }
}

#[test]
fn what_a_program_commits_itself_is_not_done_again() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let made = "CREATE TABLE t (a INT);\n";
    run(
        &request,
        &plan(vec![up("a", "main", Dialect::Postgres, made)]),
    )
    .0
    .unwrap();
    // A conflict is tried again where everything was given back.
    let text = "
import sqlalchemy as sa
from alembic import op

def upgrade():
    bind = op.get_bind()
    bind.execute(sa.text('INSERT INTO t SELECT count(*) FROM t'))
    op.execute('COMMIT')
    bind.execute(sa.text('INSERT INTO t VALUES (7)'))
    op.execute(\"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$\")
    with op.get_context().autocommit_block():
        pass
";
    let step = program_of(text, "b", Dialect::Postgres);
    let error = run(&request, &outside(vec![step])).0.unwrap_err();
    let advice = error.advice().unwrap();
    assert!(advice.contains("Compare the database with it"), "{advice}");
    let rows = texts(&database.url(), "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    assert_eq!(rows, ["0", "7"]);
    assert_eq!(
        applied(&database.url()),
        ["a applied done", "b applied running"]
    );
}

#[test]
fn a_program_that_was_cut_off_before_its_block_begins_anew() {
    let database = Database::new();
    let (request, _, _) = stopped_at(database.url(), Dialect::Postgres, 1);
    let plan = outside(vec![program("b", Dialect::Postgres)]);
    run(&request, &plan).0.unwrap();
    let mut connection = connect(&database.url());
    cut_off(connection.as_mut(), 0, false);
    connection.execute("DELETE FROM t").unwrap();
    go_on(&request, &plan).0.unwrap();
    let rows = texts(&database.url(), "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    assert_eq!(rows, ["1", "2", "3", "4"]);
    assert_eq!(
        applied(&database.url()),
        ["a applied done", "b applied done"]
    );
}

#[test]
fn what_counts_for_a_transaction_counts_for_what_comes_behind_it() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let text = "CREATE TABLE t (a TEXT);\nSET LOCAL bridge.x = 'y';\n\
        INSERT INTO t SELECT current_setting('bridge.x');\n\
        -- bridge:autocommit\nCREATE INDEX CONCURRENTLY ix ON t (a);\n-- bridge:end\n\
        INSERT INTO t SELECT 'then ' || current_setting('bridge.x');\n";
    let step = up("a", "main", Dialect::Postgres, text);
    run(&request, &outside(vec![step])).0.unwrap();
    assert_eq!(
        texts(&database.url(), "SELECT a FROM t ORDER BY a DESC"),
        ["y", "then "]
    );
    let bad = "SET LOCAL bridge.x = 'y';\nINSERT INTO t VALUES ('gone');\nINSERT INTO nowhere VALUES (1);\nVACUUM t;\n";
    let step = up("b", "main", Dialect::Postgres, bad);
    let error = run(&request, &outside(vec![step])).0.unwrap_err();
    let advice = error.advice().unwrap();
    assert!(advice.contains("none of its statements stays"), "{advice}");
    assert_eq!(
        texts(&database.url(), "SELECT a FROM t ORDER BY a DESC"),
        ["y", "then "]
    );
}

#[test]
fn what_a_script_commits_itself_is_counted_in_that_commit() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let text = "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nCOMMIT;\nINSERT INTO t VALUES (2);\n\
        INSERT INTO nowhere VALUES (1);\n-- bridge:autocommit\nVACUUM t;\n-- bridge:end\n";
    let step = up("a", "main", Dialect::Postgres, text);
    let error = run(&request, &outside(vec![step.clone()])).0.unwrap_err();
    let advice = error.advice().unwrap();
    assert!(advice.contains("4 of its statements stay"), "{advice}");
    let mut connection = connect(&database.url());
    connection.execute("CREATE TABLE nowhere (a INT)").unwrap();
    go_on(&request, &outside(vec![step])).0.unwrap();
    let rows = texts(&database.url(), "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    assert_eq!(rows, ["1", "2"]);
}

#[test]
fn what_stands_behind_a_commit_runs_by_itself_in_a_later_run_too() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    // A value of an enum is of use once its transaction has ended.
    let text = "CREATE TYPE k AS ENUM ('a');\nCREATE TABLE t (a k);\nCOMMIT;\nINSERT INTO nowhere VALUES (1);\n\
        ALTER TYPE k ADD VALUE 'b';\nINSERT INTO t VALUES ('b');\n-- bridge:autocommit\nVACUUM t;\n-- bridge:end\n";
    let step = up("a", "main", Dialect::Postgres, text);
    run(&request, &outside(vec![step.clone()])).0.unwrap_err();
    let mut connection = connect(&database.url());
    connection.execute("CREATE TABLE nowhere (a INT)").unwrap();
    go_on(&request, &outside(vec![step])).0.unwrap();
    assert_eq!(
        texts(&database.url(), "SELECT CAST(a AS TEXT) FROM t"),
        ["b"]
    );
}

#[test]
fn what_comes_before_a_block_is_one_transaction() {
    let database = Database::new();
    let request = request("main", &[("main", database.url())]);
    let text = "CREATE TEMP TABLE x (a INT)\n ON COMMIT\n DELETE ROWS;\nCREATE TABLE t (a INT, at TIMESTAMPTZ);\n\
        INSERT INTO x VALUES (1);\nINSERT INTO t SELECT a, now() FROM x;\n\
        INSERT INTO t SELECT 2, at FROM t WHERE at = now();\n\
        -- bridge:autocommit\nVACUUM t;\n-- bridge:end\nINSERT INTO t SELECT a, now() FROM x;\n";
    let step = up("a", "main", Dialect::Postgres, text);
    run(&request, &outside(vec![step])).0.unwrap();
    let rows = texts(&database.url(), "SELECT CAST(a AS TEXT) FROM t ORDER BY a");
    assert_eq!(rows, ["1", "2"]);
}

#[test]
fn on_a_satellite_the_progress_is_beside_the_statements() {
    let folder = tempfile::tempdir().unwrap();
    let home = sqlite(&folder.path().join("admin.db"));
    let satellite = sqlite(&folder.path().join("chat.db"));
    let request = request(
        "admin",
        &[("admin", home.clone()), ("chat", satellite.clone())],
    );
    run(
        &request,
        &plan(vec![up(
            "a",
            "admin",
            Dialect::Sqlite,
            "CREATE TABLE t (a INT);\n",
        )]),
    )
    .0
    .unwrap();
    // The first segment of a run is outside, on the satellite.
    let text = "CREATE TABLE u (a INT);\nVACUUM;\nINSERT INTO nowhere VALUES (1);\n";
    let bad = up("b", "chat", Dialect::Sqlite, text);
    run(&request, &outside(vec![bad])).0.unwrap_err();
    assert_eq!(applied(&home), ["a applied done", "b applied running"]);
    let kept = texts(
        &satellite,
        "SELECT value FROM bridge_setting WHERE name = 'running:b'",
    );
    assert!(kept[0].contains("\"done\":2"), "{kept:?}");
    connect(&satellite)
        .execute("CREATE TABLE nowhere (a INT)")
        .unwrap();
    let again = up("b", "chat", Dialect::Sqlite, text);
    go_on(&request, &outside(vec![again])).0.unwrap();
    assert_eq!(applied(&home), ["a applied done", "b applied done"]);
    assert_eq!(
        texts(&satellite, "SELECT CAST(count(*) AS TEXT) FROM nowhere"),
        ["1"]
    );
    assert!(texts(&satellite, "SELECT name FROM bridge_setting").is_empty());
}

#[test]
fn a_run_that_went_the_other_way_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let mut plan = plan(vec![up(
        "a",
        "main",
        Dialect::Sqlite,
        "CREATE TABLE t (a INT);\n",
    )]);
    plan.segments.push(segment(
        Mode::Transaction,
        vec![up(
            "b",
            "main",
            Dialect::Sqlite,
            "CREATE TABLE u (a INT);\n",
        )],
    ));
    let mut segments = 0;
    let error = execute(
        &request,
        &mut |state| Ok(remaining(&plan, state)),
        &mut |event| {
            if matches!(event, Event::SegmentStarted { .. }) {
                segments += 1;
                if segments == 2 {
                    // Somebody takes the first one back in between.
                    connect(&url)
                        .execute("DELETE FROM bridge_version WHERE revision = 'a'")
                        .unwrap();
                }
            }
        },
    )
    .unwrap_err();
    assert!(
        matches!(
            error,
            RunError::Overtaken {
                same_way: false,
                ..
            }
        ),
        "{error}"
    );
}
