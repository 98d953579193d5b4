//! Whether each database is what its applied revisions build: their scripts
//! run on an empty scratch database of the same kind, and the two catalogues
//! are compared.

use std::collections::BTreeSet;
use std::time::Duration;

use bridge_importers::script::effect::Effect;
use bridge_importers::{Dialect, Direction};
use serde::Serialize;
use thiserror::Error;

use crate::catalogue::{self, Difference, Presence};
use crate::chain::{DatabaseName, Kind, Revision, Rung, ScriptFileError, ScriptSource};
use crate::config::ResolvedDatabase;
use crate::database::{self, Access, ConnectError, DatabaseUrl, StatementError};
use crate::exit::ErrorKind;
use crate::ledger::Reading;
use crate::plan::{self, PlanError, RowState, Work};
use crate::run::{self, FailedStatement, RehearsalStep, RunError};
use crate::workspace::{Goal, RunSettings, Workspace};

/// How long to wait for a server to answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What is to be verified, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Only this database.
    pub database: Option<DatabaseName>,
    /// Another PostgreSQL server for the scratch database.
    pub scratch: Option<DatabaseUrl>,
}

/// What was found out about one database.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatabaseReport {
    /// Name in `bridge.toml`.
    pub database: DatabaseName,
    /// Where it is, without password.
    pub url: String,
    /// Dialect.
    pub dialect: Dialect,
    /// How many revisions are applied to it.
    pub applied: usize,
    /// The outcome.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// The outcome for one database.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It is what the revisions build.
    Equal,
    /// It is not.
    Different {
        /// How.
        differences: Vec<Difference>,
    },
    /// Nothing is applied, so there is nothing to compare with.
    NothingApplied,
    /// There is nothing to compare with for another reason.
    Unverified {
        /// Which.
        cause: Cause,
        /// What happened.
        reason: String,
        /// The way out.
        advice: String,
    },
}

/// Why a database could not be built a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The application makes tables that no revision makes.
    NoBaseline,
    /// An applied revision has no script that could run there.
    NoScript,
    /// No scratch database can be had.
    NoScratch,
    /// An applied revision fails on an empty database.
    Fails,
}

/// Why nothing could be verified.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// No such database.
    #[error("bridge.toml has no database \"{name}\". It has: {}", known.join(", "))]
    UnknownDatabase {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// `--scratch` with a URL of another kind.
    #[error(
        "--scratch takes the URL of a PostgreSQL server: SQLite's scratch databases are in memory"
    )]
    ScratchElsewhere,
    /// The state cannot be read.
    #[error(transparent)]
    Read(#[from] RunError),
    /// The ledgers contradict the chain.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A script file is not what the lock has.
    #[error(transparent)]
    Script(#[from] ScriptFileError),
    /// A database cannot be opened.
    #[error("database `{database}`: {source}")]
    Connect {
        /// Database.
        database: DatabaseName,
        /// Why.
        source: ConnectError,
    },
    /// A catalogue cannot be read.
    #[error("the catalogue of database `{database}` cannot be read: {source}")]
    Catalogue {
        /// Database.
        database: DatabaseName,
        /// Why.
        source: StatementError,
    },
}

impl VerifyError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownDatabase { .. } | Self::ScratchElsewhere => ErrorKind::Usage,
            Self::Read(error) => error.kind(),
            Self::Plan(error) => error.kind(),
            Self::Script(error) => error.kind(),
            Self::Connect { .. } | Self::Catalogue { .. } => ErrorKind::Failed,
        }
    }

    /// What to do next, where it is known.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::Read(error) => error.advice(),
            Self::Connect { source, .. } => Some(source.advice().to_owned()),
            Self::Catalogue { source, .. } => source.advice().map(str::to_owned),
            _ => None,
        }
    }
}

impl DatabaseReport {
    /// Whether something was found that somebody has to look at.
    pub fn is_finding(&self) -> bool {
        match &self.verdict {
            Verdict::Different { .. } => true,
            Verdict::Unverified { cause, .. } => *cause == Cause::Fails,
            Verdict::Equal | Verdict::NothingApplied => false,
        }
    }
}

/// Compares each database with what its applied revisions build. A lane that
/// is not adopted yet counts by what its legacy ledger records. Nothing is
/// written but scratch databases, which are gone afterwards.
///
/// # Errors
/// See [`VerifyError`]; a database that cannot be built is a report, not an error.
pub fn verify(
    workspace: &Workspace,
    options: &Options,
) -> Result<Vec<DatabaseReport>, VerifyError> {
    let known = &workspace.databases.databases;
    if let Some(name) = options
        .database
        .as_ref()
        .filter(|name| !known.contains_key(*name))
    {
        return Err(VerifyError::UnknownDatabase {
            name: name.clone(),
            known: known.keys().cloned().collect(),
        });
    }
    let is_elsewhere = |url: &DatabaseUrl| url.dialect() != Dialect::Postgres;
    if options.scratch.as_ref().is_some_and(is_elsewhere) {
        return Err(VerifyError::ScratchElsewhere);
    }
    let settings = RunSettings::default();
    let reading = workspace.read(&settings)?;
    let applied = applied(workspace, &reading, &settings)?;
    known
        .values()
        .filter(|database| {
            options
                .database
                .as_ref()
                .is_none_or(|name| *name == database.name)
        })
        .map(|database| one(workspace, database, &reading, &applied, options))
        .collect()
}

/// What is applied, and what an adoption would record.
fn applied(
    workspace: &Workspace,
    reading: &Reading,
    settings: &RunSettings,
) -> Result<BTreeSet<String>, VerifyError> {
    let plan = workspace.plan(&Goal::Adopt(None), &reading.state, settings)?;
    let rows = reading.state.versions.values();
    let recorded = rows
        .filter(|row| row.state == RowState::Done)
        .map(|row| row.revision.to_string());
    let adopted = plan
        .adoptions
        .iter()
        .flat_map(|adoption| &adoption.revisions)
        .map(|adopted| adopted.revision.clone());
    Ok(recorded.chain(adopted).collect())
}

fn one(
    workspace: &Workspace,
    database: &ResolvedDatabase,
    reading: &Reading,
    applied: &BTreeSet<String>,
    options: &Options,
) -> Result<DatabaseReport, VerifyError> {
    let dialect = database.url.dialect();
    let revisions: Vec<&Revision> = workspace
        .chain
        .revisions()
        .iter()
        .filter(|revision| {
            revision.database == database.name && applied.contains(revision.id.as_str())
        })
        .collect();
    let report = |verdict| DatabaseReport {
        database: database.name.clone(),
        url: database.url.to_string(),
        dialect,
        applied: revisions.len(),
        verdict,
    };
    if revisions.is_empty() {
        return Ok(report(Verdict::NothingApplied));
    }
    let scripts = match scripts(workspace, &revisions, dialect)? {
        Ok(scripts) => scripts,
        Err(verdict) => return Ok(report(verdict)),
    };
    let like = options
        .scratch
        .as_ref()
        .filter(|url| url.dialect() == dialect)
        .unwrap_or(&database.url);
    let mut scratch = match database::scratch(like, CONNECT_TIMEOUT) {
        Ok(scratch) => scratch,
        Err(error) => {
            return Ok(report(Verdict::Unverified {
                cause: Cause::NoScratch,
                reason: error.to_string(),
                advice: error.advice(),
            }));
        }
    };
    let steps: Vec<RehearsalStep<'_>> = scripts
        .iter()
        .map(|built| RehearsalStep {
            revision: &built.revision.id,
            database: &database.name,
            direction: Direction::Up,
            mode: plan::mode(&built.work, dialect),
            file: &built.file,
            work: &built.work,
            variables: &workspace.variables,
        })
        .collect();
    let unreadable = |source| VerifyError::Catalogue {
        database: database.name.clone(),
        source,
    };
    let built = run::rehearse(scratch.connection(), &steps).map_err(unreadable)?;
    if let Some(failure) = built.failure {
        return Ok(report(unbuilt(&failure, dialect, &scripts)));
    }
    let left_out = reading.ledger_tables(&database.name);
    let expected = catalogue::read(scratch.connection().as_mut(), &left_out).map_err(unreadable)?;
    let request = workspace.request(&RunSettings::default());
    let open = database::OpenOptions {
        access: Access::ReadOnly,
        connect_timeout: request.connect_timeout,
        ..database::OpenOptions::default()
    };
    let mut live = database::open(&database.url, &open).map_err(|source| VerifyError::Connect {
        database: database.name.clone(),
        source,
    })?;
    let found = catalogue::read(live.as_mut(), &left_out).map_err(unreadable)?;
    let mut differences = catalogue::compare(&expected, &found);
    for difference in &mut differences {
        if difference.presence == Presence::Extra {
            difference.pending = pending_maker(workspace, database, applied, difference);
        }
    }
    Ok(report(if differences.is_empty() {
        Verdict::Equal
    } else {
        Verdict::Different { differences }
    }))
}

/// The pending revision whose script says that it makes what is extra.
fn pending_maker(
    workspace: &Workspace,
    database: &ResolvedDatabase,
    applied: &BTreeSet<String>,
    extra: &Difference,
) -> Option<String> {
    let dialect = database.url.dialect();
    let makes = |found: &Effect| match found {
        Effect::Create { kind, name } => {
            let word = kind.keyword().to_lowercase();
            let own = if extra.part.is_empty() {
                &extra.object
            } else {
                &extra.part
            };
            own.eq_ignore_ascii_case(&format!("{word} {name}"))
        }
        Effect::AddColumn { table, column } => {
            extra.object.eq_ignore_ascii_case(&format!("table {table}"))
                && extra.part.eq_ignore_ascii_case(&format!("column {column}"))
        }
        _ => false,
    };
    let pending = workspace.chain.revisions().iter().filter(|revision| {
        revision.database == database.name && !applied.contains(revision.id.as_str())
    });
    pending
        .filter_map(|revision| {
            let loaded = workspace
                .chain
                .load(revision, Direction::Up, dialect)
                .ok()?;
            let script = loaded.work.script()?;
            run::effects(script, dialect)
                .iter()
                .any(makes)
                .then(|| revision.id.to_string())
        })
        .next()
}

/// An applied revision's upgrade.
struct Built<'a> {
    revision: &'a Revision,
    file: String,
    work: Work,
}

/// The upgrades of all revisions, or why there is one that cannot be had.
fn scripts<'a>(
    workspace: &Workspace,
    revisions: &[&'a Revision],
    dialect: Dialect,
) -> Result<Result<Vec<Built<'a>>, Verdict>, VerifyError> {
    let mut all = Vec::new();
    for revision in revisions {
        let rung = revision
            .scripts
            .get(&(Direction::Up, dialect))
            .map(|script| script.rung);
        let without = match rung {
            None => "has no upgrade",
            Some(Rung::Unavailable) => "cannot be expressed",
            Some(Rung::Sql | Rung::Directives | Rung::Program) => {
                let loaded = workspace.chain.load(revision, Direction::Up, dialect)?;
                all.push(Built {
                    revision,
                    file: loaded.file,
                    work: loaded.work,
                });
                continue;
            }
        };
        return Ok(Err(Verdict::Unverified {
            cause: Cause::NoScript,
            reason: format!("revision {} {without} for {dialect}", revision.id),
            advice: format!(
                "Add \"{dialect}\" to the source's dialects in bridge.toml and run `bridge import`."
            ),
        }));
    }
    Ok(Ok(all))
}

/// A table that no revision makes belongs into a baseline; everything else is
/// a chain that does not run on an empty database.
fn unbuilt(failure: &FailedStatement, dialect: Dialect, scripts: &[Built<'_>]) -> Verdict {
    let has_baseline = scripts
        .iter()
        .any(|built| built.revision.kind == Kind::Baseline);
    let missing = run::missing_table(
        failure,
        dialect,
        scripts.iter().filter_map(|built| built.work.script()),
    );
    let lane = scripts
        .iter()
        .find(|built| built.revision.id == failure.revision)
        .map_or("SOURCE", |built| built.revision.lane.as_str());
    match missing {
        Some(table) if !has_baseline => Verdict::Unverified {
            cause: Cause::NoBaseline,
            reason: format!(
                "revision {} needs the table {table}, which no revision makes: the application makes it by itself",
                failure.revision
            ),
            advice: format!(
                "`bridge baseline {lane} --from URL` captures what the application makes as the lane's first revision."
            ),
        },
        _ => Verdict::Unverified {
            cause: Cause::Fails,
            reason: format!("an applied revision does not run on an empty database. {failure}"),
            advice:
                "The database itself is untouched. A new database cannot be made with this chain: correct the revision."
                    .to_owned(),
        },
    }
}
