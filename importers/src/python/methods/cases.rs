//! Methods of strings: cases and kinds of characters.

use std::sync::LazyLock;

use super::Methods;
use super::string::{read, text};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// What `str.isalpha` takes for a letter; Rust's `is_alphabetic` takes marks and numbers as well.
#[allow(clippy::unwrap_used)] // A constant, which a test compiles.
static LETTER: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new(r"^\p{L}$").unwrap());

/// The zeros of the decimal digits of each script; nine digits follow each.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Digits that are no decimal digits, such as superscripts.
const OTHER_DIGITS: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// The ASCII digit that a decimal digit of any script stands for.
pub(crate) fn decimal_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= code)?;
    char::from_digit(code - zero, 10)
}

fn is_other_digit(c: char) -> bool {
    OTHER_DIGITS
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    LETTER.is_match(c.encode_utf8(&mut [0; 4]))
}

/// What Python takes for white space.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

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
    ("casefold", |i, v, a| {
        plain(i, v, a, |text| text.to_lowercase().replace('ß', "ss"))
    }),
    ("capitalize", |i, v, a| {
        plain(i, v, a, |text| {
            let mut chars = text.chars();
            match chars.next() {
                Some(first) => first
                    .to_uppercase()
                    .chain(chars.as_str().to_lowercase().chars())
                    .collect(),
                None => String::new(),
            }
        })
    }),
    ("title", |i, v, a| plain(i, v, a, title)),
    ("swapcase", |i, v, a| {
        plain(i, v, a, |text| {
            text.chars()
                .flat_map(|c| -> Vec<char> {
                    if c.is_uppercase() {
                        c.to_lowercase().collect()
                    } else {
                        c.to_uppercase().collect()
                    }
                })
                .collect()
        })
    }),
    ("isdigit", |i, v, a| {
        ask(i, v, a, |text| {
            every(text, |c| decimal_digit(c).is_some() || is_other_digit(c))
        })
    }),
    ("isdecimal", |i, v, a| {
        ask(i, v, a, |text| every(text, |c| decimal_digit(c).is_some()))
    }),
    ("isnumeric", |i, v, a| {
        ask(i, v, a, |text| every(text, char::is_numeric))
    }),
    ("isalpha", |i, v, a| {
        ask(i, v, a, |text| every(text, is_letter))
    }),
    ("isalnum", |i, v, a| {
        ask(i, v, a, |text| {
            every(text, |c| is_letter(c) || c.is_numeric())
        })
    }),
    ("isspace", |i, v, a| {
        ask(i, v, a, |text| every(text, is_space))
    }),
    ("isascii", |i, v, a| ask(i, v, a, str::is_ascii)),
    ("isupper", |i, v, a| {
        ask(i, v, a, |text| {
            text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
        })
    }),
    ("islower", |i, v, a| {
        ask(i, v, a, |text| {
            text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)
        })
    }),
    ("istitle", |i, v, a| {
        ask(i, v, a, |text| {
            let (mut inside, mut any) = (false, false);
            for c in text.chars() {
                if (c.is_uppercase() && inside) || (c.is_lowercase() && !inside) {
                    return false;
                }
                inside = c.is_uppercase() || c.is_lowercase();
                any |= inside;
            }
            any
        })
    }),
    ("isprintable", |i, v, a| {
        ask(i, v, a, |text| {
            text.chars().all(crate::python::text::is_printable)
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

fn title(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        inside = c.is_alphabetic();
    }
    out
}
