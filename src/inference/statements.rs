//! Which statements of a half-present revision are missing: it is run node by
//! node on a scratch database, and what each node changed is compared with
//! what the live database lacks.

use std::collections::BTreeSet;

use bridge_importers::script::{self, Node, Origin};
use bridge_importers::{Dialect, Script};

use super::InferenceError;
use super::report::MissingStatement;
use super::trace::{self, Step, find, parts};
use crate::catalogue::{Part, Parts};
use crate::database::Connection;
use crate::run;

/// The statements of one step that left nothing behind in `live`. The scratch
/// database stands before the step, and behind it afterwards.
///
/// # Errors
/// Where the scratch database cannot be read.
pub(crate) fn missing(
    scratch: &mut Box<dyn Connection>,
    step: &Step<'_>,
    live: &Parts,
    left_out: &BTreeSet<String>,
) -> Result<Vec<MissingStatement>, InferenceError> {
    let Ok((work, file)) = &step.work else {
        return Ok(Vec::new());
    };
    let dialect = scratch.dialect();
    if work.program().is_some() {
        // It runs as a whole; what of it is missing, no text of a statement says.
        let rehearsal = step.rehearsal(work, file, dialect);
        run::rehearse(scratch, &[rehearsal]).map_err(InferenceError::Scratch)?;
        return Ok(Vec::new());
    }
    let mut before = parts(scratch.as_mut(), left_out)?;
    let mut found = Vec::new();
    let mut unreadable = None;
    let rehearsal = step.rehearsal(work, file, dialect);
    run::rehearse_by_node(
        scratch.as_mut(),
        &rehearsal,
        &mut |node, connection| match parts(connection, left_out) {
            Ok(after) => {
                let changes = trace::changes(&before, &after);
                let is_lacking = |change: &trace::Change| {
                    !change.is_detail && !change.after.is(find(live, &change.part))
                };
                let is_missing = !changes.is_empty()
                    && changes
                        .iter()
                        .filter(|change| !change.is_detail)
                        .all(is_lacking)
                    && changes.iter().any(is_lacking);
                if is_missing {
                    found.push(statement(node, file, dialect));
                }
                before = after;
            }
            Err(error) => unreadable = unreadable.take().or(Some(error)),
        },
    )
    .map_err(InferenceError::Scratch)?;
    match unreadable {
        Some(error) => Err(error),
        None => Ok(found),
    }
}

/// The statements of a script that make one of these parts, as its text says;
/// for a script that could not be run.
pub(crate) fn named(
    script: &Script,
    file: &str,
    lacking: &[Part],
    dialect: Dialect,
) -> Vec<MissingStatement> {
    script
        .nodes
        .iter()
        .filter(|node| {
            lacking
                .iter()
                .any(|part| super::guarded::is_about(node, part, dialect))
        })
        .map(|node| statement(node, file, dialect))
        .collect()
}

fn statement(node: &Node, file: &str, dialect: Dialect) -> MissingStatement {
    let sql = match node {
        Node::Statement(statement) => format!("{};", statement.sql),
        node => {
            let script = Script {
                nodes: vec![node.clone()],
            };
            script::write(&script, dialect).trim_end().to_owned()
        }
    };
    MissingStatement {
        file: file.to_owned(),
        origin: origin(node).map(ToString::to_string),
        sql,
    }
}

fn origin(node: &Node) -> Option<&Origin> {
    match node {
        Node::Statement(statement) => statement.origin.as_ref(),
        Node::Batch(batch) => batch.origin.as_ref(),
        Node::If {
            then, otherwise, ..
        } => then.iter().chain(otherwise).find_map(origin),
        Node::Try(block) => block.body.iter().find_map(origin),
        Node::Autocommit(nodes) => nodes.iter().find_map(origin),
        Node::Fail { origin, .. } => origin.as_ref(),
        Node::Let { .. } => None,
    }
}
