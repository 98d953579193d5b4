//! From a type's text in the catalogue to a type of SQLAlchemy, of the class that it is reflected as.

use crate::Dialect;
use crate::operation::SqlType;
use crate::operation::types::{FloatKind, IntegerSize};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::type_object::TypeObject;

/// Texts of PostgreSQL's `format_type`, and the classes that SQLAlchemy reflects them as: those of
/// `sqlalchemy.types`, then PostgreSQL's own.
const POSTGRES: &[(&str, &str)] = &[
    ("character varying", "VARCHAR"),
    ("character", "CHAR"),
    ("text", "TEXT"),
    ("\"char\"", "String"),
    ("name", "String"),
    ("integer", "INTEGER"),
    ("bigint", "BIGINT"),
    ("smallint", "SMALLINT"),
    ("boolean", "BOOLEAN"),
    ("numeric", "NUMERIC"),
    ("real", "REAL"),
    ("double precision", "DOUBLE_PRECISION"),
    ("date", "DATE"),
    ("uuid", "UUID"),
];
const POSTGRES_OWN: &[(&str, &str)] = &[
    ("bytea", "BYTEA"),
    ("json", "JSON"),
    ("jsonb", "JSONB"),
    ("inet", "INET"),
    ("cidr", "CIDR"),
    ("citext", "CITEXT"),
    ("bit", "BIT"),
    ("macaddr", "MACADDR"),
    ("macaddr8", "MACADDR8"),
    ("money", "MONEY"),
    ("oid", "OID"),
    ("regclass", "REGCLASS"),
    ("tsvector", "TSVECTOR"),
    ("tsquery", "TSQUERY"),
    ("hstore", "HSTORE"),
    ("int4range", "INT4RANGE"),
    ("int8range", "INT8RANGE"),
    ("numrange", "NUMRANGE"),
    ("daterange", "DATERANGE"),
    ("tsrange", "TSRANGE"),
    ("tstzrange", "TSTZRANGE"),
    ("interval", "INTERVAL"),
];

/// Names of types in SQLite, and the classes of `sqlalchemy.types` that they are reflected as.
const SQLITE: &[(&str, &str)] = &[
    ("bigint", "BIGINT"),
    ("blob", "BLOB"),
    ("bool", "BOOLEAN"),
    ("boolean", "BOOLEAN"),
    ("char", "CHAR"),
    ("date", "DATE"),
    ("date_char", "DATE"),
    ("double", "DOUBLE"),
    ("decimal", "DECIMAL"),
    ("float", "FLOAT"),
    ("int", "INTEGER"),
    ("integer", "INTEGER"),
    ("numeric", "NUMERIC"),
    ("real", "REAL"),
    ("smallint", "SMALLINT"),
    ("text", "TEXT"),
    ("time", "TIME"),
    ("time_char", "TIME"),
    ("timestamp", "TIMESTAMP"),
    ("varchar", "VARCHAR"),
    ("nvarchar", "NVARCHAR"),
    ("nchar", "NCHAR"),
];

/// The type as a Python value, and what it stands for.
pub(super) fn of_text(interpreter: &mut Interpreter, text: &str) -> Result<(Value, SqlType)> {
    match interpreter.dialect() {
        Dialect::Sqlite => sqlite(interpreter, text),
        _ => postgres(interpreter, text),
    }
}

fn sqlite(interpreter: &mut Interpreter, text: &str) -> Result<(Value, SqlType)> {
    let (name, arguments) = parts(text);
    let lower = name.to_lowercase();
    if let Some((_, class)) = SQLITE.iter().find(|(known, _)| *known == lower) {
        return of_class(interpreter, "sqlalchemy.types", class, arguments);
    }
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    Ok(match lower.as_str() {
        "json" => made(
            "sqlalchemy.dialects.sqlite.JSON",
            SqlType::Json {
                binary: false,
                none_as_null: false,
                postgres: false,
            },
        ),
        "datetime" | "datetime_char" => made(
            "sqlalchemy.types.DATETIME",
            SqlType::DateTime {
                timestamp: false,
                timezone: false,
                precision: None,
            },
        ),
        // SQLite's own rules of affinity.
        _ if has(&["int"]) => made(
            "sqlalchemy.types.INTEGER",
            SqlType::Integer(IntegerSize::Normal),
        ),
        _ if has(&["char", "clob", "text"]) => {
            return of_class(interpreter, "sqlalchemy.types", "TEXT", arguments);
        }
        "" => made("sqlalchemy.types.NullType", SqlType::Null),
        _ if has(&["blob"]) => made("sqlalchemy.types.NullType", SqlType::Null),
        _ if has(&["real", "floa", "doub"]) => made(
            "sqlalchemy.types.REAL",
            SqlType::Float {
                kind: FloatKind::Real,
                precision: None,
            },
        ),
        _ => return of_class(interpreter, "sqlalchemy.types", "NUMERIC", arguments),
    })
}

fn postgres(interpreter: &mut Interpreter, text: &str) -> Result<(Value, SqlType)> {
    if let Some(item) = text.strip_suffix("[]") {
        let (_, item) = interpreter.deeper(|interpreter| of_text(interpreter, item))?;
        return Ok(made(
            "sqlalchemy.dialects.postgresql.ARRAY",
            SqlType::Array {
                item: Box::new(item),
                zero_based: false,
                postgres: true,
                dimensions: None,
            },
        ));
    }
    let (name, arguments) = parts(text);
    let lower = name.to_lowercase();
    let precision = match arguments.first() {
        Some(Value::Int(number)) => u32::try_from(*number).ok(),
        _ => None,
    };
    let timezone = lower.ends_with("with time zone");
    match lower.as_str() {
        "" => return Ok(made("sqlalchemy.types.NullType", SqlType::Null)),
        "timestamp with time zone" | "timestamp without time zone" => {
            return Ok(made(
                "sqlalchemy.dialects.postgresql.TIMESTAMP",
                SqlType::DateTime {
                    timestamp: true,
                    timezone,
                    precision,
                },
            ));
        }
        "time with time zone" | "time without time zone" => {
            return Ok(made(
                "sqlalchemy.dialects.postgresql.TIME",
                SqlType::Time {
                    timezone,
                    precision,
                },
            ));
        }
        "bit varying" => {
            let length = arguments.first().and_then(|length| match length {
                Value::Int(length) => u32::try_from(*length).ok(),
                _ => None,
            });
            let sql = length.map_or_else(
                || "BIT VARYING".to_owned(),
                |length| format!("BIT VARYING({length})"),
            );
            return Ok(made(
                "sqlalchemy.dialects.postgresql.BIT",
                SqlType::Native {
                    dialect: "postgresql".into(),
                    sql,
                },
            ));
        }
        _ => {}
    }
    for (names, module) in [
        (POSTGRES, "sqlalchemy.types"),
        (POSTGRES_OWN, "sqlalchemy.dialects.postgresql"),
    ] {
        if let Some((_, class)) = names.iter().find(|(known, _)| *known == lower) {
            return of_class(interpreter, module, class, arguments);
        }
    }
    // An enum, a domain, or what SQLAlchemy does not know: its name does not tell.
    let data_type = SqlType::Custom(text.to_owned());
    Ok((TypeObject::of_class(&[], data_type.clone()), data_type))
}

/// A type made by its class; arguments that the class does not take are left out, as SQLAlchemy
/// leaves them out.
fn of_class(
    interpreter: &mut Interpreter,
    module: &str,
    class: &str,
    arguments: Vec<Value>,
) -> Result<(Value, SqlType)> {
    let Some(module) = interpreter.find_module(module)? else {
        return Ok(made("sqlalchemy.types.NullType", SqlType::Null));
    };
    let constructor = interpreter.module_attribute(&module, class)?;
    let takes = matches!(
        class,
        "VARCHAR"
            | "NVARCHAR"
            | "CHAR"
            | "NCHAR"
            | "TEXT"
            | "NUMERIC"
            | "DECIMAL"
            | "FLOAT"
            | "REAL"
            | "DOUBLE"
            | "DOUBLE_PRECISION"
            | "BIT"
            | "INTERVAL"
    );
    let arguments = if takes { arguments } else { Vec::new() };
    let value = interpreter.call(&constructor, Args::new(arguments))?;
    let data_type = match value.downcast::<TypeObject>() {
        Some(object) => object.data_type.clone(),
        None => SqlType::Null,
    };
    Ok((value, data_type))
}

fn made(class: &str, data_type: SqlType) -> (Value, SqlType) {
    (TypeObject::value(class, data_type.clone()), data_type)
}

/// `VARCHAR(50)`, `timestamp(3) without time zone`: the name and the numbers.
fn parts(text: &str) -> (String, Vec<Value>) {
    let Some((before, rest)) = text.split_once('(') else {
        return (text.trim().to_owned(), Vec::new());
    };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    let numbers = inside
        .split(',')
        .filter_map(|number| number.trim().parse().ok().map(Value::Int))
        .collect();
    let name = format!("{} {}", before.trim(), after.trim());
    (name.trim().to_owned(), numbers)
}
