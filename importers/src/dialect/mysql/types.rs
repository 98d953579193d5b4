//! Types on MySQL.

use super::enumeration;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, FloatKind, TextKind};

/// A type with its arguments.
pub(super) fn data_type(rules: &dyn Rules, data_type: &SqlType) -> Rendered {
    let dialect = rules.dialect();
    if let Some(sql) = types::written(data_type, dialect) {
        return Ok(sql.to_owned());
    }
    Ok(match types::resolve(data_type, dialect) {
        SqlType::Null => return Err(types::untyped()),
        SqlType::Boolean { .. } => "BOOL".to_owned(),
        SqlType::Integer(size) => types::integer(*size).to_owned(),
        SqlType::Text {
            kind,
            length,
            collation,
        } => text(*kind, *length, collation.as_deref())?,
        SqlType::Numeric {
            decimal,
            precision,
            scale,
        } => types::numeric(*decimal, *precision, *scale),
        SqlType::Float {
            kind: FloatKind::Float,
            precision,
        } => sized("FLOAT", *precision),
        SqlType::Float {
            kind: FloatKind::Double | FloatKind::DoubleUpper | FloatKind::DoublePrecision,
            precision: Some(_),
        } => {
            return Err(refused(
                "You must specify both precision and scale or omit both altogether.",
            ));
        }
        SqlType::Float { kind, .. } => types::float(*kind).to_owned(),
        SqlType::Date => "DATE".to_owned(),
        SqlType::Time { .. } => "TIME".to_owned(),
        SqlType::DateTime { timestamp, .. } => {
            if *timestamp { "TIMESTAMP" } else { "DATETIME" }.to_owned()
        }
        SqlType::Interval { native: false, .. } => "DATETIME".to_owned(),
        SqlType::Interval { native: true, .. } => return Err(types::absent(dialect, "INTERVAL")),
        SqlType::Binary { kind, length } => binary(rules, *kind, *length)?,
        SqlType::Enum(enumeration) if enumeration.native => {
            enumeration::inline(rules, enumeration)?
        }
        SqlType::Enum(enumeration) => {
            let length = types::enum_length(enumeration).filter(|length| *length > 0);
            text(TextKind::Varchar, length, None)?
        }
        SqlType::Json { binary: false, .. } => "JSON".to_owned(),
        SqlType::Json { binary: true, .. } => return Err(types::absent(dialect, "JSONB")),
        SqlType::Uuid { native: true, .. } => "UUID".to_owned(),
        SqlType::Uuid { native: false, .. } => "CHAR(32)".to_owned(),
        SqlType::Array { .. } => return Err(types::absent(dialect, "ARRAY")),
        SqlType::Domain(_) => return Err(types::absent(dialect, "DOMAIN")),
        SqlType::Native {
            dialect: owner,
            sql,
        } => {
            if owner != dialect.sqlalchemy_name() {
                return Err(types::absent(dialect, types::first_word(sql)));
            }
            let national = sql.strip_prefix("NATIONAL ");
            let named = national.unwrap_or(sql);
            let name = types::first_word(named);
            let is_bounded = named
                .get(name.len()..)
                .is_some_and(|rest| rest.starts_with('('));
            if matches!(name, "VARCHAR" | "NVARCHAR") && !is_bounded {
                return Err(unbounded(match national {
                    Some(_) => "NVARCHAR",
                    None => name,
                }));
            }
            sql.clone()
        }
        SqlType::Custom(sql) => sql.clone(),
        SqlType::Variant { base, .. }
        | SqlType::Converted { base, .. }
        | SqlType::Written { base, .. } => self::data_type(rules, base)?,
    })
}

/// Whether a column of this type is a `TIMESTAMP`, which is `NOT NULL` where nothing is said.
pub(super) fn is_timestamp(rules: &dyn Rules, data_type: &SqlType) -> bool {
    match types::resolve(data_type, rules.dialect()) {
        SqlType::DateTime { timestamp, .. } => *timestamp,
        SqlType::Native { sql, .. } => types::first_word(sql) == "TIMESTAMP",
        _ => false,
    }
}

/// What a value is cast to; `None` where MySQL has no such cast, and SQLAlchemy leaves it out.
pub(super) fn cast(
    rules: &dyn Rules,
    data_type: &SqlType,
) -> Result<Option<String>, crate::Diagnostic> {
    Ok(match types::resolve(data_type, rules.dialect()) {
        SqlType::Integer(_) => Some("SIGNED INTEGER".to_owned()),
        SqlType::DateTime { .. } | SqlType::Interval { native: false, .. } => {
            Some("DATETIME".to_owned())
        }
        SqlType::Date => Some("DATE".to_owned()),
        SqlType::Time { .. } => Some("TIME".to_owned()),
        SqlType::Numeric {
            precision, scale, ..
        } => Some(types::numeric(true, *precision, *scale)),
        // Of the types that all dialects have, this one alone keeps its collation.
        SqlType::Text {
            kind: TextKind::Char,
            length,
            collation,
        } => Some(text(TextKind::Char, *length, collation.as_deref())?),
        SqlType::Text { length, .. } => Some(text(TextKind::Char, *length, None)?),
        SqlType::Enum(enumeration) if !enumeration.native => {
            let length = types::enum_length(enumeration);
            Some(sized("CHAR", length))
        }
        SqlType::Binary { .. } => Some("BINARY".to_owned()),
        SqlType::Json { .. } => Some("JSON".to_owned()),
        SqlType::Custom(sql) if sql == "DATETIME" => Some(sql.clone()),
        // `CHAR(national=True)` stays national, and nothing else does.
        SqlType::Native { sql, .. }
            if sql.starts_with("NATIONAL CHAR")
                && matches!(
                    types::base(data_type),
                    SqlType::Text {
                        kind: TextKind::Char,
                        ..
                    }
                ) =>
        {
            Some(sql.clone())
        }
        SqlType::Native { sql, .. } => native_cast(sql.strip_prefix("NATIONAL ").unwrap_or(sql)),
        _ => None,
    })
}

fn native_cast(sql: &str) -> Option<String> {
    let name = types::first_word(sql);
    let attributes = sql.get(name.len()..).unwrap_or_default();
    Some(match name {
        "INTEGER" | "BIGINT" | "SMALLINT" | "MEDIUMINT" | "TINYINT" => {
            if attributes.contains("UNSIGNED") {
                "UNSIGNED INTEGER".to_owned()
            } else {
                "SIGNED INTEGER".to_owned()
            }
        }
        "TIMESTAMP" => "DATETIME".to_owned(),
        "DATETIME" | "TIME" | "DECIMAL" => sql.to_owned(),
        "NUMERIC" => format!("DECIMAL{attributes}"),
        "VARCHAR" | "CHAR" => format!("CHAR{attributes}"),
        "TEXT" => format!("CHAR{attributes}"),
        "TINYTEXT" | "MEDIUMTEXT" | "LONGTEXT" => format!("CHAR{attributes}"),
        "TINYBLOB" | "MEDIUMBLOB" | "LONGBLOB" => "BINARY".to_owned(),
        _ => return None,
    })
}

/// Strings with length and collation.
fn text(kind: TextKind, length: Option<u32>, collation: Option<&str>) -> Rendered {
    let (national, name) = match kind {
        TextKind::Varchar | TextKind::Unicode => ("", "VARCHAR"),
        TextKind::NVarchar => ("NATIONAL ", "VARCHAR"),
        TextKind::Char => ("", "CHAR"),
        TextKind::NChar => ("NATIONAL ", "CHAR"),
        TextKind::Text | TextKind::UnicodeText => ("", "TEXT"),
        TextKind::Clob => return Ok("CLOB".to_owned()),
    };
    if length.is_none() && name == "VARCHAR" {
        let name = if national.is_empty() {
            "VARCHAR"
        } else {
            "NVARCHAR"
        };
        return Err(unbounded(name));
    }
    let mut sql = format!("{national}{}", sized(name, length));
    if let Some(collation) = collation.filter(|collation| !collation.is_empty()) {
        sql.push_str(&format!(" COLLATE {collation}"));
    }
    Ok(sql)
}

/// A string type that MySQL does not take without a length.
fn unbounded(name: &str) -> crate::Diagnostic {
    refused(format!("{name} requires a length on dialect mysql"))
        .help("Give the type a length: `sa.String(255)`, or use `sa.Text()`.")
}

fn binary(rules: &dyn Rules, kind: BinaryKind, length: Option<u32>) -> Rendered {
    Ok(match (kind, length) {
        (BinaryKind::Large | BinaryKind::Blob, length) => sized("BLOB", length),
        (BinaryKind::VarBinary, None) => {
            return Err(refused("VARBINARY requires a length on dialect mysql")
                .help("Give the type a length: `sa.VARBINARY(255)`."));
        }
        (BinaryKind::VarBinary, length) => sized("VARBINARY", length),
        (BinaryKind::Binary, length) => types::with_length("BINARY", length),
        (BinaryKind::Bytea, _) => return Err(types::absent(rules.dialect(), "BYTEA")),
    })
}

/// `NAME(length)`, with a length of 0, too.
fn sized(name: &str, length: Option<u32>) -> String {
    match length {
        Some(length) => format!("{name}({length})"),
        None => name.to_owned(),
    }
}
