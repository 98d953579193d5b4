//! The objects that a session keeps.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::flush;
use super::instance::{expire, state_of};
use super::mapping::object_of;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::live::nested::Around;

/// Objects with rows, in the order in which they came.
#[derive(Default)]
struct Known {
    /// Where each stands, by identity.
    places: HashMap<String, usize>,
    objects: Vec<Option<Value>>,
}

/// The objects of a session.
pub(super) struct Store {
    pending: RefCell<Vec<Value>>,
    pub(super) deleted: RefCell<Vec<Value>>,
    known: RefCell<Known>,
    /// Whether reading writes what changed first.
    pub(super) autoflush: Cell<bool>,
    /// Whether `commit` forgets what was read.
    pub(super) expire_on_commit: Cell<bool>,
    flushing: Cell<bool>,
    /// Objects that were new when a savepoint began, innermost last.
    inserted: RefCell<Vec<Vec<(String, Value)>>>,
    own: Weak<Self>,
}

impl Store {
    pub(super) fn new(autoflush: bool, expire_on_commit: bool) -> Rc<Self> {
        Rc::new_cyclic(|own| Self {
            pending: RefCell::default(),
            deleted: RefCell::default(),
            known: RefCell::default(),
            autoflush: autoflush.into(),
            expire_on_commit: expire_on_commit.into(),
            flushing: false.into(),
            inserted: RefCell::default(),
            own: own.clone(),
        })
    }

    /// Adds an object that is to have a row; `false` where it is there already.
    pub(super) fn add(&self, value: &Value) -> bool {
        let Some((instance, _)) = object_of(value) else {
            return false;
        };
        let state = state_of(&instance);
        let known = |list: &RefCell<Vec<Value>>| list.borrow().iter().any(|own| own.is_same(value));
        self.deleted.borrow_mut().retain(|own| !own.is_same(value));
        if state.is_stored() || known(&self.pending) {
            return false;
        }
        state.session.replace(self.own.clone());
        self.pending.borrow_mut().push(value.clone());
        true
    }

    /// Objects that wait for their rows.
    pub(super) fn pending(&self) -> Vec<Value> {
        self.pending.borrow().clone()
    }

    pub(super) fn take_pending(&self) -> Vec<Value> {
        self.pending.take()
    }

    pub(super) fn take_deleted(&self) -> Vec<Value> {
        self.deleted.take()
    }

    /// Objects with rows.
    pub(super) fn objects(&self) -> Vec<Value> {
        self.known
            .borrow()
            .objects
            .iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// The object of a row.
    pub(super) fn known(&self, identity: &str) -> Option<Value> {
        let known = self.known.borrow();
        let at = *known.places.get(identity)?;
        known.objects.get(at).cloned().flatten()
    }

    /// Remembers the object of a row that was inserted.
    pub(super) fn keep_new(&self, identity: String, value: Value) {
        if let Some(last) = self.inserted.borrow_mut().last_mut() {
            last.push((identity.clone(), value.clone()));
        }
        self.keep(identity, value);
    }

    /// Whether a savepoint of the session is open.
    pub(super) fn is_nested(&self) -> bool {
        !self.inserted.borrow().is_empty()
    }

    /// A savepoint begins.
    pub(super) fn begin_nested(&self) {
        self.inserted.borrow_mut().push(Vec::new());
    }

    /// Takes an object out; its row stays.
    pub(super) fn expunge(&self, value: &Value) {
        self.pending.borrow_mut().retain(|own| !own.is_same(value));
        self.deleted.borrow_mut().retain(|own| !own.is_same(value));
        let mut known = self.known.borrow_mut();
        let found = known
            .objects
            .iter()
            .position(|own| own.as_ref().is_some_and(|own| own.is_same(value)));
        if let Some(at) = found {
            known.objects[at] = None;
            known.places.retain(|_, place| *place != at);
        }
        if let Some((instance, _)) = object_of(value) {
            state_of(&instance).session.replace(Weak::new());
        }
    }

    /// Remembers the object of a row.
    pub(super) fn keep(&self, identity: String, value: Value) {
        let mut known = self.known.borrow_mut();
        let at = known.objects.len();
        known.objects.push(Some(value));
        known.places.insert(identity, at);
    }

    /// A row has another key.
    pub(super) fn rename(&self, before: &str, now: String) {
        let mut known = self.known.borrow_mut();
        if let Some(at) = known.places.remove(before) {
            known.places.insert(now, at);
        }
    }

    /// Forgets the object of a row.
    pub(super) fn forget(&self, identity: &str) {
        let mut known = self.known.borrow_mut();
        if let Some(at) = known.places.remove(identity)
            && let Some(slot) = known.objects.get_mut(at)
        {
            *slot = None;
        }
    }

    /// Forgets every object.
    pub(super) fn clear(&self) {
        self.pending.take();
        self.deleted.take();
        for value in self.known.take().objects.into_iter().flatten() {
            if let Some((instance, _)) = object_of(&value) {
                state_of(&instance).session.replace(Weak::new());
            }
        }
    }

    /// What was read is read again where it is used next.
    pub(super) fn expire_all(&self) {
        for value in self.objects() {
            if let Some((instance, mapper)) = object_of(&value) {
                expire(&instance, &mapper);
            }
        }
    }

    /// Writes what changed.
    pub(super) fn flush(&self, interpreter: &mut Interpreter) -> Result<()> {
        let Some(own) = self.own.upgrade().filter(|_| !self.flushing.replace(true)) else {
            return Ok(());
        };
        let result = flush::flush(interpreter, &own);
        self.flushing.set(false);
        result
    }

    /// Writes what changed, unless the session leaves that to `flush()`.
    pub(super) fn flush_before_reading(&self, interpreter: &mut Interpreter) -> Result<()> {
        if self.autoflush.get() {
            self.flush(interpreter)
        } else {
            Ok(())
        }
    }
}

impl Around for Store {
    fn release(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.flush(interpreter)?;
        let mut inserted = self.inserted.borrow_mut();
        let own = inserted.pop().unwrap_or_default();
        if let Some(around) = inserted.last_mut() {
            around.extend(own);
        }
        Ok(())
    }

    fn rolled_back(&self, _: &mut Interpreter) {
        let own = self.inserted.borrow_mut().pop().unwrap_or_default();
        for (identity, value) in own {
            self.forget(&identity);
            if let Some((instance, _)) = object_of(&value) {
                let state = state_of(&instance);
                state.session.replace(Weak::new());
                state.stored.replace(None);
            }
        }
        for value in self.pending.take() {
            if let Some((instance, _)) = object_of(&value) {
                state_of(&instance).session.replace(Weak::new());
            }
        }
        self.deleted.take();
        self.expire_all();
    }
}
