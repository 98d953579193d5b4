//! The repair of what is made twice: a guard around the second, and a way
//! back that leaves to the first what the first has made.

use bridge_importers::Dialect;
use bridge_importers::script::effect::{Effect, ObjectKind, defined_column, describe};
use bridge_importers::script::{Batch, Change, Condition, Node, Question, Statement};

use super::{Made, Twice, is_down, with_directives};
use crate::import::lane::ConvertedLane;

/// Guards the second in one dialect's scripts; whether anything was found to guard.
pub(super) fn apply(lanes: &mut [ConvertedLane], found: &Twice, dialect: Dialect) -> bool {
    let (lane, revision) = found.at;
    let Some(revision) = lanes
        .get_mut(lane)
        .and_then(|lane| lane.revisions.get_mut(revision))
    else {
        return false;
    };
    let mut is_done = false;
    for (key, side) in &mut revision.scripts {
        if key.1 != dialect {
            continue;
        }
        // A program is not rewritten.
        let Some(script) = side.work.script_mut() else {
            continue;
        };
        let nodes = std::mem::take(&mut script.nodes);
        if is_down(key, dialect) {
            script.nodes = without_drop(nodes, &found.made, dialect);
        } else {
            let (nodes, is_guarded) = guarded(nodes, found, dialect);
            script.nodes = nodes;
            if is_guarded {
                with_directives(&mut side.rung);
                is_done = true;
            }
        }
    }
    is_done
}

/// Calls `tell` for each statement, and whether a guard or a `try` is around it.
pub(in crate::import) fn walk(
    nodes: &mut [Node],
    is_guarded: bool,
    tell: &mut dyn FnMut(&mut Statement, bool),
) {
    for node in nodes {
        match node {
            Node::Statement(statement) => tell(statement, is_guarded),
            Node::If {
                then, otherwise, ..
            } => {
                walk(then, true, tell);
                walk(otherwise, true, tell);
            }
            Node::Try(block) => {
                walk(&mut block.body, true, tell);
                for handler in &mut block.handlers {
                    walk(&mut handler.body, true, tell);
                }
                walk(&mut block.otherwise, true, tell);
                walk(&mut block.finally, true, tell);
            }
            Node::Autocommit(inner) => walk(inner, is_guarded, tell),
            Node::Let { .. } | Node::Batch(_) | Node::Fail { .. } => {}
        }
    }
}

fn guarded(nodes: Vec<Node>, found: &Twice, dialect: Dialect) -> (Vec<Node>, bool) {
    let mut is_done = false;
    let mut result = Vec::new();
    for node in nodes {
        match node {
            Node::Statement(statement)
                if statement.origin == found.origin
                    && makes(&statement.sql, &found.made, dialect) =>
            {
                is_done = true;
                result.push(guard(&found.made, vec![Node::Statement(statement)]));
            }
            Node::Batch(batch) if batch.origin == found.origin => {
                let (mut own, rest): (Vec<Change>, Vec<Change>) = batch
                    .changes
                    .iter()
                    .cloned()
                    .partition(|change| batch_makes(&batch.table, change, &found.made));
                // Made twice in one block: the first of them is the one that is guarded.
                if own.is_empty() {
                    result.push(Node::Batch(batch));
                    continue;
                }
                own.truncate(1);
                is_done = true;
                let with = |changes| {
                    Node::Batch(Batch {
                        changes,
                        ..batch.clone()
                    })
                };
                // The rest may refer to the column: it comes behind.
                result.push(guard(&found.made, vec![with(own)]));
                if !rest.is_empty() {
                    result.push(with(rest));
                }
            }
            Node::Autocommit(inner) => {
                let (inner, is_inside) = guarded(inner, found, dialect);
                is_done |= is_inside;
                result.push(Node::Autocommit(inner));
            }
            node => result.push(node),
        }
    }
    (result, is_done)
}

fn guard(made: &Made, then: Vec<Node>) -> Node {
    let question = match made.clone() {
        Made::Table { schema, table } => Question::Table { schema, table },
        Made::Column {
            schema,
            table,
            column,
        } => Question::Column {
            schema,
            table,
            column,
        },
        Made::Index { table, index } => Question::Index {
            schema: None,
            table,
            index,
        },
        Made::View { schema, view } => Question::View { schema, view },
    };
    Node::If {
        condition: Condition::Not(Box::new(Condition::Question(question))),
        then,
        otherwise: Vec::new(),
    }
}

fn makes(sql: &str, made: &Made, dialect: Dialect) -> bool {
    let said = describe(sql, dialect);
    match (&said.effect, made) {
        (Effect::Create { kind, name }, made) => is(*kind, name, made),
        (
            Effect::AddColumn { table, column },
            Made::Column {
                table: of,
                column: own,
                ..
            },
        ) => same(table, of) && same(column, own),
        _ => false,
    }
}

fn is(kind: ObjectKind, name: &str, made: &Made) -> bool {
    match (kind, made) {
        (ObjectKind::Table, Made::Table { table, .. }) => same(name, table),
        (ObjectKind::Index, Made::Index { index, .. }) => same(name, index),
        (ObjectKind::View, Made::View { view, .. }) => same(name, view),
        _ => false,
    }
}

fn batch_makes(of: &str, change: &Change, made: &Made) -> bool {
    match (change, made) {
        (Change::AddColumn { definition, .. }, Made::Column { table, column, .. }) => {
            same(of, table)
                && defined_column(definition, Dialect::Sqlite)
                    .is_some_and(|name| same(&name, column))
        }
        (Change::CreateIndex { sql }, Made::Index { .. }) => makes(sql, made, Dialect::Sqlite),
        _ => false,
    }
}

/// The way back without the object that an earlier revision has made.
fn without_drop(nodes: Vec<Node>, made: &Made, dialect: Dialect) -> Vec<Node> {
    let mut result = Vec::new();
    for node in nodes {
        match node {
            Node::Statement(statement) if drops(&statement.sql, made, dialect) => {}
            Node::Batch(mut batch) => {
                let table = batch.table.clone();
                batch
                    .changes
                    .retain(|change| !batch_drops(&table, change, made));
                if !batch.changes.is_empty() {
                    result.push(Node::Batch(batch));
                }
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                let then = without_drop(then, made, dialect);
                let otherwise = without_drop(otherwise, made, dialect);
                if !then.is_empty() || !otherwise.is_empty() {
                    result.push(Node::If {
                        condition,
                        then,
                        otherwise,
                    });
                }
            }
            Node::Try(mut block) => {
                block.body = without_drop(block.body, made, dialect);
                if !block.body.is_empty() {
                    result.push(Node::Try(block));
                }
            }
            Node::Autocommit(inner) => {
                let inner = without_drop(inner, made, dialect);
                if !inner.is_empty() {
                    result.push(Node::Autocommit(inner));
                }
            }
            node => result.push(node),
        }
    }
    result
}

fn drops(sql: &str, made: &Made, dialect: Dialect) -> bool {
    match (&describe(sql, dialect).effect, made) {
        (Effect::Drop { kind, name }, made) => is(*kind, name, made),
        (
            Effect::DropColumn { table, column },
            Made::Column {
                table: of,
                column: own,
                ..
            },
        ) => same(table, of) && same(column, own),
        _ => false,
    }
}

fn batch_drops(of: &str, change: &Change, made: &Made) -> bool {
    match (change, made) {
        (Change::DropColumn { name }, Made::Column { table, column, .. }) => {
            same(of, table) && same(name, column)
        }
        (Change::DropIndex { name }, Made::Index { index, .. }) => same(name, index),
        _ => false,
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
