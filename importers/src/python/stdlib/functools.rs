//! `functools`, `operator`, `copy`

use std::rc::Rc;

use crate::python::descriptor::Property;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Keyword, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "functools",
    definitions: &[
        ("partial", Definition::Function(partial)),
        ("reduce", Definition::Function(reduce)),
        ("wraps", Definition::Function(wraps)),
        ("lru_cache", Definition::Function(cache)),
        ("cache", Definition::Function(cache)),
        ("cached_property", Definition::Function(cached_property)),
        (
            "cmp_to_key",
            Definition::Function(|i, _| Err(i.unsupported("`functools.cmp_to_key`"))),
        ),
    ],
    fallback: None,
};

struct Partial {
    function: Value,
    positional: Vec<Value>,
    keywords: Vec<Keyword>,
}

impl Object for Partial {
    fn type_name(&self) -> &str {
        "partial"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        for value in self.positional.iter().rev() {
            args.positional.push_front(value.clone());
        }
        for keyword in &self.keywords {
            if !args.keywords.iter().any(|given| given.name == keyword.name) {
                args.keywords.push(keyword.clone());
            }
        }
        args.function.clear();
        interpreter.call(&self.function, args).map(Some)
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn partial(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("func")?;
    Ok(Value::object(Partial {
        function,
        positional: args.rest(),
        keywords: args.take_keywords(),
    }))
}

fn reduce(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    let items = args.required("iterable")?;
    let initial = args.take("initial")?;
    args.finish()?;
    let mut items = interpreter.iterate(&items)?.into_iter();
    let Some(mut result) = initial.or_else(|| items.next()) else {
        return Err(interpreter.raise(
            "TypeError",
            "reduce() of empty iterable with no initial value",
        ));
    };
    for item in items {
        result = interpreter.call_with(&function, [result, item])?;
    }
    Ok(result)
}

/// `@wraps(f)`: the decorated function keeps the name of `f`.
struct Wraps(Value);

impl Object for Wraps {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let function = args.required("wrapper")?;
        for name in ["__name__", "__doc__"] {
            if let Some(value) = interpreter.find_attribute(&self.0, name)? {
                interpreter.set_attribute(&function, name, value)?;
            }
        }
        Ok(Some(function))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn wraps(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    Ok(Value::object(Wraps(args.required("wrapped")?)))
}

/// `@cache`, `@lru_cache` and `@lru_cache(...)`: the function itself.
fn cache(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    match args.positional.pop_front() {
        Some(function @ (Value::Function(_) | Value::Method(_) | Value::Object(_))) => Ok(function),
        _ => {
            let identity = crate::python::native::NativeFunction {
                module: "functools",
                name: "lru_cache",
                call: cache,
            };
            let _ = interpreter;
            Ok(Value::Native(identity))
        }
    }
}

fn cached_property(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let get = args.required("func")?;
    let name = interpreter.attribute(&get, "__name__")?;
    let name = name
        .as_str()
        .map(|name| Rc::from(format!("__cached_{name}")));
    Ok(Value::object(Property {
        get,
        set: Value::None,
        cached: name,
    }))
}

pub(super) static OPERATOR: ModuleTable = ModuleTable {
    name: "operator",
    definitions: &[
        (
            "itemgetter",
            Definition::Function(|_, mut args| {
                Ok(Value::object(Getter {
                    keys: args.rest(),
                    items: true,
                }))
            }),
        ),
        (
            "attrgetter",
            Definition::Function(|_, mut args| {
                Ok(Value::object(Getter {
                    keys: args.rest(),
                    items: false,
                }))
            }),
        ),
        ("add", Definition::Function(|i, a| binary(i, a, "+"))),
        ("sub", Definition::Function(|i, a| binary(i, a, "-"))),
        ("mul", Definition::Function(|i, a| binary(i, a, "*"))),
        ("or_", Definition::Function(|i, a| binary(i, a, "|"))),
        ("and_", Definition::Function(|i, a| binary(i, a, "&"))),
        (
            "eq",
            Definition::Function(|i, mut args| {
                let (a, b) = (args.required("a")?, args.required("b")?);
                i.equal(&a, &b)
            }),
        ),
    ],
    fallback: None,
};

fn binary(interpreter: &mut Interpreter, mut args: Args, operator: &str) -> Result<Value> {
    let (a, b) = (args.required("a")?, args.required("b")?);
    args.finish()?;
    interpreter.binary(operator, &a, &b)
}

struct Getter {
    keys: Vec<Value>,
    items: bool,
}

impl Object for Getter {
    fn type_name(&self) -> &str {
        if self.items {
            "itemgetter"
        } else {
            "attrgetter"
        }
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let object = args.required("obj")?;
        args.finish()?;
        let mut found = Vec::new();
        for key in &self.keys {
            if self.items {
                found.push(interpreter.item(&object, key)?);
                continue;
            }
            let mut value = object.clone();
            for name in key.as_str().unwrap_or_else(|| "".into()).split('.') {
                value = interpreter.attribute(&value, name)?;
            }
            found.push(value);
        }
        Ok(Some(match &found[..] {
            [only] => only.clone(),
            _ => Value::tuple(found),
        }))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

pub(super) static COPY: ModuleTable = ModuleTable {
    name: "copy",
    definitions: &[
        (
            "copy",
            Definition::Function(|i, mut args| {
                let value = args.required("x")?;
                args.finish()?;
                match &value {
                    Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Object(_) => {
                        i.call_method(&value, "copy", Args::new([]))
                    }
                    _ => Ok(value),
                }
            }),
        ),
        (
            "deepcopy",
            Definition::Function(|i, mut args| {
                let value = args.required("x")?;
                args.finish()?;
                deep(i, &value)
            }),
        ),
    ],
    fallback: None,
};

fn deep(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    interpreter.deeper(|interpreter| match value {
        Value::List(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(value)? {
                items.push(deep(interpreter, &item)?);
            }
            Ok(interpreter.list(items))
        }
        Value::Tuple(items) => {
            let mut copied = Vec::new();
            for item in items.iter() {
                copied.push(deep(interpreter, item)?);
            }
            Ok(Value::tuple(copied))
        }
        Value::Dict(_) => {
            let mut pairs = Vec::new();
            for (key, value) in interpreter.mapping(value)? {
                pairs.push((key, deep(interpreter, &value)?));
            }
            interpreter.dict(pairs)
        }
        Value::Set(_) => {
            let items = interpreter.iterate(value)?;
            interpreter.set(items, false)
        }
        Value::Object(_) => interpreter.call_method(value, "copy", Args::new([])),
        other => Ok(other.clone()),
    })
}
