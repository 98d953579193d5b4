//! Writing what changed in a session: inserts, updates, deletes, in the order
//! of the foreign keys between their tables.

use std::collections::HashMap;
use std::rc::Rc;

use super::attributes;
use super::bulk;
use super::bulk_rows;
use super::cascade;
use super::history::History;
use super::instance::state_of;
use super::leaving;
use super::listener::{self, Told};
use super::load::{Read, fill, identity, stored_key};
use super::mapping::{Attribute, Mapper, object_of};
use super::relation_flush;
use super::store::Store;
use super::unit::{As, Unit};
use super::update::update;
use super::work::{self, What};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::mutable;
use crate::sqlalchemy::schema::{ClientDefault, ColumnConstruct, Item};
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;

/// An object and its mapping.
pub(super) type Mapped = (Rc<Instance>, Rc<Mapper>);

/// Writes what is pending, changed and deleted.
pub(super) fn flush(interpreter: &mut Interpreter, store: &Rc<Store>) -> Result<()> {
    if !store.has_work() {
        return Ok(());
    }
    let mut is_dirty = !store.pending().is_empty() || !store.deleted().is_empty();
    for value in store.to_flush() {
        is_dirty = is_dirty || is_dirty_one(interpreter, &value)?;
    }
    if !is_dirty {
        return Ok(());
    }
    listener::tell_of_session(interpreter, store, "before_flush")?;
    let written = match listener::hears_of_sessions(interpreter, "after_flush") {
        true => Some(Written {
            new: store.pending(),
            dirty: dirty(interpreter, store)?,
            deleted: store.deleted(),
        }),
        false => None,
    };
    let known = store.to_flush();
    let waiting = store.pending().into_iter().chain(store.deleted());
    // What listens to a class may have come after its objects.
    for value in known.iter().cloned().chain(waiting) {
        if let Some((_, mapper)) = object_of(&value) {
            mapper.usable(interpreter)?;
        }
    }
    let deleted = store.take_deleted();
    let mut unit = Unit::new(store);
    for value in store.take_pending().into_iter().chain(known) {
        let Some((instance, _)) = object_of(&value) else {
            continue;
        };
        if deleted.iter().any(|own| own.is_same(&value)) {
            continue;
        }
        let is_orphan = cascade::is_orphan(interpreter, &instance)?;
        let has_key = state_of(&instance).has_key();
        if is_orphan && !has_key && state_of(&instance).is_orphaned.get() {
            store.expunge(&value);
            continue;
        }
        if !has_key || is_orphan || is_dirty_one(interpreter, &value)? {
            unit.register(
                &value,
                if is_orphan && has_key {
                    As::Leaving
                } else {
                    As::Saved
                },
            );
        }
    }
    for value in &deleted {
        unit.register(value, As::Leaving);
    }
    if unit.is_empty() {
        return Ok(());
    }
    unit.gather(interpreter)?;
    let steps = work::steps(interpreter, &unit)?;
    for step in &steps {
        let objects = step.objects(&unit);
        if objects.is_empty() {
            continue;
        }
        let told = told(step.is_uncertain || step.is_of_some() && objects.len() > 1);
        match &step.what {
            What::Save => save(interpreter, &mut unit, objects, told)?,
            What::Relate(relationship, leaves) => {
                relation_flush::process(interpreter, &mut unit, relationship, (&objects, *leaves))?;
            }
            What::Delete => leaving::delete(interpreter, store, objects, told)?,
        }
    }
    if let Some(written) = written {
        // What was written still stands where it stood.
        store.written.replace(Some(written));
        let told = listener::tell_of_session(interpreter, store, "after_flush");
        store.written.take();
        told?;
    }
    for (instance, _) in unit.stay() {
        relation_flush::written(instance);
        // What was to leave and came to somebody leaves with the next flush, as in SQLAlchemy.
        let was_to_leave =
            |own: &Value| object_of(own).is_some_and(|(own, _)| Rc::ptr_eq(&own, instance));
        if deleted.iter().any(was_to_leave) && state_of(instance).is_stored() {
            store.delete(instance);
        }
        state_of(instance).is_orphaned.set(false);
        if store.is_nested() {
            store.altered(instance);
        }
    }
    for (instance, _) in store.to_flush().iter().filter_map(object_of) {
        relation_flush::written(&instance);
    }
    store.flushed();
    listener::tell_of_session(interpreter, store, "after_flush_postexec")
}

/// What a flush wrote, as a session shows it while it is told.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) new: Vec<Value>,
    pub(super) dirty: Vec<Value>,
    pub(super) deleted: Vec<Value>,
}

/// `session.dirty`
pub(super) fn dirty(interpreter: &mut Interpreter, store: &Store) -> Result<Vec<Value>> {
    let mut changed = Vec::new();
    for value in store.to_flush() {
        let Some((instance, _)) = object_of(&value) else {
            continue;
        };
        if is_dirty_one(interpreter, &value)? && !store.is_to_be_deleted(&instance) {
            changed.push(value);
        }
    }
    Ok(changed)
}

/// Whether a session has nothing to write.
pub(super) fn is_clean(interpreter: &mut Interpreter, store: &Store) -> Result<bool> {
    Ok(store.pending().is_empty()
        && store.deleted().is_empty()
        && dirty(interpreter, store)?.is_empty())
}

/// Whether an object was given something, or a value within it changed.
pub(super) fn is_dirty_one(interpreter: &mut Interpreter, value: &Value) -> Result<bool> {
    let was_given = |(own, _): Mapped| state_of(&own).mark.is_changed.get();
    Ok(object_of(value).is_some_and(was_given) || is_changed(interpreter, value)?)
}

/// Writes the rows of objects of one class: updates, then inserts.
fn save(
    interpreter: &mut Interpreter,
    unit: &mut Unit<'_>,
    objects: Vec<Mapped>,
    told: Told,
) -> Result<()> {
    let has_row = |(instance, _): &Mapped| state_of(instance).has_key();
    let (touched, pending): (Vec<_>, Vec<_>) = objects.into_iter().partition(has_row);
    let touched = work::by_key(interpreter, touched)?;
    tell_all(interpreter, &pending, "before_insert", told)?;
    tell_all(interpreter, &touched, "before_update", told)?;
    let mut inserted = Vec::new();
    for object in &pending {
        match of_same_key(interpreter, unit, object)? {
            Some(old) => take_over(interpreter, unit, object, old)?,
            None => inserted.push(object),
        }
    }
    for (instance, mapper) in &touched {
        update(interpreter, instance, mapper)?;
    }
    if let Some((_, mapper)) = inserted.first() {
        let all = |own: &Attribute| {
            let mut objects = inserted.iter();
            objects.all(|(instance, _)| instance.scope.has(&own.name))
        };
        bulk::no_query_of_many(interpreter, mapper, inserted.len(), all)?;
    }
    for (instance, mapper) in inserted {
        insert(interpreter, unit.store, instance, mapper)?;
    }
    for (instance, mapper) in &touched {
        attributes::forget_computed(instance, mapper);
    }
    tell_all(interpreter, &pending, "after_insert", told)?;
    tell_all(interpreter, &touched, "after_update", told)
}

/// The object that leaves whose key a new one has.
fn of_same_key(
    interpreter: &mut Interpreter,
    unit: &Unit<'_>,
    (instance, mapper): &Mapped,
) -> Result<Option<Value>> {
    let key = mapper.key().map(|own| {
        let value = instance.scope.get(&own.name);
        value.filter(|value| !value.is_none() && clause::as_expression(value).is_none())
    });
    let Some(key) = key.collect::<Option<Vec<Value>>>() else {
        return Ok(None);
    };
    let identity = identity(interpreter, mapper, &key)?;
    let known = unit.store.known(&identity);
    Ok(known.filter(|known| object_of(known).is_some_and(|(own, _)| unit.leaves(&own))))
}

fn told(is_uncertain: bool) -> Told {
    match is_uncertain {
        true => Told::SomewhereElse,
        false => Told::InPlace,
    }
}

pub(super) fn tell_all(
    interpreter: &mut Interpreter,
    objects: &[Mapped],
    identifier: &str,
    told: Told,
) -> Result<()> {
    for object in objects {
        listener::tell(interpreter, object, identifier, told)?;
    }
    Ok(())
}

/// SQLAlchemy gives the row of a deleted object to a new one of the same key:
/// what the new one was given is written, and the rest of the row stays.
fn take_over(
    interpreter: &mut Interpreter,
    unit: &mut Unit<'_>,
    (instance, mapper): &Mapped,
    old: Value,
) -> Result<()> {
    let store = unit.store;
    if let Some((old, _)) = object_of(&old) {
        unit.is_taken_over(&old);
    }
    mapper.is_unversioned(interpreter, "an object that takes the row of a deleted one")?;
    if mapper.lineage.is_some() {
        return Err(interpreter.unsupported(
            "an object that is deleted and another one of the same key that is added in one flush, of classes that share rows",
        ));
    }
    let has_relationships = instance.class.scope.entries().iter().any(|(_, value)| {
        value
            .downcast::<super::relationship::Relationship>()
            .is_some()
    });
    if has_relationships {
        return Err(interpreter.refuse(
            "python-unsupported",
            "An object is deleted and another one of the same key added in one flush, and their class has relationships.",
            Some("Call session.flush() between the two."),
        ));
    }
    let mut key = Vec::new();
    let mut stored = HashMap::new();
    for own in mapper.key() {
        let value = instance.scope.get(&own.name).unwrap_or(Value::None);
        stored.insert(own.name.clone(), value.clone());
        key.push(value);
    }
    let identity = identity(interpreter, mapper, &key)?;
    store.row_deleted(identity.clone(), old);
    state_of(instance).stored.replace(Some(stored));
    store.keep_new(identity, &Value::Instance(instance.clone()));
    update(interpreter, instance, mapper)?;
    // What it was not given it has not, until it is read again.
    for own in &mapper.attributes {
        if !instance.scope.has(&own.name) {
            instance.scope.put(&own.name, Some(Value::None));
            state_of(instance).store_value(&own.name, Value::None);
        }
    }
    Ok(())
}

/// Whether a column that the object does not set has a value of its own.
fn has_default(construct: &ColumnConstruct) -> bool {
    let column = &construct.column;
    construct.client_default != ClientDefault::None
        || column.server_default.is_some()
        || column.computed.is_some()
        || column.identity.is_some()
        || column.sequence.is_some()
        || column.primary_key
}

fn insert(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    match &mapper.lineage {
        Some(lineage) => {
            mapper.identify(&instance.scope);
            for part in &lineage.parts {
                let cells = insert_row(interpreter, instance, part)?;
                fill(interpreter, instance, part, cells, true, Read::All)?;
            }
        }
        None => {
            let cells = insert_row(interpreter, instance, mapper)?;
            fill(interpreter, instance, mapper, cells, true, Read::All)?;
        }
    }
    let key = stored_key(instance, mapper);
    let identity = identity(interpreter, mapper, &key)?;
    store.keep_new(identity, &Value::Instance(instance.clone()));
    Ok(())
}

/// Inserts the row of an object in one table, and gives what it holds then.
fn insert_row(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
) -> Result<Vec<Value>> {
    let constructs: Vec<ColumnConstruct> = constructs(&mapper.table);
    let mut row = Vec::new();
    if let Some((version, attribute)) = mapper.versioned() {
        let first = version.behind(interpreter, &Value::None)?;
        instance.scope.put(&attribute.name, Some(first));
    }
    for attribute in &mapper.attributes {
        let own = instance.scope.get(&attribute.name).filter(|value| {
            let data_type = mapper.table.column_type(&attribute.column);
            !value.is_none() || data_type.is_some_and(|own| bulk_rows::is_none_a_value(&own))
        });
        let value = match own {
            Some(value) => Some(value),
            None => constructs
                .iter()
                .find(|construct| construct.column.name.text == attribute.column)
                .filter(|construct| !has_default(construct))
                // What was never given is NULL, also in a JSON column.
                .map(|construct| {
                    let is_given = instance.scope.has(&attribute.name);
                    match !is_given && bulk_rows::is_none_a_value(&construct.column.data_type) {
                        true => clause::Clause::value(Expression::Null, None),
                        // A type of the project's own may make something of it.
                        false => Value::None,
                    }
                }),
        };
        if let Some(value) = value {
            row.push((Value::str(&attribute.column), value));
        }
    }
    let row = interpreter.dict(row)?;
    let columns: Vec<Value> = mapper
        .attributes
        .iter()
        .filter_map(|attribute| mapper.table.column(&attribute.column))
        .collect();
    let statement = Value::object(StatementObject::insert(&mapper.table));
    let statement = interpreter.call_method(&statement, "values", Args::new([row]))?;
    // The whole row comes back: keys and defaults that the database made.
    let statement = interpreter.call_method(&statement, "returning", Args::new(columns))?;
    let result = engine::execute(interpreter, &statement, None, false)?;
    let found = result.downcast::<ResultObject>();
    let rows = found
        .map(|found| found.take_rows(interpreter))
        .transpose()?;
    let rows = rows.map(|(_, rows)| rows);
    // A program that is tried while importing has a database that gives no row.
    let given = |own: &Attribute| instance.scope.get(&own.name).unwrap_or(Value::None);
    let mut cells = rows
        .and_then(|rows| rows.into_iter().next())
        .unwrap_or_else(|| mapper.attributes.iter().map(given).collect());
    // What the object was given it keeps as it is, until the row is read again.
    for (own, cell) in mapper.attributes.iter().zip(&mut cells) {
        let value = given(own);
        if !value.is_none() && clause::as_expression(&value).is_none() {
            *cell = value;
        }
    }
    Ok(cells)
}

pub(super) fn constructs(table: &TableObject) -> Vec<ColumnConstruct> {
    let items = table.items.borrow();
    items
        .iter()
        .filter_map(|item| match item {
            Item::Column(construct) => Some((**construct).clone()),
            _ => None,
        })
        .collect()
}

/// Whether a flush would write something of an object that has a row.
pub(super) fn is_changed(interpreter: &mut Interpreter, value: &Value) -> Result<bool> {
    let Some((instance, mapper)) = object_of(value) else {
        return Ok(false);
    };
    Ok(has_given(&instance) || !changes(interpreter, &instance, &mapper)?.is_empty())
}

/// Whether an object holds of its relationships what is not written yet.
fn has_given(instance: &Rc<Instance>) -> bool {
    let state = state_of(instance);
    let held = state.all_held().into_iter().map(|(name, _)| name);
    let mut names = held.chain(state.heard.names());
    names.any(|name| History::of(&state, &name).has_changes())
}

/// The attributes whose values are no longer those of the row.
pub(super) fn changes<'a>(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &'a Mapper,
) -> Result<Vec<(&'a Attribute, Value)>> {
    let state = state_of(instance);
    let mut changed = Vec::new();
    for attribute in &mapper.attributes {
        // What is not there was not read, or not changed.
        let Some(now) = instance.scope.get(&attribute.name) else {
            continue;
        };
        let before = state.stored_value(&attribute.name);
        let same = match (attribute.follows, before) {
            // What was given without being read first is written, whatever the row holds.
            (_, None) => false,
            (Some(kind), Some(before)) if kind.is_compared() => {
                mutable::is_as_before(&before, &now)
            }
            (_, Some(before)) => {
                // A clause is a new value whatever it says.
                before.is_same(&now)
                    || clause::as_expression(&now).is_none()
                        && interpreter.is_equal(&before, &now)?
            }
        };
        if !same {
            changed.push((attribute, now));
        }
    }
    Ok(changed)
}
