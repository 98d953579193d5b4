//! `bridge_setting`: the few things about a database that are no revisions.
//!
//! | name | value |
//! | --- | --- |
//! | `mirror:LANE` | `ended`, once `cutover --finish` has ended the mirroring |
//! | `witness:DATABASE` | the last sequence of that satellite's witness that home knows |
//! | `running:REVISION` | how far a step outside a transaction is, as JSON; also in the satellite where it runs |

use std::collections::BTreeMap;

use super::error::{LedgerError, Place};
use crate::database::{Connection, Field, Given, StatementError, Table};
use crate::plan::{DatabaseName, Progress};

/// The table's name.
pub const SETTING_TABLE: &str = "bridge_setting";

const MIRROR: &str = "mirror:";
const WITNESS: &str = "witness:";
const RUNNING: &str = "running:";

/// The settings table at its address.
#[derive(Debug, Clone)]
pub struct Settings {
    database: DatabaseName,
    address: Table,
}

impl Settings {
    /// The table in a schema (`None` on SQLite).
    pub fn new(database: &str, schema: Option<String>) -> Self {
        Self {
            database: database.to_owned(),
            address: Table {
                schema,
                name: SETTING_TABLE.to_owned(),
            },
        }
    }

    /// The table's address.
    pub fn address(&self) -> &Table {
        &self.address
    }

    /// Makes the table where it is missing.
    ///
    /// # Errors
    /// What the database says.
    pub fn create(&self, connection: &mut dyn Connection) -> Result<(), LedgerError> {
        connection
            .execute(&format!(
                "CREATE TABLE IF NOT EXISTS {} (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
                self.address.sql()
            ))
            .map(drop)
            .map_err(|source| self.refused(source))
    }

    /// Reads all settings; the table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn read(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        let mut settings = BTreeMap::new();
        connection
            .read_table(
                &self.address,
                &["name", "value"],
                &mut |given| match given {
                    Given::Row([Field::Text(name), Field::Text(value)]) => {
                        settings.insert((*name).to_owned(), (*value).to_owned());
                    }
                    Given::Row(_) => {}
                    Given::Again => settings.clear(),
                },
            )
            .map_err(|source| self.refused(source))?;
        Ok(settings)
    }

    /// Ends the mirroring of a lane, or begins it again. The table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_mirroring(
        &self,
        connection: &mut dyn Connection,
        lane: &str,
        mirrored: bool,
    ) -> Result<(), LedgerError> {
        let name = format!("{MIRROR}{lane}");
        if mirrored {
            self.remove(connection, &name)
        } else {
            self.set(connection, &name, "ended")
        }
    }

    /// Keeps the last sequence of a satellite's witness. The table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_witness(
        &self,
        connection: &mut dyn Connection,
        database: &str,
        sequence: i64,
    ) -> Result<(), LedgerError> {
        self.set(
            connection,
            &format!("{WITNESS}{database}"),
            &sequence.to_string(),
        )
    }

    /// Keeps how far a step outside a transaction is. The table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_progress(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
        progress: &Progress,
    ) -> Result<(), LedgerError> {
        let name = format!("{RUNNING}{revision}");
        let value = serde_json::to_string(progress).map_err(|error| LedgerError::Row {
            place: self.place(),
            revision: revision.to_owned(),
            message: error.to_string(),
        })?;
        self.set(connection, &name, &value)
    }

    /// Forgets it: the step is complete, or it never began. The table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_progress(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
    ) -> Result<(), LedgerError> {
        self.remove(connection, &format!("{RUNNING}{revision}"))
    }

    /// How far a step outside a transaction is, as these settings say. What is
    /// no progress counts as none: the planner then asks a person.
    pub(super) fn progress(
        settings: &BTreeMap<String, String>,
        revision: &str,
    ) -> Option<Progress> {
        settings
            .get(&format!("{RUNNING}{revision}"))
            .and_then(|value| serde_json::from_str(value).ok())
    }

    fn set(
        &self,
        connection: &mut dyn Connection,
        name: &str,
        value: &str,
    ) -> Result<(), LedgerError> {
        let touched = connection
            .execute_with(
                &format!(
                    "INSERT INTO {} (name, value) VALUES ($1, $2) \
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    self.address.sql()
                ),
                &[name.into(), value.into()],
            )
            .map_err(|source| self.refused(source))?;
        if touched == 1 {
            Ok(())
        } else {
            Err(LedgerError::Touched {
                place: self.place(),
                action: format!("keeping {name}"),
                touched,
            })
        }
    }

    fn remove(&self, connection: &mut dyn Connection, name: &str) -> Result<(), LedgerError> {
        connection
            .execute_with(
                &format!("DELETE FROM {} WHERE name = $1", self.address.sql()),
                &[name.into()],
            )
            .map(drop)
            .map_err(|source| self.refused(source))
    }

    /// The table and its database, for an error.
    pub(crate) fn place(&self) -> Place {
        Place::new(&self.database, &self.address)
    }

    fn refused(&self, source: StatementError) -> LedgerError {
        LedgerError::Statement {
            place: self.place(),
            source,
        }
    }
}

/// The lanes whose mirroring has ended.
pub(super) fn unmirrored(settings: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    settings.keys().filter_map(|name| name.strip_prefix(MIRROR))
}

/// The last sequence of a satellite's witness that home knows; 0 where there was none.
pub(super) fn witnessed(settings: &BTreeMap<String, String>, database: &str) -> i64 {
    settings
        .get(&format!("{WITNESS}{database}"))
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// The last sequence of every satellite's witness that home knows.
pub(super) fn all_witnessed(
    settings: &BTreeMap<String, String>,
) -> impl Iterator<Item = (String, i64)> {
    settings.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix(WITNESS)?.to_owned(), value.parse().ok()?))
    })
}
