//! Objects of mapped classes: what their session knows of them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::attributes;
use super::history::AllHeard;
use super::identity_map::Mark;
use super::listener;
use super::load;
use super::loading::Barred;
use super::mapping::{Attribute, Mapper, object_of};
use super::own_mutable;
use super::related::Held;
use super::relationship::Relationship;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, NativeFunction, Object, Result};
use crate::python::value::{Instance, Value};

/// Where an object keeps its state, as in SQLAlchemy.
const STATE: &str = "_sa_instance_state";

/// `__init__` of mapped classes that define none.
pub(super) const INITIALIZE: NativeFunction = NativeFunction {
    module: "sqlalchemy.orm",
    name: "__init__",
    call: initialize,
};

/// The state of an object.
#[derive(Default)]
pub(super) struct State {
    /// The session that it belongs to.
    pub(super) session: RefCell<Weak<Store>>,
    /// What its row holds, by attribute; `None` while it has no row.
    pub(super) stored: RefCell<Option<HashMap<Rc<str>, Value>>>,
    /// Whether its row was deleted; what it held is still known.
    gone: Cell<bool>,
    /// Whether all that was read of its row is forgotten, and nothing was read since.
    pub(super) is_expired: Cell<bool>,
    /// What the session's identity map knows of it.
    pub(super) mark: Mark,
    /// What it holds of its relationships.
    related: RefCell<HashMap<Rc<str>, Held>>,
    /// What its lists that are not read yet were told.
    pub(super) heard: AllHeard,
    /// Which object has it, by the relationship of that.
    parents: RefCell<HashMap<*const Relationship, Parent>>,
    /// Whether an owner outside of its session let go of it, where that deletes orphans.
    pub(super) is_orphaned: Cell<bool>,
    /// The attributes of its key that the database changes with the key of another row.
    following: RefCell<Vec<Rc<str>>>,
    /// Of which relationships the query that read it leaves out what they lead to.
    barred: RefCell<HashMap<Rc<str>, Barred>>,
}

/// Who has an object by a relationship.
enum Parent {
    /// This one.
    Is(Weak<State>),
    /// Nobody any more.
    Gone,
}

impl State {
    /// Whether somebody has it by a relationship; where nobody knows, that is `unless_known`.
    pub(super) fn has_parent(&self, relationship: &Rc<Relationship>, unless_known: bool) -> bool {
        match self.parents.borrow().get(&Rc::as_ptr(relationship)) {
            None => unless_known,
            Some(Parent::Gone) => false,
            Some(Parent::Is(_)) => true,
        }
    }

    /// Another object has it.
    pub(super) fn has_come_to(&self, relationship: &Rc<Relationship>, owner: &Rc<Self>) {
        let parent = Parent::Is(Rc::downgrade(owner));
        let key = Rc::as_ptr(relationship);
        self.parents.borrow_mut().insert(key, parent);
    }

    /// An object has it no more; what another one has by now stays with that.
    pub(super) fn has_left(&self, relationship: &Rc<Relationship>, owner: &Rc<Self>) {
        let mut parents = self.parents.borrow_mut();
        let key = Rc::as_ptr(relationship);
        if let Some(Parent::Is(last)) = parents.get(&key)
            && let Some(last) = last.upgrade()
            && !Rc::ptr_eq(&last, owner)
            && last.mark.identity() != owner.mark.identity()
        {
            return;
        }
        parents.insert(key, Parent::Gone);
    }

    /// What it was given and told is forgotten, as is who has it.
    pub(super) fn forget_changes(&self) {
        self.mark.is_changed.set(false);
        self.heard.clear();
        self.parents.borrow_mut().clear();
    }

    /// Whether it stands for a row.
    pub(super) fn is_stored(&self) -> bool {
        self.stored.borrow().is_some() && !self.gone.get()
    }

    /// Whether it stands for a row, or did before that was deleted.
    pub(super) fn has_key(&self) -> bool {
        self.stored.borrow().is_some()
    }

    /// Whether its row was deleted.
    pub(super) fn is_deleted(&self) -> bool {
        self.gone.get()
    }

    /// Its row was deleted, or is there again.
    pub(super) fn row_is_gone(&self, gone: bool) {
        self.gone.set(gone);
    }

    /// It is as if it never had a row.
    pub(super) fn without_row(&self) {
        self.gone.set(false);
        self.stored.replace(None);
        self.mark.forget_identity();
        self.session.replace(Weak::new());
    }

    /// The database changes an attribute of its key with the key of another row.
    pub(super) fn follows_key(&self, name: &Rc<str>) {
        self.following.borrow_mut().push(name.clone());
    }

    /// The attributes of its key of which that is so, until the flush has ended.
    pub(super) fn following(&self) -> Vec<Rc<str>> {
        self.following.borrow().clone()
    }

    /// The flush has ended.
    pub(super) fn followed(&self) {
        self.following.take();
    }

    /// What it holds of a relationship.
    pub(super) fn held(&self, name: &str) -> Option<Held> {
        self.related.borrow().get(name).cloned()
    }

    /// Keeps what it holds of a relationship.
    pub(super) fn hold(&self, name: &Rc<str>, held: Held) {
        self.related.borrow_mut().insert(name.clone(), held);
    }

    /// Leaves out what a relationship leads to.
    pub(super) fn bar(&self, name: &Rc<str>, how: Barred) {
        self.barred.borrow_mut().insert(name.clone(), how);
    }

    /// Whether the query that read it leaves out what a relationship leads to.
    pub(super) fn barred(&self, name: &str) -> Option<Barred> {
        self.barred.borrow().get(name).copied()
    }

    /// All that it holds, by name.
    pub(super) fn all_held(&self) -> Vec<(Rc<str>, Held)> {
        let related = self.related.borrow();
        let mut all: Vec<_> = related
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all
    }

    /// Forgets what it holds of one relationship, and what that was told.
    pub(super) fn forget(&self, name: &str) {
        self.related.borrow_mut().remove(name);
        self.heard.take(name);
    }

    /// Forgets what it holds; it is read again.
    pub(super) fn forget_related(&self) {
        self.related.borrow_mut().clear();
    }

    /// The row holds another value.
    pub(super) fn store_value(&self, name: &Rc<str>, value: Value) {
        if let Some(stored) = self.stored.borrow_mut().as_mut() {
            stored.insert(name.clone(), value);
        }
    }

    /// The stored value of an attribute.
    pub(super) fn stored_value(&self, name: &str) -> Option<Value> {
        self.stored.borrow().as_ref()?.get(name).cloned()
    }
}

impl Object for State {
    fn type_name(&self) -> &str {
        "InstanceState"
    }
}

/// The state of an object, made where it has none yet.
pub(super) fn state_of(object: &Rc<Instance>) -> Rc<State> {
    let known = object
        .scope
        .get(STATE)
        .and_then(|state| state.downcast::<State>());
    known.unwrap_or_else(|| {
        let state = Rc::new(State::default());
        object
            .scope
            .put(&STATE.into(), Some(Value::Object(state.clone())));
        state
    })
}

/// `Class(name=value, ...)`
fn initialize(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if !interpreter.is_live() {
        return Err(interpreter.needs_program(
            "live-data",
            "An object of a mapped class stands for a row of the live database.",
        ));
    }
    let object = args.required("self")?;
    if let Some((_, mapper)) = object_of(&object) {
        mapper.usable(interpreter)?;
        if let Value::Instance(instance) = &object {
            mapper.identify(&instance.scope);
        }
    }
    for keyword in args.take_keywords() {
        let known = match &object {
            Value::Instance(instance) => {
                interpreter.class_attribute(&instance.class, &keyword.name)
            }
            _ => None,
        };
        if known.is_none() {
            let class = object.type_name();
            return Err(interpreter.raise(
                "TypeError",
                format!(
                    "'{}' is an invalid keyword argument for {class}",
                    keyword.name
                ),
            ));
        }
        interpreter.set_attribute(&object, &keyword.name, keyword.value)?;
    }
    args.finish()?;
    Ok(Value::None)
}

/// What `object.name` gives for a column of its class, where the object itself
/// has no such value: it was never set, or it is to be read again.
pub(crate) fn on_instance(
    interpreter: &mut Interpreter,
    column: &str,
    object: &Value,
) -> Result<Option<Value>> {
    let Some((instance, mapper)) = object_of(object) else {
        return Ok(None);
    };
    let Some(attribute) = mapper.of_column(column) else {
        return Ok(None);
    };
    let state = state_of(&instance);
    let session = state.session.borrow().upgrade();
    match session {
        Some(session) if state.is_stored() => {
            let read = load::Read::And(&attribute.name);
            load::refresh(interpreter, &session, &instance, &mapper, read)?;
        }
        Some(_) if state.is_deleted() => return Err(load::is_gone(interpreter, &instance)),
        None if state.has_key() => {
            let class = &instance.class.name;
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.DetachedInstanceError",
                format!(
                    "Instance <{class}> is not bound to a Session; attribute refresh operation \
                     cannot proceed"
                ),
            ));
        }
        _ => {}
    }
    Ok(Some(
        instance.scope.get(&attribute.name).unwrap_or(Value::None),
    ))
}

/// `object.name = value` for a column of its class, where the class looks at
/// values first; `false` where it does not.
pub(crate) fn set_on_instance(
    interpreter: &mut Interpreter,
    column: &str,
    object: &Value,
    value: Value,
) -> Result<bool> {
    let Some((instance, mapper)) = object_of(object) else {
        return Ok(false);
    };
    let Some(attribute) = mapper.of_column(column) else {
        return Ok(false);
    };
    mapper.usable(interpreter)?;
    let state = state_of(&instance);
    let session = state.session.borrow().upgrade();
    if let Some(session) = &session {
        session.begin(interpreter)?;
    }
    if let Some(session) = session
        && attribute.primary_key
        && state.is_stored()
        && !instance.scope.has(&attribute.name)
    {
        // What the key was is read with the rest of the row.
        load::refresh(interpreter, &session, &instance, &mapper, load::Read::Row)?;
    }
    note_change(&instance);
    let has_listeners = listener::hears_of_values(interpreter);
    if mapper.validators.is_empty() && attribute.follows.is_none() && !has_listeners {
        return Ok(false);
    }
    let mut value = attributes::validated(interpreter, object, &attribute.name, value)?;
    if has_listeners {
        value = listener::told_of_value(interpreter, object, &attribute.name, value)?;
    }
    if let Some(kind) = attribute.follows {
        let has = |held: Value| held.is_same(&value);
        let before = instance.scope.get(&attribute.name);
        if !before.clone().is_some_and(has) {
            value = kind.given(interpreter, &attribute.name, &value)?;
            value = own_mutable::given(interpreter, &instance, attribute, value)?;
            if let Some(before) = before {
                own_mutable::left(&instance, &before);
            }
        }
    }
    instance.scope.put(&attribute.name, Some(value));
    Ok(true)
}

/// An object was given something: the next flush of its session looks at it.
pub(super) fn note_change(instance: &Rc<Instance>) {
    let state = state_of(instance);
    let session = state.session.borrow().upgrade();
    match session {
        Some(session) => session.note_change(instance),
        None => state.mark.is_changed.set(true),
    }
}

/// The next flush writes an attribute, whatever it was.
pub(super) fn touch(instance: &Rc<Instance>, name: &str) {
    note_change(instance);
    if let Some(stored) = state_of(instance).stored.borrow_mut().as_mut() {
        stored.remove(name);
    }
}

/// Forgets what was read of an object's row and what it was given; the next use reads it again.
pub(super) fn expire(instance: &Rc<Instance>, mapper: &Mapper) {
    let state = state_of(instance);
    let session = state.session.borrow().upgrade();
    if let Some(session) = session {
        session.forget_change(instance);
    }
    state.is_expired.set(true);
    state.forget_changes();
    state.forget_related();
    let columns = mapper.attributes.iter().map(|own| &own.name);
    for name in columns.chain(&mapper.computed) {
        instance.scope.put(name, None);
    }
    if let Some(stored) = state.stored.borrow_mut().as_mut() {
        // What it is given now is written, whatever the row held.
        stored.retain(|name, _| mapper.key().any(|own| own.name == *name));
    }
}

/// Whether an object holds something of its row.
pub(super) fn has_columns(instance: &Rc<Instance>, mapper: &Mapper) -> bool {
    let mut columns = mapper.attributes.iter();
    columns.any(|own| instance.scope.has(&own.name))
}

/// Forgets what was read of one column; what it is given then is written, whatever it was.
pub(super) fn forget_column(instance: &Rc<Instance>, attribute: &Attribute) {
    instance.scope.put(&attribute.name, None);
    if !attribute.primary_key
        && let Some(stored) = state_of(instance).stored.borrow_mut().as_mut()
    {
        stored.remove(&attribute.name);
    }
}

/// Lets an object hold what its row has in a column.
///
/// # Errors
/// Those of a project's own class of values.
pub(super) fn hold_column(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    attribute: &Attribute,
    cell: Value,
) -> Result<()> {
    let cell = own_mutable::read(interpreter, instance, attribute, attribute.held(cell))?;
    let kept = attribute.kept(&cell);
    state_of(instance).store_value(&attribute.name, kept);
    instance.scope.put(&attribute.name, Some(cell));
    Ok(())
}

/// Forgets what was read of some columns of an object's row.
pub(super) fn expire_columns(
    instance: &Rc<Instance>,
    mapper: &Mapper,
    is_meant: impl Fn(&str) -> bool,
) {
    for attribute in &mapper.attributes {
        if is_meant(&attribute.column) {
            forget_column(instance, attribute);
        }
    }
}
