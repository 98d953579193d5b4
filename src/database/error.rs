//! Errors of statements and of connecting.

use std::path::PathBuf;

use bridge_importers::Dialect;

/// The code that the driver gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriverCode {
    /// SQLite's extended result code.
    Sqlite(i32),
    /// PostgreSQL's five characters.
    Sqlstate(String),
    /// The connection failed; the server said nothing.
    Connection,
    /// Misuse of the driver (a value of the wrong type, text with NUL).
    Driver,
}

impl std::fmt::Display for DriverCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(code) => write!(f, "SQLite {code}"),
            Self::Sqlstate(state) => write!(f, "SQLSTATE {state}"),
            Self::Connection => f.write_str("connection"),
            Self::Driver => f.write_str("driver"),
        }
    }
}

/// The fields of PostgreSQL's error messages that stand beside message, detail and hint
/// (PostgreSQL documentation, "Error and Notice Message Fields").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// The character of the statement at which it stopped, from 1.
    pub position: Option<usize>,
    /// The statement that the server made itself, and the character in it.
    pub internal: Option<(String, usize)>,
    /// Where in functions.
    pub context: Option<String>,
    /// Schema.
    pub schema: Option<String>,
    /// Table.
    pub table: Option<String>,
    /// Column.
    pub column: Option<String>,
    /// Data type.
    pub data_type: Option<String>,
    /// Constraint.
    pub constraint: Option<String>,
}

/// A statement that the database refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct StatementError {
    /// The dialect; codes mean something only together with it.
    pub dialect: Dialect,
    /// The database's message.
    pub message: String,
    /// PostgreSQL's `DETAIL`.
    pub detail: Option<String>,
    /// PostgreSQL's `HINT`.
    pub hint: Option<String>,
    /// What else PostgreSQL says.
    pub fields: Option<Box<ErrorFields>>,
    /// The code.
    pub code: DriverCode,
}

impl StatementError {
    /// Whether nothing may catch it: the disk is full, I/O failed, the database
    /// is busy, corrupt or read-only, the statement was interrupted, the
    /// connection is lost. Going on after such an error would lose statements.
    pub fn is_fatal(&self) -> bool {
        match &self.code {
            // READONLY, BUSY, NOMEM, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
            DriverCode::Sqlite(code) => {
                matches!(code & 0xff, 5 | 7 | 8 | 9 | 10 | 11 | 13 | 14 | 15 | 26)
            }
            DriverCode::Sqlstate(state) => {
                matches!(state.get(..2), Some("08" | "53" | "58" | "40" | "F0"))
                    || state.starts_with("57P")
                    || matches!(
                        state.as_str(),
                        "57014" | "55P03" | "25006" | "25P02" | "25P03" | "25P04"
                    )
                    || matches!(state.as_str(), "XX001" | "XX002")
            }
            DriverCode::Connection => true,
            DriverCode::Driver => false,
        }
    }

    /// Whether another process held what the statement needed.
    pub fn is_busy(&self) -> bool {
        match &self.code {
            DriverCode::Sqlite(code) => matches!(code & 0xff, 5 | 6),
            DriverCode::Sqlstate(state) => state == "55P03",
            DriverCode::Connection | DriverCode::Driver => false,
        }
    }

    /// Whether another session of the server was in the way, so that the same
    /// transaction may succeed later: a lock that was not given in time, a
    /// deadlock, a serialization failure.
    pub fn is_conflict(&self) -> bool {
        matches!(&self.code, DriverCode::Sqlstate(state) if matches!(state.as_str(), "55P03" | "40P01" | "40001"))
    }

    /// Whether a SQLite file has a hot journal that only a writer may roll back.
    pub fn is_recovery_due(&self) -> bool {
        // SQLITE_READONLY_RECOVERY, _ROLLBACK, _CANTINIT
        matches!(self.code, DriverCode::Sqlite(264 | 776 | 1288))
    }

    /// Whether an `except CLASS` of the legacy code would have caught it.
    /// Class names are Python's, in full; see [`StatementError::is_fatal`] for what is never caught.
    pub fn caught_by(&self, class: &str) -> bool {
        !self.is_fatal() && super::exception::catches(self, class)
    }

    /// PEP 249's class of the exception that the driver would have raised.
    pub fn class(&self) -> &'static str {
        super::exception::kind(self).name()
    }

    /// The driver's own class in full: `sqlite3.IntegrityError`, `psycopg2.errors.UniqueViolation`.
    pub fn driver_class(&self) -> String {
        super::exception::driver_class(self)
    }

    /// PostgreSQL's SQLSTATE.
    pub fn sqlstate(&self) -> Option<&str> {
        match &self.code {
            DriverCode::Sqlstate(state) => Some(state),
            _ => None,
        }
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<&'static str> {
        match &self.code {
            DriverCode::Sqlite(code) => match code & 0xff {
                5 => Some(
                    "Another process is using the database. Wait until it is done, or raise --lock-timeout.",
                ),
                8 => Some("The file or its folder cannot be written. Check owner and permissions."),
                10 => {
                    Some("Reading or writing the file failed. Check the disk before running again.")
                }
                11 | 26 => {
                    Some("The file is damaged or no SQLite database. Restore it from a backup.")
                }
                13 => Some("The disk is full. Free space and run again."),
                _ => None,
            },
            DriverCode::Sqlstate(state) => match state.as_str() {
                "42501" => {
                    Some("The database user lacks a right. Grant it, or run with the owner's user.")
                }
                "53100" => Some("The server's disk is full. Free space and run again."),
                "55P03" => Some(
                    "Another session holds a lock that the statement needs. Run again when it is done.",
                ),
                "57P01" | "57P02" => Some("The server was stopped. Start it and run again."),
                _ => None,
            },
            DriverCode::Connection => Some(
                "The connection to the server was lost. The server rolls back what was open; run again.",
            ),
            DriverCode::Driver => None,
        }
    }
}

/// Why a database could not be opened. No message holds a password.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ConnectError {
    /// There is no such file.
    #[error("there is no database file {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("cannot open {}: {message}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// Another process has the file for itself.
    #[error("another process keeps {} locked", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file can be read and not written.
    #[error("{} cannot be written: the file or its folder is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// A crash left a journal; reading is possible only after a writer rolled it back.
    #[error("{} was left by a crash in the middle of a transaction; recovery is due", path.display())]
    RecoveryDue {
        /// The file.
        path: PathBuf,
    },
    /// The server refused or could not be reached.
    #[error("cannot connect to {target}: {message}")]
    Server {
        /// Host, port and database, without user or password.
        target: String,
        /// Why.
        message: String,
        /// SQLSTATE, where the server answered.
        code: Option<String>,
    },
    /// The connection cannot be encrypted, or the server is not believed.
    #[error("cannot connect to {target}: {message}")]
    Tls {
        /// Host, port and database, without user or password.
        target: String,
        /// What is wrong.
        message: String,
        /// What to do.
        advice: &'static str,
    },
    /// A proxy stands before the server, and the work needs a session of its own.
    #[error(
        "{target} is a pooling proxy: each transaction there is in another session of the server"
    )]
    Pooled {
        /// Host, port and database, without user or password.
        target: String,
    },
    /// The URL is not understood by the driver.
    #[error("the URL of {target} is not understood: {message}")]
    Url {
        /// What was to be opened, without user or password.
        target: String,
        /// Why.
        message: String,
    },
}

impl ConnectError {
    /// What to do next.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Missing { .. } => {
                "Check the URL (a relative path counts from the folder of its source, or of bridge.toml where it has none), or let `bridge upgrade --create` make the file."
            }
            Self::File { .. } => "Check the path and its permissions.",
            Self::Locked { .. } => {
                "Wait until that process is done or stop it, or raise --lock-timeout."
            }
            Self::ReadOnly { .. } => {
                "Give the user who runs bridge the right to write the file and its folder."
            }
            Self::RecoveryDue { .. } => {
                "Run `bridge upgrade`: it opens the file for writing, and SQLite recovers it."
            }
            Self::Server { code, .. } => match code.as_deref() {
                Some("28P01" | "28000") => {
                    "Check user and password in the URL, PGPASSWORD or ~/.pgpass."
                }
                Some("3D000") => "Create the database, or correct its name in the URL.",
                _ => "Check host and port, and that the server runs and accepts connections.",
            },
            Self::Tls { advice, .. } => advice,
            Self::Pooled { .. } => {
                "Give the URL of the server itself for this command: --url NAME=postgresql://SERVER:5432/DATABASE. Revisions inside transactions also run through the proxy, with --no-backup."
            }
            Self::Url { .. } => "Correct the URL in bridge.toml or in the environment.",
        }
    }
}
