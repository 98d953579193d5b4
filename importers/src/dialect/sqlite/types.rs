//! Types on SQLite.

use crate::dialect::rules::{Rendered, Rules};
use crate::dialect::types;
use crate::operation::SqlType;
use crate::operation::types::BinaryKind;

/// A type with its arguments.
pub(super) fn data_type(rules: &dyn Rules, data_type: &SqlType) -> Rendered {
    let dialect = rules.dialect();
    if let Some(sql) = types::written(data_type, dialect) {
        return Ok(sql.to_owned());
    }
    Ok(match types::resolve(data_type, dialect) {
        SqlType::Null => return Err(types::untyped()),
        SqlType::Boolean { .. } => "BOOLEAN".to_owned(),
        SqlType::Integer(size) => types::integer(*size).to_owned(),
        SqlType::Text {
            kind,
            length,
            collation,
        } => types::text(*kind, *length, collation.as_deref()),
        SqlType::Numeric {
            decimal,
            precision,
            scale,
        } => types::numeric(*decimal, *precision, *scale),
        SqlType::Float { kind, .. } => types::float(*kind).to_owned(),
        SqlType::Date => "DATE".to_owned(),
        SqlType::Time { .. } => "TIME".to_owned(),
        SqlType::DateTime { timestamp, .. } => {
            if *timestamp { "TIMESTAMP" } else { "DATETIME" }.to_owned()
        }
        SqlType::Interval { native: false, .. } => "DATETIME".to_owned(),
        SqlType::Interval { native: true, .. } => return Err(types::absent(dialect, "INTERVAL")),
        SqlType::Binary { kind, length } => match kind {
            BinaryKind::Large => "BLOB".to_owned(),
            kind => types::binary(*kind, *length).ok_or_else(|| types::absent(dialect, "BYTEA"))?,
        },
        SqlType::Enum(enumeration) => types::enum_text(enumeration),
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
                return Err(types::absent(dialect, types::class_named(sql)));
            }
            sql.clone()
        }
        SqlType::Custom(sql) => sql.clone(),
        SqlType::Variant { base, .. }
        | SqlType::Converted { base, .. }
        | SqlType::Written { base, .. } => self::data_type(rules, base)?,
    })
}
