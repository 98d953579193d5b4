//! Rehearsals: the converted chain on scratch databases, base to head and,
//! where every downgrade exists, back. What the rehearsal of a table rebuild
//! ran is kept beside it as a comment.

use std::collections::BTreeMap;
use std::path::Path;

use bridge_importers::diagnostic::Span;
use bridge_importers::script::effect::effect;
use bridge_importers::script::{self, Batch, Node};
use bridge_importers::{Diagnostic, Dialect, Direction};

use super::lane::ConvertedLane;
use super::order::At;
use super::{ImportError, RehearsalReport};
use crate::chain::{Chain, Kind, Rung, ScriptSource, Work};
use crate::database::{Connection, Scratch, ScratchError};
use crate::plan;
use crate::run::{
    FailedStatement, RehearsalStep, Variables, effects, makes_twice, missing_name, missing_table,
    rehearse,
};

/// One revision of the chain as it will be, with its scripts for one dialect.
pub(super) struct Rehearsed {
    pub(super) id: String,
    pub(super) database: String,
    file: String,
    is_baseline: bool,
    /// Whether the dialect cannot express its upgrade.
    is_unavailable: bool,
    pub(super) up: Option<Work>,
    down: Option<Work>,
    /// Where it stands in the lanes; `None` for a revision that only the lock has.
    pub(super) at: Option<At>,
}

/// Makes an empty database to rehearse on.
pub(super) type Make<'a> = dyn Fn() -> Result<Box<dyn Scratch>, ScratchError> + 'a;

/// Rehearses the scripts for one dialect, each database of the chain on a scratch database.
/// A downgrade that fails is a finding: it does not keep the upgrades out of the chain.
pub(super) fn on(
    dialect: Dialect,
    make: &Make<'_>,
    locked: Option<&Chain>,
    lanes: &mut [ConvertedLane],
    new: &[At],
    variables: &Variables,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<RehearsalReport>, ImportError> {
    let all = chain(locked, lanes, new, dialect)?;
    let mut databases: Vec<&str> = all
        .iter()
        .map(|revision| revision.database.as_str())
        .collect();
    databases.sort_unstable();
    databases.dedup();
    let mut reports = Vec::new();
    let mut batches = BTreeMap::new();
    for database in databases {
        let of_it = || all.iter().filter(|revision| revision.database == database);
        // What comes after a revision that the dialect cannot express cannot run either.
        let revisions: Vec<&Rehearsed> = of_it()
            .take_while(|revision| !revision.is_unavailable)
            .filter(|revision| revision.up.is_some())
            .collect();
        if revisions.is_empty() {
            continue;
        }
        let mut scratch = make()?;
        let mut report = one(
            scratch.connection(),
            database,
            &revisions,
            variables,
            &mut batches,
            findings,
        )?;
        if let Some(stop) = of_it().find(|revision| revision.is_unavailable) {
            report
                .note
                .get_or_insert_with(|| format!("{} is unavailable there", stop.id));
        }
        reports.push(report);
    }
    for ((at, direction), found) in batches {
        let side = lanes
            .get_mut(at.0)
            .and_then(|lane| lane.revisions.get_mut(at.1))
            .and_then(|revision| revision.scripts.get_mut(&(direction, dialect)));
        if let Some(script) = side.and_then(|side| side.work.script_mut()) {
            let mut number = 0;
            note(&mut script.nodes, &mut number, &found);
        }
    }
    Ok(reports)
}

/// The statements of a script's rebuilds, by their number.
type Batches = BTreeMap<(At, Direction), BTreeMap<usize, Vec<String>>>;

fn one(
    scratch: &mut Box<dyn Connection>,
    database: &str,
    revisions: &[&Rehearsed],
    variables: &Variables,
    batches: &mut Batches,
    findings: &mut Vec<Diagnostic>,
) -> Result<RehearsalReport, ImportError> {
    let dialect = scratch.dialect();
    let mut report = RehearsalReport {
        database: database.to_owned(),
        dialect,
        up: 0,
        down: 0,
        note: None,
    };
    let steps: Vec<RehearsalStep<'_>> = revisions
        .iter()
        .filter_map(|revision| step(revision, Direction::Up, dialect, variables))
        .collect();
    let found =
        rehearse(scratch, &steps).map_err(|error| ImportError::Scratch(error.to_string()))?;
    report.up = found.done;
    keep(revisions, found.batches, batches);
    if let Some(failure) = found.failure {
        if let Some(note) = lacks_baseline(&failure, dialect, revisions) {
            report.note = Some(note);
            return Ok(report);
        }
        return Err(refused(failure, dialect, revisions));
    }
    let down: Vec<RehearsalStep<'_>> = revisions
        .iter()
        .rev()
        .map_while(|revision| step(revision, Direction::Down, dialect, variables))
        .collect();
    let found =
        rehearse(scratch, &down).map_err(|error| ImportError::Scratch(error.to_string()))?;
    report.down = found.done;
    keep(revisions, found.batches, batches);
    if let Some(failure) = found.failure {
        report.note = Some(format!("the downgrade of {} fails", failure.revision));
        findings.push(not_back(&failure));
        return Ok(report);
    }
    if down.len() < revisions.len() {
        let stuck = revisions
            .iter()
            .rev()
            .nth(down.len())
            .map_or("", |revision| revision.id.as_str());
        report.note = Some(format!("{stuck} has no downgrade"));
    }
    Ok(report)
}

fn step<'a>(
    revision: &'a Rehearsed,
    direction: Direction,
    dialect: Dialect,
    variables: &'a Variables,
) -> Option<RehearsalStep<'a>> {
    let work = match direction {
        Direction::Up => revision.up.as_ref()?,
        Direction::Down => revision.down.as_ref()?,
    };
    Some(RehearsalStep {
        revision: &revision.id,
        database: &revision.database,
        direction,
        mode: plan::mode(work, dialect),
        file: &revision.file,
        work,
        variables,
    })
}

fn keep(revisions: &[&Rehearsed], found: Vec<crate::run::RehearsedBatch>, batches: &mut Batches) {
    for batch in found {
        let at = revisions
            .iter()
            .find(|revision| revision.id == batch.revision)
            .and_then(|revision| revision.at);
        if let Some(at) = at {
            batches
                .entry((at, batch.direction))
                .or_default()
                .insert(batch.number, batch.sql);
        }
    }
}

/// The chain as it will be: the lock's order, then the new revisions; a locked
/// revision whose source is at hand stands as it converts today.
pub(super) fn chain(
    locked: Option<&Chain>,
    lanes: &[ConvertedLane],
    new: &[At],
    dialect: Dialect,
) -> Result<Vec<Rehearsed>, ImportError> {
    let mut places: BTreeMap<&str, At> = BTreeMap::new();
    for (lane_at, lane) in lanes.iter().enumerate() {
        for (at, revision) in lane.revisions.iter().enumerate() {
            places.insert(&revision.id, (lane_at, at));
        }
    }
    let mut all = Vec::new();
    for revision in locked.iter().flat_map(|chain| chain.revisions()) {
        if let Some(found) = places
            .get(revision.id.as_str())
            .and_then(|at| converted(lanes, *at, dialect))
        {
            all.push(found);
            continue;
        }
        let load = |direction| match (locked, revision.script(direction, dialect)) {
            (Some(chain), Some(_)) => chain
                .load(revision, direction, dialect)
                .map(|loaded| Some(loaded.work))
                .map_err(ImportError::Script),
            _ => Ok(None),
        };
        all.push(Rehearsed {
            id: revision.id.to_string(),
            database: revision.database.to_string(),
            file: revision.dir.clone(),
            is_baseline: revision.kind == Kind::Baseline,
            is_unavailable: revision
                .scripts
                .get(&(Direction::Up, dialect))
                .is_some_and(|script| script.rung == Rung::Unavailable),
            up: load(Direction::Up)?,
            down: load(Direction::Down)?,
            at: None,
        });
    }
    all.extend(new.iter().filter_map(|at| converted(lanes, *at, dialect)));
    Ok(all)
}

fn converted(lanes: &[ConvertedLane], at: At, dialect: Dialect) -> Option<Rehearsed> {
    let lane = lanes.get(at.0)?;
    let revision = lane.revisions.get(at.1)?;
    let work = |direction| {
        revision
            .scripts
            .get(&(direction, dialect))
            .filter(|side| side.rung != Rung::Unavailable)
            .map(|side| side.work.clone())
    };
    Some(Rehearsed {
        id: revision.id.clone(),
        database: lane.database.clone(),
        file: revision.source.path.clone(),
        is_baseline: false,
        is_unavailable: revision
            .scripts
            .get(&(Direction::Up, dialect))
            .is_some_and(|side| side.rung == Rung::Unavailable),
        up: work(Direction::Up),
        down: work(Direction::Down),
        at: Some(at),
    })
}

/// A missing table, index or type that no revision makes, in a database without a baseline:
/// the application makes it, and there is nothing to rehearse on.
fn lacks_baseline(
    failure: &FailedStatement,
    dialect: Dialect,
    revisions: &[&Rehearsed],
) -> Option<String> {
    if revisions.iter().any(|revision| revision.is_baseline) {
        return None;
    }
    let scripts = revisions
        .iter()
        .filter_map(|revision| revision.up.as_ref()?.script());
    let before = revisions
        .iter()
        .take_while(|revision| revision.id != failure.revision)
        .filter_map(|revision| revision.up.as_ref())
        .map(|work| match (work.script(), work.program()) {
            (Some(script), _) => script::write(script, dialect),
            (None, Some(program)) => program.text.clone(),
            (None, None) => String::new(),
        });
    let what = match missing_table(failure, dialect, scripts) {
        Some(table) => format!("table {table}"),
        None if failure.direction == Direction::Up => missing_name(failure, before)?,
        None => return None,
    };
    Some(format!(
        "not rehearsed: {} needs the {what}, which no revision makes. \
         `bridge baseline` captures what the application makes by itself",
        failure.revision
    ))
}

/// Names the revision that made an object first, where one is made twice.
fn refused(failure: FailedStatement, dialect: Dialect, revisions: &[&Rehearsed]) -> ImportError {
    let mut note = String::new();
    if makes_twice(&failure.error) {
        let wanted = effect(&failure.sql, dialect);
        let first = revisions
            .iter()
            .take_while(|revision| revision.id != failure.revision)
            .find(|revision| {
                let up = revision.up.as_ref().and_then(Work::script);
                up.is_some_and(|script| effects(script, dialect).contains(&wanted))
            });
        if let Some(revision) = first {
            note = format!("{} ({}) makes it first", revision.id, revision.file);
        }
    }
    let finding = Box::new(finding(&failure));
    ImportError::Rehearsal {
        failure: Box::new(failure),
        note,
        repair: None,
        finding,
    }
}

/// A downgrade that fails. Many histories have one: nobody ran it since the day it was generated.
fn not_back(failure: &FailedStatement) -> Diagnostic {
    let message = format!(
        "The rehearsal of the downgrade of {} fails: {}.",
        failure.revision, failure.error
    );
    placed(Diagnostic::warning("rehearsal-failed", message), failure).help(
        "The upgrades are not touched by this. A `bridge downgrade` past this revision would stop there and change \
         nothing; correct the file where you need this way back.",
    )
}

/// The failure as a finding in the legacy file.
fn finding(failure: &FailedStatement) -> Diagnostic {
    let message = format!(
        "The rehearsal of {} fails: {}.",
        failure.revision, failure.error
    );
    placed(Diagnostic::error("rehearsal-failed", message), failure)
}

/// The finding at its place; the text of its line is the business of those who know the folder.
fn placed(finding: Diagnostic, failure: &FailedStatement) -> Diagnostic {
    let mut finding = finding.at(&failure.file);
    let name = Path::new(&failure.file).file_name();
    if let Some(origin) = failure
        .origin
        .as_ref()
        .filter(|origin| name.is_some_and(|name| name == origin.file.as_str()))
    {
        finding.span = Some(Span {
            line: origin.line,
            column: 1,
            length: 1,
            text: String::new(),
        });
    }
    finding
}

/// Writes what a rehearsal ran into the batch blocks, counted in the order of the file.
fn note(nodes: &mut [Node], number: &mut usize, found: &BTreeMap<usize, Vec<String>>) {
    for node in nodes {
        match node {
            Node::Batch(Batch { rehearsed, .. }) => {
                if let Some(sql) = found.get(number) {
                    rehearsed.clone_from(sql);
                }
                *number += 1;
            }
            Node::If {
                then, otherwise, ..
            } => {
                note(then, number, found);
                note(otherwise, number, found);
            }
            Node::Try(block) => {
                note(&mut block.body, number, found);
                for handler in &mut block.handlers {
                    note(&mut handler.body, number, found);
                }
                note(&mut block.otherwise, number, found);
                note(&mut block.finally, number, found);
            }
            Node::Autocommit(inner) => note(inner, number, found),
            Node::Statement(_) | Node::Let { .. } | Node::Fail { .. } => {}
        }
    }
}
