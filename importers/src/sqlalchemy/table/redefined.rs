//! Columns that take the place of others of their name.

use crate::operation::ConstraintDefinition;
use crate::sqlalchemy::schema::Item;

fn column_name(item: &Item) -> Option<&str> {
    match item {
        Item::Column(column) => Some(&column.column.name.text),
        Item::Constraint(_) | Item::Index(_) => None,
    }
}

fn leaves_from(item: &Item, column: &str) -> bool {
    match item {
        Item::Constraint(constraint) => match &constraint.constraint.kind {
            ConstraintDefinition::ForeignKey { columns, .. } => {
                columns.iter().any(|name| name.text == column)
            }
            _ => false,
        },
        Item::Column(_) | Item::Index(_) => false,
    }
}

/// The first column of these whose name the table has.
pub(super) fn second(own: &[Item], items: &[Item]) -> Option<String> {
    let mut names = items.iter().filter_map(column_name);
    let is_there = |name: &&str| own.iter().any(|own| column_name(own) == Some(*name));
    names.find(is_there).map(str::to_owned)
}

/// Adds an item. A column takes the place of the one of its name, whose foreign keys go with it.
pub(super) fn put(items: &mut Vec<Item>, item: Item) {
    let place = column_name(&item).and_then(|name| {
        let place = items.iter().position(|own| column_name(own) == Some(name));
        place.map(|place| (place, name.to_owned()))
    });
    let Some((place, name)) = place else {
        items.push(item);
        return;
    };
    if let Some(own) = items.get_mut(place) {
        *own = item;
    }
    items.retain(|own| !leaves_from(own, &name));
}
