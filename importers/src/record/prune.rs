//! Takes out answers that nobody asks for, and blocks that are empty without them.

use std::collections::BTreeSet;

use crate::script::{Condition, Node};

/// Until nothing more can go: a branch that is taken out may hold the last use of an answer.
pub(super) fn prune(nodes: &mut Vec<Node>) {
    loop {
        let mut used = BTreeSet::new();
        names(nodes, &mut used);
        if !remove(nodes, &used) {
            return;
        }
    }
}

fn names(nodes: &[Node], used: &mut BTreeSet<String>) {
    for node in nodes {
        match node {
            Node::Let { condition, .. } => ask(condition, used),
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                ask(condition, used);
                names(then, used);
                names(otherwise, used);
            }
            Node::Try(block) => {
                names(&block.body, used);
                for handler in &block.handlers {
                    names(&handler.body, used);
                }
                names(&block.otherwise, used);
                names(&block.finally, used);
            }
            Node::Autocommit(inner) => names(inner, used),
            Node::Statement(_) | Node::Batch(_) | Node::Fail { .. } => {}
        }
    }
}

fn ask(condition: &Condition, used: &mut BTreeSet<String>) {
    used.extend(condition.used_names().into_iter().map(str::to_owned));
}

fn remove(nodes: &mut Vec<Node>, used: &BTreeSet<String>) -> bool {
    let mut changed = false;
    nodes.retain_mut(|node| {
        let keep = match node {
            Node::Let { name, .. } => used.contains(name),
            Node::If {
                then, otherwise, ..
            } => {
                changed |= remove(then, used);
                changed |= remove(otherwise, used);
                !(then.is_empty() && otherwise.is_empty())
            }
            Node::Try(block) => {
                changed |= remove(&mut block.body, used);
                for handler in &mut block.handlers {
                    changed |= remove(&mut handler.body, used);
                }
                changed |= remove(&mut block.otherwise, used);
                changed |= remove(&mut block.finally, used);
                true
            }
            Node::Autocommit(inner) => {
                changed |= remove(inner, used);
                !inner.is_empty()
            }
            Node::Statement(_) | Node::Batch(_) | Node::Fail { .. } => true,
        };
        changed |= !keep;
        keep
    });
    changed
}
