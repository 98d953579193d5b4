//! The type that a plain value has beside an expression.
//!
//! SQLAlchemy asks the type of the expression; by default a value whose class means a type of
//! another kind keeps that one, and any other value is one of the expression's type.

use super::{BOOLEAN, string_type};
use crate::dialect::Dialect;
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, FloatKind, IntegerSize, TextKind};
use crate::python::value::Value;

/// What types are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Integer,
    Number,
    Text,
    Date,
    Time,
    Moment,
    Interval,
    Bytes,
    Uuid,
    Json,
    Array,
}

/// `None` for types that take every value as one of their own.
fn kind(data_type: &SqlType) -> Option<Kind> {
    Some(match data_type {
        SqlType::Boolean { .. } => Kind::Boolean,
        SqlType::Integer(_) => Kind::Integer,
        SqlType::Numeric { .. } | SqlType::Float { .. } => Kind::Number,
        SqlType::Text { .. } | SqlType::Enum(_) => Kind::Text,
        SqlType::Date => Kind::Date,
        SqlType::Time { .. } => Kind::Time,
        SqlType::DateTime { .. } => Kind::Moment,
        SqlType::Interval { .. } => Kind::Interval,
        SqlType::Binary { .. } => Kind::Bytes,
        SqlType::Uuid { .. } => Kind::Uuid,
        SqlType::Json { .. } => Kind::Json,
        SqlType::Array { .. } => Kind::Array,
        // An enum of a Python class is an enum; what a decorator converts is its own.
        SqlType::Converted { base, .. } => match base.stored() {
            SqlType::Enum(_) => Kind::Text,
            _ => return None,
        },
        SqlType::Written { base, .. } => return kind(base),
        SqlType::Null
        | SqlType::Variant { .. }
        | SqlType::Native { .. }
        | SqlType::Domain(_)
        | SqlType::Custom(_) => return None,
    })
}

/// The type that the class of a value means; `None` for classes that mean none.
pub(crate) fn type_of_value(value: &Value) -> Option<SqlType> {
    Some(match value {
        Value::Bool(_) => BOOLEAN,
        Value::Int(_) | Value::Big(_) => SqlType::Integer(IntegerSize::Normal),
        Value::Float(_) => SqlType::Float {
            kind: FloatKind::Float,
            precision: None,
        },
        Value::Str(_) => string_type(),
        Value::Bytes(_) => SqlType::Binary {
            kind: BinaryKind::Large,
            length: None,
        },
        Value::Object(object) => match object.type_name() {
            "datetime" => SqlType::DateTime {
                timestamp: false,
                timezone: false,
                precision: None,
            },
            "date" => SqlType::Date,
            "time" => SqlType::Time {
                timezone: false,
                precision: None,
            },
            "timedelta" => SqlType::Interval {
                native: false,
                fields: None,
                precision: None,
            },
            "Decimal" => SqlType::Numeric {
                decimal: false,
                precision: None,
                scale: None,
            },
            "UUID" => SqlType::Uuid {
                native: false,
                as_text: false,
            },
            _ => return None,
        },
        _ => return None,
    })
}

/// The type of a plain value beside an expression of a type.
pub(crate) fn beside(
    value: &Value,
    data_type: Option<&SqlType>,
    dialect: Dialect,
) -> Option<SqlType> {
    let known = data_type?;
    let chosen = match known {
        SqlType::Variant { .. } => crate::dialect::resolve(known, dialect),
        other => other,
    };
    let (Some(wanted), Some(own)) = (kind(chosen), type_of_value(value)) else {
        return Some(known.clone());
    };
    let given = kind(&own);
    let takes_text = matches!(wanted, Kind::Uuid | Kind::Bytes) && given == Some(Kind::Text);
    // `Uuid(native_uuid=False)`
    let holds_uuid = given == Some(Kind::Uuid)
        && matches!(
            chosen,
            SqlType::Text {
                kind: TextKind::Char,
                length: Some(32),
                ..
            }
        );
    if given == Some(wanted) || takes_text || holds_uuid {
        return Some(known.clone());
    }
    Some(own)
}
