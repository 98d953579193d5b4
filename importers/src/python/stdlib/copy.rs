//! `copy`

use std::collections::HashMap;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::{Dict, Instance, Value};

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "copy",
    definitions: &[
        (
            "copy",
            Definition::Function(|interpreter, mut args| {
                let value = args.required("x")?;
                args.finish()?;
                shallow(interpreter, &value)
            }),
        ),
        (
            "deepcopy",
            Definition::Function(|interpreter, mut args| {
                let value = args.required("x")?;
                args.finish()?;
                deep(interpreter, &value, &mut HashMap::new())
            }),
        ),
    ],
    fallback: None,
};

fn shallow(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    match value {
        Value::Object(object) if is_unchanging(&**object) => Ok(value.clone()),
        Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Object(_) => {
            interpreter.call_method(value, "copy", Args::new([]))
        }
        Value::Instance(instance) if !is_constant(instance) => {
            if let Some(method) = interpreter.class_attribute(&instance.class, "__copy__") {
                return interpreter.call_with(&method, [value.clone()]);
            }
            let copy = interpreter.bare_instance(&instance.class);
            if let Value::Instance(copy) = &copy {
                for (name, value) in instance.scope.entries() {
                    copy.scope.put(&name, Some(value));
                }
                copy.inner.replace(instance.inner.borrow().clone());
            }
            Ok(copy)
        }
        _ => Ok(value.clone()),
    }
}

/// Moments, decimals and UUIDs never change, and are copies of themselves.
fn is_unchanging(object: &dyn Object) -> bool {
    let class = object.classes().first();
    let modules = ["datetime.", "decimal.Decimal", "uuid."];
    class.is_some_and(|class| modules.iter().any(|module| class.starts_with(module)))
}

/// Members of enums are one for all.
fn is_constant(instance: &Instance) -> bool {
    instance.class.derives_from("enum.Enum")
}

/// The copies that were made, by the address of what they copy: what is
/// shared, or contains itself, stays so.
type Copies = HashMap<usize, Value>;

fn address(value: &Value) -> Option<usize> {
    Some(match value {
        Value::List(list) => Rc::as_ptr(list).cast::<()>() as usize,
        Value::Dict(dict) => Rc::as_ptr(dict).cast::<()>() as usize,
        Value::Set(set) => Rc::as_ptr(set).cast::<()>() as usize,
        Value::Instance(instance) => Rc::as_ptr(instance).cast::<()>() as usize,
        _ => return None,
    })
}

fn deep(interpreter: &mut Interpreter, value: &Value, copies: &mut Copies) -> Result<Value> {
    let address = address(value);
    if let Some(copy) = address.and_then(|address| copies.get(&address)) {
        return Ok(copy.clone());
    }
    let made = |copies: &mut Copies, copy: &Value| {
        if let Some(address) = address {
            copies.insert(address, copy.clone());
        }
    };
    interpreter.step(1)?;
    interpreter.deeper(|interpreter| match value {
        Value::List(list) => {
            let copy = interpreter.list(Vec::new());
            made(copies, &copy);
            let items = list.items.borrow().clone();
            for item in items {
                let item = deep(interpreter, &item, copies)?;
                if let Value::List(copy) = &copy {
                    interpreter.change_list(copy)?;
                    copy.items.borrow_mut().push(item);
                }
            }
            Ok(copy)
        }
        Value::Tuple(items) => {
            let mut copied = Vec::new();
            for item in items.iter() {
                copied.push(deep(interpreter, item, copies)?);
            }
            Ok(Value::tuple(copied))
        }
        Value::Dict(dict) => {
            let copy = Rc::new(Dict {
                entries: Default::default(),
                born: interpreter.born(),
                factory: dict.factory.clone(),
                class: dict.class,
            });
            made(copies, &Value::Dict(copy.clone()));
            let pairs = dict.entries.borrow().pairs();
            for (name, value) in pairs {
                let name = deep(interpreter, &name, copies)?;
                let value = deep(interpreter, &value, copies)?;
                let key = interpreter.key(&name)?;
                interpreter.change_dict(&copy)?;
                copy.entries.borrow_mut().insert(key, name, value);
            }
            Ok(Value::Dict(copy))
        }
        Value::Set(set) => {
            let items = set.entries.borrow().keys();
            interpreter.set(items, set.frozen)
        }
        Value::Instance(instance) if !is_constant(instance) => {
            if let Some(method) = interpreter.class_attribute(&instance.class, "__deepcopy__") {
                let memo = interpreter.dict([])?;
                return interpreter.call_with(&method, [value.clone(), memo]);
            }
            let copy = interpreter.bare_instance(&instance.class);
            made(copies, &copy);
            let inner = instance.inner.borrow().clone();
            let inner = match inner {
                Some(inner) => Some(deep(interpreter, &inner, copies)?),
                None => None,
            };
            if let Value::Instance(copy) = &copy {
                copy.inner.replace(inner);
                for (name, value) in instance.scope.entries() {
                    let value = deep(interpreter, &value, copies)?;
                    copy.scope.put(&name, Some(value));
                }
            }
            Ok(copy)
        }
        Value::Object(object) if is_unchanging(&**object) => Ok(value.clone()),
        Value::Object(_) => interpreter.call_method(value, "copy", Args::new([])),
        other => Ok(other.clone()),
    })
}
