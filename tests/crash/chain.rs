//! A short chain that holds each kind of step, on one database and on two.
//!
//! Each revision counts itself in `tally`, up and down: what ran twice, or
//! half, shows as a number that is not 1. Going down and up again gives the
//! same schema and rows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use bridge::chain::{
    Kind, LedgerName, NewRevision, NewScript, NumberMeans, Rung, write, write_with,
};
use bridge_importers::program::{self, Program};
use bridge_importers::{Dialect, Direction};

/// Scripts of one revision: for SQLite, for PostgreSQL.
struct Scripts {
    up: [String; 2],
    down: [String; 2],
}

/// The same text for both.
fn both(text: &str) -> [String; 2] {
    [text.to_owned(), text.to_owned()]
}

fn each(sqlite: &str, postgres: &str) -> [String; 2] {
    [sqlite.to_owned(), postgres.to_owned()]
}

fn counted(id: &str, scripts: [String; 2]) -> [String; 2] {
    scripts.map(|text| {
        format!("{text}INSERT INTO tally VALUES ('{id}', 0);\nUPDATE tally SET n = n + 1 WHERE id = '{id}';\n")
    })
}

fn uncounted(id: &str, scripts: [String; 2]) -> [String; 2] {
    scripts.map(|text| format!("DELETE FROM tally WHERE id = '{id}';\n{text}"))
}

/// The lane `admin`, an Alembic project. Its first revision is there before bridge is.
fn admin() -> Vec<(&'static str, Scripts)> {
    let guarded = "-- bridge:let had = index(\"users\", \"ix_name\")\n-- bridge:if not had\nCREATE INDEX ix_name ON users (name);\n-- bridge:end\n-- bridge:if table(\"nowhere\")\nDROP TABLE nowhere;\n-- bridge:else\nUPDATE users SET note = 'guarded' WHERE id = 1;\n-- bridge:end\n";
    let tried = "-- bridge:try sqlalchemy.exc.OperationalError, sqlalchemy.exc.ProgrammingError\nCREATE INDEX ix_name ON users (name);\n-- bridge:end\n-- bridge:try Exception\nCREATE TABLE tried (id INTEGER PRIMARY KEY);\n-- bridge:else\nINSERT INTO tried VALUES (1);\n-- bridge:end\n";
    let batch = "-- bridge:batch users\n-- bridge: add column age INTEGER\n-- bridge: alter column name type VARCHAR(80) not null\n-- bridge:end\n";
    let unbatch = "-- bridge:batch users\n-- bridge: drop column age\n-- bridge: alter column name type VARCHAR(40) not null\n-- bridge:end\n";
    let auto_lite = "PRAGMA defer_foreign_keys=ON;\nINSERT INTO log VALUES ('held');\nUPDATE log SET line = line || '.' WHERE line LIKE 'held%';\n-- bridge:autocommit\nINSERT INTO log VALUES ('auto');\nVACUUM;\nCREATE INDEX ix_note ON users (note);\nREINDEX ix_note;\nUPDATE log SET line = line || '!' WHERE line LIKE 'auto%';\n-- bridge:end\n";
    let auto_pg = "SET LOCAL lock_timeout = '9s';\nINSERT INTO log VALUES ('held');\nUPDATE log SET line = line || '.' WHERE line LIKE 'held%';\n-- bridge:autocommit\nINSERT INTO log VALUES ('auto');\nCREATE INDEX CONCURRENTLY ix_note ON users (note);\nREINDEX INDEX CONCURRENTLY ix_note;\nVACUUM users;\nUPDATE log SET line = line || '!' WHERE line LIKE 'auto%';\n-- bridge:end\n";
    let own_lite = "PRAGMA foreign_keys=ON;\nBEGIN;\nINSERT INTO log VALUES ('own');\nUPDATE log SET line = line || '?' WHERE line LIKE 'own%';\nCOMMIT;\n-- bridge:let has = table(\"own\")\n-- bridge:if not has\nCREATE TABLE own (id INTEGER PRIMARY KEY);\n-- bridge:end\nVACUUM;\n-- bridge:if not has\nINSERT INTO own VALUES (1);\n-- bridge:end\nPRAGMA foreign_keys=OFF;\n";
    let own_pg = "SET search_path TO public;\nBEGIN;\nINSERT INTO log VALUES ('own');\nUPDATE log SET line = line || '?' WHERE line LIKE 'own%';\nCOMMIT;\n-- bridge:let has = table(\"own\")\n-- bridge:if not has\nCREATE TABLE own (id INTEGER PRIMARY KEY);\n-- bridge:end\nVACUUM log;\n-- bridge:if not has\nINSERT INTO own VALUES (1);\n-- bridge:end\n-- bridge:if not index(\"users\", \"ix_own\")\nCREATE UNIQUE INDEX CONCURRENTLY ix_own ON users (id, name);\n-- bridge:end\n";
    vec![
        (
            "a1",
            Scripts {
                up: both(BASE),
                down: both("DROP TABLE log;\nDROP TABLE users;\nDROP TABLE tally;\n"),
            },
        ),
        (
            "a2_sql",
            Scripts {
                up: both(
                    "CREATE TABLE 公告 (id INTEGER PRIMARY KEY, 標題 TEXT NOT NULL);\nINSERT INTO 公告 VALUES (1, '第一則');\n",
                ),
                down: both("DROP TABLE 公告;\n"),
            },
        ),
        (
            "a3_guard",
            Scripts {
                up: both(guarded),
                down: both("UPDATE users SET note = NULL WHERE id = 1;\nDROP INDEX ix_name;\n"),
            },
        ),
        (
            "a4_try",
            Scripts {
                up: both(tried),
                down: both("DROP TABLE tried;\n"),
            },
        ),
        (
            "a5_batch",
            Scripts {
                up: each(
                    batch,
                    "ALTER TABLE users ADD COLUMN age INTEGER;\nALTER TABLE users ALTER COLUMN name TYPE VARCHAR(80);\n",
                ),
                down: each(
                    unbatch,
                    "ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(40);\nALTER TABLE users DROP COLUMN age;\n",
                ),
            },
        ),
        (
            "a6_autocommit",
            Scripts {
                up: each(auto_lite, auto_pg),
                down: each(
                    "DELETE FROM log WHERE line LIKE 'held%';\n-- bridge:autocommit\nDELETE FROM log WHERE line LIKE 'auto%';\nDROP INDEX ix_note;\nVACUUM;\n-- bridge:end\n",
                    "DELETE FROM log WHERE line LIKE 'held%';\n-- bridge:autocommit\nDELETE FROM log WHERE line LIKE 'auto%';\nDROP INDEX CONCURRENTLY ix_note;\n-- bridge:end\n",
                ),
            },
        ),
        (
            "a7_no_transaction",
            Scripts {
                up: each(own_lite, own_pg),
                down: each(
                    "DROP TABLE own;\nBEGIN;\nDELETE FROM log WHERE line LIKE 'own%';\nCOMMIT;\n",
                    "DROP TABLE own;\nBEGIN;\nDELETE FROM log WHERE line LIKE 'own%';\nCOMMIT;\nDROP INDEX CONCURRENTLY ix_own;\n",
                ),
            },
        ),
        (
            "a8_program",
            Scripts {
                up: both(PROGRAM),
                down: both(PROGRAM),
            },
        ),
        (
            "a9_last",
            Scripts {
                up: both("CREATE TABLE last (id INTEGER PRIMARY KEY);\n"),
                down: both("DROP TABLE last;\n"),
            },
        ),
    ]
}

/// The lane `chat`, a list; on a database of its own or not there at all.
fn chat() -> Vec<(&'static str, Scripts)> {
    vec![
        (
            "c1",
            Scripts {
                up: both(BASE),
                down: both("DROP TABLE log;\nDROP TABLE users;\nDROP TABLE tally;\n"),
            },
        ),
        (
            "c2_sql",
            Scripts {
                up: both(
                    "CREATE TABLE reminders (id INTEGER PRIMARY KEY, 內容 TEXT);\nINSERT INTO reminders VALUES (1, '開會');\n",
                ),
                down: both("DROP TABLE reminders;\n"),
            },
        ),
        (
            "c3_autocommit",
            Scripts {
                up: each(
                    "INSERT INTO log VALUES ('chat');\nVACUUM;\nUPDATE log SET line = line || '!' WHERE line LIKE 'chat%';\n",
                    "INSERT INTO log VALUES ('chat');\nVACUUM log;\nUPDATE log SET line = line || '!' WHERE line LIKE 'chat%';\n",
                ),
                down: each(
                    "DELETE FROM log WHERE line LIKE 'chat%';\nVACUUM;\n",
                    "DELETE FROM log WHERE line LIKE 'chat%';\nVACUUM log;\n",
                ),
            },
        ),
        (
            "c4_last",
            Scripts {
                up: both("CREATE INDEX ix_chat ON users (note);\n"),
                down: both("DROP INDEX ix_chat;\n"),
            },
        ),
    ]
}

/// What depends on rows stays Python, and is run by bridge's own interpreter.
const PROGRAM: &str = r#"
import sqlalchemy as sa
from alembic import op

def upgrade():
    bind = op.get_bind()
    op.create_table("names", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
    for row in bind.execute(sa.text("SELECT id, name FROM users ORDER BY id")).fetchall():
        bind.execute(sa.text("INSERT INTO names VALUES (:id, :name)"), {"id": row[0], "name": row[1].upper()})
    bind.execute(sa.text("INSERT INTO tally VALUES ('a8_program', 0)"))
    bind.execute(sa.text("UPDATE tally SET n = n + 1 WHERE id = 'a8_program'"))

def downgrade():
    bind = op.get_bind()
    bind.execute(sa.text("DELETE FROM tally WHERE id = 'a8_program'"))
    op.drop_table("names")
"#;

/// What stands in a database before bridge comes: tables, rows, no tally of revisions yet.
pub(crate) const BASE: &str = "CREATE TABLE tally (id VARCHAR(40) PRIMARY KEY, n INTEGER NOT NULL);\nCREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, note TEXT);\nINSERT INTO users VALUES (1, '王小明', NULL);\nINSERT INTO users VALUES (2, 'b', 'x');\nCREATE TABLE log (line TEXT);\n";

/// The rows of the legacy ledgers beside it.
pub(crate) const ALEMBIC: &str = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));\nINSERT INTO alembic_version VALUES ('a1');\n";
pub(crate) const LIST: &str = "CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, description TEXT, applied_at TEXT);\nINSERT INTO schema_migrations VALUES ('c1', 'makes c1', '2026-01-01 00:00:00');\n";

/// The same, kept as a number and in no table.
pub(crate) const NUMBER: &str = "DROP TABLE schema_migrations;\nPRAGMA user_version = 1;\n";

/// The chain of both lanes, where the list's runner counts its entries in `PRAGMA user_version`.
pub(crate) fn write_counted(folder: &Path) {
    let counted = LedgerName {
        lane: "chat".to_owned(),
        user_version: Some(NumberMeans::Count),
        ..LedgerName::default()
    };
    write_with(folder, &short(true), &BTreeSet::new(), &[counted]).expect("the chain is written");
}

/// Writes the chain; its two lanes are interleaved.
pub(crate) fn write_short(folder: &Path, two: bool) {
    write(folder, &short(two), &BTreeSet::new()).expect("the chain is written");
}

fn short(two: bool) -> Vec<NewRevision> {
    let mut revisions = Vec::new();
    let mut other = if two { chat() } else { Vec::new() }.into_iter();
    let mut parents: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, scripts) in admin() {
        revisions.push(revision("admin", id, parents.insert("admin", id), scripts));
        if let Some((id, scripts)) = other.next() {
            revisions.push(revision("chat", id, parents.insert("chat", id), scripts));
        }
    }
    revisions
}

fn revision(lane: &str, id: &str, parent: Option<&str>, scripts: Scripts) -> NewRevision {
    // The first one is never run: it is adopted.
    let (up, down) = if parent.is_none() || scripts.up[0] == PROGRAM {
        (scripts.up, scripts.down)
    } else {
        (counted(id, scripts.up), uncounted(id, scripts.down))
    };
    new(lane, id, parent, up, down)
}

fn new(
    lane: &str,
    id: &str,
    parent: Option<&str>,
    up: [String; 2],
    down: [String; 2],
) -> NewRevision {
    let mut scripts = BTreeMap::new();
    for (direction, texts) in [(Direction::Up, up), (Direction::Down, down)] {
        for (dialect, text) in [Dialect::Sqlite, Dialect::Postgres].into_iter().zip(texts) {
            let program = (text == PROGRAM).then(|| {
                Arc::new(Program {
                    kind: program::Kind::Alembic,
                    path: "versions/a8.py".to_owned(),
                    text: text.clone(),
                    modules: Vec::new(),
                    written_types: Vec::new(),
                    files: Vec::new(),
                    naming_convention: Vec::new(),
                    types: Default::default(),
                    configuration: Default::default(),
                })
            });
            let script = NewScript {
                rung: match program {
                    Some(_) => Rung::Program,
                    None => Rung::Directives,
                },
                derived: false,
                text: if program.is_some() {
                    String::new()
                } else {
                    text
                },
                reason: None,
                program,
            };
            scripts.insert((direction, dialect), script);
        }
    }
    NewRevision {
        id: id.to_owned(),
        message: format!("makes {id}"),
        created: "2026-01-01".to_owned(),
        lane: lane.to_owned(),
        kind: if lane == "chat" {
            Kind::List
        } else {
            Kind::Alembic
        },
        database: lane.to_owned(),
        parents: parent.into_iter().map(str::to_owned).collect(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: None,
        scripts,
        repairs: Vec::new(),
    }
}

/// A long chain of small revisions, after the same base.
pub(crate) fn write_long(folder: &Path, count: usize) {
    let mut revisions = vec![new("admin", "a1", None, both(BASE), both(""))];
    for number in 1..count {
        let id = format!("r{number:03}");
        let parent = revisions
            .last()
            .map(|last| last.id.clone())
            .unwrap_or_default();
        let up = format!(
            "CREATE TABLE t{number} (id INTEGER PRIMARY KEY, a TEXT);\nINSERT INTO t{number} VALUES (1, 'x');\nCREATE INDEX ix_{number} ON t{number} (a);\n"
        );
        let down = format!("DROP TABLE t{number};\n");
        revisions.push(new(
            "admin",
            &id,
            Some(&parent),
            counted(&id, both(&up)),
            uncounted(&id, both(&down)),
        ));
    }
    write(folder, &revisions, &BTreeSet::new()).expect("the chain is written");
}
