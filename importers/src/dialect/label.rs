//! The labels that SQLAlchemy gives to columns of a query that have no name of their own:
//! `lower_1`, `anon_1`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::expression;
use crate::operation::Expression;

/// Counts the labels of one statement.
#[derive(Debug, Default)]
pub(crate) struct Labels(RefCell<BTreeMap<String, u32>>);

impl Labels {
    /// `name_1`, then `name_2`, through the whole statement.
    fn next(&self, name: &str) -> String {
        let mut counts = self.0.borrow_mut();
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        format!("{name}_{count}")
    }

    /// The label of a column in the list of a query, where it gets one. `seen` holds the
    /// names that the list has shown already.
    pub(crate) fn of(&self, column: &Expression, seen: &mut BTreeSet<String>) -> Option<String> {
        match column {
            Expression::Column { name, .. } => {
                (!seen.insert(name.text.clone())).then(|| self.next(&name.text))
            }
            Expression::Function { name, .. } => name
                .last()
                .map(|name| self.next(&expression::function_name(name))),
            Expression::Cast { expression, .. } => match expression.as_ref() {
                Expression::Column { name, .. } | Expression::Label { label: name, .. } => {
                    Some(if seen.insert(name.text.clone()) {
                        name.text.clone()
                    } else {
                        self.next(&name.text)
                    })
                }
                _ => Some(self.next("anon")),
            },
            Expression::Binary { .. }
            | Expression::Junction { .. }
            | Expression::Literal { .. }
            | Expression::Null
            | Expression::True
            | Expression::False
            | Expression::Case { .. }
            | Expression::Exists(_)
            | Expression::Grouping(_) => Some(self.next("anon")),
            Expression::Postfix { operator, .. } if operator.trim_start().starts_with("IS ") => {
                Some(self.next("anon"))
            }
            _ => None,
        }
    }
}
