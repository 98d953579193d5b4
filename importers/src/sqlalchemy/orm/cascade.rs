//! What goes with an object: into a session and out of it, and what becomes of those whose
//! owner lets go of them.

use std::collections::HashSet;
use std::rc::Rc;

use super::instance::state_of;
use super::mapping::object_of;
use super::related::{self, Held};
use super::relation_flush::address;
use super::relationship::Relationship;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};

/// Adds what goes with an object into its session: each object that it was given, and
/// what goes with that, before the next. What the session has is not looked through again.
pub(super) fn cascade_from(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    object: &Value,
) -> Result<()> {
    let mut seen = HashSet::new();
    let mut stack = vec![object.clone()];
    while let Some(object) = stack.pop() {
        let Some((instance, _)) = object_of(&object) else {
            continue;
        };
        let is_first = seen.is_empty();
        if !seen.insert(address(&instance)) || state_of(&instance).is_deleted() {
            continue;
        }
        match store.has(&object) {
            true if !is_first => continue,
            true => {}
            false => drop(store.add(interpreter, &object)?),
        }
        let mut given = Vec::new();
        for (name, relationship) in related::relationships(&instance.class) {
            let Some(held) = state_of(&instance).held(&name) else {
                continue;
            };
            if !relationship.cascade().save {
                continue;
            }
            match held {
                Held::One {
                    value,
                    before: Some(_),
                } => given.push(value),
                Held::One { .. } => {}
                Held::Many(list) => given.extend(list.items()),
            }
        }
        stack.extend(given.into_iter().rev());
    }
    Ok(())
}

/// The objects that leave a session with one: it, and what it holds so far.
pub(super) fn leaving(interpreter: &mut Interpreter, object: &Value) -> Vec<Value> {
    let mut all = vec![object.clone()];
    let mut at = 0;
    while let Some(object) = all.get(at).cloned() {
        at += 1;
        let Some((instance, _)) = object_of(&object) else {
            continue;
        };
        for (name, held) in state_of(&instance).all_held() {
            let relationship = related::relationship_of(interpreter, &instance.class, &name);
            if !relationship.is_some_and(|relationship| relationship.cascade().expunge) {
                continue;
            }
            let others = match held {
                Held::One { value, .. } => vec![value],
                Held::Many(list) => list.items(),
            };
            for other in others {
                let is_known = all.iter().any(|own| own.is_same(&other));
                if object_of(&other).is_some() && !is_known {
                    all.push(other);
                }
            }
        }
    }
    all
}

/// An owner lets go of an object. Where its cascade deletes orphans, what has no owner any more
/// is not written if it has no row yet, and a flush that finds it without another one deletes it.
pub(super) fn let_go(relationship: &Relationship, owner: &Rc<Instance>, object: &Value) {
    let Some((instance, _)) = object_of(object).filter(|_| relationship.cascade().orphan) else {
        return;
    };
    let state = state_of(&instance);
    let owner = Value::Instance(owner.clone());
    let back = relationship.back();
    let held = back.as_ref().and_then(|back| state.held(back));
    let has_another = matches!(
        held,
        Some(Held::One { value, .. }) if !value.is_none() && !value.is_same(&owner)
    );
    if has_another {
        return;
    }
    let store = state.session.borrow().upgrade();
    if state.has_key() {
        state.let_go_by.replace(back);
    } else if let Some(store) = store {
        store.expunge(object);
    }
}

/// Whether the last owner of an object let go of it and it has found no other; it is asked once.
pub(super) fn is_let_go(instance: &Rc<Instance>) -> bool {
    let state = state_of(instance);
    let back = state.let_go_by.take();
    let held = back.and_then(|back| state.held(&back));
    matches!(held, Some(Held::One { value, .. }) if value.is_none())
}
