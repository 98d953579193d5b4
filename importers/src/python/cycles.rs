//! Scopes that may come to hold what holds them: counted references never
//! free those, so the interpreter empties them when it ends.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::interpreter::Interpreter;
use super::scope::{Scope, ScopeKind};

/// As many may be watched before those that are gone are looked for.
const FEW: usize = 1024;

/// The scopes of modules, classes and instances, and those that functions captured.
#[derive(Default)]
pub(crate) struct Watched {
    scopes: RefCell<Vec<Weak<Scope>>>,
    /// How many were left when those that are gone were last forgotten.
    left: Cell<usize>,
}

impl Watched {
    fn add(&self, scope: &Rc<Scope>) {
        let mut scopes = self.scopes.borrow_mut();
        // The work grows with what is added, since half of it is new each time.
        if scopes.len() >= FEW.max(2 * self.left.get()) {
            scopes.retain(|scope| scope.strong_count() > 0);
            self.left.set(scopes.len());
        }
        scopes.push(Rc::downgrade(scope));
    }

    /// How many are watched, with those that are gone and not forgotten yet.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.scopes.borrow().len()
    }

    /// Takes the values out of all that are alive. All of them are held
    /// meanwhile, so that none is freed inside of another one.
    pub(crate) fn empty(&self) {
        let watched = self.scopes.take();
        let alive: Vec<Rc<Scope>> = watched.iter().filter_map(Weak::upgrade).collect();
        for scope in &alive {
            scope.empty();
        }
    }
}

impl Interpreter {
    /// An empty scope of a module, a class or an instance.
    pub(crate) fn watched_scope(&self, kind: ScopeKind) -> Rc<Scope> {
        let scope = Scope::new(kind, None, self.clock);
        self.watch(&scope);
        scope
    }

    /// The scope is emptied when the interpreter ends, with those around it:
    /// what holds it holds them.
    pub(crate) fn watch(&self, scope: &Rc<Scope>) {
        let mut next = Some(scope);
        while let Some(scope) = next
            && !scope.watched.replace(true)
        {
            self.watched.add(scope);
            next = scope.parent.as_ref();
        }
    }
}
