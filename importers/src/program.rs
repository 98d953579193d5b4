//! Programs: revisions that stay Python functions (rung 3), because they
//! depend on rows or on values that differ per run.
//!
//! A program is kept with everything that it needs: its file, the project's
//! modules that it uses, the naming convention. It is run by the interpreter
//! that converts revisions, on a live [`Database`].

mod check;
mod modules;
mod unknown;

use std::path::Path;
use std::rc::Rc;

use crate::alembic::configuration::Configuration;
use crate::alembic::program as alembic;
use crate::diagnostic::Diagnostic;
use crate::list::program as list;
use crate::live::{Database, Failure};
use crate::python::interpreter::{Interpreter, Limits, Loader, RECURSION};
use crate::python::native::Interrupt;
use crate::sqlalchemy::mapped::TypeMapping;
use crate::{Dialect, Direction};

pub use check::check;
pub use modules::{UsedModules, imported};
pub use unknown::unknown;

/// A revision that is kept as Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What calls it.
    pub kind: Kind,
    /// The legacy file, as messages name it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The project's modules that it uses.
    pub modules: Vec<Module>,
    /// Parts of the project's modules whose functions write SQLAlchemy's own types, and what
    /// registers operations of its own; they are run before it.
    pub written_types: Vec<Module>,
    /// The project's files that it reads, numbered.
    pub files: Vec<Module>,
    /// `MetaData(naming_convention=...)` of the project's metadata.
    pub naming_convention: Vec<(String, String)>,
    /// Types that `bridge.toml` names.
    pub types: TypeMapping,
    /// What its files may ask of the project.
    pub configuration: Configuration,
}

/// What calls a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Alembic: `upgrade()` and `downgrade()`.
    Alembic,
    /// The runner of a list, with a `sqlite3` connection.
    List {
        /// The dotted name of the module.
        module: String,
        /// The function that applies the entry.
        up: Option<String>,
        /// The function that undoes it.
        down: Option<String>,
    },
}

/// A module of the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Module {
    /// Its dotted name.
    pub name: String,
    /// The legacy file, as messages name it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Why a program stopped. Everything it did is to be rolled back.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopped {
    /// What happened, with file, line and caret.
    pub diagnostic: Diagnostic,
    /// The statement that the database refused, where that is the reason.
    pub failure: Option<Failure>,
}

/// Bounds of a program's work. Rows are many; an endless loop still ends.
const LIMITS: Limits = Limits {
    steps: 100_000_000_000,
    depth: RECURSION,
    memory: 1 << 40,
};

impl Program {
    /// Runs it in one direction.
    ///
    /// # Errors
    /// An exception that the program does not catch, something that the
    /// interpreter does not know, or a failure of the database.
    pub fn run(
        &self,
        dialect: Dialect,
        direction: Direction,
        database: Rc<dyn Database>,
    ) -> Result<(), Box<Stopped>> {
        self.run_within(LIMITS, dialect, direction, database, None)
    }

    fn run_within(
        &self,
        limits: Limits,
        dialect: Dialect,
        direction: Direction,
        database: Rc<dyn Database>,
        project: Option<Rc<dyn Loader>>,
    ) -> Result<(), Box<Stopped>> {
        let loader = Rc::new(modules::Kept::new(self, project));
        let mut interpreter = match &self.kind {
            Kind::Alembic => {
                alembic::interpreter(self, loader, limits, dialect, direction, database)
            }
            Kind::List { .. } => list::interpreter(loader, limits, direction, database),
        };
        let result = match &self.kind {
            Kind::Alembic => alembic::call(&mut interpreter, self, direction),
            Kind::List { module, up, down } => {
                let function = match direction {
                    Direction::Up => up,
                    Direction::Down => down,
                };
                list::call(&mut interpreter, self, module, function.as_deref())
            }
        };
        result.map_err(|interrupt| stopped(&mut interpreter, interrupt, self.path()))
    }

    fn path(&self) -> &Path {
        Path::new(&self.path)
    }
}

fn stopped(interpreter: &mut Interpreter, interrupt: Interrupt, path: &Path) -> Box<Stopped> {
    let failure = match &interrupt {
        Interrupt::Raised(exception, _) => interpreter.failure_of(exception),
        Interrupt::Refused(diagnostic) if diagnostic.code == "database-failed" => {
            interpreter.last_failure()
        }
        _ => None,
    };
    let mut diagnostic = interpreter.diagnose(interrupt);
    if diagnostic.path.is_none() {
        diagnostic.path = Some(path.to_owned());
    }
    Box::new(Stopped {
        diagnostic,
        failure,
    })
}
