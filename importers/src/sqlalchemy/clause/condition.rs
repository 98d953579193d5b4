//! Values as conditions, and their negation.

use super::{Clause, operand, parts};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::operator;
use crate::sqlalchemy::{argument, schema};

/// A condition: a string where SQLAlchemy takes one as text, or an expression.
pub(crate) fn condition(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    match parts(value) {
        Some((expression, data_type)) => Ok(as_condition(
            expression,
            data_type.as_ref(),
            interpreter.dialect(),
        )),
        None => match value {
            Value::Bool(true) => Ok(Expression::True),
            Value::Bool(false) => Ok(Expression::False),
            other => operand(interpreter, other, None),
        },
    }
}

/// A Boolean column as a condition: where there are no Booleans, `x = 1`.
pub(super) fn as_condition(
    expression: Expression,
    data_type: Option<&SqlType>,
    dialect: Dialect,
) -> Expression {
    let is_value = matches!(
        expression,
        Expression::Column { .. }
            | Expression::Function { .. }
            | Expression::Cast { .. }
            | Expression::True
            | Expression::False
    );
    if is_value && is_boolean(data_type, dialect) && dialect != Dialect::Postgres {
        return as_boolean(expression, 1);
    }
    expression
}

/// `x = 1`, which keeps the name of `x`.
fn as_boolean(expression: Expression, value: i64) -> Expression {
    Expression::Composed {
        named: Some(Box::new(expression.clone())),
        expression: Box::new(operator::binary(expression, "=", number(value))),
        operator: Some("=".into()),
    }
}

fn is_boolean(data_type: Option<&SqlType>, dialect: Dialect) -> bool {
    data_type.is_some_and(|data_type| {
        matches!(
            schema::for_dialect(data_type, dialect),
            SqlType::Boolean { .. }
        )
    })
}

fn number(number: i64) -> Expression {
    Expression::Literal {
        value: Literal::Int(number.to_string()),
        data_type: Some(SqlType::Integer(IntegerSize::Normal)),
    }
}

/// `not_(x)`, `~x`
pub(crate) fn negated(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let dialect = interpreter.dialect();
    let (expression, data_type) = match parts(value) {
        Some(parts) => parts,
        None => (condition(interpreter, value)?, None),
    };
    let is_column = matches!(expression, Expression::Column { .. });
    if is_column && is_boolean(data_type.as_ref(), dialect) && dialect != Dialect::Postgres {
        return Ok(Clause::condition(as_boolean(expression, 0)));
    }
    if matches!(expression, Expression::Text { .. }) {
        return Err(argument::alembic_stops(
            interpreter,
            &"text has no negation",
        ));
    }
    Ok(Clause::condition(operator::negate(expression)))
}
