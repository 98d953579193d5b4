//! CPython's table of a set: which slot holds which item. It is what was done to the set that
//! decides, not only what it holds.

use std::collections::HashSet;

use super::of_key;
use crate::python::dict::{DictEntries, Key, Order};

/// How many slots beside the first one are tried before it jumps.
const NEIGHBOURS: usize = 9;
/// The slots of an empty set.
const FEWEST: usize = 8;

/// What a slot holds.
#[derive(Debug, Clone)]
enum Slot {
    Free,
    /// An item that was taken out.
    Gone,
    Item(u64, Key),
}

/// The table of a set whose items all have a hash that is the same on every run.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    slots: Vec<Slot>,
    /// Slots that are not free.
    filled: usize,
    /// Slots with items.
    used: usize,
    /// Where `pop` goes on.
    finger: usize,
}

/// What a set is combined with.
pub(crate) enum Other {
    /// A set.
    Set(Layout),
    /// A dict, whose size is known before.
    Dict(Vec<Key>),
    /// The items of anything else.
    Items(Vec<Key>),
}

impl Layout {
    pub(super) fn empty() -> Self {
        Self {
            slots: vec![Slot::Free; FEWEST],
            filled: 0,
            used: 0,
            finger: 0,
        }
    }

    /// The table of a set: the one that was noted, or that of a set into which its items were
    /// put one by one. `None` where an item's hash differs on every run.
    pub(crate) fn of(entries: &DictEntries) -> Option<Self> {
        match entries.order() {
            Order::Noted(layout) => Some((**layout).clone()),
            Order::Nobodys => None,
            Order::OfKeys => Self::with(entries.iter().map(|(key, _, _)| key)),
        }
    }

    pub(super) fn with<'k>(keys: impl Iterator<Item = &'k Key>) -> Option<Self> {
        let mut layout = Self::empty();
        for key in keys {
            layout.add(key)?;
        }
        Some(layout)
    }

    /// The items in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Item(_, key) => Some(key),
            Slot::Free | Slot::Gone => None,
        })
    }

    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    /// Goes the way of a hash through the slots until something holds of one.
    fn find(&self, hash: u64, mut is_it: impl FnMut(usize, &Slot) -> bool) -> usize {
        let mask = self.mask();
        let low = |number: u64| usize::try_from(number & mask as u64).unwrap_or(0);
        let mut perturb = hash;
        let mut at = low(hash);
        loop {
            let last = if at + NEIGHBOURS <= mask {
                at + NEIGHBOURS
            } else {
                at
            };
            let near = self.slots.get(at..=last).unwrap_or_default();
            for (near, slot) in (at..).zip(near) {
                if is_it(near, slot) {
                    return near;
                }
            }
            perturb >>= 5;
            at = low((at as u64)
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb));
        }
    }

    /// Where the key stands, or the free slot where its way ends; the slot that it would take.
    fn place(&self, hash: u64, key: &Key) -> (usize, Option<usize>) {
        let mut gone = None;
        let at = self.find(hash, |at, slot| match slot {
            Slot::Free => true,
            Slot::Item(own, other) => *own == hash && other == key,
            Slot::Gone => {
                gone = Some(at);
                false
            }
        });
        let is_there = matches!(self.slots.get(at), Some(Slot::Item(..)));
        (at, (!is_there).then_some(gone.unwrap_or(at)))
    }

    fn holds(&self, key: &Key) -> bool {
        of_key(key).is_some_and(|hash| self.place(hash, key).1.is_none())
    }

    fn put(&mut self, at: usize, hash: u64, key: Key) {
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot::Item(hash, key);
        }
        self.filled += 1;
        self.used += 1;
    }

    /// Puts an item into the table; `None` where its hash differs on every run.
    pub(crate) fn add(&mut self, key: &Key) -> Option<()> {
        let hash = of_key(key)?;
        if let (end, Some(at)) = self.place(hash, key) {
            self.put(at, hash, key.clone());
            if at != end {
                // A slot is taken again.
                self.filled -= 1;
            } else if self.filled * 5 >= self.mask() * 3 {
                self.resize(self.grown());
            }
        }
        Some(())
    }

    fn grown(&self) -> usize {
        self.used * if self.used > 50_000 { 2 } else { 4 }
    }

    /// Takes an item out; whether it was there.
    pub(crate) fn discard(&mut self, key: &Key) -> bool {
        let Some(hash) = of_key(key) else {
            return false;
        };
        let (at, place) = self.place(hash, key);
        let is_there = place.is_none();
        if is_there && let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot::Gone;
            self.used -= 1;
        }
        is_there
    }

    fn resize(&mut self, least: usize) {
        let mut size = FEWEST;
        while size <= least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::Free; size]);
        self.filled = 0;
        self.used = 0;
        for slot in old {
            if let Slot::Item(hash, key) = slot {
                self.put_clean(hash, key);
            }
        }
    }

    /// Puts in what is not there, where nothing was taken out.
    fn put_clean(&mut self, hash: u64, key: Key) {
        let at = self.find(hash, |_, slot| matches!(slot, Slot::Free));
        self.put(at, hash, key);
    }

    fn make_room(&mut self, more: usize) {
        if (self.filled + more) * 5 >= self.mask() * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    fn merge(&mut self, other: &Self) {
        if other.used == 0 {
            return;
        }
        self.make_room(other.used);
        if self.filled > 0 {
            for key in other.keys() {
                self.add(key);
            }
        } else if self.mask() == other.mask() && other.filled == other.used {
            self.slots.clone_from(&other.slots);
            self.filled = other.filled;
            self.used = other.used;
        } else {
            for slot in &other.slots {
                if let Slot::Item(hash, key) = slot {
                    self.put_clean(*hash, key.clone());
                }
            }
        }
    }

    /// `set(layout)`
    pub(crate) fn copied(&self) -> Self {
        let mut copy = Self::empty();
        copy.merge(self);
        copy
    }

    /// `update(other)`; `None` where a hash differs on every run.
    pub(crate) fn update(&mut self, other: &Other) -> Option<()> {
        match other {
            Other::Set(other) => self.merge(other),
            Other::Dict(keys) => {
                self.make_room(keys.len());
                for key in keys {
                    self.add(key)?;
                }
            }
            Other::Items(keys) => {
                for key in keys {
                    self.add(key)?;
                }
            }
        }
        Some(())
    }

    /// `intersection(other)`
    fn intersection(&self, other: &Other) -> Self {
        let mut common = Self::empty();
        let (from, within): (Vec<&Key>, &Self) = match other {
            Other::Set(other) if other.used > self.used => (self.keys().collect(), other),
            Other::Set(other) => (other.keys().collect(), self),
            Other::Dict(keys) | Other::Items(keys) => (keys.iter().collect(), self),
        };
        for key in from {
            if within.holds(key) {
                common.add(key);
            }
        }
        common
    }

    /// `difference_update(other)`
    fn take_out(&mut self, other: &Other) {
        match other {
            Other::Set(set) if set.used >> 3 > self.used => {
                for key in set.intersection(&Other::Set(self.clone())).keys() {
                    self.discard(key);
                }
            }
            Other::Set(set) => {
                for key in set.keys() {
                    self.discard(key);
                }
            }
            Other::Dict(keys) | Other::Items(keys) => {
                for key in keys {
                    self.discard(key);
                }
            }
        }
        if self.filled - self.used > self.mask() / 4 {
            self.resize(self.grown());
        }
    }

    /// `difference(other)`
    fn difference(&self, other: &Other) -> Self {
        let size = match other {
            Other::Set(set) => Some(set.used),
            Other::Dict(keys) => Some(keys.len()),
            Other::Items(_) => None,
        };
        if size.is_none_or(|size| self.used >> 2 > size) {
            let mut rest = self.copied();
            rest.take_out(other);
            return rest;
        }
        let named: HashSet<&Key> = match other {
            Other::Set(_) => HashSet::new(),
            Other::Dict(keys) | Other::Items(keys) => keys.iter().collect(),
        };
        let mut rest = Self::empty();
        for key in self.keys() {
            let is_there = match other {
                Other::Set(set) => set.holds(key),
                Other::Dict(_) | Other::Items(_) => named.contains(key),
            };
            if !is_there {
                rest.add(key);
            }
        }
        rest
    }

    /// `symmetric_difference_update(other)`; `None` where a hash differs on every run.
    fn toggle(&mut self, other: &Other) -> Option<()> {
        let keys: Vec<Key> = match other {
            Other::Set(set) => set.keys().cloned().collect(),
            Other::Dict(keys) => keys.clone(),
            Other::Items(keys) => Self::with(keys.iter())?.keys().cloned().collect(),
        };
        for key in keys {
            if !self.discard(&key) {
                self.add(&key)?;
            }
        }
        Some(())
    }

    /// What an operator, or the method that means it, makes of two. `None` where a hash of the
    /// result differs on every run.
    pub(crate) fn combined(&self, operator: &str, other: &Other) -> Option<Self> {
        Some(match operator {
            "|" => {
                let mut all = self.copied();
                all.update(other)?;
                all
            }
            "&" => self.intersection(other),
            "-" => self.difference(other),
            _ => {
                let mut either = Self::empty();
                either.update(other)?;
                either.toggle(&Other::Set(self.clone()))?;
                either
            }
        })
    }

    /// What it is when it is changed in place.
    pub(crate) fn changed(&self, operator: &str, other: &Other) -> Option<Self> {
        let mut changed = self.clone();
        match operator {
            "|" => changed.update(other)?,
            "-" => changed.take_out(other),
            "^" => changed.toggle(other)?,
            _ => return Some(self.kept(self.intersection(other))),
        }
        Some(changed)
    }

    /// What stays of it in place; `pop` goes on from where it was.
    pub(crate) fn kept(&self, rest: Self) -> Self {
        Self {
            finger: self.finger,
            ..rest
        }
    }

    /// What `pop` takes.
    pub(super) fn next_to_pop(&self) -> Option<&Key> {
        let start = self.finger & self.mask();
        let (before, behind) = self.slots.split_at_checked(start)?;
        behind.iter().chain(before).find_map(|slot| match slot {
            Slot::Item(_, key) => Some(key),
            Slot::Free | Slot::Gone => None,
        })
    }

    /// Goes behind an item, as `pop` does that takes it.
    pub(super) fn go_behind(&mut self, key: &Key) {
        if let Some(hash) = of_key(key) {
            self.finger = self.place(hash, key).0 + 1;
        }
    }
}
