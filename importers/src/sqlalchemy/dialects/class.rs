//! The classes of dialects: what files ask a connection's dialect for.

use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, Interrupt};
use crate::python::value::Value;

const SQLITE: &str = "sqlalchemy.dialects.sqlite.base.SQLiteDialect";
const POSTGRESQL: &str = "sqlalchemy.dialects.postgresql.base.PGDialect";
const MYSQL: &str = "sqlalchemy.dialects.mysql.base.MySQLDialect";
const DEFAULT: &str = "sqlalchemy.engine.default.DefaultDialect";
const INTERFACE: &str = "sqlalchemy.engine.interfaces.Dialect";

/// The classes of which a connection's dialect is an instance.
pub(crate) fn of(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Sqlite => &[SQLITE, DEFAULT, INTERFACE],
        Dialect::Postgres => &[POSTGRESQL, DEFAULT, INTERFACE],
        Dialect::Mysql => &[MYSQL, DEFAULT, INTERFACE],
    }
}

const fn class(name: &'static str) -> ClassDefinition {
    ClassDefinition::new(name, &[DEFAULT, INTERFACE], not_constructed)
}

static SQLITE_CLASS: ClassDefinition = class(SQLITE);
static POSTGRESQL_CLASS: ClassDefinition = class(POSTGRESQL);
static MYSQL_CLASS: ClassDefinition = class(MYSQL);
static DEFAULT_CLASS: ClassDefinition = class(DEFAULT);
static INTERFACE_CLASS: ClassDefinition = class(INTERFACE);

/// `SQLiteDialect`
pub(super) static SQLITE_CLASSES: &[(&str, Definition)] =
    &[("SQLiteDialect", Definition::Class(&SQLITE_CLASS))];
/// `PGDialect`
pub(super) static POSTGRESQL_CLASSES: &[(&str, Definition)] =
    &[("PGDialect", Definition::Class(&POSTGRESQL_CLASS))];
/// `MySQLDialect`
pub(super) static MYSQL_CLASSES: &[(&str, Definition)] =
    &[("MySQLDialect", Definition::Class(&MYSQL_CLASS))];
/// `DefaultDialect` and `Dialect`
pub(crate) static BASES: &[(&str, Definition)] = &[
    ("DefaultDialect", Definition::Class(&DEFAULT_CLASS)),
    ("Dialect", Definition::Class(&INTERFACE_CLASS)),
];

fn not_constructed(interpreter: &mut Interpreter, args: Args) -> Result<Value, Interrupt> {
    Err(interpreter.refuse(
        "unknown-operation",
        format!(
            "A dialect of the file's own (`{}`) is not understood.",
            args.function
        ),
        Some("Use op.get_bind().dialect."),
    ))
}
