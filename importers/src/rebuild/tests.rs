use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::table::{ColumnDefinition, TableConstraint, TableDefinition};
use super::{LiveTable, RebuildError, rebuild};
use crate::Dialect;
use crate::script::{Batch, Node, read};

const LIVE: &str = r#"CREATE TABLE "accounts" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
  [name] VARCHAR(20) NOT NULL DEFAULT ('a' || 'b') COLLATE NOCASE,
  "odd "" 名" double precision UNIQUE ON CONFLICT REPLACE,
  parent INT CONSTRAINT fk_p REFERENCES accounts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  total NUMERIC(10, 2) DEFAULT -1.5 CHECK (total > 0 OR name = 'total'),
  twice GENERATED ALWAYS AS (total * 2) STORED,
  untyped,
  CONSTRAINT uq_np UNIQUE (name, parent DESC),
  CHECK (accounts.total < 100) FOREIGN KEY (name) REFERENCES "users" ON UPDATE CASCADE
)"#;

fn batch(changes: &str) -> Batch {
    let text = format!("-- bridge:batch t\n{changes}\n-- bridge:end\n");
    match read(&text, Dialect::Sqlite).unwrap().nodes.remove(0) {
        Node::Batch(batch) => batch,
        other => panic!("{other:?}"),
    }
}

fn changed(
    live: &str,
    more: &[&str],
    triggers: &[&str],
    changes: &str,
) -> Result<Vec<String>, RebuildError> {
    let owned = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let changes: Vec<String> = changes
        .lines()
        .map(|line| format!("-- bridge: {}", line.trim()))
        .collect();
    rebuild(
        &LiveTable {
            sql: live,
            indexes: &owned(more),
            triggers: &owned(triggers),
        },
        &batch(&changes.join("\n")),
    )
}

/// Runs statements in a real SQLite as the executor does, and gives what the last ones return.
fn sqlite(statements: &[String]) -> String {
    const PROGRAM: &str = "
import sqlite3, sys
c = sqlite3.connect(':memory:', isolation_level=None)
c.execute('PRAGMA legacy_alter_table=ON')
for sql in sys.stdin.read().split('\\0'):
    for row in c.execute(sql):
        print(*row, sep='|')
";
    let mut python = Command::new("python3")
        .args(["-c", PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = statements.join("\0");
    python
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}\n{input}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_is_read_and_printed() {
    let table = TableDefinition::parse(LIVE).unwrap();
    insta::assert_snapshot!(table, @r#"
    CREATE TABLE accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name VARCHAR(20) NOT NULL DEFAULT ('a' || 'b') COLLATE NOCASE,
        "odd "" 名" double precision UNIQUE ON CONFLICT REPLACE,
        parent INT CONSTRAINT fk_p REFERENCES accounts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
        total NUMERIC(10, 2) DEFAULT -1.5 CHECK (total > 0 OR name = 'total'),
        twice GENERATED ALWAYS AS (total * 2) STORED,
        untyped,
        CONSTRAINT uq_np UNIQUE (name, parent DESC),
        CHECK (accounts.total < 100),
        FOREIGN KEY (name) REFERENCES users ON UPDATE CASCADE
    )
    "#);
    assert_eq!(TableDefinition::parse(&table.to_string()).unwrap(), table);
    let options = TableDefinition::parse(
        "create temp table if not exists main.t (a int, b text default x'00', c default 1e-5, \
         d default current_timestamp, primary key (a, b) on conflict ignore) strict, without rowid;",
    )
    .unwrap();
    insta::assert_snapshot!(options, @"
    CREATE TABLE main.t (
        a int,
        b text DEFAULT x'00',
        c DEFAULT 1e-5,
        d DEFAULT current_timestamp,
        PRIMARY KEY (a, b) ON CONFLICT IGNORE
    ) WITHOUT ROWID, STRICT
    ");
}

#[test]
fn what_is_no_table_is_refused() {
    let message = |sql: &str| TableDefinition::parse(sql).unwrap_err().to_string();
    assert_eq!(
        message("CREATE VIRTUAL TABLE t USING fts5(a)"),
        "cannot read the table `CREATE VIRTUAL TABLE t USING fts5(a)`: it is no ordinary table"
    );
    assert_eq!(
        message("CREATE TABLE t (a INT"),
        "cannot read the table `CREATE TABLE t (a INT`: `,` or `)` is missing at its end"
    );
}

#[test]
fn everything_is_kept_and_renamed() {
    let live = LIVE;
    let indexes = [
        "CREATE UNIQUE INDEX \"ix 1\" ON accounts (lower(name), total DESC) WHERE \"total\" > 1 AND name <> 'total'",
    ];
    let triggers = [
        "CREATE TRIGGER tr AFTER UPDATE OF total, name ON accounts WHEN new.total > 1 BEGIN UPDATE log SET total = OLD.total; END",
    ];
    let statements = changed(
        live,
        &indexes,
        &triggers,
        "alter column total rename to sum type BIGINT not null default 0",
    )
    .unwrap();
    insta::assert_snapshot!(statements.join(";\n"), @r#"
    CREATE TABLE _bridge_tmp_accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name VARCHAR(20) NOT NULL DEFAULT ('a' || 'b') COLLATE NOCASE,
        "odd "" 名" double precision UNIQUE ON CONFLICT REPLACE,
        parent INT CONSTRAINT fk_p REFERENCES accounts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
        sum BIGINT DEFAULT 0 CHECK (sum > 0 OR name = 'total') NOT NULL,
        twice GENERATED ALWAYS AS (sum * 2) STORED,
        untyped,
        CONSTRAINT uq_np UNIQUE (name, parent DESC),
        CHECK (sum < 100),
        FOREIGN KEY (name) REFERENCES users ON UPDATE CASCADE
    );
    INSERT INTO _bridge_tmp_accounts (id, name, "odd "" 名", parent, sum, untyped) SELECT id, name, "odd "" 名", parent, CAST(total AS BIGINT), untyped FROM accounts;
    DELETE FROM sqlite_sequence WHERE name = '_bridge_tmp_accounts';
    INSERT INTO sqlite_sequence (name, seq) SELECT '_bridge_tmp_accounts', seq FROM sqlite_sequence WHERE name = 'accounts';
    DROP TABLE accounts;
    ALTER TABLE _bridge_tmp_accounts RENAME TO accounts;
    CREATE UNIQUE INDEX "ix 1" ON accounts (lower(name), sum DESC) WHERE sum > 1 AND name <> 'total';
    CREATE TRIGGER tr AFTER UPDATE OF sum, name ON accounts WHEN new.sum > 1 BEGIN UPDATE log SET total = OLD.sum; END
    "#);

    let mut all = vec![
        "CREATE TABLE users (id INTEGER PRIMARY KEY)".to_owned(),
        "CREATE TABLE log (total)".to_owned(),
        "INSERT INTO log VALUES (0)".to_owned(),
        live.to_owned(),
        indexes[0].to_owned(),
        triggers[0].to_owned(),
        "CREATE VIEW v AS SELECT id, name FROM accounts".to_owned(),
        "INSERT INTO accounts (id, name, total) VALUES (1, 'a', 5), (9, 'b', 6)".to_owned(),
        "DELETE FROM accounts WHERE id = 9".to_owned(),
    ];
    all.extend(statements);
    all.push("INSERT INTO accounts (name, sum) VALUES ('c', 7)".to_owned());
    all.push("UPDATE accounts SET sum = 8 WHERE id = 1".to_owned());
    all.push("SELECT id, name, sum, typeof(sum), twice FROM accounts ORDER BY id".to_owned());
    all.push("SELECT * FROM v".to_owned());
    all.push("SELECT * FROM log".to_owned());
    all.push("PRAGMA integrity_check".to_owned());
    insta::assert_snapshot!(sqlite(&all), @"
    1|a|8|integer|16
    10|c|7|integer|14
    1|a
    10|c
    5
    ok
    ");
}

#[test]
fn a_dropped_column_takes_its_constraints_along() {
    let live = "CREATE TABLE t (a INT, b INT, c INT REFERENCES u (id), d INT CHECK (d > 0), \
        CONSTRAINT pk PRIMARY KEY (a, b), UNIQUE (b, c), CONSTRAINT f FOREIGN KEY (b, c) REFERENCES w (x, y), \
        CHECK (c > d), CONSTRAINT only_b CHECK (b IN (0, 1)))";
    let statements = changed(
        live,
        &[],
        &[],
        "drop type check gone\ndrop column b\ndrop column d",
    )
    .unwrap();
    insta::assert_snapshot!(statements[0], @"
    CREATE TABLE _bridge_tmp_t (
        a INT,
        c INT REFERENCES u (id),
        CONSTRAINT pk PRIMARY KEY (a)
    )
    ");
}

#[test]
fn what_alembic_does_not_see_behind_a_dropped_constraint_goes_with_it() {
    let left = |constraints: &str, changes: &str| {
        let live = format!("CREATE TABLE t (a INT, b INT, {constraints})");
        let statements = changed(&live, &[], &[], changes)?;
        let table = TableDefinition::parse(&statements[0]).unwrap();
        Ok::<_, RebuildError>(table.constraints.len())
    };
    let keys = "CONSTRAINT x UNIQUE (a), UNIQUE (a), CONSTRAINT y UNIQUE (a), UNIQUE (a, b)";
    assert_eq!(left(keys, "drop constraint x").unwrap(), 1);
    assert_eq!(left(keys, "add column c INT").unwrap(), 4);
    let keys = "UNIQUE (a), CONSTRAINT x UNIQUE (a), UNIQUE (a, b)";
    assert_eq!(left(keys, "drop constraint x").unwrap(), 1);
    let keys = "CONSTRAINT x FOREIGN KEY (a) REFERENCES u (id), CONSTRAINT y FOREIGN KEY (a) REFERENCES u (id), \
        CONSTRAINT z FOREIGN KEY (b) REFERENCES u (id)";
    assert_eq!(left(keys, "drop constraint x").unwrap(), 1);
    // What is made in the same batch is no part of what was seen.
    let changes =
        "drop constraint x\nadd constraint CONSTRAINT w FOREIGN KEY (a) REFERENCES u (id)";
    assert_eq!(left(keys, changes).unwrap(), 2);
    let statements = changed(
        "CREATE TABLE t (a INT UNIQUE, CONSTRAINT x UNIQUE (a))",
        &[],
        &[],
        "drop constraint x",
    );
    assert!(!statements.unwrap()[0].contains("UNIQUE"));
}

#[test]
fn columns_stand_where_alembic_puts_them() {
    let order = |changes: &str| {
        let statements =
            changed("CREATE TABLE t (a INT, b INT, c INT)", &[], &[], changes).unwrap();
        let table = TableDefinition::parse(&statements[0]).unwrap();
        let names: Vec<String> = table.columns.into_iter().map(|c| c.name).collect();
        names.join(" ")
    };
    assert_eq!(order("add column x INT"), "a b c x");
    assert_eq!(order("add column x INT\nadd column y INT"), "a b c x y");
    assert_eq!(order("add column x INT after a"), "a x b c");
    assert_eq!(order("add column x INT before a"), "x a b c");
    assert_eq!(
        order("add column x INT after a\nadd column y INT after x"),
        "a x y b c"
    );
    assert_eq!(
        order("add column x INT after c\nadd column y INT before x"),
        "a b c y x"
    );
    assert_eq!(order("drop column b\nadd column x INT after a"), "a x c");
    assert_eq!(order("order c, a, b"), "c a b");
    assert_eq!(order("order x, a\nadd column x INT"), "b c x a");
}

#[test]
fn constraints_come_and_go() {
    let live = "CREATE TABLE t (a INTEGER PRIMARY KEY, b INT CONSTRAINT ck CHECK (b > 0), c INT, \
        CONSTRAINT uq UNIQUE (b), FOREIGN KEY (c) REFERENCES u (id), UNIQUE (b, c))";
    let statements = changed(
        live,
        &["CREATE INDEX i ON t (b)"],
        &[],
        "naming fk \"fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s\"\n\
         naming uq \"uq_%(column_0_N_name)s\"\n\
         drop constraint uq\n\
         drop constraint ck check\n\
         drop constraint fk_t_c_u foreign key\n\
         drop index i\n\
         alter column b rename to z\n\
         add constraint CONSTRAINT pk PRIMARY KEY (b, c)\n\
         add constraint CONSTRAINT fk FOREIGN KEY(z) REFERENCES v (id) ON DELETE CASCADE\n\
         CREATE INDEX j ON t (z)",
    )
    .unwrap();
    insta::assert_snapshot!(statements.join(";\n"), @"
    CREATE TABLE _bridge_tmp_t (
        a INTEGER,
        z INT,
        c INT,
        CONSTRAINT uq_b_c UNIQUE (z, c),
        CONSTRAINT pk PRIMARY KEY (z, c),
        CONSTRAINT fk FOREIGN KEY (z) REFERENCES v (id) ON DELETE CASCADE
    );
    INSERT INTO _bridge_tmp_t (a, z, c) SELECT a, b, c FROM t;
    DROP TABLE t;
    ALTER TABLE _bridge_tmp_t RENAME TO t;
    CREATE INDEX j ON t (z)
    ");
}

/// A column that is added as a key is one where the table has none in the end.
#[test]
fn added_keys() {
    let made = |live: &str, changes: &str| {
        let statements = changed(live, &[], &[], changes).unwrap();
        let words: Vec<&str> = statements[0].split_whitespace().collect();
        words.join(" ")
    };
    insta::assert_snapshot!(made("CREATE TABLE t (a INT)", "add column id INTEGER NOT NULL PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( a INT, id INTEGER NOT NULL, PRIMARY KEY (id) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT)", "add column b INTEGER PRIMARY KEY\nadd column c INTEGER PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( a INT, b INTEGER, c INTEGER, PRIMARY KEY (b, c) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT PRIMARY KEY)", "add column id INTEGER PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( a INT PRIMARY KEY, id INTEGER )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b))", "drop column a\nadd column id INTEGER PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( b INT, id INTEGER, PRIMARY KEY (b) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT PRIMARY KEY, b INT)", "drop column a\nadd column id INTEGER PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( b INT, id INTEGER, PRIMARY KEY (id) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT, b INT, CONSTRAINT pk PRIMARY KEY (a))", "drop column a\nadd column id INTEGER PRIMARY KEY"), @"CREATE TABLE _bridge_tmp_t ( b INT, id INTEGER, CONSTRAINT pk PRIMARY KEY (id) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT)", "add column id INTEGER PRIMARY KEY\nadd constraint PRIMARY KEY (a)"), @"CREATE TABLE _bridge_tmp_t ( a INT, id INTEGER, PRIMARY KEY (a) )");
    insta::assert_snapshot!(made("CREATE TABLE t (a INT)", "add column id INTEGER PRIMARY KEY AUTOINCREMENT"), @"CREATE TABLE _bridge_tmp_t ( a INT, id INTEGER PRIMARY KEY AUTOINCREMENT )");
}

#[test]
fn what_is_not_there_is_named() {
    let live =
        "CREATE TABLE t (a INT, b INT, CONSTRAINT uq UNIQUE (a), CONSTRAINT ck CHECK (b > a))";
    let indexes = ["CREATE INDEX ix ON t (b)"];
    let triggers = ["CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT new.a; END"];
    let message = |changes: &str| {
        changed(live, &indexes, &triggers, changes)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(message("drop column x"), @r#"column "x" of table "t" does not exist; it has: a, b"#);
    insta::assert_snapshot!(message("add column c INT after x"), @r#"column "x" of table "t" does not exist; it has: a, b"#);
    insta::assert_snapshot!(message("add column B INT"), @r#"column "B" of table "t" exists already"#);
    insta::assert_snapshot!(message("alter column a rename to b"), @r#"column "b" of table "t" exists already"#);
    insta::assert_snapshot!(message("drop constraint x"), @r#"constraint "x" of table "t" does not exist; it has: uq, ck"#);
    insta::assert_snapshot!(message("drop index x"), @r#"index "x" of table "t" does not exist; it has: ix"#);
    insta::assert_snapshot!(message("add constraint UNIQUE (x)"), @r#"column "x" of table "t" does not exist; it has: a, b"#);
    insta::assert_snapshot!(message("drop column b"), @r#"constraint "ck" uses column "b" of table "t", which is to be dropped; drop it first"#);
    insta::assert_snapshot!(message("drop constraint ck\ndrop column b"), @r#"index "ix" uses column "b" of table "t", which is to be dropped; drop it first"#);
    insta::assert_snapshot!(message("drop constraint ck\ndrop column a"), @r#"trigger "tr" uses column "a" of table "t", which is to be dropped; drop it first"#);
    insta::assert_snapshot!(message("drop index ix\ndrop column a\ndrop column b"), @r#"no column of table "t" would be left to keep its rows"#);
}

#[test]
fn an_attached_database_is_named_everywhere() {
    let mut batch = batch("-- bridge: drop column b");
    batch.schema = Some("other".to_owned());
    let statements = rebuild(
        &LiveTable {
            sql: "CREATE TABLE t (a INT, b INT)",
            indexes: &["CREATE INDEX ix ON t (a)".to_owned()],
            triggers: &["CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END".to_owned()],
        },
        &batch,
    )
    .unwrap();
    insta::assert_snapshot!(statements.join(";\n"), @"
    CREATE TABLE other._bridge_tmp_t (
        a INT
    );
    INSERT INTO other._bridge_tmp_t (a) SELECT a FROM other.t;
    DROP TABLE other.t;
    ALTER TABLE other._bridge_tmp_t RENAME TO t;
    CREATE INDEX other.ix ON t (a);
    CREATE TRIGGER other.tr AFTER INSERT ON t BEGIN SELECT 1; END
    ");
}

#[test]
fn values_are_cast_where_the_class_differs() {
    let select = |from: &str, to: &str| {
        let statements = changed(
            &format!("CREATE TABLE t (a {from})"),
            &[],
            &[],
            &format!("alter column a type {to}"),
        )
        .unwrap();
        statements[1].split("SELECT ").nth(1).unwrap().to_owned()
    };
    assert_eq!(select("VARCHAR(5)", "TEXT"), "a FROM t");
    assert_eq!(select("TEXT", "INTEGER"), "CAST(a AS INTEGER) FROM t");
    assert_eq!(select("INT", "BIGINT"), "a FROM t");
    assert_eq!(select("TEXT", "DATETIME"), "a FROM t");
    assert_eq!(
        select("DATETIME", "VARCHAR(20)"),
        "CAST(a AS VARCHAR(20)) FROM t"
    );
    assert_eq!(select("TEXT", "JSON"), "a FROM t");
    assert_eq!(select("INTEGER", "BOOLEAN"), "CAST(a AS BOOLEAN) FROM t");
}

proptest! {
    #[test]
    fn nothing_panics(text in any::<String>(), parts in proptest::collection::vec(
        "(\\(|\\)|,|\\.|primary|key|check|default|not|null|references|a|\"b\"|1e|-|unique|on|conflict|as|generated|always|constraint|foreign|collate| ){1}", 0..30)) {
        let built = format!("create table t ({})", parts.join(" "));
        for sql in [&text, &built, &parts.join(" ")] {
            let _ = TableDefinition::parse(sql);
            let _ = ColumnDefinition::parse(sql);
            let _ = TableConstraint::parse(sql);
            let _ = changed(sql, &[], &[], "drop column a");
            let _ = changed("CREATE TABLE t (a INT, b INT)", &[sql], &[sql], "alter column a rename to c");
            let _ = changed("CREATE TABLE t (a INT, b INT)", &[], &[&format!("create trigger {sql}")], "drop column b");
        }
        if let Ok(table) = TableDefinition::parse(&built) {
            prop_assert_eq!(TableDefinition::parse(&table.to_string()).unwrap(), table);
        }
    }
}
