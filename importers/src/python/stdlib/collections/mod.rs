//! `collections`

mod abstract_classes;
mod deque;
mod named;
mod named_items;

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Called, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::scope::ScopeKind;
use crate::python::value::{Class, Dict, Instance, Value};
pub(in crate::python::stdlib) use abstract_classes::ABC;
pub(crate) use abstract_classes::{is_abstract, is_of, is_registered};
pub(crate) use deque::Deque;

pub(crate) use named::derived as named_tuple_derived;
pub(super) use named::{named_tuple, typed_by_call, typed_named_tuple};
pub(crate) use named_items::NamedItems;

pub(in crate::python::stdlib) static TABLE: ModuleTable = ModuleTable {
    name: "collections",
    definitions: &[
        ("OrderedDict", Definition::Class(&ORDERED)),
        ("defaultdict", Definition::Class(&DEFAULT)),
        ("Counter", Definition::Class(&COUNTER)),
        ("namedtuple", Definition::Function(named::namedtuple)),
        ("deque", Definition::Class(&deque::DEQUE)),
    ],
    fallback: super::written::COLLECTIONS,
};

static ORDERED: ClassDefinition =
    ClassDefinition::new("collections.OrderedDict", &["dict"], ordered)
        .attributes(ordered_attribute);
static DEFAULT: ClassDefinition =
    ClassDefinition::new("collections.defaultdict", &["dict"], defaultdict);
static COUNTER: ClassDefinition = ClassDefinition::new("collections.Counter", &["dict"], counter);

fn ordered_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let from_keys = Value::Native(crate::python::native::NativeFunction {
        module: "collections",
        name: "fromkeys",
        call: |interpreter, mut args| {
            let keys = args.required("iterable")?;
            let value = args.take("value")?.unwrap_or(Value::None);
            args.finish()?;
            let keys = interpreter.iterate(&keys)?.into_iter();
            let pairs = keys.map(|key| (key, value.clone())).collect();
            special(interpreter, pairs, "OrderedDict", None)
        },
    });
    Ok((name == "fromkeys").then_some(from_keys))
}

/// A dict of a class of this module.
pub(crate) fn special(
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
    let counts = special(interpreter, Vec::new(), "Counter", None)?;
    args.function = Called::Known("Counter");
    interpreter.call_method(&counts, "update", args)?;
    Ok(counts)
}

/// A class without methods.
pub(super) fn plain_class(interpreter: &Interpreter, module: &str, name: &str) -> Rc<Class> {
    Rc::new(Class {
        name: name.into(),
        module: module.into(),
        bases: Vec::new(),
        above: Vec::new(),
        scope: interpreter.watched_scope(ScopeKind::Class),
        meta: None,
    })
}

/// An empty instance.
pub(super) fn plain_instance(interpreter: &Interpreter, class: Rc<Class>) -> Value {
    Value::Instance(Rc::new(Instance {
        class,
        scope: interpreter.watched_scope(ScopeKind::Instance),
        inner: None.into(),
    }))
}
