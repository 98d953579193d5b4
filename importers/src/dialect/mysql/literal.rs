//! Values on MySQL.

use crate::Diagnostic;
use crate::dialect::literal::{self, shared};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::operation::SqlType;
use crate::operation::expression::Literal;

/// `true`, `false`
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A backslash escapes what follows it, so it is doubled.
pub(super) fn string(text: &str) -> String {
    literal::string(text).replace('\\', "\\\\")
}

/// A value as SQLAlchemy's types for MySQL write it.
pub(super) fn literal(rules: &dyn Rules, value: &Literal, data_type: Option<&SqlType>) -> Rendered {
    if let Some(sql) = shared(rules, value, data_type) {
        return Ok(sql);
    }
    Ok(match value {
        Literal::Date(text) | Literal::Time(text) | Literal::DateTime(text) => {
            string(&text.replace('T', " "))
        }
        // Intervals are kept as the time that has passed since 1970.
        Literal::Interval(length) => string(&since_epoch(*length)?),
        Literal::Uuid(text) => string(&text.replace('-', "")),
        Literal::Bytes(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("X'{hex}'")
        }
        Literal::Float(text) | Literal::Decimal(text) => {
            return Err(refused(format!("{text} can not be used with MySQL")));
        }
        _ => return Err(refused("MySQL has no literal for this value.")),
    })
}

/// Python writes the fraction of a second only where there is one.
fn since_epoch(length: i64) -> Result<String, Diagnostic> {
    let moment = jiff::Timestamp::from_microsecond(length)
        .map_err(|_| refused("The interval is too long for MySQL."))?;
    let pattern = if length % 1_000_000 == 0 {
        "%Y-%m-%d %H:%M:%S"
    } else {
        "%Y-%m-%d %H:%M:%S.%6f"
    };
    Ok(moment.strftime(pattern).to_string())
}
