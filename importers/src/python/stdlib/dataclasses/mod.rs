//! `dataclasses`

mod fields;
mod init;

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::{Class, Value};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "dataclasses",
    definitions: &[
        ("dataclass", Definition::Function(dataclass)),
        ("field", Definition::Function(field)),
        (
            "asdict",
            Definition::Function(|i, a| fields::convert(i, a, true)),
        ),
        (
            "astuple",
            Definition::Function(|i, a| fields::convert(i, a, false)),
        ),
        ("fields", Definition::Function(fields::fields)),
        ("replace", Definition::Function(fields::replace)),
        ("MISSING", Definition::Value(|i| Ok(fields::missing(i)))),
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
    let hashed = args.keyword_boolean("unsafe_hash")?.unwrap_or(false);
    let slots = args.keyword_boolean("slots")?.unwrap_or(false);
    for name in ["match_args", "weakref_slot"] {
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
        hashed,
        slots,
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
    /// `unsafe_hash`
    hashed: bool,
    slots: bool,
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
    metadata: Value,
}

impl Object for Field {
    fn type_name(&self) -> &str {
        "Field"
    }
}

fn field(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let metadata = match args.keyword("metadata") {
        Some(metadata) if !metadata.is_none() => metadata,
        _ => interpreter.dict([])?,
    };
    let made = Field {
        default: args.keyword("default"),
        factory: args.keyword("default_factory"),
        init: args.keyword_boolean("init")?.unwrap_or(true),
        shown: args.keyword_boolean("repr")?.unwrap_or(true),
        compared: args.keyword_boolean("compare")?.unwrap_or(true),
        keyword: args.keyword_boolean("kw_only")?,
        metadata,
    };
    if args.keyword("hash").is_some_and(|hash| !hash.is_none()) {
        return Err(interpreter.unsupported("`hash` of a dataclass's field"));
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
    let mut only_given: Vec<Value> = Vec::new();
    for base in class.above.iter().rev() {
        if let Value::Class(base) = base
            && let Some(inherited) = base.scope.get("__dataclass_fields__")
        {
            let inherited = base.scope.get(TAKEN).unwrap_or(inherited);
            for name in interpreter.iterate(&inherited)? {
                if !names.iter().any(|known| known.is_same(&name)) {
                    names.push(name);
                }
            }
            if let Some(inherited) = base.scope.get(BY_NAME) {
                by_name.extend(interpreter.iterate(&inherited)?);
            }
            if let Some(inherited) = base.scope.get(ONLY_GIVEN) {
                only_given.extend(interpreter.iterate(&inherited)?);
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
        let form = text.split('[').next().unwrap_or_default();
        only_given.retain(|known| !known.is_same(&name));
        if form.ends_with("InitVar") {
            only_given.push(name.clone());
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
    put(TAKEN, Value::tuple(names.clone()));
    names.retain(|name| !only_given.iter().any(|given| given.is_same(name)));
    put("__dataclass_fields__", Value::tuple(names.clone()));
    put(BY_NAME, Value::tuple(by_name));
    put(ONLY_GIVEN, Value::tuple(only_given));
    if options.slots && !class.scope.has("__slots__") {
        put("__slots__", Value::tuple(names));
    }
    let method = |kind: Kind| Value::object(Method { kind });
    if !class.scope.has("__init__") {
        put("__init__", method(Kind::Init));
    }
    if options.shown && !class.scope.has("__repr__") {
        put("__repr__", method(Kind::Repr));
    }
    let compares = class.scope.has("__eq__");
    // `None` is what a class has that compares in its own way.
    let hashes = match class.scope.get("__hash__") {
        Some(hash) => !(hash.is_none() && compares),
        None => false,
    };
    if options.frozen {
        put("__setattr__", method(Kind::Frozen));
        put("__delattr__", method(Kind::Frozen));
    }
    if options.equal && !compares {
        put("__eq__", method(Kind::Compare("==")));
    }
    if options.equal && !hashes {
        let frozen = options.frozen;
        put(
            "__hash__",
            if frozen {
                method(Kind::Hash)
            } else {
                Value::None
            },
        );
    }
    if options.hashed {
        put("__hash__", method(Kind::Hash));
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

/// Where it keeps the names that its `__init__` takes, in their order.
const TAKEN: &str = ".taken";

/// Where it keeps those of them that are no fields: `InitVar`.
const ONLY_GIVEN: &str = ".only_given";

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
            Kind::Init => init::init(interpreter, &instance, args).map(Some),
            Kind::Repr => {
                let mut parts = Vec::new();
                for (name, value) in values(interpreter, &instance, |field| field.shown)? {
                    parts.push(format!("{name}={}", interpreter.repr(&value)?));
                }
                let name = match &instance {
                    Value::Instance(own) => {
                        let class = Value::Class(own.class.clone());
                        let name = interpreter.attribute(&class, "__qualname__")?;
                        interpreter.str(&name)?
                    }
                    _ => instance.type_name().to_owned(),
                };
                Ok(Some(Value::str(format!("{name}({})", parts.join(", ")))))
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
}
