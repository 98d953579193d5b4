//! The words of a statement, for what only its verb decides.

use super::lexer::{Kind, Lexer};
use crate::dialect::Dialect;

/// The first words of a statement in upper case, `most` at the most. A quoted
/// name or a text is the word `?`, which is no keyword; symbols and comments
/// are none.
pub fn leading_words(sql: &str, dialect: Dialect, most: usize) -> Vec<String> {
    Lexer::new(sql, dialect)
        .filter_map(|token| match token.kind {
            Kind::Word | Kind::Number => Some(token.text.to_uppercase()),
            Kind::Quoted | Kind::Text => Some("?".to_owned()),
            Kind::Space | Kind::LineComment | Kind::BlockComment | Kind::Symbol => None,
        })
        .take(most)
        .collect()
}

/// Whether a statement begins or ends a savepoint: one of bridge's own around it would end
/// with it, or end it.
pub fn is_savepoint(sql: &str, dialect: Dialect) -> bool {
    let words = leading_words(sql, dialect, 3);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["SAVEPOINT" | "RELEASE", ..] | ["ROLLBACK", "TO", ..] => true,
        ["ROLLBACK", "WORK" | "TRANSACTION", to] => to == "TO",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_quoted_names_are_no_keywords() {
        assert_eq!(
            leading_words(
                "-- x\ncreate /* /* y */ */ index \"VACUUM\" ON t('VACUUM', $a$x$a$, 3)",
                Dialect::Postgres,
                9
            ),
            ["CREATE", "INDEX", "?", "ON", "T", "?", "?", "3"]
        );
    }

    #[test]
    fn savepoints() {
        for sql in [
            "SAVEPOINT a",
            "/* x */ release savepoint a",
            "Rollback To a",
            "ROLLBACK WORK TO SAVEPOINT a",
        ] {
            assert!(is_savepoint(sql, Dialect::Postgres), "{sql}");
        }
        for sql in ["ROLLBACK", "ROLLBACK WORK", "SELECT 'SAVEPOINT a'", ""] {
            assert!(!is_savepoint(sql, Dialect::Postgres), "{sql}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_statement_makes_it_panic(sql in proptest::prelude::any::<String>()) {
            for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
                let _ = leading_words(&sql, dialect, 24);
            }
        }
    }
}
