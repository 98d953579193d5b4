//! `functools`, `operator`

use std::rc::Rc;

use crate::python::descriptor::Property;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Called, Definition, Keyword, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "functools",
    definitions: &[
        ("partial", Definition::Function(partial)),
        ("reduce", Definition::Function(reduce)),
        ("update_wrapper", Definition::Function(update_wrapper)),
        ("wraps", Definition::Function(wraps)),
        ("lru_cache", Definition::Function(super::cache::lru_cache)),
        ("cache", Definition::Function(super::cache::cache)),
        ("cached_property", Definition::Function(cached_property)),
        ("cmp_to_key", Definition::Function(cmp_to_key)),
    ],
    fallback: super::written::FUNCTOOLS,
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

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "func" => Some(self.function.clone()),
            "args" => Some(Value::tuple(self.positional.clone())),
            "keywords" => {
                let pairs = self.keywords.iter();
                let pairs = pairs.map(|k| (Value::Str(k.name.clone()), k.value.clone()));
                Some(interpreter.dict(pairs)?)
            }
            _ => None,
        })
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
        args.function = Called::Nothing;
        interpreter.call(&self.function, args).map(Some)
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
        update(interpreter, &function, &self.0)?;
        Ok(Some(function))
    }
}

/// Gives a function the names, the texts and the attributes of another one.
fn update(interpreter: &mut Interpreter, function: &Value, of: &Value) -> Result<()> {
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        if let Some(value) = interpreter.find_attribute(of, name)? {
            interpreter.set_attribute(function, name, value)?;
        }
    }
    let own = match of {
        Value::Function(of) => of.attributes.visible(),
        Value::Instance(of) => of.scope.visible(),
        _ => Vec::new(),
    };
    for (name, value) in own {
        if !name.starts_with("__") {
            interpreter.set_attribute(function, &name, value)?;
        }
    }
    interpreter.set_attribute(function, "__wrapped__", of.clone())
}

/// `update_wrapper(wrapper, wrapped)`
fn update_wrapper(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("wrapper")?;
    let of = args.required("wrapped")?;
    args.finish()?;
    update(interpreter, &function, &of)?;
    Ok(function)
}

fn wraps(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    Ok(Value::object(Wraps(args.required("wrapped")?)))
}

/// A key that compares as `cmp_to_key`'s function says.
struct Comparing {
    compare: Value,
    value: Value,
}

impl Object for Comparing {
    fn type_name(&self) -> &str {
        "functools.KeyWrapper"
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        let (left, right) = if reflected {
            (&*other, &*self)
        } else {
            (&*self, &*other)
        };
        let pair = [left.value.clone(), right.value.clone()];
        let order = interpreter.call_with(&self.compare, pair)?;
        Ok(match operator {
            "<" | "<=" | ">" | ">=" => Some(interpreter.order(&order, operator, &Value::Int(0))?),
            "==" => Some(Value::Bool(interpreter.is_equal(&order, &Value::Int(0))?)),
            _ => None,
        })
    }
}

fn cmp_to_key(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let compare = args.required("mycmp")?;
    args.finish()?;
    Ok(Value::object(CompareKey(compare)))
}

/// What `cmp_to_key` gives.
struct CompareKey(Value);

impl Object for CompareKey {
    fn type_name(&self) -> &str {
        "functools.KeyWrapper"
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, mut args: Args) -> Result<Option<Value>> {
        let value = args.required("obj")?;
        args.finish()?;
        Ok(Some(Value::object(Comparing {
            compare: self.0.clone(),
            value,
        })))
    }
}

fn cached_property(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let get = args.required("func")?;
    let name = interpreter.attribute(&get, "__name__")?;
    let name = name.as_str();
    Ok(Value::object(Property {
        delete: Value::None,
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
        ("truediv", Definition::Function(|i, a| binary(i, a, "/"))),
        ("floordiv", Definition::Function(|i, a| binary(i, a, "//"))),
        ("mod", Definition::Function(|i, a| binary(i, a, "%"))),
        ("pow", Definition::Function(|i, a| binary(i, a, "**"))),
        ("concat", Definition::Function(|i, a| binary(i, a, "+"))),
        ("xor", Definition::Function(|i, a| binary(i, a, "^"))),
        ("lt", Definition::Function(|i, a| ordered(i, a, "<"))),
        ("le", Definition::Function(|i, a| ordered(i, a, "<="))),
        ("gt", Definition::Function(|i, a| ordered(i, a, ">"))),
        ("ge", Definition::Function(|i, a| ordered(i, a, ">="))),
        (
            "ne",
            Definition::Function(|i, mut args| {
                let (a, b) = (args.required("a")?, args.required("b")?);
                args.finish()?;
                let equal = i.equal(&a, &b)?;
                i.negate(&equal)
            }),
        ),
        (
            "not_",
            Definition::Function(|i, mut args| {
                let value = args.required("a")?;
                args.finish()?;
                i.negate(&value)
            }),
        ),
        (
            "contains",
            Definition::Function(|i, mut args| {
                let (a, b) = (args.required("a")?, args.required("b")?);
                args.finish()?;
                i.contains(&a, &b)
            }),
        ),
        (
            "getitem",
            Definition::Function(|i, mut args| {
                let (a, b) = (args.required("a")?, args.required("b")?);
                args.finish()?;
                i.item(&a, &b)
            }),
        ),
        ("methodcaller", Definition::Function(method_caller)),
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
    fallback: super::written::OPERATOR,
};

fn ordered(interpreter: &mut Interpreter, mut args: Args, operator: &str) -> Result<Value> {
    let (a, b) = (args.required("a")?, args.required("b")?);
    args.finish()?;
    interpreter.order(&a, operator, &b)
}

/// `methodcaller(name, ...)`
struct MethodCaller {
    name: String,
    positional: Vec<Value>,
    keywords: Vec<Keyword>,
}

impl Object for MethodCaller {
    fn type_name(&self) -> &str {
        "operator.methodcaller"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let receiver = args.required("obj")?;
        args.finish()?;
        let mut args = Args::new(self.positional.iter().cloned());
        args.keywords.clone_from(&self.keywords);
        interpreter
            .call_method(&receiver, &self.name, args)
            .map(Some)
    }
}

fn method_caller(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    Ok(Value::object(MethodCaller {
        name,
        positional: args.rest(),
        keywords: args.take_keywords(),
    }))
}

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
}
