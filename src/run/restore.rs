//! Restoring backups, under the lock of a run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

use super::backup::{BackupSet, back_up, content};
use super::databases::{Databases, told};
use super::error::RunError;
use super::event::Event;
use super::request::{RunRequest, Target};
use crate::database::backup::{BackupProgress, BackupSettings, Content, Form, Manifest, Occasion};
use crate::database::restore::{self, RestoreError, Restored, Wanted};
use crate::database::sqlite::SqliteConnection;
use crate::database::{Access, ConnectError, Connection, DatabaseUrl, LockName};
use crate::ledger::VERSION_TABLE;
use crate::plan::DatabaseName;

/// A backup and the database whose place it takes.
#[derive(Debug, Clone)]
pub struct RestoreItem {
    /// The database's name in `bridge.toml`.
    pub database: DatabaseName,
    /// The backup.
    pub from: PathBuf,
    /// What it holds.
    pub form: Form,
    /// What is known of it.
    pub manifest: Option<Manifest>,
    /// Another place than the database's own.
    pub to: Option<DatabaseUrl>,
}

/// How restores are done.
#[derive(Debug, Clone)]
pub struct RestoreOptions {
    /// Where what is replaced is backed up first; `None` keeps nothing that the
    /// restore does not keep by itself.
    pub backup: Option<BackupSettings>,
    /// The folder of PostgreSQL's programs.
    pub programs: Option<PathBuf>,
    /// PostgreSQL: everything belongs to the role that restores.
    pub no_owner: bool,
    /// PostgreSQL: refill the database itself.
    pub in_place: bool,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RestoreReport {
    /// Database.
    pub database: DatabaseName,
    /// The backup.
    pub from: PathBuf,
    /// Where it is now, without password.
    pub to: String,
    /// How.
    #[serde(flatten)]
    pub restored: Restored,
    /// The backup of what was replaced.
    pub replaced: Option<PathBuf>,
}

/// Restores backups, home first: a satellite that is ahead of its home is
/// healed by the next run, one that is behind is not.
///
/// # Errors
/// See [`RunError`]. Every backup is checked before the first is restored;
/// what was restored before an error stays, and the error says what it is about.
pub fn restore(
    request: &RunRequest,
    items: &[RestoreItem],
    options: &RestoreOptions,
    events: &mut dyn FnMut(Event),
) -> Result<Vec<RestoreReport>, RunError> {
    for item in items {
        let mut told = progress(&item.database, "checking the backup", events);
        restore::check(
            &item.from,
            item.form,
            item.manifest.as_ref(),
            options.programs.as_deref(),
            &mut told,
        )
        .map_err(|source| failed(item, source))?;
    }
    let mut order: Vec<&RestoreItem> = items.iter().collect();
    order.sort_by_key(|item| item.database != request.home);
    if order.len() > 1 {
        for item in &order {
            wait_for_writers(request, item, events)?;
        }
    }
    let set = BackupSet::begin(Occasion::Restore);
    let mut reports: Vec<RestoreReport> = Vec::new();
    for item in order {
        let report = one(request, item, options, &set, events).map_err(|mut error| {
            if let RunError::Restore { done, .. } = &mut error {
                *done = reports.iter().map(|one| one.database.clone()).collect();
            }
            error
        })?;
        reports.push(report);
    }
    Ok(reports)
}

/// Backups that belong together are restored one after the other: a file that
/// another program keeps is found out before the first.
fn wait_for_writers(
    request: &RunRequest,
    item: &RestoreItem,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let Some(target) = request.databases.get(&item.database) else {
        return Ok(());
    };
    if item.to.is_some() || target.url.sqlite_path().is_none() {
        return Ok(());
    }
    let options = request.options(target, Access::ReadWrite { create: false });
    let mut connection = match crate::database::open(&target.url, &options) {
        Ok(connection) => connection,
        Err(error) if is_gone(&error) => return Ok(()),
        Err(source) => {
            return Err(RunError::Connect {
                database: item.database.clone(),
                source,
            });
        }
    };
    let lock = LockName {
        schema: None,
        table: VERSION_TABLE.to_owned(),
    };
    told(&item.database, events, |waiting| {
        connection.lock(&lock, request.lock_timeout, waiting)
    })
    // The lock is a transaction, which ends with the connection.
}

fn one(
    request: &RunRequest,
    item: &RestoreItem,
    options: &RestoreOptions,
    set: &BackupSet<'_>,
    events: &mut dyn FnMut(Event),
) -> Result<RestoreReport, RunError> {
    let own = request
        .databases
        .get(&item.database)
        .ok_or_else(|| RunError::UnknownDatabase {
            database: item.database.clone(),
        })?;
    // What is elsewhere is no part of any run.
    let mut databases = match &item.to {
        None => lock(request, item, events)?,
        Some(_) => None,
    };
    let url = item.to.as_ref().unwrap_or(&own.url);
    let mut elsewhere;
    let source = match &item.to {
        None => request,
        Some(url) => {
            elsewhere = request.clone();
            let target = Target {
                url: url.clone(),
                ..own.clone()
            };
            elsewhere.databases.insert(item.database.clone(), target);
            &elsewhere
        }
    };
    let in_place = options.in_place
        || !restore::keeps_what_it_replaces(url).map_err(|source| failed(item, source))?;
    let replaced = match &options.backup {
        Some(settings) if in_place => keep(source, item, settings, set, events)?,
        _ => None,
    };
    // SQLite's lock is a transaction, and the file is about to be written.
    if let Some(locked) = &mut databases
        && item.database == request.home
        && matches!(own.url, DatabaseUrl::Sqlite { .. })
    {
        locked.rollback();
    }
    let expected = expected(request, item).map_err(|source| failed(item, source))?;
    let mut verify = |connection: &mut dyn Connection| -> Result<(), RestoreError> {
        let found = content(request, &item.database, connection)?;
        match &expected {
            Some(expected) => compare(expected, &found),
            None => Ok(()),
        }
    };
    let wanted = Wanted {
        from: &item.from,
        form: item.form,
        url,
        programs: options.programs.as_deref(),
        no_owner: options.no_owner,
        in_place,
        tables: item.manifest.as_ref().map(|known| known.content.tables),
        lock_timeout: request.lock_timeout,
    };
    let outcome = {
        let mut told = progress(&item.database, "restoring", events);
        restore::restore(&wanted, &mut verify, &mut told)
    };
    drop(databases);
    let restored = match outcome {
        Ok(restored) => restored,
        Err(error) => {
            put_back(item, &error, replaced.as_ref(), &wanted, events)?;
            return Err(failed(item, error));
        }
    };
    let report = RestoreReport {
        database: item.database.clone(),
        from: item.from.clone(),
        to: url.to_string(),
        restored,
        replaced: replaced.map(|(path, _)| path),
    };
    events(Event::Restored {
        database: item.database.clone(),
        path: item.from.clone(),
    });
    Ok(report)
}

/// The lock of a run; a home that is not there or damaged has none, and may be restored all the same.
fn lock<'a>(
    request: &'a RunRequest,
    item: &RestoreItem,
    events: &mut dyn FnMut(Event),
) -> Result<Option<Databases<'a>>, RunError> {
    let mut databases = Databases::new(request);
    match databases.lock(&BTreeSet::new(), events) {
        Ok(()) => Ok(Some(databases)),
        Err(RunError::Connect { source, .. })
            if item.database == request.home && is_gone(&source) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether there is no database that a run could work on.
fn is_gone(error: &ConnectError) -> bool {
    match error {
        ConnectError::Missing { .. } | ConnectError::File { .. } => true,
        ConnectError::Server { code, .. } => code.as_deref() == Some("3D000"),
        _ => false,
    }
}

/// Backs up what is about to be replaced; a database that is not there or not
/// sound cannot be, and is kept as it is.
fn keep(
    request: &RunRequest,
    item: &RestoreItem,
    settings: &BackupSettings,
    set: &BackupSet<'_>,
    events: &mut dyn FnMut(Event),
) -> Result<Option<(PathBuf, Form)>, RunError> {
    use crate::database::backup::BackupError;
    match back_up(request, &item.database, settings, set, events) {
        Ok(made) => Ok(Some((made.path, made.manifest.form))),
        Err(RunError::Backup {
            source: BackupError::Connect(error),
            ..
        }) if is_gone(&error) => Ok(None),
        Err(RunError::Backup {
            database,
            source: source @ (BackupError::Damaged { .. } | BackupError::Statement(_)),
        }) => {
            events(Event::Warning {
                database,
                message: format!("what is replaced is not sound and cannot be backed up: {source}"),
            });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What a sound restore has to hold.
fn expected(request: &RunRequest, item: &RestoreItem) -> Result<Option<Content>, RestoreError> {
    if let Some(manifest) = &item.manifest {
        return Ok(Some(manifest.content.clone()));
    }
    match item.form {
        Form::Sqlite => {
            let mut backup = SqliteConnection::open_unchanging(&item.from)?;
            Ok(Some(content(request, &item.database, &mut backup)?))
        }
        Form::Custom | Form::Plain => Ok(None),
    }
}

fn compare(expected: &Content, found: &Content) -> Result<(), RestoreError> {
    let difference = if expected.applied != found.applied {
        "other revisions are applied"
    } else if expected.ledgers != found.ledgers {
        "a legacy ledger has other rows"
    } else if (expected.witness, &expected.witnessed) != (found.witness, &found.witnessed) {
        "bridge's witness has other rows"
    } else if expected.tables != found.tables {
        "there are more or fewer tables"
    } else if expected.shape != found.shape {
        "tables, columns or indexes differ"
    } else {
        return Ok(());
    };
    Err(RestoreError::Differs {
        difference: difference.to_owned(),
    })
}

/// Undoes a restore whose outcome is not what was backed up. On PostgreSQL a
/// new database that is wrong never takes its place.
fn put_back(
    item: &RestoreItem,
    error: &RestoreError,
    replaced: Option<&(PathBuf, Form)>,
    wanted: &Wanted<'_>,
    events: &mut dyn FnMut(Event),
) -> Result<(), RunError> {
    let (RestoreError::Differs { .. }, Some((path, form))) = (error, replaced) else {
        return Ok(());
    };
    events(Event::Warning {
        database: item.database.clone(),
        message: "what was restored is not what was backed up; the state before is put back"
            .to_owned(),
    });
    let wanted = Wanted {
        from: path,
        form: *form,
        tables: None,
        ..*wanted
    };
    restore::restore(&wanted, &mut |_| Ok(()), &mut |_| {})
        .map(drop)
        .map_err(|source| failed(item, source))
}

fn progress<'a>(
    database: &'a str,
    stage: &'static str,
    events: &'a mut dyn FnMut(Event),
) -> impl FnMut(BackupProgress) + 'a {
    move |progress| {
        events(Event::RestoreProgress {
            database: database.to_owned(),
            stage: stage.to_owned(),
            done: progress.done,
            total: progress.total,
        });
    }
}

fn failed(item: &RestoreItem, source: RestoreError) -> RunError {
    RunError::Restore {
        database: item.database.clone(),
        from: item.from.clone(),
        source: Box::new(source),
        done: Vec::new(),
    }
}
