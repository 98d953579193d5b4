//! `os` and `os.path`: paths are text; the environment and the files are not known.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static OS: ModuleTable = ModuleTable {
    name: "os",
    definitions: &[
        ("path", Definition::Module(&PATH)),
        (
            "environ",
            Definition::Value(|i| Ok(i.unknown("per-run-value", "os.environ"))),
        ),
        (
            "getenv",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.getenv()"))),
        ),
        (
            "getcwd",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.getcwd()"))),
        ),
        (
            "urandom",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.urandom()"))),
        ),
        (
            "getpid",
            Definition::Function(|i, _| Ok(i.unknown("per-run-value", "os.getpid()"))),
        ),
        ("sep", Definition::Value(|_| Ok(Value::str("/")))),
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
        ("exists", Definition::Function(files)),
        ("isfile", Definition::Function(files)),
        ("isdir", Definition::Function(files)),
        ("sep", Definition::Value(|_| Ok(Value::str("/")))),
    ],
    fallback: None,
};

fn files(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Ok(interpreter.unknown("per-run-value", format!("{}()", args.function)))
}

fn join(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut path = String::new();
    for part in args.rest() {
        if matches!(part, Value::Unknown(_)) {
            return Ok(part);
        }
        let part = args.to_string("path", &part)?;
        if part.starts_with('/') {
            path = part;
        } else {
            if !path.is_empty() && !path.ends_with('/') {
                path.push('/');
            }
            path.push_str(&part);
        }
    }
    args.finish()?;
    Ok(Value::str(path))
}

fn part(_: &mut Interpreter, mut args: Args, make: impl Fn(String) -> String) -> Result<Value> {
    let value = args.required("p")?;
    if matches!(value, Value::Unknown(_)) {
        return Ok(value);
    }
    let path = args.to_string("p", &value)?;
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

fn normal(path: &str) -> String {
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
