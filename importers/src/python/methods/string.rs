//! Methods of strings.

use std::rc::Rc;

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

fn text(value: &Value) -> Rc<str> {
    value.as_str().unwrap_or_else(|| Rc::from(""))
}

/// A method without arguments.
fn plain(
    interpreter: &mut Interpreter,
    value: &Value,
    args: Args,
    make: impl Fn(&str) -> String,
) -> Result<Value> {
    args.finish()?;
    let text = text(value);
    interpreter.charge(text.len())?;
    Ok(Value::str(make(&text)))
}

/// A question without arguments.
fn ask(value: &Value, args: Args, test: impl Fn(&str) -> bool) -> Result<Value> {
    args.finish()?;
    Ok(Value::Bool(test(&text(value))))
}

fn every(text: &str, test: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(test)
}

/// Case and kinds of characters.
pub(super) const CASES: Methods = &[
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
    ("isdigit", |_, v, a| {
        ask(v, a, |text| {
            every(text, |c| c.is_numeric() && c.is_ascii_digit())
        })
    }),
    ("isdecimal", |_, v, a| {
        ask(v, a, |text| every(text, |c| c.is_ascii_digit()))
    }),
    ("isnumeric", |_, v, a| {
        ask(v, a, |text| every(text, char::is_numeric))
    }),
    ("isalpha", |_, v, a| {
        ask(v, a, |text| every(text, char::is_alphabetic))
    }),
    ("isalnum", |_, v, a| {
        ask(v, a, |text| every(text, char::is_alphanumeric))
    }),
    ("isspace", |_, v, a| {
        ask(v, a, |text| every(text, char::is_whitespace))
    }),
    ("isascii", |_, v, a| ask(v, a, str::is_ascii)),
    ("isupper", |_, v, a| {
        ask(v, a, |text| {
            text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
        })
    }),
    ("islower", |_, v, a| {
        ask(v, a, |text| {
            text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)
        })
    }),
    ("istitle", |_, v, a| {
        ask(v, a, |text| {
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
    ("isprintable", |_, v, a| {
        ask(v, a, |text| {
            !text
                .chars()
                .any(|c| c.is_control() || (c.is_whitespace() && c != ' '))
        })
    }),
    ("translate", translate),
    ("isidentifier", |_, v, a| {
        ask(v, a, |text| {
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
                Some(text) => out.push_str(&text),
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

/// What `splitlines` cuts at.
const LINE_ENDS: [char; 10] = [
    '\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// The rest.
pub(super) const TABLE: Methods = &[
    ("strip", |i, v, a| strip(i, v, a, true, true)),
    ("lstrip", |i, v, a| strip(i, v, a, true, false)),
    ("rstrip", |i, v, a| strip(i, v, a, false, true)),
    ("startswith", |i, v, a| {
        affix(i, v, a, |text, part| text.starts_with(part))
    }),
    ("endswith", |i, v, a| {
        affix(i, v, a, |text, part| text.ends_with(part))
    }),
    ("removeprefix", |_, v, mut a| {
        let part = a.string("prefix")?;
        a.finish()?;
        let text = text(v);
        Ok(Value::str(text.strip_prefix(&*part).unwrap_or(&text)))
    }),
    ("removesuffix", |_, v, mut a| {
        let part = a.string("suffix")?;
        a.finish()?;
        let text = text(v);
        Ok(Value::str(text.strip_suffix(&*part).unwrap_or(&text)))
    }),
    ("replace", |interpreter, v, mut a| {
        let old = a.string("old")?;
        let new = a.string("new")?;
        let count = a.optional_integer("count")?.unwrap_or(-1);
        a.finish()?;
        let text = text(v);
        let found = if old.is_empty() {
            text.len() + 1
        } else {
            text.matches(&*old).count()
        };
        interpreter.charge(text.len().saturating_add(found.saturating_mul(new.len())))?;
        Ok(Value::str(match usize::try_from(count) {
            Ok(count) => text.replacen(&*old, &new, count),
            Err(_) => text.replace(&*old, &new),
        }))
    }),
    ("split", |i, v, a| split(i, v, a, false)),
    ("rsplit", |i, v, a| split(i, v, a, true)),
    ("splitlines", |interpreter, v, mut a| {
        let keep = a.optional_boolean("keepends")?.unwrap_or(false);
        a.finish()?;
        let text = text(v);
        interpreter.charge(text.len() * 2)?;
        let mut lines = Vec::new();
        let mut rest = &*text;
        while !rest.is_empty() {
            let end = rest.find(LINE_ENDS);
            let (line, length) = match end {
                Some(at) if rest[at..].starts_with("\r\n") => (&rest[..at], at + 2),
                Some(at) => {
                    let end = rest[at..].chars().next().map_or(1, char::len_utf8);
                    (&rest[..at], at + end)
                }
                None => (rest, rest.len()),
            };
            lines.push(Value::str(if keep { &rest[..length] } else { line }));
            rest = &rest[length..];
        }
        Ok(interpreter.list(lines))
    }),
    ("join", |interpreter, v, mut a| {
        let items = a.required("iterable")?;
        a.finish()?;
        if let Value::Object(object) = &items
            && let Some(answer) =
                object
                    .clone()
                    .builtin(interpreter, "join", std::slice::from_ref(v))?
        {
            return Ok(answer);
        }
        if matches!(&items, Value::Unknown(unknown) if unknown.is_per_run()) {
            return Ok(items);
        }
        let mut parts = Vec::new();
        for (at, item) in interpreter.iterate(&items)?.into_iter().enumerate() {
            match item.as_str() {
                Some(part) => parts.push(part.to_string()),
                None if matches!(item, Value::Unknown(_)) => return Ok(item),
                None => {
                    return Err(interpreter.raise(
                        "TypeError",
                        format!(
                            "sequence item {at}: expected str instance, {} found",
                            item.type_name()
                        ),
                    ));
                }
            }
        }
        let text = text(v);
        let size: usize = parts.iter().map(|part| part.len() + text.len()).sum();
        interpreter.charge(size)?;
        Ok(Value::str(parts.join(&text)))
    }),
    ("format", |interpreter, v, mut a| {
        let positional = a.rest();
        let named: Vec<_> = a
            .take_keywords()
            .into_iter()
            .map(|k| (k.name, k.value))
            .collect();
        interpreter.format_text(&text(v), &positional, &named)
    }),
    ("format_map", |interpreter, v, mut a| {
        let mapping = a.required("mapping")?;
        let named = interpreter
            .mapping(&mapping)?
            .into_iter()
            .filter_map(|(key, value)| Some((key.as_str()?, value)))
            .collect::<Vec<_>>();
        interpreter.format_text(&text(v), &[], &named)
    }),
    ("find", |i, v, a| find(i, v, a, false, false)),
    ("rfind", |i, v, a| find(i, v, a, true, false)),
    ("index", |i, v, a| find(i, v, a, false, true)),
    ("rindex", |i, v, a| find(i, v, a, true, true)),
    ("count", |_, v, mut a| {
        let part = a.string("sub")?;
        a.finish()?;
        let text = text(v);
        let count = if part.is_empty() {
            text.chars().count() + 1
        } else {
            text.matches(&*part).count()
        };
        Ok(Value::Int(count as i128))
    }),
    ("partition", |_, v, mut a| {
        let part = a.string("sep")?;
        a.finish()?;
        let text = text(v);
        Ok(match text.split_once(&*part) {
            Some((before, after)) => {
                Value::tuple([Value::str(before), Value::str(part), Value::str(after)])
            }
            None => Value::tuple([Value::Str(text), Value::str(""), Value::str("")]),
        })
    }),
    ("rpartition", |_, v, mut a| {
        let part = a.string("sep")?;
        a.finish()?;
        let text = text(v);
        Ok(match text.rsplit_once(&*part) {
            Some((before, after)) => {
                Value::tuple([Value::str(before), Value::str(part), Value::str(after)])
            }
            None => Value::tuple([Value::str(""), Value::str(""), Value::Str(text)]),
        })
    }),
    ("center", |i, v, a| justify(i, v, a, '^')),
    ("ljust", |i, v, a| justify(i, v, a, '<')),
    ("rjust", |i, v, a| justify(i, v, a, '>')),
    ("zfill", |interpreter, v, mut a| {
        let width = a.required("width")?;
        let width = usize::try_from(a.to_integer("width", &width)?).unwrap_or(0);
        a.finish()?;
        interpreter.charge(width)?;
        let text = text(v);
        let missing = width.saturating_sub(text.chars().count());
        let (sign, digits) = match text.strip_prefix(['-', '+']) {
            Some(digits) => (&text[..1], digits),
            None => ("", &*text),
        };
        Ok(Value::str(format!("{sign}{}{digits}", "0".repeat(missing))))
    }),
    ("encode", |interpreter, v, mut a| {
        let bytes = super::codec::encode(interpreter, &text(v), &mut a)?;
        a.finish()?;
        Ok(Value::Bytes(bytes.into()))
    }),
    ("expandtabs", |interpreter, v, mut a| {
        let size = usize::try_from(a.optional_integer("tabsize")?.unwrap_or(8))
            .unwrap_or(0)
            .min(1000);
        a.finish()?;
        let text = text(v);
        interpreter.charge(text.len() * size.max(1))?;
        let (mut out, mut column) = (String::new(), 0);
        for c in text.chars() {
            match c {
                '\t' if size > 0 => {
                    let spaces = size - column % size;
                    out.push_str(&" ".repeat(spaces));
                    column += spaces;
                }
                '\t' => {}
                '\n' | '\r' => {
                    out.push(c);
                    column = 0;
                }
                c => {
                    out.push(c);
                    column += 1;
                }
            }
        }
        Ok(Value::str(out))
    }),
];

fn strip(
    _: &mut Interpreter,
    value: &Value,
    mut args: Args,
    left: bool,
    right: bool,
) -> Result<Value> {
    let chars = args.optional_string("chars")?;
    args.finish()?;
    let text = text(value);
    let is = |c: char| match &chars {
        Some(chars) => chars.contains(c),
        None => c.is_whitespace(),
    };
    let mut out = &*text;
    if left {
        out = out.trim_start_matches(is);
    }
    if right {
        out = out.trim_end_matches(is);
    }
    Ok(Value::str(out))
}

fn affix(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    test: fn(&str, &str) -> bool,
) -> Result<Value> {
    let wanted = args.required("prefix")?;
    let start = args.optional_integer("start")?;
    let end = args.optional_integer("end")?;
    args.finish()?;
    let mut text = text(value).to_string();
    if start.is_some() || end.is_some() {
        let chars: Vec<char> = text.chars().collect();
        let length = i64::try_from(chars.len()).unwrap_or(i64::MAX);
        let clamp = |at: i64| {
            let at = if at < 0 {
                (at + length).max(0)
            } else {
                at.min(length)
            };
            usize::try_from(at).unwrap_or(0)
        };
        let (start, end) = (clamp(start.unwrap_or(0)), clamp(end.unwrap_or(length)));
        text = chars.get(start..end).unwrap_or_default().iter().collect();
    }
    if matches!(wanted, Value::Unknown(_)) {
        return Ok(wanted);
    }
    let parts = match &wanted {
        Value::Tuple(parts) => parts.to_vec(),
        other => vec![other.clone()],
    };
    for part in parts {
        match part.as_str() {
            Some(part) if test(&text, &part) => return Ok(Value::Bool(true)),
            Some(_) => {}
            None => {
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "startswith first arg must be str or a tuple of str, not {}",
                        part.type_name()
                    ),
                ));
            }
        }
    }
    Ok(Value::Bool(false))
}

fn split(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    from_right: bool,
) -> Result<Value> {
    let separator = args.optional_string("sep")?;
    let most = args.optional_integer("maxsplit")?.unwrap_or(-1);
    args.finish()?;
    let text = text(value);
    interpreter.step(1 + text.len() as u64 / 16)?;
    interpreter.charge(text.len().saturating_mul(4))?;
    let most = usize::try_from(most).ok();
    let parts: Vec<String> = match (separator.as_deref(), most, from_right) {
        (Some(""), _, _) => return Err(interpreter.raise("ValueError", "empty separator")),
        (Some(separator), None, _) => text.split(separator).map(str::to_owned).collect(),
        (Some(separator), Some(most), false) => text
            .splitn(most.saturating_add(1), separator)
            .map(str::to_owned)
            .collect(),
        (Some(separator), Some(most), true) => {
            let mut parts: Vec<String> = text
                .rsplitn(most.saturating_add(1), separator)
                .map(str::to_owned)
                .collect();
            parts.reverse();
            parts
        }
        (None, None, _) => text.split_whitespace().map(str::to_owned).collect(),
        (None, Some(most), false) => {
            let mut parts = Vec::new();
            let mut rest = text.trim_start();
            while parts.len() < most
                && let Some(at) = rest.find(char::is_whitespace)
            {
                parts.push(rest[..at].to_owned());
                rest = rest[at..].trim_start();
            }
            let rest = if parts.len() < most {
                rest.trim_end()
            } else {
                rest
            };
            if !rest.is_empty() {
                parts.push(rest.to_owned());
            }
            parts
        }
        (None, Some(most), true) => {
            let mut parts = Vec::new();
            let mut rest = text.trim_end();
            while parts.len() < most
                && let Some(at) = rest.rfind(char::is_whitespace)
            {
                let next = at + rest[at..].chars().next().map_or(1, char::len_utf8);
                parts.push(rest[next..].to_owned());
                rest = rest[..at].trim_end();
            }
            if !rest.is_empty() {
                parts.push(rest.to_owned());
            }
            parts.reverse();
            parts
        }
    };
    interpreter.charge(parts.len() * 32)?;
    let parts = parts.into_iter().map(Value::str).collect();
    Ok(interpreter.list(parts))
}

fn find(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    last: bool,
    strict: bool,
) -> Result<Value> {
    let part = args.string("sub")?;
    let start = args.optional_integer("start")?.unwrap_or(0);
    let end = args.optional_integer("end")?;
    args.finish()?;
    let chars: Vec<char> = text(value).chars().collect();
    interpreter.step(1 + chars.len() as u64 / 16)?;
    let length = i64::try_from(chars.len()).unwrap_or(i64::MAX);
    let clamp = |at: i64| {
        usize::try_from(if at < 0 {
            (at + length).max(0)
        } else {
            at.min(length)
        })
        .unwrap_or(0)
    };
    let (start, end) = (clamp(start), clamp(end.unwrap_or(length)));
    let inside: String = chars
        .get(start..end.max(start))
        .unwrap_or_default()
        .iter()
        .collect();
    let at = if last {
        inside.rfind(&*part)
    } else {
        inside.find(&*part)
    };
    match at {
        Some(at) => Ok(Value::Int((inside[..at].chars().count() + start) as i128)),
        None if strict => Err(interpreter.raise("ValueError", "substring not found")),
        None => Ok(Value::Int(-1)),
    }
}

fn justify(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    align: char,
) -> Result<Value> {
    let width = args.required("width")?;
    let width = args.to_integer("width", &width)?.max(0);
    let fill = args
        .optional_string("fillchar")?
        .unwrap_or_else(|| " ".into());
    args.finish()?;
    // Python puts the odd space of `center` on the left only for odd widths.
    interpreter
        .format(value, &format!("{fill}{align}{width}"))
        .map(Value::str)
}
