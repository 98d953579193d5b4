//! `bridge_version`: a row per applied revision.

use super::error::{LedgerError, Place};
use crate::database::{Connection, Field, Given, StatementError, Table, Value};
use crate::plan::{DatabaseName, How, RevisionId, RowState, VersionRow, Versions};
use bridge_importers::dialect::delimited;

/// The version table's name.
pub const VERSION_TABLE: &str = "bridge_version";

const COLUMNS: [&str; 12] = [
    "revision",
    "position",
    "lane",
    "database",
    "message",
    "checksum",
    "how",
    "state",
    "statements_done",
    "applied_at",
    "execution_ms",
    "bridge_version",
];

/// The version table at its address, with its statements ready.
#[derive(Debug, Clone)]
pub struct VersionTable {
    database: DatabaseName,
    address: Table,
    insert: String,
    delete: String,
    progress: String,
    finish: String,
}

impl VersionTable {
    /// The table in a schema (`None` on SQLite).
    pub fn new(database: &str, schema: Option<String>) -> Self {
        let address = Table {
            schema,
            name: VERSION_TABLE.to_owned(),
        };
        let table = address.sql();
        Self {
            database: database.to_owned(),
            insert: format!(
                "INSERT INTO {table} ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                COLUMNS.map(delimited).join(", ")
            ),
            delete: format!("DELETE FROM {table} WHERE revision = $1"),
            progress: format!(
                "UPDATE {table} SET state = 'running', statements_done = $1 WHERE revision = $2"
            ),
            finish: format!(
                "UPDATE {table} SET state = 'done', execution_ms = $1 WHERE revision = $2"
            ),
            address,
        }
    }

    /// The table's address.
    pub fn address(&self) -> &Table {
        &self.address
    }

    /// Makes the table.
    ///
    /// # Errors
    /// What the database says.
    pub fn create(&self, connection: &mut dyn Connection) -> Result<(), LedgerError> {
        // No STRICT: the old SQLite of an application's Python could not read the file any more.
        let sql = format!(
            "CREATE TABLE {} (\n\
             \trevision TEXT NOT NULL PRIMARY KEY,\n\
             \t\"position\" INTEGER NOT NULL,\n\
             \tlane TEXT NOT NULL,\n\
             \t\"database\" TEXT NOT NULL,\n\
             \tmessage TEXT NOT NULL,\n\
             \tchecksum TEXT NOT NULL,\n\
             \thow TEXT NOT NULL CHECK (how IN ('adopted', 'applied')),\n\
             \tstate TEXT NOT NULL CHECK (state IN ('running', 'done')),\n\
             \tstatements_done INTEGER NOT NULL,\n\
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
        row: &VersionRow,
    ) -> Result<(), LedgerError> {
        let parameters = [
            row.revision.as_str().into(),
            row.position.into(),
            row.lane.as_str().into(),
            row.database.as_str().into(),
            row.message.as_str().into(),
            row.checksum.as_str().into(),
            how(row.how).into(),
            state(row.state).into(),
            row.statements_done.into(),
            row.applied_at.as_str().into(),
            milliseconds(row.execution_ms),
            row.bridge_version.as_str().into(),
        ];
        self.one(connection, &self.insert, &parameters, || {
            format!("adding {}", row.revision)
        })
    }

    /// Takes a row away.
    ///
    /// # Errors
    /// What the database says, or that there was no such row.
    pub fn delete(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
    ) -> Result<(), LedgerError> {
        self.one(connection, &self.delete, &[revision.into()], || {
            format!("removing {revision}")
        })
    }

    /// Says how many statements of a step outside a transaction are done.
    ///
    /// # Errors
    /// What the database says, or that there was no such row.
    pub fn progress(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
        statements_done: u32,
    ) -> Result<(), LedgerError> {
        let parameters = [statements_done.into(), revision.into()];
        self.one(connection, &self.progress, &parameters, || {
            format!("keeping the progress of {revision}")
        })
    }

    /// Says that a step outside a transaction is complete.
    ///
    /// # Errors
    /// What the database says, or that there was no such row.
    pub fn finish(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
        execution_ms: u64,
    ) -> Result<(), LedgerError> {
        let parameters = [milliseconds(execution_ms), revision.into()];
        self.one(connection, &self.finish, &parameters, || {
            format!("completing {revision}")
        })
    }

    /// Says that a row is complete as it was: an undoing outside a transaction
    /// has changed nothing.
    ///
    /// # Errors
    /// What the database says, or that there was no such row.
    pub fn keep(&self, connection: &mut dyn Connection, revision: &str) -> Result<(), LedgerError> {
        let sql = format!(
            "UPDATE {} SET state = 'done' WHERE revision = $1",
            self.address.sql()
        );
        self.one(connection, &sql, &[revision.into()], || {
            format!("keeping {revision}")
        })
    }

    /// Replaces the checksum of a row (`bridge repair`).
    ///
    /// # Errors
    /// What the database says, or that there was no such row.
    pub fn set_checksum(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
        checksum: &str,
    ) -> Result<(), LedgerError> {
        let sql = format!(
            "UPDATE {} SET checksum = $1 WHERE revision = $2",
            self.address.sql()
        );
        self.one(
            connection,
            &sql,
            &[checksum.into(), revision.into()],
            || format!("accepting the script of {revision}"),
        )
    }

    /// Replaces the checksum that an applied revision was recorded with.
    ///
    /// # Errors
    /// What the database says, or that there was no row with the old checksum.
    pub fn rerecord(
        &self,
        connection: &mut dyn Connection,
        revision: &str,
        from: &str,
        to: &str,
    ) -> Result<(), LedgerError> {
        let sql = format!(
            "UPDATE {} SET checksum = $1 WHERE revision = $2 AND checksum = $3",
            self.address.sql()
        );
        let parameters = [to.into(), revision.into(), from.into()];
        self.one(connection, &sql, &parameters, || {
            format!("replacing the checksum of {revision}")
        })
    }

    /// Reads all rows; the table must exist.
    ///
    /// # Errors
    /// What the database says, or a row that bridge did not write.
    pub fn read(&self, connection: &mut dyn Connection) -> Result<Versions, LedgerError> {
        let mut rows = Versions::new();
        let mut wrong = None;
        connection
            .read_table(&self.address, &COLUMNS, &mut |given| match given {
                Given::Row(values) => match version_row(values) {
                    Ok(row) => {
                        rows.insert(row.revision.clone(), row);
                    }
                    Err(message) => {
                        wrong.get_or_insert_with(|| LedgerError::Row {
                            place: self.place(),
                            revision: text(values, 0).unwrap_or("?").to_owned(),
                            message,
                        });
                    }
                },
                Given::Again => {
                    rows.clear();
                    wrong = None;
                }
            })
            .map_err(|source| self.refused(source))?;
        wrong.map_or(Ok(rows), Err)
    }

    /// Reads the revisions that are complete.
    ///
    /// # Errors
    /// What the database says.
    pub fn read_revisions(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<Vec<RevisionId>, LedgerError> {
        let found = connection
            .query(
                &format!(
                    "SELECT revision FROM {} WHERE state = 'done' ORDER BY revision",
                    self.address.sql()
                ),
                &[],
            )
            .map_err(|source| self.refused(source))?;
        Ok(found.texts().map(str::to_owned).collect())
    }

    fn one(
        &self,
        connection: &mut dyn Connection,
        sql: &str,
        parameters: &[Value],
        action: impl FnOnce() -> String,
    ) -> Result<(), LedgerError> {
        match connection.execute_with(sql, parameters) {
            Ok(1) => Ok(()),
            Ok(touched) => Err(LedgerError::Touched {
                place: self.place(),
                action: action(),
                touched,
            }),
            Err(source) => Err(self.refused(source)),
        }
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

/// Now in UTC, as version rows keep it.
pub fn now() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

pub(super) fn milliseconds(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Adopted => "adopted",
        How::Applied => "applied",
    }
}

pub(super) fn read_how(text: &str) -> Result<How, String> {
    match text {
        "adopted" => Ok(How::Adopted),
        "applied" => Ok(How::Applied),
        other => Err(format!("how = {other:?} is unknown")),
    }
}

fn state(state: RowState) -> &'static str {
    match state {
        RowState::Running => "running",
        RowState::Done => "done",
    }
}

/// The text at a position of a row.
pub(super) fn text<'a>(values: &[Field<'a>], index: usize) -> Result<&'a str, String> {
    match values.get(index) {
        Some(Field::Text(text)) => Ok(text),
        _ => Err(format!("column {} holds no text", index + 1)),
    }
}

/// The number at a position of a row.
pub(super) fn number<T: TryFrom<i64>>(values: &[Field<'_>], index: usize) -> Result<T, String> {
    match values.get(index) {
        Some(Field::Integer(number)) => T::try_from(*number).ok(),
        _ => None,
    }
    .ok_or_else(|| format!("column {} holds no number of its range", index + 1))
}

fn version_row(values: &[Field<'_>]) -> Result<VersionRow, String> {
    Ok(VersionRow {
        revision: text(values, 0)?.into(),
        position: number(values, 1)?,
        lane: text(values, 2)?.into(),
        database: text(values, 3)?.into(),
        message: text(values, 4)?.into(),
        checksum: text(values, 5)?.to_owned(),
        how: read_how(text(values, 6)?)?,
        state: match text(values, 7)? {
            "running" => RowState::Running,
            "done" => RowState::Done,
            other => return Err(format!("state = {other:?} is unknown")),
        },
        statements_done: number(values, 8)?,
        applied_at: text(values, 9)?.into(),
        execution_ms: number(values, 10)?,
        bridge_version: text(values, 11)?.into(),
    })
}
