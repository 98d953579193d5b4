//! The functions that SQLAlchemy gives each connection to SQLite, which revisions may use.

use std::io;

use bridge_importers::python::stdlib::regex::Searching;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

/// Makes `floor(x)` and `regexp(pattern, text)`, which `x REGEXP pattern` calls.
///
/// # Errors
/// Only where memory is short.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("floor", 1, flags, floor)?;
    connection.create_scalar_function("regexp", 2, flags, regexp)
}

/// Python's `math.floor`, which gives an integer.
fn floor(context: &Context<'_>) -> Result<i64> {
    match context.get_raw(0) {
        ValueRef::Integer(number) => Ok(number),
        #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
        ValueRef::Real(number) if number.abs() < 9.2e18 => Ok(number.floor() as i64),
        _ => Err(raised()),
    }
}

/// Python's `re.search(pattern, text) is not None`.
fn regexp(context: &Context<'_>) -> Result<Value> {
    if matches!(context.get_raw(1), ValueRef::Null) {
        return Ok(Value::Null);
    }
    let pattern = context.get_or_create_aux(0, |pattern| -> Result<Searching> {
        let pattern = pattern.as_str().map_err(|_| raised())?;
        Searching::new(pattern).ok_or_else(raised)
    })?;
    let text = context.get_raw(1);
    let text = text.as_str().map_err(|_| raised())?;
    let found = pattern.finds(text).ok_or_else(raised)?;
    Ok(Value::Integer(found.into()))
}

/// What `sqlite3` says where a function of Python raises.
fn raised() -> Error {
    Error::UserFunctionError(Box::new(io::Error::other(
        "user-defined function raised exception",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_answer_as_python_does() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        let ask = |sql: &str| {
            connection.query_row(&format!("SELECT {sql}"), [], |row| row.get::<_, Value>(0))
        };
        for (sql, expected) in [
            ("floor(2.7)", Value::Integer(2)),
            ("floor(-2.1)", Value::Integer(-3)),
            ("floor(5)", Value::Integer(5)),
            ("'abc' REGEXP '^a.c$'", Value::Integer(1)),
            ("'xbc' REGEXP '^a(?P<n>.)c$'", Value::Integer(0)),
            ("NULL REGEXP 'a'", Value::Null),
        ] {
            assert_eq!(ask(sql).unwrap(), expected, "{sql}");
        }
        for sql in [
            "floor(NULL)",
            "floor('a')",
            "'a' REGEXP '('",
            "5 REGEXP 'a'",
        ] {
            let said = ask(sql).unwrap_err().to_string();
            assert!(said.contains("raised exception"), "{sql}: {said}");
        }
        let each = connection
            .query_row(
                "WITH t(x, p) AS (VALUES ('a', 'a'), ('a', 'b'), ('b', 'b')) SELECT group_concat(x REGEXP p) FROM t",
                [],
                |row| row.get::<_, String>(0),
            )
            .unwrap();
        assert_eq!(each, "1,0,1");
    }
}
