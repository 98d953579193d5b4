//! Python values.

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;

use super::dict::DictEntries;
use super::native::{ClassDefinition, ModuleTable, NativeFunction, Object};
use super::scope::Scope;
use super::syntax::Place;
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
    /// An integer that fits.
    Int(i128),
    /// An integer that does not fit into [`Value::Int`].
    Big(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// A string.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A list.
    List(Rc<List>),
    /// A tuple.
    Tuple(Rc<Tuple>),
    /// A dict.
    Dict(Rc<Dict>),
    /// A set or frozenset.
    Set(Rc<Set>),
    /// `slice(a, b, c)`
    Slice(Rc<(Value, Value, Value)>),
    /// `range(a, b, c)`
    Range(Rc<Range>),
    /// A function written in Python.
    Function(Rc<Function>),
    /// A callable with its first argument bound.
    Method(Rc<(Value, Value)>),
    /// A class written in Python, or an exception class.
    Class(Rc<Class>),
    /// An instance of such a class.
    Instance(Rc<Instance>),
    /// A module.
    Module(Rc<Module>),
    /// A function written in Rust.
    Native(NativeFunction),
    /// A class written in Rust: `str`, `sa.Column`, `datetime.datetime`.
    NativeClass(&'static ClassDefinition),
    /// An object written in Rust: a column, an inspector, a `datetime`, an iterator.
    Object(Rc<dyn Object>),
    /// A truth value that only the live catalogue knows.
    Test(Rc<Test>),
    /// Something whose value is not known while importing; any use but
    /// passing it on is refused, with this as the reason.
    Unknown(Rc<Unknown>),
}

/// Why a value is not known.
#[derive(Clone)]
pub struct Unknown {
    /// What it is, as the message names it: `app.db.GUID`, `datetime.now()`.
    pub what: String,
    /// The diagnostic's code: `unknown-import`, `unknown-name`, `per-run-value`, `live-data`, `differs-by-path`.
    pub code: &'static str,
    /// Where it came from: the import's line.
    pub place: Place,
    /// What to do.
    pub help: Option<String>,
}

impl Unknown {
    /// Whether a program (rung 3) could use it: it depends on the run, not on
    /// something that the interpreter does not know.
    pub fn is_per_run(&self) -> bool {
        matches!(self.code, "per-run-value" | "live-data" | "differs-by-path")
    }
}

/// A range: what makes every value small stands beside it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// Its first item, if it has any.
    pub start: i128,
    /// Where it ends.
    pub stop: i128,
    /// From one item to the next; not 0.
    pub step: i128,
}

/// A tuple.
pub struct Tuple {
    items: Box<[Value]>,
}

impl std::ops::Deref for Tuple {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.items
    }
}

/// A list. Change it through [`Interpreter::change_list`](super::interpreter::Interpreter::change_list),
/// which keeps the journal of branches.
pub struct List {
    /// The items.
    pub items: RefCell<Vec<Value>>,
    /// When it was made, on the interpreter's clock of branches.
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
    /// The class whose name `repr` and `isinstance` give: `dict`, `OrderedDict`, `defaultdict`, `Counter`.
    pub class: &'static str,
}

/// A set, in insertion order.
pub struct Set {
    /// The items, without duplicates, as keys.
    pub entries: RefCell<DictEntries>,
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
    pub native: Option<&'static ModuleTable>,
}

/// A function written in Python.
pub struct Function {
    /// Name.
    pub name: Rc<str>,
    /// `__doc__`, `__name__` and what the file sets.
    pub attributes: Rc<Scope>,
    /// Its definition and closure.
    pub(crate) code: super::interpreter::Code,
}

/// A class written in Python (or an exception class).
pub struct Class {
    /// Name.
    pub name: Rc<str>,
    /// Module in which it was defined: with the name, the full name that `except` is matched by.
    pub module: Rc<str>,
    /// Bases: [`Value::Class`], or [`Value::NativeClass`] (`TypeDecorator`).
    pub bases: Vec<Value>,
    /// Every class above it, in the order of attribute lookup.
    pub above: Vec<Value>,
    /// Attributes.
    pub scope: Rc<Scope>,
    /// The metaclass, where it is one that the file defines.
    pub meta: Option<Rc<Class>>,
}

impl Class {
    /// `module.Name`; the bare name for built-in classes.
    pub fn full_name(&self) -> String {
        if self.module.is_empty() || &*self.module == "builtins" {
            self.name.to_string()
        } else {
            format!("{}.{}", self.module, self.name)
        }
    }

    /// The first class written in Rust among the bases, at any depth.
    pub fn native_base(&self) -> Option<&'static ClassDefinition> {
        self.above.iter().find_map(|base| match base {
            Value::NativeClass(definition) if definition.name != "object" => Some(*definition),
            _ => None,
        })
    }

    /// Whether a class of this full name is the class or above it.
    pub fn derives_from(&self, full_name: &str) -> bool {
        self.full_name() == full_name
            || self.above.iter().any(|base| match base {
                Value::Class(class) => class.full_name() == full_name,
                Value::NativeClass(definition) => {
                    definition.name == full_name || definition.bases.contains(&full_name)
                }
                _ => false,
            })
    }
}

/// An instance of a [`Class`].
pub struct Instance {
    /// Its class.
    pub class: Rc<Class>,
    /// Attributes.
    pub scope: Rc<Scope>,
    /// The value that it is where the class derives from a class written in
    /// Rust: the string of a `class E(str, Enum)` member, the object that
    /// `super().__init__` made.
    pub inner: RefCell<Option<Value>>,
}

impl Value {
    /// A string.
    pub fn str(text: impl AsRef<str>) -> Self {
        Self::Str(Rc::from(text.as_ref()))
    }

    /// A tuple.
    pub fn tuple(items: impl IntoIterator<Item = Self>) -> Self {
        Self::Tuple(Rc::new(Tuple {
            items: items.into_iter().collect(),
        }))
    }

    /// An object written in Rust.
    pub fn object(object: impl Object) -> Self {
        Self::Object(Rc::new(object))
    }

    /// A test, or the plain truth value where it is known.
    pub fn test(test: Test) -> Self {
        match test {
            Test::Known(known) => Self::Bool(known),
            test => Self::Test(Rc::new(test)),
        }
    }

    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The text of a string, or of an instance that is one (`class E(str, Enum)`).
    pub fn as_str(&self) -> Option<Rc<str>> {
        match self {
            Self::Str(text) => Some(text.clone()),
            Self::Instance(instance) => match &*instance.inner.borrow() {
                Some(Self::Str(text)) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text of what derives from `str`: also of a name that is more than its text.
    pub(crate) fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Self::Object(object) if object.classes().contains(&"str") => {
                object.key().map(Into::into)
            }
            other => other.as_str(),
        }
    }

    /// The object of this Rust type, also where a Python class derives from its class.
    pub fn downcast<T: 'static>(&self) -> Option<Rc<T>> {
        match self {
            Self::Object(object) => {
                let object: Rc<dyn std::any::Any> = object.clone();
                object.downcast().ok()
            }
            Self::Instance(instance) => instance.inner.borrow().as_ref()?.downcast(),
            _ => None,
        }
    }

    /// Python's name of the value's class.
    pub fn type_name(&self) -> String {
        match self {
            Self::None => "NoneType".into(),
            Self::Ellipsis => "ellipsis".into(),
            Self::NotImplemented => "NotImplementedType".into(),
            Self::Bool(_) | Self::Test(_) => "bool".into(),
            Self::Int(_) | Self::Big(_) => "int".into(),
            Self::Float(_) => "float".into(),
            Self::Str(_) => "str".into(),
            Self::Bytes(_) => "bytes".into(),
            Self::List(_) => "list".into(),
            Self::Tuple(_) => "tuple".into(),
            Self::Dict(dict) => dict.class.into(),
            Self::Set(set) if set.frozen => "frozenset".into(),
            Self::Set(_) => "set".into(),
            Self::Slice(_) => "slice".into(),
            Self::Range(..) => "range".into(),
            Self::Function(_) => "function".into(),
            Self::Method(_) => "method".into(),
            Self::Class(_) | Self::NativeClass(_) => "type".into(),
            Self::Instance(instance) => instance.class.name.to_string(),
            Self::Module(_) => "module".into(),
            Self::Native(_) => "builtin_function_or_method".into(),
            Self::Object(object) => object.type_name().to_owned(),
            Self::Unknown(unknown) => unknown.what.clone(),
        }
    }

    /// Whether both are one object (`is`): the same cell, or equal immutable scalars.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None)
            | (Self::Ellipsis, Self::Ellipsis)
            | (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Big(a), Self::Big(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::List(a), Self::List(b)) => Rc::ptr_eq(a, b),
            (Self::Tuple(a), Self::Tuple(b)) => Rc::ptr_eq(a, b) || (a.is_empty() && b.is_empty()),
            (Self::Dict(a), Self::Dict(b)) => Rc::ptr_eq(a, b),
            (Self::Set(a), Self::Set(b)) => Rc::ptr_eq(a, b),
            (Self::Slice(a), Self::Slice(b)) => Rc::ptr_eq(a, b),
            (Self::Range(a), Self::Range(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => Rc::ptr_eq(a, b),
            (Self::Method(a), Self::Method(b)) => a.0.is_same(&b.0) && a.1.is_same(&b.1),
            (Self::Class(a), Self::Class(b)) => Rc::ptr_eq(a, b),
            (Self::Instance(a), Self::Instance(b)) => Rc::ptr_eq(a, b),
            (Self::Module(a), Self::Module(b)) => Rc::ptr_eq(a, b),
            (Self::Native(a), Self::Native(b)) => a.module == b.module && a.name == b.name,
            (Self::NativeClass(a), Self::NativeClass(b)) => a.name == b.name,
            (Self::Object(a), Self::Object(b)) => Rc::ptr_eq(a, b),
            (Self::Test(a), Self::Test(b)) => a == b,
            (Self::Unknown(a), Self::Unknown(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// Empties nested containers in a loop: a list in a list in a list, a million
/// deep, would otherwise exhaust the stack when it is dropped.
fn drop_nested(mut waiting: Vec<Value>) {
    while let Some(mut value) = waiting.pop() {
        match &mut value {
            Value::List(list) => {
                if let Some(list) = Rc::get_mut(list) {
                    waiting.append(list.items.get_mut());
                }
            }
            Value::Tuple(items) => {
                if let Some(tuple) = Rc::get_mut(items) {
                    waiting.extend(std::mem::take(&mut tuple.items));
                }
            }
            Value::Dict(dict) => {
                if let Some(dict) = Rc::get_mut(dict) {
                    let entries = std::mem::take(dict.entries.get_mut());
                    waiting.extend(entries.into_values());
                }
            }
            _ => {}
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let items = std::mem::take(self.items.get_mut());
        if items.iter().any(is_container) {
            drop_nested(items);
        }
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        if self.items.iter().any(is_container) {
            drop_nested(std::mem::take(&mut self.items).into_vec());
        }
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        let entries = std::mem::take(self.entries.get_mut());
        let values: Vec<Value> = entries.into_values().collect();
        if values.iter().any(is_container) {
            drop_nested(values);
        }
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Tuple(_) | Value::Dict(_))
}
