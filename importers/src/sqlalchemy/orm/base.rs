//! The bases of mapped classes: `DeclarativeBase`, `declarative_base()`, `@as_declarative`.

use std::rc::Rc;

use super::declarative::{lose, map};
use super::registry::RegistryObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Keyword, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::metadata::empty_metadata;

/// The base of mapped classes. Deriving from it maps.
pub(super) static BASE: ClassDefinition =
    ClassDefinition::new("sqlalchemy.orm.DeclarativeBase", &[], abstract_instance)
        .attributes(base_attribute)
        .derived(map)
        .lost(lose);

/// Above the classes that a part written in Python maps: one that is not known lacks a table.
pub(crate) static MAPPED_ELSEWISE: ClassDefinition =
    ClassDefinition::new("_bridge.Mapped", &[], abstract_instance).lost(lose);

fn abstract_instance(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.unsupported("objects of a class that is mapped to no table"))
}

fn base_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match name {
        "__init__" => Ok(Some(Value::Native(super::instance::INITIALIZE))),
        "registry" => Ok(Some(
            interpreter.unknown("unknown-name", "the registry of mapped classes"),
        )),
        _ => Ok(None),
    }
}

/// `declarative_base(metadata=None, cls=object, name="Base", ...)`
pub(crate) fn declarative_base(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let metadata = args.keyword("metadata").filter(|value| !value.is_none());
    let metadata = metadata.unwrap_or_else(|| empty_metadata(interpreter));
    let registry = RegistryObject::new(metadata);
    if let Some(types) = args
        .keyword("type_annotation_map")
        .filter(|value| !value.is_none())
    {
        registry.learn(interpreter, &types)?;
    }
    base_with(interpreter, args, registry)
}

/// `registry.generate_base(mapper=None, cls=object, name="Base", ...)`
pub(super) fn base_with(
    interpreter: &mut Interpreter,
    mut args: Args,
    registry: Rc<RegistryObject>,
) -> Result<Value> {
    // SQLAlchemy 1.x took a bind first; there is one connection.
    let _ = args.rest();
    for ignored in ["bind", "class_registry"] {
        let _ = args.keyword(ignored);
    }
    let name = args.keyword_string("name")?.unwrap_or("Base".to_owned());
    let mut bases = match args.keyword("cls") {
        None | Some(Value::None) => Vec::new(),
        Some(Value::Tuple(classes)) => classes.to_vec(),
        Some(one) => vec![one],
    };
    bases.retain(|base| !matches!(base, Value::NativeClass(class) if class.name == "object"));
    args.finish()?;
    bases.push(Value::NativeClass(&BASE));
    let attributes = vec![
        (Value::str("metadata"), registry.metadata.clone()),
        (Value::str("registry"), Value::Object(registry)),
    ];
    interpreter.make_class(&name, bases, attributes)
}

/// `@as_declarative(...)`: the class becomes the base of mapped classes.
struct AsDeclarative {
    args: Vec<Keyword>,
}

/// `as_declarative(**kw)`
pub(super) fn as_declarative(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let keywords = args.take_keywords();
    args.finish()?;
    Ok(Value::object(AsDeclarative { args: keywords }))
}

impl Object for AsDeclarative {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let class = args.required("cls")?;
        let name = match &class {
            Value::Class(class) => Value::Str(class.name.clone()),
            _ => return Err(args.refuse("`as_declarative` decorates a class.")),
        };
        args.keywords.extend(self.args.iter().cloned());
        let args = args.with("cls", class).with("name", name);
        declarative_base(interpreter, args).map(Some)
    }
}

/// Whether a class is the one from which mapped classes derive.
pub(crate) fn is_base(class: &Rc<Class>) -> bool {
    let is_root = |base: &Value| matches!(base, Value::NativeClass(root) if std::ptr::eq(*root, &raw const BASE));
    class.bases.iter().any(is_root)
}

/// A base has a metadata, and what else it says of all its classes.
pub(super) fn settle_base(interpreter: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    let given = class.scope.get("registry").filter(|given| !given.is_none());
    let registry = match given {
        Some(given) => match given.downcast::<RegistryObject>() {
            Some(registry) => registry,
            None => return Err(interpreter.unsupported("this `registry` of a declarative base")),
        },
        None => {
            let metadata = class.scope.get("metadata");
            RegistryObject::new(metadata.unwrap_or_else(|| empty_metadata(interpreter)))
        }
    };
    if let Some(types) = class
        .scope
        .get("type_annotation_map")
        .filter(|types| !types.is_none())
    {
        registry.learn(interpreter, &types)?;
    }
    if !class.scope.has("metadata") {
        let metadata = registry.metadata.clone();
        class.scope.put(&"metadata".into(), Some(metadata));
    }
    class
        .scope
        .put(&"registry".into(), Some(Value::Object(registry)));
    Ok(())
}
