//! Backup of a PostgreSQL database, through `pg_dump` in its custom format.
//!
//! The dump comes through a pipe: when bridge dies, `pg_dump` dies of the
//! broken pipe. The password goes through the child's environment, never
//! through its arguments, which every user of the machine can read.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::adapter::{PARAMETER, password, percent_decoded};
use crate::database::backup::{BackupError, BackupProgress};

const PACKAGE: &str = "postgresql-client";

pub(crate) fn backup(
    url: &str,
    to: &Path,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<(), BackupError> {
    let mut command = Command::new("pg_dump");
    command
        .arg("--format=custom")
        .arg("--no-password")
        .arg("--dbname")
        .arg(without_password(url))
        .env("PGAPPNAME", "bridge pg_dump")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(password) = password(url) {
        command.env("PGPASSWORD", percent_decoded(&password));
    }
    let mut child = command.spawn().map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => BackupError::MissingProgram {
            program: "pg_dump".to_owned(),
            package: PACKAGE.to_owned(),
        },
        _ => BackupError::Program {
            program: "pg_dump".to_owned(),
            status: "not started".to_owned(),
            message: source.to_string(),
        },
    })?;
    // Read beside the dump: a full pipe of warnings would stop pg_dump for good.
    let messages = child.stderr.take().map(|mut stderr| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });
    let copied = copy(child.stdout.take(), to, progress);
    if copied.is_err() {
        // The pipe is closed; a child that waits for the server must not outlive the run.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|source| BackupError::Write {
        path: to.into(),
        source,
    })?;
    let messages = messages
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    let copied = copied?;
    if !status.success() {
        return Err(BackupError::Program {
            program: "pg_dump".to_owned(),
            status: status.to_string(),
            message: last_lines(&messages),
        });
    }
    if !copied {
        return Err(BackupError::Damaged {
            path: to.into(),
            message: "pg_dump wrote no archive".to_owned(),
        });
    }
    Ok(())
}

/// Copies the dump to its file; whether it begins as an archive does.
fn copy(
    source: Option<std::process::ChildStdout>,
    to: &Path,
    progress: &mut dyn FnMut(BackupProgress),
) -> Result<bool, BackupError> {
    let failed = |source| BackupError::Write {
        path: to.into(),
        source,
    };
    let Some(mut source) = source else {
        return Ok(false);
    };
    let mut file = OpenOptions::new().write(true).open(to).map_err(failed)?;
    let mut buffer = vec![0; 256 * 1024];
    let mut head = Vec::new();
    let mut done = 0_u64;
    loop {
        let count = source.read(&mut buffer).map_err(failed)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            break;
        };
        if head.len() < 5 {
            head.extend(part.iter().take(5));
        }
        file.write_all(part).map_err(failed)?;
        done += count as u64;
        progress(BackupProgress { done, total: None });
    }
    Ok(head.starts_with(b"PGDMP"))
}

/// The URL without its password, for the arguments of a child process.
fn without_password(url: &str) -> String {
    let Some(password) = password(url) else {
        return url.to_owned();
    };
    let url = url.replacen(&format!(":{password}@"), "@", 1);
    let Some((location, query)) = url.split_once('?') else {
        return url;
    };
    // libpq takes no empty parameter.
    let kept: Vec<&str> = query
        .split('&')
        .filter(|one| !one.is_empty() && !one.starts_with(PARAMETER))
        .collect();
    if kept.is_empty() {
        location.to_owned()
    } else {
        format!("{location}?{}", kept.join("&"))
    }
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().collect();
    let from = lines.len().saturating_sub(5);
    lines.get(from..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_hold_no_password() {
        assert_eq!(
            without_password("postgresql://u:p%40w@h:5432/d?sslmode=require"),
            "postgresql://u@h:5432/d?sslmode=require"
        );
        assert_eq!(without_password("postgresql://u@h/d"), "postgresql://u@h/d");
        assert_eq!(
            without_password("postgresql:///d?password=p%40w&host=/run"),
            "postgresql:///d?host=/run"
        );
    }
}
