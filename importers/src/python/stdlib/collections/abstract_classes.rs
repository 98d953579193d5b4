//! `collections.abc`: which values are of its classes. The classes themselves are Python.

use std::rc::Rc;

use super::Deque;
use crate::python::interpreter::Interpreter;
use crate::python::iterate::Iterator;
use crate::python::native::{ModuleTable, Result};
use crate::python::value::{Class, Value};

/// `collections.abc`
pub(in crate::python::stdlib) static ABC: ModuleTable = ModuleTable {
    name: MODULE,
    definitions: &[],
    fallback: crate::python::stdlib::written::ABC,
};

const MODULE: &str = "collections.abc";

/// Whether a class is one of the module's own.
pub(crate) fn is_abstract(class: &Class) -> bool {
    &*class.module == MODULE
}

/// Whether a value that does not derive from it is of an abstract class: a built-in one that is
/// registered there, or one with the methods that are asked for.
///
/// # Errors
/// Where that is not known.
pub(crate) fn is_of(interpreter: &mut Interpreter, value: &Value, class: &Class) -> Result<bool> {
    const SEQUENCE: &[&str] = &["Sequence", "Reversible"];
    let (own, hashable): (&[&str], bool) = match value {
        Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Range(..) => (SEQUENCE, true),
        Value::List(_) => (&["Sequence", "MutableSequence", "Reversible"], false),
        Value::Dict(_) => (&["Mapping", "MutableMapping", "Reversible"], false),
        Value::Set(set) if set.frozen => (&["Set"], true),
        Value::Set(_) => (&["Set", "MutableSet"], false),
        Value::Function(_)
        | Value::Method(_)
        | Value::Native(_)
        | Value::Class(_)
        | Value::NativeClass(_) => {
            return Ok(matches!(&*class.name, "Callable" | "Hashable"));
        }
        Value::Instance(instance) => {
            if &*class.name == "Hashable" {
                let own = interpreter.class_attribute(&instance.class, "__hash__");
                let inner = instance.inner.borrow().clone();
                return match (own, inner) {
                    (Some(hash), _) => Ok(!hash.is_none()),
                    (None, Some(inner)) => is_of(interpreter, &inner, class),
                    (None, None) => Ok(true),
                };
            }
            if has_methods(interpreter, &instance.class, &class.name) {
                return Ok(true);
            }
            let inner = instance.inner.borrow().clone();
            return match inner {
                Some(inner) => is_of(interpreter, &inner, class),
                None => Ok(false),
            };
        }
        Value::Object(object) => {
            if object.as_tuple().is_some() {
                (SEQUENCE, true)
            } else if object.is_mapping() {
                (&["Mapping"], false)
            } else if value.downcast::<Deque>().is_some() {
                (&["Sequence", "MutableSequence", "Reversible"], false)
            } else if let Some(iterator) = value.downcast::<Iterator>() {
                return Ok(match &*class.name {
                    "Iterable" | "Iterator" | "Hashable" => true,
                    "Generator" => iterator.is_generator(),
                    _ => false,
                });
            } else {
                match object.type_name() {
                    "dict_keys" => (&["Set", "KeysView", "MappingView", "Reversible"], false),
                    "dict_items" => (&["Set", "ItemsView", "MappingView", "Reversible"], false),
                    "dict_values" => (&["ValuesView", "MappingView", "Reversible"], true),
                    name => {
                        let what = format!("whether a {name} is a collections.abc.{}", class.name);
                        return Err(interpreter.unsupported(&what));
                    }
                }
            }
        }
        other => {
            interpreter.known(other.clone())?;
            return Ok(&*class.name == "Hashable" && !matches!(other, Value::Slice(_)));
        }
    };
    Ok(match &*class.name {
        "Hashable" => hashable,
        "Sized" | "Iterable" | "Container" | "Collection" => true,
        name => own.contains(&name),
    })
}

/// Whether a class has the methods by which it is of the abstract one of this name.
fn has_methods(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> bool {
    let wanted: &[&str] = match name {
        "Callable" => &["__call__"],
        "Sized" => &["__len__"],
        "Container" => &["__contains__"],
        "Iterable" => &["__iter__"],
        "Iterator" => &["__iter__", "__next__"],
        "Reversible" => &["__iter__", "__reversed__"],
        "Collection" => &["__iter__", "__len__", "__contains__"],
        _ => return false,
    };
    wanted
        .iter()
        .all(|method| interpreter.class_attribute(class, method).is_some())
}

/// Whether a built-in class is registered with an abstract one.
pub(crate) fn is_registered(class: &str, name: &str) -> bool {
    let own: &[&str] = match class {
        "str" | "bytes" | "tuple" | "range" => &["Sequence", "Reversible", "Hashable"],
        "list" => &["Sequence", "MutableSequence", "Reversible"],
        "collections.deque" => &["Sequence", "MutableSequence", "Reversible"],
        "dict" | "collections.OrderedDict" | "collections.defaultdict" | "collections.Counter" => {
            &["Mapping", "MutableMapping", "Reversible"]
        }
        "set" => &["Set", "MutableSet"],
        "frozenset" => &["Set", "Hashable"],
        _ => return name == "Hashable",
    };
    own.contains(&name) || matches!(name, "Sized" | "Iterable" | "Container" | "Collection")
}
