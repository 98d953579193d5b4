//! Questions to PostgreSQL's live catalogue. Without a schema, what the
//! search path shows counts, as for SQLAlchemy.

use bridge_importers::script::{ConstraintKind, Question};

use super::PostgresConnection;
use crate::database::connection::{Connection, Table};
use crate::database::error::StatementError;
use crate::database::value::Value;

pub(super) fn tables(connection: &mut PostgresConnection) -> Result<Vec<Table>, StatementError> {
    // Tables of extensions are not the user's.
    let rows = connection.query(
        "SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_class c \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' \
         AND n.nspname NOT LIKE 'pg~_%' ESCAPE '~' \
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d \
           WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') \
         ORDER BY 1, 2",
        &[],
    )?;
    Ok(rows
        .rows
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Value::Text(schema), Value::Text(name)] => Some(Table {
                schema: Some(schema.clone()),
                name: name.clone(),
            }),
            _ => None,
        })
        .collect())
}

pub(super) fn answer(
    connection: &mut PostgresConnection,
    question: &Question,
) -> Result<bool, StatementError> {
    let (sql, parameters): (String, Vec<Value>) = match question {
        Question::Table { schema, table } => relation(schema, table, "'r', 'p', 'f'"),
        Question::View { schema, view } => relation(schema, view, "'v', 'm'"),
        Question::Sequence { schema, sequence } => relation(schema, sequence, "'S'"),
        Question::Column {
            schema,
            table,
            column,
        } => of_table(
            "SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid \
             AND a.attname = $2 AND a.attnum > 0 AND NOT a.attisdropped",
            schema,
            table,
            column,
        ),
        Question::Index {
            schema,
            table,
            index,
        } => of_table(
            "SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid \
             WHERE i.indrelid = c.oid AND NOT i.indisprimary AND ic.relname = $2",
            schema,
            table,
            index,
        ),
        Question::Constraint {
            schema,
            table,
            kind,
            constraint,
        } => of_table(
            &format!(
                "SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid \
                 AND k.conname = $2 AND k.contype IN ({})",
                match kind {
                    ConstraintKind::PrimaryKey => "'p'",
                    ConstraintKind::Unique => "'u'",
                    ConstraintKind::ForeignKey => "'f'",
                    ConstraintKind::Check => "'c'",
                    ConstraintKind::Any => "'p', 'u', 'f', 'c', 'x'",
                }
            ),
            schema,
            table,
            constraint,
        ),
        Question::Schema { schema } => (
            "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = $1".to_owned(),
            vec![schema.as_str().into()],
        ),
        Question::Type { schema, name } => {
            let (condition, parameter) =
                in_schema(schema, "n.nspname", "pg_type_is_visible(t.oid)");
            let mut parameters = vec![Value::from(name.as_str())];
            parameters.extend(parameter);
            (
                format!(
                    "SELECT count(*) FROM pg_catalog.pg_type t \
                     JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
                     WHERE t.typname = $1 AND t.typtype IN ('e', 'd') AND {condition}"
                ),
                parameters,
            )
        }
    };
    Ok(connection.query(&sql, &parameters)?.truth())
}

fn relation(schema: &Option<String>, name: &str, kinds: &str) -> (String, Vec<Value>) {
    let (condition, parameter) = in_schema(schema, "n.nspname", "pg_table_is_visible(c.oid)");
    let mut parameters = vec![Value::from(name)];
    parameters.extend(parameter);
    (
        format!(
            "SELECT count(*) FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = $1 AND c.relkind IN ({kinds}) AND {condition}"
        ),
        parameters,
    )
}

/// Whether `part` (a query that sees the table as `c` and the part's name as `$2`) finds something.
fn of_table(part: &str, schema: &Option<String>, table: &str, name: &str) -> (String, Vec<Value>) {
    let mut parameters = vec![Value::from(table), Value::from(name)];
    let condition = match schema {
        Some(schema) => {
            parameters.push(schema.as_str().into());
            "n.nspname = $3"
        }
        None => "pg_catalog.pg_table_is_visible(c.oid)",
    };
    (
        format!(
            "SELECT count(*) FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = $1 AND {condition} AND EXISTS ({part})"
        ),
        parameters,
    )
}

fn in_schema(schema: &Option<String>, column: &str, visible: &str) -> (String, Option<Value>) {
    match schema {
        Some(schema) => (format!("{column} = $2"), Some(schema.as_str().into())),
        None => (format!("pg_catalog.{visible}"), None),
    }
}
