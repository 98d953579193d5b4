//! Related objects: reading them, giving them, and lists of them.

use std::rc::Rc;

use super::collection::Collection;
use super::history::Before;
use super::instance::{note_change, state_of};
use super::load::{self, Selected};
use super::loading::Barred;
use super::mapping::{Mapper, mapper_of, object_of};
use super::moves::{self, Op, Place};
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
        before: Option<Before>,
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
            let list = Collection::by_default(interpreter, kind, &instance, &name)?;
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
    hold_read(interpreter, &instance, &name, held.clone())?;
    Ok(Some(held.value()))
}

/// Reads what an object has alone, before it is given another: it is an orphan then.
pub(super) fn read_owned(interpreter: &mut Interpreter, place: &Place) -> Result<()> {
    let is_owner = place.relationship.cascade().orphan && matches!(place.path.link, Link::Here(_));
    let store = place.state.session.borrow().upgrade();
    let (true, Some(store)) = (is_owner && place.state.is_stored(), store) else {
        return Ok(());
    };
    let autoflush = store.autoflush.replace(false);
    let result = read(interpreter, &place.relationship, &place.object());
    store.autoflush.set(autoflush);
    result.map(drop)
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

/// Lets an object hold what was read, and what it was told before of what is not written.
pub(super) fn hold_read(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    name: &Rc<str>,
    held: Held,
) -> Result<()> {
    let state = state_of(instance);
    state.hold(name, held.clone());
    if let (Held::Many(list), Some(heard)) = (held, state.heard.take(name)) {
        note_change(instance);
        for object in &heard.came {
            list.put(interpreter, object)?;
        }
        for object in &heard.went {
            list.take(interpreter, object)?;
        }
    }
    Ok(())
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
            hold_read(interpreter, &instance, &name, held.clone())?;
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
    let (Some((instance, _)), Some((_, name))) = (object_of(object), relationship.place()) else {
        return Ok(false);
    };
    let Some(place) = Place::of(interpreter, &instance, &name)? else {
        return Ok(false);
    };
    if place.path.many {
        let held = read(interpreter, relationship, object)?;
        let Some(list) = held.and_then(|held| held.downcast::<Collection>()) else {
            return Err(interpreter.unsupported("giving a list to this relationship"));
        };
        list.replace(interpreter, &place, &value)?;
        return Ok(true);
    }
    let token = place.token(Op::Replace);
    moves::set_one(interpreter, &place, value, &token, None)?;
    Ok(true)
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
