//! Statements for a live database: values are handed to the driver where it
//! takes them (SQLite), and written as literals where it writes them itself
//! (psycopg2 on PostgreSQL).

use std::cell::RefCell;

use super::operation::executed;
use super::rules::{Rendered, Rules};
use super::{Dialect, types};
use crate::Diagnostic;
use crate::live::Datum;
use crate::operation::expression::Literal;
use crate::operation::{Expression, SqlType};

/// A value that `execute` was given by name, as the driver takes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    /// Handed to the driver.
    Value(Datum),
    /// Written into the statement.
    Sql(String),
}

/// Collects the values of one statement.
#[derive(Debug)]
pub(crate) struct Binds<'a> {
    given: &'a [(String, Given)],
    values: RefCell<Vec<Datum>>,
}

impl Binds<'_> {
    /// What stands in the statement for a value that the driver takes.
    fn push(&self, value: Datum) -> String {
        let mut values = self.values.borrow_mut();
        values.push(value);
        format!("?{}", values.len())
    }

    /// What stands for `:name`, where `execute` was given its value.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        let (_, given) = self.given.iter().find(|(own, _)| own == name)?;
        Some(match given {
            Given::Value(value) => self.push(value.clone()),
            Given::Sql(sql) => sql.clone(),
        })
    }

    /// What stands for a literal: SQLite's text and bytes may be longer than a statement can be.
    pub(super) fn literal(
        &self,
        rules: &dyn Rules,
        value: &Literal,
        data_type: Option<&SqlType>,
    ) -> Rendered {
        match (rules.dialect(), value) {
            (Dialect::Sqlite, _) => {}
            (Dialect::Postgres, Literal::Bytes(bytes)) => return Ok(bytea(bytes)),
            // As psycopg2 writes them: a bare string has no type yet.
            (Dialect::Postgres, Literal::DateTime(text)) if has_zone(text) => {
                return Ok(format!("{}::timestamptz", rules.string(text)));
            }
            (Dialect::Postgres, Literal::DateTime(text)) => {
                return Ok(format!("{}::timestamp", rules.string(text)));
            }
            (Dialect::Postgres, Literal::Date(text)) => {
                return Ok(format!("{}::date", rules.string(text)));
            }
            (Dialect::Postgres, Literal::Time(text)) => {
                return Ok(format!("{}::time", rules.string(text)));
            }
            _ => return rules.literal(value, data_type),
        }
        let data_type_here = data_type.map(|one| types::of_values(one, rules.dialect()));
        let datum = match (value, data_type_here) {
            (Literal::Int(digits), None | Some(SqlType::Integer(_))) => match digits.parse() {
                Ok(number) => Datum::Int(number),
                Err(_) => return rules.literal(value, data_type),
            },
            (Literal::Text(text), None | Some(SqlType::Text { .. } | SqlType::Enum(_))) => {
                Datum::Text(text.clone())
            }
            (Literal::Json(text), _) => Datum::Text(text.clone()),
            (Literal::Bytes(bytes), _) => Datum::Bytes(bytes.clone()),
            _ => return rules.literal(value, data_type),
        };
        Ok(self.push(datum))
    }
}

/// A statement and its values. `given` are the values of a text's parameters, by name.
///
/// # Errors
/// As [`super::render`].
pub(crate) fn bound(
    statement: &Expression,
    given: &[(String, Given)],
    dialect: Dialect,
) -> Result<(String, Vec<Datum>), Diagnostic> {
    let binds = Binds {
        given,
        values: RefCell::default(),
    };
    let sql = executed(dialect.rules(), statement, Some(&binds))?;
    Ok((sql, binds.values.into_inner()))
}

/// Whether a moment says its distance from UTC.
fn has_zone(text: &str) -> bool {
    let time = text.split_once([' ', 'T']).map_or("", |(_, time)| time);
    time.contains(['+', '-'])
}

/// Bytes as a literal of PostgreSQL.
pub(crate) fn bytea(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("'\\x{hex}'::bytea")
}
