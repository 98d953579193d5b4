//! A plan as lines, and as SQL.

use bridge_importers::{Direction, script};

use serde::Serialize;

use crate::plan::{AdoptionReason, LedgerChange, Mode, Plan, Summary, Work};
use crate::run::CountedLoss;

/// `bridge downgrade --dry-run --json`
#[derive(Serialize)]
pub(crate) struct Preview<'a> {
    /// The plan.
    #[serde(flatten)]
    pub(crate) plan: Summary<'a>,
    /// What it would lose.
    pub(crate) losses: &'a [CountedLoss],
}

/// One line for each adoption and step, with the cuts between them.
pub(crate) fn lines(plan: &Plan) -> String {
    let mut text = String::new();
    for adoption in &plan.adoptions {
        let why = match adoption.reason {
            AdoptionReason::First => "adopt",
            AdoptionReason::MovedAhead => "adopt (the old tool was run)",
            AdoptionReason::Stamped => "stamp",
            AdoptionReason::Inferred => "record",
        };
        for revision in &adoption.revisions {
            text.push_str(&format!(
                "{why:<10} {} [{}] {}\n",
                revision.revision, revision.lane, revision.message
            ));
        }
        for id in &adoption.removed {
            text.push_str(&format!("{:<10} {id} [{}]\n", "unrecord", adoption.lane));
        }
    }
    for segment in &plan.segments {
        if let Some(cut) = &segment.cut {
            text.push_str(&format!("-- the transaction is cut here: {cut}\n"));
        }
        if segment.mode == Mode::Outside {
            text.push_str("-- outside a transaction:\n");
        }
        for step in &segment.steps {
            text.push_str(&format!(
                "{:<10} {} [{}] {}\n",
                verb(step.direction),
                step.revision,
                step.lane,
                step.message
            ));
        }
    }
    for note in &plan.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    if text.is_empty() {
        text.push_str("nothing to do\n");
    }
    text
}

/// The SQL that would run, revision by revision, with the rows of the mirrored ledgers.
pub(crate) fn sql(plan: &Plan) -> String {
    let mut text = String::new();
    for segment in &plan.segments {
        if let Some(cut) = &segment.cut {
            text.push_str(&format!("-- the transaction is cut here: {cut}\n\n"));
        }
        for step in &segment.steps {
            text.push_str(&format!(
                "-- {} {} [{}] on {}: {}\n",
                verb(step.direction),
                step.revision,
                step.lane,
                step.database,
                step.message
            ));
            match &step.work {
                Work::Script(script) => text.push_str(&script::write(script, step.dialect)),
                Work::Program(program) => text.push_str(&format!(
                    "-- a program: {} is run by bridge, from {}. What it does depends on rows or on values of the run.\n",
                    step.file, program.path
                )),
            }
            for change in &step.ledger {
                text.push_str(&format!("-- ledger: {}\n", ledger(change)));
            }
            text.push('\n');
        }
    }
    text
}

fn verb(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "upgrade",
        Direction::Down => "downgrade",
    }
}

fn ledger(change: &LedgerChange) -> String {
    match change {
        LedgerChange::AlembicInsert { version } => format!("alembic_version gains {version}"),
        LedgerChange::AlembicUpdate { from, to } => {
            format!("alembic_version moves from {from} to {to}")
        }
        LedgerChange::AlembicDelete { version } => format!("alembic_version loses {version}"),
        LedgerChange::ListInsert { version, .. } => format!("the list's ledger gains {version}"),
        LedgerChange::ListDelete { version } => format!("the list's ledger loses {version}"),
    }
}
