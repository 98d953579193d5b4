//! Questions to the person at the terminal.

use std::io::{IsTerminal, Write};

use super::context::Context;
use super::error::{CommandError, decision};

/// Shows what is at stake and asks; whoever is no person at a terminal is not
/// asked, and the work does not begin.
///
/// # Errors
/// Exit 3, where the answer is not yes or nobody can be asked.
pub(crate) fn ask(context: &Context, stake: &str, question: &str) -> Result<(), CommandError> {
    let can_ask =
        !context.output.json && context.output.interactive && std::io::stdin().is_terminal();
    if !can_ask {
        return Err(decision(format!(
            "{stake}\nNothing was changed: this needs a yes, and nobody can be asked here"
        )));
    }
    context.output.note(stake);
    let _ = write!(std::io::stderr(), "{question} [y/N] ");
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    if read.is_ok() && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(decision("Nothing was changed: the answer was not yes"))
}
