//! Strings of an entry: which are SQL, which are words about it.

use crate::Dialect;
use crate::script::leading_words;

/// The first words of statements.
const WORDS: &[&str] = &[
    "ALTER",
    "ANALYZE",
    "ATTACH",
    "BEGIN",
    "COMMIT",
    "CREATE",
    "DELETE",
    "DETACH",
    "DROP",
    "END",
    "EXPLAIN",
    "INSERT",
    "PRAGMA",
    "REINDEX",
    "RELEASE",
    "REPLACE",
    "ROLLBACK",
    "SAVEPOINT",
    "SELECT",
    "UPDATE",
    "VACUUM",
    "VALUES",
    "WITH",
];

/// The first word of what no database takes for a statement.
pub(super) fn no_statement(sql: &str) -> Option<String> {
    // What begins with something else than a word is left to the database.
    let starts = sql.trim_start().starts_with(char::is_alphabetic);
    let first = leading_words(sql, Dialect::Sqlite, 1).into_iter().next()?;
    (starts && !WORDS.contains(&first.as_str())).then_some(first)
}

/// Whether a string is SQL and no description: "Create an index" is none.
pub(super) fn is_sql(text: &str) -> bool {
    let words = leading_words(text, Dialect::Sqlite, 12);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |word: &str| words.contains(&word);
    match words.as_slice() {
        ["CREATE", "TABLE" | "TEMP" | "TEMPORARY" | "VIRTUAL", ..] => {
            text.contains('(') || has("AS") || has("USING")
        }
        ["CREATE", "INDEX", ..] | ["CREATE", "UNIQUE", "INDEX", ..] => {
            has("ON") && text.contains('(')
        }
        ["CREATE", "VIEW", ..] => has("AS") && has("SELECT"),
        ["CREATE", "TRIGGER", ..] => text.to_uppercase().contains("BEGIN"),
        ["ALTER", "TABLE", _, "ADD" | "DROP" | "RENAME", _, ..] => true,
        [
            "DROP",
            "TABLE" | "INDEX" | "VIEW" | "TRIGGER",
            "IF",
            "EXISTS",
            _,
        ] => true,
        ["DROP", "TABLE" | "INDEX" | "VIEW" | "TRIGGER", _] => true,
        ["INSERT", "INTO", ..] | ["INSERT", "OR", _, "INTO", ..] | ["REPLACE", "INTO", ..] => {
            has("VALUES") || has("SELECT") || text.contains('(')
        }
        ["UPDATE", _, "SET", ..] | ["UPDATE", "OR", _, _, "SET", ..] => text.contains('='),
        ["DELETE", "FROM", _] | ["DELETE", "FROM", _, "WHERE", ..] => true,
        ["WITH", ..] => text.contains('('),
        ["PRAGMA", _, ..] => true,
        // A script of several statements.
        [first, ..] => WORDS.contains(first) && text.trim_end().ends_with(';'),
        [] => false,
    }
}

/// Whether the second statement takes back what the first one makes, by its name.
pub(super) fn takes_back(first: &str, second: &str) -> bool {
    let without = |text: &str| -> Vec<String> {
        let words = leading_words(text, Dialect::Sqlite, 12);
        let filler = ["IF", "NOT", "EXISTS", "UNIQUE", "VIRTUAL", "COLUMN"];
        words
            .into_iter()
            .filter(|word| !filler.contains(&word.as_str()))
            .collect()
    };
    let (first, second) = (without(first), without(second));
    let strs = |words: &[String]| -> Vec<String> { words.iter().take(5).cloned().collect() };
    let (first, second) = (strs(&first), strs(&second));
    match (first.as_slice(), second.as_slice()) {
        ([create, kind, name, ..], [drop, dropped, gone, ..]) if create == "CREATE" => {
            drop == "DROP" && kind == dropped && name == gone && name != "?"
        }
        ([alter, _, table, add, column], [again, _, same, drop, gone])
            if alter == "ALTER" && again == "ALTER" =>
        {
            add == "ADD" && drop == "DROP" && table == same && column == gone && column != "?"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sql() {
        for sql in [
            "CREATE TABLE t (a)",
            "create unique index if not exists i on t (a)",
            "ALTER TABLE 訊息 ADD COLUMN b TEXT",
            "DROP TABLE IF EXISTS t",
            "UPDATE t SET a = 1",
            "INSERT OR IGNORE INTO t VALUES (1)",
            "DELETE FROM t",
            "PRAGMA foreign_keys = OFF",
            "-- the first\nCREATE VIEW v AS SELECT 1",
            "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for words in [
            "Create the users table",
            "create index on messages",
            "Drop the old table",
            "Update all names",
            "Add a column",
            "With care",
            "新增欄位",
            "",
            "Delete from the cache what is old",
        ] {
            assert!(!is_sql(words), "{words}");
        }
    }

    #[test]
    fn what_takes_back() {
        assert!(takes_back("CREATE TABLE t (a)", "DROP TABLE IF EXISTS t"));
        assert!(takes_back("CREATE UNIQUE INDEX i ON t (a)", "drop index I"));
        assert!(takes_back(
            "ALTER TABLE t ADD COLUMN b TEXT",
            "ALTER TABLE t DROP COLUMN b"
        ));
        assert!(!takes_back("CREATE TABLE t2 (a)", "DROP TABLE t"));
        assert!(!takes_back("CREATE TABLE t (a)", "CREATE INDEX i ON t (a)"));
        assert!(!takes_back(
            "ALTER TABLE t ADD COLUMN b TEXT",
            "ALTER TABLE t DROP COLUMN c"
        ));
    }
}
