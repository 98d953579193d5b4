//! PostgreSQL's programs as children.
//!
//! A child lives and dies with bridge: it talks to bridge through pipes, so
//! that it ends with the next byte once bridge is gone. One that waits for a
//! lock writes no byte: where `setpriv` knows how (util-linux), the kernel kills
//! it, and elsewhere (Alpine, macOS) a shell that waits for bridge's end does.
//! A password goes through the environment, never through the arguments, which
//! every user of the machine can read.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::JoinHandle;

use super::adapter::{PARAMETER, password, without_secret};
use crate::database::backup::BackupError;
use crate::database::percent::decoded;

const PACKAGE: &str = "postgresql-client";

/// A running program of PostgreSQL's.
pub(super) struct Program {
    pub(super) child: Child,
    name: &'static str,
    url: String,
    messages: Option<JoinHandle<String>>,
    watcher: Option<Watcher>,
}

/// A program and its arguments.
pub(super) struct Call<'a> {
    /// `pg_dump`, `pg_restore`, `psql`
    pub(super) name: &'static str,
    /// The folder that has it, where it is not in the search path.
    pub(super) folder: Option<&'a Path>,
    /// The database; its password becomes `PGPASSWORD`. Empty for none.
    pub(super) url: &'a str,
    /// Whether bridge writes to it.
    pub(super) is_fed: bool,
    /// Whether bridge reads from it.
    pub(super) is_read: bool,
}

impl Call<'_> {
    /// Starts it; `--dbname` is added to the arguments.
    pub(super) fn start(&self, arguments: &[&std::ffi::OsStr]) -> Result<Program, BackupError> {
        let path = match self.folder {
            Some(folder) => folder.join(self.name),
            None => self.name.into(),
        };
        let is_tied = ends_with_parent();
        let mut command = if is_tied {
            let mut command = Command::new("setpriv");
            command.args(["--pdeathsig", "KILL", "--"]).arg(&path);
            command
        } else {
            Command::new(&path)
        };
        command.args(arguments);
        if !self.url.is_empty() {
            command.arg("--no-password");
            command.arg("--dbname").arg(without_password(self.url));
            if let Some(password) = password(self.url) {
                command.env("PGPASSWORD", decoded(&password));
            }
        }
        let pipe = |is_used: bool| {
            if is_used {
                Stdio::piped()
            } else {
                Stdio::null()
            }
        };
        let mut child = command
            .env("PGAPPNAME", format!("bridge {}", self.name))
            // Messages are read by their words, and shown to people who read English.
            .env("LC_MESSAGES", "C")
            .env_remove("LC_ALL")
            // A service is part of the URL by now.
            .env_remove("PGSERVICE")
            .stdin(pipe(self.is_fed))
            .stdout(pipe(self.is_read))
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| match source.kind() {
                std::io::ErrorKind::NotFound => missing(self.name),
                _ => BackupError::Program {
                    program: self.name.to_owned(),
                    status: "not started".to_owned(),
                    message: source.to_string(),
                },
            })?;
        let watcher = (!is_tied).then(|| Watcher::of(child.id())).transpose();
        let watcher = match watcher {
            Ok(watcher) => watcher,
            Err(source) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(BackupError::Program {
                    program: self.name.to_owned(),
                    status: "not watched".to_owned(),
                    message: format!("`sh` cannot be started: {source}"),
                });
            }
        };
        // Read beside the work: a full pipe of warnings would stop the child for good.
        let messages = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut bytes = Vec::new();
                let _ = stderr.read_to_end(&mut bytes);
                String::from_utf8_lossy(&bytes).into_owned()
            })
        });
        Ok(Program {
            child,
            name: self.name,
            url: self.url.to_owned(),
            messages,
            watcher,
        })
    }
}

impl Program {
    /// Ends it: a child that waits for a server must not outlive the work.
    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
    }

    /// Waits for its end.
    pub(super) fn finish(mut self) -> Result<(), BackupError> {
        drop(self.child.stdin.take());
        let status = self.child.wait().map_err(|source| BackupError::Program {
            program: self.name.to_owned(),
            status: "lost".to_owned(),
            message: source.to_string(),
        })?;
        drop(self.watcher.take());
        let messages = self
            .messages
            .take()
            .and_then(|thread| thread.join().ok())
            .unwrap_or_default();
        if status.success() {
            return Ok(());
        }
        let messages = without_secret(messages, &self.url);
        // setpriv says so of what it cannot start.
        if status.code() == Some(127) && messages.starts_with("setpriv:") {
            return Err(missing(self.name));
        }
        if messages.contains("server version mismatch") || messages.contains("unsupported version")
        {
            return Err(BackupError::OldProgram {
                program: self.name.to_owned(),
                message: versions(&messages),
            });
        }
        // pg_dump waits with `statement_timeout`, a restore with `lock_timeout`.
        let is_locked = messages.contains("canceling statement due to lock timeout")
            || (messages.contains("canceling statement due to statement timeout")
                && messages.contains("LOCK TABLE"));
        if is_locked {
            return Err(BackupError::TableLocked {
                program: self.name.to_owned(),
                message: last_lines(&messages),
            });
        }
        Err(BackupError::Program {
            program: self.name.to_owned(),
            status: status.to_string(),
            message: last_lines(&messages),
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // After `finish` it has ended, and this does nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A shell that reads from bridge and gets nothing: the end of its input is
/// bridge's end, and then it kills the child.
struct Watcher {
    shell: Child,
}

impl Watcher {
    fn of(child: u32) -> std::io::Result<Self> {
        let shell = Command::new("sh")
            .args(["-c", "read -r nothing; kill -KILL \"$0\" 2>/dev/null"])
            .arg(child.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { shell })
    }
}

impl Drop for Watcher {
    /// The child has ended, and its number may be another's by now: the shell
    /// goes before its input does.
    fn drop(&mut self) {
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

/// Whether `setpriv` can tie a child's life to its parent's.
fn ends_with_parent() -> bool {
    static KNOWN: OnceLock<bool> = OnceLock::new();
    *KNOWN.get_or_init(|| {
        Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

fn missing(program: &str) -> BackupError {
    BackupError::MissingProgram {
        program: program.to_owned(),
        package: PACKAGE.to_owned(),
    }
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

/// `server version: 16.2; pg_dump version: 15.4`, out of what was said.
fn versions(messages: &str) -> String {
    let wanted = |line: &&str| line.contains("version");
    let lines: Vec<&str> = messages
        .lines()
        .filter(wanted)
        .map(|line| line.rsplit_once("detail: ").map_or(line, |(_, said)| said))
        .filter(|line| !line.contains("server version mismatch"))
        .collect();
    if lines.is_empty() {
        last_lines(messages)
    } else {
        lines.join("; ")
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

    #[test]
    fn versions_that_do_not_fit_are_named() {
        let said = "pg_dump: error: aborting because of server version mismatch\n\
                    pg_dump: detail: server version: 17.2; pg_dump version: 15.18\n";
        assert_eq!(
            versions(said),
            "server version: 17.2; pg_dump version: 15.18"
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let call = Call {
            name: "pg_dump",
            folder: Some(Path::new("/nonexistent")),
            url: "",
            is_fed: false,
            is_read: false,
        };
        let error = call.start(&[]).and_then(Program::finish).unwrap_err();
        assert!(
            matches!(error, BackupError::MissingProgram { .. }),
            "{error}"
        );
    }
}
