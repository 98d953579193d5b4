//! `bridge_witness`: what runs did in a satellite, written in the transaction
//! that did it. When home's commit is lost, the witness can tell it all again.

use super::error::{LedgerError, Place};
use super::version::{how, milliseconds, number, read_how, text};
use crate::database::{Connection, Field, Given, StatementError, Table};
use crate::plan::{DatabaseName, RowState, VersionRow};
use bridge_importers::Direction;

/// The witness table's name.
pub const WITNESS_TABLE: &str = "bridge_witness";

const COLUMNS: &str = "sequence, run, direction, revision, \"position\", lane, message, checksum, \
     how, applied_at, execution_ms, bridge_version";

/// One thing that was done in a satellite.
#[derive(Debug, Clone, PartialEq)]
pub struct WitnessRow {
    /// Counts up, from 1.
    pub sequence: i64,
    /// The run.
    pub run: String,
    /// Done or undone.
    pub direction: Direction,
    /// The version row that belongs to it.
    pub version: VersionRow,
}

/// The witness table of one satellite.
#[derive(Debug, Clone)]
pub struct WitnessTable {
    database: DatabaseName,
    address: Table,
    insert: String,
}

impl WitnessTable {
    /// The table in a schema (`None` on SQLite).
    pub fn new(database: &str, schema: Option<String>) -> Self {
        let address = Table {
            schema,
            name: WITNESS_TABLE.to_owned(),
        };
        Self {
            database: database.to_owned(),
            insert: format!(
                "INSERT INTO {} ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                address.sql()
            ),
            address,
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
        let sql = format!(
            "CREATE TABLE IF NOT EXISTS {} (\n\
             \tsequence BIGINT NOT NULL PRIMARY KEY,\n\
             \trun TEXT NOT NULL,\n\
             \tdirection TEXT NOT NULL CHECK (direction IN ('up', 'down')),\n\
             \trevision TEXT NOT NULL,\n\
             \t\"position\" INTEGER NOT NULL,\n\
             \tlane TEXT NOT NULL,\n\
             \tmessage TEXT NOT NULL,\n\
             \tchecksum TEXT NOT NULL,\n\
             \thow TEXT NOT NULL,\n\
             \tapplied_at TEXT NOT NULL,\n\
             \texecution_ms BIGINT NOT NULL,\n\
             \tbridge_version TEXT NOT NULL\n)",
            self.address.sql()
        );
        connection
            .execute(&sql)
            .map(drop)
            .map_err(|source| self.refused(source))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// What the database says, or that not exactly one row was written.
    pub fn insert(
        &self,
        connection: &mut dyn Connection,
        row: &WitnessRow,
    ) -> Result<(), LedgerError> {
        let version = &row.version;
        let touched = connection
            .execute_with(
                &self.insert,
                &[
                    row.sequence.into(),
                    row.run.as_str().into(),
                    direction(row.direction).into(),
                    version.revision.as_str().into(),
                    version.position.into(),
                    version.lane.as_str().into(),
                    version.message.as_str().into(),
                    version.checksum.as_str().into(),
                    how(version.how).into(),
                    version.applied_at.as_str().into(),
                    milliseconds(version.execution_ms),
                    version.bridge_version.as_str().into(),
                ],
            )
            .map_err(|source| self.refused(source))?;
        if touched == 1 {
            Ok(())
        } else {
            Err(LedgerError::Touched {
                place: self.place(),
                action: format!("adding {}", version.revision),
                touched,
            })
        }
    }

    /// The last sequence; 0 in an empty table. The table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn last(&self, connection: &mut dyn Connection) -> Result<i64, LedgerError> {
        let mut last = 0;
        connection
            .read_table(&self.address, &["sequence"], &mut |given| match given {
                Given::Row([Field::Integer(sequence), ..]) => last = last.max(*sequence),
                Given::Row(_) => {}
                Given::Again => last = 0,
            })
            .map_err(|source| self.refused(source))?;
        Ok(last)
    }

    /// The rows after a sequence, in order. The table must exist.
    ///
    /// # Errors
    /// What the database says, or a row that bridge did not write.
    pub fn after(
        &self,
        connection: &mut dyn Connection,
        database: &str,
        sequence: i64,
    ) -> Result<Vec<WitnessRow>, LedgerError> {
        let rows = connection
            .query(
                &format!(
                    "SELECT {COLUMNS} FROM {} WHERE sequence > $1 ORDER BY sequence",
                    self.address.sql()
                ),
                &[sequence.into()],
            )
            .map_err(|source| self.refused(source))?;
        rows.rows
            .into_iter()
            .map(|values| {
                let fields: Vec<Field<'_>> = values.iter().map(Field::from).collect();
                witness_row(&fields, database).map_err(|message| LedgerError::Row {
                    place: self.place(),
                    revision: text(&fields, 3).unwrap_or("?").to_owned(),
                    message,
                })
            })
            .collect()
    }

    fn place(&self) -> Place {
        Place::new(&self.database, &self.address)
    }

    fn refused(&self, source: StatementError) -> LedgerError {
        LedgerError::Statement {
            place: self.place(),
            source,
        }
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

fn witness_row(values: &[Field<'_>], database: &str) -> Result<WitnessRow, String> {
    Ok(WitnessRow {
        sequence: number(values, 0)?,
        run: text(values, 1)?.to_owned(),
        direction: match text(values, 2)? {
            "up" => Direction::Up,
            "down" => Direction::Down,
            other => return Err(format!("direction = {other:?} is unknown")),
        },
        version: VersionRow {
            revision: text(values, 3)?.into(),
            position: number(values, 4)?,
            lane: text(values, 5)?.into(),
            database: database.into(),
            message: text(values, 6)?.into(),
            checksum: text(values, 7)?.to_owned(),
            how: read_how(text(values, 8)?)?,
            state: RowState::Done,
            statements_done: 0,
            applied_at: text(values, 9)?.into(),
            execution_ms: number(values, 10)?,
            bridge_version: text(values, 11)?.into(),
        },
    })
}
