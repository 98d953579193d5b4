//! What is asked of a catalogue more rarely: comments of tables, texts of views, enums.

use super::postgres::{in_schema, literal};
use super::{Of, rows, sqlite, text};
use crate::Dialect;
use crate::live::Datum;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// `get_table_comment`
///
/// # Errors
/// `NoSuchTableError`; SQLite has no comments.
pub(crate) fn table_comment(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Value> {
    if interpreter.dialect() == Dialect::Sqlite {
        return Err(interpreter.raise("NotImplementedError", ""));
    }
    let sql = format!(
        "SELECT pg_catalog.obj_description(c.oid, 'pg_class') FROM pg_catalog.pg_class c \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = {} AND {}",
        literal(of.table),
        in_schema(of.schema)
    );
    match rows(interpreter, &sql, &[])?.first() {
        Some(row) => {
            let comment = text(row, 0).map_or(Value::None, Value::str);
            interpreter.dict([(Value::str("text"), comment)])
        }
        None => Err(interpreter.raise("sqlalchemy.exc.NoSuchTableError", of.table)),
    }
}

/// `get_view_definition`
///
/// # Errors
/// `NoSuchTableError`
pub(crate) fn view_definition(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Value> {
    let found = if interpreter.dialect() == Dialect::Sqlite {
        let sql = format!(
            "SELECT sql FROM {}sqlite_master WHERE type = 'view' AND name = ?1",
            sqlite::schema(of.schema)
        );
        rows(interpreter, &sql, &[Datum::Text(of.table.to_owned())])?
    } else {
        let sql = format!(
            "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('v', 'm') AND c.relname = {} AND {}",
            literal(of.table),
            in_schema(of.schema)
        );
        rows(interpreter, &sql, &[])?
    };
    match found.first().and_then(|row| text(row, 0)) {
        Some(definition) => Ok(Value::str(definition)),
        None => Err(interpreter.raise("sqlalchemy.exc.NoSuchTableError", of.table)),
    }
}

/// `get_enums`: of a schema, of all (`*`), or those that the search path finds.
///
/// # Errors
/// Where the database has no such types.
pub(crate) fn enums(interpreter: &mut Interpreter, schema: Option<&str>) -> Result<Value> {
    if interpreter.dialect() == Dialect::Sqlite {
        let message = "'Inspector' object has no attribute 'get_enums'";
        return Err(interpreter.raise("AttributeError", message));
    }
    let which = match schema {
        None => "pg_catalog.pg_type_is_visible(t.oid)".to_owned(),
        Some("*") => "true".to_owned(),
        Some(schema) => format!("n.nspname = {}", literal(schema)),
    };
    let sql = format!(
        "SELECT t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid), e.enumlabel \
         FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
         LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid \
         WHERE t.typtype = 'e' AND {which} ORDER BY n.nspname, t.typname, t.oid, e.enumsortorder"
    );
    let mut found: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
    for row in rows(interpreter, &sql, &[])? {
        let label = row.get(3).filter(|label| !label.is_none()).cloned();
        let of: Vec<Value> = row.into_iter().take(3).collect();
        let names = |of: &[Value]| (text(of, 0), text(of, 1));
        match found.last_mut() {
            Some((last, labels)) if names(last) == names(&of) => labels.extend(label),
            _ => found.push((of, label.into_iter().collect())),
        }
    }
    let mut dicts = Vec::with_capacity(found.len());
    for (of, labels) in found {
        let keys = ["name", "schema", "visible"].map(Value::str);
        let labels = (Value::str("labels"), interpreter.list(labels));
        dicts.push(interpreter.dict(keys.into_iter().zip(of).chain([labels]))?);
    }
    Ok(interpreter.list(dicts))
}
