//! What a session asks of a statement that was made of a mapped class.

use super::{Statement, StatementObject};
use crate::operation::expression::Select;
use crate::python::value::Value;
use crate::sqlalchemy::clause;

/// What a statement does to rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It makes some.
    Insert,
    /// It changes some.
    Update,
    /// It takes some away.
    Delete,
}

impl StatementObject {
    /// The mapped class that an insert, update or delete was made of, and what
    /// it does to its rows.
    pub(crate) fn changed_entity(&self) -> Option<(Verb, &Value)> {
        let verb = match self.statement {
            Statement::Insert(_) => Verb::Insert,
            Statement::Update(_) => Verb::Update,
            Statement::Delete(_) => Verb::Delete,
            Statement::Select(_) | Statement::Compound(_) => return None,
        };
        Some((verb, self.joined.as_ref()?))
    }

    /// Whether an update or a delete says which rows it means.
    pub(crate) fn has_conditions(&self) -> bool {
        match &self.statement {
            Statement::Update(update) => !update.conditions.is_empty(),
            Statement::Delete(delete) => !delete.conditions.is_empty(),
            _ => false,
        }
    }

    /// The names of the columns that an update sets.
    pub(crate) fn set_columns(&self) -> Vec<String> {
        match &self.statement {
            Statement::Update(update) => {
                let names = update.values.iter();
                names.map(|(name, _)| name.text.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A select of these columns of the rows that an update or a delete changes.
    pub(crate) fn of_changed_rows(&self, columns: &[Value]) -> Option<Self> {
        let conditions = match &self.statement {
            Statement::Update(update) => &update.conditions,
            Statement::Delete(delete) => &delete.conditions,
            _ => return None,
        };
        let select = Select {
            columns: columns.iter().filter_map(clause::as_expression).collect(),
            conditions: conditions.clone(),
            ..Select::default()
        };
        Some(Self::query(Statement::Select(select)))
    }
}
