//! Which conditions SQLAlchemy evaluates in Python to find the objects that a statement
//! of a session means, instead of asking for their rows (`sqlalchemy/orm/evaluator.py`).

use std::collections::HashSet;
use std::rc::Rc;

use super::mapping::Mapper;
use crate::operation::expression::Source;
use crate::operation::operator::{AS_BOOLEAN, SETTLED};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::Result;
use crate::python::syntax::ast::CmpOp;
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::live::literal;
use crate::sqlalchemy::source;
use crate::sqlalchemy::statement::StatementObject;

/// What in the conditions of an update or a delete is not of the kind; `None` where all of it is.
pub(super) fn reason_against(statement: &StatementObject, mapper: &Mapper) -> Option<&'static str> {
    let own = source::entity(&mapper.table);
    let mut conditions = statement.conditions().iter();
    conditions.find_map(|condition| match is_known(condition, &own) {
        true => None,
        false => Some(kind(condition)),
    })
}

/// The columns that the conditions of an update or a delete ask.
pub(super) fn columns(statement: &StatementObject) -> HashSet<String> {
    let mut asked = HashSet::new();
    let mut open: Vec<&Expression> = statement.conditions().iter().collect();
    while let Some(expression) = open.pop() {
        if let Expression::Column { name, .. } = expression {
            asked.insert(name.text.clone());
        }
        open.extend(expression.children());
    }
    asked
}

/// The class that SQLAlchemy has for an expression, where it says so.
fn kind(expression: &Expression) -> &'static str {
    match expression {
        Expression::Text { .. } => "TextClause",
        Expression::Binary { left, .. } => match &**left {
            Expression::Function { .. } => "Function",
            _ => "BinaryExpression",
        },
        Expression::Exists(_) => "Exists",
        _ => "this expression",
    }
}

/// Whether SQLAlchemy evaluates a value that an update sets for the objects that it means.
pub(super) fn is_value(expression: &Expression, mapper: &Mapper) -> bool {
    is_known(expression, &source::entity(&mapper.table))
}

/// What an expression is for an object, out of what the object holds, which may be otherwise than
/// its row; `None` where it does not hold all of that, and where the expression is of another kind.
///
/// # Errors
/// As Python's, where the operators do not know the values.
pub(super) fn value_in(
    interpreter: &mut Interpreter,
    expression: &Expression,
    (object, mapper): (&Rc<Instance>, &Mapper),
) -> Result<Option<Value>> {
    let place = (object, mapper);
    Ok(match expression {
        Expression::Null | Expression::True | Expression::False | Expression::Literal { .. } => {
            literal::value_of(expression)
        }
        Expression::Column {
            name,
            data_type: Some(data_type),
            ..
        } if literal::is_plain(data_type) => mapper
            .of_column(&name.text)
            .and_then(|own| object.scope.get(&own.name)),
        Expression::Grouping(inner) => value_in(interpreter, inner, place)?,
        Expression::Composed {
            expression,
            operator: Some(operator),
            ..
        } if matches!(operator.as_str(), AS_BOOLEAN | SETTLED) => {
            value_in(interpreter, expression, place)?
        }
        Expression::Unary { operator, operand } if operator.trim() == "NOT" => {
            match value_in(interpreter, operand, place)? {
                Some(value) if !value.is_none() => {
                    is_true(interpreter, &value)?.map(|own| Value::Bool(!own))
                }
                other => other,
            }
        }
        Expression::Postfix { operator, operand } => {
            let is_null = match operator.trim() {
                "IS NULL" => true,
                "IS NOT NULL" => false,
                _ => return Ok(None),
            };
            let value = value_in(interpreter, operand, place)?;
            value.map(|value| Value::Bool(value.is_none() == is_null))
        }
        Expression::Junction { all, operands } => {
            return junction(interpreter, *all, operands, place);
        }
        Expression::Binary {
            left,
            operator,
            right,
        } => {
            let Some(left) = value_in(interpreter, left, place)? else {
                return Ok(None);
            };
            let right = match &**right {
                Expression::List(items) => {
                    let mut values = Vec::with_capacity(items.len());
                    for item in items {
                        match value_in(interpreter, item, place)? {
                            Some(value) => values.push(value),
                            None => return Ok(None),
                        }
                    }
                    interpreter.list(values)
                }
                right => match value_in(interpreter, right, place)? {
                    Some(value) => value,
                    None => return Ok(None),
                },
            };
            return binary(interpreter, operator, &left, &right);
        }
        _ => None,
    })
}

fn is_true(interpreter: &mut Interpreter, value: &Value) -> Result<Option<bool>> {
    Ok(match interpreter.truth(value)? {
        Truth::Known(is_true) => Some(is_true),
        Truth::Test(_) => None,
    })
}

/// `and_` and `or_` of what is known of an object.
fn junction(
    interpreter: &mut Interpreter,
    all: bool,
    operands: &[Expression],
    place: (&Rc<Instance>, &Mapper),
) -> Result<Option<Value>> {
    let mut has_null = false;
    for operand in operands {
        let Some(value) = value_in(interpreter, operand, place)? else {
            return Ok(None);
        };
        has_null |= value.is_none();
        match is_true(interpreter, &value)? {
            None => return Ok(None),
            Some(is_true) if is_true != all && !(all && value.is_none()) => {
                return Ok(Some(Value::Bool(!all)));
            }
            // SQLAlchemy looks no further than at a NULL among what must all be true.
            Some(_) if all && value.is_none() => return Ok(Some(Value::None)),
            Some(_) => {}
        }
    }
    Ok(Some(match has_null {
        true => Value::None,
        false => Value::Bool(all),
    }))
}

fn binary(
    interpreter: &mut Interpreter,
    operator: &str,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let compared = match operator {
        "=" | "IS" => CmpOp::Eq,
        "!=" | "IS NOT" => CmpOp::NotEq,
        "<" => CmpOp::Lt,
        "<=" => CmpOp::LtE,
        ">" => CmpOp::Gt,
        ">=" => CmpOp::GtE,
        "IN" => CmpOp::In,
        "NOT IN" => CmpOp::NotIn,
        "+" | "-" | "*" | "%" | "||" => {
            if left.is_none() || right.is_none() {
                return Ok(Some(Value::None));
            }
            let operator = if operator == "||" { "+" } else { operator };
            return interpreter.binary(operator, left, right).map(Some);
        }
        _ => return Ok(None),
    };
    let knows_none = matches!(operator, "IS" | "IS NOT");
    if !knows_none && (left.is_none() || right.is_none()) {
        return Ok(Some(Value::None));
    }
    interpreter.compare(compared, left, right).map(Some)
}

/// Whether the conditions of an update or a delete mean an object, by what it holds.
///
/// # Errors
/// As Python's, where the operators do not know the values.
pub(super) fn is_meant(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    place: (&Rc<Instance>, &Mapper),
) -> Result<Option<bool>> {
    let value = junction(interpreter, true, statement.conditions(), place)?;
    Ok(value.map(|value| matches!(value, Value::Bool(true))))
}

fn is_known(expression: &Expression, own: &Source) -> bool {
    match expression {
        Expression::Literal { .. } | Expression::Null | Expression::True | Expression::False => {
            true
        }
        // Of what no class names nobody knows the attribute.
        Expression::Column {
            table: Some(table @ Source::Entity(_)),
            ..
        } => table == own,
        Expression::Grouping(inner) => is_known(inner, own),
        Expression::Composed {
            expression,
            operator: Some(operator),
            ..
        } if matches!(operator.as_str(), AS_BOOLEAN | SETTLED) => is_known(expression, own),
        Expression::Unary { operator, operand } => {
            operator.trim() == "NOT" && is_known(operand, own)
        }
        Expression::Junction { operands, .. } | Expression::List(operands) => {
            operands.iter().all(|operand| is_known(operand, own))
        }
        Expression::Binary {
            left,
            operator,
            right,
        } => {
            let is_evaluated = match operator.as_str() {
                "=" | "!=" | "<" | "<=" | ">" | ">=" | "IS" | "IS NOT" | "IN" | "NOT IN" => true,
                "+" | "-" | "*" | "/" | "%" => is_number(left) && is_number(right),
                "||" => is_text(left) && is_text(right),
                _ => false,
            };
            is_evaluated && is_known(left, own) && is_known(right, own)
        }
        Expression::Postfix { operator, operand } => {
            matches!(operator.trim(), "IS NULL" | "IS NOT NULL") && is_known(operand, own)
        }
        _ => false,
    }
}

fn is_number(expression: &Expression) -> bool {
    if let Expression::Binary {
        left,
        operator,
        right,
    } = expression
        && matches!(operator.as_str(), "+" | "-" | "*" | "/" | "%")
    {
        return is_number(left) && is_number(right);
    }
    if let Expression::Grouping(inner) = expression {
        return is_number(inner);
    }
    matches!(
        clause::type_of(expression),
        Some(SqlType::Integer(_) | SqlType::Numeric { .. } | SqlType::Float { .. })
    )
}

fn is_text(expression: &Expression) -> bool {
    matches!(clause::type_of(expression), Some(SqlType::Text { .. }))
}
