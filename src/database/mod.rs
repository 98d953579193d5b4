//! Databases: connections, catalogue questions, locks and backups, a folder
//! per dialect with the same file names.
//!
//! Everything is synchronous. Libraries' errors are turned into [`StatementError`]
//! and [`ConnectError`] here; no driver's type is seen outside of this module.

pub mod backup;
pub mod connection;
pub mod error;
mod exception;
pub(crate) mod lent;
pub mod lock;
pub(crate) mod percent;
pub mod postgres;
pub mod restore;
pub mod scratch;
pub mod sqlite;
pub mod url;
pub mod value;

pub use connection::{Access, Connection, Given, OpenOptions, Survey, Table};
pub use error::{ConnectError, DriverCode, StatementError};
pub use lock::{LockError, LockName, Waiting};
pub use scratch::{Scratch, ScratchError, scratch};
pub use url::{DatabaseUrl, UrlError};
pub use value::{Field, Rows, Value};

/// Opens a connection to the database at `url`, in the dialect that the URL names.
///
/// # Errors
///
/// See [`ConnectError`]; no message holds a password.
pub fn open(url: &DatabaseUrl, options: &OpenOptions) -> Result<Box<dyn Connection>, ConnectError> {
    match url {
        DatabaseUrl::Sqlite { path } => {
            Ok(Box::new(sqlite::SqliteConnection::open(path, options)?))
        }
        DatabaseUrl::Postgres { connection } => Ok(Box::new(postgres::PostgresConnection::open(
            connection, options,
        )?)),
    }
}
