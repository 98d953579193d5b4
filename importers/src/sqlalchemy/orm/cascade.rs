//! What goes with an object: into a session and out of it, and what becomes of those whose
//! owner lets go of them.

use std::collections::HashSet;
use std::rc::Rc;

use super::classes;
use super::collection::Collection;
use super::history::History;
use super::instance::state_of;
use super::mapping::object_of;
use super::related::{self, Held};
use super::relation_flush::address;
use super::relationship::{Cascade, Relationship};
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};

/// Puts an object into a session with all that goes with it. What the session has is not
/// looked through again, apart from the object itself.
///
/// # Errors
/// As SQLAlchemy's, where one of them cannot be in the session.
pub(super) fn save(interpreter: &mut Interpreter, store: &Rc<Store>, object: &Value) -> Result<()> {
    let mut seen = HashSet::new();
    let mut stack = vec![object.clone()];
    while let Some(object) = stack.pop() {
        let Some((instance, _)) = object_of(&object) else {
            continue;
        };
        let is_first = seen.is_empty();
        if !is_first && (seen.contains(&address(&instance)) || store.has(&object)) {
            continue;
        }
        seen.insert(address(&instance));
        if is_first {
            state_of(&instance).is_orphaned.set(false);
        }
        store.add(interpreter, &object)?;
        let mut given = Vec::new();
        for (name, relationship) in related::relationships(&instance.class) {
            let state = state_of(&instance);
            if relationship.cascade().save && state.held(&name).is_some() {
                let history = History::of(&state, &name);
                given.extend(history.added);
                given.extend(history.unchanged);
                given.extend(history.deleted);
            }
        }
        stack.extend(given.into_iter().rev());
    }
    Ok(())
}

/// What goes with an object by some of its relationships, each before what goes with that.
fn along(
    interpreter: &mut Interpreter,
    object: &Value,
    goes: impl Fn(Cascade) -> bool,
    mut held: impl FnMut(&mut Interpreter, &Rc<Relationship>, &Value) -> Result<Vec<Value>>,
) -> Result<Vec<Value>> {
    let mut all: Vec<Value> = Vec::new();
    let mut seen = HashSet::new();
    let mut stack = vec![object.clone()];
    while let Some(object) = stack.pop() {
        let Some((instance, _)) = object_of(&object) else {
            continue;
        };
        if !seen.insert(address(&instance)) {
            continue;
        }
        all.push(object.clone());
        let mut below = Vec::new();
        for (_, relationship) in related::relationships(&instance.class) {
            if goes(relationship.cascade()) {
                below.extend(held(interpreter, &relationship, &object)?);
            }
        }
        stack.extend(below.into_iter().rev());
    }
    Ok(all)
}

/// What an object holds of a relationship, without reading it.
fn holds(relationship: &Rc<Relationship>, object: &Value) -> Vec<Value> {
    let (Some((instance, _)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Vec::new();
    };
    match state_of(&instance).held(&name) {
        Some(Held::One { value, .. }) => vec![value],
        Some(Held::Many(list)) => list.items(),
        None => Vec::new(),
    }
}

/// The objects that leave a session with one: it, and what it holds so far.
pub(super) fn leaving(interpreter: &mut Interpreter, object: &Value) -> Vec<Value> {
    let goes = |cascade: Cascade| cascade.expunge;
    let held = |_: &mut Interpreter, own: &Rc<Relationship>, object: &Value| Ok(holds(own, object));
    along(interpreter, object, goes, held).unwrap_or_default()
}

/// The objects that are read again with one, or are not to get a row any more.
pub(super) fn expiring(interpreter: &mut Interpreter, object: &Value) -> Vec<Value> {
    let goes = |cascade: Cascade| cascade.refresh;
    let held = |_: &mut Interpreter, own: &Rc<Relationship>, object: &Value| {
        let mut held = holds(own, object);
        // What has no row yet stays, unless it belongs to its owner alone.
        if !own.cascade().orphan {
            held.retain(|own| {
                object_of(own).is_some_and(|(instance, _)| state_of(&instance).has_key())
            });
        }
        Ok(held)
    };
    along(interpreter, object, goes, held).unwrap_or_default()
}

/// The objects that are deleted with one, it among them; they are read for that.
///
/// # Errors
/// Those of reading them.
pub(super) fn deleting(interpreter: &mut Interpreter, object: &Value) -> Result<Vec<Value>> {
    let goes = |cascade: Cascade| cascade.delete;
    let held = |interpreter: &mut Interpreter, own: &Rc<Relationship>, object: &Value| {
        if own.leaves_deletes() {
            return Ok(holds(own, object));
        }
        read(interpreter, own, object)
    };
    along(interpreter, object, goes, held)
}

/// What an object is related to, read where that is needed.
///
/// # Errors
/// Those of reading it.
pub(super) fn read(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
) -> Result<Vec<Value>> {
    Ok(match related::read(interpreter, relationship, object)? {
        None | Some(Value::None) => Vec::new(),
        Some(one @ Value::Instance(_)) => vec![one],
        // A dict of objects gives its keys where it is gone through.
        Some(many) => match many.downcast::<Collection>() {
            Some(list) => list.items(),
            None => interpreter.iterate(&many)?,
        },
    })
}

/// Whether an object has lost an owner, where the cascade of that deletes orphans.
///
/// # Errors
/// Where a relationship is not understood.
pub(super) fn is_orphan(interpreter: &mut Interpreter, instance: &Rc<Instance>) -> Result<bool> {
    let owning = classes::owning(interpreter, &instance.class)?;
    let state = state_of(instance);
    let has_key = state.has_key();
    Ok(owning.iter().any(|own| !state.has_parent(own, has_key)))
}
