//! What relationships say in text, because what they name is defined later:
//! `"Post"`, `"User.id == Post.user_id"`, `"[Post.user_id]"`, `"Post.id.desc()"`.

use super::relationship::Registry;
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause::{self, Clause};
use crate::sqlalchemy::{join, operator};

/// What a value means: text is read, a function is called.
pub(super) fn meant(interpreter: &mut Interpreter, value: Value) -> Result<Value> {
    if let Some(text) = value.as_str() {
        return read(interpreter, &text);
    }
    match &value {
        Value::Function(_) => {
            let made = interpreter.call(&value, Args::new([]))?;
            meant(interpreter, made)
        }
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&value)? {
                items.push(meant(interpreter, item)?);
            }
            Ok(interpreter.list(items))
        }
        _ => Ok(value),
    }
}

/// Splits at a separator outside of parentheses.
fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut at) = (0_i32, 0, 0);
    while let Some(rest) = text.get(at..) {
        let Some(next) = rest.chars().next() else {
            break;
        };
        match next {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth == 0 && rest.starts_with(separator) => {
                parts.push(text[start..at].trim());
                at += separator.len();
                start = at;
                continue;
            }
            _ => {}
        }
        at += next.len_utf8();
    }
    parts.push(text[start..].trim());
    parts
}

fn read(interpreter: &mut Interpreter, text: &str) -> Result<Value> {
    let text = text.trim();
    let inside = |open: &str, close: char| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(list) = inside("[", ']') {
        let mut items = Vec::new();
        for part in split(list, ",").into_iter().filter(|part| !part.is_empty()) {
            items.push(read(interpreter, part)?);
        }
        return Ok(interpreter.list(items));
    }
    if let Some(all) = inside("and_(", ')') {
        let mut parts = Vec::new();
        for part in split(all, ",") {
            let part = read(interpreter, part)?;
            parts.push(clause::condition(interpreter, &part)?);
        }
        let all = operator::junction(true, parts).unwrap_or(Expression::True);
        return Ok(Clause::condition(all));
    }
    if let Some(inner) = inside("foreign(", ')').or_else(|| inside("remote(", ')')) {
        return read(interpreter, inner);
    }
    if let [left, right] = split(text, "==")[..] {
        let left = read(interpreter, left)?;
        let right = read(interpreter, right)?;
        return interpreter.equal(&left, &right);
    }
    named(interpreter, text)
}

/// `Class`, `Class.attribute`, `table.c.column`, with `.desc()` behind it.
fn named(interpreter: &mut Interpreter, text: &str) -> Result<Value> {
    let mut words = text.split('.');
    let first = words.next().unwrap_or_default();
    let class = {
        let registry = interpreter.extension_or_default::<Registry>();
        registry.classes.borrow().get(first).cloned()
    };
    let mut rest: Vec<&str> = words.collect();
    let mut value = match class.map(Value::Class) {
        Some(class) => Some(class),
        None => join::table_named(interpreter, first).map(|table| Value::Object(table)),
    };
    // A class by its full name: `app.models.Post`.
    while value.is_none() && !rest.is_empty() {
        let registry = interpreter.extension_or_default::<Registry>();
        let class = registry.classes.borrow().get(rest[0]).cloned();
        value = class.map(Value::Class);
        rest.remove(0);
    }
    let Some(mut value) = value else {
        return Err(interpreter.unsupported(&format!("what a relationship calls `{text}`")));
    };
    for word in rest {
        value = match word.strip_suffix("()") {
            Some(method) => interpreter.call_method(&value, method, Args::new([]))?,
            None => interpreter.attribute(&value, word)?,
        };
    }
    Ok(value)
}
