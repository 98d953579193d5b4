//! `bridge repair`: what needs a decision, and the conscious way out.

use std::path::Path;

use crate::chain::{self, Chain, ChainError, LockError};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::repair as shown;
use crate::status::{self, RepairError};
use crate::workspace::{RunSettings, Workspace};

/// `bridge repair [ID] [--yes]`: 3 while something waits for a decision.
pub(crate) fn repair(context: &Context, args: &args::Repair) -> Result<Exit, CommandError> {
    let folder = context.config()?.chain_folder();
    if let Err(ChainError::Lock {
        source: LockError::Conflict { .. },
        ..
    }) = Chain::read(&folder)
    {
        return join(context, &folder, args);
    }
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

/// A lock with a merge conflict: shows what both sides have, or keeps both.
fn join(context: &Context, folder: &Path, args: &args::Repair) -> Result<Exit, CommandError> {
    let joined = chain::join(folder)?;
    let is_written = args.yes && args.revision.is_none();
    if is_written {
        chain::write_joined(&joined)
            .map_err(|error| CommandError::new(error.kind().into(), error))?;
    }
    if context.output.json {
        context.output.value(&shown::Joined {
            first: &joined.first,
            second: &joined.second,
            is_written,
        });
    } else {
        context.output.text(&shown::joined(&joined, is_written));
    }
    Ok(if is_written {
        Exit::Done
    } else {
        Exit::Decision
    })
}
