//! Objects that come to an attribute of another and go from it, and what both sides of a
//! relationship hear of it.
//!
//! As in SQLAlchemy each event knows which attribute was changed first, and the other side
//! of a relationship does not answer what it has caused itself.

use std::rc::Rc;

use super::attributes;
use super::cascade;
use super::collected::Kind;
use super::collection::Collection;
use super::history::Before;
use super::instance::{State, note_change, state_of};
use super::load;
use super::mapping::{Mapper, mapper_of, object_of};
use super::path::{Link, Path};
use super::related::{self, Held};
use super::related_rows;
use super::relationship::Relationship;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};

/// An attribute of an object that leads to others.
pub(super) struct Place {
    pub(super) instance: Rc<Instance>,
    pub(super) state: Rc<State>,
    pub(super) own: Rc<Mapper>,
    pub(super) relationship: Rc<Relationship>,
    pub(super) path: Rc<Path>,
    pub(super) name: Rc<str>,
}

/// What is done to an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// An object is put into a list.
    Append,
    /// One is taken out.
    Remove,
    /// The attribute is given another object.
    Replace,
    /// It is given another list.
    Bulk,
}

/// The change that began it all.
pub(super) struct Token {
    relationship: *const Relationship,
    name: Rc<str>,
    op: Op,
}

impl Place {
    /// # Errors
    /// Where the relationship is not understood.
    pub(super) fn of(
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        name: &str,
    ) -> Result<Option<Self>> {
        let Some(own) = mapper_of(&instance.class) else {
            return Ok(None);
        };
        let Some(relationship) = related::relationship_of(interpreter, &instance.class, name)
        else {
            return Ok(None);
        };
        let path = relationship.path(interpreter, &own)?;
        Ok(Some(Self {
            instance: instance.clone(),
            state: state_of(instance),
            own,
            relationship,
            path,
            name: name.into(),
        }))
    }

    /// A change that begins here.
    pub(super) fn token(&self, op: Op) -> Token {
        Token {
            relationship: Rc::as_ptr(&self.relationship),
            name: self.name.clone(),
            op,
        }
    }

    fn began(&self, token: &Token, ops: &[Op]) -> bool {
        token.relationship == Rc::as_ptr(&self.relationship) && ops.contains(&token.op)
    }

    /// Whether its objects know who has them.
    fn is_tracked(&self) -> bool {
        matches!(self.path.link, Link::There(_)) || self.relationship.has_single_parent()
    }

    /// The attribute of an object that leads back here.
    fn back(&self, interpreter: &mut Interpreter, object: &Value) -> Result<Option<Self>> {
        let Some(name) = self.relationship.told_back() else {
            return Ok(None);
        };
        match object_of(object) {
            Some((instance, _)) => Self::of(interpreter, &instance, &name),
            None => Ok(None),
        }
    }

    pub(super) fn object(&self) -> Value {
        Value::Instance(self.instance.clone())
    }

    fn changed(&self) {
        if !self.relationship.is_view() {
            note_change(&self.instance);
        }
    }

    /// What the class's validator makes of a value.
    fn validated(
        &self,
        interpreter: &mut Interpreter,
        value: Value,
        token: &Token,
    ) -> Result<Value> {
        let is_own = token.relationship == Rc::as_ptr(&self.relationship);
        let Some(validator) = self.own.validator(&self.name) else {
            return Ok(value);
        };
        // Lists are looked at as a whole before they are given.
        if is_own && token.op == Op::Bulk || !is_own && !validator.backrefs {
            return Ok(value);
        }
        attributes::validated(interpreter, &self.object(), &self.name, value)
    }

    fn has_single_parent(
        &self,
        interpreter: &mut Interpreter,
        value: &Value,
        token: &Token,
    ) -> Result<()> {
        if !self.relationship.has_single_parent() || token.name != self.name {
            return Ok(());
        }
        let has_parent =
            |(item, _): (Rc<Instance>, _)| state_of(&item).has_parent(&self.relationship, false);
        if !object_of(value).is_some_and(has_parent) {
            return Ok(());
        }
        let (owner, name) = self.relationship.shown();
        let shown = value.type_name().to_owned();
        Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            format!(
                "Instance <{shown}> is already associated with an instance of <class \
                 '{owner}'> via its {owner}.{name} attribute, and is only allowed a single parent."
            ),
        ))
    }
}

/// An object comes into a list.
///
/// # Errors
/// As SQLAlchemy's, where it is no mapped object or cannot be in the session.
pub(super) fn came(
    interpreter: &mut Interpreter,
    place: &Place,
    value: &Value,
    token: &Token,
) -> Result<()> {
    if value.is_none() {
        // The flush refuses it.
        place.changed();
        return Ok(());
    }
    let Some((item, _)) = object_of(value) else {
        let shown = value.type_name();
        return Err(interpreter.raise(
            "AttributeError",
            format!("'{shown}' object has no attribute '_sa_instance_state'"),
        ));
    };
    place.has_single_parent(interpreter, value, token)?;
    let made = place.validated(interpreter, value.clone(), token)?;
    if !made.is_same(value) {
        return Err(interpreter.unsupported("a validator that puts another object into a list"));
    }
    saved_with(interpreter, place, value, token)?;
    if let Some(back) = place.back(interpreter, value)? {
        if back.path.many {
            if !back.began(token, &[Op::Append, Op::Bulk]) {
                append_to(interpreter, &back, &place.object(), token)?;
            }
        } else if !back.began(token, &[Op::Replace]) {
            set_one(interpreter, &back, place.object(), token, None)?;
        }
    }
    place.changed();
    if place.is_tracked() {
        state_of(&item).has_come_to(&place.relationship, &place.state);
    }
    Ok(())
}

/// The session of an object takes what comes to it, or stays in another list of it, where
/// that is where all began.
///
/// # Errors
/// As SQLAlchemy's, where it cannot be in the session.
pub(super) fn saved_with(
    interpreter: &mut Interpreter,
    place: &Place,
    value: &Value,
    token: &Token,
) -> Result<()> {
    let store = place.state.session.borrow().upgrade();
    match store {
        Some(store)
            if place.relationship.cascade().save
                && token.name == place.name
                && object_of(value).is_some()
                && !store.has(value) =>
        {
            cascade::save(interpreter, &store, value)
        }
        _ => Ok(()),
    }
}

/// An object goes from a list, or from an attribute. `twice` says that the list has it more
/// than once.
///
/// # Errors
/// Those of the other side.
pub(super) fn went(
    interpreter: &mut Interpreter,
    place: &Place,
    value: &Value,
    token: &Token,
    twice: bool,
) -> Result<()> {
    let Some((item, _)) = object_of(value) else {
        place.changed();
        return Ok(());
    };
    if place.is_tracked() {
        state_of(&item).has_left(&place.relationship, &place.state);
    }
    if place.relationship.cascade().orphan && cascade::is_orphan(interpreter, &item)? {
        expunge_orphan(interpreter, place, value, true);
    }
    if let Some(back) = place.back(interpreter, value)? {
        if back.path.many {
            if !back.began(token, &[Op::Remove, Op::Bulk]) {
                remove_from(interpreter, &back, &place.object(), token)?;
            }
        } else if !back.began(token, &[Op::Remove, Op::Replace]) && !twice {
            set_one(
                interpreter,
                &back,
                Value::None,
                token,
                Some(&place.instance),
            )?;
        }
    }
    place.changed();
    Ok(())
}

/// What was to get a row and has no owner any more leaves the session.
fn expunge_orphan(interpreter: &mut Interpreter, place: &Place, value: &Value, marks: bool) {
    let Some((item, _)) = object_of(value) else {
        return;
    };
    let store = place.state.session.borrow().upgrade();
    match store {
        Some(store) if store.is_pending(&item) => {
            for value in cascade::leaving(interpreter, value) {
                store.expunge(&value);
            }
        }
        _ if marks => state_of(&item).is_orphaned.set(true),
        _ => {}
    }
}

/// Puts an object into a list, which is not read for that.
///
/// # Errors
/// Those of the other side.
pub(super) fn append_to(
    interpreter: &mut Interpreter,
    place: &Place,
    value: &Value,
    token: &Token,
) -> Result<()> {
    if let Some(list) = list_of(interpreter, place)? {
        if let Some(old) = list.in_its_place(interpreter, value)? {
            went(interpreter, place, &old, token, false)?;
        }
        came(interpreter, place, value, token)?;
        return list.put(interpreter, value);
    }
    came(interpreter, place, value, token)?;
    place.state.heard.came(&place.name, value);
    Ok(())
}

/// Takes an object out of a list, which is not read for that.
///
/// # Errors
/// Those of the other side.
pub(super) fn remove_from(
    interpreter: &mut Interpreter,
    place: &Place,
    value: &Value,
    token: &Token,
) -> Result<()> {
    if !place.path.many {
        let owner = object_of(value).map(|(instance, _)| instance);
        return set_one(interpreter, place, Value::None, token, owner.as_ref());
    }
    match list_of(interpreter, place)? {
        Some(list) => {
            if !list.has_to_tell_of(interpreter, value)? {
                return Ok(());
            }
            went(interpreter, place, value, token, list.has_twice(value))?;
            list.take(interpreter, value)
        }
        None => {
            went(interpreter, place, value, token, false)?;
            place.state.heard.went(&place.name, value);
            Ok(())
        }
    }
}

/// The list of an object as far as that is known without reading it.
fn list_of(interpreter: &mut Interpreter, place: &Place) -> Result<Option<Rc<Collection>>> {
    match place.state.held(&place.name) {
        Some(Held::Many(list)) => Ok(Some(list)),
        // An object without a row has nothing else.
        None if !place.state.has_key() => {
            let kind = match place.relationship.is_dynamic() {
                true => Kind::List(None),
                false => place.relationship.kind(interpreter)?,
            };
            let list = Collection::by_default(interpreter, kind, &place.instance, &place.name)?;
            place.state.hold(&place.name, Held::Many(list.clone()));
            Ok(Some(list))
        }
        _ => Ok(None),
    }
}

/// An object comes to a relationship whose attribute is a query, or goes from it; the next
/// flush writes it.
///
/// # Errors
/// Those of the other side.
pub(super) fn tell_query(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    owner: &Value,
    value: &Value,
    is_going: bool,
) -> Result<()> {
    let (Some((instance, _)), Some((_, name))) = (object_of(owner), relationship.place()) else {
        return Ok(());
    };
    let Some(place) = Place::of(interpreter, &instance, &name)? else {
        return Ok(());
    };
    match is_going {
        true => {
            let token = place.token(Op::Remove);
            remove_from(interpreter, &place, value, &token)
        }
        false => {
            let token = place.token(Op::Append);
            append_to(interpreter, &place, value, &token)
        }
    }
}

/// What stands at an attribute of one object, as far as it is known.
enum Old {
    /// It is not read.
    NotRead,
    /// Nothing was ever there.
    Never,
    /// This object, or none.
    Is(Value),
}

/// Gives an attribute of one object another. `only` says which object must stand there.
///
/// # Errors
/// Those of the other side, and as SQLAlchemy's, where the object cannot be in the session.
pub(super) fn set_one(
    interpreter: &mut Interpreter,
    place: &Place,
    value: Value,
    token: &Token,
    only: Option<&Rc<Instance>>,
) -> Result<()> {
    let old = old(interpreter, place)?;
    let is_meant = |old: &Old| match (old, only) {
        (_, None) | (Old::NotRead, _) => true,
        (Old::Is(Value::Instance(old)), Some(only)) => Rc::ptr_eq(old, only),
        _ => false,
    };
    if !is_meant(&old) {
        return Ok(());
    }
    let left = match &old {
        Old::Is(old) if object_of(old).is_some() => Some(old.clone()),
        _ => None,
    };
    let is_new = !matches!(&old, Old::Is(old) if old.is_same(&value));
    if is_new
        && place.is_tracked()
        && let Some((left, _)) = left.as_ref().and_then(object_of)
    {
        state_of(&left).has_left(&place.relationship, &place.state);
    }
    if is_new {
        place.has_single_parent(interpreter, &value, token)?;
    }
    let value = place.validated(interpreter, value, token)?;
    let is_new = !matches!(&old, Old::Is(old) if old.is_same(&value));
    if is_new {
        saved_with(interpreter, place, &value, token)?;
        if let Some(left) = &left {
            let orphan = match (place.relationship.cascade().orphan, object_of(left)) {
                (true, Some((item, _))) => cascade::is_orphan(interpreter, &item)?,
                _ => false,
            };
            if orphan {
                expunge_orphan(interpreter, place, left, false);
            }
            if let Some(back) = place.back(interpreter, left)? {
                let own = match back.path.many {
                    true => Op::Remove,
                    false => Op::Replace,
                };
                if !back.began(token, &[own]) {
                    let token = place.token(Op::Replace);
                    remove_from(interpreter, &back, &place.object(), &token)?;
                }
            }
        }
        if let Some(back) = place.back(interpreter, &value)? {
            if back.path.many {
                if !back.began(token, &[Op::Append, Op::Bulk]) {
                    append_to(interpreter, &back, &place.object(), token)?;
                }
            } else if !back.began(token, &[Op::Replace]) {
                set_one(interpreter, &back, place.object(), token, None)?;
            }
        }
    }
    place.changed();
    if place.is_tracked()
        && let Some((item, _)) = object_of(&value)
    {
        state_of(&item).has_come_to(&place.relationship, &place.state);
    }
    let kept = match place.state.held(&place.name) {
        Some(Held::One { before, .. }) => before,
        _ => None,
    };
    let before = kept.unwrap_or(match old {
        Old::Is(old) => Before::Was(old),
        Old::NotRead | Old::Never => Before::Unknown,
    });
    let before = Some(before);
    place.state.hold(&place.name, Held::One { value, before });
    Ok(())
}

/// Lets an object that leaves hold what it refers to, as far as its session has that.
///
/// # Errors
/// Where the relationship is not understood.
pub(super) fn hold_known(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    name: &str,
) -> Result<()> {
    let Some(place) = Place::of(interpreter, instance, name)? else {
        return Ok(());
    };
    let store = place.state.session.borrow().upgrade();
    if let Some(store) = store.filter(|_| place.state.is_expired.get()) {
        load::refresh(interpreter, &store, instance, &place.own, load::Read::Row)?;
    }
    if place.state.held(name).is_none()
        && let Old::Is(value) = known_or_expired(interpreter, &place)?
    {
        let before = None;
        place.state.hold(&place.name, Held::One { value, before });
    }
    Ok(())
}

/// What stands at an attribute, where that is known and not to be read again.
fn old(interpreter: &mut Interpreter, place: &Place) -> Result<Old> {
    related::read_owned(interpreter, place)?;
    // Whether a row that was forgotten is still there nobody knows without asking for it.
    let is_expired =
        |known: &Value| object_of(known).is_some_and(|(own, _)| state_of(&own).is_expired.get());
    let is_held = place.state.held(&place.name).is_some();
    Ok(match known_or_expired(interpreter, place)? {
        Old::Is(known) if !is_held && is_expired(&known) => Old::NotRead,
        other => other,
    })
}

fn known_or_expired(interpreter: &mut Interpreter, place: &Place) -> Result<Old> {
    let state = &place.state;
    if let Some(Held::One { value, .. }) = state.held(&place.name) {
        return Ok(Old::Is(value));
    }
    if !state.has_key() {
        return Ok(Old::Never);
    }
    let store = state.session.borrow().upgrade();
    let Some(store) = store else {
        return Ok(Old::NotRead);
    };
    if !place.path.is_by_key() {
        // A flush reads it, where it has to know.
        return Ok(Old::NotRead);
    }
    let Link::Here(pairs) = &place.path.link else {
        return Ok(Old::NotRead);
    };
    let mut key = Vec::new();
    for own in place.path.mapper.key() {
        let pair = pairs.iter().find(|(_, referred)| *referred == own.column);
        let stored = pair
            .and_then(|(column, _)| place.own.of_column(column))
            .and_then(|attribute| state.stored_value(&attribute.name));
        match stored {
            Some(value) => key.push(value),
            None => return Ok(Old::NotRead),
        }
    }
    if key.iter().all(Value::is_none) {
        return Ok(Old::Is(Value::None));
    }
    let identity = load::identity(interpreter, &place.path.mapper, &key)?;
    // Whether a row that was forgotten is still there nobody knows without asking for it.
    let is_read =
        |known: &Value| object_of(known).is_some_and(|(own, _)| !state_of(&own).is_expired.get());
    Ok(match store.known(&identity).filter(is_read) {
        Some(known) => Old::Is(known),
        None => Old::NotRead,
    })
}

/// Reads what stood at an attribute of one object before it was given another without being
/// read, where only the rows of the other side say it.
///
/// # Errors
/// Those of the database.
pub(super) fn read_before(
    interpreter: &mut Interpreter,
    relationship: &Rc<Relationship>,
    path: &Path,
    (instance, own): (&Rc<Instance>, &Rc<Mapper>),
    name: &Rc<str>,
) -> Result<()> {
    let state = state_of(instance);
    let Some(Held::One {
        value,
        before: Some(Before::Unknown),
    }) = state.held(name)
    else {
        return Ok(());
    };
    let store = state.session.borrow().upgrade();
    let Some(store) = store.filter(|_| state.is_stored() && !path.is_by_key()) else {
        return Ok(());
    };
    let place = (instance, &**own);
    let found = related_rows::fetch(interpreter, relationship, path, place, &store)?;
    let before = Before::Was(found.into_iter().next().unwrap_or(Value::None));
    let before = Some(before);
    state.hold(name, Held::One { value, before });
    Ok(())
}
