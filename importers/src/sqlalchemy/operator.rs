//! Operators of SQL expressions: their precedence, and where SQLAlchemy
//! writes parentheses.
//!
//! The numbers are those of `sqlalchemy/sql/operators.py`; an operand is put
//! in parentheses where its own operator binds no more tightly than the one
//! around it, except for `AND`, `OR`, `+`, `*` and `||` inside themselves.

use crate::operation::Expression;

/// What an operand stands inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around<'a> {
    /// An operator.
    Operator(&'a str),
    /// `WHERE`, `HAVING`, `ON`.
    Condition,
    /// A place that groups every operator: a value in `SET`, a default, an index.
    Anything,
}

fn of_operator(operator: &str) -> i32 {
    match operator {
        "[]" | "->" | "->>" => 15,
        "*" | "/" | "//" | "%" | "-x" | "~" => 8,
        "+" | "-" | "^" | "|" | "&" | "<<" | ">>" => 7,
        "||"
        | "MATCH"
        | "REGEXP"
        | "NOT REGEXP"
        | "LIKE"
        | "NOT LIKE"
        | "ILIKE"
        | "NOT ILIKE"
        | "IN"
        | "NOT IN"
        | "IS"
        | "IS NOT"
        | "="
        | "!="
        | "<"
        | "<="
        | ">"
        | ">="
        | "BETWEEN"
        | "NOT BETWEEN"
        | "IS DISTINCT FROM"
        | "IS NOT DISTINCT FROM"
        | "NOT" => 5,
        "COLLATE" => 4,
        "AND" | "DESC" | "ASC" => 3,
        "OR" => 2,
        // `.op("...")`
        _ => 0,
    }
}

fn operator_of(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Binary { operator, .. } => Some(operator),
        Expression::Junction { all: true, .. } => Some("AND"),
        Expression::Junction { all: false, .. } => Some("OR"),
        Expression::Unary { operator, .. } => match operator.trim() {
            "-" => Some("-x"),
            other => Some(other),
        },
        Expression::Postfix { operator, .. } => operator.split_whitespace().next(),
        _ => None,
    }
}

/// The operand, in parentheses where SQLAlchemy writes them.
pub(crate) fn group(expression: Expression, around: Around<'_>) -> Expression {
    if let Expression::Select(_) = expression {
        return Expression::Grouping(Box::new(expression));
    }
    let Some(own) = operator_of(&expression) else {
        return expression;
    };
    let grouped = match around {
        Around::Operator(outer) => {
            let associative = matches!(own, "+" | "*" | "||" | "AND" | "OR");
            !(own == outer && associative) && of_operator(own) <= of_operator(outer)
        }
        Around::Condition => false,
        Around::Anything => true,
    };
    if grouped {
        Expression::Grouping(Box::new(expression))
    } else {
        expression
    }
}

/// `left operator right`, with the parentheses that its operands need.
pub(crate) fn binary(left: Expression, operator: &str, right: Expression) -> Expression {
    let made = Expression::Binary {
        left: Box::new(group(left, Around::Operator(operator))),
        operator: operator.to_owned(),
        right: Box::new(group(right, Around::Operator(operator))),
    };
    parenthesised(made)
}

/// `NOT IN` always stands in parentheses; an empty list is written by the
/// dialect, with its own.
fn parenthesised(expression: Expression) -> Expression {
    match &expression {
        Expression::Binary {
            operator, right, ..
        } if operator == "NOT IN"
            && !matches!(&**right, Expression::List(items) if items.is_empty()) =>
        {
            Expression::Grouping(Box::new(expression))
        }
        _ => expression,
    }
}

/// `and_(...)` (or `or_(...)`) of any number of operands; `None` of none.
pub(crate) fn junction(all: bool, operands: Vec<Expression>) -> Option<Expression> {
    let operator = if all { "AND" } else { "OR" };
    let mut flat = Vec::new();
    for operand in operands {
        match operand {
            // `true()` in AND and `false()` in OR change nothing.
            Expression::True if all => {}
            Expression::False if !all => {}
            Expression::Junction {
                all: inner,
                operands,
            } if inner == all => flat.extend(operands),
            other => flat.push(group(other, Around::Operator(operator))),
        }
    }
    match flat.len() {
        0 => None,
        1 => flat.pop(),
        _ => Some(Expression::Junction {
            all,
            operands: flat,
        }),
    }
}

/// `not_(expression)`: comparisons turn around, the rest gets a `NOT`.
pub(crate) fn negate(expression: Expression) -> Expression {
    match expression {
        Expression::Grouping(inner) => negate(*inner),
        Expression::True => Expression::False,
        Expression::False => Expression::True,
        Expression::Binary {
            left,
            operator,
            right,
        } if opposite(&operator).is_some() => parenthesised(Expression::Binary {
            operator: opposite(&operator).unwrap_or_default().to_owned(),
            left,
            right,
        }),
        Expression::Unary { operator, operand } if operator == "NOT " => *operand,
        exists @ Expression::Exists(_) => Expression::Unary {
            operator: "NOT ".into(),
            operand: Box::new(Expression::Grouping(Box::new(exists))),
        },
        other => Expression::Unary {
            operator: "NOT ".into(),
            operand: Box::new(group(other, Around::Operator("NOT"))),
        },
    }
}

fn opposite(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "=" => "!=",
        "!=" => "=",
        "<" => ">=",
        ">=" => "<",
        ">" => "<=",
        "<=" => ">",
        "IN" => "NOT IN",
        "NOT IN" => "IN",
        "IS" => "IS NOT",
        "IS NOT" => "IS",
        "LIKE" => "NOT LIKE",
        "NOT LIKE" => "LIKE",
        "ILIKE" => "NOT ILIKE",
        "REGEXP" => "NOT REGEXP",
        "NOT REGEXP" => "REGEXP",
        "NOT ILIKE" => "ILIKE",
        "BETWEEN" => "NOT BETWEEN",
        "NOT BETWEEN" => "BETWEEN",
        "IS DISTINCT FROM" => "IS NOT DISTINCT FROM",
        "IS NOT DISTINCT FROM" => "IS DISTINCT FROM",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> Expression {
        Expression::Verbatim(name.into())
    }

    fn show(expression: &Expression) -> String {
        match expression {
            Expression::Verbatim(text) => text.clone(),
            Expression::Grouping(inner) => format!("({})", show(inner)),
            Expression::Unary { operator, operand } => format!("{operator}{}", show(operand)),
            Expression::Binary {
                left,
                operator,
                right,
            } => format!("{} {operator} {}", show(left), show(right)),
            Expression::Junction { all, operands } => operands
                .iter()
                .map(show)
                .collect::<Vec<_>>()
                .join(if *all { " AND " } else { " OR " }),
            _ => "?".into(),
        }
    }

    #[test]
    fn parentheses_stand_where_sqlalchemy_writes_them() {
        let sum = binary(column("a"), "+", column("b"));
        let a = binary(sum.clone(), "+", column("c"));
        assert_eq!(show(&a), "a + b + c");
        assert_eq!(show(&binary(sum.clone(), "*", column("c"))), "(a + b) * c");
        assert_eq!(show(&binary(sum, "=", column("c"))), "a + b = c");
        let custom = binary(column("a"), "->>'x' ||", column("b"));
        assert_eq!(
            show(&binary(custom, "=", column("c"))),
            "(a ->>'x' || b) = c"
        );
    }

    #[test]
    fn or_inside_and_is_grouped() {
        let equal = |name: &str| binary(column(name), "=", column("1"));
        let either = junction(false, vec![equal("a"), equal("b")]).unwrap();
        let both = junction(true, vec![either, equal("c")]).unwrap();
        assert_eq!(show(&both), "(a = 1 OR b = 1) AND c = 1");
        assert_eq!(show(&negate(both)), "NOT ((a = 1 OR b = 1) AND c = 1)");
        assert_eq!(show(&negate(equal("a"))), "a != 1");
    }
}
