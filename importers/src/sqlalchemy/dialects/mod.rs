//! `sqlalchemy.dialects.*`: the types that one database alone has.

use super::argument;
use super::types::CLASSES;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// The submodules of a dialect's module, by which files import the same names.
macro_rules! submodules {
    ($parent:ident $module:literal; $($name:literal)*) => {
        /// Its submodules.
        pub(crate) static SUBMODULES: &[&ModuleTable] = &[$(&ModuleTable {
            name: concat!($module, ".", $name),
            definitions: $parent.definitions,
            fallback: $parent.fallback,
        }),*];
    };
}

pub(crate) mod class;
pub(crate) mod foreign;
pub(crate) mod mysql;
pub(crate) mod postgresql;
mod postgresql_functions;
pub(crate) mod sqlite;

/// A class of `sqlalchemy.types` by its name in a dialect's package, which offers only some.
///
/// # Errors
/// Where the package has no such name.
fn offered(
    interpreter: &mut Interpreter,
    (module, offers): (&str, &[&str]),
    name: &str,
) -> Result<Option<Value>> {
    let is_one = CLASSES.iter().any(|(own, _)| *own == name);
    if is_one && !offers.contains(&name) {
        let reason = format!("module '{module}' has no attribute '{name}'");
        return Err(argument::alembic_stops(interpreter, &reason));
    }
    super::find(interpreter, &[CLASSES], name)
}
