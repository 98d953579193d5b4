//! `CREATE INDEX` statements of a table that is rebuilt.

use super::error::RebuildError;
use super::expression::{self, Renames};
use super::parser::Parser;
use super::print::qualified;
use crate::dialect::Dialect;
use crate::script::lexer::{Kind, Lexer, Token};

/// An index: its head, and the rest as text.
pub(crate) struct IndexDefinition<'a> {
    /// Name.
    pub(crate) name: String,
    unique: bool,
    if_not_exists: bool,
    table: String,
    /// The columns in parentheses, and the condition.
    rest: &'a str,
}

impl<'a> IndexDefinition<'a> {
    pub(crate) fn parse(sql: &'a str) -> Result<Self, RebuildError> {
        let fault = |reason: String| RebuildError::syntax("index", sql, reason);
        let mut parser = Parser::new(sql);
        let unique = parser.words(&["create", "unique", "index"]);
        if !unique && !parser.words(&["create", "index"]) {
            return Err(fault("it does not start with CREATE INDEX".to_owned()));
        }
        let if_not_exists = parser.words(&["if", "not", "exists"]);
        let (_, name) = parser.qualified().map_err(fault)?;
        if !parser.words(&["on"]) {
            return Err(fault("ON is missing".to_owned()));
        }
        let table = parser.name().map_err(fault)?;
        Ok(Self {
            name,
            unique,
            if_not_exists,
            table,
            rest: sql.get(parser.offset()..).unwrap_or("").trim_end(),
        })
    }

    /// The statement after the rebuild.
    ///
    /// # Errors
    /// The dropped column that it uses.
    pub(crate) fn rebuilt(
        &self,
        schema: Option<&str>,
        renames: &Renames,
    ) -> Result<String, String> {
        let unique = if self.unique { "UNIQUE " } else { "" };
        let guard = if self.if_not_exists {
            "IF NOT EXISTS "
        } else {
            ""
        };
        Ok(format!(
            "CREATE {unique}INDEX {guard}{} ON {} {}",
            qualified(schema, &self.name),
            super::print::name(&self.table),
            expression::rename(self.rest, &self.table, renames)?
        ))
    }
}

/// What an index covers, in one form: `UNIQUE (a, b) WHERE a > 0`. Two texts
/// of indexes that mean the same differ in their names at most.
///
/// # Errors
/// What is no `CREATE INDEX`.
pub fn index_text(sql: &str) -> Result<String, RebuildError> {
    let index = IndexDefinition::parse(sql)?;
    let mut text = String::from(if index.unique { "UNIQUE" } else { "" });
    for token in Lexer::new(index.rest, Dialect::Sqlite).filter(Token::counts) {
        let is_tight = token.is_symbol(")")
            || token.is_symbol(",")
            || token.is_symbol(";")
            || text.ends_with('(');
        if !is_tight && !text.is_empty() {
            text.push(' ');
        }
        match token.name().filter(|_| token.kind == Kind::Quoted) {
            Some(quoted) => text.push_str(&super::print::name(&quoted)),
            None => text.push_str(token.text),
        }
    }
    Ok(text)
}
