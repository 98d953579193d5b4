//! The primary key of columns that a batch adds with `primary_key=True`.
//!
//! SQLAlchemy makes a table's key of the columns that say so, where no constraint says it.

use super::apply::{Work, WorkConstraint};
use super::table::{ColumnDefinition, ColumnRule, KeyColumn, TableConstraint, TableRule};

/// Takes the key out of the definition of a column: whether it is one. One that counts stays.
pub(super) fn take(definition: &mut ColumnDefinition) -> bool {
    let rules = &mut definition.constraints;
    let count = rules.len();
    rules.retain(|one| {
        !matches!(
            one.rule,
            ColumnRule::PrimaryKey {
                autoincrement: false,
                ..
            }
        )
    });
    rules.len() < count
}

impl Work<'_> {
    /// Makes the key of what was added, once all changes are applied and none is left.
    pub(super) fn make_key(&mut self) {
        let mut added = std::mem::take(&mut self.added_keys);
        added.retain(|key| self.columns.iter().any(|column| column.key == *key));
        let is_in_table = self
            .constraints
            .iter()
            .any(|work| matches!(work.constraint.rule, TableRule::PrimaryKey { .. }));
        let mut rules = self
            .columns
            .iter()
            .flat_map(|column| &column.definition.constraints);
        let is_in_column = rules.any(|one| matches!(one.rule, ColumnRule::PrimaryKey { .. }));
        if added.is_empty() || is_in_table || is_in_column {
            return;
        }
        let columns = added.into_iter().map(|name| KeyColumn {
            name,
            suffix: String::new(),
        });
        self.constraints.push(WorkConstraint {
            constraint: TableConstraint {
                name: self.key_name.take(),
                rule: TableRule::PrimaryKey {
                    columns: columns.collect(),
                    conflict: None,
                },
            },
            added: true,
        });
    }
}
