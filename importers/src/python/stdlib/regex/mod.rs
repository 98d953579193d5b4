//! `re`: Python's syntax and rules on an engine that backtracks where it has to.

mod class;
mod engine;
mod escape;
mod matching;
mod syntax;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, Interrupt, ModuleTable, Object, Result,
};
use crate::python::value::Value;
use engine::{Engine, Search, Unbuilt};
use matching::{Match, Template};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "re",
    definitions: &[
        ("compile", Definition::Function(compiled)),
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
        ("subn", Definition::Function(|i, a| on_text(i, a, "subn"))),
        ("Pattern", Definition::Class(&PATTERN)),
        ("Match", Definition::Class(&MATCH)),
        ("escape", Definition::Function(escape)),
        (
            "purge",
            Definition::Function(|_, args| args.finish().map(|()| Value::None)),
        ),
        (
            "IGNORECASE",
            Definition::Value(|_| Ok(Value::Int(syntax::IGNORECASE.into()))),
        ),
        (
            "I",
            Definition::Value(|_| Ok(Value::Int(syntax::IGNORECASE.into()))),
        ),
        ("MULTILINE", Definition::Value(|_| Ok(Value::Int(8)))),
        ("M", Definition::Value(|_| Ok(Value::Int(8)))),
        ("DOTALL", Definition::Value(|_| Ok(Value::Int(16)))),
        ("S", Definition::Value(|_| Ok(Value::Int(16)))),
        ("UNICODE", Definition::Value(|_| Ok(Value::Int(32)))),
        ("U", Definition::Value(|_| Ok(Value::Int(32)))),
        ("VERBOSE", Definition::Value(|_| Ok(Value::Int(64)))),
        ("X", Definition::Value(|_| Ok(Value::Int(64)))),
        ("ASCII", Definition::Value(|_| Ok(Value::Int(256)))),
        ("A", Definition::Value(|_| Ok(Value::Int(256)))),
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

static PATTERN: ClassDefinition = ClassDefinition::new("re.Pattern", &[], not_made);
static MATCH: ClassDefinition = ClassDefinition::new("re.Match", &[], not_made);

fn not_made(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let text = format!("cannot create '{}' instances", args.function);
    Err(interpreter.raise("TypeError", text))
}

/// So many patterns are kept compiled, as in Python.
const MOST_KNOWN: usize = 512;
/// What a compiled pattern takes at least, in bytes.
const SIZE: usize = 32 * 1024;
/// A message shows so many characters of a pattern.
const SHOWN: usize = 200;

/// A compiled pattern.
struct Pattern {
    source: Rc<str>,
    flags: i64,
    /// The pattern in the engine's syntax.
    text: String,
    /// The names of the groups, from the first on.
    names: Vec<Option<String>>,
    anywhere: Engine,
    here: OnceCell<Engine>,
    whole: OnceCell<Engine>,
    /// For matches that are not empty; nothing where there can be none.
    filled: OnceCell<Option<Engine>>,
}

/// A pattern's source and flags.
type Source = (Rc<str>, i64);

/// Patterns that were compiled.
#[derive(Default)]
struct Known(RefCell<HashMap<Source, Rc<Pattern>>>);

/// A pattern as messages show it.
fn shown(source: &str) -> String {
    match source.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", source.get(..end).unwrap_or_default()),
        None => source.to_owned(),
    }
}

fn compile(interpreter: &mut Interpreter, source: &Rc<str>, flags: i64) -> Result<Rc<Pattern>> {
    let known = interpreter.extension_or_default::<Known>();
    let key = (source.clone(), flags);
    if let Some(pattern) = known.0.borrow().get(&key) {
        return Ok(pattern.clone());
    }
    interpreter.step(64)?;
    interpreter.charge(SIZE.saturating_add(source.len().saturating_mul(16)))?;
    let unsupported = |interpreter: &Interpreter, why: &str| {
        let why = if why.is_empty() {
            String::new()
        } else {
            format!(" ({why})")
        };
        interpreter.unsupported(&format!("the regular expression `{}`{why}", shown(source)))
    };
    let translated = interpreter.deeper(|interpreter| {
        stacker::maybe_grow(256 * 1024, 1024 * 1024, || {
            match syntax::translate(source, flags) {
                Ok(translated) => Ok(translated),
                Err(syntax::Error::Python(message)) => Err(interpreter.raise("re.error", message)),
                Err(syntax::Error::Unsupported(why)) => Err(unsupported(interpreter, &why)),
            }
        })
    })?;
    let both = syntax::ASCII | syntax::UNICODE;
    if translated.flags & both == both {
        let text = "ASCII and UNICODE flags are incompatible";
        return Err(interpreter.raise("ValueError", text));
    }
    let Ok(anywhere) = Engine::new(translated.text.clone(), false) else {
        return Err(unsupported(interpreter, ""));
    };
    let pattern = Rc::new(Pattern {
        source: source.clone(),
        flags: translated.flags,
        text: translated.text,
        names: translated.names,
        anywhere,
        here: OnceCell::new(),
        whole: OnceCell::new(),
        filled: OnceCell::new(),
    });
    let mut patterns = known.0.borrow_mut();
    if patterns.len() >= MOST_KNOWN {
        patterns.clear();
    }
    patterns.insert(key, pattern.clone());
    Ok(pattern)
}

fn compiled(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("pattern")?;
    let flags = args.optional_integer("flags")?.unwrap_or(0);
    args.finish()?;
    pattern_of(interpreter, &value, flags).map(|pattern| Value::Object(pattern))
}

/// The pattern that a value is or spells.
fn pattern_of(interpreter: &mut Interpreter, value: &Value, flags: i64) -> Result<Rc<Pattern>> {
    if let Some(pattern) = value.downcast::<Pattern>() {
        if flags != 0 {
            let text = "cannot process flags argument with a compiled pattern";
            return Err(interpreter.raise("ValueError", text));
        }
        return Ok(pattern);
    }
    let source = args_text(interpreter, value)?;
    if flags & !syntax::FLAGS != 0 {
        return Err(interpreter.unsupported("these flags of a regular expression"));
    }
    compile(interpreter, &source, flags)
}

fn args_text(interpreter: &mut Interpreter, value: &Value) -> Result<Rc<str>> {
    match value.as_str() {
        Some(text) => Ok(text),
        None if matches!(value, Value::Bytes(_)) => {
            Err(interpreter.unsupported("regular expressions of bytes"))
        }
        None => {
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                "expected string or bytes-like object, got ".to_owned()
                    + &format!("'{}'", value.type_name()),
            ))
        }
    }
}

/// A function of the module: the pattern first, the flags last.
fn on_text(interpreter: &mut Interpreter, mut args: Args, method: &str) -> Result<Value> {
    let value = args.required("pattern")?;
    let mut given = Args::new([]);
    given.function.clone_from(&args.function);
    given.place = args.place.clone();
    let (required, optional): (&[&str], _) = match method {
        "sub" | "subn" => (&["repl", "string"], Some("count")),
        "split" => (&["string"], Some("maxsplit")),
        _ => (&["string"], None),
    };
    for name in required {
        given.positional.push_back(args.required(name)?);
    }
    if let Some(name) = optional {
        given.positional.extend(args.take(name)?);
    }
    let flags = args.optional_integer("flags")?.unwrap_or(0);
    args.finish()?;
    let pattern = pattern_of(interpreter, &value, flags)?;
    let result = pattern.apply(interpreter, method, &mut given)?;
    given.finish()?;
    Ok(result.unwrap_or(Value::None))
}

impl Pattern {
    /// The number of a named group.
    fn group(&self, name: &str) -> Option<usize> {
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

    fn apply(
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
        let text = args_text(interpreter, &value)?;
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
                let group = |found: &Match, at: usize| Value::str(found.group(at).unwrap_or(""));
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
            parts.push(Value::str(text.get(from..start).unwrap_or_default()));
            parts.extend((1..found.groups.len()).map(|at| found.value(at)));
            from = end;
        }
        parts.push(Value::str(text.get(from..).unwrap_or_default()));
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
        let text = args_text(interpreter, &value)?;
        let template = match replacement.as_str() {
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
                    match new.as_str() {
                        Some(new) => {
                            interpreter.charge(new.len())?;
                            out.push_str(&new);
                        }
                        None => {
                            return Err(interpreter.raise(
                                "TypeError",
                                format!("expected str instance, {} found", new.type_name()),
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
        let out = Value::str(out);
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
            "pattern" => Value::Str(self.source.clone()),
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

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
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
        let source = crate::python::text::string_repr(&self.source);
        Ok(Some(if names.is_empty() {
            format!("re.compile({source})")
        } else {
            format!("re.compile({source}, {})", names.join("|"))
        }))
    }

    fn key(&self) -> Option<String> {
        Some(format!("pattern {} {}", self.flags, self.source))
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
