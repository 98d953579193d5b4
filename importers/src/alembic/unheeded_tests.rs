use std::fs;

use crate::alembic::project::Project;

const REVISION: &str = "import os\nfrom alembic import op\nimport app.names\nrevision = 'a'\ndown_revision = None\n\
    def upgrade():\n    op.execute(os.environ.get('SQL', 'SELECT 1'))\n";

/// What is said of an `env.py` beside a module `app/db.py` that it imports.
fn said(env: &str, db: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let env = format!(
        "from alembic import context\nimport app.db\nimport os\n{env}\n\
         def online():\n    context.configure(connection=c)\n    context.run_migrations()\n"
    );
    for (path, text) in [
        ("alembic.ini", "[alembic]\nscript_location = db\n"),
        ("db/env.py", &env),
        ("db/versions/a.py", REVISION),
        ("app/__init__.py", ""),
        ("app/names.py", "NAME = 'a'\nALL = {}\n"),
        ("app/db.py", db),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let project = Project::load(&root.join("alembic.ini"), None, root).unwrap();
    let said = project.diagnostics.iter().map(ToString::to_string);
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_changes_the_schema_beside_the_revisions_is_pointed_out() {
    let connection = "def go(c, schema):\n    c.execute(text('SET LOCAL lock_timeout = 1'))\n    c.execute(f'set search_path = {schema}')\n\
        \x20   c.execution_options(schema_translate_map={None: schema})\n    c.dialect.default_schema_name = schema\n\
        \x20   c.execute(text('SELECT 1'))\n    c.execute(CreateSchema(schema))\n\
        \x20   context.configure(connection=c, on_version_apply=None)\n    context.run_migrations(flag=True)\n";
    insta::assert_snapshot!(said(connection, ""), @r"
    db/env.py:6:15: A `search_path` is set here for Alembic's connection. bridge does not set it.
    db/env.py:7:46: `schema_translate_map` may have revisions run in other schemas. bridge does not do that.
    db/env.py:8:5: `default_schema_name` is set here for Alembic's connection. bridge does not set it.
    db/env.py:10:5: env.py runs a statement of its own. bridge does not run it.
    db/env.py:12:5: env.py gives the functions of the revisions arguments. bridge gives them what bridge.toml says.
    ");
    let own = "def run_migrations(c):\n    context.configure(connection=c)\nrun_migrations(c)\n";
    assert_eq!(said(own, ""), "");
    let library = "from alembic import op\nfrom alembic.operations import Operations, ops\n\
        from sqlalchemy.dialects.sqlite.base import SQLiteTypeCompiler as C\n\
        C.visit_UUID = C.visit_text\nsetattr(C, 'visit_X', None)\nop.create_table = print\n\
        @Operations.implementation_for(ops.DropTableOp, replace=True)\ndef drop(operations, operation): pass\n\
        @Operations.implementation_for(Own)\ndef own(operations, operation): pass\n\
        class Impl(PostgresqlImpl):\n    __dialect__ = 'postgresql'\nclass Other(DefaultImpl):\n    __dialect__ = 'duckdb'\n";
    insta::assert_snapshot!(said("context.configure(connection=c, on_version_apply=hook)", library), @r"
    db/env.py:4:50: `on_version_apply` is called for each revision that Alembic applies. bridge does not call it.
    app/db.py:4:1: The project replaces `visit_UUID` of sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler. bridge does not do that.
    app/db.py:5:1: The project replaces something of sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler. bridge does not do that.
    app/db.py:6:1: The project replaces `create_table` of alembic.op. bridge does not do that.
    app/db.py:7:2: A function carries out Alembic's DropTableOp. bridge does not call it.
    app/db.py:11:7: The class Impl carries out Alembic's operations on postgresql. bridge does not use it.
    ");
    let values = "import app.names\nfrom app.names import ALL\napp.names.NAME = 'b'\nALL['x'] = 1\nos.environ.setdefault('SQL', 'x')\n\
        for schema in ('a', 'b'):\n    online()\n";
    insta::assert_snapshot!(said(values, "import os\nos.environ['SQL'] = 'y'\n"), @r"
    db/env.py:6:1: env.py changes a value of app when it runs. bridge does not do that.
    db/env.py:8:1: `os.environ`, which revisions read, is changed here. bridge does not do that.
    db/env.py:10:5: env.py runs the revisions several times. bridge runs them once for each source.
    app/db.py:2:1: `os.environ`, which revisions read, is changed here. bridge does not do that.
    ");
}

#[test]
fn what_a_revision_replaces_it_replaces_for_all() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("db/versions")).unwrap();
    fs::write(
        root.join("alembic.ini"),
        "[alembic]\nscript_location = db\n",
    )
    .unwrap();
    fs::write(
        root.join("db/env.py"),
        "from alembic import context\ncontext.configure(connection=c)\n",
    )
    .unwrap();
    let revision = |id: &str, parent: &str, code: &str| {
        let text = format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\ndown_revision = {parent}\n{code}\
             def upgrade():\n    op.execute('SET search_path = a')\n"
        );
        fs::write(root.join(format!("db/versions/{id}.py")), text).unwrap();
    };
    revision("a", "None", "");
    revision("b", "'a'", "op.create_table = print\n");
    let project = Project::load(&root.join("alembic.ini"), None, root).unwrap();
    let said: Vec<String> = project
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "db/versions/b.py:5:1: This revision replaces `create_table` of alembic.op, for all revisions. bridge does so for this one alone."
        ]
    );
}

#[test]
fn what_a_plain_env_does_is_not() {
    let plain = "config = context.config\nconfig.set_main_option('sqlalchemy.url', os.environ['URL'])\n\
        context.config.attributes['x'] = 1\nlabels = {}\nlabels['a'] = os.environ.get('B')\n\
        def pragmas(c):\n    c.execute('PRAGMA foreign_keys=ON')\n\
        for name in ('a', 'b'):\n    print(name)\n";
    let db = "'''Sets no search_path.'''\nclass Own:\n    __dialect__ = 'oracle'\n";
    assert_eq!(said(plain, db), "");
}
