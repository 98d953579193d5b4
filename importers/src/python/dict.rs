//! The inside of dicts and sets: insertion order, with Python's equality of keys.

use std::collections::HashMap;
use std::rc::Rc;

use num_bigint::BigInt;

use super::value::Value;

/// What a dict finds a key by. Equal keys are equal values in Python: `1`,
/// `True` and `1.0` are one key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// `None`
    None,
    /// Numbers with an integer value.
    Int(i128),
    /// Larger ones.
    Big(Rc<BigInt>),
    /// Other floats, by their bits.
    Float(u64),
    /// A string, or an instance that is one (`class E(str, Enum)`).
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A tuple, by its items.
    Tuple(Vec<Key>),
    /// A frozenset, by its sorted items.
    Set(Vec<String>),
    /// An object that compares by value, by its class and canonical text.
    Named(String),
    /// Everything else, by identity.
    Identity(usize),
}

/// A key, its spelling and its value.
type Entry = (Key, Value, Value);

/// Keys and values.
#[derive(Default, Clone)]
pub struct DictEntries {
    /// In order. What was removed leaves a gap, so that removing moves nothing.
    slots: Vec<Option<Entry>>,
    index: HashMap<Key, usize>,
    /// There are only gaps before it.
    first: usize,
    /// How often a key came or went.
    changes: u64,
}

impl DictEntries {
    /// The number of entries.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// How often a key came or went: as long as it stays, so do the places of entries.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// The first key at a place or behind it, and the place behind that key.
    pub(crate) fn key_from(&self, place: usize) -> Option<(&Value, usize)> {
        let slots = self.slots.iter().enumerate().skip(place.max(self.first));
        slots
            .filter_map(|(at, slot)| slot.as_ref().map(|(_, name, _)| (name, at + 1)))
            .next()
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        let at = self.index.get(key)?;
        let (_, _, value) = self.slots.get(*at)?.as_ref()?;
        Some(value)
    }

    /// The value of a string key.
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        self.get(&Key::Str(key.into()))
    }

    /// Sets; an existing key keeps its place and spelling. Returns the old value.
    pub fn insert(&mut self, key: Key, name: Value, value: Value) -> Option<Value> {
        if let Some(at) = self.index.get(&key).copied() {
            let (_, _, old) = self.slots.get_mut(at)?.as_mut()?;
            return Some(std::mem::replace(old, value));
        }
        self.changes += 1;
        self.index.insert(key.clone(), self.slots.len());
        self.slots.push(Some((key, name, value)));
        None
    }

    /// Removes a key; returns its spelling and value.
    pub fn remove(&mut self, key: &Key) -> Option<(Value, Value)> {
        let at = self.index.remove(key)?;
        let (_, name, value) = self.slots.get_mut(at)?.take()?;
        self.changes += 1;
        while self.slots.get(self.first).is_some_and(Option::is_none) {
            self.first += 1;
        }
        if self.slots.len() > 2 * self.index.len() + 8 {
            self.close_gaps();
        }
        Some((name, value))
    }

    fn close_gaps(&mut self) {
        self.slots.retain(Option::is_some);
        self.first = 0;
        for (at, slot) in self.slots.iter().enumerate() {
            if let Some(place) = slot
                .as_ref()
                .and_then(|(key, _, _)| self.index.get_mut(key))
            {
                *place = at;
            }
        }
    }

    /// Removes the last entry.
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        let (key, name, value) = loop {
            if let Some(entry) = self.slots.pop()? {
                break entry;
            }
        };
        self.first = self.first.min(self.slots.len());
        self.changes += 1;
        self.index.remove(&key);
        Some((name, value))
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.changes += 1;
        self.slots.clear();
        self.index.clear();
        self.first = 0;
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value, &Value)> {
        let slots = self.slots.get(self.first..).unwrap_or_default();
        slots
            .iter()
            .flatten()
            .map(|(key, name, value)| (key, name, value))
    }

    /// A copy of keys and values.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        self.iter()
            .map(|(_, name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// A copy of the keys.
    pub fn keys(&self) -> Vec<Value> {
        self.iter().map(|(_, name, _)| name.clone()).collect()
    }

    /// The keys' spellings and the values, in order.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Value> {
        self.slots
            .into_iter()
            .flatten()
            .flat_map(|(_, name, value)| [name, value])
    }

    /// A copy, for the journal of branches.
    pub(crate) fn copy(&self) -> Self {
        Self {
            slots: self.slots.clone(),
            index: self.index.clone(),
            first: self.first,
            changes: self.changes,
        }
    }
}
