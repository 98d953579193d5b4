//! The revision graph: parents, dependencies, branch labels, and what follows
//! from them.
//!
//! Pure data, with no file and no Python behind it, so that the chain and the
//! plan reuse it. Nodes keep the order in which they were given, for Alembic
//! breaks ties by the order in which it loaded the files
//! (`alembic/script/revision.py`, `RevisionMap`). A node is named by its index
//! in that order.

use std::collections::{BTreeSet, HashMap};

use super::graph_error::{find_cycle, near};

pub use super::graph_error::GraphError;
pub use super::heads::{HeadChange, HeadError, follow};

/// One revision, as its file declares it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphNode {
    /// The identifier.
    pub id: String,
    /// `down_revision`, in the order of the tuple; empty for a base.
    pub parents: Vec<String>,
    /// `depends_on`: identifiers or branch labels.
    pub depends_on: Vec<String>,
    /// `branch_labels`
    pub labels: Vec<String>,
}

/// A graph without unknown names, duplicates and cycles.
#[derive(Debug, Clone)]
pub struct Graph {
    nodes: Vec<GraphNode>,
    links: Vec<Links>,
    index: HashMap<String, usize>,
    label_index: HashMap<String, usize>,
}

/// What the names of one node stand for.
#[derive(Debug, Clone, Default)]
struct Links {
    parents: Vec<usize>,
    dependencies: Vec<usize>,
    /// Parents, then the dependencies that no ancestor declares already: the
    /// edges that Alembic walks.
    down: Vec<usize>,
    children: Vec<usize>,
    /// Children and dependents.
    up: Vec<usize>,
    labels: BTreeSet<String>,
}

/// Why a name does not stand for one revision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// Nothing has this name.
    #[error("no revision or branch is called '{name}'")]
    Unknown {
        /// The name.
        name: String,
        /// Identifiers that look like it, best first.
        near: Vec<String>,
    },
    /// Several identifiers begin with it.
    #[error("'{name}' is the beginning of several revisions: {}", matches.join(", "))]
    Ambiguous {
        /// The name.
        name: String,
        /// The identifiers, in load order.
        matches: Vec<String>,
    },
}

impl Graph {
    /// Links the nodes, which are given in load order.
    ///
    /// # Errors
    /// Everything that is wrong with the names, all of it, or else the cycles.
    pub fn new(nodes: Vec<GraphNode>) -> Result<Self, Vec<GraphError>> {
        let mut errors = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            if let Some(&first) = index.get(&node.id) {
                errors.push(GraphError::DuplicateId {
                    id: node.id.clone(),
                    first,
                    second: at,
                });
            } else {
                index.insert(node.id.clone(), at);
            }
            // The characters of relative targets and of `label@target`.
            let illegal: Vec<char> = ['+', '-', '@']
                .into_iter()
                .filter(|c| node.id.contains(*c))
                .collect();
            if !illegal.is_empty() {
                errors.push(GraphError::IllegalId {
                    id: node.id.clone(),
                    node: at,
                    characters: illegal,
                });
            }
        }

        let mut label_index: HashMap<String, usize> = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            for label in &node.labels {
                let taken = index
                    .get(label)
                    .or_else(|| label_index.get(label))
                    .copied()
                    .filter(|first| *first != at || index.contains_key(label));
                match taken {
                    Some(first) => errors.push(GraphError::LabelTaken {
                        label: label.clone(),
                        first,
                        second: at,
                    }),
                    None => {
                        label_index.insert(label.clone(), at);
                    }
                }
            }
        }

        let mut links = vec![Links::default(); nodes.len()];
        for (at, (node, link)) in nodes.iter().zip(&mut links).enumerate() {
            for parent in &node.parents {
                match index.get(parent) {
                    Some(found) if *found == at => errors.push(GraphError::SelfLoop {
                        id: node.id.clone(),
                        node: at,
                    }),
                    Some(found) => push_new(&mut link.parents, *found),
                    None => errors.push(GraphError::UnknownParent {
                        id: node.id.clone(),
                        node: at,
                        parent: parent.clone(),
                        near: near(parent, others(&nodes, at)),
                    }),
                }
            }
            for dependency in &node.depends_on {
                match index
                    .get(dependency)
                    .or_else(|| label_index.get(dependency))
                {
                    Some(found) if *found == at => errors.push(GraphError::SelfLoop {
                        id: node.id.clone(),
                        node: at,
                    }),
                    Some(found) => push_new(&mut link.dependencies, *found),
                    None => errors.push(GraphError::UnknownDependency {
                        id: node.id.clone(),
                        node: at,
                        dependency: dependency.clone(),
                        near: near(
                            dependency,
                            others(&nodes, at).chain(label_index.keys().map(String::as_str)),
                        ),
                    }),
                }
            }
        }
        if errors.is_empty() {
            let edges: Vec<Vec<usize>> = links
                .iter()
                .map(|link| {
                    let mut all = link.parents.clone();
                    all.extend(&link.dependencies);
                    all
                })
                .collect();
            if let Some(cycle) = find_cycle(&edges) {
                errors.push(GraphError::Cycle {
                    ids: ids_of(&nodes, &cycle),
                    nodes: cycle,
                });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }

        let mut graph = Self {
            nodes,
            links,
            index,
            label_index,
        };
        graph.link_upwards();
        graph.drop_inherited_dependencies();
        graph.spread_labels();
        Ok(graph)
    }

    fn link_upwards(&mut self) {
        for at in 0..self.links.len() {
            for parent in self.links[at].parents.clone() {
                push_new(&mut self.links[parent].children, at);
                push_new(&mut self.links[parent].up, at);
            }
            for dependency in self.links[at].dependencies.clone() {
                push_new(&mut self.links[dependency].up, at);
            }
        }
    }

    /// A dependency that an ancestor by parents declares as well is no edge of
    /// its own (`_normalize_depends_on`).
    fn drop_inherited_dependencies(&mut self) {
        for at in 0..self.links.len() {
            let mut own = self.links[at].dependencies.clone();
            if !own.is_empty() {
                let above = walk(&[at], |node| &self.links[node].parents);
                for ancestor in above.into_iter().filter(|ancestor| *ancestor != at) {
                    own.retain(|one| !self.links[ancestor].dependencies.contains(one));
                }
            }
            let mut down = self.links[at].parents.clone();
            for one in own {
                push_new(&mut down, one);
            }
            self.links[at].down = down;
        }
    }

    /// A label holds for all descendants, and downwards from the last of them
    /// to the next branch or merge point (`_add_branches`).
    fn spread_labels(&mut self) {
        for at in 0..self.nodes.len() {
            if self.nodes[at].labels.is_empty() {
                continue;
            }
            let labels: BTreeSet<String> = self.nodes[at].labels.iter().cloned().collect();
            let below = walk(&[at], |node| &self.links[node].children);
            let mut last = below.last().copied();
            for node in below {
                self.links[node].labels.extend(labels.iter().cloned());
            }
            while let Some(node) = last {
                let link = &mut self.links[node];
                if link.up.len() > 1 || link.parents.len() > 1 {
                    break;
                }
                link.labels.extend(labels.iter().cloned());
                last = link.parents.first().copied();
            }
        }
    }

    /// How many revisions there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes, in load order.
    pub fn nodes(&self) -> &[GraphNode] {
        &self.nodes
    }

    /// The identifier of a node; empty for an index that is not one.
    pub fn id(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| node.id.as_str())
    }

    /// The node with this very identifier.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The nodes that `down_revision` names.
    pub fn parents(&self, node: usize) -> &[usize] {
        self.links.get(node).map_or(&[], |link| &link.parents)
    }

    /// The nodes that `depends_on` names.
    pub fn dependencies(&self, node: usize) -> &[usize] {
        self.links.get(node).map_or(&[], |link| &link.dependencies)
    }

    /// Parents, and dependencies that no ancestor declares already: the edges
    /// by which Alembic orders and keeps heads.
    pub fn down(&self, node: usize) -> &[usize] {
        self.links.get(node).map_or(&[], |link| &link.down)
    }

    /// The nodes whose `down_revision` names this one, in load order.
    pub fn children(&self, node: usize) -> &[usize] {
        self.links.get(node).map_or(&[], |link| &link.children)
    }

    /// Children, and the nodes that depend on this one.
    pub fn dependents(&self, node: usize) -> &[usize] {
        self.links.get(node).map_or(&[], |link| &link.up)
    }

    /// The branch labels that hold at a node.
    pub fn labels(&self, node: usize) -> impl Iterator<Item = &str> {
        self.links
            .get(node)
            .into_iter()
            .flat_map(|link| link.labels.iter().map(String::as_str))
    }

    /// Nodes without children, in load order: what `alembic heads` shows.
    pub fn heads(&self) -> Vec<usize> {
        self.select(|link| link.children.is_empty())
    }

    /// Nodes on which nothing builds by parent or dependency, in load order:
    /// what `upgrade heads` means.
    pub fn real_heads(&self) -> Vec<usize> {
        self.select(|link| link.up.is_empty())
    }

    /// Nodes without parents, in load order.
    pub fn bases(&self) -> Vec<usize> {
        self.select(|link| link.parents.is_empty())
    }

    fn select(&self, keep: impl Fn(&Links) -> bool) -> Vec<usize> {
        self.links
            .iter()
            .enumerate()
            .filter(|(_, link)| keep(link))
            .map(|(at, _)| at)
            .collect()
    }

    /// The given nodes and everything that they build on, by parent and
    /// dependency.
    pub fn ancestors(&self, of: &[usize]) -> BTreeSet<usize> {
        walk(of, |node| self.down(node)).into_iter().collect()
    }

    /// The given nodes and everything that builds on them, by parent and
    /// dependency.
    pub fn descendants(&self, of: &[usize]) -> BTreeSet<usize> {
        walk(of, |node| self.dependents(node)).into_iter().collect()
    }

    /// The node that a name stands for: an identifier, a branch label, or the
    /// beginning of exactly one identifier.
    ///
    /// # Errors
    /// Nothing, or several identifiers, match.
    pub fn resolve(&self, name: &str) -> Result<usize, ResolveError> {
        if let Some(found) = self.index.get(name).or_else(|| self.label_index.get(name)) {
            return Ok(*found);
        }
        let matches: Vec<usize> = (0..self.nodes.len())
            .filter(|at| !name.is_empty() && self.nodes[*at].id.starts_with(name))
            .collect();
        match matches.as_slice() {
            [one] => Ok(*one),
            [] => Err(ResolveError::Unknown {
                name: name.to_owned(),
                near: near(name, self.nodes.iter().map(|n| n.id.as_str())),
            }),
            several => Err(ResolveError::Ambiguous {
                name: name.to_owned(),
                matches: ids_of(&self.nodes, several),
            }),
        }
    }
}

/// The identifiers of nodes.
fn ids_of(nodes: &[GraphNode], which: &[usize]) -> Vec<String> {
    which
        .iter()
        .filter_map(|at| nodes.get(*at))
        .map(|node| node.id.clone())
        .collect()
}

fn push_new(list: &mut Vec<usize>, item: usize) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Depth first, the given nodes included, each once, in the order in which
/// Alembic visits them (`_iterate_related_revisions`).
fn walk<'a>(from: &[usize], next: impl Fn(usize) -> &'a [usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for start in from {
        let mut todo = vec![*start];
        while let Some(node) = todo.pop() {
            if seen.insert(node) {
                order.push(node);
                todo.extend(next(node));
            }
        }
    }
    order
}

/// The identifiers that a node can mean: all but its own.
fn others(nodes: &[GraphNode], at: usize) -> impl Iterator<Item = &str> {
    nodes
        .iter()
        .enumerate()
        .filter(move |(other, _)| *other != at)
        .map(|(_, node)| node.id.as_str())
}

#[cfg(test)]
#[path = "graph_tests.rs"]
mod tests;
