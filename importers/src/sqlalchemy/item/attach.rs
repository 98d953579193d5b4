//! Indexes and constraints of tables: those that the columns of a table attach to it,
//! and those that it lists.

use std::rc::Rc;

use super::{ItemObject, SchemaItem};
use crate::operation::expression::Source;
use crate::operation::{ConstraintDefinition, Expression, Name};
use crate::python::interpreter::Interpreter;
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;
use crate::sqlalchemy::naming::{Convention, Given};
use crate::sqlalchemy::schema::{ConstraintConstruct, FirstColumn, IndexConstruct, Item, Scheme};
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{clause, join, source};

/// The table whose columns are among these values.
pub(super) fn table_of(interpreter: &mut Interpreter, values: &[Value]) -> Option<Rc<TableObject>> {
    for value in values {
        let sources: Vec<Source> = match value.downcast::<ColumnObject>() {
            Some(column) => column.table.get().into_iter().cloned().collect(),
            None => clause::as_expression(value)
                .map(|expression| source::named_in(&expression))
                .unwrap_or_default(),
        };
        let Some(name) = sources.first().and_then(Source::table) else {
            continue;
        };
        let full = match &name.schema {
            Some(schema) => format!("{}.{}", schema.text, name.name.text),
            None => name.name.text.clone(),
        };
        if let Some(table) = join::table_named(interpreter, &full) {
            return Some(table);
        }
    }
    None
}

/// An index, which belongs to the table of its columns.
pub(super) fn index(construct: IndexConstruct, table: Option<Rc<TableObject>>) -> Value {
    if let Some(table) = &table {
        table
            .items
            .borrow_mut()
            .push(Item::Index(construct.clone()));
    }
    listed_index(construct, table)
}

/// A constraint, which belongs to the table of its columns.
pub(super) fn constraint(
    class: &'static str,
    construct: ConstraintConstruct,
    table: Option<Rc<TableObject>>,
) -> Value {
    let is_key = matches!(
        construct.constraint.kind,
        ConstraintDefinition::PrimaryKey { .. }
    );
    if let Some(table) = table.as_ref().filter(|_| !is_key) {
        let construct = construct.clone();
        table.items.borrow_mut().push(Item::Constraint(construct));
    }
    listed(class, construct, table)
}

fn listed_index(construct: IndexConstruct, table: Option<Rc<TableObject>>) -> Value {
    Value::object(ItemObject {
        class: "Index",
        item: SchemaItem::Index(construct),
        table,
    })
}

fn listed(
    class: &'static str,
    construct: ConstraintConstruct,
    table: Option<Rc<TableObject>>,
) -> Value {
    Value::object(ItemObject {
        class,
        item: SchemaItem::Constraint(construct),
        table,
    })
}

/// `table.indexes`
pub(crate) fn indexes_of(interpreter: &Interpreter, table: &Rc<TableObject>) -> Vec<Value> {
    let mut all = Vec::new();
    let default = Convention::default();
    let scheme = Scheme {
        convention: table.convention.as_ref().unwrap_or(&default),
        dialect: interpreter.dialect(),
        is_alone: false,
    };
    let named = |key: &mut Name| {
        for item in table.items.borrow().iter() {
            if let Item::Column(column) = item
                && column.key.as_ref() == Some(&key.text)
            {
                *key = column.column.name.clone();
                return;
            }
        }
    };
    let mut add = |mut construct: IndexConstruct| {
        for element in &mut construct.expressions {
            if let Expression::Column { name, .. } = element {
                named(name);
            }
        }
        for first in &mut construct.firsts {
            if let FirstColumn::Own(key) = first {
                named(key);
            }
        }
        if let Ok(named) =
            scheme.index_among(&table.name, construct.clone(), &table.names_and_keys())
        {
            construct.given = Given::Final(named.name);
        }
        all.push(listed_index(construct, Some(table.clone())));
    };
    for item in table.items.borrow().iter() {
        if let Item::Column(column) = item
            && let Some(spatial) = column.spatial
        {
            let name = &column.column.name;
            let index = spatial.index(&table.name.name.text, name, name);
            index.into_iter().for_each(&mut add);
        }
        match item {
            Item::Column(column) if column.has_index() => {
                add(IndexConstruct::of_columns(
                    Given::None,
                    [column.column.name.clone()],
                    column.is_unique(),
                    crate::operation::DialectOptions::new(),
                ));
            }
            Item::Index(index) => add(index.clone()),
            _ => {}
        }
    }
    all
}

/// A constraint of a table with the name that the convention of its metadata gives it.
fn named(
    interpreter: &Interpreter,
    class: &'static str,
    mut construct: ConstraintConstruct,
    table: &Rc<TableObject>,
) -> Value {
    let default = Convention::default();
    let scheme = Scheme {
        convention: table.convention.as_ref().unwrap_or(&default),
        dialect: interpreter.dialect(),
        is_alone: false,
    };
    let keys = table.names_and_keys();
    let made = scheme.constraint_among(&table.name, construct.clone(), &keys);
    if let Ok(Some(name)) = made.map(|made| made.name) {
        construct.given = Given::Final(name);
    }
    listed(class, construct, Some(table.clone()))
}

/// `table.foreign_key_constraints`
pub(crate) fn foreign_keys_of(interpreter: &Interpreter, table: &Rc<TableObject>) -> Vec<Value> {
    let keys = crate::sqlalchemy::join::keys(table).into_iter();
    keys.map(|(columns, mut construct)| {
        // A key of one column says it where the column stands.
        if let ConstraintDefinition::ForeignKey { columns: own, .. } =
            &mut construct.constraint.kind
        {
            *own = columns;
        }
        named(interpreter, "ForeignKeyConstraint", construct, table)
    })
    .collect()
}

/// `table.foreign_keys`; `column.foreign_keys` where a column is named.
pub(crate) fn column_keys_of(table: &Rc<TableObject>, column: Option<&str>) -> Vec<Value> {
    let mut all = Vec::new();
    for (columns, construct) in crate::sqlalchemy::join::keys(table) {
        let ConstraintDefinition::ForeignKey { referred, .. } = &construct.constraint.kind else {
            continue;
        };
        for (own, other) in columns.iter().zip(referred) {
            if column.is_some_and(|column| own.text != column) {
                continue;
            }
            let mut one = construct.clone();
            if let ConstraintDefinition::ForeignKey {
                columns, referred, ..
            } = &mut one.constraint.kind
            {
                *columns = vec![own.clone()];
                *referred = vec![other.clone()];
            }
            all.push(Value::object(ItemObject {
                class: "ForeignKey",
                item: SchemaItem::ForeignKey(one),
                table: Some(table.clone()),
            }));
        }
    }
    all
}

/// An attribute of a `ForeignKeyConstraint` in a table.
pub(super) fn key_constraint_attribute(
    construct: &ConstraintConstruct,
    table: &Rc<TableObject>,
    name: &str,
) -> Option<Value> {
    let ConstraintDefinition::ForeignKey {
        on_delete,
        on_update,
        ..
    } = &construct.constraint.kind
    else {
        return None;
    };
    let text = |text: &Option<String>| text.as_ref().map_or(Value::None, Value::str);
    match name {
        "ondelete" => Some(text(on_delete)),
        "onupdate" => Some(text(on_update)),
        "elements" => {
            let all = column_keys_of(table, None).into_iter();
            let own = all.filter(|key| {
                key.downcast::<ItemObject>()
                    .is_some_and(|key| match &key.item {
                        SchemaItem::ForeignKey(key) => key.order == construct.order,
                        _ => false,
                    })
            });
            Some(Value::tuple(own.collect::<Vec<_>>()))
        }
        _ => None,
    }
}

/// An attribute of a `ForeignKey` in a table.
pub(super) fn key_attribute(
    interpreter: &mut Interpreter,
    construct: &ConstraintConstruct,
    table: Option<&Rc<TableObject>>,
    name: &str,
) -> Option<Value> {
    let ConstraintDefinition::ForeignKey {
        columns,
        references,
        referred,
        on_delete,
        on_update,
        ..
    } = &construct.constraint.kind
    else {
        return None;
    };
    let text = |text: &Option<String>| text.as_ref().map_or(Value::None, Value::str);
    let target = referred.first()?;
    match name {
        "ondelete" => Some(text(on_delete)),
        "onupdate" => Some(text(on_update)),
        "target_fullname" => Some(Value::str(format!("{}.{}", references.key(), target.text))),
        "parent" => table?.column(&columns.first()?.text),
        "column" => {
            let table = table?;
            let metadata = table.metadata.borrow().upgrade();
            let other = metadata.and_then(|own| own.find(&references.key()));
            let other = other.or_else(|| join::table_named(interpreter, &references.key()))?;
            other.column(&target.text)
        }
        "constraint" => {
            let all = foreign_keys_of(interpreter, table?).into_iter();
            all.into_iter().find(|own| {
                own.downcast::<ItemObject>()
                    .is_some_and(|own| match &own.item {
                        SchemaItem::Constraint(own) => own.order == construct.order,
                        _ => false,
                    })
            })
        }
        _ => None,
    }
}

/// `table.primary_key`
pub(crate) fn primary_key_of(interpreter: &Interpreter, table: &Rc<TableObject>) -> Value {
    let found = table.items.borrow().iter().find_map(|item| match item {
        Item::Constraint(construct)
            if matches!(
                construct.constraint.kind,
                ConstraintDefinition::PrimaryKey { .. }
            ) =>
        {
            Some(construct.clone())
        }
        _ => None,
    });
    let construct = found.unwrap_or_else(|| {
        let columns = table.key_columns().into_iter().map(|(name, _)| name);
        let kind = ConstraintDefinition::PrimaryKey {
            columns: columns.collect(),
        };
        ConstraintConstruct::new(Given::None, kind)
    });
    named(interpreter, "PrimaryKeyConstraint", construct, table)
}

/// `table.constraints`
pub(crate) fn constraints_of(interpreter: &Interpreter, table: &Rc<TableObject>) -> Vec<Value> {
    let mut all = vec![primary_key_of(interpreter, table)];
    let mut add = |construct: &ConstraintConstruct| {
        let class = match construct.constraint.kind {
            ConstraintDefinition::PrimaryKey { .. } => return,
            ConstraintDefinition::Unique { .. } => "UniqueConstraint",
            ConstraintDefinition::ForeignKey { .. } => "ForeignKeyConstraint",
            ConstraintDefinition::Check { .. } => "CheckConstraint",
            ConstraintDefinition::Exclude { .. } => "ExcludeConstraint",
        };
        all.push(named(interpreter, class, construct.clone(), table));
    };
    for item in table.items.borrow().iter() {
        match item {
            Item::Constraint(construct) => add(construct),
            Item::Column(column) => {
                for key in &column.foreign_keys {
                    let mut key = key.clone();
                    if let ConstraintDefinition::ForeignKey { columns, .. } =
                        &mut key.constraint.kind
                    {
                        *columns = vec![column.column.name.clone()];
                    }
                    add(&key);
                }
                if column.is_unique() && !column.has_index() {
                    let kind = ConstraintDefinition::Unique {
                        columns: vec![column.column.name.clone()],
                    };
                    add(&ConstraintConstruct::new(Given::None, kind));
                }
            }
            Item::Index(_) => {}
        }
    }
    all
}
