//! `bridge current`, `check`, `repair`: what is applied, and whether it all fits together.

use std::mem::ManuallyDrop;

use crate::chain::{Chain, ChainError};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::status as shown;
use crate::status::{self, RepairError};
use crate::workspace::{RunSettings, Workspace};

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

/// `bridge repair [ID] [--yes]`: 3 while something waits for a decision.
pub(crate) fn repair(context: &Context, args: &args::Repair) -> Result<Exit, CommandError> {
    let mut workspace = Workspace::open(context.config()?, &context.environment)?;
    let settings = RunSettings::default();
    let reading = workspace.read(&settings)?;
    let Some(id) = &args.revision else {
        let items = status::repairable(&workspace, &reading.state);
        if context.output.json {
            context.output.value(&items);
        } else {
            context.output.text(&shown::repairable(&items));
        }
        return Ok(if items.is_empty() {
            Exit::Done
        } else {
            Exit::Decision
        });
    };
    let revision = workspace.chain.find(id)?.clone();
    let item = status::repair_of(&workspace, &reading.state, &revision);
    if !args.yes {
        let items = [item];
        let is_due = items.iter().any(status::Repairable::is_due);
        if context.output.json {
            context.output.value(&items);
        } else {
            context.output.text(&shown::repairable(&items));
        }
        return Ok(if is_due { Exit::Decision } else { Exit::Done });
    }
    let done = status::repair(&mut workspace, &item, &settings, &mut |_| {})
        .map_err(|error: RepairError| CommandError::from(error))?;
    if context.output.json {
        context.output.value(&done);
    } else {
        context.output.text(&shown::repaired(&done));
    }
    Ok(Exit::Done)
}
