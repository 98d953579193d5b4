//! `dataclasses`

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::{Class, Value};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "dataclasses",
    definitions: &[
        ("dataclass", Definition::Function(dataclass)),
        ("field", Definition::Function(field)),
        ("asdict", Definition::Function(|i, a| convert(i, a, true))),
        ("astuple", Definition::Function(|i, a| convert(i, a, false))),
        ("fields", Definition::Function(fields)),
        ("replace", Definition::Function(replace)),
        ("is_dataclass", Definition::Function(is_dataclass)),
        (
            "FrozenInstanceError",
            Definition::Exception {
                name: "dataclasses.FrozenInstanceError",
                base: "AttributeError",
            },
        ),
    ],
    fallback: None,
};

/// `@dataclass`, with or without arguments.
fn dataclass(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.positional.pop_front();
    let order = args.keyword_boolean("order")?.unwrap_or(false);
    let frozen = args.keyword_boolean("frozen")?.unwrap_or(false);
    let equal = args.keyword_boolean("eq")?.unwrap_or(true);
    let shown = args.keyword_boolean("repr")?.unwrap_or(true);
    let keywords = args.keyword_boolean("kw_only")?.unwrap_or(false);
    for name in ["unsafe_hash", "match_args", "slots", "weakref_slot"] {
        args.keyword_boolean(name)?;
    }
    if args.keyword_boolean("init")? == Some(false) {
        return Err(interpreter.unsupported("`init=False` of a dataclass"));
    }
    args.finish()?;
    let options = Options {
        order,
        frozen,
        equal,
        shown,
        keywords,
    };
    match class {
        Some(Value::Class(class)) => finish(interpreter, &class, &options),
        Some(other) => interpreter.known(other),
        None => Ok(Value::object(Decorator(options))),
    }
}

fn is_dataclass(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("obj")?;
    args.finish()?;
    let class = match &value {
        Value::Class(class) => class,
        Value::Instance(instance) => &instance.class,
        _ => return Ok(Value::Bool(false)),
    };
    let fields = interpreter.class_attribute(class, "__dataclass_fields__");
    Ok(Value::Bool(fields.is_some()))
}

#[derive(Clone)]
struct Options {
    order: bool,
    frozen: bool,
    equal: bool,
    shown: bool,
    /// Whether its own fields are given by name only.
    keywords: bool,
}

struct Decorator(Options);

impl Object for Decorator {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        match args.required("cls")? {
            Value::Class(class) => finish(interpreter, &class, &self.0).map(Some),
            other => interpreter.known(other).map(Some),
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// `field(default=..., default_factory=...)`
struct Field {
    default: Option<Value>,
    factory: Option<Value>,
    init: bool,
    shown: bool,
    compared: bool,
    /// Whether it is given by name only.
    keyword: Option<bool>,
}

impl Object for Field {
    fn type_name(&self) -> &str {
        "Field"
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn field(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let made = Field {
        default: args.keyword("default"),
        factory: args.keyword("default_factory"),
        init: args.keyword_boolean("init")?.unwrap_or(true),
        shown: args.keyword_boolean("repr")?.unwrap_or(true),
        compared: args.keyword_boolean("compare")?.unwrap_or(true),
        keyword: args.keyword_boolean("kw_only")?,
    };
    for name in ["hash", "metadata"] {
        args.keyword(name);
    }
    args.finish()?;
    Ok(Value::object(made))
}

fn finish(interpreter: &mut Interpreter, class: &Rc<Class>, options: &Options) -> Result<Value> {
    let own = match class.scope.get("__annotations__") {
        Some(annotations) => interpreter.mapping(&annotations)?,
        None => Vec::new(),
    };
    let mut names: Vec<Value> = Vec::new();
    let mut by_name: Vec<Value> = Vec::new();
    for base in class.above.iter().rev() {
        if let Value::Class(base) = base
            && let Some(inherited) = base.scope.get("__dataclass_fields__")
        {
            for name in interpreter.iterate(&inherited)? {
                if !names.iter().any(|known| known.is_same(&name)) {
                    names.push(name);
                }
            }
            if let Some(inherited) = base.scope.get(BY_NAME) {
                by_name.extend(interpreter.iterate(&inherited)?);
            }
        }
    }
    let mut keywords = options.keywords;
    for (name, annotation) in own {
        let text = annotation.as_str().unwrap_or_else(|| "".into());
        if text.ends_with("KW_ONLY") {
            keywords = true;
            continue;
        }
        if text.contains("ClassVar") {
            continue;
        }
        if text.contains("InitVar") {
            return Err(interpreter.unsupported("`InitVar` of a dataclass"));
        }
        let field = name
            .as_str()
            .and_then(|name| class.scope.get(&name))
            .and_then(|value| value.downcast::<Field>());
        by_name.retain(|known| !known.is_same(&name));
        if field.and_then(|field| field.keyword).unwrap_or(keywords) {
            by_name.push(name.clone());
        }
        if !names.iter().any(|known| known.is_same(&name)) {
            names.push(name);
        }
    }
    let put = |name: &str, value: Value| class.scope.put(&name.into(), Some(value));
    let positional = names
        .iter()
        .filter(|name| !by_name.iter().any(|known| known.is_same(name)))
        .cloned();
    put("__match_args__", Value::tuple(positional));
    put("__dataclass_fields__", Value::tuple(names.clone()));
    put(BY_NAME, Value::tuple(by_name));
    let method = |kind: Kind| Value::object(Method { kind });
    if !class.scope.has("__init__") {
        put("__init__", method(Kind::Init));
    }
    if options.shown && !class.scope.has("__repr__") {
        put("__repr__", method(Kind::Repr));
    }
    if options.equal && !class.scope.has("__eq__") {
        put("__eq__", method(Kind::Compare("==")));
        if options.frozen {
            put("__setattr__", method(Kind::Frozen));
            put("__delattr__", method(Kind::Frozen));
            put("__hash__", method(Kind::Hash));
        } else if !class.scope.has("__hash__") {
            put("__hash__", Value::None);
        }
    }
    if options.order {
        for (name, operator) in [
            ("__lt__", "<"),
            ("__le__", "<="),
            ("__gt__", ">"),
            ("__ge__", ">="),
        ] {
            put(name, method(Kind::Compare(operator)));
        }
    }
    Ok(Value::Class(class.clone()))
}

/// Where a class keeps the names of the fields that are given by name only.
const BY_NAME: &str = ".by_name";

enum Kind {
    Init,
    Repr,
    Hash,
    Frozen,
    Compare(&'static str),
}

/// A method that `@dataclass` makes.
struct Method {
    kind: Kind,
}

fn names_of(interpreter: &mut Interpreter, instance: &Value) -> Result<Vec<Rc<str>>> {
    let names = interpreter.attribute(instance, "__dataclass_fields__")?;
    Ok(interpreter
        .iterate(&names)?
        .iter()
        .filter_map(Value::as_str)
        .collect())
}

/// The `field(...)` that the class gave a name.
fn declared(interpreter: &mut Interpreter, instance: &Value, name: &str) -> Option<Value> {
    match instance {
        Value::Instance(instance) => interpreter.class_attribute(&instance.class, name),
        _ => None,
    }
}

fn values(
    interpreter: &mut Interpreter,
    instance: &Value,
    only: fn(&Field) -> bool,
) -> Result<Vec<(Rc<str>, Value)>> {
    let mut values = Vec::new();
    for name in names_of(interpreter, instance)? {
        let counts = declared(interpreter, instance, &name)
            .and_then(|value| value.downcast::<Field>())
            .is_none_or(|field| only(&field));
        if counts {
            let value = interpreter.attribute(instance, &name)?;
            values.push((name, value));
        }
    }
    Ok(values)
}

impl Object for Method {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let instance = args.required("self")?;
        match self.kind {
            Kind::Init => init(interpreter, &instance, args).map(Some),
            Kind::Repr => {
                let mut parts = Vec::new();
                for (name, value) in values(interpreter, &instance, |field| field.shown)? {
                    parts.push(format!("{name}={}", interpreter.repr(&value)?));
                }
                let text = format!("{}({})", instance.type_name(), parts.join(", "));
                Ok(Some(Value::str(text)))
            }
            Kind::Frozen => {
                let name = args.string("name")?;
                let what = if args.take("value")?.is_some() {
                    "assign to"
                } else {
                    "delete"
                };
                Err(interpreter.raise(
                    "dataclasses.FrozenInstanceError",
                    format!("cannot {what} field '{name}'"),
                ))
            }
            Kind::Hash => {
                let values = values(interpreter, &instance, |field| field.compared)?;
                let key =
                    interpreter.key(&Value::tuple(values.into_iter().map(|(_, value)| value)))?;
                // Only equality counts: the text of the key stands for the hash.
                let text = format!("{key:?}");
                let number = text.bytes().fold(0i128, |sum, byte| {
                    (sum * 257 + i128::from(byte)) % 0x1fff_ffff_ffff_ffff
                });
                Ok(Some(Value::Int(number)))
            }
            Kind::Compare(operator) => {
                let other = args.required("other")?;
                let same = matches!((&instance, &other), (Value::Instance(a), Value::Instance(b)) if Rc::ptr_eq(&a.class, &b.class));
                if !same {
                    return Ok(Some(Value::NotImplemented));
                }
                let mut sides = Vec::new();
                for side in [&instance, &other] {
                    let values = values(interpreter, side, |field| field.compared)?;
                    sides.push(Value::tuple(values.into_iter().map(|(_, value)| value)));
                }
                match operator {
                    "==" => interpreter.equal(&sides[0], &sides[1]).map(Some),
                    operator => interpreter.order(&sides[0], operator, &sides[1]).map(Some),
                }
            }
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn init(interpreter: &mut Interpreter, instance: &Value, mut args: Args) -> Result<Value> {
    args.function = instance.type_name();
    let class = args.function.clone();
    let names = names_of(interpreter, instance)?;
    let by_name = match instance {
        Value::Instance(object) => interpreter.class_attribute(&object.class, BY_NAME),
        _ => None,
    };
    let by_name: Vec<Rc<str>> = match by_name {
        Some(by_name) => {
            let by_name = interpreter.iterate(&by_name)?;
            by_name.iter().filter_map(Value::as_str).collect()
        }
        None => Vec::new(),
    };
    let given = args.positional.len() + 1;
    let mut without = Vec::new();
    let mut values = Vec::new();
    for name in &names {
        let default = declared(interpreter, instance, name);
        let field = default.as_ref().and_then(Value::downcast::<Field>);
        let value = match &field {
            Some(field) if !field.init => None,
            _ if by_name.contains(name) => args.keyword(name),
            _ => args.take(name)?,
        };
        let value = match (value, &field, default) {
            (Some(value), _, _) => value,
            (None, Some(field), _) => match (&field.default, &field.factory) {
                (Some(default), _) => default.clone(),
                (None, Some(factory)) => interpreter.call_with(factory, [])?,
                // Left to `__post_init__`.
                (None, None) if !field.init => continue,
                (None, None) => {
                    without.push(name.clone());
                    continue;
                }
            },
            (None, None, Some(default)) => default,
            (None, None, None) => {
                without.push(name.clone());
                continue;
            }
        };
        values.push((name.clone(), value));
    }
    if let Some(keyword) = args.keywords.first() {
        let text = format!(
            "{class}.__init__() got an unexpected keyword argument '{}'",
            keyword.name
        );
        return Err(interpreter.raise("TypeError", text));
    }
    if !args.positional.is_empty() {
        let most = names.len() + 1 - by_name.len();
        let with_default = names
            .iter()
            .filter(|name| !by_name.contains(name))
            .filter(|name| declared(interpreter, instance, name).is_some())
            .count();
        let takes = crate::python::evaluate::takes(most, with_default);
        let text = format!("{class}.__init__() takes {takes} but {given} were given");
        return Err(interpreter.raise("TypeError", text));
    }
    if !without.is_empty() {
        return Err(missing(interpreter, &class, &without, &by_name));
    }
    for (name, value) in values {
        match instance {
            Value::Instance(object) => {
                interpreter.set_on_instance(instance, object, &name, value)?;
            }
            _ => interpreter.set_attribute(instance, &name, value)?,
        }
    }
    args.finish()?;
    if let Value::Instance(object) = instance
        && let Some(after) = interpreter.class_attribute(&object.class, "__post_init__")
    {
        interpreter.call_with(&after, [instance.clone()])?;
    }
    Ok(Value::None)
}

fn missing(
    interpreter: &mut Interpreter,
    class: &str,
    without: &[Rc<str>],
    by_name: &[Rc<str>],
) -> crate::python::native::Interrupt {
    let positional: Vec<String> = without
        .iter()
        .filter(|name| !by_name.contains(name))
        .map(|name| format!("'{name}'"))
        .collect();
    let (kind, names) = if positional.is_empty() {
        let names = without.iter().map(|name| format!("'{name}'"));
        ("keyword-only", names.collect())
    } else {
        ("positional", positional)
    };
    interpreter.raise(
        "TypeError",
        format!(
            "{class}.__init__() missing {} required {kind} argument{}: {}",
            names.len(),
            if names.len() == 1 { "" } else { "s" },
            crate::python::evaluate::listed(&names)
        ),
    )
}

fn convert(interpreter: &mut Interpreter, mut args: Args, dict: bool) -> Result<Value> {
    let instance = args.required("obj")?;
    args.finish()?;
    inside(interpreter, &instance, dict)
}

fn inside(interpreter: &mut Interpreter, value: &Value, dict: bool) -> Result<Value> {
    interpreter.deeper(|interpreter| match value {
        Value::Instance(_)
            if interpreter
                .find_attribute(value, "__dataclass_fields__")?
                .is_some() =>
        {
            let mut pairs = Vec::new();
            for (name, value) in values(interpreter, value, |_| true)? {
                pairs.push((Value::Str(name), inside(interpreter, &value, dict)?));
            }
            if dict {
                interpreter.dict(pairs)
            } else {
                Ok(Value::tuple(pairs.into_iter().map(|(_, value)| value)))
            }
        }
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(value)? {
                items.push(inside(interpreter, &item, dict)?);
            }
            Ok(match value {
                Value::Tuple(_) => Value::tuple(items),
                _ => interpreter.list(items),
            })
        }
        Value::Dict(_) => {
            let mut pairs = Vec::new();
            for (key, value) in interpreter.mapping(value)? {
                pairs.push((key, inside(interpreter, &value, dict)?));
            }
            interpreter.dict(pairs)
        }
        other => Ok(other.clone()),
    })
}

fn fields(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let instance = args.required("class_or_instance")?;
    args.finish()?;
    let names = interpreter.attribute(&instance, "__dataclass_fields__")?;
    let class = super::collections::plain_class(interpreter, "dataclasses", "Field");
    let mut made = Vec::new();
    for name in interpreter.iterate(&names)? {
        let field = super::collections::plain_instance(interpreter, class.clone());
        interpreter.set_attribute(&field, "name", name)?;
        made.push(field);
    }
    Ok(Value::tuple(made))
}

fn replace(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let instance = args.required("obj")?;
    let class = interpreter.attribute(&instance, "__class__")?;
    let mut fresh = Args::new([]);
    for (name, value) in values(interpreter, &instance, |field| field.init)? {
        let value = args.keyword(&name).unwrap_or(value);
        fresh = fresh.with(&name, value);
    }
    fresh.keywords.extend(args.take_keywords());
    interpreter.call(&class, fresh)
}
