//! Which files a revision's folder holds, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::{Dialect, Direction};

use super::layout::{REVISION_FILE, script_name};
use super::model::Rung;
use super::revision::{RevisionFile, ScriptNote};
use super::writer::{NewRevision, NewScript};

/// Texts by the files' names.
pub(super) type Files = BTreeMap<String, String>;

/// A revision's files by name. `standing` are texts that win over the new ones.
pub(super) fn files(new: &NewRevision, standing: &BTreeMap<(Direction, Dialect), String>) -> Files {
    let dialects: BTreeSet<Dialect> = new.scripts.keys().map(|(_, dialect)| *dialect).collect();
    let mut out = Files::new();
    for direction in [Direction::Up, Direction::Down] {
        let texts: BTreeMap<Dialect, &str> = dialects
            .iter()
            .filter_map(|&dialect| {
                let script = new.scripts.get(&(direction, dialect))?;
                let text = standing.get(&(direction, dialect)).unwrap_or(&script.text);
                matches!(script.rung, Rung::Sql | Rung::Directives).then(|| (dialect, said(text)))
            })
            .collect();
        let mut all = texts.values();
        let first = all.next();
        if texts.len() == dialects.len() && all.all(|text| Some(text) == first) {
            out.extend(first.map(|text| (script_name(direction, None), (*text).to_owned())));
        } else {
            out.extend(
                texts.into_iter().map(|(dialect, text)| {
                    (script_name(direction, Some(dialect)), text.to_owned())
                }),
            );
        }
    }
    // Both directions of a program are functions of one file.
    out.extend(
        new.scripts
            .values()
            .find_map(NewScript::program_files)
            .unwrap_or_default(),
    );
    let notes = |direction: Direction| {
        new.scripts
            .iter()
            .filter(|((of, _), _)| *of == direction)
            .map(|((_, dialect), script)| {
                (
                    *dialect,
                    ScriptNote {
                        rung: script.rung,
                        derived: script.derived,
                        reason: script.reason.clone(),
                    },
                )
            })
            .collect()
    };
    let file = RevisionFile {
        id: new.id.clone(),
        message: new.message.clone(),
        created: new.created.clone(),
        lane: new.lane.clone(),
        kind: new.kind,
        database: new.database.clone(),
        parents: new.parents.clone(),
        depends_on: new.depends_on.clone(),
        branch_labels: new.branch_labels.clone(),
        source: new.source.clone(),
        up: notes(Direction::Up),
        down: notes(Direction::Down),
        repairs: new.repairs.clone(),
    };
    out.insert(REVISION_FILE.to_string(), file.write());
    out
}

/// An empty file would look like an accident.
fn said(text: &str) -> &str {
    if text.trim().is_empty() {
        "-- Nothing to do.\n"
    } else {
        text
    }
}
