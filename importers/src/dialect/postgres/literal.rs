//! Values on PostgreSQL.

use crate::dialect::literal::{shared, string};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::SqlType;
use crate::operation::expression::Literal;

/// `true`, `false`
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A value as SQLAlchemy's types for PostgreSQL write it.
pub(super) fn literal(rules: &dyn Rules, value: &Literal, data_type: Option<&SqlType>) -> Rendered {
    if let Some(sql) = shared(rules, value, data_type) {
        return Ok(sql);
    }
    let data_type = data_type.map(|data_type| types::resolve(data_type, rules.dialect()));
    Ok(match value {
        Literal::Date(text) | Literal::Time(text) | Literal::DateTime(text) => {
            string(&text.replace('T', " "))
        }
        Literal::Interval(length) => format!("make_interval(secs=>{})", seconds(*length)),
        Literal::Uuid(text) => string(text),
        Literal::Array(items) => {
            let item_type = match data_type {
                Some(SqlType::Array { item, .. }) => Some(item.as_ref()),
                _ => None,
            };
            format!("ARRAY[{}]", elements(rules, items, item_type)?)
        }
        // As psycopg2 writes them.
        Literal::Float(text) => format!("'{}'::float", special(text)),
        Literal::Decimal(_) => "'NaN'::numeric".to_owned(),
        Literal::Bytes(bytes) => {
            format!("'\\x{}'", crate::hex::digits(bytes))
        }
        _ => return Err(refused("PostgreSQL has no literal for this value.")),
    })
}

/// A float that is no number, or infinite.
fn special(text: &str) -> &'static str {
    match text.parse::<f64>() {
        Ok(number) if number == f64::INFINITY => "Infinity",
        Ok(number) if number == f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

/// Nested lists are arrays too, of the same element type.
fn elements(rules: &dyn Rules, items: &[Literal], item_type: Option<&SqlType>) -> Rendered {
    let items = items
        .iter()
        .map(|item| match item {
            Literal::Array(inner) => Ok(format!("ARRAY[{}]", elements(rules, inner, item_type)?)),
            other => literal(rules, other, item_type),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(items.join(", "))
}

/// `timedelta.total_seconds()`, as Python writes a float.
fn seconds(microseconds: i64) -> String {
    let sign = if microseconds < 0 { "-" } else { "" };
    let length = microseconds.unsigned_abs();
    let fraction = format!("{:06}", length % 1_000_000);
    let fraction = fraction.trim_end_matches('0');
    format!(
        "{sign}{}.{}",
        length / 1_000_000,
        if fraction.is_empty() { "0" } else { fraction }
    )
}
