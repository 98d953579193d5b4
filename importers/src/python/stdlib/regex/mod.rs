//! `re`: Python's syntax and rules on an engine that backtracks where it has to.

mod class;
mod engine;
mod escape;
mod matching;
mod pattern;
mod search;
mod syntax;

pub use search::Searching;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::Value;
use engine::Engine;
use pattern::Pattern;

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

/// A pattern's source and flags, and whether it is of bytes.
type Source = (Rc<str>, i64, bool);

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

fn compile(
    interpreter: &mut Interpreter,
    source: &Rc<str>,
    flags: i64,
    of_bytes: bool,
) -> Result<Rc<Pattern>> {
    let known = interpreter.extension_or_default::<Known>();
    let key = (source.clone(), flags, of_bytes);
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
            // Of bytes, what is no ASCII is no letter.
            let narrow = if of_bytes { syntax::ASCII } else { 0 };
            match syntax::translate(source, flags | narrow) {
                Ok(translated) => Ok(translated),
                Err(syntax::Error::Python(message)) => Err(interpreter.raise("re.error", message)),
                Err(syntax::Error::Unsupported(why)) => Err(unsupported(interpreter, &why)),
            }
        })
    })?;
    let both = syntax::ASCII | syntax::UNICODE;
    if of_bytes && (flags | translated.flags) & syntax::UNICODE != 0 {
        let text = "cannot use UNICODE flag with a bytes pattern";
        return Err(interpreter.raise("ValueError", text));
    }
    if translated.flags & both == both {
        let text = "ASCII and UNICODE flags are incompatible";
        return Err(interpreter.raise("ValueError", text));
    }
    let Ok(anywhere) = Engine::new(translated.text.clone(), false) else {
        return Err(unsupported(interpreter, ""));
    };
    let pattern = Rc::new(Pattern {
        source: source.clone(),
        flags: match of_bytes && flags & syntax::ASCII == 0 {
            true => translated.flags & !syntax::ASCII,
            false => translated.flags,
        },
        of_bytes,
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
    let (source, of_bytes) = match value {
        Value::Bytes(bytes) => (latin(bytes).into(), true),
        _ => (args_text(interpreter, value, None)?, false),
    };
    if flags & !syntax::FLAGS != 0 {
        return Err(interpreter.unsupported("these flags of a regular expression"));
    }
    compile(interpreter, &source, flags, of_bytes)
}

/// Bytes as a text whose characters are those bytes.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The bytes that such a text stands for.
fn narrow(text: &str) -> Value {
    let byte = |c| u8::try_from(u32::from(c)).unwrap_or(b'?');
    Value::Bytes(text.chars().map(byte).collect())
}

/// The text of an argument, which has to be what the pattern is of.
fn args_text(
    interpreter: &mut Interpreter,
    value: &Value,
    pattern: Option<&Pattern>,
) -> Result<Rc<str>> {
    let of_bytes = pattern.is_some_and(|pattern| pattern.of_bytes);
    match (value.as_str(), bytes_of(value)) {
        (Some(text), _) if !of_bytes => Ok(text),
        (Some(_), _) => {
            let text = "cannot use a bytes pattern on a string-like object";
            Err(interpreter.raise("TypeError", text))
        }
        (None, Some(bytes)) if of_bytes => {
            interpreter.charge(bytes.len())?;
            Ok(latin(&bytes).into())
        }
        (None, Some(_)) => {
            let text = "cannot use a string pattern on a bytes-like object";
            Err(interpreter.raise("TypeError", text))
        }
        (None, None) => {
            interpreter.known(value.clone())?;
            if let Value::Instance(instance) = value
                && matches!(&*instance.inner.borrow(), Some(Value::Bytes(_)))
            {
                return Err(interpreter.unsupported("a class below bytes in a regular expression"));
            }
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

fn escape(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let of_bytes = match args.positional.front() {
        Some(Value::Bytes(bytes)) => Some(latin(bytes)),
        _ => None,
    };
    let text = match &of_bytes {
        Some(text) => {
            args.required("pattern")?;
            text.clone()
        }
        None => args.string("pattern")?,
    };
    args.finish()?;
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() && "()[]{}?*+-|^$\\.&~# \t\n\r\u{b}\u{c}".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Ok(match of_bytes {
        Some(_) => narrow(&out),
        None => Value::str(out),
    })
}
