//! Files of the project: `open`, `pathlib`, `glob`, and what `os` says of them.
//!
//! A path is text, as `__file__` has it. Only the project's own files can be
//! looked at, through the interpreter's loader, which remembers what was read;
//! nothing is ever written. Folders are listed in the order of their names.

mod glob;
mod open;
mod path;

pub(super) use glob::TABLE as GLOB;
pub(crate) use open::open;
pub(super) use path::TABLE as PATHLIB;
pub(super) use path::as_text;
pub(crate) use path::path;

use crate::python::interpreter::{Interpreter, PathKind};
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;

/// The path that an argument names: a string, or a `pathlib` path.
pub(super) fn argument(args: &mut Args, name: &str) -> Result<std::result::Result<String, Value>> {
    let value = args.required(name)?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(Err(value));
    }
    match as_text(&value) {
        Some(path) => Ok(Ok(path)),
        None => args.to_string(name, &value).map(Ok),
    }
}

/// What stands at a path; a value that is not known where it is none of the project's.
fn kind(
    interpreter: &Interpreter,
    path: &str,
    asked: &str,
) -> std::result::Result<PathKind, Value> {
    match interpreter.options.loader.kind(path) {
        Some(kind) => Ok(kind),
        None => Err(interpreter.unknown("per-run-value", format!("{asked} of a file elsewhere"))),
    }
}

/// `exists`, `is_file`, `is_dir`.
pub(super) fn is(
    interpreter: &Interpreter,
    path: &str,
    asked: &str,
    holds: fn(PathKind) -> bool,
) -> Value {
    match kind(interpreter, path, asked) {
        Ok(kind) => Value::Bool(holds(kind)),
        Err(unknown) => unknown,
    }
}

/// The names in a folder, in order.
pub(super) fn names(interpreter: &mut Interpreter, folder: &str) -> Result<Vec<String>> {
    match interpreter.options.loader.kind(folder) {
        Some(PathKind::Folder) => {
            let names = interpreter.options.loader.names(folder);
            interpreter.step(names.len() as u64)?;
            Ok(names)
        }
        Some(PathKind::File) => Err(interpreter.raise(
            "NotADirectoryError",
            format!("[Errno 20] Not a directory: '{folder}'"),
        )),
        Some(PathKind::Missing) => Err(missing(interpreter, folder)),
        None => Err(elsewhere(interpreter, folder)),
    }
}

/// The text of a file.
pub(crate) fn text(interpreter: &mut Interpreter, path: &str) -> Result<String> {
    match interpreter.options.loader.kind(path) {
        Some(PathKind::File) => match interpreter.options.loader.text(path) {
            Ok(text) => {
                interpreter.charge(text.len())?;
                Ok(text)
            }
            Err(diagnostic) => Err(interpreter.refuse(
                "unreadable-file",
                format!("'{path}' cannot be read: {diagnostic}"),
                Some("Files of a migration have to be UTF-8 text."),
            )),
        },
        Some(PathKind::Folder) => Err(interpreter.raise(
            "IsADirectoryError",
            format!("[Errno 21] Is a directory: '{path}'"),
        )),
        Some(PathKind::Missing) => Err(missing(interpreter, path)),
        None => Err(elsewhere(interpreter, path)),
    }
}

fn missing(interpreter: &mut Interpreter, path: &str) -> Interrupt {
    interpreter.raise(
        "FileNotFoundError",
        format!("[Errno 2] No such file or directory: '{path}'"),
    )
}

fn elsewhere(interpreter: &Interpreter, path: &str) -> Interrupt {
    if interpreter.is_live() {
        return interpreter.refuse(
            "file-elsewhere",
            format!("'{path}' is not there when a program runs: it has modules of the project, and no other files."),
            Some(
                "Put what it holds into a module of the project (`ROWS = [...]`) and import that: \
                 modules are kept beside the program.",
            ),
        );
    }
    interpreter.refuse(
        "file-elsewhere",
        format!("'{path}' is no file of the project."),
        Some(
            "bridge reads files of the project only. Name them from the migration's own place: \
             Path(__file__).parent / \"data.sql\".",
        ),
    )
}
