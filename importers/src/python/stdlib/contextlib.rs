//! `contextlib`

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "contextlib",
    definitions: &[
        ("suppress", Definition::Function(suppress)),
        ("nullcontext", Definition::Function(nullcontext)),
    ],
    fallback: None,
};

/// `suppress(classes)`: `with` runs it as a `try`.
pub(crate) struct Suppress {
    pub(crate) classes: Vec<Value>,
}

impl Object for Suppress {
    fn type_name(&self) -> &str {
        "suppress"
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn suppress(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let classes = args.rest();
    args.finish()?;
    Ok(Value::object(Suppress { classes }))
}

struct NullContext(Value);

impl Object for NullContext {
    fn type_name(&self) -> &str {
        "nullcontext"
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(self.0.clone()))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn nullcontext(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.take("enter_result")?.unwrap_or(Value::None);
    args.finish()?;
    Ok(Value::object(NullContext(value)))
}
