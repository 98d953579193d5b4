//! `pathlib`: paths as text, in POSIX form.

use std::rc::Rc;

use super::{glob, names, open};
use crate::python::interpreter::{Interpreter, PathKind};
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::stdlib::paths;
use crate::python::value::Value;

pub(in crate::python::stdlib) static TABLE: ModuleTable = ModuleTable {
    name: "pathlib",
    definitions: &[
        ("Path", Definition::Class(&PATH)),
        ("PosixPath", Definition::Class(&PATH)),
        ("PurePath", Definition::Class(&PATH)),
        ("PurePosixPath", Definition::Class(&PATH)),
    ],
    fallback: None,
};

static PATH: ClassDefinition =
    ClassDefinition::new("pathlib.Path", &[], construct).attributes(|i, name| {
        Ok(matches!(name, "cwd" | "home")
            .then(|| i.unknown("per-run-value", format!("Path.{name}"))))
    });

/// A path.
struct PathObject {
    text: String,
}

/// A path as a Python value.
pub(crate) fn path(text: &str) -> Value {
    Value::object(PathObject { text: plain(text) })
}

/// The text of a `pathlib` path, or of a string.
pub(in crate::python::stdlib) fn as_text(value: &Value) -> Option<String> {
    match value.as_str() {
        Some(text) => Some(text.to_string()),
        None => value.downcast::<PathObject>().map(|path| path.text.clone()),
    }
}

/// Without `.`, doubled and closing slashes, as `pathlib` keeps it.
fn plain(text: &str) -> String {
    let parts: Vec<&str> = text
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    match (text.starts_with('/'), parts.join("/")) {
        (true, joined) => format!("/{joined}"),
        (false, joined) if joined.is_empty() => ".".to_owned(),
        (false, joined) => joined,
    }
}

fn construct(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let parts = args.rest();
    let mut text = String::new();
    for part in parts {
        if matches!(part, Value::Unknown(_)) {
            return Ok(part);
        }
        let part = match as_text(&part) {
            Some(part) => part,
            None => args.to_string("path", &part)?,
        };
        text = paths::joined(text, &part);
    }
    args.finish()?;
    Ok(path(&text))
}

impl PathObject {
    fn name(&self) -> &str {
        match self.text.rsplit('/').next() {
            Some(".") | None => "",
            Some(name) => name,
        }
    }

    /// Where the suffix begins in the name; its end where there is none.
    fn suffix_at(&self) -> usize {
        let name = self.name();
        match name.rfind('.') {
            Some(at) if at > 0 && at + 1 < name.len() => at,
            _ => name.len(),
        }
    }

    fn parent(&self) -> String {
        match self.text.rfind('/') {
            Some(0) => "/".into(),
            Some(at) => self.text[..at].to_owned(),
            None => ".".into(),
        }
    }

    fn parts(&self) -> Vec<Value> {
        let root = self.text.starts_with('/').then(|| Value::str("/"));
        let names = self
            .text
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".");
        root.into_iter().chain(names.map(Value::str)).collect()
    }

    /// `relative_to` and `is_relative_to`
    fn relative(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let mut folder = String::new();
        for part in args.rest() {
            let part = match as_text(&part) {
                Some(part) => part,
                None => args.to_string("other", &part)?,
            };
            folder = paths::joined(folder, &part);
        }
        let folder = plain(&folder);
        let below = match folder.as_str() {
            "." if !self.text.starts_with('/') => Some(self.text.as_str()),
            "/" => self.text.strip_prefix('/'),
            folder => self
                .text
                .strip_prefix(folder)
                .filter(|rest| rest.is_empty() || rest.starts_with('/')),
        };
        Ok(Some(match (name, below) {
            ("is_relative_to", below) => Value::Bool(below.is_some()),
            (_, Some(below)) => path(below.trim_start_matches('/')),
            (_, None) => {
                let text = format!(
                    "'{}' is not in the subpath of '{folder}' OR one path is relative and the other is absolute.",
                    self.text
                );
                return Err(interpreter.raise("ValueError", text));
            }
        }))
    }

    fn with_name(&self, name: &str) -> Value {
        path(&paths::joined(self.parent(), name))
    }
}

/// The folders above a path that counts from the project's folder. `__file__` counts from
/// there here, and from the root of the system in Python, which has more of them: these are
/// known as folders outside.
struct Parents(Vec<Value>);

impl Object for Parents {
    fn type_name(&self) -> &str {
        "_PathParents"
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let outside = match key {
            Value::Int(at) => usize::try_from(*at).ok(),
            _ => None,
        };
        let outside = outside.and_then(|at| (at + 1).checked_sub(self.0.len()));
        match outside.filter(|outside| (1..=DEEPEST).contains(outside)) {
            Some(outside) => Ok(Some(path(&vec![".."; outside].join("/")))),
            None => {
                let all = Value::tuple(self.0.iter().cloned());
                interpreter.item(&all, key).map(Some)
            }
        }
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.0.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.0.len() as i128)))
    }
}

/// So many folders may stand above that of the project.
const DEEPEST: usize = 64;

impl Object for PathObject {
    fn type_name(&self) -> &str {
        "PosixPath"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["pathlib.Path"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let at = self.suffix_at();
        Ok(Some(match name {
            "name" => Value::str(self.name()),
            "stem" => Value::str(self.name().get(..at).unwrap_or_default()),
            "suffix" => Value::str(self.name().get(at..).unwrap_or_default()),
            "suffixes" => {
                let name = self.name().trim_start_matches('.');
                let parts = name.split('.').skip(1);
                let suffixes = parts.map(|part| Value::str(format!(".{part}")));
                match name.ends_with('.') {
                    true => interpreter.list(Vec::new()),
                    false => interpreter.list(suffixes.collect()),
                }
            }
            "anchor" | "root" => Value::str(if self.text.starts_with('/') { "/" } else { "" }),
            "drive" => Value::str(""),
            "parent" => path(&self.parent()),
            "parents" => {
                let mut parents = Vec::new();
                let mut text = self.text.clone();
                while !matches!(text.as_str(), "." | "/") {
                    text = Self { text }.parent();
                    parents.push(path(&text));
                }
                match self.text.starts_with('/') {
                    true => Value::tuple(parents),
                    false => Value::object(Parents(parents)),
                }
            }
            "parts" => Value::tuple(self.parts()),
            _ => return Ok(None),
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let below = |interpreter: &mut Interpreter, pattern: &str| {
            let folder = if self.text == "." { "" } else { &self.text };
            let found = glob::matches(interpreter, folder, pattern, true, true)?;
            let paths = found.iter().map(|text| path(text)).collect();
            Ok(interpreter.list(paths))
        };
        Ok(Some(match name {
            "joinpath" => {
                let mut text = self.text.clone();
                for part in args.rest() {
                    if matches!(part, Value::Unknown(_)) {
                        return Ok(Some(part));
                    }
                    let part = match as_text(&part) {
                        Some(part) => part,
                        None => args.to_string("other", &part)?,
                    };
                    text = paths::joined(text, &part);
                }
                path(&text)
            }
            "with_name" => self.with_name(&args.string("name")?),
            "with_stem" => {
                let suffix = self.name().get(self.suffix_at()..).unwrap_or_default();
                self.with_name(&format!("{}{suffix}", args.string("stem")?))
            }
            "with_suffix" => {
                let stem = self.name().get(..self.suffix_at()).unwrap_or_default();
                self.with_name(&format!("{stem}{}", args.string("suffix")?))
            }
            "resolve" => {
                let _ = args.optional_boolean("strict")?;
                path(&paths::normal(&self.text))
            }
            "absolute" | "expanduser" => Value::Object(self),
            "as_posix" | "__fspath__" => Value::str(&self.text),
            "is_absolute" => Value::Bool(self.text.starts_with('/')),
            "is_relative_to" | "relative_to" => return self.relative(interpreter, name, args),
            "exists" => super::is(interpreter, &self.text, "exists()", |kind| {
                kind != PathKind::Missing
            }),
            "is_file" => super::is(interpreter, &self.text, "is_file()", |kind| {
                kind == PathKind::File
            }),
            "is_dir" => super::is(interpreter, &self.text, "is_dir()", |kind| {
                kind == PathKind::Folder
            }),
            "read_text" => open::read_text(interpreter, &self.text, args)?,
            "read_bytes" => open::read_bytes(interpreter, &self.text)?,
            "open" => {
                let given = std::mem::replace(args, Args::new([]));
                open::opened(interpreter, &self.text, given)?
            }
            "iterdir" => {
                let names = names(interpreter, &self.text)?;
                let paths = names
                    .iter()
                    .map(|name| path(&paths::joined(self.text.clone(), name)));
                let paths = paths.collect();
                interpreter.list(paths)
            }
            "glob" => {
                let pattern = args.string("pattern")?;
                below(interpreter, &pattern)?
            }
            "rglob" => {
                let pattern = args.string("pattern")?;
                below(interpreter, &format!("**/{pattern}"))?
            }
            _ => return Ok(None),
        }))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if operator == "/" {
            return Ok(as_text(other).map(|other| {
                path(&match reflected {
                    true => paths::joined(other, &self.text),
                    false => paths::joined(self.text.clone(), &other),
                })
            }));
        }
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        // Paths are ordered by their parts.
        let order = self.text.split('/').cmp(other.text.split('/'));
        let order = if reflected { order.reverse() } else { order };
        Ok(match operator {
            "==" => Some(Value::Bool(order.is_eq())),
            "!=" => Some(Value::Bool(order.is_ne())),
            "<" => Some(Value::Bool(order.is_lt())),
            "<=" => Some(Value::Bool(order.is_le())),
            ">" => Some(Value::Bool(order.is_gt())),
            ">=" => Some(Value::Bool(order.is_ge())),
            _ => None,
        })
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.text.clone()))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let text = interpreter.repr(&Value::str(&self.text))?;
        Ok(Some(format!("PosixPath({text})")))
    }

    fn key(&self) -> Option<String> {
        Some(format!("path {}", self.text))
    }
}
