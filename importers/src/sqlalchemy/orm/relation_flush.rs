//! What a flush does about relationships: keys that follow from objects, rows
//! of tables between, and what becomes of the objects behind a deleted one.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::collection::Collection;
use super::instance::{note_change, state_of};
use super::leaving::Leaving;
use super::mapping::{Mapper, object_of};
use super::path::{Link, Path};
use super::related::{self, Held};
use super::relation_query;
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;

/// An object and its mapping.
type Mapped = (Rc<Instance>, Rc<Mapper>);

/// A relationship, where it leads, and what an object holds of it.
type Holding = (Rc<Relationship>, Rc<Path>, Held);

/// What an object holds of its relationships, with where they lead.
fn held(interpreter: &mut Interpreter, (instance, own): &Mapped) -> Result<Vec<Holding>> {
    let mut found = Vec::new();
    for (name, held) in state_of(instance).all_held() {
        let Some(relationship) = related::relationship_of(interpreter, &instance.class, &name)
        else {
            continue;
        };
        if relationship.is_view() {
            continue;
        }
        let path = relationship.path(interpreter, own)?;
        found.push((relationship, path, held));
    }
    Ok(found)
}

/// What tells objects apart.
pub(super) fn address(instance: &Rc<Instance>) -> *const Instance {
    Rc::as_ptr(instance)
}

/// Pending objects in an order in which each finds the keys that it refers to.
pub(super) fn ordered(
    interpreter: &mut Interpreter,
    mut pending: Vec<Mapped>,
) -> Result<Vec<Mapped>> {
    let mut needs: HashMap<*const Instance, Vec<*const Instance>> = HashMap::new();
    for object in &pending {
        for (_, path, held) in held(interpreter, object)? {
            let own = address(&object.0);
            let others = match held {
                Held::One { value, .. } => vec![value],
                Held::Many(list) => list.items(),
            };
            for (other, _) in others.iter().filter_map(object_of) {
                match &path.link {
                    Link::Here(_) => needs.entry(own).or_default().push(address(&other)),
                    Link::There(_) => needs.entry(address(&other)).or_default().push(own),
                    Link::Through { .. } => {}
                }
            }
        }
    }
    by_generation(&mut pending, &needs);
    let mut done = HashSet::new();
    let mut order = Vec::with_capacity(pending.len());
    let by_address = pending.iter().map(|one| (address(&one.0), one)).collect();
    for object in &pending {
        visit(object, &by_address, &needs, &mut done, &mut order);
    }
    Ok(order)
}

/// Within one table, those that need no other come first, then those that need only these.
fn by_generation(pending: &mut [Mapped], needs: &HashMap<*const Instance, Vec<*const Instance>>) {
    for group in pending.chunk_by_mut(|(_, a), (_, b)| a.root_name == b.root_name) {
        let mut generations: HashMap<*const Instance, usize> = HashMap::new();
        let mut waiting: HashSet<_> = group.iter().map(|(own, _)| address(own)).collect();
        let mut generation = 0;
        while !waiting.is_empty() {
            let is_free = |own: &*const Instance| {
                let needed = needs.get(own).into_iter().flatten();
                !needed
                    .into_iter()
                    .any(|other| other != own && waiting.contains(other))
            };
            let free: Vec<_> = waiting.iter().copied().filter(is_free).collect();
            // Those that need each other stay as they are.
            if free.is_empty() {
                break;
            }
            for own in free {
                waiting.remove(&own);
                generations.insert(own, generation);
            }
            generation += 1;
        }
        group.sort_by_key(|(own, _)| {
            generations
                .get(&address(own))
                .copied()
                .unwrap_or(usize::MAX)
        });
    }
}

/// Puts what an object needs before it. The stack is the file's own: chains can be long.
fn visit(
    object: &Mapped,
    pending: &HashMap<*const Instance, &Mapped>,
    needs: &HashMap<*const Instance, Vec<*const Instance>>,
    done: &mut HashSet<*const Instance>,
    order: &mut Vec<Mapped>,
) {
    let mut stack = vec![(object.clone(), false)];
    while let Some((object, is_ready)) = stack.pop() {
        let own = address(&object.0);
        if is_ready {
            order.push(object);
            continue;
        }
        if !done.insert(own) {
            continue;
        }
        stack.push((object, true));
        let needed = needs.get(&own).cloned().unwrap_or_default();
        for other in needed.iter().rev() {
            let found = pending.get(other);
            stack.extend(found.map(|found| ((*found).clone(), false)));
        }
    }
}

/// Sets attributes of an object from those of another, by their columns.
fn copy_key(
    interpreter: &mut Interpreter,
    (from, from_mapper): (&Value, &Mapper),
    (to, to_mapper): (&Rc<Instance>, &Mapper),
    pairs: &[(String, String)],
) -> Result<bool> {
    for (source, target) in pairs {
        let Some(attribute) = to_mapper.of_column(target) else {
            continue;
        };
        let value = match (from.is_none(), from_mapper.of_column(source)) {
            (false, Some(own)) => interpreter.attribute(from, &own.name)?,
            _ => Value::None,
        };
        let has_row = |(instance, _): Mapped| state_of(&instance).is_stored();
        if value.is_none() && object_of(from).is_some_and(|object| !has_row(object)) {
            return Ok(false);
        }
        to.scope.put(&attribute.name, Some(value));
        note_change(to);
    }
    Ok(true)
}

fn swapped(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let swap = |(a, b): &(String, String)| (b.clone(), a.clone());
    pairs.iter().map(swap).collect()
}

/// Before an object is written: keys of its own that objects were given for.
pub(super) fn keys_here(interpreter: &mut Interpreter, object: &Mapped) -> Result<()> {
    for (_, path, held) in held(interpreter, object)? {
        let (
            Link::Here(pairs),
            Held::One {
                value,
                before: Some(_),
            },
        ) = (&path.link, &held)
        else {
            continue;
        };
        // As SQLAlchemy, with its warning: the operation along the relationship does not proceed.
        if object_of(value).is_some_and(|(other, _)| !is_beside(&object.0, &other)) {
            continue;
        }
        let target = (&object.0, &*object.1);
        let from = (value, &*path.mapper);
        if !copy_key(interpreter, from, target, &swapped(pairs))? {
            return Err(interpreter.unsupported(
                "objects that are to be inserted and refer to each other; flush between them",
            ));
        }
    }
    Ok(())
}

/// Whether an object is in the session of another.
fn is_beside(object: &Rc<Instance>, other: &Rc<Instance>) -> bool {
    let session = |instance| state_of(instance).session.borrow().upgrade();
    match (session(object), session(other)) {
        (Some(own), Some(other)) => Rc::ptr_eq(&own, &other),
        (own, other) => own.is_none() && other.is_none(),
    }
}

/// What came to an object since its row was written, and what went.
fn moved(held: &Held) -> (Vec<Value>, Vec<Value>) {
    match held {
        Held::Many(list) => list.changes(),
        Held::One {
            value,
            before: Some(before),
        } => match before.is_same(value) {
            true => (vec![value.clone()], Vec::new()),
            false => (vec![value.clone()], vec![before.clone()]),
        },
        Held::One { .. } => (Vec::new(), Vec::new()),
    }
}

/// When an object has its key: the keys of those that came to it.
pub(super) fn keys_there(interpreter: &mut Interpreter, object: &Mapped) -> Result<()> {
    for (_, path, held) in held(interpreter, object)? {
        let Link::There(pairs) = &path.link else {
            continue;
        };
        let own = Value::Instance(object.0.clone());
        for (child, mapper) in moved(&held).0.iter().filter_map(object_of) {
            copy_key(interpreter, (&own, &object.1), (&child, &mapper), pairs)?;
        }
    }
    Ok(())
}

/// The objects that came to others, by the relationship that has them now.
#[derive(Default)]
pub(super) struct Arrived(HashSet<(*const Relationship, *const Instance)>);

impl Arrived {
    /// Takes those of one object.
    pub(super) fn add(&mut self, interpreter: &mut Interpreter, object: &Mapped) -> Result<()> {
        for (relationship, _, held) in held(interpreter, object)? {
            for (child, _) in moved(&held).0.iter().filter_map(object_of) {
                self.0.insert((Rc::as_ptr(&relationship), address(&child)));
            }
        }
        Ok(())
    }
}

/// The keys of those that left an object. Gives those that have lost their owner and go
/// with it.
pub(super) fn keys_left(
    interpreter: &mut Interpreter,
    object: &Mapped,
    arrived: &Arrived,
) -> Result<Vec<Value>> {
    let mut orphans = Vec::new();
    for (relationship, path, held) in held(interpreter, object)? {
        let Link::There(pairs) = &path.link else {
            continue;
        };
        let own = Value::Instance(object.0.clone());
        for value in &moved(&held).1 {
            let Some((child, mapper)) = object_of(value) else {
                continue;
            };
            let has_another = arrived
                .0
                .contains(&(Rc::as_ptr(&relationship), address(&child)));
            if has_another
                || is_held_elsewhere(interpreter, &(child.clone(), mapper.clone()), &own, pairs)?
            {
                continue;
            }
            if relationship.cascade().orphan {
                orphans.push(value.clone());
                continue;
            }
            copy_key(
                interpreter,
                (&Value::None, &object.1),
                (&child, &mapper),
                pairs,
            )?;
        }
    }
    Ok(orphans)
}

/// Whether an object that left a list has another owner by now.
fn is_held_elsewhere(
    interpreter: &mut Interpreter,
    child: &Mapped,
    owner: &Value,
    pairs: &[(String, String)],
) -> Result<bool> {
    for (_, path, held) in held(interpreter, child)? {
        if let (
            Link::Here(own),
            Held::One {
                value,
                before: Some(_),
            },
        ) = (&path.link, &held)
            && *own == swapped(pairs)
            && !value.is_none()
            && !value.is_same(owner)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The objects that came to one, or left it.
pub(super) fn moved_by(
    interpreter: &mut Interpreter,
    object: &Mapped,
) -> Result<Vec<Rc<Instance>>> {
    let mut all = Vec::new();
    for (_, path, held) in held(interpreter, object)? {
        if let Link::There(_) = &path.link {
            let (came, went) = moved(&held);
            let objects = came.iter().chain(&went).filter_map(object_of);
            all.extend(objects.map(|(instance, _)| instance));
        }
    }
    Ok(all)
}

/// The rows of tables between that are to be made and to be taken away: of one relationship,
/// or of all. What is `done` is not done again.
pub(super) fn rows_between(
    interpreter: &mut Interpreter,
    objects: &[Mapped],
    only: Option<*const Relationship>,
    done: &mut HashSet<String>,
) -> Result<()> {
    for object in objects {
        for (relationship, path, held) in held(interpreter, object)? {
            if only.is_some_and(|only| only != Rc::as_ptr(&relationship)) {
                continue;
            }
            let (Link::Through { table, own, other }, Held::Many(list)) = (&path.link, &held)
            else {
                continue;
            };
            let (came, went) = list.changes();
            for (values, is_new) in [(went, false), (came, true)] {
                for (related, mapper) in values.iter().filter_map(object_of) {
                    if !state_of(&related).is_stored() {
                        continue;
                    }
                    let mut row = row_of(interpreter, object, own)?;
                    row.extend(row_of(interpreter, &(related, mapper), other)?);
                    row.sort_by(|(a, _), (b, _)| a.cmp(b));
                    // Both sides may hold the change.
                    let mut key = format!("{is_new} {}", table.full_name());
                    for (name, value) in &row {
                        key.push_str(&format!(" {name}={}", interpreter.repr(value)?));
                    }
                    if done.insert(key) {
                        write_between(interpreter, table, &row, is_new)?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn row_of(
    interpreter: &mut Interpreter,
    (instance, mapper): &Mapped,
    pairs: &[(String, String)],
) -> Result<Vec<(String, Value)>> {
    let object = Value::Instance(instance.clone());
    let mut row = Vec::new();
    for (column, between) in pairs {
        let value = match mapper.of_column(column) {
            Some(attribute) => interpreter.attribute(&object, &attribute.name)?,
            None => Value::None,
        };
        row.push((between.clone(), value));
    }
    Ok(row)
}

fn write_between(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    row: &[(String, Value)],
    is_new: bool,
) -> Result<()> {
    let statement = if is_new {
        let values = row
            .iter()
            .map(|(name, value)| (Value::str(name), value.clone()));
        let values = values.collect::<Vec<_>>();
        let values = interpreter.dict(values)?;
        let insert = Value::object(StatementObject::insert(table));
        interpreter.call_method(&insert, "values", Args::new([values]))?
    } else {
        let conditions = equal(interpreter, table, row)?;
        let delete = Value::object(StatementObject::delete(table));
        interpreter.call_method(&delete, "where", Args::new(conditions))?
    };
    engine::execute(interpreter, &statement, None, false)?;
    Ok(())
}

fn equal(
    interpreter: &mut Interpreter,
    table: &TableObject,
    row: &[(String, Value)],
) -> Result<Vec<Value>> {
    row.iter()
        .map(|(name, value)| interpreter.equal(&relation_query::column(table, name), value))
        .collect()
}

/// Before an object is deleted: rows between go; objects behind it are given,
/// to be deleted as well, or they lose their key.
pub(super) fn before_delete(
    interpreter: &mut Interpreter,
    object: &Mapped,
    leaving: &Leaving,
) -> Result<Deleted> {
    let mut outcome = Deleted::default();
    let own = Value::Instance(object.0.clone());
    for (_, relationship) in related::relationships(&object.0.class) {
        if relationship.is_view() {
            continue;
        }
        let path = relationship.path(interpreter, &object.1)?;
        match &path.link {
            Link::Through { table, own, .. } => {
                let row = row_of(interpreter, object, own)?;
                write_between(interpreter, table, &row, false)?;
            }
            Link::There(pairs) => {
                let cascade = relationship.cascade();
                if !cascade.delete && relationship.leaves_deletes() {
                    continue;
                }
                let found = related::read(interpreter, &relationship, &own)?;
                let children = match found {
                    Some(Value::None) | None => Vec::new(),
                    Some(list) if path.many => interpreter.iterate(&list)?,
                    Some(one) => vec![one],
                };
                for value in children {
                    if object_of(&value).is_some_and(|(child, _)| leaving.has(&child)) {
                        continue;
                    }
                    if cascade.delete {
                        outcome.also.push(value);
                    } else if let Some((child, mapper)) = object_of(&value) {
                        copy_key(
                            interpreter,
                            (&Value::None, &object.1),
                            (&child, &mapper),
                            pairs,
                        )?;
                        outcome.changed.push((child, mapper));
                    }
                }
            }
            Link::Here(_) if relationship.cascade().delete => {
                let found = related::read(interpreter, &relationship, &own)?;
                outcome
                    .also
                    .extend(found.filter(|value| object_of(value).is_some()));
            }
            Link::Here(_) => {}
        }
    }
    Ok(outcome)
}

/// What follows from deleting an object.
#[derive(Default)]
pub(super) struct Deleted {
    /// Objects that are deleted with it.
    pub(super) also: Vec<Value>,
    /// Objects whose key is taken.
    pub(super) changed: Vec<Mapped>,
}

/// What was given has been written.
pub(super) fn written(objects: &[Mapped]) {
    for (instance, _) in objects {
        let state = state_of(instance);
        for (name, held) in state.all_held() {
            match held {
                Held::Many(list) => Collection::written(&list),
                Held::One { value, .. } => state.hold(
                    &name,
                    Held::One {
                        value,
                        before: None,
                    },
                ),
            }
        }
    }
}
