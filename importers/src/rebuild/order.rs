//! The order of columns after a rebuild, by Alembic's rule: pairs of
//! neighbours, sorted topologically, the present order deciding where the
//! pairs do not.

use std::collections::{HashMap, HashSet};

/// The positions that were asked for.
pub(super) struct Order {
    /// The columns of the live table that are still there.
    existing: Vec<String>,
    /// Earlier and later column.
    pairs: Vec<(String, String)>,
    /// Whether `existing` no longer binds.
    free: bool,
    moved: bool,
}

impl Order {
    pub(super) fn new(existing: Vec<String>) -> Self {
        Self {
            existing,
            pairs: Vec::new(),
            free: false,
            moved: false,
        }
    }

    pub(super) fn remove(&mut self, column: &str) {
        self.existing.retain(|c| c != column);
        self.pairs.retain(|(a, b)| a != column && b != column);
    }

    /// A new column; without a position it follows the last live one.
    pub(super) fn add(&mut self, column: &str, before: Option<String>, after: Option<String>) {
        self.moved = true;
        let at = |name: &str| self.existing.iter().position(|c| c == name);
        let (mut before, mut after) = (before, after);
        if !self.free {
            match (&before, &after) {
                (None, Some(name)) => {
                    before = match at(name) {
                        Some(index) => self.existing.get(index + 1).cloned(),
                        None => self.last_pair(|(a, _)| a == name).map(|(_, b)| b),
                    };
                }
                (Some(name), None) => {
                    after = match at(name) {
                        Some(index) => index
                            .checked_sub(1)
                            .and_then(|i| self.existing.get(i))
                            .cloned(),
                        None => self.last_pair(|(_, b)| b == name).map(|(a, _)| a),
                    };
                }
                (None, None) => after = self.existing.last().cloned(),
                (Some(_), Some(_)) => {}
            }
        }
        if let Some(before) = before {
            self.pairs.push((column.to_owned(), before));
        }
        if let Some(after) = after {
            self.pairs.push((after, column.to_owned()));
        }
    }

    fn last_pair(&self, wanted: impl Fn(&(String, String)) -> bool) -> Option<(String, String)> {
        self.pairs.iter().rev().find(|pair| wanted(pair)).cloned()
    }

    /// The present order no longer binds.
    pub(super) fn release(&mut self) {
        self.moved = true;
        self.free = true;
    }

    /// These columns in this order.
    pub(super) fn reorder(&mut self, columns: Vec<String>) {
        let later = columns.iter().skip(1);
        self.pairs
            .extend(columns.iter().cloned().zip(later.cloned()));
    }

    /// The columns in their new order; none where the positions contradict each other.
    pub(super) fn sorted(&self, columns: Vec<String>) -> Option<Vec<String>> {
        if !self.moved {
            return Some(columns);
        }
        let mut earlier: HashMap<&str, Vec<&str>> = HashMap::new();
        let live = self.existing.iter().zip(self.existing.iter().skip(1));
        let live = live.filter(|_| !self.free);
        for (a, b) in self.pairs.iter().map(|(a, b)| (a, b)).chain(live) {
            if a != b {
                earlier.entry(b).or_default().push(a);
            }
        }
        let mut waiting: HashSet<String> = columns.iter().cloned().collect();
        let mut todo = columns;
        let mut sorted = Vec::with_capacity(todo.len());
        while !todo.is_empty() {
            // All that wait for nothing leave together, in their present order.
            let (ready, rest): (Vec<String>, Vec<String>) = todo.into_iter().partition(|column| {
                let before = earlier.get(column.as_str());
                !before.is_some_and(|all| all.iter().any(|a| waiting.contains(*a)))
            });
            if ready.is_empty() {
                return None;
            }
            for column in &ready {
                waiting.remove(column);
            }
            sorted.extend(ready);
            todo = rest;
        }
        Some(sorted)
    }
}
