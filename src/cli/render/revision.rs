//! A revision as a line, and as a block; a new one.

use std::fmt::Write as _;

use crate::authoring::Made;
use crate::chain::{Kind, Revision, Rung, direction_name};

/// `0007 a1b2c3 (admin) add notes`
pub(crate) fn line(revision: &Revision, is_head: bool) -> String {
    let head = if is_head { " (head)" } else { "" };
    format!(
        "{:04} {} [{}]{head} {}",
        revision.position, revision.id, revision.lane, revision.message
    )
}

/// Everything that the lock knows, a line each.
pub(crate) fn details(revision: &Revision, is_head: bool) -> String {
    let mut text = format!(
        "Revision:   {}{}\n",
        revision.id,
        if is_head { " (head)" } else { "" }
    );
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("{:<11} {value}\n", format!("{name}:")));
        }
    };
    field("Position", &revision.position.to_string());
    field(
        "Lane",
        &format!("{} ({})", revision.lane, origin(revision.kind)),
    );
    field("Database", &revision.database);
    field(
        "Parents",
        &if revision.parents.is_empty() {
            "(base)".to_owned()
        } else {
            revision.parents.join(", ")
        },
    );
    field("Depends on", &revision.depends_on.join(", "));
    field("Labels", &revision.branch_labels.join(", "));
    field("Created", &revision.created);
    field("Folder", &revision.dir);
    for ((direction, dialect), script) in &revision.scripts {
        let rung = match script.rung {
            Rung::Sql => "SQL",
            Rung::Directives => "SQL with directives",
            Rung::Program => "program",
            Rung::Unavailable => "unavailable",
        };
        let derived = if script.derived { ", derived" } else { "" };
        field(
            "Script",
            &format!(
                "{} on {dialect}: {rung}{derived}",
                direction_name(*direction)
            ),
        );
    }
    if revision.is_open {
        field(
            "Open",
            "yes: its files may be edited, the lock has no checksum yet",
        );
    }
    field("Message", revision.full_message());
    text.truncate(text.trim_end().len());
    text
}

fn origin(kind: Kind) -> &'static str {
    match kind {
        Kind::Alembic => "from Alembic",
        Kind::List => "from the list",
        Kind::Baseline => "baseline",
        Kind::Bridge => "written with bridge",
    }
}

/// A new revision.
pub(crate) fn made(made: &Made, merge: bool) -> String {
    let parents = if made.parents.is_empty() {
        "(base)".to_owned()
    } else {
        made.parents.join(", ")
    };
    let mut out = format!(
        "revision {} in lane {}, database {}, after {parents}\n",
        made.revision, made.lane, made.database
    );
    if !made.depends_on.is_empty() {
        let _ = writeln!(out, "depends on {}", made.depends_on.join(", "));
    }
    for path in &made.paths {
        let _ = writeln!(out, "wrote  {}", path.display());
    }
    for id in &made.sealed {
        let _ = writeln!(out, "sealed {id}: the lock has its checksums now");
    }
    if !merge {
        out.push_str("next: write up.sql and down.sql, then run `bridge upgrade`\n");
    }
    out
}
