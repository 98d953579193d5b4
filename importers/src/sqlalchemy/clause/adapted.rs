//! The type of what an operator of arithmetic makes, as SQLAlchemy's types say it.

use crate::operation::SqlType;
use crate::operation::types::IntegerSize;

/// What the types are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Number,
    Date,
    Time,
    Moment,
    Interval,
    Other,
}

fn kind(data_type: &SqlType) -> Kind {
    match data_type.stored() {
        SqlType::Integer(_) => Kind::Integer,
        SqlType::Numeric { .. } | SqlType::Float { .. } => Kind::Number,
        SqlType::Date => Kind::Date,
        SqlType::Time { .. } => Kind::Time,
        SqlType::DateTime { .. } => Kind::Moment,
        SqlType::Interval { .. } => Kind::Interval,
        _ => Kind::Other,
    }
}

const INTERVAL: SqlType = SqlType::Interval {
    native: false,
    fields: None,
    precision: None,
};

const MOMENT: SqlType = SqlType::DateTime {
    timestamp: false,
    timezone: false,
    precision: None,
};

const NUMERIC: SqlType = SqlType::Numeric {
    decimal: false,
    precision: None,
    scale: None,
};

/// The type of `left operator right`, with Python's operator.
pub(super) fn adapted(
    operator: &str,
    left: Option<SqlType>,
    right: Option<SqlType>,
) -> Option<SqlType> {
    let Some(left) = left else {
        // What can be turned around has the type of the other side.
        return match (operator, right) {
            ("+" | "*", Some(right)) => adapted(operator, Some(right), None),
            _ => None,
        };
    };
    let Some(right) = right else {
        return Some(left);
    };
    let is_exact = |data_type: &SqlType| matches!(data_type.stored(), SqlType::Numeric { .. });
    Some(match (kind(&left), operator, kind(&right)) {
        // Of two numbers the right one says how many digits; a `Float` says none.
        (Kind::Number, "+" | "-" | "*" | "/", Kind::Number) if is_exact(&left) => right,
        (Kind::Number, "+" | "-" | "*" | "/", Kind::Number | Kind::Integer) if !is_exact(&left) => {
            match left {
                SqlType::Float { kind, .. } => SqlType::Float {
                    kind,
                    precision: None,
                },
                other => other,
            }
        }
        (Kind::Integer, "+", Kind::Date) => SqlType::Date,
        (Kind::Integer, "/", Kind::Integer) => NUMERIC,
        (Kind::Integer, "+" | "-" | "*" | "/" | "//", Kind::Number) => right,
        (Kind::Integer | Kind::Number, "*", Kind::Interval) => INTERVAL,
        (Kind::Moment, "-", Kind::Moment) => INTERVAL,
        (Kind::Date, "+", Kind::Interval | Kind::Time) => MOMENT,
        (Kind::Date, "-", Kind::Date) => SqlType::Integer(IntegerSize::Normal),
        (Kind::Date, "-", Kind::Interval) => MOMENT,
        (Kind::Date, "-", Kind::Moment) => INTERVAL,
        (Kind::Time, "+", Kind::Date) => MOMENT,
        (Kind::Time, "-", Kind::Time) => INTERVAL,
        (Kind::Interval, "+", Kind::Date | Kind::Moment) => MOMENT,
        (Kind::Interval, "+", Kind::Time) => right,
        _ => left,
    })
}
