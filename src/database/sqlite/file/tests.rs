//! Held against SQLite itself: what is read is what SQLite reads, or nothing.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::DatabaseFile;
use crate::database::connection::{Connection, Given, OpenOptions, Table};
use crate::database::sqlite::resting::{AtRest, RestingFile};
use crate::database::value::{Field, Value};

struct Sandbox {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Sandbox {
    fn of(sql: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("資料.db");
        let sandbox = Self {
            _folder: folder,
            path,
        };
        sandbox.connection().execute_batch(sql).unwrap();
        sandbox
    }

    fn connection(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).unwrap()
    }
}

fn owned(row: &[Field<'_>]) -> Vec<Value> {
    let value = |field: &Field<'_>| match field {
        Field::Integer(number) => Value::Integer(*number),
        Field::Text(text) => Value::Text((*text).to_owned()),
        Field::Other => Value::Null,
    };
    row.iter().map(value).collect()
}

/// What the file gives of a table, sorted.
fn past(path: &Path, table: &str, columns: &[&str]) -> Option<Vec<Vec<Value>>> {
    let mut file = DatabaseFile::open(path)?;
    let survey = file.survey(&[table])?;
    assert_eq!(survey.found.len(), 1, "{table} was not found");
    let mut rows = Vec::new();
    file.rows(table, columns, &mut |row| rows.push(owned(row)))?;
    rows.sort_by_key(|row| format!("{row:?}"));
    Some(rows)
}

/// What SQLite gives.
fn through(path: &Path, table: &str, columns: &[&str]) -> Vec<Vec<Value>> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let sql = format!("SELECT {} FROM \"{table}\"", columns.join(", "));
    let mut statement = connection.prepare(&sql).unwrap();
    let mut rows: Vec<Vec<Value>> = statement
        .query_map([], |row| {
            (0..columns.len())
                .map(|at| {
                    Ok(match row.get_ref(at)? {
                        rusqlite::types::ValueRef::Integer(number) => Value::Integer(number),
                        other => Value::Text(other.as_str()?.to_owned()),
                    })
                })
                .collect()
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

const LEDGER: &str = "CREATE TABLE \"Ledger\" (id TEXT NOT NULL PRIMARY KEY, \"position\" INTEGER NOT NULL, CHECK (id <> ','));
    INSERT INTO ledger VALUES ('a', 1), ('遷移', -300), ('c', 9223372036854775807), ('', 0);";

#[test]
fn rows_and_survey_are_sqlites() {
    let sandbox = Sandbox::of(LEDGER);
    let columns = ["position", "id"];
    let rows = past(&sandbox.path, "ledger", &columns).unwrap();
    assert_eq!(rows, through(&sandbox.path, "ledger", &columns));
    assert_eq!(rows.len(), 4);

    let mut file = DatabaseFile::open(&sandbox.path).unwrap();
    let survey = file.survey(&["ledger", "other"]).unwrap();
    assert!(!survey.has_others);
    assert_eq!(survey.found.len(), 1);
    assert_eq!(survey.found[0].name, "ledger");
    drop(file);
    sandbox
        .connection()
        .execute_batch("CREATE TABLE more (a INTEGER PRIMARY KEY AUTOINCREMENT)")
        .unwrap();
    let mut file = DatabaseFile::open(&sandbox.path).unwrap();
    assert!(file.survey(&["ledger"]).unwrap().has_others);
    assert!(!file.survey(&["ledger", "MORE"]).unwrap().has_others);
}

#[test]
fn what_is_not_plain_is_left_to_sqlite() {
    for (sql, why) in [
        (
            "CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES ('a')",
            "no rowids",
        ),
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (7)",
            "the value is the rowid",
        ),
        (
            "CREATE TABLE t (a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN id TEXT NOT NULL DEFAULT 'x'",
            "the value is a default",
        ),
        (
            "CREATE TABLE t (a, id AS (a + 1)); INSERT INTO t VALUES (1)",
            "the value is computed",
        ),
        ("CREATE TABLE t (id); INSERT INTO t VALUES (1.5)", "a real"),
        ("CREATE TABLE t (id); INSERT INTO t VALUES (x'00')", "bytes"),
        (
            "PRAGMA encoding='UTF-16'; CREATE TABLE t (id); INSERT INTO t VALUES ('a')",
            "another encoding",
        ),
        (
            "CREATE TABLE t (b); INSERT INTO t VALUES ('a')",
            "no such column",
        ),
        ("CREATE TABLE t AS SELECT 'a' AS b", "no such column either"),
    ] {
        let sandbox = Sandbox::of(sql);
        assert_eq!(past(&sandbox.path, "t", &["id"]), None, "{why}: {sql}");
    }
}

#[test]
fn a_file_in_the_middle_of_something_is_left_to_sqlite() {
    let sandbox = Sandbox::of(LEDGER);
    let beside = |ending: &str| {
        let mut path = sandbox.path.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    std::fs::write(beside("-journal"), "anything").unwrap();
    assert!(DatabaseFile::open(&sandbox.path).is_none());
    std::fs::write(beside("-journal"), "").unwrap();
    assert!(DatabaseFile::open(&sandbox.path).is_some());

    let writer = sandbox.connection();
    writer
        .execute_batch("PRAGMA journal_mode=WAL; INSERT INTO ledger VALUES ('z', 5)")
        .unwrap();
    assert_eq!(past(&sandbox.path, "ledger", &["id"]), None, "a log");
    drop(writer);
    assert!(!beside("-wal").exists());
    assert_eq!(past(&sandbox.path, "ledger", &["id"]).unwrap().len(), 5);

    // A log that appears while it is read.
    let mut file = DatabaseFile::open(&sandbox.path).unwrap();
    let writer = sandbox.connection();
    writer
        .execute_batch("INSERT INTO ledger VALUES ('y', 6)")
        .unwrap();
    assert_eq!(file.survey(&["ledger"]), None);
    assert!(beside("-wal").exists());
}

#[test]
fn the_lock_is_sqlites() {
    let sandbox = Sandbox::of(LEDGER);
    // The lock of an open file is in the way of this process's own, too.
    let write = || {
        sandbox
            .connection()
            .execute_batch("PRAGMA busy_timeout=0; DELETE FROM ledger")
    };
    let file = DatabaseFile::open(&sandbox.path).unwrap();
    let refused = write().unwrap_err();
    assert_eq!(
        refused.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy)
    );
    drop(file);
    write().unwrap();

    let writer = sandbox.connection();
    writer.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert!(DatabaseFile::open(&sandbox.path).is_none());
}

#[test]
fn a_connection_keeps_writers_away_until_it_lets_go() {
    let sandbox = Sandbox::of(LEDGER);
    let write = || {
        let sql = "PRAGMA busy_timeout=0; DELETE FROM ledger";
        sandbox.connection().execute_batch(sql)
    };
    let mut connection = resting(&sandbox.path);
    assert!(connection.keeps_still());
    assert!(write().is_err());
    connection.let_go();
    assert!(!connection.keeps_still());
    write().unwrap();
    assert_eq!(connection.survey(&["ledger"]).unwrap().found.len(), 1);

    // A process that ends with its reading may wait for its output to be read.
    let connection = Box::new(resting(&sandbox.path));
    assert!(connection.keeps_still());
    connection.abandon();
    write().unwrap();
}

#[test]
fn rows_that_the_pages_do_not_give_come_again_from_sqlite() {
    let sandbox = Sandbox::of(
        "CREATE TABLE ledger (id TEXT);
         INSERT INTO ledger SELECT 'r' || value FROM json_each('[1,2,3,4,5]');
         INSERT INTO ledger VALUES (NULL), ('last')",
    );
    let mut connection = resting(&sandbox.path);
    connection.survey(&["ledger"]).unwrap();
    let table = Table {
        schema: None,
        name: "ledger".to_owned(),
    };
    let (mut rows, mut before) = (Vec::new(), 0);
    connection
        .read_table(&table, &["id"], &mut |given| match given {
            Given::Row(row) => rows.push(owned(row)),
            Given::Again => before = std::mem::take(&mut rows).len(),
        })
        .unwrap();
    assert_eq!(before, 5);
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[5], [Value::Null]);
    assert!(!connection.keeps_still());
}

#[test]
fn what_was_surveyed_is_not_read_again() {
    let sandbox = Sandbox::of("CREATE TABLE a (x); CREATE TABLE b (x)");
    let mut file = DatabaseFile::open(&sandbox.path).unwrap();
    assert!(!file.survey(&["a", "b", "c"]).unwrap().has_others);
    // One that is left out is another table then.
    let survey = file.survey(&["c", "b"]).unwrap();
    assert!(survey.has_others);
    assert_eq!(survey.found.len(), 1);
    assert_eq!(survey.found[0].name, "b");
    // A name that was not asked for is looked for.
    assert_eq!(file.survey(&["A"]).unwrap().found[0].name, "A");
}

#[test]
fn whatever_else_is_asked_is_asked_of_sqlite() {
    let sandbox = Sandbox::of(LEDGER);
    let mut connection = resting(&sandbox.path);
    assert!(!connection.in_transaction().unwrap());
    connection.rollback().unwrap();
    assert!(connection.keeps_still());
    assert_eq!(connection.tables().unwrap()[0].name, "Ledger");
    assert!(!connection.keeps_still());
    assert!(
        connection.execute("DELETE FROM ledger").is_err(),
        "it only reads"
    );
    drop(connection);

    let mut connection = resting(&sandbox.path);
    std::fs::remove_file(&sandbox.path).unwrap();
    let error = connection.tables().unwrap_err();
    assert!(error.is_fatal());
    assert!(error.message.contains("資料.db"), "{error}");
}

fn resting(path: &Path) -> RestingFile {
    let options = OpenOptions::read_only();
    AtRest::open(path, &options).unwrap().connect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_table_is_read_as_sqlite_reads_it(
        page_size in prop::sample::select(vec![512u32, 1024, 4096, 65536]),
        others in 0usize..60,
        rows in prop::collection::vec(("\\PC{0,8}", 0usize..3000, any::<i64>()), 0..80),
        gone in 0usize..20,
    ) {
        let sandbox = Sandbox::of(&format!("PRAGMA page_size={page_size}; CREATE TABLE \"早\" (a)"));
        let connection = sandbox.connection();
        connection.execute_batch("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY").unwrap();
        let ledger = "CREATE TABLE ledger (before REAL, id TEXT NOT NULL UNIQUE, n BIGINT NOT NULL)";
        for at in 0..others {
            connection.execute_batch(&format!("CREATE TABLE t{at} (a, b, c CHECK (c <> '{}')); CREATE INDEX i{at} ON t{at} (a)", "x".repeat(at * 37))).unwrap();
            if at == others / 2 {
                connection.execute_batch(ledger).unwrap();
            }
        }
        if others == 0 {
            connection.execute_batch(ledger).unwrap();
        }
        connection.execute_batch("BEGIN").unwrap();
        for (at, (start, length, n)) in rows.iter().enumerate() {
            let id = format!("{start}{at}{}", "x".repeat(*length));
            connection.execute("INSERT INTO ledger VALUES (0.5, ?1, ?2)", (id, n)).unwrap();
        }
        connection.execute("DELETE FROM ledger WHERE rowid <= ?1", [gone as i64]).unwrap();
        connection.execute_batch("COMMIT").unwrap();
        drop(connection);
        let columns = ["id", "n"];
        prop_assert_eq!(past(&sandbox.path, "ledger", &columns), Some(through(&sandbox.path, "ledger", &columns)));
    }

    #[test]
    fn a_broken_file_is_no_panic_and_no_hang(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let sandbox = Sandbox::of(&format!("PRAGMA page_size=512; {LEDGER} INSERT INTO ledger SELECT value || hex(zeroblob(400)), 1 FROM json_each('[1,2,3,4,5,6,7,8,9,10]')"));
        let mut bytes = std::fs::read(&sandbox.path).unwrap();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        std::fs::write(&sandbox.path, bytes).unwrap();
        if let Some(mut file) = DatabaseFile::open(&sandbox.path) {
            let _ = file.survey(&["ledger"]);
            let _ = file.rows("ledger", &["id", "position"], &mut |_| ());
        }
    }
}
