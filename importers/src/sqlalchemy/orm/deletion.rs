//! `del object.attribute` of mapped classes.

use std::rc::Rc;

use super::collection::Collection;
use super::instance::state_of;
use super::mapping::object_of;
use super::moves::{self, Op, Place};
use super::related::Held;
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::{Class, Value};

/// `del object.name` for a column of its class; `false` where the object just loses it.
///
/// # Errors
/// As SQLAlchemy's where there is nothing, and where the object has a row.
pub(crate) fn delete_on_instance(
    interpreter: &mut Interpreter,
    column: &str,
    object: &Value,
) -> Result<bool> {
    let Some((instance, mapper)) = object_of(object) else {
        return Ok(false);
    };
    let Some(attribute) = mapper.of_column(column) else {
        return Ok(false);
    };
    if state_of(&instance).has_key() {
        return Err(interpreter.refuse(
            "python-unsupported",
            "`del` of a column of an object that has a row: SQLAlchemy raises a KeyError when it writes the object.",
            Some("Set the attribute to None, or expire it: session.expire(object, [\"name\"])."),
        ));
    }
    match instance.scope.has(&attribute.name) {
        true => Ok(false),
        false => Err(without_value(interpreter, &instance.class, &attribute.name)),
    }
}

fn without_value(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> Interrupt {
    let message = format!("{}.{name} object does not have a value", class.name);
    interpreter.raise("AttributeError", message)
}

/// `del object.relationship`
///
/// # Errors
/// As SQLAlchemy's where there is nothing, and those of the other side.
pub(super) fn of_relationship(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
) -> Result<bool> {
    let (Some((instance, _)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Ok(false);
    };
    let Some(place) = Place::of(interpreter, &instance, &name)? else {
        return Ok(false);
    };
    let held = place.state.held(&name);
    if place.path.many {
        // A list that is not read stays as it is.
        if let Some(Held::Many(list)) = held.filter(|held| !is_default(held)) {
            interpreter.call_method(&Value::Object(list), "clear", Args::new([]))?;
        }
        return Ok(true);
    }
    if held.is_none() && !place.state.has_key() {
        return Err(without_value(interpreter, &instance.class, &name));
    }
    let token = place.token(Op::Replace);
    moves::set_one(interpreter, &place, Value::None, &token, None)?;
    Ok(true)
}

fn is_default(held: &Held) -> bool {
    let is_default = |list: &Rc<Collection>| list.is_default();
    matches!(held, Held::Many(list) if is_default(list))
}
