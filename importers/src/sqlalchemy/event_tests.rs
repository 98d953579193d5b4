//! Listeners and hooks that would change the SQL of a revision are refused there,
//! wherever they stand; what listens to connections is not.

use super::missing_tests::{converted, refuses, sql_of};
use crate::alembic::convert::Rung;

const TABLE: &str =
    "def upgrade():\n    op.create_table('t', sa.Column('id', sa.String(5), primary_key=True))\n";

#[test]
fn listeners_of_every_table_or_constraint() {
    const NAMES: &str = "from sqlalchemy import event, PrimaryKeyConstraint\n\
        @event.listens_for(PrimaryKeyConstraint, 'after_parent_attach')\n\
        def named(constraint, table):\n    constraint.name = table.name.upper() + '_PK'\nN = 5\n";
    refuses(
        "",
        &format!("{NAMES}{TABLE}"),
        "changes what every revision means",
    );
    refuses(
        NAMES,
        &format!("from models import N\n{TABLE}"),
        "models.py:2",
    );
    const LISTEN: &str = "import sqlalchemy as sa\nfrom sqlalchemy.event import listen\n\
        def after(table, connection, **kw):\n    pass\nlisten(sa.Table, 'after_create', after)\n";
    refuses(LISTEN, &format!("import models\n{TABLE}"), "models.py:5");
    const REWRITES: &str = "from sqlalchemy import event\nfrom sqlalchemy.engine import Engine\n\
        @event.listens_for(Engine, 'before_cursor_execute', retval=True)\n\
        def f(c, cursor, statement, parameters, context, many):\n    return statement, parameters\n";
    refuses(REWRITES, &format!("import models\n{TABLE}"), "models.py:3");
}

#[test]
fn listeners_of_one_type_table_or_metadata() {
    const KIND: &str = "import sqlalchemy as sa\nfrom sqlalchemy import event\n\
        class Kind(sa.types.TypeDecorator):\n    impl = sa.SmallInteger\n\
        class Plain(sa.types.TypeDecorator):\n    impl = sa.SmallInteger\n\
        @event.listens_for(Kind, 'before_parent_attach')\n\
        def attached(kind, column):\n    pass\n";
    let of = |kind: &str| {
        format!(
            "from models import Kind, Plain\ndef upgrade():\n    op.add_column('t', sa.Column('k', {kind}()))\n"
        )
    };
    refuses(KIND, &of("Kind"), "the listener for `before_parent_attach`");
    assert_eq!(converted(KIND, &of("Plain")).0, Rung::Sql);
    const MODELS: &str = "import sqlalchemy as sa\nfrom sqlalchemy import event\nm = sa.MetaData()\n\
        a = sa.Table('a', m, sa.Column('id', sa.Integer))\nb = sa.Table('b', sa.MetaData(), sa.Column('id', sa.Integer))\n\
        event.listen(a, 'after_create', sa.DDL('SELECT 1'))\nevent.listen(m, 'before_create', sa.DDL('SELECT 1'))\n";
    let create = |table: &str| {
        format!("import models\ndef upgrade():\n    models.{table}.create(op.get_bind())\n")
    };
    refuses(MODELS, &create("a"), "the listener for `after_create`");
    assert_eq!(converted(MODELS, &create("b")).0, Rung::Sql);
}

#[test]
fn a_listener_of_a_class_that_is_not_known_leaves_the_rest() {
    const KIND: &str = "import sqlalchemy as sa\nfrom sqlalchemy import event\nfrom sqlalchemy.sql.sqltypes import SchemaType\n\
        class Kind(sa.types.TypeDecorator, SchemaType):\n    impl = sa.SmallInteger\n\
        @event.listens_for(Kind, 'before_parent_attach')\ndef attached(kind, column):\n    pass\nN = 5\n";
    let (rung, said) = converted(KIND, &format!("from models import N\n{TABLE}"));
    assert_eq!(rung, Rung::Sql, "{said}");
    refuses(
        KIND,
        "from models import Kind\ndef upgrade():\n    op.add_column('t', sa.Column('k', Kind()))\n",
        "SchemaType",
    );
    const ALL: &str = "from sqlalchemy import event\nfrom sqlalchemy.sql.schema import SchemaItem\n\
        @event.listens_for(SchemaItem, 'after_parent_attach')\ndef attached(item, parent):\n    pass\n";
    refuses(
        ALL,
        &format!("import models\n{TABLE}"),
        "changes what every revision means",
    );
}

#[test]
fn listeners_of_connections_are_not_the_revision_s() {
    let (rung, said) = converted(
        "from sqlalchemy import event\nfrom sqlalchemy.engine import Engine\n\
         @event.listens_for(Engine, 'connect')\ndef on(connection, record):\n    connection.execute('PRAGMA foreign_keys=ON')\n\
         @event.listens_for(Engine, 'before_cursor_execute')\ndef timed(*args):\n    pass\n",
        &format!("import models\n{TABLE}"),
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}

#[test]
fn listeners_of_the_revision_s_own_connection() {
    const HEARD: &str = "def heard(conn, *args):\n    conn.exec_driver_sql('SELECT 1')\n";
    for target in ["op.get_bind()", "op.get_bind().engine", "Engine"] {
        for event in [
            "before_execute",
            "after_cursor_execute",
            "commit",
            "do_execute",
        ] {
            let body = format!(
                "from sqlalchemy.engine import Engine\n{HEARD}def upgrade():\n    sa.event.listen({target}, '{event}', heard)\n    op.drop_table('t')\n"
            );
            refuses("", &body, "hears of what the revision runs");
        }
    }
    const ON: &str = "import sqlalchemy as sa\ndef on(b):\n    @sa.event.listens_for(b, 'before_execute')\n    def heard(*args):\n        pass\n";
    let by_module =
        "from models import on\ndef upgrade():\n    on(op.get_bind())\n    op.drop_table('t')\n";
    refuses(ON, by_module, "hears of what the revision runs");
    let decorated = format!(
        "from sqlalchemy.engine import Engine\n@sa.event.listens_for(Engine, 'before_execute')\n{HEARD}{TABLE}"
    );
    refuses("", &decorated, "hears of what the revision runs");
    let (rung, said) = converted(
        "",
        &format!(
            "from sqlalchemy.engine import Engine\n@sa.event.listens_for(Engine, 'connect')\n{HEARD}{TABLE}"
        ),
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}

#[test]
fn listeners_of_one_column_or_type() {
    for what in [
        "sa.Column('a', sa.Integer)",
        "sa.Enum('a', name='e')",
        "sa.String(5)",
    ] {
        let body = format!(
            "def heard(*args):\n    pass\nit = {what}\nsa.event.listen(it, 'after_parent_attach', heard)\n{TABLE}"
        );
        refuses("", &body, "changes what every revision means");
    }
}

#[test]
fn listeners_of_what_a_batch_reads() {
    let batch = |keywords: &str| {
        format!(
            "def heard(inspector, table, column_info):\n    pass\n\
             def upgrade():\n    with op.batch_alter_table('t', {keywords}) as b:\n        b.drop_column('a')\n"
        )
    };
    let heard = "reflect_kwargs={'listeners': [('column_reflect', heard)]}";
    refuses("", &batch(heard), "`listeners` in `reflect_kwargs`");
    for fine in [
        "reflect_kwargs={'listeners': []}".to_owned(),
        format!("recreate='never', {heard}"),
    ] {
        let (rung, said) = converted("", &batch(&fine));
        assert!(matches!(rung, Rung::Sql | Rung::Directives), "{said}");
    }
}

#[test]
fn listeners_among_the_arguments_of_a_table() {
    const LISTENERS: &str = "listeners=[('after_create', sa.DDL('SELECT 1'))]";
    for body in [
        format!(
            "def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer), {LISTENERS})\n"
        ),
        format!("def upgrade():\n    op.drop_table('t', {LISTENERS})\n"),
        format!(
            "def upgrade():\n    t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), {LISTENERS})\n    t.create(op.get_bind())\n"
        ),
        "def upgrade():\n    with op.batch_alter_table('t', table_kwargs={'listeners': [('after_create', sa.DDL('SELECT 1'))]}) as b:\n        b.drop_column('a')\n"
            .to_owned(),
    ] {
        refuses("", &body, "`listeners` of a table");
    }
    let (rung, said) = converted(
        "",
        "def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer), listeners=[])\n",
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}

#[test]
fn compiled_classes_of_sqlalchemy() {
    const HOOK: &str = "import sqlalchemy as sa\nfrom sqlalchemy.ext.compiler import compiles\n\
        @compiles(sa.ForeignKeyConstraint, 'sqlite')\ndef written(element, compiler, **kw):\n    return ''\n";
    refuses(
        "",
        &format!("{HOOK}{TABLE}"),
        "changes what every revision means",
    );
    refuses(HOOK, &format!("import models\n{TABLE}"), "models.py:3");
    const ELSEWHERE: &str = "import sqlalchemy as sa\nfrom sqlalchemy.ext.compiler import compiles\n\
        @compiles(sa.ForeignKeyConstraint, 'postgresql')\ndef written(element, compiler, **kw):\n    return ''\n";
    for (models, body) in [
        ("", format!("{ELSEWHERE}{TABLE}")),
        (ELSEWHERE, format!("import models\n{TABLE}")),
    ] {
        let (rung, said) = converted(models, &body);
        assert_eq!(rung, Rung::Sql, "{said}");
    }
}

#[test]
fn compiled_statements_refuse_the_revisions_that_run_them() {
    const HOOK: &str = "from sqlalchemy import schema\nfrom sqlalchemy.ext.compiler import compiles\n\
        @compiles(schema.CreateTable, 'sqlite')\ndef written(element, compiler, **kw):\n    return 'x'\n";
    refuses(
        HOOK,
        &format!("import models\n{TABLE}"),
        "`compiles` of sqlalchemy.CreateTable",
    );
    let other = "import models\ndef upgrade():\n    op.drop_index('i', 't')\n";
    let (rung, said) = converted(HOOK, other);
    assert_eq!(rung, Rung::Sql, "{said}");
    let rows = "import models\ndef upgrade():\n    for row in op.get_bind().execute(sa.text('SELECT 1')):\n        pass\n";
    refuses(HOOK, rows, "`compiles` of sqlalchemy.CreateTable");
}

#[test]
fn compiled_types_of_sqlalchemy() {
    // The real SQLAlchemy 2.0.58 gives these for SQLite.
    const HOOKS: &str = "import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql as pg, mysql\n\
        from sqlalchemy.ext.compiler import compiles\n\
        @compiles(sa.JSON, 'sqlite')\ndef json(type_, compiler, **kw):\n    return 'TEXT /* ' + compiler.visit_JSON(type_, **kw) + ' */'\n\
        @compiles(sa.Integer, 'sqlite')\ndef integer(type_, compiler, **kw):\n    return compiler.visit_BIGINT(type_)\n\
        @compiles(sa.VARCHAR)\ndef varchar(type_, compiler, **kw):\n    return 'every'\n\
        @compiles(sa.VARCHAR, 'sqlite')\ndef varchar(type_, compiler, **kw):\n    return 'V%s' % type_.length\n\
        @compiles(sa.VARCHAR, 'postgresql')\ndef varchar(type_, compiler, **kw):\n    return 'elsewhere'\n\
        @compiles(mysql.LONGTEXT, 'sqlite')\ndef long(type_, compiler, **kw):\n    return compiler.process(sa.Text(collation='NOCASE'))\n\
        class Mine(sa.JSON):\n    pass\nclass Wrapped(sa.types.TypeDecorator):\n    impl = mysql.LONGTEXT\n";
    let table = |own: &str| {
        format!(
            "{own}def upgrade():\n    op.create_table('t', *[sa.Column('c%d' % at, kind) for at, kind in enumerate([sa.JSON, pg.JSON(), \
             Mine, sa.Integer, sa.INTEGER, sa.BigInteger, sa.String(3), sa.VARCHAR(3), mysql.LONGTEXT(), Wrapped(), \
             pg.JSONB().with_variant(sa.JSON(), 'sqlite'), sa.JSON().with_variant(pg.JSONB(), 'postgresql'), sa.Uuid().with_variant(sa.VARCHAR(36), 'sqlite')])])\n"
        )
    };
    let (models, own) = (HOOKS, "from models import *\n");
    let sql = sql_of(models, &table(own));
    insta::assert_snapshot!(sql, @r#"
    -- r.py:8
    CREATE TABLE t (
        c0 TEXT /* JSON */,
        c1 TEXT /* JSON */,
        c2 TEXT /* JSON */,
        c3 BIGINT,
        c4 INTEGER,
        c5 BIGINT,
        c6 VARCHAR(3),
        c7 V3,
        c8 TEXT COLLATE "NOCASE",
        c9 TEXT COLLATE "NOCASE",
        c10 TEXT /* JSON */,
        c11 TEXT /* JSON */,
        c12 V36
    );
    "#);
    let statement = |sql: &str| {
        sql.split_once('\n')
            .map(|(_, statement)| statement.to_owned())
    };
    assert_eq!(statement(&sql_of("", &table(HOOKS))), statement(&sql));
    refuses(
        "",
        &table(&HOOKS.replace("visit_BIGINT", "visit_NUMERIC")),
        "`visit_NUMERIC` of a compiler of types",
    );
}

#[test]
fn types_tell_what_they_were_made_with() {
    let sql = sql_of(
        "",
        "def upgrade():\n    op.execute('%s' % [sa.Numeric(8, 2).precision, sa.Numeric(8, 2, asdecimal=False).scale, sa.Numeric().scale, \
         sa.Float(24).precision, sa.String(5, 'C').collation, sa.Text().length, sa.LargeBinary(9).length, \
         sa.DateTime(timezone=True).timezone, sa.Time().timezone, sa.ARRAY(sa.Integer, dimensions=2).dimensions])\n",
    );
    // As the real SQLAlchemy 2.0.58 has them.
    assert!(
        sql.contains("[8, 2, None, 24, 'C', None, 9, True, False, 2]"),
        "{sql}"
    );
}

#[test]
fn mutable_types_are_the_types_that_they_are_made_of() {
    const TYPES: &str = "import sqlalchemy as sa\nfrom sqlalchemy.ext.mutable import Mutable, MutableDict\n\
        class Encoded(sa.types.TypeDecorator):\n    impl = sa.Text\n\
        class Rows(Mutable, list):\n    @classmethod\n    def coerce(cls, key, value):\n        return value\n\
        def kind():\n    return Rows.as_mutable(Encoded)\n";
    let (rung, said) = converted(
        TYPES,
        "from sqlalchemy.ext.mutable import MutableDict\nfrom models import kind\ndef upgrade():\n    \
         op.add_column('t', sa.Column('a', kind()))\n    op.add_column('t', sa.Column('b', MutableDict.as_mutable(sa.JSON)))\n",
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}

#[test]
fn loggers_of_libraries_write_nothing() {
    let (rung, said) = converted(
        "",
        "from oslo_log import log as logging\nimport structlog\nfrom loguru import logger\n\
         LOG = logging.getLogger(__name__)\nother = structlog.get_logger(__name__, a=1)\n\
         def upgrade():\n    LOG.info('a %s', 1)\n    other.bind(b=2).info('x', c=3)\n    logger.opt(lazy=True).debug('y')\n    \
         try:\n        op.drop_table('t')\n    except Exception:\n        LOG.exception('no')\n        raise\n",
    );
    assert_eq!(rung, Rung::Sql, "{said}");
}
