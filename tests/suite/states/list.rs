//! The ledger of a migration list.

use super::*;
use bridge::chain::NumberMeans;

const LEDGER: &str =
    "CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, description TEXT, applied_at TEXT);";

fn entries() -> Vec<NewRevision> {
    let mut all = vec![
        revision(
            Kind::Baseline,
            "base",
            &[],
            "CREATE TABLE 訊息 (id INTEGER PRIMARY KEY, a TEXT);\n",
        ),
        revision(
            Kind::List,
            "20240101_a",
            &["base"],
            "CREATE INDEX ix_a ON 訊息 (a);\n",
        ),
        revision(
            Kind::List,
            "20240201_b",
            &["20240101_a"],
            "ALTER TABLE 訊息 ADD COLUMN b TEXT;\n",
        ),
        revision(
            Kind::List,
            "20240301_c",
            &["20240201_b"],
            "CREATE TABLE c (id INTEGER PRIMARY KEY);\n",
        ),
    ];
    for entry in &mut all {
        entry
            .scripts
            .retain(|(_, dialect), _| *dialect == Dialect::Sqlite);
    }
    all
}

fn rows(versions: &[&str]) -> String {
    let rows = versions.iter().map(|version| {
        format!("INSERT INTO schema_migrations VALUES ('{version}', '', '2024-10-24 10:00:00');")
    });
    LEDGER.to_owned() + &rows.collect::<String>()
}

const BASE: &str = "CREATE TABLE 訊息 (id INTEGER PRIMARY KEY, a TEXT);";

#[test]
fn an_entry_without_a_row_is_pending_as_with_the_old_runner() {
    let project = Project::new(None, &entries());
    project
        .hand(&(BASE.to_owned() + "ALTER TABLE 訊息 ADD COLUMN b TEXT;" + &rows(&["20240201_b"])));
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    2 revisions")
        .says("1 entry has no row in the ledger although later ones have: 20240101_a")
        .says("upgraded   20240101_a");
}

#[test]
fn a_row_that_the_list_no_longer_has() {
    let project = Project::new(None, &entries());
    project.hand(
        &(BASE.to_owned()
            + "CREATE INDEX ix_a ON 訊息 (a);"
            + &rows(&["20231201_gone", "20240101_a"])),
    );
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(1)
        .says("the table `schema_migrations` has 20231201_gone, which the chain does not know")
        .says("bridge adopt admin --infer");
    assert!(project.applied().is_empty());
    project
        .bridge(&["adopt", "admin", "--infer", "--yes", "--no-backup"])
        .exits(0);
    assert_eq!(project.applied(), ["base", "20240101_a"]);
    assert_eq!(
        project.texts("SELECT version FROM schema_migrations ORDER BY 1"),
        ["20240101_a"]
    );
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("upgraded   20240301_c");
}

#[test]
fn half_of_an_entry_without_a_row() {
    // The old runner died between two statements, and left no row.
    let mut all = entries();
    let up = "ALTER TABLE 訊息 ADD COLUMN b TEXT;\nCREATE INDEX ix_b ON 訊息 (b);\n";
    all[2] = revision(Kind::List, "20240201_b", &["20240101_a"], up);
    all[2]
        .scripts
        .retain(|(_, dialect), _| *dialect == Dialect::Sqlite);
    let project = Project::new(None, &all);
    project.hand(
        &(BASE.to_owned()
            + "CREATE INDEX ix_a ON 訊息 (a); ALTER TABLE 訊息 ADD COLUMN b TEXT;"
            + &rows(&["20240101_a"])),
    );
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(3)
        .says("is not recorded, and what it makes is there already: table 訊息: column b");
    project
        .bridge(&["adopt", "--infer"])
        .exits(3)
        .says("half      20240201_b")
        .says("CREATE INDEX ix_b ON 訊息 (b);");
    project.hand("CREATE INDEX ix_b ON 訊息 (b)");
    project
        .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
        .exits(0);
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("upgraded   20240301_c");
}

#[test]
fn without_a_baseline_the_statements_are_read() {
    let all: Vec<NewRevision> = entries()
        .into_iter()
        .filter(|one| one.kind == Kind::List)
        .map(|mut one| {
            one.parents.retain(|parent| parent != "base");
            one
        })
        .collect();
    let project = Project::new(None, &all);
    project.hand(&(BASE.to_owned() + "CREATE INDEX ix_a ON 訊息 (a);"));
    project
        .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
        .exits(0)
        .says("present   20240101_a [admin] 修改 20240101_a: certain, 1 of 1 object; read, not run: no such table: main.訊息")
        .says("absent    20240201_b");
    assert_eq!(project.applied(), ["20240101_a"]);
}

/// A runner that counts its entries, in a table and a column of its own names.
#[test]
fn a_ledger_with_names_and_numbers_of_its_own() {
    let mut entries = vec![
        revision(
            Kind::List,
            "1",
            &[],
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\n",
        ),
        revision(
            Kind::List,
            "2",
            &["1"],
            "CREATE TABLE b (id INTEGER PRIMARY KEY);\n",
        ),
    ];
    for entry in &mut entries {
        entry
            .scripts
            .retain(|(_, dialect), _| *dialect == Dialect::Sqlite);
    }
    let named = LedgerName {
        lane: entries[0].lane.clone(),
        version_table: Some("db_version".to_owned()),
        version_column: Some("number".to_owned()),
        user_version: None,
        version_row: None,
        version_table_schema: None,
    };
    let project = Project::with_ledger(None, &entries, named);
    project.hand(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);
         CREATE TABLE db_version (id INTEGER PRIMARY KEY, number INTEGER NOT NULL);
         INSERT INTO db_version (number) VALUES (1);",
    );
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    1 revision")
        .says("upgraded   2");
    let rows = "SELECT number || typeof(number) FROM db_version ORDER BY id";
    assert_eq!(project.texts(rows), ["1integer", "2integer"]);
    assert!(
        project
            .texts("SELECT name FROM sqlite_master WHERE name = 'schema_migrations'")
            .is_empty()
    );
}

/// A runner that keeps a number in the file's header, and no table.
#[test]
fn a_ledger_that_is_a_number() {
    let named = LedgerName {
        lane: "admin".to_owned(),
        user_version: Some(NumberMeans::Count),
        ..LedgerName::default()
    };
    let number = |project: &Project| project.connect().user_version().expect("a number");
    let project = Project::with_ledger(None, &entries(), named.clone());
    project.hand(&(BASE.to_owned() + "CREATE INDEX ix_a ON 訊息 (a); PRAGMA user_version = 1;"));
    project
        .bridge(&["current"])
        .says("its legacy ledger has them: base, 20240101_a");
    project
        .bridge(&["upgrade", "20240101_a", "--no-backup"])
        .exits(0)
        .says("adopted    2 revisions");
    assert_eq!(number(&project), 1);
    // The old runner went on.
    project.hand("ALTER TABLE 訊息 ADD COLUMN b TEXT; PRAGMA user_version = 2");
    project
        .bridge(&["upgrade"])
        .exits(0)
        .says("the old tool was run since; 1 revision is recorded as adopted: 20240201_b")
        .says("upgraded   20240301_c");
    assert_eq!(number(&project), 3);
    // Went down, or a list that nobody knows.
    project.hand("PRAGMA user_version = 2");
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(3)
        .says("`PRAGMA user_version` and `bridge_version` disagree");
    project.hand("PRAGMA user_version = 7");
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(1)
        .says("`PRAGMA user_version` has number 7, which the chain does not know");
    project.bridge(&["stamp", "admin@20240301_c"]).exits(0);
    assert_eq!(number(&project), 3);
    let backup = project.bridge(&["backups", "--json"]).exits(0);
    let name = backup.stdout.rsplit('"').find(|word| word.ends_with(".db"));
    let name = name.expect("there is a backup").to_owned();
    project.bridge(&["restore", "--yes", &name]).exits(0);
    assert_eq!(number(&project), 2);
    assert_eq!(project.applied(), ["base", "20240101_a"]);
    project.bridge(&["upgrade", "--no-backup"]).exits(0);
    project.bridge(&["cutover", "--abort"]).exits(0);
    assert_eq!(number(&project), 3);

    // What the number says is held against the schema before it is believed.
    let project = Project::with_ledger(None, &entries(), named);
    project.hand(&(BASE.to_owned() + "PRAGMA user_version = 2;"));
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(3)
        .says("the legacy ledger and the schema disagree");
    project
        .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
        .exits(0);
    assert_eq!(number(&project), 0);
    project.bridge(&["upgrade", "--no-backup"]).exits(0);
    assert_eq!(number(&project), 3);
}

/// A runner that keeps a number in the one row of a table.
#[test]
fn a_ledger_that_is_one_row() {
    let named = LedgerName {
        lane: "admin".to_owned(),
        version_table: Some("版本".to_owned()),
        version_row: Some(NumberMeans::Count),
        ..LedgerName::default()
    };
    let project = Project::with_ledger(None, &entries(), named.clone());
    project.hand(&(BASE.to_owned() + "CREATE INDEX ix_a ON 訊息 (a);"));
    project.hand("CREATE TABLE 版本 (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER)");
    project.hand("INSERT INTO 版本 VALUES (1, 1)");
    let run = project.bridge(&["upgrade", "--no-backup"]).exits(0);
    let said = run.stdout + &run.stderr;
    assert!(!said.contains("was made"), "{said}");
    let rows = "SELECT id || '|' || version FROM 版本";
    assert_eq!(project.texts(rows), ["1|3"]);

    // How the runner makes its table is not known where it is not there.
    let project = Project::with_ledger(None, &entries(), named);
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("table 版本 was not there and was made with the column version alone");
    assert_eq!(project.texts("SELECT version || '' FROM 版本"), ["3"]);
}
