//! Values on SQLite, which keeps dates and times as text.

use crate::dialect::literal::{shared, string};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::SqlType;
use crate::operation::expression::Literal;

/// `1`, `0`
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "1" } else { "0" }
}

/// A value as SQLAlchemy's types for SQLite write it.
pub(super) fn literal(rules: &dyn Rules, value: &Literal, data_type: Option<&SqlType>) -> Rendered {
    if let Some(sql) = shared(rules, value, data_type) {
        return Ok(sql);
    }
    let data_type = data_type.map(|data_type| types::resolve(data_type, rules.dialect()));
    Ok(match (value, data_type) {
        (Literal::Date(text), Some(SqlType::DateTime { .. })) => {
            string(&format!("{text} 00:00:00.000000"))
        }
        (Literal::Date(text), _) => string(text),
        (Literal::DateTime(text), Some(SqlType::Date)) => {
            string(text.split(' ').next().unwrap_or(text))
        }
        (Literal::DateTime(text), _) => {
            let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
            string(&format!("{date} {}", microseconds(time)))
        }
        (Literal::Time(text), _) => string(&microseconds(text)),
        // Intervals are kept as the time that has passed since 1970.
        (Literal::Interval(length), _) => string(&since_epoch(*length)?),
        (Literal::Uuid(text), _) => string(&text.replace('-', "")),
        // As SQLite keeps what the driver gives it: no number is NULL.
        (Literal::Float(text) | Literal::Decimal(text), _) => match number(text) {
            Some(true) => "9e999",
            Some(false) => "-9e999",
            None => "NULL",
        }
        .to_owned(),
        (Literal::Array(_), _) => return Err(no_literal("list")),
        (Literal::Bytes(bytes), _) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("X'{hex}'")
        }
        _ => return Err(no_literal("value")),
    })
}

/// Whether an infinite number is positive; `None` for what is no number.
fn number(text: &str) -> Option<bool> {
    let number = text.parse::<f64>().ok().filter(|number| !number.is_nan())?;
    Some(number.is_sign_positive())
}

fn no_literal(what: &str) -> crate::Diagnostic {
    refused(format!("SQLite has no literal for this {what}."))
}

/// A time with six digits behind the seconds and without its zone.
fn microseconds(time: &str) -> String {
    let local = time
        .find(['+', '-', 'Z'])
        .and_then(|end| time.get(..end))
        .unwrap_or(time);
    let (whole, fraction) = local.split_once('.').unwrap_or((local, ""));
    let seconds = match whole.matches(':').count() {
        0 => ":00:00",
        1 => ":00",
        _ => "",
    };
    format!("{whole}{seconds}.{fraction:0<6}")
}

fn since_epoch(length: i64) -> Result<String, crate::Diagnostic> {
    let moment = jiff::Timestamp::from_microsecond(length)
        .map_err(|_| refused("The interval is too long for SQLite."))?;
    Ok(moment.strftime("%Y-%m-%d %H:%M:%S.%6f").to_string())
}
