//! `bridge completions`

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::cli::error::{CommandError, Exit};

/// Prints a shell's completion script.
pub(crate) fn run(shell: clap_complete::Shell) -> Result<Exit, CommandError> {
    clap_complete::generate(shell, &mut Cli::command(), "bridge", &mut std::io::stdout());
    Ok(Exit::Done)
}
