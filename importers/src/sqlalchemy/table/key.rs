//! The primary key of a table: what a constraint says, or else the columns themselves.

use super::TableObject;
use crate::operation::{ConstraintDefinition, Name, SqlType};
use crate::sqlalchemy::schema::{ColumnConstruct, Item};

/// The keys of the columns that a constraint names.
fn named(items: &[Item]) -> Option<&[Name]> {
    items.iter().find_map(|item| match item {
        Item::Constraint(construct) => match &construct.constraint.kind {
            ConstraintDefinition::PrimaryKey { columns } if !columns.is_empty() => {
                Some(columns.as_slice())
            }
            _ => None,
        },
        _ => None,
    })
}

impl TableObject {
    /// The columns of its primary key, in order.
    pub(crate) fn key_columns(&self) -> Vec<(Name, SqlType)> {
        let items = self.items.borrow();
        let columns = || {
            items.iter().filter_map(|item| match item {
                Item::Column(column) => Some(&**column),
                _ => None,
            })
        };
        let part = |column: &ColumnConstruct| {
            let own = &column.column;
            (own.name.clone(), own.data_type.clone())
        };
        match named(&items) {
            Some(keys) => {
                let of_key = |key: &Name| columns().find(|column| column.key() == key.text);
                keys.iter().filter_map(of_key).map(part).collect()
            }
            None => columns()
                .filter(|one| one.column.primary_key)
                .map(part)
                .collect(),
        }
    }

    /// A column that a constraint makes a part of the key says so itself.
    pub(super) fn as_key(&self, mut construct: ColumnConstruct) -> ColumnConstruct {
        let items = self.items.borrow();
        let mut keys = named(&items).into_iter().flatten();
        if keys.any(|name| name.text == construct.key()) {
            construct.column.primary_key = true;
            construct.column.nullable &= construct.column.nullable_given;
        }
        construct
    }
}
