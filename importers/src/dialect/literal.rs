//! Values as literals, as far as all dialects agree.

use super::rules::Rules;
use super::{Dialect, types};
use crate::operation::SqlType;
use crate::operation::expression::Literal;

/// `'text'`
pub(crate) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A value whose form does not depend on the dialect; `None` for the others.
///
/// A type that does not fit the value is left aside: a connected SQLAlchemy would hand the
/// value to the driver as it is.
pub(crate) fn shared(
    rules: &dyn Rules,
    value: &Literal,
    data_type: Option<&SqlType>,
) -> Option<String> {
    let data_type = data_type.map(|data_type| types::of_values(data_type, rules.dialect()));
    match value {
        Literal::Null => Some("NULL".to_owned()),
        Literal::Bool(value) => Some(match data_type {
            Some(SqlType::Integer(_)) => i32::from(*value).to_string(),
            Some(SqlType::Numeric { .. } | SqlType::Float { .. }) => {
                if *value { "True" } else { "False" }.to_owned()
            }
            Some(SqlType::Json { .. }) => rules.string(if *value { "true" } else { "false" }),
            _ => rules.boolean(*value).to_owned(),
        }),
        Literal::Int(digits) => Some(match data_type {
            Some(SqlType::Boolean { .. }) if digits == "0" || digits == "1" => {
                rules.boolean(digits == "1").to_owned()
            }
            Some(SqlType::Json { .. }) => rules.string(digits),
            _ => digits.clone(),
        }),
        Literal::Float(text) | Literal::Decimal(text)
            if !matches!(data_type, Some(SqlType::Json { .. })) && is_special(text) =>
        {
            None
        }
        Literal::Float(text) | Literal::Decimal(text) => Some(match data_type {
            Some(SqlType::Json { .. }) => rules.string(text),
            Some(SqlType::Integer(_)) => truncated(text),
            _ => text.clone(),
        }),
        Literal::Text(text) => Some(match data_type {
            Some(SqlType::Integer(_)) if is_integer(text) => text.trim().to_owned(),
            Some(SqlType::Numeric { .. } | SqlType::Float { .. }) if is_number(text) => {
                text.clone()
            }
            Some(SqlType::Json { .. }) => rules.string(&json_string(text)),
            Some(SqlType::Uuid { as_text: true, .. }) => rules.string(&text.replace('-', "")),
            _ => rules.string(text),
        }),
        Literal::DateTime(text) if data_type == Some(&SqlType::Date) => {
            Some(rules.string(text.split([' ', 'T']).next().unwrap_or(text)))
        }
        // `Uuid(native_uuid=False)`
        Literal::Uuid(text) if matches!(data_type, Some(SqlType::Text { .. })) => {
            Some(rules.string(&text.replace('-', "")))
        }
        Literal::Json(text) => Some(rules.string(text)),
        Literal::Bytes(bytes) => as_text(bytes, rules.dialect()).map(|text| rules.string(text)),
        Literal::Date(_)
        | Literal::Time(_)
        | Literal::DateTime(_)
        | Literal::Interval(_)
        | Literal::Uuid(_)
        | Literal::Array(_) => None,
    }
}

/// The type by which a value is written outside of DDL: a connected SQLAlchemy hands a number to the driver
/// as it is, also for a column of integers.
pub(crate) fn type_of_bound<'a>(
    value: &Literal,
    data_type: Option<&'a SqlType>,
    dialect: Dialect,
) -> Option<&'a SqlType> {
    let is_fraction = matches!(value, Literal::Float(_) | Literal::Decimal(_));
    data_type.filter(|own| {
        !is_fraction || !matches!(types::of_values(own, dialect), SqlType::Integer(_))
    })
}

/// Bytes that a string means, too. SQLite keeps strings and bytes apart; PostgreSQL reads
/// backslashes in them, and takes no NUL.
fn as_text(bytes: &[u8], dialect: Dialect) -> Option<&str> {
    let is_plain = || {
        bytes
            .iter()
            .all(|byte| matches!(byte, b' '..=b'~') && *byte != b'\\')
    };
    match dialect {
        Dialect::Sqlite => None,
        Dialect::Postgres if !is_plain() => None,
        _ => std::str::from_utf8(bytes).ok(),
    }
}

/// `json.dumps` of a string: ASCII, with `\u` escapes.
fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            ' '..='~' => json.push(c),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    json.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    json.push('"');
    json
}

/// The integer part, as Python's `int` takes it.
fn truncated(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, rest)) if !rest.contains(['e', 'E']) && is_integer(whole) => whole.to_owned(),
        _ => text.to_owned(),
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a float or decimal is no number, or infinite.
fn is_special(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '+']).to_lowercase();
    ["nan", "inf", "snan"]
        .iter()
        .any(|word| text.starts_with(word))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}
