//! What a session has to take back where a savepoint is rolled back.

use std::rc::{Rc, Weak};

use super::instance::{expire, state_of};
use super::mapping::object_of;
use super::store::Store;
use crate::python::value::{Instance, Value};

/// An object whose primary key changed.
pub(super) struct Renamed {
    /// By what its session knew it.
    pub(super) before: String,
    /// By what it knows it since.
    pub(super) now: String,
    /// The object.
    pub(super) object: Weak<Instance>,
    /// The key that its row had.
    pub(super) key: Vec<(Rc<str>, Value)>,
}

/// What happened to objects since a savepoint began; it keeps none of them alive.
#[derive(Default)]
pub(super) struct Frame {
    /// Objects that got a row.
    pub(super) inserted: Vec<(String, Weak<Instance>)>,
    /// Objects that lost their row.
    pub(super) deleted: Vec<(String, Weak<Instance>)>,
    /// Objects whose row changed.
    pub(super) altered: Vec<Weak<Instance>>,
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
    pub(super) fn undo(self, store: &Store) {
        // What waits for a flush is lost with the savepoint.
        let altered = self.altered.iter().filter_map(Weak::upgrade);
        let mut stale: Vec<Value> = altered.map(Value::Instance).collect();
        stale.extend(store.to_flush());
        for renamed in self.renamed.into_iter().rev() {
            store.rename(&renamed.now, renamed.before);
            if let Some(instance) = renamed.object.upgrade() {
                for (name, value) in renamed.key {
                    state_of(&instance).store_value(&name, value);
                }
            }
        }
        let mut inserted = Vec::new();
        for (identity, instance) in &self.inserted {
            let Some(instance) = instance.upgrade() else {
                continue;
            };
            let value = Value::Instance(instance.clone());
            if store.known(identity).is_some_and(|own| own.is_same(&value)) {
                store.forget(identity);
            }
            state_of(&instance).without_row();
            inserted.push(Rc::as_ptr(&instance));
        }
        for (identity, instance) in self.deleted {
            if let Some(instance) = instance.upgrade()
                && !inserted.contains(&Rc::as_ptr(&instance))
            {
                store.restore(identity, Value::Instance(instance));
            }
        }
        stale.extend(store.to_flush());
        for value in stale {
            if let Some((instance, mapper)) = object_of(&value)
                && state_of(&instance).is_stored()
            {
                expire(&instance, &mapper);
            }
        }
    }
}
