//! SQLite, through `rusqlite` and the SQLite that it brings.

mod backup;
mod catalogue;
mod connection;
mod constraints;
mod file;
mod folder;
mod foreign_keys;
mod functions;
mod holder;
mod lock;
mod reading;
mod resting;
mod restore;
pub(crate) mod result_code;
pub(in crate::database) mod scratch;

pub(crate) use backup::{backup, check};
pub(crate) use catalogue::master_table;
pub use connection::SqliteConnection;
pub(crate) use folder::FolderLock;
pub use foreign_keys::{Violation, violations};
pub(crate) use resting::AtRest;
pub(crate) use restore::restore;
