//! Questions to SQLite's live catalogue.
//!
//! Names are compared as SQLite compares them, without regard to the case of
//! ASCII letters: a table `Users` is in the way of `CREATE TABLE users`.

use bridge_importers::dialect::delimited;
use bridge_importers::script::{ConstraintKind, Question};

use super::SqliteConnection;
use super::constraints::named_constraints;
use crate::database::connection::{Connection, Table};
use crate::database::error::StatementError;
use crate::database::value::Value;

pub(super) fn tables(connection: &mut SqliteConnection) -> Result<Vec<Table>, StatementError> {
    let rows = connection.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
        &[],
    )?;
    Ok(rows
        .texts()
        .map(|name| Table {
            schema: None,
            name: name.to_owned(),
        })
        .collect())
}

pub(super) fn answer(
    connection: &mut SqliteConnection,
    question: &Question,
) -> Result<bool, StatementError> {
    match question {
        Question::Table { schema, table } => master(connection, schema, "table", table, None),
        Question::View { schema, view } => master(connection, schema, "view", view, None),
        Question::Index {
            schema,
            table,
            index,
        } => master(connection, schema, "index", index, Some(table)),
        Question::Column {
            schema,
            table,
            column,
        } => {
            let rows = connection.query(
                "SELECT count(*) FROM pragma_table_xinfo($1, $2) WHERE hidden <> 1 AND name = $3 COLLATE NOCASE",
                &[
                    table.as_str().into(),
                    schema.as_deref().unwrap_or("main").into(),
                    column.as_str().into(),
                ],
            )?;
            Ok(rows.truth())
        }
        Question::Constraint {
            schema,
            table,
            kind,
            constraint,
        } => {
            let rows = connection.query(
                &format!(
                    "SELECT sql FROM {} WHERE type = 'table' AND name = $1 COLLATE NOCASE",
                    master_table(schema.as_deref())
                ),
                &[table.as_str().into()],
            )?;
            let sql = rows.scalar().and_then(Value::as_text).unwrap_or_default();
            Ok(named_constraints(sql).iter().any(|(name, found)| {
                name.eq_ignore_ascii_case(constraint)
                    && (*kind == ConstraintKind::Any || kind == found)
            }))
        }
        Question::Schema { schema } => {
            let rows = connection.query(
                "SELECT count(*) FROM pragma_database_list WHERE name = $1 COLLATE NOCASE",
                &[schema.as_str().into()],
            )?;
            Ok(rows.truth())
        }
        // SQLite has neither.
        Question::Sequence { .. } | Question::Type { .. } => Ok(false),
    }
}

fn master(
    connection: &mut SqliteConnection,
    schema: &Option<String>,
    kind: &str,
    name: &str,
    table: Option<&str>,
) -> Result<bool, StatementError> {
    let mut sql = format!(
        "SELECT count(*) FROM {} WHERE type = $1 AND name = $2 COLLATE NOCASE",
        master_table(schema.as_deref())
    );
    let mut parameters: Vec<Value> = vec![kind.into(), name.into()];
    if let Some(table) = table {
        sql.push_str(" AND tbl_name = $3 COLLATE NOCASE");
        parameters.push(table.into());
    }
    Ok(connection.query(&sql, &parameters)?.truth())
}

/// The catalogue table of an attached database, or of the main one.
pub(crate) fn master_table(schema: Option<&str>) -> String {
    match schema {
        Some(schema) => format!("{}.sqlite_master", delimited(schema)),
        None => "sqlite_master".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(connection: &mut SqliteConnection, question: Question) -> bool {
        answer(connection, &question).unwrap()
    }

    #[test]
    fn questions_are_answered_from_the_live_catalogue() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        connection
            .execute(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, \"e mail\" TEXT, n INT GENERATED ALWAYS AS (id + 1),
                 CONSTRAINT uq_users_mail UNIQUE (\"e mail\"), CONSTRAINT ck CHECK (id > 0));
                 CREATE INDEX ix_users ON users (id); CREATE VIEW v AS SELECT 1",
            )
            .unwrap();
        let table = |table: &str| Question::Table {
            schema: None,
            table: table.into(),
        };
        assert!(ask(&mut connection, table("users")));
        assert!(ask(&mut connection, table("Users")));
        assert!(!ask(&mut connection, table("v")));
        let column = |column: &str| Question::Column {
            schema: None,
            table: "users".into(),
            column: column.into(),
        };
        assert!(ask(&mut connection, column("e mail")));
        assert!(ask(&mut connection, column("n")));
        assert!(!ask(&mut connection, column("email")));
        let index = |table: &str| Question::Index {
            schema: None,
            table: table.into(),
            index: "ix_users".into(),
        };
        assert!(ask(&mut connection, index("users")));
        assert!(!ask(&mut connection, index("other")));
        let constraint = |kind, constraint: &str| Question::Constraint {
            schema: None,
            table: "users".into(),
            kind,
            constraint: constraint.into(),
        };
        assert!(ask(
            &mut connection,
            constraint(ConstraintKind::Unique, "uq_users_mail")
        ));
        assert!(!ask(
            &mut connection,
            constraint(ConstraintKind::Check, "uq_users_mail")
        ));
        assert!(ask(&mut connection, constraint(ConstraintKind::Any, "ck")));
    }
}
