//! The types of expressions, as far as they say them.

use super::BOOLEAN;
use crate::operation::{Expression, SqlType};

/// The type of an expression, where it says one.
pub(crate) fn type_of(expression: &Expression) -> Option<SqlType> {
    match expression {
        Expression::Column { data_type, .. } => data_type.clone(),
        Expression::Label { expression, .. }
        | Expression::Object { expression, .. }
        | Expression::Grouping(expression) => type_of(expression),
        Expression::Cast { data_type, .. } => Some(data_type.clone()),
        Expression::Literal { data_type, .. } => data_type.clone(),
        Expression::Exists(_) => Some(BOOLEAN),
        // These give the type of their argument.
        Expression::Function { name, arguments }
            if name.last().is_some_and(|name| {
                matches!(&*name.text.to_lowercase(), "max" | "min" | "coalesce")
            }) =>
        {
            arguments.first().and_then(type_of)
        }
        _ => None,
    }
}
