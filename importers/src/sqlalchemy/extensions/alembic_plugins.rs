//! `alembic_utils` 0.8.8, `alembic_postgresql_enum` 1.11.0 and the helpers of `geoalchemy2` 0.20.0:
//! operations of their own.

use crate::python::interpreter::Interpreter;
use crate::python::native::{ModuleTable, Result};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;

fn entity(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/alembic_utils.py");
    name_of(interpreter, "alembic_utils", text, name)
}

fn enumeration(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/alembic_postgresql_enum.py");
    name_of(interpreter, "alembic_postgresql_enum", text, name)
}

fn spatial(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/geoalchemy2_helpers.py");
    name_of(interpreter, "geoalchemy2.alembic_helpers", text, name)
}

/// Registers an operation, where it is one of these libraries': `env.py` imports them, and
/// revisions need not.
pub(crate) fn load(interpreter: &mut Interpreter, operation: &str) -> Result<()> {
    match operation {
        "create_entity" | "drop_entity" | "replace_entity" => entity(interpreter, operation),
        "sync_enum_values" | "add_enum_value" => enumeration(interpreter, operation),
        name if name.contains("_geospatial_") => spatial(interpreter, operation),
        _ => Ok(None),
    }?;
    Ok(())
}

/// The modules of all, by every name under which files import their names.
macro_rules! tables {
    ($($constant:ident $name:literal $find:ident;)*) => {
        $(static $constant: ModuleTable = ModuleTable {
            name: $name,
            definitions: &[],
            fallback: Some($find),
        };)*
        pub(super) static MODULES: &[&ModuleTable] = &[$(&$constant),*];
    };
}

tables! {
    UTILS "alembic_utils" entity;
    FUNCTION "alembic_utils.pg_function" entity;
    TRIGGER "alembic_utils.pg_trigger" entity;
    VIEW "alembic_utils.pg_view" entity;
    MATERIALIZED_VIEW "alembic_utils.pg_materialized_view" entity;
    EXTENSION "alembic_utils.pg_extension" entity;
    POLICY "alembic_utils.pg_policy" entity;
    GRANT_TABLE "alembic_utils.pg_grant_table" entity;
    ENTITY "alembic_utils.replaceable_entity" entity;
    OPERATIONS "alembic_utils.reversible_op" entity;
    EXCEPTIONS "alembic_utils.exceptions" entity;
    ENUM "alembic_postgresql_enum" enumeration;
    SPATIAL "geoalchemy2.alembic_helpers" spatial;
    ENUM_DATA "alembic_postgresql_enum.get_enum_data" enumeration;
    ENUM_INDEXES "alembic_postgresql_enum.sql_commands.indexes" enumeration;
    ENUM_CONFIGURATION "alembic_postgresql_enum.configuration" enumeration;
}
