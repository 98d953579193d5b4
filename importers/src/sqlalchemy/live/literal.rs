//! Literals of statements as the values that Python had.

use crate::operation::expression::Literal;
use crate::operation::{Expression, SqlType};
use crate::python::stdlib::decimal::Decimal;
use crate::python::value::Value;

/// The value of a literal; `None` for other expressions, and where its type makes of a value
/// something else.
pub(crate) fn value_of(expression: &Expression) -> Option<Value> {
    match expression {
        Expression::Null => Some(Value::None),
        Expression::True => Some(Value::Bool(true)),
        Expression::False => Some(Value::Bool(false)),
        Expression::Literal { data_type, .. } if !data_type.as_ref().is_none_or(is_plain) => None,
        Expression::Literal { value, .. } => match value {
            Literal::Null => Some(Value::None),
            Literal::Bool(is_true) => Some(Value::Bool(*is_true)),
            Literal::Int(digits) => digits.parse().ok().map(Value::Int),
            Literal::Float(digits) => digits.parse().ok().map(Value::Float),
            Literal::Decimal(digits) => Decimal::parse(digits).map(Value::object),
            Literal::Text(text) => Some(Value::str(text)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a column of a type gives the values that it was given.
pub(crate) fn is_plain(data_type: &SqlType) -> bool {
    matches!(
        data_type,
        SqlType::Integer(_)
            | SqlType::Numeric { .. }
            | SqlType::Float { .. }
            | SqlType::Text { .. }
            | SqlType::Boolean { .. }
    )
}
