//! `heapq`, as far as it moves the items of a heap; the rest is written in Python.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::{List, Value};

pub(super) static HEAPQ: ModuleTable = ModuleTable {
    name: "heapq",
    definitions: &[
        ("heapify", Definition::Function(heapify)),
        ("heappop", Definition::Function(heappop)),
        ("heappush", Definition::Function(heappush)),
        ("heappushpop", Definition::Function(heappushpop)),
        ("heapreplace", Definition::Function(heapreplace)),
    ],
    fallback: super::written::HEAPQ,
};

/// The list of a heap; `function` names the argument as CPython does.
fn heap(interpreter: &mut Interpreter, args: &mut Args, function: &str) -> Result<Rc<List>> {
    let name = if function.ends_with('1') { "heap" } else { "x" };
    let value = args.required(name)?;
    match interpreter.known(value)? {
        Value::List(list) => {
            interpreter.change_list(&list)?;
            Ok(list)
        }
        other => Err(interpreter.raise(
            "TypeError",
            format!("{function} must be list, not {}", other.type_name()),
        )),
    }
}

/// Whether one item is less than another; the heap may change meanwhile.
fn less(interpreter: &mut Interpreter, one: &Value, other: &Value) -> Result<bool> {
    let less = interpreter.order(one, "<", other)?;
    interpreter.known_truth(&less)
}

fn at(interpreter: &mut Interpreter, list: &List, at: usize) -> Result<Value> {
    let found = list.items.borrow().get(at).cloned();
    found.ok_or_else(|| interpreter.raise("IndexError", "list index out of range"))
}

fn put(list: &List, at: usize, item: Value) {
    if let Some(own) = list.items.borrow_mut().get_mut(at) {
        *own = item;
    }
}

/// Moves an item up from a place, not above another.
fn up(interpreter: &mut Interpreter, list: &List, from: usize, to: usize) -> Result<()> {
    let item = at(interpreter, list, from)?;
    let mut place = from;
    while place > to {
        let parent = (place - 1) / 2;
        let above = at(interpreter, list, parent)?;
        if !less(interpreter, &item, &above)? {
            break;
        }
        put(list, place, above);
        place = parent;
    }
    put(list, place, item);
    Ok(())
}

/// As CPython does it: down along the smaller children, then up again.
fn sink(interpreter: &mut Interpreter, list: &List, from: usize) -> Result<()> {
    let end = list.items.borrow().len();
    let item = at(interpreter, list, from)?;
    let mut place = from;
    let mut child = 2 * place + 1;
    while child < end {
        let right = child + 1;
        if right < end {
            let (one, other) = (at(interpreter, list, child)?, at(interpreter, list, right)?);
            if !less(interpreter, &one, &other)? {
                child = right;
            }
        }
        let below = at(interpreter, list, child)?;
        put(list, place, below);
        place = child;
        child = 2 * place + 1;
    }
    put(list, place, item);
    up(interpreter, list, place, from)
}

fn heappush(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let list = heap(interpreter, &mut args, "heappush() argument 1")?;
    let item = args.required("item")?;
    args.finish()?;
    list.items.borrow_mut().push(item);
    let last = list.items.borrow().len() - 1;
    up(interpreter, &list, last, 0)?;
    Ok(Value::None)
}

fn heappop(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let list = heap(interpreter, &mut args, "heappop() argument 1")?;
    args.finish()?;
    let last = list.items.borrow_mut().pop();
    let Some(last) = last else {
        return Err(interpreter.raise("IndexError", "index out of range"));
    };
    let first = list.items.borrow().first().cloned();
    let Some(first) = first else {
        return Ok(last);
    };
    put(&list, 0, last);
    sink(interpreter, &list, 0)?;
    Ok(first)
}

fn heapreplace(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let list = heap(interpreter, &mut args, "heapreplace() argument 1")?;
    let item = args.required("item")?;
    args.finish()?;
    let first = list.items.borrow().first().cloned();
    let Some(first) = first else {
        return Err(interpreter.raise("IndexError", "index out of range"));
    };
    put(&list, 0, item);
    sink(interpreter, &list, 0)?;
    Ok(first)
}

fn heappushpop(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let list = heap(interpreter, &mut args, "heappushpop() argument 1")?;
    let item = args.required("item")?;
    args.finish()?;
    let first = list.items.borrow().first().cloned();
    match first {
        Some(first) if less(interpreter, &first, &item)? => {
            put(&list, 0, item);
            sink(interpreter, &list, 0)?;
            Ok(first)
        }
        _ => Ok(item),
    }
}

fn heapify(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let list = heap(interpreter, &mut args, "heapify() argument")?;
    args.finish()?;
    let half = list.items.borrow().len() / 2;
    for place in (0..half).rev() {
        sink(interpreter, &list, place)?;
    }
    Ok(Value::None)
}
