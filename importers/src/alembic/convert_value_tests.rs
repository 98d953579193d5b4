//! What `convert` makes of values.

use std::path::Path;
use std::rc::Rc;

use super::{ConvertSource, convert};
use crate::alembic::env::EnvSettings;
use crate::python::interpreter::NoModules;
use crate::record::lower;
use crate::sqlalchemy::mapped::{MappedSql, MappedValue};
use crate::{Dialect, Direction};

fn written(body: &str, dialect: Dialect) -> String {
    written_with(&EnvSettings::default(), body, dialect)
}

fn written_with(environment: &EnvSettings, body: &str, dialect: Dialect) -> String {
    let text = format!("from alembic import op\nimport sqlalchemy as sa\n{body}");
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: &text,
    };
    let converted = convert(
        &source,
        environment,
        Rc::new(NoModules),
        dialect,
        Direction::Up,
    );
    crate::script::write(&lower(&converted.steps, dialect).unwrap(), dialect)
}

/// The drivers write what no type converts.
#[test]
fn moments_without_a_type_are_what_sqlite3_writes() {
    let body = "import datetime as d\n\
        def upgrade():\n    \
            at = d.datetime(2020, 1, 2, 3, 4, 5)\n    \
            zoned = d.datetime(2020, 1, 2, tzinfo=d.timezone.utc)\n    \
            c = op.get_bind()\n    \
            c.execute(sa.text('UPDATE t SET a = :v'), {'v': zoned})\n    \
            op.execute(sa.text('UPDATE t SET b = :v').bindparams(v=at))\n    \
            op.bulk_insert(sa.table('t', sa.column('c')), [{'c': at}])\n    \
            op.bulk_insert(sa.table('t', sa.column('d', sa.DateTime)), [{'d': at}])\n";
    let written = written(body, Dialect::Sqlite);
    for sql in [
        "SET a = '2020-01-02 00:00:00+00:00'",
        "SET b = '2020-01-02 03:04:05.000000'",
        "(c) VALUES ('2020-01-02 03:04:05')",
        "(d) VALUES ('2020-01-02 03:04:05.000000')",
    ] {
        assert!(written.contains(sql), "{written}");
    }
}

/// SQLite keeps strings and bytes apart, PostgreSQL reads backslashes in a string.
#[test]
fn bytes_are_the_bytes_that_the_drivers_send() {
    let body = "def upgrade():\n    \
            t = sa.table('t', sa.column('a', sa.LargeBinary), sa.column('b'))\n    \
            op.bulk_insert(t, [{'a': b'abc', 'b': b'x'}, {'a': b'\\\\x41', 'b': b''}])\n";
    let sqlite = written(body, Dialect::Sqlite);
    assert!(sqlite.contains("X'616263', X'78'"), "{sqlite}");
    assert!(sqlite.contains("X'5C783431', X''"), "{sqlite}");
    let postgres = written(body, Dialect::Postgres);
    assert!(postgres.contains("'abc', 'x'"), "{postgres}");
    assert!(postgres.contains("'\\x5c783431', ''"), "{postgres}");
}

/// `context.run_migrations(engine_name=name)` of Alembic's template for several databases.
#[test]
fn what_env_py_gives_the_functions_is_said_in_bridge_toml() {
    let body = "def upgrade(engine_name: str) -> None:\n    globals()['upgrade_%s' % engine_name]()\n\
        def upgrade_one():\n    op.execute('SELECT 1')\n\
        def upgrade_two():\n    op.execute('SELECT 2')\n";
    let mut environment = EnvSettings::default();
    let value = MappedValue::Text("two".to_owned());
    let name = "context.run_migrations.engine_name".to_owned();
    environment.types.insert(name, MappedSql::Value { value });
    let two = written_with(&environment, body, Dialect::Sqlite);
    assert!(
        two.contains("SELECT 2") && !two.contains("SELECT 1"),
        "{two}"
    );
    assert_eq!(written(body, Dialect::Sqlite), "");
}

#[test]
fn what_written_modules_refuse_stands_in_the_file_that_calls_them() {
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: "from alembic.operations import ops\n\n\n\
            def upgrade():\n    ops.CreateTableOp('t', []).columns\n",
    };
    let converted = convert(
        &source,
        &EnvSettings::default(),
        Rc::new(NoModules),
        Dialect::Sqlite,
        Direction::Up,
    );
    let said: Vec<_> = converted
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        said.iter().any(|one| one.starts_with("r.py:5:")),
        "{said:?}"
    );
}
