//! Methods of strings: parts, search, padding.

use std::rc::Rc;

use super::Methods;
use crate::python::characters::is_space;
use crate::python::class_name;
use crate::python::format::Fields;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

pub(super) fn text(value: &Value) -> Rc<str> {
    value.as_str().unwrap_or_else(|| Rc::from(""))
}

/// The text of a method that goes through it and makes as much anew.
pub(super) fn read(interpreter: &mut Interpreter, value: &Value) -> Result<Rc<str>> {
    let text = text(value);
    interpreter.step(1 + text.len() as u64 / 64)?;
    interpreter.charge(text.len())?;
    Ok(text)
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
        affix(i, v, a, "startswith", |text, part| text.starts_with(part))
    }),
    ("endswith", |i, v, a| {
        affix(i, v, a, "endswith", |text, part| text.ends_with(part))
    }),
    ("removeprefix", |interpreter, v, mut a| {
        let part = a.string("prefix")?;
        a.finish()?;
        let text = read(interpreter, v)?;
        Ok(Value::str(text.strip_prefix(&*part).unwrap_or(&text)))
    }),
    ("removesuffix", |interpreter, v, mut a| {
        let part = a.string("suffix")?;
        a.finish()?;
        let text = read(interpreter, v)?;
        Ok(Value::str(text.strip_suffix(&*part).unwrap_or(&text)))
    }),
    ("replace", |interpreter, v, mut a| {
        let old = a.string("old")?;
        let new = a.string("new")?;
        let count = a.optional_integer("count")?.unwrap_or(-1);
        a.finish()?;
        let text = text(v);
        interpreter.step(1 + text.len() as u64 / 64)?;
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
        let text = read(interpreter, v)?;
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
            interpreter.charge(std::mem::size_of::<Value>())?;
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
        let separator = text(v);
        let mut joined = String::new();
        for (at, item) in interpreter.iterate(&items)?.into_iter().enumerate() {
            match item.as_text() {
                Some(part) => {
                    let before = if at == 0 { "" } else { &*separator };
                    interpreter.charge(before.len() + part.len())?;
                    joined.push_str(before);
                    joined.push_str(&part);
                }
                None if matches!(item, Value::Unknown(_)) => return Ok(item),
                None => {
                    return Err(interpreter.raise(
                        "TypeError",
                        format!(
                            "sequence item {at}: expected str instance, {} found",
                            class_name::shown(&item)
                        ),
                    ));
                }
            }
        }
        Ok(Value::str(joined))
    }),
    ("format", |interpreter, v, mut a| {
        let positional = a.rest();
        let named: Vec<_> = a
            .take_keywords()
            .into_iter()
            .map(|k| (k.name, k.value))
            .collect();
        interpreter.format_text(&text(v), Fields::new(positional, named))
    }),
    ("format_map", |interpreter, v, mut a| {
        let mapping = a.required("mapping")?;
        a.finish()?;
        interpreter.format_text(&text(v), Fields::of_mapping(mapping))
    }),
    ("find", |i, v, a| find(i, v, a, false, false)),
    ("rfind", |i, v, a| find(i, v, a, true, false)),
    ("index", |i, v, a| find(i, v, a, false, true)),
    ("rindex", |i, v, a| find(i, v, a, true, true)),
    ("count", |interpreter, v, mut a| {
        let part = a.string("sub")?;
        let start = a.optional_integer("start")?;
        let end = a.optional_integer("end")?;
        a.finish()?;
        let text = text(v);
        interpreter.step(1 + text.len() as u64 / 64)?;
        let Some((_, text)) = window(&text, start, end) else {
            return Ok(Value::Int(0));
        };
        let count = if part.is_empty() {
            text.chars().count() + 1
        } else {
            text.matches(&*part).count()
        };
        Ok(Value::Int(count as i128))
    }),
    ("partition", |interpreter, v, mut a| {
        let part = a.string("sep")?;
        a.finish()?;
        if part.is_empty() {
            return Err(interpreter.raise("ValueError", "empty separator"));
        }
        let text = read(interpreter, v)?;
        Ok(match text.split_once(&*part) {
            Some((before, after)) => {
                Value::tuple([Value::str(before), Value::str(part), Value::str(after)])
            }
            None => Value::tuple([Value::Str(text), Value::str(""), Value::str("")]),
        })
    }),
    ("rpartition", |interpreter, v, mut a| {
        let part = a.string("sep")?;
        a.finish()?;
        if part.is_empty() {
            return Err(interpreter.raise("ValueError", "empty separator"));
        }
        let text = read(interpreter, v)?;
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
        let text = read(interpreter, v)?;
        interpreter.charge(width)?;
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
        let size = usize::try_from(a.optional_integer("tabsize")?.unwrap_or(8)).unwrap_or(0);
        a.finish()?;
        let text = read(interpreter, v)?;
        let tabs = text.matches('\t').count();
        interpreter.charge(tabs.saturating_mul(size))?;
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
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    left: bool,
    right: bool,
) -> Result<Value> {
    let chars = args.optional_string("chars")?;
    args.finish()?;
    let text = read(interpreter, value)?;
    let is = |c: char| match &chars {
        Some(chars) => chars.contains(c),
        None => is_space(c),
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
    name: &str,
    test: fn(&str, &str) -> bool,
) -> Result<Value> {
    let wanted = args.required("prefix")?;
    let start = args.optional_integer("start")?;
    let end = args.optional_integer("end")?;
    args.finish()?;
    let text = text(value);
    let Some((_, text)) = window(&text, start, end) else {
        return Ok(Value::Bool(false));
    };
    if matches!(wanted, Value::Unknown(_)) {
        return Ok(wanted);
    }
    let parts = match &wanted {
        Value::Tuple(parts) => parts.to_vec(),
        other => vec![other.clone()],
    };
    for part in parts {
        match part.as_text() {
            Some(part) if test(text, &part) => return Ok(Value::Bool(true)),
            Some(_) => {}
            None => {
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "{name} first arg must be str or a tuple of str, not {}",
                        class_name::shown(&part)
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
        (None, None, _) => text
            .split(is_space)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        (None, Some(most), false) => {
            let mut parts = Vec::new();
            let mut rest = text.trim_start_matches(is_space);
            while parts.len() < most
                && let Some(at) = rest.find(is_space)
            {
                parts.push(rest[..at].to_owned());
                rest = rest[at..].trim_start_matches(is_space);
            }
            let rest = if parts.len() < most {
                rest.trim_end_matches(is_space)
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
            let mut rest = text.trim_end_matches(is_space);
            while parts.len() < most
                && let Some(at) = rest.rfind(is_space)
            {
                let next = at + rest[at..].chars().next().map_or(1, char::len_utf8);
                parts.push(rest[next..].to_owned());
                rest = rest[..at].trim_end_matches(is_space);
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
    let start = args.optional_integer("start")?;
    let end = args.optional_integer("end")?;
    args.finish()?;
    let text = text(value);
    interpreter.step(1 + text.len() as u64 / 16)?;
    let found = window(&text, start, end).and_then(|(start, inside)| {
        let at = if last {
            inside.rfind(&*part)
        } else {
            inside.find(&*part)
        };
        at.map(|at| (start, inside, at))
    });
    match found {
        Some((start, inside, at)) => Ok(Value::Int((inside[..at].chars().count() + start) as i128)),
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
    let width = usize::try_from(args.to_integer("width", &width)?).unwrap_or(0);
    let fill = args
        .optional_string("fillchar")?
        .unwrap_or_else(|| " ".into());
    args.finish()?;
    if fill.chars().count() != 1 {
        return Err(interpreter.raise(
            "TypeError",
            "The fill character must be exactly one character long",
        ));
    }
    let text = text(value);
    interpreter.charge(width.saturating_mul(fill.len()).saturating_add(text.len()))?;
    let missing = width.saturating_sub(text.chars().count());
    let left = match align {
        '<' => 0,
        '>' => missing,
        // An odd space goes to the left where the width is odd.
        _ => missing / 2 + (missing & width & 1),
    };
    let (before, after) = (fill.repeat(left), fill.repeat(missing - left));
    Ok(Value::str(format!("{before}{text}{after}")))
}

/// The characters from `start` to `end`, and the index of the first; `None`
/// where the window starts behind the end, so that not even nothing is found in it.
fn window(text: &str, start: Option<i64>, end: Option<i64>) -> Option<(usize, &str)> {
    if start.is_none() && end.is_none() {
        return Some((0, text));
    }
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from_end = |at: i64| if at < 0 { (at + length).max(0) } else { at };
    let start = from_end(start.unwrap_or(0));
    let end = from_end(end.unwrap_or(length)).min(length);
    if start > end {
        return None;
    }
    let byte = |at: i64| {
        text.char_indices()
            .nth(usize::try_from(at).unwrap_or(usize::MAX))
            .map_or(text.len(), |(byte, _)| byte)
    };
    let inside = text.get(byte(start)..byte(end))?;
    Some((usize::try_from(start).unwrap_or(0), inside))
}
