//! The normal form of a script, over which checksums are computed.
//!
//! What does not change what runs does not count: line ends, white space
//! between tokens, blank lines, comments, origins, what a rehearsal ran.
//! Literals, quoted names and directives count to the byte.

use sha2::{Digest, Sha256};

use crate::dialect::Dialect;

use super::Script;
use super::error::ScriptError;
use super::lexer::{Kind, Lexer};
use super::split::split;

/// The script's normal text; empty where the script does nothing.
pub fn text(script: &Script, dialect: Dialect) -> String {
    super::write::write_normal(script, dialect)
}

/// SHA-256 of the normal text, in hex.
pub fn checksum(script: &Script, dialect: Dialect) -> String {
    let digest = Sha256::digest(text(script, dialect).as_bytes());
    crate::hex::digits(&digest)
}

/// The checksum of a script's text.
///
/// # Errors
/// The text is no script.
pub fn checksum_of_text(text: &str, dialect: Dialect) -> Result<String, ScriptError> {
    Ok(checksum(&super::read(text, dialect)?, dialect))
}

/// One statement with single spaces, none inside parentheses' edges or before
/// commas, and no comments. What MySQL runs inside
/// `/*! … */` is no comment.
pub(crate) fn sql(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, dialect);
    out
}

/// Appends the normal form of a statement, or of the several that one text
/// holds, a line each.
pub(super) fn push_lines(out: &mut String, text: &str, dialect: Dialect) {
    let start = out.len();
    if push(out, text, dialect) {
        out.push_str(";\n");
        return;
    }
    let normal = out.split_off(start);
    match split(&normal, dialect) {
        Ok(pieces) => {
            for piece in pieces {
                out.push_str(piece.sql);
                out.push_str(";\n");
            }
        }
        // Kept as it is: whoever reads it back is told what is wrong with it.
        Err(_) => {
            out.push_str(&normal);
            out.push_str("\n;\n");
        }
    }
}

/// Appends the normal form of a text. Whether it is one whole statement for
/// sure; where it is not, `split` has to say what it is.
fn push(out: &mut String, text: &str, dialect: Dialect) -> bool {
    let start = out.len();
    let mut gap = false;
    let mut plain = true;
    for token in Lexer::new(text, dialect) {
        let runs = dialect == Dialect::Mysql && token.text.starts_with("/*!");
        if !token.counts() && !runs {
            plain &= token.closed;
            gap = true;
            continue;
        }
        let first = out.len() == start;
        plain &= token.closed
            && !runs
            && match token.kind {
                Kind::Symbol => token.text != ";" && !first,
                Kind::Word => !(token.is_word("stdin") || first && token.is_word("delimiter")),
                _ => true,
            };
        let tight = out.ends_with('(') || token.is_symbol(")") || token.is_symbol(",");
        if std::mem::take(&mut gap) && !first && !tight {
            out.push(' ');
        }
        out.push_str(token.text);
    }
    plain && out.len() > start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::lexer::Kind;
    use crate::script::tests::any_node;
    use crate::script::{Node, read, write};

    /// The rule that the normal form is a short cut of: what `write` writes of
    /// the bare script, without the air between statements.
    fn by_rule(script: &Script, dialect: Dialect) -> String {
        let mut bare = script.clone();
        strip(&mut bare.nodes, dialect);
        let written = write(&bare, dialect);
        let mut out = String::new();
        let mut gap = false;
        for token in Lexer::new(&written, dialect) {
            if token.kind == Kind::Space && token.text.contains('\n') {
                gap = true;
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push('\n');
            }
            out.push_str(token.text);
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    fn strip(nodes: &mut [Node], dialect: Dialect) {
        for node in nodes {
            match node {
                Node::Statement(statement) => {
                    statement.sql = sql(&statement.sql, dialect);
                    statement.origin = None;
                }
                Node::Batch(batch) => {
                    batch.origin = None;
                    batch.rehearsed.clear();
                }
                Node::Fail { origin, .. } => *origin = None,
                Node::Let { .. } => {}
                Node::If {
                    then, otherwise, ..
                } => {
                    strip(then, dialect);
                    strip(otherwise, dialect);
                }
                Node::Autocommit(inner) => strip(inner, dialect),
                Node::Try(block) => {
                    strip(&mut block.body, dialect);
                    for handler in &mut block.handlers {
                        strip(&mut handler.body, dialect);
                    }
                    strip(&mut block.otherwise, dialect);
                    strip(&mut block.finally, dialect);
                }
            }
        }
    }

    #[test]
    fn statements_that_are_not_plain_are_split_first() {
        let normal = |sql: &str, dialect| {
            let mut out = String::new();
            push_lines(&mut out, sql, dialect);
            out
        };
        let lite = Dialect::Sqlite;
        assert_eq!(normal("SELECT  ( 1 ) ,2", lite), "SELECT (1),2;\n");
        assert_eq!(
            normal("SELECT 1 ; ;\n SELECT 2;", lite),
            "SELECT 1;\nSELECT 2;\n"
        );
        assert_eq!(normal(" -- nothing\n", lite), "");
        assert_eq!(normal("SELECT 'open", lite), "SELECT 'open\n;\n");
        assert_eq!(
            normal("COPY t FROM stdin", Dialect::Postgres),
            "COPY t FROM stdin\n;\n"
        );
        assert_eq!(
            normal("/*! SET x */ SELECT 1 /*! now */", Dialect::Mysql),
            "/*! SET x */ SELECT 1 /*! now */;\n"
        );
    }

    proptest! {
        #[test]
        fn it_is_what_is_written_without_air(nodes in proptest::collection::vec(any_node(), 0..4)) {
            let script = Script { nodes };
            prop_assert_eq!(text(&script, Dialect::Sqlite), by_rule(&script, Dialect::Sqlite));
        }

        #[test]
        fn of_any_text_that_is_a_script(
            sql in "([a-zE;:$'\"`()\\[\\]#/*! \n-]|SELECT |--|/\\*|\\*/|STDIN|\\$\\$|;){0,24}"
        ) {
            for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
                // Two signs that a comment kept apart would start one by the rule.
                let stable = |node: &Node| match node {
                    Node::Statement(statement) => {
                        let once = super::sql(&statement.sql, dialect);
                        super::sql(&once, dialect) == once
                    }
                    _ => true,
                };
                if let Ok(script) = read(&sql, dialect)
                    && script.nodes.iter().all(stable)
                {
                    prop_assert_eq!(text(&script, dialect), by_rule(&script, dialect), "{}", dialect);
                }
            }
        }
    }
}
