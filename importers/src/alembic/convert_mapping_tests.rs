//! Types and constants that `bridge.toml` or a known library says.

use std::path::Path;
use std::rc::Rc;

use super::tests::HEAD;
use super::{ConvertSource, Rung, convert};
use crate::alembic::env::EnvSettings;
use crate::python::interpreter::NoModules;
use crate::record::lower;
use crate::sqlalchemy::mapped::MappedSql;
use crate::{Dialect, Direction};

/// The statements of one function, without their origins.
fn statements(body: &str, environment: &EnvSettings, dialect: Dialect) -> String {
    let text = format!("{HEAD}{body}");
    let source = ConvertSource {
        path: Path::new("r.py"),
        text: &text,
    };
    let loader = Rc::new(NoModules);
    let converted = convert(&source, environment, loader, dialect, Direction::Up);
    if converted.rung != Rung::Sql {
        let said: Vec<String> = converted
            .diagnostics
            .iter()
            .map(|d| format!("{d} ({})", d.help.clone().unwrap_or_default()))
            .collect();
        return said.join("; ");
    }
    match lower(&converted.steps, dialect) {
        Ok(script) => crate::script::write(&script, dialect)
            .lines()
            .filter(|line| !line.starts_with("--") && !line.is_empty())
            .map(|line| line.trim_start_matches("ALTER TABLE t ADD COLUMN c "))
            .collect::<Vec<_>>()
            .join(" "),
        Err(findings) => findings
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

#[test]
fn types_of_the_project_are_what_bridge_toml_says() {
    let types = [
        (
            "app.db.GUID".to_owned(),
            MappedSql::ByDialect([(Dialect::Postgres, "UUID".to_owned())].into()),
        ),
        (
            "app.db.Money".to_owned(),
            MappedSql::Everywhere("NUMERIC(20, 4)".to_owned()),
        ),
    ];
    let environment = EnvSettings {
        types: types.into(),
        ..EnvSettings::default()
    };
    let column = |import: &str, used: &str, dialect| {
        let body =
            format!("{import}\ndef upgrade():\n    op.add_column('t', sa.Column('c', {used}))\n");
        statements(&body, &environment, dialect)
    };
    for (import, used) in [
        ("from app.db import GUID", "GUID(length=16)"),
        ("from app.db import GUID as Id", "Id"),
        ("import app.db", "app.db.GUID()"),
        ("import app.db as db", "db.GUID()"),
        ("from app import db", "db.GUID()"),
    ] {
        assert_eq!(column(import, used, Dialect::Postgres), "UUID;", "{import}");
    }
    insta::assert_snapshot!(column("from app.db import Money", "Money(), nullable=False", Dialect::Sqlite), @"NUMERIC(20, 4) NOT NULL;");
    insta::assert_snapshot!(column("from app.db import GUID", "GUID()", Dialect::Sqlite), @r#"r.py:5:39: bridge.toml gives `app.db.GUID` no SQL for this dialect. (bridge.toml maps `app.db.GUID` for other dialects. Add `sqlite = "..."` to it under [sources.NAME.types].)"#);
    insta::assert_snapshot!(column("from app.db import Other", "Other()", Dialect::Sqlite), @r#"r.py:5:39: `app.db.Other` is used here, and bridge does not know it (imported on line 3). (If it is a type, say its SQL in bridge.toml: [sources.NAME.types] "app.db.Other" = "CHAR(36)", or = { sqlite = "CHAR(36)", postgres = "UUID" }. If it is a constant, say its value: [sources.NAME.values] "app.db.Other" = 255. If it is code, add the folder that holds `app` to `prepend_sys_path` in alembic.ini, or write what it does into the revision.)"#);
    insta::assert_snapshot!(column("import app.db as db", "db.Other()", Dialect::Sqlite), @r#"r.py:5:39: `app.db.Other` is used here, and bridge does not know it (imported on line 3). (If it is a type, say its SQL in bridge.toml: [sources.NAME.types] "app.db.Other" = "CHAR(36)", or = { sqlite = "CHAR(36)", postgres = "UUID" }. If it is a constant, say its value: [sources.NAME.values] "app.db.Other" = 255. If it is code, add the folder that holds `app` to `prepend_sys_path` in alembic.ini, or write what it does into the revision.)"#);
}

#[test]
fn constants_of_elsewhere_are_what_bridge_toml_says() {
    use crate::sqlalchemy::mapped::{MappedValue, ValueMapping, with_values};
    let text = |text: &str| MappedValue::Text(text.to_owned());
    let kinds = vec![text("a"), text("b")];
    let values = ValueMapping::from([
        ("app.limits.LENGTH".to_owned(), MappedValue::Int(40)),
        ("app.limits.KINDS".to_owned(), MappedValue::List(kinds)),
        ("app.limits.length()".to_owned(), MappedValue::Int(50)),
        (
            "app.limits.OPTIONS".to_owned(),
            MappedValue::Dict([("length".to_owned(), MappedValue::Int(60))].into()),
        ),
    ]);
    let environment = EnvSettings {
        types: with_values(Default::default(), &values),
        ..EnvSettings::default()
    };
    let column = |import: &str, used: &str| {
        let body =
            format!("{import}\ndef upgrade():\n    op.add_column('t', sa.Column('c', {used}))\n");
        statements(&body, &environment, Dialect::Postgres)
    };
    for (import, used, sql) in [
        (
            "from app.limits import LENGTH",
            "sa.String(LENGTH)",
            "VARCHAR(40);",
        ),
        (
            "from app import limits",
            "sa.String(limits.LENGTH + 1)",
            "VARCHAR(41);",
        ),
        (
            "from app.limits import length",
            "sa.String(length())",
            "VARCHAR(50);",
        ),
        (
            "import app.limits as l",
            "sa.String(l.length())",
            "VARCHAR(50);",
        ),
        (
            "from app.limits import OPTIONS",
            "sa.String(**OPTIONS)",
            "VARCHAR(60);",
        ),
        (
            "from app.limits import KINDS",
            "sa.Enum(*KINDS, native_enum=False)",
            "VARCHAR(1);",
        ),
    ] {
        assert_eq!(column(import, used), sql, "{used}");
    }
}

#[test]
fn types_of_known_libraries_are_what_the_libraries_say() {
    let mut said = String::new();
    for used in include_str!("library_types.txt").lines() {
        let module = used.split('(').next().unwrap_or_default();
        let module = module.rsplit_once('.').map_or(module, |(module, _)| module);
        let body = format!(
            "import {module}\ndef upgrade():\n    op.add_column('t', sa.Column('c', {used}))\n"
        );
        let environment = EnvSettings::default();
        said.push_str(&format!("{used}\n"));
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
            let sql = statements(&body, &environment, dialect);
            said.push_str(&format!("    {:<9} {sql}\n", dialect.name()));
        }
    }
    insta::assert_snapshot!("library_types", said);
}

/// Whoever has to say one constant of a package learns of the others at once.
#[test]
fn what_else_is_not_there_is_said() {
    let body = "import app.constants as c\nfrom app.limits import NAME as LENGTH, other\nfrom json import dumps\n\
        def upgrade():\n    op.add_column('t', sa.Column('a', sa.String(c.A)))\n\
        \x20   op.add_column('t', sa.Column('b', sa.String(LENGTH), server_default=c.deep.B))\n";
    let said = |types: &[&str]| {
        let mapped = |name: &&str| (name.to_string(), MappedSql::Everywhere("X".to_owned()));
        let environment = EnvSettings {
            types: types.iter().map(mapped).collect(),
            ..EnvSettings::default()
        };
        statements(body, &environment, Dialect::Sqlite)
    };
    let others = " The file has more of packages that are not there: \"app.constants.deep.B\", \"app.limits.NAME\".";
    assert!(said(&[]).contains(others), "{}", said(&[]));
    let others = " The file has more of packages that are not there: \"app.limits.NAME\".";
    let known = said(&["app.constants.deep.B"]);
    assert!(known.contains(others), "{known}");
}
