//! Changes of names and containers. While both sides of a branch on the
//! catalogue are executed, each change is undone for the other side.

use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;

use crate::python::dict::DictEntries;
use crate::python::interpreter::Interpreter;
use crate::python::iterate::{Iterator, Stream};
use crate::python::native::Result;
use crate::python::scope::Scope;
use crate::python::stdlib::decimal::{DecimalContext, DecimalSetting};
use crate::python::value::{Dict, List, Set, Value};
use crate::record::memory::{Asked, Memory};

/// Something that can change.
#[derive(Clone)]
pub(crate) enum Cell {
    Name(Rc<Scope>, Rc<str>),
    List(Rc<List>),
    Dict(Rc<Dict>),
    Set(Rc<Set>),
    Iterator(Rc<Iterator>),
    Decimals(Rc<DecimalContext>),
    /// What an inspector remembers.
    Memory(Rc<Memory>),
    /// Something that is not Python's.
    Other(Rc<dyn Changing>),
}

/// Something that is not Python's, and holds something else on each side of a branch.
pub(crate) trait Changing {
    /// What it holds now.
    fn content(&self) -> Rc<dyn Any>;

    /// Lets it hold this.
    fn restore(&self, content: &dyn Any);

    /// What it holds where one of two sides was taken.
    fn merged(&self, a: &dyn Any, b: &dyn Any) -> Rc<dyn Any>;
}

/// What it held.
pub(crate) enum Content {
    Name(Option<Value>),
    List(Vec<Value>),
    Entries(DictEntries),
    /// Where an iterator stands; `None` at its end.
    Stream(Option<Box<dyn Stream>>),
    /// The context of decimals.
    Decimals(DecimalSetting),
    /// What an inspector was asked.
    Asked(Asked),
    /// What is not Python's.
    Other(Rc<dyn Any>),
}

impl Content {
    pub(crate) fn copy(&self) -> Self {
        match self {
            Self::Name(value) => Self::Name(value.clone()),
            Self::List(items) => Self::List(items.clone()),
            Self::Entries(entries) => Self::Entries(entries.copy()),
            Self::Stream(stream) => Self::Stream(stream.as_ref().map(|stream| stream.copy())),
            Self::Decimals(setting) => Self::Decimals(*setting),
            Self::Asked(asked) => Self::Asked(asked.clone()),
            Self::Other(content) => Self::Other(content.clone()),
        }
    }
}

impl Content {
    /// Whether both hold the very same values.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(None), Self::Name(None)) => true,
            (Self::Name(Some(a)), Self::Name(Some(b))) => a.is_same(b),
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same(b))
            }
            (Self::Entries(a), Self::Entries(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b.iter())
                        .all(|((x, _, a), (y, _, b))| x == y && a.is_same(b))
            }
            (Self::Stream(None), Self::Stream(None)) => true,
            (Self::Decimals(a), Self::Decimals(b)) => a == b,
            (Self::Asked(a), Self::Asked(b)) => a == b,
            _ => false,
        }
    }
}

/// Cells with contents, each cell once.
#[derive(Default)]
pub(crate) struct Journal {
    pub(crate) entries: Vec<(Cell, Content)>,
    index: HashMap<(usize, Option<Rc<str>>), usize>,
}

impl Journal {
    pub(crate) fn get(&self, cell: &Cell) -> Option<&Content> {
        self.index
            .get(&cell.identity())
            .and_then(|at| self.entries.get(*at))
            .map(|(_, content)| content)
    }

    /// Adds a cell unless it is there; says whether it was added.
    pub(crate) fn add(&mut self, cell: Cell, content: impl FnOnce() -> Content) -> bool {
        let key = cell.identity();
        if self.index.contains_key(&key) {
            return false;
        }
        self.index.insert(key, self.entries.len());
        self.entries.push((cell, content()));
        true
    }

    /// Adds or replaces.
    pub(crate) fn set(&mut self, cell: Cell, content: Content) {
        match self.index.get(&cell.identity()) {
            Some(at) => {
                if let Some(entry) = self.entries.get_mut(*at) {
                    entry.1 = content;
                }
            }
            None => {
                self.add(cell, || content);
            }
        }
    }
}

impl Cell {
    fn identity(&self) -> (usize, Option<Rc<str>>) {
        match self {
            Self::Name(scope, name) => {
                (Rc::as_ptr(scope).cast::<()>() as usize, Some(name.clone()))
            }
            Self::List(list) => (Rc::as_ptr(list).cast::<()>() as usize, None),
            Self::Dict(dict) => (Rc::as_ptr(dict).cast::<()>() as usize, None),
            Self::Set(set) => (Rc::as_ptr(set).cast::<()>() as usize, None),
            Self::Iterator(iterator) => (Rc::as_ptr(iterator).cast::<()>() as usize, None),
            Self::Decimals(context) => (Rc::as_ptr(context).cast::<()>() as usize, None),
            Self::Memory(memory) => (Rc::as_ptr(memory).cast::<()>() as usize, None),
            Self::Other(other) => (Rc::as_ptr(other).cast::<()>() as usize, None),
        }
    }

    fn born(&self) -> u64 {
        match self {
            Self::Name(scope, _) => scope.born,
            Self::List(list) => list.born,
            Self::Dict(dict) => dict.born,
            Self::Set(set) => set.born,
            Self::Iterator(iterator) => iterator.born(),
            // There is one, older than all branches.
            Self::Decimals(_) => 0,
            // What it was asked counts on the path that asked it, also where it is younger.
            Self::Memory(_) | Self::Other(_) => 0,
        }
    }

    /// What it holds now.
    pub(crate) fn content(&self) -> Content {
        match self {
            Self::Name(scope, name) => Content::Name(scope.get(name)),
            Self::List(list) => Content::List(list.items.borrow().clone()),
            Self::Dict(dict) => Content::Entries(dict.entries.borrow().copy()),
            Self::Set(set) => Content::Entries(set.entries.borrow().copy()),
            Self::Iterator(iterator) => Content::Stream(iterator.stream()),
            Self::Decimals(context) => Content::Decimals(context.get()),
            Self::Memory(memory) => Content::Asked(memory.content()),
            Self::Other(other) => Content::Other(other.content()),
        }
    }

    /// Puts a content there, without a journal.
    pub(crate) fn restore(&self, content: Content) {
        match (self, content) {
            (Self::Name(scope, name), Content::Name(value)) => scope.put(name, value),
            (Self::List(list), Content::List(items)) => {
                drop(list.items.replace(items));
            }
            (Self::Dict(dict), Content::Entries(entries)) => {
                drop(dict.entries.replace(entries));
            }
            (Self::Set(set), Content::Entries(entries)) => {
                drop(set.entries.replace(entries));
            }
            (Self::Iterator(iterator), Content::Stream(stream)) => iterator.set_stream(stream),
            (Self::Decimals(context), Content::Decimals(setting)) => context.restore(setting),
            (Self::Memory(memory), Content::Asked(asked)) => memory.restore(asked),
            (Self::Other(other), Content::Other(content)) => other.restore(&*content),
            _ => {}
        }
    }
}

impl Interpreter {
    /// Notes what a cell holds before it changes.
    pub(crate) fn note(&mut self, cell: Cell) {
        let recorded = self.recorder.operations();
        if let Some(branch) = self.branches.last_mut()
            && cell.born() < branch.born
        {
            branch.note(cell, recorded);
        }
    }

    /// Must be called before an inspector remembers more.
    pub(crate) fn note_memory(&mut self, memory: &Rc<Memory>) {
        if !self.branches.is_empty() {
            self.note(Cell::Memory(memory.clone()));
        }
    }

    /// Must be called before something that is not Python's changes.
    pub(crate) fn note_changing(&mut self, changing: Rc<dyn Changing>) {
        if !self.branches.is_empty() {
            self.note(Cell::Other(changing));
        }
    }

    /// Must be called before an iterator goes on.
    pub(crate) fn note_iterator(&mut self, iterator: &Rc<Iterator>) {
        if !self.branches.is_empty() {
            self.note(Cell::Iterator(iterator.clone()));
        }
    }

    /// Changes the context of decimals.
    pub(crate) fn change_decimals(
        &mut self,
        context: &Rc<DecimalContext>,
        setting: DecimalSetting,
    ) {
        if !self.branches.is_empty() {
            self.note(Cell::Decimals(context.clone()));
        }
        context.restore(setting);
    }

    /// Binds a name, or with `None` unbinds it.
    pub(crate) fn bind(&mut self, scope: &Rc<Scope>, name: &Rc<str>, value: Option<Value>) {
        if !self.branches.is_empty() {
            self.note(Cell::Name(scope.clone(), name.clone()));
        }
        scope.put(name, value);
    }

    /// Must be called before a list is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_list(&mut self, list: &Rc<List>) -> Result<()> {
        if !self.branches.is_empty() {
            self.note(Cell::List(list.clone()));
        }
        self.charge(std::mem::size_of::<Value>())
    }

    /// Must be called before a dict is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_dict(&mut self, dict: &Rc<Dict>) -> Result<()> {
        if !self.branches.is_empty() {
            self.note(Cell::Dict(dict.clone()));
        }
        self.charge(4 * std::mem::size_of::<Value>())
    }

    /// Must be called before a set is changed.
    ///
    /// # Errors
    /// Where the bounds on memory are exceeded.
    pub fn change_set(&mut self, set: &Rc<Set>) -> Result<()> {
        if !self.branches.is_empty() {
            self.note(Cell::Set(set.clone()));
        }
        self.charge(4 * std::mem::size_of::<Value>())
    }

    /// The clock of branches: an object written in Rust that can be changed
    /// remembers it when it is made.
    pub fn born(&self) -> u64 {
        self.clock
    }

    /// Must be called before an object written in Rust changes in a way that
    /// later code sees: in a branch on the catalogue it must be as young as the branch.
    ///
    /// # Errors
    /// A program, where the object is older than the branch.
    pub fn change_object(&mut self, born: u64, what: &str) -> Result<()> {
        match self.branches.last() {
            Some(branch) if born < branch.born => Err(self.needs_program(
                "differs-by-path",
                format!("{what} is changed on only one side of a branch on the live catalogue."),
            )),
            _ => Ok(()),
        }
    }
}
