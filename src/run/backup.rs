//! Backing one database up, with what its ledgers and its catalogue say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::databases::milliseconds;
use super::error::RunError;
use super::event::Event;
use super::request::RunRequest;
use crate::catalogue;
use crate::database::Connection;
use crate::database::backup::{
    self, Backup, BackupError, BackupSettings, Content, Occasion, Wanted,
};
use crate::ledger::read_alone;
use crate::plan::{LedgerRows, VersionRow};

/// What is backed up together, and where it goes.
#[derive(Debug, Clone)]
pub struct BackupSet<'a> {
    /// Why.
    pub occasion: Occasion,
    /// The same for all backups of the set.
    pub id: String,
    /// A file or folder instead of the settings' folder.
    pub out: Option<&'a Path>,
}

impl BackupSet<'_> {
    /// A set that begins now.
    pub fn begin(occasion: Occasion) -> Self {
        let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%.6fZ");
        Self {
            occasion,
            id: format!("{now}-{}", std::process::id()),
            out: None,
        }
    }
}

/// Backs one database up; no transaction of the caller may have written to it yet.
///
/// # Errors
/// [`RunError::Backup`], [`RunError::UnknownDatabase`]
pub fn back_up(
    request: &RunRequest,
    name: &str,
    settings: &BackupSettings,
    set: &BackupSet<'_>,
    events: &mut dyn FnMut(Event),
) -> Result<Backup, RunError> {
    let Some(target) = request.databases.get(name) else {
        return Err(RunError::UnknownDatabase {
            database: name.to_owned(),
        });
    };
    events(Event::BackupStarted {
        database: name.to_owned(),
    });
    let wanted = Wanted {
        database: name,
        url: &target.url,
        is_home: name == request.home,
        occasion: set.occasion,
        set: &set.id,
        out: set.out,
        lock_timeout: request.lock_timeout,
        bridge_version: &request.bridge_version,
    };
    let mut look = |connection: &mut dyn Connection| content(request, name, connection);
    let made = backup::backup(&wanted, settings, &mut look, &mut |progress| {
        events(Event::BackupProgress {
            database: name.to_owned(),
            done: progress.done,
            total: progress.total,
        });
    })
    .map_err(|source| RunError::Backup {
        database: name.to_owned(),
        source,
    })?;
    events(Event::BackupFinished {
        database: name.to_owned(),
        path: made.path.clone(),
        bytes: made.manifest.bytes,
        ms: milliseconds(made.elapsed),
    });
    Ok(made)
}

/// What a database holds, by its own ledgers and catalogue.
///
/// # Errors
/// [`BackupError::Content`], [`BackupError::Statement`]
pub fn content(
    request: &RunRequest,
    name: &str,
    connection: &mut dyn Connection,
) -> Result<Content, BackupError> {
    let alone = read_alone(&request.layout(), name, connection)
        .map_err(|error| BackupError::Content(error.to_string()))?;
    let mut rows: Vec<&VersionRow> = alone.versions.values().collect();
    rows.sort_by_key(|row| row.position);
    let mut applied: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        applied
            .entry(row.lane.to_string())
            .or_default()
            .push(row.revision.to_string());
    }
    let ledgers = alone
        .ledgers
        .into_iter()
        .map(|(lane, rows)| {
            let ids = match rows {
                LedgerRows::Alembic { heads } => heads,
                LedgerRows::List { versions } => versions,
            };
            (lane, ids.into_iter().collect())
        })
        .collect();
    Ok(Content {
        applied,
        ledgers,
        witness: alone.witness,
        witnessed: alone.witnessed,
        tables: connection.tables()?.len(),
        shape: shape(connection)?,
    })
}

/// Names and types only: how PostgreSQL writes an expression can differ after
/// a dump and its restore, although it means the same.
fn shape(connection: &mut dyn Connection) -> Result<String, BackupError> {
    let is_lost = connection.failure_aborts_transaction();
    let found = match catalogue::read(connection, &BTreeSet::new()) {
        Ok(found) => found,
        Err(error) if is_lost => return Err(error.into()),
        // A catalogue that is not understood is no reason to have no backup.
        Err(_) => return Ok(String::new()),
    };
    let mut hash = Sha256::new();
    let mut add = |kind: &str, name: &str, more: &str| {
        for part in [kind, name, more] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    };
    for (name, table) in &found.tables {
        add("table", name, "");
        for (column, what) in &table.columns {
            let null = if what.nullable { "null" } else { "not null" };
            add(column, &what.data_type, null);
        }
        for index in table.indexes.keys() {
            add("index", index, "");
        }
        for trigger in table.triggers.keys() {
            add("trigger", trigger, "");
        }
    }
    for view in found.views.keys() {
        add("view", view, "");
    }
    for (name, labels) in &found.enums {
        add("enum", name, &labels.join("\0"));
    }
    for sequence in &found.sequences {
        add("sequence", sequence, "");
    }
    Ok(format!("{:x}", hash.finalize()))
}
