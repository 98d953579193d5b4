//! A project that can be worked on: its configuration, its databases and its
//! chain. What the command line does with the databases, it does through here.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use bridge_importers::{Dialect, Direction};
use thiserror::Error;

use crate::chain::{
    Chain, ChainError, Kind, LoadedScript, Numbered, Revision, ScriptFileError, ScriptSource,
};
use crate::config::{Config, ConfigError, Environment, Resolved};
use crate::inference::{Fit, Misfit, Unfit};
use crate::ledger::{LegacyKind, LegacyLedger, Reading};
use crate::plan::{self, Adoption, AdoptionReason, Options, Plan, PlanError, RevisionId, State};
use crate::run::{
    self, AboutState, Event, PlannerError, Readers, Report, RunError, RunRequest, Target, Variables,
};

/// A project with its chain.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// `bridge.toml`
    pub config: Config,
    /// The databases' URLs.
    pub databases: Resolved,
    /// The chain.
    pub chain: Chain,
    /// What programs may ask for.
    pub variables: Variables,
    /// Connections that were opened while the chain was read.
    pub readers: Readers,
}

/// How a run behaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunSettings {
    /// `--create`
    pub create: bool,
    /// `--no-backup`
    pub no_backup: bool,
    /// `--backup-first`
    pub backup_first: bool,
    /// `--per-revision`
    pub per_revision: bool,
    /// `--lock-timeout`; `None` is what `bridge.toml` says.
    pub lock_timeout: Option<Duration>,
    /// The steps to which somebody agreed; a run that would do others does nothing.
    pub agreed: Option<Vec<RevisionId>>,
    /// `--accept`: believe a legacy ledger that the schema contradicts.
    pub accept: bool,
    /// Whether the process ends after the run; see [`RunRequest::process_ends`].
    pub process_ends: bool,
}

/// What a run is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Up to a target.
    Upgrade(String),
    /// Down to a target.
    Downgrade(String),
    /// Record a target without running anything.
    Stamp(String),
    /// Take over what the legacy ledgers record, of one lane or of all.
    Adopt(Option<String>),
    /// Record these revisions, as an inference found them.
    Record(Vec<RevisionId>),
}

/// Why a project cannot be worked on.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The chain.
    #[error(transparent)]
    Chain(#[from] ChainError),
}

/// A relative target that another run moved in the meantime.
#[derive(Debug, Error)]
#[error(
    "another run changed the databases meanwhile, and `{0}` counts from what is applied. What this run had committed stays; run the command again with the revision that is meant"
)]
pub struct Moved(String);

/// The databases changed between a question and its answer.
#[derive(Debug, Error)]
#[error(
    "another run changed the databases after you were asked. Nothing was changed; run the command again"
)]
pub struct NotAgreed;

impl From<&Environment> for Variables {
    fn from(environment: &Environment) -> Self {
        Self::new(
            environment.variables.clone(),
            environment.unreadable.clone(),
        )
    }
}

impl Workspace {
    /// Reads the chain, and finds the databases.
    ///
    /// # Errors
    /// No chain, no URL.
    pub fn open(config: Config, environment: &Environment) -> Result<Self, OpenError> {
        let databases = config.resolve(environment)?;
        let chain = Chain::read(&config.chain_folder())?;
        Ok(Self {
            config,
            databases,
            chain,
            variables: environment.into(),
            readers: Readers::default(),
        })
    }

    /// The same, for a command that reads the databases at once: chain and
    /// databases are read side by side.
    ///
    /// # Errors
    /// No chain, no URL. A database that cannot be opened is an error of the
    /// first reading.
    pub fn open_reading(
        config: Config,
        environment: &Environment,
        settings: &RunSettings,
    ) -> Result<Self, OpenError> {
        let databases = config.resolve(environment)?;
        let folder = config.chain_folder();
        let request = request(&config, &databases, Vec::new(), settings);
        let ledgers = likely_ledgers(&config);
        // A thread costs more than it saves where the chain is short.
        let (chain, readers) = if Chain::is_long(&folder) {
            side_by_side(
                || Chain::read(&folder),
                || Readers::open(&request, &ledgers),
            )
        } else {
            (Chain::read(&folder), Readers::open(&request, &ledgers))
        };
        Ok(Self {
            config,
            databases,
            chain: chain?,
            variables: environment.into(),
            readers,
        })
    }

    /// The legacy ledgers of the chain's lanes.
    pub fn ledgers(&self) -> Vec<LegacyLedger> {
        let lanes = self.chain.legacy_lanes();
        lanes
            .into_iter()
            .filter_map(|(lane, kind)| {
                let first = self.chain.in_lane(lane).next()?;
                let database = self.chain.revisions().get(first)?.database.clone();
                let locked = self.chain.ledger_name(lane).cloned().unwrap_or_default();
                let named = match self.config.sources.get(lane) {
                    None => locked,
                    Some(source) => source.ledger_name(lane, locked),
                };
                let table = named.table(kind).to_owned();
                let numbered = |means| {
                    let own = self.chain.in_lane(lane);
                    let entries = own.filter_map(|at| self.chain.revisions().get(at));
                    let entries = entries.filter(|one| one.kind == Kind::List);
                    Numbered::new(means, entries.map(|one| one.id.as_str()))
                };
                let column = named.column(kind).to_owned();
                let kind = match (kind, named.user_version, named.version_row) {
                    (Kind::List, Some(means), _) => LegacyKind::UserVersion(numbered(means)),
                    (Kind::List, None, Some(means)) => LegacyKind::Row {
                        table,
                        column,
                        numbered: numbered(means),
                    },
                    (Kind::List, None, None) => LegacyKind::List { table, column },
                    _ => LegacyKind::Alembic {
                        table,
                        schema: named.version_table_schema,
                    },
                };
                Some(LegacyLedger {
                    lane: lane.to_owned(),
                    database: database.to_string(),
                    kind,
                })
            })
            .collect()
    }

    /// What the executor has to know.
    pub fn request(&self, settings: &RunSettings) -> RunRequest {
        RunRequest {
            readers: self.readers.clone(),
            variables: self.variables.clone(),
            ..request(&self.config, &self.databases, self.ledgers(), settings)
        }
    }

    /// What the planner has to know.
    pub fn options(&self, settings: &RunSettings) -> Options {
        let dialects: BTreeMap<_, _> = self
            .databases
            .databases
            .iter()
            .map(|(name, database)| (name.clone(), database.url.dialect()))
            .collect();
        Options {
            mirror: self.config.legacy.mirror,
            per_revision: settings.per_revision,
            dialects,
        }
    }

    /// Reads the state of all databases, and writes nothing.
    ///
    /// # Errors
    /// See [`RunError`].
    pub fn read(&self, settings: &RunSettings) -> Result<Reading, RunError> {
        run::read(&self.request(settings))
    }

    /// The plan for a goal from a state.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn plan(
        &self,
        goal: &Goal,
        state: &State,
        settings: &RunSettings,
    ) -> Result<Plan, PlanError> {
        self.plan_with(goal, state, settings, &self.chain)
    }

    fn plan_with(
        &self,
        goal: &Goal,
        state: &State,
        settings: &RunSettings,
        scripts: &dyn ScriptSource,
    ) -> Result<Plan, PlanError> {
        let options = self.options(settings);
        match goal {
            Goal::Upgrade(target) => {
                plan::upgrade(&self.chain, state, Some(target), scripts, &options)
            }
            Goal::Downgrade(target) => {
                plan::downgrade(&self.chain, state, target, scripts, &options)
            }
            Goal::Stamp(target) => plan::stamp(&self.chain, state, target, &options),
            Goal::Adopt(lane) => plan::adoptions(&self.chain, state, lane.as_deref(), &options),
            Goal::Record(revisions) => plan::record(&self.chain, state, revisions, &options),
        }
    }

    /// The plan for a goal, with the ledgers that it adopts held against the
    /// schema: what a run would do, or refuse.
    ///
    /// # Errors
    /// As [`Workspace::run`] before its first statement.
    pub fn preview(
        &self,
        goal: &Goal,
        state: &State,
        settings: &RunSettings,
    ) -> Result<Plan, RunError> {
        let refused = |error: PlannerError| RunError::Plan(error);
        let mut plan = self
            .plan(goal, state, settings)
            .map_err(|error| refused(error.into()))?;
        let fit = self.fit(&plan).map_err(|error| refused(error.into()))?;
        believe(&mut plan, fit, settings).map_err(|error| refused(error.into()))?;
        Ok(plan)
    }

    /// Does it.
    ///
    /// # Errors
    /// See [`RunError`]; what the planner refuses is a [`PlanError`] inside [`RunError::Plan`].
    pub fn run(
        &self,
        goal: &Goal,
        settings: &RunSettings,
        events: &mut dyn FnMut(Event),
    ) -> Result<Report, RunError> {
        let scripts = ReadOnce::new(&self.chain);
        let mut first: Option<Vec<String>> = None;
        let mut fits: Option<(Vec<Adoption>, Fit)> = None;
        // The first plan of a run is made without its lock.
        let mut is_unlocked = true;
        let mut planner = |state: &State| -> Result<Plan, PlannerError> {
            if let Some(target) = goal.relative_target() {
                let applied: Vec<String> = state.versions.keys().map(ToString::to_string).collect();
                if first.get_or_insert_with(|| applied.clone()) != &applied {
                    return Err(Box::new(Moved(target.to_owned())));
                }
            }
            let mut plan = self
                .plan_with(goal, state, settings, &scripts)
                .map_err(|error| match error.is_about_state() {
                    true => Box::new(AboutState(error.into())),
                    false => PlannerError::from(error),
                })?;
            if let Some(agreed) = &settings.agreed
                && !plan.steps().map(|step| &step.revision).eq(agreed)
            {
                return Err(Box::new(NotAgreed));
            }
            if std::mem::take(&mut is_unlocked) && self.compares_under_lock(&plan, settings) {
                return Err(Box::new(AboutState(Box::new(Later))));
            }
            // Under the lock the same adoptions are not compared a second time.
            let known = fits
                .take()
                .filter(|(adoptions, _)| *adoptions == plan.adoptions);
            let fit = match known {
                Some((_, fit)) => fit,
                None => self.fit(&plan).map_err(|error| AboutState(error.into()))?,
            };
            fits = Some((plan.adoptions.clone(), fit.clone()));
            believe(&mut plan, fit, settings).map_err(|error| AboutState(error.into()))?;
            Ok(plan)
        };
        run::execute(&self.request(settings), &mut planner, events)
    }

    /// Whether the ledgers that a plan adopts are compared with the schema under
    /// the lock only. On PostgreSQL that takes a scratch database: of many runs
    /// that start together one makes it, and the others find the lane adopted.
    /// The lock there keeps nobody from the tables. A backup that is to be made
    /// before the lock comes after the comparison all the same.
    fn compares_under_lock(&self, plan: &Plan, settings: &RunSettings) -> bool {
        let home = self.databases.databases.get(&self.databases.home);
        !settings.backup_first
            && home.is_some_and(|home| home.url.dialect() == Dialect::Postgres)
            && plan
                .adoptions
                .iter()
                .any(|adoption| adoption.reason == AdoptionReason::First)
    }
}

/// Said without the lock, and never shown: under it the comparison is made.
#[derive(Debug, thiserror::Error)]
#[error("whether the ledger fits the schema is found out under the lock")]
struct Later;

/// Does both, the second in a thread of its own: memory of another thread
/// comes in smaller pieces, so the longer part stays here.
fn side_by_side<A, B: Send + Default>(
    here: impl FnOnce() -> A,
    there: impl FnOnce() -> B + Send,
) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, there);
        let here = here();
        let there = match thread {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // The system has no thread to give.
            Err(_) => B::default(),
        };
        (here, there)
    })
}

/// Refuses a ledger that the schema contradicts, unless `--accept` was given.
fn believe(plan: &mut Plan, fit: Fit, settings: &RunSettings) -> Result<(), Unfit> {
    plan.notes.extend(fit.notes);
    if fit.misfits.is_empty() {
        return Ok(());
    }
    if !settings.accept {
        return Err(Unfit(fit.misfits));
    }
    plan.notes.extend(fit.misfits.iter().map(Misfit::accepted));
    Ok(())
}

/// What the legacy ledgers are called, as far as it is known without the chain.
fn likely_ledgers(config: &Config) -> Vec<&str> {
    let configured = config.sources.values();
    [Kind::Alembic, Kind::List]
        .map(Kind::ledger_table)
        .into_iter()
        .chain(configured.filter_map(|source| source.version_table.as_deref()))
        .collect()
}

fn request(
    config: &Config,
    resolved: &Resolved,
    ledgers: Vec<LegacyLedger>,
    settings: &RunSettings,
) -> RunRequest {
    let databases = resolved
        .databases
        .iter()
        .map(|(name, database)| {
            let target = Target {
                url: database.url.clone(),
                schema: database.schema.clone(),
                foreign_keys: database.foreign_keys,
            };
            (name.clone(), target)
        })
        .collect();
    let configured = Duration::from_secs(config.run.lock_timeout);
    let backup = config.backup_settings();
    RunRequest {
        databases,
        home: resolved.home.clone(),
        ledgers,
        create: settings.create,
        lock_timeout: settings.lock_timeout.unwrap_or(configured),
        connect_timeout: Duration::from_secs(10),
        backup: (!settings.no_backup).then_some(backup),
        backup_first: settings.backup_first,
        bridge_version: env!("CARGO_PKG_VERSION").to_owned(),
        process_ends: settings.process_ends,
        variables: Variables::default(),
        readers: Readers::default(),
    }
}

/// Scripts of a chain, each read and parsed once for the two plans of a run:
/// the second plan takes them out, so that the executor can let go of them.
struct ReadOnce<'a> {
    chain: &'a Chain,
    loaded: RefCell<HashMap<(u32, Direction, Dialect), LoadedScript>>,
}

impl<'a> ReadOnce<'a> {
    fn new(chain: &'a Chain) -> Self {
        Self {
            chain,
            loaded: RefCell::default(),
        }
    }
}

impl ScriptSource for ReadOnce<'_> {
    fn load(
        &self,
        revision: &Revision,
        direction: Direction,
        dialect: Dialect,
    ) -> Result<LoadedScript, ScriptFileError> {
        let key = (revision.position, direction, dialect);
        if let Some(loaded) = self.loaded.borrow_mut().remove(&key) {
            return Ok(loaded);
        }
        let loaded = self.chain.load(revision, direction, dialect)?;
        self.loaded.borrow_mut().insert(key, loaded.clone());
        Ok(loaded)
    }
}

impl Goal {
    /// The target, where it counts from what is applied.
    fn relative_target(&self) -> Option<&str> {
        let (Self::Upgrade(target) | Self::Downgrade(target)) = self else {
            return None;
        };
        let count = target
            .rsplit_once('@')
            .map_or(target.as_str(), |(_, count)| count);
        count.starts_with(['+', '-']).then_some(target)
    }
}
