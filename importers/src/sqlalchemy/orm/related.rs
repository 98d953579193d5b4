//! Related objects: reading them, giving them, and lists of them.

use std::rc::Rc;

use super::attributes;
use super::cascade;
use super::collected::Kind;
use super::collection::Collection;
use super::instance::{has_columns, note_change, state_of};
use super::listener;
use super::load::{self, Selected};
use super::loading::Barred;
use super::mapping::{Mapper, mapper_of, object_of};
use super::path::{Link, Path};
use super::query::QueryObject;
use super::related_rows;
use super::relation_query::Sides;
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Instance, Value};

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

impl Held {
    /// What the attribute gives.
    fn value(self) -> Value {
        match self {
            Self::One { value, .. } => value,
            Self::Many(list) => Value::Object(list),
        }
    }
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
        return Ok(Some(held.value()));
    }
    let path = relationship.path(interpreter, &own)?;
    let kind = relationship.kind(interpreter)?;
    let state = state_of(&instance);
    let store = state.session.borrow().upgrade();
    let is_detached = store.is_none() && state.has_key();
    let store = match store {
        Some(store) if state.is_stored() => store,
        _ if path.many && !is_detached => {
            let list = Collection::new(interpreter, kind, &instance, &name, Vec::new())?;
            state.hold(&name, Held::Many(list.clone()));
            return Ok(Some(Value::Object(list)));
        }
        _ if is_detached => {
            let class = &instance.class.name;
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.DetachedInstanceError",
                format!("Parent instance <{class}> is not bound to a Session; lazy load operation of attribute '{name}' cannot proceed"),
            ));
        }
        _ => return Ok(Some(Value::None)),
    };
    if relationship.is_dynamic() {
        let select =
            related_rows::select_related(interpreter, relationship, &path, &instance, &own)?;
        let selected = [Selected::Entity(path.class.clone(), path.mapper.clone())];
        return Ok(Some(match select {
            Some(select) => Value::object(
                QueryObject::of_entities(store, &select, &selected)
                    .of_relationship(relationship, object),
            ),
            None => return Err(interpreter.unsupported("a query of related objects without a key")),
        }));
    }
    let objects = related_rows::fetch(interpreter, relationship, &path, (&instance, &own), &store)?;
    let held = as_held(
        interpreter,
        relationship,
        (&instance, &name),
        &path,
        objects,
    )?;
    state.hold(&name, held.clone());
    Ok(Some(held.value()))
}

/// Related objects that were read, as an object holds them.
pub(super) fn as_held(
    interpreter: &mut Interpreter,
    relationship: &Relationship,
    (instance, name): (&Rc<Instance>, &Rc<str>),
    path: &Path,
    objects: Vec<Value>,
) -> Result<Held> {
    if path.many {
        let kind = relationship.kind(interpreter)?;
        let list = Collection::new(interpreter, kind, instance, name, objects)?;
        return Ok(Held::Many(list));
    }
    Ok(Held::One {
        value: objects.into_iter().next().unwrap_or(Value::None),
        before: None,
    })
}

/// What an object gives of a relationship whose rows are left out: nothing, or an error.
///
/// # Errors
/// `InvalidRequestError` where it is not to be read.
pub(super) fn barred(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    object: &Value,
) -> Result<Option<Value>> {
    let (Some((instance, own)), Some((owner, name))) = (object_of(object), relationship.place())
    else {
        return Ok(None);
    };
    let state = state_of(&instance);
    if state.held(&name).is_some() || !state.is_stored() {
        return Ok(None);
    }
    let Some(how) = state.barred(&name).or(relationship.barred()) else {
        return Ok(None);
    };
    let path = relationship.path(interpreter, &own)?;
    let way = match how {
        Barred::Raises => "raise",
        Barred::RaisesOnSql => {
            if let Link::Here(pairs) = &path.link {
                let stored = |(column, _): &(String, String)| {
                    let attribute = own.of_column(column)?;
                    state.stored_value(&attribute.name)
                };
                let is_set = |pair| stored(pair).is_some_and(|value| !value.is_none());
                let behind = known_behind(interpreter, &path, pairs, (&instance, &own))?;
                // Neither a key that leads nowhere nor an object that is known needs SQL.
                if !behind.is_none() || !pairs.iter().any(is_set) {
                    return Ok(Some(behind));
                }
            }
            "raise_on_sql"
        }
        Barred::Nothing => {
            let place = (&instance, &name);
            let held = as_held(interpreter, relationship, place, &path, Vec::new())?;
            state.hold(&name, held.clone());
            return Ok(Some(held.value()));
        }
    };
    Err(interpreter.raise(
        "sqlalchemy.exc.InvalidRequestError",
        format!(
            "'{}.{name}' is not available due to lazy='{way}'",
            owner.name
        ),
    ))
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
    let objects = related_rows::fetch(interpreter, relationship, &path, (&instance, &own), &store)?;
    let list = Collection::new(interpreter, Kind::List, &instance, &name, objects)?;
    state.hold(&name, Held::Many(list.clone()));
    Ok(list)
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
    let left = given.unwrap_or(before);
    // What it holds anyway brings nothing with it.
    let is_new = !left.is_same(&value);
    if let Some(store) = store
        && is_new
        && relationship.cascade().save
    {
        cascade::cascade_from(interpreter, &store, &value)?;
    }
    if let Some(back) = relationship.back() {
        let object = Value::Instance(instance.clone());
        if is_new {
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
        } else if !came {
            cascade::let_go(&relationship, &instance, object);
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
        also: Vec::new(),
    })
}
