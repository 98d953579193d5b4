//! Methods of strings: cases and kinds of characters.

use super::string::{read, text};
use super::{Methods, casing};
use crate::python::characters::{decimal_digit, is_letter, is_numeric, is_other_digit, is_space};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// A method without arguments.
fn plain(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    make: impl Fn(&str) -> String,
) -> Result<Value> {
    args.finish()?;
    let text = read(interpreter, value)?;
    Ok(Value::str(make(&text)))
}

/// A question without arguments.
fn ask(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    test: impl Fn(&str) -> bool,
) -> Result<Value> {
    args.finish()?;
    let text = text(value);
    interpreter.step(1 + text.len() as u64 / 64)?;
    Ok(Value::Bool(test(&text)))
}

fn every(text: &str, test: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(test)
}

/// All of them.
pub(super) const TABLE: Methods = &[
    ("upper", |i, v, a| plain(i, v, a, str::to_uppercase)),
    ("lower", |i, v, a| plain(i, v, a, str::to_lowercase)),
    ("casefold", |i, v, a| plain(i, v, a, casing::fold)),
    ("capitalize", |i, v, a| plain(i, v, a, casing::capitalize)),
    ("title", |i, v, a| plain(i, v, a, casing::title)),
    ("swapcase", |i, v, a| plain(i, v, a, casing::swap)),
    ("isdigit", |i, v, a| {
        ask(i, v, a, |text| {
            every(text, |c| decimal_digit(c).is_some() || is_other_digit(c))
        })
    }),
    ("isdecimal", |i, v, a| {
        ask(i, v, a, |text| every(text, |c| decimal_digit(c).is_some()))
    }),
    ("isnumeric", |i, v, a| {
        ask(i, v, a, |text| every(text, is_numeric))
    }),
    ("isalpha", |i, v, a| {
        ask(i, v, a, |text| every(text, is_letter))
    }),
    ("isalnum", |i, v, a| {
        ask(i, v, a, |text| {
            every(text, |c| is_letter(c) || is_numeric(c))
        })
    }),
    ("isspace", |i, v, a| {
        ask(i, v, a, |text| every(text, is_space))
    }),
    ("isascii", |i, v, a| ask(i, v, a, str::is_ascii)),
    ("isupper", |i, v, a| {
        ask(i, v, a, |text| {
            let other = |c: char| c.is_lowercase() || casing::is_title(c);
            text.chars().any(char::is_uppercase) && !text.chars().any(other)
        })
    }),
    ("islower", |i, v, a| {
        ask(i, v, a, |text| {
            let other = |c: char| c.is_uppercase() || casing::is_title(c);
            text.chars().any(char::is_lowercase) && !text.chars().any(other)
        })
    }),
    ("istitle", |i, v, a| {
        ask(i, v, a, |text| {
            let (mut inside, mut any) = (false, false);
            for c in text.chars() {
                let first = c.is_uppercase() || casing::is_title(c);
                if (first && inside) || (c.is_lowercase() && !inside) {
                    return false;
                }
                inside = first || c.is_lowercase();
                any |= inside;
            }
            any
        })
    }),
    ("isprintable", |i, v, a| {
        ask(i, v, a, |text| {
            text.chars().all(crate::python::characters::is_printable)
        })
    }),
    ("translate", translate),
    ("isidentifier", |i, v, a| {
        ask(i, v, a, |text| {
            text.chars()
                .next()
                .is_some_and(|c| c.is_alphabetic() || c == '_')
                && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        })
    }),
];

/// `text.translate(table)`: by the code of each character.
fn translate(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let table = args.required("table")?;
    args.finish()?;
    let Value::Dict(table) = &table else {
        return Err(interpreter.unsupported("this table of `translate`"));
    };
    let mut out = String::new();
    for c in text(value).chars() {
        interpreter.step(1)?;
        let key = crate::python::dict::Key::Int(u32::from(c).into());
        let found = table.entries.borrow().get(&key).cloned();
        match found {
            None => out.push(c),
            Some(Value::None) => {}
            Some(Value::Int(code)) => {
                let to = u32::try_from(code).ok().and_then(char::from_u32);
                out.extend(to);
            }
            Some(other) => match other.as_str() {
                Some(text) => {
                    interpreter.charge(text.len())?;
                    out.push_str(&text);
                }
                None => {
                    return Err(interpreter.raise(
                        "TypeError",
                        "character mapping must return integer, None or str",
                    ));
                }
            },
        }
        interpreter.charge(4)?;
    }
    Ok(Value::str(out))
}

/// `str.maketrans(x[, y[, z]])`
pub(crate) fn maketrans(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let first = args.required("x")?;
    let second = args.take("y")?;
    let third = args.take("z")?;
    args.finish()?;
    let mut pairs = Vec::new();
    let code = |c: char| Value::Int(u32::from(c).into());
    match second {
        None => {
            for (key, value) in interpreter.mapping(&first)? {
                let key = match key.as_str() {
                    Some(text) => match text.chars().next() {
                        Some(c) if text.chars().count() == 1 => code(c),
                        _ => {
                            return Err(interpreter.raise(
                                "ValueError",
                                "string keys in translate table must be of length 1",
                            ));
                        }
                    },
                    None => key,
                };
                pairs.push((key, value));
            }
        }
        Some(second) => {
            let (from, to) = (text(&first), text(&second));
            if from.chars().count() != to.chars().count() {
                return Err(interpreter.raise(
                    "ValueError",
                    "the first two maketrans arguments must have equal length",
                ));
            }
            pairs.extend(
                from.chars()
                    .zip(to.chars())
                    .map(|(a, b)| (code(a), code(b))),
            );
            if let Some(third) = third {
                pairs.extend(text(&third).chars().map(|c| (code(c), Value::None)));
            }
        }
    }
    interpreter.dict(pairs)
}
