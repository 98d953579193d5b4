//! `registry()`: what bases and mapped classes have in common: a metadata, the
//! types of annotations, and the names by which classes find each other.

use std::cell::RefCell;
use std::rc::Rc;

use super::{base, dataclass, declarative};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::argument;
use crate::sqlalchemy::metadata::empty_metadata;
use crate::sqlalchemy::table::TableObject;

/// Where a class that `registry.mapped` decorates keeps its registry.
const OWN: &str = "_sa_registry";

/// `sqlalchemy.orm.registry`
pub(super) struct RegistryObject {
    pub(super) metadata: Value,
    /// `type_annotation_map`: a Python type, or an `Annotated`, and the type of its columns.
    types: RefCell<Vec<(Value, SqlType)>>,
}

impl RegistryObject {
    /// One for a metadata.
    pub(super) fn new(metadata: Value) -> Rc<Self> {
        Rc::new(Self {
            metadata,
            types: RefCell::default(),
        })
    }

    /// The types of annotations.
    pub(super) fn types(&self) -> Vec<(Value, SqlType)> {
        self.types.borrow().clone()
    }

    /// Adds types of annotations.
    pub(super) fn learn(&self, interpreter: &mut Interpreter, given: &Value) -> Result<()> {
        let given = interpreter.known(given.clone())?;
        let Value::Dict(given) = &given else {
            return Err(interpreter.unsupported("`type_annotation_map` that is no dict"));
        };
        let pairs = given.entries.borrow().pairs();
        for (key, value) in pairs {
            let args = Args::new([]);
            let found = argument::data_type(interpreter, &args, "type_annotation_map", &value)?;
            self.types.borrow_mut().push((key, found));
        }
        Ok(())
    }
}

/// The registry of a class: its own, or that of the nearest class above it.
pub(super) fn of_class(class: &Rc<Class>) -> Option<Rc<RegistryObject>> {
    let of = |class: &Rc<Class>| {
        let own = class
            .scope
            .get(OWN)
            .or_else(|| class.scope.get("registry"))?;
        own.downcast::<RegistryObject>()
    };
    of(class).or_else(|| {
        class.above.iter().find_map(|base| match base {
            Value::Class(base) => of(base),
            _ => None,
        })
    })
}

/// `registry(metadata=None, class_registry=None, type_annotation_map=None, constructor=...)`
pub(super) fn registry(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let metadata = args.keyword("metadata").filter(|value| !value.is_none());
    let types = args
        .keyword("type_annotation_map")
        .filter(|value| !value.is_none());
    let _ = args.keyword("class_registry");
    args.finish()?;
    let metadata = metadata.unwrap_or_else(|| empty_metadata(interpreter));
    let made = RegistryObject::new(metadata);
    if let Some(types) = types {
        made.learn(interpreter, &types)?;
    }
    Ok(Value::Object(made))
}

impl Object for RegistryObject {
    fn type_name(&self) -> &str {
        "registry"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "metadata" => Some(self.metadata.clone()),
            "mapped" => Some(Value::object(Decorator {
                registry: self,
                dataclass: None,
            })),
            "mapped_as_dataclass" => Some(Value::object(Decorator {
                registry: self,
                dataclass: Some(Vec::new()),
            })),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "mapped" => {
                let class = args.required("cls")?;
                decorate(interpreter, &self, class)?
            }
            "mapped_as_dataclass" => {
                let settings = args.take_keywords().into_iter();
                let settings = settings.map(|own| (Value::Str(own.name), own.value));
                let decorator = Value::object(Decorator {
                    registry: self,
                    dataclass: Some(settings.collect()),
                });
                match args.take("cls")?.filter(|class| !class.is_none()) {
                    Some(class) => interpreter.call_with(&decorator, [class])?,
                    None => decorator,
                }
            }
            "generate_base" => {
                let taken = std::mem::replace(args, Args::new([]));
                base::base_with(interpreter, taken, self)?
            }
            "map_imperatively" => {
                let class = args.required("class_")?;
                let table = args.required("local_table")?;
                let properties = args.take("properties")?.filter(|given| !given.is_none());
                let Value::Class(own) = &class else {
                    return Err(args.refuse("`map_imperatively` takes a class."));
                };
                if table.downcast::<TableObject>().is_none() {
                    return Err(args.refuse("`map_imperatively` takes a table."));
                }
                own.scope.put(&"__table__".into(), Some(table));
                if let Some(Value::Dict(properties)) = properties {
                    let pairs = properties.entries.borrow().pairs();
                    for (key, value) in pairs {
                        let is_relationship = value
                            .downcast::<super::relationship::Relationship>()
                            .is_some();
                        match key.as_str().filter(|_| is_relationship) {
                            Some(key) => interpreter.bind(&own.scope, &key, Some(value)),
                            None => {
                                return Err(interpreter.unsupported(
                                    "a property of `map_imperatively` that is no relationship",
                                ));
                            }
                        }
                    }
                }
                decorate(interpreter, &self, class)?
            }
            "update_type_annotation_map" => {
                let types = args.required("type_annotation_map")?;
                self.learn(interpreter, &types)?;
                Value::None
            }
            "configure" | "dispose" => {
                let _ = args.take_keywords();
                Value::None
            }
            _ => return Ok(None),
        }))
    }
}

/// `@registry.mapped`, `@registry.mapped_as_dataclass`
struct Decorator {
    registry: Rc<RegistryObject>,
    /// What is said of the dataclass, where it makes one.
    dataclass: Option<Vec<(Value, Value)>>,
}

impl Object for Decorator {
    fn type_name(&self) -> &str {
        "method"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let class = args.required("cls")?;
        args.finish()?;
        let mapped = decorate(interpreter, &self.registry, class)?;
        match &self.dataclass {
            Some(settings) => dataclass::decorate(interpreter, mapped, settings).map(Some),
            None => Ok(Some(mapped)),
        }
    }
}

fn decorate(
    interpreter: &mut Interpreter,
    registry: &Rc<RegistryObject>,
    class: Value,
) -> Result<Value> {
    let Value::Class(own) = &class else {
        return Err(interpreter.unsupported("`registry.mapped` of what is no class"));
    };
    own.scope
        .put(&OWN.into(), Some(Value::Object(registry.clone())));
    declarative::map_class(interpreter, own)?;
    Ok(class)
}
