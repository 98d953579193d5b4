//! Values between Python and the drivers: what pysqlite and psycopg2 give and
//! take, and what SQLAlchemy's types make of it.

use crate::Dialect;
use crate::alembic::configuration::Configuration;
use crate::dialect::{Given, bytea, interval_of};
use crate::live::Datum;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::stdlib::datetime::{Date, DateTime, Delta, Time, from_iso};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::json;
use crate::python::stdlib::memory::{MemoryView, bytes_of};
use crate::python::stdlib::uuid::Uuid;
use crate::python::value::Value;
use crate::sqlalchemy::enum_member;
use crate::sqlalchemy::live::loose;
use crate::sqlalchemy::python_type;

/// The Python value that the driver gives.
pub(crate) fn of_driver(interpreter: &mut Interpreter, datum: Datum) -> Result<Value> {
    Ok(match datum {
        Datum::Null => Value::None,
        Datum::Bool(known) => Value::Bool(known),
        Datum::Int(number) => Value::Int(number.into()),
        Datum::Real(number) => Value::Float(number),
        Datum::Text(text) => Value::str(text),
        // `sqlite3` gives bytes, psycopg2 a view of them.
        Datum::Bytes(bytes)
            if interpreter.dialect() != Dialect::Sqlite && !is_asyncpg(interpreter) =>
        {
            let bytes = bytes.into();
            Value::object(MemoryView {
                bytes,
                of_characters: true,
            })
        }
        Datum::Bytes(bytes) => Value::Bytes(bytes.into()),
        Datum::Typed { type_name, text } => of_server(interpreter, &type_name, &text)?,
    })
}

/// By which driver the project connects to PostgreSQL.
#[derive(Default)]
pub(crate) struct Driver {
    /// By asyncpg, and to SQLite by aiosqlite; by psycopg2 otherwise. What no type of SQLAlchemy's reads it gives in its own way.
    is_asyncpg: bool,
    /// By one that is not awaited.
    is_synchronous: bool,
}

impl Driver {
    /// What a project's `env.py` says of it.
    pub(crate) fn of(configuration: &Configuration) -> Self {
        Self {
            is_asyncpg: configuration.is_asyncpg,
            is_synchronous: configuration.is_synchronous,
        }
    }
}

/// Whether the project's connections are known not to be awaited.
pub(crate) fn is_synchronous(interpreter: &Interpreter) -> bool {
    let driver = interpreter.extension::<Driver>();
    driver.is_some_and(|driver| driver.is_synchronous)
}

/// Whether the project's driver on PostgreSQL is asyncpg.
pub(crate) fn is_asyncpg(interpreter: &Interpreter) -> bool {
    let driver = interpreter.extension::<Driver>();
    interpreter.dialect() == Dialect::Postgres && driver.is_some_and(|driver| driver.is_asyncpg)
}

/// Whether the driver reads all rows when the statement runs, as SQLAlchemy does with aiosqlite.
pub(crate) fn reads_at_once(interpreter: &Interpreter) -> bool {
    let driver = interpreter.extension::<Driver>();
    interpreter.dialect() == Dialect::Sqlite && driver.is_some_and(|driver| driver.is_asyncpg)
}

/// Types for whose values asyncpg has a class, and psycopg2 gives text.
const OF_ASYNCPG: &[&str] = &[
    "inet", "cidr", "bit", "varbit", "point", "box", "path", "polygon", "circle", "line", "lseg",
];

/// Types whose values psycopg2 gives as ranges.
const RANGES: &[&str] = &[
    "int4range",
    "int8range",
    "numrange",
    "daterange",
    "tsrange",
    "tstzrange",
];

/// Types whose values have a class in Python that the interpreter does not have.
fn has_no_class(type_name: &str) -> bool {
    // A time with its distance from UTC.
    type_name == "timetz" || RANGES.contains(&type_name)
}

/// The value of a type of PostgreSQL, from its text; text where psycopg2 has no class for it.
fn of_server(interpreter: &mut Interpreter, type_name: &str, text: &str) -> Result<Value> {
    if let Some(item) = type_name.strip_suffix("[]") {
        let Some(items) = array_items(text) else {
            return Ok(Value::str(text));
        };
        return items_of(interpreter, item, items);
    }
    let known = match type_name {
        "bool" => Some(Value::Bool(text == "t")),
        "int2" | "int4" | "int8" | "oid" => text.parse().ok().map(Value::Int),
        "float4" | "float8" => text.parse().ok().map(Value::Float),
        "numeric" => Decimal::parse(text).map(Value::object),
        "timestamp" | "timestamptz" => from_iso(text),
        "date" => text.parse().ok().map(|value| Value::object(Date { value })),
        "time" => text.parse().ok().map(|value| Value::object(Time { value })),
        "interval" => interval(text).map(|microseconds| Value::object(Delta { microseconds })),
        "uuid" => Some(uuid(text)),
        "json" | "jsonb" => return json::read(interpreter, text),
        other if OF_ASYNCPG.contains(&other) && is_asyncpg(interpreter) => {
            let what = format!("a value of type {other}, as asyncpg gives it");
            Some(interpreter.unknown("unknown-name", &what))
        }
        other if has_no_class(other) => {
            return Err(interpreter.unsupported(&format!("reading a value of type {other}")));
        }
        _ => None,
    };
    Ok(known.unwrap_or_else(|| Value::str(text)))
}

fn uuid(text: &str) -> Value {
    Value::object(Uuid {
        hex: text.replace('-', "").to_lowercase(),
    })
}

/// An item of an array, or an array in it.
enum Item {
    Null,
    Text(String),
    Items(Vec<Item>),
}

fn items_of(interpreter: &mut Interpreter, type_name: &str, items: Vec<Item>) -> Result<Value> {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(match item {
            Item::Null => Value::None,
            Item::Text(text) => of_server(interpreter, type_name, &text)?,
            Item::Items(inner) => {
                interpreter.deeper(|interpreter| items_of(interpreter, type_name, inner))?
            }
        });
    }
    Ok(interpreter.list(values))
}

/// `{1,NULL,"a b",{2}}`
fn array_items(text: &str) -> Option<Vec<Item>> {
    // Arrays with bounds of their own: `[2:3]={1,2}`.
    let text = match text.split_once('=') {
        Some((bounds, rest)) if bounds.starts_with('[') => rest,
        _ => text,
    };
    let mut open: Vec<Vec<Item>> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' => open.push(Vec::new()),
            '}' => {
                let items = open.pop()?;
                match open.last_mut() {
                    Some(around) => around.push(Item::Items(items)),
                    None => return chars.next().is_none().then_some(items),
                }
            }
            ',' => {}
            '"' => {
                let mut item = String::new();
                loop {
                    match chars.next()? {
                        '"' => break,
                        '\\' => item.push(chars.next()?),
                        other => item.push(other),
                    }
                }
                open.last_mut()?.push(Item::Text(item));
            }
            first => {
                let mut item = String::from(first);
                while let Some(next) = chars.next_if(|c| !matches!(c, ',' | '}')) {
                    item.push(if next == '\\' { chars.next()? } else { next });
                }
                let item = if item == "NULL" {
                    Item::Null
                } else {
                    Item::Text(item)
                };
                open.last_mut()?.push(item);
            }
        }
    }
    None
}

/// `1 year 2 mons -3 days 04:05:06.7`, with psycopg2's 365 days of a year and 30 of a month.
fn interval(text: &str) -> Option<i128> {
    const DAY: i128 = 86_400_000_000;
    let mut total: i128 = 0;
    let mut words = text.split(' ');
    while let Some(word) = words.next() {
        if word.contains(':') {
            let (sign, word) = match word.strip_prefix('-') {
                Some(rest) => (-1, rest),
                None => (1, word.trim_start_matches('+')),
            };
            let mut parts = word.split(':');
            let hours: i128 = parts.next()?.parse().ok()?;
            let minutes: i128 = parts.next()?.parse().ok()?;
            let (seconds, fraction) = parts
                .next()?
                .split_once('.')
                .unwrap_or((word.rsplit(':').next()?, ""));
            let seconds: i128 = seconds.parse().ok()?;
            let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
            total += sign * (((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction);
            continue;
        }
        let number: i128 = word.parse().ok()?;
        total += number
            * match words.next()?.trim_end_matches('s') {
                "year" => 365 * DAY,
                "mon" => 30 * DAY,
                "day" => DAY,
                _ => return None,
            };
    }
    Some(total)
}

/// The Python value that a column of a type gives, from that of the driver.
pub(crate) fn of_type(
    interpreter: &mut Interpreter,
    value: Value,
    data_type: Option<&SqlType>,
) -> Result<Value> {
    if let Some(SqlType::Converted { base, python }) = data_type {
        if let Some(read) = python_type::read(interpreter, *python) {
            return python_type::number(interpreter, value, read);
        }
        let value = of_type(interpreter, value, Some(base))?;
        return python_type::result(interpreter, *python, base, value);
    }
    let Some(data_type) = data_type else {
        return Ok(value);
    };
    let dialect = interpreter.dialect();
    let data_type = crate::dialect::resolve(data_type, dialect);
    if let SqlType::Enum(enumeration) = data_type {
        enum_member::check_read(interpreter, enumeration, &value)?;
        return Ok(value);
    }
    if dialect == Dialect::Sqlite {
        return loose::read(interpreter, value, data_type);
    }
    if let Some(bytes) = bytes_of(&value) {
        return Ok(Value::Bytes(bytes));
    }
    Ok(match (data_type, &value) {
        (SqlType::Uuid { as_text: true, .. }, _) => {
            let read = value.as_str().as_deref().map(uuid).unwrap_or(value);
            dashed_or_not(read, true)
        }
        // Numbers are read as their type says, also where the database has others.
        (SqlType::Numeric { scale, .. }, Value::Float(number)) => {
            let digits = scale.unwrap_or(10) as usize;
            match Decimal::of_rounded_float(*number, digits) {
                Some(decimal) => Value::object(decimal),
                None => value,
            }
        }
        (SqlType::Float { .. }, Value::Object(object)) => match object.real() {
            Some(number) => Value::Float(number),
            None => value,
        },
        (SqlType::Float { .. }, Value::Int(number)) =>
        {
            #[allow(clippy::cast_precision_loss)]
            Value::Float(*number as f64)
        }
        _ => value,
    })
}

/// A UUID, or its text.
pub(super) fn dashed_or_not(value: Value, as_text: bool) -> Value {
    match value.downcast::<Uuid>().filter(|_| as_text) {
        Some(uuid) => Value::str(uuid.dashed()),
        None => value,
    }
}

/// A value as the driver takes it: handed over on SQLite, written into the
/// statement on PostgreSQL.
pub(crate) fn given(interpreter: &mut Interpreter, value: &Value) -> Result<Given> {
    let value = interpreter.known(value.clone())?;
    match interpreter.dialect() {
        Dialect::Sqlite => match datum(interpreter, &value)? {
            Some(datum) => Ok(Given::Value(datum)),
            None => {
                let message = format!("(sqlite3.ProgrammingError) {}", not_bound(&value, 1));
                Err(interpreter.raise("sqlalchemy.exc.ProgrammingError", message))
            }
        },
        _ => to_sql(interpreter, &value).map(Given::Sql),
    }
}

/// What `sqlite3` hands to the database for the parameter of this number.
pub(crate) fn to_sqlite(
    interpreter: &mut Interpreter,
    value: &Value,
    number: usize,
) -> Result<Datum> {
    match datum(interpreter, value)? {
        Some(datum) => Ok(datum),
        None => Err(interpreter.raise("sqlite3.ProgrammingError", not_bound(value, number))),
    }
}

/// The same; `None` for what it does not take.
fn datum(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Datum>> {
    if let Some(text) = value.as_text() {
        return Ok(Some(Datum::Text(text.to_string())));
    }
    Ok(Some(match value {
        Value::None => Datum::Null,
        Value::Bool(known) => Datum::Int((*known).into()),
        Value::Int(number) => match i64::try_from(*number) {
            Ok(number) => Datum::Int(number),
            Err(_) => {
                return Err(interpreter.raise(
                    "OverflowError",
                    "Python int too large to convert to SQLite INTEGER",
                ));
            }
        },
        Value::Float(number) => Datum::Real(*number),
        Value::Bytes(bytes) => Datum::Bytes(bytes.to_vec()),
        Value::Instance(_) => match number_of(value) {
            Some(inner) => return datum(interpreter, &inner),
            None => return Ok(None),
        },
        other => {
            if let Some(bytes) = bytes_of(other) {
                Datum::Bytes(bytes.to_vec())
            } else if let Some(moment) = other.downcast::<DateTime>() {
                Datum::Text(moment.iso(" "))
            } else if other.downcast::<Date>().is_some() {
                Datum::Text(interpreter.str(other)?)
            } else {
                return Ok(None);
            }
        }
    }))
}

/// The number that an instance of `class E(int, Enum)` is.
pub(crate) fn number_of(value: &Value) -> Option<Value> {
    match value {
        Value::Instance(instance) => instance
            .inner
            .borrow()
            .clone()
            .filter(|inner| matches!(inner, Value::Int(_) | Value::Float(_))),
        _ => None,
    }
}

fn not_bound(value: &Value, number: usize) -> String {
    format!(
        "Error binding parameter {number}: type '{}' is not supported",
        value.type_name()
    )
}

/// Whether psycopg2 sends a text.
///
/// # Errors
/// As its own, for what PostgreSQL cannot hold.
pub(crate) fn sendable(interpreter: &mut Interpreter, text: &str) -> Result<()> {
    if text.contains('\0') && interpreter.dialect() == Dialect::Postgres {
        let said = "A string literal cannot contain NUL (0x00) characters.";
        return Err(interpreter.raise("ValueError", said));
    }
    Ok(())
}

/// What psycopg2 writes.
pub(crate) fn to_sql(interpreter: &mut Interpreter, value: &Value) -> Result<String> {
    let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
    if let Some(text) = value.as_text() {
        sendable(interpreter, &text)?;
        return Ok(quote(&text));
    }
    let list = |interpreter: &mut Interpreter, value: &Value| -> Result<Vec<String>> {
        let items = interpreter.iterate(value)?;
        items
            .iter()
            .map(|item| interpreter.deeper(|interpreter| to_sql(interpreter, item)))
            .collect()
    };
    Ok(match value {
        Value::None => "NULL".to_owned(),
        Value::Bool(known) => known.to_string(),
        Value::Int(number) if *number < 0 => format!(" {number}"),
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => {
            let text = interpreter.repr(value)?;
            if text.starts_with('-') {
                format!(" {text}")
            } else {
                text
            }
        }
        Value::Float(number) => match (number.is_nan(), *number < 0.0) {
            (true, _) => "'NaN'::float".to_owned(),
            (false, true) => "'-Infinity'::float".to_owned(),
            (false, false) => "'Infinity'::float".to_owned(),
        },
        Value::Bytes(bytes) => bytea(bytes),
        Value::List(_) => {
            let items = list(interpreter, value)?;
            if items.is_empty() {
                "'{}'".to_owned()
            } else {
                format!("ARRAY[{}]", items.join(","))
            }
        }
        Value::Tuple(_) => {
            let items = list(interpreter, value)?;
            // Of none it is `()`, which the database refuses.
            format!("({})", items.join(", "))
        }
        Value::Instance(instance) => match number_of(value) {
            Some(inner) => return to_sql(interpreter, &inner),
            // What a wrapper of psycopg2's hands to the driver.
            None => match interpreter.class_attribute(&instance.class, "_driver_value") {
                Some(method) => {
                    let inner = interpreter.call_with(&method, [value.clone()])?;
                    return to_sql(interpreter, &inner);
                }
                None => return Err(not_adapted(interpreter, value)),
            },
        },
        other => {
            if let Some(bytes) = bytes_of(other) {
                bytea(&bytes)
            } else if let Some(moment) = other.downcast::<DateTime>() {
                let kind = if moment.zone.is_some() {
                    "timestamptz"
                } else {
                    "timestamp"
                };
                format!("'{}'::{kind}", moment.iso("T"))
            } else if let Some(delta) = other.downcast::<Delta>() {
                interval_of(delta.microseconds)
            } else {
                let text = interpreter.str(other)?;
                match other.type_name().as_str() {
                    "date" => format!("'{text}'::date"),
                    "time" => format!("'{text}'::time"),
                    "UUID" => format!("'{text}'::uuid"),
                    // psycopg2 writes so whatever is not finite.
                    "Decimal" if text.contains(['N', 'I']) => "'NaN'::numeric".to_owned(),
                    "Decimal" if text.starts_with('-') => format!(" {text}"),
                    "Decimal" => text,
                    _ => return Err(not_adapted(interpreter, other)),
                }
            }
        }
    })
}

fn not_adapted(interpreter: &mut Interpreter, value: &Value) -> crate::python::native::Interrupt {
    let message = format!(
        "(psycopg2.ProgrammingError) can't adapt type '{}'",
        value.type_name()
    );
    interpreter.raise("sqlalchemy.exc.ProgrammingError", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_psycopgs() {
        assert_eq!(interval("1 day 00:00:01.5"), Some(86_401_500_000));
        assert_eq!(interval("-00:00:02"), Some(-2_000_000));
        assert_eq!(interval("1 year 2 mons"), Some(425 * 86_400_000_000));
        assert_eq!(interval("P1D"), None);
    }
}
