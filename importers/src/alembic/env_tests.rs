use std::fs;

use super::*;

/// A project of these files; `env.py` is `db/env.py`.
fn env(files: &[(&str, &str)]) -> (EnvSettings, Vec<String>) {
    env_beside(files, &[])
}

fn env_beside(files: &[(&str, &str)], stated: &[&str]) -> (EnvSettings, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("db/versions")).unwrap();
    fs::write(
        root.join("alembic.ini"),
        "[alembic]\nscript_location = db\n",
    )
    .unwrap();
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (settings, _) = super::super::ini::read(&root.join("alembic.ini"), None, root).unwrap();
    let (env, warnings) = read(&Surroundings::read(&settings, root), &settings, stated);
    let warnings = warnings
        .iter()
        .map(|warning| format!("{warning} {}", warning.help.as_deref().unwrap_or_default()))
        .collect();
    (env, warnings)
}

fn convention(files: &[(&str, &str)]) -> String {
    let (env, warnings) = env(files);
    assert_eq!(warnings, Vec::<String>::new());
    match env.naming_convention {
        Some(templates) => templates
            .iter()
            .map(|(key, template)| format!("{key}={template}"))
            .collect::<Vec<_>>()
            .join(" "),
        None => "none".to_owned(),
    }
}

const ENV: &str = "from app.models import Base\ntarget_metadata = Base.metadata\n\
    def online():\n    with x as connection:\n        context.configure(connection=connection, target_metadata=target_metadata)\n";

#[test]
fn a_declarative_base_in_another_module() {
    assert_eq!(
        convention(&[
            ("db/env.py", ENV),
            ("app/__init__.py", ""),
            ("app/models/__init__.py", "from .base import Base  # noqa\n"),
            (
                "app/models/base.py",
                "from sqlalchemy import MetaData as MD\nfrom sqlalchemy.orm import DeclarativeBase\nfrom ..names import NAMES\n\
                 class Root(DeclarativeBase):\n    metadata = MD(naming_convention=NAMES)\nclass Base(Root):\n    pass\n"
            ),
            (
                "app/names.py",
                "NAMES = {'ix': 'ix_%(column_0_label)s', 'pk': 'pk_' + '%(table_name)s'}\n"
            ),
        ]),
        "ix=ix_%(column_0_label)s pk=pk_%(table_name)s"
    );
}

#[test]
fn every_way_to_make_a_base() {
    let names =
        "import sqlalchemy as sa\nm = sa.MetaData(naming_convention=dict(uq='u_%(table_name)s'))\n";
    for base in [
        "Base = declarative_base(metadata=m)",
        "class Base:\n    metadata = m\nBase = declarative_base(cls=Base)",
        "@as_declarative(metadata=m)\nclass Base: pass",
        "mapper = registry(metadata=m)\nBase = mapper.generate_base()",
        "class Base(sa.orm.DeclarativeBase):\n    registry = registry(metadata=m)",
        "db = SQLAlchemy(metadata=m)\nBase = db.Model",
    ] {
        let models = format!("{names}{base}\n");
        assert_eq!(
            convention(&[("db/env.py", ENV), ("app/models.py", &models)]),
            "uq=u_%(table_name)s",
            "{base}"
        );
    }
}

#[test]
fn metadata_by_module_and_by_star() {
    let models =
        "from sqlalchemy import MetaData\nmetadata = MetaData(naming_convention={'fk': 'f'})\n";
    for target in [
        "import app.models\nT = app.models.metadata",
        "from app import models as m\nT = m.metadata",
        "from app.models import *\nT = metadata",
    ] {
        let env = format!("{target}\ncontext.configure(connection=c, target_metadata=T)\n");
        assert_eq!(
            convention(&[
                ("db/env.py", &env),
                ("app/__init__.py", ""),
                ("app/models.py", models)
            ]),
            "fk=f",
            "{target}"
        );
    }
}

#[test]
fn a_convention_that_is_assigned_later() {
    assert_eq!(
        convention(&[
            (
                "db/env.py",
                "from sqlmodel import SQLModel\nimport app.models\ncontext.configure(connection=c, target_metadata=SQLModel.metadata)\n"
            ),
            (
                "app/models.py",
                "from sqlmodel import SQLModel\nSQLModel.metadata.naming_convention = {'ck': 'c'}\n"
            ),
        ]),
        "ck=c"
    );
}

#[test]
fn no_convention_is_no_warning() {
    for target in ["None", "SQLModel.metadata", "[a, b]"] {
        let env = format!(
            "from sqlmodel import SQLModel\ncontext.configure(url=u, target_metadata={target})\n"
        );
        assert_eq!(convention(&[("db/env.py", &env)]), "none", "{target}");
    }
}

#[test]
fn the_arguments_of_configure() {
    let (env, warnings) = env(&[
        (
            "db/env.py",
            "from app.db import engine\nSCHEMA = 'audit'\noptions = {'include_schemas': True}\n\
             context.configure(url=u, version_table='offline')\n\
             context.configure(connection=c, version_table='my_' + 'versions', version_table_schema=SCHEMA,\n    transaction_per_migration=True, **options)\n",
        ),
        (
            "app/db.py",
            "@event.listens_for(Engine, 'connect')\ndef on(connection, record):\n    connection.execute('PRAGMA foreign_keys=ON;')\n",
        ),
    ]);
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(env.version_table.as_deref(), Some("my_versions"));
    assert_eq!(env.version_table_schema.as_deref(), Some("audit"));
    assert!(env.transaction_per_migration && env.include_schemas);
    assert_eq!(env.pragmas, ["PRAGMA foreign_keys=ON"]);
    assert!(env.enforces_foreign_keys());
}

#[test]
fn options_that_come_from_elsewhere_are_pointed_out() {
    let call = "context.configure(connection=c, **opts)\n";
    let helper = |given: &str| {
        format!("def go(**opts):\n    context.configure(connection=c, **opts)\ngo({given})\n")
    };
    let warned = |code: &str| {
        let (_, warnings) = env(&[("db/env.py", code)]);
        warnings.iter().any(|one| one.contains("is given here"))
    };
    for code in [
        format!("opts = get_options()\n{call}"),
        format!("from app import opts\n{call}"),
        format!("opts = app.configure_args\nopts['compare_type'] = True\n{call}"),
        format!("opts = {{'a': 1}}\nif x:\n    opts.update(version_table='v')\n{call}"),
        format!("opts = {{'a': 1}}\nopts[key] = 1\n{call}"),
        format!("opts = {{**other}}\n{call}"),
        format!("opts = {{}}\nopts |= other\n{call}"),
        "context.configure(connection=c, **get_options())\n".to_owned(),
        helper("version_table='v'"),
        helper("**more"),
    ] {
        assert!(warned(&code), "{code}");
    }
    for code in [
        format!("opts = {{'version_table': 'v'}}\nopts['compare_type'] = True\n{call}"),
        format!("opts = dict(a=1)\nopts.update(render_as_batch=True)\n{call}"),
        "context.configure(connection=c, version_table='v', **get_options())\n".to_owned(),
        helper("connection=1"),
    ] {
        assert!(!warned(&code), "{code}");
    }
}

#[test]
fn foreign_keys_by_a_value_that_only_running_tells() {
    for (code, may, does) in [
        ("c.execute(f'PRAGMA foreign_keys={x}')", true, false),
        ("c.execute('PRAGMA foreign_keys = ' + x)", true, false),
        ("c.execute('PRAGMA foreign_keys=%s' % x)", true, false),
        ("c.execute(f'PRAGMA {name}={value}')", true, false),
        ("c.execute('PRAGMA foreign_keys=OFF')", false, false),
        ("c.execute('PRAGMA foreign_keys(1)')", false, true),
        ("c.execute(f'PRAGMA journal_mode={x}')", false, false),
        ("c.execute(f'PRAGMA table_info({x})')", false, false),
    ] {
        let (env, _) = env(&[("db/env.py", code)]);
        let found = (env.may_enforce_foreign_keys(), env.enforces_foreign_keys());
        assert_eq!(found, (may, does), "{code}");
    }
}

#[test]
fn what_env_py_decides_when_it_runs_is_pointed_out() {
    let decided = |code: &str| {
        let (env, warnings) = env(&[
            ("db/env.py", code),
            ("app/names.py", "TABLE = 'a'\nif X:\n    TABLE = 'b'\n"),
        ]);
        (env.version_table, warnings)
    };
    // The same on each way, or only said where nothing is run.
    for code in [
        "if a:\n    context.configure(connection=c, version_table='v')\nelse:\n    context.configure(connection=d, version_table='v')\n",
        "context.configure(url=u, version_table='o')\ncontext.configure(connection=c, version_table='v')\n",
    ] {
        assert_eq!(decided(code), (Some("v".to_owned()), Vec::new()), "{code}");
    }
    let offline_only =
        "context.configure(url=u, version_table='o')\ncontext.configure(connection=c)\n";
    assert_eq!(decided(offline_only), (None, Vec::new()));
    let shown: Vec<String> = [
        "if a:\n    context.configure(connection=c, version_table='v')\nelse:\n    context.configure(connection=d)\n",
        "T = 'v'\nif a:\n    T = 'w'\ncontext.configure(connection=c, version_table=T)\n",
        "from app.names import TABLE\ncontext.configure(connection=c, version_table=TABLE)\n",
    ]
    .iter()
    .map(|code| {
        let (table, warnings) = decided(code);
        format!("{table:?} {}", warnings.join("\n"))
    })
    .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    Some("v") db/env.py:4:5: env.py decides `version_table` when it runs. Taken: v. Set `version_table = "..."` under [sources.NAME] in bridge.toml, if it is another.
    Some("w") db/env.py:4:47: env.py decides `version_table` when it runs. Taken: w. Set `version_table = "..."` under [sources.NAME] in bridge.toml, if it is another.
    Some("b") db/env.py:2:47: env.py decides `version_table` when it runs. Taken: b. Set `version_table = "..."` under [sources.NAME] in bridge.toml, if it is another.
    "#);
}

#[test]
fn a_version_table_called_as_the_folder() {
    for table in [
        "'{}_{}'.format(name, 'versions')",
        "f'{name}_versions'",
        "name + '_versions'",
    ] {
        let code = format!(
            "import os\nname = os.path.basename(os.path.dirname(os.path.abspath(__file__)))\n\
             context.configure(connection=c, version_table={table})\n"
        );
        let (env, warnings) = env(&[("db/env.py", &code)]);
        assert_eq!(env.version_table.as_deref(), Some("db_versions"), "{table}");
        assert_eq!(warnings, Vec::<String>::new());
    }
    for table in [
        "'{0}'.format(os.path.basename(os.path.dirname(__file__)))",
        "'{}{}'.format('a')",
        "os.path.basename(__file__)",
        "os.path.dirname(__file__)",
    ] {
        let code = format!("import os\ncontext.configure(connection=c, version_table={table})\n");
        assert_eq!(
            env(&[("db/env.py", &code)]).0.version_table,
            None,
            "{table}"
        );
    }
}

#[test]
fn what_cannot_be_read_names_the_key() {
    let (_, warnings) = env(&[(
        "db/env.py",
        "from flask import current_app\n\
         def get_metadata():\n    return current_app.db.metadata\n\
         context.configure(connection=c, target_metadata=get_metadata(), version_table=settings.table)\n",
    )]);
    insta::assert_snapshot!(warnings.join("\n"), @r#"
    db/env.py:4:79: `version_table` could not be read from env.py. Set `version_table = "..."` under [sources.NAME] in bridge.toml.
    db/env.py:4:49: The naming convention of `target_metadata` could not be read. Set `naming_convention = { ix = "...", uq = "..." }` under [sources.NAME] in bridge.toml, or `naming_convention = {}` where there is none.
    "#);
    let stated = ["version_table", "naming_convention"];
    let code =
        "context.configure(connection=c, target_metadata=f(), version_table=settings.table)\n";
    let (_, warnings) = env_beside(&[("db/env.py", code)], &stated);
    assert_eq!(warnings, Vec::<String>::new());
    let (_, warnings) = env(&[]);
    assert_eq!(warnings.len(), 1);
    let (_, warnings) = env(&[("db/env.py", "def x(:\n")]);
    assert!(warnings[0].starts_with("db/env.py:1:"), "{}", warnings[0]);
}

#[test]
fn the_driver_of_engines_that_are_awaited() {
    let is_asyncpg = |code: &str| {
        let (env, _) = env(&[("db/env.py", code)]);
        env.configuration.is_asyncpg
    };
    let run = "asyncio.run(main())\ncontext.configure(connection=c)\n";
    let of_config = "engine = async_engine_from_config(config.get_section('alembic'))\n";
    assert!(is_asyncpg(&format!("{of_config}{run}")));
    assert!(is_asyncpg(&format!(
        "e = sa.create_async_engine(url)\n{run}"
    )));
    assert!(!is_asyncpg(&format!("e = create_engine(url)\n{run}")));
    let named = "url = url.replace('postgresql:', 'postgresql+psycopg:')\n";
    assert!(!is_asyncpg(&format!("{named}{of_config}{run}")));
}

#[test]
fn connections_that_are_not_awaited() {
    let is_synchronous = |code: &str| {
        let (env, _) = env(&[("db/env.py", code)]);
        env.configuration.is_synchronous
    };
    assert!(is_synchronous("context.configure(connection=c)\n"));
    assert!(!is_synchronous(
        "def run(c):\n    context.configure(connection=c)\nasync def main():\n    await c.run_sync(run)\n"
    ));
    assert!(!is_synchronous(
        "e = AsyncEngine(x)\ncontext.configure(connection=c)\n"
    ));
    // What runs the migrations elsewhere is not known.
    assert!(!is_synchronous("migrate.run(context)\n"));
}
