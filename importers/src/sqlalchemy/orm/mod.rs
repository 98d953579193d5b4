//! `sqlalchemy.orm`: classes that a revision maps to tables, and sessions on
//! the run's own connection.
//!
//! A session has what migrations use of SQLAlchemy's: pending, changed and
//! deleted objects that are written by `flush` in the order of their foreign
//! keys, an identity map, queries. It never ends the run's transaction.

mod flush;
mod instance;
mod load;
mod maker;
pub(crate) mod mapping;
mod query;
mod relationship;
mod session;
mod store;

pub(crate) use instance::on_instance;
pub(crate) use load::Selected;
pub(crate) use mapping::{entity_of, table_of};
pub(crate) use query::query_of;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

/// `joinedload(...)` and its like: how rows are fetched, not which.
fn loading(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(Value::None)
}

pub(super) static DEFINITIONS: &[(&str, Definition)] = &[
    ("DeclarativeBase", Definition::Class(&mapping::BASE)),
    (
        "declarative_base",
        Definition::Function(mapping::declarative_base),
    ),
    (
        "declared_attr",
        Definition::Function(mapping::declared_attr),
    ),
    ("Session", Definition::Class(&session::SESSION)),
    ("sessionmaker", Definition::Function(maker::sessionmaker)),
    (
        "scoped_session",
        Definition::Function(maker::scoped_session),
    ),
    (
        "relationship",
        Definition::Function(relationship::relationship),
    ),
    ("backref", Definition::Function(relationship::backref)),
    ("Mapped", Definition::Value(relationship::mapped)),
    (
        "mapped_column",
        Definition::Function(super::column::construct_unnamed),
    ),
    ("joinedload", Definition::Function(loading)),
    ("selectinload", Definition::Function(loading)),
    ("subqueryload", Definition::Function(loading)),
    ("lazyload", Definition::Function(loading)),
    ("noload", Definition::Function(loading)),
    ("load_only", Definition::Function(loading)),
];

/// `sqlalchemy.orm`
pub(crate) static ORM: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.orm.session`
pub(crate) static ORM_SESSION: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.session",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.ext.declarative`
pub(crate) static EXT_DECLARATIVE: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.declarative",
    definitions: DEFINITIONS,
    fallback: None,
};
