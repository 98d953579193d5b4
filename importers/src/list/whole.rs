//! Whether the part of a module that a program keeps gives its names the values that they have
//! in the whole module: a statement that is left out may have changed one.

use std::rc::Rc;

use super::called::Called;
use super::libraries;
use super::program::NoProgram;
use crate::modules::Modules;
use crate::python::interpreter::{Interpreter, Options};
use crate::python::scope::Scope;
use crate::python::value::{Function, Value};
use crate::{Dialect, Direction};

/// How deep values are compared.
pub(super) const DEPTH: usize = 16;

/// Runs the part by itself, and compares.
pub(super) fn is_whole(
    text: &str,
    functions: &[(&Called, &str)],
    modules: &Rc<Modules>,
) -> Result<(), NoProgram> {
    let Some((first, _)) = functions.first() else {
        return Ok(());
    };
    let home = &first.home;
    let mut interpreter = Interpreter::new(Options {
        loader: modules.clone(),
        libraries: libraries(),
        ..Options::new(Dialect::Sqlite, Direction::Up)
    });
    let part = interpreter.run_module_as(text, &home.source.path, &home.module);
    let part = match part {
        Ok(part) => part,
        Err(interrupt) => {
            return Err(NoProgram::Stops(Box::new(interpreter.diagnose(interrupt))));
        }
    };
    for (name, value) in part.scope.entries() {
        let function = functions.iter().find(|(_, known_as)| *known_as == &*name);
        if let Some((called, _)) = function {
            if !is_called(&mut interpreter, called, &value) {
                return Err(NoProgram::Unnamed);
            }
            continue;
        }
        // `__doc__`, which Python sets.
        if name.starts_with("__") && !text.contains(&*name) {
            continue;
        }
        let whole = home.globals.get(&name);
        let is_whole = whole.is_some_and(|whole| {
            alike(&mut interpreter, &whole, &value, DEPTH)
                || collects(text, &name, &whole, &value)
                || are_but_collections(&mut interpreter, text, &whole, &value)
        });
        if !is_whole {
            return Err(NoProgram::Changed(name.to_string()));
        }
    }
    Ok(())
}

/// Whether what a name stands for is only added to, by what registers entries: nothing of the part
/// reads it.
fn collects(text: &str, name: &str, a: &Value, b: &Value) -> bool {
    let are_collections = matches!(
        (a, b),
        (Value::List(_), Value::List(_)) | (Value::Dict(_), Value::Dict(_))
    );
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let rests = text.match_indices(name).filter_map(|(at, found)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at + found.len()..)?;
        let is_name = !before.is_some_and(is_word) && !rest.starts_with(is_word);
        is_name.then_some(rest)
    });
    let is_set =
        |rest: &str| rest.trim_start().starts_with('=') && !rest.trim_start().starts_with("==");
    let (fills, others): (Vec<&str>, Vec<&str>) = rests.partition(|rest| {
        let item = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        rest.starts_with(".append(") || item.is_some_and(|(_, rest)| is_set(rest))
    });
    let makes = |rest: &str| is_set(rest) || rest.starts_with(':');
    are_collections && !fills.is_empty() && matches!(others[..], [rest] if makes(rest))
}

/// Whether two classes differ only in what they collect.
fn are_but_collections(interpreter: &mut Interpreter, text: &str, a: &Value, b: &Value) -> bool {
    let (Value::Class(a), Value::Class(b)) = (a, b) else {
        return false;
    };
    let (own, other) = (a.scope.entries(), b.scope.entries());
    a.full_name() == b.full_name()
        && own.len() == other.len()
        && own
            .iter()
            .zip(&other)
            .all(|((name, value), (same, second))| {
                name == same
                    && (alike(interpreter, value, second, DEPTH)
                        || collects(text, name, value, second))
            })
}

/// Whether a value of the part is what is called.
fn is_called(interpreter: &mut Interpreter, called: &Called, value: &Value) -> bool {
    let (function, receiver) = match value {
        Value::Function(_) if called.is_written => return true,
        Value::Function(function) => (function, None),
        Value::Method(method) => match &**method {
            (Value::Function(function), receiver) => (function, Some(receiver)),
            _ => return false,
        },
        _ => return false,
    };
    let is_bound_alike = match (&called.receiver, receiver) {
        (Some(a), Some(b)) => alike(interpreter, a, b, DEPTH),
        (Some(_), None) => false,
        (None, _) => true,
    };
    is_bound_alike && are_one(interpreter, &called.function, function, DEPTH)
}

/// Whether two values say the same, as far as they are data and functions.
pub(super) fn are_alike(interpreter: &mut Interpreter, a: &Value, b: &Value) -> bool {
    alike(interpreter, a, b, DEPTH)
}

/// The same, this deep.
fn alike(interpreter: &mut Interpreter, a: &Value, b: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    let mut all = |a: &[Value], b: &[Value]| {
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .all(|(a, b)| alike(interpreter, a, b, depth))
    };
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (a.items.borrow().clone(), b.items.borrow().clone());
            all(&a, &b)
        }
        (Value::Tuple(a), Value::Tuple(b)) => all(a, b),
        (Value::Dict(a), Value::Dict(b)) => {
            let flat = |pairs: Vec<(Value, Value)>| -> Vec<Value> {
                pairs
                    .into_iter()
                    .flat_map(|(key, value)| [key, value])
                    .collect()
            };
            let (a, b) = (a.entries.borrow().pairs(), b.entries.borrow().pairs());
            all(&flat(a), &flat(b))
        }
        (Value::Function(a), Value::Function(b)) => are_one(interpreter, a, b, depth),
        (Value::Class(a), Value::Class(b)) => {
            a.full_name() == b.full_name() && scopes(interpreter, &a.scope, &b.scope, depth)
        }
        (Value::Instance(a), Value::Instance(b)) => {
            a.class.full_name() == b.class.full_name()
                && scopes(interpreter, &a.scope, &b.scope, depth)
        }
        (
            Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Big(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Set(_)
            | Value::Range(..),
            _,
        ) => interpreter.is_equal(a, b).unwrap_or(false),
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn scopes(interpreter: &mut Interpreter, a: &Scope, b: &Scope, depth: usize) -> bool {
    let (a, b) = (a.entries(), b.entries());
    a.len() == b.len()
        && a.iter().zip(&b).all(|((name, value), (other, second))| {
            name == other && alike(interpreter, value, second, depth)
        })
}

/// Whether both were made by one text, with the same values for arguments that are not given.
/// Decorators stand before it, and the program leaves those of its functions out.
fn are_one(interpreter: &mut Interpreter, a: &Function, b: &Function, depth: usize) -> bool {
    let text = |function: &Function| {
        let code = &function.code;
        code.source().slice(code.range()).trim_end().to_owned()
    };
    let (a_text, b_text) = (text(a), text(b));
    (a_text.ends_with(&b_text) || b_text.ends_with(&a_text)) && {
        let (a, b) = (a.code.defaults(), b.code.defaults());
        a.len() == b.len()
            && a.iter()
                .zip(&b)
                .all(|(a, b)| alike(interpreter, a, b, depth))
    }
}
