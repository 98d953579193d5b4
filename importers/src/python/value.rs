//! Python values.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::native::{NativeFunction, Object};
use crate::record::Test;

/// A Python value. Mutable ones are shared, as in Python.
#[derive(Clone)]
pub enum Value {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// `True`, `False`
    Bool(bool),
    /// An integer. Larger ones are refused by the operation that would make one.
    Int(i128),
    /// A float.
    Float(f64),
    /// A string.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A list.
    List(Rc<List>),
    /// A tuple.
    Tuple(Rc<[Value]>),
    /// A dict.
    Dict(Rc<Dict>),
    /// A set or frozenset.
    Set(Rc<Set>),
    /// `slice(a, b, c)`
    Slice(Rc<(Value, Value, Value)>),
    /// `range(a, b, c)`
    Range(i128, i128, i128),
    /// A function written in Python.
    Function(Rc<Function>),
    /// A function with its first argument bound.
    Method(Rc<(Value, Value)>),
    /// A class written in Python, or a built-in exception class.
    Class(Rc<Class>),
    /// An instance of such a class.
    Instance(Rc<Instance>),
    /// A module.
    Module(Rc<Module>),
    /// A function written in Rust.
    Native(NativeFunction),
    /// An object written in Rust: `sa.Column`, an inspector, a `datetime`.
    Object(Rc<dyn Object>),
    /// A truth value that only the live catalogue knows.
    Test(Rc<Test>),
    /// Something whose value is not known while importing; any use but
    /// passing it on is refused, with this as the reason.
    Unknown(Rc<Unknown>),
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What it is, as the message names it: `app.db.GUID`, `datetime.now()`.
    pub what: String,
    /// The diagnostic's code: `unknown-import`, `per-run-value`, `live-data`, `differs-by-path`.
    pub code: &'static str,
    /// Where it came from.
    pub span: Option<crate::diagnostic::Span>,
    /// What to do.
    pub help: Option<String>,
}

/// A list. `born` orders it against branches: a branch that changes a list
/// born before it is seen to do so.
pub struct List {
    /// The items; change them through the interpreter, which counts changes.
    pub items: RefCell<Vec<Value>>,
    /// When it was made.
    pub born: u64,
}

/// A dict, in insertion order, with Python's equality of keys.
pub struct Dict {
    /// Keys and values.
    pub entries: RefCell<DictEntries>,
    /// When it was made.
    pub born: u64,
    /// `defaultdict`'s factory.
    pub factory: Option<Value>,
}

/// The inside of a dict. Lookups by string are by hash; others compare.
#[derive(Default)]
pub struct DictEntries {
    pub(crate) items: Vec<(Value, Value)>,
    pub(crate) index: std::collections::HashMap<Rc<str>, usize>,
}

/// A set, in insertion order.
pub struct Set {
    /// The items, without duplicates.
    pub items: RefCell<Vec<Value>>,
    /// `frozenset`
    pub frozen: bool,
    /// When it was made.
    pub born: u64,
}

/// A module: built by interpreting a file, or a table of definitions.
pub struct Module {
    /// Dotted name.
    pub name: String,
    /// Its attributes.
    pub scope: Rc<Scope>,
    /// Definitions written in Rust, looked up where the scope has no such name.
    pub native: Option<&'static super::native::ModuleTable>,
}

/// A scope of names.
pub struct Scope {
    pub(crate) names: RefCell<std::collections::HashMap<Rc<str>, Value>>,
    pub(crate) order: RefCell<Vec<Rc<str>>>,
    pub(crate) parent: Option<Rc<Scope>>,
    pub(crate) changes: Cell<u64>,
}

/// A function written in Python. Its body is owned by the module's syntax tree.
pub struct Function {
    /// Name.
    pub name: Rc<str>,
    /// Its definition and closure.
    pub code: super::interpreter::Code,
}

/// A class written in Python (or a built-in exception).
pub struct Class {
    /// Name.
    pub name: Rc<str>,
    /// Module in which it was defined: with the name, the full name that `except` is matched by.
    pub module: Rc<str>,
    /// Bases: classes, or native objects that stand for a class (`TypeDecorator`).
    pub bases: Vec<Value>,
    /// Attributes.
    pub scope: Rc<Scope>,
}

/// An instance of a [`Class`].
pub struct Instance {
    /// Its class.
    pub class: Rc<Class>,
    /// Attributes.
    pub scope: Rc<Scope>,
}
