//! Methods of lists and other sequences.

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

pub(super) const SEQUENCE: Methods = &[("count", count), ("index", index)];

pub(super) const SLICE: Methods = &[("indices", indices)];

pub(super) const TABLE: Methods = &[
    ("append", |interpreter, value, mut args| {
        let item = args.required("object")?;
        args.finish()?;
        if let Value::List(list) = value {
            interpreter.change_list(list)?;
            list.items.borrow_mut().push(item);
        }
        Ok(Value::None)
    }),
    ("extend", |interpreter, value, mut args| {
        let items = args.required("iterable")?;
        args.finish()?;
        let items = interpreter.iterate(&items)?;
        if let Value::List(list) = value {
            interpreter.change_list(list)?;
            list.items.borrow_mut().extend(items);
        }
        Ok(Value::None)
    }),
    ("insert", |interpreter, value, mut args| {
        let at = args.required("index")?;
        let at = args.to_integer("index", &at)?;
        let item = args.required("object")?;
        args.finish()?;
        if let Value::List(list) = value {
            interpreter.change_list(list)?;
            let length = list.items.borrow().len();
            interpreter.step(length as u64 / 16)?;
            let at = if at < 0 {
                length.saturating_sub(usize::try_from(at.unsigned_abs()).unwrap_or(length))
            } else {
                usize::try_from(at).unwrap_or(length).min(length)
            };
            list.items.borrow_mut().insert(at, item);
        }
        Ok(Value::None)
    }),
    ("pop", |interpreter, value, mut args| {
        let at = args.take("index")?.unwrap_or(Value::Int(-1));
        args.finish()?;
        if let Value::List(list) = value
            && list.items.borrow().is_empty()
        {
            return Err(interpreter.raise("IndexError", "pop from empty list"));
        }
        let at = match at {
            Value::Int(at) => Value::Int(at),
            Value::Bool(known) => Value::Int(i128::from(known)),
            other => {
                interpreter.known(other.clone())?;
                interpreter.settled(&other)?;
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "'{}' object cannot be interpreted as an integer",
                        other.type_name()
                    ),
                ));
            }
        };
        if let (Value::List(list), Value::Int(at)) = (value, &at) {
            let length = list.items.borrow().len() as i128;
            if !(-length..length).contains(at) {
                return Err(interpreter.raise("IndexError", "pop index out of range"));
            }
        }
        let item = interpreter.item(value, &at)?;
        interpreter.set_item(value, &at, None)?;
        Ok(item)
    }),
    ("remove", |interpreter, value, mut args| {
        let item = args.required("value")?;
        args.finish()?;
        if let Value::List(list) = value {
            let items = list.items.borrow().clone();
            for (at, candidate) in items.iter().enumerate() {
                if interpreter.is_equal(candidate, &item)? {
                    interpreter.change_list(list)?;
                    let mut items = list.items.borrow_mut();
                    // The comparison may have shortened it.
                    if at < items.len() {
                        let _old = items.remove(at);
                    }
                    return Ok(Value::None);
                }
            }
        }
        Err(interpreter.raise("ValueError", "list.remove(x): x not in list"))
    }),
    ("clear", |interpreter, value, args| {
        args.finish()?;
        if let Value::List(list) = value {
            interpreter.change_list(list)?;
            let _old = list.items.take();
        }
        Ok(Value::None)
    }),
    ("copy", |interpreter, value, args| {
        args.finish()?;
        let items = interpreter.iterate(value)?;
        Ok(interpreter.list(items))
    }),
    ("reverse", |interpreter, value, args| {
        args.finish()?;
        if let Value::List(list) = value {
            interpreter.change_list(list)?;
            list.items.borrow_mut().reverse();
        }
        Ok(Value::None)
    }),
    ("sort", |interpreter, value, mut args| {
        let key = args.keyword("key").filter(|key| !key.is_none());
        let reverse = args.keyword_boolean("reverse")?.unwrap_or(false);
        args.finish()?;
        if let Value::List(list) = value {
            let items = list.items.borrow().clone();
            let sorted = crate::python::builtins::sort(interpreter, items, key.as_ref(), reverse)?;
            interpreter.change_list(list)?;
            let _old = list.items.replace(sorted);
        }
        Ok(Value::None)
    }),
    ("count", count),
    ("index", index),
];

fn count(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let wanted = args.required("value")?;
    args.finish()?;
    let mut count = 0;
    for item in interpreter.iterate(value)? {
        count += i128::from(interpreter.is_equal(&item, &wanted)?);
    }
    Ok(Value::Int(count))
}

fn index(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let wanted = args.required("value")?;
    let start = args.optional_integer("start")?.unwrap_or(0);
    let stop = args.optional_integer("stop")?.unwrap_or(i64::MAX);
    args.finish()?;
    let items = interpreter.iterate(value)?;
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let from_end = |at: i64| {
        let at = if at < 0 { (at + length).max(0) } else { at };
        usize::try_from(at).unwrap_or(usize::MAX)
    };
    let (start, stop) = (from_end(start), from_end(stop));
    for (at, item) in items.into_iter().enumerate().take(stop).skip(start) {
        if interpreter.is_equal(&item, &wanted)? {
            return Ok(Value::Int(at as i128));
        }
    }
    if matches!(value, Value::Tuple(_)) {
        return Err(interpreter.raise("ValueError", "tuple.index(x): x not in tuple"));
    }
    let text = interpreter.repr(&wanted)?;
    Err(interpreter.raise(
        "ValueError",
        format!("{text} is not in {}", value.type_name()),
    ))
}

/// `slice(...).indices(length)`
fn indices(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let length = args.required("length")?;
    let length = args.to_integer("length", &length)?;
    args.finish()?;
    let Ok(length) = usize::try_from(length) else {
        return Err(interpreter.raise("ValueError", "length should not be negative"));
    };
    let (start, stop, step) = interpreter.slice_bounds(length, value)?;
    Ok(Value::tuple([
        Value::Int(start),
        Value::Int(stop),
        Value::Int(step),
    ]))
}
