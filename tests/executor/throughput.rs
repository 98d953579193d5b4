//! What a run adds to the statements themselves.

use std::fmt::Write as _;
use std::time::Instant;

use bridge_importers::Dialect::Sqlite;

use crate::plans::*;

/// The whole run against one transaction of the same SQL and version rows.
/// The limit is loose: a debug build on a busy machine measures little else
/// than whether the cost per step grows with the number of steps.
#[test]
fn a_thousand_revisions_cost_little_more_than_their_sql() {
    let folder = tempfile::tempdir().unwrap();
    let mut steps = Vec::new();
    let mut floor = String::from(
        "BEGIN; CREATE TABLE v (revision TEXT PRIMARY KEY, message TEXT, checksum TEXT);",
    );
    for number in 0..1000 {
        let sql = format!(
            "CREATE TABLE t{number} (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INT, d INT);\nCREATE INDEX ix{number} ON t{number} (a);\n"
        );
        writeln!(floor, "{sql} INSERT INTO v VALUES ('r{number}', 'm', 'c');").unwrap();
        steps.push(up(&format!("r{number:04}"), "main", Sqlite, &sql));
    }
    floor.push_str("COMMIT;");
    let began = Instant::now();
    connect(&sqlite(&folder.path().join("floor.db")))
        .execute(&floor)
        .unwrap();
    let floor = began.elapsed();
    let url = sqlite(&folder.path().join("main.db"));
    let plan = plan(steps);
    let began = Instant::now();
    run(&request("main", &[("main", url.clone())]), &plan)
        .0
        .unwrap();
    let run = began.elapsed();
    assert_eq!(applied(&url).len(), 1000);
    println!("floor {floor:?}, run {run:?}");
    assert!(run < floor * 4, "floor {floor:?}, run {run:?}");
}
