//! Every state in which a database may be found, and its one outcome: the
//! tests behind the table in `docs/GUARANTEES.md`, on SQLite and PostgreSQL.

mod infer;
mod ledger;
mod list;
mod two_databases;

use std::collections::{BTreeMap, BTreeSet};

use bridge::chain::{Kind, LedgerName, NewRevision, NewScript, Rung, write_with};
use bridge::database::{Access, Connection, DatabaseUrl, OpenOptions, open};
use bridge_importers::{Dialect, Direction};

use crate::postgres_server as postgres;
use crate::support::sandbox::{Outcome, Sandbox};

/// A project with the database `main`, on one of the two kinds.
pub(super) struct Project {
    sandbox: Sandbox,
    server: Option<postgres::Database>,
}

impl Project {
    /// `main` with this chain; a SQLite file or a PostgreSQL database, empty.
    fn new(server: Option<postgres::Database>, revisions: &[NewRevision]) -> Self {
        Self::with_ledger(server, revisions, LedgerName::default())
    }

    fn with_ledger(
        server: Option<postgres::Database>,
        revisions: &[NewRevision],
        ledger: LedgerName,
    ) -> Self {
        let sandbox = Sandbox::empty();
        let url = match &server {
            Some(database) => database.text(),
            None => "sqlite:///./main.db".to_owned(),
        };
        sandbox.write(
            "bridge.toml",
            &format!("[databases.main]\nurl = \"{url}\"\n"),
        );
        write_with(
            &sandbox.path().join("migrations"),
            revisions,
            &BTreeSet::new(),
            &[ledger],
        )
        .expect("the chain is written");
        let project = Self { sandbox, server };
        drop(project.connect());
        project
    }

    fn connect(&self) -> Box<dyn Connection> {
        match &self.server {
            Some(database) => database.connect(),
            None => sqlite(&self.sandbox, "main.db"),
        }
    }

    /// Runs SQL beside bridge.
    #[track_caller]
    fn hand(&self, sql: &str) -> &Self {
        self.connect().execute(sql).expect("the hand may do it");
        self
    }

    /// The first column of a query.
    #[track_caller]
    fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.connect().query(sql, &[]).expect("the query runs");
        rows.texts().map(str::to_owned).collect()
    }

    /// The ids in the version table; none where there is no table.
    fn applied(&self) -> Vec<String> {
        let sql = "SELECT revision FROM bridge_version ORDER BY \"position\"";
        match self.connect().query(sql, &[]) {
            Ok(rows) => rows.texts().map(str::to_owned).collect(),
            Err(_) => Vec::new(),
        }
    }

    /// The rows of `alembic_version`.
    #[track_caller]
    fn heads(&self) -> Vec<String> {
        self.texts("SELECT version_num FROM alembic_version ORDER BY 1")
    }

    fn bridge(&self, arguments: &[&str]) -> Outcome {
        self.sandbox.bridge(arguments)
    }
}

fn sqlite(sandbox: &Sandbox, file: &str) -> Box<dyn Connection> {
    let path = sandbox.path().join(file);
    let options = OpenOptions {
        access: Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    open(&DatabaseUrl::Sqlite { path }, &options).expect("the file opens")
}

/// Runs a test on both kinds of databases.
fn on_both(test: impl Fn(Option<postgres::Database>)) {
    test(None);
    test(Some(postgres::Database::new()));
}

/// A revision whose SQL runs on both dialects.
fn revision(kind: Kind, id: &str, parents: &[&str], up: &str) -> NewRevision {
    let script = |text: &str| NewScript {
        rung: if text.contains("-- bridge:") {
            Rung::Directives
        } else {
            Rung::Sql
        },
        derived: false,
        text: text.to_owned(),
        program: None,
        reason: None,
    };
    let dialects = [Dialect::Sqlite, Dialect::Postgres];
    NewRevision {
        id: id.to_owned(),
        message: format!("修改 {id}"),
        created: String::new(),
        lane: "admin".to_owned(),
        kind,
        database: "main".to_owned(),
        parents: parents.iter().map(|id| (*id).to_owned()).collect(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: None,
        scripts: BTreeMap::from(dialects.map(|dialect| ((Direction::Up, dialect), script(up)))),
        repairs: Vec::new(),
    }
}

const A1: &str = "CREATE TABLE accounts (id INTEGER PRIMARY KEY, name VARCHAR(50));\n\
                  CREATE INDEX ix_accounts_name ON accounts (name);\n";
const B2: &str = "CREATE TABLE notes (id INTEGER PRIMARY KEY, 內容 TEXT);\n";
const C3: &str = "ALTER TABLE accounts ADD COLUMN email VARCHAR(100);\n";
const E5: &str = "-- 005_widgets.py:12\nCREATE TABLE widgets (id INTEGER PRIMARY KEY, name VARCHAR(20));\n\
                  -- 005_widgets.py:17\nCREATE INDEX ix_widgets_name ON widgets (name);\n";
const LEDGER: &str = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, \
                      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));";

/// A fork and a merge: a1 - (b2, c3) - d4 - e5.
fn chain() -> Vec<NewRevision> {
    vec![
        revision(Kind::Alembic, "a1", &[], A1),
        revision(Kind::Alembic, "b2", &["a1"], B2),
        revision(Kind::Alembic, "c3", &["a1"], C3),
        revision(Kind::Alembic, "d4", &["b2", "c3"], ""),
        revision(Kind::Alembic, "e5", &["d4"], E5),
    ]
}

/// `alembic_version` with these rows.
fn ledger(heads: &[&str]) -> String {
    let rows = heads
        .iter()
        .map(|head| format!("INSERT INTO alembic_version VALUES ('{head}');"));
    LEDGER.to_owned() + &rows.collect::<String>()
}

#[test]
fn each_row_of_the_guarantees_names_a_test() {
    let root = crate::support::sandbox::repository();
    let text = std::fs::read_to_string(root.join("docs/GUARANTEES.md")).expect("the table");
    let names: BTreeSet<&str> = text
        .split('`')
        .filter(|word| {
            ["infer::", "ledger::", "list::", "two_databases::"]
                .iter()
                .any(|module| word.starts_with(module))
        })
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let (module, test) = name.split_once("::").expect("a module");
        let file = root.join(format!("tests/suite/states/{module}.rs"));
        let source = std::fs::read_to_string(&file).expect("the module is there");
        assert!(
            source.contains(&format!("#[test]\nfn {test}()")),
            "docs/GUARANTEES.md names {name}, and there is no such test"
        );
    }
}
