//! `bridge current` and `check`: what is applied, and whether it all fits together.

use std::mem::ManuallyDrop;

use crate::chain::{Chain, ChainError};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::status as shown;
use crate::status;
use crate::workspace::RunSettings;

/// `bridge current [-v]`
pub(crate) fn current(context: &Context, args: &args::Current) -> Result<Exit, CommandError> {
    let settings = RunSettings {
        process_ends: true,
        ..RunSettings::default()
    };
    let workspace = context.workspace(&settings)?;
    let reading = ManuallyDrop::new(workspace.read(&settings)?);
    let current = status::current(&workspace.chain, &reading, &workspace.options(&settings));
    if context.output.json {
        context.output.value(&current);
    } else {
        context.output.text(&shown::current(&current, args.verbose));
    }
    Ok(Exit::Done)
}

/// `bridge check`: 0 in order, 3 where somebody has to decide, 1 where a
/// database could not be read. Pending revisions alone are in order.
pub(crate) fn check(context: &Context) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let check = match Chain::read(&config.chain_folder()) {
        Ok(chain) => status::check(&config, &context.environment, &chain),
        Err(error @ (ChainError::Missing { .. } | ChainError::Unreadable { .. })) => {
            return Err(error.into());
        }
        Err(error) => status::check_lock(&error),
    };
    if context.output.json {
        context.output.value(&check);
    } else {
        context.output.text(&shown::check(&check));
    }
    Ok(check.kind().map_or(Exit::Done, Exit::from))
}
