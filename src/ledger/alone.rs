//! What one database says by itself, whatever the others say: for backups,
//! which hold one database each, and for restores, after which databases may
//! contradict each other.

use std::collections::BTreeMap;

use super::error::LedgerError;
use super::setting::{self, Settings};
use super::state::{Layout, Reading, look};
use super::version::VersionTable;
use super::witness::WitnessTable;
use crate::database::Connection;
use crate::plan::{DatabaseName, Lane, LedgerRows, Versions};
use bridge_importers::Direction;

/// The ledgers of one database.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alone {
    /// Revisions that are applied to it: from the version table of a home, from
    /// the witness of a satellite.
    pub versions: Versions,
    /// Its legacy ledgers, by lane.
    pub ledgers: BTreeMap<Lane, LedgerRows>,
    /// The last sequence of a satellite's witness.
    pub witness: i64,
    /// The last sequence of each satellite that a home remembers.
    pub witnessed: BTreeMap<DatabaseName, i64>,
}

/// Reads the ledgers of one database.
///
/// # Errors
/// What the database says, or rows that bridge did not write.
pub fn read_alone(
    layout: &Layout,
    name: &str,
    connection: &mut dyn Connection,
) -> Result<Alone, LedgerError> {
    let mut reading = Reading::default();
    let schema = layout.databases.get(name).cloned().flatten();
    let found = look(layout, name, &schema, connection, &mut reading)?;
    let mut alone = Alone {
        ledgers: reading.state.ledgers,
        ..Alone::default()
    };
    if name == layout.home {
        if found.version {
            alone.versions = VersionTable::new(name, found.schema.clone()).read(connection)?;
            alone.versions.retain(|_, row| row.database == name);
        }
        if found.settings {
            let settings = Settings::new(name, found.schema).read(connection)?;
            alone.witnessed = setting::all_witnessed(&settings).collect();
        }
        return Ok(alone);
    }
    if found.witness {
        let table = WitnessTable::new(name, found.schema);
        alone.witness = table.last(connection)?;
        for row in table.after(connection, name, 0)? {
            match row.direction {
                Direction::Up => {
                    alone
                        .versions
                        .insert(row.version.revision.clone(), row.version);
                }
                Direction::Down => {
                    alone.versions.remove(row.version.revision.as_str());
                }
            }
        }
    }
    Ok(alone)
}

/// What a home records of its satellites.
///
/// # Errors
/// What the database says, or rows that bridge did not write.
pub fn read_satellites(
    layout: &Layout,
    connection: &mut dyn Connection,
) -> Result<Versions, LedgerError> {
    let home = &layout.home;
    let schema = layout.databases.get(home).cloned().flatten();
    let found = look(layout, home, &schema, connection, &mut Reading::default())?;
    let mut versions = Versions::new();
    if found.version {
        versions = VersionTable::new(home, found.schema).read(connection)?;
        versions.retain(|_, row| row.database != *home);
    }
    Ok(versions)
}
