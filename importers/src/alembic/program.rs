//! An Alembic revision as a program: `upgrade()` or `downgrade()` on a live database.

use std::path::Path;
use std::rc::Rc;

use super::convert::{function_name, libraries, run_before};
use super::op::Session;
use super::op::options::OwnModule;
use crate::live::Database;
use crate::program::Program;
use crate::python::interpreter::{Interpreter, Limits, Loader, Options};
use crate::python::native::Result;
use crate::sqlalchemy::live::value::Driver;
use crate::sqlalchemy::mapped::{self, Mapped};
use crate::sqlalchemy::naming::Convention;
use crate::{Dialect, Direction};

/// An interpreter that knows `alembic` and `sqlalchemy`, and works on a live database.
pub(crate) fn interpreter(
    program: &Program,
    loader: Rc<dyn Loader>,
    limits: Limits,
    dialect: Dialect,
    direction: Direction,
    database: Rc<dyn Database>,
) -> Interpreter {
    let mut interpreter = Interpreter::new(Options {
        loader,
        libraries: libraries(),
        limits,
        live: Some(database),
        names: (!program.types.is_empty()).then_some(mapped::find),
        ..Options::new(dialect, direction)
    });
    interpreter.set_extension(Rc::new(Session {
        convention: Convention::new(program.naming_convention.clone()),
        configuration: program.configuration.clone().into(),
    }));
    interpreter.set_extension(Rc::new(Driver::of(&program.configuration)));
    interpreter.set_extension(Rc::new(Mapped(program.types.clone())));
    interpreter
}

/// Runs the file, then its function.
pub(crate) fn call(
    interpreter: &mut Interpreter,
    program: &Program,
    direction: Direction,
) -> Result<()> {
    run_before(interpreter, &program.written_types)?;
    let module = interpreter.run_module(&program.text, Path::new(&program.path))?;
    interpreter.set_extension(Rc::new(OwnModule(module.clone())));
    let name = function_name(direction);
    let Some(function) = module.scope.get(name) else {
        return Err(interpreter.refuse(
            "no-function",
            format!("The file has no function {name}()."),
            None,
        ));
    };
    let given = mapped::arguments(interpreter, &program.types);
    interpreter.call(&function, given)?;
    interpreter.run_recorded()
}
