//! A step outside a transaction, part by part: which parts can be undone
//! together with the count of what is done, and what can be found out about
//! one that a crash cut off.

use bridge_importers::script::effect::{Effect, ObjectKind, effect};
use bridge_importers::script::{Node, Statement, leading_words};
use bridge_importers::{Dialect, Script};

use super::cut::{MOST_WORDS, outside, statements};

/// How a part runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Manner {
    /// In a transaction of its own, with the progress in it: it is done, or it is not.
    Atomic,
    /// In a transaction with all that comes behind it, up to the next autocommit block, what no
    /// transaction can hold, or the end.
    Holds,
    /// The script begins a transaction of its own.
    Begins,
    /// The script makes a savepoint, or leaves one.
    Savepoint,
    /// The script ends its own transaction.
    Ends,
    /// No transaction can hold it. A crash leaves it in doubt.
    Alone(Doubt),
}

/// What can be found out about a part that a crash cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// To run it again does no harm.
    Repeat,
    /// The catalogue says whether this index was made.
    IndexMade(String),
    /// The catalogue says whether this index is gone.
    IndexDropped(String),
    /// Indexes that were to be rebuilt beside the old ones.
    Reindexed,
    /// Only a person can.
    Unknown(String),
}

/// A node that is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    /// What runs.
    pub(crate) node: &'a Node,
    /// Whether it stands inside an autocommit block.
    pub(crate) is_in_block: bool,
}

/// The parts that are counted: top-level nodes, and those inside autocommit blocks.
pub(crate) fn parts(script: &Script) -> Vec<Part<'_>> {
    fn flat(nodes: &[Node], is_in_block: bool) -> Vec<Part<'_>> {
        nodes
            .iter()
            .flat_map(|node| match node {
                Node::Autocommit(inner) => flat(inner, true),
                node => vec![Part { node, is_in_block }],
            })
            .collect()
    }
    flat(&script.nodes, false)
}

/// How a part runs.
pub(crate) fn manner(part: Part<'_>, dialect: Dialect) -> Manner {
    let Part { node, is_in_block } = part;
    let all = statements(node);
    let alone = nested_autocommit(node)
        || all
            .iter()
            .any(|statement| stands_outside(statement, dialect));
    if let Node::Statement(statement) = node {
        let words = words(statement, dialect);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["SAVEPOINT" | "RELEASE", ..]
            | ["ROLLBACK", "TO", ..]
            | ["ROLLBACK", "TRANSACTION" | "WORK", "TO", ..] => return Manner::Savepoint,
            ["BEGIN", ..] | ["START", "TRANSACTION", ..] => return Manner::Begins,
            ["COMMIT" | "END" | "ROLLBACK" | "ABORT", ..] | ["PREPARE", "TRANSACTION", ..] => {
                return Manner::Ends;
            }
            _ => {}
        }
    }
    match all.as_slice() {
        _ if !alone && !is_in_block => Manner::Holds,
        _ if !alone => Manner::Atomic,
        [statement] => Manner::Alone(doubt(statement, dialect)),
        several => {
            let repeatable = several
                .iter()
                .all(|statement| doubt(statement, dialect) == Doubt::Repeat);
            Manner::Alone(if repeatable {
                Doubt::Repeat
            } else {
                Doubt::Unknown("a block of several statements was cut off".to_owned())
            })
        }
    }
}

/// Whether a statement changes only the session, so that a new session needs it again.
pub(crate) fn is_session(part: &Node, dialect: Dialect) -> bool {
    let Node::Statement(statement) = part else {
        return false;
    };
    let words = words(statement, dialect);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match (dialect, words.as_slice()) {
        (Dialect::Postgres, ["SET", "LOCAL" | "TRANSACTION" | "CONSTRAINTS", ..]) => false,
        (Dialect::Postgres, ["SET" | "RESET" | "DISCARD", ..]) => true,
        (Dialect::Sqlite, ["PRAGMA" | "ATTACH" | "DETACH", ..]) => true,
        _ => false,
    }
}

/// What a new session cannot give back: a temporary object that a part made.
pub(crate) fn is_lost_with_the_session(part: &Node, dialect: Dialect) -> bool {
    statements(part).iter().any(|statement| {
        let words = words(statement, dialect);
        words.first().is_some_and(|first| first == "CREATE")
            && words
                .iter()
                .take(5)
                .any(|word| matches!(word.as_str(), "TEMP" | "TEMPORARY"))
    })
}

fn doubt(statement: &Statement, dialect: Dialect) -> Doubt {
    let words = words(statement, dialect);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["REINDEX", ..] => return Doubt::Reindexed,
        [
            "VACUUM" | "ANALYZE" | "CLUSTER" | "PRAGMA" | "ATTACH" | "CHECKPOINT",
            ..,
        ]
        | ["ALTER", "SYSTEM", ..] => return Doubt::Repeat,
        _ => {}
    }
    match effect(&statement.sql, dialect) {
        // Without a name PostgreSQL invents one; `ON` is what stands in its place.
        Effect::Create {
            kind: ObjectKind::Index,
            name,
        } if !name.eq_ignore_ascii_case("on") => Doubt::IndexMade(name),
        Effect::Drop {
            kind: ObjectKind::Index,
            name,
        } => Doubt::IndexDropped(name),
        Effect::Data if !stands_outside(statement, dialect) => {
            Doubt::Unknown("a change of rows was cut off".to_owned())
        }
        _ => Doubt::Unknown(format!(
            "`{}` was cut off",
            words.get(..2).unwrap_or(&words).join(" ")
        )),
    }
}

fn nested_autocommit(part: &Node) -> bool {
    match part {
        Node::Autocommit(_) => true,
        Node::If {
            then, otherwise, ..
        } => then.iter().chain(otherwise).any(nested_autocommit),
        Node::Try(block) => block
            .body
            .iter()
            .chain(block.handlers.iter().flat_map(|handler| &handler.body))
            .chain(&block.otherwise)
            .chain(&block.finally)
            .any(nested_autocommit),
        Node::Statement(_) | Node::Let { .. } | Node::Batch(_) | Node::Fail { .. } => false,
    }
}

fn stands_outside(statement: &Statement, dialect: Dialect) -> bool {
    let words = words(statement, dialect);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    outside(&words, dialect).is_some()
}

fn words(statement: &Statement, dialect: Dialect) -> Vec<String> {
    leading_words(&statement.sql, dialect, MOST_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bridge_importers::script;

    fn manners(text: &str, dialect: Dialect) -> Vec<Manner> {
        let script = script::read(text, dialect).unwrap();
        parts(&script)
            .into_iter()
            .map(|part| manner(part, dialect))
            .collect()
    }

    #[test]
    fn outside_of_blocks_a_transaction_is_held() {
        let text = "SET LOCAL search_path TO x;\nSAVEPOINT a;\nUPDATE t SET a = 1;\nROLLBACK TO a;\nCOMMIT;\n\
            -- bridge:autocommit\nUPDATE t SET a = 2;\nVACUUM t;\n-- bridge:end\n";
        assert_eq!(
            manners(text, Dialect::Postgres),
            [
                Manner::Holds,
                Manner::Savepoint,
                Manner::Holds,
                Manner::Savepoint,
                Manner::Ends,
                Manner::Atomic,
                Manner::Alone(Doubt::Repeat),
            ]
        );
    }

    #[test]
    fn what_a_transaction_can_hold_is_atomic() {
        let text = "-- bridge:autocommit\nUPDATE t SET a = 1;\nCREATE INDEX CONCURRENTLY ix ON t (a);\nDROP INDEX CONCURRENTLY IF EXISTS old;\nVACUUM t;\n-- bridge:end\n";
        assert_eq!(
            manners(text, Dialect::Postgres),
            [
                Manner::Atomic,
                Manner::Alone(Doubt::IndexMade("ix".into())),
                Manner::Alone(Doubt::IndexDropped("old".into())),
                Manner::Alone(Doubt::Repeat),
            ]
        );
        assert_eq!(
            manners(
                "PRAGMA foreign_keys=ON;\nBEGIN;\nINSERT INTO t VALUES (1);\nCOMMIT;\nVACUUM;\n",
                Dialect::Sqlite
            ),
            [
                Manner::Alone(Doubt::Repeat),
                Manner::Begins,
                Manner::Holds,
                Manner::Ends,
                Manner::Alone(Doubt::Repeat),
            ]
        );
    }

    #[test]
    fn a_guarded_index_is_still_one_index() {
        let text = "-- bridge:if not index(\"t\", \"ix\")\n-- bridge:autocommit\nCREATE UNIQUE INDEX CONCURRENTLY \"ix\" ON t (a);\n-- bridge:end\n-- bridge:end\n";
        assert_eq!(
            manners(text, Dialect::Postgres),
            [Manner::Alone(Doubt::IndexMade("ix".into()))]
        );
        let text = "CREATE INDEX CONCURRENTLY ON t (a);\nCREATE DATABASE d;\n";
        assert!(
            manners(text, Dialect::Postgres)
                .iter()
                .all(|manner| matches!(manner, Manner::Alone(Doubt::Unknown(_))))
        );
    }

    #[test]
    fn sessions_are_told_from_what_stays() {
        let session = |sql: &str, dialect| {
            let script = script::read(&format!("{sql};\n"), dialect).unwrap();
            is_session(&script.nodes[0], dialect)
        };
        assert!(session("SET search_path TO x", Dialect::Postgres));
        assert!(!session("SET LOCAL search_path TO x", Dialect::Postgres));
        assert!(session("ATTACH 'a' AS b", Dialect::Sqlite));
        assert!(!session("VACUUM", Dialect::Sqlite));
        let script = script::read("CREATE TEMP TABLE t (a INT);\n", Dialect::Postgres).unwrap();
        assert!(is_lost_with_the_session(
            &script.nodes[0],
            Dialect::Postgres
        ));
    }
}
