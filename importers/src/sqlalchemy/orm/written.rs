//! What relationships say in text, because what they name is defined later:
//! `"Post"`, `"User.id == Post.user_id"`, `"[Post.user_id]"`, `"Post.id.desc()"`.

use std::rc::Rc;

use super::classes::class_named;
use super::marks;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, NativeFunction, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::join;

/// What a value means: text is read, a function is called.
pub(super) fn meant(interpreter: &mut Interpreter, own: &Rc<Class>, value: Value) -> Result<Value> {
    if let Some(text) = value.as_str() {
        return read(interpreter, own, &text);
    }
    match &value {
        Value::Function(_) => {
            let made = interpreter.call(&value, Args::new([]))?;
            meant(interpreter, own, made)
        }
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(&value)? {
                items.push(meant(interpreter, own, item)?);
            }
            Ok(interpreter.list(items))
        }
        _ => Ok(value),
    }
}

/// The words of an expression that are no attribute of another.
fn names(text: &str) -> Vec<&str> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut names: Vec<&str> = text
        .split(|c| !is_inside(c))
        .filter_map(|path| path.split('.').next())
        .filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn read(interpreter: &mut Interpreter, own: &Rc<Class>, text: &str) -> Result<Value> {
    let text = text.trim();
    // A table by its full name: `schema.name`.
    if let Some(table) = join::table_named(interpreter, text) {
        return Ok(Value::Object(table));
    }
    let mut known = Vec::new();
    for name in names(text) {
        if let Some(value) = named(interpreter, own, name)? {
            known.push((Rc::from(name), value));
        }
    }
    if known.is_empty() {
        // A class by its full name: `app.models.Post`.
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once('.') {
            rest = behind;
            let name = rest.split('.').next().unwrap_or(rest);
            if let Some(class) = class_named(interpreter, own, name) {
                return interpreter
                    .evaluate_text(rest, vec![(Rc::from(name), Value::Class(class))]);
            }
        }
        return Err(interpreter.unsupported(&format!("what a relationship calls `{text}`")));
    }
    interpreter.evaluate_text(text, known)
}

/// A class, a table, or what SQLAlchemy offers under a name.
fn named(interpreter: &mut Interpreter, own: &Rc<Class>, name: &str) -> Result<Option<Value>> {
    if let Some(class) = class_named(interpreter, own, name) {
        return Ok(Some(Value::Class(class)));
    }
    if let Some(table) = join::table_named(interpreter, name) {
        return Ok(Some(Value::Object(table)));
    }
    let mark: fn(&mut Interpreter, Args) -> Result<Value> = match name {
        "foreign" => marks::foreign,
        "remote" => marks::remote,
        _ => return crate::sqlalchemy::named(interpreter, name),
    };
    let name = if name == "foreign" {
        "foreign"
    } else {
        "remote"
    };
    Ok(Some(Value::Native(NativeFunction {
        module: "sqlalchemy.orm",
        name,
        call: mark,
    })))
}
