//! `bridge import` and `bridge translate`: sources to scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use bridge_importers::alembic::convert::{ConvertSource, Rung, convert};
use bridge_importers::alembic::env::{self, EnvSettings};
use bridge_importers::alembic::ini;
use bridge_importers::alembic::rewrites;
use bridge_importers::alembic::surroundings::Surroundings;
use bridge_importers::modules::Modules;
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, Direction, record, script};

use crate::chain::Outcome;
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::error::{CommandError, Exit, failed, usage};
use crate::cli::render::{diagnostic, import as shown};
use crate::config::{self, Config, SourceKind};
use crate::import::{self, ImportError, Options, Report};

/// `bridge import`
pub(crate) fn import(context: &Context, args: &args::Import) -> Result<Exit, CommandError> {
    let config = context.config()?;
    let options = Options {
        sources: args.sources.clone(),
        no_rehearsal: args.no_rehearsal,
        scratch: super::verify::scratch_url(context, args.scratch.as_deref())?,
        reconvert: args.reconvert.iter().cloned().collect(),
        dry_run: args.dry_run,
        fix: args.fix,
        variables: (&context.environment).into(),
    };
    let report = run(context, &config, &options)?;
    if context.output.json {
        context.output.value(&report);
    } else {
        tell_new(context, &report);
        context.output.text(&shown::lines(&report));
    }
    Ok(Exit::Done)
}

/// Imports, with the dialects that the databases' URLs say.
pub(crate) fn run(
    context: &Context,
    config: &Config,
    options: &Options,
) -> Result<Report, CommandError> {
    Ok(import::import(
        config,
        &dialects(context, config)?,
        options,
    )?)
}

/// The dialect of each source's database, as its URL says.
pub(crate) fn dialects(
    context: &Context,
    config: &Config,
) -> Result<BTreeMap<String, Dialect>, CommandError> {
    let mut dialects = BTreeMap::new();
    for (name, source) in &config.sources {
        match config.resolve_one(&source.database, &context.environment) {
            Ok(database) => drop(dialects.insert(source.database.clone(), database.url.dialect())),
            // A source that names its dialects can be converted where its database is not known.
            Err(_) if source.dialects.is_some() || source.kind == SourceKind::List => {}
            Err(error) => {
                return Err(CommandError::from(error).hint(format!(
                    "or write dialects = [\"sqlite\", \"postgres\"] under [sources.{name}]"
                )));
            }
        }
    }
    Ok(dialects)
}

/// Warnings and notes on stderr.
pub(crate) fn tell<'a>(context: &Context, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
    for text in diagnostic::list(diagnostics, context.output.colour) {
        context.output.note(text);
        context.output.note("");
    }
}

/// Warnings and notes of an import on stderr. Those about files whose
/// revisions are locked and unchanged were read when they were new: they are
/// counted. With `--json` they are part of the report.
pub(crate) fn tell_new(context: &Context, report: &Report) {
    if context.output.json || report.diagnostics.is_empty() {
        return;
    }
    let changed: BTreeSet<&Path> = report
        .revisions
        .iter()
        .filter(|revision| revision.outcome != Outcome::Unchanged)
        .map(|revision| Path::new(&revision.source))
        .collect();
    let locked: BTreeSet<&Path> = report
        .revisions
        .iter()
        .map(|revision| Path::new(&revision.source))
        .filter(|path| !changed.contains(path))
        .collect();
    let is_old = |finding: &&Diagnostic| {
        let path = finding.path.as_ref().map(Path::new);
        path.is_some_and(|path| locked.contains(path))
    };
    let (old, new): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report.diagnostics.iter().partition(is_old);
    tell(context, new);
    if !old.is_empty() {
        context.output.note(format!(
            "{} about files that are locked and unchanged: `bridge import --json` lists them",
            if old.len() == 1 {
                "1 warning".to_owned()
            } else {
                format!("{} warnings", old.len())
            }
        ));
    }
}

/// `bridge translate`
pub(crate) fn translate(context: &Context, args: &args::Translate) -> Result<Exit, CommandError> {
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| usage(format!("{} cannot be read: {error}", args.file.display())))?;
    let (environment, modules) = surroundings(&args.file);
    let source = ConvertSource {
        path: &args.file,
        text: &text,
    };
    let direction = if args.down {
        Direction::Down
    } else {
        Direction::Up
    };
    let dialect = Dialect::from(args.dialect);
    let converted = convert(&source, &environment, Rc::new(modules), dialect, direction);
    match converted.rung {
        Rung::Sql | Rung::Directives => {}
        Rung::Absent => {
            let name = if args.down { "downgrade" } else { "upgrade" };
            return Err(failed(format!(
                "{} has no function {name}()",
                args.file.display()
            )));
        }
        Rung::Program if context.output.json => {
            context.output.value(&serde_json::json!({
                "rung": converted.rung,
                "diagnostics": converted.diagnostics,
            }));
            return Ok(Exit::Decision);
        }
        Rung::Program => {
            context.output.line(
                "-- a program: what it does depends on rows or on values that differ per run",
            );
            tell(context, &converted.diagnostics);
            return Ok(Exit::Decision);
        }
        Rung::Refused => {
            return Err(
                failed(format!("{} cannot be translated", args.file.display()))
                    .with(converted.diagnostics),
            );
        }
    }
    let lowered = record::lower(&converted.steps, dialect).map_err(|found| {
        let found = found
            .into_iter()
            .map(|finding| source.locate(finding))
            .collect();
        failed(format!(
            "{} cannot be translated for {dialect}",
            args.file.display()
        ))
        .with(found)
    })?;
    let sql = script::write(&lowered, dialect);
    if context.output.json {
        context.output.value(&serde_json::json!({
            "rung": converted.rung,
            "sql": sql,
            "diagnostics": converted.diagnostics,
        }));
        return Ok(Exit::Done);
    }
    tell(context, &converted.diagnostics);
    context.output.text(&sql);
    Ok(Exit::Done)
}

/// The project around a revision file: the nearest `alembic.ini` above it, else
/// the package in which the file stands.
fn surroundings(file: &Path) -> (EnvSettings, Modules) {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let ini = file
        .ancestors()
        .skip(1)
        .flat_map(|folder| ["alembic.ini", "pyproject.toml"].map(|name| folder.join(name)))
        .find(|ini| config::is_alembic(ini));
    let folder = file.parent().unwrap_or(Path::new("/"));
    let settings = ini
        .as_ref()
        .and_then(|ini| ini::read(ini, None, folder).ok());
    let (mut environment, modules) = match settings {
        // One file needs none of the other revisions.
        Some((settings, _)) => {
            let around = Surroundings::read(&settings, folder);
            let (mut environment, _) = env::read(&around, &settings, &[]);
            let own = SourceFile::read(&file, folder).ok();
            let own: Vec<&SourceFile> = own.iter().collect();
            environment.rewrites = rewrites::find(&around, &own);
            (environment, settings.modules(folder))
        }
        None => {
            let modules = Modules::around(folder);
            // As Alembic's own template has it: `prepend_sys_path = .`
            let here = std::env::current_dir().ok();
            let modules = match here.filter(|here| folder.starts_with(here)) {
                Some(here) => modules.started_in(&here).and_below(here),
                None => modules,
            };
            (EnvSettings::default(), modules)
        }
    };
    if let Some(source) = ini.and_then(|ini| configured(&ini)) {
        environment.types = source.names();
        if let Some(convention) = source.naming_convention {
            environment.naming_convention = Some(convention.into_iter().collect());
        }
    }
    (environment, modules)
}

/// What a `bridge.toml` above a project says of it.
fn configured(ini: &Path) -> Option<config::Source> {
    let config = Config::find(ini.parent()?)
        .and_then(|path| Config::read(&path))
        .ok()?;
    let is_it = |source: &config::Source| {
        let path = config.root.join(&source.path);
        [Some(ini), ini.parent()].contains(&Some(&path))
    };
    config.sources.into_values().find(is_it)
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        let kind = error.kind();
        match error {
            ImportError::Refused(diagnostics) => {
                let error = CommandError::failed(ImportError::Refused(Vec::new()));
                let count = diagnostics
                    .iter()
                    .filter(|finding| finding.is_error())
                    .count();
                CommandError {
                    error: anyhow::anyhow!(
                        "{count} {} in the sources. Nothing was written",
                        if count == 1 { "error" } else { "errors" }
                    ),
                    ..error
                }
                .with(diagnostics)
            }
            ImportError::Rehearsal {
                ref note,
                ref finding,
                ref repair,
                ..
            } => {
                let repair = repair.clone();
                let note = note.clone();
                let finding = Diagnostic::clone(finding);
                let mut result = CommandError::failed(error).with(vec![finding]);
                if !note.is_empty() {
                    result = result.hint(note);
                }
                if let Some(repair) = repair {
                    result = result.hint(repair);
                }
                result.hint("nothing was written; correct the legacy file, or pass --no-rehearsal")
            }
            ImportError::NoScratch(ref scratch) => {
                let advice = scratch.advice();
                CommandError::failed(error).hint(advice)
            }
            ImportError::Write(crate::chain::WriteError::Locked {
                ref before,
                ref after,
                ..
            }) => {
                let lines = match (before, after) {
                    (Some(before), Some(after)) => difference(before, after),
                    _ => Vec::new(),
                };
                let mut result = CommandError::decision(error);
                if !lines.is_empty() {
                    result = result.hint(format!("the difference:\n{}", lines.join("\n")));
                }
                result
            }
            error => CommandError {
                exit: kind.into(),
                ..CommandError::failed(error)
            },
        }
    }
}

/// Lines that only the locked text has begin with `-`, those of the new one with `+`.
pub(crate) fn difference(old: &str, new: &str) -> Vec<String> {
    const MOST: usize = 40;
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old
        .iter()
        .skip(start)
        .rev()
        .zip(new.iter().skip(start).rev())
        .take_while(|(a, b)| a == b)
        .count();
    let changed = |lines: &[&str], mark: char| -> Vec<String> {
        let count = lines.len().saturating_sub(start + end);
        lines
            .iter()
            .skip(start)
            .take(count)
            .map(|line| format!("    {mark} {line}"))
            .collect()
    };
    let mut lines = changed(&old, '-');
    lines.extend(changed(&new, '+'));
    if lines.len() > MOST {
        let hidden = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("    ({hidden} more lines)"));
    }
    lines
}
