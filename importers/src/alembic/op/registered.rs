//! Operations that are not Alembic's own: `@Operations.register_operation("create_view")` and
//! the functions that carry them out.
//!
//! They are Python, and so is what keeps them. The project's are run where it registers them,
//! see `crate::alembic::operations`.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;
use crate::sqlalchemy::extensions::load_operation;

/// A name of the part that is written in Python.
fn written(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/operations.py");
    name_of(interpreter, "alembic.operations", text, name)
}

/// `op.NAME` where the file, or what it imports, registers it.
pub(super) fn operation(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "invoke" {
        return written(interpreter, name);
    }
    load_operation(interpreter, name)?;
    let Some(registered) = written(interpreter, "registered")? else {
        return Ok(None);
    };
    let found = interpreter.call(&registered, Args::new([Value::str(name)]))?;
    Ok((!matches!(found, Value::None)).then_some(found))
}

/// What `alembic.operations` has under a name.
fn find(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match written(interpreter, name)? {
        None if !name.starts_with('_') => Err(super::unknown(interpreter, "operations", name)),
        found => Ok(found),
    }
}

/// `alembic.operations`
pub(super) static OPERATIONS: ModuleTable = ModuleTable {
    name: "alembic.operations",
    definitions: &[
        ("base", Definition::Module(&BASE)),
        ("ops", Definition::Module(&OPS)),
    ],
    fallback: Some(find),
};

/// `alembic.operations.base`
pub(super) static BASE: ModuleTable = ModuleTable {
    name: "alembic.operations.base",
    definitions: &[],
    fallback: Some(find),
};

/// `alembic.operations.ops`
pub(super) static OPS: ModuleTable = ModuleTable {
    name: "alembic.operations.ops",
    definitions: &[],
    fallback: Some(find),
};

/// `alembic.autogenerate`
pub(super) static AUTOGENERATE: ModuleTable = ModuleTable {
    name: "alembic.autogenerate",
    definitions: &[],
    fallback: Some(written),
};
