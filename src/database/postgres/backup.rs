//! Backup of a PostgreSQL database, through `pg_dump`.
//!
//! The dump comes through a pipe, and from the snapshot of a transaction of
//! bridge's own, in which what the database holds is read.

use std::ffi::OsStr;
use std::fs::OpenOptions as FileOptions;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use super::PostgresConnection;
use super::program::Call;
use crate::database::backup::{BackupError, BackupProgress, Content, Form, Look, write_error};
use crate::database::connection::{Connection, OpenOptions};
use crate::database::value::Value;
use crate::failpoint::failpoint;

/// How plain dumps end.
const PLAIN_END: &str = "-- PostgreSQL database dump complete";

/// One dump.
pub(crate) struct Dump<'a> {
    pub(crate) url: &'a str,
    pub(crate) to: &'a Path,
    pub(crate) form: Form,
    pub(crate) programs: Option<&'a Path>,
    pub(crate) lock_timeout: Duration,
}

impl Dump<'_> {
    /// Dumps; gives what the database holds, and where it is.
    pub(crate) fn run(
        &self,
        look: Look<'_>,
        progress: &mut dyn FnMut(BackupProgress),
    ) -> Result<(Content, String), BackupError> {
        let mut connection = PostgresConnection::open(self.url, &OpenOptions::read_only())?;
        // pg_dump sets up its session first; behind a proxy that is another program's.
        connection.refuse_pool()?;
        let target = connection.target().to_owned();
        let exported = connection.query("SELECT pg_export_snapshot()", &[])?;
        let snapshot = exported
            .scalar()
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned();
        let content = look(&mut connection)?;
        let format = match self.form {
            Form::Plain => "--format=plain",
            Form::Custom | Form::Sqlite => "--format=custom",
        };
        let snapshot = format!("--snapshot={snapshot}");
        let wait = format!(
            "--lock-wait-timeout={}",
            self.lock_timeout.as_millis().max(1)
        );
        let call = Call {
            name: "pg_dump",
            folder: self.programs,
            url: self.url,
            is_fed: false,
            is_read: true,
        };
        let mut program = call.start(&[format, &snapshot, &wait].map(OsStr::new))?;
        failpoint!("after", "starting pg_dump");
        let copied = self.copy(program.child.stdout.take(), progress);
        if copied.is_err() {
            program.kill();
        }
        let ended = program.finish();
        copied?;
        ended?;
        failpoint!("after", "pg_dump");
        check(self.to, self.form, self.programs)?;
        Ok((content, target))
    }

    fn copy(
        &self,
        source: Option<std::process::ChildStdout>,
        progress: &mut dyn FnMut(BackupProgress),
    ) -> Result<(), BackupError> {
        let failed = |error| write_error(self.to, error);
        let Some(mut source) = source else {
            return Ok(());
        };
        let mut file = FileOptions::new()
            .write(true)
            .open(self.to)
            .map_err(failed)?;
        let mut buffer = vec![0; 256 * 1024];
        let mut done = 0_u64;
        loop {
            let count = source.read(&mut buffer).map_err(failed)?;
            let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
                return Ok(());
            };
            file.write_all(part).map_err(failed)?;
            failpoint!("after", "writing a part of a dump");
            done += count as u64;
            progress(BackupProgress { done, total: None });
        }
    }
}

/// Whether a file is a whole dump, as far as that can be told without a server.
pub(crate) fn check(path: &Path, form: Form, programs: Option<&Path>) -> Result<(), BackupError> {
    let damaged = |message: &str| BackupError::Damaged {
        path: path.into(),
        message: message.to_owned(),
    };
    if form == Form::Plain {
        let end = tail(path).map_err(|error| write_error(path, error))?;
        return if end.contains(PLAIN_END) {
            Ok(())
        } else {
            Err(damaged("its end is missing"))
        };
    }
    let call = Call {
        name: "pg_restore",
        folder: programs,
        url: "",
        is_fed: false,
        is_read: false,
    };
    match call
        .start(&[OsStr::new("--list"), path.as_os_str()])
        .and_then(super::program::Program::finish)
    {
        Err(BackupError::Program { message, .. }) => Err(damaged(&message)),
        other => other,
    }
}

fn tail(path: &Path) -> std::io::Result<String> {
    use std::io::{Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(512)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
