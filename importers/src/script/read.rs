//! From text to a [`Script`].

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::dialect::Dialect;

use super::directive::{self, Line};
use super::error::{Fault, ScriptError};
use super::split::{Item, items, split};
use super::{Batch, Condition, Handler, Node, Origin, Script, Statement, Try, change};
use super::{origin, quoted};

/// Blocks deeper than this are refused, so that no input exhausts the stack.
const DEPTH: usize = 100;

/// Reads a script.
///
/// Comments that are neither directives nor origins are dropped where they
/// stand between statements, and kept inside one.
///
/// # Errors
/// A misspelt, misplaced or unended directive; a statement without its `;` before one; an
/// unclosed quote.
pub fn read(text: &str, dialect: Dialect) -> Result<Script, ScriptError> {
    let text = checked_out(text);
    let mut reader = Reader::default();
    for item in items(&text, dialect)? {
        match item {
            Item::Comment { text, line, block } => match directive::classify(text, block, line)? {
                Line::Comment(comment) => reader.comment(comment),
                Line::Directive { name, argument } => reader.directive(name, argument, line)?,
            },
            Item::Statement {
                piece,
                directive: Some(directive),
            } => {
                return Err(ScriptError::new(
                    piece.line,
                    Fault::DirectiveInside { directive },
                ));
            }
            Item::Statement { piece, .. } => {
                if matches!(
                    reader.open.last(),
                    Some(Open {
                        block: Block::Batch { .. },
                        ..
                    })
                ) {
                    return Err(ScriptError::new(piece.line, Fault::StatementInBatch));
                }
                let origin = reader.origin.take();
                reader.nodes.push(Node::Statement(Statement {
                    sql: piece.sql.to_owned(),
                    origin,
                    line: piece.line,
                }));
            }
        }
    }
    match reader.open.pop() {
        Some(open) => Err(ScriptError::new(
            open.line,
            Fault::Unended {
                directive: open.block.name(),
            },
        )),
        None => {
            // Thousands of scripts are held at once before a run.
            reader.nodes.shrink_to_fit();
            Ok(Script {
                nodes: reader.nodes,
            })
        }
    }
}

/// A text in which every line ends with CR LF was converted by a checkout:
/// the carriage returns are no part of it, not even inside literals.
fn checked_out(text: &str) -> Cow<'_, str> {
    let converted = text.contains("\r\n")
        && text
            .split_inclusive('\n')
            .all(|line| !line.ends_with('\n') || line.ends_with("\r\n"));
    if converted {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A block that is still open.
struct Open {
    line: usize,
    block: Block,
    /// The nodes before the block, in the block around it.
    outer: Vec<Node>,
}

enum Block {
    If {
        condition: Condition,
        /// Filled when `else` was seen.
        then: Option<Vec<Node>>,
        /// Made by `elif`: ends together with the block around it.
        chained: bool,
    },
    Try {
        block: Try,
        part: Part,
    },
    Autocommit,
    Batch {
        batch: Batch,
        /// The plain comments, which show what the rehearsal ran.
        comments: String,
    },
}

impl Block {
    fn name(&self) -> &'static str {
        match self {
            Self::If { .. } => "if",
            Self::Try { .. } => "try",
            Self::Autocommit => "autocommit",
            Self::Batch { .. } => "batch",
        }
    }
}

/// Where the nodes of a `try` go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Body,
    Handler,
    Otherwise,
    Finally,
}

#[derive(Default)]
struct Reader {
    nodes: Vec<Node>,
    open: Vec<Open>,
    origin: Option<Origin>,
    names: BTreeSet<String>,
}

impl Reader {
    fn comment(&mut self, text: &str) {
        if let Some(Open {
            block: Block::Batch { comments, .. },
            ..
        }) = self.open.last_mut()
        {
            if let Some(line) = text.strip_prefix("   ") {
                comments.push_str(line);
                comments.push('\n');
            }
        } else if let Some(found) = origin::parse(text) {
            self.origin = Some(found);
        }
    }

    fn directive(
        &mut self,
        name: &'static str,
        argument: &str,
        line: usize,
    ) -> Result<(), ScriptError> {
        let origin = self.origin.take();
        if let Some(Open {
            block: Block::Batch { batch, .. },
            ..
        }) = self.open.last_mut()
        {
            match name {
                "" => {
                    let change = change::parse(argument).map_err(|reason| {
                        ScriptError::new(
                            line,
                            Fault::BadChange {
                                text: argument.to_owned(),
                                reason,
                            },
                        )
                    })?;
                    batch.changes.push(change);
                    return Ok(());
                }
                "end" => {}
                _ => return Err(misplaced(name, line)),
            }
        }
        match name {
            "let" => self.bind(argument, line)?,
            "if" => {
                let condition = self.condition("if", argument, line)?;
                self.open_if(condition, false, line)?;
            }
            "elif" => {
                let condition = self.condition("elif", argument, line)?;
                self.otherwise("elif", line)?;
                self.open_if(condition, true, line)?;
            }
            "else" => {
                no_argument(name, argument, line)?;
                self.otherwise("else", line)?;
            }
            "try" => {
                let mut block = Try {
                    body: Vec::new(),
                    handlers: Vec::new(),
                    otherwise: Vec::new(),
                    finally: Vec::new(),
                };
                if !argument.is_empty() {
                    block.handlers.push(Handler {
                        classes: classes(name, argument, line)?,
                        body: Vec::new(),
                    });
                }
                self.push(
                    Block::Try {
                        block,
                        part: Part::Body,
                    },
                    line,
                )?;
            }
            "except" => {
                let classes = classes(name, argument, line)?;
                let block = self.try_part(name, Part::Handler, line)?;
                block.handlers.push(Handler {
                    classes,
                    body: Vec::new(),
                });
            }
            "finally" => {
                no_argument(name, argument, line)?;
                self.try_part(name, Part::Finally, line)?;
            }
            "autocommit" => {
                no_argument(name, argument, line)?;
                self.push(Block::Autocommit, line)?;
            }
            "batch" => {
                let (schema, table) = batch_target(argument).ok_or_else(|| {
                    bad(
                        name,
                        "write the table's name, and schema=\"…\" behind it where it has one"
                            .to_owned(),
                        line,
                    )
                })?;
                let batch = Batch {
                    schema,
                    table,
                    changes: Vec::new(),
                    rehearsed: Vec::new(),
                    origin,
                    line,
                };
                self.push(
                    Block::Batch {
                        batch,
                        comments: String::new(),
                    },
                    line,
                )?;
            }
            "fail" => match quoted::read_string(argument) {
                Some((message, "")) => self.nodes.push(Node::Fail { message, origin }),
                _ => {
                    return Err(bad(
                        name,
                        "write the message in double quotes".to_owned(),
                        line,
                    ));
                }
            },
            "end" => {
                no_argument(name, argument, line)?;
                self.end(line)?;
            }
            _ => {
                return Err(bad(
                    "",
                    "changes of a table stand only inside `-- bridge:batch`".to_owned(),
                    line,
                ));
            }
        }
        Ok(())
    }

    fn bind(&mut self, argument: &str, line: usize) -> Result<(), ScriptError> {
        let shape = || bad("let", "write `NAME = CONDITION`".to_owned(), line);
        let (name, condition) = argument.split_once('=').ok_or_else(shape)?;
        let name = name.trim();
        if !is_let_name(name) {
            return Err(bad(
                "let",
                format!("`{name}` cannot be a name; use letters, digits and `_`"),
                line,
            ));
        }
        let condition = self.condition("let", condition, line)?;
        self.names.insert(name.to_owned());
        self.nodes.push(Node::Let {
            name: name.to_owned(),
            condition,
        });
        Ok(())
    }

    fn condition(
        &self,
        directive: &str,
        text: &str,
        line: usize,
    ) -> Result<Condition, ScriptError> {
        let condition = Condition::parse(text).map_err(|reason| bad(directive, reason, line))?;
        match condition
            .used_names()
            .into_iter()
            .find(|name| !self.names.contains(*name))
        {
            Some(name) => Err(ScriptError::new(
                line,
                Fault::UnboundName {
                    name: name.to_owned(),
                },
            )),
            None => Ok(condition),
        }
    }

    fn push(&mut self, block: Block, line: usize) -> Result<(), ScriptError> {
        if self.open.len() >= DEPTH {
            return Err(ScriptError::new(line, Fault::TooDeep { limit: DEPTH }));
        }
        let outer = std::mem::take(&mut self.nodes);
        self.open.push(Open { line, block, outer });
        Ok(())
    }

    fn open_if(
        &mut self,
        condition: Condition,
        chained: bool,
        line: usize,
    ) -> Result<(), ScriptError> {
        self.push(
            Block::If {
                condition,
                then: None,
                chained,
            },
            line,
        )
    }

    /// `else`: of the innermost block, whether that is an `if` or a `try`.
    fn otherwise(&mut self, directive: &'static str, line: usize) -> Result<(), ScriptError> {
        match self.open.last_mut().map(|open| &mut open.block) {
            Some(Block::If {
                then: then @ None, ..
            }) => {
                *then = Some(std::mem::take(&mut self.nodes));
                Ok(())
            }
            Some(Block::Try { .. }) if directive == "else" => {
                self.try_part(directive, Part::Otherwise, line)?;
                Ok(())
            }
            _ => Err(misplaced(directive, line)),
        }
    }

    /// Goes on to a later part of the innermost block, which must be a `try`.
    fn try_part(
        &mut self,
        directive: &'static str,
        next: Part,
        line: usize,
    ) -> Result<&mut Try, ScriptError> {
        let nodes = std::mem::take(&mut self.nodes);
        match self.open.last_mut().map(|open| &mut open.block) {
            Some(Block::Try { block, part })
                if *part < next || (*part == Part::Handler && next == Part::Handler) =>
            {
                place(block, *part, nodes);
                *part = next;
                Ok(block)
            }
            _ => Err(misplaced(directive, line)),
        }
    }

    fn end(&mut self, line: usize) -> Result<(), ScriptError> {
        loop {
            let Some(open) = self.open.pop() else {
                return Err(misplaced("end", line));
            };
            let inner = std::mem::replace(&mut self.nodes, open.outer);
            let mut again = false;
            self.nodes.push(match open.block {
                Block::If {
                    condition,
                    then,
                    chained,
                } => {
                    again = chained;
                    let (then, otherwise) = match then {
                        Some(then) => (then, inner),
                        None => (inner, Vec::new()),
                    };
                    Node::If {
                        condition,
                        then,
                        otherwise,
                    }
                }
                Block::Try { mut block, part } => {
                    place(&mut block, part, inner);
                    if block.handlers.is_empty() && block.finally.is_empty() {
                        return Err(ScriptError::new(
                            open.line,
                            Fault::BadArgument {
                                directive: "try".to_owned(),
                                reason:
                                    "name the classes that are caught, or add `-- bridge:except`"
                                        .to_owned(),
                            },
                        ));
                    }
                    Node::Try(block)
                }
                Block::Autocommit => Node::Autocommit(inner),
                Block::Batch {
                    mut batch,
                    comments,
                } => {
                    batch.rehearsed = split(&comments, Dialect::Sqlite)
                        .unwrap_or_default()
                        .into_iter()
                        .map(|piece| piece.sql.to_owned())
                        .collect();
                    Node::Batch(batch)
                }
            });
            if !again {
                return Ok(());
            }
        }
    }
}

fn place(block: &mut Try, part: Part, nodes: Vec<Node>) {
    match part {
        Part::Body => block.body = nodes,
        Part::Handler => {
            if let Some(handler) = block.handlers.last_mut() {
                handler.body = nodes;
            }
        }
        Part::Otherwise => block.otherwise = nodes,
        Part::Finally => block.finally = nodes,
    }
}

/// Whether `let` can bind it.
pub(crate) fn is_let_name(name: &str) -> bool {
    let mut characters = name.chars();
    let is_word = characters
        .next()
        .is_some_and(|c| c == '_' || c.is_alphabetic())
        && characters.all(|c| c == '_' || c.is_alphanumeric());
    is_word && !matches!(name, "not" | "and" | "or" | "true" | "false")
}

fn batch_target(argument: &str) -> Option<(Option<String>, String)> {
    let (table, rest) = quoted::read_name(argument)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some((None, table));
    }
    let value = rest
        .strip_prefix("schema")?
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    match quoted::read_string(value)? {
        (schema, "") => Some((Some(schema), table)),
        _ => None,
    }
}

fn classes(directive: &str, argument: &str, line: usize) -> Result<Vec<String>, ScriptError> {
    if argument.is_empty() {
        return Ok(Vec::new());
    }
    argument
        .split(',')
        .map(|class| {
            let class = class.trim();
            let dotted = class.split('.').all(|part| {
                part.chars().next().is_some_and(super::lexer::is_word_start)
                    && part.chars().all(super::lexer::is_word_part)
            });
            if dotted {
                Ok(class.to_owned())
            } else {
                Err(bad(
                    directive,
                    format!("`{class}` is not the name of an exception class"),
                    line,
                ))
            }
        })
        .collect()
}

fn no_argument(directive: &str, argument: &str, line: usize) -> Result<(), ScriptError> {
    if argument.is_empty() {
        Ok(())
    } else {
        Err(bad(
            directive,
            format!("nothing may stand behind it, but `{argument}` does"),
            line,
        ))
    }
}

fn misplaced(directive: &str, line: usize) -> ScriptError {
    ScriptError::new(
        line,
        Fault::Misplaced {
            directive: directive.to_owned(),
        },
    )
}

fn bad(directive: &str, reason: String, line: usize) -> ScriptError {
    ScriptError::new(
        line,
        Fault::BadArgument {
            directive: directive.to_owned(),
            reason,
        },
    )
}
