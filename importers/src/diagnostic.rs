//! What the importers have to say about a source, as data.
//!
//! A diagnostic says what happened, where, and what to do. Rendering (carets,
//! colours, JSON) is the caller's work.

use std::path::PathBuf;

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a line in the report; nothing has to be done.
    Note,
    /// The result is right, but somebody should look.
    Warning,
    /// The input is refused.
    Error,
}

/// A place in a source file. Lines and columns count from 1, columns in
/// characters; `text` is the source line itself, for the caret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Line, from 1.
    pub line: usize,
    /// Column of the first character, from 1.
    pub column: usize,
    /// Length in characters on that line, at least 1.
    pub length: usize,
    /// The source line, without its line end.
    pub text: String,
}

/// One finding in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable, documented name such as `python-syntax` or `unknown-argument`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, as the caller named it (relative to `bridge.toml` where it can be).
    pub path: Option<PathBuf>,
    /// The place in the file.
    pub span: Option<Span>,
    /// One or two short sentences: what happened.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note without a place yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            path: None,
            span: None,
            message: message.into(),
            help: None,
        }
    }

    /// Names the file.
    #[must_use]
    pub fn at(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Names the place in the file.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether the input is refused because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl std::fmt::Display for Diagnostic {
    /// One line: `path:line:column: message`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(span) = &self.span {
                write!(f, "{}:{}:", span.line, span.column)?;
            }
            write!(f, " ")?;
        }
        f.write_str(&self.message)
    }
}
