//! `sqlalchemy.dialects.*`: the types that one database alone has.

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
