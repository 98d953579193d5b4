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
    /// From its first to its last token; comments before and behind are not part of it, but
    /// for those that the database reads.
    pub sql: &'a str,
    /// Line of its first token, from 1.
    pub line: usize,
}

/// The statements of `text`, in order. Empty statements are ignored.
///
/// # Errors
/// A quote or comment that never ends, `COPY … FROM stdin`, commands of a client program.
pub fn split(text: &str, dialect: Dialect) -> Result<Vec<Piece<'_>>, ScriptError> {
    if is_one_plain_statement(text) {
        return Ok(vec![Piece { sql: text, line: 1 }]);
    }
    by_tokens(text, dialect)
}

fn by_tokens(text: &str, dialect: Dialect) -> Result<Vec<Piece<'_>>, ScriptError> {
    Ok(items(text, dialect)?
        .into_iter()
        .filter_map(|item| match item {
            Item::Statement { piece, .. } => Some(piece),
            Item::Comment { .. } => None,
        })
        .collect())
}

/// Whether a text is a statement of a kind that ends at no other place than its own, without
/// anything that could begin a literal, a quoted name, a comment or the next statement.
fn is_one_plain_statement(text: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b' ' | b'\n' | b'\t' | b'_' | b'(' | b')' | b',')
    };
    let is_known = ["CREATE ", "DROP ", "ALTER "]
        .iter()
        .any(|start| text.starts_with(start));
    is_known && text.bytes().all(is_plain) && !text.ends_with([' ', '\n', '\t'])
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
    let mut open: Option<Open<'_>> = None;
    let mut line = 1;
    for token in Lexer::new(text, dialect) {
        let at = line;
        line += match token.kind {
            Kind::Word | Kind::Number | Kind::Symbol => 0,
            _ => token.text.bytes().filter(|b| *b == b'\n').count(),
        };
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
            (Kind::BlockComment, statement) if is_read(token.text, dialect) => match statement {
                Some(statement) => {
                    statement.take(&token);
                }
                None => open = Some(Open::new(&token, at, dialect)),
            },
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

/// Whether the database reads a comment: what MySQL runs, and hints.
fn is_read(comment: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Mysql => ["/*!", "/*M!", "/*+"]
            .iter()
            .any(|start| comment.starts_with(start)),
        Dialect::Postgres => comment.starts_with("/*+"),
        Dialect::Sqlite => false,
    }
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
struct Open<'a> {
    start: usize,
    end: usize,
    /// Where the last token that is no `;` ends.
    solid_end: usize,
    line: usize,
    directive: Option<usize>,
    dialect: Dialect,
    /// The first words, as far as they decide what the statement is.
    head: Vec<&'a str>,
    parentheses: usize,
    /// How many `BEGIN` and `CASE` are open in a routine's body.
    blocks: usize,
    /// The last two words or symbols; empty where another token stood.
    last: [&'a str; 2],
    from_stdin: bool,
}

impl<'a> Open<'a> {
    fn new(token: &Token<'a>, line: usize, dialect: Dialect) -> Self {
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
            last: [""; 2],
            from_stdin: false,
        };
        open.take(token);
        open
    }

    /// Whether the token is the `;` that ends the statement.
    fn take(&mut self, token: &Token<'a>) -> bool {
        if token.is_symbol(";") && self.ends_here() {
            return true;
        }
        let text = match token.kind {
            Kind::Word | Kind::Symbol => token.text,
            _ => "",
        };
        if token.is_symbol("(") {
            self.parentheses += 1;
        } else if token.is_symbol(")") {
            self.parentheses = self.parentheses.saturating_sub(1);
        }
        if token.kind == Kind::Word && self.head.len() < 8 {
            self.head.push(text);
        }
        self.count_blocks(text);
        if is(text, "STDIN") && is(self.last[1], "FROM") && self.head_is(0, "COPY") {
            self.from_stdin = true;
        }
        self.end = token.end();
        if !token.is_symbol(";") {
            self.solid_end = self.end;
        }
        self.last = [self.last[1], text];
        false
    }

    fn count_blocks(&mut self, word: &str) {
        match self.dialect {
            Dialect::Sqlite => {}
            Dialect::Postgres => {
                if self.creates(&["FUNCTION", "PROCEDURE"]) {
                    if is(word, "ATOMIC") && is(self.last[1], "BEGIN")
                        || is(word, "CASE") && self.blocks > 0
                    {
                        self.blocks += 1;
                    } else if is(word, "END") {
                        self.blocks = self.blocks.saturating_sub(1);
                    }
                }
            }
            Dialect::Mysql => {
                if self.creates(&["FUNCTION", "PROCEDURE", "TRIGGER", "EVENT"]) {
                    let ended = is(self.last[1], "END");
                    // `END IF` closes no BEGIN: give back what its END took.
                    let gives_back = ended && is_one_of(word, &["IF", "LOOP", "WHILE", "REPEAT"]);
                    if is(word, "BEGIN")
                        || is(word, "CASE") && self.blocks > 0 && !ended
                        || gives_back
                    {
                        self.blocks += 1;
                    } else if is(word, "END") {
                        self.blocks = self.blocks.saturating_sub(1);
                    }
                }
            }
        }
    }

    fn head_is(&self, at: usize, word: &str) -> bool {
        self.head.get(at).is_some_and(|found| is(found, word))
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
                .take_while(|word| !is_one_of(word, &others))
                .any(|word| is_one_of(word, kinds))
    }

    fn is_sqlite_trigger(&self) -> bool {
        let skipped = ["EXPLAIN", "QUERY", "PLAN", "CREATE", "TEMP", "TEMPORARY"];
        let kind = self.head.iter().find(|word| !is_one_of(word, &skipped));
        kind.is_some_and(|word| is(word, "TRIGGER"))
            && self.head.iter().any(|word| is(word, "CREATE"))
    }

    fn ends_here(&self) -> bool {
        match self.dialect {
            // As SQLite's own sqlite3_complete: a trigger ends with `; END ;`, which no CASE … END is.
            Dialect::Sqlite => {
                !self.is_sqlite_trigger() || (self.last[0] == ";" && is(self.last[1], "END"))
            }
            Dialect::Postgres => self.parentheses == 0 && self.blocks == 0,
            Dialect::Mysql => self.blocks == 0,
        }
    }

    fn close(&self, text: &'a str) -> Result<Item<'a>, ScriptError> {
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

/// Whether a word is this one, in any case.
fn is(word: &str, wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted)
}

fn is_one_of(word: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|&wanted| is(word, wanted))
}

#[cfg(test)]
mod tests;
