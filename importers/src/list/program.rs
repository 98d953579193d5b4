//! Entries of a list that are functions: kept as programs, and run.

use std::path::Path;
use std::rc::Rc;

use super::driver::connection;
use crate::alembic::convert::libraries;
use crate::live::Database;
use crate::modules::Modules;
use crate::program::{Kind, Program, UsedModules, imported};
use crate::python::interpreter::{Interpreter, Limits, Loader, Options};
use crate::python::native::Result;
use crate::python::slice;
use crate::python::value::{Function, Value};
use crate::{Dialect, Direction};

/// The program of an entry's functions; `None` where they are not defined
/// by name in one module.
pub(super) fn of_functions(
    up: Option<&Function>,
    down: Option<&Function>,
    modules: &Rc<Modules>,
) -> Option<Program> {
    let code = &up.or(down)?.code;
    let source = code.source();
    let both: Vec<&Function> = up.into_iter().chain(down).collect();
    let is_here = |function: &&Function| Rc::ptr_eq(function.code.source(), source);
    if !both.iter().all(is_here) {
        return None;
    }
    let names: Vec<&str> = both.iter().map(|function| &*function.name).collect();
    let text = slice::of_functions(source, &names)?;
    let used = UsedModules::new(modules.clone());
    let mut waiting = vec![(source.path.clone(), code.module().to_owned(), text.clone())];
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
    modules.retain(|one| one.name != code.module());
    Some(Program {
        kind: Kind::List {
            module: code.module().to_owned(),
            up: up.map(|function| function.name.to_string()),
            down: down.map(|function| function.name.to_string()),
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
    let Some(Value::Function(found)) = found else {
        return Err(interpreter.refuse("no-function", "The file has no such function.", None));
    };
    let parameter = found.code.first_parameter().map(str::to_lowercase);
    let arguments = match parameter.as_deref() {
        None => Vec::new(),
        Some(name) => vec![connection(name.contains("cur") || name == "c")],
    };
    interpreter.call_with(&Value::Function(found), arguments)?;
    Ok(())
}
