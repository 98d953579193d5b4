//! `collections`

use std::rc::Rc;

use crate::python::descriptor::BoundMethod;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::scope::{Scope, ScopeKind};
use crate::python::value::{Class, Dict, Instance, Value};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "collections",
    definitions: &[
        ("OrderedDict", Definition::Class(&ORDERED)),
        ("defaultdict", Definition::Class(&DEFAULT)),
        ("Counter", Definition::Class(&COUNTER)),
        ("namedtuple", Definition::Function(namedtuple)),
        ("deque", Definition::Function(deque)),
    ],
    fallback: None,
};

/// Names of `collections.abc`, for annotations and `isinstance`.
pub(super) static ABC: ModuleTable = ModuleTable {
    name: "collections.abc",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let class = match name {
            "Mapping" | "MutableMapping" => "dict",
            "Sequence" | "MutableSequence" => "list",
            "Set" | "MutableSet" => "set",
            "Callable" | "Iterable" | "Iterator" | "Generator" | "Collection" | "Hashable"
            | "Sized" | "Container" => {
                return Ok(Some(
                    interpreter.unknown("unknown-name", format!("collections.abc.{name}")),
                ));
            }
            _ => return Ok(None),
        };
        Ok(crate::python::builtins::class(class).map(Value::NativeClass))
    }),
};

static ORDERED: ClassDefinition =
    ClassDefinition::new("collections.OrderedDict", &["dict"], ordered);
static DEFAULT: ClassDefinition =
    ClassDefinition::new("collections.defaultdict", &["dict"], defaultdict);
static COUNTER: ClassDefinition = ClassDefinition::new("collections.Counter", &["dict"], counter);

fn special(
    interpreter: &mut Interpreter,
    pairs: Vec<(Value, Value)>,
    class: &'static str,
    factory: Option<Value>,
) -> Result<Value> {
    let dict = interpreter.dict(pairs)?;
    Ok(match dict {
        Value::Dict(dict) => Value::Dict(Rc::new(Dict {
            entries: dict.entries.take().into(),
            born: dict.born,
            factory,
            class,
        })),
        other => other,
    })
}

fn pairs(interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<(Value, Value)>> {
    match crate::python::builtins::dict_pairs(interpreter, args)? {
        Ok(pairs) => Ok(pairs),
        Err(_) => {
            Err(interpreter.needs_program("live-data", "A dict takes what is only known live."))
        }
    }
}

fn ordered(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let pairs = pairs(interpreter, &mut args)?;
    special(interpreter, pairs, "OrderedDict", None)
}

fn defaultdict(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let factory = args
        .positional
        .pop_front()
        .filter(|factory| !factory.is_none());
    let pairs = pairs(interpreter, &mut args)?;
    special(interpreter, pairs, "defaultdict", factory)
}

fn counter(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if let Some(Value::Dict(_)) | None = args.positional.front() {
        let pairs = pairs(interpreter, &mut args)?;
        return special(interpreter, pairs, "Counter", None);
    }
    let items = args.required("iterable")?;
    args.finish()?;
    let counts = special(interpreter, Vec::new(), "Counter", None)?;
    for item in interpreter.iterate(&items)? {
        let count = interpreter.item(&counts, &item)?;
        let count = interpreter.binary("+", &count, &Value::Int(1))?;
        interpreter.set_item(&counts, &item, Some(count))?;
    }
    Ok(counts)
}

fn deque(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = match args.take("iterable")? {
        Some(items) => interpreter.iterate(&items)?,
        None => Vec::new(),
    };
    args.finish()?;
    Ok(interpreter.list(items))
}

/// A class without methods.
pub(super) fn plain_class(interpreter: &Interpreter, module: &str, name: &str) -> Rc<Class> {
    Rc::new(Class {
        name: name.into(),
        module: module.into(),
        bases: Vec::new(),
        above: Vec::new(),
        scope: Scope::new(ScopeKind::Class, None, interpreter.born()),
    })
}

/// An empty instance.
pub(super) fn plain_instance(interpreter: &Interpreter, class: Rc<Class>) -> Value {
    Value::Instance(Rc::new(Instance {
        class,
        scope: Scope::new(ScopeKind::Instance, None, interpreter.born()),
        inner: None.into(),
    }))
}

/// `namedtuple("Name", "a b")`
fn namedtuple(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("typename")?;
    let fields = args.required("field_names")?;
    let defaults = args.keyword("defaults");
    args.finish()?;
    let fields: Vec<String> = match fields.as_str() {
        Some(text) => text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        None => {
            let mut names = Vec::new();
            for field in interpreter.iterate(&fields)? {
                names.extend(field.as_str().map(|name| name.to_string()));
            }
            names
        }
    };
    let defaults = match defaults {
        Some(defaults) => interpreter.iterate(&defaults)?,
        None => Vec::new(),
    };
    let from = fields.len().saturating_sub(defaults.len());
    let defaults = fields.iter().skip(from).cloned().zip(defaults).collect();
    Ok(Value::object(NamedTuple {
        name,
        fields,
        defaults,
    }))
}

/// `class Name(NamedTuple)`: the class becomes callable through `__new__`.
pub(super) fn typed_named_tuple(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let fields = match class.scope.get("__annotations__") {
        Some(annotations) => interpreter.iterate(&annotations)?,
        None => Vec::new(),
    };
    let fields: Vec<String> = fields
        .iter()
        .filter_map(Value::as_str)
        .map(|name| name.to_string())
        .collect();
    let defaults = fields
        .iter()
        .filter_map(|field| Some((field.clone(), class.scope.get(field)?)))
        .collect();
    let factory = Value::object(NamedTuple {
        name: class.name.to_string(),
        fields,
        defaults,
    });
    let new = Value::object(BoundMethod {
        receiver: factory,
        name: "__new__".into(),
    });
    class.scope.put(&"__new__".into(), Some(new));
    Ok(())
}

struct NamedTuple {
    name: String,
    fields: Vec<String>,
    defaults: Vec<(String, Value)>,
}

impl NamedTuple {
    fn make(&self, interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
        args.function.clone_from(&self.name);
        let mut items = Vec::new();
        for field in &self.fields {
            let value = match args.take(field)? {
                Some(value) => value,
                None => {
                    match self.defaults.iter().find(|(name, _)| name == field) {
                        Some((_, value)) => value.clone(),
                        None => {
                            return Err(interpreter.raise(
                            "TypeError",
                            format!("{}.__new__() missing 1 required positional argument: '{field}'", self.name),
                        ));
                        }
                    }
                }
            };
            items.push(value);
        }
        args.finish()?;
        Ok(Value::object(NamedItems {
            name: self.name.clone(),
            fields: self.fields.clone(),
            items,
        }))
    }
}

impl Object for NamedTuple {
    fn type_name(&self) -> &str {
        &self.name
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        self.make(interpreter, args).map(Some)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "__new__" | "_make" => {
                if name == "__new__" {
                    args.positional.pop_front();
                } else {
                    let items = args.required("iterable")?;
                    args.positional = interpreter.iterate(&items)?.into();
                }
                let mut taken = Args::new(args.rest());
                taken.keywords = args.take_keywords();
                self.make(interpreter, taken).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::str(&self.name)),
            "_fields" => Some(Value::tuple(self.fields.iter().map(Value::str))),
            _ => None,
        })
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// A tuple whose items have names.
pub(crate) struct NamedItems {
    name: String,
    fields: Vec<String>,
    items: Vec<Value>,
}

impl Object for NamedItems {
    fn has_all_attributes(&self) -> bool {
        true
    }

    fn type_name(&self) -> &str {
        &self.name
    }

    fn classes(&self) -> &'static [&'static str] {
        &["tuple"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        if name == "_fields" {
            return Ok(Some(Value::tuple(self.fields.iter().map(Value::str))));
        }
        let at = self.fields.iter().position(|field| field == name);
        Ok(at.and_then(|at| self.items.get(at).cloned()))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "_asdict" => {
                let pairs: Vec<_> = self
                    .fields
                    .iter()
                    .map(Value::str)
                    .zip(self.items.iter().cloned())
                    .collect();
                interpreter.dict(pairs).map(Some)
            }
            "_replace" => {
                let items = self
                    .fields
                    .iter()
                    .zip(&self.items)
                    .map(|(field, item)| args.keyword(field).unwrap_or_else(|| item.clone()))
                    .collect();
                Ok(Some(Value::object(Self {
                    name: self.name.clone(),
                    fields: self.fields.clone(),
                    items,
                })))
            }
            _ => Ok(None),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        interpreter
            .item(&Value::tuple(self.items.clone()), key)
            .map(Some)
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.items.len() as i128)))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let other = match other.downcast::<Self>() {
            Some(other) => Value::tuple(other.items.clone()),
            None => other.clone(),
        };
        let this = Value::tuple(self.items.clone());
        let (left, right) = if reflected {
            (other, this)
        } else {
            (this, other)
        };
        match operator {
            "==" => interpreter.equal(&left, &right).map(Some),
            "<" | "<=" | ">" | ">=" if !reflected => {
                interpreter.order(&left, operator, &right).map(Some)
            }
            "+" => interpreter.binary("+", &left, &right).map(Some),
            _ => Ok(None),
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let mut parts = Vec::new();
        for (field, item) in self.fields.iter().zip(&self.items) {
            parts.push(format!("{field}={}", interpreter.repr(item)?));
        }
        Ok(Some(format!("{}({})", self.name, parts.join(", "))))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
