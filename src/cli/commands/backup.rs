//! `bridge backup`, `bridge backups`, `bridge restore`.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::backups::{self, BackupsError, Checked};
use crate::cli::args;
use crate::cli::confirm;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, usage};
use crate::cli::render::{backup as shown, events::Progress};
use crate::database::backup::{DumpFormat, Manifest, Occasion};
use crate::run::{self, BackupSet, RestoreOptions, RunError, RunRequest};
use crate::workspace::{RunSettings, Workspace};

/// A backup that was made, for `--json`.
#[derive(Serialize)]
struct Made<'a> {
    path: &'a Path,
    #[serde(flatten)]
    manifest: &'a Manifest,
    removed: &'a [std::path::PathBuf],
}

/// `bridge backup [DATABASE] [--out PATH] [--format FORMAT]`: home first, so
/// that a satellite is never behind it.
pub(crate) fn backup(context: &Context, args: &args::Backup) -> Result<Exit, CommandError> {
    let (workspace, request) = open(context, args.lock_timeout)?;
    let mut settings = workspace.config.backup_settings();
    if let Some(format) = args.format {
        settings.format = match format {
            args::DumpForm::Custom => DumpFormat::Custom,
            args::DumpForm::Plain => DumpFormat::Plain,
        };
    }
    let mut names: Vec<&String> = match &args.database {
        Some(name) => vec![known(&request, name)?],
        None => request.databases.keys().collect(),
    };
    names.sort_by_key(|name| **name != request.home);
    if names.len() > 1 && args.out.as_ref().is_some_and(|out| !out.is_dir()) {
        return Err(usage(
            "--out takes an existing folder where several databases are backed up; or name one database",
        ));
    }
    let set = BackupSet {
        out: args.out.as_deref(),
        ..BackupSet::begin(Occasion::Command)
    };
    let mut made = Vec::new();
    {
        let mut progress = Progress::new(&context.output);
        for name in names {
            let mut tell = |event| progress.tell(&event);
            let done = run::back_up(&request, name, &settings, &set, &mut tell);
            made.push(done.map_err(not_made)?);
        }
    }
    if context.output.json {
        let made: Vec<Made<'_>> = made
            .iter()
            .map(|one| Made {
                path: &one.path,
                manifest: &one.manifest,
                removed: &one.removed,
            })
            .collect();
        context.output.value(&made);
    } else {
        context.output.text(&shown::made(&made));
    }
    Ok(Exit::Done)
}

/// `bridge backups [DATABASE] [--check]`: 3 where one is damaged.
pub(crate) fn backups(context: &Context, args: &args::Backups) -> Result<Exit, CommandError> {
    let (workspace, request) = open(context, None)?;
    let settings = workspace.config.backup_settings();
    let mut listed = backups::list(&request, &settings)?;
    if let Some(name) = &args.database {
        let name = known(&request, name)?;
        listed.retain(|one| one.database == *name);
    }
    if args.check {
        for one in &mut listed {
            one.checked = backups::check(one, &settings);
        }
    }
    if context.output.json {
        context.output.value(&listed);
    } else {
        context
            .output
            .text(&shown::listed(&listed, &settings.folder));
    }
    let is_damaged = |one: &backups::Listed| matches!(one.checked, Checked::Damaged { .. });
    Ok(if listed.iter().any(is_damaged) {
        Exit::Decision
    } else {
        Exit::Done
    })
}

/// `bridge restore BACKUP... [--to URL] [--yes]`
pub(crate) fn restore(context: &Context, args: &args::Restore) -> Result<Exit, CommandError> {
    let (workspace, request) = open(context, args.lock_timeout)?;
    let settings = workspace.config.backup_settings();
    let to = args
        .to
        .as_deref()
        .map(|to| context.url("--to", to))
        .transpose()?;
    if to.is_some() && args.backups.len() > 1 {
        return Err(usage("--to takes one backup"));
    }
    let mut items = Vec::new();
    for path in &args.backups {
        let mut item = backups::find(&request, &settings, path, args.database.as_deref())?;
        item.to.clone_from(&to);
        items.push(item);
    }
    let listed = backups::list(&request, &settings)?;
    let notes = backups::fit(&request, &items, &listed, &workspace.chain, args.alone)?;
    let stakes: Vec<shown::Stake> = items
        .iter()
        .map(|item| shown::Stake::new(&request, item))
        .collect();
    let told = shown::stakes(&stakes, &notes, args.no_backup);
    if args.yes || !stakes.iter().any(|stake| stake.is_taken) {
        if !context.output.json {
            context.output.note(told.trim_end());
        }
    } else {
        confirm::ask(context, told.trim_end(), "Restore?")
            .map_err(|error| error.hint("--yes restores without a question"))?;
    }
    let options = RestoreOptions {
        backup: (!args.no_backup).then(|| settings.clone()),
        programs: settings.programs.clone(),
        no_owner: args.no_owner,
        in_place: args.in_place,
    };
    let done = {
        let mut progress = Progress::new(&context.output);
        run::restore(&request, &items, &options, &mut |event| {
            progress.tell(&event)
        })?
    };
    if context.output.json {
        context.output.value(&done);
    } else {
        context.output.text(&shown::restored(&done));
    }
    Ok(Exit::Done)
}

/// A run can go without its backup, and says so; this command has nothing else to do.
fn not_made(error: RunError) -> CommandError {
    match &error {
        RunError::Backup { source, .. } => {
            let advice = source.advice().to_owned();
            CommandError::failed(error).hint(advice)
        }
        _ => error.into(),
    }
}

fn open(
    context: &Context,
    lock_timeout: Option<u64>,
) -> Result<(Workspace, RunRequest), CommandError> {
    let workspace = Workspace::open(context.config()?, &context.environment)?;
    let request = workspace.request(&RunSettings {
        lock_timeout: lock_timeout.map(Duration::from_secs),
        ..RunSettings::default()
    });
    Ok((workspace, request))
}

fn known<'a>(request: &'a RunRequest, name: &str) -> Result<&'a String, CommandError> {
    match request.databases.get_key_value(name) {
        Some((name, _)) => Ok(name),
        None => Err(BackupsError::UnknownDatabase {
            name: name.to_owned(),
            known: request.databases.keys().cloned().collect(),
        }
        .into()),
    }
}

impl From<BackupsError> for CommandError {
    fn from(error: BackupsError) -> Self {
        let (kind, advice) = (error.kind(), error.advice());
        let error = Self {
            exit: kind.into(),
            ..Self::failed(error)
        };
        match advice {
            Some(advice) => error.hint(advice),
            None => error,
        }
    }
}
