//! `sqlalchemy_json` 0.7.0: plain JSON columns, whatever Python makes of them.

use super::{ignore, modules};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Result};
use crate::python::value::Value;
use crate::sqlalchemy::type_object::TypeObject;
use crate::sqlalchemy::{argument, mutable};

fn json(interpreter: &mut Interpreter) -> Result<Value> {
    let data_type = SqlType::Json {
        binary: false,
        none_as_null: false,
        postgres: false,
    };
    mutable::remember(interpreter, data_type.clone());
    Ok(TypeObject::value("sqlalchemy.types.JSON", data_type))
}

/// `mutable_json_type(dbtype=JSON, nested=False)`: the type itself.
fn mutable_json_type(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let data_type = match args.take("dbtype")? {
        Some(value) => argument::data_type(interpreter, &args, "dbtype", &value)?,
        None => SqlType::Json {
            binary: false,
            none_as_null: false,
            postgres: false,
        },
    };
    ignore(&mut args);
    mutable::remember(interpreter, data_type.clone());
    Ok(TypeObject::value("sqlalchemy.types.JSON", data_type))
}

static DEFINITIONS: &[(&str, Definition)] = &[
    ("MutableJson", Definition::Value(json)),
    ("NestedMutableJson", Definition::Value(json)),
    ("mutable_json_type", Definition::Function(mutable_json_type)),
];

modules! { DEFINITIONS;
    SQLALCHEMY_JSON "sqlalchemy_json";
}
