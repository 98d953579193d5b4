//! `int` and `float`: values of numbers and of texts.

use std::rc::Rc;

use crate::python::class_name;
use crate::python::compare::{Number, number};
use crate::python::integer;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::stdlib::memory::MemoryView;
use crate::python::value::Value;

pub(super) fn new_int(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("x")?.unwrap_or(Value::Int(0));
    let base = args.optional_integer("base")?;
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    if let Some(text) = value.as_str() {
        let shown = crate::python::text::string_repr(&text);
        return parse_int(interpreter, &text, base.unwrap_or(10), &shown);
    }
    if let Value::Bytes(bytes) = &value {
        let text = String::from_utf8_lossy(bytes);
        let shown = crate::python::text::bytes_repr(bytes);
        return parse_int(interpreter, &text, base.unwrap_or(10), &shown);
    }
    if base.is_some() {
        let text = "int() can't convert non-string with explicit base";
        return Err(interpreter.raise("TypeError", text));
    }
    match number(&value) {
        Some(Number::Int(int)) => Ok(Value::Int(int)),
        Some(Number::Big(int)) => Ok(Value::Big(int)),
        Some(Number::Float(float)) => integer_of(interpreter, float),
        None => {
            if let Value::Instance(instance) = &value {
                if let Some(method) = interpreter.class_attribute(&instance.class, "__int__") {
                    return interpreter.call_with(&method, [value.clone()]);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(inner @ Value::Int(_)) = inner {
                    return Ok(inner);
                }
            }
            if let Value::Object(_) = &value
                && let Some(method) = interpreter.find_attribute(&value, "__int__")?
            {
                return interpreter.call_with(&method, []);
            }
            interpreter.known(value.clone())?;
            interpreter.settled(&value)?;
            if value.downcast::<MemoryView>().is_some() {
                return Err(interpreter.unsupported("a memoryview as a number"));
            }
            Err(interpreter.raise(
                "TypeError",
                format!(
                    "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                    class_name::shown(&value)
                ),
            ))
        }
    }
}

/// The integer of a float without its fraction.
pub(crate) fn integer_of(interpreter: &mut Interpreter, float: f64) -> Result<Value> {
    if float.is_nan() {
        return Err(interpreter.raise("ValueError", "cannot convert float NaN to integer"));
    }
    if float.is_infinite() {
        return Err(interpreter.raise("OverflowError", "cannot convert float infinity to integer"));
    }
    Ok(integer::value(integer::from_float(float)))
}

/// Digits without the underscores that stand between two of them; `None` where one stands elsewhere.
fn without_underscores(text: &str) -> Option<String> {
    let odd = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    (!odd).then(|| text.replace('_', ""))
}

/// The digit that a character is in any script (`٣`), in ASCII.
fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| crate::python::characters::decimal_digit(c).unwrap_or(c))
        .collect()
}

fn parse_int(interpreter: &mut Interpreter, text: &str, base: i64, shown: &str) -> Result<Value> {
    let plain = plain_digits(text.trim()).to_lowercase();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let prefixed = |prefix: &str| {
        digits
            .strip_prefix(prefix)
            .map(|rest| rest.strip_prefix('_').unwrap_or(rest))
    };
    let (radix, digits) = match base {
        0 => match (prefixed("0x"), prefixed("0o"), prefixed("0b")) {
            (Some(digits), _, _) => (16, digits),
            (_, Some(digits), _) => (8, digits),
            (_, _, Some(digits)) => (2, digits),
            // `010` is no number where the digits say their base.
            _ if digits.len() > 1
                && digits.starts_with('0')
                && digits.chars().any(|c| !matches!(c, '0' | '_')) =>
            {
                (10, "")
            }
            _ => (10, digits),
        },
        16 => (16, prefixed("0x").unwrap_or(digits)),
        8 => (8, prefixed("0o").unwrap_or(digits)),
        2 => (2, prefixed("0b").unwrap_or(digits)),
        base if (2..=36).contains(&base) => (u32::try_from(base).unwrap_or(10), digits),
        _ => return Err(interpreter.raise("ValueError", "int() base must be >= 2 and <= 36, or 0")),
    };
    let digits = without_underscores(digits)
        .filter(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)));
    match digits {
        Some(digits) => interpreter.integer_of_digits(&format!("{sign}{digits}"), radix),
        None => Err(interpreter.raise(
            "ValueError",
            format!("invalid literal for int() with base {base}: {shown}"),
        )),
    }
}

pub(super) fn new_float(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("x")?.unwrap_or(Value::Float(0.0));
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    let bytes = match &value {
        Value::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(Rc::from),
        _ => None,
    };
    if let Some(text) = value.as_str().or(bytes) {
        let plain = plain_digits(text.trim()).to_lowercase();
        let odd = plain.char_indices().any(|(at, c)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            c == '_'
                && !(digit(plain[..at].chars().next_back())
                    && digit(plain[at + 1..].chars().next()))
        });
        return match plain.replace('_', "").parse::<f64>() {
            Ok(float) if !odd => Ok(Value::Float(float)),
            _ => {
                let shown = crate::python::text::string_repr(&text);
                Err(interpreter.raise(
                    "ValueError",
                    format!("could not convert string to float: {shown}"),
                ))
            }
        };
    }
    if let Value::Instance(instance) = &value
        && let Some(method) = interpreter
            .class_attribute(&instance.class, "__float__")
            .or_else(|| interpreter.class_attribute(&instance.class, "__index__"))
    {
        let float = interpreter.call_with(&method, [value.clone()])?;
        return new_float(interpreter, Args::new([float]));
    }
    match number(&value) {
        Some(number @ Number::Big(_)) if number.to_float().is_infinite() => {
            Err(interpreter.raise("OverflowError", "int too large to convert to float"))
        }
        Some(number) => Ok(Value::Float(number.to_float())),
        None => {
            if let Value::Instance(instance) = &value {
                let inner = instance.inner.borrow().clone();
                if let Some(inner) = inner {
                    return new_float(interpreter, Args::new([inner]));
                }
            }
            if let Value::Object(_) = &value {
                let text = interpreter.str(&value)?;
                if let Ok(float) = text.parse() {
                    return Ok(Value::Float(float));
                }
            }
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!(
                    "float() argument must be a string or a real number, not '{}'",
                    class_name::shown(&value)
                ),
            ))
        }
    }
}
