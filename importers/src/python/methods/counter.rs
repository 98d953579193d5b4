//! Methods of `Counter` and `OrderedDict`, beside those of dicts.

use super::Methods;
use super::dict::pairs;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Called, Result};
use crate::python::value::Value;

/// Those of `Counter`.
pub(super) const TABLE: Methods = &[
    ("most_common", |interpreter, value, mut args| {
        let most = args.optional_integer("n")?;
        args.finish()?;
        let most = most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
        let items = ranked(interpreter, value)?
            .into_iter()
            .take(most)
            .map(|(key, count)| Value::tuple([key, count]))
            .collect();
        Ok(interpreter.list(items))
    }),
    ("elements", |interpreter, value, args| {
        args.finish()?;
        let mut items = Vec::new();
        for (key, count) in pairs(value) {
            if let Value::Int(count) = count {
                let count = usize::try_from(count).unwrap_or(0);
                interpreter.charge(count.saturating_mul(std::mem::size_of::<Value>()))?;
                items.extend(std::iter::repeat_n(key, count));
            }
        }
        Ok(crate::python::iterate::Iterator::value(
            interpreter,
            "itertools.chain",
            items,
        ))
    }),
    ("total", |interpreter, value, args| {
        args.finish()?;
        let mut total = Value::Int(0);
        for (_, count) in pairs(value) {
            total = interpreter.binary("+", &total, &count)?;
        }
        Ok(total)
    }),
    ("update", |i, v, a| count(i, v, a, "+")),
    ("subtract", |i, v, a| count(i, v, a, "-")),
];

/// Those of `OrderedDict`.
pub(super) const ORDERED: Methods = &[
    ("move_to_end", |interpreter, value, mut args| {
        let key = args.required("key")?;
        let last = args.optional_boolean("last")?.unwrap_or(true);
        args.finish()?;
        let found = interpreter.item(value, &key)?;
        interpreter.set_item(value, &key, None)?;
        if last {
            interpreter.set_item(value, &key, Some(found))?;
            return Ok(Value::None);
        }
        let others = pairs(value);
        let mut clear = Args::new([]);
        clear.function = Called::Known("clear");
        interpreter.call_method(value, "clear", clear)?;
        interpreter.set_item(value, &key, Some(found))?;
        for (key, item) in others {
            interpreter.set_item(value, &key, Some(item))?;
        }
        Ok(Value::None)
    }),
    ("popitem", |interpreter, value, mut args| {
        let last = args.optional_boolean("last")?.unwrap_or(true);
        args.finish()?;
        let item = match value {
            Value::Dict(dict) => {
                let entries = dict.entries.borrow();
                let mut all = entries.iter();
                let found = if last { all.next_back() } else { all.next() };
                found.map(|(_, key, item)| (key.clone(), item.clone()))
            }
            _ => None,
        };
        match item {
            Some((key, item)) => {
                interpreter.set_item(value, &key, None)?;
                Ok(Value::tuple([key, item]))
            }
            None => Err(interpreter.raise("KeyError", "dictionary is empty")),
        }
    }),
];

/// Keys and counts, the highest count first; equal ones stay in their order.
pub(crate) fn ranked(interpreter: &mut Interpreter, value: &Value) -> Result<Vec<(Value, Value)>> {
    let items: Vec<Value> = pairs(value)
        .into_iter()
        .map(|(key, count)| Value::tuple([key, count]))
        .collect();
    let (module, name) = ("operator", "count");
    let second = Value::Native(crate::python::native::NativeFunction {
        module,
        name,
        call: |_, mut args| {
            Ok(match args.required("item")? {
                Value::Tuple(pair) => pair.get(1).cloned().unwrap_or(Value::None),
                other => other,
            })
        },
    });
    let sorted = crate::python::builtins::sort(interpreter, items, Some(&second), true)?;
    Ok(sorted
        .into_iter()
        .filter_map(|item| match item {
            Value::Tuple(pair) => Some((pair.first()?.clone(), pair.get(1)?.clone())),
            _ => None,
        })
        .collect())
}

/// Adds or subtracts the counts of another counter, of a mapping, of the items of an iterable.
fn count(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: &str,
) -> Result<Value> {
    let mut counts = Vec::new();
    if let Some(other) = args.positional.pop_front() {
        match &other {
            // One that has counted nothing yet takes what a dict says as it is.
            Value::Dict(_) if operator == "+" && pairs(value).is_empty() => {
                for (key, count) in pairs(&other) {
                    interpreter.set_item(value, &key, Some(count))?;
                }
            }
            Value::Dict(_) => counts.extend(pairs(&other)),
            Value::None => {}
            other => {
                let items = interpreter.iterate(other)?;
                counts.extend(items.into_iter().map(|item| (item, Value::Int(1))));
            }
        }
    }
    for keyword in args.take_keywords() {
        counts.push((Value::Str(keyword.name), keyword.value));
    }
    args.finish()?;
    for (key, count) in counts {
        let before = interpreter.item(value, &key)?;
        let count = interpreter.binary(operator, &before, &count)?;
        interpreter.set_item(value, &key, Some(count))?;
    }
    Ok(Value::None)
}

/// `+`, `-`, `&`, `|` of counters: only counts above zero stay.
pub(crate) fn combined(
    interpreter: &mut Interpreter,
    operator: &str,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let counts =
        crate::python::stdlib::collections::special(interpreter, Vec::new(), "Counter", None)?;
    let mut keys: Vec<Value> = pairs(left).into_iter().map(|(key, _)| key).collect();
    for (key, _) in pairs(right) {
        let known = interpreter.contains(left, &key)?;
        if !interpreter.known_truth(&known)? {
            keys.push(key);
        }
    }
    for key in keys {
        let a = interpreter.item(left, &key)?;
        let b = interpreter.item(right, &key)?;
        let count = match operator {
            "+" | "-" => interpreter.binary(operator, &a, &b)?,
            _ => {
                let less = interpreter.order(&a, "<", &b)?;
                match (interpreter.known_truth(&less)?, operator) {
                    (true, "&") | (false, "|") => a,
                    _ => b,
                }
            }
        };
        let above = interpreter.order(&count, ">", &Value::Int(0))?;
        if interpreter.known_truth(&above)? {
            interpreter.set_item(&counts, &key, Some(count))?;
        }
    }
    Ok(counts)
}

/// Changes a counter in place; what is not above zero goes.
pub(crate) fn changed(
    interpreter: &mut Interpreter,
    operator: &str,
    counts: &Value,
    other: &Value,
) -> Result<()> {
    let items = match operator {
        "&" => pairs(counts),
        _ => pairs(other),
    };
    for (key, count) in items {
        let by = match operator {
            "&" => other,
            _ => counts,
        };
        let known = interpreter.item(by, &key)?;
        let count = match operator {
            "+" | "-" => Some(interpreter.binary(operator, &known, &count)?),
            "&" => {
                let less = interpreter.order(&known, "<", &count)?;
                interpreter.known_truth(&less)?.then_some(known)
            }
            _ => {
                let more = interpreter.order(&count, ">", &known)?;
                interpreter.known_truth(&more)?.then_some(count)
            }
        };
        if let Some(count) = count {
            interpreter.set_item(counts, &key, Some(count))?;
        }
    }
    for (key, count) in pairs(counts) {
        let above = interpreter.order(&count, ">", &Value::Int(0))?;
        if !interpreter.known_truth(&above)? {
            interpreter.set_item(counts, &key, None)?;
        }
    }
    Ok(())
}

/// Compares counters: what one does not count it counts zero times.
pub(crate) fn compared(
    interpreter: &mut Interpreter,
    operator: &str,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let each = match operator {
        "==" => "==",
        "<" | "<=" => "<=",
        _ => ">=",
    };
    let keys = pairs(left).into_iter().chain(pairs(right));
    let mut differs = false;
    for (key, _) in keys {
        let a = interpreter.item(left, &key)?;
        let b = interpreter.item(right, &key)?;
        let equal = interpreter.equal(&a, &b)?;
        let equal = interpreter.known_truth(&equal)?;
        differs |= !equal;
        let holds = match each {
            "==" => equal,
            each => {
                let order = interpreter.order(&a, each, &b)?;
                interpreter.known_truth(&order)?
            }
        };
        if !holds {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(differs || !matches!(operator, "<" | ">")))
}
