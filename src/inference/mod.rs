//! From a catalogue to the revisions that made it: what `bridge adopt --infer`
//! records where no ledger says it, and whether a ledger that is about to be
//! adopted tells the truth.
//!
//! The chain is built on a scratch database, revision by revision
//! ([`trace`]); the live catalogue is held beside it ([`judge`]).

mod by_name;
mod conclusion;
mod fit;
mod guarded;
mod judge;
mod report;
mod statements;
mod trace;
mod view;

use std::collections::BTreeSet;
use std::time::Duration;

use thiserror::Error;

pub use fit::{Fit, Misfit, MisfitKind, Unfit};
pub use judge::{Evidence, Sign, Sureness, Verdict};
pub use report::{DatabaseInference, Inference, MissingStatement, RevisionInference};

use crate::chain::{DatabaseName, RevisionId, ScriptFileError, Set};
use crate::database::{ConnectError, DatabaseUrl, ScratchError, StatementError};
use crate::exit::ErrorKind;
use crate::plan::{PlanError, RowState, State};
use crate::run::RunError;
use crate::workspace::{RunSettings, Workspace};
use conclusion::conclude;
use view::View;

/// How long to wait for a server to answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What is to be inferred, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Only this lane.
    pub lane: Option<String>,
    /// Another PostgreSQL server for the scratch database.
    pub scratch: Option<DatabaseUrl>,
}

/// Why nothing could be inferred. Nothing was written.
#[derive(Debug, Error)]
pub enum InferenceError {
    /// There is no such lane.
    #[error("there is no lane `{lane}`. There are: {}", known.join(", "))]
    UnknownLane {
        /// What was asked for.
        lane: String,
        /// The chain's lanes.
        known: Vec<String>,
    },
    /// The state cannot be read.
    #[error(transparent)]
    Read(#[from] RunError),
    /// The version table contradicts the chain.
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
    /// No scratch database can be had.
    #[error(transparent)]
    NoScratch(#[from] ScratchError),
    /// A catalogue cannot be read, or the scratch database fails.
    #[error("the catalogue cannot be read: {0}")]
    Scratch(StatementError),
}

impl InferenceError {
    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownLane { .. } => ErrorKind::Usage,
            Self::Read(error) => error.kind(),
            Self::Plan(error) => error.kind(),
            Self::Script(error) => error.kind(),
            Self::Connect { .. } | Self::NoScratch(_) | Self::Scratch(_) => ErrorKind::Failed,
        }
    }

    /// What to do next, where it is known.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::Read(error) => error.advice(),
            Self::Connect { source, .. } => Some(source.advice().to_owned()),
            Self::NoScratch(error) => Some(error.advice()),
            Self::Scratch(error) => error.advice().map(str::to_owned),
            Self::UnknownLane { .. } | Self::Plan(_) | Self::Script(_) => None,
        }
    }
}

/// Infers from the catalogues alone which revisions are applied. Nothing is
/// written but scratch databases, which are gone afterwards.
///
/// # Errors
/// See [`InferenceError`].
pub fn infer(workspace: &Workspace, options: &Options) -> Result<Inference, InferenceError> {
    let chain = &workspace.chain;
    if let Some(lane) = options
        .lane
        .as_ref()
        .filter(|lane| !chain.lanes().contains(&lane.as_str()))
    {
        return Err(InferenceError::UnknownLane {
            lane: lane.clone(),
            known: chain.lanes().into_iter().map(str::to_owned).collect(),
        });
    }
    let is_asked = |lane: &str| options.lane.as_deref().is_none_or(|only| only == lane);
    let reading = workspace.read(&RunSettings::default())?;
    let recorded = recorded(workspace, &reading.state);
    let databases: BTreeSet<&str> = chain
        .revisions()
        .iter()
        .filter(|revision| is_asked(&revision.lane))
        .map(|revision| revision.database.as_str())
        .collect();
    let mut inference = Inference::default();
    for name in databases {
        let Some(database) = workspace.databases.databases.get(name) else {
            continue;
        };
        let view = View::open(workspace, database, &reading, options.scratch.as_ref())?;
        let bearing = view.bearing();
        let conclusion = conclude(chain, &view.judged, &bearing, &recorded, &is_asked);
        let contradicted: Set = recorded
            .iter()
            .copied()
            .filter(|&at| {
                let revision = chain.revisions().get(at);
                view.denies(at) && revision.is_some_and(|one| is_asked(&one.lane))
            })
            .collect();
        let told: Set = conclusion.blocking.union(&contradicted).copied().collect();
        let revisions = view.revisions(&conclusion, &told, &recorded, &is_asked)?;
        inference.contradicted.extend(chain.ids(&contradicted));
        let blocking = conclusion.blocking.iter().copied().collect();
        inference.blocking.extend(chain.ids(&blocking));
        for (lane, set) in &conclusion.record {
            inference
                .would_record
                .entry(lane.clone())
                .or_default()
                .extend(chain.ids(set));
        }
        inference.databases.push(DatabaseInference {
            database: database.name.clone(),
            url: database.url.to_string(),
            revisions,
            unknown_objects: view.unknown_objects(),
        });
    }
    Ok(inference)
}

/// Revisions that the version table has.
fn recorded(workspace: &Workspace, state: &State) -> Set {
    state
        .versions
        .values()
        .filter(|row| row.state == RowState::Done)
        .filter_map(|row| workspace.chain.index_of(&row.revision))
        .collect()
}

/// The ids that are recorded with everything accepted: what would be
/// recorded, and what stands in its way.
pub fn accepted(inference: &Inference, accept: bool) -> Vec<RevisionId> {
    let recorded = inference.would_record.values().flatten();
    let blocking = inference.blocking.iter().filter(|_| accept);
    recorded.chain(blocking).cloned().collect()
}
