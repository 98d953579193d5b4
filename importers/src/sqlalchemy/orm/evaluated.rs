//! Which conditions SQLAlchemy evaluates in Python to find the objects that a statement
//! of a session means, instead of asking for their rows (`sqlalchemy/orm/evaluator.py`).

use std::collections::HashSet;

use super::mapping::Mapper;
use crate::operation::expression::Source;
use crate::operation::operator::{AS_BOOLEAN, SETTLED};
use crate::operation::{Expression, SqlType};
use crate::sqlalchemy::clause;
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
    matches!(
        clause::type_of(expression),
        Some(SqlType::Integer(_) | SqlType::Numeric { .. } | SqlType::Float { .. })
    )
}

fn is_text(expression: &Expression) -> bool {
    matches!(clause::type_of(expression), Some(SqlType::Text { .. }))
}
