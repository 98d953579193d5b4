//! What the built-in classes have themselves: methods without a receiver
//! (`str.upper`), and functions that make values (`dict.fromkeys`).

use std::rc::Rc;

use super::classes::{from_hex, new_type};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Called, Result};
use crate::python::value::Value;

/// `object.__setattr__` and its like, which a class calls past its own.
pub(super) fn object_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
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

/// `list.__init__(self, items)` in a class that derives from `list`.
fn initialize(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("self")?;
    match &value {
        Value::Instance(instance) => {
            interpreter.initialize_as_native(instance, args)?;
            Ok(Value::None)
        }
        _ => Err(interpreter.unsupported("`__init__` of a value that is there already")),
    }
}

const INITIALIZE: crate::python::native::NativeFunction = crate::python::native::NativeFunction {
    module: "builtins",
    name: "__init__",
    call: initialize,
};

/// `type.__new__`, `type.__call__`, `type.__init__`, which a metaclass calls past its own.
pub(super) fn type_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
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

/// `str.upper`: a method whose receiver is its first argument.
fn unbound(interpreter: &mut Interpreter, probe: &Value, name: &str) -> Result<Option<Value>> {
    let _ = interpreter;
    if name == "__init__" && matches!(probe, Value::List(_) | Value::Dict(_) | Value::Set(_)) {
        return Ok(Some(Value::Native(INITIALIZE)));
    }
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
        args.function = Called::Nothing;
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
}

pub(super) fn str_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "maketrans" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "maketrans",
            call: crate::python::methods::maketrans,
        })));
    }
    unbound(interpreter, &Value::str(""), name)
}

pub(super) fn int_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    if name == "from_bytes" {
        return Ok(Some(Value::Native(crate::python::native::NativeFunction {
            module: "builtins",
            name: "from_bytes",
            call: crate::python::methods::from_bytes,
        })));
    }
    unbound(interpreter, &Value::Int(0), name)
}

pub(super) fn float_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    unbound(interpreter, &Value::Float(0.0), name)
}

pub(super) fn bytes_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
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

pub(super) fn list_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let probe = interpreter.list(Vec::new());
    unbound(interpreter, &probe, name)
}

pub(super) fn tuple_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    unbound(interpreter, &Value::tuple([]), name)
}

pub(super) fn set_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let probe = interpreter.set([], false)?;
    unbound(interpreter, &probe, name)
}

pub(super) fn frozenset_attribute(
    interpreter: &mut Interpreter,
    name: &str,
) -> Result<Option<Value>> {
    let probe = interpreter.set([], true)?;
    unbound(interpreter, &probe, name)
}

pub(super) fn dict_attribute(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
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
