//! A walk over every node of a script.

use super::Node;

/// Calls `tell` for each node, outer ones first, with whether a guard or a
/// `try` is around it: whether it may find the catalogue in either state.
pub fn visit<'a>(nodes: &'a [Node], tell: &mut dyn FnMut(&'a Node, bool)) {
    walk(nodes, false, tell);
}

fn walk<'a>(nodes: &'a [Node], is_guarded: bool, tell: &mut dyn FnMut(&'a Node, bool)) {
    for node in nodes {
        tell(node, is_guarded);
        match node {
            Node::If {
                then, otherwise, ..
            } => {
                walk(then, true, tell);
                walk(otherwise, true, tell);
            }
            Node::Try(block) => {
                walk(&block.body, true, tell);
                for handler in &block.handlers {
                    walk(&handler.body, true, tell);
                }
                walk(&block.otherwise, true, tell);
                walk(&block.finally, true, tell);
            }
            Node::Autocommit(inner) => walk(inner, is_guarded, tell),
            Node::Statement(_) | Node::Let { .. } | Node::Batch(_) | Node::Fail { .. } => {}
        }
    }
}
