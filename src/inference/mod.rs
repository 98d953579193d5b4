//! From a catalogue to the revisions that made it: what `bridge adopt --infer`
//! records where no ledger says it, and whether a ledger that is about to be
//! adopted tells the truth.
//!
//! The chain is built on a scratch database, revision by revision
//! ([`trace`]); the live catalogue is held beside it ([`judge`]).

mod fit;
mod guarded;
mod judge;
mod report;
mod statements;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use thiserror::Error;

pub use fit::{Fit, Misfit, MisfitKind, Unfit};
pub use judge::{Evidence, Sign, Sureness, Verdict};
pub use report::{DatabaseInference, Inference, MissingStatement, RevisionInference};

use crate::catalogue::{Part, Parts};
use crate::chain::{DatabaseName, Kind, RevisionId, ScriptFileError, Set};
use crate::config::ResolvedDatabase;
use crate::database::{
    self, Access, ConnectError, DatabaseUrl, OpenOptions, ScratchError, StatementError,
};
use crate::exit::ErrorKind;
use crate::ledger::Reading;
use crate::plan::{PlanError, RowState, State};
use crate::run::RunError;
use crate::workspace::{RunSettings, Workspace};
use guarded::Manner;
use judge::Judgement;
use trace::Step;

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
        let conclusion = conclude(workspace, &view.judged, &bearing, &recorded, &is_asked);
        let revisions = view.revisions(&conclusion, &recorded, &is_asked)?;
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

/// A live catalogue beside the traces of the chain.
struct View<'a> {
    steps: Vec<Step<'a>>,
    traces: BTreeMap<usize, trace::Trace>,
    judged: BTreeMap<usize, Judgement>,
    live: Parts,
    left_out: BTreeSet<String>,
    dialect: bridge_importers::Dialect,
    like: &'a DatabaseUrl,
}

impl<'a> View<'a> {
    fn open(
        workspace: &'a Workspace,
        database: &'a ResolvedDatabase,
        reading: &Reading,
        scratch: Option<&'a DatabaseUrl>,
    ) -> Result<Self, InferenceError> {
        let dialect = database.url.dialect();
        let steps = trace::steps(&workspace.chain, &database.name, dialect)?;
        let left_out = reading.ledger_tables(&database.name);
        let like = scratch
            .filter(|url| url.dialect() == dialect)
            .unwrap_or(&database.url);
        let mut made = database::scratch(like, CONNECT_TIMEOUT)?;
        let traces = trace::traces(made.connection(), &steps, &left_out)?;
        drop(made);
        let live = live(database, &left_out)?;
        let judged = judge::judge(&traces, &live);
        Ok(Self {
            steps,
            traces,
            judged,
            live,
            left_out,
            dialect,
            like,
        })
    }

    /// Half-present revisions whose scripts bear the half that is there.
    fn bearing(&self) -> Set {
        let bears = |step: &&Step<'_>| {
            let (Some(judgement), Some(traced), Some((script, _))) = (
                self.judged.get(&step.at),
                self.traces.get(&step.at),
                step.script(),
            ) else {
                return false;
            };
            judgement.verdict == Verdict::Half
                && judgement
                    .evidence
                    .iter()
                    .zip(&traced.changes)
                    .filter(|(evidence, _)| evidence.is_for() && !evidence.is_detail)
                    .all(|(_, change)| {
                        guarded::manner(script, &change.part, self.dialect) == Manner::Tolerant
                    })
        };
        self.steps
            .iter()
            .filter(bears)
            .map(|step| step.at)
            .collect()
    }

    fn revisions(
        &self,
        conclusion: &Conclusion,
        recorded: &Set,
        is_asked: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<RevisionInference>, InferenceError> {
        let mut missing = self.missing(&conclusion.blocking)?;
        let mut revisions = Vec::new();
        for step in self
            .steps
            .iter()
            .filter(|step| is_asked(&step.revision.lane))
        {
            let Some(judgement) = self.judged.get(&step.at) else {
                continue;
            };
            let trace = self.traces.get(&step.at);
            revisions.push(RevisionInference {
                revision: step.revision.id.clone(),
                lane: step.revision.lane.clone(),
                message: step.revision.message.clone(),
                verdict: judgement.verdict,
                sureness: judgement.sureness,
                is_recorded: recorded.contains(&step.at),
                is_implied: conclusion.implied.contains(&step.at),
                is_runnable: conclusion.runnable.contains(&step.at),
                evidence: judgement.evidence.clone(),
                unbuilt: trace.and_then(|trace| trace.unbuilt.clone()),
                missing_statements: missing.remove(&step.at).unwrap_or_default(),
            });
        }
        Ok(revisions)
    }

    /// The missing statements of these revisions.
    fn missing(
        &self,
        wanted: &Set,
    ) -> Result<BTreeMap<usize, Vec<MissingStatement>>, InferenceError> {
        let mut found = BTreeMap::new();
        let is_built = |at: usize| {
            self.traces
                .get(&at)
                .is_some_and(|trace| trace.unbuilt.is_none())
        };
        let Some(last) = wanted.iter().rev().find(|at| is_built(**at)) else {
            return Ok(self.named(wanted));
        };
        let mut scratch = database::scratch(self.like, CONNECT_TIMEOUT)?;
        for step in self.steps.iter().filter(|step| step.at <= *last) {
            if !is_built(step.at) {
                continue;
            }
            if wanted.contains(&step.at) {
                let statements =
                    statements::missing(scratch.connection(), step, &self.live, &self.left_out)?;
                found.insert(step.at, statements);
            } else if let Ok((work, file)) = &step.work {
                let rehearsal = step.rehearsal(work, file, self.dialect);
                crate::run::rehearse(scratch.connection(), &[rehearsal])
                    .map_err(InferenceError::Scratch)?;
            }
        }
        let unbuilt: Set = wanted.iter().copied().filter(|at| !is_built(*at)).collect();
        found.extend(self.named(&unbuilt));
        Ok(found)
    }

    /// The same from the scripts' text alone.
    fn named(&self, wanted: &Set) -> BTreeMap<usize, Vec<MissingStatement>> {
        let mut found = BTreeMap::new();
        for step in self.steps.iter().filter(|step| wanted.contains(&step.at)) {
            let (Some((script, file)), Some(trace)) = (step.script(), self.traces.get(&step.at))
            else {
                continue;
            };
            let lacking: Vec<Part> = trace
                .changes
                .iter()
                .filter(|change| !change.after.is(trace::find(&self.live, &change.part)))
                .map(|change| change.part.clone())
                .collect();
            let statements = statements::named(script, file, &lacking, self.dialect);
            found.insert(step.at, statements);
        }
        found
    }

    /// Objects that no revision makes; the pieces of one go with it.
    fn unknown_objects(&self) -> Vec<String> {
        unknown(&self.traces, &self.live)
    }
}

/// Parts of the live catalogue that no revision touches.
fn unknown(traces: &BTreeMap<usize, trace::Trace>, live: &Parts) -> Vec<String> {
    let known: BTreeSet<&Part> = traces
        .values()
        .flat_map(|trace| &trace.changes)
        .map(|change| &change.part)
        .collect();
    let by_name: BTreeSet<(&str, crate::catalogue::PartKind)> = known
        .iter()
        .filter(|part| part.object == "table ")
        .map(|part| (part.part.as_str(), part.kind))
        .collect();
    let has_unbuilt = traces.values().any(|trace| trace.unbuilt.is_some());
    live.keys()
        .filter(|part| !known.contains(part))
        .filter(|part| !by_name.contains(&(part.part.as_str(), part.kind)))
        // Where a table was read and not built, its pieces are not known.
        .filter(|part| match part.owner() {
            Some(owner) => known.contains(&owner) && !has_unbuilt,
            None => true,
        })
        .map(ToString::to_string)
        .collect()
}

/// The live catalogue in its parts.
fn live(database: &ResolvedDatabase, left_out: &BTreeSet<String>) -> Result<Parts, InferenceError> {
    let open = OpenOptions {
        access: Access::ReadOnly,
        connect_timeout: CONNECT_TIMEOUT,
        ..OpenOptions::default()
    };
    let mut connection =
        database::open(&database.url, &open).map_err(|source| InferenceError::Connect {
            database: database.name.clone(),
            source,
        })?;
    trace::parts(connection.as_mut(), left_out)
}

/// What follows from the judgements.
#[derive(Debug, Default)]
struct Conclusion {
    /// To be recorded, by lane.
    record: BTreeMap<String, Set>,
    /// Revisions without a trace that are taken as applied.
    implied: Set,
    /// Half-present revisions that can run as they are.
    runnable: Set,
    /// Revisions that stand in the way.
    blocking: Set,
}

fn conclude(
    workspace: &Workspace,
    judged: &BTreeMap<usize, Judgement>,
    bearing: &Set,
    recorded: &Set,
    is_asked: &dyn Fn(&str) -> bool,
) -> Conclusion {
    let chain = &workspace.chain;
    let verdict = |at: usize| judged.get(&at).map(|judgement| judgement.verdict);
    let lists = chain.legacy_lanes();
    let mut conclusion = Conclusion::default();
    for lane in chain.lanes().into_iter().filter(|lane| is_asked(lane)) {
        let members: Set = chain
            .in_lane(lane)
            .filter(|at| judged.contains_key(at))
            .collect();
        let seen: Set = members
            .iter()
            .copied()
            .filter(|at| recorded.contains(at) || verdict(*at) == Some(Verdict::Present))
            .collect();
        // A list's entries need each other only by their order.
        let needed = chain.graph().ancestors(seen.iter().copied());
        let runnable: Set = members
            .intersection(bearing)
            .copied()
            .filter(|at| !needed.contains(at))
            .collect();
        let half = members
            .iter()
            .copied()
            .filter(|at| verdict(*at) == Some(Verdict::Half) && !runnable.contains(at));
        let begun: Set = seen.iter().copied().chain(half).collect();
        // A list is run from its beginning to its end; what stands before an
        // entry that is there has no other meaning.
        let is_list = lists.get(lane) == Some(&Kind::List);
        let below: Set = if is_list {
            let last = begun.last().copied();
            members
                .iter()
                .copied()
                .filter(|at| last.is_some_and(|last| *at < last))
                .collect()
        } else {
            let ancestors = chain.graph().ancestors(begun.iter().copied());
            ancestors.intersection(&members).copied().collect()
        };
        let mut set = seen.clone();
        for &at in members.difference(&seen) {
            match verdict(at) {
                Some(Verdict::NoTrace) if below.contains(&at) => {
                    conclusion.implied.insert(at);
                    set.insert(at);
                }
                Some(Verdict::Half) if runnable.contains(&at) => {
                    conclusion.runnable.insert(at);
                }
                Some(Verdict::Half) => drop(conclusion.blocking.insert(at)),
                // A list's runner applies whatever has no row, in any order.
                Some(Verdict::Absent) if below.contains(&at) && !is_list => {
                    conclusion.blocking.insert(at);
                }
                _ => {}
            }
        }
        let new: Set = set.difference(recorded).copied().collect();
        if !new.is_empty() {
            conclusion.record.insert(lane.to_owned(), new);
        }
    }
    conclusion
}

/// The ids that are recorded with everything accepted: what would be
/// recorded, and what stands in its way.
pub fn accepted(inference: &Inference, accept: bool) -> Vec<RevisionId> {
    let recorded = inference.would_record.values().flatten();
    let blocking = inference.blocking.iter().filter(|_| accept);
    recorded.chain(blocking).cloned().collect()
}
