//! The objects of a relationship to many.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::attributes;
use super::collected::{self, Kind};
use super::instance::{note_change, state_of};
use super::moves::{self, Op, Place};
use super::ordering::Ordering;
use super::related::Held;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::syntax::ast::CmpOp;
use crate::python::value::{Instance, Value};

/// The objects of a relationship to many: a list, set or dict that knows what was stored.
pub(super) struct Collection {
    /// The list, set or dict itself.
    pub(super) list: Value,
    /// Which of these it is.
    pub(super) kind: Kind,
    /// What the rows said.
    pub(super) stored: RefCell<Vec<Value>>,
    /// The list alone keeps no object alive, as in SQLAlchemy.
    owner: Weak<Instance>,
    name: Rc<str>,
    /// Whether its owner was given another one: nobody hears of it any more.
    pub(super) is_replaced: Cell<bool>,
    /// Whether it is there for being asked for only: nothing was ever given.
    is_default: Cell<bool>,
    own: Weak<Self>,
}

impl Collection {
    pub(super) fn new(
        interpreter: &mut Interpreter,
        kind: Kind,
        owner: &Rc<Instance>,
        name: &Rc<str>,
        objects: Vec<Value>,
    ) -> Result<Rc<Self>> {
        let list = kind.holding(interpreter, objects)?;
        // Of objects of one key a dict has the last one.
        let stored = items_of(&list).into();
        Ok(Rc::new_cyclic(|own| Self {
            list,
            kind,
            stored,
            owner: Rc::downgrade(owner),
            name: name.clone(),
            is_replaced: false.into(),
            is_default: false.into(),
            own: own.clone(),
        }))
    }

    /// One for an object that was given none.
    pub(super) fn by_default(
        interpreter: &mut Interpreter,
        kind: Kind,
        owner: &Rc<Instance>,
        name: &Rc<str>,
    ) -> Result<Rc<Self>> {
        let made = Self::new(interpreter, kind, owner, name, Vec::new())?;
        made.is_default.set(true);
        Ok(made)
    }

    /// Whether nothing was ever given.
    pub(super) fn is_default(&self) -> bool {
        self.is_default.get()
    }

    /// Something is given or taken: from now on its owner holds it.
    fn is_used(&self) {
        if !self.is_default.replace(false) {
            return;
        }
        if let (Some(owner), Some(own)) = (self.owner.upgrade(), self.own.upgrade()) {
            state_of(&owner).hold(&self.name, Held::Many(own));
        }
    }

    /// What is in it now.
    pub(super) fn items(&self) -> Vec<Value> {
        items_of(&self.list)
    }

    /// Another object that goes where this one comes.
    ///
    /// # Errors
    /// Those of the key of a dict.
    pub(super) fn in_its_place(
        &self,
        interpreter: &mut Interpreter,
        object: &Value,
    ) -> Result<Option<Value>> {
        self.kind.in_its_place(interpreter, &self.list, object)
    }

    /// A list, set or dict of other objects.
    pub(super) fn like(&self, interpreter: &mut Interpreter, all: Vec<Value>) -> Result<Value> {
        self.kind.holding(interpreter, all)
    }

    /// Whether it tells of an object that is taken out, which a list does before it looks.
    ///
    /// # Errors
    /// As SQLAlchemy's, where a dict has another object by its key.
    pub(super) fn has_to_tell_of(
        &self,
        interpreter: &mut Interpreter,
        object: &Value,
    ) -> Result<bool> {
        if let Some(held) = self.in_its_place(interpreter, object)? {
            return Err(collected::not_removed(interpreter, object, &held));
        }
        let is_same = |own: &Value| own.is_same(object);
        Ok(match &self.kind {
            Kind::List(_) => true,
            Kind::Set => self.items().iter().any(is_same),
            // By another key it has what it does not find.
            Kind::Keyed(_) => self.kind.has_by_key(interpreter, &self.list, object)?,
        })
    }

    /// Whether an object is in it more than once.
    pub(super) fn has_twice(&self, object: &Value) -> bool {
        match &self.list {
            Value::List(list) => {
                let items = list.items.borrow();
                items.iter().filter(|own| own.is_same(object)).count() > 1
            }
            _ => false,
        }
    }

    /// Puts an object in, and tells nobody.
    pub(super) fn put(&self, interpreter: &mut Interpreter, object: &Value) -> Result<()> {
        self.is_used();
        self.kind.put(interpreter, &self.list, object)?;
        match self.ordering() {
            Some(ordering) => ordering.appended(interpreter, &self.list, &self.items()),
            None => Ok(()),
        }
    }

    /// How a list tells its objects their places, where it does.
    pub(super) fn ordering(&self) -> Option<Rc<Ordering>> {
        match &self.kind {
            Kind::List(ordering) => ordering.clone(),
            _ => None,
        }
    }

    /// Objects stand elsewhere in the list than before.
    pub(super) fn reorder(&self, interpreter: &mut Interpreter) -> Result<()> {
        match self.ordering() {
            Some(ordering) => ordering.reorder(interpreter, &self.list, &self.items()),
            None => Ok(()),
        }
    }

    /// Takes an object out, and tells nobody.
    pub(super) fn take(&self, interpreter: &mut Interpreter, object: &Value) -> Result<()> {
        let count = self.items().len();
        self.kind.take(interpreter, &self.list, object)?;
        match self.items().len() < count {
            true => self.reorder(interpreter),
            false => Ok(()),
        }
    }

    /// What is in it has been written.
    pub(super) fn written(&self) {
        self.stored.replace(self.items());
    }

    /// The attribute that it is.
    pub(super) fn place(&self, interpreter: &mut Interpreter) -> Result<Option<Place>> {
        if self.is_replaced.get() {
            return Ok(None);
        }
        match self.owner.upgrade() {
            Some(owner) => Place::of(interpreter, &owner, &self.name),
            None => {
                let name = &self.name;
                Err(interpreter.raise(
                    "sqlalchemy.orm.exc.ObjectDereferencedError",
                    format!(
                        "Can't emit change event for attribute '{name}' - parent object has been \
                         garbage collected."
                    ),
                ))
            }
        }
    }

    pub(super) fn came(&self, interpreter: &mut Interpreter, object: &Value) -> Result<()> {
        self.is_used();
        match self.place(interpreter)? {
            Some(place) => {
                let token = place.token(Op::Append);
                moves::came(interpreter, &place, object, &token)
            }
            None => Ok(()),
        }
    }

    pub(super) fn went(&self, interpreter: &mut Interpreter, object: &Value) -> Result<()> {
        self.is_used();
        match self.place(interpreter)? {
            Some(place) => {
                let token = place.token(Op::Remove);
                let twice = self.has_twice(object);
                moves::went(interpreter, &place, object, &token, twice)
            }
            None => Ok(()),
        }
    }

    /// The attribute is given another collection, which takes the place of this one.
    pub(super) fn replace(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        place: &Place,
        given: &Value,
    ) -> Result<()> {
        if given
            .downcast::<Self>()
            .is_some_and(|own| Rc::ptr_eq(&own, &self))
        {
            return Ok(());
        }
        let objects = self.kind.given(interpreter, given)?;
        let owner = Value::Instance(place.instance.clone());
        let mut items = Vec::with_capacity(objects.len());
        for item in objects {
            items.push(attributes::validated(
                interpreter,
                &owner,
                &self.name,
                item,
            )?);
        }
        let before = self.items();
        let stored = self.stored.borrow().clone();
        let next = Self::new(
            interpreter,
            self.kind.clone(),
            &place.instance,
            &self.name,
            Vec::new(),
        )?;
        next.stored.replace(stored);
        self.is_replaced.set(true);
        note_change(&place.instance);
        place.state.hold(&self.name, Held::Many(next.clone()));
        let token = place.token(Op::Bulk);
        let has = |all: &[Value], own: &Value| all.iter().any(|other| other.is_same(own));
        for item in &items {
            match has(&before, item) {
                true => moves::saved_with(interpreter, place, item, &token)?,
                false => moves::came(interpreter, place, item, &token)?,
            }
            next.put(interpreter, item)?;
        }
        let mut gone: Vec<Value> = Vec::new();
        for item in before {
            if !has(&items, &item) && !has(&gone, &item) {
                moves::went(interpreter, place, &item, &token, false)?;
                gone.push(item);
            }
        }
        Ok(())
    }
}

fn items_of(list: &Value) -> Vec<Value> {
    match list {
        Value::List(list) => list.items.borrow().clone(),
        Value::Set(set) => set.entries.borrow().keys(),
        Value::Dict(dict) => {
            let pairs = dict.entries.borrow().pairs();
            pairs.into_iter().map(|(_, object)| object).collect()
        }
        _ => Vec::new(),
    }
}

impl Object for Collection {
    fn type_name(&self) -> &str {
        self.kind.type_name()
    }

    fn classes(&self) -> &'static [&'static str] {
        self.kind.classes()
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        match self.kind {
            Kind::List(_) => Ok(Some(self.items())),
            // As any set or dict is.
            _ => interpreter.iterate(&self.list).map(Some),
        }
    }

    fn is_mapping(&self) -> bool {
        matches!(self.kind, Kind::Keyed(_))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.items().len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.items().is_empty()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        interpreter.item(&self.list, key).map(Some)
    }

    fn set_item(
        &self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: Option<Value>,
    ) -> Result<bool> {
        let is_list = matches!(self.kind, Kind::List(_));
        if let (true, Value::Int(_), Some(value)) = (is_list, key, &value) {
            if let (Some(ordering), Value::Int(at)) = (self.ordering(), key) {
                ordering.given(interpreter, &self.list, (*at, value))?;
            }
            let old = interpreter.item(&self.list, key)?;
            self.went(interpreter, &old)?;
            self.came(interpreter, value)?;
            interpreter.set_item(&self.list, key, Some(value.clone()))?;
            return Ok(true);
        }
        match (is_list, key, value) {
            (true, Value::Int(_) | Value::Slice(_), None) => self.delete(interpreter, key)?,
            (true, Value::Slice(range), Some(value)) => {
                self.set_range(interpreter, range, &value)?;
            }
            (_, _, value) => {
                let before = self.items();
                interpreter.set_item(&self.list, key, value)?;
                self.changed(interpreter, &before)?;
            }
        }
        Ok(true)
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        interpreter.contains(&self.list, key).map(Some)
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let other = match other.downcast::<Self>() {
            Some(other) => other.list.clone(),
            None => other.clone(),
        };
        let is_known = match self.kind {
            Kind::List(_) => matches!((operator, &other), ("+" | "==" | "!=", Value::List(_))),
            Kind::Set => matches!(
                (operator, &other),
                (
                    "|" | "&" | "-" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=",
                    Value::Set(_)
                )
            ),
            Kind::Keyed(_) => matches!((operator, &other), ("==" | "!=" | "|", Value::Dict(_))),
        };
        if !is_known {
            return Ok(None);
        }
        let (left, right) = match reflected {
            true => (&other, &self.list),
            false => (&self.list, &other),
        };
        let compared = match operator {
            "==" => CmpOp::Eq,
            "!=" => CmpOp::NotEq,
            "<" => CmpOp::Lt,
            "<=" => CmpOp::LtE,
            ">" => CmpOp::Gt,
            ">=" => CmpOp::GtE,
            _ => return interpreter.binary(operator, left, right).map(Some),
        };
        interpreter.compare(compared, left, right).map(Some)
    }

    fn in_place(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        value: &Value,
    ) -> Result<bool> {
        self.changed_in_place(interpreter, operator, value)
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let is_method = self.kind.methods().contains(&name);
        Ok(is_method.then(|| interpreter.bound_method(Value::Object(self), name)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let told = match self.kind {
            Kind::List(_) => self.listed(interpreter, name, args)?,
            Kind::Set => self.gathered(interpreter, name, args)?,
            Kind::Keyed(_) => None,
        };
        if told.is_some() {
            return Ok(told);
        }
        let before = self.items();
        if let (Kind::Keyed(_), "set" | "remove") = (&self.kind, name) {
            let object = args.required("value")?;
            match name {
                "set" => self.kind.put(interpreter, &self.list, &object)?,
                _ => self.kind.take(interpreter, &self.list, &object)?,
            }
            self.changed(interpreter, &before)?;
            return Ok(Some(Value::None));
        }
        let taken = std::mem::replace(args, Args::new([]));
        let given = interpreter.call_method(&self.list, name, taken)?;
        self.changed(interpreter, &before)?;
        Ok(Some(given))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(interpreter.repr(&self.list)?.to_string()))
    }
}
