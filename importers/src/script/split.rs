//! Cuts SQL text into statements.
//!
//! A `;` ends a statement unless it stands in a quote, a comment, a trigger's
//! or routine's body, or (PostgreSQL: `CREATE RULE … DO (…; …)`) in
//! parentheses.

use crate::dialect::Dialect;

use super::directive;
use super::error::{Fault, ScriptError};
use super::lexer::{Kind, Lexer, Token};

/// One statement of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// From its first to its last token; comments before and behind are not part of it.
    pub sql: &'a str,
    /// Line of its first token, from 1.
    pub line: usize,
}

/// The statements of `text`, in order. Empty statements are ignored.
///
/// # Errors
/// A quote or comment that never ends, `COPY … FROM stdin`, commands of a client program.
pub fn split(text: &str, dialect: Dialect) -> Result<Vec<Piece<'_>>, ScriptError> {
    Ok(items(text, dialect)?
        .into_iter()
        .filter_map(|item| match item {
            Item::Statement { piece, .. } => Some(piece),
            Item::Comment { .. } => None,
        })
        .collect())
}

/// What a script's text consists of.
pub(crate) enum Item<'a> {
    /// A comment outside any statement.
    Comment {
        /// With its dashes.
        text: &'a str,
        /// From 1.
        line: usize,
        /// `/* … */`
        block: bool,
    },
    /// A statement.
    Statement {
        /// Its text and place.
        piece: Piece<'a>,
        /// Line of the first directive inside it.
        directive: Option<usize>,
    },
}

/// Comments and statements of `text`, in order.
pub(crate) fn items(text: &str, dialect: Dialect) -> Result<Vec<Item<'_>>, ScriptError> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut line = 1;
    for token in Lexer::new(text, dialect) {
        let at = line;
        line += token.text.bytes().filter(|b| *b == b'\n').count();
        if !token.closed {
            let what = match token.kind {
                Kind::BlockComment => "comment",
                Kind::Quoted => "quoted name",
                _ => "string",
            };
            return Err(ScriptError::new(at, Fault::Unclosed { what }));
        }
        match (token.kind, &mut open) {
            (Kind::Space, _) => {}
            (Kind::LineComment | Kind::BlockComment, Some(statement)) => {
                if directive::is_directive(token.text) && statement.directive.is_none() {
                    statement.directive = Some(at);
                }
            }
            (Kind::LineComment | Kind::BlockComment, None) => found.push(Item::Comment {
                text: token.text,
                line: at,
                block: token.kind == Kind::BlockComment,
            }),
            (_, None) if token.is_symbol(";") => {}
            (_, None) => {
                if let Some(command) = client_command(&token, text, dialect) {
                    return Err(ScriptError::new(at, Fault::ClientCommand(command)));
                }
                open = Some(Open::new(&token, at, dialect));
            }
            (_, Some(statement)) => {
                if statement.take(&token) {
                    found.push(statement.close(text)?);
                    open = None;
                }
            }
        }
    }
    if let Some(mut statement) = open {
        // Inside an unfinished body or parenthesis a `;` at the end of the text
        // is still the end, or each writing would add one.
        statement.end = statement.solid_end;
        found.push(statement.close(text)?);
    }
    Ok(found)
}

fn client_command(token: &Token<'_>, text: &str, dialect: Dialect) -> Option<String> {
    let is = match dialect {
        Dialect::Postgres => token.is_symbol("\\"),
        Dialect::Sqlite => token.is_symbol("."),
        Dialect::Mysql => token.is_symbol("\\") || token.is_word("delimiter"),
    };
    let rest = text.get(token.start..)?;
    is.then(|| rest.lines().next().unwrap_or("").trim_end().to_owned())
}

/// A statement whose end has not been seen yet.
struct Open {
    start: usize,
    end: usize,
    /// Where the last token that is no `;` ends.
    solid_end: usize,
    line: usize,
    directive: Option<usize>,
    dialect: Dialect,
    /// The first words in upper case, as far as they decide what the statement is.
    head: Vec<String>,
    parentheses: usize,
    /// How many `BEGIN` and `CASE` are open in a routine's body.
    blocks: usize,
    /// The last two tokens that count, in upper case.
    last: [String; 2],
    from_stdin: bool,
}

impl Open {
    fn new(token: &Token<'_>, line: usize, dialect: Dialect) -> Self {
        let mut open = Self {
            start: token.start,
            end: token.end(),
            solid_end: token.end(),
            line,
            directive: None,
            dialect,
            head: Vec::new(),
            parentheses: 0,
            blocks: 0,
            last: [String::new(), String::new()],
            from_stdin: false,
        };
        open.take(token);
        open
    }

    /// Whether the token is the `;` that ends the statement.
    fn take(&mut self, token: &Token<'_>) -> bool {
        if token.is_symbol(";") && self.ends_here() {
            return true;
        }
        let upper = match token.kind {
            Kind::Word => token.text.to_ascii_uppercase(),
            Kind::Symbol => token.text.to_owned(),
            _ => String::new(),
        };
        if token.is_symbol("(") {
            self.parentheses += 1;
        } else if token.is_symbol(")") {
            self.parentheses = self.parentheses.saturating_sub(1);
        }
        if token.kind == Kind::Word && self.head.len() < 8 {
            self.head.push(upper.clone());
        }
        self.count_blocks(&upper);
        if upper == "STDIN" && self.last[1] == "FROM" && self.head_is(0, "COPY") {
            self.from_stdin = true;
        }
        self.end = token.end();
        if !token.is_symbol(";") {
            self.solid_end = self.end;
        }
        self.last.swap(0, 1);
        self.last[1] = upper;
        false
    }

    fn count_blocks(&mut self, word: &str) {
        match self.dialect {
            Dialect::Sqlite => {}
            Dialect::Postgres if self.creates(&["FUNCTION", "PROCEDURE"]) => match word {
                "ATOMIC" if self.last[1] == "BEGIN" => self.blocks += 1,
                "CASE" if self.blocks > 0 => self.blocks += 1,
                "END" => self.blocks = self.blocks.saturating_sub(1),
                _ => {}
            },
            Dialect::Mysql if self.creates(&["FUNCTION", "PROCEDURE", "TRIGGER", "EVENT"]) => {
                match word {
                    "BEGIN" => self.blocks += 1,
                    "CASE" if self.blocks > 0 && self.last[1] != "END" => self.blocks += 1,
                    "END" => self.blocks = self.blocks.saturating_sub(1),
                    // `END IF` closes no BEGIN: give back what its END took.
                    "IF" | "LOOP" | "WHILE" | "REPEAT" if self.last[1] == "END" => {
                        self.blocks += 1;
                    }
                    _ => {}
                }
            }
            Dialect::Postgres | Dialect::Mysql => {}
        }
    }

    fn head_is(&self, at: usize, word: &str) -> bool {
        self.head.get(at).is_some_and(|w| w == word)
    }

    /// Whether it is `CREATE [OR REPLACE] [DEFINER = x] [AGGREGATE] KIND`.
    fn creates(&self, kinds: &[&str]) -> bool {
        let others = [
            "TABLE", "INDEX", "VIEW", "SCHEMA", "DATABASE", "USER", "TYPE",
        ];
        self.head_is(0, "CREATE")
            && self
                .head
                .iter()
                .skip(1)
                .take_while(|word| !others.contains(&word.as_str()))
                .any(|word| kinds.contains(&word.as_str()))
    }

    fn is_sqlite_trigger(&self) -> bool {
        let skipped = ["EXPLAIN", "QUERY", "PLAN", "CREATE", "TEMP", "TEMPORARY"];
        let kind = self.head.iter().find(|w| !skipped.contains(&w.as_str()));
        self.head.iter().any(|w| w == "CREATE") && kind.is_some_and(|w| w == "TRIGGER")
    }

    fn ends_here(&self) -> bool {
        match self.dialect {
            // As SQLite's own sqlite3_complete: a trigger ends with `; END ;`, which no CASE … END is.
            Dialect::Sqlite => {
                !self.is_sqlite_trigger() || (self.last[0] == ";" && self.last[1] == "END")
            }
            Dialect::Postgres => self.parentheses == 0 && self.blocks == 0,
            Dialect::Mysql => self.blocks == 0,
        }
    }

    fn close<'a>(&self, text: &'a str) -> Result<Item<'a>, ScriptError> {
        if self.from_stdin && self.dialect == Dialect::Postgres {
            return Err(ScriptError::new(self.line, Fault::CopyFromStdin));
        }
        Ok(Item::Statement {
            piece: Piece {
                sql: text.get(self.start..self.end).unwrap_or(""),
                line: self.line,
            },
            directive: self.directive,
        })
    }
}

#[cfg(test)]
mod tests;
