//! `isinstance` and `issubclass`.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Object, Result};
use super::stdlib::collections;
use super::value::{Class, Value};

impl Interpreter {
    /// `isinstance(value, class)`; `class` may be a tuple.
    ///
    /// # Errors
    /// Where the value or the class is not known.
    pub fn isinstance(&mut self, value: &Value, class: &Value) -> Result<bool> {
        if let Value::Tuple(classes) = class {
            for class in classes.iter() {
                if self.deeper(|interpreter| interpreter.isinstance(value, class))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        self.known(value.clone())?;
        match class {
            Value::Class(wanted) if collections::is_abstract(wanted) => {
                let derived = match value {
                    Value::Instance(instance) => {
                        instance.class.above.iter().any(|base| base.is_same(class))
                    }
                    _ => false,
                };
                Ok(derived || collections::is_of(self, value, wanted)?)
            }
            Value::Class(wanted) if is_protocol(wanted) => self.has_members(value, wanted),
            Value::Class(wanted) => Ok(match value {
                Value::Instance(instance) => {
                    std::rc::Rc::ptr_eq(&instance.class, wanted)
                        || instance.class.above.iter().any(|base| base.is_same(class))
                }
                Value::Class(value) => value.meta.as_ref().is_some_and(|meta| {
                    std::rc::Rc::ptr_eq(meta, wanted)
                        || meta.above.iter().any(|base| base.is_same(class))
                }),
                other => other
                    .downcast::<collections::NamedItems>()
                    .map(|tuple| tuple.class())
                    .is_some_and(|own| {
                        std::rc::Rc::ptr_eq(&own, wanted)
                            || own.above.iter().any(|base| base.is_same(class))
                    }),
            }),
            Value::NativeClass(definition) => {
                if let Value::Object(object) = value
                    && !object.class_is_known()
                {
                    return Err(self.unsupported("the class of this object"));
                }
                // A list that a mapped object holds is followed without a class of its own.
                if matches!(value, Value::List(_) | Value::Set(_))
                    && definition.name.starts_with("sqlalchemy.ext.mutable.")
                {
                    let what = format!("whether a list or set is a {}", definition.name);
                    return Err(self.unsupported(&what));
                }
                Ok(is_native(value, definition.name))
            }
            Value::None => Ok(value.is_none()),
            Value::Unknown(_) => self.known(class.clone()).map(|_| false),
            // A class of the library that is here a function that makes its objects.
            Value::Native(function) if function.module.starts_with("sqlalchemy") => match value {
                Value::Object(object) if is_called(object.as_ref(), function.name) => Ok(true),
                // `postgresql.dialect` is the class of the dialect that the module has.
                Value::Object(object) if function.name == "dialect" => {
                    let module = format!("{}.", function.module);
                    Ok(object
                        .classes()
                        .iter()
                        .any(|class| class.starts_with(&module)))
                }
                Value::Object(_) => {
                    Err(self.unsupported(&format!("`isinstance` of {}", function.name)))
                }
                _ => Ok(false),
            },
            Value::Object(object) => {
                let what = format!("`isinstance` with a `{}`", object.type_name());
                Err(self.unsupported(&what))
            }
            _ => Err(self.raise(
                "TypeError",
                "isinstance() arg 2 must be a type, a tuple of types, or a union",
            )),
        }
    }

    /// `issubclass(class, above)`; `above` may be a tuple.
    ///
    /// # Errors
    /// `TypeError` where one is no class.
    pub fn issubclass(&mut self, class: &Value, above: &Value) -> Result<bool> {
        if let Value::Tuple(classes) = above {
            for above in classes.iter() {
                if self.deeper(|interpreter| interpreter.issubclass(class, above))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        self.known(above.clone())?;
        match (class, above) {
            (Value::Class(class), above) => Ok(Value::Class(class.clone()).is_same(above)
                || class.above.iter().any(|base| base.is_same(above))
                || matches!(above, Value::NativeClass(definition)
                    if definition.name == "object" || class.derives_from(definition.name))),
            (Value::NativeClass(class), Value::NativeClass(above)) => Ok(above.name == "object"
                || class.name == above.name
                || class.bases.contains(&above.name)),
            (Value::NativeClass(class), Value::Class(above)) if collections::is_abstract(above) => {
                Ok(collections::is_registered(class.name, &above.name))
            }
            (Value::NativeClass(_), _) => Ok(false),
            (other, _) => {
                self.known(other.clone())?;
                Err(self.raise("TypeError", "issubclass() arg 1 must be a class"))
            }
        }
    }
}

/// Whether an object's class, or one above it, has this name in its module.
fn is_called(object: &dyn Object, name: &str) -> bool {
    let last = |class: &&str| class.rsplit('.').next() == Some(name);
    object.classes().iter().any(last) || object.type_name() == name
}

/// Whether a value is an instance of a class written in Rust, by the class's full name.
pub(crate) fn is_native(value: &Value, class: &str) -> bool {
    if class == "object" {
        return true;
    }
    match value {
        Value::Object(object) => {
            object.classes().contains(&class)
                || object.type_name() == class
                // A class of the library that has no class above it names itself only.
                || (class.starts_with("sqlalchemy.")
                    && class.rsplit('.').next() == Some(object.type_name())
                    && !object.classes().iter().any(|own| {
                        own.rsplit('.').next() == Some(object.type_name())
                    }))
        }
        Value::Instance(instance) => instance.class.derives_from(class),
        Value::Bool(_) | Value::Test(_) => matches!(class, "bool" | "int"),
        Value::Dict(dict) => class == "dict" || class.rsplit('.').next() == Some(dict.class),
        Value::Class(_) | Value::NativeClass(_) => class == "type",
        other => other.type_name() == class,
    }
}

/// Whether a class is a `typing.Protocol` itself, and not one that derives from such.
fn is_protocol(class: &Class) -> bool {
    let is_base = |base: &Value| matches!(base, Value::NativeClass(native) if native.name == "typing.Protocol");
    class.bases.iter().any(is_base)
}

impl Interpreter {
    /// `isinstance` with a protocol that is `runtime_checkable`: only the names of its members count.
    fn has_members(&mut self, value: &Value, wanted: &Rc<Class>) -> Result<bool> {
        let all =
            std::iter::once(wanted.clone()).chain(wanted.above.iter().filter_map(
                |above| match above {
                    Value::Class(above) if is_protocol(above) => Some(above.clone()),
                    _ => None,
                },
            ));
        for class in all.collect::<Vec<_>>() {
            let mut names: Vec<Rc<str>> = Vec::new();
            names.extend(class.scope.visible().into_iter().map(|(name, _)| name));
            let annotated = self.class_annotations(&class, false)?;
            let annotated = self.iterate(&annotated)?;
            names.extend(annotated.iter().filter_map(Value::as_str));
            let own = |name: &str| {
                matches!(
                    name,
                    "__module__"
                        | "__qualname__"
                        | "__doc__"
                        | "__annotations__"
                        | "__init__"
                        | "__slots__"
                )
            };
            for name in names.iter().filter(|name| !own(name)) {
                if self.find_attribute_leniently(value, name)?.is_none() {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}
