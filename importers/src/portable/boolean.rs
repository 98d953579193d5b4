//! A boolean column's default written as a number: SQLite keeps booleans as
//! numbers, PostgreSQL refuses it ("column is of type boolean but default
//! expression is of type integer").

use super::{Repaired, replaced};
use crate::dialect::Dialect;
use crate::script::lexer::{Kind, Lexer, Token};

/// `BOOLEAN … DEFAULT 0` and `1` in a PostgreSQL statement, as `false` and `true`.
pub fn boolean_defaults(sql: &str) -> Option<Repaired> {
    let tokens: Vec<Token<'_>> = Lexer::new(sql, Dialect::Postgres)
        .filter(Token::counts)
        .collect();
    let mut ranges = Vec::new();
    // Inside one column definition: from the type to the comma that ends it.
    let mut depth = 0_i32;
    let mut boolean_at: Option<i32> = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth -= 1;
            if boolean_at.is_some_and(|from| depth < from) {
                boolean_at = None;
            }
        } else if token.is_symbol(",") && boolean_at == Some(depth) {
            boolean_at = None;
        } else if (token.is_word("boolean") || token.is_word("bool")) && is_type(&tokens, at) {
            boolean_at = Some(depth);
        } else if token.is_word("default") && boolean_at == Some(depth) {
            let mut open = 0;
            while tokens
                .get(at + 1 + open)
                .is_some_and(|next| next.is_symbol("("))
            {
                open += 1;
            }
            let is_closed = (0..open).all(|more| {
                tokens
                    .get(at + 2 + open + more)
                    .is_some_and(|next| next.is_symbol(")"))
            });
            let number = tokens.get(at + 1 + open).filter(|_| is_closed);
            if let Some(number) = number
                && number.kind == Kind::Number
                && let Some(word) = word(number.text)
                && is_end(tokens.get(at + 2 + open * 2))
            {
                ranges.push((number.start, number.end(), word.to_owned()));
            }
        }
    }
    replaced(sql, &ranges)
}

/// A type stands behind its column's name, not at a beginning.
fn is_type(tokens: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| matches!(before.kind, Kind::Word | Kind::Quoted))
}

/// What may follow a default that is nothing but a number.
fn is_end(token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|token| {
        token.is_symbol(",")
            || token.is_symbol(")")
            || token.is_symbol(";")
            || token.kind == Kind::Word
    })
}

fn word(number: &str) -> Option<&'static str> {
    match number {
        "0" => Some("false"),
        "1" => Some("true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_truth_values() {
        let table = [
            (
                "CREATE TABLE t (a BOOLEAN DEFAULT 1 NOT NULL, b INTEGER DEFAULT 1, \"c d\" bool NOT NULL DEFAULT (0))",
                "CREATE TABLE t (a BOOLEAN DEFAULT true NOT NULL, b INTEGER DEFAULT 1, \"c d\" bool NOT NULL DEFAULT (false))",
            ),
            (
                "ALTER TABLE t ADD COLUMN 啟用 BOOLEAN DEFAULT 0",
                "ALTER TABLE t ADD COLUMN 啟用 BOOLEAN DEFAULT false",
            ),
        ];
        for (sql, expected) in table {
            assert_eq!(boolean_defaults(sql).unwrap().sql, expected);
        }
    }

    #[test]
    fn what_is_no_such_default_stays() {
        for sql in [
            "CREATE TABLE t (a BOOLEAN DEFAULT '1', b BOOLEAN DEFAULT true, c INTEGER DEFAULT 1)",
            "CREATE TABLE t (a BOOLEAN DEFAULT 2, b BOOLEAN DEFAULT 1 + 1)",
            "INSERT INTO t VALUES ('x BOOLEAN DEFAULT 1')",
            "CREATE TABLE t (a BOOLEAN, b NUMERIC(1, 2) DEFAULT 0) -- BOOLEAN DEFAULT 0",
            "CREATE TABLE boolean (a INTEGER DEFAULT 0)",
        ] {
            assert_eq!(boolean_defaults(sql), None, "{sql}");
        }
    }
}
