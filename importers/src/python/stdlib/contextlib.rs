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
        ("contextmanager", Definition::Function(contextmanager)),
        ("closing", Definition::Function(nullcontext)),
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

/// Enters and leaves without doing anything.
pub(super) struct NullContext(pub(super) Value);

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

/// A function decorated with `@contextmanager`.
struct Factory(Value);

impl Object for Factory {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        Ok(Some(Value::object(GeneratorContext {
            function: self.0.clone(),
            positional: args.positional.into(),
            keywords: args.keywords,
        })))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// What it gives: `with` runs the function, and the block where it yields.
pub(crate) struct GeneratorContext {
    pub(crate) function: Value,
    positional: Vec<Value>,
    keywords: Vec<crate::python::native::Keyword>,
}

impl GeneratorContext {
    pub(crate) fn args(&self) -> Args {
        let mut args = Args::new(self.positional.clone());
        args.keywords.clone_from(&self.keywords);
        args
    }
}

impl Object for GeneratorContext {
    fn type_name(&self) -> &str {
        "_GeneratorContextManager"
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn contextmanager(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("func")?;
    args.finish()?;
    Ok(Value::object(Factory(function)))
}
