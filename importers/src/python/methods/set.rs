//! Methods of sets.

use super::Methods;
use crate::python::evaluate::combine;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

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
            let first = crate::python::hashed::items(&set.entries.borrow())
                .into_iter()
                .next();
            if let Some(item) = first {
                let key = interpreter.key(&item)?;
                let _removed = set.entries.borrow_mut().remove(&key);
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
            for item in items {
                let key = interpreter.key(&item)?;
                if let Value::Set(set) = value {
                    interpreter.change_set(set)?;
                    let mut entries = set.entries.borrow_mut();
                    if entries.get(&key).is_none() {
                        entries.insert(key, item, Value::None);
                    }
                }
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
        interpreter.set(items, frozen)
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
        found = set.entries.borrow_mut().remove(&key).is_some();
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
    for other in args.rest() {
        let items = interpreter.iterate(&other)?;
        let other = interpreter.set(items, false)?;
        if let (Value::Set(a), Value::Set(b)) = (&result, &other) {
            let items = combine(operator, &a.entries.borrow(), &b.entries.borrow());
            let frozen = a.frozen;
            result = interpreter.set(items, frozen)?;
        }
    }
    args.finish()?;
    Ok(result)
}

/// `operate`, in place.
fn update(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    operator: &str,
) -> Result<Value> {
    let result = operate(interpreter, value, args, operator)?;
    if let (Value::Set(set), Value::Set(result)) = (value, &result) {
        interpreter.change_set(set)?;
        let entries = result.entries.borrow().copy();
        drop(set.entries.replace(entries));
    }
    Ok(Value::None)
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
