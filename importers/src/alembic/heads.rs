//! The rows of `alembic_version`: the heads of what is applied, and how each
//! step moves them.
//!
//! The rules are those of `HeadMaintainer` and `RevisionStep`
//! (`alembic/runtime/migration.py`). Where Alembic takes the order of a set,
//! the declared order is taken; which row is updated and which is deleted or
//! inserted may differ then, the rows that result never.

use std::collections::BTreeSet;

use super::graph::Graph;
use crate::Direction;

/// One change of the rows; each touches exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadChange {
    /// A row is added.
    Insert(String),
    /// A row gets another value.
    Update {
        /// The value before.
        from: String,
        /// The value after.
        to: String,
    },
    /// A row goes.
    Delete(String),
}

/// Why the rows cannot follow a step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// The step's revision is not in the graph.
    #[error("revision '{0}' is not in the history")]
    UnknownRevision(String),
    /// A row names a revision that is not in the graph.
    #[error("alembic_version holds '{0}', which is not in the history")]
    UnknownHead(String),
    /// The rows do not say that what the step builds on is applied.
    #[error("alembic_version does not hold the row that '{revision}' moves ({held})")]
    NotAtRow {
        /// The revision.
        revision: String,
        /// The rows, for the message.
        held: String,
    },
}

impl Graph {
    /// The heads of a set of applied revisions: those on which no other one of
    /// the set builds. It is what `alembic_version` holds after upgrades.
    pub fn heads_of(&self, applied: &BTreeSet<usize>) -> BTreeSet<usize> {
        let below: Vec<usize> = applied
            .iter()
            .flat_map(|node| self.down(*node).iter().copied())
            .collect();
        let covered = self.ancestors(&below);
        applied.difference(&covered).copied().collect()
    }

    /// As [`Self::heads_of`], by identifier; identifiers that the graph does
    /// not know are left out.
    pub fn head_ids_of(&self, applied: &BTreeSet<String>) -> BTreeSet<String> {
        let nodes = applied.iter().filter_map(|id| self.index_of(id)).collect();
        self.heads_of(&nodes)
            .into_iter()
            .map(|node| self.id(node).to_owned())
            .collect()
    }

    /// How the rows change when one revision is applied or undone. `heads` are
    /// the rows before; [`follow`] gives those after.
    ///
    /// # Errors
    /// The rows do not fit the step.
    pub fn head_changes(
        &self,
        heads: &BTreeSet<String>,
        revision: &str,
        direction: Direction,
    ) -> Result<Vec<HeadChange>, HeadError> {
        let node = self
            .index_of(revision)
            .ok_or_else(|| HeadError::UnknownRevision(revision.to_owned()))?;
        let mut rows = BTreeSet::new();
        for head in heads {
            let row = self
                .index_of(head)
                .ok_or_else(|| HeadError::UnknownHead(head.clone()))?;
            rows.insert(row);
        }
        match direction {
            Direction::Up => self.up_changes(&rows, node),
            Direction::Down => self.down_changes(&rows, node),
        }
    }

    fn up_changes(
        &self,
        rows: &BTreeSet<usize>,
        node: usize,
    ) -> Result<Vec<HeadChange>, HeadError> {
        if rows.contains(&node) {
            return Err(self.not_at_row(rows, node));
        }
        let down = self.down(node);
        let held: Vec<usize> = down.iter().copied().filter(|n| rows.contains(n)).collect();
        let Some((&last, others)) = held.split_last() else {
            return Ok(vec![HeadChange::Insert(self.id(node).to_owned())]);
        };
        if others.is_empty() {
            return Ok(vec![self.update(last, node)]);
        }
        // A merge replaces the rows of all that it builds on, save those on
        // which another row builds as well.
        let elsewhere: Vec<usize> = rows.iter().copied().filter(|n| !down.contains(n)).collect();
        let kept = self.ancestors(&elsewhere);
        let merged: Vec<usize> = held.into_iter().filter(|n| !kept.contains(n)).collect();
        let Some((&last, others)) = merged.split_last() else {
            return Ok(vec![HeadChange::Insert(self.id(node).to_owned())]);
        };
        let mut changes: Vec<HeadChange> = others.iter().map(|n| self.delete(*n)).collect();
        changes.push(self.update(last, node));
        Ok(changes)
    }

    fn down_changes(
        &self,
        rows: &BTreeSet<usize>,
        node: usize,
    ) -> Result<Vec<HeadChange>, HeadError> {
        if !rows.contains(&node) {
            return Err(self.not_at_row(rows, node));
        }
        let others: Vec<usize> = rows.iter().copied().filter(|n| *n != node).collect();
        let down = self.down(node);
        let implied: BTreeSet<usize> = if others.is_empty() {
            down.iter()
                .flat_map(|below| {
                    let mut ancestors = self.ancestors(&[*below]);
                    ancestors.remove(below);
                    ancestors
                })
                .collect()
        } else {
            self.ancestors(&others)
        };
        let uncovered: Vec<usize> = down
            .iter()
            .copied()
            .filter(|n| !implied.contains(n))
            .collect();
        let Some((&last, inserted)) = uncovered.split_last() else {
            return Ok(vec![self.delete(node)]);
        };
        let mut changes: Vec<HeadChange> = inserted
            .iter()
            .map(|n| HeadChange::Insert(self.id(*n).to_owned()))
            .collect();
        changes.push(self.update(node, last));
        Ok(changes)
    }

    fn update(&self, from: usize, to: usize) -> HeadChange {
        HeadChange::Update {
            from: self.id(from).to_owned(),
            to: self.id(to).to_owned(),
        }
    }

    fn delete(&self, node: usize) -> HeadChange {
        HeadChange::Delete(self.id(node).to_owned())
    }

    fn not_at_row(&self, rows: &BTreeSet<usize>, node: usize) -> HeadError {
        let held: Vec<&str> = rows.iter().map(|row| self.id(*row)).collect();
        HeadError::NotAtRow {
            revision: self.id(node).to_owned(),
            held: if held.is_empty() {
                "it is empty".to_owned()
            } else {
                format!("it holds {}", held.join(", "))
            },
        }
    }
}

/// The rows after changes.
pub fn follow(heads: &BTreeSet<String>, changes: &[HeadChange]) -> BTreeSet<String> {
    let mut rows = heads.clone();
    for change in changes {
        match change {
            HeadChange::Insert(id) => {
                rows.insert(id.clone());
            }
            HeadChange::Update { from, to } => {
                rows.remove(from);
                rows.insert(to.clone());
            }
            HeadChange::Delete(id) => {
                rows.remove(id);
            }
        }
    }
    rows
}
