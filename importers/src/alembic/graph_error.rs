//! What can be wrong with a revision graph, and how to say it.

/// One fault of a graph. Nodes are indices in load order, so that the caller
/// can name the files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Two revisions have one identifier.
    #[error("revision '{id}' is present twice")]
    DuplicateId {
        /// The identifier.
        id: String,
        /// The node that was loaded first.
        first: usize,
        /// The other one.
        second: usize,
    },
    /// An identifier holds a character that targets need.
    #[error(
        "revision identifier '{id}' holds {}, which Alembic does not allow",
        quoted(characters)
    )]
    IllegalId {
        /// The identifier.
        id: String,
        /// Its node.
        node: usize,
        /// The characters.
        characters: Vec<char>,
    },
    /// A branch label names two revisions, or is a revision's identifier.
    #[error("branch label '{label}' is already taken")]
    LabelTaken {
        /// The label.
        label: String,
        /// The node that has the name.
        first: usize,
        /// The node that wants it.
        second: usize,
    },
    /// `down_revision` names a revision that is not there.
    #[error("revision '{id}' follows '{parent}', which does not exist")]
    UnknownParent {
        /// The revision.
        id: String,
        /// Its node.
        node: usize,
        /// The missing identifier.
        parent: String,
        /// Identifiers that look like it, best first.
        near: Vec<String>,
    },
    /// `depends_on` names nothing.
    #[error(
        "revision '{id}' depends on '{dependency}', which is neither a revision nor a branch label"
    )]
    UnknownDependency {
        /// The revision.
        id: String,
        /// Its node.
        node: usize,
        /// The missing name.
        dependency: String,
        /// Names that look like it, best first.
        near: Vec<String>,
    },
    /// A revision follows or depends on itself.
    #[error("revision '{id}' follows itself")]
    SelfLoop {
        /// The revision.
        id: String,
        /// Its node.
        node: usize,
    },
    /// Revisions that build on each other.
    #[error("the revisions form a cycle: {}", circle(ids))]
    Cycle {
        /// The identifiers, each followed by one that it builds on; the last builds on the first.
        ids: Vec<String>,
        /// Their nodes.
        nodes: Vec<usize>,
    },
}

fn quoted(characters: &[char]) -> String {
    let all: Vec<String> = characters.iter().map(|c| format!("'{c}'")).collect();
    all.join(", ")
}

fn circle(ids: &[String]) -> String {
    let mut all: Vec<&str> = ids.iter().map(String::as_str).collect();
    all.extend(ids.first().map(String::as_str));
    all.join(" -> ")
}

/// One cycle, if there is any, as a path along the edges.
pub(super) fn find_cycle(edges: &[Vec<usize>]) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        OnPath,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    for start in 0..edges.len() {
        if marks[start] != Mark::New {
            continue;
        }
        // Node and the next edge to look at: an explicit stack, for a long
        // history must not exhaust the thread's.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        marks[start] = Mark::OnPath;
        while let Some((node, edge)) = path.last_mut() {
            let Some(&next) = edges[*node].get(*edge) else {
                marks[*node] = Mark::Done;
                path.pop();
                continue;
            };
            *edge += 1;
            match marks[next] {
                Mark::Done => {}
                Mark::New => {
                    marks[next] = Mark::OnPath;
                    path.push((next, 0));
                }
                Mark::OnPath => {
                    let from = path.iter().position(|(node, _)| *node == next)?;
                    return Some(path[from..].iter().map(|(node, _)| *node).collect());
                }
            }
        }
    }
    None
}

/// At most three candidates that a misspelt name may mean, best first.
pub(super) fn near<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = candidates
        .filter_map(|candidate| {
            let begins = name.chars().count() >= 4
                && (candidate.starts_with(name)
                    || (candidate.chars().count() >= 4 && name.starts_with(candidate)));
            let distance = if begins { 0 } else { distance(name, candidate) };
            let allowed = (name.chars().count() / 3).max(1);
            (distance <= allowed).then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate.to_owned())
        .collect()
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
