//! How much stands in what a plan would take away, read from the live
//! databases before anything runs.

use std::collections::BTreeMap;

use bridge_importers::dialect::delimited;
use bridge_importers::script::Question;
use bridge_importers::script::touch::TableName;
use serde::Serialize;

use super::databases::Databases;
use super::error::RunError;
use super::request::RunRequest;
use crate::database::{Connection, StatementError, Value};
use crate::plan::{Loss, Lost, Plan};

/// A loss, and what stands there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedLoss {
    /// What goes.
    #[serde(flatten)]
    pub loss: Loss,
    /// Rows of the table; for a column, rows in which it is not NULL; `None`
    /// where it cannot be told beforehand.
    pub count: Option<u64>,
}

/// Counts what a plan's downgrades would lose; what does not exist or is empty
/// is left out. Nothing is written.
///
/// # Errors
/// A database that cannot be opened or counted.
pub fn count_losses(request: &RunRequest, plan: &Plan) -> Result<Vec<CountedLoss>, RunError> {
    let losses = plan.losses();
    if losses.is_empty() {
        return Ok(Vec::new());
    }
    let mut connections = Databases::open_reading(request, None)?;
    let mut counted = Vec::new();
    for loss in losses {
        if matches!(loss.what, Lost::Program { .. }) {
            counted.push(CountedLoss { loss, count: None });
            continue;
        }
        let Some(connection) = connections.get_mut(&loss.database) else {
            continue;
        };
        let found = expand(connection.as_mut(), &loss).map_err(|source| RunError::Transaction {
            database: loss.database.clone(),
            action: "counting what would be lost",
            source,
            committed: Vec::new(),
        })?;
        counted.extend(found);
    }
    Ok(counted)
}

fn expand(
    connection: &mut dyn Connection,
    loss: &Loss,
) -> Result<Vec<CountedLoss>, StatementError> {
    let mut counts: BTreeMap<Lost, u64> = BTreeMap::new();
    match &loss.what {
        Lost::Program { .. } => {}
        Lost::Schema { schema } => {
            for table in connection.tables()? {
                if table.schema.as_ref() == Some(schema) {
                    let table = TableName {
                        schema: table.schema,
                        name: table.name,
                    };
                    let count = rows(connection, &table)?;
                    counts.insert(Lost::Table { table }, count);
                }
            }
        }
        Lost::Table { table } | Lost::Rows { table } => {
            if exists(connection, table, None)? {
                counts.insert(loss.what.clone(), rows(connection, table)?);
            }
        }
        Lost::OtherColumns { table, kept } => {
            // The names of the columns come with a row; without one nothing is lost.
            let names = match exists(connection, table, None)? {
                true => {
                    let first = format!("SELECT * FROM {} LIMIT 1", sql(table));
                    connection.query(&first, &[])?.columns
                }
                false => Vec::new(),
            };
            for column in names {
                if kept.iter().any(|own| own.eq_ignore_ascii_case(&column)) {
                    continue;
                }
                let sql = format!("SELECT count({}) FROM {}", delimited(&column), sql(table));
                let lost = Lost::Column {
                    table: table.clone(),
                    column,
                };
                counts.insert(lost, number(connection, &sql)?);
            }
        }
        Lost::Column { table, column } => {
            if exists(connection, table, Some(column))? {
                let sql = format!("SELECT count({}) FROM {}", delimited(column), sql(table));
                counts.insert(loss.what.clone(), number(connection, &sql)?);
            }
        }
    }
    Ok(counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| CountedLoss {
            loss: Loss {
                database: loss.database.clone(),
                what,
            },
            count: Some(count),
        })
        .collect())
}

fn exists(
    connection: &mut dyn Connection,
    table: &TableName,
    column: Option<&str>,
) -> Result<bool, StatementError> {
    let schema = table.schema.clone();
    connection.answer(&match column {
        None => Question::Table {
            table: table.name.clone(),
            schema,
        },
        Some(column) => Question::Column {
            table: table.name.clone(),
            column: column.to_owned(),
            schema,
        },
    })
}

fn rows(connection: &mut dyn Connection, table: &TableName) -> Result<u64, StatementError> {
    number(connection, &format!("SELECT count(*) FROM {}", sql(table)))
}

fn number(connection: &mut dyn Connection, sql: &str) -> Result<u64, StatementError> {
    let rows = connection.query(sql, &[])?;
    let count = rows.scalar().and_then(Value::as_integer).unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

fn sql(table: &TableName) -> String {
    match &table.schema {
        Some(schema) => format!("{}.{}", delimited(schema), delimited(&table.name)),
        None => delimited(&table.name),
    }
}
