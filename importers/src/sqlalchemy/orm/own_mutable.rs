//! Values of a project's own class of `sqlalchemy.ext.mutable`: what an object holds is one of
//! the class, and `changed()` tells the objects that hold it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::instance::touch;
use super::mapping::Attribute;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::mutable::{self, Kind};

/// Where a value keeps who holds it.
const PARENTS: &str = "_parents";

/// Who holds a value, and as what.
#[derive(Default)]
struct Parents(RefCell<Vec<(Weak<Instance>, Rc<str>)>>);

impl Object for Parents {
    fn type_name(&self) -> &str {
        "WeakKeyDictionary"
    }
}

/// The value that an object holds where its row has one, which the class always looks at.
///
/// # Errors
/// Those of the class's `coerce`.
pub(super) fn read(
    interpreter: &mut Interpreter,
    owner: &Rc<Instance>,
    attribute: &Attribute,
    value: Value,
) -> Result<Value> {
    let is_held = |held: Value| held.is_same(&value);
    match attribute.follows {
        Some(Kind::Own(_)) if !owner.scope.get(&attribute.name).is_some_and(is_held) => {
            held(interpreter, owner, attribute, value, true)
        }
        _ => Ok(value),
    }
}

/// The value that an object holds where it is given one.
///
/// # Errors
/// Those of the class's `coerce`.
pub(super) fn given(
    interpreter: &mut Interpreter,
    owner: &Rc<Instance>,
    attribute: &Attribute,
    value: Value,
) -> Result<Value> {
    held(interpreter, owner, attribute, value, false)
}

fn held(
    interpreter: &mut Interpreter,
    owner: &Rc<Instance>,
    attribute: &Attribute,
    value: Value,
    always: bool,
) -> Result<Value> {
    let Some(Kind::Own(number)) = attribute.follows else {
        return Ok(value);
    };
    let Some(class) = mutable::own_class_of(interpreter, number) else {
        return Ok(value);
    };
    let is_one = match &value {
        Value::Instance(own) if !always => {
            let own = Value::Class(own.class.clone());
            interpreter.issubclass(&own, &Value::Class(class.clone()))?
        }
        _ => false,
    };
    let held = match value.is_none() || is_one {
        true => value,
        false => {
            let coerce = interpreter.attribute(&Value::Class(class.clone()), "coerce")?;
            interpreter.call_with(&coerce, [Value::str(&*attribute.name), value])?
        }
    };
    if let Value::Instance(own) = &held {
        let parents = match parents_of(own) {
            Some(parents) => parents,
            None => {
                let made = Rc::new(Parents::default());
                let kept: Rc<dyn Object> = made.clone();
                own.scope.put(&PARENTS.into(), Some(Value::Object(kept)));
                made
            }
        };
        let mut parents = parents.0.borrow_mut();
        parents.retain(|(parent, _)| parent.upgrade().is_some_and(|own| !Rc::ptr_eq(&own, owner)));
        parents.push((Rc::downgrade(owner), attribute.name.clone()));
    }
    Ok(held)
}

/// An object holds another value from now on.
pub(super) fn left(owner: &Rc<Instance>, value: &Value) {
    if let Value::Instance(own) = value
        && let Some(parents) = parents_of(own)
    {
        let mut parents = parents.0.borrow_mut();
        parents.retain(|(parent, _)| parent.upgrade().is_some_and(|own| !Rc::ptr_eq(&own, owner)));
    }
}

fn parents_of(value: &Rc<Instance>) -> Option<Rc<Parents>> {
    value.scope.get(PARENTS)?.downcast::<Parents>()
}

/// `value.changed()`: the next flush writes it where it is held.
pub(crate) fn changed(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("self")?;
    args.finish()?;
    let Value::Instance(own) = &value else {
        return Err(interpreter.unsupported("`changed()` of this value"));
    };
    let held: Vec<_> = match parents_of(own) {
        Some(parents) => parents.0.borrow().clone(),
        None => Vec::new(),
    };
    for (parent, name) in held {
        if let Some(parent) = parent.upgrade() {
            touch(&parent, &name);
        }
    }
    Ok(Value::None)
}
