//! Methods of sets.

use std::rc::Rc;

use super::Methods;
use crate::python::dict::DictEntries;
use crate::python::evaluate::combine;
use crate::python::hashed::{self, Layout};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Set, Value};

/// Those that change a set.
pub(super) const TABLE: Methods = &[
    ("add", |interpreter, value, mut args| {
        let item = args.required("object")?;
        args.finish()?;
        let key = interpreter.key(&item)?;
        if let Value::Set(set) = value {
            interpreter.change_set(set)?;
            let mut entries = set.entries.borrow_mut();
            if entries.get(&key).is_none() {
                entries.insert(key, item, Value::None);
            }
        }
        Ok(Value::None)
    }),
    ("discard", |interpreter, value, args| {
        remove(interpreter, value, args, false)
    }),
    ("remove", |interpreter, value, args| {
        remove(interpreter, value, args, true)
    }),
    ("pop", |interpreter, value, args| {
        args.finish()?;
        if let Value::Set(set) = value {
            interpreter.change_set(set)?;
            let mut entries = set.entries.borrow_mut();
            let key = hashed::to_pop(&mut entries);
            if let Some((item, _)) = key.and_then(|key| entries.remove(&key)) {
                return Ok(item);
            }
        }
        Err(interpreter.raise("KeyError", "pop from an empty set"))
    }),
    ("clear", |interpreter, value, args| {
        args.finish()?;
        if let Value::Set(set) = value {
            interpreter.change_set(set)?;
            let _old = set.entries.take();
        }
        Ok(Value::None)
    }),
    ("update", |interpreter, value, mut args| {
        for other in args.rest() {
            let items = interpreter.iterate(&other)?;
            let items = interpreter.set(items, false)?;
            if let (Value::Set(set), Value::Set(items)) = (value, &items) {
                interpreter.change_set(set)?;
                let items = items.entries.borrow();
                let order = changed(set, "|", &other, &items);
                let mut entries = set.entries.borrow_mut();
                for (key, item, _) in items.iter() {
                    if entries.get(key).is_none() {
                        entries.insert(key.clone(), item.clone(), Value::None);
                    }
                }
                entries.set_order(order);
            }
        }
        args.finish()?;
        Ok(Value::None)
    }),
    ("intersection_update", |i, v, a| update(i, v, a, "&")),
    ("difference_update", |i, v, a| update(i, v, a, "-")),
    ("symmetric_difference_update", |i, v, a| {
        update(i, v, a, "^")
    }),
];

/// Those that a frozen set has as well.
pub(super) const FROZEN: Methods = &[
    ("copy", |interpreter, value, args| {
        args.finish()?;
        let items = interpreter.iterate(value)?;
        let frozen = matches!(value, Value::Set(set) if set.frozen);
        let copy = interpreter.set(items, frozen)?;
        note_copied(value, &copy);
        Ok(copy)
    }),
    ("union", |interpreter, value, args| {
        operate(interpreter, value, args, "|")
    }),
    ("intersection", |interpreter, value, args| {
        operate(interpreter, value, args, "&")
    }),
    ("difference", |interpreter, value, args| {
        operate(interpreter, value, args, "-")
    }),
    ("symmetric_difference", |interpreter, value, mut args| {
        let other = args.required("other")?;
        args.finish()?;
        operate(interpreter, value, Args::new([other]), "^")
    }),
    ("issubset", |interpreter, value, args| {
        relate(interpreter, value, args, "<=")
    }),
    ("issuperset", |interpreter, value, args| {
        relate(interpreter, value, args, ">=")
    }),
    ("isdisjoint", |interpreter, value, mut args| {
        let other = args.required("other")?;
        args.finish()?;
        let common = operate(interpreter, value, Args::new([other]), "&")?;
        interpreter
            .known_truth(&common)
            .map(|any| Value::Bool(!any))
    }),
];

fn remove(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    strict: bool,
) -> Result<Value> {
    let item = args.required("object")?;
    args.finish()?;
    let key = interpreter.key_in_set(&item)?;
    let mut found = false;
    if let Value::Set(set) = value {
        interpreter.change_set(set)?;
        let mut entries = set.entries.borrow_mut();
        entries.note_order();
        found = entries.remove(&key).is_some();
    }
    if strict && !found {
        return Err(interpreter.raise_with("KeyError", vec![item]));
    }
    Ok(Value::None)
}

fn operate(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: &str,
) -> Result<Value> {
    let mut result = value.clone();
    for given in args.rest() {
        let items = interpreter.iterate(&given)?;
        let other = interpreter.set(items, false)?;
        if let (Value::Set(a), Value::Set(b)) = (&result, &other) {
            let (own, others) = (a.entries.borrow(), b.entries.borrow());
            let items = combine(operator, &own, &others);
            let order = match (Layout::of(&own), operator) {
                (Some(layout), "|" | "&") if result.is_same(&given) => Some(layout.copied()),
                (Some(layout), _) => hashed::other(&given, &others)
                    .and_then(|other| layout.combined(operator, &other)),
                (None, _) => None,
            };
            drop((own, others));
            let combined = interpreter.set(items, a.frozen)?;
            if let Value::Set(combined) = &combined {
                combined.entries.borrow_mut().set_order(order);
            }
            result = combined;
        }
    }
    args.finish()?;
    Ok(result)
}

/// `operate`, in place.
fn update(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: &str,
) -> Result<Value> {
    for given in args.rest() {
        let items = interpreter.iterate(&given)?;
        let other = interpreter.set(items, false)?;
        if let (Value::Set(set), Value::Set(other)) = (value, &other) {
            change(interpreter, set, operator, &given, other)?;
        }
    }
    args.finish()?;
    Ok(Value::None)
}

/// Changes a set by an operator; `given` is where the items of `other` come from.
pub(crate) fn change(
    interpreter: &mut Interpreter,
    set: &Rc<Set>,
    operator: &str,
    given: &Value,
    other: &Set,
) -> Result<()> {
    let items = combine(operator, &set.entries.borrow(), &other.entries.borrow());
    let order = changed(set, operator, given, &other.entries.borrow());
    let combined = interpreter.set(items, false)?;
    interpreter.change_set(set)?;
    if let Value::Set(combined) = combined {
        let mut entries = combined.entries.borrow().copy();
        entries.set_order(order);
        drop(set.entries.replace(entries));
    }
    Ok(())
}

/// The order of a set that is changed in place.
fn changed(set: &Rc<Set>, operator: &str, given: &Value, others: &DictEntries) -> Option<Layout> {
    let own = Layout::of(&set.entries.borrow())?;
    match (given, operator) {
        (Value::Set(same), "|") if Rc::ptr_eq(set, same) => Some(own),
        (Value::Set(same), "&") if Rc::ptr_eq(set, same) => Some(own.kept(own.copied())),
        (Value::Set(same), _) if Rc::ptr_eq(set, same) => Layout::of(&DictEntries::default()),
        _ => own.changed(operator, &hashed::other(given, others)?),
    }
}

/// Notes the order of what was made of a value's items by `set`.
pub(crate) fn note_copied(value: &Value, copy: &Value) {
    let Value::Set(copy) = copy else {
        return;
    };
    let order = match value {
        Value::Set(set) if set.frozen && copy.frozen => Layout::of(&set.entries.borrow()),
        Value::Set(set) => Layout::of(&set.entries.borrow()).map(|layout| layout.copied()),
        Value::Dict(dict) if dict.class == "dict" => {
            let none = Layout::of(&DictEntries::default());
            none.and_then(|none| none.changed("|", &hashed::other(value, &copy.entries.borrow())?))
        }
        // Its items came one by one.
        _ => return,
    };
    copy.entries.borrow_mut().set_order(order);
}

fn relate(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: &str,
) -> Result<Value> {
    let other = args.required("other")?;
    args.finish()?;
    let items = interpreter.iterate(&other)?;
    let other = interpreter.set(items, false)?;
    interpreter.order(value, operator, &other)
}
