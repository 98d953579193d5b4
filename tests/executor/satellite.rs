//! Two databases, one version table.

use bridge::database::DatabaseUrl;
use bridge::run::{Event, RunError, RunRequest};
use bridge_importers::Dialect::{Postgres, Sqlite};

use crate::plans::*;
use crate::postgres_server::Database;

struct Pair {
    folder: tempfile::TempDir,
    home: DatabaseUrl,
    satellite: DatabaseUrl,
    request: RunRequest,
}

fn pair() -> Pair {
    let folder = tempfile::tempdir().unwrap();
    let home = sqlite(&folder.path().join("admin.db"));
    let satellite = sqlite(&folder.path().join("chat.db"));
    let request = request(
        "admin",
        &[("admin", home.clone()), ("chat", satellite.clone())],
    );
    Pair {
        folder,
        home,
        satellite,
        request,
    }
}

fn both() -> bridge::plan::Plan {
    plan(vec![
        up("a", "admin", Sqlite, "CREATE TABLE users (id INT);\n"),
        up("c", "chat", Sqlite, "CREATE TABLE users (name TEXT);\n"),
    ])
}

#[test]
fn both_run_and_home_knows_both() {
    let pair = pair();
    run(&pair.request, &both()).0.unwrap();
    assert_eq!(applied(&pair.home), ["a applied done", "c applied done"]);
    assert_eq!(tables(&pair.satellite), ["bridge_witness", "users"]);
    assert_eq!(
        texts(
            &pair.satellite,
            "SELECT sequence || direction || revision FROM bridge_witness"
        ),
        ["1upc"]
    );
    assert!(run(&pair.request, &both()).0.unwrap().is_empty());
}

#[test]
fn a_failure_in_one_rolls_both_back() {
    let pair = pair();
    let mut plan = both();
    plan.segments[0]
        .steps
        .push(up("d", "admin", Sqlite, "CREATE TABLE users (id INT);\n"));
    let (outcome, _) = run(&pair.request, &plan);
    assert!(matches!(outcome, Err(RunError::Statement(_))));
    assert_eq!(tables(&pair.home), Vec::<String>::new());
    assert_eq!(tables(&pair.satellite), Vec::<String>::new());
}

#[test]
fn a_failure_in_home_on_postgres_rolls_a_sqlite_satellite_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = Database::new();
    let satellite = sqlite(&folder.path().join("chat.db"));
    let request = request(
        "admin",
        &[("admin", home.url()), ("chat", satellite.clone())],
    );
    let plan = plan(vec![
        up("c", "chat", Sqlite, "CREATE TABLE users (name TEXT);\n"),
        up("a", "admin", Postgres, "CREATE TABLE users (id INT);\n"),
        up("b", "admin", Postgres, "CREATE TABLE users (id INT);\n"),
    ]);
    let error = run(&request, &plan).0.unwrap_err();
    assert!(matches!(error, RunError::Statement(_)), "{error}");
    assert_eq!(tables(&home.url()), Vec::<String>::new());
    assert_eq!(tables(&satellite), Vec::<String>::new());
}

#[test]
fn a_lost_commit_of_home_is_healed_by_the_witness() {
    let pair = pair();
    let home_file = pair.folder.path().join("admin.db");
    run(
        &pair.request,
        &plan(vec![up(
            "a",
            "admin",
            Sqlite,
            "CREATE TABLE users (id INT);\n",
        )]),
    )
    .0
    .unwrap();
    // Home as it was before the second run: as if its commit had been lost.
    let before = std::fs::read(&home_file).unwrap();
    run(&pair.request, &both()).0.unwrap();
    std::fs::write(&home_file, before).unwrap();
    assert_eq!(applied(&pair.home), ["a applied done"]);

    let (outcome, events) = run(&pair.request, &both());
    let report = outcome.unwrap();
    assert_eq!(report.healed, ["c"]);
    assert!(report.steps.is_empty());
    assert!(events.iter().any(
        |event| matches!(event, Event::Healed { database, revision, .. } if database == "chat" && revision == "c")
    ));
    assert_eq!(applied(&pair.home), ["a applied done", "c applied done"]);
    assert!(run(&pair.request, &both()).0.unwrap().is_empty());
}

#[test]
fn a_satellite_that_was_restored_alone_is_refused() {
    let pair = pair();
    run(&pair.request, &both()).0.unwrap();
    let file = pair.folder.path().join("chat.db");
    let before = std::fs::read(&file).unwrap();
    let more = plan(vec![up("e", "chat", Sqlite, "CREATE TABLE e (id INT);\n")]);
    run(&pair.request, &more).0.unwrap();
    std::fs::write(&file, before).unwrap();
    let error = run(&pair.request, &more).0.unwrap_err();
    assert!(
        error.to_string().contains("database `chat` is behind"),
        "{error}"
    );
    assert!(error.advice().unwrap().contains("Restore both"));
}

#[test]
fn one_file_under_two_names_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder.path().join("a.db"));
    connect(&url);
    let request = request("a", &[("a", url.clone()), ("b", url)]);
    assert!(matches!(
        run(&request, &both()).0,
        Err(RunError::SameFile { .. })
    ));
}
