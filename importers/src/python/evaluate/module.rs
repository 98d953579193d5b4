//! Running files.

use std::path::Path;
use std::rc::Rc;

use super::{Env, Flow, Names};
use crate::python::interpreter::{Frame, Interpreter, Loaded};
use crate::python::native::{Args, Interrupt, Result};
use crate::python::stdlib::importing;
use crate::python::syntax::ast::Stmt;
use crate::python::syntax::{Place, Source};
use crate::python::value::{Module, Value};
use crate::record::Step;

impl Interpreter {
    /// Runs a file as the main module: its lines are the origins of what is recorded.
    ///
    /// # Errors
    /// Syntax errors, refusals, and exceptions that nobody caught.
    pub fn run_module(&mut self, source: &str, path: &Path) -> Result<Rc<Module>> {
        self.run_main(&Source::new(path, source))
    }

    /// The same for a file that others may have parsed already.
    pub(crate) fn run_main(&mut self, source: &Rc<Source>) -> Result<Rc<Module>> {
        self.main = Some(source.clone());
        // As Alembic names what it loads: no module that a file may import has such a name.
        let file = source.path.file_name().unwrap_or_default();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let name: String = file
            .to_string_lossy()
            .chars()
            .map(|c| if is_word(c) { c } else { '_' })
            .collect();
        self.run_source(source, &name)
    }

    /// The same for a file that its project knows by a dotted name.
    ///
    /// # Errors
    /// As [`Interpreter::run_module`].
    pub(crate) fn run_module_as(
        &mut self,
        source: &str,
        path: &Path,
        dotted: &str,
    ) -> Result<Rc<Module>> {
        let source = Source::new(path, source);
        self.main = Some(source.clone());
        self.run_source(&source, dotted)
    }

    /// Runs a module of the project; its name is known before it runs, so
    /// that modules which import each other find what is there so far.
    pub(crate) fn run_project_module(
        &mut self,
        dotted: &str,
        loaded: Loaded,
    ) -> Result<Rc<Module>> {
        self.begins_module();
        let result = self.run_source(&loaded.source, dotted);
        self.ends_module(result.as_ref().ok());
        if let Err(interrupt) = &result {
            self.modules.remove(dotted);
            if let Interrupt::Refused(diagnostic) = interrupt {
                let diagnostic = diagnostic.clone();
                self.unreadable.insert(dotted.to_owned(), diagnostic);
            }
        }
        result
    }

    /// Runs a file of the project as a module that is not kept under its name.
    pub(crate) fn run_project_file(&mut self, name: &str, path: &str) -> Result<Rc<Module>> {
        let text = crate::python::stdlib::files::text(self, path)?;
        self.run_beside(name, &Source::new(path, text))
    }

    /// Runs the text of a module, or of a part of one, as a module that is not kept under its name.
    pub(crate) fn run_beside(&mut self, name: &str, source: &Rc<Source>) -> Result<Rc<Module>> {
        let known = self.modules.get(name).cloned();
        let result = self.run_source(source, name);
        match known {
            Some(module) => self.modules.insert(name.to_owned(), module),
            None => self.modules.remove(name),
        };
        result
    }

    /// Runs the part of a module that is written in Python; other modules, and
    /// it itself, find the module that it is a part of.
    pub(crate) fn run_part(&mut self, source: &Rc<Source>, name: &str) -> Result<Rc<Module>> {
        let module = self.module(name, None);
        self.parts.push(source.clone());
        self.run_in(source, name, module)
    }

    fn run_source(&mut self, source: &Rc<Source>, name: &str) -> Result<Rc<Module>> {
        let module = self.module(name, None);
        self.modules.insert(name.to_owned(), module.clone());
        self.run_in(source, name, module)
    }

    fn run_in(
        &mut self,
        source: &Rc<Source>,
        name: &str,
        module: Rc<Module>,
    ) -> Result<Rc<Module>> {
        let body = source.body().map_err(Interrupt::Refused)?;
        let put = |key: &str, value: Value| module.scope.put(&key.into(), Some(value));
        put("__name__", Value::str(name));
        put("__file__", Value::str(source.path.to_string_lossy()));
        put(
            "__doc__",
            super::function::docstring(&body).map_or(Value::None, Value::str),
        );
        let is_package = source
            .path
            .file_name()
            .is_some_and(|file| file == "__init__.py");
        let package = if is_package {
            let folder = source.path.parent().unwrap_or(Path::new(""));
            let folder = Value::str(folder.to_string_lossy());
            put("__path__", self.list(vec![folder]));
            name
        } else {
            name.rsplit_once('.').map_or("", |(package, _)| package)
        };
        put("__package__", Value::str(package));
        put("__spec__", importing::module_spec(name, package));
        let env = Env {
            scope: module.scope.clone(),
            globals: module.scope.clone(),
            source: source.clone(),
            module: name.into(),
            names: Rc::new(Names::default()),
            first: None,
            block: None,
        };
        self.frames.push(Frame {
            place: Place::new(source, crate::python::syntax::ast::TextRange::default()),
        });
        self.importing += 1;
        let base = self.branches.len();
        let result = self.deeper(|interpreter| {
            let result = interpreter.execute_definitions(&env, &body);
            let flow = interpreter.stop_raised(base, result)?;
            interpreter.settle(base, flow, |flow| flow)
        });
        self.importing -= 1;
        self.frames.pop();
        match result? {
            Flow::Stopped => Err(Interrupt::Stopped),
            _ => Ok(module),
        }
    }

    /// Executes the statements of a module, or of a class. In a module beside
    /// the revision a statement that is not understood is left out.
    pub(crate) fn execute_definitions(&mut self, env: &Env, body: &[Stmt]) -> Result<Flow> {
        let is_main = self
            .main
            .as_ref()
            .is_some_and(|main| Rc::ptr_eq(main, &env.source));
        if is_main {
            return self.execute_block(env, body);
        }
        for statement in body {
            let base = self.branches.len();
            let one = std::slice::from_ref(statement);
            let flow = match self.execute_block(env, one) {
                Err(interrupt) => {
                    self.branches.truncate(base);
                    self.leave_out(env, body, statement, interrupt)?;
                    Flow::Normal
                }
                Ok(flow) => flow,
            };
            if !matches!(flow, Flow::Normal) {
                return Ok(flow);
            }
        }
        Ok(Flow::Normal)
    }

    /// Calls a function and gives what it recorded: `upgrade()`.
    ///
    /// # Errors
    /// Refusals, what needs a program, and exceptions that nobody caught.
    pub fn record_call(&mut self, function: &Value, args: Args) -> Result<Vec<Step>> {
        self.recorder.finish();
        match self.call(function, args) {
            Ok(_) | Err(Interrupt::Stopped) => Ok(self.recorder.finish()),
            Err(interrupt) => {
                self.branches.clear();
                Err(interrupt)
            }
        }
    }
}
