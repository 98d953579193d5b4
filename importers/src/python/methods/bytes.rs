//! Methods of bytes. Those that text has, too, are those of text: each byte
//! stands for one character.

use std::rc::Rc;

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
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
    ("hex", |interpreter, value, mut args| {
        let separator = args.take("sep")?;
        let group = args.optional_integer("bytes_per_sep")?.unwrap_or(1);
        args.finish()?;
        hexadecimal(interpreter, &bytes(value), separator.as_ref(), group)
    }),
    ("startswith", |i, v, a| as_text(i, v, "startswith", a)),
    ("endswith", |i, v, a| as_text(i, v, "endswith", a)),
    ("split", |i, v, a| as_text(i, v, "split", a)),
    ("rsplit", |i, v, a| as_text(i, v, "rsplit", a)),
    ("join", |i, v, mut a| {
        let items = a.required("iterable")?;
        a.finish()?;
        let items = i.iterate(&items)?;
        let items = i.list(items);
        as_text(i, v, "join", Args::new([items]))
    }),
    ("replace", |i, v, a| as_text(i, v, "replace", a)),
    ("find", |i, v, a| as_text(i, v, "find", a)),
    ("rfind", |i, v, a| as_text(i, v, "rfind", a)),
    ("index", |i, v, a| as_text(i, v, "index", a)),
    ("rindex", |i, v, a| as_text(i, v, "rindex", a)),
    ("count", |i, v, a| as_text(i, v, "count", a)),
    ("strip", |i, v, a| as_text(i, v, "strip", a)),
    ("lstrip", |i, v, a| as_text(i, v, "lstrip", a)),
    ("rstrip", |i, v, a| as_text(i, v, "rstrip", a)),
    ("partition", |i, v, a| as_text(i, v, "partition", a)),
    ("rpartition", |i, v, a| as_text(i, v, "rpartition", a)),
    ("removeprefix", |i, v, a| as_text(i, v, "removeprefix", a)),
    ("removesuffix", |i, v, a| as_text(i, v, "removesuffix", a)),
    ("center", |i, v, a| as_text(i, v, "center", a)),
    ("ljust", |i, v, a| as_text(i, v, "ljust", a)),
    ("rjust", |i, v, a| as_text(i, v, "rjust", a)),
    ("zfill", |i, v, a| as_text(i, v, "zfill", a)),
    ("expandtabs", |i, v, a| as_text(i, v, "expandtabs", a)),
    ("upper", |i, v, a| {
        changed(i, v, a, |text| text.to_ascii_uppercase())
    }),
    ("lower", |i, v, a| {
        changed(i, v, a, |text| text.to_ascii_lowercase())
    }),
    ("capitalize", |i, v, a| changed(i, v, a, capitalized)),
    ("title", |i, v, a| changed(i, v, a, titled)),
    ("swapcase", |i, v, a| {
        changed(i, v, a, |text| {
            text.iter().map(|byte| swapped(*byte)).collect()
        })
    }),
    ("isalnum", |i, v, a| {
        every(i, v, a, u8::is_ascii_alphanumeric)
    }),
    ("isalpha", |i, v, a| every(i, v, a, u8::is_ascii_alphabetic)),
    ("isdigit", |i, v, a| every(i, v, a, u8::is_ascii_digit)),
    ("isspace", |i, v, a| {
        every(i, v, a, |byte| byte.is_ascii_whitespace() || *byte == 0x0b)
    }),
    ("isascii", |interpreter, v, a| {
        a.finish()?;
        seen(interpreter, v)?;
        Ok(Value::Bool(bytes(v).is_ascii()))
    }),
    ("isupper", |interpreter, v, a| {
        a.finish()?;
        seen(interpreter, v)?;
        let text = bytes(v);
        Ok(Value::Bool(
            text.iter().any(u8::is_ascii_uppercase) && !text.iter().any(u8::is_ascii_lowercase),
        ))
    }),
    ("islower", |interpreter, v, a| {
        a.finish()?;
        seen(interpreter, v)?;
        let text = bytes(v);
        Ok(Value::Bool(
            text.iter().any(u8::is_ascii_lowercase) && !text.iter().any(u8::is_ascii_uppercase),
        ))
    }),
    ("istitle", |interpreter, v, a| {
        a.finish()?;
        seen(interpreter, v)?;
        let text = bytes(v);
        let cased = text.iter().any(u8::is_ascii_alphabetic);
        Ok(Value::Bool(cased && titled(&text) == *text))
    }),
    ("splitlines", |interpreter, v, mut a| {
        let keep = a.optional_boolean("keepends")?.unwrap_or(false);
        a.finish()?;
        let text = bytes(v);
        interpreter.charge(text.len() * 2)?;
        let mut lines = Vec::new();
        let mut rest = &*text;
        while !rest.is_empty() {
            let at = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (end, next) = match at {
                Some(at) if rest[at..].starts_with(b"\r\n") => (at, at + 2),
                Some(at) => (at, at + 1),
                None => (rest.len(), rest.len()),
            };
            let line = if keep { &rest[..next] } else { &rest[..end] };
            interpreter.charge(std::mem::size_of::<Value>())?;
            lines.push(Value::Bytes(line.into()));
            rest = &rest[next..];
        }
        Ok(interpreter.list(lines))
    }),
    ("translate", |interpreter, v, mut a| {
        let table = a.required("table")?;
        let delete = a.take("delete")?;
        a.finish()?;
        let delete = delete
            .map(|value| bytes(&value))
            .unwrap_or_else(|| Rc::from([]));
        let table = match &table {
            Value::None => None,
            Value::Bytes(table) if table.len() == 256 => Some(table.clone()),
            _ => {
                let text = "translation table must be 256 characters long";
                return Err(interpreter.raise("ValueError", text));
            }
        };
        seen(interpreter, v)?;
        interpreter.charge(bytes(v).len())?;
        let mut deleted = [false; 256];
        for byte in delete.iter() {
            deleted[usize::from(*byte)] = true;
        }
        let kept = bytes(v)
            .iter()
            .filter(|byte| !deleted[usize::from(**byte)])
            .map(|byte| {
                let to = table
                    .as_ref()
                    .and_then(|table| table.get(usize::from(*byte)));
                to.copied().unwrap_or(*byte)
            })
            .collect::<Vec<u8>>();
        Ok(Value::Bytes(kept.into()))
    }),
];

/// `bytes.hex(sep, bytes_per_sep)`
fn hexadecimal(
    interpreter: &mut Interpreter,
    bytes: &[u8],
    separator: Option<&Value>,
    group: i64,
) -> Result<Value> {
    let separator = match separator {
        None => None,
        Some(Value::Bytes(bytes)) => Some(bytes.iter().map(|b| char::from(*b)).collect::<String>()),
        Some(other) => match other.as_str() {
            Some(text) => Some(text.to_string()),
            None => {
                interpreter.known(other.clone())?;
                let text = format!("object of type '{}' has no len()", other.type_name());
                return Err(interpreter.raise("TypeError", text));
            }
        },
    };
    if let Some(separator) = &separator {
        if separator.chars().count() != 1 {
            return Err(interpreter.raise("ValueError", "sep must be length 1."));
        }
        if !separator.is_ascii() {
            return Err(interpreter.raise("ValueError", "sep must be ASCII."));
        }
    }
    interpreter.step(1 + bytes.len() as u64 / 16)?;
    interpreter.charge(bytes.len().saturating_mul(3))?;
    let digits = crate::hex::digits(bytes);
    let Some(separator) = separator else {
        return Ok(Value::str(digits));
    };
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::new();
    for at in 0..bytes.len() {
        // Groups are counted from the right, or for a negative size from the left.
        let place = if group < 0 { at } else { bytes.len() - at };
        if at > 0 && size > 0 && place.is_multiple_of(size) {
            out.push_str(&separator);
        }
        out.push_str(digits.get(2 * at..2 * at + 2).unwrap_or_default());
    }
    Ok(Value::str(out))
}

fn bytes(value: &Value) -> Rc<[u8]> {
    match value {
        Value::Bytes(bytes) => bytes.clone(),
        _ => Rc::from([]),
    }
}

/// Counts the work of going through bytes.
fn seen(interpreter: &mut Interpreter, value: &Value) -> Result<()> {
    interpreter.step(1 + bytes(value).len() as u64 / 64)
}

fn changed(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    change: impl Fn(&[u8]) -> Vec<u8>,
) -> Result<Value> {
    args.finish()?;
    seen(interpreter, value)?;
    interpreter.charge(bytes(value).len())?;
    Ok(Value::Bytes(change(&bytes(value)).into()))
}

fn every(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    test: impl Fn(&u8) -> bool,
) -> Result<Value> {
    args.finish()?;
    seen(interpreter, value)?;
    let text = bytes(value);
    Ok(Value::Bool(!text.is_empty() && text.iter().all(test)))
}

fn swapped(byte: u8) -> u8 {
    if byte.is_ascii_uppercase() {
        byte.to_ascii_lowercase()
    } else {
        byte.to_ascii_uppercase()
    }
}

fn capitalized(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

fn titled(text: &[u8]) -> Vec<u8> {
    let mut inside = false;
    text.iter()
        .map(|byte| {
            let new = if inside {
                byte.to_ascii_lowercase()
            } else {
                byte.to_ascii_uppercase()
            };
            inside = byte.is_ascii_alphabetic();
            new
        })
        .collect()
}

/// Calls the method of text, in which each byte is one character.
fn as_text(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &'static str,
    mut args: Args,
) -> Result<Value> {
    let receiver = to_text(interpreter, value)?;
    let mut positional = Vec::new();
    for argument in args.rest() {
        let argument = match argument {
            // A byte is found by its number, too.
            Value::Int(byte @ 0..=255)
                if positional.is_empty()
                    && matches!(name, "find" | "rfind" | "index" | "rindex" | "count") =>
            {
                Value::str(char::from(u8::try_from(byte).unwrap_or(0)).to_string())
            }
            other => to_text(interpreter, &other)?,
        };
        positional.push(argument);
    }
    args.positional = positional.into();
    let spaces = matches!(name, "strip" | "lstrip" | "rstrip" | "split" | "rsplit");
    if spaces && matches!(args.positional.front(), None | Some(Value::None)) {
        // What text takes for white space beyond ASCII, bytes do not.
        let odd = |byte: &u8| matches!(byte, 0x1c..=0x1f | 0x85 | 0xa0);
        if bytes(value).iter().any(odd) {
            return Err(interpreter.unsupported("white space of bytes that are no ASCII"));
        }
    }
    let result = interpreter.call_method(&receiver, name, args);
    let result = match result {
        Err(Interrupt::Raised(error, _))
            if matches!(name, "index" | "rindex")
                && crate::python::iterate::exception_is(&error, "ValueError") =>
        {
            return Err(interpreter.raise("ValueError", "subsection not found"));
        }
        other => other?,
    };
    Ok(to_bytes(interpreter, &result))
}

fn to_text(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    Ok(match value {
        Value::Bytes(bytes) => {
            seen(interpreter, value)?;
            Value::str(bytes.iter().map(|b| char::from(*b)).collect::<String>())
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
        Value::Str(text) => {
            let byte = |c: char| u8::try_from(u32::from(c)).unwrap_or(b'?');
            Value::Bytes(text.chars().map(byte).collect::<Vec<u8>>().into())
        }
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
