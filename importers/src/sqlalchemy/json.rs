//! `json.dumps`, by which SQLAlchemy writes values of JSON columns.

use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// The text that Python's `json.dumps` gives; `None` for what it refuses.
pub(crate) fn dumps(interpreter: &mut Interpreter, value: &Value) -> Result<Option<String>> {
    let mut out = String::new();
    Ok(write(interpreter, value, &mut out)?.then_some(out))
}

fn write(interpreter: &mut Interpreter, value: &Value, out: &mut String) -> Result<bool> {
    let value = interpreter.known(value.clone())?;
    if let Some(text) = value.as_str() {
        string(&text, out);
        return Ok(true);
    }
    match &value {
        Value::None => out.push_str("null"),
        Value::Bool(known) => out.push_str(if *known { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Float(number) if number.is_nan() => out.push_str("NaN"),
        Value::Float(number) if number.is_infinite() => {
            out.push_str(if *number < 0.0 {
                "-Infinity"
            } else {
                "Infinity"
            });
        }
        Value::Float(_) => out.push_str(&interpreter.repr(&value)?),
        Value::List(_) | Value::Tuple(_) => {
            out.push('[');
            for (at, item) in interpreter.iterate(&value)?.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                if !write(interpreter, item, out)? {
                    return Ok(false);
                }
            }
            out.push(']');
        }
        Value::Dict(dict) => {
            out.push('{');
            let pairs = dict.entries.borrow().pairs();
            for (at, (key, item)) in pairs.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                match (key.as_str(), key) {
                    (Some(text), _) => string(&text, out),
                    (None, Value::Int(number)) => string(&number.to_string(), out),
                    (None, Value::Bool(known)) => {
                        string(if *known { "true" } else { "false" }, out);
                    }
                    (None, Value::None) => string("null", out),
                    _ => return Ok(false),
                }
                out.push_str(": ");
                if !write(interpreter, item, out)? {
                    return Ok(false);
                }
            }
            out.push('}');
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A string with everything outside ASCII escaped, as Python does by default.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out.push('"');
}
