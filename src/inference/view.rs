//! A live catalogue beside the traces of the chain, for one database.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::Dialect;

use super::conclusion::Conclusion;
use super::guarded::{self, Manner};
use super::judge::{self, Judgement, Verdict};
use super::report::{MissingStatement, RevisionInference};
use super::trace::{self, Step, Trace};
use super::{CONNECT_TIMEOUT, InferenceError, statements};
use crate::catalogue::{Part, PartKind, Parts};
use crate::chain::Set;
use crate::config::ResolvedDatabase;
use crate::database::{self, Access, DatabaseUrl, OpenOptions};
use crate::ledger::Reading;
use crate::run;
use crate::workspace::Workspace;

/// A live catalogue beside the traces of the chain.
pub(super) struct View<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pub(super) traces: BTreeMap<usize, Trace>,
    pub(super) judged: BTreeMap<usize, Judgement>,
    live: Parts,
    left_out: BTreeSet<String>,
    pub(super) dialect: Dialect,
    like: &'a DatabaseUrl,
}

impl<'a> View<'a> {
    pub(super) fn open(
        workspace: &'a Workspace,
        database: &'a ResolvedDatabase,
        reading: &Reading,
        scratch: Option<&'a DatabaseUrl>,
    ) -> Result<Self, InferenceError> {
        let dialect = database.url.dialect();
        let steps = trace::steps(workspace, &database.name, dialect)?;
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
    pub(super) fn bearing(&self) -> Set {
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

    /// Whether a revision is not there, or in part only.
    pub(super) fn denies(&self, at: usize) -> bool {
        self.judged
            .get(&at)
            .is_some_and(|one| matches!(one.verdict, Verdict::Absent | Verdict::Half))
    }

    /// The revisions that were asked for; of those in `told` with the statements that are missing.
    pub(super) fn revisions(
        &self,
        conclusion: &Conclusion,
        told: &Set,
        recorded: &Set,
        is_asked: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<RevisionInference>, InferenceError> {
        let mut missing = self.missing(told)?;
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
                revision: step.revision.id.to_string(),
                lane: step.revision.lane.to_string(),
                message: step.revision.message.to_string(),
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
    pub(super) fn missing(
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
                run::rehearse(scratch.connection(), &[rehearsal])
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
    pub(super) fn unknown_objects(&self) -> Vec<String> {
        unknown(&self.traces, &self.live)
    }
}

/// Parts of the live catalogue that no revision touches.
fn unknown(traces: &BTreeMap<usize, Trace>, live: &Parts) -> Vec<String> {
    let known: BTreeSet<&Part> = traces
        .values()
        .flat_map(|trace| &trace.changes)
        .map(|change| &change.part)
        .collect();
    let by_name: BTreeSet<(&str, PartKind)> = known
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
pub(super) fn live(
    database: &ResolvedDatabase,
    left_out: &BTreeSet<String>,
) -> Result<Parts, InferenceError> {
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
