//! `re`, on an engine without backtracking: what that cannot do is refused.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "re",
    definitions: &[
        (
            "compile",
            Definition::Function(|i, mut a| pattern(i, &mut a).map(Value::object)),
        ),
        ("match", Definition::Function(|i, a| on_text(i, a, "match"))),
        (
            "fullmatch",
            Definition::Function(|i, a| on_text(i, a, "fullmatch")),
        ),
        (
            "search",
            Definition::Function(|i, a| on_text(i, a, "search")),
        ),
        (
            "findall",
            Definition::Function(|i, a| on_text(i, a, "findall")),
        ),
        (
            "finditer",
            Definition::Function(|i, a| on_text(i, a, "finditer")),
        ),
        ("split", Definition::Function(|i, a| on_text(i, a, "split"))),
        ("sub", Definition::Function(|i, a| on_text(i, a, "sub"))),
        ("escape", Definition::Function(escape)),
        ("IGNORECASE", Definition::Value(|_| Ok(Value::Int(2)))),
        ("I", Definition::Value(|_| Ok(Value::Int(2)))),
        ("MULTILINE", Definition::Value(|_| Ok(Value::Int(8)))),
        ("M", Definition::Value(|_| Ok(Value::Int(8)))),
        ("DOTALL", Definition::Value(|_| Ok(Value::Int(16)))),
        ("S", Definition::Value(|_| Ok(Value::Int(16)))),
        ("VERBOSE", Definition::Value(|_| Ok(Value::Int(64)))),
        ("X", Definition::Value(|_| Ok(Value::Int(64)))),
        ("ASCII", Definition::Value(|_| Ok(Value::Int(256)))),
        ("UNICODE", Definition::Value(|_| Ok(Value::Int(32)))),
        (
            "error",
            Definition::Exception {
                name: "re.error",
                base: "Exception",
            },
        ),
    ],
    fallback: None,
};

struct Pattern {
    regex: regex::Regex,
    whole: regex::Regex,
    start: regex::Regex,
    source: String,
}

fn pattern(interpreter: &mut Interpreter, args: &mut Args) -> Result<Pattern> {
    let source = args.required("pattern")?;
    let source = args.to_string("pattern", &source)?;
    let flags = args.optional_integer("flags")?.unwrap_or(0);
    compile(interpreter, &source, flags)
}

fn compile(interpreter: &mut Interpreter, source: &str, flags: i64) -> Result<Pattern> {
    // Python writes `\Z` where this engine writes `\z`; `(?P<n>` they share.
    let translated = source.replace("\\Z", "\\z");
    let build = |text: &str| {
        regex::RegexBuilder::new(text)
            .case_insensitive(flags & 2 != 0)
            .multi_line(flags & 8 != 0)
            .dot_matches_new_line(flags & 16 != 0)
            .ignore_whitespace(flags & 64 != 0)
            .size_limit(1 << 20)
            .build()
    };
    match (
        build(&translated),
        build(&format!("\\A(?:{translated})\\z")),
        build(&format!("\\A(?:{translated})")),
    ) {
        (Ok(regex), Ok(whole), Ok(start)) => Ok(Pattern {
            regex,
            whole,
            start,
            source: source.to_owned(),
        }),
        _ => Err(interpreter.unsupported(&format!("the regular expression `{source}`"))),
    }
}

fn on_text(interpreter: &mut Interpreter, mut args: Args, method: &str) -> Result<Value> {
    let value = args.required("pattern")?;
    let flags = args.keyword_integer("flags")?.unwrap_or(0);
    let compiled = match value.downcast::<Pattern>() {
        Some(pattern) => pattern,
        None => {
            let source = args.to_string("pattern", &value)?;
            let position = match method {
                "sub" => 3,
                "split" => 2,
                _ => 1,
            };
            let flags = match args.positional.get(position) {
                Some(Value::Int(given)) => i64::try_from(*given).unwrap_or(0),
                _ => flags,
            };
            args.positional.truncate(position);
            Rc::new(compile(interpreter, &source, flags)?)
        }
    };
    let result = compiled.apply(interpreter, method, &mut args)?;
    args.finish()?;
    Ok(result.unwrap_or(Value::None))
}

impl Pattern {
    fn apply(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        method: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if method == "sub" {
            return self.substitute(interpreter, args).map(Some);
        }
        if !matches!(
            method,
            "match" | "fullmatch" | "search" | "findall" | "finditer" | "split"
        ) {
            return Ok(None);
        }
        let value = args.required("string")?;
        if matches!(value, Value::Unknown(_)) {
            return Ok(Some(value));
        }
        let text = args.to_string("string", &value)?;
        interpreter.step(1 + text.len() as u64 / 8)?;
        let one = |regex: &regex::Regex| {
            regex.captures(&text).map_or(Value::None, |captures| {
                Value::object(Match::new(&captures, regex, &text))
            })
        };
        Ok(Some(match method {
            "match" => one(&self.start),
            "fullmatch" => one(&self.whole),
            "search" => one(&self.regex),
            "finditer" => {
                let matches = self
                    .regex
                    .captures_iter(&text)
                    .map(|captures| Value::object(Match::new(&captures, &self.regex, &text)))
                    .collect();
                crate::python::iterate::Iterator::value(interpreter, "callable_iterator", matches)
            }
            "findall" => {
                let mut found = Vec::new();
                for captures in self.regex.captures_iter(&text) {
                    let group =
                        |at: usize| Value::str(captures.get(at).map_or("", |group| group.as_str()));
                    found.push(match captures.len() {
                        1 => group(0),
                        2 => group(1),
                        count => Value::tuple((1..count).map(group)),
                    });
                }
                interpreter.list(found)
            }
            _ => {
                let most = args.optional_integer("maxsplit")?.unwrap_or(0);
                let most = if most <= 0 {
                    usize::MAX
                } else {
                    usize::try_from(most).unwrap_or(usize::MAX)
                };
                let mut parts = Vec::new();
                let mut from = 0;
                for captures in self.regex.captures_iter(&text).take(most) {
                    let Some(whole) = captures.get(0) else {
                        continue;
                    };
                    parts.push(Value::str(
                        text.get(from..whole.start()).unwrap_or_default(),
                    ));
                    for at in 1..captures.len() {
                        parts.push(
                            captures
                                .get(at)
                                .map_or(Value::None, |group| Value::str(group.as_str())),
                        );
                    }
                    from = whole.end();
                }
                parts.push(Value::str(text.get(from..).unwrap_or_default()));
                interpreter.list(parts)
            }
        }))
    }

    fn substitute(&self, interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
        let replacement = args.required("repl")?;
        let value = args.required("string")?;
        let count = args.optional_integer("count")?.unwrap_or(0);
        if matches!(value, Value::Unknown(_)) {
            return Ok(value);
        }
        let text = args.to_string("string", &value)?;
        interpreter.step(1 + text.len() as u64 / 8)?;
        let most = if count <= 0 {
            usize::MAX
        } else {
            usize::try_from(count).unwrap_or(usize::MAX)
        };
        let mut out = String::new();
        let mut from = 0;
        for captures in self.regex.captures_iter(&text).take(most) {
            let Some(whole) = captures.get(0) else {
                continue;
            };
            out.push_str(text.get(from..whole.start()).unwrap_or_default());
            match replacement.as_str() {
                Some(template) => expand(&template, &captures, &mut out),
                None => {
                    let found = Value::object(Match::new(&captures, &self.regex, &text));
                    let new = interpreter.call_with(&replacement, [found])?;
                    out.push_str(&args.to_string("repl", &new)?);
                }
            }
            from = whole.end();
            interpreter.charge(32)?;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        interpreter.charge(out.len())?;
        Ok(Value::str(out))
    }
}

/// `\1`, `\g<name>`, `\n` in a replacement.
fn expand(template: &str, captures: &regex::Captures<'_>, out: &mut String) {
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('g') if chars.peek() == Some(&'<') => {
                chars.next();
                let name: String = chars.by_ref().take_while(|c| *c != '>').collect();
                let group = match name.parse::<usize>() {
                    Ok(number) => captures.get(number),
                    Err(_) => captures.name(&name),
                };
                out.push_str(group.map_or("", |group| group.as_str()));
            }
            Some(digit) if digit.is_ascii_digit() => {
                let mut number = digit.to_digit(10).unwrap_or(0) as usize;
                if let Some(next) = chars.next_if(char::is_ascii_digit) {
                    number = number * 10 + next.to_digit(10).unwrap_or(0) as usize;
                }
                out.push_str(captures.get(number).map_or("", |group| group.as_str()));
            }
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('\\') => out.push('\\'),
            Some(other) => {
                out.push('\\');
                out.push(other);
            }
            None => out.push('\\'),
        }
    }
}

impl Object for Pattern {
    fn type_name(&self) -> &str {
        "Pattern"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        self.apply(interpreter, name, args)
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "pattern").then(|| Value::str(&self.source)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

struct Match {
    groups: Vec<Option<(String, usize, usize)>>,
    names: Vec<Option<String>>,
}

impl Match {
    fn new(captures: &regex::Captures<'_>, regex: &regex::Regex, text: &str) -> Self {
        let at = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        Self {
            groups: captures
                .iter()
                .map(|group| group.map(|g| (g.as_str().to_owned(), at(g.start()), at(g.end()))))
                .collect(),
            names: regex
                .capture_names()
                .map(|name| name.map(str::to_owned))
                .collect(),
        }
    }

    fn text(&self, at: usize) -> Value {
        match self.groups.get(at) {
            Some(Some((text, _, _))) => Value::str(text),
            _ => Value::None,
        }
    }

    fn find(&self, interpreter: &mut Interpreter, key: &Value) -> Result<usize> {
        let at = match key {
            Value::Int(number) => usize::try_from(*number).ok(),
            other => other.as_str().and_then(|name| {
                self.names
                    .iter()
                    .position(|known| known.as_deref() == Some(&*name))
            }),
        };
        match at.filter(|at| *at < self.groups.len()) {
            Some(at) => Ok(at),
            None => Err(interpreter.raise("IndexError", "no such group")),
        }
    }
}

impl Object for Match {
    fn type_name(&self) -> &str {
        "Match"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "group" => {
                let keys = args.rest();
                match &keys[..] {
                    [] => self.text(0),
                    [only] => {
                        let at = self.find(interpreter, only)?;
                        self.text(at)
                    }
                    several => {
                        let mut groups = Vec::new();
                        for key in several {
                            let at = self.find(interpreter, key)?;
                            groups.push(self.text(at));
                        }
                        Value::tuple(groups)
                    }
                }
            }
            "groups" => {
                let default = args.take("default")?.unwrap_or(Value::None);
                Value::tuple((1..self.groups.len()).map(|at| match self.text(at) {
                    Value::None => default.clone(),
                    text => text,
                }))
            }
            "groupdict" => {
                let pairs: Vec<_> = self
                    .names
                    .iter()
                    .enumerate()
                    .filter_map(|(at, name)| Some((Value::str(name.as_ref()?), self.text(at))))
                    .collect();
                interpreter.dict(pairs)?
            }
            "start" | "end" | "span" => {
                let key = args.take("group")?.unwrap_or(Value::Int(0));
                let at = self.find(interpreter, &key)?;
                let (start, end) = match self.groups.get(at) {
                    Some(Some((_, start, end))) => (*start as i128, *end as i128),
                    _ => (-1, -1),
                };
                match name {
                    "start" => Value::Int(start),
                    "end" => Value::Int(end),
                    _ => Value::tuple([Value::Int(start), Value::Int(end)]),
                }
            }
            _ => return Ok(None),
        }))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let at = self.find(interpreter, key)?;
        Ok(Some(self.text(at)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn escape(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("pattern")?;
    args.finish()?;
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() && "()[]{}?*+-|^$\\.&~# \t\n\r\u{b}\u{c}".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Ok(Value::str(out))
}
