//! `os` and `os.path`: paths are text.

use super::drawn::of_run;
use super::files;
use crate::python::interpreter::{Interpreter, PathKind};
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static OS: ModuleTable = ModuleTable {
    name: "os",
    definitions: &[
        ("path", Definition::Module(&PATH)),
        ("environ", Definition::Value(super::environment::environ)),
        ("getenv", Definition::Function(super::environment::getenv)),
        (
            "getcwd",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.getcwd()"))),
        ),
        (
            "urandom",
            Definition::Function(|i, a| of_run(i, a, super::drawn::urandom)),
        ),
        (
            "getpid",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.getpid()"))),
        ),
        ("listdir", Definition::Function(listdir)),
        (
            "fspath",
            Definition::Function(|i, a| part(i, a, |path| path)),
        ),
        ("sep", Definition::Value(|_| Ok(Value::str("/")))),
        ("curdir", Definition::Value(|_| Ok(Value::str(".")))),
        ("pardir", Definition::Value(|_| Ok(Value::str("..")))),
        ("extsep", Definition::Value(|_| Ok(Value::str(".")))),
        ("linesep", Definition::Value(|_| Ok(Value::str("\n")))),
        ("name", Definition::Value(|_| Ok(Value::str("posix")))),
    ],
    fallback: None,
};

pub(super) static PATH: ModuleTable = ModuleTable {
    name: "os.path",
    definitions: &[
        ("join", Definition::Function(join)),
        (
            "dirname",
            Definition::Function(|i, a| part(i, a, |path| split(path).0)),
        ),
        (
            "basename",
            Definition::Function(|i, a| part(i, a, |path| split(path).1)),
        ),
        (
            "abspath",
            Definition::Function(|i, a| part(i, a, |path| normal(&path))),
        ),
        (
            "realpath",
            Definition::Function(|i, a| part(i, a, |path| normal(&path))),
        ),
        (
            "normpath",
            Definition::Function(|i, a| part(i, a, |path| normal(&path))),
        ),
        (
            "split",
            Definition::Function(|_, mut args| {
                let (head, tail) = split(args.string("p")?);
                Ok(Value::tuple([Value::str(head), Value::str(tail)]))
            }),
        ),
        (
            "splitext",
            Definition::Function(|_, mut args| {
                let path = args.string("p")?;
                let name = path.rfind('/').map_or(0, |at| at + 1);
                let dot = path.rfind('.').filter(|at| *at > name);
                let (root, extension) = path.split_at(dot.unwrap_or(path.len()));
                Ok(Value::tuple([Value::str(root), Value::str(extension)]))
            }),
        ),
        (
            "exists",
            Definition::Function(|i, a| is(i, a, |kind| kind != PathKind::Missing)),
        ),
        (
            "isfile",
            Definition::Function(|i, a| is(i, a, |kind| kind == PathKind::File)),
        ),
        (
            "isdir",
            Definition::Function(|i, a| is(i, a, |kind| kind == PathKind::Folder)),
        ),
        ("sep", Definition::Value(|_| Ok(Value::str("/")))),
    ],
    fallback: super::written::OS_PATH,
};

fn is(interpreter: &mut Interpreter, mut args: Args, holds: fn(PathKind) -> bool) -> Result<Value> {
    let path = match files::argument(&mut args, "path")? {
        Ok(path) => path,
        Err(unknown) => return Ok(unknown),
    };
    let asked = format!("{}()", args.function);
    args.finish()?;
    Ok(files::is(interpreter, &path, &asked, holds))
}

/// `os.listdir(path)`, in the order of the names.
fn listdir(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let path = match files::argument(&mut args, "path")? {
        Ok(path) => path,
        Err(unknown) => return Ok(unknown),
    };
    args.finish()?;
    let names = files::names(interpreter, &path)?;
    Ok(interpreter.list(names.into_iter().map(Value::str).collect()))
}

/// A path below another, as `os.path.join` and `pathlib` put them together.
pub(super) fn joined(mut path: String, part: &str) -> String {
    if part.starts_with('/') {
        return part.to_owned();
    }
    if !path.is_empty() && !path.ends_with('/') {
        path.push('/');
    }
    path.push_str(part);
    path
}

fn join(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut path = String::new();
    for part in args.rest() {
        if matches!(part, Value::Unknown(_)) {
            return Ok(part);
        }
        let part = match files::as_text(&part) {
            Some(part) => part,
            None => args.to_string("path", &part)?,
        };
        path = joined(path, &part);
    }
    args.finish()?;
    Ok(Value::str(path))
}

fn part(_: &mut Interpreter, mut args: Args, make: impl Fn(String) -> String) -> Result<Value> {
    let path = match files::argument(&mut args, "p")? {
        Ok(path) => path,
        Err(unknown) => return Ok(unknown),
    };
    args.finish()?;
    Ok(Value::str(make(path)))
}

fn split(path: String) -> (String, String) {
    match path.rfind('/') {
        Some(at) => {
            let (head, tail) = path.split_at(at + 1);
            let trimmed = head.trim_end_matches('/');
            let head = if trimmed.is_empty() { head } else { trimmed };
            (head.to_owned(), tail.to_owned())
        }
        None => (String::new(), path),
    }
}

/// Without `.` and `..`, as text alone.
pub(super) fn normal(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".into(),
        (false, false) => joined,
    }
}
