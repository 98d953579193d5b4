//! A failed command on stderr: findings, then what happened, then what to do.

use std::io::IsTerminal;

use bridge_importers::Diagnostic;
use serde::Serialize;

use super::diagnostic;
use crate::cli::error::CommandError;
use crate::cli::output::Output;

#[derive(Serialize)]
struct Failure<'a> {
    error: String,
    hints: &'a [String],
    diagnostics: &'a [Diagnostic],
    exit: u8,
}

/// Prints it; as JSON on stdout where that was asked for.
pub(crate) fn print(error: &CommandError, json: bool) {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let output = Output::new(json, no_colour);
    if json {
        output.value(&Failure {
            error: chain(&error.error),
            hints: &error.hints,
            diagnostics: &error.diagnostics,
            exit: error.exit as u8,
        });
        return;
    }
    let colour = std::io::stderr().is_terminal() && !no_colour;
    for text in diagnostic::list(&error.diagnostics, colour) {
        output.note(text);
        output.note("");
    }
    let (bold, reset) = if colour {
        ("\u{1b}[1;31m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    output.note(format!("{bold}error{reset}: {}", chain(&error.error)));
    for hint in &error.hints {
        output.note(format!("  hint: {hint}"));
    }
}

/// The error and its causes, a line each; a cause that the error repeats is left out.
fn chain(error: &anyhow::Error) -> String {
    let mut lines: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if !lines.iter().any(|line| line.contains(&text)) {
            lines.push(text);
        }
    }
    lines.join("\n  because: ")
}
