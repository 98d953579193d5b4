//! What became of an attribute that leads to other objects since it was read or written.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::instance::State;
use super::related::Held;
use crate::python::value::{Instance, Value};

/// What stood at an attribute of one object before it was given another.
#[derive(Clone)]
pub(super) enum Before {
    /// Nobody knows without asking the database, or nothing ever did.
    Unknown,
    /// This object, or none.
    Was(Value),
}

/// What a list that is not read yet was told.
#[derive(Clone, Default)]
pub(super) struct Heard {
    /// What came, each once.
    pub(super) came: Vec<Value>,
    /// What went.
    pub(super) went: Vec<Value>,
}

/// What the lists of an object that are not read yet were told, by name.
#[derive(Default)]
pub(super) struct AllHeard(RefCell<HashMap<Rc<str>, Heard>>);

impl AllHeard {
    /// An object came.
    pub(super) fn came(&self, name: &Rc<str>, object: &Value) {
        let mut all = self.0.borrow_mut();
        let heard = all.entry(name.clone()).or_default();
        heard.take_note(object, true);
    }

    /// An object went.
    pub(super) fn went(&self, name: &Rc<str>, object: &Value) {
        let mut all = self.0.borrow_mut();
        let heard = all.entry(name.clone()).or_default();
        heard.take_note(object, false);
    }

    /// What one list was told; it is read now.
    pub(super) fn take(&self, name: &str) -> Option<Heard> {
        self.0.borrow_mut().remove(name)
    }

    fn of(&self, name: &str) -> Option<Heard> {
        self.0.borrow().get(name).cloned()
    }

    /// The lists that were told something.
    pub(super) fn names(&self) -> Vec<Rc<str>> {
        self.0.borrow().keys().cloned().collect()
    }

    /// All of it is forgotten.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

impl Heard {
    fn take_note(&mut self, object: &Value, came: bool) {
        let (to, from) = match came {
            true => (&mut self.came, &mut self.went),
            false => (&mut self.went, &mut self.came),
        };
        if let Some(at) = from.iter().position(|own| own.is_same(object)) {
            from.remove(at);
        } else if !to.iter().any(|own| own.is_same(object)) {
            to.push(object.clone());
        }
    }
}

/// What came to an attribute, what stayed, what went.
#[derive(Default)]
pub(super) struct History {
    /// What came; an object that came twice is there twice.
    pub(super) added: Vec<Value>,
    /// What was there and is.
    pub(super) unchanged: Vec<Value>,
    /// What went.
    pub(super) deleted: Vec<Value>,
}

impl History {
    /// Of what an object holds or was told.
    pub(super) fn of(state: &State, name: &str) -> Self {
        match state.held(name) {
            Some(Held::One { value, before }) => Self::of_one(value, before),
            Some(Held::Many(list)) => Self::of_many(&list.stored.borrow(), list.items()),
            None => match state.heard.of(name) {
                Some(heard) => Self {
                    added: heard.came,
                    unchanged: Vec::new(),
                    deleted: heard.went,
                },
                None => Self::default(),
            },
        }
    }

    fn of_one(value: Value, before: Option<Before>) -> Self {
        match before {
            None => Self {
                unchanged: vec![value],
                ..Self::default()
            },
            Some(Before::Was(before)) if before.is_same(&value) => Self {
                unchanged: vec![value],
                ..Self::default()
            },
            Some(before) => Self {
                added: vec![value],
                unchanged: Vec::new(),
                deleted: match before {
                    Before::Was(before) => vec![before],
                    Before::Unknown => Vec::new(),
                },
            },
        }
    }

    fn of_many(stored: &[Value], now: Vec<Value>) -> Self {
        let (was, is) = (addresses(stored), addresses(&now));
        let has = |all: &HashSet<*const Instance>, value: &Value| {
            address(value).is_some_and(|own| all.contains(&own))
        };
        let deleted = stored.iter().filter(|own| !has(&is, own)).cloned();
        let deleted = deleted.collect();
        let (unchanged, added) = now.into_iter().partition(|own| has(&was, own));
        Self {
            added,
            unchanged,
            deleted,
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.unchanged.is_empty() && self.deleted.is_empty()
    }

    /// Whether it is otherwise than it was.
    pub(super) fn has_changes(&self) -> bool {
        !self.added.is_empty() || !self.deleted.is_empty()
    }
}

fn address(object: &Value) -> Option<*const Instance> {
    match object {
        Value::Instance(instance) => Some(Rc::as_ptr(instance)),
        _ => None,
    }
}

fn addresses(objects: &[Value]) -> HashSet<*const Instance> {
    objects.iter().filter_map(address).collect()
}
