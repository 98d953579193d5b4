//! Built-in functions.

use super::classes::asked;
use super::{arithmetic, ordering};
use crate::python::class_name;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::iterate::{Iterator, Resume, Source, Yielded};
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;
use crate::record::Test;

/// All built-in functions.
pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "builtins",
    definitions: &[
        (
            "__import__",
            Definition::Function(crate::python::stdlib::importing::import),
        ),
        ("abs", Definition::Function(arithmetic::abs)),
        ("all", Definition::Function(all)),
        ("any", Definition::Function(any)),
        ("ascii", Definition::Function(ascii)),
        ("bin", Definition::Function(arithmetic::bin)),
        ("callable", Definition::Function(callable)),
        ("chr", Definition::Function(chr)),
        ("delattr", Definition::Function(delattr)),
        ("dir", Definition::Function(dir)),
        ("divmod", Definition::Function(arithmetic::divmod)),
        ("enumerate", Definition::Function(enumerate)),
        ("filter", Definition::Function(filter)),
        ("format", Definition::Function(format)),
        ("getattr", Definition::Function(getattr)),
        ("globals", Definition::Function(not_here)),
        ("hasattr", Definition::Function(hasattr)),
        ("hash", Definition::Function(hash)),
        ("hex", Definition::Function(arithmetic::hex)),
        ("id", Definition::Function(id)),
        ("isinstance", Definition::Function(isinstance)),
        ("issubclass", Definition::Function(issubclass)),
        ("iter", Definition::Function(iter)),
        ("len", Definition::Function(len)),
        ("locals", Definition::Function(not_here)),
        ("map", Definition::Function(map)),
        ("max", Definition::Function(ordering::max)),
        ("min", Definition::Function(ordering::min)),
        ("next", Definition::Function(next)),
        ("oct", Definition::Function(arithmetic::oct)),
        (
            "open",
            Definition::Function(crate::python::stdlib::files::open),
        ),
        ("ord", Definition::Function(ord)),
        ("pow", Definition::Function(arithmetic::pow)),
        ("print", Definition::Function(print)),
        ("repr", Definition::Function(repr)),
        ("reversed", Definition::Function(reversed)),
        ("round", Definition::Function(arithmetic::round)),
        ("setattr", Definition::Function(setattr)),
        ("sorted", Definition::Function(ordering::sorted)),
        ("sum", Definition::Function(arithmetic::sum)),
        ("vars", Definition::Function(vars)),
        ("zip", Definition::Function(zip)),
    ],
    fallback: None,
};

fn not_here(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Err(interpreter.unsupported(&format!("`{}` used this way", args.function)))
}

/// What goes to the terminal is dropped; text that a file keeps (`io.StringIO`) is written.
fn print(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let file = match args.keyword("file") {
        Some(Value::Object(file)) if !matches!(file.type_name(), "stdout" | "stderr") => file,
        Some(file @ Value::Instance(_)) => return printed(interpreter, &file, args),
        _ => return Ok(Value::None),
    };
    printed(interpreter, &Value::Object(file), args)
}

fn printed(interpreter: &mut Interpreter, file: &Value, mut args: Args) -> Result<Value> {
    let mut given = |name: &str, default: &str| {
        let value = args.keyword(name).filter(|value| !value.is_none());
        value.unwrap_or_else(|| Value::str(default))
    };
    let (sep, end) = (given("sep", " "), given("end", "\n"));
    args.keyword("flush");
    let mut texts = Vec::new();
    for value in args.rest() {
        if !texts.is_empty() {
            texts.push(sep.clone());
        }
        texts.push(Value::str(interpreter.str(&value)?));
    }
    args.finish()?;
    for text in texts.into_iter().chain([end]) {
        interpreter.call_method(file, "write", Args::new([text]))?;
    }
    Ok(Value::None)
}

pub(super) fn one(args: &mut Args) -> Result<Value> {
    args.required("x")
}

/// `any` and `all`: what is only known live becomes a test.
fn quantify(interpreter: &mut Interpreter, mut args: Args, all: bool) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    if let Some(answer) = asked(interpreter, if all { "all" } else { "any" }, &value, &[])? {
        return Ok(answer);
    }
    let mut tests = Vec::new();
    let mut source = interpreter.source(value)?;
    while let Some(item) = source.next(interpreter)? {
        interpreter.step(1)?;
        if matches!(&item, Value::Unknown(unknown) if unknown.is_per_run()) {
            return Ok(item);
        }
        match interpreter.truth(&item)? {
            Truth::Known(known) if known != all => return Ok(Value::Bool(known)),
            Truth::Known(_) => {}
            Truth::Test(test) => tests.push((*test).clone()),
        }
    }
    Ok(Value::test(if all {
        Test::all(tests)
    } else {
        Test::any(tests)
    }))
}

fn all(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    quantify(interpreter, args, true)
}

fn any(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    quantify(interpreter, args, false)
}

fn ascii(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    let text = interpreter.repr(&value)?;
    Ok(Value::str(crate::python::format::ascii(&text)))
}

fn callable(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    match &value {
        Value::Unknown(_) => interpreter.known(value),
        value => Ok(Value::Bool(value.is_callable())),
    }
}

pub(super) fn not_an_integer(
    interpreter: &mut Interpreter,
    value: &Value,
) -> crate::python::native::Interrupt {
    if let Err(interrupt) = interpreter.settled(value) {
        return interrupt;
    }
    interpreter.raise(
        "TypeError",
        format!(
            "'{}' object cannot be interpreted as an integer",
            class_name::shown(value)
        ),
    )
}

fn chr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let code = args.required("i")?;
    args.finish()?;
    let code = interpreter.index_of(&code)?.unwrap_or(code);
    let number = match &interpreter.known(code)? {
        Value::Int(number) => *number,
        Value::Bool(known) => i128::from(*known),
        other => return Err(not_an_integer(interpreter, other)),
    };
    let character = u32::try_from(number).ok().and_then(char::from_u32);
    match character {
        Some(character) => Ok(Value::str(character.to_string())),
        None if (0xd800..0xe000).contains(&number) => {
            Err(interpreter.unsupported("a lone surrogate"))
        }
        None => Err(interpreter.raise("ValueError", "chr() arg not in range(0x110000)")),
    }
}

fn ord(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("c")?;
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(Value::Int(u32::from(c).into())),
        _ => Err(interpreter.raise(
            "TypeError",
            format!(
                "ord() expected a character, but string of length {} found",
                text.chars().count()
            ),
        )),
    }
}

fn getattr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("object")?;
    let name = args.string("name")?;
    let default = args.take("default")?;
    args.finish()?;
    match default {
        Some(default) => Ok(interpreter
            .find_attribute_leniently(&value, &name)?
            .unwrap_or(default)),
        None => interpreter.attribute(&value, &name),
    }
}

fn hasattr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("object")?;
    let name = args.string("name")?;
    args.finish()?;
    let value = interpreter.known(value)?;
    let found = interpreter.find_attribute_leniently(&value, &name)?;
    if let Some(found @ Value::Unknown(_)) = found {
        return interpreter.known(found);
    }
    Ok(Value::Bool(found.is_some()))
}

fn setattr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let object = args.required("object")?;
    let name = args.string("name")?;
    let value = args.required("value")?;
    args.finish()?;
    interpreter.set_attribute(&object, &name, value)?;
    Ok(Value::None)
}

fn delattr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let object = args.required("object")?;
    let name = args.string("name")?;
    args.finish()?;
    interpreter.delete_attribute(&object, &name)?;
    Ok(Value::None)
}

fn dir(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    let mut names: Vec<_> = match &value {
        Value::Module(module) => module.scope.visible(),
        Value::Instance(instance) => instance.scope.visible(),
        Value::Class(class) => class.scope.visible(),
        _ => return Err(interpreter.unsupported("`dir` of this value")),
    }
    .into_iter()
    .map(|(name, _)| name)
    .collect();
    names.sort();
    let names = names.into_iter().map(Value::Str).collect();
    Ok(interpreter.list(names))
}

fn vars(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    interpreter.attribute(&value, "__dict__")
}

fn enumerate(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("iterable")?;
    let start = args.optional_integer("start")?.unwrap_or(0);
    args.finish()?;
    if let Some(answer) = asked(interpreter, "enumerate", &value, &[])? {
        return Ok(answer);
    }
    let source = interpreter.source(value)?;
    Ok(Iterator::stepping(
        interpreter,
        "enumerate",
        (source, i128::from(start)),
        |(source, at), interpreter| {
            let pair = source
                .next(interpreter)?
                .map(|item| Value::tuple([Value::Int(*at), item]));
            *at += 1;
            Ok(pair)
        },
    ))
}

fn filter(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    let value = args.required("iterable")?;
    args.finish()?;
    if let Some(answer) = asked(
        interpreter,
        "filter",
        &value,
        std::slice::from_ref(&function),
    )? {
        return Ok(answer);
    }
    let source = interpreter.source(value)?;
    Ok(Iterator::stepping(
        interpreter,
        "filter",
        source,
        move |source, interpreter| {
            while let Some(item) = source.next(interpreter)? {
                interpreter.step(1)?;
                let test = if function.is_none() {
                    item.clone()
                } else {
                    interpreter.call_with(&function, [item.clone()])?
                };
                if interpreter.known_truth(&test)? {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        },
    ))
}

fn format(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("value")?;
    let specification = args.optional_string("format_spec")?.unwrap_or_default();
    args.finish()?;
    interpreter.format(&value, &specification).map(Value::str)
}

fn hash(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    if let Value::Instance(instance) = &value
        && let Some(method) = interpreter.class_attribute(&instance.class, "__hash__")
        && !method.is_none()
    {
        return interpreter.call_with(&method, [value.clone()]);
    }
    let key = interpreter.key(&value)?;
    Ok(match crate::python::hashed::of_key(&key) {
        // Before Python 3.12 that differs on every run as well.
        _ if value.is_none() => interpreter.unknown("per-run-value", "hash()"),
        Some(hash) => Value::Int(hash.cast_signed().into()),
        // Python's hashes of strings differ on every run.
        None => interpreter.unknown("per-run-value", "hash()"),
    })
}

fn id(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    one(&mut args)?;
    Ok(interpreter.unknown("per-run-value", "id()"))
}

fn isinstance(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("object")?;
    let class = args.required("class")?;
    args.finish()?;
    interpreter.isinstance(&value, &class).map(Value::Bool)
}

fn issubclass(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.required("class")?;
    let above = args.required("classinfo")?;
    args.finish()?;
    interpreter.issubclass(&class, &above).map(Value::Bool)
}

fn iter(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    let sentinel = args.take("sentinel")?;
    args.finish()?;
    if let Some(sentinel) = sentinel {
        return Ok(Iterator::stepping(
            interpreter,
            "callable_iterator",
            (),
            move |(), interpreter| {
                let item = interpreter.call_with(&value, [])?;
                Ok((!interpreter.is_equal(&item, &sentinel)?).then_some(item))
            },
        ));
    }
    if let Some(answer) = asked(interpreter, "iter", &value, &[])? {
        return Ok(answer);
    }
    interpreter.iterator(&value)
}

fn next(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("iterator")?;
    let default = args.take("default")?;
    args.finish()?;
    let rest: Vec<Value> = default.iter().cloned().collect();
    if let Some(answer) = asked(interpreter, "next", &value, &rest)? {
        return Ok(answer);
    }
    if let (Some(iterator), None) = (value.downcast::<Iterator>(), &default) {
        return match iterator.advance(interpreter, Resume::Next)? {
            Yielded::Item(item) => Ok(item),
            Yielded::Returned(value) => Err(interpreter.stop_iteration(value)),
        };
    }
    match (interpreter.next_item(&value)?, default) {
        (Some(item), _) | (None, Some(item)) => Ok(item),
        (None, None) => Err(interpreter.stop_iteration(Value::None)),
    }
}

fn len(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    if let Some(answer) = asked(interpreter, "len", &value, &[])? {
        return Ok(answer);
    }
    let length = match &value {
        Value::Str(text) => interpreter.letters(text)?.count(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(list) => list.items.borrow().len(),
        Value::Tuple(items) => items.len(),
        Value::Dict(dict) => dict.entries.borrow().len(),
        Value::Set(set) => set.entries.borrow().len(),
        Value::Range(..) => {
            let length = crate::python::compare::range_length(&value);
            if i64::try_from(length).is_err() {
                let text = "Python int too large to convert to C ssize_t";
                return Err(interpreter.raise("OverflowError", text));
            }
            return Ok(Value::Int(length));
        }
        Value::Unknown(_) => return Ok(value),
        Value::Object(object) => {
            if let Some(length) = object.clone().length(interpreter)? {
                return Ok(length);
            }
            return Err(no_length(interpreter, &value));
        }
        Value::Instance(instance) => {
            if let Some(method) = interpreter.class_attribute(&instance.class, "__len__") {
                return interpreter.call_with(&method, [value.clone()]);
            }
            if crate::python::stdlib::flag::is_flag(&instance.class) {
                crate::python::stdlib::flag::parts(interpreter, instance)?.len()
            } else {
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner) => return len(interpreter, Args::new([inner])),
                    None => return Err(no_length(interpreter, &value)),
                }
            }
        }
        Value::Class(class) if let Some(method) = interpreter.meta_method(class, "__len__") => {
            return interpreter.call_with(&method, [value.clone()]);
        }
        Value::Class(class) => match interpreter.class_attribute(class, "__members_list__") {
            Some(members) => return len(interpreter, Args::new([members])),
            None => return Err(no_length(interpreter, &value)),
        },
        _ => return Err(no_length(interpreter, &value)),
    };
    Ok(Value::Int(i128::try_from(length).unwrap_or(i128::MAX)))
}

fn no_length(interpreter: &mut Interpreter, value: &Value) -> crate::python::native::Interrupt {
    let message = format!("object of type '{}' has no len()", class_name::shown(value));
    interpreter.cannot(value, "TypeError", message)
}

fn map(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    let iterables = args.rest();
    args.finish()?;
    if let [value] = &iterables[..]
        && let Some(answer) = asked(interpreter, "map", value, std::slice::from_ref(&function))?
    {
        return Ok(answer);
    }
    let sources = sources(interpreter, iterables)?;
    Ok(Iterator::stepping(
        interpreter,
        "map",
        sources,
        move |sources, interpreter| {
            let mut row = Vec::with_capacity(sources.len());
            for source in sources {
                match source.next(interpreter)? {
                    Some(item) => row.push(item),
                    None => return Ok(None),
                }
            }
            interpreter.call_with(&function, row).map(Some)
        },
    ))
}

pub(crate) fn sources(
    interpreter: &mut Interpreter,
    iterables: impl IntoIterator<Item = Value>,
) -> Result<Vec<Source>> {
    iterables
        .into_iter()
        .map(|iterable| interpreter.source(iterable))
        .collect()
}

fn zip(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterables = args.rest();
    let strict = args.keyword_boolean("strict")?.unwrap_or(false);
    args.finish()?;
    let sources = sources(interpreter, iterables)?;
    Ok(Iterator::stepping(
        interpreter,
        "zip",
        sources,
        move |sources, interpreter| {
            let mut row = Vec::with_capacity(sources.len());
            let mut ended = sources.is_empty();
            for (at, source) in sources.iter_mut().enumerate() {
                match source.next(interpreter)? {
                    Some(item) if ended => {
                        drop(item);
                        return Err(uneven(interpreter, at, "longer"));
                    }
                    Some(item) => row.push(item),
                    None if !strict => return Ok(None),
                    None if at == 0 => ended = true,
                    None if ended => {}
                    None => return Err(uneven(interpreter, at, "shorter")),
                }
            }
            Ok((!ended).then(|| Value::tuple(row)))
        },
    ))
}

/// `zip(strict=True)` of iterables that are not as long as each other.
fn uneven(interpreter: &mut Interpreter, at: usize, how: &str) -> crate::python::native::Interrupt {
    let others = if at == 1 {
        "argument 1".to_owned()
    } else {
        format!("arguments 1-{at}")
    };
    interpreter.raise(
        "ValueError",
        format!("zip() argument {} is {how} than {others}", at + 1),
    )
}

fn repr(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    let text = interpreter.repr(&value);
    interpreter.text_or_unknown(text)
}

fn reversed(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = one(&mut args)?;
    args.finish()?;
    if let Some(answer) = asked(interpreter, "reversed", &value, &[])? {
        return Ok(answer);
    }
    if let Value::Instance(instance) = &value
        && let Some(method) = interpreter.class_attribute(&instance.class, "__reversed__")
    {
        return interpreter.call_with(&method, [value.clone()]);
    }
    if matches!(value, Value::Set(_)) || value.downcast::<Iterator>().is_some() {
        return Err(interpreter.raise(
            "TypeError",
            format!("'{}' object is not reversible", value.type_name()),
        ));
    }
    let mut items = interpreter.iterate(&value)?;
    items.reverse();
    Ok(Iterator::value(interpreter, "reversed", items))
}
