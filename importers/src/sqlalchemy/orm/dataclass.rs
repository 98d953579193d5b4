//! `MappedAsDataclass` and `registry.mapped_as_dataclass`: mapped classes that are dataclasses.
//!
//! What a dataclass does is written in Python (`written/dataclass.py`); here is what the
//! constructs in the class body say of its fields.

use std::cell::RefCell;

use super::instance;
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;

/// What a construct says of its field.
const OPTIONS: &[&str] = &[
    "init",
    "repr",
    "default_factory",
    "compare",
    "kw_only",
    "hash",
];

/// What the constructs of class bodies say of their fields, by number.
#[derive(Default)]
struct Fields(RefCell<Vec<Vec<(Value, Value)>>>);

/// Takes what a construct says of its field, and gives its number; `default=` stays.
pub(crate) fn take(interpreter: &mut Interpreter, args: &mut Args) -> Option<usize> {
    let mut said = Vec::new();
    for name in OPTIONS {
        said.extend(args.keyword(name).map(|value| (Value::str(name), value)));
    }
    let mut keywords = args.keywords.iter();
    if let Some(default) = keywords.find(|keyword| &*keyword.name == "default") {
        said.push((Value::str("default"), default.value.clone()));
    }
    if said.is_empty() {
        return None;
    }
    let fields = interpreter.extension_or_default::<Fields>();
    let mut fields = fields.0.borrow_mut();
    fields.push(said);
    Some(fields.len() - 1)
}

/// `field_options(cls, name)`: what a class says of a field.
pub(crate) fn field_options(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.required("cls")?;
    let name = args.string("name")?;
    args.finish()?;
    let held = match &class {
        Value::Class(class) => {
            let own = class.scope.get(&name);
            let mut above = class.above.iter().filter_map(|base| match base {
                Value::Class(base) => base.scope.get(&name),
                _ => None,
            });
            own.or_else(|| above.next())
        }
        _ => None,
    };
    let number = held.and_then(|held| match held.downcast::<ColumnObject>() {
        Some(column) => column.construct.borrow().field,
        None => held.downcast::<Relationship>()?.field,
    });
    let fields = interpreter.extension_or_default::<Fields>();
    let said = number.and_then(|number| fields.0.borrow().get(number).cloned());
    interpreter.dict(said.unwrap_or_default())
}

/// `mapped_init(object)`: the object of a mapped class is there, and holds nothing yet.
pub(crate) fn mapped_init(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    (instance::INITIALIZE.call)(interpreter, args)
}

/// A name of the part that is written in Python.
///
/// # Errors
/// None but those of a limit.
fn written(interpreter: &mut Interpreter, name: &str) -> Result<Value> {
    let text = include_str!("../written/dataclass.py");
    let found = name_of(interpreter, "_bridge.dataclass", text, name)?;
    Ok(found.unwrap_or(Value::None))
}

/// `MappedAsDataclass`
pub(super) fn mapped_as_dataclass(interpreter: &mut Interpreter) -> Result<Value> {
    written(interpreter, "MappedAsDataclass")
}

/// Makes a dataclass of a class that a registry has mapped.
///
/// # Errors
/// As Python's.
pub(super) fn decorate(
    interpreter: &mut Interpreter,
    class: Value,
    settings: &[(Value, Value)],
) -> Result<Value> {
    let function = written(interpreter, "decorated")?;
    let settings = interpreter.dict(settings.to_vec())?;
    interpreter.call_with(&function, [class, settings])
}
