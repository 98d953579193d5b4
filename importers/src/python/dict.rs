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

/// Keys and values.
#[derive(Default)]
pub struct DictEntries {
    items: Vec<(Key, Value, Value)>,
    index: HashMap<Key, usize>,
}

impl DictEntries {
    /// The number of entries.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.index
            .get(key)
            .and_then(|at| self.items.get(*at))
            .map(|(_, _, value)| value)
    }

    /// The value of a string key.
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        self.get(&Key::Str(key.into()))
    }

    /// Sets; an existing key keeps its place and spelling. Returns the old value.
    pub fn insert(&mut self, key: Key, name: Value, value: Value) -> Option<Value> {
        if let Some(at) = self.index.get(&key).copied() {
            return self
                .items
                .get_mut(at)
                .map(|entry| std::mem::replace(&mut entry.2, value));
        }
        self.index.insert(key.clone(), self.items.len());
        self.items.push((key, name, value));
        None
    }

    /// Removes a key; returns its spelling and value.
    pub fn remove(&mut self, key: &Key) -> Option<(Value, Value)> {
        let at = self.index.remove(key)?;
        let (_, name, value) = self.items.remove(at);
        for (moved, (key, _, _)) in self.items.iter().enumerate().skip(at) {
            self.index.insert(key.clone(), moved);
        }
        Some((name, value))
    }

    /// Removes the last entry.
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        let (key, name, value) = self.items.pop()?;
        self.index.remove(&key);
        Some((name, value))
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.items.clear();
        self.index.clear();
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value, &Value)> {
        self.items
            .iter()
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
        self.items
            .into_iter()
            .flat_map(|(_, name, value)| [name, value])
    }

    /// A copy, for the journal of branches.
    pub(crate) fn copy(&self) -> Self {
        Self {
            items: self.items.clone(),
            index: self.index.clone(),
        }
    }
}
