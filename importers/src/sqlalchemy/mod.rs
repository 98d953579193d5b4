//! What `sa.*` means: types, columns, constraints, expressions, the inspector.
//!
//! `MODULES` are tables of definitions; [`naming`] and [`schema`] are the
//! rules by which tables are assembled, without any Python.

pub(crate) mod argument;
mod array_item;
mod class_rows;
pub(crate) mod clause;
pub(crate) mod column;
pub(crate) mod column_default;
mod column_items;
mod column_set;
mod compile;
mod compiled;
pub(crate) mod compiled_type;
mod containers;
mod custom_type;
mod ddl;
mod derived;
pub(crate) mod dialect_object;
pub(crate) mod dialects;
mod driver_connection;
pub(crate) mod element;
pub(crate) mod engine;
mod enum_member;
mod enumeration;
pub(crate) mod event;
#[cfg(test)]
mod event_tests;
mod exceptions;
pub(crate) mod execution_options;
mod expression;
pub(crate) mod extensions;
mod function;
pub(crate) mod generic_function;
#[cfg(test)]
mod generic_function_tests;
mod given;
mod hstore;
mod inspector;
pub(crate) mod item;
mod join;
mod label_style;
pub(crate) mod lineage;
pub(crate) mod live;
mod looked_up;
pub mod mapped;
pub(crate) mod member_name;
pub(crate) mod metadata;
mod missing;
#[cfg(test)]
mod missing_tests;
mod mutable;
mod named;
pub mod naming;

pub(crate) mod orm;
pub(crate) mod parameter;
mod patterns;
mod preparer;
mod python_type;
mod query_columns;
mod ranges;
pub(crate) mod rewritten;
mod row_match;
mod row_values;
mod rows;
pub mod schema;
mod sequence;
mod source;
mod spatial;
mod statement;
pub(crate) mod table;
mod text;
mod textual;
mod type_object;
mod type_schema;
mod types;
mod url;
mod written;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::python::interpreter::Interpreter;
use crate::python::native::{ClassDefinition, Definition, ModuleTable, NativeFunction, Result};
use crate::python::value::Value;

/// A list of definitions, which several modules offer.
type Definitions = &'static [(&'static str, Definition)];

pub(crate) use live::inspect::server_version;

/// Looks a name up in several lists of definitions.
fn find(interpreter: &mut Interpreter, lists: &[Definitions], name: &str) -> Result<Option<Value>> {
    let found = lists
        .iter()
        .flat_map(|list| list.iter())
        .find(|(key, _)| *key == name);
    match found {
        Some((key, definition)) => made(interpreter, key, definition),
        None => Ok(None),
    }
}

/// Looks a name up in [`ALL`]; thousands of revisions ask for a few of hundreds of names.
fn find_in_all(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    type ByName = FxHashMap<&'static str, &'static Definition>;
    static BY_NAME: LazyLock<ByName> = LazyLock::new(|| {
        let mut by_name = ByName::default();
        for (key, definition) in ALL.iter().flat_map(|list| list.iter()) {
            by_name.entry(key).or_insert(definition);
        }
        by_name
    });
    match BY_NAME.get_key_value(name) {
        Some((key, definition)) => made(interpreter, key, definition),
        None => Ok(None),
    }
}

fn made(
    interpreter: &mut Interpreter,
    key: &'static str,
    definition: &'static Definition,
) -> Result<Option<Value>> {
    Ok(match definition {
        Definition::Function(call) => Some(Value::Native(NativeFunction {
            module: "sqlalchemy",
            name: key,
            call: *call,
        })),
        Definition::Class(class) => Some(Value::NativeClass(class)),
        Definition::Value(make) => Some(make(interpreter)?),
        Definition::Module(_) | Definition::Exception { .. } => None,
    })
}

/// The lists from which `sqlalchemy` itself and its collecting submodules are made.
const ALL: &[Definitions] = &[
    expression::FUNCTIONS,
    item::CLASSES,
    table::CLASSES,
    types::CLASSES,
    types::BASES,
    ENGINE,
    ddl::CONSTRUCTS,
    compiled::BASES,
    dialects::class::BASES,
    label_style::NAMES,
];

static INSPECTOR: ClassDefinition = ClassDefinition::new(
    "sqlalchemy.engine.reflection.Inspector",
    &[],
    inspector::construct,
)
.attributes(inspector::class_attribute);

/// `create_engine` and its like.
pub(crate) fn not_constructed(
    interpreter: &mut Interpreter,
    _: crate::python::native::Args,
) -> Result<Value> {
    Err(interpreter.refuse(
        "unknown-operation",
        "A connection of the file's own is not understood.",
        Some(
            "Use op.get_bind(), which is inside the run's transaction; what none can hold stands in \
             `with op.get_context().autocommit_block():`.",
        ),
    ))
}

/// Classes that annotations and `isinstance` name.
static CONNECTION: ClassDefinition =
    ClassDefinition::new("sqlalchemy.engine.Connection", &[], not_constructed);
static ENGINE_CLASS: ClassDefinition =
    ClassDefinition::new("sqlalchemy.engine.Engine", &[], not_constructed);

static ROW: ClassDefinition = ClassDefinition::new("sqlalchemy.engine.row.Row", &[], no_row);
static ROW_MAPPING: ClassDefinition =
    ClassDefinition::new("sqlalchemy.engine.row.RowMapping", &[], no_row);

fn no_row(interpreter: &mut Interpreter, _: crate::python::native::Args) -> Result<Value> {
    Err(interpreter.unsupported("rows of results that a file makes"))
}

static ENGINE: Definitions = &[
    ("inspect", Definition::Function(engine::inspect)),
    ("Inspector", Definition::Class(&INSPECTOR)),
    ("Connection", Definition::Class(&CONNECTION)),
    ("Engine", Definition::Class(&ENGINE_CLASS)),
    ("Row", Definition::Class(&ROW)),
    ("RowMapping", Definition::Class(&ROW_MAPPING)),
    ("create_engine", Definition::Function(not_constructed)),
];

/// What `sqlalchemy` offers under a name.
///
/// # Errors
/// Where what it is cannot be made.
fn named(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    // The one type that only `sqlalchemy.types` has.
    if name == "NullType" {
        return Ok(None);
    }
    find_in_all(interpreter, name)
}

/// Modules that offer everything: files import names from whichever they like.
macro_rules! collecting {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: ModuleTable = ModuleTable {
            name: $name,
            definitions: &[],
            fallback: Some(named),
        };)*
    };
}

/// `sqlalchemy`, of the version that this describes.
static SQLALCHEMY: ModuleTable = ModuleTable {
    name: "sqlalchemy",
    definitions: &[(
        "__version__",
        Definition::Value(|_| Ok(Value::str("2.0.58"))),
    )],
    fallback: Some(find_in_all),
};

collecting! {
    SQL "sqlalchemy.sql";
    SQL_EXPRESSION "sqlalchemy.sql.expression";
    SQL_ELEMENTS "sqlalchemy.sql.elements";
    SQL_SCHEMA "sqlalchemy.sql.schema";
    SQL_BASE "sqlalchemy.sql.base";
    SQL_DDL "sqlalchemy.sql.ddl";
    SQL_SELECTABLE "sqlalchemy.sql.selectable";
    SQL_SQLTYPES "sqlalchemy.sql.sqltypes";
    SQL_TYPE_API "sqlalchemy.sql.type_api";
    SCHEMA "sqlalchemy.schema";
    ENGINE_MODULE "sqlalchemy.engine";
    ENGINE_BASE "sqlalchemy.engine.base";
    ENGINE_ROW "sqlalchemy.engine.row";
    ENGINE_RESULT "sqlalchemy.engine.result";
    REFLECTION "sqlalchemy.engine.reflection";
    ENGINE_DEFAULT "sqlalchemy.engine.default";
    ENGINE_INTERFACES "sqlalchemy.engine.interfaces";
    INSPECTION "sqlalchemy.inspection";
}

/// `sqlalchemy.sql.functions`, where each function has a name of its own.
static SQL_FUNCTIONS: ModuleTable = ModuleTable {
    name: "sqlalchemy.sql.functions",
    definitions: generic_function::DEFINITIONS,
    fallback: Some(|interpreter, name| match function::named(name) {
        Some(function) => Ok(Some(function)),
        None => find_in_all(interpreter, name),
    }),
};

/// Every module, for [`Options::libraries`](crate::python::interpreter::Options::libraries).
pub(crate) static MODULES: &[&ModuleTable] = &[
    &SQLALCHEMY,
    &SQL,
    &SQL_EXPRESSION,
    &SQL_ELEMENTS,
    &SQL_FUNCTIONS,
    &SQL_SCHEMA,
    &SQL_BASE,
    &SQL_DDL,
    &SQL_SELECTABLE,
    &SQL_SQLTYPES,
    &SQL_TYPE_API,
    &SCHEMA,
    &ENGINE_MODULE,
    &ENGINE_BASE,
    &ENGINE_ROW,
    &ENGINE_RESULT,
    &REFLECTION,
    &ENGINE_DEFAULT,
    &ENGINE_INTERFACES,
    &INSPECTION,
    &types::TYPES,
    &exceptions::EXCEPTIONS,
    &event::EVENT,
    &mutable::MUTABLE,
    &orm::ORM,
    &orm::ORM_SESSION,
    &orm::EXT_DECLARATIVE,
    &compiled::EXT_COMPILER,
    &orm::EXT_HYBRID,
    &written::OPERATORS,
    &written::ASYNCIO,
    &written::AUTOMAP,
    &written::ASSOCIATION_PROXY,
    &written::OWN,
    &orm::DECL_API,
    &orm::ORM_ATTRIBUTES,
    &orm::ORM_COLLECTIONS,
    &orm::EXT_ORDERINGLIST,
    &orm::ORM_EXC,
    &dialects::postgresql::POSTGRESQL,
    &dialects::sqlite::SQLITE,
    &dialects::mysql::MYSQL,
    &dialects::foreign::MSSQL,
    &dialects::foreign::ORACLE,
];

pub(crate) use expression::conv_argument as conv;
pub(crate) use parameter::literal_argument as inline_literal;
pub(crate) use written::run_async;
