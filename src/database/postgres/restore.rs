//! Restoring a PostgreSQL database: the dump as SQL, through bridge, into `psql`.
//!
//! Everything is one transaction whose `BEGIN` and `COMMIT` bridge writes: when
//! bridge dies, `psql` meets the end of its input without a `COMMIT`, and the
//! server rolls back.

use std::ffi::OsStr;
use std::io::{Read, Write};

use super::PostgresConnection;
use super::adapter::with_database;
use super::program::Call;
use super::replace::{NewDatabase, rights};
use crate::database::backup::{BackupError, BackupProgress, Form};
use crate::database::connection::OpenOptions;
use crate::database::error::ConnectError;
use crate::database::restore::{RestoreError, Restored, Verify, Wanted};
use crate::failpoint::failpoint;

/// What every schema that users made holds goes; what belongs to extensions in
/// `public` stays, for their makers are not always those who restore.
const EMPTY: &str = include_str!("empty.sql");

pub(crate) fn restore(
    wanted: &Wanted<'_>,
    url: &str,
    verify: Verify<'_>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Restored, RestoreError> {
    if wanted.in_place {
        return refill(wanted, url, verify, progress);
    }
    let is_there = is_there(url)?.is_some();
    let new = NewDatabase::make(url, is_there)?;
    load(wanted, &with_database(url, new.name()), "", "", progress)?;
    {
        let mut connection =
            PostgresConnection::open_database(url, new.name(), &OpenOptions::read_only())?;
        verify(&mut connection)?;
    }
    let kept = new.take_its_place()?;
    Ok(Restored::NewDatabase { kept })
}

/// Whether a new database could replace the one at the URL, or be the first there.
pub(crate) fn may_replace(url: &str) -> Result<bool, RestoreError> {
    match is_there(url)? {
        Some(mut connection) => Ok(rights(&mut connection)?.may_replace()),
        None => Ok(true),
    }
}

fn is_there(url: &str) -> Result<Option<PostgresConnection>, RestoreError> {
    match PostgresConnection::open(url, &OpenOptions::read_write()) {
        Ok(connection) => {
            connection.refuse_pool()?;
            Ok(Some(connection))
        }
        Err(ConnectError::Server { code, .. }) if code.as_deref() == Some("3D000") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Empties and fills the database in one transaction.
fn refill(
    wanted: &Wanted<'_>,
    url: &str,
    verify: Verify<'_>,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<Restored, RestoreError> {
    let check = match wanted.tables {
        None => String::new(),
        Some(tables) => format!(
            "DO $bridge$ BEGIN IF (SELECT count(*) FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' \
             AND n.nspname <> 'information_schema') <> {tables} \
             THEN RAISE 'bridge: the backup has {tables} tables, and others were restored'; \
             END IF; END $bridge$;\n"
        ),
    };
    // Emptying takes every lock that filling needs.
    let before = format!(
        "SET LOCAL lock_timeout = {};\n{EMPTY}",
        wanted.lock_timeout.as_millis().max(1)
    );
    load(wanted, url, &before, &check, progress)?;
    let mut connection = PostgresConnection::open(url, &OpenOptions::read_only())?;
    verify(&mut connection)?;
    Ok(Restored::Refilled)
}

/// Runs `before`, the dump and `after` in one transaction.
fn load(
    wanted: &Wanted<'_>,
    url: &str,
    before: &str,
    after: &str,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), RestoreError> {
    let psql = Call {
        name: "psql",
        folder: wanted.programs,
        url,
        is_fed: true,
        is_read: false,
    };
    let quiet = [
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--file=-",
    ];
    let mut psql = psql.start(&quiet.map(OsStr::new))?;
    failpoint!("after", "starting psql");
    let mut archive = match wanted.form {
        Form::Plain | Form::Sqlite => None,
        Form::Custom => {
            let call = Call {
                name: "pg_restore",
                folder: wanted.programs,
                url: "",
                is_fed: false,
                is_read: true,
            };
            let mut arguments = vec![OsStr::new("--file=-")];
            if wanted.no_owner {
                arguments.extend(["--no-owner", "--no-privileges"].map(OsStr::new));
            }
            arguments.push(wanted.from.as_os_str());
            Some(call.start(&arguments)?)
        }
    };
    let mut source: Box<dyn Read> = match &mut archive {
        Some(archive) => match archive.child.stdout.take() {
            Some(stdout) => Box::new(stdout),
            None => Box::new(std::io::empty()),
        },
        None => Box::new(
            std::fs::File::open(wanted.from).map_err(|source| BackupError::Read {
                path: wanted.from.into(),
                source,
            })?,
        ),
    };
    let total = match archive {
        Some(_) => None,
        None => std::fs::metadata(wanted.from).map(|file| file.len()).ok(),
    };
    let fed = match psql.child.stdin.take() {
        Some(mut sink) => feed(
            source.as_mut(),
            &mut sink,
            before,
            after,
            total,
            progress,
            || {
                // An archive that ends too early must not be committed.
                match archive.take() {
                    Some(archive) => archive.finish(),
                    None => Ok(()),
                }
            },
        ),
        None => Ok(()),
    };
    match fed {
        // The pipe breaks where psql gave up, and then psql says why.
        Ok(()) | Err(Broken::Sink(_)) => {}
        Err(Broken::Source(error)) => {
            psql.kill();
            return Err(error.into());
        }
    }
    psql.finish()?;
    failpoint!("after", "psql");
    match fed {
        Err(Broken::Sink(source)) => Err(BackupError::Program {
            program: "psql".to_owned(),
            status: "ended early".to_owned(),
            message: source.to_string(),
        }
        .into()),
        _ => Ok(()),
    }
}

enum Broken {
    Source(BackupError),
    Sink(std::io::Error),
}

fn feed(
    source: &mut dyn Read,
    sink: &mut dyn Write,
    before: &str,
    after: &str,
    total: Option<u64>,
    progress: &mut dyn FnMut(BackupProgress),
    at_end: impl FnOnce() -> Result<(), BackupError>,
) -> Result<(), Broken> {
    sink.write_all(b"BEGIN;\n").map_err(Broken::Sink)?;
    sink.write_all(before.as_bytes()).map_err(Broken::Sink)?;
    failpoint!("after", "emptying");
    let mut buffer = vec![0; 64 * 1024];
    let mut done = 0_u64;
    loop {
        let count = source.read(&mut buffer).map_err(|error| {
            Broken::Source(BackupError::Program {
                program: "pg_restore".to_owned(),
                status: "unreadable".to_owned(),
                message: error.to_string(),
            })
        })?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            break;
        };
        sink.write_all(part).map_err(Broken::Sink)?;
        failpoint!("after", "feeding a part of a dump");
        done += count as u64;
        progress(BackupProgress { done, total });
    }
    at_end().map_err(Broken::Source)?;
    sink.write_all(b"\n").map_err(Broken::Sink)?;
    sink.write_all(after.as_bytes()).map_err(Broken::Sink)?;
    failpoint!("before", "the commit of a restore");
    sink.write_all(b"COMMIT;\n").map_err(Broken::Sink)?;
    failpoint!("after", "the commit of a restore");
    sink.flush().map_err(Broken::Sink)
}
