//! A scratch database in memory.

use super::SqliteConnection;
use crate::database::connection::Connection;
use crate::database::scratch::{Scratch, ScratchError};

/// It goes with its connection.
pub(in crate::database) struct SqliteScratch(Box<dyn Connection>);

impl SqliteScratch {
    pub(in crate::database) fn make() -> Result<Self, ScratchError> {
        let connection = SqliteConnection::in_memory().map_err(|source| ScratchError::Refused {
            target: "a database in memory".to_owned(),
            source,
        })?;
        Ok(Self(Box::new(connection)))
    }
}

impl Scratch for SqliteScratch {
    fn connection(&mut self) -> &mut Box<dyn Connection> {
        &mut self.0
    }
}
