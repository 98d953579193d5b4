//! What libraries beside SQLAlchemy offer that revision files use, types above all: what each
//! is in the database. Compared with the libraries themselves at the versions
//! that each file names.

mod advanced_alchemy;
mod alembic_plugins;
mod dateutil;
mod fastapi_users;
mod flask;
mod geoalchemy;
mod json;
mod lazy;
mod loggers;
mod oslo_db;
mod pgvector;
mod printing;
mod progress;
pub(crate) mod psycopg2;
mod sqlmodel;
mod sqlstates;
#[cfg(test)]
mod tests;
mod utils;

use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, TextKind};
use crate::python::native::{Args, ModuleTable};

pub(crate) use alembic_plugins::load as load_operation;

/// Whether a type of this class is its `impl` in the database, and converts values only.
pub(crate) fn is_written_otherwise(lineage: &[&str]) -> bool {
    lineage
        .first()
        .is_some_and(|class| oslo_db::is_encoded(class))
}

fn text(kind: TextKind, length: Option<u32>) -> SqlType {
    SqlType::Text {
        kind,
        length,
        collation: None,
    }
}

fn binary(kind: BinaryKind, length: Option<u32>) -> SqlType {
    SqlType::Binary { kind, length }
}

/// One type on PostgreSQL and another elsewhere.
fn on_postgres(postgres: SqlType, elsewhere: SqlType) -> SqlType {
    SqlType::Variant {
        base: Box::new(elsewhere),
        variants: vec![("postgresql".into(), postgres)],
    }
}

/// A type that PostgreSQL alone has.
fn postgres_only(sql: impl Into<String>) -> SqlType {
    SqlType::Native {
        dialect: "postgresql".into(),
        sql: sql.into(),
    }
}

/// What a library's Python side takes and the database does not see.
fn ignore(args: &mut Args) {
    let _ = args.rest();
    let _ = args.take_keywords();
}

macro_rules! modules {
    ($definitions:expr; $($modules:tt)*) => {
        $crate::sqlalchemy::extensions::modules! { $definitions, None; $($modules)* }
    };
    ($definitions:expr, $more:expr; $($constant:ident $name:literal;)*) => {
        $(static $constant: $crate::python::native::ModuleTable = $crate::python::native::ModuleTable {
            name: $name,
            definitions: $definitions,
            fallback: $more,
        };)*
        /// The modules, by every name under which files import them.
        pub(super) static MODULES: &[&$crate::python::native::ModuleTable] = &[$(&$constant),*];
    };
}
use modules;

/// All modules.
pub(crate) fn all() -> impl Iterator<Item = &'static ModuleTable> {
    [
        advanced_alchemy::MODULES,
        alembic_plugins::MODULES,
        dateutil::MODULES,
        fastapi_users::MODULES,
        flask::MODULES,
        geoalchemy::MODULES,
        json::MODULES,
        lazy::MODULES,
        loggers::MODULES,
        oslo_db::MODULES,
        pgvector::MODULES,
        printing::MODULES,
        progress::MODULES,
        psycopg2::MODULES,
        sqlmodel::MODULES,
        utils::MODULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
