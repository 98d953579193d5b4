//! Runs that meet.

use std::sync::mpsc;
use std::time::Duration;

use bridge::database::DatabaseUrl;
use bridge::run::{Event, RunError, execute};
use bridge_importers::Dialect;

use crate::plans::*;
use crate::postgres_server::Database;

/// Starts a run that holds its lock until told to go on, and a second one meanwhile.
fn second_waits(url: &DatabaseUrl, dialect: Dialect) -> Vec<Event> {
    let request = request("main", &[("main", url.clone())]);
    let plan = plan(vec![up("a", "main", dialect, "CREATE TABLE t (a INT);\n")]);
    let (started, has_started) = mpsc::channel();
    let (go, may_go) = mpsc::channel();
    std::thread::scope(|scope| {
        let (first_request, first_plan) = (request.clone(), plan.clone());
        scope.spawn(move || {
            execute(
                &first_request,
                &mut |state| Ok(remaining(&first_plan, state)),
                &mut |event| {
                    if matches!(event, Event::StepStarted { .. }) {
                        started.send(()).unwrap();
                        may_go.recv().unwrap();
                    }
                },
            )
            .unwrap();
        });
        has_started.recv().unwrap();
        let mut events = Vec::new();
        let mut go = Some(go);
        let report = execute(
            &request,
            &mut |state| Ok(remaining(&plan, state)),
            &mut |event| {
                if matches!(event, Event::LockWaiting { .. })
                    && let Some(go) = go.take()
                {
                    go.send(()).unwrap();
                }
                events.push(event);
            },
        )
        .unwrap();
        assert!(report.is_empty());
        assert_eq!(applied(url), ["a applied done"]);
        events
    })
}

#[test]
fn on_sqlite_a_second_run_waits_and_finds_nothing_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url);
    let events = second_waits(&url, Dialect::Sqlite);
    assert!(matches!(events[0], Event::LockWaiting { .. }));
}

#[test]
fn on_postgres_a_second_run_waits_and_names_the_first() {
    let database = Database::new();
    let events = second_waits(&database.url(), Dialect::Postgres);
    assert!(
        matches!(&events[0], Event::LockWaiting { holder: Some(holder), .. } if holder.contains("(bridge)")),
        "{events:?}"
    );
}

#[test]
fn the_wait_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("main.db"));
    let mut holder = connect(&url);
    holder.execute("BEGIN IMMEDIATE").unwrap();
    let mut request = request("main", &[("main", url.clone())]);
    request.lock_timeout = Duration::from_millis(100);
    let error = run(
        &request,
        &plan(vec![up(
            "a",
            "main",
            Dialect::Sqlite,
            "CREATE TABLE t (a INT);\n",
        )]),
    )
    .0
    .unwrap_err();
    assert!(matches!(error, RunError::Lock { .. }), "{error}");
    assert!(
        error.to_string().contains("main.db is still locked"),
        "{error}"
    );
    holder.rollback().unwrap();
    assert_eq!(tables(&url), Vec::<String>::new());
}

/// Each revision once, whoever does it; everybody ends well.
fn many_at_once(url: &DatabaseUrl, dialect: Dialect) {
    let plan = plan(
        (0..10)
            .map(|number| {
                let sql = format!("CREATE TABLE t{number} (a INT);\n");
                up(&format!("r{number}"), "main", dialect, &sql)
            })
            .collect(),
    );
    let steps: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut request = request("main", &[("main", url.clone())]);
                    request.lock_timeout = Duration::from_secs(60);
                    run(&request, &plan).0.map(|report| report.steps.len())
                })
            })
            .collect();
        runs.into_iter()
            .map(|run| run.join().unwrap().unwrap())
            .sum()
    });
    assert_eq!(steps, 10);
    assert_eq!(applied(url).len(), 10);
}

#[test]
fn many_at_once_on_a_sqlite_file_that_does_not_exist_yet() {
    let folder = tempfile::tempdir().unwrap();
    many_at_once(&sqlite(&folder.path().join("main.db")), Dialect::Sqlite);
}

#[test]
fn many_at_once_on_postgres() {
    let database = Database::new();
    many_at_once(&database.url(), Dialect::Postgres);
}
