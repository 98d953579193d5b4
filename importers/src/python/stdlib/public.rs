//! `public`, of the package `atpublic`: decorators that put names into `__all__` and change
//! nothing else. A module of this name in the project comes first.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::scope::Scope;
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "public",
    definitions: &[
        ("public", Definition::Function(public)),
        ("private", Definition::Function(private)),
    ],
    fallback: None,
};

/// The names of the module that defines a function or class.
fn of_thing(interpreter: &mut Interpreter, thing: &Value) -> Result<Option<Rc<Scope>>> {
    let module = interpreter.attribute(thing, "__module__")?;
    let module = module.as_str();
    let module = module.and_then(|name| interpreter.modules.get(&*name));
    Ok(module.map(|module| module.scope.clone()))
}

/// The names of the module whose code is being run.
fn of_caller(interpreter: &Interpreter) -> Option<Rc<Scope>> {
    let place = interpreter.place();
    let path = place.path()?.to_string_lossy().into_owned();
    let mut scopes = interpreter.modules.values().map(|module| &module.scope);
    let is_it = |scope: &&Rc<Scope>| {
        let file = scope.get("__file__").and_then(|file| file.as_str());
        file.is_some_and(|file| *file == *path)
    };
    scopes.find(is_it).cloned()
}

/// `__all__`, which is made where there is none.
fn all_of(interpreter: &mut Interpreter, scope: &Rc<Scope>) -> Result<Value> {
    match scope.get("__all__") {
        Some(all @ Value::List(_)) => Ok(all),
        Some(other) => {
            let text = format!(
                "__all__ must be a list not: <class '{}'>",
                other.type_name()
            );
            Err(interpreter.raise("TypeError", text))
        }
        None => {
            let all = interpreter.list(Vec::new());
            interpreter.bind(scope, &"__all__".into(), Some(all.clone()));
            Ok(all)
        }
    }
}

/// Adds a name, or takes it out.
fn list(interpreter: &mut Interpreter, scope: &Rc<Scope>, name: Value, add: bool) -> Result<()> {
    let all = all_of(interpreter, scope)?;
    let known = interpreter.contains(&all, &name)?;
    if interpreter.known_truth(&known)? == add {
        return Ok(());
    }
    let method = if add { "append" } else { "remove" };
    interpreter.call_method(&all, method, Args::new([name]))?;
    Ok(())
}

/// `@public`, or `public(NAME=value)`.
fn public(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let thing = args.take("thing")?.filter(|thing| !thing.is_none());
    if let Some(thing) = thing {
        args.finish()?;
        let thing = interpreter.known(thing)?;
        let name = interpreter.attribute(&thing, "__name__")?;
        if let Some(scope) = of_thing(interpreter, &thing)? {
            list(interpreter, &scope, name, true)?;
        }
        return Ok(thing);
    }
    let named = args.take_keywords();
    args.finish()?;
    let Some(scope) = of_caller(interpreter) else {
        return Err(interpreter.unsupported("`public()` outside of a module"));
    };
    let mut values = Vec::new();
    for keyword in named {
        list(interpreter, &scope, Value::Str(keyword.name.clone()), true)?;
        interpreter.bind(&scope, &keyword.name, Some(keyword.value.clone()));
        values.push(keyword.value);
    }
    Ok(match &values[..] {
        [one] => one.clone(),
        _ => Value::tuple(values),
    })
}

/// `@private`
fn private(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let thing = args.required("thing")?;
    args.finish()?;
    let thing = interpreter.known(thing)?;
    let name = interpreter.attribute(&thing, "__name__")?;
    if let Some(scope) = of_thing(interpreter, &thing)? {
        list(interpreter, &scope, name, false)?;
    }
    Ok(thing)
}
