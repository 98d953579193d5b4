//! `bridge doctor`: what will hurt.

use crate::cli::commands::init;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::doctor as shown;
use crate::config::{Config, FILE_NAME, render};
use crate::doctor;

/// `bridge doctor`: 0 where nothing has to be done first, 3 otherwise. It
/// works before `bridge init`, too, with what `init` would write.
pub(crate) fn doctor(context: &Context) -> Result<Exit, CommandError> {
    let config = match context.config_path() {
        Ok(path) => context.read_config(&path)?,
        Err(_) if !context.names_config() => {
            let text = render(&init::search(&context.folder)?.found);
            let path = context.folder.join(FILE_NAME);
            Config::parse(&text, &path, context.folder.clone())?
        }
        Err(error) => return Err(error),
    };
    let examination = doctor::examine(&config, &context.environment);
    let report = doctor::diagnose(&examination);
    if context.output.json {
        context.output.value(&report);
    } else {
        context.output.text(&shown::lines(&report));
    }
    Ok(if report.is_finding() {
        Exit::Decision
    } else {
        Exit::Done
    })
}
