use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::*;
use crate::alembic::convert::{ConvertSource, Rung, convert};
use crate::alembic::project::Project;
use crate::dialect::Dialect;
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
    environment.take_types(types);
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
    let named = TypeMapping::new();
    let warnings = |dialect| project.env.rewritten(&named, &[dialect]).count();
    assert_eq!(
        [warnings(Dialect::Sqlite), warnings(Dialect::Postgres)],
        [2, 0]
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
        assert_eq!(project.env.rewrites, []);
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
fn what_is_not_read_is_refused_where_it_is_used() {
    let models = "@compiles(sa.BigInteger, 'sqlite')\ndef big(element, compiler, **kw):\n    return name(element)\n\
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
    insta::assert_snapshot!(on(&[], Dialect::Sqlite), @r#"app/models.py:6:2: `compiles` of sqlalchemy.types.BigInteger changes what every revision means. bridge does not run it. Say what it writes in bridge.toml: [sources.NAME.types] "sqlalchemy.types.BigInteger" = { sqlite = "..." }."#);
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
    insta::assert_snapshot!(on(Dialect::Postgres, Direction::Down), @"app/models.py:7:2: `compiles` of sqlalchemy.schema.DropTable changes what every revision means. bridge does not run it. Move it to a module that neither env.py nor a revision imports; what it adds to the SQL of a revision belongs into that revision, with `op.execute`.");
    assert!(on(Dialect::Postgres, Direction::Up).starts_with("CREATE TABLE"));
    assert_eq!(on(Dialect::Sqlite, Direction::Down), "DROP TABLE t;");
}

#[test]
fn two_that_differ_are_none() {
    let models = "@compiles(sa.BigInteger, 'sqlite')\ndef one(element, compiler, **kw):\n    return 'INTEGER'\n\
        @compiles(sa.BigInteger)\ndef two(element, compiler, **kw):\n    return 'NUMERIC'\n";
    assert!(sqlite(models).contains("changes what every revision means"));
}
