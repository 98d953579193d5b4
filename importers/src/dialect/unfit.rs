//! Values that do not fit their type where nothing but a literal can stand: inside `CREATE` and
//! `ALTER` SQLAlchemy has its type write each value, and stops at what the type does not take.

use super::rules::{Rules, refused};
use super::types;
use crate::Diagnostic;
use crate::operation::SqlType;
use crate::operation::expression::Literal;
use crate::operation::types::BinaryKind;
use crate::python::text::string_repr;

/// Refuses a value that SQLAlchemy's type does not write.
///
/// # Errors
/// As SQLAlchemy's.
pub(super) fn check(
    rules: &dyn Rules,
    value: &Literal,
    data_type: Option<&SqlType>,
) -> Result<(), Diagnostic> {
    let Some(data_type) = data_type.map(|one| types::resolve(one, rules.dialect())) else {
        return Ok(());
    };
    if let (SqlType::Json { binary, .. }, Literal::Json(text)) = (data_type, value) {
        let name = if *binary { "JSONB" } else { "JSON" };
        let shown = text.replace('"', "'");
        return Err(unfit(format!(
            "No literal value renderer is available for literal value \"{shown}\" with datatype {name}"
        )));
    }
    match takes(data_type, value) {
        true => Ok(()),
        false => Err(unfit(format!(
            "Could not render literal value \"{}\" with datatype {}; see parent stack trace for more detail",
            shown(value),
            name(data_type)
        ))),
    }
}

fn unfit(message: String) -> Diagnostic {
    refused(message).help("Write a value that the type takes, or the SQL with sa.text(\"...\").")
}

/// Whether the type writes such a value.
fn takes(data_type: &SqlType, value: &Literal) -> bool {
    use Literal::{Bool, Bytes, Date, DateTime, Decimal, Float, Int, Null, Text};
    match (data_type, value) {
        (_, Null) => true,
        (SqlType::Text { .. }, value) => matches!(value, Text(_)),
        (SqlType::Integer(_), Text(text)) => is_integer(text),
        (SqlType::Boolean { .. }, value) => match value {
            Bool(_) => true,
            Int(digits) => digits == "0" || digits == "1",
            Float(_) | Decimal(_) => true,
            _ => false,
        },
        (SqlType::Date, value) => matches!(value, Date(_) | DateTime(_)),
        (SqlType::DateTime { .. }, value) => matches!(value, Date(_) | DateTime(_)),
        (SqlType::Time { .. }, value) => matches!(value, Literal::Time(_) | DateTime(_)),
        (SqlType::Interval { .. }, Text(_) | Int(_) | Float(_) | Bool(_)) => false,
        (SqlType::Binary { .. }, value) => matches!(value, Bytes(_)),
        _ => true,
    }
}

/// Whether Python's `int` takes the text.
fn is_integer(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The value as Python shows it.
fn shown(value: &Literal) -> String {
    match value {
        Literal::Text(text) => string_repr(text),
        Literal::Int(text) | Literal::Float(text) => text.clone(),
        Literal::Bool(true) => "True".to_owned(),
        Literal::Bool(false) => "False".to_owned(),
        Literal::Decimal(text) => format!("Decimal('{text}')"),
        Literal::Bytes(bytes) => {
            format!("b{}", string_repr(&String::from_utf8_lossy(bytes)))
        }
        Literal::Date(text)
        | Literal::Time(text)
        | Literal::DateTime(text)
        | Literal::Uuid(text)
        | Literal::Json(text) => text.clone(),
        Literal::Null | Literal::Interval(_) | Literal::Array(_) => "...".to_owned(),
    }
}

/// The type as SQLAlchemy shows it, of no dialect.
fn name(data_type: &SqlType) -> String {
    match data_type {
        SqlType::Text {
            kind,
            length,
            collation,
        } => types::text(*kind, *length, collation.as_deref()),
        SqlType::Boolean { .. } => "BOOLEAN".to_owned(),
        SqlType::Date => "DATE".to_owned(),
        SqlType::Time { .. } => "TIME".to_owned(),
        SqlType::DateTime {
            timestamp: true, ..
        } => "TIMESTAMP".to_owned(),
        SqlType::Interval { native: true, .. } => "INTERVAL".to_owned(),
        SqlType::DateTime { .. } | SqlType::Interval { .. } => "DATETIME".to_owned(),
        SqlType::Integer(size) => types::integer(*size).to_owned(),
        SqlType::Binary { kind, length } => match kind {
            BinaryKind::Bytea => "BYTEA".to_owned(),
            kind => types::binary(*kind, *length).unwrap_or_else(|| "BLOB".to_owned()),
        },
        // No other type refuses a value.
        _ => String::new(),
    }
}
