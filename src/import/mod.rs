//! From legacy sources to the chain: conversion, rehearsal, the incremental
//! lock.

mod alembic;
pub mod baseline;
mod capture;
mod fault;
mod lane;
mod list;
mod order;
mod rehearse;
mod report;
mod session;
mod survey;
mod types;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use bridge_importers::parallel::{drop_beside, in_parts};
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, script};
use thiserror::Error;

pub use capture::{CaptureError, Captured, capture};
pub use order::MergeError;
pub use report::{RehearsalReport, Report, RevisionReport, ScriptReport};

use crate::chain::{
    self, Chain, ChainError, Kind, NewRevision, NewScript, Rung, ScriptFileError, WriteError,
};
use crate::config::{Config, ConfigError, Source, SourceKind};
use crate::database::{self, DatabaseUrl, ScratchError};
use crate::exit::ErrorKind;
use crate::run::{FailedStatement, Variables};
pub(crate) use alembic::long_id;
pub(crate) use fault::Fault;
pub(crate) use lane::{Converted, ConvertedLane};
pub(crate) use survey::{Survey, survey};

/// How long `--scratch` waits for its server.
const CONNECT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// What an import is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only these sources; all where it is empty.
    pub sources: Vec<String>,
    /// `--no-rehearsal`
    pub no_rehearsal: bool,
    /// `--reconvert`
    pub reconvert: BTreeSet<String>,
    /// `--scratch`: a PostgreSQL server on which the scripts for it are rehearsed as well.
    pub scratch: Option<DatabaseUrl>,
    /// `--dry-run`: convert and rehearse, write nothing.
    pub dry_run: bool,
    /// `--fix`: repair what has a safe repair.
    pub fix: bool,
    /// What programs may ask for while they are rehearsed.
    pub variables: Variables,
}

/// Why nothing was imported. Nothing was written.
#[derive(Debug, Error)]
pub enum ImportError {
    /// `bridge.toml` has no source.
    #[error("bridge.toml has no [sources]: there is nothing to import")]
    NoSources,
    /// A source that `bridge.toml` does not have.
    #[error("bridge.toml has no source \"{name}\". It has: {known}")]
    UnknownSource {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A source that is not where `bridge.toml` says.
    #[error(
        "source \"{name}\": there is no {path}. Correct `path` under [sources.{name}] in bridge.toml"
    )]
    SourceMissing {
        /// Source.
        name: String,
        /// Its path, as it is written.
        path: String,
    },
    /// `--reconvert` of an id that the lock does not have.
    #[error("--reconvert {0}: the chain has no such revision. `bridge history` lists the ids")]
    UnknownReconvert(String),
    /// The list's database is no SQLite file.
    #[error(
        "source \"{0}\" is a migration list, which runs on SQLite only; its database has another kind of URL"
    )]
    ListElsewhere(String),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The chain that is there.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// Files that were refused; every finding of the run.
    #[error("{} in the sources. Nothing was written", errors(.0))]
    Refused(Vec<Diagnostic>),
    /// The lanes do not fit together.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// A script fails on a scratch database.
    #[error("the rehearsal failed: {failure}")]
    Rehearsal {
        /// Where and why.
        failure: Box<FailedStatement>,
        /// The legacy file, and the revision that made the object first.
        note: String,
        /// How `--fix` repairs it, where it does.
        repair: Option<String>,
        /// The same as a finding in the legacy file.
        finding: Box<Diagnostic>,
    },
    /// A script of the locked chain cannot be used.
    #[error(transparent)]
    Script(ScriptFileError),
    /// A scratch database cannot be had.
    #[error("the rehearsal needs a scratch database: {0}")]
    Scratch(String),
    /// The server of `--scratch` does not give one.
    #[error(transparent)]
    NoScratch(#[from] ScratchError),
    /// The chain cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl ImportError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NoSources
            | Self::UnknownSource { .. }
            | Self::SourceMissing { .. }
            | Self::UnknownReconvert(_)
            | Self::ListElsewhere(_)
            | Self::Config(_) => ErrorKind::Usage,
            Self::Chain(error) => error.kind(),
            Self::Write(error) => error.kind(),
            Self::Script(error) => error.kind(),
            Self::Refused(_)
            | Self::Merge(_)
            | Self::Rehearsal { .. }
            | Self::Scratch(_)
            | Self::NoScratch(_) => ErrorKind::Failed,
        }
    }
}

impl ImportError {
    /// Reads the line at which a rehearsal failed.
    fn with_source_line(mut self, root: &Path) -> Self {
        if let Self::Rehearsal { finding, .. } = &mut self {
            read_line(finding, root);
        }
        self
    }
}

/// Reads the line of a finding that only knows its number.
fn read_line(finding: &mut Diagnostic, root: &Path) {
    if let (Some(path), Some(span)) = (&finding.path, &mut finding.span)
        && let Ok(file) = SourceFile::read(&root.join(path), root)
    {
        *span = file.line_span(span.line);
    }
}

impl ImportError {
    /// Offers the repair of the revision that failed.
    fn with_repair(mut self, faults: &[fault::Fault]) -> Self {
        if let Self::Rehearsal {
            failure, repair, ..
        } = &mut self
        {
            let of_it = |fault: &&fault::Fault| {
                fault.revision == failure.revision
                    && !fault.is_repaired
                    && (fault.origin.is_none() || fault.origin == failure.origin)
            };
            *repair = faults
                .iter()
                .filter(|fault| fault.repair.is_some())
                .find(of_it)
                .map(fault::Fault::help);
        }
        self
    }
}

fn errors(diagnostics: &[Diagnostic]) -> String {
    match diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count()
    {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}

/// Converts the sources, rehearses the chain and writes it. `dialects` are
/// those of the databases' URLs; a source that names its own needs none.
///
/// # Errors
/// See [`ImportError`].
pub fn import(
    config: &Config,
    dialects: &BTreeMap<String, Dialect>,
    options: &Options,
) -> Result<Report, ImportError> {
    let folder = config.chain_folder();
    let locked = match Chain::read(&folder) {
        Ok(chain) => Some(chain),
        Err(ChainError::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let is_locked = |id: &str| locked.as_ref().is_some_and(|chain| chain.get(id).is_some());
    if let Some(id) = options.reconvert.iter().find(|id| !is_locked(id)) {
        return Err(ImportError::UnknownReconvert(id.to_string()));
    }
    let (mut lanes, mut diagnostics) = convert(config, dialects, options, locked.as_ref())?;
    let new = order::new_revisions(locked.as_ref(), &lanes, config.chain.order)?;
    types::guard(locked.as_ref(), &mut lanes, &new)?;
    let faults = fault::examine(locked.as_ref(), &mut lanes, &new, options)?;
    diagnostics.extend(fault::findings(&faults, options, &config.root));
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(ImportError::Refused(diagnostics));
    }
    let mut rehearsals = Vec::new();
    let mut ways_back = Vec::new();
    if !options.no_rehearsal {
        let mut rehearse = |dialect, make: &rehearse::Make<'_>| {
            rehearse::on(
                dialect,
                make,
                locked.as_ref(),
                &mut lanes,
                &new,
                &options.variables,
                &mut ways_back,
            )
            .map_err(|error| error.with_source_line(&config.root).with_repair(&faults))
        };
        rehearsals = rehearse(Dialect::Sqlite, &database::scratch::in_memory)?;
        if let Some(server) = &options.scratch {
            let make = || database::scratch(server, CONNECT_TIMEOUT);
            rehearsals.extend(rehearse(server.dialect(), &make)?);
        }
    }
    for mut finding in ways_back {
        read_line(&mut finding, &config.root);
        diagnostics.push(finding);
    }
    let revisions = to_write(locked.as_ref(), &lanes, &new);
    let gone = gone(locked.as_ref(), &lanes);
    let written = if options.dry_run {
        chain::preview(&folder, &revisions, &options.reconvert)?
    } else {
        let ledgers: Vec<_> = lanes.iter().map(|lane| lane.ledger.clone()).collect();
        chain::write_with(&folder, &revisions, &options.reconvert, &ledgers)?
    };
    let shown = config.chain.path.display().to_string();
    let report = Report::new(shown, !options.dry_run, &lanes, &written);
    drop_beside(lanes);
    drop_beside(revisions);
    Ok(report.with(diagnostics, rehearsals, gone))
}

fn convert(
    config: &Config,
    dialects: &BTreeMap<String, Dialect>,
    options: &Options,
    locked: Option<&Chain>,
) -> Result<(Vec<ConvertedLane>, Vec<Diagnostic>), ImportError> {
    if config.sources.is_empty() {
        return Err(ImportError::NoSources);
    }
    if let Some(name) = options
        .sources
        .iter()
        .find(|name| !config.sources.contains_key(*name))
    {
        let known = config
            .sources
            .keys()
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        return Err(ImportError::UnknownSource {
            name: name.clone(),
            known,
        });
    }
    let mut lanes = Vec::new();
    let mut diagnostics = Vec::new();
    // A circle is found when the configuration is read.
    for (name, source) in config.sources_in_order().unwrap_or_default() {
        if !options.sources.is_empty() && !options.sources.iter().any(|wanted| wanted == name) {
            continue;
        }
        let (lane, found) = read_source(name, source, config, dialects, locked)?;
        diagnostics.extend(found.into_iter().map(|found| of_source(found, name)));
        lanes.extend(lane);
    }
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(ImportError::Refused(diagnostics));
    }
    Ok((lanes, diagnostics))
}

/// Where the database at hand is of a dialect that nothing is converted for.
fn not_converted(own: Option<Dialect>, wanted: &[Dialect], source: &Source) -> Option<Diagnostic> {
    let own = own.filter(|own| !wanted.contains(own))?;
    let message = format!(
        "Database `{}` is on {own} here, and `dialects` does not name it: `bridge upgrade` has nothing to run there.",
        source.database
    );
    let all = wanted.iter().chain([&own]);
    let all: Vec<String> = all.map(|dialect| format!("\"{dialect}\"")).collect();
    let help = format!(
        "Write `dialects = [{}]` under [sources.NAME], if it is in use.",
        all.join(", ")
    );
    Some(Diagnostic::warning("dialect-left-out", message).help(help))
}

/// What a finding asks to write under `[sources.NAME]` stands under the source's own name.
fn of_source(mut finding: Diagnostic, name: &str) -> Diagnostic {
    let own = format!("[sources.{name}");
    finding.help = finding.help.map(|help| help.replace("[sources.NAME", &own));
    finding
}

/// Reads and converts one source. What was refused is left out of the lane,
/// and an error among the findings.
fn read_source(
    name: &str,
    source: &Source,
    config: &Config,
    dialects: &BTreeMap<String, Dialect>,
    locked: Option<&Chain>,
) -> Result<(Option<ConvertedLane>, Vec<Diagnostic>), ImportError> {
    let is_locked = locked.is_some_and(|chain| chain.in_lane(name).next().is_some());
    if !config.root.join(&source.path).exists() {
        if is_locked {
            // After the cutover the legacy system may go.
            return Ok((None, vec![retired(name, source)]));
        }
        return Err(ImportError::SourceMissing {
            name: name.to_owned(),
            path: source.path.display().to_string(),
        });
    }
    let own = dialects.get(&source.database).copied();
    Ok(match source.kind {
        SourceKind::Alembic => {
            let wanted = source
                .dialects
                .clone()
                .unwrap_or_else(|| default_dialects(own, name, config, locked));
            let (lane, mut found) = alembic::read(name, source, config, &wanted, locked);
            found.extend(not_converted(own, &wanted, source));
            found.extend(
                lane.iter()
                    .flat_map(|lane| session::warnings(lane, &config.root)),
            );
            (lane, found)
        }
        SourceKind::List if own.is_some_and(|dialect| dialect != Dialect::Sqlite) => {
            return Err(ImportError::ListElsewhere(name.to_owned()));
        }
        SourceKind::List => list::read(name, source, &config.root, locked),
    })
}

/// Those of the database's URLs, and those that the lane has: who imports on a
/// developer's SQLite must not leave production without the next revision.
fn default_dialects(
    own: Option<Dialect>,
    lane: &str,
    config: &Config,
    locked: Option<&Chain>,
) -> Vec<Dialect> {
    let mut wanted: BTreeSet<Dialect> = own.into_iter().collect();
    let database = config.sources.get(lane).map(|source| &source.database);
    let urls = database.and_then(|name| config.databases.get(name));
    for url in urls.iter().flat_map(|database| database.url.candidates()) {
        let url = DatabaseUrl::parse(url, &config.root);
        wanted.extend(url.iter().map(DatabaseUrl::dialect));
    }
    for revision in locked.iter().flat_map(|chain| chain.revisions()) {
        if revision.lane == lane && revision.kind == Kind::Alembic {
            wanted.extend(revision.scripts.keys().map(|(_, dialect)| *dialect));
        }
    }
    wanted.into_iter().collect()
}

fn retired(name: &str, source: &Source) -> Diagnostic {
    Diagnostic::note(
        "source-gone",
        format!(
            "Source \"{name}\" is gone: there is no {}. The chain keeps its revisions.",
            source.path.display()
        ),
    )
    .help(format!(
        "If it only moved, correct `path` under [sources.{name}] in bridge.toml."
    ))
}

/// Locked revisions, to be compared, then the new ones in their order.
fn to_write(
    locked: Option<&Chain>,
    lanes: &[ConvertedLane],
    new: &[order::At],
) -> Vec<NewRevision> {
    let known = lanes.iter().flat_map(|lane| {
        lane.revisions
            .iter()
            .filter(|converted| locked.is_some_and(|chain| chain.get(&converted.id).is_some()))
            .map(move |converted| (lane, converted))
    });
    let appended = new.iter().filter_map(|(lane, at)| {
        let lane = lanes.get(*lane)?;
        Some((lane, lane.revisions.get(*at)?))
    });
    let all: Vec<(&ConvertedLane, &Converted)> = known.chain(appended).collect();
    in_parts(&all, |part| {
        let written = part.iter();
        written.map(|(lane, one)| new_revision(lane, one)).collect()
    })
}

fn new_revision(lane: &ConvertedLane, converted: &Converted) -> NewRevision {
    let scripts = converted
        .scripts
        .iter()
        .map(|((direction, dialect), side)| {
            let text = match (side.rung, side.work.script()) {
                (Rung::Unavailable, _) | (_, None) => String::new(),
                (_, Some(script)) => script::write(script, *dialect),
            };
            let new = NewScript {
                rung: side.rung,
                derived: side.derived,
                text,
                program: side.work.program().cloned(),
                reason: side.reason.clone(),
            };
            ((*direction, *dialect), new)
        })
        .collect();
    NewRevision {
        id: converted.id.clone(),
        message: converted.message.clone(),
        created: converted.created.clone(),
        lane: lane.lane.clone(),
        kind: lane.kind,
        database: lane.database.clone(),
        parents: converted.parents.clone(),
        depends_on: converted.depends_on.clone(),
        branch_labels: converted.branch_labels.clone(),
        source: Some(converted.source.clone()),
        scripts,
        repairs: converted.repairs.clone(),
    }
}

/// Locked legacy revisions whose file is gone: fine after the cutover, and said.
fn gone(locked: Option<&Chain>, lanes: &[ConvertedLane]) -> Vec<String> {
    let mut gone = Vec::new();
    for lane in lanes {
        let present: HashSet<&str> = lane
            .revisions
            .iter()
            .map(|revision| revision.id.as_str())
            .collect();
        for revision in locked.iter().flat_map(|chain| chain.revisions()) {
            let is_of_lane = revision.lane == lane.lane && revision.kind.is_legacy();
            if is_of_lane && !present.contains(revision.id.as_str()) {
                gone.push(revision.id.to_string());
            }
        }
    }
    gone
}
