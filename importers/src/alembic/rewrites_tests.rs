use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::*;
use crate::alembic::convert::{ConvertSource, Rung, convert};
use crate::alembic::project::Project;
use crate::sqlalchemy::mapped::MappedSql;
use crate::{Direction, record, script};

const REVISION: &str = "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\
    revision = 'a'\ndown_revision = None\n\
    def upgrade():\n    op.create_table('t', sa.Column('id', sa.BigInteger(), primary_key=True),\n\
    \x20       sa.Column('n', sa.BigInteger().with_variant(sa.Text(), 'sqlite')), sa.Column('d', postgresql.JSONB))\n\
    def downgrade():\n    op.drop_table('t')\n";
const ENV: &str = "from alembic import context\nfrom app.models import Base\n\
    context.configure(connection=None, target_metadata=Base.metadata)\n";
const MODELS: &str = "import sqlalchemy as sa\nfrom sqlalchemy.dialects.postgresql import JSONB\n\
    from sqlalchemy.ext.compiler import compiles\nfrom sqlalchemy.orm import declarative_base\nBase = declarative_base()\n";

/// A project whose models end with some code.
fn project(models: &str, revision: &str) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (path, text) in [
        (
            "alembic.ini",
            "[alembic]\nscript_location = db\n".to_owned(),
        ),
        ("db/env.py", ENV.to_owned()),
        ("db/versions/a.py", revision.to_owned()),
        ("app/__init__.py", String::new()),
        ("app/models.py", format!("{MODELS}{models}")),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let project = Project::load(&root.join("alembic.ini"), None, root).unwrap();
    (folder, project)
}

/// What the revision is on a dialect: its SQL, or why it is refused.
fn converted(
    root: &Path,
    project: &Project,
    types: TypeMapping,
    dialect: Dialect,
    direction: Direction,
) -> String {
    let mut environment = project.env.clone();
    environment.types = types;
    let file = &project.revisions[0].file;
    let source = ConvertSource {
        path: Path::new(&file.shown),
        text: &file.text,
    };
    let loader = Rc::new(project.settings.modules(root));
    let converted = convert(&source, &environment, loader, dialect, direction);
    if converted.rung == Rung::Refused {
        return converted
            .diagnostics
            .iter()
            .map(|finding| format!("{finding} {}", finding.help.as_deref().unwrap_or_default()))
            .collect();
    }
    let lowered = record::lower(&converted.steps, dialect).unwrap();
    script::write(&lowered, dialect)
        .lines()
        .filter(|line| !line.starts_with("--"))
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
}

fn sqlite(models: &str) -> String {
    let (root, project) = project(models, REVISION);
    converted(
        root.path(),
        &project,
        TypeMapping::new(),
        Dialect::Sqlite,
        Direction::Up,
    )
}

#[test]
fn what_env_loads_writes_the_types_of_every_revision() {
    let models = "@compiles(sa.BigInteger, 'sqlite')\ndef big(element, compiler, **kw):\n    'Counts.'\n    return 'INTEGER'\n\
        @compiles(JSONB, 'sqlite')\ndef json(element, compiler, **kw):\n    return compiler.visit_JSON(element, **kw)\n";
    assert_eq!(
        sqlite(models),
        "CREATE TABLE t ( id INTEGER NOT NULL, n TEXT, d JSON, PRIMARY KEY (id) );"
    );
    let (root, project) = project(models, REVISION);
    let postgres = converted(
        root.path(),
        &project,
        TypeMapping::new(),
        Dialect::Postgres,
        Direction::Up,
    );
    assert_eq!(
        postgres,
        "CREATE TABLE t ( id BIGSERIAL NOT NULL, n BIGINT, d JSONB, PRIMARY KEY (id) );"
    );
}

#[test]
fn what_is_not_loaded_with_it_changes_nothing() {
    for models in [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.other\n",
        "def later():\n    import app.other\n",
    ] {
        let (root, _) = project(models, REVISION);
        fs::write(
            root.path().join("app/other.py"),
            format!("{MODELS}@compiles(sa.BigInteger, 'sqlite')\ndef big(element, compiler, **kw):\n    return 'INTEGER'\n"),
        )
        .unwrap();
        let project = Project::load(&root.path().join("alembic.ini"), None, root.path()).unwrap();
        assert_eq!(project.env.rewrites, Rewrites::default());
    }
}

#[test]
fn a_revision_that_imports_it_means_all_of_them() {
    let imports = "from app.types import BIG\n";
    let (root, _) = project("", &format!("{imports}{REVISION}"));
    fs::write(
        root.path().join("app/types.py"),
        format!("{MODELS}BIG = 1\n@compiles(sa.types.BigInteger, 'sqlite')\ndef big(element, compiler, **kw):\n    return 'INTEGER'\n\
                 @compiles(JSONB, 'sqlite')\ndef json(element, compiler, **kw):\n    return 'TEXT'\n"),
    )
    .unwrap();
    let project = Project::load(&root.path().join("alembic.ini"), None, root.path()).unwrap();
    let types = TypeMapping::new();
    let sql = converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up);
    assert_eq!(
        sql,
        "CREATE TABLE t ( id INTEGER NOT NULL, n TEXT, d TEXT, PRIMARY KEY (id) );"
    );
}

#[test]
fn what_is_decided_when_it_runs_is_refused_where_it_is_used() {
    let models = "if Base:\n    @compiles(sa.BigInteger, 'sqlite')\n    def big(element, compiler, **kw):\n        return 'INTEGER'\n\
        @compiles(JSONB, 'sqlite')\ndef json(element, compiler, **kw):\n    return 'JSON'\n";
    let (root, project) = project(models, REVISION);
    let on = |types: &[(&str, &str)], dialect| {
        let types = types
            .iter()
            .map(|(name, sql)| ((*name).to_owned(), MappedSql::Everywhere((*sql).to_owned())));
        converted(
            root.path(),
            &project,
            types.collect(),
            dialect,
            Direction::Up,
        )
    };
    insta::assert_snapshot!(on(&[], Dialect::Sqlite), @r#"app/models.py:7:6: When a function writes sqlalchemy.types.BigInteger, and which one, is decided when env.py runs. Register one function for it at the level of its module, without a condition; or say what it writes in bridge.toml: [sources.NAME.types] "sqlalchemy.types.BigInteger" = { sqlite = "..." }."#);
    assert!(on(&[], Dialect::Postgres).starts_with("CREATE TABLE"));
    assert_eq!(
        on(
            &[("sqlalchemy.types.BigInteger", "INTEGER")],
            Dialect::Sqlite
        ),
        "CREATE TABLE t ( id INTEGER NOT NULL, n TEXT, d JSON, PRIMARY KEY (id) );"
    );
}

#[test]
fn a_program_that_may_need_what_is_undecided_is_refused() {
    let models = "if Base:\n    @compiles(sa.BigInteger, 'sqlite')\n    def big(element, compiler, **kw):\n        return 'INTEGER'\n";
    let rows = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\ndef upgrade():\n\
        \x20   for row in op.get_bind().execute(sa.text('SELECT 1')):\n        op.add_column('t', sa.Column('c', sa.BigInteger))\n";
    for (code, refused) in [
        (rows.to_owned(), true),
        (rows.replace("BigInteger", "Integer"), false),
    ] {
        let (root, project) = project(models, &code);
        let types = TypeMapping::new();
        let sql = converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up);
        assert_eq!(
            sql.contains("is decided when env.py runs"),
            refused,
            "{sql}"
        );
    }
}

#[test]
fn functions_are_kept_with_what_they_need() {
    let models = "import os\nNAME = 'JSON'\nOTHER = os.x()\nfrom . import late\ntry:\n    @compiles(JSONB, 'sqlite')\n    def _(t, c, **kw):\n        return NAME\n\
        except ImportError:\n    pass\n";
    let (root, _) = project(models, REVISION);
    fs::write(
        root.path().join("app/late.py"),
        "import sqlalchemy as sa\nfrom sqlalchemy import event\nclass Own: pass\n\
         @event.listens_for(sa.Column, 'after_parent_attach')\ndef l(c, t):\n    pass\n\
         event.listen(sa.Table, 'after_create', print)\n\
         @event.listens_for(Own, 'load')\ndef k(c, t):\n    pass\n\
         @event.listens_for(sa.engine.Engine, 'connect')\ndef c(c, r):\n    pass\n",
    )
    .unwrap();
    let project = Project::load(&root.path().join("alembic.ini"), None, root.path()).unwrap();
    let kept: Vec<String> = project
        .env
        .rewrites
        .written_types
        .iter()
        .map(|part| format!("# {} {}\n{}", part.name, part.path, part.text))
        .collect();
    insta::assert_snapshot!(kept.join("\n"), @r"
    # app.models app/models.py

    from sqlalchemy.dialects.postgresql import JSONB
    from sqlalchemy.ext.compiler import compiles



    NAME = 'JSON'


    try:
        @compiles(JSONB, 'sqlite')
        def _(t, c, **kw):
            return NAME
    except ImportError:
        pass
    ");
    let said: Vec<String> = project
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    app/late.py:4:2: A listener for `after_parent_attach` of sqlalchemy.Column hears of all revisions. bridge does not call it.
    app/late.py:7:1: A listener for `after_create` of sqlalchemy.Table hears of all revisions. bridge does not call it.
    ");
}

#[test]
fn statements_are_refused_where_they_would_run() {
    let models = "from sqlalchemy.schema import DropTable\n@compiles(DropTable, 'postgresql')\n\
        def drop(element, compiler, **kw):\n    return compiler.visit_drop_table(element) + ' CASCADE'\n";
    let (root, project) = project(models, REVISION);
    let on = |dialect, direction| {
        let types = TypeMapping::from([(
            "sqlalchemy.dialects.postgresql.JSONB".to_owned(),
            MappedSql::Everywhere("JSON".to_owned()),
        )]);
        converted(root.path(), &project, types, dialect, direction)
    };
    insta::assert_snapshot!(on(Dialect::Postgres, Direction::Down), @"app/models.py:7:2: `compiles` of sqlalchemy.schema.DropTable changes what every revision means. db/versions/a.py needs it. bridge does not run it. Move it to a module that neither env.py nor a revision imports; what it adds to the SQL of a revision belongs into that revision, with `op.execute`.");
    assert!(on(Dialect::Postgres, Direction::Up).starts_with("CREATE TABLE"));
    assert_eq!(on(Dialect::Sqlite, Direction::Down), "DROP TABLE t;");
}

/// Rows in a statement stand nowhere but where `values(...)` makes them.
#[test]
fn rows_are_refused_where_they_are_made() {
    let models =
        "@compiles(sa.Values, 'sqlite')\ndef rows(element, compiler, **kw):\n    return 'x'\n";
    let of = |body: &str| {
        let revision = format!(
            "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy import values\nrevision = 'a'\n\
             down_revision = None\ndef upgrade():\n    {body}\n"
        );
        let (root, project) = project(models, &revision);
        let types = TypeMapping::new();
        converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up)
    };
    let each = "for row in op.get_bind().execute(sa.text('SELECT 1')): ";
    for body in [
        "op.execute(sa.table('t', sa.column('a')).insert().values(a=1))".to_owned(),
        "op.drop_table('t')".to_owned(),
        format!("{each}op.execute(sa.table('t', sa.column('a')).update().values(a=1))"),
    ] {
        assert!(!of(&body).contains("compiles"), "{}", of(&body));
    }
    for body in [
        "op.execute(sa.select(sa.values(sa.column('a'), name='v').data([(1,)])))".to_owned(),
        format!("{each}op.execute(sa.select(sa.values(sa.column('a'), name='v').data([(row,)])))"),
        format!("{each}op.execute(sa.select(values(sa.column('a'), name='v').data([(row,)])))"),
    ] {
        assert!(
            of(&body).contains("`compiles` of sqlalchemy.Values"),
            "{}",
            of(&body)
        );
    }
}

#[test]
fn of_two_functions_the_last_one_of_a_module_counts_and_of_two_modules_none() {
    let one = "@compiles(sa.BigInteger, 'sqlite')\ndef one(element, compiler, **kw):\n    return 'INTEGER'\n";
    let two = "@compiles(sa.BigInteger, 'sqlite')\ndef two(element, compiler, **kw):\n    return 'NUMERIC'\n\
        @compiles(JSONB)\ndef json(element, compiler, **kw):\n    return 'JSON'\n";
    assert!(sqlite(&format!("{one}{two}")).contains("id NUMERIC"));
    let (root, _) = project(&format!("from . import other\n{one}"), REVISION);
    fs::write(root.path().join("app/other.py"), format!("{MODELS}{two}")).unwrap();
    let project = Project::load(&root.path().join("alembic.ini"), None, root.path()).unwrap();
    let types = TypeMapping::new();
    let sql = converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up);
    assert!(sql.contains("is decided when env.py runs"), "{sql}");
}

#[test]
fn what_functions_loops_and_other_names_register_is_not_passed_over() {
    let undecided = "is decided when env.py runs";
    for (models, refused) in [
        (
            "def setup():\n    @compiles(sa.BigInteger, 'sqlite')\n    def f(t, c, **kw):\n        return 'X'\nsetup()\n",
            true,
        ),
        (
            "for _ in range(2):\n    compiles(sa.BigInteger, 'sqlite')(len)\n",
            true,
        ),
        (
            "from sqlalchemy.ext import compiler as other\n@other.compiles(sa.BigInteger, 'postgresql')\ndef f(t, c, **kw):\n    return 'X'\n",
            false,
        ),
        (
            "Big = sa.BigInteger\n@compiles(Big, 'sqlite')\ndef f(t, c, **kw):\n    return 'X'\n",
            true,
        ),
        (
            "from sqlalchemy.ext.compiler import deregister\n@compiles(sa.BigInteger, 'sqlite')\ndef f(t, c, **kw):\n    return 'X'\nderegister(sa.BigInteger)\n",
            true,
        ),
    ] {
        let models = format!(
            "{models}@compiles(JSONB, 'sqlite')\ndef json(t, c, **kw):\n    return 'JSON'\n"
        );
        let sql = sqlite(&models);
        assert_eq!(sql.contains(undecided), refused, "{models}{sql}");
    }
    let other = "from sqlalchemy.ext import compiler as other\n@other.compiles(sa.BigInteger, 'sqlite')\ndef f(t, c, **kw):\n    return 'INTEGER'\n\
        @other.compiles(JSONB, 'sqlite')\ndef json(t, c, **kw):\n    return 'JSON'\n";
    assert_eq!(
        sqlite(other),
        "CREATE TABLE t ( id INTEGER NOT NULL, n TEXT, d JSON, PRIMARY KEY (id) );"
    );
}

#[test]
fn a_class_that_a_loop_decides_is_pointed_out() {
    let models = "class Own(sa.Text): pass\n@compiles(Own)\ndef own(t, c, **kw):\n    return 'X'\n\
        for each in (JSONB, sa.Text):\n    compiles(each, 'sqlite')(own)\n";
    let (_, project) = project(models, REVISION);
    let said: Vec<String> = project
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "app/models.py:11:5: Which class a function of `compiles` writes is decided when this runs. bridge does not call it."
        ]
    );
}

#[test]
fn modules_that_are_found_when_it_runs_may_be_loaded() {
    for (env, decided) in [
        (
            "import importlib\nimportlib.import_module('app.other')\n",
            true,
        ),
        (
            "import importlib\nfor name in names:\n    importlib.import_module(f'app.{name}')\n",
            false,
        ),
        (
            "import pkgutil\nlist(pkgutil.walk_packages(app.__path__))\n",
            false,
        ),
    ] {
        let (root, _) = project("", REVISION);
        let json = "@compiles(JSONB, 'sqlite')\ndef json(t, c, **kw):\n    return 'JSON'\n";
        let path = |name: &str| root.path().join(name);
        fs::write(path("db/env.py"), format!("{env}{ENV}")).unwrap();
        fs::write(path("app/other.py"), format!("{MODELS}{json}")).unwrap();
        let project = Project::load(&path("alembic.ini"), None, root.path()).unwrap();
        let types = TypeMapping::new();
        let sql = converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up);
        assert_eq!(sql.contains("d JSON"), decided, "{env}{sql}");
        assert_eq!(sql.contains("is decided when"), !decided, "{env}{sql}");
    }
}

#[test]
fn a_function_that_asks_for_the_column_is_refused() {
    let json =
        "@compiles(JSONB, 'sqlite')\ndef json(t, c, **kw):\n    return c.visit_JSON(t, **kw)\n";
    for ask in [
        "type_expression=None, **kw):\n    if type_expression is not None:\n        return 'X'\n",
        "**kw):\n    if kw.get('type_expression'):\n        return 'X'\n",
    ] {
        let models = format!(
            "@compiles(sa.BigInteger, 'sqlite')\ndef big(t, c, {ask}    return 'INTEGER'\n{json}"
        );
        let sql = sqlite(&models);
        assert!(
            sql.contains("the column for which a function of `compiles` writes a type"),
            "{sql}"
        );
    }
}

#[test]
fn types_that_are_another_in_the_database_are_refused_with_its_function() {
    let revision = REVISION.replace("postgresql.JSONB", "sa.Interval");
    let models = "@compiles(sa.DateTime)\ndef moment(t, c, **kw):\n    return 'MOMENT'\n";
    let (root, project) = project(models, &revision);
    let on = |dialect| {
        let types = TypeMapping::new();
        converted(root.path(), &project, types, dialect, Direction::Up)
    };
    let refused = "writes sqlalchemy.types.DateTime, which it is in the database";
    assert!(on(Dialect::Sqlite).contains(refused));
    assert!(on(Dialect::Postgres).contains("d INTERVAL"));
}

#[test]
fn functions_of_sqlalchemys_are_written_and_operators_count_where_they_stand() {
    let models = "from sqlalchemy.sql import functions\n\
        @compiles(functions.now, 'sqlite')\ndef now(element, compiler, **kw):\n\
        \x20   return compiler.process(sa.func.strftime(sa.literal('%Y'), sa.literal('now')), **kw)\n\
        @compiles(sa.BinaryExpression, 'sqlite')\ndef binary(element, compiler, **kw):\n    return compiler.visit_binary(element, **kw)\n";
    let of = |body: &str| {
        let revision = format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\ndef upgrade():\n    {body}\n"
        );
        let (root, project) = project(models, &revision);
        let types = TypeMapping::new();
        converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up)
    };
    assert_eq!(
        of("op.create_table('t', sa.Column('a', sa.DateTime, server_default=sa.func.now()))"),
        "CREATE TABLE t ( a DATETIME DEFAULT (strftime('%Y', 'now')) );"
    );
    assert_eq!(
        of("op.create_index('i', 't', ['a'], sqlite_where=sa.text('a > 1'))"),
        "CREATE INDEX i ON t (a) WHERE a > 1;"
    );
    for body in [
        "op.create_index('i', 't', ['a'], sqlite_where=sa.column('a') > 1)",
        "op.execute(sa.table('t', sa.column('a')).update().values(a=1))",
        "op.create_table('t', sa.Column('a', sa.Integer), sa.CheckConstraint(sa.column('a') > 1))",
        "op.add_column('t', sa.Column('a', sa.Integer, server_default=sa.func.abs(sa.literal(1) + 1)))",
    ] {
        assert!(
            of(body).contains("`compiles` of sqlalchemy.BinaryExpression"),
            "{}",
            of(body)
        );
    }
}

/// Alembic loads what a revision imports, too: there the function is registered, whatever else is.
#[test]
fn what_the_revision_loads_itself_is_decided() {
    let models = "if Base:\n    @compiles(sa.BigInteger, 'sqlite')\n    def big(element, compiler, **kw):\n        return 'INTEGER'\n\
        @compiles(JSONB, 'sqlite')\ndef json(element, compiler, **kw):\n    return 'JSON'\n";
    let revision = REVISION.replace(
        "import sqlalchemy as sa\n",
        "import sqlalchemy as sa\nimport app.models\nassert app.models.Base\n",
    );
    let (root, project) = project(models, &revision);
    let types = TypeMapping::new();
    let sql = converted(root.path(), &project, types, Dialect::Sqlite, Direction::Up);
    assert!(sql.contains("id INTEGER NOT NULL"), "{sql}");
}
