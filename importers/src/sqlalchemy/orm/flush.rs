//! Writing what changed in a session: inserts, updates, deletes, in the order
//! of the foreign keys between their tables.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::bulk;
use super::cascade;
use super::instance::state_of;
use super::leaving::Leaving;
use super::listener::{self, Told};
use super::load::{Read, fill, identity, of_row, stored_key};
use super::mapping::{Attribute, Mapper, object_of};
use super::order::{Order, references};
use super::related::Held;
use super::relation_flush::{self, Arrived};
use super::relationship::Relationship;
use super::savepoint::Renamed;
use super::store::Store;
use super::work::{self, Root, Step};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::live::defaults;
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
    let known: Vec<Mapped> = store.to_flush().iter().filter_map(object_of).collect();
    let waiting = store.pending().into_iter().chain(store.deleted());
    // What listens to a class may have come after its objects.
    for (_, mapper) in known
        .iter()
        .cloned()
        .chain(waiting.filter_map(|own| object_of(&own)))
    {
        mapper.usable(interpreter)?;
    }
    let pending: Vec<Mapped> = store.take_pending().iter().filter_map(object_of).collect();
    let mut arrived = Arrived::default();
    for object in known.iter().chain(&pending) {
        arrived.add(interpreter, object)?;
    }
    let mut orphans = Vec::new();
    for object in &known {
        if store.is_nested() && has_given(&object.0) {
            store.altered(Value::Instance(object.0.clone()));
        }
        orphans.extend(relation_flush::keys_left(interpreter, object, &arrived)?);
        if cascade::is_let_go(&object.0) {
            orphans.push(Value::Instance(object.0.clone()));
        }
    }
    for object in &known {
        relation_flush::keys_there(interpreter, object)?;
    }
    let mut deleted = Leaving::new(orphans.into_iter().chain(store.take_deleted()));
    let touched = touched(interpreter, store, &pending, &deleted)?;
    let leaving: Vec<Mapped> = deleted.objects();
    let saved: Vec<Mapped> = pending.iter().chain(&touched).cloned().collect();
    let steps = work::steps(interpreter, &saved, &leaving)?;
    let mut flush = Flush {
        store,
        pending,
        touched,
        is_last: !leaving.is_empty() && !ends_with_deletes(&steps),
        between: HashSet::new(),
    };
    for step in &steps {
        match step {
            Step::Save(root) => flush.save(interpreter, *root, &mut deleted)?,
            Step::Between(relationship) => flush.between(interpreter, *relationship)?,
            Step::Delete(_) => {}
            Step::Rest => flush.rest(interpreter, &mut deleted)?,
        }
    }
    let known: Vec<Mapped> = store.to_flush().iter().filter_map(object_of).collect();
    for (instance, _) in &known {
        state_of(instance).was_set.set(false);
    }
    relation_flush::rows_between(interpreter, &known, None, &mut flush.between)?;
    relation_flush::written(&known);
    deleted.delete(interpreter, store)?;
    store.flushed(interpreter);
    Ok(())
}

/// Whether nothing is saved behind a delete.
fn ends_with_deletes(steps: &[Step]) -> bool {
    let is_delete = |step: &Step| matches!(step, Step::Delete(_));
    let mut behind = steps.iter().skip_while(|step| !is_delete(step));
    behind.all(is_delete)
}

/// The objects with rows of which a flush writes something, or that were given a value.
fn touched(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    pending: &[Mapped],
    deleted: &Leaving,
) -> Result<Vec<Mapped>> {
    let known: Vec<Mapped> = store.to_flush().iter().filter_map(object_of).collect();
    let mut moved = HashSet::new();
    for object in known.iter().chain(pending) {
        for instance in relation_flush::moved_by(interpreter, object)? {
            // Its key follows, maybe only when the other has its own.
            if store.has(&Value::Instance(instance.clone())) && state_of(&instance).is_stored() {
                store.note_change(&instance);
                moved.insert(Rc::as_ptr(&instance));
            }
        }
    }
    let known: Vec<Mapped> = store.to_flush().iter().filter_map(object_of).collect();
    let mut touched = Vec::new();
    for object @ (instance, _) in &known {
        if deleted.has(instance) {
            continue;
        }
        let is_touched = state_of(instance).was_set.get()
            || moved.contains(&Rc::as_ptr(instance))
            || is_changed(interpreter, &Value::Instance(instance.clone()))?;
        touched.extend(is_touched.then(|| object.clone()));
    }
    Ok(touched)
}

/// A flush at work.
struct Flush<'a> {
    store: &'a Rc<Store>,
    /// Objects that wait for their rows.
    pending: Vec<Mapped>,
    /// Objects with rows that are written.
    touched: Vec<Mapped>,
    /// Whether deletes that SQLAlchemy runs before something else are run last.
    is_last: bool,
    /// The rows between that are written.
    between: HashSet<String>,
}

impl Flush<'_> {
    /// Writes the rows of one class: updates, then inserts.
    fn save(
        &mut self,
        interpreter: &mut Interpreter,
        root: Root,
        deleted: &mut Leaving,
    ) -> Result<()> {
        let is_own = |(_, mapper): &mut Mapped| work::root_of(mapper) == root;
        let pending: Vec<Mapped> = self.pending.extract_if(.., is_own).collect();
        let touched: Vec<Mapped> = self.touched.extract_if(.., is_own).collect();
        let touched = work::by_key(interpreter, touched)?;
        for object in pending.iter().chain(&touched) {
            relation_flush::keys_here(interpreter, object)?;
        }
        let told = told(self.is_last);
        tell_all(interpreter, &pending, "before_insert", told)?;
        tell_all(interpreter, &touched, "before_update", told)?;
        let mut inserted = Vec::new();
        for object in &pending {
            match deleted.take_of_same_key(interpreter, object)? {
                Some(old) => take_over(interpreter, self.store, object, old)?,
                None => inserted.push(object),
            }
        }
        for (instance, mapper) in &touched {
            update(interpreter, instance, mapper)?;
        }
        for (instance, mapper) in inserted {
            insert(interpreter, self.store, instance, mapper)?;
        }
        for object in &pending {
            relation_flush::keys_there(interpreter, object)?;
        }
        tell_all(interpreter, &pending, "after_insert", told)?;
        tell_all(interpreter, &touched, "after_update", told)
    }

    /// Writes the rows between of one relationship.
    fn between(
        &mut self,
        interpreter: &mut Interpreter,
        relationship: *const Relationship,
    ) -> Result<()> {
        let known: Vec<Mapped> = self.store.to_flush().iter().filter_map(object_of).collect();
        let only = Some(relationship);
        relation_flush::rows_between(interpreter, &known, only, &mut self.between)
    }

    /// Writes what is left, each object behind those that it needs.
    fn rest(&mut self, interpreter: &mut Interpreter, deleted: &mut Leaving) -> Result<()> {
        let mut pending = std::mem::take(&mut self.pending);
        let order = Order::of(&pending);
        pending.sort_by_key(|(_, mapper)| order.depth(mapper));
        let ordered = relation_flush::ordered(interpreter, pending)?;
        let touched = std::mem::take(&mut self.touched);
        let told = told(self.is_last || ordered.len() + touched.len() > 1);
        for run in runs(interpreter, &ordered) {
            for object in run {
                relation_flush::keys_here(interpreter, object)?;
            }
            tell_all(interpreter, run, "before_insert", told)?;
            for object in run {
                match deleted.take_of_same_key(interpreter, object)? {
                    Some(old) => take_over(interpreter, self.store, object, old)?,
                    None => insert(interpreter, self.store, &object.0, &object.1)?,
                }
                relation_flush::keys_there(interpreter, object)?;
            }
            tell_all(interpreter, run, "after_insert", told)?;
        }
        for object in &touched {
            relation_flush::keys_here(interpreter, object)?;
        }
        tell_all(interpreter, &touched, "before_update", told)?;
        for (instance, mapper) in &touched {
            update(interpreter, instance, mapper)?;
        }
        tell_all(interpreter, &touched, "after_update", told)
    }
}

/// New objects in groups of one class where anybody listens to it, and one by one elsewhere, or
/// where the rows of a class refer to each other.
fn runs<'a>(interpreter: &Interpreter, objects: &'a [Mapped]) -> Vec<&'a [Mapped]> {
    let runs = objects.chunk_by(|(before, own), (instance, mapper)| {
        Rc::ptr_eq(own, mapper)
            && Rc::ptr_eq(&before.class, &instance.class)
            && !references(&mapper.table).contains(&mapper.name)
            && listener::hears(interpreter, &instance.class)
    });
    runs.collect()
}

pub(super) fn told(is_uncertain: bool) -> Told {
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
    store: &Rc<Store>,
    (instance, mapper): &Mapped,
    old: Value,
) -> Result<()> {
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
    store.keep_new(identity, Value::Instance(instance.clone()));
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
                fill(instance, part, cells, true, Read::All);
            }
        }
        None => {
            let cells = insert_row(interpreter, instance, mapper)?;
            fill(instance, mapper, cells, true, Read::All);
        }
    }
    let key = stored_key(instance, mapper);
    let identity = identity(interpreter, mapper, &key)?;
    store.keep_new(identity, Value::Instance(instance.clone()));
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
    for attribute in &mapper.attributes {
        let own = instance.scope.get(&attribute.name).filter(|value| {
            let data_type = mapper.table.column_type(&attribute.column);
            !value.is_none() || data_type.is_some_and(|own| bulk::is_none_a_value(&own))
        });
        let value = match own {
            Some(value) => Some(value),
            None => constructs
                .iter()
                .find(|construct| construct.column.name.text == attribute.column)
                .filter(|construct| !has_default(construct))
                // What was never given is NULL, also in a JSON column.
                .map(|_| match instance.scope.has(&attribute.name) {
                    true => Value::None,
                    false => clause::Clause::value(Expression::Null, None),
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
    let rows = result
        .downcast::<ResultObject>()
        .map(|found| found.take_rows().1);
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

fn constructs(table: &TableObject) -> Vec<ColumnConstruct> {
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
    let is_given = |held| match held {
        Held::One { before, .. } => before.is_some(),
        Held::Many(list) => {
            let (came, went) = list.changes();
            !came.is_empty() || !went.is_empty()
        }
    };
    let mut held = state_of(instance).all_held().into_iter();
    held.any(|(_, held)| is_given(held))
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
        let before = state.stored_value(&attribute.name).unwrap_or(Value::None);
        let same = match attribute.follows {
            Some(_) => mutable::is_as_before(&before, &now),
            None => {
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

pub(super) fn update(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    let Some(lineage) = &mapper.lineage else {
        return update_row(interpreter, instance, mapper);
    };
    if lineage.parts.len() > 1 {
        let changed = changes(interpreter, instance, mapper)?;
        if changed.iter().any(|(attribute, _)| attribute.primary_key) {
            return Err(interpreter.unsupported(
                "another primary key for an object whose rows are in several tables",
            ));
        }
    }
    for part in &lineage.parts {
        update_row(interpreter, instance, part)?;
    }
    Ok(())
}

/// Updates the row of an object in one table.
fn update_row(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
) -> Result<()> {
    let state = state_of(instance);
    let mut changed = changes(interpreter, instance, mapper)?;
    if changed.is_empty() {
        return Ok(());
    }
    for construct in constructs(&mapper.table) {
        let name = &construct.column.name.text;
        if changed
            .iter()
            .any(|(attribute, _)| attribute.column == *name)
        {
            continue;
        }
        let data_type = &construct.column.data_type;
        let value = defaults::value(interpreter, &construct.on_update, name, Some(data_type))?;
        if let (Some(value), Some(attribute)) = (value, mapper.of_column(name)) {
            changed.push((attribute, clause::Clause::value(value, None)));
        }
    }
    let values = changed
        .iter()
        .map(|(attribute, value)| (Value::str(&attribute.column), value.clone()));
    let values = values.collect::<Vec<_>>();
    let values = interpreter.dict(values)?;
    let key = stored_key(instance, mapper);
    let statement = StatementObject::update(&mapper.table);
    let statement = of_row(interpreter, statement, mapper, &key)?;
    let statement = interpreter.call_method(&statement, "values", Args::new([values]))?;
    update_one(interpreter, &statement, mapper)?;
    if let Some(store) = state.session.borrow().upgrade() {
        let object = Value::Instance(instance.clone());
        let is_key = |(attribute, _): &(&Attribute, Value)| attribute.primary_key;
        if changed.iter().any(is_key) {
            let now: Vec<Value> = mapper
                .key()
                .map(|own| instance.scope.get(&own.name).unwrap_or(Value::None))
                .collect();
            store.renamed(Renamed {
                before: identity(interpreter, mapper, &key)?,
                now: identity(interpreter, mapper, &now)?,
                object: object.clone(),
                key: mapper.key().map(|own| own.name.clone()).zip(key).collect(),
            });
        }
        store.altered(object);
    }
    for name in &mapper.computed {
        instance.scope.put(name, None);
    }
    let mut stored = state.stored.borrow_mut();
    if let Some(stored) = stored.as_mut() {
        for (attribute, value) in changed {
            if clause::as_expression(&value).is_some() {
                // The database knows what it became.
                instance.scope.put(&attribute.name, None);
            } else {
                stored.insert(attribute.name.clone(), attribute.kept(&value));
                instance.scope.put(&attribute.name, Some(value));
            }
        }
    }
    Ok(())
}

/// Runs an update that has to change one row.
fn update_one(interpreter: &mut Interpreter, statement: &Value, mapper: &Mapper) -> Result<()> {
    let result = engine::execute(interpreter, statement, None, false)?;
    match interpreter.find_attribute(&result, "rowcount")? {
        Some(Value::Int(1)) | None => Ok(()),
        Some(other) => {
            let count = interpreter.repr(&other)?;
            let table = &mapper.name.name.text;
            Err(interpreter.raise(
                "sqlalchemy.orm.exc.StaleDataError",
                format!(
                    "UPDATE statement on table '{table}' expected to update 1 row(s); {count} were matched."
                ),
            ))
        }
    }
}
