//! The terminal: what is written where, and in colour or not.

use std::io::{IsTerminal, Write};

use serde::Serialize;

/// Writes results to stdout and progress to stderr.
pub(crate) struct Output {
    /// `--json`
    pub json: bool,
    /// Colours on stderr.
    pub colour: bool,
    /// Whether stderr is a terminal: only then are there progress bars.
    pub interactive: bool,
}

impl Output {
    /// `NO_COLOR` (no-color.org) and a stderr that is no terminal switch colours off.
    pub(crate) fn new(json: bool, no_colour: bool) -> Self {
        let interactive = std::io::stderr().is_terminal();
        Self {
            json,
            colour: interactive && !no_colour,
            interactive,
        }
    }

    /// A line of the result.
    #[allow(
        clippy::unused_self,
        reason = "callers write through the one place that knows the terminal"
    )]
    pub(crate) fn line(&self, text: impl std::fmt::Display) {
        // A reader that went away (`bridge history | head`) is no failure of the command.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Text of the result, as it is.
    #[allow(
        clippy::unused_self,
        reason = "callers write through the one place that knows the terminal"
    )]
    pub(crate) fn text(&self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    /// A line for the person who waits.
    #[allow(
        clippy::unused_self,
        reason = "callers write through the one place that knows the terminal"
    )]
    pub(crate) fn note(&self, text: impl std::fmt::Display) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// The result as JSON.
    pub(crate) fn value(&self, value: &impl Serialize) {
        match serde_json::to_string_pretty(value) {
            Ok(text) => self.line(text),
            Err(error) => self.note(format!(
                "error: the result cannot be written as JSON: {error}"
            )),
        }
    }
}
