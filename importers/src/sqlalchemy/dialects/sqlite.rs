//! `sqlalchemy.dialects.sqlite`

use crate::operation::SqlType;
use crate::python::native::{Definition, ModuleTable};
use crate::sqlalchemy::types::type_classes;
use crate::sqlalchemy::{engine, statement, types};

type_classes! { "sqlalchemy.dialects.sqlite";
    DATETIME "DATETIME" |interpreter, args| {
        // How values are stored as text is Python's affair.
        let _ = args.rest();
        let _ = args.take_keywords();
        SqlType::DateTime { timestamp: false, timezone: false, precision: None }
    };
    DATE "DATE" |interpreter, args| {
        let _ = args.take_keywords();
        SqlType::Date
    };
    JSON "JSON" |interpreter, args| SqlType::Json {
        binary: false,
        none_as_null: args.optional_boolean("none_as_null")?.unwrap_or(false),
    };
    TIME "TIME" |interpreter, args| {
        let _ = args.take_keywords();
        SqlType::Time { timezone: false, precision: None }
    };
}

static FUNCTIONS: &[(&str, Definition)] = &[
    (
        "insert",
        Definition::Function(|i, args| statement::insert_on(i, args, "sqlite")),
    ),
    (
        "dialect",
        Definition::Function(|_, args| engine::dialect_named(crate::Dialect::Sqlite, args)),
    ),
];

/// `sqlalchemy.dialects.sqlite`
pub(crate) static SQLITE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.sqlite",
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
    SQLITE "sqlalchemy.dialects.sqlite";
    "base" "dml" "json" "pysqlite"
}
