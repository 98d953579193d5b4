use std::fs;

use super::*;
use crate::program::Kind;

pub(super) fn entries(files: &[(&str, &str)]) -> Entries {
    entries_with(files, Unversioned::Refused)
}

fn entries_with(files: &[(&str, &str)], unversioned: Unversioned) -> Entries {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    read(
        &folder.path().join("migrations/__init__.py"),
        folder.path(),
        unversioned,
    )
}

/// `version (description) file:line | line:sql; ...`, an entry a line, then the findings.
pub(super) fn shown(files: &[(&str, &str)]) -> String {
    shown_of(&entries(files))
}

fn shown_of(found: &Entries) -> String {
    let mut lines = Vec::new();
    for entry in &found.entries {
        let sql = |statements: &[Statement]| -> String {
            let all: Vec<String> = statements
                .iter()
                .map(|one| format!("{}:{}", one.origin.line, one.sql.trim()))
                .collect();
            all.join("; ")
        };
        let mut line = format!(
            "{} ({}) {}:{} | {}",
            entry.version,
            entry.description,
            entry.path,
            entry.line,
            sql(&entry.statements)
        );
        if let Some(rollback) = &entry.rollback {
            line += &format!(" | {}", sql(rollback));
        }
        if let Some(Kind::List { up, down, .. }) = entry.program.as_ref().map(|one| &one.kind) {
            for (direction, function) in [("up", up), ("down", down)] {
                if let Some(function) = function {
                    line += &format!(" | {direction}: {function}()");
                }
            }
        }
        lines.push(line);
    }
    lines.extend(
        found
            .diagnostics
            .iter()
            .map(|d| format!("[{}] {d}", d.code)),
    );
    lines.join("\n")
}

pub(super) fn list(text: &str) -> String {
    shown(&[("migrations/__init__.py", text)])
}

#[test]
fn a_list_of_dicts() {
    insta::assert_snapshot!(list(r#"
"""說明"""
MIGRATIONS = [
    {
        "version": "20241024_add_indexes",
        "description": "索引",
        "statements": [
            "CREATE INDEX a ON t (a)",
            """
            CREATE INDEX b
              ON t (b)
            """,
            "CREATE INDEX a ON t (a)",
        ],
    },
    {"version": "2", "description": None, "statements": "DROP TABLE x"},
]
"#), @"
    20241024_add_indexes (索引) migrations/__init__.py:5 | 8:CREATE INDEX a ON t (a); 9:CREATE INDEX b
                  ON t (b); 13:CREATE INDEX a ON t (a)
    2 () migrations/__init__.py:16 | 16:DROP TABLE x
    ");
}

#[test]
fn constants_and_computed_strings() {
    insta::assert_snapshot!(list(r#"
TABLE = "users"
V = "v" + str(1)
MIGRATIONS = [(V, "d", [
    f"ALTER TABLE {TABLE} ADD COLUMN a TEXT DEFAULT '{TABLE}'",
    "CREATE TABLE x " + "(a)",
    "".join(["CREATE VIEW w ", "AS SELECT 1"]),
])]
MIGRATIONS += [("v2", [f"DROP TABLE {t}" for t in ("a", "b")])]
MIGRATIONS.append(("v3", "last", "SELECT 1"))
MIGRATIONS.extend([("v4", ["SELECT 2"], ["SELECT 3"])])
"#), @"
    v1 (d) migrations/__init__.py:4 | 5:ALTER TABLE users ADD COLUMN a TEXT DEFAULT 'users'; 6:CREATE TABLE x (a); 7:CREATE VIEW w AS SELECT 1
    v2 () migrations/__init__.py:9 | 9:DROP TABLE a; 9:DROP TABLE b
    v3 (last) migrations/__init__.py:10 | 10:SELECT 1
    v4 () migrations/__init__.py:11 | 11:SELECT 2 | 11:SELECT 3
    ");
}

#[test]
fn a_dict_by_version() {
    insta::assert_snapshot!(list(r#"
MIGRATIONS = {
    "a": {"description": "one", "statements": ["SELECT 1"]},
    "b": ("two", ["SELECT 2"]),
    "c": ["SELECT 3", "SELECT 4"],
    "d": "SELECT 5",
}
"#), @"
    a (one) migrations/__init__.py:3 | 3:SELECT 1
    b (two) migrations/__init__.py:4 | 4:SELECT 2
    c () migrations/__init__.py:5 | 5:SELECT 3; 5:SELECT 4
    d () migrations/__init__.py:6 | 6:SELECT 5
    ");
}

#[test]
fn instances_of_a_class() {
    insta::assert_snapshot!(list(r#"
class Migration:
    def __init__(self, version, statements, description=""):
        self.version = version
        self.statements = list(statements)
        self.description = description
    def apply(self, connection):
        for statement in self.statements:
            connection.execute(statement)

MIGRATIONS = [
    Migration("a", ["SELECT 1"]),
    Migration(description="two", version="b", statements=("SELECT 2", "SELECT 3")),
]
"#), @"
    a () migrations/__init__.py:12 | 12:SELECT 1
    b (two) migrations/__init__.py:13 | 13:SELECT 2; 13:SELECT 3
    ");
}

#[test]
fn classes_of_entries() {
    insta::assert_snapshot!(list(r#"
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple

@dataclass(frozen=True)
class A:
    version: str
    statements: list = field(default_factory=list)
    description: str = ""
    def apply(self, connection):
        for statement in self.statements:
            connection.execute(statement)

B = namedtuple("B", "version description statements")

class C(NamedTuple):
    version: str
    sql: str
    rollback: str = ""

MIGRATIONS = [A("a", ["SELECT 1"]), B("b", "two", ["SELECT 2"]), C("c", "SELECT 3", rollback="SELECT 4")]
"#), @"
    a () migrations/__init__.py:22 | 22:SELECT 1
    b (two) migrations/__init__.py:22 | 22:SELECT 2
    c () migrations/__init__.py:22 | 22:SELECT 3 | 22:SELECT 4
    ");
}

#[test]
fn one_module_per_migration() {
    let first = (
        "migrations/m1.py",
        "VERSION = 'm1'\nDESCRIPTION = 'one'\nSTATEMENTS = [\n    'SELECT 1',\n]\n",
    );
    let second = (
        "migrations/m2.py",
        "MIGRATION = {\n    'version': 'm2',\n    'sql': 'SELECT 2',\n}\n",
    );
    insta::assert_snapshot!(shown(&[
        ("migrations/__init__.py", "from . import m1\nfrom .m2 import MIGRATION as M2\nMIGRATIONS = [m1, M2]\n"),
        first,
        second,
    ]), @"
    m1 (one) migrations/m1.py:1 | 4:SELECT 1
    m2 () migrations/m2.py:2 | 3:SELECT 2
    ");
    let found = entries(&[
        (
            "migrations/__init__.py",
            "from migrations import m1\nMIGRATIONS = [m1]\n",
        ),
        first,
    ]);
    let files: Vec<&str> = found.files.iter().map(|file| file.shown.as_str()).collect();
    assert_eq!(files, ["migrations/__init__.py", "migrations/m1.py"]);
    insta::assert_snapshot!(shown(&[("migrations/__init__.py", ""), second, first]), @"
    m1 (one) migrations/m1.py:1 | 4:SELECT 1
    m2 () migrations/m2.py:2 | 3:SELECT 2
    [list-package] migrations/__init__.py: There is no `MIGRATIONS`: the 2 modules of the package are taken, in the order of their names.
    ");
}

#[test]
fn a_list_that_cannot_be_read_is_not_replaced_by_a_guess() {
    let module = (
        "migrations/m1.py",
        "VERSION = 'm1'\nSTATEMENTS = ['SELECT 1']\n",
    );
    insta::assert_snapshot!(shown(&[
        ("migrations/__init__.py", "import settings\nMIGRATIONS = [('a', 'SELECT 0')]\nfor one in settings.MORE:\n    MIGRATIONS.append(one)\n"),
        module,
    ]), @"[unknown-import] migrations/__init__.py:3:1: `MIGRATIONS` is not understood.");
    insta::assert_snapshot!(shown(&[
        ("migrations/__init__.py", "from settings import MIGRATIONS\n"),
        module,
    ]), @"[unknown-import] migrations/__init__.py:1:22: `MIGRATIONS` depends on settings.MIGRATIONS, which is not known.");
    insta::assert_snapshot!(shown(&[
        ("migrations/__init__.py", ""),
        module,
        ("migrations/m2.py", "import settings\nVERSION = settings.MORE\nSTATEMENTS = ['SELECT 2']\n"),
    ]), @"
    m1 () migrations/m1.py:1 | 2:SELECT 1
    [list-package] migrations/__init__.py: There is no `MIGRATIONS`: the 2 modules of the package are taken, in the order of their names.
    [list-shape] migrations/__init__.py: Entry 2 of MIGRATIONS has a version that is no string.
    ");
}

#[test]
fn files_beside_the_list_and_modules_that_a_loop_collects() {
    let modules = [
        (
            "migrations/m2_b.py",
            "VERSION = 'm2'\nSTATEMENTS = ['SELECT 2']\n",
        ),
        (
            "migrations/m1_a.py",
            "VERSION = 'm1'\nSTATEMENTS = ['SELECT 1']\n",
        ),
        (
            "migrations/sql/3_備註.sql",
            "CREATE TABLE notes (body TEXT);\r\nSELECT 'a;b';\r\n",
        ),
    ];
    let collected = |init: &'static str| {
        let mut files = vec![("migrations/__init__.py", init)];
        files.extend(modules);
        shown(&files)
    };
    insta::assert_snapshot!(collected(r#"
import importlib, pkgutil
from pathlib import Path
MIGRATIONS = [("0", "SELECT 0")]
for info in pkgutil.iter_modules(__path__):
    if info.name.startswith("m"):
        module = importlib.import_module(f".{info.name}", __name__)
        MIGRATIONS.append({"version": module.VERSION, "statements": module.STATEMENTS})
for path in sorted((Path(__file__).parent / "sql").glob("*.sql")):
    MIGRATIONS.append((path.stem, path.read_text(encoding="utf-8")))
"#), @"
    0 () migrations/__init__.py:4 | 4:SELECT 0
    m1 () migrations/m1_a.py:1 | 2:SELECT 1
    m2 () migrations/m2_b.py:1 | 2:SELECT 2
    3_備註 () migrations/__init__.py:4 | 1:CREATE TABLE notes (body TEXT);
    SELECT 'a;b';
    ");
    insta::assert_snapshot!(collected(r#"
import glob, importlib.util, os
HERE = os.path.dirname(os.path.abspath(__file__))
MIGRATIONS = []
for name in sorted(os.listdir(HERE)):
    if name.endswith(".py") and name != "__init__.py":
        spec = importlib.util.spec_from_file_location(name[:-3], os.path.join(HERE, name))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        MIGRATIONS.append((module.VERSION, module.STATEMENTS))
for path in glob.glob(HERE + "/*/*.sql"):
    with open(path, encoding="utf-8") as f:
        MIGRATIONS.append((os.path.basename(path), [s for s in f.read().splitlines() if s]))
"#), @"
    m1 () migrations/m1_a.py:1 | 2:SELECT 1
    m2 () migrations/m2_b.py:1 | 2:SELECT 2
    3_備註.sql () migrations/__init__.py:4 | 4:CREATE TABLE notes (body TEXT);; 4:SELECT 'a;b';
    ");
    insta::assert_snapshot!(collected(r#"
import glob, os
HERE = os.path.dirname(os.path.abspath(__file__))
MIGRATIONS = []
for path in glob.glob(HERE + "/sql/**", recursive=True):
    if path.endswith(".sql"):
        with open(path, newline="") as f:
            MIGRATIONS.append((os.path.basename(path), [repr(f.read())]))
"#), @r#"3_備註.sql () migrations/__init__.py:4 | 4:"CREATE TABLE notes (body TEXT);\r\nSELECT 'a;b';\r\n""#);
    insta::assert_snapshot!(collected(r#"
import glob, os
HERE = os.path.dirname(os.path.abspath(__file__))
found = [path[len(HERE):] for path in glob.glob(HERE + "/sql/**", recursive=True)]
MIGRATIONS = [("a", [repr(found)])]
"#), @"a () migrations/__init__.py:5 | 5:['/sql/', '/sql/3_備註.sql']");
    insta::assert_snapshot!(collected("import glob\nMIGRATIONS = [('a', glob.glob('/*.sql'))]\n"), @"[unknown-import] migrations/__init__.py:2:1: `MIGRATIONS` is not understood.");
    insta::assert_snapshot!(collected("MIGRATIONS = [('a', open('/etc/hostname').read())]\n"), @"[unknown-import] migrations/__init__.py:1:1: `MIGRATIONS` is not understood.");
    insta::assert_snapshot!(collected("MIGRATIONS = [('a', open(__file__, 'w').write('x'))]\n"), @"[unknown-import] migrations/__init__.py:1:1: `MIGRATIONS` is not understood.");
    insta::assert_snapshot!(collected("from pathlib import Path\nMIGRATIONS = [('a', (Path(__file__).parent / 'b.sql').read_text())]\n"), @"[python-exception] migrations/__init__.py:2:21: Python would stop here: FileNotFoundError: [Errno 2] No such file or directory: 'migrations/b.sql'");
}

#[test]
fn unknown_imports_do_not_matter_where_they_are_not_used() {
    insta::assert_snapshot!(list(r#"
import aiosqlite
from app.settings import DB
MIGRATIONS = [("a", "", ["SELECT 1"])]
"#), @"a () migrations/__init__.py:4 | 4:SELECT 1");
    insta::assert_snapshot!(list("from app.settings import DB\nMIGRATIONS = [('a', '', [DB])]\n"), @"[unknown-import] migrations/__init__.py:1:26: Statement 1 of entry 'a' depends on app.settings.DB, which is not known.");
}

#[test]
fn fields_that_an_entry_does_not_use_hide_nothing() {
    insta::assert_snapshot!(list(r#"
from dataclasses import dataclass, field
from typing import Callable

def up(connection):
    connection.execute("SELECT 1")

def down(connection):
    connection.execute("SELECT 2")

@dataclass
class M:
    version: str
    description: str = ""
    statements: list = field(default_factory=list)
    rollback: list = field(default_factory=list)
    name: str = ""
    up: Callable = None
    down: Callable = None
    sql: str = ""
    tags: tuple = ()

    def apply(self, connection):
        if self.up:
            return self.up(connection)
        for statement in self.statements:
            connection.execute(statement)

MIGRATIONS = [
    M("a", up=up, down=down),
    M("b", name="two", sql="SELECT 3"),
    M("c"),
    {"version": "d", "statements": None, "sql": "SELECT 4", "rollback": [], "down": "SELECT 5"},
    {"version": "e", "statements": [], "apply": up, "run": up},
    ("f", "six", [], up),
    ("g", up, down),
]
"#), @"
    a () migrations/__init__.py:30 |  | up: up() | down: down()
    b (two) migrations/__init__.py:31 | 31:SELECT 3
    c () migrations/__init__.py:32 | 
    d () migrations/__init__.py:33 | 33:SELECT 4 | 33:SELECT 5
    e () migrations/__init__.py:34 |  | up: up()
    f (six) migrations/__init__.py:35 |  | up: up()
    g () migrations/__init__.py:36 |  | up: up() | down: down()
    [list-empty] migrations/__init__.py:32:5: Entry 'c' has no statement.
    ");
}

#[test]
fn which_of_two_parts_counts_is_not_guessed() {
    insta::assert_snapshot!(list(r#"
from dataclasses import dataclass
from typing import Callable

def up(connection):
    connection.execute("SELECT 1")

def other(connection):
    connection.execute("SELECT 2")

@dataclass
class M:
    version: str
    statements: list
    up: Callable = None
    before: Callable = None

class Once:
    version = "g"
    statements = ["SELECT 3"]
    def up(self, connection):
        connection.execute("SELECT 4")

MIGRATIONS = [
    M("a", ["SELECT 1"], up),
    {"version": "b", "statements": ["SELECT 1"], "up": up},
    {"version": "c", "statements": ["SELECT 1"], "sql": "SELECT 2"},
    {"version": "d", "up": up, "run": other},
    {"version": "e", "sql": "SELECT 1", "rollback": ["SELECT 2"], "down": up},
    ("f", "six", ["SELECT 1"], up),
    Once(),
    M("h", ["SELECT 1"], before=up),
    {"version": "i", "sql": "SELECT 1", "condition": lambda connection: False},
]
"#), @"
    [list-parts] migrations/__init__.py:25:5: Entry 'a' has `statements` and `up`, and only its runner knows which of them counts.
    [list-parts] migrations/__init__.py:26:5: Entry 'b' has `statements` and `up`, and only its runner knows which of them counts.
    [list-parts] migrations/__init__.py:27:5: Entry 'c' has `statements` and `sql`, and only its runner knows which of them counts.
    [list-parts] migrations/__init__.py:28:5: Entry 'd' has `up` and `run`, and only its runner knows which of them counts.
    [list-parts] migrations/__init__.py:29:5: Entry 'e' has `rollback` and `down`, and only its runner knows which of them counts.
    [list-shape] migrations/__init__.py:30:5: Entry 'f' has SQL and a function, and only its runner knows whether that undoes the SQL.
    [list-parts] migrations/__init__.py:19:5: Entry 'g' has `statements` and `up`, and only its runner knows which of them counts.
    [list-callable] migrations/__init__.py:32:5: Entry 'h' has a function `before`, and only its runner knows when that is called.
    [list-callable] migrations/__init__.py:33:5: Entry 'i' has a function `condition`, and only its runner knows when that is called.
    ");
}

#[test]
fn faults_are_named() {
    insta::assert_snapshot!(list("MIGRATION = []\n"), @"[list-missing] migrations/__init__.py: The file does not define `MIGRATIONS`.");
    insta::assert_snapshot!(list("MIGRATIONS = 3\n"), @"[list-shape] migrations/__init__.py:1:1: `MIGRATIONS` is an int, and not a list of entries.");
    insta::assert_snapshot!(list("MIGRATIONS = [\n    3,\n    {'description': 'x'},\n    ('a', 'b', 'c', 'd', 'e'),\n    {'version': 'f', 'statements': [('a', 1)]},\n    ('ok', 'SELECT 1'),\n]\n"), @"
    ok () migrations/__init__.py:6 | 6:SELECT 1
    [list-shape] migrations/__init__.py:2:5: Entry 1 of MIGRATIONS is an int.
    [list-shape] migrations/__init__.py:3:5: Entry 2 of MIGRATIONS has no version.
    [list-shape] migrations/__init__.py:4:5: Entry 'a' has 5 parts.
    [list-shape] migrations/__init__.py:5:5: Entry 'f' has a statement (1) that is a tuple.
    ");
    insta::assert_snapshot!(list("MIGRATIONS = [\n    ('a', 'SELECT 1'),\n    ('a', 'SELECT 2'),\n]\n"), @"
    a () migrations/__init__.py:2 | 2:SELECT 1
    a () migrations/__init__.py:3 | 3:SELECT 2
    [list-duplicate] migrations/__init__.py:3:5: Version 'a' is in the list twice.
    ");
    let syntax = list("MIGRATIONS = [\n");
    assert!(
        syntax.starts_with("[python-syntax] migrations/__init__.py:"),
        "{syntax}"
    );
    insta::assert_snapshot!(list("raise ValueError('不行')\n"), @"[python-exception] migrations/__init__.py:1:1: Python would stop here: ValueError: 不行");
}

#[test]
fn columns_are_no_statements() {
    insta::assert_snapshot!(list(r#"
MIGRATIONS = [
    ("jobs", "status", "TEXT NOT NULL DEFAULT 'done'"),
    ("fence", "INTEGER DEFAULT 0"),
    ("c", "-- only a comment"),
    ("d", "{statement}"),
]
"#), @"
    c () migrations/__init__.py:5 | 5:-- only a comment
    d () migrations/__init__.py:6 | 6:{statement}
    [list-shape] migrations/__init__.py:3:5: Entry 'jobs' has `TEXT NOT NULL DEFAULT 'done'` as its statement, and no statement begins with `TEXT`.
    [list-shape] migrations/__init__.py:4:5: Entry 'fence' has `INTEGER DEFAULT 0` as its statement, and no statement begins with `INTEGER`.
    ");
}

#[test]
fn a_list_of_another_name() {
    for name in ["_MIGRATIONS", "migrations", "_migrations"] {
        let found = list(&format!("X = 1\n{name} = [('a', 'SELECT 1')]\n"));
        assert!(
            found.starts_with("a () migrations/__init__.py:2 | 2:SELECT 1"),
            "{found}"
        );
        assert!(found.contains(&format!("`{name}` is taken")), "{found}");
    }
    // Which of two counts, and what has more of a name, is not guessed.
    insta::assert_snapshot!(list("_MIGRATIONS = [('a', 'SELECT 1')]\nmigrations = []\n"), @"[list-missing] migrations/__init__.py: The file does not define `MIGRATIONS`.");
    insta::assert_snapshot!(list("COLUMN_MIGRATIONS = ['SELECT 1']\n"), @"[list-missing] migrations/__init__.py: The file does not define `MIGRATIONS`.");
    insta::assert_snapshot!(list("MIGRATIONS = []\n_MIGRATIONS = [('a', 'SELECT 1')]\n"), @"");
}

#[test]
fn the_sample_is_read_without_a_finding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let found = read(
        &root.join("legacy/main-program/migrations"),
        &root,
        Unversioned::Refused,
    );
    assert_eq!(found.diagnostics, []);
    assert_eq!(found.entries.len(), 7);
    let profile = &found.entries[2];
    assert_eq!(profile.description, "用户资料：签名与头像");
    assert_eq!(profile.path, "legacy/main-program/migrations/__init__.py");
    let lines = |entry: &Entry| -> Vec<usize> {
        let statements = entry.statements.iter();
        statements.map(|one| one.origin.line - entry.line).collect()
    };
    assert_eq!(lines(profile), [3, 4]);
    assert_eq!(lines(&found.entries[3]), [3, 13]);
}

#[test]
fn entries_that_their_runner_counts() {
    let list = r#"
def up(conn):
    conn.execute("CREATE TABLE f (a)")

class Steps:
    def third(self, conn):
        conn.execute("CREATE TABLE g (a)")

MIGRATIONS = [
    "CREATE TABLE a (id INTEGER)",
    ["CREATE TABLE b (id INTEGER)", "DROP TABLE a"],
    up,
    Steps().third,
    {"description": "five", "sql": "CREATE TABLE c (id INTEGER)"},
    ("CREATE TABLE d (id INTEGER)", "DROP TABLE d"),
    (["CREATE TABLE e (id INTEGER)"], ["DROP TABLE e"]),
    ("named", "CREATE TABLE h (id INTEGER)"),
]
"#;
    let files = [("migrations/__init__.py", list)];
    let counted = shown_of(&entries_with(&files, Unversioned::Counted));
    insta::assert_snapshot!(counted, @"
    1 () migrations/__init__.py:10 | 10:CREATE TABLE a (id INTEGER)
    2 () migrations/__init__.py:11 | 11:CREATE TABLE b (id INTEGER); 11:DROP TABLE a
    3 () migrations/__init__.py:12 |  | up: up()
    4 () migrations/__init__.py:13 |  | up: upgrade()
    5 (five) migrations/__init__.py:14 | 14:CREATE TABLE c (id INTEGER)
    6 () migrations/__init__.py:15 | 15:CREATE TABLE d (id INTEGER) | 15:DROP TABLE d
    7 () migrations/__init__.py:16 | 16:CREATE TABLE e (id INTEGER) | 16:DROP TABLE e
    named () migrations/__init__.py:17 | 17:CREATE TABLE h (id INTEGER)
    ");
    let refused = entries(&files).diagnostics;
    assert!(refused.iter().all(|one| one.code == "list-shape"));
}

#[test]
fn sql_is_no_description() {
    let taken = r#"
MIGRATIONS = [
    ("1", "CREATE TABLE a (id INTEGER)", "DROP TABLE a"),
    ("2", "ALTER TABLE a ADD COLUMN b TEXT", "ALTER TABLE a DROP COLUMN b"),
    ("3", "Create the index", "CREATE INDEX i ON a (b)"),
    ("4", "Drop it", "DROP INDEX i", "CREATE INDEX i ON a (b)"),
    ("5", "Drop table a", "DROP TABLE a"),
]
"#;
    insta::assert_snapshot!(shown(&[("migrations/__init__.py", taken)]), @"
    1 () migrations/__init__.py:3 | 3:CREATE TABLE a (id INTEGER) | 3:DROP TABLE a
    2 () migrations/__init__.py:4 | 4:ALTER TABLE a ADD COLUMN b TEXT | 4:ALTER TABLE a DROP COLUMN b
    3 (Create the index) migrations/__init__.py:5 | 5:CREATE INDEX i ON a (b)
    4 (Drop it) migrations/__init__.py:6 | 6:DROP INDEX i | 6:CREATE INDEX i ON a (b)
    5 (Drop table a) migrations/__init__.py:7 | 7:DROP TABLE a
    ");
    for refused in [
        r#"[("1", "CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)")]"#,
        r#"[("1", "CREATE TABLE a (id INTEGER)", "DROP TABLE b")]"#,
        r#"[("1", "Drop table a", "Drop table b")]"#,
        r#"{1: ("CREATE TABLE a (id INTEGER)", "CREATE INDEX i ON a (id)")}"#,
        r#"{1: ("CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)", "DROP TABLE b")}"#,
    ] {
        let list = format!("MIGRATIONS = {refused}\n");
        let said = shown(&[("migrations/__init__.py", &list)]);
        assert!(said.starts_with("[list-parts]"), "{refused}: {said}");
    }
}
