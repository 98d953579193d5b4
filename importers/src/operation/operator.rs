//! Operators of SQL expressions: their precedence, and where SQLAlchemy
//! writes parentheses.
//!
//! The numbers are those of `sqlalchemy/sql/operators.py`; an operand is put
//! in parentheses where its own operator binds no more tightly than the one
//! around it, except for `AND`, `OR`, `+`, `*` and `||` inside themselves.

use super::{Expression, SqlType};

/// What an operand stands inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around<'a> {
    /// An operator.
    Operator(&'a str),
    /// `.op("...")` of this precedence.
    Custom(i32),
    /// `WHERE`, `HAVING`, `ON`.
    Condition,
    /// Arguments, and what else stands in a list.
    Comma,
    /// A place that groups nothing but queries: what sorts or groups.
    Nothing,
    /// A place that groups every operator: a value in `SET`, a default, an index.
    Anything,
}

fn of_operator(operator: &str) -> i32 {
    match operator {
        // It never stands in parentheses.
        AS_BOOLEAN | SETTLED => 100,
        "[]" | "ANY" | "ALL" | "->" | "->>" | "#>" | "#>>" | "#-" => 15,
        // `LIKE 'x' || '%'` stands in parentheses everywhere but in a list.
        AFFIX => -100,
        "*" | "/" | "//" | "%" | "-x" | "~" => 8,
        "?" | "?|" | "?&" | "@>" | "<@" | "&&" | "@?" | "@@" | "-|-" | "<<r" | ">>r" | "&<"
        | "&>" => 5,
        "+" | "-" | "^" | "|" | "&" | "<<" | ">>" => 7,
        "||"
        | "AGAINST"
        | "MATCH"
        | "MATCH plain"
        | "MATCH natural"
        | "MATCH expanded"
        | "MATCH natural expanded"
        | "REGEXP"
        | "NOT REGEXP"
        | "REGEXP i"
        | "NOT REGEXP i"
        | "REGEXP flags"
        | "NOT REGEXP flags"
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
        | "BETWEEN SYMMETRIC"
        | "NOT BETWEEN SYMMETRIC"
        | "DISTINCT"
        | "IS DISTINCT FROM"
        | "IS NOT DISTINCT FROM"
        | "NOT" => 5,
        "COLLATE" => 4,
        "AND" | "DESC" | "ASC" => 3,
        "OR" => 2,
        // All but an order stand in parentheses within these.
        "NULLS FIRST" | "NULLS LAST" => TIGHTEST,
        // `.op("...")`
        _ => 0,
    }
}

/// The operator on the outside of an expression, with its precedence.
fn operator_of(expression: &Expression) -> Option<(i32, &str)> {
    let operator = match expression {
        // What it does is not known, and so nothing goes without parentheses.
        Expression::Custom { precedence, .. } => return Some((*precedence, "custom")),
        Expression::Filter { .. } => return Some((6, "FILTER")),
        Expression::Composed { operator, .. } => operator.as_deref()?,
        // An item of JSONB in brackets is the operator of an item.
        Expression::Binary { operator, .. } if operator == "[]" => "->",
        Expression::Binary { operator, .. } => operator,
        Expression::Junction { all: true, .. } => "AND",
        Expression::Junction { all: false, .. } => "OR",
        Expression::Unary { operator, operand } => match operator.trim() {
            "-" => "-x",
            "NOT" if is_boolean(operand) => AS_BOOLEAN,
            other => other,
        },
        // `LIKE … ESCAPE …`
        Expression::Postfix { operator, operand } if operator.starts_with(" ESCAPE ") => {
            return operator_of(operand);
        }
        Expression::Postfix { operator, .. } => match operator.split_whitespace().next()? {
            // An order is no operator, wherever it stands.
            "DESC" | "ASC" | "NULLS" => return None,
            // The type of an empty array is part of it.
            cast if cast.starts_with("::") => return None,
            other => other,
        },
        _ => return None,
    };
    Some((of_operator(operator), operator))
}

/// What binds more tightly than any operator but a condition that is written of a value.
pub(crate) const TIGHTEST: i32 = 99;

/// How tightly a label binds.
pub(crate) const OF_LABELS: i32 = -15;

/// The operator of [`Expression::Composed`] that is a Boolean value as a condition.
pub(crate) const AS_BOOLEAN: &str = "as boolean";

/// The operator of [`Expression::Composed`] that is a constant which decided a condition.
pub(crate) const SETTLED: &str = "settled";

/// The operator of [`Expression::Composed`] that is `startswith` and its like.
pub(crate) const AFFIX: &str = "affix";

/// The operand, in parentheses where SQLAlchemy writes them.
pub(crate) fn group(expression: Expression, around: Around<'_>) -> Expression {
    // Inside of another expression a label is what it names.
    if let Expression::Label { expression, .. } = expression {
        return group(*expression, around);
    }
    if let Expression::Select(_) | Expression::Compound(_) = expression {
        return Expression::Grouping(Box::new(expression));
    }
    // A type coercion stands in parentheses where what it coerces does.
    if let Expression::Composed {
        expression: inner,
        operator: None,
        named: Some(named),
        within,
    } = &expression
        && inner == named
    {
        return Expression::Composed {
            expression: Box::new(group((**inner).clone(), around)),
            operator: None,
            named: Some(named.clone()),
            within: within.clone(),
        };
    }
    if let (Around::Operator(_) | Around::Anything, Expression::Exists(_)) = (around, &expression) {
        return Expression::Grouping(Box::new(expression));
    }
    let Some((precedence, own)) = operator_of(&expression) else {
        return expression;
    };
    let grouped = match around {
        Around::Operator(outer) => {
            let associative = matches!(
                own,
                "+" | "*"
                    | "||"
                    | "AND"
                    | "OR"
                    | "->"
                    | "#>"
                    | "->>"
                    | "#>>"
                    | "#-"
                    | "?"
                    | "?|"
                    | "?&"
                    | "@>"
                    | "<@"
                    | "@?"
                    | "@@"
            );
            !(own == outer && associative) && precedence <= of_operator(outer)
        }
        Around::Custom(outer) => precedence <= outer,
        Around::Condition => precedence < -10,
        Around::Comma => precedence <= -1,
        Around::Nothing => false,
        Around::Anything => !is_boolean_column(&expression),
    };
    if grouped {
        Expression::Grouping(Box::new(expression))
    } else {
        expression
    }
}

/// `b = 1`, `NOT b`: a Boolean column as a condition.
fn is_boolean_column(expression: &Expression) -> bool {
    match expression {
        Expression::Composed { named, .. } => named.is_some(),
        Expression::Unary { operator, operand } => operator == "NOT " && is_boolean(operand),
        _ => false,
    }
}

/// Whether it is a column whose type is a Boolean.
fn is_boolean(expression: &Expression) -> bool {
    matches!(expression, Expression::Column { data_type: Some(data_type), .. }
        if matches!(data_type.stored(), SqlType::Boolean { .. }))
}

/// `left operator right`, with the parentheses that its operands need.
pub(crate) fn binary(left: Expression, operator: &str, right: Expression) -> Expression {
    Expression::Binary {
        left: Box::new(group(left, Around::Operator(operator))),
        operator: operator.to_owned(),
        right: Box::new(group(right, Around::Operator(operator))),
    }
}

/// The constant that a condition compares, where it is one: `1 = 1`.
pub(crate) fn plain(condition: &Expression) -> &Expression {
    match condition {
        Expression::Composed {
            named: Some(named),
            operator: Some(operator),
            ..
        } if operator == AS_BOOLEAN && matches!(**named, Expression::True | Expression::False) => {
            named
        }
        other => other,
    }
}

/// `and_(...)` (or `or_(...)`) of any number of operands; `None` of none.
pub(crate) fn junction(all: bool, operands: Vec<Expression>) -> Option<Expression> {
    let operator = if all { "AND" } else { "OR" };
    let mut flat = Vec::new();
    let mut has_empty = false;
    for operand in operands {
        match operand {
            empty if empty.is_empty_junction() => has_empty = true,
            // `true()` in AND and `false()` in OR change nothing; the other decides.
            Expression::True if all => {}
            Expression::False if !all => {}
            Expression::True | Expression::False => return Some(operand),
            Expression::Junction {
                all: inner,
                operands,
            } if inner == all => flat.extend(operands),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => has_empty.then_some(Expression::Junction {
            all,
            operands: flat,
        }),
        1 => flat.pop().map(|one| group(one, Around::Condition)),
        _ => {
            let operands = flat.into_iter();
            Some(Expression::Junction {
                all,
                operands: operands
                    .map(|operand| group(operand, Around::Operator(operator)))
                    .collect(),
            })
        }
    }
}

/// `not_(expression)`: comparisons turn around, the rest gets a `NOT`.
pub(crate) fn negate(expression: Expression) -> Expression {
    match expression {
        Expression::Grouping(inner) if !matches!(*inner, Expression::Select(_)) => negate(*inner),
        Expression::Composed {
            expression,
            operator: Some(operator),
            named,
            within,
        } if operator == AFFIX => Expression::Composed {
            expression: Box::new(negate(*expression)),
            operator: Some(operator),
            named,
            within,
        },
        Expression::Postfix { operator, operand } if operator.starts_with(" ESCAPE ") => {
            Expression::Postfix {
                operator,
                operand: Box::new(negate(*operand)),
            }
        }
        Expression::True => Expression::False,
        Expression::False => Expression::True,
        Expression::Binary {
            left,
            operator,
            right,
        } if opposite(&operator).is_some() && !is_quantified(&right) => Expression::Binary {
            operator: opposite(&operator).unwrap_or_default().to_owned(),
            left,
            right,
        },
        exists @ Expression::Exists(_) => Expression::Unary {
            operator: "NOT ".into(),
            operand: Box::new(Expression::Grouping(Box::new(exists))),
        },
        other => {
            let operand = match is_grouped_when_negated(&other) {
                true => Expression::Grouping(Box::new(other)),
                false if is_whole(&other) => other,
                false => group(other, Around::Operator("NOT")),
            };
            Expression::Unary {
                operator: "NOT ".into(),
                operand: Box::new(operand),
            }
        }
    }
}

/// Whether it is an operator without an opposite, which is grouped before it is negated.
pub(crate) fn is_grouped_when_negated(expression: &Expression) -> bool {
    match expression {
        Expression::Custom { .. } => true,
        Expression::Composed { .. } => is_item_of_json(expression),
        Expression::Binary {
            operator, right, ..
        } => {
            !operator.starts_with("MATCH") && (opposite(operator).is_none() || is_quantified(right))
        }
        _ => false,
    }
}

/// Whether it is an item of JSON that is read as another type (`data["a"].as_boolean()`).
pub(crate) fn is_item_of_json(expression: &Expression) -> bool {
    matches!(expression, Expression::Composed { operator: Some(operator), named: None, .. }
        if operator == "->" || operator == "#>")
}

/// Whether it is `ANY (...)` or `ALL (...)`: what is compared with it has no opposite.
fn is_quantified(expression: &Expression) -> bool {
    matches!(expression, Expression::Unary { operator, .. } if operator == "ANY " || operator == "ALL ")
}

/// Whether it is an operator of containers that compares.
fn compares_containers(operator: &str) -> bool {
    matches!(
        operator,
        "?" | "?|" | "?&" | "@>" | "<@" | "&&" | "@?" | "@@" | "-|-" | "&<" | "&>"
    )
}

/// Whether it compares and has no opposite.
pub(crate) fn compares_without_opposite(expression: &Expression) -> bool {
    match expression {
        Expression::Custom { compares, .. } => *compares,
        Expression::Binary {
            operator, right, ..
        } => compares_containers(operator) || opposite(operator).is_some() && is_quantified(right),
        _ => false,
    }
}

/// `x ASC`, whose word is no operator to SQLAlchemy, and `x MATCH y` and `REGEXP_LIKE(x, y)`, whose
/// opposites are written so.
fn is_whole(expression: &Expression) -> bool {
    matches!(expression, Expression::Binary { operator, .. } if operator.starts_with("MATCH"))
        || matches!(expression, Expression::Composed { expression, operator: Some(operator), .. }
        if operator == "REGEXP" && is_test(expression))
        || matches!(expression, Expression::Postfix { operator, .. }
        if [" ASC", " DESC", " NULLS "].iter().any(|word| operator.starts_with(word)))
}

/// Whether it is MySQL's function that tests a regular expression.
fn is_test(expression: &Expression) -> bool {
    matches!(expression, Expression::Function { name, .. }
        if name.iter().any(|name| name.text == "REGEXP_LIKE"))
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
        "REGEXP i" => "NOT REGEXP i",
        "NOT REGEXP i" => "REGEXP i",
        "REGEXP flags" => "NOT REGEXP flags",
        "NOT REGEXP flags" => "REGEXP flags",
        "NOT ILIKE" => "ILIKE",
        "BETWEEN" => "NOT BETWEEN",
        "NOT BETWEEN" => "BETWEEN",
        "BETWEEN SYMMETRIC" => "NOT BETWEEN SYMMETRIC",
        "NOT BETWEEN SYMMETRIC" => "BETWEEN SYMMETRIC",
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
