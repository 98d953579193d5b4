//! Whether a legacy ledger tells the truth, before it is believed: what it
//! records has to be in the catalogue, and what it does not record must not
//! stand in the way of the run that follows.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use super::guarded::{Manner, manner};
use super::judge::Sign;
use super::report::MissingStatement;
use super::trace::{self, Form};
use super::view::{View, live};
use super::{InferenceError, by_name, recorded, statements};
use crate::chain::{DatabaseName, Lane, RevisionId, Set, brief};
use crate::config::ResolvedDatabase;
use crate::database;
use crate::ledger::Reading;
use crate::plan::{AdoptionReason, Plan};
use crate::run;
use crate::workspace::{RunSettings, Workspace};

/// What was found about the ledgers that a plan adopts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Where a ledger is wrong.
    pub misfits: Vec<Misfit>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// A revision about which a ledger is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// Revision.
    pub revision: RevisionId,
    /// Lane.
    pub lane: Lane,
    /// Database.
    pub database: DatabaseName,
    /// How.
    pub kind: MisfitKind,
    /// Its objects that are not as the ledger has it.
    pub objects: Vec<String>,
    /// The statements that are missing, where the ledger records it.
    pub missing_statements: Vec<MissingStatement>,
}

/// How a ledger is wrong about a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MisfitKind {
    /// Recorded, and nothing of it is there.
    Ahead,
    /// Recorded, and only a part of it is there.
    Half,
    /// Not recorded, and there; running it would fail.
    Behind,
}

/// A ledger that is not believed.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{}", tell(.0))]
pub struct Unfit(pub Vec<Misfit>);

fn tell(misfits: &[Misfit]) -> String {
    let mut text = "the legacy ledger and the schema disagree. Nothing was changed".to_owned();
    for misfit in misfits {
        let revision = brief(&misfit.revision);
        let objects = misfit.objects.join(", ");
        let place = format!("lane `{}`, database `{}`", misfit.lane, misfit.database);
        text.push_str(&match misfit.kind {
            MisfitKind::Ahead => format!(
                "\n  revision `{revision}` ({place}) is recorded, and nothing of it is there: {objects}"
            ),
            MisfitKind::Half => format!(
                "\n  revision `{revision}` ({place}) is recorded, and only half of it is there. Missing: {objects}"
            ),
            MisfitKind::Behind => format!(
                "\n  revision `{revision}` ({place}) is not recorded, and what it makes is there already: {objects}"
            ),
        });
        for statement in &misfit.missing_statements {
            let sql = statement.sql.replace('\n', "\n      ");
            text.push_str(&format!("\n      {sql}"));
        }
    }
    text
}

impl Misfit {
    /// What is said where the ledger is believed all the same.
    pub(crate) fn accepted(&self) -> String {
        let revision = brief(&self.revision);
        let objects = brief_list(&self.objects);
        match self.kind {
            MisfitKind::Ahead | MisfitKind::Half => {
                format!("Revision `{revision}` is recorded as accepted, without: {objects}.")
            }
            MisfitKind::Behind => format!(
                "Revision `{revision}` stays pending as accepted, although it is there: {objects}."
            ),
        }
    }
}

impl Unfit {
    /// What to do next.
    pub fn advice(&self) -> Vec<String> {
        vec![
            "`bridge adopt --infer` shows object by object what is there, and records that with --yes".to_owned(),
            "if the ledger is right all the same, `--accept` believes it; nothing is run for what is missing".to_owned(),
        ]
    }
}

/// Checks the ledgers that a plan adopts for the first time.
///
/// # Errors
/// See [`InferenceError`]; a scratch database that cannot be had is a note.
fn fit(workspace: &Workspace, reading: &Reading, plan: &Plan) -> Result<Fit, InferenceError> {
    let mut adopted: BTreeMap<&str, Set> = BTreeMap::new();
    for adoption in &plan.adoptions {
        if adoption.reason != AdoptionReason::First {
            continue;
        }
        for revision in &adoption.revisions {
            if let Some(at) = workspace.chain.index_of(&revision.revision) {
                adopted.entry(&revision.database).or_default().insert(at);
            }
        }
    }
    let recorded = recorded(workspace, &reading.state);
    let mut fit = Fit::default();
    for (name, adopted) in adopted {
        let Some(database) = workspace.databases.databases.get(name) else {
            continue;
        };
        let claimed: Set = adopted.union(&recorded).copied().collect();
        match one(workspace, database, reading, &adopted, &claimed, &mut fit) {
            Err(InferenceError::NoScratch(error)) => {
                by_names(workspace, database, reading, &adopted, &claimed, &mut fit)?;
                fit.notes.push(format!(
                    "Database `{name}`: its ledger was compared with the names of tables and added columns only, \
                     not with the whole schema: {error}. `bridge verify --scratch URL` compares all on another server."
                ));
            }
            other => other?,
        }
    }
    Ok(fit)
}

fn one(
    workspace: &Workspace,
    database: &ResolvedDatabase,
    reading: &Reading,
    adopted: &Set,
    claimed: &Set,
    fit: &mut Fit,
) -> Result<(), InferenceError> {
    if is_as_built(workspace, database, reading, claimed)? {
        return Ok(());
    }
    let view = View::open(workspace, database, reading, None)?;
    let lanes: Vec<&str> = adopted
        .iter()
        .filter_map(|&at| workspace.chain.revisions().get(at))
        .map(|revision| revision.lane.as_str())
        .collect();
    let mut wrong: BTreeMap<usize, (MisfitKind, Vec<String>)> = BTreeMap::new();
    for step in &view.steps {
        if !lanes.contains(&step.revision.lane.as_str()) {
            continue;
        }
        let (Some(judgement), Some(traced), Some((script, _))) = (
            view.judged.get(&step.at),
            view.traces.get(&step.at),
            step.script(),
        ) else {
            continue;
        };
        let is_claimed = claimed.contains(&step.at);
        let plainly = |sign: &dyn Fn(Sign, &Form) -> bool| -> Vec<String> {
            let pairs = judgement.evidence.iter().zip(&traced.changes);
            let parts = pairs
                .filter(|(evidence, change)| {
                    !change.is_detail
                        && sign(evidence.sign, &change.before)
                        && manner(script, &change.part, view.dialect) == Manner::Plain
                })
                .map(|(_, change)| &change.part);
            let all: Vec<_> = parts.collect();
            // A table that is missing says it for its columns.
            all.iter()
                .filter(|part| part.owner().is_none_or(|owner| !all.contains(&&owner)))
                .map(ToString::to_string)
                .collect()
        };
        if is_claimed && adopted.contains(&step.at) {
            let missing = plainly(&|sign, _| sign == Sign::Missing);
            if !missing.is_empty() {
                let is_half = judgement.evidence.iter().any(|one| one.is_for());
                let kind = if is_half {
                    MisfitKind::Half
                } else {
                    MisfitKind::Ahead
                };
                wrong.insert(step.at, (kind, missing));
            }
        } else if !is_claimed {
            // What it makes is there, or what it takes away is gone.
            let there = plainly(&|sign, before| match before {
                Form::Absent => matches!(sign, Sign::Seen | Sign::SeenLater | Sign::OtherForm),
                _ => sign == Sign::Seen,
            });
            let comes_and_goes = |name: &String| {
                traced.changes.iter().any(|change| {
                    change.part.to_string() == *name
                        && (change.before == Form::Absent || change.after == Form::Absent)
                })
            };
            let there: Vec<String> = there.into_iter().filter(comes_and_goes).collect();
            if !there.is_empty() {
                wrong.insert(step.at, (MisfitKind::Behind, there));
            }
        }
    }
    let recorded: Set = wrong
        .iter()
        .filter(|(_, (kind, _))| *kind != MisfitKind::Behind)
        .map(|(at, _)| *at)
        .collect();
    let mut missing = view.missing(&recorded)?;
    for (at, (kind, objects)) in wrong {
        let Some(revision) = workspace.chain.revisions().get(at) else {
            continue;
        };
        fit.misfits.push(Misfit {
            revision: revision.id.to_string(),
            lane: revision.lane.to_string(),
            database: database.name.clone(),
            kind,
            objects,
            missing_statements: missing.remove(&at).unwrap_or_default(),
        });
    }
    let unknown = view.unknown_objects();
    if !unknown.is_empty() {
        fit.notes.push(format!(
            "Database `{}` holds what no revision makes: {}. It is left as it is.",
            database.name,
            brief_list(&unknown)
        ));
    }
    Ok(())
}

/// The same without a scratch database: see [`by_name`].
fn by_names(
    workspace: &Workspace,
    database: &ResolvedDatabase,
    reading: &Reading,
    adopted: &Set,
    claimed: &Set,
    fit: &mut Fit,
) -> Result<(), InferenceError> {
    let dialect = database.url.dialect();
    let steps = trace::steps(workspace, &database.name, dialect)?;
    let left_out = reading.ledger_tables(&database.name);
    let live = live(database, &left_out)?;
    let lanes: Vec<&str> = steps
        .iter()
        .filter(|step| adopted.contains(&step.at))
        .map(|step| step.revision.lane.as_str())
        .collect();
    let read: Vec<by_name::Read<'_>> = steps
        .iter()
        .map(|step| {
            let is_claimed = claimed.contains(&step.at);
            by_name::Read {
                at: step.at,
                script: step.script().map(|(script, _)| script),
                is_claimed,
                is_asked: adopted.contains(&step.at)
                    || (!is_claimed && lanes.contains(&step.revision.lane.as_str())),
            }
        })
        .collect();
    let wrong = by_name::compare(&read, &live, &left_out, dialect);
    for step in &steps {
        let (Some((kind, parts)), Some((script, file))) = (wrong.get(&step.at), step.script())
        else {
            continue;
        };
        let missing_statements = match kind {
            MisfitKind::Behind => Vec::new(),
            _ => statements::named(script, file, parts, dialect),
        };
        fit.misfits.push(Misfit {
            revision: step.revision.id.to_string(),
            lane: step.revision.lane.to_string(),
            database: database.name.clone(),
            kind: *kind,
            objects: parts.iter().map(ToString::to_string).collect(),
            missing_statements,
        });
    }
    Ok(())
}

/// Whether the database is just what the claimed revisions build: the usual
/// case, found out without reading the catalogue after each of them.
fn is_as_built(
    workspace: &Workspace,
    database: &ResolvedDatabase,
    reading: &Reading,
    claimed: &Set,
) -> Result<bool, InferenceError> {
    let dialect = database.url.dialect();
    let steps = trace::steps(workspace, &database.name, dialect)?;
    let mut rehearsals = Vec::new();
    for step in steps.iter().filter(|step| claimed.contains(&step.at)) {
        let Ok((work, file)) = &step.work else {
            return Ok(false);
        };
        rehearsals.push(step.rehearsal(work, file, dialect));
    }
    let left_out = reading.ledger_tables(&database.name);
    let mut scratch = database::scratch(&database.url, super::CONNECT_TIMEOUT)?;
    let built =
        run::rehearse(scratch.connection(), &rehearsals).map_err(InferenceError::Scratch)?;
    if built.failure.is_some() {
        return Ok(false);
    }
    let expected = trace::parts(scratch.connection().as_mut(), &left_out)?;
    Ok(expected == live(database, &left_out)?)
}

/// A few names, and how many more there are.
fn brief_list(names: &[String]) -> String {
    const MOST: usize = 8;
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    match names.len().checked_sub(MOST) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}

impl Workspace {
    /// Reads the state, and checks the ledgers that a plan would adopt.
    ///
    /// # Errors
    /// See [`InferenceError`].
    pub(crate) fn fit(&self, plan: &Plan) -> Result<Fit, InferenceError> {
        if !plan
            .adoptions
            .iter()
            .any(|adoption| adoption.reason == AdoptionReason::First)
        {
            return Ok(Fit::default());
        }
        let reading = self.read(&RunSettings::default())?;
        fit(self, &reading, plan)
    }
}
