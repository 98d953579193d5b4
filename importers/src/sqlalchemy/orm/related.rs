//! Related objects: reading them, giving them, and lists of them.

use std::rc::Rc;

use super::attributes;
use super::collected::Kind;
use super::collection::Collection;
use super::instance::{has_columns, note_change, state_of};
use super::listener;
use super::load::{self, Selected};
use super::mapping::{Mapper, mapper_of, object_of};
use super::path::{Link, Path};
use super::query::QueryObject;
use super::relation_flush;
use super::relation_query::{self, Sides};
use super::relationship::Relationship;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;

/// What an object holds of a relationship.
#[derive(Clone)]
pub(super) enum Held {
    /// One object, or none.
    One {
        /// It.
        value: Value,
        /// What stood there before, where it was given and not written yet.
        before: Option<Value>,
    },
    /// A list.
    Many(Rc<Collection>),
}

/// A relationship of a class, by its name.
pub(super) fn relationship_of(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
) -> Option<Rc<Relationship>> {
    interpreter
        .class_attribute(class, name)?
        .downcast::<Relationship>()
}

/// The relationships of a class.
pub(super) fn relationships(class: &Rc<Class>) -> Vec<(Rc<str>, Rc<Relationship>)> {
    let above = class.above.iter().filter_map(|base| match base {
        Value::Class(base) => Some(base.scope.entries()),
        _ => None,
    });
    let mut found: Vec<(Rc<str>, Rc<Relationship>)> = Vec::new();
    for (name, value) in class.scope.entries().into_iter().chain(above.flatten()) {
        if let Some(relationship) = value.downcast::<Relationship>()
            && !found.iter().any(|(own, _)| *own == name)
        {
            found.push((name, relationship));
        }
    }
    found
}

/// `object.relationship`
pub(super) fn read(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
) -> Result<Option<Value>> {
    let (Some((instance, own)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Ok(None);
    };
    // What is a query stays one, also with what was added to it.
    let is_query = relationship.is_dynamic() && has_row(&instance);
    if let Some(held) = state_of(&instance).held(&name).filter(|_| !is_query) {
        return Ok(Some(match held {
            Held::One { value, .. } => value,
            Held::Many(list) => Value::Object(list),
        }));
    }
    let path = relationship.path(interpreter, &own)?;
    let kind = Kind::of(interpreter, relationship.option("collection_class"))?;
    let state = state_of(&instance);
    let store = state.session.borrow().upgrade();
    let store = match store {
        Some(store) if state.is_stored() => store,
        _ if path.many => {
            let list = Collection::new(interpreter, kind, &instance, &name, Vec::new())?;
            state.hold(&name, Held::Many(list.clone()));
            return Ok(Some(Value::Object(list)));
        }
        _ if state.is_stored() => {
            let class = &instance.class.name;
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.DetachedInstanceError",
                format!("Parent instance <{class}> is not bound to a Session; lazy load operation of attribute '{name}' cannot proceed"),
            ));
        }
        _ => return Ok(Some(Value::None)),
    };
    if relationship.is_dynamic() {
        let select = select_related(interpreter, relationship, &path, &instance, &own)?;
        let selected = [Selected::Entity(path.class.clone(), path.mapper.clone())];
        return Ok(Some(match select {
            Some(select) => Value::object(
                QueryObject::of_entities(store, &select, &selected)
                    .of_relationship(relationship, object),
            ),
            None => return Err(interpreter.unsupported("a query of related objects without a key")),
        }));
    }
    let objects = fetch(interpreter, relationship, &path, (&instance, &own), &store)?;
    if path.many {
        let list = Collection::new(interpreter, kind, &instance, &name, objects)?;
        state.hold(&name, Held::Many(list.clone()));
        return Ok(Some(Value::Object(list)));
    }
    let value = objects.into_iter().next().unwrap_or(Value::None);
    let held = Held::One {
        value: value.clone(),
        before: None,
    };
    state.hold(&name, held);
    Ok(Some(value))
}

/// Whether an object has a row and a session that reads it.
fn has_row(instance: &Rc<Instance>) -> bool {
    let state = state_of(instance);
    let session = state.session.borrow().upgrade();
    state.is_stored() && session.is_some()
}

/// The list behind a relationship whose attribute is a query: what is put into it, or taken
/// out, the next flush writes.
pub(super) fn behind_query(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
) -> Result<Rc<Collection>> {
    let (Some((instance, own)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Err(interpreter.unsupported("adding to this relationship"));
    };
    let state = state_of(&instance);
    if let Some(Held::Many(list)) = state.held(&name) {
        return Ok(list);
    }
    let store = state.session.borrow().upgrade();
    let Some(store) = store else {
        return Err(interpreter.unsupported("adding to a relationship without a session"));
    };
    let path = relationship.path(interpreter, &own)?;
    let objects = fetch(interpreter, relationship, &path, (&instance, &own), &store)?;
    let list = Collection::new(interpreter, Kind::List, &instance, &name, objects)?;
    state.hold(&name, Held::Many(list.clone()));
    Ok(list)
}

/// The select of what an object is related to; `None` where its key is not known.
fn select_related(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    path: &Path,
    instance: &Rc<Instance>,
    own: &Mapper,
) -> Result<Option<Value>> {
    let mut conditions = Vec::new();
    let mut between = None;
    let pairs = match &path.link {
        Link::Here(pairs) | Link::There(pairs) => pairs,
        Link::Through { own, .. } => own,
    };
    let table = match &path.link {
        Link::Through { table, .. } => table,
        _ => &path.mapper.table,
    };
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
    if let Link::Through { table, other, .. } = &path.link {
        for (column, own) in other {
            let own = relation_query::column(table, own);
            let column = relation_query::column(&path.mapper.table, column);
            conditions.push(interpreter.equal(&column, &own)?);
        }
        between = Some(table.clone());
    }
    conditions.extend(relation_query::extra(interpreter, path)?);
    let mut select = Value::object(StatementObject::select_table(&path.mapper.table));
    if let Some(table) = between {
        let tables = [
            Value::Object(path.mapper.table.clone()),
            Value::Object(table),
        ];
        select = interpreter.call_method(&select, "select_from", Args::new(tables))?;
    }
    select = interpreter.call_method(&select, "where", Args::new(conditions))?;
    if let Some(order) = relationship.meant(interpreter, "order_by")? {
        let order = match &order {
            Value::List(_) | Value::Tuple(_) => interpreter.iterate(&order)?,
            one => vec![one.clone()],
        };
        select = interpreter.call_method(&select, "order_by", Args::new(order))?;
    }
    Ok(Some(select))
}

/// What an object is related to, from its rows.
fn fetch(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    path: &Path,
    (instance, own): (&Rc<Instance>, &Mapper),
    store: &Rc<Store>,
) -> Result<Vec<Value>> {
    // A row that the session has needs no query.
    if let (Link::Here(pairs), true) = (&path.link, path.extra.is_empty())
        && let [(column, referred)] = &pairs[..]
        && let Some(attribute) = own.of_column(column)
        && path.mapper.key().count() == 1
        && path.mapper.key().all(|key| key.column == *referred)
    {
        let object = Value::Instance(instance.clone());
        let key = interpreter.attribute(&object, &attribute.name)?;
        if key.is_none() {
            return Ok(Vec::new());
        }
        let identity = load::identity(interpreter, &path.mapper, &[key])?;
        if let Some(known) = store.known(&identity) {
            return Ok(vec![known]);
        }
    }
    store.flush_before_reading(interpreter)?;
    let Some(select) = select_related(interpreter, relationship, path, instance, own)? else {
        return Ok(Vec::new());
    };
    let result = engine::execute(interpreter, &select, None, false)?;
    let selected = [Selected::Entity(path.class.clone(), path.mapper.clone())];
    let result = load::shaped(interpreter, store, &selected, result)?;
    let objects = interpreter.call_method(&result, "scalars", Args::new([]))?;
    interpreter.iterate(&objects)
}

/// The object behind the stored key of another, where its session has it already.
fn known_behind(
    interpreter: &mut Interpreter,
    path: &Path,
    pairs: &[(String, String)],
    (instance, own): (&Rc<Instance>, &Mapper),
) -> Result<Value> {
    let state = state_of(instance);
    let store = state.session.borrow().upgrade();
    let (Some(store), [(column, referred)]) = (store, pairs) else {
        return Ok(Value::None);
    };
    let is_key =
        path.mapper.key().count() == 1 && path.mapper.key().all(|key| key.column == *referred);
    let stored = own
        .of_column(column)
        .and_then(|attribute| state.stored_value(&attribute.name));
    match stored {
        Some(key) if is_key && !key.is_none() => {
            let identity = load::identity(interpreter, &path.mapper, &[key])?;
            Ok(store.known(&identity).unwrap_or(Value::None))
        }
        _ => Ok(Value::None),
    }
}

/// `object.relationship = value`
pub(super) fn give(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
    value: Value,
) -> Result<bool> {
    let (Some((instance, own)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Ok(false);
    };
    let path = relationship.path(interpreter, &own)?;
    note_change(&instance);
    if path.many {
        let held = read(interpreter, relationship, object)?;
        let Some(list) = held.and_then(|held| held.downcast::<Collection>()) else {
            return Err(interpreter.unsupported("giving a list to this relationship"));
        };
        list.replace(interpreter, &value)?;
        return Ok(true);
    }
    let value = attributes::validated(interpreter, object, &name, value)?;
    let state = state_of(&instance);
    let held = state.held(&name);
    // What it was given before and is not written yet is no more than what it leaves now.
    let given = match &held {
        Some(Held::One { value, .. }) => Some(value.clone()),
        _ => None,
    };
    let before = match (held, &path.link) {
        (Some(Held::One { value, before }), _) => before.unwrap_or(value),
        // Only the other side's key has to be taken back.
        (_, Link::There(_)) => read(interpreter, relationship, object)?.unwrap_or(Value::None),
        (_, Link::Here(pairs)) => known_behind(interpreter, &path, pairs, (&instance, &own))?,
        _ => Value::None,
    };
    state.hold(
        &name,
        Held::One {
            value: value.clone(),
            before: Some(before.clone()),
        },
    );
    let store = state.session.borrow().upgrade();
    if let Some(store) = store
        && relationship.cascade().save
    {
        relation_flush::cascade_from(interpreter, &store, &value)?;
    }
    if let Some(back) = relationship.back() {
        let object = Value::Instance(instance.clone());
        let left = given.unwrap_or(before);
        if !left.is_same(&value) {
            tell(interpreter, &left, &back, &object, false)?;
        }
        tell(interpreter, &value, &back, &object, true)?;
    }
    Ok(true)
}

/// The other side hears that an object came or went; what it has not read yet
/// will say so by itself.
pub(super) fn tell(
    interpreter: &mut Interpreter,
    other: &Value,
    name: &str,
    object: &Value,
    came: bool,
) -> Result<()> {
    let Some((instance, _)) = object_of(other) else {
        return Ok(());
    };
    let Some(own) = mapper_of(&instance.class) else {
        return Ok(());
    };
    if came && own.validator(name).is_some_and(|own| own.backrefs) {
        return Err(interpreter.unsupported(&format!(
            "a validator of \"{name}\" where the other side of the relationship is given"
        )));
    }
    let state = state_of(&instance);
    // Whom an object leaves is not read for that alone.
    if listener::hears(interpreter, &instance.class) && (came || has_columns(&instance, &own)) {
        state.was_set.set(true);
        note_change(&instance);
    }
    if let Some(Held::Many(list)) = state.held(name) {
        return list.hear(interpreter, object, came);
    }
    let Some(relationship) = relationship_of(interpreter, &instance.class, name) else {
        return Ok(());
    };
    if relationship.path(interpreter, &own)?.many {
        // An object without a row has nothing else to say.
        if !state.is_stored()
            && let Some(list) = read(interpreter, &relationship, other)?
            && let Some(list) = list.downcast::<Collection>()
        {
            list.hear(interpreter, object, came)?;
        }
        return Ok(());
    }
    let value = match came {
        true => object.clone(),
        false => Value::None,
    };
    let path = relationship.path(interpreter, &own)?;
    let (left, before) = match (state.held(name), &path.link) {
        (Some(Held::One { value, before }), _) => (value.clone(), before.unwrap_or(value)),
        (_, Link::Here(pairs)) => {
            let behind = known_behind(interpreter, &path, pairs, (&instance, &own))?;
            (behind.clone(), behind)
        }
        _ => (Value::None, Value::None),
    };
    let before = Some(before);
    note_change(&instance);
    state.hold(&name.into(), Held::One { value, before });
    // It leaves the one that had it so far.
    match relationship.back() {
        Some(back) if came && !left.is_same(object) => {
            tell(interpreter, &left, &back, other, false)
        }
        _ => Ok(()),
    }
}

/// The sides of a relationship as it stands on a class.
pub(super) fn sides_of(relationship: &Rc<Relationship>) -> Option<Sides> {
    let (class, _) = relationship.place()?;
    Some(Sides {
        relationship: relationship.clone(),
        own: mapper_of(&class)?,
        other: None,
    })
}
