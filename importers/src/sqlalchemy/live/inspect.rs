//! What an inspector lists on a live database, as SQLAlchemy's dicts. How a
//! dialect's catalogue is read is said in the file of its name.

mod postgres;
mod rarer;
mod sqlite;
mod types;

use std::rc::Rc;

pub(crate) use rarer::{enums, table_comment, view_definition};

use super::value;
use crate::Dialect;
use crate::live::Datum;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Unknown, Value};

/// A column of the live database.
pub(crate) struct LiveColumn {
    pub(crate) name: String,
    /// The type as the database writes it.
    pub(crate) type_text: String,
    pub(crate) nullable: bool,
    pub(crate) default: Option<String>,
    /// Its place in the primary key, from 1.
    pub(crate) key: Option<i64>,
    pub(crate) comment: Option<String>,
    /// `computed` or `identity`, where the database makes its values.
    made: Option<&'static str>,
}

impl LiveColumn {
    /// Whether its values come from a sequence.
    pub(crate) fn counts(&self) -> bool {
        let default = self.default.as_deref();
        default.is_some_and(|default| default.starts_with("nextval("))
            || self.made == Some("identity")
    }
}

/// A constraint or index of the live database.
#[derive(Default)]
pub(crate) struct LiveKey {
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<Option<String>>,
    pub(crate) unique: bool,
    /// Schema, table and columns that a foreign key refers to.
    pub(crate) referred: Option<(Option<String>, String, Vec<String>)>,
    /// What its `options` are in SQLAlchemy's dict.
    pub(crate) options: Vec<(&'static str, Value)>,
    /// The text of a check; what stands behind `WHERE` of an index.
    pub(crate) text: Option<String>,
    /// What else that dict has.
    details: Vec<(&'static str, Value)>,
    /// Its `dialect_options`.
    dialect_options: Vec<(&'static str, Value)>,
}

/// Which keys of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Index,
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
}

/// What names are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    Tables,
    Views,
    MaterializedViews,
    Schemas,
    Sequences,
}

/// A table, with its schema where one was given.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) schema: Option<&'a str>,
    pub(crate) table: &'a str,
}

/// Names, in order.
pub(crate) fn names(
    interpreter: &mut Interpreter,
    kind: NameKind,
    schema: Option<&str>,
) -> Result<Vec<String>> {
    let mut names = match interpreter.dialect() {
        Dialect::Sqlite => sqlite::names(interpreter, kind, schema)?,
        _ => postgres::names(interpreter, kind, schema)?,
    };
    // The legacy tools know of no such tables: a loop over all must not change them.
    names.retain(|name| !crate::live::OWN_TABLES.contains(&name.as_str()));
    Ok(names)
}

/// The columns of a table.
///
/// # Errors
/// `NoSuchTableError`.
pub(crate) fn columns(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Vec<LiveColumn>> {
    let columns = match interpreter.dialect() {
        Dialect::Sqlite => sqlite::columns(interpreter, of)?,
        _ => postgres::columns(interpreter, of)?,
    };
    if columns.is_empty() {
        return Err(interpreter.raise("sqlalchemy.exc.NoSuchTableError", of.table));
    }
    Ok(columns)
}

/// The keys of a table.
///
/// # Errors
/// `NoSuchTableError`.
pub(crate) fn keys(
    interpreter: &mut Interpreter,
    kind: KeyKind,
    of: Of<'_>,
) -> Result<Vec<LiveKey>> {
    // What does not exist has no keys, and SQLAlchemy says so.
    columns(interpreter, of)?;
    match interpreter.dialect() {
        Dialect::Sqlite => sqlite::keys(interpreter, kind, of),
        _ => postgres::keys(interpreter, kind, of),
    }
}

/// The type of a live column.
pub(crate) fn type_of(
    interpreter: &mut Interpreter,
    column: &LiveColumn,
) -> Result<(Value, SqlType)> {
    types::of_text(interpreter, &column.type_text)
}

/// `get_columns`
pub(crate) fn columns_value(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Value> {
    let mut dicts = Vec::new();
    for column in columns(interpreter, of)? {
        let (data_type, _) = type_of(interpreter, &column)?;
        let mut pairs = vec![
            (Value::str("name"), Value::str(&column.name)),
            (Value::str("type"), data_type),
            (Value::str("nullable"), Value::Bool(column.nullable)),
            (
                Value::str("default"),
                column.default.as_ref().map_or(Value::None, Value::str),
            ),
        ];
        if interpreter.dialect() == Dialect::Sqlite {
            let key = column.key.unwrap_or(0);
            pairs.push((Value::str("primary_key"), Value::Int(key.into())));
        } else {
            pairs.push((Value::str("autoincrement"), Value::Bool(column.counts())));
            let comment = column.comment.as_ref().map_or(Value::None, Value::str);
            pairs.push((Value::str("comment"), comment));
        }
        if let Some(made) = column.made {
            let how = unread(interpreter, "how the database makes the values of a column");
            pairs.push((Value::str(made), how));
        }
        dicts.push(interpreter.dict(pairs)?);
    }
    Ok(interpreter.list(dicts))
}

/// A part of an answer that is there, and is not read.
fn unread(interpreter: &Interpreter, what: &str) -> Value {
    Value::Unknown(Rc::new(Unknown {
        what: what.to_owned(),
        code: "unknown-name",
        place: interpreter.place(),
        help: None,
    }))
}

fn list_of<'a>(
    interpreter: &Interpreter,
    texts: impl IntoIterator<Item = &'a Option<String>>,
) -> Value {
    let texts = texts
        .into_iter()
        .map(|text| text.as_ref().map_or(Value::None, Value::str));
    interpreter.list(texts.collect())
}

fn named(interpreter: &mut Interpreter, pairs: Vec<(&'static str, Value)>) -> Result<Value> {
    interpreter.dict(
        pairs
            .into_iter()
            .map(|(name, value)| (Value::str(name), value)),
    )
}

/// `get_indexes`, `get_pk_constraint` and their like.
pub(crate) fn keys_value(
    interpreter: &mut Interpreter,
    kind: KeyKind,
    of: Of<'_>,
) -> Result<Value> {
    let mut dicts = Vec::new();
    for key in keys(interpreter, kind, of)? {
        let mut pairs = vec![(
            Value::str("name"),
            key.name.as_ref().map_or(Value::None, Value::str),
        )];
        let columns = list_of(interpreter, &key.columns);
        match kind {
            KeyKind::Index => {
                pairs.push((Value::str("column_names"), columns));
                let unique = match interpreter.dialect() {
                    Dialect::Sqlite => Value::Int(i64::from(key.unique).into()),
                    _ => Value::Bool(key.unique),
                };
                pairs.push((Value::str("unique"), unique));
            }
            KeyKind::Unique => pairs.push((Value::str("column_names"), columns)),
            KeyKind::PrimaryKey => pairs.push((Value::str("constrained_columns"), columns)),
            KeyKind::Check => {
                let text = key.text.as_ref().map_or(Value::None, Value::str);
                pairs.push((Value::str("sqltext"), text));
            }
            KeyKind::ForeignKey => {
                pairs.push((Value::str("constrained_columns"), columns));
                if let Some((schema, table, columns)) = &key.referred {
                    let schema = schema.as_ref().map_or(Value::None, Value::str);
                    pairs.push((Value::str("referred_schema"), schema));
                    pairs.push((Value::str("referred_table"), Value::str(table)));
                    let columns = interpreter.list(columns.iter().map(Value::str).collect());
                    pairs.push((Value::str("referred_columns"), columns));
                }
                let options = named(interpreter, key.options)?;
                pairs.push((Value::str("options"), options));
            }
        }
        pairs.extend(
            key.details
                .into_iter()
                .map(|(name, value)| (Value::str(name), value)),
        );
        let has_options = interpreter.dialect() == Dialect::Sqlite && kind == KeyKind::Index;
        if has_options || !key.dialect_options.is_empty() {
            let options = named(interpreter, key.dialect_options)?;
            pairs.push((Value::str("dialect_options"), options));
        }
        dicts.push(interpreter.dict(pairs)?);
    }
    if kind != KeyKind::PrimaryKey {
        return Ok(interpreter.list(dicts));
    }
    match dicts.pop() {
        Some(key) => Ok(key),
        None => {
            let none = interpreter.list(Vec::new());
            interpreter.dict([
                (Value::str("constrained_columns"), none),
                (Value::str("name"), Value::None),
            ])
        }
    }
}

/// The name of the schema that is meant where none is named.
pub(crate) fn default_schema(interpreter: &mut Interpreter) -> Result<Value> {
    if interpreter.dialect() == Dialect::Sqlite {
        return Ok(Value::str("main"));
    }
    let rows = rows(interpreter, "SELECT current_schema()::text", &[])?;
    Ok(rows
        .first()
        .and_then(|row| row.first())
        .cloned()
        .unwrap_or(Value::None))
}

/// `dialect.server_version_info`: of SQLite the library's, of PostgreSQL the
/// numbers that `version()` begins with.
pub(crate) fn server_version(interpreter: &mut Interpreter) -> Result<Value> {
    let sql = match interpreter.dialect() {
        Dialect::Sqlite => "SELECT sqlite_version()",
        _ => "SELECT version()",
    };
    let rows = rows(interpreter, sql, &[])?;
    let text = rows
        .first()
        .and_then(|row| row.first())
        .and_then(Value::as_str);
    // A trial holds no row: there it is the oldest of those that are supported.
    let text = text.unwrap_or_else(|| "PostgreSQL 9.6.0".into());
    let numbers = text
        .split_once(|c: char| c.is_ascii_digit())
        .map_or("", |(before, _)| &text[before.len()..]);
    let end = numbers
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(numbers.len());
    let parts = numbers[..end].split('.').take(3);
    let parts = parts
        .filter_map(|part| part.parse::<i128>().ok())
        .map(Value::Int);
    Ok(Value::tuple(parts.collect::<Vec<_>>()))
}

/// Rows of a query on the catalogue.
fn rows(interpreter: &mut Interpreter, sql: &str, values: &[Datum]) -> Result<Vec<Vec<Value>>> {
    let answer = interpreter.on_database(|database| database.execute(sql, values))?;
    let mut rows = Vec::new();
    for row in answer.rows {
        let mut values = Vec::new();
        for datum in row {
            values.push(value::of_driver(interpreter, datum)?);
        }
        rows.push(values);
    }
    Ok(rows)
}

fn text(row: &[Value], at: usize) -> Option<String> {
    row.get(at)
        .and_then(Value::as_str)
        .map(|text| text.to_string())
}

fn number(row: &[Value], at: usize) -> i64 {
    match row.get(at) {
        Some(Value::Int(number)) => i64::try_from(*number).unwrap_or(0),
        Some(Value::Bool(known)) => i64::from(*known),
        _ => 0,
    }
}
