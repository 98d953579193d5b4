//! Questions to SQLite's live catalogue.
//!
//! Names are compared as SQLite compares them, without regard to the case of
//! ASCII letters: a table `Users` is in the way of `CREATE TABLE users`.

use bridge_importers::dialect::delimited;
use bridge_importers::script::{ConstraintKind, Question};

use super::SqliteConnection;
use super::connection::statement_error;
use super::constraints::named_constraints;
use crate::database::connection::{Connection, Survey, Table};
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

pub(super) fn survey(
    connection: &mut SqliteConnection,
    names: &[&str],
) -> Result<Survey, StatementError> {
    let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
    let parameters: Vec<Value> = names.iter().map(|name| (*name).into()).collect();
    let others = connection.query(
        &format!(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' \
             AND name NOT LIKE 'sqlite~_%' ESCAPE '~' \
             AND name COLLATE NOCASE NOT IN ({}) LIMIT 1",
            places.join(", ")
        ),
        &parameters,
    )?;
    // The query has made sure that the schema in memory is the file's, so these
    // look-ups need not read the catalogue from end to end.
    let mut found = Vec::new();
    for name in names {
        let exists = connection.inner.table_exists(Some("main"), name);
        if exists.map_err(statement_error)? {
            found.push(Table {
                schema: None,
                name: (*name).to_owned(),
            });
        }
    }
    Ok(Survey {
        found,
        has_others: !others.rows.is_empty(),
    })
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
    fn a_survey_finds_tables_in_any_case_and_sees_the_others() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        let names = ["bridge_version", "alembic_version", "a view"];
        let mut survey = || connection.survey(&names).unwrap();
        assert_eq!(survey(), Survey::default());
        connection
            .execute("CREATE TABLE Alembic_Version (a INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIEW \"a view\" AS SELECT 1")
            .unwrap();
        let found = vec![Table {
            schema: None,
            name: "alembic_version".into(),
        }];
        let mut survey = || connection.survey(&names).unwrap();
        assert_eq!(
            survey(),
            Survey {
                found: found.clone(),
                has_others: false
            }
        );
        connection.execute("CREATE TABLE 用户 (a)").unwrap();
        assert_eq!(
            connection.survey(&names).unwrap(),
            Survey {
                found,
                has_others: true
            }
        );
    }

    #[test]
    fn a_survey_sees_what_another_connection_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let create = crate::database::OpenOptions {
            access: crate::database::Access::ReadWrite { create: true },
            ..Default::default()
        };
        let mut writer = SqliteConnection::open(&path, &create).unwrap();
        let mut reader =
            SqliteConnection::open(&path, &crate::database::OpenOptions::read_only()).unwrap();
        assert_eq!(reader.survey(&["t"]).unwrap().found, []);
        writer.execute("CREATE TABLE t (a)").unwrap();
        assert_eq!(reader.survey(&["t"]).unwrap().found.len(), 1);
        writer.execute("DROP TABLE t").unwrap();
        assert_eq!(reader.survey(&["t"]).unwrap().found, []);
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
