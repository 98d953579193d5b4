//! What a statement does to the schema, as far as its first words say.

use serde::Serialize;

use super::lexer::{Lexer, Token};
use crate::dialect::Dialect;

/// The effect of one statement on the schema. Names are unquoted, without their schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum Effect {
    /// An object is made.
    Create {
        /// Its kind.
        kind: ObjectKind,
        /// Its name.
        name: String,
    },
    /// An object goes.
    Drop {
        /// Its kind.
        kind: ObjectKind,
        /// Its name.
        name: String,
    },
    /// `ALTER TABLE … ADD COLUMN`
    AddColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// `ALTER TABLE … DROP COLUMN`
    DropColumn {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// `ALTER TABLE … RENAME TO`
    RenameTable {
        /// Old name.
        table: String,
        /// New name.
        to: String,
    },
    /// `ALTER TABLE … RENAME COLUMN`
    RenameColumn {
        /// Table.
        table: String,
        /// Old name.
        column: String,
        /// New name.
        to: String,
    },
    /// Rows only: `INSERT`, `UPDATE`, `DELETE`, `SELECT`, `PRAGMA`, `ANALYZE`, …
    Data,
    /// Another change of the schema.
    Other,
}

/// Kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// Table.
    Table,
    /// Index.
    Index,
    /// View.
    View,
    /// Trigger.
    Trigger,
}

impl ObjectKind {
    /// The word in SQL.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Table => "TABLE",
            Self::Index => "INDEX",
            Self::View => "VIEW",
            Self::Trigger => "TRIGGER",
        }
    }
}

/// The effect of one statement.
pub fn effect(sql: &str, dialect: Dialect) -> Effect {
    describe(sql, dialect).effect
}

/// What the first words of a statement say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What it does.
    pub effect: Effect,
    /// The schema of the object, where the statement names one.
    pub schema: Option<String>,
    /// Whether it bears an object that is there already, or gone already:
    /// `IF NOT EXISTS`, `IF EXISTS`, `OR REPLACE`.
    pub is_tolerant: bool,
    /// Whether the object is temporary.
    pub is_temporary: bool,
}

/// The table of a `CREATE INDEX`.
pub fn indexed_table(sql: &str, dialect: Dialect) -> Option<String> {
    let tokens: Vec<Token<'_>> = Lexer::new(sql, dialect).filter(Token::counts).collect();
    let on = tokens.iter().position(|token| token.is_word("on"))?;
    let mut words = Words::new(tokens.get(on + 1..)?);
    words.take("only");
    words.name()
}

/// The definition in an `ALTER TABLE … ADD COLUMN`, its name first.
pub fn added_column(sql: &str, dialect: Dialect) -> Option<&str> {
    let Effect::AddColumn { column, .. } = effect(sql, dialect) else {
        return None;
    };
    let tokens = Lexer::new(sql, dialect).filter(Token::counts);
    let start = tokens
        .skip_while(|token| !token.is_word("add"))
        .skip(1)
        .find(|token| token.name().as_ref() == Some(&column))?
        .start;
    sql.get(start..).map(str::trim)
}

/// Whether a statement has this name in it, bare or quoted.
pub fn mentions(sql: &str, name: &str, dialect: Dialect) -> bool {
    names(sql, dialect).any(|found| found.eq_ignore_ascii_case(name))
}

/// The names that a statement has in it, bare or quoted; its keywords are among them.
pub fn names(sql: &str, dialect: Dialect) -> impl Iterator<Item = String> + '_ {
    Lexer::new(sql, dialect)
        .filter(Token::counts)
        .filter_map(|token| token.name())
}

/// What a column definition, as `CREATE TABLE` takes it, calls its column.
pub fn defined_column(definition: &str, dialect: Dialect) -> Option<String> {
    Lexer::new(definition, dialect)
        .find(Token::counts)
        .and_then(|token| token.name())
}

/// The effect of one statement, and how it bears what it finds.
pub fn describe(sql: &str, dialect: Dialect) -> Description {
    let tokens: Vec<Token<'_>> = Lexer::new(sql, dialect)
        .filter(Token::counts)
        .take(24)
        .collect();
    let mut words = Words::new(&tokens);
    let found = if words.take("create") {
        words.created()
    } else if words.take("drop") {
        words.dropped()
    } else if words.take("alter") {
        words.altered()
    } else if words.is_data() {
        Some(Effect::Data)
    } else {
        None
    };
    Description {
        effect: found.unwrap_or(Effect::Other),
        schema: words.schema,
        is_tolerant: words.is_tolerant,
        is_temporary: words.is_temporary,
    }
}

struct Words<'a> {
    tokens: &'a [Token<'a>],
    schema: Option<String>,
    is_tolerant: bool,
    is_temporary: bool,
}

impl<'a> Words<'a> {
    fn new(tokens: &'a [Token<'a>]) -> Self {
        Self {
            tokens,
            schema: None,
            is_tolerant: false,
            is_temporary: false,
        }
    }

    fn take(&mut self, word: &str) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if first.is_word(word) => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn take_all(&mut self, words: &[&str]) -> bool {
        let found = words
            .iter()
            .enumerate()
            .all(|(at, word)| self.tokens.get(at).is_some_and(|t| t.is_word(word)));
        if found {
            self.tokens = self.tokens.get(words.len()..).unwrap_or_default();
        }
        found
    }

    /// Takes words with which the statement bears what it finds.
    fn bears(&mut self, words: &[&str]) {
        if self.take_all(words) {
            self.is_tolerant = true;
        }
    }

    fn name(&mut self) -> Option<String> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        if self.tokens.first().is_some_and(|t| t.is_symbol(".")) {
            self.tokens = self.tokens.get(1..).unwrap_or_default();
            self.schema = first.name();
            return self.name();
        }
        first.name()
    }

    fn kind(&mut self) -> Option<ObjectKind> {
        [
            ("table", ObjectKind::Table),
            ("index", ObjectKind::Index),
            ("view", ObjectKind::View),
            ("trigger", ObjectKind::Trigger),
        ]
        .into_iter()
        .find(|(word, _)| self.take(word))
        .map(|(_, kind)| kind)
    }

    fn created(&mut self) -> Option<Effect> {
        self.bears(&["or", "replace"]);
        self.is_temporary = self.take("temp") || self.take("temporary");
        let _ = self.take("unique") || self.take("materialized");
        let kind = self.kind()?;
        self.take("concurrently");
        self.bears(&["if", "not", "exists"]);
        Some(Effect::Create {
            kind,
            name: self.name()?,
        })
    }

    fn dropped(&mut self) -> Option<Effect> {
        self.take("materialized");
        let kind = self.kind()?;
        self.take("concurrently");
        self.bears(&["if", "exists"]);
        Some(Effect::Drop {
            kind,
            name: self.name()?,
        })
    }

    fn altered(&mut self) -> Option<Effect> {
        if !self.take("table") {
            return None;
        }
        self.bears(&["if", "exists"]);
        self.take("only");
        let table = self.name()?;
        if self.take("add") {
            let is_column = self.take("column");
            let other = [
                "constraint",
                "primary",
                "unique",
                "foreign",
                "check",
                "exclude",
            ];
            if !is_column
                && self
                    .tokens
                    .first()
                    .is_some_and(|t| other.iter().any(|word| t.is_word(word)))
            {
                return None;
            }
            self.bears(&["if", "not", "exists"]);
            return Some(Effect::AddColumn {
                table,
                column: self.name()?,
            });
        }
        if self.take("drop") {
            let is_column = self.take("column");
            if !is_column && self.tokens.first().is_some_and(|t| t.is_word("constraint")) {
                return None;
            }
            self.bears(&["if", "exists"]);
            return Some(Effect::DropColumn {
                table,
                column: self.name()?,
            });
        }
        if self.take("rename") {
            if self.take("to") {
                return Some(Effect::RenameTable {
                    table,
                    to: self.name()?,
                });
            }
            self.take("column");
            let column = self.name()?;
            return self
                .take("to")
                .then(|| self.name())
                .flatten()
                .map(|to| Effect::RenameColumn { table, column, to });
        }
        None
    }

    fn is_data(&self) -> bool {
        let words = [
            "insert",
            "update",
            "delete",
            "replace",
            "select",
            "with",
            "pragma",
            "analyze",
            "reindex",
            "vacuum",
            "begin",
            "commit",
            "savepoint",
            "release",
            "values",
            "set",
        ];
        self.tokens
            .first()
            .is_none_or(|first| words.iter().any(|word| first.is_word(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sql: &str) -> String {
        match effect(sql, Dialect::Sqlite) {
            Effect::Create { kind, name } => format!("+{} {name}", kind.keyword()),
            Effect::Drop { kind, name } => format!("-{} {name}", kind.keyword()),
            Effect::AddColumn { table, column } => format!("+{table}.{column}"),
            Effect::DropColumn { table, column } => format!("-{table}.{column}"),
            Effect::RenameTable { table, to } => format!("{table}>{to}"),
            Effect::RenameColumn { table, column, to } => format!("{table}.{column}>{to}"),
            Effect::Data => "data".into(),
            Effect::Other => "other".into(),
        }
    }

    #[test]
    fn what_a_statement_bears_and_where_it_is() {
        let bears = |sql: &str| describe(sql, Dialect::Postgres);
        let found = bears("CREATE TABLE IF NOT EXISTS audit.\"記 錄\" (id)");
        assert!(found.is_tolerant);
        assert_eq!(found.schema.as_deref(), Some("audit"));
        assert!(bears("ALTER TABLE t DROP COLUMN IF EXISTS c").is_tolerant);
        assert!(!bears("ALTER TABLE t DROP COLUMN c").is_tolerant);
        assert!(bears("CREATE OR REPLACE VIEW v AS SELECT 1").is_tolerant);
        assert!(bears("CREATE TEMP TABLE t (a INT)").is_temporary);
        assert_eq!(
            indexed_table("CREATE INDEX ix ON audit.\"記 錄\" (a)", Dialect::Postgres).as_deref(),
            Some("記 錄")
        );
        assert_eq!(
            added_column(
                "ALTER TABLE \"add\" ADD COLUMN c VARCHAR(3) NOT NULL",
                Dialect::Sqlite
            ),
            Some("c VARCHAR(3) NOT NULL")
        );
        assert!(mentions("DROP TABLE a, \"B c\"", "b c", Dialect::Sqlite));
        assert_eq!(
            defined_column("\"備 註\" TEXT", Dialect::Sqlite).as_deref(),
            Some("備 註")
        );
    }

    #[test]
    fn the_first_words_say_it() {
        let table = [
            (
                "-- x\nCREATE TABLE IF NOT EXISTS main.\"用戶 a\" (id)",
                "+TABLE 用戶 a",
            ),
            ("create unique index if not exists ix on t(a)", "+INDEX ix"),
            ("ALTER TABLE t ADD COLUMN c TEXT", "+t.c"),
            ("ALTER TABLE t ADD c TEXT", "+t.c"),
            ("ALTER TABLE t ADD CONSTRAINT x CHECK (a)", "other"),
            ("ALTER TABLE [t] RENAME TO u", "t>u"),
            ("ALTER TABLE t RENAME a TO b", "t.a>b"),
            ("ALTER TABLE t DROP COLUMN c", "-t.c"),
            ("DROP INDEX IF EXISTS ix", "-INDEX ix"),
            (
                "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END",
                "+TRIGGER tr",
            ),
            ("UPDATE t SET a = 1", "data"),
            ("GRANT ALL ON t TO x", "other"),
            ("", "data"),
        ];
        for (sql, expected) in table {
            assert_eq!(told(sql), expected, "{sql}");
        }
    }
}
