//! The order of a set's items. Strings are hashed anew on every run of Python,
//! so that their order is nobody's; integers stand where CPython puts them.

use super::dict::{DictEntries, Key};
use super::value::Value;

/// How many slots beside the first one are tried before it jumps.
const NEIGHBOURS: usize = 9;
/// The hash of a number is what is left of it, divided by this prime.
const PRIME: u128 = (1 << 61) - 1;

/// `hash(number)`
pub(crate) fn of_integer(number: i128) -> i64 {
    let rest = i64::try_from(number.unsigned_abs() % PRIME).unwrap_or(0);
    match if number < 0 { -rest } else { rest } {
        // That stands for an error in C.
        -1 => -2,
        hash => hash,
    }
}

/// CPython's table of a set: which item each slot holds.
struct Table {
    slots: Vec<Option<(u64, usize)>>,
    used: usize,
}

impl Table {
    fn new(size: usize) -> Self {
        Self {
            slots: vec![None; size],
            used: 0,
        }
    }

    fn put(&mut self, hash: u64, item: usize) {
        let mask = self.slots.len() - 1;
        let low = |number: u64| usize::try_from(number & mask as u64).unwrap_or(0);
        let mut perturb = hash;
        let mut at = low(hash);
        loop {
            let last = if at + NEIGHBOURS <= mask {
                at + NEIGHBOURS
            } else {
                at
            };
            let free = self
                .slots
                .get_mut(at..=last)
                .into_iter()
                .flatten()
                .find(|slot| slot.is_none());
            if let Some(slot) = free {
                *slot = Some((hash, item));
                self.used += 1;
                return;
            }
            perturb >>= 5;
            at = low((at as u64)
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb));
        }
    }

    fn add(&mut self, hash: u64, item: usize) {
        self.put(hash, item);
        if self.used * 5 < (self.slots.len() - 1) * 3 {
            return;
        }
        let wanted = self.used * if self.used > 50_000 { 2 } else { 4 };
        let mut size = 8;
        while size <= wanted {
            size *= 2;
        }
        let old = std::mem::replace(self, Self::new(size));
        for (hash, item) in old.slots.into_iter().flatten() {
            self.put(hash, item);
        }
    }
}

/// The items of a set in the order in which Python gives them, where that is one.
pub(crate) fn items(entries: &DictEntries) -> Vec<Value> {
    let items = entries.keys();
    let mut hashes = Vec::with_capacity(items.len());
    for (key, _, _) in entries.iter() {
        let Key::Int(number) = key else {
            return items;
        };
        hashes.push(of_integer(*number).cast_unsigned());
    }
    let mut table = Table::new(8);
    for (item, hash) in hashes.into_iter().enumerate() {
        table.add(hash, item);
    }
    let order = table.slots.into_iter().flatten();
    order
        .filter_map(|(_, item)| items.get(item).cloned())
        .collect()
}
