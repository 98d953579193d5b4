//! The `__init__` that `@dataclass` makes.

use std::rc::Rc;

use super::{BY_NAME, Field, ONLY_GIVEN, TAKEN, declared, names_of};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;

/// Names that the class keeps for itself.
fn kept(interpreter: &mut Interpreter, instance: &Value, under: &str) -> Result<Vec<Rc<str>>> {
    let Value::Instance(object) = instance else {
        return Ok(Vec::new());
    };
    let Some(names) = interpreter.class_attribute(&object.class, under) else {
        return Ok(Vec::new());
    };
    let names = interpreter.iterate(&names)?;
    Ok(names.iter().filter_map(Value::as_str).collect())
}

pub(super) fn init(
    interpreter: &mut Interpreter,
    instance: &Value,
    mut args: Args,
) -> Result<Value> {
    args.function = instance.type_name().into();
    let class = args.function.to_string();
    let names = match kept(interpreter, instance, TAKEN)? {
        names if names.is_empty() => names_of(interpreter, instance)?,
        names => names,
    };
    let by_name = kept(interpreter, instance, BY_NAME)?;
    let only_given = kept(interpreter, instance, ONLY_GIVEN)?;
    let given = args.positional.len() + 1;
    let mut without = Vec::new();
    let mut values = Vec::new();
    for name in &names {
        let default = declared(interpreter, instance, name);
        let field = default.as_ref().and_then(Value::downcast::<Field>);
        let value = match &field {
            Some(field) if !field.init => None,
            _ if by_name.contains(name) => args.keyword(name),
            _ => args.take(name)?,
        };
        let value = match (value, &field, default) {
            (Some(value), _, _) => value,
            (None, Some(field), _) => match (&field.default, &field.factory) {
                (Some(default), _) => default.clone(),
                (None, Some(factory)) => interpreter.call_with(factory, [])?,
                // Left to `__post_init__`.
                (None, None) if !field.init => continue,
                (None, None) => {
                    without.push(name.clone());
                    continue;
                }
            },
            (None, None, Some(default)) => default,
            (None, None, None) => {
                without.push(name.clone());
                continue;
            }
        };
        values.push((name.clone(), value));
    }
    if let Some(keyword) = args.keywords.first() {
        let text = format!(
            "{class}.__init__() got an unexpected keyword argument '{}'",
            keyword.name
        );
        return Err(interpreter.raise("TypeError", text));
    }
    if !args.positional.is_empty() {
        let most = names.len() + 1 - by_name.len();
        let with_default = names
            .iter()
            .filter(|name| !by_name.contains(name))
            .filter(|name| declared(interpreter, instance, name).is_some())
            .count();
        let takes = crate::python::evaluate::takes(most, with_default);
        let text = format!("{class}.__init__() takes {takes} but {given} were given");
        return Err(interpreter.raise("TypeError", text));
    }
    if !without.is_empty() {
        return Err(missing(interpreter, &class, &without, &by_name));
    }
    let mut for_after = vec![instance.clone()];
    for (name, value) in values {
        if only_given.contains(&name) {
            for_after.push(value);
            continue;
        }
        match instance {
            Value::Instance(object) => {
                interpreter.set_on_instance(instance, object, &name, value)?;
            }
            _ => interpreter.set_attribute(instance, &name, value)?,
        }
    }
    args.finish()?;
    if let Value::Instance(object) = instance
        && let Some(after) = interpreter.class_attribute(&object.class, "__post_init__")
    {
        interpreter.call_with(&after, for_after)?;
    }
    Ok(Value::None)
}

fn missing(
    interpreter: &mut Interpreter,
    class: &str,
    without: &[Rc<str>],
    by_name: &[Rc<str>],
) -> Interrupt {
    let positional: Vec<String> = without
        .iter()
        .filter(|name| !by_name.contains(name))
        .map(|name| format!("'{name}'"))
        .collect();
    let (kind, names) = if positional.is_empty() {
        let names = without.iter().map(|name| format!("'{name}'"));
        ("keyword-only", names.collect())
    } else {
        ("positional", positional)
    };
    interpreter.raise(
        "TypeError",
        format!(
            "{class}.__init__() missing {} required {kind} argument{}: {}",
            names.len(),
            if names.len() == 1 { "" } else { "s" },
            crate::python::evaluate::listed(&names)
        ),
    )
}
