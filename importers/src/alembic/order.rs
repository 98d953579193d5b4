//! The order in which Alembic applies revisions.
//!
//! Alembic walks from the heads down and reverses the walk; among heads it
//! prefers load order, and it finishes a branch before it turns to the next
//! (`RevisionMap._topological_sort`). Where it iterates over a set, and so
//! depends on the process's hash seed (several `depends_on` at once), the
//! declared order is taken here.

use std::collections::BTreeSet;

use super::graph::Graph;

impl Graph {
    /// The order of `upgrade heads` on an empty database.
    pub fn order(&self) -> Vec<usize> {
        self.order_after(&BTreeSet::new())
    }

    /// The order of `upgrade heads` where some revisions are applied (or
    /// locked in the chain) already; only the others are returned. The
    /// applied ones need not be closed under ancestors.
    pub fn order_after(&self, applied: &BTreeSet<usize>) -> Vec<usize> {
        let todo = (0..self.len()).filter(|n| !applied.contains(n)).collect();
        self.order_of(&todo)
    }

    /// The order in which `upgrade` applies a set of revisions: each after
    /// those in the set that it builds on. Its reverse is the order in which
    /// `downgrade` undoes them.
    pub fn order_of(&self, revisions: &BTreeSet<usize>) -> Vec<usize> {
        let mut order = Walk::new(self, revisions).run();
        order.reverse();
        order
    }
}

struct Walk<'a> {
    graph: &'a Graph,
    /// The nodes to order.
    wanted: Vec<bool>,
    /// Those that are not in the output yet.
    todo: Vec<bool>,
    /// Whether something that is still to do lies at or below a node.
    leads_on: Vec<bool>,
    heads: Vec<usize>,
    /// For each head, itself and its ancestors.
    ancestors: Vec<Vec<bool>>,
}

impl<'a> Walk<'a> {
    fn new(graph: &'a Graph, revisions: &BTreeSet<usize>) -> Self {
        let set: Vec<usize> = revisions
            .iter()
            .copied()
            .filter(|node| *node < graph.len())
            .collect();
        let below: Vec<usize> = set
            .iter()
            .flat_map(|node| graph.down(*node).iter().copied())
            .collect();
        let covered = reach(graph, &below, Graph::down);
        let heads: Vec<usize> = set.iter().copied().filter(|node| !covered[*node]).collect();
        let mut wanted = vec![false; graph.len()];
        for node in &set {
            wanted[*node] = true;
        }
        Self {
            leads_on: reach(graph, &set, Graph::dependents),
            ancestors: heads.iter().map(|head| ancestors(graph, *head)).collect(),
            todo: wanted.clone(),
            graph,
            wanted,
            heads,
        }
    }

    /// Newest first.
    fn run(mut self) -> Vec<usize> {
        let mut output = Vec::new();
        let mut current = 0;
        while let Some(&candidate) = self.heads.get(current) {
            // Another head builds on this one and comes first.
            let above =
                (0..self.heads.len()).find(|at| *at != current && self.ancestors[*at][candidate]);
            if let Some(above) = above {
                current = above;
                continue;
            }
            if std::mem::take(&mut self.todo[candidate]) {
                output.push(candidate);
            }
            let next = self.next(candidate);
            let Some((&first, rest)) = next.split_first() else {
                self.heads.remove(current);
                self.ancestors.remove(current);
                current = current.saturating_sub(1);
                continue;
            };
            self.heads[current] = first;
            if self.graph.down(candidate) == [first] {
                self.ancestors[current][candidate] = false;
            } else {
                self.ancestors[current] = ancestors(self.graph, first);
            }
            for node in rest {
                self.heads.push(*node);
                self.ancestors.push(ancestors(self.graph, *node));
            }
        }
        output
    }

    /// The nearest nodes below that are to do. Below a node that is not, there
    /// can only be such where the applied revisions are not closed.
    fn next(&self, candidate: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut look: Vec<usize> = self.graph.down(candidate).to_vec();
        look.reverse();
        while let Some(node) = look.pop() {
            if !seen.insert(node) {
                continue;
            }
            if self.wanted[node] {
                if self.todo[node] && !self.heads.contains(&node) {
                    found.push(node);
                }
            } else if self.leads_on[node] {
                look.extend(self.graph.down(node).iter().rev());
            }
        }
        found
    }
}

fn ancestors(graph: &Graph, of: usize) -> Vec<bool> {
    reach(graph, &[of], Graph::down)
}

/// Marks the given nodes and all that they lead to.
fn reach(graph: &Graph, from: &[usize], next: impl Fn(&Graph, usize) -> &[usize]) -> Vec<bool> {
    let mut marks = vec![false; graph.len()];
    let mut look = from.to_vec();
    while let Some(node) = look.pop() {
        if !std::mem::replace(&mut marks[node], true) {
            look.extend(next(graph, node));
        }
    }
    marks
}
