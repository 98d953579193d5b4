//! `bridge upgrade`, `downgrade`, `stamp`, `adopt`: one plan, one executor.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::backups;
use crate::cli::args;
use crate::cli::confirm;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit};
use crate::cli::render::{events::Progress, loss, plan as shown, report};
use crate::plan::PlanError;
use crate::run;
use crate::workspace::{Goal, RunSettings, Workspace};

/// What is shown instead of running.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preview {
    None,
    Plan,
    Sql,
}

/// `bridge upgrade`
pub(crate) fn upgrade(context: &Context, args: &args::Upgrade) -> Result<Exit, CommandError> {
    let settings = RunSettings {
        create: args.create,
        ..settings(&args.run)
    };
    let preview = preview(args.dry_run, args.sql);
    act(
        context,
        &Goal::Upgrade(args.target.clone()),
        &settings,
        preview,
    )
}

/// `bridge downgrade`: says what would be lost, and asks.
pub(crate) fn downgrade(context: &Context, args: &args::Downgrade) -> Result<Exit, CommandError> {
    let goal = Goal::Downgrade(args.target.clone());
    let mut settings = settings(&args.run);
    let preview = preview(args.dry_run, args.sql);
    if preview == Preview::Sql {
        return act(context, &goal, &settings, preview);
    }
    let workspace = Workspace::open(context.config()?, &context.environment)?;
    let reading = workspace.read(&settings)?;
    let plan = workspace
        .plan(&goal, &reading.state, &settings)
        .map_err(|error| irreversible(&workspace, &settings, error))?;
    let losses = run::count_losses(&workspace.request(&settings), &plan)?;
    if preview == Preview::Plan {
        if context.output.json {
            context.output.value(&shown::Preview {
                plan: plan.summary(),
                losses: &losses,
            });
        } else {
            context.output.text(&shown::lines(&plan));
            context.output.text(&loss::lines(&losses));
        }
        return Ok(Exit::Done);
    }
    if !losses.is_empty() && !args.yes {
        let told = loss::lines(&losses);
        let backup = if settings.no_backup {
            "No backup is made (--no-backup)."
        } else {
            "A backup is made first."
        };
        confirm::ask(context, &format!("{told}{backup}"), "Go on?").map_err(|error| {
            error.hint("look first with --dry-run; --yes goes on without a question")
        })?;
        settings.agreed = Some(plan.steps().map(|step| step.revision.clone()).collect());
    }
    run_it(context, &workspace, &goal, &settings)
}

/// Where there is no way down, a backup from before is the way back.
fn irreversible(workspace: &Workspace, settings: &RunSettings, error: PlanError) -> CommandError {
    let PlanError::Irreversible { revisions } = &error else {
        return error.into();
    };
    let databases: BTreeSet<&str> = revisions
        .iter()
        .filter_map(|id| workspace.chain.get(id))
        .map(|revision| revision.database.as_str())
        .collect();
    let listed = backups::list(
        &workspace.request(settings),
        &workspace.config.backup_settings(),
    )
    .unwrap_or_default();
    let mut names: Vec<String> = databases
        .into_iter()
        .flat_map(|database| backups::before(&listed, database, &workspace.chain, revisions))
        .map(|one| one.path.display().to_string())
        .collect();
    names.dedup();
    let hint = if names.is_empty() {
        "no backup from before is at hand that knows its revisions; `bridge backups` lists all"
            .to_owned()
    } else {
        format!(
            "the way back is the newest backup from before, and what was written since is lost: bridge restore {}",
            names.join(" ")
        )
    };
    CommandError::from(error).hint(hint)
}

/// `bridge stamp`
pub(crate) fn stamp(context: &Context, args: &args::Stamp) -> Result<Exit, CommandError> {
    let preview = preview(args.dry_run, false);
    act(
        context,
        &Goal::Stamp(args.target.clone()),
        &settings(&args.run),
        preview,
    )
}

/// `bridge adopt`
pub(crate) fn adopt(context: &Context, args: &args::Adopt) -> Result<Exit, CommandError> {
    if args.infer {
        return super::infer::infer(context, args);
    }
    act(
        context,
        &Goal::Adopt(args.lane.clone()),
        &settings(&args.run),
        preview(args.dry_run, false),
    )
}

/// The options of a run as settings.
pub(crate) fn settings(args: &args::RunOptions) -> RunSettings {
    RunSettings {
        create: false,
        no_backup: args.no_backup,
        backup_first: args.backup_first,
        per_revision: args.per_revision,
        lock_timeout: args.lock_timeout.map(Duration::from_secs),
        agreed: None,
        accept: args.accept,
        process_ends: false,
    }
}

fn preview(dry_run: bool, sql: bool) -> Preview {
    match (sql, dry_run) {
        (true, _) => Preview::Sql,
        (false, true) => Preview::Plan,
        (false, false) => Preview::None,
    }
}

fn act(
    context: &Context,
    goal: &Goal,
    settings: &RunSettings,
    preview: Preview,
) -> Result<Exit, CommandError> {
    let settings = &RunSettings {
        process_ends: true,
        ..settings.clone()
    };
    let workspace = context.workspace(settings)?;
    if preview != Preview::None {
        let reading = workspace.read(settings)?;
        let plan = workspace.preview(goal, &reading.state, settings)?;
        match (preview, context.output.json) {
            (Preview::Sql, true) => context
                .output
                .value(&serde_json::json!({ "sql": shown::sql(&plan) })),
            (Preview::Sql, false) => context.output.text(&shown::sql(&plan)),
            (_, true) => context.output.value(&plan.summary()),
            (_, false) => context.output.text(&shown::lines(&plan)),
        }
        return Ok(Exit::Done);
    }
    run_it(context, workspace, goal, settings)
}

fn run_it(
    context: &Context,
    workspace: &Workspace,
    goal: &Goal,
    settings: &RunSettings,
) -> Result<Exit, CommandError> {
    let done = {
        let mut progress = Progress::new(&context.output);
        workspace.run(goal, settings, &mut |event| progress.tell(&event))?
    };
    if context.output.json {
        context.output.value(&done);
    } else {
        context.output.text(&report::lines(&done, goal));
    }
    Ok(Exit::Done)
}
