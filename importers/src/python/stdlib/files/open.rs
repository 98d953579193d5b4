//! `open(path)` for reading.

use std::cell::Cell;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None)`
pub(crate) fn open(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let path = match super::argument(&mut args, "file")? {
        Ok(path) => path,
        Err(unknown) => return Ok(unknown),
    };
    opened(interpreter, &path, args)
}

/// The file at a path; `args` are the arguments of `open` behind it.
pub(super) fn opened(interpreter: &mut Interpreter, path: &str, mut args: Args) -> Result<Value> {
    let mode = args.optional_string("mode")?.unwrap_or_else(|| "r".into());
    let _ = args.optional_integer("buffering")?;
    let keeps_ends = encoding(&mut args)?;
    args.finish()?;
    let binary = match mode.as_str() {
        "r" | "rt" | "tr" => false,
        "rb" | "br" => true,
        _ => {
            return Err(interpreter.refuse(
                "file-written",
                format!("`open` with mode '{mode}' writes a file; a migration run by bridge writes to its database only."),
                Some("Remove what writes the file from the migration."),
            ));
        }
    };
    let text = super::text(interpreter, path)?;
    Ok(Value::object(File {
        name: path.to_owned(),
        content: if binary || keeps_ends {
            text
        } else {
            with_line_feeds(text)
        },
        binary,
        position: Cell::new(0),
    }))
}

/// Takes `encoding`, `errors` and `newline`: every encoding in which UTF-8 text reads the same.
/// Whether line ends stay as they are in the file.
fn encoding(args: &mut Args) -> Result<bool> {
    if let Some(encoding) = args.optional_string("encoding")? {
        let name = encoding.to_ascii_lowercase().replace('_', "-");
        if !["utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"].contains(&name.as_str()) {
            return Err(args.refuse(format!(
                "bridge reads UTF-8 text; the file is opened as '{encoding}'"
            )));
        }
    }
    let _ = args.optional_string("errors")?;
    match args.optional_string("newline")?.as_deref() {
        None => Ok(false),
        // The csv module's own way; lines end at a line feed all the same.
        Some("" | "\n") => Ok(true),
        Some(other) => Err(args.refuse(format!(
            "bridge splits lines at line feeds; the file is opened with newline={other:?}"
        ))),
    }
}

/// `Path.read_text(encoding=None, errors=None)`
pub(super) fn read_text(
    interpreter: &mut Interpreter,
    path: &str,
    args: &mut Args,
) -> Result<Value> {
    let keeps_ends = encoding(args)?;
    let text = super::text(interpreter, path)?;
    Ok(Value::str(if keeps_ends {
        text
    } else {
        with_line_feeds(text)
    }))
}

/// `Path.read_bytes()`
pub(super) fn read_bytes(interpreter: &mut Interpreter, path: &str) -> Result<Value> {
    Ok(Value::Bytes(
        super::text(interpreter, path)?.into_bytes().into(),
    ))
}

/// Python's universal newlines.
fn with_line_feeds(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// An open file.
struct File {
    name: String,
    content: String,
    binary: bool,
    /// Byte offset of what is read next.
    position: Cell<usize>,
}

impl File {
    fn value(&self, text: &str) -> Value {
        if self.binary {
            Value::Bytes(text.as_bytes().into())
        } else {
            Value::str(text)
        }
    }

    /// What is left.
    fn rest(&self) -> &str {
        self.content.get(self.position.get()..).unwrap_or_default()
    }

    fn take(&self, bytes: usize) -> Value {
        let rest = self.rest();
        let part = rest.get(..bytes).unwrap_or(rest);
        self.position.set(self.position.get() + part.len());
        self.value(part)
    }

    /// The next line with its end; `None` at the end of the file.
    fn line(&self) -> Option<Value> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        Some(self.take(rest.find('\n').map_or(rest.len(), |at| at + 1)))
    }
}

impl Object for File {
    fn type_name(&self) -> &str {
        "TextIOWrapper"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "name").then(|| Value::str(&self.name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "read" => {
                let size = args.optional_integer("size")?.unwrap_or(-1);
                let rest = self.rest();
                let bytes = match usize::try_from(size) {
                    Ok(size) if self.binary => size,
                    Ok(size) => rest
                        .char_indices()
                        .nth(size)
                        .map_or(rest.len(), |(at, _)| at),
                    Err(_) => rest.len(),
                };
                self.take(bytes)
            }
            "readline" => self.line().unwrap_or_else(|| self.value("")),
            "readlines" => {
                let lines = std::iter::from_fn(|| self.line()).collect();
                interpreter.list(lines)
            }
            "close" => Value::None,
            _ => return Ok(None),
        }))
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(std::iter::from_fn(|| self.line()).collect()))
    }

    fn next(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Option<Value>>> {
        Ok(Some(self.line()))
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}
