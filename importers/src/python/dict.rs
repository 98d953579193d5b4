//! The inside of dicts and sets: insertion order, with Python's equality of keys.

use std::collections::HashMap;
use std::rc::Rc;

use num_bigint::BigInt;

use super::hashed::Layout;
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

/// Up to so many keys are looked through; of more there is an index.
const FEW: usize = 8;

/// The order in which the items of a set come. Dicts have the first.
#[derive(Default, Clone)]
pub(crate) enum Order {
    /// What comes of the keys, put in one by one.
    #[default]
    OfKeys,
    /// None that Python would keep.
    Nobodys,
    /// What was done to it says it.
    Noted(Box<Layout>),
}

/// Keys and values.
#[derive(Default, Clone)]
pub struct DictEntries {
    /// In order. What was removed leaves a gap, so that removing moves nothing.
    slots: Vec<Option<Entry>>,
    /// The places of keys, once there are more than a [`FEW`].
    index: Option<HashMap<Key, usize>>,
    length: usize,
    /// There are only gaps before it.
    first: usize,
    /// How often a key came or went.
    changes: u64,
    order: Order,
}

impl DictEntries {
    /// The number of entries.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The slot of a key.
    fn place(&self, key: &Key) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => {
                let is_it =
                    |slot: &Option<Entry>| slot.as_ref().is_some_and(|(own, ..)| own == key);
                self.slots.iter().position(is_it)
            }
        }
    }

    /// In which order the items of a set come.
    pub(crate) fn order(&self) -> &Order {
        &self.order
    }

    /// The same, to go on with.
    pub(crate) fn order_mut(&mut self) -> &mut Order {
        &mut self.order
    }

    /// Says in which order the items of a set come; nobody's without one.
    pub(crate) fn set_order(&mut self, layout: Option<Layout>) {
        self.order = layout.map_or(Order::Nobodys, |layout| Order::Noted(Box::new(layout)));
    }

    /// Notes the order of a set's items, before one is taken out.
    pub(crate) fn note_order(&mut self) {
        if matches!(self.order, Order::OfKeys) {
            self.set_order(Layout::of(self));
        }
    }

    /// A key as it was spelled first.
    pub(crate) fn spelled(&self, key: &Key) -> Option<&Value> {
        let (_, name, _) = self.slots.get(self.place(key)?)?.as_ref()?;
        Some(name)
    }

    /// How often a key came or went: as long as it stays, so do the places of entries.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// The first key at a place or behind it, its value, and the place behind it.
    pub(crate) fn entry_from(&self, place: usize) -> Option<(&Value, &Value, usize)> {
        let slots = self.slots.iter().enumerate().skip(place.max(self.first));
        slots
            .filter_map(|(at, slot)| {
                let (_, name, value) = slot.as_ref()?;
                Some((name, value, at + 1))
            })
            .next()
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        let at = self.place(key)?;
        let (_, _, value) = self.slots.get(at)?.as_ref()?;
        Some(value)
    }

    /// The value of a string key.
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        self.get(&Key::Str(key.into()))
    }

    /// Sets; an existing key keeps its place and spelling. Returns the old value.
    pub fn insert(&mut self, key: Key, name: Value, value: Value) -> Option<Value> {
        if let Some(at) = self.place(&key) {
            let (_, _, old) = self.slots.get_mut(at)?.as_mut()?;
            return Some(std::mem::replace(old, value));
        }
        self.changes += 1;
        self.length += 1;
        if let Order::Noted(layout) = &mut self.order
            && layout.add(&key).is_none()
        {
            self.order = Order::Nobodys;
        }
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.slots.len());
        }
        self.slots.push(Some((key, name, value)));
        if self.index.is_none() && self.length > FEW {
            self.make_index();
        }
        None
    }

    fn make_index(&mut self) {
        let places = self.slots.iter().enumerate();
        let places = places.filter_map(|(at, slot)| Some((slot.as_ref()?.0.clone(), at)));
        self.index = Some(places.collect());
    }

    /// Removes a key; returns its spelling and value.
    pub fn remove(&mut self, key: &Key) -> Option<(Value, Value)> {
        let at = self.place(key)?;
        let (_, name, value) = self.slots.get_mut(at)?.take()?;
        if let Some(index) = &mut self.index {
            index.remove(key);
        }
        if let Order::Noted(layout) = &mut self.order {
            layout.discard(key);
        }
        self.length -= 1;
        self.changes += 1;
        while self.slots.get(self.first).is_some_and(Option::is_none) {
            self.first += 1;
        }
        if self.slots.len() > 2 * self.length + FEW {
            self.close_gaps();
        }
        Some((name, value))
    }

    fn close_gaps(&mut self) {
        self.slots.retain(Option::is_some);
        self.first = 0;
        if self.index.is_some() {
            self.make_index();
        }
    }

    /// Removes the last entry.
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        let last = std::iter::from_fn(|| self.slots.pop()).flatten().next();
        self.first = self.first.min(self.slots.len());
        let (key, name, value) = last?;
        self.changes += 1;
        self.length -= 1;
        if let Some(index) = &mut self.index {
            index.remove(&key);
        }
        Some((name, value))
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.changes += 1;
        self.slots.clear();
        self.index = None;
        self.length = 0;
        self.first = 0;
        self.order = Order::OfKeys;
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
            length: self.length,
            first: self.first,
            changes: self.changes,
            order: self.order.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Few keys or many, each is found where it was put, and their order stays.
        #[test]
        fn it_is_a_list_of_pairs(steps in prop::collection::vec((0..4_u8, 0..24_i128), 0..200)) {
            let mut dict = DictEntries::default();
            let mut pairs: Vec<(i128, i128)> = Vec::new();
            for (at, (what, key)) in (0..).zip(steps) {
                let place = pairs.iter().position(|(own, _)| *own == key);
                match (what, place) {
                    (0 | 1, Some(place)) => pairs[place].1 = at,
                    (0 | 1, None) => pairs.push((key, at)),
                    (2, Some(place)) => drop(pairs.remove(place)),
                    (3, _) => drop(pairs.pop()),
                    _ => {}
                }
                match what {
                    0 | 1 => drop(dict.insert(Key::Int(key), Value::Int(key), Value::Int(at))),
                    2 => drop(dict.remove(&Key::Int(key))),
                    _ => drop(dict.pop()),
                }
                prop_assert_eq!(dict.len(), pairs.len());
                let held = dict.iter().map(|(key, _, value)| match (key, value) {
                    (Key::Int(key), Value::Int(value)) => (*key, *value),
                    _ => (-1, -1),
                });
                prop_assert_eq!(held.collect::<Vec<_>>(), pairs.clone());
                for key in 0..24 {
                    let found = dict.get(&Key::Int(key)).is_some();
                    prop_assert_eq!(found, pairs.iter().any(|(own, _)| *own == key));
                }
            }
        }
    }
}
