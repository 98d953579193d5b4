//! `array[1]`, `array[1:2]`.

use super::clause::{self, Clause};
use crate::operation::operator::{self, Around};
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// An item of an array, or a part of it.
pub(super) fn array_item(
    interpreter: &mut Interpreter,
    left: Expression,
    data_type: &SqlType,
    key: &Value,
) -> Result<Option<Value>> {
    let SqlType::Array {
        item,
        zero_based,
        postgres,
        dimensions,
    } = data_type
    else {
        return Ok(None);
    };
    let mut index = |key: &Value| -> Result<Expression> {
        let key = match (zero_based, key) {
            (true, key) => interpreter.binary("+", key, &Value::Int(1))?,
            (false, key) => key.clone(),
        };
        let integer = SqlType::Integer(IntegerSize::Normal);
        clause::operand(interpreter, &key, Some(&integer))
    };
    let (index, made) = match key {
        Value::Slice(parts) => {
            let (start, stop, _) = &**parts;
            (
                Expression::Binary {
                    left: Box::new(index(start)?),
                    operator: ":".into(),
                    right: Box::new(index(stop)?),
                },
                data_type.clone(),
            )
        }
        key => {
            let made = match dimensions {
                Some(dimensions) if *dimensions > 1 => SqlType::Array {
                    item: item.clone(),
                    zero_based: *zero_based,
                    postgres: *postgres,
                    dimensions: Some(dimensions - 1),
                },
                _ => (**item).clone(),
            };
            (operator::group(index(key)?, Around::Anything), made)
        }
    };
    // Only names, and parts of them, stand before brackets by themselves.
    let left = match left {
        Expression::Column { .. } | Expression::Cast { .. } => left,
        Expression::Binary { ref operator, .. } if operator == "[]" => left,
        other => Expression::Grouping(Box::new(other)),
    };
    Ok(Some(Clause::value(
        Expression::Binary {
            left: Box::new(left),
            operator: "[]".into(),
            right: Box::new(index),
        },
        Some(made),
    )))
}
