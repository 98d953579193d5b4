//! PostgreSQL, through `sqlx`; `adapter` is the only file that is asynchronous.

mod adapter;
mod backup;
mod catalogue;
mod connection;
mod literal;
mod lock;
pub(in crate::database) mod scratch;

pub(crate) use backup::backup;
pub use connection::PostgresConnection;
