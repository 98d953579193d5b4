//! What a session has to take back where a savepoint is rolled back.

use std::rc::Rc;

use super::flush;
use super::instance::{expire, state_of};
use super::mapping::object_of;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::value::Value;

/// An object whose primary key changed.
pub(super) struct Renamed {
    /// By what its session knew it.
    pub(super) before: String,
    /// By what it knows it since.
    pub(super) now: String,
    /// The object.
    pub(super) object: Value,
    /// The key that its row had.
    pub(super) key: Vec<(Rc<str>, Value)>,
}

/// What happened to objects since a savepoint began.
#[derive(Default)]
pub(super) struct Frame {
    /// Objects that got a row.
    pub(super) inserted: Vec<(String, Value)>,
    /// Objects that lost their row.
    pub(super) deleted: Vec<(String, Value)>,
    /// Objects whose row changed.
    pub(super) altered: Vec<Value>,
    /// Objects whose row is another.
    pub(super) renamed: Vec<Renamed>,
}

impl Frame {
    /// It is part of the savepoint around it.
    pub(super) fn extend(&mut self, other: Self) {
        self.inserted.extend(other.inserted);
        self.deleted.extend(other.deleted);
        self.altered.extend(other.altered);
        self.renamed.extend(other.renamed);
    }

    /// Takes it back.
    pub(super) fn undo(self, interpreter: &mut Interpreter, store: &Store) {
        // What waits for a flush is lost with the savepoint.
        let mut stale = self.altered;
        for value in store.to_flush() {
            if flush::is_changed(interpreter, &value).unwrap_or(true) {
                stale.push(value);
            }
        }
        for renamed in self.renamed.into_iter().rev() {
            store.rename(&renamed.now, renamed.before);
            if let Some((instance, _)) = object_of(&renamed.object) {
                for (name, value) in renamed.key {
                    state_of(&instance).store_value(&name, value);
                }
            }
        }
        for (identity, value) in &self.inserted {
            if store.known(identity).is_some_and(|own| own.is_same(value)) {
                store.forget(identity);
            }
            if let Some((instance, _)) = object_of(value) {
                state_of(&instance).without_row();
            }
        }
        for (identity, value) in self.deleted {
            let is_new = |(_, own): &(String, Value)| own.is_same(&value);
            if !self.inserted.iter().any(is_new) {
                store.restore(identity, value);
            }
        }
        for value in stale {
            if let Some((instance, mapper)) = object_of(&value)
                && state_of(&instance).is_stored()
            {
                expire(&instance, &mapper);
            }
        }
    }
}
