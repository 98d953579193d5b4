//! What `convert` makes of guards, batches, refusals and programs.

use std::path::Path;
use std::rc::Rc;

use super::{ConvertSource, Converted, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::python::interpreter::NoModules;
use crate::record::lower;
use crate::{Dialect, Direction};

pub(super) const HEAD: &str = "from alembic import op\nimport sqlalchemy as sa\n";

fn run(body: &str, dialect: Dialect) -> Converted {
    let text = format!("{HEAD}{body}");
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: &text,
    };
    convert(
        &source,
        &EnvSettings::default(),
        Rc::new(NoModules),
        dialect,
        Direction::Up,
    )
}

fn script(body: &str) -> String {
    let converted = run(body, Dialect::Sqlite);
    assert_eq!(
        converted.rung,
        Rung::Directives,
        "{:?}",
        converted.diagnostics
    );
    crate::script::write(
        &lower(&converted.steps, Dialect::Sqlite).unwrap(),
        Dialect::Sqlite,
    )
}

/// The rung and what was said.
fn said(body: &str) -> (Rung, String) {
    let converted = run(body, Dialect::Sqlite);
    let said: Vec<_> = converted
        .diagnostics
        .iter()
        .map(|finding| format!("[{}] {finding}", finding.code))
        .collect();
    (converted.rung, said.join("\n"))
}

#[test]
fn nothing_of_a_file_is_kept() {
    let scopes = || crate::python::scope::ALIVE.get();
    for body in [
        "def upgrade():\n    i = sa.inspect(op.get_bind())\n    x = 1\n    if i.has_table('a'):\n        x = 2\n        op.execute('SELECT 1')\n    def k(): return x\n",
        "def upgrade():\n    def f(): return f\n    unknown_thing(f)\n",
        "m = sa.MetaData()\nt = sa.Table('t', m, sa.Column('a', sa.Integer))\ndef upgrade():\n    op.execute(t.update().values(a=1))\n",
        "from sqlalchemy.orm import declarative_base, Session, relationship\nBase = declarative_base()\nclass U(Base):\n    __tablename__ = 'u'\n    id = sa.Column(sa.Integer, primary_key=True)\n    ps = relationship('P', back_populates='u')\nclass P(Base):\n    __tablename__ = 'p'\n    id = sa.Column(sa.Integer, primary_key=True)\n    u_id = sa.Column(sa.ForeignKey('u.id'))\n    u = relationship(lambda: U, back_populates='ps')\ndef upgrade():\n    s = Session(bind=op.get_bind())\n    u = U(ps=[P()])\n    s.add(u)\n    s.commit()\n",
    ] {
        let before = scopes();
        let converted = run(body, Dialect::Sqlite);
        assert_eq!(scopes(), before, "{body}{:?}", converted.diagnostics);
    }
}

#[test]
fn an_inspector_keeps_its_first_answer() {
    let script = script(
        "def upgrade():\n    i = sa.inspect(op.get_bind())\n    if not i.has_table('a'):\n        op.execute('CREATE TABLE a (x)')\n    if not i.has_table('a'):\n        op.execute('SELECT 1')\n",
    );
    insta::assert_snapshot!(script, @r#"
    -- bridge:let had_a = table("a")

    -- bridge:let had_a_2 = view("a")

    -- bridge:if not (had_a or had_a_2)
    -- r.py:6
    CREATE TABLE a (x);
    -- bridge:end

    -- bridge:if not (had_a or had_a_2)
    -- r.py:8
    SELECT 1;
    -- bridge:end
    "#);
}

#[test]
fn names_collected_by_comprehensions_can_be_asked() {
    let script = script(
        "def upgrade():\n    i = sa.inspect(op.get_bind())\n    names = {c['name'] for c in i.get_columns('t')}\n    if 'x' not in names and not any(x['name'] == 'ix' for x in i.get_indexes('t')):\n        op.execute('SELECT 1')\n    if len([u for u in i.get_unique_constraints('t') if u['name'] == 'uq']) == 0:\n        op.execute('SELECT 2')\n",
    );
    assert!(
        script.contains(r#"not column("t", "x") and not index("t", "ix")"#),
        "{script}"
    );
    assert!(script.contains(r#"not constraint("t", "uq""#), "{script}");
}

#[test]
fn a_branch_inside_a_batch_becomes_a_branch_around_it() {
    let script = script(
        "def upgrade():\n    cols = [c['name'] for c in sa.inspect(op.get_bind()).get_columns('t')]\n    with op.batch_alter_table('t') as b:\n        if 'x' not in cols:\n            b.add_column(sa.Column('x', sa.Integer()))\n        b.drop_column('y')\n",
    );
    insta::assert_snapshot!(script, @r#"
    -- bridge:if not column("t", "x")
    -- r.py:5
    -- bridge:batch t
    -- bridge: add column x INTEGER
    -- bridge: drop column y
    -- bridge:end
    -- bridge:else
    -- r.py:5
    -- bridge:batch t
    -- bridge: drop column y
    -- bridge:end
    -- bridge:end
    "#);
}

#[test]
fn rows_of_the_live_database_need_a_program() {
    let body = "def upgrade():\n    for row in op.get_bind().execute(sa.text('SELECT 1')).fetchall():\n        op.execute('SELECT 2')\n";
    let (rung, said) = said(body);
    assert_eq!(rung, Rung::Program);
    assert!(said.contains("[live-data] r.py:4:"), "{said}");
}

#[test]
fn rows_of_a_text_whose_columns_have_types_are_a_program() {
    for arguments in [
        "a=sa.Integer, b=sa.String(5)",
        "a=sa.Numeric",
        "sa.column('a', sa.DateTime)",
    ] {
        let (rung, said) = said(&format!(
            "def upgrade():\n    query = sa.text('SELECT a, b FROM t').columns({arguments})\n    for row in op.get_bind().execute(query):\n        op.execute('SELECT 2')\n"
        ));
        assert_eq!(rung, Rung::Program, "{arguments}: {said}");
    }
}

#[test]
fn an_unknown_operation_or_argument_is_refused_and_a_swallowed_one_is_said() {
    let (rung, text) =
        said("def upgrade():\n    op.add_colum('t', sa.Column('x', sa.Integer()))\n");
    assert_eq!(rung, Rung::Refused);
    assert!(text.contains("[unknown-operation] r.py:4:"), "{text}");
    assert!(text.contains("`op.add_colum`"), "{text}");
    let (rung, text) = said(
        "def upgrade():\n    op.create_table('t', sa.Column('x', sa.Integer(), nulable=True))\n",
    );
    assert_eq!(rung, Rung::Refused);
    assert!(
        text.contains("[unknown-argument]") && text.contains("`nulable`"),
        "{text}"
    );
    let body = "def upgrade():\n    with op.batch_alter_table('t') as b:\n        b.alter_column('x', existing_type_=sa.Text(), nullable=True)\n";
    let (rung, text) = said(body);
    assert_eq!(rung, Rung::Directives, "{text}");
    assert!(text.contains("[ignored-argument] r.py:5:"), "{text}");
    assert!(text.contains("`existing_type_`"), "{text}");
}

#[test]
fn a_function_that_raises_fails_and_an_absent_one_is_absent() {
    let (rung, text) = said("def upgrade():\n    raise NotImplementedError('never')\n");
    assert_eq!((rung, text.as_str()), (Rung::Directives, ""));
    assert_eq!(said("x = 1\n").0, Rung::Absent);
    assert_eq!(said("def upgrade():\n    pass\n").0, Rung::Sql);
}

#[test]
fn names_of_other_databases_and_of_functions_are_known() {
    let body = "from sqlalchemy.dialects.mssql import NVARCHAR\nfrom sqlalchemy.dialects import mssql, oracle\nclass Stamp(sa.TypeDecorator):\n    impl = sa.DateTime\ndef upgrade():\n    op.add_column('a', sa.Column('b', sa.Text().with_variant(NVARCHAR(None), 'mssql').with_variant(oracle.VARCHAR2(9), 'oracle')))\n    op.add_column('a', sa.Column('c', Stamp(), server_default=sa.sql.functions.current_timestamp()))\n    op.add_column('a', sa.Column('d', mssql.VARCHAR(40)))\n";
    let converted = run(body, Dialect::Postgres);
    assert_eq!(converted.rung, Rung::Sql, "{:?}", converted.diagnostics);
    let script = crate::script::write(
        &lower(&converted.steps, Dialect::Postgres).unwrap(),
        Dialect::Postgres,
    );
    insta::assert_snapshot!(script, @r#"
    -- r.py:8
    ALTER TABLE a ADD COLUMN b TEXT;

    -- r.py:9
    ALTER TABLE a ADD COLUMN c TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP;

    -- r.py:10
    ALTER TABLE a ADD COLUMN d VARCHAR(40);
    "#);
}

#[test]
fn a_type_of_another_database_alone_is_refused() {
    let body = "from sqlalchemy.dialects import mssql\ndef upgrade():\n    op.add_column('a', sa.Column('b', mssql.DATETIME2(3)))\n";
    let converted = run(body, Dialect::Postgres);
    assert!(lower(&converted.steps, Dialect::Postgres).is_err());
}

#[test]
fn a_table_of_reflected_metadata_has_the_columns_that_are_asked_for() {
    let converted = run(
        "def upgrade():\n    meta = sa.MetaData()\n    meta.reflect(op.get_bind(), only=('role',), resolve_fks=False)\n    role = sa.Table('role', meta)\n    op.execute(role.update().where(role.c.name == 'User').values(rights='x'))\n",
        Dialect::Sqlite,
    );
    assert_eq!(converted.rung, Rung::Sql, "{:?}", converted.diagnostics);
    let script = lower(&converted.steps, Dialect::Sqlite).unwrap();
    insta::assert_snapshot!(crate::script::write(&script, Dialect::Sqlite), @r"
    -- r.py:7
    UPDATE role SET rights='x' WHERE role.name = 'User';
    ");
}

#[test]
fn the_context_behind_the_proxy_and_the_implementation_knows_its_dialect() {
    let converted = run(
        "from alembic import context\ndef upgrade():\n    for at in (op._proxy.migration_context, context.get_impl().bind):\n        if at.dialect.name == 'sqlite':\n            op.drop_table('a')\n",
        Dialect::Sqlite,
    );
    assert_eq!(converted.rung, Rung::Sql, "{:?}", converted.diagnostics);
    assert_eq!(converted.steps.len(), 2);
}

#[test]
fn what_an_object_of_a_library_cannot_do_here_is_no_exception_to_catch() {
    let objects = [
        "sa.Column('a', sa.Integer)",
        "sa.MetaData()",
        "sa.UniqueConstraint('a')",
        "sa.String(5)",
        "op.get_context()",
    ];
    for object in objects {
        for what in [
            "o.zz = 1",
            "o['zz']",
            "o['zz'] = 1",
            "list(o)",
            "len(o)",
            "o < 'a'",
            "o()",
        ] {
            let converted = run(
                &format!(
                    "def upgrade():\n    o = {object}\n    try:\n        {what}\n    except Exception:\n        pass\n"
                ),
                Dialect::Postgres,
            );
            let message = converted.diagnostics.first().map(|found| &found.message);
            let is_said = message.is_some_and(|text| text.contains("bridge does not know"));
            let is_expression = object.starts_with("sa.Column") && what == "o < 'a'";
            assert!(is_said || is_expression, "{object}: {what}: {message:?}");
        }
    }
    // Of Python's own objects all is known.
    let text = "def upgrade():\n    try:\n        len(iter([1]))\n    except TypeError:\n        op.execute('SELECT 1')\n";
    assert_eq!(run(text, Dialect::Postgres).rung, Rung::Sql);
}

#[test]
fn a_member_that_is_a_text_is_no_name_where_sqlalchemy_takes_it_for_two() {
    let class = "import enum\nclass T(str, enum.Enum):\n    A = 'a'\n";
    for call in [
        "op.create_foreign_key('f', 't', T.A, ['a'], ['b'])",
        "op.create_foreign_key('f', 't', 'u', [T.A], ['b'])",
    ] {
        let converted = run(
            &format!("{class}def upgrade():\n    {call}\n"),
            Dialect::Postgres,
        );
        let message = converted.diagnostics.first().map(|found| &found.message);
        let is_said = message.is_some_and(|text| text.contains("Give it `.value`"));
        assert!(is_said, "{call}: {message:?}");
    }
}

/// What runs on a dialect where the engine's URL decides.
fn by_url(condition: &str, dialect: Dialect) -> String {
    let converted = run(
        &format!(
            "def upgrade():\n    url = op.get_bind().engine.url\n    print(f'on {{url}}')\n    if {condition}:\n        op.execute('SELECT 1')\n    else:\n        op.execute('SELECT 2')\n"
        ),
        dialect,
    );
    if converted.rung != Rung::Sql {
        return converted.diagnostics[0].message.clone();
    }
    let script = lower(&converted.steps, dialect).unwrap();
    crate::script::write(&script, dialect)
        .replace("-- r.py:7\n", "")
        .replace("-- r.py:9\n", "")
        .trim()
        .to_owned()
}

#[test]
fn an_engines_url_begins_with_the_dialects_name() {
    let (sqlite, postgres) = (Dialect::Sqlite, Dialect::Postgres);
    for (condition, dialect, expected) in [
        ("str(url).startswith('sqlite')", sqlite, "SELECT 1;"),
        ("str(url).startswith('sqlite')", postgres, "SELECT 2;"),
        (
            "not url.drivername.startswith(('mysql', 'postgres'))",
            postgres,
            "SELECT 2;",
        ),
        ("'sqlite' in str(url).lower()", sqlite, "SELECT 1;"),
        (
            "url.get_backend_name() == 'postgresql'",
            postgres,
            "SELECT 1;",
        ),
        ("url.drivername == 'sqlite'", postgres, "SELECT 2;"),
        ("str(url)[:10] == 'postgresql'", postgres, "SELECT 1;"),
        ("str(url)[:10] == 'postgresql'", sqlite, "SELECT 2;"),
        ("str(url)[:6] == 'sqlite'", postgres, "SELECT 2;"),
        ("str(url)[0:6] in ('sqlite', 'mysql')", sqlite, "SELECT 1;"),
        ("'sqlite' in url.drivername", postgres, "SELECT 2;"),
        // With a warning: a database may be called `sqlite`.
        ("'sqlite' in str(url)", postgres, "SELECT 2;"),
        ("'postgresql' in str(url)", sqlite, "SELECT 2;"),
    ] {
        assert_eq!(by_url(condition, dialect), expected, "{condition}");
    }
    // A driver may follow the dialect's name.
    for condition in [
        "'test' in str(url)",
        "str(url).startswith('postgresql:')",
        "str(url)[:11] == 'postgresql:'",
    ] {
        assert!(
            by_url(condition, postgres).contains("only the kind of database is known"),
            "{condition}"
        );
    }
}

#[test]
fn zones_and_clocks_of_other_libraries_are_those_of_datetime() {
    let body = "import datetime\nimport iso8601\nimport pytz\nfrom dateutil.tz import tzutc\n\
                from oslo_utils import timeutils\n\
                def upgrade():\n    for zone in (pytz.utc, pytz.timezone('utc'), iso8601.iso8601.UTC, tzutc()):\n        \
                op.execute(f'SELECT {datetime.datetime(2024, 1, 1, tzinfo=zone)}')\n";
    let converted = run(body, Dialect::Sqlite);
    let script = lower(&converted.steps, Dialect::Sqlite).unwrap();
    let written = crate::script::write(&script, Dialect::Sqlite);
    assert_eq!(
        written.matches("SELECT 2024-01-01 00:00:00+00:00;").count(),
        4,
        "{written}"
    );
    let (rung, said) = said(
        "from oslo_utils import timeutils\ndef upgrade():\n    op.execute(f'SELECT {timeutils.utcnow()}')\n",
    );
    assert_eq!(rung, Rung::Program, "{said}");
    for drawn in ["generate_uuid()", "generate_uuid(dashed=False)[:8]"] {
        let body = format!(
            "from oslo_utils import uuidutils\ndef upgrade():\n    op.execute(f'SELECT {{uuidutils.{drawn}}}')\n"
        );
        let (rung, said) = self::said(&body);
        assert_eq!(rung, Rung::Program, "{said}");
    }
    let (rung, said) = self::said(
        "import pytz\ndef upgrade():\n    op.execute(str(pytz.timezone('Asia/Taipei')))\n",
    );
    assert_eq!(rung, Rung::Refused, "{said}");
}

#[test]
fn a_program_that_reflects_tables_is_kept_though_the_trial_has_none() {
    let body = "def upgrade():\n    bind = op.get_bind()\n    meta = sa.MetaData()\n    meta.reflect(bind=bind, only=('a', '乙'))\n    \
                a = sa.Table('a', meta)\n    for row in bind.execute(sa.select(a.c.id).where(a.c['id'] > 1)):\n        \
                bind.execute(a.delete().where(a.c.id == row.id))\n";
    assert_eq!(said(body).0, Rung::Program);
    let program = crate::program::Program {
        kind: crate::program::Kind::Alembic,
        path: "r.py".into(),
        text: format!("{HEAD}{body}"),
        modules: Vec::new(),
        written_types: Vec::new(),
        files: Vec::new(),
        naming_convention: Vec::new(),
        types: Default::default(),
        configuration: Default::default(),
    };
    crate::program::check(&program, Dialect::Sqlite, Direction::Up, None).unwrap();
}

/// As SQLAlchemy answers; the last is a class that bridge has as a function.
#[test]
fn objects_of_the_library_are_instances_of_its_classes() {
    let (rung, said) = said(
        "def upgrade():\n    t = sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer, primary_key=True), sa.UniqueConstraint('a'))\n    \
         kinds = [type(c).__name__ for c in t.constraints if isinstance(c, sa.UniqueConstraint)]\n    \
         assert kinds == ['UniqueConstraint'], kinds\n    \
         assert all(isinstance(c, sa.Constraint) for c in t.constraints)\n    \
         assert isinstance(sa.MetaData(), sa.MetaData)\n    \
         assert isinstance(sa.Index('a', 'b'), sa.Index) and not isinstance(sa.Index('a', 'b'), sa.Constraint)\n    \
         assert isinstance(sa.text('a'), sa.sql.elements.TextClause) and not isinstance('a', sa.sql.elements.TextClause)\n    \
         from sqlalchemy.dialects.sqlite.base import SQLiteDialect\n    \
         from sqlalchemy.dialects.postgresql.base import PGDialect\n    \
         from sqlalchemy.dialects.mysql.base import MySQLDialect\n    \
         from sqlalchemy.engine.default import DefaultDialect\n    \
         d = op.get_bind().dialect\n    \
         assert isinstance(d, SQLiteDialect) and isinstance(d, (PGDialect, DefaultDialect))\n    \
         assert not isinstance(d, PGDialect) and not isinstance(d, MySQLDialect)\n    \
         op.execute('SELECT 1')\n",
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}

/// Of these a part has happened by the time at which Alembic raises.
#[test]
fn what_a_dialect_refuses_half_way_is_refused_in_a_try_too() {
    for (work, dialect) in [
        (
            "op.add_column('d', sa.Column('x', sa.Integer, sa.ForeignKey('u.id')))",
            Dialect::Sqlite,
        ),
        (
            "with op.batch_alter_table('d') as b:\n            b.drop_column('slug')\n            b.create_unique_constraint(None, ['id'])",
            Dialect::Sqlite,
        ),
        (
            "with op.batch_alter_table('d') as b:\n            b.add_column(sa.Column('y', sa.Integer))\n            b.drop_constraint(None, type_='unique')",
            Dialect::Postgres,
        ),
    ] {
        let body = format!(
            "def upgrade():\n    try:\n        {work}\n    except Exception:\n        pass\n"
        );
        let converted = run(&body, dialect);
        assert!(lower(&converted.steps, dialect).is_err(), "{work}");
    }
}

/// What a handler makes is not there where the block has gone well.
#[test]
fn a_type_of_a_handler_is_made_where_the_handler_runs() {
    let made = "sa.Column('m', sa.Enum('a', 'b', name='mood'))";
    let body = format!(
        "def upgrade():\n    try:\n        op.add_column('d', sa.Column('x', sa.Integer))\n        \
         op.drop_constraint(None, 'd')\n    except Exception:\n        op.create_table('t', {made})\n"
    );
    let converted = run(&body, Dialect::Postgres);
    let steps = lower(&converted.steps, Dialect::Postgres).unwrap();
    let written = crate::script::write(&steps, Dialect::Postgres);
    assert_eq!(written.matches("CREATE TYPE mood").count(), 2, "{written}");
}

#[test]
fn a_batch_of_a_table_that_is_reflected_reads_the_live_table() {
    let written = script(
        "def upgrade():\n    d = sa.Table('d', sa.MetaData(), autoload_with=op.get_bind())\n    \
         with op.batch_alter_table('d', copy_from=d) as b:\n        b.drop_column('x')\n",
    );
    assert!(!written.contains("from CREATE TABLE"), "{written}");
}

/// As Alembic 1.13.3 writes it.
#[test]
fn a_json_type_with_a_name_of_its_own_is_still_json() {
    let body = "from sqlalchemy.ext.compiler import compiles\nclass JSONB(sa.JSON):\n    __visit_name__ = 'JSONB'\n\
                @compiles(JSONB, 'sqlite')\ndef _(*args, **kwargs):\n    return 'JSONB'\n\
                kind = sa.JSON().with_variant(JSONB(), 'sqlite')\n\
                def upgrade():\n    op.create_index('i', 't', [sa.column('a', kind)[['user', 'id']].as_string()])\n";
    let converted = run(body, Dialect::Sqlite);
    let steps = lower(&converted.steps, Dialect::Sqlite).unwrap();
    let written = crate::script::write(&steps, Dialect::Sqlite);
    assert!(
        written.contains("ON t (JSON_EXTRACT(a, '$.\"user\".\"id\"'))"),
        "{written}"
    );
}

#[test]
fn the_db_of_a_flask_application_offers_sqlalchemy() {
    let written = script(
        "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n\
         def upgrade():\n    if not db.inspect(op.get_bind()).has_table('a'):\n        \
         op.create_table('a', db.Column('id', db.Integer, primary_key=True), db.Column('b', db.String(30), db.ForeignKey('x.id')))\n",
    );
    assert!(written.contains("b VARCHAR(30)"), "{written}");
    let body = "from flask_appbuilder.utils.legacy import get_sqla_class\ndb = get_sqla_class()()\n\
                class User(db.Model):\n    __tablename__ = 'users'\n    id = db.Column(db.Integer, primary_key=True)\n    \
                name = db.Column(db.String(30))\n\
                def upgrade():\n    session = db.Session(bind=op.get_bind())\n    \
                for user in session.query(User):\n        user.name = 'x'\n    session.commit()\n";
    assert_eq!(said(body).0, Rung::Program);
    let body = body.replace("db.Session(bind=op.get_bind())", "db.session");
    assert_eq!(said(&body).0, Rung::Program);
}

/// `impl` is what the decorator is on a dialect for which it chooses nothing else.
#[test]
fn a_decorated_type_falls_back_to_its_impl() {
    let body = "from sqlalchemy.dialects import postgresql\nclass Name(sa.types.TypeDecorator):\n    impl = sa.String\n    \
                def load_dialect_impl(self, dialect):\n        if dialect.name == 'postgresql':\n            \
                return dialect.type_descriptor(postgresql.CITEXT())\n        return super().load_dialect_impl(dialect)\n\
                def upgrade():\n    op.add_column('t', sa.Column('a', Name(30)))\n";
    for (dialect, sql) in [
        (Dialect::Sqlite, "ALTER TABLE t ADD COLUMN a VARCHAR(30);"),
        (Dialect::Postgres, "ALTER TABLE t ADD COLUMN a CITEXT;"),
    ] {
        let converted = run(body, dialect);
        let written = crate::script::write(&lower(&converted.steps, dialect).unwrap(), dialect);
        assert!(written.contains(sql), "{written}");
    }
}

/// What its columns are is the live database's to say.
#[test]
fn a_reflected_table_is_as_good_as_any_or_needs_a_program() {
    let body = |made: &str, work: &str| {
        format!(
            "def upgrade():\n    c = op.get_bind()\n    m = sa.MetaData()\n    {made}\n    {work}\n"
        )
    };
    let of_metadata = "m.reflect(bind=c); t = m.tables['kinds']";
    let by_name = "t = sa.Table('kinds', m, autoload_with=c)";
    for (made, work) in [
        (of_metadata, "c.execute(sa.update(t).values(name='b'))"),
        (of_metadata, "c.execute(sa.insert(t).values(name='b'))"),
        (of_metadata, "op.execute(sa.delete(t).where(t.c.id == 9))"),
        (of_metadata, "op.bulk_insert(t, [{'name': 'q'}])"),
        (by_name, "op.bulk_insert(t, [{'name': 'q'}])"),
        (
            by_name,
            "a = t.alias('a'); c.execute(sa.select(a.c.id)).fetchall()[0]",
        ),
        (by_name, "a = t.alias(); print(a.c.keys())"),
    ] {
        let (rung, said) = said(&body(made, work));
        assert_eq!(rung, Rung::Program, "{made}\n{work}\n{said}");
    }
    // Whether a column is there is asked of the live table.
    for work in [
        "print(t.c.get('x'))",
        "print(hasattr(t.c, 'x'))",
        "print(getattr(t.c, 'x', None))",
        "try:\n        t.c['x']\n    except KeyError:\n        op.execute('SELECT 1')",
    ] {
        let (rung, said) = said(&body(by_name, work));
        assert_eq!(rung, Rung::Program, "{work}\n{said}");
    }
    let missing =
        "try:\n        m.tables['x']\n    except KeyError:\n        op.execute('SELECT 1')";
    assert_eq!(said(&body("m.reflect(bind=c)", missing)).0, Rung::Program);
    let (rung, said) = said(&body(
        by_name,
        "a = t.alias('a'); c.execute(sa.delete(a).where(a.c.id == 9))",
    ));
    assert_eq!(rung, Rung::Sql, "{said}");
}

#[test]
fn a_row_of_the_catalogue_that_is_looked_at_and_what_differs_by_path_need_a_program() {
    for body in [
        "def upgrade():\n    columns = sa.inspect(op.get_bind()).get_columns('t')\n    \
         name = [column for column in columns if column['name'] == 'name'][0]\n    \
         if name['nullable']:\n        op.execute('SELECT 1')\n",
        "def upgrade():\n    bind = op.get_bind()\n    table = sa.table('a') if sa.inspect(bind).has_table('a') else sa.table('b')\n    \
         bind.execute(sa.select(sa.literal(1)).select_from(table)).first()\n",
    ] {
        let (rung, said) = said(body);
        assert_eq!(rung, Rung::Program, "{said}");
    }
}

#[test]
fn rows_of_a_bulk_insert_that_differ_are_said() {
    let body = |rows: &str| {
        format!(
            "def upgrade():\n    t = sa.table('t', sa.column('x', sa.Integer), sa.column('y', sa.Integer))\n    op.bulk_insert(t, {rows})\n"
        )
    };
    let (rung, text) = said(&body("[{'x': 1}, {'x': 2}, {'x': 3, 'y': 4}]"));
    assert_eq!(rung, Rung::Sql);
    assert!(text.contains("[rows-differ] r.py:5:"), "{text}");
    assert!(text.contains("Row 3 of op.bulk_insert has \"y\""), "{text}");
    let (rung, text) = said(&body("[{'x': 1, 'y': 2}, {'x': 2}]"));
    assert_eq!(rung, Rung::Sql);
    assert!(
        text.contains("Row 2 of op.bulk_insert has no \"y\""),
        "{text}"
    );
    for silent in [
        "[{'x': 1, 'y': 2}, {'y': 3, 'x': 2}]",
        "[{'x': 1}, {'y': 2}], multiinsert=False",
    ] {
        let (rung, text) = said(&body(silent));
        assert_eq!((rung, text.as_str()), (Rung::Sql, ""), "{silent}");
    }
}
