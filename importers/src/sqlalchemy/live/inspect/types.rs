//! From a type's text in the catalogue to a type of SQLAlchemy.

use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::types::TypeObject;

/// Texts of PostgreSQL's `format_type`, and the classes that SQLAlchemy reflects them as.
const NAMES: &[(&str, &str)] = &[
    ("character varying", "VARCHAR"),
    ("character", "CHAR"),
    ("text", "TEXT"),
    ("integer", "INTEGER"),
    ("int", "INTEGER"),
    ("bigint", "BIGINT"),
    ("smallint", "SMALLINT"),
    ("boolean", "BOOLEAN"),
    ("bool", "BOOLEAN"),
    ("numeric", "NUMERIC"),
    ("decimal", "DECIMAL"),
    ("real", "REAL"),
    ("float", "FLOAT"),
    ("double", "DOUBLE"),
    ("double precision", "DOUBLE_PRECISION"),
    ("date", "DATE"),
    ("datetime", "DateTime"),
    ("time without time zone", "TIME"),
    ("time", "TIME"),
    ("timestamp without time zone", "TIMESTAMP"),
    ("timestamp", "TIMESTAMP"),
    ("varchar", "VARCHAR"),
    ("nvarchar", "NVARCHAR"),
    ("char", "CHAR"),
    ("blob", "BLOB"),
    ("bytea", "LargeBinary"),
    ("json", "JSON"),
    ("uuid", "UUID"),
];

/// The type as a Python value, and what it stands for.
pub(super) fn of_text(interpreter: &mut Interpreter, text: &str) -> Result<(Value, SqlType)> {
    if let Some(item) = text.strip_suffix("[]") {
        let (_, item) = interpreter.deeper(|interpreter| of_text(interpreter, item))?;
        return Ok(made(
            "ARRAY",
            SqlType::Array {
                item: Box::new(item),
                zero_based: false,
                dimensions: None,
            },
        ));
    }
    let (name, arguments) = parts(text);
    let lower = name.to_lowercase();
    match lower.as_str() {
        "" => return Ok(made("NullType", SqlType::Null)),
        "jsonb" => {
            return Ok(made(
                "JSONB",
                SqlType::Json {
                    binary: true,
                    none_as_null: false,
                },
            ));
        }
        "timestamp with time zone" => {
            return Ok(made(
                "TIMESTAMP",
                SqlType::DateTime {
                    timestamp: true,
                    timezone: true,
                    precision: None,
                },
            ));
        }
        _ => {}
    }
    let Some((_, class)) = NAMES.iter().find(|(known, _)| *known == lower) else {
        return Ok(made("NullType", SqlType::Custom(text.to_owned())));
    };
    let Some(module) = interpreter.find_module("sqlalchemy.types")? else {
        return Ok(made("NullType", SqlType::Custom(text.to_owned())));
    };
    let constructor = interpreter.module_attribute(&module, class)?;
    let takes = !matches!(
        *class,
        "TIMESTAMP" | "TIME" | "DateTime" | "INTEGER" | "BIGINT"
    );
    let arguments = if takes { arguments } else { Vec::new() };
    let value = interpreter.call(&constructor, Args::new(arguments))?;
    let data_type = match value.downcast::<TypeObject>() {
        Some(object) => object.data_type.clone(),
        None => SqlType::Custom(text.to_owned()),
    };
    Ok((value, data_type))
}

fn made(class: &'static str, data_type: SqlType) -> (Value, SqlType) {
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
