//! What can be wrong with a script's text.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Span};

/// A script that cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct ScriptError {
    /// Line in the script, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// The faults of a script's text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A quote or a comment that never ends.
    #[error("the {what} that starts here is not closed")]
    Unclosed {
        /// `string`, `quoted name` or `comment`.
        what: &'static str,
    },
    /// `COPY … FROM stdin`: the rows behind it are no SQL.
    #[error("COPY … FROM stdin cannot run inside a migration")]
    CopyFromStdin,
    /// `\connect` and the like.
    #[error("`{0}` is a command of a database client, not SQL")]
    ClientCommand(String),
    /// A directive inside a statement, which means that the statement has no end.
    #[error("the statement that starts here has no `;` before the directive in line {directive}")]
    DirectiveInside {
        /// Line of the directive.
        directive: usize,
    },
    /// `-- bridge:fi`
    #[error("`{word}` is not a directive")]
    UnknownDirective {
        /// What stands there.
        word: String,
        /// What was probably meant.
        suggestion: Option<&'static str>,
    },
    /// `-- brigde:if`, `-- Bridge:if`, `/* bridge:if */`
    #[error("`{text}` looks like a directive, but directives start with `-- bridge:`")]
    AlmostDirective {
        /// What stands there.
        text: String,
    },
    /// A block that is still open at the end of the file.
    #[error("the block `bridge:{directive}` that starts here has no `-- bridge:end`")]
    Unended {
        /// `if`, `try`, …
        directive: &'static str,
    },
    /// `else`, `end`, … without a block that takes it.
    #[error("`bridge:{directive}` belongs to no open block here")]
    Misplaced {
        /// The directive.
        directive: String,
    },
    /// The text behind a directive's name.
    #[error("`bridge:{directive}`: {reason}")]
    BadArgument {
        /// The directive.
        directive: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A condition names an answer that no `let` above has kept.
    #[error("`{name}` is used here, but no `bridge:let {name} = …` stands above")]
    UnboundName {
        /// The name.
        name: String,
    },
    /// SQL where only changes may stand.
    #[error(
        "a statement cannot stand inside `bridge:batch`; write a `-- bridge: …` line per change"
    )]
    StatementInBatch,
    /// A line of a batch that is no change.
    #[error("`{text}` is not a change of a table: {reason}")]
    BadChange {
        /// What stands there.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Blocks inside blocks inside blocks.
    #[error("blocks are nested more than {limit} deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
}

impl ScriptError {
    pub(crate) fn new(line: usize, fault: Fault) -> Self {
        Self { line, fault }
    }

    /// What to do next, where that is not plain from the message.
    pub fn help(&self) -> Option<String> {
        match &self.fault {
            Fault::CopyFromStdin => Some("write the rows as INSERT statements".to_owned()),
            Fault::ClientCommand(_) => Some("write plain SQL statements, each ended by `;`".to_owned()),
            Fault::DirectiveInside { .. } => Some("end the statement with `;`".to_owned()),
            Fault::UnknownDirective { suggestion: Some(word), .. } => {
                Some(format!("did you mean `-- bridge:{word}`?"))
            }
            Fault::UnknownDirective { suggestion: None, .. } => Some(format!(
                "the directives are {}",
                super::directive::NAMES
                    .iter()
                    .filter(|name| !name.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
            Fault::Unended { .. } => Some("add `-- bridge:end` behind its last statement".to_owned()),
            Fault::BadChange { .. } => Some(
                "changes are add column, drop column, alter column, add constraint, drop constraint, create index, drop index, naming, order"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// The finding for the report: `path` is the script's file, `text` its content.
    pub fn diagnostic(&self, path: &Path, text: &str) -> Diagnostic {
        let line = text
            .lines()
            .nth(self.line.saturating_sub(1))
            .unwrap_or("")
            .to_owned();
        let trimmed = line.trim_start();
        let column = line.chars().count() - trimmed.chars().count() + 1;
        let length = trimmed.trim_end().chars().count().max(1);
        let mut finding = Diagnostic::error("script-syntax", self.fault.to_string())
            .at(path)
            .span(Span {
                line: self.line,
                column,
                length,
                text: line,
            });
        finding.help = self.help();
        finding
    }
}
