//! Rehearsals on a database in memory.

use bridge::database::Connection;
use bridge::database::sqlite::SqliteConnection;
use bridge::plan::{Mode, Work};
use bridge::run::{RehearsalStep, Variables, rehearse};
use bridge_importers::Dialect::Sqlite;
use bridge_importers::{Direction, script};

fn step<'a>(revision: &'a str, work: &'a Work, variables: &'a Variables) -> RehearsalStep<'a> {
    RehearsalStep {
        revision,
        database: "main",
        direction: Direction::Up,
        mode: Mode::Transaction,
        file: revision,
        work,
        variables,
    }
}

#[test]
fn the_sql_of_batches_is_given_and_the_first_failure_named() {
    let texts = [
        "CREATE TABLE t (a INT, b TEXT);\n",
        "-- bridge:if table(\"no\")\n-- bridge:batch t\n-- bridge: drop column b\n-- bridge:end\n-- bridge:end\n\
         -- bridge:batch t\n-- bridge: alter column a rename to c\n-- bridge:end\n",
        "CREATE TABLE kept (a INT);\nALTER TABLE t ADD COLUMN c INT;\n",
        "CREATE TABLE never (a INT);\n",
    ];
    let scripts: Vec<Work> = texts
        .iter()
        .map(|text| script::read(text, Sqlite).unwrap().into())
        .collect();
    let variables = Variables::default();
    let steps: Vec<_> = ["a", "b", "c", "d"]
        .into_iter()
        .zip(&scripts)
        .map(|(revision, script)| step(revision, script, &variables))
        .collect();
    let mut connection: Box<dyn Connection> = Box::new(SqliteConnection::in_memory().unwrap());
    let rehearsal = rehearse(&mut connection, &steps).unwrap();
    assert_eq!(rehearsal.done, 2);
    let [batch] = &rehearsal.batches[..] else {
        panic!("{:?}", rehearsal.batches);
    };
    // The block that did not run is counted, so that numbers are places in the file.
    assert_eq!((batch.revision.as_str(), batch.number), ("b", 1));
    assert!(batch.sql[0].starts_with("CREATE TABLE"), "{:?}", batch.sql);
    let failure = rehearsal.failure.unwrap();
    assert_eq!((failure.revision.as_str(), failure.line), ("c", 2));
    assert!(
        failure.to_string().contains("duplicate column name: c"),
        "{failure}"
    );
    let names: Vec<_> = connection
        .tables()
        .unwrap()
        .into_iter()
        .map(|table| table.name)
        .collect();
    assert_eq!(names, ["t"]);
}
