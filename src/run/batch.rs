//! Table rebuilds, from the live table.

use bridge_importers::rebuild::{LiveTable, RebuildError, rebuild as statements};
use bridge_importers::script::Batch;

use super::error::ScriptError;
use super::foreign_keys;
use crate::database::sqlite::master_table;
use crate::database::{Connection, StatementError, Value};

/// Why a rebuild stopped, and at which statement.
pub(super) struct Stopped {
    pub(super) error: ScriptError,
    pub(super) sql: Option<String>,
}

impl From<StatementError> for Stopped {
    fn from(error: StatementError) -> Self {
        Self {
            error: error.into(),
            sql: None,
        }
    }
}

/// What Alembic's batch raises where the live table lacks what is changed.
const NO_COLUMN: &[&str] = &["KeyError", "LookupError", "Exception", "BaseException"];
const MISSING: &[&str] = &["ValueError", "Exception", "BaseException"];
const NO_TABLE: &[&str] = &[
    "sqlalchemy.exc.NoSuchTableError",
    "sqlalchemy.exc.InvalidRequestError",
    "sqlalchemy.exc.SQLAlchemyError",
    "Exception",
    "BaseException",
];
const UNKNOWN: &[&str] = &["Exception", "BaseException"];

fn stopped(message: String, raised: &'static [&'static str], given: &str) -> Stopped {
    Stopped {
        error: ScriptError::Batch {
            message,
            raised,
            given: given.to_owned(),
        },
        sql: None,
    }
}

/// Rebuilds a table; gives the statements that ran.
pub(super) fn rebuild(
    connection: &mut dyn Connection,
    block: &Batch,
) -> Result<Vec<String>, Stopped> {
    let suspended = foreign_keys::suspend(connection)?;
    let ran = without(connection, block);
    if suspended {
        foreign_keys::resume(connection)?;
    }
    ran
}

/// The same where foreign keys are not enforced.
fn without(connection: &mut dyn Connection, block: &Batch) -> Result<Vec<String>, Stopped> {
    let refused = |message: String| {
        let given = message.clone();
        stopped(message, UNKNOWN, &given)
    };
    if foreign_keys::are_enforced(connection)? {
        // Inside a transaction the setting cannot be changed any more.
        return Err(refused(
            "foreign keys are enforced, and dropping the old table would empty the tables that refer to it with ON DELETE CASCADE. Remove foreign_keys = true for this database from bridge.toml, or what switches them on from the revision".to_owned(),
        ));
    }
    let sql = {
        let master = master_table(block.schema.as_deref());
        let table = texts(connection, &master, block, "table")?;
        let Some(table) = table.first() else {
            let message = format!("there is no table `{}`", block.table);
            return Err(stopped(message, NO_TABLE, &block.table));
        };
        let indexes = texts(connection, &master, block, "index")?;
        let triggers = texts(connection, &master, block, "trigger")?;
        let live = LiveTable {
            sql: table,
            indexes: &indexes,
            triggers: &triggers,
        };
        statements(&live, block).map_err(|error| {
            let message = error.to_string();
            let (raised, given) = match &error {
                RebuildError::UnknownColumn { column, .. } => (NO_COLUMN, column.clone()),
                RebuildError::UnknownConstraint { constraint, .. } => {
                    (MISSING, format!("No such constraint: '{constraint}'"))
                }
                RebuildError::UnknownIndex { index, .. } => {
                    (MISSING, format!("No such index: '{index}'"))
                }
                _ => (UNKNOWN, message.clone()),
            };
            stopped(message, raised, &given)
        })?
    };
    // With the modern ALTER TABLE … RENAME, views and triggers that name the table break.
    let modern = !connection.query("PRAGMA legacy_alter_table", &[])?.truth();
    if modern {
        connection.execute("PRAGMA legacy_alter_table=ON")?;
    }
    let outcome = run(connection, &sql);
    if modern {
        connection.execute("PRAGMA legacy_alter_table=OFF")?;
    }
    outcome.map(|()| sql)
}

fn run(connection: &mut dyn Connection, sql: &[String]) -> Result<(), Stopped> {
    for statement in sql {
        connection.execute(statement).map_err(|error| Stopped {
            error: error.into(),
            sql: Some(statement.clone()),
        })?;
    }
    Ok(())
}

/// The texts of a table and what belongs to it, in the order in which they were made.
fn texts(
    connection: &mut dyn Connection,
    master: &str,
    block: &Batch,
    kind: &str,
) -> Result<Vec<String>, StatementError> {
    let rows = connection.query(
        &format!(
            "SELECT sql FROM {master} WHERE type = $1 AND tbl_name = $2 COLLATE NOCASE AND sql IS NOT NULL ORDER BY rowid"
        ),
        &[kind.into(), Value::from(block.table.as_str())],
    )?;
    Ok(rows.texts().map(str::to_owned).collect())
}
