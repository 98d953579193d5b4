//! The baseline of a lane: the schema that an application makes by itself,
//! found by taking the effects of the lane's entries off a live schema.
//!
//! SQLite itself does the taking off, on a scratch database: the text of what
//! stays is then the application's own.

use std::collections::BTreeSet;

use bridge_importers::dialect::delimited;
use bridge_importers::script::effect::{Effect, ObjectKind, effect};
use bridge_importers::script::{Node, Statement};
use bridge_importers::{Dialect, Script};
use thiserror::Error;

use crate::catalogue::{self, Difference};
use crate::chain::Kind;
use crate::database::sqlite::SqliteConnection;
use crate::database::{Connection, StatementError, Value};
use crate::ledger::own_tables;

/// Tables that tools keep for themselves: bridge's, the lane's own ledger, and
/// those that another legacy tool may have on the same database.
fn ledgers(ledger: &str) -> BTreeSet<String> {
    own_tables()
        .into_iter()
        .chain([Kind::List, Kind::Alembic].map(Kind::ledger_table))
        .chain([ledger])
        .map(str::to_owned)
        .collect()
}

/// One revision of the lane, as far as the baseline cares.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Id.
    pub id: &'a str,
    /// What it runs on SQLite.
    pub script: &'a Script,
    /// Whether the live database's ledger has it.
    pub is_applied: bool,
}

/// What was captured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    /// The schema as statements.
    pub script: Script,
    /// Effects that were taken off, in words.
    pub subtracted: Vec<String>,
    /// Effects that cannot be taken off, in words.
    pub kept: Vec<String>,
    /// Where empty file + baseline + all entries is not the live schema at head.
    pub differences: Vec<Difference>,
}

/// Why there is no baseline.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// The live database cannot be read.
    #[error("the schema of {target} cannot be read: {error}")]
    Read {
        /// File.
        target: String,
        /// Why.
        error: StatementError,
    },
    /// A scratch database refuses.
    #[error("on a scratch database with this schema, `{sql}` fails: {error}")]
    Scratch {
        /// Statement.
        sql: String,
        /// Why.
        error: StatementError,
    },
    /// The proof fails: an entry does not run on the baseline.
    #[error(
        "the baseline is not complete: on an empty file with it, {revision} fails at `{sql}`: {error}"
    )]
    Proof {
        /// Revision.
        revision: String,
        /// Statement.
        sql: String,
        /// Why.
        error: StatementError,
    },
    /// Nothing is left.
    #[error(
        "nothing is left: the lane's revisions make every table of the database, so it needs no baseline"
    )]
    Empty,
}

/// Captures the baseline from a live SQLite database; `ledger` is the lane's
/// legacy ledger, `entries` come in lane order.
///
/// # Errors
/// See [`BaselineError`].
pub fn capture(
    live: &mut dyn Connection,
    ledger: &str,
    entries: &[Entry<'_>],
) -> Result<Baseline, BaselineError> {
    let ledgers = ledgers(ledger);
    let schema = schema(live, &ledgers).map_err(|error| BaselineError::Read {
        target: live.target().to_owned(),
        error,
    })?;
    let mut scratch = scratch(&schema)?;
    let mut baseline = Baseline::default();
    for entry in entries.iter().rev() {
        for statement in statements(&entry.script.nodes, &mut baseline.kept, entry.id)
            .into_iter()
            .rev()
        {
            subtract(&mut scratch, entry, &statement.sql, &mut baseline)?;
        }
    }
    let rest = self::schema(&mut scratch, &ledgers).map_err(|error| BaselineError::Read {
        target: scratch.target().to_owned(),
        error,
    })?;
    if rest.is_empty() {
        return Err(BaselineError::Empty);
    }
    baseline.differences = prove(&schema, &rest, entries, &ledgers)?;
    let nodes = rest
        .into_iter()
        .map(|sql| {
            Node::Statement(Statement {
                sql,
                origin: None,
                line: 0,
            })
        })
        .collect();
    baseline.script = Script { nodes };
    Ok(baseline)
}

/// The texts of all objects that a person made, tables first; without ledgers and bridge's own tables.
fn schema(
    connection: &mut dyn Connection,
    ledgers: &BTreeSet<String>,
) -> Result<Vec<String>, StatementError> {
    let rows = connection.query(
        "SELECT sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid",
        &[],
    )?;
    let is_own = |row: &Vec<Value>| {
        row.get(1)
            .and_then(Value::as_text)
            .is_some_and(|table| ledgers.contains(table))
    };
    let texts = rows
        .rows
        .iter()
        .filter(|row| !is_own(row))
        .filter_map(|row| row.first().and_then(Value::as_text));
    Ok(texts.map(str::to_owned).collect())
}

fn scratch(schema: &[String]) -> Result<SqliteConnection, BaselineError> {
    let mut scratch = SqliteConnection::in_memory().map_err(|error| BaselineError::Scratch {
        sql: String::new(),
        error,
    })?;
    for sql in schema {
        scratch
            .execute(sql)
            .map_err(|error| BaselineError::Scratch {
                sql: sql.clone(),
                error,
            })?;
    }
    Ok(scratch)
}

/// All statements, whatever guards them; what is no statement is named in `kept`.
fn statements<'a>(nodes: &'a [Node], kept: &mut Vec<String>, id: &str) -> Vec<&'a Statement> {
    let mut all = Vec::new();
    for node in nodes {
        match node {
            Node::Statement(statement) => all.push(statement),
            Node::If {
                then, otherwise, ..
            } => {
                all.extend(statements(then, kept, id));
                all.extend(statements(otherwise, kept, id));
            }
            Node::Try(block) => {
                all.extend(statements(&block.body, kept, id));
                all.extend(statements(&block.otherwise, kept, id));
                all.extend(statements(&block.finally, kept, id));
            }
            Node::Autocommit(inner) => all.extend(statements(inner, kept, id)),
            Node::Batch(batch) => kept.push(format!("{id}: the rebuild of table {}", batch.table)),
            Node::Let { .. } | Node::Fail { .. } => {}
        }
    }
    all
}

fn subtract(
    scratch: &mut SqliteConnection,
    entry: &Entry<'_>,
    sql: &str,
    baseline: &mut Baseline,
) -> Result<(), BaselineError> {
    let (inverse, what) = match effect(sql, Dialect::Sqlite) {
        Effect::Data => return Ok(()),
        Effect::Create { kind, name } => {
            if !has_object(scratch, kind, &name)? {
                return Ok(());
            }
            (
                format!("DROP {} {}", kind.keyword(), delimited(&name)),
                format!("{} {name}", kind.keyword().to_lowercase()),
            )
        }
        Effect::AddColumn { table, column } => {
            if !has_column(scratch, &table, &column)? {
                return Ok(());
            }
            (
                format!(
                    "ALTER TABLE {} DROP COLUMN {}",
                    delimited(&table),
                    delimited(&column)
                ),
                format!("column {table}.{column}"),
            )
        }
        Effect::RenameTable { table, to } if has_object(scratch, ObjectKind::Table, &to)? => (
            format!(
                "ALTER TABLE {} RENAME TO {}",
                delimited(&to),
                delimited(&table)
            ),
            format!("new name {to} of table {table}"),
        ),
        Effect::RenameColumn { table, column, to } if has_column(scratch, &table, &to)? => (
            format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {}",
                delimited(&table),
                delimited(&to),
                delimited(&column)
            ),
            format!("new name {to} of column {table}.{column}"),
        ),
        Effect::RenameTable { .. } | Effect::RenameColumn { .. } => return Ok(()),
        Effect::Drop { .. } | Effect::DropColumn { .. } if !entry.is_applied => return Ok(()),
        Effect::Drop { .. } | Effect::DropColumn { .. } | Effect::Other => {
            baseline
                .kept
                .push(format!("{}: `{}`", entry.id, first_line(sql)));
            return Ok(());
        }
    };
    let state = if entry.is_applied {
        ""
    } else {
        " (it is there, though the entry is not recorded)"
    };
    match scratch.execute(&inverse) {
        Ok(_) => baseline
            .subtracted
            .push(format!("{}: {what}{state}", entry.id)),
        Err(error) => baseline.kept.push(format!(
            "{}: {what}, for `{inverse}` fails: {error}",
            entry.id
        )),
    }
    Ok(())
}

fn has_object(
    scratch: &mut SqliteConnection,
    kind: ObjectKind,
    name: &str,
) -> Result<bool, BaselineError> {
    ask(
        scratch,
        "SELECT count(*) FROM sqlite_master WHERE type = $1 AND name = $2 COLLATE NOCASE",
        &[kind.keyword().to_lowercase().into(), name.into()],
    )
}

fn has_column(
    scratch: &mut SqliteConnection,
    table: &str,
    column: &str,
) -> Result<bool, BaselineError> {
    ask(
        scratch,
        "SELECT count(*) FROM pragma_table_info($1) WHERE name = $2 COLLATE NOCASE",
        &[table.into(), column.into()],
    )
}

fn ask(
    scratch: &mut SqliteConnection,
    sql: &str,
    parameters: &[Value],
) -> Result<bool, BaselineError> {
    let rows = scratch
        .query(sql, parameters)
        .map_err(|error| BaselineError::Scratch {
            sql: sql.to_owned(),
            error,
        })?;
    Ok(rows.truth())
}

fn first_line(sql: &str) -> &str {
    sql.trim().lines().next().unwrap_or_default()
}

/// Empty file + baseline + all entries against live schema + pending entries.
fn prove(
    live: &[String],
    baseline: &[String],
    entries: &[Entry<'_>],
    ledgers: &BTreeSet<String>,
) -> Result<Vec<Difference>, BaselineError> {
    let mut built = scratch(baseline)?;
    for entry in entries {
        run(&mut built, entry)?;
    }
    // Pending entries may be there in half: what is there already is kept as it is.
    let mut head = scratch(live)?;
    for entry in entries.iter().filter(|entry| !entry.is_applied) {
        for statement in statements(&entry.script.nodes, &mut Vec::new(), entry.id) {
            let _ = head.execute(&statement.sql);
        }
    }
    let read = |connection: &mut SqliteConnection| {
        catalogue::read(connection, ledgers).map_err(|error| BaselineError::Read {
            target: connection.target().to_owned(),
            error,
        })
    };
    Ok(catalogue::compare(&read(&mut built)?, &read(&mut head)?))
}

fn run(scratch: &mut SqliteConnection, entry: &Entry<'_>) -> Result<(), BaselineError> {
    for statement in statements(&entry.script.nodes, &mut Vec::new(), entry.id) {
        scratch
            .execute(&statement.sql)
            .map_err(|error| BaselineError::Proof {
                revision: entry.id.to_owned(),
                sql: statement.sql.clone(),
                error,
            })?;
    }
    Ok(())
}
