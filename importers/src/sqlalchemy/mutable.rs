//! `sqlalchemy.ext.mutable`: types whose values tell the session that they changed.
//!
//! In the database they are the types that they are made of. The changes are not
//! followed, so rows of a class with such a column are refused as objects.

use std::cell::RefCell;

use super::argument;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeFunction, Result,
};
use crate::python::value::Value;

/// The types that were made mutable.
#[derive(Default)]
struct Made(RefCell<Vec<SqlType>>);

/// Whether values of a type may be followed by a session.
pub(super) fn is_mutable(interpreter: &Interpreter, data_type: &SqlType) -> bool {
    interpreter
        .extension::<Made>()
        .is_some_and(|made| made.0.borrow().contains(data_type))
}

/// `as_mutable(sqltype)`: an instance of the type.
fn as_mutable(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let given = args.required("sqltype")?;
    args.finish()?;
    let made = match &given {
        Value::NativeClass(_) | Value::Class(_) => interpreter.call(&given, Args::new([]))?,
        _ => given,
    };
    let data_type = argument::data_type(interpreter, &Args::new([]), "sqltype", &made)?;
    remember(interpreter, data_type);
    Ok(made)
}

/// Remembers a type whose values a session may follow.
pub(super) fn remember(interpreter: &mut Interpreter, data_type: SqlType) {
    let all = interpreter.extension_or_default::<Made>();
    all.0.borrow_mut().push(data_type);
}

fn construct(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.unsupported("values of `sqlalchemy.ext.mutable`"))
}

fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(
        (name == "as_mutable").then_some(Value::Native(NativeFunction {
            module: "sqlalchemy.ext.mutable",
            name: "as_mutable",
            call: as_mutable,
        })),
    )
}

macro_rules! classes {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: ClassDefinition =
            ClassDefinition::new(concat!("sqlalchemy.ext.mutable.", $name), &[], construct)
                .attributes(class_attribute);)*
        /// `sqlalchemy.ext.mutable`
        pub(super) static MUTABLE: ModuleTable = ModuleTable {
            name: "sqlalchemy.ext.mutable",
            definitions: &[$(($name, Definition::Class(&$constant))),*],
            fallback: None,
        };
    };
}

classes! {
    ANY "Mutable";
    BASE "MutableBase";
    COMPOSITE "MutableComposite";
    DICT "MutableDict";
    LIST "MutableList";
    SET "MutableSet";
}
