//! Whether a changed type needs a cast of the values that are copied.
//!
//! The rule is Alembic's: where the general class of the type differs. The
//! classes are those which SQLAlchemy 2.0 gives to the types that it reads
//! from a SQLite table.

/// The general class of a SQLite type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    Integer,
    Numeric,
    Boolean,
    Date,
    DateTime,
    Time,
    Binary,
    Json,
    Unknown,
}

fn class(data_type: &str) -> Class {
    let upper = data_type.to_ascii_uppercase();
    let end = upper.find('(').unwrap_or(upper.len());
    let name = upper.get(..end).unwrap_or("").trim();
    match name {
        "BIGINT" | "INT" | "INTEGER" | "SMALLINT" => Class::Integer,
        "BLOB" => Class::Binary,
        "BOOL" | "BOOLEAN" => Class::Boolean,
        "DATE" | "DATE_CHAR" => Class::Date,
        "DATETIME" | "DATETIME_CHAR" | "TIMESTAMP" => Class::DateTime,
        "TIME" | "TIME_CHAR" => Class::Time,
        "DOUBLE" | "DOUBLE_PRECISION" | "DECIMAL" | "FLOAT" | "NUMERIC" | "REAL" => Class::Numeric,
        "JSON" => Class::Json,
        "CHAR" | "NVARCHAR" | "TEXT" | "VARCHAR" => Class::Text,
        "" => Class::Unknown,
        other if other.contains("INT") => Class::Integer,
        other if ["CHAR", "CLOB", "TEXT"].iter().any(|t| other.contains(t)) => Class::Text,
        other if other.contains("BLOB") => Class::Unknown,
        _ => Class::Numeric,
    }
}

/// Whether the values are cast when a column of type `old` becomes one of type `new`.
pub(crate) fn needs_cast(old: Option<&str>, new: &str) -> bool {
    let new = class(new);
    // CAST(… AS DATETIME) would make a number of a date, for SQLite stores dates as text.
    !matches!(
        new,
        Class::Json | Class::Date | Class::DateTime | Class::Time | Class::Unknown
    ) && class(old.unwrap_or("")) != new
}
