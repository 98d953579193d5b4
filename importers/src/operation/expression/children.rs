//! The expressions that an expression is made of.

use super::{Expression, From, Select};

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
            | Expression::LookedUp { .. }
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
            | Expression::Field {
                function: inner, ..
            }
            | Expression::Cast {
                expression: inner, ..
            }
            | Expression::Composed {
                expression: inner, ..
            }
            | Expression::Label {
                expression: inner, ..
            }
            | Expression::Object {
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

/// The parameters of a text: names and values.
pub(crate) type Parameters = Vec<(String, Expression)>;

impl Expression {
    /// The expressions that it is made of, in their order; a query is not looked into.
    pub fn children(&self) -> Vec<&Self> {
        children!(self)
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        children!(self)
    }

    /// Calls a function for each column of the expression and of the queries in it.
    pub fn each_column(&mut self, change: &mut dyn FnMut(&mut Self)) {
        self.each(&mut |one| {
            if matches!(one, Self::Column { .. }) {
                change(one);
            }
        });
    }

    /// The same for each text, with its parameters.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&str, &mut Parameters)) {
        self.each(&mut |one| {
            if let Self::Text { text, parameters } = one {
                change(text, parameters);
            }
        });
    }

    /// The same for each column and each text.
    fn each(&mut self, change: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::Column { .. } => change(self),
            Self::Text { .. } => {
                change(self);
                for child in self.children_mut() {
                    child.each(change);
                }
            }
            Self::LookedUp { found, .. } => {
                if let Some(found) = found {
                    found.each(change);
                }
            }
            Self::Select(select) => {
                let Select {
                    distinct_on,
                    columns,
                    from,
                    conditions,
                    group_by,
                    having,
                    order_by,
                    limit,
                    offset,
                    ..
                } = &mut **select;
                for from in from {
                    from.each(change);
                }
                let lists = [distinct_on, columns, conditions, group_by, having, order_by];
                let ends = limit.iter_mut().chain(offset);
                for expression in lists.into_iter().flatten().chain(ends) {
                    expression.each(change);
                }
            }
            Self::Compound(compound) => {
                let queries = compound.queries.iter_mut();
                for expression in queries.chain(&mut compound.order_by) {
                    expression.each(change);
                }
            }
            _ => {
                for child in self.children_mut() {
                    child.each(change);
                }
            }
        }
    }

    /// Whether it is a query, or one stands in it.
    pub fn asks_rows(&self) -> bool {
        matches!(self, Self::Select(_) | Self::Compound(_))
            || self.children().into_iter().any(Self::asks_rows)
    }

    /// Whether it is `and_()` or `or_()` without operands: a condition that is not written.
    pub fn is_empty_junction(&self) -> bool {
        matches!(self, Self::Junction { operands, .. } if operands.is_empty())
    }

    /// What is not what it looks like to SQLAlchemy: see [`Expression::Composed`].
    pub fn composed(self) -> Self {
        Self::Composed {
            expression: Box::new(self),
            operator: None,
            named: None,
            within: None,
        }
    }
}

impl From {
    /// The same for the conditions of joins.
    fn each(&mut self, change: &mut dyn FnMut(&mut Expression)) {
        if let Self::Join {
            left, right, on, ..
        } = self
        {
            left.each(change);
            right.each(change);
            on.each(change);
        }
    }
}
