//! Methods of bytes. Those that text has, too, are those of text: each byte
//! stands for one character.

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

pub(super) const TABLE: Methods = &[
    ("decode", |interpreter, value, mut args| {
        let Value::Bytes(bytes) = value else {
            return Ok(Value::None);
        };
        let text = super::codec::decode(interpreter, bytes, &mut args)?;
        args.finish()?;
        Ok(Value::str(text))
    }),
    ("hex", |_, value, args| {
        args.finish()?;
        let Value::Bytes(bytes) = value else {
            return Ok(Value::None);
        };
        Ok(Value::str(
            bytes.iter().map(|b| format!("{b:02x}")).collect::<String>(),
        ))
    }),
    ("startswith", |i, v, a| as_text(i, v, "startswith", a)),
    ("endswith", |i, v, a| as_text(i, v, "endswith", a)),
    ("split", |i, v, a| as_text(i, v, "split", a)),
    ("rsplit", |i, v, a| as_text(i, v, "rsplit", a)),
    ("join", |i, v, a| as_text(i, v, "join", a)),
    ("replace", |i, v, a| as_text(i, v, "replace", a)),
    ("find", |i, v, a| as_text(i, v, "find", a)),
    ("rfind", |i, v, a| as_text(i, v, "rfind", a)),
    ("count", |i, v, a| as_text(i, v, "count", a)),
    ("strip", |i, v, a| as_text(i, v, "strip", a)),
    ("lstrip", |i, v, a| as_text(i, v, "lstrip", a)),
    ("rstrip", |i, v, a| as_text(i, v, "rstrip", a)),
    ("partition", |i, v, a| as_text(i, v, "partition", a)),
    ("removeprefix", |i, v, a| as_text(i, v, "removeprefix", a)),
    ("removesuffix", |i, v, a| as_text(i, v, "removesuffix", a)),
    ("upper", |i, v, a| as_text(i, v, "upper", a)),
    ("lower", |i, v, a| as_text(i, v, "lower", a)),
];

/// Calls the method of text, where every byte is ASCII: there both agree.
fn as_text(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &'static str,
    mut args: Args,
) -> Result<Value> {
    let receiver = to_text(interpreter, value)?;
    let mut positional = Vec::new();
    for argument in args.rest() {
        positional.push(to_text(interpreter, &argument)?);
    }
    args.positional = positional.into();
    let result = interpreter.call_method(&receiver, name, args)?;
    Ok(to_bytes(interpreter, &result))
}

fn to_text(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    Ok(match value {
        Value::Bytes(bytes) if bytes.is_ascii() => {
            Value::str(bytes.iter().map(|b| char::from(*b)).collect::<String>())
        }
        Value::Bytes(_) => {
            return Err(interpreter.unsupported("this method on bytes that are no ASCII"));
        }
        Value::Str(_) => {
            return Err(
                interpreter.raise("TypeError", "a bytes-like object is required, not 'str'")
            );
        }
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(value)? {
                items.push(to_text(interpreter, &item)?);
            }
            match value {
                Value::Tuple(_) => Value::tuple(items),
                _ => interpreter.list(items),
            }
        }
        other => other.clone(),
    })
}

fn to_bytes(interpreter: &Interpreter, value: &Value) -> Value {
    match value {
        Value::Str(text) => Value::Bytes(text.as_bytes().into()),
        Value::List(list) => {
            let items = list.items.borrow();
            interpreter.list(
                items
                    .iter()
                    .map(|item| to_bytes(interpreter, item))
                    .collect(),
            )
        }
        Value::Tuple(items) => Value::tuple(items.iter().map(|item| to_bytes(interpreter, item))),
        other => other.clone(),
    }
}
