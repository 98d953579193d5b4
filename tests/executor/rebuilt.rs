//! Tables that are rebuilt on SQLite, and foreign keys.

use bridge::plan::Mode;
use bridge_importers::Dialect::Sqlite;

use crate::plans::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The classes are those of Alembic's batch mode.
#[test]
fn what_the_table_of_a_batch_lacks_is_caught() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url)
        .execute("CREATE TABLE users (id INT)")
        .unwrap();
    let script = "\
-- bridge:try
-- bridge:batch users
-- bridge: drop constraint nope
-- bridge:end
-- bridge:except ValueError
CREATE TABLE no_constraint (a INT);
-- bridge:end
-- bridge:try
-- bridge:batch users
-- bridge: drop column nope
-- bridge:end
-- bridge:except ValueError
CREATE TABLE never (a INT);
-- bridge:except KeyError
CREATE TABLE no_column (a INT);
-- bridge:end
-- bridge:try
-- bridge:batch nobody
-- bridge: drop column nope
-- bridge:end
-- bridge:except sqlalchemy.exc.NoSuchTableError
CREATE TABLE no_table (a INT);
-- bridge:end
";
    let (outcome, _) = run(
        &request("main", &[("main", url.clone())]),
        &plan(vec![up("a", "main", Sqlite, script)]),
    );
    outcome.unwrap();
    assert_eq!(
        tables(&url),
        [
            "bridge_version",
            "no_column",
            "no_constraint",
            "no_table",
            "users"
        ]
    );
}

#[test]
fn a_batch_rebuilds_the_live_table_and_keeps_views_and_rows() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url)
        .execute(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(10), extra TEXT);
             CREATE INDEX ix_name ON users (name);
             CREATE VIEW v AS SELECT name FROM users;
             CREATE TABLE child (id INT, user_id INT REFERENCES users (id) ON DELETE CASCADE);
             INSERT INTO users VALUES (1, 'a', 'x'); INSERT INTO child VALUES (1, 1);",
        )
        .unwrap();
    let script = "\
-- bridge:batch users
-- bridge: alter column name not null
-- bridge: add column age INTEGER
-- bridge:end
";
    let (outcome, _) = run(
        &request("main", &[("main", url.clone())]),
        &plan(vec![up("a", "main", Sqlite, script)]),
    );
    outcome.unwrap();
    assert_eq!(
        texts(
            &url,
            "SELECT name || \"notnull\" FROM pragma_table_info('users')"
        ),
        ["id0", "name1", "extra0", "age0"]
    );
    assert_eq!(texts(&url, "SELECT name FROM v"), ["a"]);
    assert_eq!(
        texts(&url, "SELECT CAST(count(*) AS TEXT) FROM child"),
        ["1"]
    );
    assert_eq!(
        texts(
            &url,
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ),
        ["ix_name"]
    );
}

#[test]
fn only_new_foreign_key_violations_fail() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    connect(&url)
        .execute(
            "PRAGMA foreign_keys=OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);
             CREATE TABLE c (p INT REFERENCES p (id)); INSERT INTO c VALUES (7);",
        )
        .unwrap();
    let request = request("main", &[("main", url.clone())]);
    run(
        &request,
        &plan(vec![up("a", "main", Sqlite, "INSERT INTO p VALUES (1);\n")]),
    )
    .0
    .unwrap();
    let (outcome, _) = run(
        &request,
        &plan(vec![up("b", "main", Sqlite, "INSERT INTO c VALUES (8);\n")]),
    );
    assert_eq!(
        outcome.unwrap_err().to_string(),
        "database `main`: the revisions leave rows that refer to nothing: table c, row 2, refers to no row of p"
    );
    assert_eq!(applied(&url), ["a applied done"]);
}

/// With them enforced, dropping the old table would empty those that refer to it.
#[test]
fn a_table_is_rebuilt_where_a_step_has_switched_foreign_keys_on() {
    let folder = folder();
    let url = sqlite(&folder.path().join("main.db"));
    let request = request("main", &[("main", url.clone())]);
    let mut upgrade = plan(vec![up(
        "a",
        "main",
        Sqlite,
        "CREATE TABLE p (id INTEGER PRIMARY KEY, n INT);\n\
         CREATE TABLE c (p INT REFERENCES p (id) ON DELETE CASCADE);\n\
         INSERT INTO p VALUES (1, 2);\nINSERT INTO c VALUES (1);\n",
    )]);
    upgrade.segments.push(segment(
        Mode::Outside,
        vec![up(
            "b",
            "main",
            Sqlite,
            "PRAGMA foreign_keys=ON;\n-- bridge:batch p\n-- bridge: alter column n type TEXT\n-- bridge:end\n\
             CREATE TABLE seen AS SELECT CAST(foreign_keys AS TEXT) AS at FROM pragma_foreign_keys;\n",
        )],
    ));
    run(&request, &upgrade).0.unwrap();
    assert_eq!(texts(&url, "SELECT CAST(count(*) AS TEXT) FROM c"), ["1"]);
    assert_eq!(texts(&url, "SELECT at FROM seen"), ["1"]);
}
