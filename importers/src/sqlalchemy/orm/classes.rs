//! The mapped classes that there are, and what is known of all of them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::inheritance::is_below;
use super::mapping::mapper_of;
use super::relationship::Relationship;
use crate::operation::TableName;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Class;

/// Mapped classes by their base and name, and backrefs whose target is not mapped yet.
#[derive(Default)]
pub(super) struct Registry {
    classes: RefCell<HashMap<(usize, String), Rc<Class>>>,
    waiting: RefCell<Vec<Rc<Relationship>>>,
    /// Whether a relationship is read with the objects that have it.
    pub(super) has_eager: Cell<bool>,
    /// The relationships whose cascade deletes orphans, by the class of these.
    owning: RefCell<HashMap<*const Class, Rc<[Rc<Relationship>]>>>,
}

/// The mapped classes.
pub(super) fn all_classes(interpreter: &mut Interpreter) -> Vec<Rc<Class>> {
    let registry = interpreter.extension_or_default::<Registry>();
    registry.classes.borrow().values().cloned().collect()
}

/// The relationships by which an object of a class has an owner that it may not lose.
///
/// # Errors
/// Where one of them is not understood.
pub(super) fn owning(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
) -> Result<Rc<[Rc<Relationship>]>> {
    let registry = interpreter.extension_or_default::<Registry>();
    let known = registry.owning.borrow().get(&Rc::as_ptr(class)).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let mut found = Vec::new();
    for owner in all_classes(interpreter) {
        for (_, value) in owner.scope.entries() {
            let Some(relationship) = value.downcast::<Relationship>() else {
                continue;
            };
            if !relationship.cascade().orphan {
                continue;
            }
            let (target, _) = relationship.target(interpreter)?;
            if is_below(class, &target) {
                found.push(relationship);
            }
        }
    }
    let found: Rc<[Rc<Relationship>]> = found.into();
    let mut owning = registry.owning.borrow_mut();
    owning.insert(Rc::as_ptr(class), found.clone());
    Ok(found)
}

/// Whether a mapped class has a relationship that is read with its objects.
pub(super) fn some_are_eager(interpreter: &mut Interpreter) -> bool {
    let registry = interpreter.extension_or_default::<Registry>();
    registry.has_eager.get()
}

/// What tells the classes of one registry from those of another.
fn base_address(class: &Rc<Class>) -> usize {
    super::registry::of_class(class).map_or(0, |registry| Rc::as_ptr(&registry) as usize)
}

/// The mapped class that another of the same base calls by this name.
pub(super) fn class_named(
    interpreter: &mut Interpreter,
    own: &Rc<Class>,
    name: &str,
) -> Option<Rc<Class>> {
    let registry = interpreter.extension_or_default::<Registry>();
    let key = (base_address(own), name.to_owned());
    registry.classes.borrow().get(&key).cloned()
}

/// The classes that are mapped to a table.
pub(super) fn classes_of_table(interpreter: &mut Interpreter, table: &TableName) -> Vec<Rc<Class>> {
    let registry = interpreter.extension_or_default::<Registry>();
    let classes = registry.classes.borrow();
    let is_of = |class: &&Rc<Class>| mapper_of(class).is_some_and(|own| own.name == *table);
    classes.values().filter(is_of).cloned().collect()
}

/// Remembers a class, for relationships that name it, and gives its
/// relationships their places.
pub(super) fn register(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let registry = interpreter.extension_or_default::<Registry>();
    registry.owning.borrow_mut().clear();
    registry
        .classes
        .borrow_mut()
        .insert((base_address(class), class.name.to_string()), class.clone());
    for (name, value) in class.scope.entries() {
        if let Some(relationship) = value.downcast::<Relationship>() {
            relationship
                .place
                .replace(Some((Rc::downgrade(class), name)));
            if relationship.option("backref").is_some() {
                registry.waiting.borrow_mut().push(relationship);
            }
        }
    }
    settle_backrefs(interpreter)
}

/// Gives the classes that are mapped by now the attributes that `backref=` names.
pub(super) fn settle_backrefs(interpreter: &mut Interpreter) -> Result<()> {
    let registry = interpreter.extension_or_default::<Registry>();
    let waiting = registry.waiting.take();
    for relationship in waiting {
        match relationship.known_target(interpreter) {
            Some(class) => relationship.install_backref(interpreter, &class)?,
            None => registry.waiting.borrow_mut().push(relationship),
        }
    }
    Ok(())
}
