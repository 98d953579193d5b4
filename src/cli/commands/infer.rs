//! `bridge adopt --infer`: what the schema alone says.

use serde::Serialize;

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, decision};
use crate::cli::render::{events::Progress, inference as shown, report};
use crate::inference::{self, Inference, Options};
use crate::run::Report;
use crate::workspace::{Goal, Workspace};

/// For `--json`.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    inference: &'a Inference,
    /// What was recorded; `null` without `--yes`.
    run: Option<&'a Report>,
}

/// `bridge adopt [LANE] --infer [--yes] [--accept]`: 0 recorded or nothing to
/// record, 3 where somebody has to decide, as about what is recorded and not there.
pub(crate) fn infer(context: &Context, args: &args::Adopt) -> Result<Exit, CommandError> {
    let options = Options {
        lane: args.lane.clone(),
        scratch: super::verify::scratch_url(context, args.scratch.as_deref())?,
    };
    let workspace = Workspace::open(context.config()?, &context.environment)?;
    let inference = inference::infer(&workspace, &options)?;
    let show = |run: Option<&Report>| {
        if context.output.json {
            context.output.value(&Found {
                inference: &inference,
                run,
            });
        }
    };
    if !context.output.json {
        context.output.text(&shown::lines(&inference, args.verbose));
    }
    let wanted = inference::accepted(&inference, args.run.accept);
    let is_blocked = !inference.blocking.is_empty() && !args.run.accept;
    if wanted.is_empty() && !is_blocked {
        show(None);
        return Ok(if inference.contradicted.is_empty() {
            Exit::Done
        } else {
            Exit::Decision
        });
    }
    if !args.yes {
        show(None);
        return Ok(Exit::Decision);
    }
    if is_blocked {
        show(None);
        if context.output.json {
            return Ok(Exit::Decision);
        }
        return Err(
            decision("nothing was recorded: some revisions are there in part only")
                .hint("run the missing statements by hand and infer again")
                .hint(
                    "or record them as they are with --accept; nothing is run for what is missing",
                ),
        );
    }
    let goal = Goal::Record(wanted);
    let settings = super::run::settings(&args.run);
    let done = {
        let mut progress = Progress::new(&context.output);
        workspace.run(&goal, &settings, &mut |event| progress.tell(&event))?
    };
    show(Some(&done));
    if !context.output.json {
        context.output.text(&report::lines(&done, &goal));
    }
    Ok(Exit::Done)
}
