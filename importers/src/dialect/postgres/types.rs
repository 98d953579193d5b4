//! Types on PostgreSQL.

use super::enumeration;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, FloatKind};

/// PostgreSQL's MAXDIM.
const MOST_DIMENSIONS: u32 = 6;

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
        SqlType::Float {
            kind: FloatKind::Float,
            precision,
        } => types::with_length("FLOAT", *precision),
        SqlType::Float {
            kind: FloatKind::Double,
            ..
        } => "DOUBLE PRECISION".to_owned(),
        SqlType::Float { kind, .. } => types::float(*kind).to_owned(),
        SqlType::Date => "DATE".to_owned(),
        SqlType::Time {
            timezone,
            precision,
        } => zoned("TIME", *timezone, *precision),
        SqlType::DateTime {
            timezone,
            precision,
            ..
        } => zoned("TIMESTAMP", *timezone, *precision),
        SqlType::Interval {
            fields, precision, ..
        } => {
            let mut sql = "INTERVAL".to_owned();
            if let Some(fields) = fields {
                sql.push_str(&format!(" {fields}"));
            }
            if let Some(precision) = precision {
                sql.push_str(&format!(" ({precision})"));
            }
            sql
        }
        SqlType::Binary { kind, length } => match kind {
            BinaryKind::Large | BinaryKind::Bytea => "BYTEA".to_owned(),
            kind => types::binary(*kind, *length).unwrap_or_default(),
        },
        SqlType::Enum(enumeration) if enumeration.native => enumeration::name(rules, enumeration)?,
        SqlType::Enum(enumeration) => types::enum_text(enumeration),
        SqlType::Json { binary, .. } => if *binary { "JSONB" } else { "JSON" }.to_owned(),
        SqlType::Uuid { .. } => "UUID".to_owned(),
        SqlType::Array {
            item, dimensions, ..
        } => {
            let item = self::data_type(rules, item)?;
            let dimensions = dimensions.unwrap_or(1);
            if dimensions > MOST_DIMENSIONS {
                return Err(refused(format!(
                    "PostgreSQL has no array of {dimensions} dimensions; {MOST_DIMENSIONS} are the most"
                )));
            }
            let brackets = "[]".repeat(dimensions as usize);
            match item.find(" COLLATE") {
                Some(place) => {
                    let (name, collation) = item.split_at(place);
                    format!("{name}{brackets}{collation}")
                }
                None => format!("{item}{brackets}"),
            }
        }
        SqlType::Domain(domain) => super::domain::name(rules, domain),
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

/// `WITH TIME ZONE`, `WITHOUT TIME ZONE`
fn zoned(name: &str, timezone: bool, precision: Option<u32>) -> String {
    let precision = precision.map(|precision| format!("({precision})"));
    format!(
        "{name}{} {} TIME ZONE",
        precision.unwrap_or_default(),
        if timezone { "WITH" } else { "WITHOUT" }
    )
}
