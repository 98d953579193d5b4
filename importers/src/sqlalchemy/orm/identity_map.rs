//! The objects of a session that stand for rows, by the keys of these.
//!
//! As SQLAlchemy's, the map keeps an object alive only while the next flush has to look at it:
//! what nobody else holds is read again where it is needed again.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::instance::state_of;
use super::mapping::mapper_of;
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::mutable::Kind;

/// The map grows to this size before it looks for objects that are gone.
const SMALLEST: usize = 1024;

/// The objects with rows.
#[derive(Default)]
pub(super) struct IdentityMap {
    /// Where each stands, by identity.
    places: HashMap<Rc<str>, usize>,
    /// In the order in which they came.
    slots: Vec<Option<Slot>>,
    /// How many slots there may be before those of objects that are gone are left out.
    limit: usize,
    /// What was given something since the last flush.
    changed: Vec<Rc<Instance>>,
    /// What may change without being given something: `Mutable` values.
    watched: Vec<Rc<Instance>>,
}

struct Slot {
    identity: Rc<str>,
    object: Weak<Instance>,
}

/// What the map knows of one object, within the object's state.
#[derive(Default)]
pub(super) struct Mark {
    place: Cell<usize>,
    identity: RefCell<Option<Rc<str>>>,
    /// Whether it was given something since its row was read or written.
    pub(super) is_changed: Cell<bool>,
    /// Whether the map keeps it for that.
    is_listed: Cell<bool>,
}

impl Mark {
    /// By what a session knows the object, or knew it.
    pub(super) fn identity(&self) -> Option<Rc<str>> {
        self.identity.borrow().clone()
    }

    /// It is as if it never had a row.
    pub(super) fn forget_identity(&self) {
        self.identity.take();
    }
}

impl IdentityMap {
    /// The object of a row.
    pub(super) fn get(&self, identity: &str) -> Option<Value> {
        let at = *self.places.get(identity)?;
        self.slots.get(at)?.as_ref()?.value()
    }

    /// Remembers the object of a row.
    pub(super) fn keep(&mut self, identity: String, object: &Rc<Instance>) {
        if self.slots.len() >= self.limit.max(SMALLEST) {
            self.compact();
        }
        let identity: Rc<str> = identity.into();
        let at = self.slots.len();
        let state = state_of(object);
        state.mark.place.set(at);
        state.mark.identity.replace(Some(identity.clone()));
        if state.mark.is_changed.get() {
            self.note_change(object);
        }
        self.slots.push(Some(Slot {
            identity: identity.clone(),
            object: Rc::downgrade(object),
        }));
        self.places.insert(identity, at);
        let follows = mapper_of(&object.class).is_some_and(|mapper| {
            let mut attributes = mapper.attributes.iter();
            attributes.any(|own| own.follows.is_some_and(Kind::is_compared))
        });
        if follows {
            self.watched.push(object.clone());
        }
    }

    /// Leaves out the slots of objects that are gone.
    fn compact(&mut self) {
        let alive = std::mem::take(&mut self.slots).into_iter().flatten();
        self.places.clear();
        for slot in alive {
            if let Some(object) = slot.object.upgrade() {
                state_of(&object).mark.place.set(self.slots.len());
                self.places.insert(slot.identity.clone(), self.slots.len());
                self.slots.push(Some(slot));
            }
        }
        self.limit = 2 * self.slots.len();
    }

    /// Knows an object by another identity.
    pub(super) fn rename(&mut self, before: &str, now: String) {
        let Some(at) = self.places.remove(before) else {
            return;
        };
        let now: Rc<str> = now.into();
        if let Some(Some(slot)) = self.slots.get_mut(at) {
            slot.identity = now.clone();
            if let Some(object) = slot.object.upgrade() {
                state_of(&object).mark.identity.replace(Some(now.clone()));
            }
        }
        self.places.insert(now, at);
    }

    /// Forgets the object of a row.
    pub(super) fn forget(&mut self, identity: &str) {
        if let Some(at) = self.places.remove(identity)
            && let Some(slot) = self.slots.get_mut(at)
        {
            *slot = None;
        }
    }

    /// Takes an object out.
    pub(super) fn remove(&mut self, object: &Rc<Instance>) {
        let at = state_of(object).mark.place.get();
        let is_own = |slot: &Slot| std::ptr::eq(slot.object.as_ptr(), Rc::as_ptr(object));
        if let Some(slot) = self.slots.get_mut(at)
            && slot.as_ref().is_some_and(is_own)
            && let Some(slot) = slot.take()
            && self.places.get(&slot.identity) == Some(&at)
        {
            self.places.remove(&slot.identity);
        }
        self.forget_change(object);
        self.watched.retain(|own| !Rc::ptr_eq(own, object));
    }

    /// Every object that somebody holds, in the order in which they came.
    pub(super) fn objects(&self) -> Vec<Value> {
        let slots = self.slots.iter().flatten();
        slots.filter_map(Slot::value).collect()
    }

    /// An object was given something: the next flush looks at it.
    pub(super) fn note_change(&mut self, object: &Rc<Instance>) {
        let mark = &state_of(object).mark;
        mark.is_changed.set(true);
        if !mark.is_listed.replace(true) {
            self.changed.push(object.clone());
        }
    }

    /// The next flush has not to look at an object.
    pub(super) fn forget_change(&mut self, object: &Rc<Instance>) {
        if state_of(object).mark.is_listed.replace(false) {
            self.changed.retain(|own| !Rc::ptr_eq(own, object));
        }
    }

    /// The objects with rows at which a flush has to look, in the order in which they came.
    pub(super) fn to_flush(&self) -> Vec<Value> {
        let mut found: Vec<(usize, &Rc<Instance>)> = self
            .changed
            .iter()
            .chain(&self.watched)
            .map(|object| (state_of(object).mark.place.get(), object))
            .filter(|(at, object)| {
                let slot = self.slots.get(*at).and_then(Option::as_ref);
                slot.is_some_and(|slot| std::ptr::eq(slot.object.as_ptr(), Rc::as_ptr(object)))
            })
            .collect();
        found.sort_by_key(|(at, _)| *at);
        found.dedup_by_key(|(at, _)| *at);
        let objects = found.into_iter().map(|(_, object)| object.clone());
        objects.map(Value::Instance).collect()
    }

    /// A flush has written what it looked at.
    pub(super) fn flushed(&mut self) {
        for object in self.changed.drain(..) {
            let mark = &state_of(&object).mark;
            mark.is_changed.set(false);
            mark.is_listed.set(false);
        }
    }

    /// Lets go what nobody else holds, after a flush.
    pub(super) fn release(&mut self) {
        let is_held = |object: &Rc<Instance>| {
            state_of(object).mark.is_listed.get() || Rc::strong_count(object) > 1
        };
        self.watched.retain(is_held);
    }

    /// Forgets every object, and gives those that somebody holds.
    pub(super) fn take(&mut self) -> Vec<Value> {
        self.flushed();
        let objects = self.objects();
        *self = Self::default();
        objects
    }
}

impl Slot {
    fn value(&self) -> Option<Value> {
        self.object.upgrade().map(Value::Instance)
    }
}
