//! PostgreSQL, through `sqlx`; `adapter` is the only file that is asynchronous.

mod adapter;
mod backup;
mod catalogue;
mod connection;
pub(crate) mod error_text;
mod literal;
mod lock;
mod program;
mod replace;
mod restore;
pub(in crate::database) mod scratch;

mod tls;

pub(crate) use backup::{Dump, check as check_dump};
pub use connection::PostgresConnection;
pub(crate) use restore::{may_replace, restore};
