//! Scopes of names.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::evaluate::Names as Declared;
use super::value::Value;

/// What a scope belongs to: it decides which code sees its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// A module: its names are the globals of its functions.
    Module,
    /// A call of a function.
    Function,
    /// A class body or the attributes of a class: invisible to its methods.
    Class,
    /// A comprehension: `:=` inside it binds outside it.
    Comprehension,
    /// The attributes of an instance.
    Instance,
}

#[cfg(test)]
thread_local! {
    /// How many scopes of this thread are alive.
    pub(crate) static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// A scope of names, in the order in which they were first bound.
pub struct Scope {
    names: RefCell<Names>,
    /// What the scope belongs to.
    pub kind: ScopeKind,
    /// The scope around it.
    pub parent: Option<Rc<Scope>>,
    /// When it was made, on the interpreter's clock of branches.
    pub born: u64,
    /// The names that its code binds or declares; Python knows them before it
    /// runs, and a name that is not bound yet is not looked for further out.
    pub(crate) declared: Option<Rc<Declared>>,
    /// Whether the interpreter empties it when it ends.
    pub(super) watched: Cell<bool>,
}

#[derive(Default)]
struct Names {
    /// The slots of the names, once there are many: few are looked through sooner.
    index: FxHashMap<Rc<str>, usize>,
    // A deleted name keeps its slot, so that the order of the others stays.
    slots: Vec<(Rc<str>, Option<Value>)>,
}

impl Names {
    const FEW: usize = 16;
    /// So many has a module that says what a revision is.
    const OF_MODULE: usize = 15;

    fn slot(&self, name: &str) -> Option<usize> {
        if self.slots.len() > Self::FEW {
            return self.index.get(name).copied();
        }
        self.slots.iter().position(|(known, _)| **known == *name)
    }

    fn push(&mut self, name: &Rc<str>, value: Value) {
        self.slots.push((name.clone(), Some(value)));
        let indexed = match self.slots.len() {
            count if count <= Self::FEW => return,
            count if count == Self::FEW + 1 => 0,
            count => count - 1,
        };
        let new = self.slots.iter().enumerate().skip(indexed);
        self.index
            .extend(new.map(|(slot, (name, _))| (name.clone(), slot)));
    }
}

impl Scope {
    /// An empty scope.
    pub fn new(kind: ScopeKind, parent: Option<Rc<Scope>>, born: u64) -> Rc<Self> {
        Self::make(kind, parent, None, born)
    }

    /// The scope of a call or of a class body, whose code declares these names.
    pub(crate) fn of_code(
        kind: ScopeKind,
        parent: Rc<Scope>,
        declared: Rc<Declared>,
        born: u64,
    ) -> Rc<Self> {
        Self::make(kind, Some(parent), Some(declared), born)
    }

    fn make(
        kind: ScopeKind,
        parent: Option<Rc<Scope>>,
        declared: Option<Rc<Declared>>,
        born: u64,
    ) -> Rc<Self> {
        #[cfg(test)]
        ALIVE.set(ALIVE.get() + 1);
        Rc::new(Self {
            names: RefCell::default(),
            kind,
            parent,
            born,
            declared,
            watched: Cell::new(false),
        })
    }

    /// Unbinds every name; its order is forgotten as well.
    pub(super) fn empty(&self) {
        // The values are dropped after the borrow ends: their destructors may come back here.
        let names = self.names.take();
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || drop(names));
    }

    /// The value bound to the name here (not further out).
    pub fn get(&self, name: &str) -> Option<Value> {
        let names = self.names.borrow();
        let slot = names.slot(name)?;
        names.slots.get(slot).and_then(|(_, value)| value.clone())
    }

    /// Whether the name is bound here.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Binds (or with `None` unbinds) without telling the journal of branches;
    /// evaluation goes through the interpreter.
    pub(crate) fn put(&self, name: &Rc<str>, value: Option<Value>) {
        // The old value is dropped after the borrow ends: its destructor may come back here.
        let _old = {
            let mut names = self.names.borrow_mut();
            match (names.slot(name), value) {
                (Some(slot), value) => names
                    .slots
                    .get_mut(slot)
                    .and_then(|(_, old)| std::mem::replace(old, value)),
                (None, Some(value)) => {
                    if names.slots.is_empty() && self.kind == ScopeKind::Module {
                        names.slots.reserve(Names::OF_MODULE);
                    }
                    names.push(name, value);
                    None
                }
                (None, None) => None,
            }
        };
    }

    /// The same without what the interpreter itself keeps there, under names that no file can spell.
    pub(crate) fn visible(&self) -> Vec<(Rc<str>, Value)> {
        let mut entries = self.entries();
        entries.retain(|(name, _)| !name.starts_with('.'));
        entries
    }

    /// Names and values, in the order in which they were first bound.
    pub fn entries(&self) -> Vec<(Rc<str>, Value)> {
        self.names
            .borrow()
            .slots
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), value.clone()?)))
            .collect()
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        #[cfg(test)]
        ALIVE.set(ALIVE.get() - 1);
        // Instances that hold instances, a million deep, must not exhaust the stack.
        let names = std::mem::take(self.names.get_mut());
        let parent = self.parent.take();
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || drop((names, parent)));
    }
}
