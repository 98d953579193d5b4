//! A finding as data.

use std::fmt;

use bridge_importers::Diagnostic;
use serde::Serialize;

/// How much it hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A run fails because of it.
    Error,
    /// Somebody has to say what is true.
    Decision,
    /// It hurts under some circumstances.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Decision => "decision",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// A file, relative to `bridge.toml`, or a database's name.
    pub path: String,
    /// Line, from 1.
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's code.
    pub rule: &'static str,
    /// How much it hurts.
    pub severity: Severity,
    /// Where.
    pub place: Option<Place>,
    /// What it is.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Finding {
    /// A finding without a place yet.
    pub(super) fn new(
        severity: Severity,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule: "",
            severity,
            place: None,
            message: message.into(),
            help: help.into(),
        }
    }

    /// Names the place.
    #[must_use]
    pub(super) fn at(mut self, path: impl Into<String>, line: Option<usize>) -> Self {
        self.place = Some(Place {
            path: path.into(),
            line,
        });
        self
    }

    /// What the importers say, as a finding.
    pub(super) fn of(diagnostic: &Diagnostic, severity: Severity) -> Self {
        let help = diagnostic.help.clone().unwrap_or_default();
        let mut finding = Self::new(severity, &diagnostic.message, help);
        if let Some(path) = &diagnostic.path {
            let line = diagnostic.span.as_ref().map(|span| span.line);
            finding = finding.at(path.display().to_string(), line);
        }
        finding
    }

    /// Its place in a report.
    pub(super) fn key(&self) -> (Severity, &'static str, &Option<Place>, &str) {
        (self.severity, self.rule, &self.place, &self.message)
    }
}
