//! The normal form of a script, over which checksums are computed.
//!
//! What does not change what runs does not count: line ends, white space
//! between tokens, blank lines, comments, origins, what a rehearsal ran.
//! Literals, quoted names and directives count to the byte.

use sha2::{Digest, Sha256};

use crate::dialect::Dialect;

use super::error::ScriptError;
use super::lexer::{Kind, Lexer};
use super::{Node, Script, Statement};

/// The script's normal text; empty where the script does nothing.
pub fn text(script: &Script, dialect: Dialect) -> String {
    let bare = Script {
        nodes: nodes(&script.nodes, dialect),
    };
    let written = super::write(&bare, dialect);
    let mut out = String::with_capacity(written.len());
    let mut gap = false;
    // Statements are one line each by now, except inside literals; only the
    // air between them is left to take out.
    for token in Lexer::new(&written, dialect) {
        match token.kind {
            Kind::Space if token.text.contains('\n') => gap = true,
            _ => {
                if std::mem::take(&mut gap) {
                    out.push('\n');
                }
                out.push_str(token.text);
            }
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
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

fn nodes(all: &[Node], dialect: Dialect) -> Vec<Node> {
    all.iter()
        .map(|node| match node {
            Node::Statement(statement) => Node::Statement(Statement {
                sql: sql(&statement.sql, dialect),
                origin: None,
                line: 0,
            }),
            Node::Let { .. } => node.clone(),
            Node::If {
                condition,
                then,
                otherwise,
            } => Node::If {
                condition: condition.clone(),
                then: nodes(then, dialect),
                otherwise: nodes(otherwise, dialect),
            },
            Node::Try(block) => {
                let mut block = block.clone();
                block.body = nodes(&block.body, dialect);
                block.otherwise = nodes(&block.otherwise, dialect);
                block.finally = nodes(&block.finally, dialect);
                for handler in &mut block.handlers {
                    handler.body = nodes(&handler.body, dialect);
                }
                Node::Try(block)
            }
            Node::Autocommit(inner) => Node::Autocommit(nodes(inner, dialect)),
            Node::Batch(batch) => {
                let mut batch = batch.clone();
                batch.origin = None;
                batch.rehearsed.clear();
                Node::Batch(batch)
            }
            Node::Fail { message, .. } => Node::Fail {
                message: message.clone(),
                origin: None,
            },
        })
        .collect()
}

/// One statement with single spaces, none inside parentheses' edges or before
/// commas, and no comments. What MySQL runs inside
/// `/*! … */` is no comment.
pub(crate) fn sql(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for token in Lexer::new(text, dialect) {
        let runs = dialect == Dialect::Mysql && token.text.starts_with("/*!");
        if token.counts() || runs {
            let tight = out.ends_with('(') || token.is_symbol(")") || token.is_symbol(",");
            if std::mem::take(&mut gap) && !out.is_empty() && !tight {
                out.push(' ');
            }
            out.push_str(token.text);
        } else {
            gap = true;
        }
    }
    out
}
