//! What a flush does about relationships: keys that follow from objects, rows of tables
//! between, and what becomes of the keys behind an object that leaves.

use std::rc::Rc;

use super::flush::Mapped;
use super::history::History;
use super::instance::{note_change, state_of};
use super::load::stored_key;
use super::mapping::{Mapper, object_of};
use super::path::{Link, Path};
use super::related::Held;
use super::relation_query;
use super::relationship::Relationship;
use super::unit::{Unit, is_without_parent};
use super::update::renamed;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;

/// What tells objects apart.
pub(super) fn address(instance: &Rc<Instance>) -> *const Instance {
    Rc::as_ptr(instance)
}

/// Pairs of columns: where a key comes from, and where it goes.
type Pairs = [(String, String)];

fn swapped(pairs: &Pairs) -> Vec<(String, String)> {
    let swap = |(a, b): &(String, String)| (b.clone(), a.clone());
    pairs.iter().map(swap).collect()
}

/// Gives an object the key of another.
fn populate(
    interpreter: &mut Interpreter,
    (from, from_mapper): (&Value, &Mapper),
    (to, to_mapper): (&Rc<Instance>, &Mapper),
    pairs: &Pairs,
) -> Result<()> {
    for (source, target) in pairs {
        let (Some(attribute), Some(own)) =
            (to_mapper.of_column(target), from_mapper.of_column(source))
        else {
            continue;
        };
        let value = interpreter.attribute(from, &own.name)?;
        let has_row = |(instance, _): Mapped| state_of(&instance).is_stored();
        if value.is_none() && object_of(from).is_some_and(|object| !has_row(object)) {
            return Err(interpreter.unsupported(
                "objects that are to be inserted and refer to each other; flush between them",
            ));
        }
        to.scope.put(&attribute.name, Some(value));
        note_change(to);
    }
    Ok(())
}

/// Takes the key away from an object.
fn clear(
    interpreter: &mut Interpreter,
    (to, to_mapper): (&Rc<Instance>, &Mapper),
    pairs: &Pairs,
) -> Result<()> {
    for (_, target) in pairs {
        let Some(attribute) = to_mapper.of_column(target) else {
            continue;
        };
        if attribute.primary_key {
            let object = Value::Instance(to.clone());
            if !interpreter.attribute(&object, &attribute.name)?.is_none() {
                let (table, class) = (&to_mapper.table.name.name.text, &to.class.name);
                return Err(interpreter.raise(
                    "AssertionError",
                    format!(
                        "Dependency rule on column '{table}.{target}' tried to blank-out primary \
                         key column '{table}.{target}' on instance '<{class}>'"
                    ),
                ));
            }
        }
        to.scope.put(&attribute.name, Some(Value::None));
        note_change(to);
    }
    Ok(())
}

/// A relationship at work: the objects that have it are written, or leave.
///
/// # Errors
/// Those of the database, and as SQLAlchemy's.
pub(super) fn process(
    interpreter: &mut Interpreter,
    unit: &mut Unit<'_>,
    relationship: &Rc<Relationship>,
    (objects, leaves): (&[Mapped], bool),
) -> Result<()> {
    let Some((_, name)) = relationship.place() else {
        return Ok(());
    };
    let mut pairs = Vec::new();
    let mut rows: [Vec<Row>; 2] = Default::default();
    let mut between = None;
    for object in objects {
        let path = relationship.path(interpreter, &object.1)?;
        let history = History::of(&state_of(&object.0), &name);
        let has_none = |these: &[Value]| these.iter().any(Value::is_none);
        if path.many && !leaves && (has_none(&history.added) || has_none(&history.deleted)) {
            let (class, name) = relationship.shown();
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.FlushError",
                format!("Can't flush None value found in collection {class}.{name}"),
            ));
        }
        match &path.link {
            Link::There(keys) => {
                let one = There {
                    relationship,
                    object,
                    keys,
                };
                match leaves {
                    true => one.leaves(interpreter, unit, history)?,
                    false => one.is_saved(interpreter, unit, history)?,
                }
            }
            Link::Here(keys) if !leaves => here(interpreter, unit, (object, &path, keys), history)?,
            Link::Here(_) => {}
            Link::Through { table, own, other } => {
                let (gone, new) = match leaves {
                    true => (all(history.unchanged, history.deleted), Vec::new()),
                    false => (history.deleted, history.added),
                };
                let names = both_names(relationship, &name);
                for (children, is_new) in [(gone, false), (new, true)] {
                    for (child, mapper) in children.iter().filter_map(object_of) {
                        let pair = (address(&object.0), address(&child));
                        let is_done = names
                            .as_ref()
                            .is_some_and(|names| unit.is_written_between(names, pair));
                        let is_here = unit.store.has(&Value::Instance(child.clone()));
                        if !is_done && is_here {
                            let mut row = row_of(interpreter, object, own)?;
                            row.extend(row_of(interpreter, &(child.clone(), mapper), other)?);
                            row.sort_by(|(a, _), (b, _)| a.cmp(b));
                            rows[usize::from(is_new)].push(row);
                        }
                        pairs.push((pair.1, pair.0));
                    }
                }
                between = Some((table.clone(), names));
            }
        }
    }
    if let Some((table, names)) = between {
        let [gone, new] = rows;
        for row in &gone {
            write_between(interpreter, &table, row, false)?;
        }
        for row in &new {
            write_between(interpreter, &table, row, true)?;
        }
        if let Some(names) = names {
            unit.written_between(names, pairs);
        }
    }
    Ok(())
}

fn all(mut these: Vec<Value>, others: Vec<Value>) -> Vec<Value> {
    these.extend(others);
    these
}

/// The names of both sides of a relationship, where there are two.
fn both_names(relationship: &Relationship, name: &Rc<str>) -> Option<Vec<Rc<str>>> {
    let mut names = vec![name.clone(), relationship.back()?];
    names.sort();
    Some(names)
}

/// A relationship whose other side has the key.
struct There<'a> {
    relationship: &'a Rc<Relationship>,
    object: &'a Mapped,
    keys: &'a Pairs,
}

impl There<'_> {
    fn is_saved(
        &self,
        interpreter: &mut Interpreter,
        unit: &Unit<'_>,
        history: History,
    ) -> Result<()> {
        let own = Value::Instance(self.object.0.clone());
        for (child, mapper) in history.added.iter().filter_map(object_of) {
            if !unit.leaves(&child) {
                let from = (&own, &*self.object.1);
                populate(interpreter, from, (&child, &mapper), self.keys)?;
            }
        }
        let keeps = self.relationship.cascade().orphan || self.relationship.leaves_keys();
        for value in history.deleted.iter().filter(|_| !keeps) {
            if is_without_parent(self.relationship, value) {
                self.clear(interpreter, unit, value)?;
            }
        }
        if unit.is_rekeyed(self.relationship, &self.object.0) {
            for (child, mapper) in history.unchanged.iter().filter_map(object_of) {
                if !unit.leaves(&child) {
                    self.follow(interpreter, unit, &(child, mapper))?;
                }
            }
        }
        Ok(())
    }

    /// Gives an object that stays the new key of its owner.
    fn follow(&self, interpreter: &mut Interpreter, unit: &Unit<'_>, child: &Mapped) -> Result<()> {
        let (instance, mapper) = child;
        let state = state_of(instance);
        let before = stored_key(instance, mapper);
        let own = Value::Instance(self.object.0.clone());
        let is_new = !state.mark.is_changed.get();
        populate(
            interpreter,
            (&own, &self.object.1),
            (instance, mapper),
            self.keys,
        )?;
        let follows = self.relationship.leaves_updates();
        for (source, target) in self.keys {
            let (Some(attribute), Some(from)) =
                (mapper.of_column(target), self.object.1.of_column(source))
            else {
                continue;
            };
            if follows && attribute.primary_key && from.primary_key {
                state.follows_key(&attribute.name);
            }
            if unit.is_quiet(instance)
                && let Some(value) = instance.scope.get(&attribute.name)
            {
                state.store_value(&attribute.name, value);
            }
        }
        if unit.is_quiet(instance) {
            if is_new {
                unit.store.forget_change(instance);
                state.mark.is_changed.set(false);
            }
            if mapper
                .key()
                .any(|own| self.keys.iter().any(|(_, column)| *column == own.column))
            {
                renamed(interpreter, unit.store, child, before)?;
            }
            unit.store.altered(instance);
        }
        Ok(())
    }

    fn leaves(
        &self,
        interpreter: &mut Interpreter,
        unit: &Unit<'_>,
        history: History,
    ) -> Result<()> {
        if self.relationship.leaves_keys() {
            return Ok(());
        }
        for value in &history.deleted {
            if is_without_parent(self.relationship, value) {
                self.clear(interpreter, unit, value)?;
            }
        }
        if self.relationship.cascade().delete {
            return Ok(());
        }
        for value in &history.unchanged {
            let has_come = |(child, _): Mapped| unit.has_come(self.relationship, &child);
            if !object_of(value).is_some_and(has_come) {
                self.clear(interpreter, unit, value)?;
            }
        }
        Ok(())
    }

    fn clear(&self, interpreter: &mut Interpreter, unit: &Unit<'_>, value: &Value) -> Result<()> {
        match object_of(value) {
            Some((child, mapper)) if !unit.leaves(&child) => {
                clear(interpreter, (&child, &mapper), self.keys)
            }
            _ => Ok(()),
        }
    }
}

/// A relationship whose own side has the key.
fn here(
    interpreter: &mut Interpreter,
    unit: &Unit<'_>,
    (object, path, keys): (&Mapped, &Path, &Pairs),
    history: History,
) -> Result<()> {
    let target = (&object.0, &*object.1);
    if unit.leaves(&object.0) {
        return Ok(());
    }
    let keys = swapped(keys);
    if history.added.is_empty() && !history.deleted.is_empty() {
        return clear(interpreter, target, &keys);
    }
    for value in &history.added {
        if object_of(value).is_none() {
            clear(interpreter, target, &keys)?;
            continue;
        }
        // As SQLAlchemy, with its warning: the operation along the relationship does not proceed.
        if unit.store.has(value) {
            populate(interpreter, (value, &path.mapper), target, &keys)?;
        }
    }
    Ok(())
}

/// The row of a table between, by its columns.
type Row = Vec<(String, Value)>;

fn row_of(
    interpreter: &mut Interpreter,
    (instance, mapper): &Mapped,
    pairs: &Pairs,
) -> Result<Row> {
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
    let result = engine::execute(interpreter, &statement, None, false)?;
    if is_new {
        return Ok(());
    }
    match interpreter.find_attribute(&result, "rowcount")? {
        Some(Value::Int(0)) => {
            let table = &table.name.name.text;
            Err(interpreter.raise(
                "sqlalchemy.orm.exc.StaleDataError",
                format!(
                    "DELETE statement on table '{table}' expected to delete 1 row(s); Only 0 were \
                     matched."
                ),
            ))
        }
        _ => Ok(()),
    }
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

/// What was given to an object, or told, has been written.
pub(super) fn written(instance: &Rc<Instance>) {
    let state = state_of(instance);
    state.heard.clear();
    state.followed();
    state.is_expired.set(false);
    state.mark.is_changed.set(false);
    for (name, held) in state.all_held() {
        match held {
            // What was never given anything is read from now on.
            Held::Many(list) if list.is_default() => state.forget(&name),
            Held::Many(list) => list.written(),
            Held::One {
                value,
                before: Some(_),
            } => state.hold(
                &name,
                Held::One {
                    value,
                    before: None,
                },
            ),
            Held::One { .. } => {}
        }
    }
}
