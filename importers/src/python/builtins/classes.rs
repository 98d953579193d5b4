//! Built-in classes.

use std::rc::Rc;

use super::members::{
    bytes_attribute, dict_attribute, float_attribute, frozenset_attribute, int_attribute,
    list_attribute, object_attribute, set_attribute, str_attribute, tuple_attribute,
    type_attribute,
};
use super::numbers::{new_float, new_int};
use crate::python::class_name;
use crate::python::compare::number;
use crate::python::descriptor::{ClassLevel, Property};
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Args, ClassDefinition, Result};
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::{Range, Value};

static CLASSES: &[ClassDefinition] = &[
    ClassDefinition::new("object", &[], new_object).attributes(object_attribute),
    ClassDefinition::new("bool", &["int"], new_bool),
    ClassDefinition::new("int", &[], new_int).attributes(int_attribute),
    ClassDefinition::new("float", &[], new_float).attributes(float_attribute),
    ClassDefinition::new("str", &[], new_str).attributes(str_attribute),
    ClassDefinition::new("bytes", &[], new_bytes).attributes(bytes_attribute),
    ClassDefinition::new("list", &[], new_list).attributes(list_attribute),
    ClassDefinition::new("tuple", &[], new_tuple).attributes(tuple_attribute),
    ClassDefinition::new("dict", &[], new_dict).attributes(dict_attribute),
    ClassDefinition::new("set", &[], new_set).attributes(set_attribute),
    ClassDefinition::new("frozenset", &[], new_frozenset).attributes(frozenset_attribute),
    ClassDefinition::new("range", &[], new_range),
    ClassDefinition::new("slice", &[], new_slice),
    ClassDefinition::new("type", &[], new_type).attributes(type_attribute),
    ClassDefinition::new("super", &[], new_super),
    ClassDefinition::new("property", &[], new_property),
    ClassDefinition::new("staticmethod", &[], new_static),
    ClassDefinition::new("classmethod", &[], new_class_method),
    ClassDefinition::new("NoneType", &[], |_, args| {
        args.finish().map(|()| Value::None)
    }),
    ClassDefinition::new("function", &[], new_none),
    ClassDefinition::new("generator", &[], new_none),
    ClassDefinition::new("module", &[], new_none),
    ClassDefinition::new("method", &[], new_none),
    ClassDefinition::new("builtin_function_or_method", &[], new_none),
];

/// The built-in class of a name.
pub(crate) fn class(name: &str) -> Option<&'static ClassDefinition> {
    CLASSES.iter().find(|class| class.name == name)
}

fn new_none(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Err(interpreter.raise(
        "TypeError",
        format!("cannot create '{}' instances", args.function),
    ))
}

fn new_object(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let class = Rc::new(crate::python::value::Class {
        name: "object".into(),
        module: "builtins".into(),
        bases: Vec::new(),
        above: Vec::new(),
        scope: crate::python::scope::Scope::new(
            crate::python::scope::ScopeKind::Class,
            None,
            interpreter.born(),
        ),
        meta: None,
    });
    Ok(Value::Instance(Rc::new(crate::python::value::Instance {
        scope: crate::python::scope::Scope::new(
            crate::python::scope::ScopeKind::Instance,
            None,
            interpreter.born(),
        ),
        class,
        inner: None.into(),
    })))
}

fn new_bool(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("x")?.unwrap_or(Value::Bool(false));
    args.finish()?;
    if matches!(&value, Value::Unknown(unknown) if unknown.is_per_run()) {
        return Ok(value);
    }
    Ok(match interpreter.truth(&value)? {
        Truth::Known(known) => Value::Bool(known),
        Truth::Test(test) => Value::Test(test),
    })
}

fn new_str(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let Some(value) = args.take("object")? else {
        return Ok(Value::str(""));
    };
    if !args.is_empty() {
        let text = match &value {
            Value::Bytes(bytes) => {
                crate::python::methods::codec::decode(interpreter, bytes, &mut args)?
            }
            other => {
                let text = match interpreter.known(other.clone())?.as_str() {
                    Some(_) => "decoding str is not supported".to_owned(),
                    None => format!(
                        "decoding to str: need a bytes-like object, {} found",
                        other.type_name()
                    ),
                };
                return Err(interpreter.raise("TypeError", text));
            }
        };
        args.finish()?;
        return Ok(Value::str(text));
    }
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    if let Value::Object(object) = &value
        && let Some(text) = object.clone().builtin(interpreter, "str", &[])?
    {
        return Ok(text);
    }
    let text = interpreter.str(&value);
    interpreter.text_or_unknown(text)
}

/// `bytes.fromhex(text)`
pub(crate) fn from_hex(interpreter: &mut Interpreter, text: &str) -> Result<Value> {
    let chars: Vec<char> = text.chars().collect();
    let mut bytes = Vec::new();
    let mut at = 0;
    while let Some(first) = chars.get(at) {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        for digit in [at, at + 1] {
            if !chars.get(digit).is_some_and(char::is_ascii_hexdigit) {
                return Err(interpreter.raise(
                    "ValueError",
                    format!("non-hexadecimal number found in fromhex() arg at position {digit}"),
                ));
            }
        }
        let byte: String = chars.iter().skip(at).take(2).collect();
        bytes.push(u8::from_str_radix(&byte, 16).unwrap_or(0));
        at += 2;
    }
    Ok(Value::Bytes(bytes.into()))
}

fn new_bytes(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("source")?.unwrap_or(Value::Bytes(Rc::from([])));
    if let Value::Str(text) = &value {
        if args.is_empty() {
            return Err(interpreter.raise("TypeError", "string argument without an encoding"));
        }
        let bytes = crate::python::methods::codec::encode(interpreter, text, &mut args)?;
        args.finish()?;
        return Ok(Value::Bytes(bytes.into()));
    }
    args.finish()?;
    if let Value::Instance(instance) = &value
        && let Some(method) = interpreter.class_attribute(&instance.class, "__bytes__")
    {
        return interpreter.call_with(&method, [value.clone()]);
    }
    if let Some(bytes) = bytes_of(&value) {
        return Ok(Value::Bytes(bytes));
    }
    match &value {
        Value::Int(length) => {
            if *length < 0 {
                return Err(interpreter.raise("ValueError", "negative count"));
            }
            let length = usize::try_from(*length).unwrap_or(usize::MAX);
            interpreter.charge(length)?;
            Ok(Value::Bytes(vec![0; length].into()))
        }
        other => {
            let mut bytes = Vec::new();
            for item in interpreter.iterate(other)? {
                match item {
                    Value::Int(byte) if (0..256).contains(&byte) => {
                        bytes.push(u8::try_from(byte).unwrap_or(0))
                    }
                    _ => {
                        return Err(
                            interpreter.raise("ValueError", "bytes must be in range(0, 256)")
                        );
                    }
                }
            }
            Ok(Value::Bytes(bytes.into()))
        }
    }
}

/// Lets an object written in Rust answer `list(object)` itself.
pub(crate) fn asked(
    interpreter: &mut Interpreter,
    function: &str,
    value: &Value,
    rest: &[Value],
) -> Result<Option<Value>> {
    match value {
        Value::Object(object) => object.clone().builtin(interpreter, function, rest),
        _ => Ok(None),
    }
}

fn items_for(
    interpreter: &mut Interpreter,
    function: &str,
    args: &mut Args,
) -> Result<std::result::Result<Vec<Value>, Value>> {
    let given = args.take("iterable")?;
    items_of(interpreter, function, given)
}

fn items_of(
    interpreter: &mut Interpreter,
    function: &str,
    given: Option<Value>,
) -> Result<std::result::Result<Vec<Value>, Value>> {
    match given {
        None => Ok(Ok(Vec::new())),
        Some(value @ Value::Unknown(_)) => Ok(Err(value)),
        Some(value) => match asked(interpreter, function, &value, &[])? {
            Some(answer) => Ok(Err(answer)),
            None => interpreter.iterate(&value).map(Ok),
        },
    }
}

fn new_list(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = items_for(interpreter, "list", &mut args)?;
    args.finish()?;
    Ok(match items {
        Ok(items) => interpreter.list(items),
        Err(answer) => answer,
    })
}

fn new_tuple(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = items_for(interpreter, "tuple", &mut args)?;
    args.finish()?;
    Ok(match items {
        Ok(items) => Value::tuple(items),
        Err(answer) => answer,
    })
}

fn new_set(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    set_of(interpreter, args, "set")
}

fn new_frozenset(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    set_of(interpreter, args, "frozenset")
}

fn set_of(interpreter: &mut Interpreter, mut args: Args, function: &str) -> Result<Value> {
    let given = args.take("iterable")?;
    args.finish()?;
    match items_of(interpreter, function, given.clone())? {
        Ok(items) => {
            let made = interpreter.set(items, function == "frozenset")?;
            if let Some(given) = &given {
                crate::python::methods::set::note_copied(given, &made);
            }
            Ok(made)
        }
        Err(answer) => Ok(answer),
    }
}

fn new_dict(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let pairs = dict_pairs(interpreter, &mut args)?;
    match pairs {
        Ok(pairs) => interpreter.dict(pairs),
        Err(answer) => Ok(answer),
    }
}

/// The pairs of `dict(...)` and its like.
pub(crate) fn dict_pairs(
    interpreter: &mut Interpreter,
    args: &mut Args,
) -> Result<std::result::Result<Vec<(Value, Value)>, Value>> {
    let mut pairs = Vec::new();
    if let Some(value) = args.positional.pop_front() {
        if let Some(answer) = asked(interpreter, "dict", &value, &[])? {
            return Ok(Err(answer));
        }
        let is_mapping = matches!(value, Value::Dict(_)) || {
            !matches!(value, Value::List(_) | Value::Tuple(_))
                && interpreter.find_attribute(&value, "keys")?.is_some()
        };
        if is_mapping {
            pairs = interpreter.mapping(&value)?;
        } else {
            for item in interpreter.iterate(&value)? {
                if number(&item).is_some() || item.is_none() {
                    return Err(interpreter.raise(
                        "TypeError",
                        format!(
                            "cannot convert dictionary update sequence element #{} to a sequence",
                            pairs.len()
                        ),
                    ));
                }
                let pair = interpreter.iterate(&item)?;
                match <[Value; 2]>::try_from(pair) {
                    Ok([key, value]) => pairs.push((key, value)),
                    Err(other) => {
                        return Err(interpreter.raise(
                            "ValueError",
                            format!("dictionary update sequence element #{} has length {}; 2 is required", pairs.len(), other.len()),
                        ));
                    }
                }
            }
        }
    }
    for keyword in args.take_keywords() {
        pairs.push((Value::Str(keyword.name), keyword.value));
    }
    Ok(Ok(pairs))
}

/// A range, unless the arithmetic of its indices would not fit.
pub(crate) fn range(
    interpreter: &Interpreter,
    start: i128,
    stop: i128,
    step: i128,
) -> Result<Value> {
    if [start, stop, step]
        .iter()
        .any(|number| number.unsigned_abs() > 1 << 100)
    {
        return Err(interpreter.integer_too_large());
    }
    Ok(Value::Range(Rc::new(Range { start, stop, step })))
}

fn new_range(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut numbers = Vec::new();
    for value in args.rest() {
        match value {
            Value::Int(number) => numbers.push(number),
            Value::Bool(known) => numbers.push(i128::from(known)),
            Value::Big(_) => return Err(interpreter.integer_too_large()),
            other => {
                if let Some(Value::Int(number)) = interpreter.index_of(&other)? {
                    numbers.push(number);
                    continue;
                }
                interpreter.known(other.clone())?;
                interpreter.settled(&other)?;
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "'{}' object cannot be interpreted as an integer",
                        class_name::shown(&other)
                    ),
                ));
            }
        }
    }
    args.finish()?;
    match numbers[..] {
        [stop] => range(interpreter, 0, stop, 1),
        [start, stop] => range(interpreter, start, stop, 1),
        [_, _, 0] => Err(interpreter.raise("ValueError", "range() arg 3 must not be zero")),
        [start, stop, step] => range(interpreter, start, stop, step),
        [] => Err(interpreter.raise("TypeError", "range expected at least 1 argument, got 0")),
        _ => {
            let text = format!("range expected at most 3 arguments, got {}", numbers.len());
            Err(interpreter.raise("TypeError", text))
        }
    }
}

fn new_slice(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let parts = args.rest();
    args.finish()?;
    let parts = match <[Value; 3]>::try_from(parts) {
        Ok([a, b, c]) => (a, b, c),
        Err(mut parts) => match (parts.pop(), parts.pop()) {
            (Some(stop), None) => (Value::None, stop, Value::None),
            (Some(stop), Some(start)) => (start, stop, Value::None),
            _ => return Err(interpreter.raise("TypeError", "slice expected 1 to 3 arguments")),
        },
    };
    Ok(Value::Slice(Rc::new(parts)))
}

pub(super) fn new_type(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("object")?;
    if !args.is_empty() {
        let name = args.to_string("name", &value)?;
        let bases = args.required("bases")?;
        let attributes = args.required("dict")?;
        args.finish()?;
        let bases = interpreter.iterate(&bases)?;
        let attributes = interpreter.mapping(&attributes)?;
        return interpreter.make_class(&name, bases, attributes);
    }
    interpreter.known(value.clone())?;
    Ok(match &value {
        Value::Instance(instance) => Value::Class(instance.class.clone()),
        Value::Class(class) if class.meta.is_some() => {
            class.meta.clone().map_or(Value::None, Value::Class)
        }
        Value::Object(object) => match object.clone().attribute(interpreter, "__class__")? {
            Some(class @ (Value::Class(_) | Value::NativeClass(_))) => class,
            _ => match object.classes().first() {
                Some(full) => match interpreter.class_of_library(full) {
                    Some(class) => Value::NativeClass(class),
                    None => Value::object(NamedClass((*full).into())),
                },
                None => Value::object(NamedClass(object.type_name().into())),
            },
        },
        other => match class(&other.type_name()) {
            Some(class) => Value::NativeClass(class),
            None => Value::object(NamedClass(other.type_name().as_str().into())),
        },
    })
}

/// The class of an object for which bridge has no class of its own: it has a name.
struct NamedClass(Rc<str>);

impl crate::python::native::Object for NamedClass {
    fn type_name(&self) -> &str {
        "type"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" | "__qualname__" => {
                Some(Value::str(self.0.rsplit('.').next().unwrap_or(&self.0)))
            }
            "__module__" => {
                let module = self.0.rsplit_once('.');
                Some(Value::str(module.map_or("builtins", |(module, _)| module)))
            }
            _ => None,
        })
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Ok((operator == "==").then(|| {
            Value::Bool(
                other
                    .downcast::<Self>()
                    .is_some_and(|other| other.0 == self.0),
            )
        }))
    }

    fn key(&self) -> Option<String> {
        Some(format!("class {}", self.0))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("<class '{}'>", self.0)))
    }
}

fn new_super(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.required("type")?;
    let object = args.required("object")?;
    args.finish()?;
    match class {
        Value::Class(class) => Ok(crate::python::evaluate::super_of(&class, &object)),
        _ => Err(interpreter.raise("TypeError", "super() argument 1 must be a type")),
    }
}

fn new_property(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let get = args.take("fget")?.unwrap_or(Value::None);
    let set = args.take("fset")?.unwrap_or(Value::None);
    let delete = args.take("fdel")?.unwrap_or(Value::None);
    args.take("doc")?;
    args.finish()?;
    Ok(Value::object(Property {
        get,
        set,
        delete,
        cached: None,
    }))
}

fn new_static(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    args.finish()?;
    Ok(Value::object(ClassLevel {
        function,
        with_class: false,
    }))
}

fn new_class_method(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    args.finish()?;
    Ok(Value::object(ClassLevel {
        function,
        with_class: true,
    }))
}
