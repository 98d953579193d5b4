//! The downgrade of a script that has none, where the inverse is certain.

use crate::dialect::Dialect;

use super::lexer::{Kind, Lexer, Token};
use super::{Node, Script, Statement};

/// Why a script's downgrade cannot be derived.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct NotDerivable {
    /// One short sentence.
    pub reason: String,
    /// Line of the statement in the script; 0 where it was not read from a file.
    pub line: usize,
}

/// Derives the downgrade: `CREATE TABLE`, `CREATE INDEX` and `ADD COLUMN`
/// undone in reverse order.
///
/// # Errors
/// Any other statement, and any that may not have made the object (`IF NOT EXISTS`, `OR
/// REPLACE`, guarded, tried), for then the downgrade could destroy what was there before.
pub fn derive_down(script: &Script, dialect: Dialect) -> Result<Script, NotDerivable> {
    let mut nodes = Vec::new();
    for node in &script.nodes {
        let statement = match node {
            Node::Statement(statement) => statement,
            Node::Let { .. } | Node::If { .. } => return Err(refuse("a guarded step", 0)),
            Node::Try(_) => return Err(refuse("a step whose errors are caught", 0)),
            Node::Autocommit(_) => return Err(refuse("a step outside the transaction", 0)),
            Node::Batch(batch) => return Err(refuse("a table rebuild", batch.line)),
            Node::Fail { .. } => return Err(refuse("a step that always fails", 0)),
        };
        let sql = inverse(&statement.sql, dialect).map_err(|reason| NotDerivable {
            reason,
            line: statement.line,
        })?;
        nodes.push(Node::Statement(Statement {
            sql,
            origin: statement.origin.clone(),
            line: 0,
        }));
    }
    nodes.reverse();
    Ok(Script { nodes })
}

fn refuse(what: &str, line: usize) -> NotDerivable {
    NotDerivable {
        reason: format!("{what} has no certain inverse"),
        line,
    }
}

/// Reads a statement from left to right.
struct Cursor<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn word(&mut self, word: &str) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|t| t.is_word(word));
        self.at += usize::from(found);
        found
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let found = self
            .tokens
            .get(self.at)
            .is_some_and(|t| t.is_symbol(symbol));
        self.at += usize::from(found);
        found
    }

    fn part(&mut self) -> Option<&'a str> {
        let token = self
            .tokens
            .get(self.at)
            .filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted))?;
        self.at += 1;
        Some(token.text)
    }

    /// `[schema.]name`, as written.
    fn name(&mut self) -> Option<(Option<&'a str>, &'a str)> {
        let first = self.part()?;
        if self.symbol(".") {
            Some((Some(first), self.part()?))
        } else {
            Some((None, first))
        }
    }

    fn rest(&self) -> &[Token<'a>] {
        self.tokens.get(self.at..).unwrap_or(&[])
    }
}

fn qualified((schema, name): (Option<&str>, &str)) -> String {
    match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    }
}

fn inverse(sql: &str, dialect: Dialect) -> Result<String, String> {
    let mut cursor = Cursor {
        tokens: Lexer::new(sql, dialect).filter(Token::counts).collect(),
        at: 0,
    };
    let shown: Vec<&str> = cursor.tokens.iter().take(4).map(|t| t.text).collect();
    let uncertain = || format!("`{} …` has no certain inverse", shown.join(" "));
    let found = if cursor.word("create") {
        if cursor.word("table") {
            drop_table(&mut cursor)
        } else {
            cursor.word("unique");
            cursor
                .word("index")
                .then(|| drop_index(&mut cursor, dialect))
                .flatten()
        }
    } else if cursor.word("alter") && cursor.word("table") {
        drop_column(&mut cursor, dialect)
    } else {
        None
    };
    found.ok_or_else(uncertain)
}

fn drop_table(cursor: &mut Cursor<'_>) -> Option<String> {
    if cursor.rest().first()?.is_word("if") {
        return None;
    }
    let name = cursor.name()?;
    // `CREATE TABLE … AS`, `PARTITION OF` and the like are other statements.
    let plain = cursor.symbol("(") && !name.0.is_some_and(|s| s.eq_ignore_ascii_case("temp"));
    plain.then(|| format!("DROP TABLE {}", qualified(name)))
}

fn drop_index(cursor: &mut Cursor<'_>, dialect: Dialect) -> Option<String> {
    let first = cursor.rest().first()?;
    if ["if", "concurrently", "on"]
        .iter()
        .any(|w| first.is_word(w))
    {
        return None;
    }
    let (schema, index) = cursor.name()?;
    if !cursor.word("on") {
        return None;
    }
    cursor.word("only");
    let table = cursor.name()?;
    Some(match dialect {
        Dialect::Sqlite => format!("DROP INDEX {}", qualified((schema, index))),
        // An index lives in its table's schema, and its name is given without one.
        Dialect::Postgres => format!("DROP INDEX {}", qualified((table.0, index))),
        Dialect::Mysql => format!("DROP INDEX {index} ON {}", qualified(table)),
    })
}

fn drop_column(cursor: &mut Cursor<'_>, dialect: Dialect) -> Option<String> {
    if cursor.rest().first()?.is_word("if") {
        return None;
    }
    cursor.word("only");
    let table = cursor.name()?;
    if !cursor.word("add") {
        return None;
    }
    let explicit = cursor.word("column");
    let first = cursor.rest().first()?;
    let constraints = [
        "if",
        "constraint",
        "primary",
        "unique",
        "foreign",
        "check",
        "exclude",
        "index",
        "key",
        "fulltext",
        "spatial",
        "partition",
    ];
    // `ADD COLUMN check …` names a column; `ADD check …` does not.
    let other = if explicit {
        &constraints[..1]
    } else {
        &constraints[..]
    };
    if other.iter().any(|word| first.is_word(word)) {
        return None;
    }
    let (None, column) = cursor.name()? else {
        return None;
    };
    let mut depth = 0usize;
    for token in cursor.rest() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        }
        // Several actions in one statement.
        if depth == 0 && token.is_symbol(",") {
            return None;
        }
        // SQLite cannot drop a column of a key; with an own CHECK or REFERENCES it can.
        let bound = ["primary", "unique"];
        if dialect == Dialect::Sqlite && bound.iter().any(|word| token.is_word(word)) {
            return None;
        }
    }
    Some(format!(
        "ALTER TABLE {} DROP COLUMN {column}",
        qualified(table)
    ))
}
