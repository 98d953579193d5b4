//! Compiled patterns and what they do.

use std::cell::OnceCell;
use std::rc::Rc;

use super::engine::{Engine, Search, Unbuilt};
use super::matching::{Match, Template};
use super::{args_text, narrow, shown, syntax};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::Value;

/// A compiled pattern.
pub(super) struct Pattern {
    pub(super) source: Rc<str>,
    pub(super) flags: i64,
    /// Whether it is of bytes: as texts, whose characters are those bytes.
    pub(super) of_bytes: bool,
    /// The pattern in the engine's syntax.
    pub(super) text: String,
    /// The names of the groups, from the first on.
    pub(super) names: Vec<Option<String>>,
    pub(super) anywhere: Engine,
    pub(super) here: OnceCell<Engine>,
    pub(super) whole: OnceCell<Engine>,
    /// For matches that are not empty; nothing where there can be none.
    pub(super) filled: OnceCell<Option<Engine>>,
}

impl Pattern {
    /// A part of what the pattern was matched with.
    pub(super) fn part(&self, text: &str) -> Value {
        match self.of_bytes {
            true => narrow(text),
            false => Value::str(text),
        }
    }

    /// The number of a named group.
    pub(super) fn group(&self, name: &str) -> Option<usize> {
        let at = self
            .names
            .iter()
            .position(|known| known.as_deref() == Some(name))?;
        Some(at + 1)
    }

    /// The variant of the pattern that is only needed by some methods.
    fn variant<'a>(
        &self,
        interpreter: &Interpreter,
        cell: &'a OnceCell<Engine>,
        text: String,
    ) -> Result<&'a Engine> {
        if let Some(engine) = cell.get() {
            return Ok(engine);
        }
        match Engine::new(text, false) {
            Ok(engine) => Ok(cell.get_or_init(|| engine)),
            Err(_) => Err(self.unsupported(interpreter)),
        }
    }

    fn filled(&self, interpreter: &Interpreter) -> Result<Option<&Engine>> {
        if let Some(engine) = self.filled.get() {
            return Ok(engine.as_ref());
        }
        let engine = match Engine::new(self.text.clone(), true) {
            Ok(engine) => Some(engine),
            Err(Unbuilt::NeverMatches) => None,
            Err(Unbuilt::Unsupported) => return Err(self.unsupported(interpreter)),
        };
        Ok(self.filled.get_or_init(|| engine).as_ref())
    }

    fn unsupported(&self, interpreter: &Interpreter) -> Interrupt {
        interpreter.unsupported(&format!("the regular expression `{}`", shown(&self.source)))
    }

    fn find(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        engine: &Engine,
        text: &Rc<str>,
        from: usize,
    ) -> Result<Option<Match>> {
        match engine.search(interpreter, text, from)? {
            Search::Found(found) => Ok(found.map(|groups| Match {
                pattern: self.clone(),
                text: text.clone(),
                groups,
            })),
            Search::TooManyWays => Err(too_slow(interpreter, &self.source)),
        }
    }

    /// The next match of several. After an empty one, the next is no empty one at its place.
    fn following(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        text: &Rc<str>,
        before: Option<&Match>,
    ) -> Result<Option<Match>> {
        let Some((start, end)) = before.map(Match::range) else {
            return self.find(interpreter, &self.anywhere, text, 0);
        };
        if start < end {
            return self.find(interpreter, &self.anywhere, text, end);
        }
        if let Some(filled) = self.filled(interpreter)?
            && let Some(found) = self.find(interpreter, filled, text, end)?
            && found.range().0 == end
        {
            return Ok(Some(found));
        }
        match text.get(end..).and_then(|rest| rest.chars().next()) {
            Some(next) => self.find(interpreter, &self.anywhere, text, end + next.len_utf8()),
            None => Ok(None),
        }
    }

    /// All matches, or the first so many.
    fn matches(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        text: &Rc<str>,
        most: usize,
    ) -> Result<Vec<Match>> {
        let mut found: Vec<Match> = Vec::new();
        while found.len() < most
            && let Some(next) = self.following(interpreter, text, found.last())?
        {
            interpreter.charge(64 + std::mem::size_of_val(&*next.groups))?;
            found.push(next);
        }
        Ok(found)
    }

    pub(super) fn apply(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        method: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if matches!(method, "sub" | "subn") {
            return self
                .substitute(interpreter, args, method == "subn")
                .map(Some);
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
        let text = args_text(interpreter, &value, Some(&self))?;
        if method == "split" {
            return self.split(interpreter, &text, args).map(Some);
        }
        let start = args.optional_integer("pos")?;
        let end = args.optional_integer("endpos")?;
        let (text, from) = within(&text, start, end);
        Ok(Some(match method {
            "findall" | "finditer" if from > 0 => {
                return Err(interpreter.unsupported("`pos` of this method"));
            }
            "finditer" => {
                let matches = self.matches(interpreter, &text, usize::MAX)?;
                let matches = matches.into_iter().map(Value::object).collect();
                crate::python::iterate::Iterator::value(interpreter, "callable_iterator", matches)
            }
            "findall" => {
                let group = |found: &Match, at: usize| self.part(found.group(at).unwrap_or(""));
                let mut all = Vec::new();
                for found in self.matches(interpreter, &text, usize::MAX)? {
                    interpreter.charge(found.size())?;
                    all.push(match found.groups.len() {
                        1 => group(&found, 0),
                        2 => group(&found, 1),
                        count => Value::tuple((1..count).map(|at| group(&found, at))),
                    });
                }
                interpreter.list(all)
            }
            _ => {
                let engine = match method {
                    "search" => &self.anywhere,
                    "match" => {
                        let text = format!("\\G(?:{})", self.text);
                        self.variant(interpreter, &self.here, text)?
                    }
                    _ => {
                        let text = format!("\\G(?:{})\\z", self.text);
                        self.variant(interpreter, &self.whole, text)?
                    }
                };
                self.find(interpreter, engine, &text, from)?
                    .map_or(Value::None, Value::object)
            }
        }))
    }

    fn split(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        text: &Rc<str>,
        args: &mut Args,
    ) -> Result<Value> {
        let most = limit(args.optional_integer("maxsplit")?);
        let mut parts = Vec::new();
        let mut from = 0;
        for found in self.matches(interpreter, text, most)? {
            let (start, end) = found.range();
            interpreter.charge(found.size())?;
            parts.push(self.part(text.get(from..start).unwrap_or_default()));
            parts.extend((1..found.groups.len()).map(|at| found.value(at)));
            from = end;
        }
        parts.push(self.part(text.get(from..).unwrap_or_default()));
        interpreter.charge(text.len() + parts.len() * 32)?;
        Ok(interpreter.list(parts))
    }

    fn substitute(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        args: &mut Args,
        counted: bool,
    ) -> Result<Value> {
        let replacement = args.required("repl")?;
        let value = args.required("string")?;
        let most = limit(args.optional_integer("count")?);
        for value in [&replacement, &value] {
            if matches!(value, Value::Unknown(_)) {
                return Ok(value.clone());
            }
        }
        let text = args_text(interpreter, &value, Some(self))?;
        let template = match bytes_of(&replacement) {
            Some(bytes) if self.of_bytes => Some(super::latin(&bytes).into()),
            _ => replacement.as_str(),
        };
        let template = match template {
            Some(template) => Some(Template::read(interpreter, &template, self)?),
            None => None,
        };
        let (mut out, mut from, mut count) = (String::new(), 0, 0);
        let mut last: Option<Match> = None;
        while count < most
            && let Some(found) = self.following(interpreter, &text, last.as_ref())?
        {
            let (start, end) = found.range();
            out.push_str(text.get(from..start).unwrap_or_default());
            match &template {
                Some(template) => {
                    interpreter.charge(template.size(&found))?;
                    out.push_str(&template.fill(&found));
                }
                None => {
                    let found = Value::object(found.clone());
                    let new = interpreter.call_with(&replacement, [found])?;
                    if matches!(new, Value::Unknown(_)) {
                        return Ok(new);
                    }
                    let text = match &new {
                        Value::Bytes(bytes) if self.of_bytes => Some(super::latin(bytes).into()),
                        other => other.as_str().filter(|_| !self.of_bytes),
                    };
                    match text {
                        Some(new) => {
                            interpreter.charge(new.len())?;
                            out.push_str(&new);
                        }
                        None => {
                            return Err(interpreter.raise(
                                "TypeError",
                                match self.of_bytes {
                                    true => format!(
                                        "sequence item 0: expected a bytes-like object, {} found",
                                        new.type_name()
                                    ),
                                    false => {
                                        format!("expected str instance, {} found", new.type_name())
                                    }
                                },
                            ));
                        }
                    }
                }
            }
            from = end;
            count += 1;
            last = Some(found);
            interpreter.charge(32)?;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        interpreter.charge(text.len())?;
        let out = self.part(&out);
        Ok(if counted {
            Value::tuple([out, Value::Int(count as i128)])
        } else {
            out
        })
    }
}

/// `count`, `maxsplit`: nothing or zero means all.
fn limit(count: Option<i64>) -> usize {
    match count {
        Some(count) if count > 0 => usize::try_from(count).unwrap_or(usize::MAX),
        Some(count) if count < 0 => 0,
        _ => usize::MAX,
    }
}

/// The text up to `endpos`, and the byte at which the search begins.
fn within(text: &Rc<str>, start: Option<i64>, end: Option<i64>) -> (Rc<str>, usize) {
    let byte = |text: &str, at: i64| {
        text.char_indices()
            .nth(usize::try_from(at).unwrap_or(0))
            .map_or(text.len(), |(byte, _)| byte)
    };
    let text: Rc<str> = match end {
        Some(end) => text[..byte(text, end)].into(),
        None => text.clone(),
    };
    let from = start.map_or(0, |start| byte(&text, start));
    (text, from)
}

fn too_slow(interpreter: &Interpreter, source: &str) -> Interrupt {
    interpreter.refuse(
        "python-limit",
        format!(
            "The regular expression `{}` tries too many ways to match.",
            shown(source)
        ),
        Some("Look for a repetition inside a repetition."),
    )
}

impl Object for Pattern {
    fn type_name(&self) -> &str {
        "Pattern"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["re.Pattern"]
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        self.apply(interpreter, name, args)
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "pattern" => self.part(&self.source),
            "flags" => Value::Int(self.flags.into()),
            "groups" => Value::Int(self.names.len() as i128),
            "groupindex" => {
                let names = self.names.iter().enumerate();
                let pairs: Vec<_> = names
                    .filter_map(|(at, name)| {
                        Some((Value::str(name.as_ref()?), Value::Int(at as i128 + 1)))
                    })
                    .collect();
                interpreter.dict(pairs)?
            }
            "match" | "fullmatch" | "search" | "findall" | "finditer" | "split" | "sub"
            | "subn" => interpreter.bound_method(Value::Object(self), name),
            _ => return Ok(None),
        }))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        const NAMES: [(i64, &str); 5] = [
            (syntax::IGNORECASE, "re.IGNORECASE"),
            (8, "re.MULTILINE"),
            (16, "re.DOTALL"),
            (64, "re.VERBOSE"),
            (256, "re.ASCII"),
        ];
        let names: Vec<&str> = NAMES
            .iter()
            .filter(|(flag, _)| self.flags & flag != 0)
            .map(|(_, name)| *name)
            .collect();
        let source = interpreter.repr(&self.part(&self.source))?;
        Ok(Some(if names.is_empty() {
            format!("re.compile({source})")
        } else {
            format!("re.compile({source}, {})", names.join("|"))
        }))
    }

    fn key(&self) -> Option<String> {
        let kind = if self.of_bytes { "of bytes " } else { "" };
        Some(format!("pattern {kind}{} {}", self.flags, self.source))
    }
}
