//! Built-in classes.

use std::rc::Rc;

use crate::python::compare::{Number, number};
use crate::python::descriptor::{ClassLevel, Property};
use crate::python::integer;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::{Args, ClassDefinition, Result};
use crate::python::value::Value;

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
    ClassDefinition::new("NoneType", &[], new_none),
    ClassDefinition::new("function", &[], new_none),
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

fn new_int(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("x")?.unwrap_or(Value::Int(0));
    let base = args.optional_integer("base")?;
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    if let Some(text) = value.as_str() {
        let shown = crate::python::text::string_repr(&text);
        return parse_int(interpreter, &text, base.unwrap_or(10), &shown);
    }
    if let Value::Bytes(bytes) = &value {
        let text = String::from_utf8_lossy(bytes);
        let shown = crate::python::text::bytes_repr(bytes);
        return parse_int(interpreter, &text, base.unwrap_or(10), &shown);
    }
    if base.is_some() {
        let text = "int() can't convert non-string with explicit base";
        return Err(interpreter.raise("TypeError", text));
    }
    match number(&value) {
        Some(Number::Int(int)) => Ok(Value::Int(int)),
        Some(Number::Big(int)) => Ok(Value::Big(int)),
        Some(Number::Float(float)) => integer_of(interpreter, float),
        None => {
            if let Value::Instance(instance) = &value {
                if let Some(method) = interpreter.class_attribute(&instance.class, "__int__") {
                    return interpreter.call_with(&method, [value.clone()]);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(inner @ Value::Int(_)) = inner {
                    return Ok(inner);
                }
            }
            if let Value::Object(_) = &value
                && let Some(method) = interpreter.find_attribute(&value, "__int__")?
            {
                return interpreter.call_with(&method, []);
            }
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!(
                    "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                    value.type_name()
                ),
            ))
        }
    }
}

/// The integer of a float without its fraction.
pub(crate) fn integer_of(interpreter: &mut Interpreter, float: f64) -> Result<Value> {
    if float.is_nan() {
        return Err(interpreter.raise("ValueError", "cannot convert float NaN to integer"));
    }
    if float.is_infinite() {
        return Err(interpreter.raise("OverflowError", "cannot convert float infinity to integer"));
    }
    Ok(integer::value(integer::from_float(float)))
}

/// Digits without the underscores that stand between two of them; `None` where one stands elsewhere.
fn without_underscores(text: &str) -> Option<String> {
    let odd = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    (!odd).then(|| text.replace('_', ""))
}

/// The digit that a character is in any script (`٣`), in ASCII.
fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| crate::python::methods::decimal_digit(c).unwrap_or(c))
        .collect()
}

fn parse_int(interpreter: &mut Interpreter, text: &str, base: i64, shown: &str) -> Result<Value> {
    let plain = plain_digits(text.trim()).to_lowercase();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let prefixed = |prefix: &str| {
        digits
            .strip_prefix(prefix)
            .map(|rest| rest.strip_prefix('_').unwrap_or(rest))
    };
    let (radix, digits) = match base {
        0 => match (prefixed("0x"), prefixed("0o"), prefixed("0b")) {
            (Some(digits), _, _) => (16, digits),
            (_, Some(digits), _) => (8, digits),
            (_, _, Some(digits)) => (2, digits),
            // `010` is no number where the digits say their base.
            _ if digits.len() > 1
                && digits.starts_with('0')
                && digits.chars().any(|c| !matches!(c, '0' | '_')) =>
            {
                (10, "")
            }
            _ => (10, digits),
        },
        16 => (16, prefixed("0x").unwrap_or(digits)),
        8 => (8, prefixed("0o").unwrap_or(digits)),
        2 => (2, prefixed("0b").unwrap_or(digits)),
        base if (2..=36).contains(&base) => (u32::try_from(base).unwrap_or(10), digits),
        _ => return Err(interpreter.raise("ValueError", "int() base must be >= 2 and <= 36, or 0")),
    };
    let digits = without_underscores(digits)
        .filter(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)));
    match digits {
        Some(digits) => interpreter.integer_of_digits(&format!("{sign}{digits}"), radix),
        None => Err(interpreter.raise(
            "ValueError",
            format!("invalid literal for int() with base {base}: {shown}"),
        )),
    }
}

fn new_float(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("x")?.unwrap_or(Value::Float(0.0));
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    if let Some(text) = value.as_str() {
        let plain = plain_digits(text.trim()).to_lowercase();
        let odd = plain.char_indices().any(|(at, c)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            c == '_'
                && !(digit(plain[..at].chars().next_back())
                    && digit(plain[at + 1..].chars().next()))
        });
        return match plain.replace('_', "").parse::<f64>() {
            Ok(float) if !odd => Ok(Value::Float(float)),
            _ => {
                let shown = crate::python::text::string_repr(&text);
                Err(interpreter.raise(
                    "ValueError",
                    format!("could not convert string to float: {shown}"),
                ))
            }
        };
    }
    if let Value::Instance(instance) = &value
        && let Some(method) = interpreter
            .class_attribute(&instance.class, "__float__")
            .or_else(|| interpreter.class_attribute(&instance.class, "__index__"))
    {
        let float = interpreter.call_with(&method, [value.clone()])?;
        return new_float(interpreter, Args::new([float]));
    }
    match number(&value) {
        Some(number @ Number::Big(_)) if number.to_float().is_infinite() => {
            Err(interpreter.raise("OverflowError", "int too large to convert to float"))
        }
        Some(number) => Ok(Value::Float(number.to_float())),
        None => {
            if let Value::Instance(instance) = &value {
                let inner = instance.inner.borrow().clone();
                if let Some(inner) = inner {
                    return new_float(interpreter, Args::new([inner]));
                }
            }
            if let Value::Object(_) = &value {
                let text = interpreter.str(&value)?;
                if let Ok(float) = text.parse() {
                    return Ok(Value::Float(float));
                }
            }
            interpreter.known(value.clone())?;
            Err(interpreter.raise(
                "TypeError",
                format!(
                    "float() argument must be a string or a real number, not '{}'",
                    value.type_name()
                ),
            ))
        }
    }
}

fn new_str(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let Some(value) = args.take("object")? else {
        return Ok(Value::str(""));
    };
    let encoding = args.optional_string("encoding")?;
    args.keyword("errors");
    args.finish()?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    if let (Value::Bytes(bytes), Some(_)) = (&value, encoding) {
        return Ok(Value::str(String::from_utf8_lossy(bytes)));
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
    match &value {
        Value::Bytes(_) => Ok(value),
        Value::Int(length) => {
            let length = usize::try_from(*length).unwrap_or(0);
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
    match args.take("iterable")? {
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

fn new_set(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = items_for(interpreter, "set", &mut args)?;
    args.finish()?;
    match items {
        Ok(items) => interpreter.set(items, false),
        Err(answer) => Ok(answer),
    }
}

fn new_frozenset(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = items_for(interpreter, "frozenset", &mut args)?;
    args.finish()?;
    match items {
        Ok(items) => interpreter.set(items, true),
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

fn new_range(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut numbers = Vec::new();
    for value in args.rest() {
        match value {
            Value::Int(number) => numbers.push(number),
            Value::Bool(known) => numbers.push(i128::from(known)),
            other => {
                if let Some(Value::Int(number)) = interpreter.index_of(&other)? {
                    numbers.push(number);
                    continue;
                }
                interpreter.known(other.clone())?;
                return Err(interpreter.raise(
                    "TypeError",
                    format!(
                        "'{}' object cannot be interpreted as an integer",
                        other.type_name()
                    ),
                ));
            }
        }
    }
    args.finish()?;
    // Beyond this the arithmetic of indices would not fit.
    if numbers
        .iter()
        .any(|number| number.unsigned_abs() > 1 << 100)
    {
        return Err(interpreter.integer_too_large());
    }
    match numbers[..] {
        [stop] => Ok(Value::Range(0, stop, 1)),
        [start, stop] => Ok(Value::Range(start, stop, 1)),
        [_, _, 0] => Err(interpreter.raise("ValueError", "range() arg 3 must not be zero")),
        [start, stop, step] => Ok(Value::Range(start, stop, step)),
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

fn new_type(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
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

/// `object.__setattr__` and its like, which a class calls past its own.
fn object_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let call: crate::python::native::NativeCall = match name {
        "__setattr__" => |interpreter, mut args| {
            let object = args.required("object")?;
            let name = args.string("name")?;
            let value = args.required("value")?;
            args.finish()?;
            match &object {
                Value::Instance(instance) => {
                    interpreter.set_on_instance(&object, instance, &name, value)?;
                }
                _ => interpreter.set_attribute(&object, &name, value)?,
            }
            Ok(Value::None)
        },
        "__init__" => |_, mut args| {
            args.required("self")?;
            Ok(Value::None)
        },
        "__new__" => |interpreter, mut args| {
            let class = args.required("cls")?;
            args.finish()?;
            match class {
                Value::Class(class) => Ok(interpreter.bare_instance(&class)),
                other => interpreter.call_with(&other, []),
            }
        },
        _ => return Ok(None),
    };
    let name = match name {
        "__setattr__" => "__setattr__",
        "__init__" => "__init__",
        _ => "__new__",
    };
    Ok(Some(Value::Native(crate::python::native::NativeFunction {
        module: "builtins",
        name,
        call,
    })))
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

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// `type.__new__`, `type.__call__`, `type.__init__`, which a metaclass calls past its own.
fn type_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let (name, call): (&'static str, crate::python::native::NativeCall) = match name {
        "__new__" => ("__new__", |interpreter, mut args| {
            match args.required("metaclass")? {
                Value::Class(meta) => interpreter.new_class(&meta, &mut args),
                _ => new_type(interpreter, args),
            }
        }),
        "__call__" => ("__call__", |interpreter, mut args| {
            match args.required("cls")? {
                Value::Class(class) => interpreter.make_instance(&class, args),
                other => interpreter.call(&other, args),
            }
        }),
        "__init__" => ("__init__", |_, _| Ok(Value::None)),
        _ => return Ok(None),
    };
    Ok(Some(Value::Native(crate::python::native::NativeFunction {
        module: "builtins",
        name,
        call,
    })))
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
    Ok(Value::object(ClassLevel {
        function,
        with_class: false,
    }))
}

fn new_class_method(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    Ok(Value::object(ClassLevel {
        function,
        with_class: true,
    }))
}

/// `str.upper`: a method whose receiver is its first argument.
fn unbound(interpreter: &mut Interpreter, probe: &Value, name: &str) -> Result<Option<Value>> {
    let _ = interpreter;
    Ok(crate::python::methods::find(probe, name)
        .map(|_| Value::object(Unbound { name: name.into() })))
}

struct Unbound {
    name: Rc<str>,
}

impl crate::python::native::Object for Unbound {
    fn type_name(&self) -> &str {
        "method_descriptor"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let mut receiver = args.required("self")?;
        args.function.clear();
        // `dict.get(self, key)` asks the dict that the instance is, not the
        // method of its class, which is what calls.
        let inner = match &receiver {
            Value::Instance(instance) => instance.inner.borrow().clone(),
            _ => None,
        };
        if let Some(inner) = inner {
            receiver = inner;
        }
        interpreter
            .call_method(&receiver, &self.name, args)
            .map(Some)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn str_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "maketrans" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "maketrans",
            call: crate::python::methods::maketrans,
        })));
    }
    unbound(interpreter, &Value::str(""), name)
}

fn int_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "from_bytes" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "from_bytes",
            call: crate::python::methods::from_bytes,
        })));
    }
    unbound(interpreter, &Value::Int(0), name)
}

fn float_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    unbound(interpreter, &Value::Float(0.0), name)
}

fn bytes_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "fromhex" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "fromhex",
            call: |interpreter, mut args| {
                let text = args.string("string")?;
                args.finish()?;
                from_hex(interpreter, &text)
            },
        })));
    }
    unbound(interpreter, &Value::Bytes(Rc::from([])), name)
}

fn list_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let probe = interpreter.list(Vec::new());
    unbound(interpreter, &probe, name)
}

fn tuple_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    unbound(interpreter, &Value::tuple([]), name)
}

fn set_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let probe = interpreter.set([], false)?;
    unbound(interpreter, &probe, name)
}

fn frozenset_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let probe = interpreter.set([], true)?;
    unbound(interpreter, &probe, name)
}

fn dict_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "fromkeys" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "dict.fromkeys",
            call: |interpreter, mut args| {
                let keys = args.required("iterable")?;
                let value = args.take("value")?.unwrap_or(Value::None);
                args.finish()?;
                let keys = interpreter.iterate(&keys)?;
                interpreter.dict(keys.into_iter().map(|key| (key, value.clone())))
            },
        })));
    }
    let probe = interpreter.dict([])?;
    unbound(interpreter, &probe, name)
}
