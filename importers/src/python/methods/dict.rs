//! Methods of dicts.

use std::rc::Rc;

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Dict, Value};

pub(super) const TABLE: Methods = &[
    ("get", |interpreter, value, mut args| {
        let key = args.required("key")?;
        let default = args.take("default")?.unwrap_or(Value::None);
        args.finish()?;
        if matches!(key, Value::Unknown(_)) {
            return Ok(key);
        }
        let key = interpreter.key(&key)?;
        Ok(match value {
            Value::Dict(dict) => dict.entries.borrow().get(&key).cloned().unwrap_or(default),
            _ => default,
        })
    }),
    ("keys", |interpreter, value, args| {
        args.finish()?;
        let keys = interpreter.iterate(value)?;
        Ok(interpreter.list(keys))
    }),
    ("values", |interpreter, value, args| {
        args.finish()?;
        let values = pairs(value).into_iter().map(|(_, value)| value).collect();
        Ok(interpreter.list(values))
    }),
    ("items", |interpreter, value, args| {
        args.finish()?;
        let pairs = pairs(value);
        interpreter.step(pairs.len() as u64)?;
        let items = pairs
            .into_iter()
            .map(|(key, value)| Value::tuple([key, value]))
            .collect();
        Ok(interpreter.list(items))
    }),
    ("pop", |interpreter, value, mut args| {
        let name = args.required("key")?;
        let default = args.take("default")?;
        args.finish()?;
        let key = interpreter.key(&name)?;
        if let Value::Dict(dict) = value {
            interpreter.change_dict(dict)?;
            interpreter.step(dict.entries.borrow().len() as u64 / 16)?;
            let removed = dict.entries.borrow_mut().remove(&key);
            if let Some((_, value)) = removed {
                return Ok(value);
            }
        }
        match default {
            Some(default) => Ok(default),
            None => Err(interpreter.raise_with("KeyError", vec![name])),
        }
    }),
    ("popitem", |interpreter, value, args| {
        args.finish()?;
        if let Value::Dict(dict) = value {
            interpreter.change_dict(dict)?;
            let popped = dict.entries.borrow_mut().pop();
            if let Some((key, value)) = popped {
                return Ok(Value::tuple([key, value]));
            }
        }
        Err(interpreter.raise("KeyError", "popitem(): dictionary is empty"))
    }),
    ("setdefault", |interpreter, value, mut args| {
        let key = args.required("key")?;
        let default = args.take("default")?.unwrap_or(Value::None);
        args.finish()?;
        let inner = interpreter.key(&key)?;
        if let Value::Dict(dict) = value {
            let found = dict.entries.borrow().get(&inner).cloned();
            if let Some(found) = found {
                return Ok(found);
            }
            interpreter.set_item(value, &key, Some(default.clone()))?;
        }
        Ok(default)
    }),
    ("update", update),
    ("clear", |interpreter, value, args| {
        args.finish()?;
        if let Value::Dict(dict) = value {
            interpreter.change_dict(dict)?;
            let _old = dict.entries.take();
        }
        Ok(Value::None)
    }),
    ("copy", |interpreter, value, args| {
        args.finish()?;
        let Value::Dict(dict) = value else {
            return Ok(Value::None);
        };
        let copy = dict.entries.borrow().copy();
        interpreter.charge(copy.len() * 64)?;
        Ok(Value::Dict(Rc::new(Dict {
            entries: copy.into(),
            born: interpreter.born(),
            factory: dict.factory.clone(),
            class: dict.class,
        })))
    }),
    ("most_common", |interpreter, value, mut args| {
        let most = args.optional_integer("n")?;
        args.finish()?;
        let items: Vec<Value> = pairs(value)
            .into_iter()
            .map(|(key, count)| Value::tuple([count, key]))
            .collect();
        let mut ranked: Vec<(i128, Value)> = items
            .iter()
            .filter_map(|item| match item {
                Value::Tuple(parts) => match (&parts[0], &parts[1]) {
                    (Value::Int(count), key) => Some((*count, key.clone())),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let most = most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
        let items = ranked
            .into_iter()
            .take(most)
            .map(|(count, key)| Value::tuple([key, Value::Int(count)]))
            .collect();
        Ok(interpreter.list(items))
    }),
];

fn pairs(value: &Value) -> Vec<(Value, Value)> {
    match value {
        Value::Dict(dict) => dict.entries.borrow().pairs(),
        _ => Vec::new(),
    }
}

fn update(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let pairs = match crate::python::builtins::dict_pairs(interpreter, &mut args)? {
        Ok(pairs) => pairs,
        Err(_) => {
            return Err(
                interpreter.needs_program("live-data", "A dict takes what is only known live.")
            );
        }
    };
    args.finish()?;
    for (key, new) in pairs {
        interpreter.set_item(value, &key, Some(new))?;
    }
    Ok(Value::None)
}
