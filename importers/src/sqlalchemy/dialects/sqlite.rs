//! `sqlalchemy.dialects.sqlite`

use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::sqlalchemy::types::type_classes;
use crate::sqlalchemy::{dialect_object, python_type, statement, types, written};

type_classes! { "sqlalchemy.dialects.sqlite";
    DATETIME "DATETIME" |interpreter, args| {
        let timezone = zoned(&args)?;
        let own = SqlType::DateTime { timestamp: false, timezone, precision: None };
        stored(interpreter, &mut args, "DATETIME", own)?
    };
    DATE "DATE" |interpreter, args| stored(interpreter, &mut args, "DATE", SqlType::Date)?;
    JSON "JSON" |interpreter, args| SqlType::Json {
        binary: false,
        none_as_null: args.optional_boolean("none_as_null")?.unwrap_or(false),
        postgres: false,
    };
    TIME "TIME" |interpreter, args| {
        let timezone = zoned(&args)?;
        let own = SqlType::Time { timezone, precision: None };
        stored(interpreter, &mut args, "TIME", own)?
    };
}

/// `timezone=`, which counts on other databases.
fn zoned(args: &Args) -> Result<bool> {
    let mut keywords = args.keywords.iter();
    match keywords.find(|keyword| &*keyword.name == "timezone") {
        Some(given) => args.to_bool("timezone", &given.value),
        None => Ok(false),
    }
}

/// A type whose values SQLite stores as text of a form that the file may say.
fn stored(
    interpreter: &mut Interpreter,
    args: &mut Args,
    name: &str,
    own: SqlType,
) -> Result<SqlType> {
    let mut given = Args::new(args.rest());
    given.keywords = args.take_keywords();
    let plain = given.positional.is_empty()
        && given
            .keywords
            .iter()
            .all(|keyword| keyword.value.is_none() || &*keyword.name == "timezone");
    // A pattern is read everywhere, and used here.
    let has_pattern = given
        .keywords
        .iter()
        .any(|keyword| &*keyword.name == "regexp");
    let is_used = interpreter.dialect() == crate::Dialect::Sqlite;
    if plain || !(is_used || has_pattern) {
        return Ok(own);
    }
    let Some(class) = written::sqlite_type(interpreter, name)? else {
        return Ok(own);
    };
    let python = interpreter.call(&class, given)?;
    if !is_used {
        return Ok(own);
    }
    let spelling = interpreter.attribute(&python, "spelling")?;
    let base = SqlType::Native {
        dialect: "sqlite".to_owned(),
        sql: interpreter.str(&spelling)?,
    };
    Ok(python_type::converted(interpreter, base, &python))
}

static FUNCTIONS: &[(&str, Definition)] = &[
    (
        "insert",
        Definition::Function(|i, args| statement::insert_on(i, args, "sqlite")),
    ),
    (
        "dialect",
        Definition::Function(|_, args| dialect_object::dialect_named(crate::Dialect::Sqlite, args)),
    ),
];

/// The classes of `sqlalchemy.types` that the package offers.
const OFFERS: (&str, &[&str]) = (
    "sqlalchemy.dialects.sqlite",
    &[
        "INTEGER",
        "SMALLINT",
        "VARCHAR",
        "CHAR",
        "TEXT",
        "NUMERIC",
        "DECIMAL",
        "FLOAT",
        "REAL",
        "BOOLEAN",
        "TIMESTAMP",
        "BLOB",
    ],
);

/// `sqlalchemy.dialects.sqlite`
pub(crate) static SQLITE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.sqlite",
    definitions: FUNCTIONS,
    fallback: Some(|interpreter, name| {
        let own =
            crate::sqlalchemy::find(interpreter, &[super::class::SQLITE_CLASSES, CLASSES], name)?;
        match own {
            Some(own) => Ok(Some(own)),
            None => super::offered(interpreter, OFFERS, name),
        }
    }),
};

/// `sqlalchemy.dialects.sqlite.base` and its siblings
static BASE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.sqlite.base",
    definitions: FUNCTIONS,
    fallback: Some(|interpreter, name| {
        crate::sqlalchemy::find(
            interpreter,
            &[super::class::SQLITE_CLASSES, CLASSES, types::CLASSES],
            name,
        )
    }),
};

submodules! {
    BASE "sqlalchemy.dialects.sqlite";
    "base" "dml" "json" "pysqlite"
}
