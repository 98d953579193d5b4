//! Scratch databases: empty, of the same kind as a real one, gone when they
//! are dropped. Rehearsals and `verify` build the chain on them.

use std::time::Duration;

use super::connection::Connection;
use super::error::{ConnectError, StatementError};
use super::{DatabaseUrl, postgres, sqlite};

/// An empty database. Dropping it takes the database away, whatever the way out is.
pub trait Scratch {
    /// The connection to it, for writing.
    fn connection(&mut self) -> &mut Box<dyn Connection>;
}

/// Why there is no scratch database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ScratchError {
    /// The server cannot be reached.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The role lacks the right.
    #[error(
        "the role \"{role}\" may not create databases on {target}, and a scratch database is needed there"
    )]
    NotAllowed {
        /// Role.
        role: String,
        /// Host, port and database.
        target: String,
    },
    /// The database refuses something else.
    #[error("a scratch database cannot be made on {target}: {source}")]
    Refused {
        /// Host, port and database, or the database in memory.
        target: String,
        /// Why.
        source: StatementError,
    },
}

impl ScratchError {
    /// What to do next.
    pub fn advice(&self) -> String {
        match self {
            Self::Connect(error) => error.advice().to_owned(),
            Self::NotAllowed { role, .. } => format!(
                "A scratch schema would not do: revisions name schemas, types and extensions of the whole database. \
                 Let an administrator run `ALTER ROLE \"{role}\" CREATEDB`, or name another server with --scratch URL."
            ),
            Self::Refused { source, .. } => source
                .hint
                .clone()
                .or_else(|| source.advice().map(str::to_owned))
                .unwrap_or_else(|| "Name another server with --scratch URL.".to_owned()),
        }
    }
}

/// A scratch database as the one at `url`: SQLite's in memory, PostgreSQL's on
/// the same server with the same encoding, locale and search path.
///
/// # Errors
/// See [`ScratchError`].
pub fn scratch(url: &DatabaseUrl, timeout: Duration) -> Result<Box<dyn Scratch>, ScratchError> {
    match url {
        DatabaseUrl::Sqlite { .. } => in_memory(),
        DatabaseUrl::Postgres { connection } => Ok(Box::new(
            postgres::scratch::PostgresScratch::make(connection, timeout)?,
        )),
    }
}

/// A SQLite database in memory.
///
/// # Errors
/// Only where memory is short.
pub fn in_memory() -> Result<Box<dyn Scratch>, ScratchError> {
    Ok(Box::new(sqlite::scratch::SqliteScratch::make()?))
}
