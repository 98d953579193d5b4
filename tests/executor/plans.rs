//! Plans and requests made by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use bridge::database::{Access, Connection, DatabaseUrl, OpenOptions, open};
use bridge::ledger::{LegacyKind, LegacyLedger};
use bridge::plan::{
    AdoptedRevision, Adoption, AdoptionReason, LedgerChange, LedgerRows, Mode, Plan, Segment,
    State, Step,
};
use bridge::run::{Event, Report, RunError, RunRequest, Target, execute};
use bridge_importers::{Dialect, Direction, script};

pub fn sqlite(path: &Path) -> DatabaseUrl {
    DatabaseUrl::Sqlite { path: path.into() }
}

pub fn request(home: &str, databases: &[(&str, DatabaseUrl)]) -> RunRequest {
    RunRequest {
        databases: databases
            .iter()
            .map(|(name, url)| {
                let target = Target {
                    url: url.clone(),
                    schema: None,
                    foreign_keys: false,
                };
                ((*name).to_owned(), target)
            })
            .collect(),
        home: home.to_owned(),
        ledgers: Vec::new(),
        create: true,
        lock_timeout: Duration::from_secs(20),
        connect_timeout: Duration::from_secs(10),
        backup: None,
        process_ends: false,
        readers: bridge::run::Readers::default(),
        variables: bridge::run::Variables::default(),
        backup_first: false,
        bridge_version: "0.1.0".to_owned(),
    }
}

pub fn alembic(lane: &str, database: &str) -> LegacyLedger {
    LegacyLedger {
        lane: lane.to_owned(),
        database: database.to_owned(),
        kind: LegacyKind::Alembic {
            table: "alembic_version".to_owned(),
            schema: None,
        },
    }
}

pub fn list(lane: &str, database: &str) -> LegacyLedger {
    LegacyLedger {
        lane: lane.to_owned(),
        database: database.to_owned(),
        kind: LegacyKind::List {
            table: "schema_migrations".to_owned(),
            column: "version".to_owned(),
        },
    }
}

/// A step up on a database, from the text of a script.
pub fn up(revision: &str, database: &str, dialect: Dialect, text: &str) -> Step {
    Step {
        revision: revision.to_owned(),
        position: 1,
        lane: database.to_owned(),
        database: database.to_owned(),
        dialect,
        direction: Direction::Up,
        message: format!("message of {revision}"),
        checksum: "c".to_owned(),
        recorded_checksum: "c".to_owned(),
        file: format!("{revision}/up.sql"),
        work: script::read(text, dialect).expect("a script").into(),
        ledger: Vec::new(),
        resets_session: false,
        resume: None,
    }
}

pub fn down(revision: &str, database: &str, dialect: Dialect, text: &str) -> Step {
    Step {
        direction: Direction::Down,
        ..up(revision, database, dialect, text)
    }
}

pub fn plan(steps: Vec<Step>) -> Plan {
    Plan {
        adoptions: Vec::new(),
        segments: vec![segment(Mode::Transaction, steps)],
        ledgers: BTreeMap::new(),
        notes: Vec::new(),
    }
}

pub fn segment(mode: Mode, steps: Vec<Step>) -> Segment {
    Segment {
        mode,
        steps,
        cut: None,
    }
}

pub fn adoption(lane: &str, database: &str, revisions: &[&str]) -> Adoption {
    Adoption {
        lane: lane.to_owned(),
        database: database.to_owned(),
        revisions: revisions
            .iter()
            .map(|revision| AdoptedRevision {
                revision: (*revision).to_owned(),
                position: 1,
                lane: lane.to_owned(),
                database: database.to_owned(),
                message: "adopted".to_owned(),
                checksum: "c".to_owned(),
            })
            .collect(),
        removed: Vec::new(),
        ledger: Vec::new(),
        reason: AdoptionReason::First,
    }
}

pub fn inserted(version: &str) -> LedgerChange {
    LedgerChange::AlembicInsert {
        version: version.to_owned(),
    }
}

pub fn heads(versions: &[&str]) -> LedgerRows {
    LedgerRows::Alembic {
        heads: names(versions),
    }
}

pub fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Runs a plan without what the state says is done already (or undone already).
pub fn run(request: &RunRequest, plan: &Plan) -> (Result<Report, RunError>, Vec<Event>) {
    let mut events = Vec::new();
    let outcome = execute(
        request,
        &mut |state| Ok(remaining(plan, state)),
        &mut |event| events.push(event),
    );
    (outcome, events)
}

pub fn remaining(plan: &Plan, state: &State) -> Plan {
    let mut plan = plan.clone();
    for segment in &mut plan.segments {
        segment.steps.retain(|step| {
            let applied = state.versions.contains_key(step.revision.as_str());
            (step.direction == Direction::Up) != applied
        });
    }
    plan.adoptions.retain(|adoption| {
        adoption
            .revisions
            .iter()
            .any(|adopted| !state.versions.contains_key(adopted.revision.as_str()))
            || !adoption.removed.is_empty()
    });
    plan
}

pub fn connect(url: &DatabaseUrl) -> Box<dyn Connection> {
    let options = OpenOptions {
        access: Access::ReadWrite { create: true },
        ..OpenOptions::default()
    };
    open(url, &options).expect("the database opens")
}

/// The texts of a query's first column.
pub fn texts(url: &DatabaseUrl, sql: &str) -> Vec<String> {
    connect(url)
        .query(sql, &[])
        .expect("the query runs")
        .texts()
        .map(str::to_owned)
        .collect()
}

pub fn applied(url: &DatabaseUrl) -> Vec<String> {
    texts(
        url,
        "SELECT revision || ' ' || how || ' ' || state FROM bridge_version ORDER BY 1",
    )
}

pub fn tables(url: &DatabaseUrl) -> Vec<String> {
    connect(url)
        .tables()
        .expect("the catalogue answers")
        .into_iter()
        .map(|table| table.name)
        .collect()
}
