//! Types that `CREATE TABLE` brings with it on PostgreSQL.
//!
//! One run of Alembic makes the type of an `Enum` or `DOMAIN` column with the
//! first table that has it, and never again (`DefaultImpl.memo`). A script
//! stands alone, so what may have been made before is asked of the catalogue.

use std::collections::BTreeSet;

use super::lexer::{Lexer, Token};
use super::{Condition, Node, Question, Statement};
use crate::dialect::Dialect;

/// A type's schema, where the statement says one, and its name.
type TypeName = (Option<String>, String);

/// The types that tables may have made so far.
#[derive(Debug, Clone, Default)]
pub struct MadeTypes {
    known: BTreeSet<TypeName>,
    may_be_any: bool,
}

impl MadeTypes {
    /// Where it is not known what ran before.
    pub fn of_anyone() -> Self {
        Self {
            known: BTreeSet::new(),
            may_be_any: true,
        }
    }

    /// Puts a question around each type that may have been made before, and
    /// notes those that are made here; whether there was one to ask for.
    pub fn guard(&mut self, nodes: &mut Vec<Node>) -> bool {
        let mut is_guarded = false;
        let mut result = Vec::with_capacity(nodes.len());
        let mut rest = std::mem::take(nodes).into_iter().peekable();
        let mut waiting: Vec<(TypeName, Statement)> = Vec::new();
        while let Some(node) = rest.next() {
            let node = match node {
                Node::Statement(statement) => match made_type(&statement) {
                    Some(name) if statement.origin.is_some() => {
                        waiting.push((name, statement));
                        // The tables' end is the end of what waits for them.
                        if rest.peek().is_some() {
                            continue;
                        }
                        None
                    }
                    _ => Some(Node::Statement(statement)),
                },
                mut other => {
                    is_guarded |= self.guard_within(&mut other);
                    Some(other)
                }
            };
            let maker = node.as_ref().and_then(made_table);
            for (name, statement) in waiting.drain(..) {
                let is_of_table = maker.is_some() && maker == statement.origin.as_ref();
                let is_again = is_of_table && (self.may_be_any || !self.known.insert(name.clone()));
                is_guarded |= is_again;
                let own = Node::Statement(statement);
                result.push(if is_again {
                    unless_there(name, own)
                } else {
                    own
                });
            }
            result.extend(node);
        }
        *nodes = result;
        is_guarded
    }

    fn guard_within(&mut self, node: &mut Node) -> bool {
        match node {
            Node::If {
                then, otherwise, ..
            } => {
                let mut other = self.clone();
                let mut is_guarded = self.guard(then);
                is_guarded |= other.guard(otherwise);
                self.known.extend(other.known);
                is_guarded
            }
            Node::Try(block) => {
                let mut is_guarded = self.guard(&mut block.body);
                for handler in &mut block.handlers {
                    is_guarded |= self.guard(&mut handler.body);
                }
                is_guarded |= self.guard(&mut block.otherwise);
                is_guarded | self.guard(&mut block.finally)
            }
            Node::Autocommit(inner) => self.guard(inner),
            Node::Statement(_) | Node::Let { .. } | Node::Batch(_) | Node::Fail { .. } => false,
        }
    }
}

fn unless_there((schema, name): TypeName, statement: Node) -> Node {
    Node::If {
        condition: Condition::Not(Box::new(Condition::Question(Question::Type {
            schema,
            name,
        }))),
        then: vec![statement],
        otherwise: Vec::new(),
    }
}

/// The type that a statement makes.
fn made_type(statement: &Statement) -> Option<TypeName> {
    let tokens: Vec<Token<'_>> = Lexer::new(&statement.sql, Dialect::Postgres)
        .filter(Token::counts)
        .take(5)
        .collect();
    let [create, kind, first, rest @ ..] = tokens.as_slice() else {
        return None;
    };
    if !create.is_word("create") || !(kind.is_word("type") || kind.is_word("domain")) {
        return None;
    }
    match rest {
        [dot, name] if dot.is_symbol(".") => Some((Some(first.name()?), name.name()?)),
        _ => Some((None, first.name()?)),
    }
}

/// Where a statement that makes a table comes from.
fn made_table(node: &Node) -> Option<&super::Origin> {
    let Node::Statement(statement) = node else {
        return None;
    };
    let words = super::leading_words(&statement.sql, Dialect::Postgres, 2);
    (words == ["CREATE", "TABLE"]).then_some(statement.origin.as_ref())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{read, write};

    fn guarded(made: &mut MadeTypes, text: &str) -> String {
        let mut script = read(text, Dialect::Postgres).unwrap();
        made.guard(&mut script.nodes);
        write(&script, Dialect::Postgres)
    }

    const TABLE: &str = "-- a.py:1\nCREATE TYPE app.\"類型\" AS ENUM ('x');\n-- a.py:1\nCREATE TYPE b AS ENUM ('y');\n\
                         -- a.py:1\nCREATE TABLE t (a app.\"類型\", b b);\n";

    #[test]
    fn a_type_is_asked_for_where_a_table_may_have_made_it() {
        let mut made = MadeTypes::default();
        assert!(!guarded(&mut made, TABLE).contains("bridge:if"));
        insta::assert_snapshot!(guarded(&mut made, TABLE));
        let other = TABLE.replace("b AS", "c AS");
        assert_eq!(guarded(&mut made, &other).matches("bridge:if").count(), 1);
        assert_eq!(
            guarded(&mut MadeTypes::of_anyone(), TABLE)
                .matches("bridge:if")
                .count(),
            2
        );
    }

    #[test]
    fn a_type_that_a_file_makes_by_itself_is_left() {
        let mut made = MadeTypes::default();
        guarded(&mut made, TABLE);
        let alone = "-- a.py:1\nCREATE TYPE b AS ENUM ('y');\n-- a.py:2\nCREATE TABLE u (a b);\n-- a.py:3\nCREATE TYPE b AS ENUM ('y');\n";
        assert!(!guarded(&mut made, alone).contains("bridge:if"));
    }

    #[test]
    fn sides_of_a_condition_exclude_each_other_and_both_count_behind_it() {
        let text = format!(
            "-- bridge:if table(\"a\")\n{TABLE}-- bridge:else\n{TABLE}-- bridge:end\n{TABLE}"
        );
        let found = guarded(&mut MadeTypes::default(), &text);
        let (within, behind) = found.split_once("-- bridge:end").unwrap();
        assert!(!within.contains("if not type"), "{found}");
        assert_eq!(behind.matches("if not type").count(), 2, "{found}");
    }
}
