//! Python's operators between expressions and other values.

use super::adapted::adapted;
use super::condition::{as_condition, condition, negated};
use super::{Clause, as_expression, compared, operand};
use crate::dialect::Dialect;
use crate::operation::operator::{self, Around};
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::parameter::ParameterObject;
use crate::sqlalchemy::{argument, containers, element, python_type};

/// Whether values of the type are put together by `+`.
pub(crate) fn is_text(data_type: Option<&SqlType>) -> bool {
    matches!(
        data_type.map(SqlType::stored),
        Some(SqlType::Text { .. } | SqlType::Enum(_))
    )
}

/// Texts put together, as something of a type. SQLAlchemy joins what is put together already, but
/// only where it is of the same kind of type.
pub(super) fn concatenated(
    left: (Expression, Option<&SqlType>),
    right: (Expression, Option<&SqlType>),
    result: Option<SqlType>,
) -> Value {
    let side = |(expression, own): (Expression, Option<&SqlType>)| match &expression {
        Expression::Binary { operator, .. }
            if operator == "||" && is_text(own) != is_text(result.as_ref()) =>
        {
            Expression::Composed {
                expression: Box::new(expression),
                operator: Some("||".into()),
                named: None,
                within: None,
            }
        }
        _ => expression,
    };
    let made = operator::binary(side(left), "||", side(right));
    Clause::value(made, result)
}

/// `//`: of integers an operator that each dialect writes, else rounded down.
fn floor_division(
    left: Expression,
    right: Expression,
    are_whole: bool,
    data_type: Option<SqlType>,
) -> Value {
    let whole = if are_whole {
        operator::binary(left, "//", right)
    } else {
        Expression::Composed {
            expression: Box::new(Expression::Function {
                name: vec!["FLOOR".into()],
                arguments: vec![operator::binary(left, "/", right)],
            }),
            operator: Some("//".into()),
            named: None,
            within: None,
        }
    };
    Clause::value(whole, data_type)
}

/// A Python operator between an expression and any value.
pub(crate) fn operate(
    interpreter: &mut Interpreter,
    left: (Expression, Option<SqlType>),
    python: &str,
    other: &Value,
    reflected: bool,
) -> Result<Option<Value>> {
    let (expression, data_type) = left;
    let own = (&expression, data_type.as_ref());
    if let Some(made) = containers::operate(interpreter, own, python, other, reflected)? {
        return Ok(Some(made));
    }
    // `ANY (...)` stands on the right.
    let reflected = reflected != containers::is_quantified(&expression);
    let compare = match python {
        "==" => "=",
        "!=" => "!=",
        "<" if reflected => ">",
        ">" if reflected => "<",
        "<=" if reflected => ">=",
        ">=" if reflected => "<=",
        "<" | ">" | "<=" | ">=" => python,
        _ => "",
    };
    if !compare.is_empty() {
        let is_decorated = python_type::is_decorator(interpreter, data_type.as_ref())?;
        let is_null = other.is_none() || matches!(as_expression(other), Some(Expression::Null));
        let is_constant = is_null
            || matches!(other, Value::Bool(_)) && !is_decorated
            || matches!(
                as_expression(other),
                Some(Expression::True | Expression::False)
            );
        if is_constant && !matches!(compare, "=" | "!=") {
            return Err(argument::stops(
                interpreter,
                "sqlalchemy.exc.ArgumentError",
                "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', \
                 'is_not_distinct_from()' operators can be used with None/True/False",
            ));
        }
        let comparison = match (compare, other) {
            ("=", _) if is_null => operator::binary(expression, "IS", Expression::Null),
            ("!=", _) if is_null => operator::binary(expression, "IS NOT", Expression::Null),
            (_, Value::Bool(true)) if !is_decorated => {
                operator::binary(expression, compare, Expression::True)
            }
            (_, Value::Bool(false)) if !is_decorated => {
                operator::binary(expression, compare, Expression::False)
            }
            _ => {
                let right = match (&expression, other) {
                    // A tuple beside a tuple.
                    (Expression::List(_), Value::Tuple(_)) => {
                        let cells = interpreter.iterate(other)?;
                        let cells = cells.iter().map(|cell| operand(interpreter, cell, None));
                        Expression::List(cells.collect::<Result<_>>()?)
                    }
                    _ => compared(interpreter, other, data_type.as_ref())?,
                };
                if containers::is_quantified(&expression) {
                    operator::binary(right, compare, expression)
                } else {
                    operator::binary(expression, compare, right)
                }
            }
        };
        return Ok(Some(Clause::condition(comparison)));
    }
    if python == "&" || python == "|" {
        // No value of Python's own stands before them.
        if reflected {
            return Ok(None);
        }
        let constant = match as_expression(other) {
            Some(constant @ (Expression::True | Expression::False)) => Some(constant),
            _ => None,
        };
        let other = match constant {
            Some(constant) => constant,
            None => condition(interpreter, other)?,
        };
        let own = match expression {
            Expression::True | Expression::False => expression,
            other => as_condition(other, data_type.as_ref(), interpreter.dialect()),
        };
        let all = python == "&";
        let joined = operator::junction(all, vec![own, other]);
        let joined = joined.unwrap_or(match all {
            true => Expression::True,
            false => Expression::False,
        });
        // A constant that decides is a condition from then on.
        return Ok(Some(Clause::condition(match joined {
            Expression::True | Expression::False => super::settled(joined, interpreter.dialect()),
            joined => joined,
        })));
    }
    let taken = ParameterObject::typed_by(other, data_type.as_ref());
    let parts = match &taken {
        Some(_) => taken,
        None => element::parts(interpreter, other)?,
    };
    let own_type = parts.as_ref().map(|(_, own)| own.clone());
    let (right, right_type) = match parts {
        Some(parts) => parts,
        None => {
            let right_type = match other {
                _ if other.as_str().is_some() => Some(string_type()),
                Value::Int(_) if is_text(data_type.as_ref()) => {
                    Some(SqlType::Integer(IntegerSize::Normal))
                }
                _ => data_type.clone(),
            };
            // A number beside text is a number.
            let own = match right_type {
                Some(SqlType::Integer(_)) => right_type.as_ref(),
                _ => data_type.as_ref(),
            };
            (compared(interpreter, other, own)?, right_type)
        }
    };
    let is_whole = |data_type: Option<&SqlType>| {
        matches!(data_type.map(SqlType::stored), Some(SqlType::Integer(_)))
    };
    let other_type = match own_type {
        Some(known) => known,
        None if data_type.is_none() => super::type_of_value(other),
        None => super::compared::beside(other, data_type.as_ref(), interpreter.dialect()),
    };
    let divisor = match reflected {
        true => data_type.clone(),
        false => other_type.clone(),
    };
    let divisor = divisor.filter(|data_type| {
        matches!(
            data_type.stored(),
            SqlType::Numeric { .. } | SqlType::Float { .. }
        )
    });
    let are_whole = is_whole(data_type.as_ref()) && is_whole(other_type.as_ref());
    let joins = |data_type: Option<&SqlType>| {
        is_text(data_type) || data_type.is_some_and(containers::joins)
    };
    let concatenated = is_text(data_type.as_ref())
        && (joins(right_type.as_ref()) || right_type.is_none())
        || data_type.is_none() && joins(right_type.as_ref());
    let sql = match python {
        "+" if concatenated => "||",
        "+" | "-" | "*" | "%" => python,
        "<<" | ">>" => {
            let name = if python == "<<" { "lshift" } else { "rshift" };
            return Err(argument::alembic_stops(
                interpreter,
                &format!("Operator '{name}' is not supported on this expression"),
            ));
        }
        "/" | "//" => "/",
        _ => return Ok(None),
    };
    let result_type = match sql {
        "||" if data_type.is_none() && !is_text(right_type.as_ref()) => right_type.clone(),
        "||" if python_type::is_decorator(interpreter, data_type.as_ref())? => data_type.clone(),
        "||" => Some(string_type()),
        _ if reflected => adapted(python, other_type, data_type.clone()),
        _ => adapted(python, data_type.clone(), other_type),
    };
    if sql == "||" {
        let own = (expression, data_type.as_ref());
        let other = (right, right_type.as_ref());
        return Ok(Some(match reflected {
            true => self::concatenated(other, own, result_type),
            false => self::concatenated(own, other, result_type),
        }));
    }
    let (left, right) = if reflected {
        (right, expression)
    } else {
        (expression, right)
    };
    if python == "//" {
        return Ok(Some(floor_division(left, right, are_whole, result_type)));
    }
    // Python's `/` divides exactly, also integers.
    let right = match sql {
        "/" => operator::group(right, Around::Operator("/")),
        _ => right,
    };
    let right = match (sql, interpreter.dialect()) {
        ("/", Dialect::Postgres) => Expression::Cast {
            expression: Box::new(right),
            data_type: divisor.unwrap_or(SqlType::Numeric {
                decimal: false,
                precision: None,
                scale: None,
            }),
        },
        // The sum is no operator to SQLAlchemy.
        ("/", Dialect::Sqlite) => Expression::Grouping(Box::new(Expression::Postfix {
            operator: " + 0.0".into(),
            operand: Box::new(right),
        })),
        _ => right,
    };
    Ok(Some(Clause::value(
        operator::binary(left, sql, right),
        result_type,
    )))
}

pub(crate) fn string_type() -> SqlType {
    SqlType::Text {
        kind: crate::operation::types::TextKind::Varchar,
        length: None,
        collation: None,
    }
}

/// `-x` and `~x`
pub(crate) fn unary(
    interpreter: &mut Interpreter,
    value: &Value,
    operator: &str,
) -> Result<Option<Value>> {
    match operator {
        "~" => negated(interpreter, value).map(Some),
        "-" => Ok(
            element::parts(interpreter, value)?.map(|(expression, data_type)| {
                Clause::value(
                    Expression::Unary {
                        operator: "-".into(),
                        operand: Box::new(operator::group(expression, Around::Operator("-x"))),
                    },
                    data_type,
                )
            }),
        ),
        _ => Ok(None),
    }
}
