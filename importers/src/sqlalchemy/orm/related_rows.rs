//! The rows of what objects are related to.

use std::rc::Rc;

use super::eager;
use super::load::{self, Selected, Shape};
use super::mapping::{Attribute, Mapper};
use super::path::{Link, Path};
use super::relation_query;
use super::relationship::Relationship;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;

/// The own columns of a relationship, each with the one that is equal to it, and the table
/// that has these.
pub(super) fn near(path: &Path) -> (&[(String, String)], &Rc<TableObject>) {
    match &path.link {
        Link::Here(pairs) | Link::There(pairs) => (pairs, &path.mapper.table),
        Link::Through { own, table, .. } => (own, table),
    }
}

/// The select of what an object is related to; `None` where its key is not known.
pub(super) fn select_related(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    path: &Path,
    instance: &Rc<Instance>,
    own: &Mapper,
) -> Result<Option<Value>> {
    let mut conditions = Vec::new();
    let (pairs, table) = near(path);
    for (column, other) in pairs {
        let value = match own.of_column(column) {
            Some(attribute) => {
                interpreter.attribute(&Value::Instance(instance.clone()), &attribute.name)?
            }
            None => Value::None,
        };
        if value.is_none() {
            return Ok(None);
        }
        let column = relation_query::column(table, other);
        conditions.push(interpreter.equal(&column, &value)?);
    }
    select_where(interpreter, relationship, path, conditions).map(Some)
}

/// The select of related rows that fulfil conditions, in the relationship's order.
pub(super) fn select_where(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    path: &Path,
    mut conditions: Vec<Value>,
) -> Result<Value> {
    let mut select = Value::object(StatementObject::select_table(&path.mapper.table));
    if let Link::Through { table, other, .. } = &path.link {
        for (column, own) in other {
            let own = relation_query::column(table, own);
            let column = relation_query::column(&path.mapper.table, column);
            conditions.push(interpreter.equal(&column, &own)?);
        }
        let tables = [
            Value::Object(path.mapper.table.clone()),
            Value::Object(table.clone()),
        ];
        select = interpreter.call_method(&select, "select_from", Args::new(tables))?;
    }
    conditions.extend(relation_query::extra(interpreter, path)?);
    select = interpreter.call_method(&select, "where", Args::new(conditions))?;
    if let Some(order) = relationship.meant(interpreter, "order_by")? {
        let order = match &order {
            Value::List(_) | Value::Tuple(_) => interpreter.iterate(&order)?,
            one => vec![one.clone()],
        };
        select = interpreter.call_method(&select, "order_by", Args::new(order))?;
    }
    Ok(select)
}

/// What an object is related to, where its key says so without a query: nothing, or what the
/// session has already.
fn known(
    interpreter: &mut Interpreter,
    path: &Path,
    (instance, own): (&Rc<Instance>, &Mapper),
    store: &Rc<Store>,
) -> Result<Option<Vec<Value>>> {
    let (Link::Here(pairs), true) = (&path.link, path.extra.is_empty()) else {
        return Ok(None);
    };
    let object = Value::Instance(instance.clone());
    let mut values = Vec::with_capacity(pairs.len());
    for (column, referred) in pairs {
        let value = match own.of_column(column) {
            Some(attribute) => interpreter.attribute(&object, &attribute.name)?,
            None => Value::None,
        };
        values.push((referred, value));
    }
    if values.iter().any(|(_, value)| value.is_none()) {
        return Ok(Some(Vec::new()));
    }
    if !path.is_by_key() {
        return Ok(None);
    }
    let of_key = |own: &Attribute| {
        let mut values = values.iter();
        let found = values.find(|(referred, _)| **referred == own.column);
        found.map(|(_, value)| value.clone())
    };
    let key: Vec<Value> = path.mapper.key().filter_map(of_key).collect();
    let identity = load::identity(interpreter, &path.mapper, &key)?;
    let Some(known) = load::known(interpreter, store, &identity)? else {
        return Ok(None);
    };
    Ok(Some(known.into_iter().collect()))
}

/// What an object is related to, from its rows, after what waits is written.
pub(super) fn fetch(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    path: &Path,
    (instance, own): (&Rc<Instance>, &Mapper),
    store: &Rc<Store>,
) -> Result<Vec<Value>> {
    if let Some(known) = known(interpreter, path, (instance, own), store)? {
        return Ok(known);
    }
    // The own key is read first, where that is to be read again.
    let Some(select) = select_related(interpreter, relationship, path, instance, own)? else {
        return Ok(Vec::new());
    };
    store.flush_before_reading(interpreter)?;
    let result = engine::execute(interpreter, &select, None, false)?;
    let selected = [Selected::Entity(path.class.clone(), path.mapper.clone())];
    let shape = Shape {
        above: &eager::within(&[], own),
        ..Shape::of(&selected)
    };
    let result = load::shaped(interpreter, store, &shape, result)?;
    let objects = interpreter.call_method(&result, "scalars", Args::new([]))?;
    let objects = interpreter.call_method(&objects, "unique", Args::new([]))?;
    interpreter.iterate(&objects)
}
