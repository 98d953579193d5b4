//! How a script makes an object: with a statement that fails where the object
//! is there already (or is gone already), or one that bears it.

use bridge_importers::script::effect::{Effect, ObjectKind, defined_column, describe};
use bridge_importers::script::{Change as BatchChange, Node, visit};
use bridge_importers::{Dialect, Script};

use crate::catalogue::{Part, PartKind};

/// What a script does about one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// A plain statement: it must find the catalogue as the revision before left it.
    Plain,
    /// Inside a guard or a `try`, or with `IF [NOT] EXISTS`: the catalogue may be either way.
    Tolerant,
}

/// How a script changes a part. Where no statement names the part (a
/// constraint in the middle of a statement), the whole script says it.
pub(crate) fn manner(script: &Script, part: &Part, dialect: Dialect) -> Manner {
    let mut named = None;
    visit(&script.nodes, &mut |node, is_guarded| {
        let found = match node {
            Node::Statement(statement) => {
                let said = describe(&statement.sql, dialect);
                names(&said.effect, part).then_some(is_guarded || said.is_tolerant)
            }
            Node::Batch(batch) => batch
                .changes
                .iter()
                .any(|change| in_batch(&batch.table, change, part))
                .then_some(is_guarded),
            _ => None,
        };
        // One plain statement is enough to fail.
        if let Some(bears) = found {
            named = Some(named.unwrap_or(true) && bears);
        }
    });
    let is_tolerant = named.unwrap_or_else(|| {
        script
            .nodes
            .iter()
            .any(|node| matches!(node, Node::If { .. } | Node::Try(_)))
    });
    if is_tolerant {
        Manner::Tolerant
    } else {
        Manner::Plain
    }
}

/// Whether a statement's effect is about a part, its table included.
fn names(effect: &Effect, part: &Part) -> bool {
    let is = |kind: PartKind, name: &str| {
        part.kind == kind && {
            let own = if part.part.is_empty() {
                &part.object
            } else {
                &part.part
            };
            same(own, &format!("{} {name}", kind.word()))
        }
    };
    let of = |table: &str| same(&part.object, &format!("table {table}"));
    let column = |table: &str, name: &str| of(table) && is(PartKind::Column, name);
    match effect {
        Effect::Create { kind, name } | Effect::Drop { kind, name } => match kind {
            ObjectKind::Table => {
                of(name) && !matches!(part.kind, PartKind::Index | PartKind::Trigger)
            }
            ObjectKind::Index => is(PartKind::Index, name),
            ObjectKind::View => is(PartKind::View, name),
            ObjectKind::Trigger => is(PartKind::Trigger, name),
        },
        Effect::AddColumn {
            table,
            column: name,
        }
        | Effect::DropColumn {
            table,
            column: name,
        } => column(table, name),
        Effect::RenameTable { table, to } => of(table) || of(to),
        Effect::RenameColumn {
            table,
            column: from,
            to,
        } => column(table, from) || column(table, to),
        Effect::Data | Effect::Other => false,
    }
}

fn in_batch(table: &str, change: &BatchChange, part: &Part) -> bool {
    let column = |name: &str| {
        same(&part.object, &format!("table {table}"))
            && part.kind == PartKind::Column
            && same(&part.part, &format!("column {name}"))
    };
    match change {
        BatchChange::AddColumn { definition, .. } => {
            // A definition begins with the column's name.
            defined_column(definition, Dialect::Sqlite).is_some_and(|name| column(&name))
        }
        BatchChange::DropColumn { name } => column(name),
        _ => false,
    }
}

/// Statements name an object without its schema, the catalogue with it
/// outside the default one; SQLite's names count in any case.
fn same(part: &str, written: &str) -> bool {
    if part.eq_ignore_ascii_case(written) {
        return true;
    }
    match (part.split_once(' '), written.split_once(' ')) {
        (Some((kind, name)), Some((written_kind, written))) => {
            kind == written_kind
                && name
                    .rsplit_once('.')
                    .is_some_and(|(_, name)| name == written)
        }
        _ => false,
    }
}

/// Whether a node, with all that is in it, makes or takes away a part.
pub(crate) fn is_about(node: &Node, part: &Part, dialect: Dialect) -> bool {
    let mut found = false;
    visit(std::slice::from_ref(node), &mut |node, _| {
        found |= match node {
            Node::Statement(statement) => names(&describe(&statement.sql, dialect).effect, part),
            Node::Batch(batch) => batch
                .changes
                .iter()
                .any(|change| in_batch(&batch.table, change, part)),
            _ => false,
        };
    });
    found
}
