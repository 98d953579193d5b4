//! What a batch states of the table instead of what is live: `copy_from=`,
//! `reflect_args=` and `table_kwargs=`.

use crate::script::TableOption;

use super::apply::Work;
use super::error::RebuildError;
use super::table::{ColumnConstraint, ColumnDefinition, ColumnRule, TableDefinition, TableRule};

/// Puts a stated table in the live one's place. Columns that only the live
/// table has stay: their values are nowhere else.
pub(super) fn copy(live: &mut TableDefinition, text: &str) -> Result<(), RebuildError> {
    let stated = TableDefinition::parse(text)?;
    let columns = std::mem::replace(&mut live.columns, stated.columns);
    for column in columns {
        if live.column(&column.name).is_none() {
            live.columns.push(column);
        }
    }
    live.constraints = stated.constraints;
    live.strict |= stated.strict;
    live.without_rowid |= stated.without_rowid;
    Ok(())
}

impl Work<'_> {
    /// Takes the live column as something else; only its values stay.
    pub(super) fn read_as(&mut self, definition: &str) -> Result<(), RebuildError> {
        let stated = ColumnDefinition::parse(definition)?;
        let at = self.find(&stated.name)?;
        if let Some(column) = self.columns.get_mut(at) {
            // What SQLAlchemy's columns do not say stays as it is in the live table.
            let kept = column.definition.constraints.iter().filter(|one| {
                !matches!(
                    one.rule,
                    ColumnRule::NotNull { .. } | ColumnRule::Null | ColumnRule::Default(_)
                )
            });
            let mut constraints = stated.constraints;
            constraints.extend(kept.cloned());
            column.definition.data_type = stated.data_type;
            column.definition.constraints = constraints;
        }
        Ok(())
    }

    /// Gives the new table an option.
    pub(super) fn option(&mut self, option: TableOption) {
        match option {
            TableOption::Strict => self.table.strict = true,
            TableOption::WithoutRowid => self.table.without_rowid = true,
            TableOption::Autoincrement => self.count(),
        }
    }

    /// Makes the primary key count, where it is one column of whole numbers;
    /// as with SQLAlchemy, any other key stays as it is.
    fn count(&mut self) {
        let keys = self.constraints.iter();
        let key = keys
            .into_iter()
            .find_map(|work| match &work.constraint.rule {
                TableRule::PrimaryKey { columns, .. } => Some(columns.as_slice()),
                _ => None,
            });
        let found = self.columns.iter().position(|column| match key {
            Some([only]) => only.name.eq_ignore_ascii_case(&column.key),
            Some(_) => false,
            None => column.definition.constraints.iter().any(is_key),
        });
        let Some(column) = found.and_then(|at| self.columns.get_mut(at)) else {
            return;
        };
        let data_type = column.definition.data_type.as_deref().unwrap_or_default();
        if !data_type.to_ascii_uppercase().contains("INT") {
            return;
        }
        if data_type.eq_ignore_ascii_case("INT") {
            // SQLite counts only where the type is spelt so.
            column.definition.data_type = Some("INTEGER".to_owned());
        }
        // The key stands beside the column.
        column.definition.constraints.retain(|one| !is_key(one));
        column.definition.constraints.push(ColumnConstraint {
            name: None,
            rule: ColumnRule::PrimaryKey {
                order: None,
                conflict: None,
                autoincrement: true,
            },
        });
        self.constraints
            .retain(|work| !matches!(work.constraint.rule, TableRule::PrimaryKey { .. }));
    }
}

fn is_key(constraint: &ColumnConstraint) -> bool {
    matches!(constraint.rule, ColumnRule::PrimaryKey { .. })
}
