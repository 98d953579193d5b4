//! `alembic_version`, `schema_migrations` and `PRAGMA user_version`, read and written as their own tools do.

use std::collections::BTreeSet;

use super::error::{LedgerError, Place};
use crate::chain::{NotNumbered, NumberMeans, Numbered};
use crate::database::{Connection, Field, Given, StatementError, Table, Value};
use crate::plan::{DatabaseName, Lane, LedgerChange, LedgerRows};
use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;

/// Alembic's own width of `version_num`.
const ALEMBIC_WIDTH: usize = 32;

/// Where a lane's legacy ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyLedger {
    /// Lane.
    pub lane: Lane,
    /// The database that holds it.
    pub database: DatabaseName,
    /// Kind and name.
    pub kind: LegacyKind,
}

/// The kinds of legacy ledgers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegacyKind {
    /// `alembic_version`, or what `env.py` calls it.
    Alembic {
        /// `version_table`
        table: String,
        /// `version_table_schema`
        schema: Option<String>,
    },
    /// `schema_migrations`, or what `bridge.toml` calls it.
    List {
        /// The table.
        table: String,
        /// The column that holds the version.
        column: String,
    },
    /// A table with one row, whose number stands for entries.
    Row {
        /// The table.
        table: String,
        /// The column that holds the number.
        column: String,
        /// The entries.
        numbered: Result<Numbered, NotNumbered>,
    },
    /// `PRAGMA user_version`, with the entries that its numbers stand for.
    UserVersion(Result<Numbered, NotNumbered>),
}

impl LegacyKind {
    /// The table's name, or what stands in its place.
    pub fn name(&self) -> &str {
        match self {
            Self::Alembic { table, .. } | Self::List { table, .. } | Self::Row { table, .. } => {
                table
            }
            Self::UserVersion(_) => NumberMeans::LEDGER,
        }
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        !matches!(self, Self::UserVersion(_))
    }

    /// The column that holds the version; a pragma has none.
    fn column(&self) -> &str {
        match self {
            Self::Alembic { .. } => "version_num",
            Self::List { column, .. } | Self::Row { column, .. } => column,
            Self::UserVersion(_) => "",
        }
    }

    /// The entries of a list that keeps a number.
    fn numbered(&self) -> Option<&Result<Numbered, NotNumbered>> {
        match self {
            Self::UserVersion(numbered) | Self::Row { numbered, .. } => Some(numbered),
            Self::Alembic { .. } | Self::List { .. } => None,
        }
    }

    /// The schema that was configured.
    pub fn schema(&self) -> Option<&str> {
        match self {
            Self::Alembic { schema, .. } => schema.as_deref(),
            Self::List { .. } | Self::Row { .. } | Self::UserVersion(_) => None,
        }
    }
}

/// A legacy ledger at its address.
#[derive(Debug, Clone)]
pub struct LegacyTable {
    database: DatabaseName,
    kind: LegacyKind,
    pub(super) address: Table,
}

impl LegacyTable {
    /// The ledger of a kind at an address.
    pub fn new(database: &str, kind: &LegacyKind, address: Table) -> Self {
        Self {
            database: database.to_owned(),
            kind: kind.clone(),
            address,
        }
    }

    /// The table's address.
    pub fn address(&self) -> &Table {
        &self.address
    }

    /// Whether it is a table, which there may be or not.
    pub fn is_table(&self) -> bool {
        self.kind.is_table()
    }

    /// The column that holds the version.
    pub(super) fn column(&self) -> &str {
        self.kind.column()
    }

    fn is_alembic(&self) -> bool {
        matches!(self.kind, LegacyKind::Alembic { .. })
    }

    pub(super) fn is_number(&self) -> bool {
        self.kind.numbered().is_some()
    }

    fn numbered(&self) -> Result<Option<&Numbered>, LedgerError> {
        match self.kind.numbered() {
            None => Ok(None),
            Some(Ok(numbered)) => Ok(Some(numbered)),
            Some(Err(source)) => Err(LedgerError::NotNumbered {
                place: self.place(),
                source: source.clone(),
            }),
        }
    }

    /// Reads the rows; the table must exist.
    ///
    /// # Errors
    /// What the database says.
    pub fn read(&self, connection: &mut dyn Connection) -> Result<LedgerRows, LedgerError> {
        if let Some(numbered) = self.numbered()? {
            return self.read_number(numbered, connection);
        }
        let mut values = BTreeSet::new();
        connection
            .read_table(&self.address, &[self.column()], &mut |given| match given {
                Given::Row(row) => values.extend(row.first().and_then(Field::version)),
                Given::Again => values.clear(),
            })
            .map_err(|source| self.refused(source))?;
        Ok(if self.is_alembic() {
            LedgerRows::Alembic { heads: values }
        } else {
            LedgerRows::List { versions: values }
        })
    }

    /// Makes the table as its own tool does, wide enough for the longest id.
    ///
    /// # Errors
    /// What the database says.
    pub fn create(
        &self,
        connection: &mut dyn Connection,
        longest: usize,
    ) -> Result<(), LedgerError> {
        let table = self.address.sql();
        let sql = if self.is_alembic() {
            let constraint = delimited(&format!("{}_pkc", self.address.name));
            format!(
                "CREATE TABLE {table} (\n\tversion_num VARCHAR({}) NOT NULL, \n\tCONSTRAINT {constraint} PRIMARY KEY (version_num)\n)",
                width_for(longest),
            )
        } else if self.is_number() {
            format!(
                "CREATE TABLE {table} (\n\t{} INTEGER NOT NULL\n)",
                delimited(self.column())
            )
        } else {
            format!(
                "CREATE TABLE {table} (\n\t{} TEXT PRIMARY KEY,\n\tdescription TEXT,\n\tapplied_at TEXT\n)",
                delimited(self.column())
            )
        };
        connection
            .execute(&sql)
            .map(drop)
            .map_err(|source| self.refused(source))
    }

    /// Widens `version_num` where it is narrower than the longest id; gives the
    /// old and the new width. SQLite does not enforce widths.
    ///
    /// # Errors
    /// What the database says.
    pub fn widen(
        &self,
        connection: &mut dyn Connection,
        longest: usize,
    ) -> Result<Option<(usize, usize)>, LedgerError> {
        if !self.is_alembic() || connection.dialect() != Dialect::Postgres {
            return Ok(None);
        }
        let rows = connection
            .query(
                "SELECT character_maximum_length::int FROM information_schema.columns \
                 WHERE table_schema = $1 AND table_name = $2 AND column_name = 'version_num'",
                &[
                    self.address.schema.as_deref().unwrap_or("public").into(),
                    self.address.name.as_str().into(),
                ],
            )
            .map_err(|source| self.refused(source))?;
        let Some(width) = rows
            .scalar()
            .and_then(Value::as_integer)
            .and_then(|width| usize::try_from(width).ok())
            .filter(|width| *width < longest)
        else {
            return Ok(None);
        };
        let wide = width_for(longest);
        connection
            .execute(&format!(
                "ALTER TABLE {} ALTER COLUMN version_num TYPE VARCHAR({wide})",
                self.address.sql()
            ))
            .map_err(|source| self.refused(source))?;
        Ok(Some((width, wide)))
    }

    /// Makes one change, of exactly one row.
    ///
    /// # Errors
    /// What the database says, or that another number of rows was touched.
    pub fn apply(
        &self,
        connection: &mut dyn Connection,
        change: &LedgerChange,
    ) -> Result<(), LedgerError> {
        if let Some(numbered) = self.numbered()? {
            return self.count_entry(numbered, connection, change);
        }
        let table = self.address.sql();
        let column = delimited(self.column());
        let (sql, parameters, action): (String, Vec<Value>, String) = match change {
            LedgerChange::AlembicInsert { version } => (
                format!("INSERT INTO {table} ({column}) VALUES ($1)"),
                vec![version.as_str().into()],
                format!("adding {version}"),
            ),
            LedgerChange::AlembicUpdate { from, to } => (
                format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2"),
                vec![to.as_str().into(), from.as_str().into()],
                format!("moving {from} to {to}"),
            ),
            LedgerChange::AlembicDelete { version } => (
                format!("DELETE FROM {table} WHERE {column} = $1"),
                vec![version.as_str().into()],
                format!("removing {version}"),
            ),
            LedgerChange::ListDelete { version } => (
                format!("DELETE FROM {table} WHERE {column} = $1"),
                vec![self.list_version(connection, version)?],
                format!("removing {version}"),
            ),
            LedgerChange::ListInsert {
                version,
                description,
            } => {
                let columns = self.list_columns(connection)?;
                let own = self.list_version(connection, version)?;
                let value = |column: &String| match column.as_str() {
                    "description" => description.as_str().into(),
                    "applied_at" => local_now().into(),
                    _ => own.clone(),
                };
                let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
                (
                    format!(
                        "INSERT INTO {table} ({}) VALUES ({})",
                        columns
                            .iter()
                            .map(|one| delimited(one))
                            .collect::<Vec<_>>()
                            .join(", "),
                        places.join(", ")
                    ),
                    columns.iter().map(value).collect(),
                    format!("adding {version}"),
                )
            }
        };
        match connection.execute_with(&sql, &parameters) {
            Ok(1) => Ok(()),
            Ok(touched) => Err(LedgerError::Touched {
                place: self.place(),
                action,
                touched,
            }),
            Err(source) => Err(self.refused(source)),
        }
    }

    /// Compares the rows with those that are expected.
    ///
    /// # Errors
    /// The difference.
    pub fn check(
        &self,
        connection: &mut dyn Connection,
        expected: &LedgerRows,
    ) -> Result<(), LedgerError> {
        let found = self.read(connection)?;
        let (expected, found) = (values(expected), values(&found));
        if expected == found {
            return Ok(());
        }
        Err(LedgerError::ReadBack {
            place: self.place(),
            missing: expected.difference(found).cloned().collect(),
            unexpected: found.difference(expected).cloned().collect(),
        })
    }

    /// Checks what is expected of a table that does not exist: nothing.
    ///
    /// # Errors
    /// The rows that should be there.
    pub fn check_absent(&self, expected: &LedgerRows) -> Result<(), LedgerError> {
        let expected = values(expected);
        if expected.is_empty() {
            return Ok(());
        }
        Err(LedgerError::ReadBack {
            place: self.place(),
            missing: expected.iter().cloned().collect(),
            unexpected: Vec::new(),
        })
    }

    pub(super) fn place(&self) -> Place {
        Place::new(&self.database, &self.address)
    }

    pub(super) fn refused(&self, source: StatementError) -> LedgerError {
        LedgerError::Statement {
            place: self.place(),
            source,
        }
    }
}

fn values(rows: &LedgerRows) -> &BTreeSet<String> {
    match rows {
        LedgerRows::Alembic { heads } => heads,
        LedgerRows::List { versions } => versions,
    }
}

/// Alembic's width, or the next multiple of it that holds the longest id.
fn width_for(longest: usize) -> usize {
    longest.max(1).div_ceil(ALEMBIC_WIDTH) * ALEMBIC_WIDTH
}

/// As the list's runner writes it: local time without a zone.
fn local_now() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::sqlite::SqliteConnection;

    fn alembic() -> LegacyTable {
        LegacyTable::new(
            "main",
            &LegacyKind::Alembic {
                table: "alembic_version".into(),
                schema: None,
            },
            Table {
                schema: None,
                name: "alembic_version".into(),
            },
        )
    }

    #[test]
    fn each_change_touches_one_row_or_fails() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        let table = alembic();
        table.create(&mut connection, 33).unwrap();
        let insert = LedgerChange::AlembicInsert {
            version: "a".into(),
        };
        table.apply(&mut connection, &insert).unwrap();
        let update = LedgerChange::AlembicUpdate {
            from: "b".into(),
            to: "c".into(),
        };
        let error = table.apply(&mut connection, &update).unwrap_err();
        assert_eq!(
            error.to_string(),
            "database `main`, table alembic_version: moving b to c touched 0 rows instead of one"
        );
        let expected = LedgerRows::Alembic {
            heads: BTreeSet::from(["a".to_owned()]),
        };
        table.check(&mut connection, &expected).unwrap();
        let sql = connection
            .query(
                "SELECT sql FROM sqlite_master WHERE name = 'alembic_version'",
                &[],
            )
            .unwrap();
        assert!(
            sql.texts()
                .any(|sql| sql.contains("VARCHAR(64)") && sql.contains("alembic_version_pkc"))
        );
    }

    #[test]
    fn widths_are_alembics_or_multiples() {
        assert_eq!(width_for(0), 32);
        assert_eq!(width_for(32), 32);
        assert_eq!(width_for(33), 64);
    }
}
