//! Who descends from whom. Revisions are places in the chain, from 0; as
//! every revision stands after what it needs, there is no cycle to guard against.

use std::collections::BTreeSet;

use smallvec::SmallVec;

/// A set of revisions, by place; it iterates in chain order.
pub type Set = BTreeSet<usize>;

/// Parents, dependencies, and their reverse.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    nodes: Vec<Node>,
}

/// Nearly every revision has one neighbour on each side: no list of its own
/// for one place.
pub(crate) type Places = SmallVec<[usize; 2]>;

#[derive(Debug, Clone, Default)]
struct Node {
    /// Parents, then dependencies.
    needs: Places,
    /// How many of these are parents.
    parents: usize,
    children: Places,
    dependents: Places,
}

impl Graph {
    pub(crate) fn with_capacity(size: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(size),
        }
    }

    /// Adds the next revision; what it names must stand before it.
    pub(crate) fn push(&mut self, parents: Places, dependencies: &[usize]) {
        let at = self.nodes.len();
        let count = parents.len();
        let mut needs = parents;
        for &needed in dependencies {
            if !needs.contains(&needed) {
                needs.push(needed);
            }
        }
        for &parent in &needs[..count] {
            if let Some(node) = self.nodes.get_mut(parent) {
                node.children.push(at);
            }
        }
        for &needed in &needs {
            if let Some(node) = self.nodes.get_mut(needed) {
                node.dependents.push(at);
            }
        }
        self.nodes.push(Node {
            needs,
            parents: count,
            ..Node::default()
        });
    }

    /// Direct ancestors.
    pub fn parents(&self, at: usize) -> &[usize] {
        let node = self.nodes.get(at);
        node.map_or(&[], |node| &node.needs[..node.parents])
    }

    /// Direct ancestors and dependencies.
    pub fn needs(&self, at: usize) -> &[usize] {
        self.nodes.get(at).map_or(&[], |node| &node.needs)
    }

    /// Revisions of which this is a parent.
    pub fn children(&self, at: usize) -> &[usize] {
        self.nodes.get(at).map_or(&[], |node| &node.children)
    }

    /// Revisions of which this is a parent or a dependency.
    pub fn dependents(&self, at: usize) -> &[usize] {
        self.nodes.get(at).map_or(&[], |node| &node.dependents)
    }

    /// These revisions and all that they need, over parents and dependencies.
    pub fn ancestors(&self, from: impl IntoIterator<Item = usize>) -> Set {
        self.closure(from, |at| self.needs(at))
    }

    /// These revisions and all that descends from or depends on them.
    pub fn descendants(&self, from: impl IntoIterator<Item = usize>) -> Set {
        self.closure(from, |at| self.dependents(at))
    }

    /// These revisions and all that descends from them, over parents only.
    pub fn lineage(&self, from: impl IntoIterator<Item = usize>) -> Set {
        self.closure(from, |at| self.children(at))
    }

    fn closure<'a>(
        &'a self,
        from: impl IntoIterator<Item = usize>,
        next: impl Fn(usize) -> &'a [usize],
    ) -> Set {
        let mut todo: Vec<usize> = from.into_iter().collect();
        let mut is_in = vec![false; self.nodes.len()];
        while let Some(at) = todo.pop() {
            if let Some(is_in) = is_in.get_mut(at)
                && !std::mem::replace(is_in, true)
            {
                todo.extend_from_slice(next(at));
            }
        }
        // A tree that is built in order costs a tenth of one that grows.
        let places = is_in.into_iter().enumerate();
        places
            .filter_map(|(at, is_in)| is_in.then_some(at))
            .collect()
    }
}
