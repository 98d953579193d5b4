//! What an inspector was asked before, on which paths, and when.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::facts::Facts;
use super::{SnapshotId, Test};

/// The method and its string arguments, as SQLAlchemy's cache is keyed.
pub(crate) type Key = (&'static str, Option<String>, String);

/// What an inspector remembers. Like a name, it holds something else on each side of a branch.
#[derive(Debug, Default)]
pub(crate) struct Memory(RefCell<Asked>);

/// What was asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Asked {
    /// Several moments, where paths asked at different ones.
    entries: BTreeMap<Key, Vec<Entry>>,
    /// Whether more may have been asked, in the block of a `try`.
    unsure: bool,
}

/// One moment at which something was asked.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    /// On the paths where this holds.
    when: Test,
    snapshot: SnapshotId,
    /// How much had been recorded then.
    operations: u64,
}

/// Whether something was asked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// As of this moment.
    At(SnapshotId),
    /// Not yet.
    Never,
    /// On some of the paths that lead here.
    OnSomePaths,
}

impl Memory {
    /// Whether something was asked before, where `facts` hold and this much was recorded.
    pub(crate) fn find(&self, key: &Key, facts: &Facts, operations: u64) -> Before {
        let asked = self.0.borrow();
        let entries = asked.entries.get(key).map(Vec::as_slice);
        let entries = entries.unwrap_or_default();
        if let Some(entry) = entries.iter().find(|entry| facts.hold(&entry.when)) {
            return Before::At(entry.snapshot);
        }
        if !asked.unsure && entries.iter().all(|entry| facts.exclude(&entry.when)) {
            return Before::Never;
        }
        // Where nothing ran since, it is the same to ask now.
        let mut entries = entries.iter();
        match entries.find(|entry| entry.operations == operations) {
            Some(entry) => Before::At(entry.snapshot),
            None => Before::OnSomePaths,
        }
    }

    /// It was asked, on all paths that lead here.
    pub(crate) fn put(&self, key: Key, snapshot: SnapshotId, operations: u64) {
        let entry = Entry {
            when: Test::Known(true),
            snapshot,
            operations,
        };
        self.0.borrow_mut().entries.insert(key, vec![entry]);
    }

    /// `clear_cache()`
    pub(crate) fn clear(&self) {
        self.0.replace(Asked::default());
    }

    /// What it holds now.
    pub(crate) fn content(&self) -> Asked {
        self.0.borrow().clone()
    }

    /// Lets it hold this.
    pub(crate) fn restore(&self, asked: Asked) {
        self.0.replace(asked);
    }
}

impl Asked {
    /// The same, where a block that was left by an error may have asked more.
    pub(crate) fn unsure(mut self) -> Self {
        self.unsure = true;
        self
    }

    /// The sizes of its conditions.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        let entries = self.entries.values().flatten();
        entries.map(|entry| entry.when.size())
    }

    /// One of two, by a test.
    pub(crate) fn merged(test: &Test, own: Self, mut other: Self) -> Self {
        let mut merged = Self {
            entries: BTreeMap::new(),
            unsure: own.unsure || other.unsure,
        };
        for (key, entries) in own.entries {
            let others = other.entries.remove(&key).unwrap_or_default();
            let entries = match entries == others {
                true => entries,
                false => joined(test, entries, others),
            };
            merged.entries.insert(key, entries);
        }
        for (key, entries) in other.entries {
            merged
                .entries
                .insert(key, joined(test, Vec::new(), entries));
        }
        merged
    }
}

/// Moments of one side where the test holds, and of the other where it does not.
fn joined(test: &Test, own: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    let negated = test.clone().negate();
    let own = own.into_iter().map(|entry| (test, entry));
    let other = other.into_iter().map(|entry| (&negated, entry));
    let mut all: Vec<Entry> = Vec::new();
    for (side, mut entry) in own.chain(other) {
        entry.when = Test::all([side.clone(), entry.when]);
        match all.iter_mut().find(|one| one.snapshot == entry.snapshot) {
            Some(one) => one.when = Test::any([one.when.clone(), entry.when]),
            None => all.push(entry),
        }
    }
    all.retain(|entry| entry.when != Test::Known(false));
    all
}
