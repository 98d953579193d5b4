//! `bridge baseline`: captures a baseline from a live database and makes it
//! the first revision of its lane.

use std::collections::{BTreeMap, BTreeSet};

use bridge_importers::dialect::delimited;
use bridge_importers::{Diagnostic, Dialect, Direction, Script, script};
use thiserror::Error;

use super::baseline::{self, Baseline, BaselineError, Entry};
use super::lane::{Converted, ConvertedLane, baseline_id, baseline_of};
use super::{ImportError, Options, convert, new_revision};
use crate::chain::{
    self, Chain, ChainError, Kind, NewRevision, NewScript, Numbered, Rung, WriteError,
};
use crate::config::Config;
use crate::database::{Connection, Field, StatementError, Table, Value};
use crate::ledger::{LedgerError, LegacyKind, LegacyTable};
use crate::plan::LedgerRows;

/// What was captured and written.
#[derive(Debug, Clone)]
pub struct Captured {
    /// The baseline's id.
    pub id: String,
    /// Its folder, relative to `bridge.toml`.
    pub folder: String,
    /// What it holds, what was taken off, and what could not be.
    pub baseline: Baseline,
    /// Warnings of the conversion.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why there is no baseline. Nothing was written.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// The source cannot be converted.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The lane has one.
    #[error(
        "lane \"{lane}\" has the baseline {id} already. A revision that is locked is never rewritten"
    )]
    Exists {
        /// Lane.
        lane: String,
        /// Its baseline.
        id: String,
    },
    /// Not SQLite.
    #[error("a baseline is captured from a SQLite database; {0} is none")]
    Dialect(String),
    /// The legacy ledger cannot be read.
    #[error("the ledger of {target} cannot be read: {error}")]
    Ledger {
        /// The database.
        target: String,
        /// Why.
        error: StatementError,
    },
    /// The number that is the legacy ledger cannot be read.
    #[error("{error}. {}", error.advice())]
    Number {
        /// Why.
        error: LedgerError,
    },
    /// The schema cannot be captured.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// The chain cannot be read.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The chain cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Captures the baseline of a source from a live database and writes it into the chain.
///
/// # Errors
/// See [`CaptureError`].
pub fn capture(
    config: &Config,
    dialects: &BTreeMap<String, Dialect>,
    name: &str,
    live: &mut dyn Connection,
) -> Result<Captured, CaptureError> {
    if live.dialect() != Dialect::Sqlite {
        return Err(CaptureError::Dialect(live.target().to_owned()));
    }
    let folder = config.chain_folder();
    let locked = match Chain::read(&folder) {
        Ok(chain) => Some(chain),
        Err(ChainError::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(id) = baseline_of(locked.as_ref(), name) {
        return Err(CaptureError::Exists {
            lane: name.to_owned(),
            id,
        });
    }
    let options = Options {
        sources: vec![name.to_owned()],
        ..Options::default()
    };
    let (lanes, diagnostics) = convert(config, dialects, &options, locked.as_ref())?;
    let Some(lane) = lanes.first() else {
        return Err(ImportError::NoSources.into());
    };
    let applied = applied(lane, live)?;
    let empty = Script::default();
    let entries: Vec<Entry<'_>> = lane
        .revisions
        .iter()
        .map(|revision| Entry {
            id: &revision.id,
            script: revision
                .scripts
                .get(&(Direction::Up, Dialect::Sqlite))
                .and_then(|side| side.work.script())
                .unwrap_or(&empty),
            is_applied: applied.contains(revision.id.as_str()),
        })
        .collect();
    let baseline = baseline::capture(live, lane.ledger.table(lane.kind), &entries)?;
    let id = baseline_id(name);
    let mut revisions = vec![revision(&id, lane, &baseline)];
    // What was locked without a baseline stands on it from now on.
    let bases = lane
        .revisions
        .iter()
        .filter(|revision| is_locked_base(locked.as_ref(), revision));
    revisions.extend(bases.map(|base| NewRevision {
        parents: vec![id.clone()],
        ..new_revision(lane, base)
    }));
    let written = chain::write(&folder, &revisions, &BTreeSet::new())?;
    let place = written
        .chain
        .get(&id)
        .map(|revision| revision.dir.clone())
        .unwrap_or_default();
    let folder = config.chain.path.join(place).display().to_string();
    Ok(Captured {
        id,
        folder,
        baseline,
        diagnostics,
    })
}

fn is_locked_base(locked: Option<&Chain>, revision: &Converted) -> bool {
    locked
        .and_then(|chain| chain.get(&revision.id))
        .is_some_and(|locked| locked.parents.is_empty())
}

/// The ledger of a list that keeps a number, at its address.
fn number_ledger(lane: &ConvertedLane) -> Option<LegacyTable> {
    let ids = || lane.revisions.iter().map(|revision| revision.id.as_str());
    let kind = match (lane.ledger.user_version, lane.ledger.version_row) {
        (Some(means), _) => LegacyKind::UserVersion(Numbered::new(means, ids())),
        (None, Some(means)) => LegacyKind::Row {
            table: lane.ledger.table(lane.kind).to_owned(),
            column: lane.ledger.column(lane.kind).to_owned(),
            numbered: Numbered::new(means, ids()),
        },
        (None, None) => return None,
    };
    let address = Table {
        schema: None,
        name: kind.name().to_owned(),
    };
    Some(LegacyTable::new(&lane.database, &kind, address))
}

/// What the legacy ledger records.
fn recorded(
    lane: &ConvertedLane,
    live: &mut dyn Connection,
) -> Result<BTreeSet<String>, CaptureError> {
    let target = live.target().to_owned();
    let unreadable = |error| CaptureError::Ledger { target, error };
    let unreadable_number = |error| CaptureError::Number { error };
    let numbered = number_ledger(lane);
    let table = lane.ledger.table(lane.kind);
    let column = delimited(lane.ledger.column(lane.kind));
    if numbered.as_ref().is_none_or(LegacyTable::is_table) {
        let made = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1";
        match live.query(made, &[Value::from(table)]) {
            Ok(rows) if rows.truth() => {}
            Ok(_) => return Ok(BTreeSet::new()),
            Err(error) => return Err(unreadable(error)),
        }
    }
    if let Some(ledger) = numbered {
        return Ok(match ledger.read(live).map_err(unreadable_number)? {
            LedgerRows::List { versions } | LedgerRows::Alembic { heads: versions } => versions,
        });
    }
    let rows = live
        .query(&format!("SELECT {column} FROM {}", delimited(table)), &[])
        .map_err(unreadable)?;
    let versions = rows.rows.iter();
    Ok(versions
        .filter_map(|row| Field::from(row.first()?).version())
        .collect())
}

/// The revisions that the legacy ledger records, closed over what they need.
fn applied<'a>(
    lane: &'a ConvertedLane,
    live: &mut dyn Connection,
) -> Result<BTreeSet<&'a str>, CaptureError> {
    let recorded = recorded(lane, live)?;
    let mut applied = BTreeSet::new();
    let mut pending: Vec<&Converted> = lane
        .revisions
        .iter()
        .filter(|revision| recorded.contains(&revision.id))
        .collect();
    while let Some(revision) = pending.pop() {
        // The list's ledger names each entry; Alembic's names the heads only.
        if applied.insert(revision.id.as_str()) && lane.kind == Kind::Alembic {
            let needs: Vec<&String> = revision
                .parents
                .iter()
                .chain(&revision.depends_on)
                .collect();
            pending.extend(
                lane.revisions
                    .iter()
                    .filter(|other| needs.contains(&&other.id)),
            );
        }
    }
    Ok(applied)
}

fn revision(id: &str, lane: &ConvertedLane, baseline: &Baseline) -> NewRevision {
    let text = script::write(&baseline.script, Dialect::Sqlite);
    // No way down: to undo a baseline would be to drop the application's own tables.
    let up = NewScript {
        rung: Rung::Sql,
        derived: false,
        text,
        program: None,
        reason: None,
    };
    NewRevision {
        id: id.to_owned(),
        message: "The schema that the application makes by itself".to_owned(),
        created: String::new(),
        lane: lane.lane.clone(),
        kind: Kind::Baseline,
        database: lane.database.clone(),
        parents: Vec::new(),
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: None,
        scripts: BTreeMap::from([((Direction::Up, Dialect::Sqlite), up)]),
        repairs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{LedgerName, NumberMeans, Source};
    use crate::database::sqlite::SqliteConnection;

    fn lane() -> ConvertedLane {
        let entry = |id: &str| Converted {
            id: id.to_owned(),
            message: String::new(),
            created: String::new(),
            parents: Vec::new(),
            depends_on: Vec::new(),
            branch_labels: Vec::new(),
            source: Source {
                path: "m.py".into(),
                sha256: String::new(),
            },
            scripts: BTreeMap::new(),
            repairs: Vec::new(),
        };
        ConvertedLane {
            lane: "list".to_owned(),
            kind: Kind::List,
            database: "main".to_owned(),
            ledger: LedgerName {
                lane: "list".to_owned(),
                version_table: Some("版本".to_owned()),
                version_row: Some(NumberMeans::Last),
                ..LedgerName::default()
            },
            revisions: ["1", "2"].map(entry).into(),
        }
    }

    #[test]
    fn the_number_of_a_row_is_read_as_a_run_reads_it() {
        let lane = lane();
        let mut live = SqliteConnection::in_memory().unwrap();
        assert!(applied(&lane, &mut live).unwrap().is_empty());
        live.execute("CREATE TABLE 版本 (version)").unwrap();
        assert!(applied(&lane, &mut live).unwrap().is_empty());
        live.execute("INSERT INTO 版本 VALUES (2)").unwrap();
        let all = applied(&lane, &mut live).unwrap();
        assert_eq!(all, BTreeSet::from(["1", "2"]));
        for wrong in [
            "UPDATE 版本 SET version = NULL",
            "UPDATE 版本 SET version = 'x'",
            "INSERT INTO 版本 VALUES (2)",
        ] {
            live.execute(wrong).unwrap();
            let error = applied(&lane, &mut live).unwrap_err().to_string();
            assert!(error.contains("by bridge.toml it has one"), "{error}");
            assert!(error.contains("Take `version_row` away"), "{error}");
        }
        let header = ConvertedLane {
            ledger: LedgerName {
                user_version: Some(NumberMeans::Last),
                ..LedgerName::default()
            },
            ..lane
        };
        live.execute("PRAGMA user_version = 1").unwrap();
        let first = applied(&header, &mut live).unwrap();
        assert_eq!(first, BTreeSet::from(["1"]));
    }
}
