//! `sqlalchemy.orm`: classes that a revision maps to tables, and sessions on
//! the run's own connection.
//!
//! A session has what migrations use of SQLAlchemy's: pending, changed and
//! deleted objects that are written by `flush` in SQLAlchemy's order, an identity
//! map, queries. It never ends the run's transaction.

mod added_later;
mod again;
mod alias;
mod arguments;
mod attributes;
mod base;
mod block;
mod bulk;
mod bulk_rows;
mod bulk_update;
mod cascade;
mod change;
mod classes;
mod collected;
mod collection;
mod collection_changes;
mod contained;
mod dataclass;
mod declarative;
mod declared_attr;
mod deletion;
mod direction;
mod eager;
mod evaluated;
mod filter;
mod flush;
mod from_statement;
mod history;
mod hybrids;
mod identity_map;
mod inheritance;
mod inspection;
mod instance;
mod joined;
mod leaving;
mod listener;
mod load;
mod loading;
mod maker;
mod mapped;
pub(crate) mod mapping;
mod marks;
mod members;
mod merge;
mod moves;
mod ordering;
mod own_mutable;
mod path;
mod query;
mod registry;
mod related;
mod related_rows;
mod relation_flush;
mod relation_query;
mod relationship;
mod savepoint;
mod session;
mod store;
#[cfg(test)]
mod tests;
mod unit;
mod update;
mod within_body;
mod work;
mod written;

pub(crate) use added_later::column as column_added;
pub(crate) use base::{MAPPED_ELSEWISE, declarative_base, is_base};
pub(crate) use collected::ORM_COLLECTIONS;
pub(crate) use dataclass::{field_options, mapped_init, take as field_of};
pub(crate) use declarative::name_by_class;
pub(crate) use deletion::delete_on_instance;
pub(crate) use filter::filtered;
pub(crate) use from_statement::FromStatement;
pub(crate) use inheritance::{Changed, about_table};
pub(crate) use inspection::inspected;
pub(crate) use instance::{on_instance, set_on_instance};
pub(crate) use listener::{
    OfWhich, is_mapped, is_told, of_rows, of_session, of_values, told_session,
};
pub(crate) use load::Selected;
pub(crate) use loading::{Chain, loads};
pub(crate) use maker::query_property;
pub(crate) use mapped::annotation;
pub(crate) use mapping::{Mapper, entity_of, table_of};
pub(crate) use ordering::EXT_ORDERINGLIST;
pub(crate) use own_mutable::changed as mutable_changed;
pub(crate) use query::query_of;
pub(crate) use relation_query::{Along, along, is_relationship};

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

/// `joinedload(...)` and its like, each by its own name.
macro_rules! option {
    ($name:literal) => {
        (
            $name,
            Definition::Function(|own, args| loading::option(own, $name, args)),
        )
    };
}

pub(super) static DEFINITIONS: &[(&str, Definition)] = &[
    ("DeclarativeBase", Definition::Class(&base::BASE)),
    (
        "declarative_base",
        Definition::Function(base::declarative_base),
    ),
    ("as_declarative", Definition::Function(base::as_declarative)),
    (
        "declared_attr",
        Definition::Value(declared_attr::declared_attr),
    ),
    ("registry", Definition::Function(registry::registry)),
    (
        "add_mapped_attribute",
        Definition::Function(added_later::add_mapped_attribute),
    ),
    // A mixin is a class like any other.
    (
        "declarative_mixin",
        Definition::Function(|_, mut args| {
            let class = args.required("cls")?;
            args.finish()?;
            Ok(class)
        }),
    ),
    // Mappings are settled when they are used.
    (
        "configure_mappers",
        Definition::Function(|_, args| args.finish().map(|()| Value::None)),
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
    ("exc", Definition::Module(&ORM_EXC)),
    ("attributes", Definition::Module(&ORM_ATTRIBUTES)),
    (
        "object_session",
        Definition::Function(session::object_session),
    ),
    (
        "make_transient",
        Definition::Function(session::make_transient),
    ),
    (
        "class_mapper",
        Definition::Function(inspection::mapper_function),
    ),
    (
        "object_mapper",
        Definition::Function(inspection::mapper_function),
    ),
    ("attribute_keyed_dict", collected::ATTRIBUTE_KEYED),
    ("attribute_mapped_collection", collected::ATTRIBUTE_KEYED),
    ("keyfunc_mapping", collected::FUNCTION_KEYED),
    ("mapped_collection", collected::FUNCTION_KEYED),
    ("column_keyed_dict", collected::COLUMN_KEYED),
    ("column_mapped_collection", collected::COLUMN_KEYED),
    ("aliased", Definition::Function(alias::aliased)),
    ("synonym", Definition::Function(attributes::synonym)),
    (
        "column_property",
        Definition::Function(attributes::column_property),
    ),
    ("deferred", Definition::Function(attributes::deferred)),
    ("validates", Definition::Function(attributes::validates)),
    (
        "reconstructor",
        Definition::Function(attributes::reconstructor),
    ),
    ("foreign", Definition::Function(marks::foreign)),
    ("remote", Definition::Function(marks::remote)),
    option!("contains_eager"),
    option!("undefer"),
    option!("defer"),
    option!("raiseload"),
    option!("immediateload"),
    option!("defaultload"),
    ("Mapped", Definition::Value(mapped::mapped)),
    (
        "MappedAsDataclass",
        Definition::Value(dataclass::mapped_as_dataclass),
    ),
    (
        "mapped_column",
        Definition::Function(super::column::construct_unnamed),
    ),
    (
        "selectin_polymorphic",
        Definition::Function(loading::polymorphic),
    ),
    ("Load", Definition::Function(loading::load)),
    option!("undefer_group"),
    option!("joinedload"),
    option!("selectinload"),
    option!("subqueryload"),
    option!("lazyload"),
    option!("noload"),
    option!("load_only"),
];

/// `sqlalchemy.orm`
pub(crate) static ORM: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.orm.decl_api`
pub(crate) static DECL_API: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.decl_api",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.orm.session`
pub(crate) static ORM_SESSION: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.session",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `flag_modified(instance, key)`: the next flush writes the attribute, also
/// where it is the same object as before.
fn flag_modified(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("instance")?;
    let key = args.string("key")?;
    args.finish()?;
    let Some((instance, _)) = mapping::object_of(&value) else {
        return Err(interpreter.unsupported("`flag_modified` of an object that is not mapped"));
    };
    instance::touch(&instance, &key);
    Ok(Value::None)
}

/// `sqlalchemy.orm.attributes`
pub(crate) static ORM_ATTRIBUTES: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.attributes",
    definitions: &[
        ("flag_modified", Definition::Function(flag_modified)),
        ("get_history", Definition::Function(inspection::get_history)),
    ],
    fallback: None,
};

/// `sqlalchemy.orm.exc`
pub(crate) static ORM_EXC: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.exc",
    definitions: &[
        (
            "NoResultFound",
            Definition::Exception {
                name: "sqlalchemy.exc.NoResultFound",
                base: "sqlalchemy.exc.InvalidRequestError",
            },
        ),
        (
            "MultipleResultsFound",
            Definition::Exception {
                name: "sqlalchemy.exc.MultipleResultsFound",
                base: "sqlalchemy.exc.InvalidRequestError",
            },
        ),
        (
            "FlushError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.FlushError",
                base: "sqlalchemy.exc.SQLAlchemyError",
            },
        ),
        (
            "ObjectDereferencedError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.ObjectDereferencedError",
                base: "sqlalchemy.exc.SQLAlchemyError",
            },
        ),
        (
            "StaleDataError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.StaleDataError",
                base: "sqlalchemy.exc.SQLAlchemyError",
            },
        ),
        (
            "ObjectDeletedError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.ObjectDeletedError",
                base: "sqlalchemy.exc.InvalidRequestError",
            },
        ),
        (
            "DetachedInstanceError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.DetachedInstanceError",
                base: "sqlalchemy.exc.SQLAlchemyError",
            },
        ),
        (
            "UnmappedClassError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.UnmappedClassError",
                base: "sqlalchemy.exc.InvalidRequestError",
            },
        ),
        (
            "UnmappedInstanceError",
            Definition::Exception {
                name: "sqlalchemy.orm.exc.UnmappedInstanceError",
                base: "sqlalchemy.exc.InvalidRequestError",
            },
        ),
    ],
    fallback: None,
};

/// `sqlalchemy.ext.hybrid`
pub(crate) static EXT_HYBRID: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.hybrid",
    definitions: &[
        (
            "hybrid_property",
            Definition::Function(hybrids::hybrid_property),
        ),
        (
            "hybrid_method",
            Definition::Function(hybrids::hybrid_method),
        ),
    ],
    fallback: None,
};

/// `sqlalchemy.ext.declarative`
pub(crate) static EXT_DECLARATIVE: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.declarative",
    definitions: DEFINITIONS,
    fallback: None,
};
