//! The traces that revisions leave in the catalogue: the chain is built on a
//! scratch database, and the catalogue is read after each revision.
//!
//! A revision that does not run there (its base tables are made elsewhere)
//! is read instead: its statements say what they make and take away, though
//! not in which form.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::script::effect::{Effect, ObjectKind};
use bridge_importers::{Dialect, Direction, Script};

use super::InferenceError;
use crate::catalogue::{self, Part, PartKind, Parts, Reader};
use crate::chain::{Revision, Rung, ScriptSource, Work};
use crate::database::Connection;
use crate::plan;
use crate::run::{self, RehearsalStep, Variables};
use crate::workspace::Workspace;

/// How a part stands in a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// It is not there.
    Absent,
    /// It is there, in this form.
    Text(String),
    /// It is there; in which form is not known.
    Present,
}

impl Form {
    fn of(text: Option<&String>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(text.clone()))
    }

    /// Whether the live database has it so.
    pub(crate) fn is(&self, live: Option<&String>) -> bool {
        match (self, live) {
            (Self::Absent, None) | (Self::Present, Some(_)) => true,
            (Self::Text(form), Some(live)) => form == live,
            _ => false,
        }
    }

    /// The form as text, where it has one that is known.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// What a revision does to one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The part.
    pub(crate) part: Part,
    /// Before the revision.
    pub(crate) before: Form,
    /// After it.
    pub(crate) after: Form,
    /// Whether it is a detail of a table that the same revision makes or drops.
    pub(crate) is_detail: bool,
}

/// What one revision leaves behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    /// Its changes, in the order of the parts' names.
    pub(crate) changes: Vec<Change>,
    /// Why it was read instead of run.
    pub(crate) unbuilt: Option<String>,
}

/// A revision with the script that builds it.
#[derive(Debug, Clone)]
pub(crate) struct Step<'a> {
    /// Its place in the chain.
    pub(crate) at: usize,
    /// The revision.
    pub(crate) revision: &'a Revision,
    /// What it runs and the file, or why there is nothing.
    pub(crate) work: Result<(Work, String), String>,
    /// What a program may ask for.
    variables: &'a Variables,
}

impl Step<'_> {
    /// Its script and the file, where it is one: what a program does cannot be read.
    pub(crate) fn script(&self) -> Option<(&Script, &str)> {
        let (work, file) = self.work.as_ref().ok()?;
        Some((work.script()?, file))
    }

    /// The step as a rehearsal takes it.
    pub(crate) fn rehearsal<'s>(
        &'s self,
        work: &'s Work,
        file: &'s str,
        dialect: Dialect,
    ) -> RehearsalStep<'s> {
        RehearsalStep {
            revision: &self.revision.id,
            database: &self.revision.database,
            direction: Direction::Up,
            mode: plan::mode(work, dialect),
            file,
            work,
            variables: self.variables,
        }
    }
}

/// The revisions of a database in the order of the chain.
///
/// # Errors
/// A script file that is not what the lock has.
pub(crate) fn steps<'a>(
    workspace: &'a Workspace,
    database: &str,
    dialect: Dialect,
) -> Result<Vec<Step<'a>>, InferenceError> {
    let chain = &workspace.chain;
    let mut steps = Vec::new();
    for (at, revision) in chain.revisions().iter().enumerate() {
        if revision.database != database {
            continue;
        }
        let rung = revision
            .scripts
            .get(&(Direction::Up, dialect))
            .map(|script| script.rung);
        let work = match rung {
            None => Err(format!("it has no script for {dialect}")),
            Some(Rung::Unavailable) => Err(format!("{dialect} cannot express it")),
            Some(Rung::Sql | Rung::Directives | Rung::Program) => {
                let loaded = chain.load(revision, Direction::Up, dialect)?;
                Ok((loaded.work, loaded.file))
            }
        };
        steps.push(Step {
            at,
            revision,
            work,
            variables: &workspace.variables,
        });
    }
    Ok(steps)
}

/// The trace of each step, by its place in the chain.
///
/// # Errors
/// Where the scratch database cannot be read.
pub(crate) fn traces(
    scratch: &mut Box<dyn Connection>,
    steps: &[Step<'_>],
    left_out: &BTreeSet<String>,
) -> Result<BTreeMap<usize, Trace>, InferenceError> {
    let dialect = scratch.dialect();
    let mut reader = Reader::default();
    let mut parts = |connection: &mut dyn Connection| -> Result<Parts, InferenceError> {
        let read = reader.read(connection, left_out);
        Ok(read.map_err(InferenceError::Scratch)?.parts())
    };
    let mut before = parts(scratch.as_mut())?;
    let mut traces = BTreeMap::new();
    for step in steps {
        let trace = match &step.work {
            Err(why) => Trace {
                changes: Vec::new(),
                unbuilt: Some(why.clone()),
            },
            Ok((work, file)) => {
                let rehearsal = step.rehearsal(work, file, dialect);
                let built =
                    run::rehearse(scratch, &[rehearsal]).map_err(InferenceError::Scratch)?;
                match built.failure {
                    Some(failure) => Trace {
                        changes: work
                            .script()
                            .map_or_else(Vec::new, |script| read(script, dialect)),
                        unbuilt: Some(failure.error.to_string()),
                    },
                    None => {
                        let after = parts(scratch.as_mut())?;
                        let changes = changes(&before, &after);
                        before = after;
                        Trace {
                            changes,
                            unbuilt: None,
                        }
                    }
                }
            }
        };
        traces.insert(step.at, trace);
    }
    Ok(traces)
}

/// The catalogue of a database in its parts.
pub(crate) fn parts(
    connection: &mut dyn Connection,
    left_out: &BTreeSet<String>,
) -> Result<Parts, InferenceError> {
    Ok(catalogue::read(connection, left_out)
        .map_err(InferenceError::Scratch)?
        .parts())
}

/// What lies between two catalogues.
pub(crate) fn changes(before: &Parts, after: &Parts) -> Vec<Change> {
    let names: BTreeSet<&Part> = before.keys().chain(after.keys()).collect();
    let comes_and_goes = |part: &Part| before.contains_key(part) != after.contains_key(part);
    names
        .into_iter()
        .filter(|part| before.get(*part) != after.get(*part))
        .map(|part| Change {
            part: part.clone(),
            before: Form::of(before.get(part)),
            after: Form::of(after.get(part)),
            is_detail: part.is_detail() && part.owner().is_some_and(|table| comes_and_goes(&table)),
        })
        .collect()
}

/// What the statements say that they do.
fn read(script: &Script, dialect: Dialect) -> Vec<Change> {
    let mut found: BTreeMap<Part, (Form, Form)> = BTreeMap::new();
    let mut tell = |part: Part, is_made: bool| {
        let after = if is_made { Form::Present } else { Form::Absent };
        let first = if is_made { Form::Absent } else { Form::Present };
        let before = found.get(&part).map_or(first, |(before, _)| before.clone());
        found.insert(part, (before, after));
    };
    for effect in run::effects(script, dialect) {
        match effect {
            Effect::Create { kind, name } => {
                if let Some(part) = object(kind, &name) {
                    tell(part, true);
                }
            }
            Effect::Drop { kind, name } => {
                if let Some(part) = object(kind, &name) {
                    tell(part, false);
                }
            }
            Effect::AddColumn { table, column } => {
                tell(Part::of_table(&table, PartKind::Column, &column), true);
            }
            Effect::DropColumn { table, column } => {
                tell(Part::of_table(&table, PartKind::Column, &column), false);
            }
            Effect::RenameTable { table, to } => {
                tell(Part::object(PartKind::Table, &table), false);
                tell(Part::object(PartKind::Table, &to), true);
            }
            Effect::RenameColumn { table, column, to } => {
                tell(Part::of_table(&table, PartKind::Column, &column), false);
                tell(Part::of_table(&table, PartKind::Column, &to), true);
            }
            Effect::Data | Effect::Other => {}
        }
    }
    found
        .into_iter()
        .filter(|(_, (before, after))| before != after)
        .map(|(part, (before, after))| Change {
            part,
            before,
            after,
            is_detail: false,
        })
        .collect()
}

/// The part that a statement names. An index and a trigger name no table that
/// can be trusted here: they are found by their names ([`find`]).
fn object(kind: ObjectKind, name: &str) -> Option<Part> {
    Some(match kind {
        ObjectKind::Table => Part::object(PartKind::Table, name),
        ObjectKind::View => Part::object(PartKind::View, name),
        ObjectKind::Index => Part::of_table("", PartKind::Index, name),
        ObjectKind::Trigger => Part::of_table("", PartKind::Trigger, name),
    })
}

/// The form of a part in a catalogue; one whose table is not known is found by its name.
pub(crate) fn find<'a>(parts: &'a Parts, wanted: &Part) -> Option<&'a String> {
    if wanted.object != "table " {
        return parts.get(wanted);
    }
    parts
        .iter()
        .find(|(part, _)| part.kind == wanted.kind && part.part == wanted.part)
        .map(|(_, form)| form)
}
