//! `io.StringIO`: text that is written and read like a file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "io",
    definitions: &[("StringIO", Definition::Class(&STRING_IO))],
    fallback: None,
};

static STRING_IO: ClassDefinition =
    ClassDefinition::new("io.StringIO", &[], |interpreter, mut args| {
        let text = args.optional_string("initial_value")?.unwrap_or_default();
        let newline = args.take("newline")?;
        args.finish()?;
        if !newline.is_none_or(|end| end.as_str().is_some_and(|end| matches!(&*end, "" | "\n"))) {
            return Err(interpreter.unsupported("this `newline` of a StringIO"));
        }
        Ok(Value::object(StringIo {
            text: RefCell::new(text.to_string()),
            position: Cell::new(0),
            born: interpreter.born(),
        }))
    });

struct StringIo {
    text: RefCell<String>,
    /// In bytes, at a character.
    position: Cell<usize>,
    born: u64,
}

impl StringIo {
    fn take(&self, bytes: usize) -> Value {
        let text = self.text.borrow();
        let rest = text.get(self.position.get()..).unwrap_or_default();
        let part = rest.get(..bytes).unwrap_or(rest);
        self.position.set(self.position.get() + part.len());
        Value::str(part)
    }

    fn line(&self) -> Option<Value> {
        let length = {
            let text = self.text.borrow();
            let rest = text.get(self.position.get()..).unwrap_or_default();
            if rest.is_empty() {
                return None;
            }
            rest.find('\n').map_or(rest.len(), |at| at + 1)
        };
        Some(self.take(length))
    }
}

impl Object for StringIo {
    fn type_name(&self) -> &str {
        "StringIO"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["io.StringIO"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let is_method = matches!(
            name,
            "read" | "readline" | "readlines" | "write" | "getvalue" | "seek" | "close"
        );
        Ok(is_method.then(|| interpreter.bound_method(Value::Object(self), name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if !matches!(name, "getvalue") {
            interpreter.change_object(self.born, "A StringIO")?;
        }
        Ok(Some(match name {
            "getvalue" => {
                interpreter.charge(self.text.borrow().len())?;
                Value::str(&*self.text.borrow())
            }
            "write" => {
                let part = args.string("s")?;
                interpreter.charge(part.len())?;
                let mut text = self.text.borrow_mut();
                if self.position.get() != text.len() {
                    return Err(interpreter.unsupported("`write` in the middle of a StringIO"));
                }
                text.push_str(&part);
                self.position.set(text.len());
                Value::Int(part.chars().count() as i128)
            }
            "read" => {
                let size = args.optional_integer("size")?.unwrap_or(-1);
                let length = {
                    let text = self.text.borrow();
                    let rest = text.get(self.position.get()..).unwrap_or_default();
                    match usize::try_from(size) {
                        Ok(size) => rest
                            .char_indices()
                            .nth(size)
                            .map_or(rest.len(), |(at, _)| at),
                        Err(_) => rest.len(),
                    }
                };
                self.take(length)
            }
            "readline" => self.line().unwrap_or_else(|| Value::str("")),
            "readlines" => {
                let lines = std::iter::from_fn(|| self.line()).collect();
                interpreter.list(lines)
            }
            "seek" => {
                let to = args.optional_integer("cookie")?.unwrap_or(0);
                let end = self.text.borrow().len();
                match (to, args.optional_integer("whence")?.unwrap_or(0)) {
                    (0, 0) => self.position.set(0),
                    (0, 2) => self.position.set(end),
                    _ => return Err(interpreter.unsupported("`seek` into a StringIO")),
                }
                Value::Int(self.position.get() as i128)
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
