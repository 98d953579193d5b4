//! Values as conditions, and their negation.

use super::{Clause, operand, parts, type_of};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::operator;
use crate::operation::types::IntegerSize;
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::{argument, element};

/// A condition: an expression, or a constant.
pub(crate) fn condition(interpreter: &mut Interpreter, value: &Value) -> Result<Expression> {
    match typed(interpreter, value)? {
        Some((expression, data_type)) => Ok(as_condition(
            expression,
            data_type.as_ref(),
            interpreter.dialect(),
        )),
        None => match value {
            Value::Bool(true) => Ok(Expression::True),
            Value::Bool(false) => Ok(Expression::False),
            other if other.as_str().is_some() => {
                let text = interpreter.repr(other)?;
                Err(argument::stops(
                    interpreter,
                    "sqlalchemy.exc.ArgumentError",
                    &format!(
                        "Textual SQL expression {text} should be explicitly declared as text({text})"
                    ),
                ))
            }
            Value::Int(_) | Value::Float(_) => {
                let text = interpreter.repr(value)?;
                Err(argument::stops(
                    interpreter,
                    "sqlalchemy.exc.ArgumentError",
                    &format!("SQL expression for WHERE/HAVING role expected, got {text}."),
                ))
            }
            other => operand(interpreter, other, None),
        },
    }
}

/// What `and_` or `or_` makes of one condition: where there are Booleans, such a value is written as
/// it is, and is another object of the same name.
pub(crate) fn alone(
    interpreter: &mut Interpreter,
    value: &Value,
    condition: Expression,
) -> Result<Value> {
    let dialect = interpreter.dialect();
    let Some((given, data_type)) = typed(interpreter, value)? else {
        return Ok(Clause::condition(condition));
    };
    let is_it = dialect == Dialect::Postgres
        && is_value(&condition)
        && is_boolean(&condition, data_type.as_ref(), dialect);
    let condition = match is_it {
        true => Expression::Composed {
            named: Some(Box::new(condition.clone())),
            expression: Box::new(condition),
            operator: Some(operator::AS_BOOLEAN.into()),
            within: None,
        },
        false if condition == given => return Ok(value.clone()),
        false => condition,
    };
    Ok(Clause::value(condition, data_type))
}

/// A condition that stands as it was given: SQLAlchemy writes no `= 1` in `FILTER` and `ON CONFLICT`.
pub(crate) fn condition_as_given(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Expression> {
    match typed(interpreter, value)? {
        Some((expression, _)) => Ok(expression),
        None => condition(interpreter, value),
    }
}

/// An expression or an element of the project's own, with its type.
fn typed(
    interpreter: &mut Interpreter,
    value: &Value,
) -> Result<Option<(Expression, Option<SqlType>)>> {
    match parts(value) {
        Some(parts) => Ok(Some(parts)),
        None => element::parts(interpreter, value),
    }
}

/// A Boolean value as a condition: where there are no Booleans, `x = 1`.
pub(super) fn as_condition(
    expression: Expression,
    data_type: Option<&SqlType>,
    dialect: Dialect,
) -> Expression {
    if let Expression::Label { expression, .. } = expression {
        return match *expression {
            // With a name it is a constant no more, that decides or changes nothing.
            constant @ (Expression::True | Expression::False) => settled(constant, dialect),
            other => as_condition(other, data_type, dialect),
        };
    }
    if let Expression::Composed {
        within: Some(within),
        expression,
        ..
    } = expression
    {
        return as_condition(*expression, Some(&within), dialect);
    }
    if dialect != Dialect::Postgres
        && is_value(&expression)
        && is_boolean(&expression, data_type, dialect)
    {
        return as_boolean(expression, 1);
    }
    expression
}

/// What is a value and no condition by itself. Operators, subqueries and `FILTER` group
/// themselves, and SQLAlchemy leaves them as they are.
fn is_value(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Column { .. }
            | Expression::Function { .. }
            | Expression::Cast { .. }
            | Expression::Case { .. }
            | Expression::Literal { .. }
            | Expression::Over { .. }
            | Expression::Verbatim(_)
            | Expression::WithinGroup { .. }
            | Expression::Written { .. }
            | Expression::True
            | Expression::False
    )
}

/// Operators that do not compare, whatever their type.
const ARITHMETIC: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "||", "&", "|", "^", "<<", ">>", "->", "->>", "#>", "#>>",
    "COLLATE",
];

/// What is written `x = 0` when it is negated.
fn negates_as_value(expression: &Expression) -> bool {
    match expression {
        Expression::True | Expression::False => false,
        Expression::Filter { .. } => true,
        // `type_coerce`
        Expression::Composed {
            operator: None,
            named,
            ..
        } => named.is_some(),
        Expression::Grouping(inner) => match &**inner {
            Expression::Select(_) | Expression::Compound(_) | Expression::Text { .. } => true,
            Expression::Custom { compares, .. } => !compares,
            Expression::Binary { operator, .. } => ARITHMETIC.contains(&operator.as_str()),
            inner => operator::is_item_of_json(inner),
        },
        other => is_value(other),
    }
}

/// `true()` or `false()` as a condition.
pub(crate) fn settled(constant: Expression, dialect: Dialect) -> Expression {
    Expression::Composed {
        named: Some(Box::new(constant.clone())),
        expression: Box::new(match dialect {
            Dialect::Postgres => constant,
            Dialect::Sqlite | Dialect::Mysql => operator::binary(constant, "=", number(1)),
        }),
        operator: Some(operator::SETTLED.into()),
        within: None,
    }
}

/// `x = 1`, which keeps the name of `x`.
fn as_boolean(expression: Expression, value: i64) -> Expression {
    Expression::Composed {
        named: Some(Box::new(expression.clone())),
        expression: Box::new(operator::binary(expression, "=", number(value))),
        operator: Some(operator::AS_BOOLEAN.into()),
        within: None,
    }
}

/// `NOT x`, which keeps the name of `x`, and is `x` when it is negated.
fn as_not(expression: Expression) -> Expression {
    Expression::Composed {
        named: Some(Box::new(expression.clone())),
        expression: Box::new(Expression::Unary {
            operator: "NOT ".into(),
            operand: Box::new(expression),
        }),
        operator: None,
        within: None,
    }
}

/// The other way around, where it is such a condition.
fn turned(expression: &Expression, dialect: Dialect) -> Option<Expression> {
    if let Expression::Unary { operator, operand } = expression {
        let column = matches!(**operand, Expression::Column { .. });
        let data_type = type_of(operand);
        return (operator == "NOT " && column && is_boolean(operand, data_type.as_ref(), dialect))
            .then(|| (**operand).clone());
    }
    let Expression::Composed {
        named: Some(value),
        expression,
        operator,
        ..
    } = expression
    else {
        return None;
    };
    match (&**expression, operator.as_deref()) {
        (Expression::Unary { operator, .. }, None) if operator == "NOT " => Some((**value).clone()),
        (inner, Some(operator::AS_BOOLEAN)) if *inner == **value => Some(as_not(inner.clone())),
        (_, Some(operator::SETTLED)) => Some(match &**value {
            Expression::True => Expression::False,
            _ => Expression::True,
        }),
        (Expression::Binary { right, .. }, Some(operator::AS_BOOLEAN)) => match &**value {
            Expression::True => Some(Expression::False),
            Expression::False => Some(Expression::True),
            value => Some(as_boolean(value.clone(), i64::from(**right == number(0)))),
        },
        _ => None,
    }
}

/// Whether it is a Boolean: by its type, or as a value or a subquery that says it itself.
fn is_boolean(expression: &Expression, data_type: Option<&SqlType>, dialect: Dialect) -> bool {
    let own;
    let data_type = match (data_type, expression) {
        (Some(data_type), _) => data_type,
        (
            None,
            Expression::Literal {
                value: Literal::Bool(_),
                ..
            },
        ) => return true,
        (None, Expression::Grouping(inner)) => {
            own = match &**inner {
                Expression::Select(select) => select.columns.first().and_then(type_of),
                _ => None,
            };
            match &own {
                Some(data_type) => data_type,
                None => return false,
            }
        }
        _ => return false,
    };
    matches!(
        crate::dialect::resolve(data_type, dialect).stored(),
        SqlType::Boolean { .. }
    )
}

fn number(number: i64) -> Expression {
    Expression::Literal {
        value: Literal::Int(number.to_string()),
        data_type: Some(SqlType::Integer(IntegerSize::Normal)),
    }
}

/// `not_(x)`, `~x`; a label stays the label of what is negated.
pub(crate) fn negated(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let (mut expression, data_type) = match typed(interpreter, value)? {
        Some(parts) => parts,
        None => (condition(interpreter, value)?, None),
    };
    let mut name = None;
    while let Expression::Label {
        expression: inner,
        label,
    } = expression
    {
        expression = *inner;
        name = name.or(Some(label));
    }
    let negated = negation(interpreter, expression, data_type)?;
    let Some((label, expression)) = name.zip(super::as_expression(&negated)) else {
        return Ok(negated);
    };
    Ok(Clause::condition(Expression::Label {
        label,
        expression: Box::new(expression),
    }))
}

fn negation(
    interpreter: &mut Interpreter,
    mut expression: Expression,
    data_type: Option<SqlType>,
) -> Result<Value> {
    let dialect = interpreter.dialect();
    if let Some(turned) = turned(&expression, dialect) {
        return Ok(Clause::condition(turned));
    }
    if operator::is_grouped_when_negated(&expression) {
        expression = Expression::Grouping(Box::new(expression));
    }
    if negates_as_value(&expression) && is_boolean(&expression, data_type.as_ref(), dialect) {
        return Ok(Clause::condition(match dialect {
            Dialect::Postgres => as_not(expression),
            Dialect::Sqlite | Dialect::Mysql => as_boolean(expression, 0),
        }));
    }
    // What compares is a condition by itself, and is one again when it is turned back.
    if matches!(&expression, Expression::Grouping(inner)
        if operator::compares_without_opposite(inner))
    {
        return Ok(Clause::condition(as_not(expression)));
    }
    if matches!(expression, Expression::Text { .. }) {
        return Err(argument::alembic_stops(
            interpreter,
            &"text has no negation",
        ));
    }
    Ok(Clause::condition(operator::negate(expression)))
}
