//! How Rust code offers modules, functions and objects to Python code.
//!
//! A library is a [`ModuleTable`]: names and what they stand for. A function
//! reads its arguments with [`Args`], which refuses what nobody took: no
//! keyword argument is dropped because it was not understood.

use std::any::Any;
use std::rc::Rc;

pub use super::args::{Args, Called, Keyword};
use super::interpreter::Interpreter;
use super::syntax::Place;
use super::value::{Class, Unknown, Value};
use crate::diagnostic::Diagnostic;

/// The result of evaluating.
pub type Result<T> = std::result::Result<T, Interrupt>;

/// Why evaluation stopped.
pub enum Interrupt {
    /// A Python exception: an instance of an exception class, and the line of
    /// the migration file at which it was raised.
    Raised(Value, Place),
    /// The interpreter does not know this; the revision is refused (rung 4).
    Refused(Box<Diagnostic>),
    /// The function depends on rows or per-run values: it has to stay a program (rung 3).
    /// Says what made it so.
    NeedsProgram(Box<Diagnostic>),
    /// Every path has ended in a recorded failure; nothing follows. Pass it on.
    Stopped,
}

/// What a function written in Rust looks like.
pub type NativeCall = fn(&mut Interpreter, Args) -> Result<Value>;

/// A function written in Rust.
#[derive(Clone, Copy)]
pub struct NativeFunction {
    /// The module's dotted name.
    pub module: &'static str,
    /// The function's name in it.
    pub name: &'static str,
    /// What it does.
    pub call: NativeCall,
}

/// Finds an attribute by name; `None` where there is no such attribute.
pub type Lookup = fn(&mut Interpreter, &str) -> Result<Option<Value>>;

/// A definition in a module's table.
pub enum Definition {
    /// A function.
    Function(NativeCall),
    /// A value made when the name is looked up.
    Value(fn(&mut Interpreter) -> Result<Value>),
    /// Another module: `sa.dialects`.
    Module(&'static ModuleTable),
    /// A class that files call, derive from, or test with `isinstance`.
    Class(&'static ClassDefinition),
    /// An exception class: its full name and the full name of its base.
    Exception {
        /// `sqlalchemy.exc.OperationalError`
        name: &'static str,
        /// `sqlalchemy.exc.DatabaseError`, `Exception`; several are separated by `, `
        base: &'static str,
    },
}

/// A class written in Rust.
pub struct ClassDefinition {
    /// Full name: `sqlalchemy.types.TypeDecorator`. Its last part is what `__name__` gives.
    pub name: &'static str,
    /// Full names of the classes above it.
    pub bases: &'static [&'static str],
    /// Makes an instance.
    pub construct: NativeCall,
    /// Attributes of the class itself; `None` where there is no such attribute.
    pub attribute: Lookup,
    /// Called when a Python class derives from it; may replace the class (dataclass-like bases, enums).
    pub derived: fn(&mut Interpreter, &Rc<Class>) -> Result<()>,
    /// Called where a class that derives from a class of it is not known, with the
    /// known class, where that is one of the project's, and why.
    pub lost: fn(&mut Interpreter, Option<&Rc<Class>>, &Rc<Unknown>),
}

impl ClassDefinition {
    /// A class without attributes of its own.
    pub const fn new(
        name: &'static str,
        bases: &'static [&'static str],
        construct: NativeCall,
    ) -> Self {
        fn no_attribute(_: &mut Interpreter, _: &str) -> Result<Option<Value>> {
            Ok(None)
        }
        fn no_hook(_: &mut Interpreter, _: &Rc<Class>) -> Result<()> {
            Ok(())
        }
        Self {
            name,
            bases,
            construct,
            attribute: no_attribute,
            derived: no_hook,
            lost: |_, _, _| (),
        }
    }

    /// With attributes of the class itself.
    #[must_use]
    pub const fn attributes(mut self, attribute: Lookup) -> Self {
        self.attribute = attribute;
        self
    }

    /// With a hook for classes that derive from it.
    #[must_use]
    pub const fn derived(mut self, hook: fn(&mut Interpreter, &Rc<Class>) -> Result<()>) -> Self {
        self.derived = hook;
        self
    }

    /// With a hook for classes that would derive from it, and are not known.
    #[must_use]
    pub const fn lost(
        mut self,
        hook: fn(&mut Interpreter, Option<&Rc<Class>>, &Rc<Unknown>),
    ) -> Self {
        self.lost = hook;
        self
    }

    /// Whether `__new__` makes all of its objects' value, and `__init__` nothing.
    pub(crate) fn is_made_whole(&self) -> bool {
        matches!(
            self.name,
            "str" | "int" | "float" | "bytes" | "tuple" | "frozenset"
        )
    }

    /// The last part of the full name.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
}

/// A module written in Rust.
pub struct ModuleTable {
    /// Dotted name. A module of a table list is imported by it; attributes
    /// that are modules of the list (`sqlalchemy.dialects`) need no definition.
    pub name: &'static str,
    /// Sorted or not; looked up by name.
    pub definitions: &'static [(&'static str, Definition)],
    /// Names that the table does not hold, made on demand (`sa.func`-like modules); `None` where unknown.
    pub fallback: Option<Lookup>,
}

/// Where Python's own objects are written.
const PYTHON: &str = concat!(env!("CARGO_CRATE_NAME"), "::python::");

/// An object written in Rust. Every method has a default that refuses, so
/// that an object says what it can and nothing is assumed.
///
/// `object.name(...)` asks [`Object::method`] first, then calls what
/// [`Object::attribute`] gives.
pub trait Object: Any {
    /// Name of its class, for messages: `Column`.
    fn type_name(&self) -> &str;

    /// Full names of its class and of the classes above it, for `isinstance`.
    fn classes(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether only the live database knows what it is: what it does not answer itself (whether it
    /// equals something, which key it is) needs a program.
    fn is_live(&self) -> bool {
        false
    }

    /// Whether it is `None` for all that is known.
    fn may_be_none(&self) -> bool {
        false
    }

    /// `object.name`; `None` where there is no such attribute. For a method
    /// taken as a value (`f = object.name`), give [`Interpreter::bound_method`].
    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, name);
        Ok(None)
    }

    /// `del instance.name`, where a class has the object as its attribute; `false` where the
    /// instance just loses what it has.
    fn delete_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<bool> {
        let _ = (interpreter, instance);
        Ok(false)
    }

    /// `Class.name = object`; `false` where the class just has it then.
    fn set_on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> Result<bool> {
        let _ = (interpreter, class, name);
        Ok(false)
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

    /// `object.name(...)`; `None` where there is no such method (and then
    /// nothing may have been taken from `args`).
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

    /// `object[key] = value`, or `del object[key]` without a value; `false` where it cannot be set.
    fn set_item(
        &self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: Option<Value>,
    ) -> Result<bool> {
        let _ = (interpreter, key, value);
        Ok(false)
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

    /// Whether it hands out its items one at a time: a loop takes each with [`Object::next`].
    fn is_iterator(&self) -> bool {
        false
    }

    /// `next(object)`: `None` where it is no iterator, `Some(None)` at its end.
    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        let _ = interpreter;
        Ok(None)
    }

    /// `instance.name` where the object is an attribute of the instance's class
    /// and the instance has none of that name; `None` for the object itself.
    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, instance);
        Ok(None)
    }

    /// `Class.name` where the object is an attribute of the class; `None` for the object itself.
    fn on_class(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, class);
        Ok(None)
    }

    /// `instance.name = value` where the object is an attribute of the
    /// instance's class; `false` where the instance takes the value itself.
    fn set_on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
        value: Value,
    ) -> Result<bool> {
        let _ = (interpreter, instance, value);
        Ok(false)
    }

    /// `len(object)`; `None` where it has no length.
    fn length(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let _ = interpreter;
        Ok(None)
    }

    /// A stand-in for any one item, where the items are only known live (the
    /// columns of a table): `[c["name"] for c in object if ...]` is evaluated
    /// once with it, and [`Object::project`] makes the result.
    fn element(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let _ = interpreter;
        Ok(None)
    }

    /// The result of a comprehension over this object: `projected` is what
    /// the comprehension made of [`Object::element`] (for a dict a tuple of
    /// key and value), `conditions` what its `if`s gave.
    fn project(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        projected: Value,
        conditions: Vec<Value>,
    ) -> Result<Option<Value>> {
        let _ = (interpreter, projected, conditions);
        Ok(None)
    }

    /// A built-in function applied to the object where the default would
    /// iterate it: `any`, `all`, `set`, `list`, `tuple`, `sorted`, `len`,
    /// `next`, `map`, `filter`, `dict`, `frozenset`, `iter`, `reversed`,
    /// `enumerate`. `rest` are the other arguments. `None` for the default.
    fn builtin(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        function: &str,
        rest: &[Value],
    ) -> Result<Option<Value>> {
        let _ = (interpreter, function, rest);
        Ok(None)
    }

    /// `bool(object)`, possibly a [`Value::Test`]; objects are true unless they say otherwise.
    fn truth(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Value> {
        let _ = interpreter;
        Ok(Value::Bool(true))
    }

    /// A binary or comparison operator (`==`, `<`, `+`, `&`, ...) with the object on the left,
    /// or on the right where `reflected`; `None` where it has no meaning
    /// (`==` then compares identity).
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

    /// `object operator= value` that changes the object itself; `false` where it is as
    /// `object = object operator value`.
    fn in_place(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        value: &Value,
    ) -> Result<bool> {
        let _ = (interpreter, operator, value);
        Ok(false)
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

    /// `with` ends; `raised` is the exception that left the block, if one
    /// did; `true` swallows it.
    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, raised: Option<&Value>) -> Result<bool> {
        let _ = (interpreter, raised);
        Ok(false)
    }

    /// `str(object)`; `None` where it has no text that a file could rely on.
    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let _ = interpreter;
        Ok(None)
    }

    /// `repr(object)`; `None` where it has no text that a file could rely on.
    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let _ = interpreter;
        Ok(None)
    }

    /// `format(object, specification)`; `None` for `str(object)`.
    fn format(&self, interpreter: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        let _ = (interpreter, specification);
        Ok(None)
    }

    /// The number that the object is as a float (`Decimal`), for `'%f' % value`.
    fn real(&self) -> Option<f64> {
        None
    }

    /// The plain number that the object equals exactly, under which a dict finds it.
    fn number(&self) -> Option<Value> {
        None
    }

    /// A text by which equal objects are equal keys of a dict; `None` where only identity counts.
    fn key(&self) -> Option<String> {
        None
    }

    /// Whether it is a mapping, as `collections.abc` has it.
    fn is_mapping(&self) -> bool {
        false
    }

    /// The tuple that the object is (a row of a result): it is hashed as one.
    fn as_tuple(&self) -> Option<Value> {
        None
    }

    /// Whether bridge knows all its attributes, so that another one is an
    /// `AttributeError` and no refusal.
    fn has_all_attributes(&self) -> bool {
        false
    }

    /// Whether it stands for an object of a library, of which bridge knows a part: so do all
    /// that are not written beside Python's own.
    fn is_of_library(&self) -> bool {
        !std::any::type_name::<Self>().starts_with(PYTHON)
    }

    /// Whether it says its class; `isinstance` of what does not is refused.
    fn class_is_known(&self) -> bool {
        true
    }

    /// Whether it becomes a method when an instance gives it as an attribute
    /// of its class, as functions do.
    fn binds(&self) -> bool {
        false
    }

    /// A number that is another one after the object has changed in a way that later code sees.
    fn changes(&self) -> u64 {
        0
    }
}
