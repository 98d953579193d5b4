use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::Direction;

/// `id <- parent,parent + dependency : label`, one revision a line.
fn parse(text: &str) -> Vec<GraphNode> {
    let words = |part: Option<&str>| -> Vec<String> {
        part.unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (rest, labels) = line
                .split_once(':')
                .map_or((line, None), |(a, b)| (a, Some(b)));
            let (rest, depends_on) = rest
                .split_once("++")
                .map_or((rest, None), |(a, b)| (a, Some(b)));
            let (id, parents) = rest
                .split_once("<-")
                .map_or((rest, None), |(a, b)| (a, Some(b)));
            GraphNode {
                id: id.trim().to_owned(),
                parents: words(parents),
                depends_on: words(depends_on),
                labels: words(labels),
            }
        })
        .collect()
}

fn graph(text: &str) -> Graph {
    Graph::new(parse(text)).unwrap()
}

fn names(graph: &Graph, nodes: impl IntoIterator<Item = usize>) -> String {
    let all: Vec<&str> = nodes.into_iter().map(|node| graph.id(node)).collect();
    all.join(" ")
}

fn messages(text: &str) -> String {
    let all: Vec<String> = Graph::new(parse(text))
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    all.join("\n")
}

const DIAMOND: &str = "
    a
    b <- a
    c <- a
    d <- b, c
    e <- d
";

#[test]
fn a_branch_is_finished_before_the_next_begins() {
    let g = graph(
        "
        z <- y
        y <- base
        base
        m <- base
        n <- m
        top <- z, n
        ",
    );
    assert_eq!(names(&g, g.order()), "base m n y z top");
    assert_eq!(names(&g, g.heads()), "top");
    assert_eq!(names(&g, g.bases()), "base");
}

#[test]
fn only_the_new_ones_are_ordered() {
    let g = graph(DIAMOND);
    let applied = BTreeSet::from([0, 1]);
    assert_eq!(names(&g, g.order_after(&applied)), "c d e");
}

#[test]
fn a_new_ancestor_of_a_locked_revision_is_not_lost() {
    let g = graph(DIAMOND);
    // `c` was spliced in under `d`, which is locked.
    let applied = BTreeSet::from([0, 1, 3]);
    assert_eq!(names(&g, g.order_after(&applied)), "c e");
}

#[test]
fn a_dependency_makes_an_effective_head_no_head_to_upgrade_to() {
    let g = graph("a\nb\nc <- a ++ b");
    assert_eq!(names(&g, g.heads()), "b c");
    assert_eq!(names(&g, g.real_heads()), "c");
    assert_eq!(names(&g, g.order()), "b a c");
}

#[test]
fn labels_spread_over_their_branch() {
    let g = graph("a\nb <- a : left\nc <- a\nd <- b");
    let of = |id: &str| -> Vec<&str> { g.labels(g.index_of(id).unwrap()).collect() };
    assert_eq!(of("d"), ["left"]);
    assert_eq!(of("b"), ["left"]);
    assert!(of("a").is_empty());
    assert_eq!(g.resolve("left"), Ok(1));
    let line = graph("a\nb <- a : only\nc <- b");
    assert_eq!(line.labels(0).collect::<Vec<_>>(), ["only"]);
}

#[test]
fn names_resolve_by_id_label_and_prefix() {
    let g = graph("3f1c\n3f2d <- 3f1c\nab12 <- 3f2d");
    assert_eq!(g.resolve("ab"), Ok(2));
    assert!(matches!(
        g.resolve("3f"),
        Err(ResolveError::Ambiguous { .. })
    ));
    let ResolveError::Unknown { near, .. } = g.resolve("ab13").unwrap_err() else {
        panic!("not unknown");
    };
    assert_eq!(near, ["ab12"]);
}

#[test]
fn every_fault_is_reported_at_once() {
    insta::assert_snapshot!(messages("
        a1b2c3
        a1b2c3 <- a1b2c3
        next <- a1b2c4
        odd-id <- a1b2c3 ++ nothing
        x : a1b2c3
        y : twice
        z : twice
    "), @r"
    revision 'a1b2c3' is present twice
    revision identifier 'odd-id' holds '-', which Alembic does not allow
    branch label 'a1b2c3' is already taken
    branch label 'twice' is already taken
    revision 'next' follows 'a1b2c4', which does not exist
    revision 'odd-id' depends on 'nothing', which is neither a revision nor a branch label
    ");
    assert_eq!(messages("a <- a"), "revision 'a' follows itself");
}

#[test]
fn a_cycle_is_printed() {
    assert_eq!(
        messages("base\na <- base, c\nb <- a\nc <- b"),
        "the revisions form a cycle: a -> c -> b -> a"
    );
    assert_eq!(
        messages("a ++ b\nb <- a"),
        "the revisions form a cycle: a -> b -> a"
    );
}

#[test]
fn a_merge_of_four_leaves_one_row() {
    let g = graph("r\na <- r\nb <- r\nc <- r\nd <- r\nm <- a, b, c, d");
    let heads: BTreeSet<String> = ["a", "b", "c", "d"].map(str::to_owned).into();
    let changes = g.head_changes(&heads, "m", Direction::Up).unwrap();
    assert_eq!(changes.len(), 4);
    let after = follow(&heads, &changes);
    assert_eq!(after, BTreeSet::from(["m".to_owned()]));
    let back = g.head_changes(&after, "m", Direction::Down).unwrap();
    assert_eq!(follow(&after, &back), heads);
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let g = graph(DIAMOND);
    let error = g.head_changes(&BTreeSet::new(), "b", Direction::Down);
    assert_eq!(
        error.unwrap_err().to_string(),
        "alembic_version does not hold the row that 'b' moves (it is empty)"
    );
    let heads = BTreeSet::from(["gone".to_owned()]);
    let error = g.head_changes(&heads, "a", Direction::Up);
    assert_eq!(error, Err(HeadError::UnknownHead("gone".to_owned())));
}

/// Random histories: parents and dependencies among earlier nodes, loaded in
/// an order of their own.
fn histories() -> impl Strategy<Value = Vec<GraphNode>> {
    proptest::collection::vec(
        (
            proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
            proptest::collection::vec(any::<prop::sample::Index>(), 0..2),
        ),
        1..14,
    )
    .prop_map(|rows| {
        rows.iter()
            .enumerate()
            .map(|(at, (parents, depends_on))| {
                let pick = |all: &[prop::sample::Index]| -> Vec<String> {
                    let some: BTreeSet<usize> = if at == 0 {
                        BTreeSet::new()
                    } else {
                        all.iter().map(|index| index.index(at)).collect()
                    };
                    some.iter().map(|n| format!("n{n}")).collect()
                };
                GraphNode {
                    id: format!("n{at}"),
                    parents: pick(parents),
                    depends_on: pick(depends_on),
                    labels: Vec::new(),
                }
            })
            .collect::<Vec<_>>()
    })
    .prop_shuffle()
}

proptest! {
    #[test]
    fn every_prefix_of_the_order_is_closed(nodes in histories(), locked in any::<u16>()) {
        let graph = Graph::new(nodes).unwrap();
        let locked: BTreeSet<usize> = (0..graph.len()).filter(|n| locked >> n & 1 == 1).collect();
        for applied in [BTreeSet::new(), locked] {
            let order = graph.order_after(&applied);
            prop_assert_eq!(order.len() + applied.len(), graph.len());
            let mut seen = BTreeSet::new();
            for node in order {
                let missing = graph
                    .ancestors(&[node])
                    .into_iter()
                    .find(|n| *n != node && !seen.contains(n) && !applied.contains(n));
                prop_assert_eq!(missing, None);
                seen.insert(node);
            }
        }
    }

    #[test]
    fn rows_are_the_heads_after_every_upgrade(nodes in histories()) {
        let graph = Graph::new(nodes).unwrap();
        let mut rows = BTreeSet::new();
        let mut applied = BTreeSet::new();
        for node in graph.order() {
            let id = graph.id(node).to_owned();
            let changes = graph.head_changes(&rows, &id, Direction::Up).unwrap();
            rows = follow(&rows, &changes);
            applied.insert(id);
            prop_assert_eq!(&rows, &graph.head_ids_of(&applied));
        }
    }
}
