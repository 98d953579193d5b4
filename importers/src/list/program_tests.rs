use super::Entry;
use super::tests::{entries, list};
use crate::program::check;
use crate::{Dialect, Direction};

/// The text of each entry's program, then the findings.
pub(super) fn programs(text: &str) -> String {
    let found = entries(&[("migrations/__init__.py", text)]);
    let program = |entry: &Entry| {
        let text = entry.program.as_ref().map(|program| program.text.as_str());
        format!("== {}\n{}", entry.version, text.unwrap_or_default())
    };
    let findings = found.diagnostics.iter();
    let findings = findings.map(|one| format!("[{}] {one}\n", one.code));
    found.entries.iter().map(program).chain(findings).collect()
}

#[test]
fn functions_are_programs() {
    insta::assert_snapshot!(list(r#"
def up(connection):
    connection.execute("SELECT 1")
MIGRATIONS = [
    {"version": "a", "up": up},
    ("b", "two", up),
    {"version": "c", "statements": [], "down": up, "author": "x"},
    {"version": "d", "statements": [""]},
]
"#), @"
    a () migrations/__init__.py:5 |  | up: up()
    b (two) migrations/__init__.py:6 |  | up: up()
    c () migrations/__init__.py:7 |  | down: up()
    d () migrations/__init__.py:8 | 
    [list-unknown-key] migrations/__init__.py:7:5: Entry 'c' has `author`, which bridge does not use.
    [list-empty] migrations/__init__.py:7:5: Entry 'c' has no statement.
    [list-empty] migrations/__init__.py:8:5: Statement 1 of entry 'd' is empty.
    [list-empty] migrations/__init__.py:8:5: Entry 'd' has no statement.
    ");
    // What a program cannot be made of is refused.
    insta::assert_snapshot!(list(r#"
from functools import partial
class Runner:
    def __call__(self, connection):
        pass
    def up(self, connection):
        pass
def add(table, connection):
    connection.execute(f"SELECT {table}")
def made(name):
    return lambda connection: add(name, connection)
MIGRATIONS = [
    ("a", partial(add, "x")),
    ("b", Runner()),
    ("c", Runner().up),
    ("d", Runner),
    ("e", print),
    ("f", made("x")),
    ("g", [lambda connection, n=n: add(n, connection) for n in "a"][0]),
    ("h", None),
]
for name in ["i", "j"]:
    MIGRATIONS.append((name, lambda connection, name=name: add(name, connection)))
"#), @"
    a () migrations/__init__.py:13 |  | up: upgrade()
    b () migrations/__init__.py:14 |  | up: upgrade()
    c () migrations/__init__.py:15 |  | up: upgrade()
    h () migrations/__init__.py:20 | 
    j () migrations/__init__.py:22 |  | up: upgrade()
    [list-callable] migrations/__init__.py:16:5: Entry 'd' is Python code that cannot be kept as a program.
    [list-callable] migrations/__init__.py:17:5: Entry 'e' is Python code that cannot be kept as a program.
    [list-callable] migrations/__init__.py:18:5: Entry 'f' is Python code that cannot be kept as a program.
    [list-callable] migrations/__init__.py:19:5: Entry 'g' is Python code that cannot be kept as a program.
    [list-empty] migrations/__init__.py:20:5: Entry 'h' has no statement.
    [list-callable] migrations/__init__.py:22:1: Entry 'i' is Python code that cannot be kept as a program.
    ");
}

#[test]
fn lambdas_are_programs() {
    insta::assert_snapshot!(programs(r#"
from __future__ import annotations
SIZE = 3
def add(table: Name, connection):
    connection.execute(f"SELECT {table}")
MIGRATIONS = [
    ("a", lambda c: c.execute("SELECT 1"), lambda c: c.execute("SELECT 2")),
    ("b", "two", lambda connection, size=SIZE: [
        add(name, connection)
        for name in "xy"
    ]),
]
"#), @r#"
    == a
    from __future__ import annotations

    upgrade = (lambda c: c.execute("SELECT 1"))

    downgrade = (lambda c: c.execute("SELECT 2"))
    == b
    from __future__ import annotations

    SIZE = 3

    def add(table: Name, connection):
        connection.execute(f"SELECT {table}")

    upgrade = (lambda connection, size=SIZE: [
            add(name, connection)
            for name in "xy"
        ])
    "#);
}

#[test]
fn functions_of_one_name_are_told_apart() {
    insta::assert_snapshot!(programs(r#"
import functools

MIGRATIONS = []

def migration(version):
    def keep(function):
        MIGRATIONS.append((version, "", function))
        return None
    return keep

@migration("a")
def _(connection):
    connection.execute("SELECT 1")

@migration("b")
def _(connection):
    connection.execute("SELECT 2")

def up(connection):
    connection.execute("SELECT 3")

MIGRATIONS += [("c", up)]

def up(connection):
    connection.execute("SELECT 4")

def made(name):
    def up(connection):
        connection.execute(f"SELECT {name}")
    return up

MIGRATIONS.append(("d", up))
MIGRATIONS.append(("e", made(5)))
"#), @r#"
    == a
    def _(connection):
        connection.execute("SELECT 1")
    == b
    def _(connection):
        connection.execute("SELECT 2")
    == c
    def up(connection):
        connection.execute("SELECT 3")
    == d
    def up(connection):
        connection.execute("SELECT 4")
    [list-callable] migrations/__init__.py:34:1: Entry 'e' is Python code that cannot be kept as a program.
    "#);
}

#[test]
fn what_a_function_uses_is_as_the_whole_file_leaves_it() {
    insta::assert_snapshot!(programs(r#""""Text of the module."""
TABLES = ["a"]
TABLES.append("b")
NAMES = {}
NAMES["x"] = 1
for table in TABLES:
    NAMES.setdefault(table, len(NAMES))
OTHER = [1]

def fill(names):
    names["y"] = 2

def up(connection):
    for table in TABLES:
        connection.execute(f"SELECT {NAMES[table]}")

OTHER.append(2)
SEEN = {}
fill(SEEN)

def late(connection):
    connection.execute(f"SELECT {SEEN['y']}")

def told(connection):
    connection.execute("INSERT INTO log VALUES (?)", [__doc__])

MIGRATIONS = [("a", up), ("b", late), ("c", told)]
"#), @r#"
    == a
    TABLES = ["a"]

    TABLES.append("b")

    NAMES = {}

    NAMES["x"] = 1

    for table in TABLES:
        NAMES.setdefault(table, len(NAMES))

    def up(connection):
        for table in TABLES:
            connection.execute(f"SELECT {NAMES[table]}")
    [list-callable] migrations/__init__.py:27:1: Entry 'b' is a function that depends on `SEEN`, which other code of the file changes.
    [list-callable] migrations/__init__.py:27:1: Entry 'c' is a function that depends on `__doc__`, which other code of the file changes.
    "#);
}

/// A function that gives something to go on with has done nothing yet.
#[test]
fn functions_that_only_their_runner_runs() {
    for (function, what) in [
        (
            "async def up(conn):\n    await conn.execute('SELECT 1')",
            "an `async` function",
        ),
        ("def up(conn):\n    yield 'SELECT 1'", "a generator"),
    ] {
        let text = format!("{function}\nMIGRATIONS = [('a', up)]\n");
        let found = entries(&[("migrations/__init__.py", text.as_str())]);
        let program = found.entries[0].program.as_ref().unwrap();
        let refused = check(program, Dialect::Sqlite, Direction::Up, None).unwrap_err();
        assert!(refused.message.contains(what), "{refused}");
    }
}

#[test]
fn functions_by_version_and_what_they_take() {
    insta::assert_snapshot!(list(r#"
MIGRATIONS = {}
def migration(version):
    def register(function):
        MIGRATIONS[version] = function
        return function
    return register
@migration("1.0")
def first(conn):
    conn.execute("SELECT 1")
@migration(2)
def second(conn, backend="sqlite", *, dry=False):
    conn.execute("SELECT 2")
@migration("3")
def third(conn, cursor, logger):
    pass
"#), @"
    1.0 () migrations/__init__.py:8 |  | up: first()
    2 () migrations/__init__.py:2 |  | up: second()
    [list-callable] migrations/__init__.py:14:1: Entry '3' is a function that takes 3 arguments, and bridge gives it the connection only.
    ");
    insta::assert_snapshot!(list("def up(conn):\n    pass\nMIGRATIONS = [up, 'SELECT 1']\n"), @"
    [list-shape] migrations/__init__.py:3:1: Entry 1 of MIGRATIONS is a function without a version.
    [list-shape] migrations/__init__.py:3:1: Entry 2 of MIGRATIONS is a string without a version.
    ");
}
