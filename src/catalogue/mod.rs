//! The live catalogue as data, for `verify`, `baseline` and the tests:
//! reading it, comparing two, saying the differences as a person would.

mod compare;
mod model;
mod part;
mod postgres;
mod sqlite;

use std::collections::BTreeSet;

use bridge_importers::Dialect;

pub use compare::{Difference, Presence, compare};
pub use model::{Catalogue, Column, Table};
pub use part::{Part, PartKind, Parts};

use crate::database::{Connection, StatementError};

/// Reads the catalogue of a database. Tables in `left_out` (ledgers, bridge's
/// own) are passed over; a name counts with and without its schema.
///
/// # Errors
/// Where the database refuses a query.
pub fn read(
    connection: &mut dyn Connection,
    left_out: &BTreeSet<String>,
) -> Result<Catalogue, StatementError> {
    Reader::default().read(connection, left_out)
}

/// Reads the catalogue of one database again and again.
#[derive(Debug, Default)]
pub struct Reader {
    texts: sqlite::Texts,
}

impl Reader {
    /// As [`read`]; what was read before is not parsed again.
    ///
    /// # Errors
    /// Where the database refuses a query.
    pub fn read(
        &mut self,
        connection: &mut dyn Connection,
        left_out: &BTreeSet<String>,
    ) -> Result<Catalogue, StatementError> {
        match connection.dialect() {
            Dialect::Sqlite => sqlite::read(connection, left_out, &mut self.texts),
            Dialect::Postgres => postgres::read(connection, left_out),
            Dialect::Mysql => Ok(Catalogue::default()),
        }
    }
}
