//! Order and heads against the real Alembic, over random graphs.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic"
)]

use std::collections::BTreeSet;

use bridge_importers::Direction;
use bridge_importers::alembic::graph::{Graph, GraphNode, follow};
use serde::Deserialize;

use crate::oracle;

#[derive(Deserialize)]
struct Case {
    nodes: Vec<Node>,
    heads: Vec<String>,
    real_heads: Vec<String>,
    bases: Vec<String>,
    order: Vec<String>,
    walks: Vec<Vec<Run>>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    parents: Vec<String>,
    depends_on: Vec<String>,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct Run {
    up: bool,
    target: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    revision: String,
    /// The rows afterwards; none where Alembic itself fails.
    rows: Option<Vec<String>>,
}

fn ids(graph: &Graph, nodes: impl IntoIterator<Item = usize>) -> Vec<String> {
    nodes
        .into_iter()
        .map(|node| graph.id(node).to_owned())
        .collect()
}

/// What a run is expected to touch: bridge's own rule for targets.
fn expected(graph: &Graph, applied: &BTreeSet<usize>, run: &Run) -> BTreeSet<usize> {
    let target = graph.index_of(&run.target);
    match (run.up, target) {
        (true, None) => (0..graph.len()).filter(|n| !applied.contains(n)).collect(),
        (true, Some(target)) => graph
            .ancestors(&[target])
            .difference(applied)
            .copied()
            .collect(),
        (false, None) => applied.clone(),
        (false, Some(target)) => graph
            .descendants(graph.children(target))
            .intersection(applied)
            .copied()
            .collect(),
    }
}

fn compare(case: &Case, line: &str) {
    let nodes = case
        .nodes
        .iter()
        .map(|node| GraphNode {
            id: node.id.clone(),
            parents: node.parents.clone(),
            depends_on: node.depends_on.clone(),
            labels: node.labels.clone(),
        })
        .collect();
    let graph = Graph::new(nodes).expect("Alembic takes this graph");
    assert_eq!(ids(&graph, graph.heads()), case.heads, "{line}");
    assert_eq!(ids(&graph, graph.real_heads()), case.real_heads, "{line}");
    assert_eq!(ids(&graph, graph.bases()), case.bases, "{line}");
    assert_eq!(ids(&graph, graph.order()), case.order, "{line}");
    for walk in &case.walks {
        let mut applied = BTreeSet::new();
        let mut rows = BTreeSet::new();
        for run in walk {
            let touched = expected(&graph, &applied, run);
            let mut order = ids(&graph, graph.order_of(&touched));
            if !run.up {
                order.reverse();
            }
            let alembic: Vec<&str> = run.steps.iter().map(|s| s.revision.as_str()).collect();
            // After some downgrades over dependencies Alembic keeps a row that
            // another row implies; then its order is one of several.
            let plain =
                rows == graph.head_ids_of(&ids(&graph, applied.clone()).into_iter().collect());
            if plain && run.steps.iter().all(|step| step.rows.is_some()) {
                assert_eq!(order, alembic, "{} of {line}", run.target);
            }
            for step in &run.steps {
                let direction = if run.up {
                    Direction::Up
                } else {
                    Direction::Down
                };
                let changes = graph
                    .head_changes(&rows, &step.revision, direction)
                    .expect("Alembic takes this step");
                let node = graph.index_of(&step.revision).expect("a known revision");
                if run.up {
                    applied.insert(node);
                } else {
                    applied.remove(&node);
                }
                rows = follow(&rows, &changes);
                let Some(expected) = &step.rows else {
                    break;
                };
                assert_eq!(
                    rows.iter().collect::<Vec<_>>(),
                    expected.iter().collect::<Vec<_>>(),
                    "{} to {} in {line}",
                    step.revision,
                    run.target
                );
            }
        }
    }
}

#[test]
fn order_and_heads_are_those_of_alembic() {
    for line in oracle::random_cases("order.py", &[], 300) {
        let case: Case = serde_json::from_str(&line).expect("a case");
        compare(&case, &line);
    }
}
