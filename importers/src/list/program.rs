//! Entries of a list that are functions: kept as programs, and run.

use std::path::Path;
use std::rc::Rc;

use super::called::Called;
use super::driver::connection;
use super::libraries;
use super::whole::is_whole;
use super::written::asks_for_a_cursor;
use crate::diagnostic::Diagnostic;
use crate::live::Database;
use crate::modules::Modules;
use crate::program::{Kind, Program, UsedModules, imported};
use crate::python::interpreter::{Interpreter, Limits, Loader, Options};
use crate::python::native::Result;
use crate::python::slice::{self, Outline};
use crate::python::syntax::Source;
use crate::python::value::Value;
use crate::{Dialect, Direction};

/// The modules of a list whose functions are asked for.
#[derive(Default)]
pub(super) struct Outlines {
    of: Vec<(Rc<Source>, Option<Outline>)>,
}

impl Outlines {
    fn find(&mut self, source: &Rc<Source>) -> Option<&Outline> {
        let at = match self
            .of
            .iter()
            .position(|(known, _)| Rc::ptr_eq(known, source))
        {
            Some(at) => at,
            None => {
                self.of.push((source.clone(), Outline::of(source)));
                self.of.len() - 1
            }
        };
        self.of.get(at)?.1.as_ref()
    }
}

/// Why functions are no program.
pub(super) enum NoProgram {
    /// They are not defined by name in one module.
    Unnamed,
    /// What this name is there depends on statements that do not belong to the function.
    Changed(String),
    /// They need more than a connection.
    Takes(usize),
    /// What they need does not run by itself.
    Stops(Box<Diagnostic>),
}

/// The program of an entry's functions.
pub(super) fn of_functions(
    up: Option<&Called>,
    down: Option<&Called>,
    modules: &Rc<Modules>,
    outlines: &mut Outlines,
) -> std::result::Result<Program, NoProgram> {
    let first = up.or(down).ok_or(NoProgram::Unnamed)?;
    let home = &first.home;
    let source = &home.source;
    let up = up.map(|called| name_of(called, "upgrade"));
    let down = down.map(|called| name_of(called, "downgrade"));
    let both: Vec<(&Called, &str)> = up.into_iter().chain(down).collect();
    let mut roots = Vec::new();
    for (called, name) in &both {
        let takes = called.takes();
        if takes > 1 {
            return Err(NoProgram::Takes(takes));
        }
        if !Rc::ptr_eq(&called.home.source, source) {
            return Err(NoProgram::Unnamed);
        }
        let range = called.function.code.range();
        let tree = match &called.expression {
            Some(text) => slice::Tree::Expression(text),
            None if called.function.code.is_lambda_of_module() => {
                slice::Tree::Expression(source.slice(range))
            }
            None => slice::Tree::Definition(range),
        };
        roots.push(slice::Root { name, tree });
    }
    let text = outlines
        .find(source)
        .and_then(|outline| outline.of_functions(&roots));
    let text = text.ok_or(NoProgram::Unnamed)?;
    is_whole(&text, &both, modules)?;
    let used = UsedModules::new(modules.clone());
    let mut waiting = vec![(source.path.clone(), home.module.to_string(), text.clone())];
    let mut known: Vec<String> = Vec::new();
    while let Some((path, module, text)) = waiting.pop() {
        let package = match path.file_name() {
            Some(name) if name == "__init__.py" => module.as_str(),
            _ => module.rsplit_once('.').map_or("", |(package, _)| package),
        };
        for name in imported(&path, &text, package) {
            if known.contains(&name) {
                continue;
            }
            known.push(name.clone());
            if let Some(loaded) = used.load(&name) {
                let source = loaded.source;
                waiting.push((source.path.clone(), name, source.text.to_string()));
            }
        }
    }
    // What stands in the program itself is not read a second time.
    let mut modules = used.modules();
    modules.retain(|one| *one.name != *home.module);
    Ok(Program {
        kind: Kind::List {
            module: home.module.to_string(),
            up: up.map(|(_, name)| name.to_owned()),
            down: down.map(|(_, name)| name.to_owned()),
        },
        path: source.path.to_string_lossy().replace('\\', "/"),
        text,
        modules,
        written_types: Vec::new(),
        files: Vec::new(),
        naming_convention: Vec::new(),
        types: Default::default(),
        configuration: Default::default(),
    })
}

/// What `lambda` calls its functions.
const LAMBDA: &str = "<lambda>";

/// The name by which a program knows a function; one without a name gets `instead`.
fn name_of<'a>(called: &'a Called, instead: &'static str) -> (&'a Called, &'a str) {
    match &*called.function.name {
        LAMBDA => (called, instead),
        _ if called.expression.is_some() => (called, instead),
        name => (called, name),
    }
}

/// An interpreter that knows `sqlite3`, and works on a live database.
pub(crate) fn interpreter(
    loader: Rc<dyn Loader>,
    limits: Limits,
    direction: Direction,
    database: Rc<dyn Database>,
) -> Interpreter {
    Interpreter::new(Options {
        loader,
        libraries: libraries(),
        limits,
        live: Some(database),
        ..Options::new(Dialect::Sqlite, direction)
    })
}

/// Runs the file, then its function with the connection, or a cursor where it asks for one.
pub(crate) fn call(
    interpreter: &mut Interpreter,
    program: &Program,
    module: &str,
    function: Option<&str>,
) -> Result<()> {
    let path = Path::new(&program.path);
    let made = interpreter.run_module_as(&program.text, path, module)?;
    let found = function.and_then(|name| made.scope.get(name));
    let parameter = match &found {
        Some(Value::Function(function)) => function.code.parameter(0),
        Some(Value::Method(method)) => match &method.0 {
            Value::Function(function) => function.code.parameter(1),
            _ => None,
        },
        _ => None,
    };
    let parameter = parameter.map(str::to_owned);
    let Some(found) = found.filter(Value::is_callable) else {
        return Err(interpreter.refuse("no-function", "The file has no such function.", None));
    };
    let arguments = match parameter.as_deref() {
        None => Vec::new(),
        Some(name) => vec![connection(asks_for_a_cursor(name))],
    };
    let is_given = !arguments.is_empty();
    let result = interpreter.call_with(&found, arguments)?;
    // Nothing of it has run, and what goes on with it is the runner.
    let what = match result.type_name().as_str() {
        "coroutine" => "an `async` function",
        "generator" | "async_generator" => "a generator",
        // The SQL that is to be run, in all likelihood.
        "NoneType" => return Ok(()),
        _ if is_given => return Ok(()),
        _ => {
            return Err(interpreter.refuse(
                "list-callable",
                "The function takes no connection and returns something, and only its runner \
                 knows what is done with it.",
                Some("Let the entry have the SQL that the function returns: call it in the list."),
            ));
        }
    };
    Err(interpreter.refuse(
        "list-callable",
        format!("The function is {what}, which only its runner runs to its end."),
        Some("Write a function that does its work with the `sqlite3` connection that it is given."),
    ))
}
