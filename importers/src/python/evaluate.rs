//! The tree-walking evaluator.

use std::path::Path;
use std::rc::Rc;

use super::interpreter::{Interpreter, Loaded};
use super::native::{Args, Interrupt, Result};
use super::value::{Class, Function, Module, Value};

impl Interpreter {
    /// Runs a file as the main module: its lines are the origins of what is recorded.
    ///
    /// # Errors
    /// Syntax errors, refusals, and exceptions that nobody caught.
    pub fn run_module(&mut self, source: &str, path: &Path) -> Result<Rc<Module>> {
        let source = super::syntax::Source::new(path, source);
        super::syntax::parse(&source).map_err(Interrupt::Refused)?;
        Err(self.refuse("python-unsupported", "Running is not supported.", None))
    }

    pub(crate) fn run_project_module(
        &mut self,
        dotted: &str,
        loaded: Loaded,
    ) -> Result<Rc<Module>> {
        let _ = dotted;
        self.run_module(&loaded.text, &loaded.path)
    }

    pub(crate) fn call_function(&mut self, function: &Rc<Function>, args: Args) -> Result<Value> {
        let _ = (function, args);
        Err(self.refuse("python-unsupported", "Running is not supported.", None))
    }

    pub(crate) fn instantiate(&mut self, class: &Rc<Class>, args: Args) -> Result<Value> {
        let _ = (class, args);
        Err(self.refuse("python-unsupported", "Running is not supported.", None))
    }

    pub(crate) fn call_unknown(&mut self, callee: &Value) -> Result<Value> {
        self.known(callee.clone())
    }

    pub(crate) fn value_attribute(&mut self, value: &Value, name: &str) -> Result<Option<Value>> {
        Ok(super::methods::find(value, name).map(|_| self.bound_method(value.clone(), name)))
    }
}
