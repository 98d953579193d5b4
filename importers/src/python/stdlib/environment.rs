//! `os.environ` and `os.getenv`: the environment of the run. While importing
//! it is not known, so that what uses it is a program; no value is kept.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// `os.environ` of a run.
struct Environment;

/// `os.environ`
pub(super) fn environ(interpreter: &mut Interpreter) -> Result<Value> {
    if interpreter.is_live() {
        return Ok(Value::object(Environment));
    }
    Ok(interpreter.unknown("per-run-value", "os.environ"))
}

/// `os.getenv(key, default=None)`
pub(super) fn getenv(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if !interpreter.is_live() {
        return Ok(interpreter.unknown("per-run-value", "os.getenv()"));
    }
    let key = args.string("key")?;
    let default = args.take("default")?.unwrap_or(Value::None);
    args.finish()?;
    Ok(variable(interpreter, &key)?.map_or(default, Value::str))
}

fn variable(interpreter: &Interpreter, name: &str) -> Result<Option<String>> {
    let Some(database) = interpreter.database() else {
        return Ok(None);
    };
    database.environment(name).map_err(|reason| {
        interpreter.refuse(
            "per-run-value",
            format!("The environment variable `{name}` cannot be read: {reason}."),
            None,
        )
    })
}

fn one_by_one(interpreter: &Interpreter, what: &str) -> Interrupt {
    interpreter.refuse(
        "per-run-value",
        format!("{what} of `os.environ` is not supported."),
        Some("Ask for each variable by its name: os.environ.get(\"NAME\")."),
    )
}

impl Object for Environment {
    fn type_name(&self) -> &str {
        "_Environ"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "get" => {
                let key = args.string("key")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                Ok(Some(
                    variable(interpreter, &key)?.map_or(default, Value::str),
                ))
            }
            _ => Err(one_by_one(interpreter, &format!("`{name}`"))),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let Some(name) = key.as_str() else {
            return Err(interpreter.raise(
                "TypeError",
                format!("str expected, not {}", key.type_name()),
            ));
        };
        match variable(interpreter, &name)? {
            Some(value) => Ok(Some(Value::str(value))),
            None => Err(interpreter.raise_with("KeyError", vec![key.clone()])),
        }
    }

    fn set_item(&self, interpreter: &mut Interpreter, _: &Value, _: Option<Value>) -> Result<bool> {
        Err(one_by_one(interpreter, "An assignment to an item"))
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let Some(name) = key.as_str() else {
            return Ok(Some(Value::Bool(false)));
        };
        let found = variable(interpreter, &name)?;
        Ok(Some(Value::Bool(found.is_some())))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(one_by_one(interpreter, "A list"))
    }

    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Err(one_by_one(interpreter, "The length"))
    }
}
