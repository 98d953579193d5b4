//! The expressions that an expression is made of.

use super::Expression;

/// The children of `$own`, as references of its kind, in their order.
macro_rules! children {
    ($own:expr) => {{
        let mut all = Vec::new();
        match $own {
            Expression::Raw(_)
            | Expression::Literal { .. }
            | Expression::Null
            | Expression::True
            | Expression::False
            | Expression::Column { .. }
            | Expression::Verbatim(_)
            | Expression::Values(_)
            | Expression::Select(_)
            | Expression::Compound(_)
            | Expression::Insert(_)
            | Expression::Update(_)
            | Expression::Delete(_) => {}
            Expression::Text { parameters, .. } => {
                for (_, value) in parameters {
                    all.push(value);
                }
            }
            Expression::Function { arguments, .. } => all.extend(arguments),
            Expression::Written { clauses, .. } => all.extend(clauses),
            Expression::Unary { operand, .. } | Expression::Postfix { operand, .. } => {
                all.push(operand);
            }
            Expression::Binary { left, right, .. } | Expression::Custom { left, right, .. } => {
                all.push(left);
                all.push(right);
            }
            Expression::Junction { operands, .. }
            | Expression::List(operands)
            | Expression::ArrayOf(operands) => all.extend(operands),
            Expression::Grouping(inner)
            | Expression::Exists(inner)
            | Expression::Cast {
                expression: inner, ..
            }
            | Expression::Composed {
                expression: inner, ..
            }
            | Expression::Label {
                expression: inner, ..
            } => all.push(inner),
            Expression::Filter {
                function,
                condition,
            } => {
                all.push(function);
                all.push(condition);
            }
            Expression::WithinGroup { function, order_by } => {
                all.push(function);
                all.extend(order_by);
            }
            Expression::Ordered {
                expression,
                order_by,
            } => {
                all.push(expression);
                all.extend(order_by);
            }
            Expression::Over {
                function,
                partition_by,
                order_by,
                ..
            } => {
                all.push(function);
                all.extend(partition_by);
                all.extend(order_by);
            }
            Expression::Case {
                subject,
                branches,
                otherwise,
            } => {
                if let Some(subject) = subject {
                    all.push(subject);
                }
                for (condition, result) in branches {
                    all.push(condition);
                    all.push(result);
                }
                if let Some(otherwise) = otherwise {
                    all.push(otherwise);
                }
            }
        }
        all
    }};
}

impl Expression {
    /// The expressions that it is made of, in their order; a query is not looked into.
    pub fn children(&self) -> Vec<&Self> {
        children!(self)
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        children!(self)
    }

    /// What is not what it looks like to SQLAlchemy: see [`Expression::Composed`].
    pub fn composed(self) -> Self {
        Self::Composed {
            expression: Box::new(self),
            operator: None,
            named: None,
        }
    }
}
