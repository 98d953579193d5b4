//! What is asked of the fields of a dataclass.

use super::{BY_NAME, Field, values};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::stdlib::collections::{plain_class, plain_instance};
use crate::python::value::{Class, Value};

/// `dataclasses.MISSING`
#[derive(Default)]
struct Missing(std::cell::RefCell<Option<Value>>);

/// The one object that stands for no default.
pub(super) fn missing(interpreter: &mut Interpreter) -> Value {
    let kept = interpreter.extension_or_default::<Missing>();
    let made = kept.0.borrow().clone();
    made.unwrap_or_else(|| {
        let class = plain_class(interpreter, "dataclasses", "_MISSING_TYPE");
        let made = plain_instance(interpreter, class);
        *kept.0.borrow_mut() = Some(made.clone());
        made
    })
}

pub(super) fn convert(interpreter: &mut Interpreter, mut args: Args, dict: bool) -> Result<Value> {
    let instance = args.required("obj")?;
    args.finish()?;
    inside(interpreter, &instance, dict)
}

fn inside(interpreter: &mut Interpreter, value: &Value, dict: bool) -> Result<Value> {
    interpreter.deeper(|interpreter| match value {
        Value::Instance(_)
            if interpreter
                .find_attribute(value, "__dataclass_fields__")?
                .is_some() =>
        {
            let mut pairs = Vec::new();
            for (name, value) in values(interpreter, value, |_| true)? {
                pairs.push((Value::Str(name), inside(interpreter, &value, dict)?));
            }
            if dict {
                interpreter.dict(pairs)
            } else {
                Ok(Value::tuple(pairs.into_iter().map(|(_, value)| value)))
            }
        }
        Value::List(_) | Value::Tuple(_) => {
            let mut items = Vec::new();
            for item in interpreter.iterate(value)? {
                items.push(inside(interpreter, &item, dict)?);
            }
            Ok(match value {
                Value::Tuple(_) => Value::tuple(items),
                _ => interpreter.list(items),
            })
        }
        Value::Dict(_) => {
            let mut pairs = Vec::new();
            for (key, value) in interpreter.mapping(value)? {
                pairs.push((key, inside(interpreter, &value, dict)?));
            }
            interpreter.dict(pairs)
        }
        other => Ok(other.clone()),
    })
}

pub(super) fn fields(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let instance = args.required("class_or_instance")?;
    args.finish()?;
    let names = interpreter.attribute(&instance, "__dataclass_fields__")?;
    let class = plain_class(interpreter, "dataclasses", "Field");
    let owner = match &instance {
        Value::Class(class) => class.clone(),
        Value::Instance(instance) => instance.class.clone(),
        _ => return Err(interpreter.unsupported("`fields` of this")),
    };
    let by_name = match interpreter.class_attribute(&owner, BY_NAME) {
        Some(by_name) => interpreter.iterate(&by_name)?,
        None => Vec::new(),
    };
    let mut made = Vec::new();
    for name in interpreter.iterate(&names)? {
        let keyword = by_name.iter().any(|known| known.is_same(&name));
        let field = described(interpreter, &owner, &name)?;
        let own = plain_instance(interpreter, class.clone());
        interpreter.set_attribute(&own, "name", name)?;
        interpreter.set_attribute(&own, "kw_only", Value::Bool(keyword))?;
        for (name, value) in field {
            interpreter.set_attribute(&own, name, value)?;
        }
        made.push(own);
    }
    Ok(Value::tuple(made))
}

/// The attributes of a field beside its name.
fn described(
    interpreter: &mut Interpreter,
    owner: &std::rc::Rc<Class>,
    name: &Value,
) -> Result<Vec<(&'static str, Value)>> {
    let missing = missing(interpreter);
    let name = name.as_str().unwrap_or_else(|| "".into());
    let default = interpreter.class_attribute(owner, &name);
    let field = default.as_ref().and_then(Value::downcast::<Field>);
    let or_missing = |value: Option<Value>| value.unwrap_or_else(|| missing.clone());
    let (default, factory) = match &field {
        Some(field) => (field.default.clone(), field.factory.clone()),
        None => (default, None),
    };
    let metadata = match &field {
        Some(field) => field.metadata.clone(),
        None => interpreter.dict([])?,
    };
    let is = |ask: fn(&Field) -> bool| Value::Bool(field.as_deref().is_none_or(ask));
    Ok(vec![
        ("type", interpreter.class_annotation(owner, &name)?),
        ("default", or_missing(default)),
        ("default_factory", or_missing(factory)),
        ("init", is(|field| field.init)),
        ("repr", is(|field| field.shown)),
        ("compare", is(|field| field.compared)),
        ("metadata", metadata),
    ])
}

pub(super) fn replace(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let instance = args.required("obj")?;
    let class = interpreter.attribute(&instance, "__class__")?;
    let mut fresh = Args::new([]);
    for (name, value) in values(interpreter, &instance, |field| field.init)? {
        let value = args.keyword(&name).unwrap_or(value);
        fresh = fresh.with(&name, value);
    }
    fresh.keywords.extend(args.take_keywords());
    interpreter.call(&class, fresh)
}
