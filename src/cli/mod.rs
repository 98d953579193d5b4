//! The terminal around the library: arguments, rendering, exit codes.

mod args;
mod commands;
mod confirm;
mod context;
mod error;
mod output;
mod render;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use context::Context;
use error::{CommandError, Exit};

/// Runs the command line of this process and gives its exit code.
pub fn main() -> ExitCode {
    #[cfg(feature = "failpoints")]
    crate::failpoint::arm(|name| std::env::var(name).ok());
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wants_json = std::env::args_os().any(|argument| argument == "--json");
            if wants_json && error.use_stderr() {
                let text = error.render().to_string();
                let text = text.trim().trim_start_matches("error: ");
                render::error::print(&error::usage(text), true);
                return code(Exit::Usage);
            }
            let _ = error.print();
            return if error.use_stderr() {
                code(Exit::Usage)
            } else {
                code(Exit::Done)
            };
        }
    };
    let json = cli.global.json;
    let result = Context::new(&cli.global).and_then(|context| dispatch(&context, &cli.command));
    match result {
        Ok(exit) => code(exit),
        Err(error) => {
            render::error::print(&error, json);
            code(error.exit)
        }
    }
}

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}

fn dispatch(context: &Context, command: &Command) -> Result<Exit, CommandError> {
    match command {
        Command::Init(args) => commands::init::run(context, args),
        Command::History(args) => commands::history::history(context, args),
        Command::Heads => commands::history::heads(context),
        Command::Show(args) => commands::history::show(context, args),
        Command::Import(args) => commands::import::import(context, args),
        Command::Translate(args) => commands::import::translate(context, args),
        Command::Baseline(args) => commands::baseline::run(context, args),
        Command::Cutover(args) => commands::cutover::cutover(context, args),
        Command::Upgrade(args) => commands::run::upgrade(context, args),
        Command::Downgrade(args) => commands::run::downgrade(context, args),
        Command::Stamp(args) => commands::run::stamp(context, args),
        Command::Adopt(args) => commands::run::adopt(context, args),
        Command::Sample(args) => commands::sample::run(context, args),
        Command::Current(args) => commands::status::current(context, args),
        Command::Check => commands::status::check(context),
        Command::Doctor => commands::doctor::doctor(context),
        Command::Repair(args) => commands::repair::repair(context, args),
        Command::Revision(args) => commands::revision::run(context, args),
        Command::Backup(args) => commands::backup::backup(context, args),
        Command::Backups(args) => commands::backup::backups(context, args),
        Command::Restore(args) => commands::backup::restore(context, args),
        Command::Verify(args) => commands::verify::verify(context, args),
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}
