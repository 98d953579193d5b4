//! Tests of the interpreter.

mod cycles;
mod decimals;
mod hostile;
mod modules;
mod record;
mod semantics;
mod tries;

use std::path::Path;

use super::interpreter::{Interpreter, Options};
use crate::{Dialect, Direction};

fn interpreter() -> Interpreter {
    Interpreter::new(Options::new(Dialect::Sqlite, Direction::Up))
}

/// The `repr` of `result` after a snippet, or the diagnostic that stopped it.
fn run(snippet: &str) -> String {
    outcome(&mut interpreter(), snippet, Path::new("snippet.py"))
}

fn outcome(interpreter: &mut Interpreter, snippet: &str, path: &Path) -> String {
    let result = match interpreter.run_module_as(snippet, path, "snippet") {
        Ok(module) => match module.scope.get("result") {
            Some(value) => interpreter.repr(&value),
            None => return "no result".into(),
        },
        Err(interrupt) => Err(interrupt),
    };
    match result {
        Ok(text) => text,
        Err(interrupt) => {
            let diagnostic = interpreter.diagnose(interrupt);
            let line = diagnostic.span.map_or(0, |span| span.line);
            format!("{} at {line}: {}", diagnostic.code, diagnostic.message)
        }
    }
}
