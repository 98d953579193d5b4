//! Methods of dicts.

use std::any::Any;
use std::rc::Rc;

use super::Methods;
use crate::python::interpreter::Interpreter;
use crate::python::iterate::Viewed;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Dict, Value};

pub(super) const TABLE: Methods = &[
    ("get", |interpreter, value, mut args| {
        let key = args.required("key")?;
        let default = args.take("default")?.unwrap_or(Value::None);
        args.finish()?;
        if matches!(key, Value::Unknown(_)) {
            return Ok(key);
        }
        let key = interpreter.key(&key)?;
        Ok(match value {
            Value::Dict(dict) => dict.entries.borrow().get(&key).cloned().unwrap_or(default),
            _ => default,
        })
    }),
    ("keys", |_, value, args| View::of(value, args, "dict_keys")),
    ("values", |_, value, args| {
        View::of(value, args, "dict_values")
    }),
    ("items", |_, value, args| {
        View::of(value, args, "dict_items")
    }),
    ("pop", |interpreter, value, mut args| {
        let name = args.required("key")?;
        let default = args.take("default")?;
        args.finish()?;
        let key = interpreter.key(&name)?;
        if let Value::Dict(dict) = value {
            interpreter.change_dict(dict)?;
            let removed = dict.entries.borrow_mut().remove(&key);
            if let Some((_, value)) = removed {
                interpreter.follow_names(dict, &name, None)?;
                return Ok(value);
            }
        }
        match default {
            Some(default) => Ok(default),
            None => Err(interpreter.raise_with("KeyError", vec![name])),
        }
    }),
    ("popitem", |interpreter, value, args| {
        args.finish()?;
        if let Value::Dict(dict) = value {
            interpreter.empties_no_names(dict)?;
            interpreter.change_dict(dict)?;
            let popped = dict.entries.borrow_mut().pop();
            if let Some((key, value)) = popped {
                return Ok(Value::tuple([key, value]));
            }
        }
        Err(interpreter.raise("KeyError", "popitem(): dictionary is empty"))
    }),
    ("setdefault", |interpreter, value, mut args| {
        let key = args.required("key")?;
        let default = args.take("default")?.unwrap_or(Value::None);
        args.finish()?;
        let inner = interpreter.key(&key)?;
        if let Value::Dict(dict) = value {
            let found = dict.entries.borrow().get(&inner).cloned();
            if let Some(found) = found {
                return Ok(found);
            }
            interpreter.set_item(value, &key, Some(default.clone()))?;
        }
        Ok(default)
    }),
    ("update", update),
    ("clear", |interpreter, value, args| {
        args.finish()?;
        if let Value::Dict(dict) = value {
            interpreter.empties_no_names(dict)?;
            interpreter.change_dict(dict)?;
            let _old = dict.entries.take();
        }
        Ok(Value::None)
    }),
    ("copy", |interpreter, value, args| {
        args.finish()?;
        let Value::Dict(dict) = value else {
            return Ok(Value::None);
        };
        let copy = dict.entries.borrow().copy();
        interpreter.charge(copy.len() * 64)?;
        Ok(Value::Dict(Rc::new(Dict {
            entries: copy.into(),
            born: interpreter.born(),
            factory: dict.factory.clone(),
            class: dict.class,
        })))
    }),
];

/// What `keys()`, `values()` and `items()` give: it follows the dict.
struct View {
    dict: Value,
    name: &'static str,
}

/// The dict that a view follows, and what the view gives of it.
pub(crate) fn viewed(object: &dyn Any) -> Option<(Rc<Dict>, Viewed)> {
    let view = object.downcast_ref::<View>()?;
    let Value::Dict(dict) = &view.dict else {
        return None;
    };
    let viewed = match view.name {
        "dict_keys" => Viewed::Keys,
        "dict_values" => Viewed::Values,
        _ => Viewed::Items,
    };
    Some((dict.clone(), viewed))
}

impl View {
    fn of(value: &Value, args: Args, name: &'static str) -> Result<Value> {
        args.finish()?;
        Ok(Value::object(Self {
            dict: value.clone(),
            name,
        }))
    }

    fn items(&self) -> Vec<Value> {
        pairs(&self.dict)
            .into_iter()
            .map(|(key, value)| match self.name {
                "dict_keys" => key,
                "dict_values" => value,
                _ => Value::tuple([key, value]),
            })
            .collect()
    }
}

impl Object for View {
    fn type_name(&self) -> &str {
        self.name
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items()))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        if self.name == "dict_keys" {
            return interpreter.contains(&self.dict, key).map(Some);
        }
        let items = Value::tuple(self.items());
        interpreter.contains(&items, key).map(Some)
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(pairs(&self.dict).len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!pairs(&self.dict).is_empty()))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if self.name == "dict_values" || crate::python::compare::number(other).is_some() {
            return Ok(None);
        }
        if matches!(other, Value::None | Value::Str(_)) {
            return Ok(None);
        }
        if operator == "==" && !matches!(other, Value::Set(_) | Value::Object(_)) {
            return Ok(Some(Value::Bool(false)));
        }
        let own = interpreter.set(self.items(), false)?;
        let other = match other {
            Value::Set(_) => other.clone(),
            other => {
                let items = interpreter.iterate(other)?;
                interpreter.set(items, false)?
            }
        };
        let (left, right) = if reflected {
            (other, own)
        } else {
            (own, other)
        };
        match operator {
            "|" | "&" | "-" | "^" => interpreter.binary(operator, &left, &right).map(Some),
            "==" => interpreter.equal(&left, &right).map(Some),
            "<" | "<=" | ">" | ">=" if !reflected => {
                interpreter.order(&left, operator, &right).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let items = interpreter.list(self.items());
        Ok(Some(format!(
            "{}({})",
            self.name,
            interpreter.repr(&items)?
        )))
    }
}

pub(super) fn pairs(value: &Value) -> Vec<(Value, Value)> {
    match value {
        Value::Dict(dict) => dict.entries.borrow().pairs(),
        _ => Vec::new(),
    }
}

fn update(interpreter: &mut Interpreter, value: &Value, mut args: Args) -> Result<Value> {
    let pairs = match crate::python::builtins::dict_pairs(interpreter, &mut args)? {
        Ok(pairs) => pairs,
        Err(_) => {
            return Err(
                interpreter.needs_program("live-data", "A dict takes what is only known live.")
            );
        }
    };
    args.finish()?;
    for (key, new) in pairs {
        interpreter.set_item(value, &key, Some(new))?;
    }
    Ok(Value::None)
}
