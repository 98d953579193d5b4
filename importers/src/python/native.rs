//! How Rust code offers modules, functions and objects to Python code.
//!
//! A library is a [`ModuleTable`]: names and what they stand for. A function
//! reads its arguments with [`Args`], which refuses what nobody took: no
//! keyword argument is dropped because it was not understood.

use std::any::Any;
use std::rc::Rc;

use super::interpreter::Interpreter;
use super::value::Value;
use crate::diagnostic::{Diagnostic, Span};

/// The result of evaluating.
pub type Result<T> = std::result::Result<T, Interrupt>;

/// Why evaluation stopped.
pub enum Interrupt {
    /// A Python exception: an instance of an exception class.
    Raised(Value),
    /// The interpreter does not know this; the revision is refused (rung 4).
    Refused(Box<Diagnostic>),
    /// The function depends on rows or per-run values: it has to stay a program (rung 3).
    /// Says what made it so.
    NeedsProgram(Box<Diagnostic>),
}

/// A function written in Rust.
#[derive(Clone, Copy)]
pub struct NativeFunction {
    /// Full name, for messages: `sqlalchemy.Column`.
    pub name: &'static str,
    /// What it does.
    pub call: fn(&mut Interpreter, Args) -> Result<Value>,
}

/// A definition in a module's table.
pub enum Definition {
    /// A function or a class that is called as one.
    Function(fn(&mut Interpreter, Args) -> Result<Value>),
    /// A value made when the name is looked up.
    Value(fn(&mut Interpreter) -> Result<Value>),
    /// Another module: `sa.dialects`.
    Module(&'static ModuleTable),
    /// A class that files derive from or test with `isinstance`, by its full name.
    Class(&'static ClassDefinition),
}

/// A class written in Rust.
pub struct ClassDefinition {
    /// Full name: `sqlalchemy.types.TypeDecorator`.
    pub name: &'static str,
    /// Makes an instance.
    pub construct: fn(&mut Interpreter, Args) -> Result<Value>,
    /// Attributes of the class itself.
    pub attribute: fn(&mut Interpreter, &str) -> Option<Value>,
}

/// A module written in Rust.
pub struct ModuleTable {
    /// Dotted name.
    pub name: &'static str,
    /// Sorted or not; looked up by name.
    pub definitions: &'static [(&'static str, Definition)],
}

/// An object written in Rust. Every method has a default that refuses, so
/// that an object says what it can and nothing is assumed.
pub trait Object: Any {
    /// Name of its class, for messages: `Column`.
    fn type_name(&self) -> &str;

    /// Full names of its class and of the classes above it, for `isinstance`.
    fn classes(&self) -> &'static [&'static str] {
        &[]
    }

    /// `object.name`; `None` where there is no such attribute.
    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, name);
        Ok(None)
    }

    /// `object.name = value`; `false` where it cannot be set.
    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: Value,
    ) -> Result<bool> {
        let _ = (interpreter, name, value);
        Ok(false)
    }

    /// `object.name(...)`; `None` where there is no such method.
    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, name, args);
        Ok(None)
    }

    /// `object(...)`; `None` where it cannot be called.
    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        let _ = (interpreter, args);
        Ok(None)
    }

    /// `object[key]`; `None` where it has no items.
    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let _ = (interpreter, key);
        Ok(None)
    }

    /// `key in object`, possibly a [`Value::Test`]; `None` where it cannot be asked.
    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, key);
        Ok(None)
    }

    /// `for item in object`; `None` where it cannot be iterated.
    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let _ = interpreter;
        Ok(None)
    }

    /// `bool(object)`, possibly a [`Value::Test`]; objects are true unless they say otherwise.
    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        let _ = interpreter;
        Ok(Value::Bool(true))
    }

    /// A binary or comparison operator (`==`, `<`, `+`, `&`, ...) with the object on the left,
    /// or on the right where `reflected`; `None` where it has no meaning.
    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, operator, other, reflected);
        Ok(None)
    }

    /// A unary operator (`-`, `~`); `None` where it has no meaning.
    fn unary(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, operator);
        Ok(None)
    }

    /// `with object as x:` enters; `None` where it is no context manager.
    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let _ = interpreter;
        Ok(None)
    }

    /// `with` ends; `raised` says whether the block was left by an exception.
    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: bool) -> Result<()> {
        let _ = (interpreter, raised);
        Ok(())
    }

    /// `str(object)`; `None` where it has no text that a file could rely on.
    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let _ = interpreter;
        Ok(None)
    }

    /// For downcasts.
    fn as_any(&self) -> &dyn Any;
}

/// The arguments of a call. Take each by position or name; then [`Args::finish`]
/// refuses what is left.
pub struct Args {
    /// Full name of what is called, for messages.
    pub function: String,
    /// Positional arguments, in order.
    pub positional: Vec<Value>,
    /// Keyword arguments, in order, with their places.
    pub keywords: Vec<(Rc<str>, Value, Span)>,
    /// The place of the call.
    pub span: Span,
}
