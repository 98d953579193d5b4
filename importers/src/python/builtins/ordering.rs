//! `max`, `min`, `sorted`

use super::classes::asked;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

fn extreme(interpreter: &mut Interpreter, mut args: Args, operator: &str) -> Result<Value> {
    let mut items = args.rest();
    let key = args.keyword("key").filter(|key| !key.is_none());
    let default = args.keyword("default");
    let function = args.function.clone();
    args.finish()?;
    if items.len() == 1 {
        let only = items.swap_remove(0);
        if matches!(&only, Value::Unknown(unknown) if unknown.is_per_run()) {
            return Ok(only);
        }
        items = interpreter.iterate(&only)?;
    }
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        let rank = match &key {
            Some(key) => interpreter.call_with(key, [item.clone()])?,
            None => item.clone(),
        };
        let better = match &best {
            None => true,
            Some((_, most)) => {
                let most = most.clone();
                let better = interpreter.order(&rank, operator, &most)?;
                interpreter.known_truth(&better)?
            }
        };
        if better {
            best = Some((item, rank));
        }
    }
    match (best, default) {
        (Some((item, _)), _) | (None, Some(item)) => Ok(item),
        (None, None) => Err(interpreter.raise(
            "ValueError",
            format!("{function}() arg is an empty sequence"),
        )),
    }
}

pub(super) fn max(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    extreme(interpreter, args, ">")
}

pub(super) fn min(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    extreme(interpreter, args, "<")
}

pub(super) fn sorted(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("iterable")?;
    let key = args.keyword("key").filter(|key| !key.is_none());
    let reverse = args.keyword_boolean("reverse")?.unwrap_or(false);
    args.finish()?;
    if let Some(answer) = asked(interpreter, "sorted", &value, &[])? {
        return Ok(answer);
    }
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    let items = interpreter.iterate(&value)?;
    let items = sort(interpreter, items, key.as_ref(), reverse)?;
    Ok(interpreter.list(items))
}

/// A stable sort: by merging, since comparing may fail.
pub(crate) fn sort(
    interpreter: &mut Interpreter,
    items: Vec<Value>,
    key: Option<&Value>,
    reverse: bool,
) -> Result<Vec<Value>> {
    let mut ranked = Vec::with_capacity(items.len());
    for item in items {
        let rank = match key {
            Some(key) => interpreter.call_with(key, [item.clone()])?,
            None => item.clone(),
        };
        ranked.push((rank, item));
    }
    if reverse {
        ranked.reverse();
    }
    let mut sorted = sort_by_rank(interpreter, ranked)?;
    if reverse {
        sorted.reverse();
    }
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

/// Pairs, sorted by the first of each.
pub(crate) fn sort_by_rank(
    interpreter: &mut Interpreter,
    mut items: Vec<(Value, Value)>,
) -> Result<Vec<(Value, Value)>> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let left = sort_by_rank(interpreter, items)?;
    let right = sort_by_rank(interpreter, right)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let (a, b) = (a.0.clone(), b.0.clone());
        let less = interpreter.order(&b, "<", &a)?;
        let next = if interpreter.known_truth(&less)? {
            right.next()
        } else {
            left.next()
        };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}
