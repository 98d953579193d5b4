//! The objects of a relationship to many.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::attributes;
use super::instance::state_of;
use super::mapping::object_of;
use super::related::{relationship_of, tell};
use super::relation_flush;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Instance, Value};

/// The objects of a relationship to many: a list that knows what was stored.
pub(super) struct Collection {
    /// The list itself.
    list: Value,
    /// What the rows said.
    pub(super) stored: RefCell<Vec<Value>>,
    /// What the file itself put in: a session takes these with the owner.
    direct: RefCell<Vec<Value>>,
    owner: Weak<Instance>,
    name: Rc<str>,
}

impl Collection {
    pub(super) fn new(
        interpreter: &mut Interpreter,
        owner: &Rc<Instance>,
        name: &Rc<str>,
        objects: Vec<Value>,
    ) -> Rc<Self> {
        Rc::new(Self {
            list: interpreter.list(objects.clone()),
            stored: objects.into(),
            direct: RefCell::default(),
            owner: Rc::downgrade(owner),
            name: name.clone(),
        })
    }

    /// What is in it now.
    pub(super) fn items(&self) -> Vec<Value> {
        match &self.list {
            Value::List(list) => list.items.borrow().clone(),
            _ => Vec::new(),
        }
    }

    /// What came since it was read, and what went.
    pub(super) fn changes(&self) -> (Vec<Value>, Vec<Value>) {
        let now = self.items();
        let stored = self.stored.borrow();
        let not_in = |list: &[Value], value: &&Value| !list.iter().any(|own| own.is_same(value));
        let came = now.iter().filter(|value| not_in(&stored, value));
        let went = stored.iter().filter(|value| not_in(&now, value));
        (came.cloned().collect(), went.cloned().collect())
    }

    /// What is in it has been written.
    pub(super) fn written(&self) {
        self.stored.replace(self.items());
    }

    /// The objects that a session takes with the owner.
    pub(super) fn taken_along(&self) -> Vec<Value> {
        let items = self.items();
        let mut direct = self.direct.borrow_mut();
        direct.retain(|value| items.iter().any(|own| own.is_same(value)));
        direct.clone()
    }

    pub(super) fn hear(
        &self,
        interpreter: &mut Interpreter,
        object: &Value,
        came: bool,
    ) -> Result<()> {
        let at = self.items().iter().position(|own| own.is_same(object));
        match (came, at) {
            (true, None) => {
                interpreter.call_method(&self.list, "append", Args::new([object.clone()]))?;
            }
            (false, Some(at)) => {
                let at = Value::Int(at as i128);
                interpreter.call_method(&self.list, "pop", Args::new([at]))?;
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn replace(&self, interpreter: &mut Interpreter, items: Vec<Value>) -> Result<()> {
        let before = self.items();
        interpreter.call_method(&self.list, "clear", Args::new([]))?;
        for item in items {
            interpreter.call_method(&self.list, "append", Args::new([item]))?;
        }
        self.changed(interpreter, &before)
    }

    /// Tells the other sides what came and what went.
    fn changed(&self, interpreter: &mut Interpreter, before: &[Value]) -> Result<()> {
        let Some(owner) = self.owner.upgrade() else {
            return Ok(());
        };
        let relationship = relationship_of(interpreter, &owner.class, &self.name);
        let store = state_of(&owner).session.borrow().upgrade();
        let saves = relationship
            .as_ref()
            .is_some_and(|relationship| relationship.cascade().save);
        let back = relationship.and_then(|relationship| relationship.back());
        let owner = Value::Instance(owner);
        let now = self.items();
        let not_in = |list: &[Value], value: &Value| !list.iter().any(|own| own.is_same(value));
        for value in now.iter().filter(|value| not_in(before, value)) {
            if object_of(value).is_none() {
                let shown = interpreter.repr(value)?;
                return Err(interpreter.raise(
                    "AttributeError",
                    format!(
                        "'{}' object has no attribute '_sa_instance_state': {shown}",
                        value.type_name()
                    ),
                ));
            }
            let checked = attributes::validated(interpreter, &owner, &self.name, value.clone());
            match checked {
                Ok(checked) if checked.is_same(value) => {}
                Ok(_) => {
                    return Err(
                        interpreter.unsupported("a validator that puts another object into a list")
                    );
                }
                Err(error) => {
                    if let Value::List(list) = &self.list {
                        list.items.replace(before.to_vec());
                    }
                    return Err(error);
                }
            }
            self.direct.borrow_mut().push(value.clone());
            if saves && let Some(store) = &store {
                relation_flush::cascade_from(interpreter, store, value)?;
            }
            if let Some(back) = &back {
                tell(interpreter, value, back, &owner, true)?;
            }
        }
        for value in before.iter().filter(|value| not_in(&now, value)) {
            if let Some(back) = &back {
                tell(interpreter, value, back, &owner, false)?;
            }
        }
        Ok(())
    }
}

impl Object for Collection {
    fn type_name(&self) -> &str {
        "InstrumentedList"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items()))
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
        let before = self.items();
        interpreter.set_item(&self.list, key, value)?;
        self.changed(interpreter, &before)?;
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
        let items = self.items();
        let other = match other.downcast::<Self>() {
            Some(other) => interpreter.list(other.items()),
            None => other.clone(),
        };
        match (operator, &other) {
            ("+", Value::List(_)) => {
                let more = interpreter.iterate(&other)?;
                let all = match reflected {
                    true => [more, items].concat(),
                    false => [items, more].concat(),
                };
                Ok(Some(interpreter.list(all)))
            }
            ("==" | "!=", Value::List(_)) => {
                let same = interpreter.is_equal(&self.list, &other)?;
                Ok(Some(Value::Bool(same == (operator == "=="))))
            }
            _ => Ok(None),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let before = self.items();
        let taken = std::mem::replace(args, Args::new([]));
        let given = interpreter.call_method(&self.list, name, taken)?;
        self.changed(interpreter, &before)?;
        Ok(Some(given))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(interpreter.repr(&self.list)?.to_string()))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
