//! Columns that a class body names by themselves (`Index("ix", user_id)` in
//! `__table_args__`): they have no name before the class gives them one.

use std::collections::HashMap;

use crate::operation::expression::Source;
use crate::operation::{ConstraintDefinition, Expression, OptionValue};
use crate::python::value::Value;
use crate::sqlalchemy::clause::{self, Clause};
use crate::sqlalchemy::schema::Item;

/// The names that columns of a class body have by now, and the table that they are of.
pub(super) struct Named {
    pub(super) names: HashMap<String, String>,
    pub(super) source: Source,
    /// The columns that have a name of their own.
    pub(super) named: Vec<String>,
}

impl Named {
    /// A clause with the columns of the class body by their names; `None` where it is none.
    pub(super) fn settled(&self, value: &Value) -> Option<Value> {
        self.with(value, |text| self.names.get(text).cloned())
    }

    /// The same of a join, in which a column without a table is one of the class.
    pub(super) fn settled_join(&self, value: &Value) -> Option<Value> {
        let named = |text: &str| self.named.iter().find(|own| **own == *text).cloned();
        self.with(value, |text| {
            self.names.get(text).cloned().or_else(|| named(text))
        })
    }

    fn with(&self, value: &Value, known: impl Fn(&str) -> Option<String>) -> Option<Value> {
        let (mut expression, data_type) = clause::parts(value)?;
        expression.each_column(&mut |column| {
            if let Expression::Column {
                table: table @ None,
                name,
                ..
            } = column
                && let Some(known) = known(&name.text)
            {
                name.text = known;
                *table = Some(self.source.clone());
            }
        });
        Some(Clause::value(expression, data_type))
    }
}

/// Gives what stands for names of columns their names.
pub(super) fn settle(items: &mut [Item], names: &HashMap<String, String>) {
    let set = |text: &mut String| {
        if let Some(known) = names.get(text) {
            text.clone_from(known);
        }
    };
    let mut column = |expression: &mut Expression| {
        if let Expression::Column { name, .. } = expression {
            set(&mut name.text);
        }
    };
    for item in items {
        let options = match item {
            Item::Column(_) => continue,
            Item::Constraint(construct) => {
                match &mut construct.constraint.kind {
                    ConstraintDefinition::PrimaryKey { columns }
                    | ConstraintDefinition::Unique { columns }
                    | ConstraintDefinition::ForeignKey { columns, .. } => {
                        columns.iter_mut().for_each(|name| set(&mut name.text));
                    }
                    ConstraintDefinition::Check { condition } => condition.each_column(&mut column),
                    ConstraintDefinition::Exclude {
                        elements,
                        condition,
                        ..
                    } => {
                        for (element, _) in elements {
                            element.each_column(&mut column);
                        }
                        if let Some(condition) = condition {
                            condition.each_column(&mut column);
                        }
                    }
                }
                &mut construct.constraint.options
            }
            Item::Index(construct) => {
                for expression in &mut construct.expressions {
                    expression.each_column(&mut column);
                }
                &mut construct.options
            }
        };
        for value in options.values_mut() {
            each_name(value, &mut column);
        }
    }
}

/// The same for what an option of a dialect says (`postgresql_include=[user_id]`).
fn each_name(option: &mut OptionValue, column: &mut dyn FnMut(&mut Expression)) {
    match option {
        OptionValue::Expression(expression) => expression.each_column(column),
        OptionValue::List(items) => items.iter_mut().for_each(|item| each_name(item, column)),
        OptionValue::Map(pairs) => pairs
            .iter_mut()
            .for_each(|(_, item)| each_name(item, column)),
        OptionValue::None | OptionValue::Bool(_) | OptionValue::Int(_) | OptionValue::Text(_) => {}
    }
}
