//! `bridge cutover`: the one-time job in one command.

use serde::Serialize;

use crate::chain::{Chain, ChainError};
use crate::cli::args;
use crate::cli::commands::{baseline, import, init, run};
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, failed};
use crate::cli::render::{cutover as shown, events::Progress};
use crate::config::{Config, FILE_NAME, SourceKind};
use crate::cutover::{self, Ending};
use crate::database::{self, ConnectError, OpenOptions};
use crate::import::{Options, Report as ImportReport};
use crate::plan::State;
use crate::run::{Report, RunError};
use crate::verify::{self, DatabaseReport};
use crate::workspace::{Goal, RunSettings, Workspace};

/// What happened, for `--json`.
#[derive(Serialize)]
struct Summary<'a> {
    config: String,
    is_new_config: bool,
    baselines: Vec<String>,
    import: Option<&'a ImportReport>,
    run: &'a Report,
    verified: &'a [DatabaseReport],
    lanes: Vec<shown::Lane>,
    databases: Vec<shown::Database>,
}

/// `bridge cutover [--finish | --abort]`
pub(crate) fn cutover(context: &Context, args: &args::Cutover) -> Result<Exit, CommandError> {
    let settings = run::settings(&args.run);
    if args.finish || args.abort {
        return end(context, args.finish, &settings);
    }
    let say = |text: &str| {
        if !context.output.json {
            context.output.text(text);
        }
    };
    let (config, is_new_config) = config(context)?;
    let verb = if is_new_config { "wrote" } else { "read" };
    say(&format!(
        "1. configuration: {verb} {}\n",
        config.root.join(FILE_NAME).display()
    ));

    reach(context, &config)?;
    let present = sources_at_hand(&config);
    let mut baselines = Vec::new();
    for name in &present {
        if let Some(captured) = capture(context, &config, name)? {
            say(&shown::indented(&baseline::lines(&captured)));
            baselines.push(captured.id);
        }
    }
    let imported = import_sources(context, &config, &present)?;
    match &imported {
        Some(report) => {
            import::tell_new(context, report);
            say("2. import\n");
            say(&shown::indented(&crate::cli::render::import::lines(report)));
        }
        None => say("2. import: no legacy source is at hand; the committed chain is used\n"),
    }

    let workspace = Workspace::open(config, &context.environment)?;
    say("3. adopt, back up, upgrade\n");
    let goal = Goal::Upgrade("heads".to_owned());
    let report = {
        let mut progress = Progress::new(&context.output);
        workspace.run(&goal, &settings, &mut |event| progress.tell(&event))?
    };
    say(&shown::indented(&crate::cli::render::report::lines(
        &report, &goal,
    )));

    // What differs differed before: it is reported, and the cutover is done all the same.
    let verified = verify::verify(&workspace, &verify::Options::default())?;
    say("4. verify\n");
    say(&shown::indented(&crate::cli::render::verify::lines(
        &verified,
    )));

    let state = workspace.read(&settings)?.state;
    let lanes = lanes(&workspace, &state, &report);
    let databases = databases(&workspace, &report);
    if context.output.json {
        context.output.value(&Summary {
            config: workspace.config.root.join(FILE_NAME).display().to_string(),
            is_new_config,
            baselines,
            import: imported.as_ref(),
            run: &report,
            verified: &verified,
            lanes,
            databases,
        });
    } else {
        context.output.text(&shown::summary(
            &lanes,
            &databases,
            workspace.config.legacy.mirror,
        ));
    }
    Ok(Exit::Done)
}

/// `bridge.toml`, found or made.
fn config(context: &Context) -> Result<(Config, bool), CommandError> {
    match context.config_path() {
        Ok(path) => Ok((context.read_config(&path)?, false)),
        Err(_) if !context.names_config() => {
            let path = context.folder.join(FILE_NAME);
            for source in init::write(&context.folder, &path)?.found {
                if let Some(note) = source.password_note() {
                    context.output.note(format!("note: {note}"));
                }
            }
            Ok((context.read_config(&path)?, true))
        }
        Err(error) => Err(error),
    }
}

/// A database that cannot be reached is found before the chain is written.
fn reach(context: &Context, config: &Config) -> Result<(), CommandError> {
    for database in config
        .resolve(&context.environment)?
        .databases
        .into_values()
    {
        match database::open(&database.url, &OpenOptions::read_only()) {
            // The run recovers the file.
            Ok(_) | Err(ConnectError::RecoveryDue { .. }) => {}
            Err(source) => {
                let database = database.name;
                return Err(RunError::Connect { database, source }.into());
            }
        }
    }
    Ok(())
}

fn sources_at_hand(config: &Config) -> Vec<String> {
    let is_there = |path: &std::path::Path| config.root.join(path).exists();
    config
        .sources
        .iter()
        .filter(|(_, source)| is_there(&source.path))
        .map(|(name, _)| name.clone())
        .collect()
}

/// A list's base tables are made by its application: the lane needs a
/// baseline before it is locked, and the live database has it.
fn capture(
    context: &Context,
    config: &Config,
    name: &str,
) -> Result<Option<crate::import::Captured>, CommandError> {
    let is_list = config
        .sources
        .get(name)
        .is_some_and(|source| source.kind == SourceKind::List);
    let is_locked = match Chain::read(&config.chain_folder()) {
        Ok(chain) => chain.in_lane(name).next().is_some(),
        Err(ChainError::Missing { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    let Some(source) = config.sources.get(name).filter(|_| is_list && !is_locked) else {
        return Ok(None);
    };
    let resolved = config.resolve_one(&source.database, &context.environment)?;
    let mut live = database::open(&resolved.url, &OpenOptions::read_only()).map_err(|error| {
        let advice = error.advice();
        failed(error).hint(advice)
    })?;
    baseline::capture_if_needed(context, config, name, live.as_mut())
}

fn import_sources(
    context: &Context,
    config: &Config,
    present: &[String],
) -> Result<Option<ImportReport>, CommandError> {
    if present.is_empty() {
        // Without a chain there is nothing to go on with; opening it says so.
        return Ok(None);
    }
    let options = Options {
        sources: present.to_vec(),
        variables: (&context.environment).into(),
        ..Options::default()
    };
    import::run(context, config, &options).map(Some)
}

fn lanes(workspace: &Workspace, state: &State, report: &Report) -> Vec<shown::Lane> {
    let chain = &workspace.chain;
    let lane = |name: &str| {
        let at: Vec<usize> = chain.in_lane(name).collect();
        let revisions: Vec<_> = at
            .iter()
            .filter_map(|at| chain.revisions().get(*at))
            .collect();
        let upgraded = report.steps.iter().filter(|step| step.lane == name).count();
        let applied = revisions
            .iter()
            .filter(|r| state.versions.contains_key(r.id.as_str()))
            .count();
        let heads: Vec<String> = chain
            .heads(name)
            .into_iter()
            .filter_map(|at| chain.revisions().get(at))
            .map(|r| r.id.to_string())
            .collect();
        shown::Lane {
            name: name.to_owned(),
            database: revisions
                .first()
                .map(|r| r.database.to_string())
                .unwrap_or_default(),
            adopted: report.adopted.get(name).map_or(0, Vec::len),
            upgraded,
            applied,
            revisions: revisions.len(),
            heads,
        }
    };
    chain.lanes().into_iter().map(lane).collect()
}

fn databases(workspace: &Workspace, report: &Report) -> Vec<shown::Database> {
    workspace
        .databases
        .databases
        .values()
        .map(|database| shown::Database {
            name: database.name.clone(),
            url: database.url.to_string(),
            is_home: database.name == workspace.databases.home,
            backup: report
                .backups
                .get(&database.name)
                .map(|path| path.display().to_string()),
        })
        .collect()
}

fn end(context: &Context, finish: bool, settings: &RunSettings) -> Result<Exit, CommandError> {
    let workspace = Workspace::open(context.config()?, &context.environment)?;
    let mut progress = Progress::new(&context.output);
    let ending = if finish {
        cutover::finish(&workspace, settings, &mut |event| progress.tell(&event))?
    } else {
        cutover::abort(&workspace, settings, &mut |event| progress.tell(&event))?
    };
    drop(progress);
    if context.output.json {
        context.output.value(&ending);
        return Ok(Exit::Done);
    }
    context.output.line(match &ending {
        Ending::Nothing => "nothing to do".to_owned(),
        Ending::Finished(lanes) => {
            let lanes: Vec<&str> = lanes.iter().map(String::as_str).collect();
            format!(
                "finished: the legacy ledgers of {} are no longer kept",
                lanes.join(", ")
            )
        }
        Ending::Aborted => {
            "aborted: bridge's own tables are gone; the legacy tools go on from here".to_owned()
        }
    });
    Ok(Exit::Done)
}
