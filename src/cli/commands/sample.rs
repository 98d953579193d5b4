//! `bridge sample`: the whole job on the embedded sample.

use crate::cli::args;
use crate::cli::commands::cutover;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, failed};
use crate::sample::lay_out;

/// Lays the sample out where it is not there yet, and does the cutover on it.
pub(crate) fn run(context: &Context, args: &args::Sample) -> Result<Exit, CommandError> {
    let folder = context.folder.join(&args.folder);
    let written = lay_out(&folder).map_err(failed)?;
    if !context.output.json {
        let what = if written.is_empty() {
            "the sample is there already".to_owned()
        } else {
            format!(
                "two legacy systems and their lived-in databases: {} files",
                written.len()
            )
        };
        context
            .output
            .line(format!("0. sample in {}: {what}", folder.display()));
    }
    if args.no_cutover {
        if context.output.json {
            context.output.value(&serde_json::json!({
                "folder": folder.display().to_string(),
                "written": written.len(),
            }));
        }
        return Ok(Exit::Done);
    }
    let run = args::RunOptions {
        no_backup: false,
        per_revision: false,
        backup_first: false,
        lock_timeout: None,
        accept: false,
    };
    let cutover = args::Cutover {
        finish: false,
        abort: false,
        run,
    };
    cutover::cutover(&context.within(folder), &cutover)
}
