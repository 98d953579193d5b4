//! The objects of a relationship to many.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::attributes;
use super::collected::Kind;
use super::instance::state_of;
use super::mapping::object_of;
use super::related::{relationship_of, tell};
use super::relation_flush;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::syntax::ast::CmpOp;
use crate::python::value::{Instance, Value};

/// The objects of a relationship to many: a list, set or dict that knows what was stored.
pub(super) struct Collection {
    /// The list, set or dict itself.
    list: Value,
    /// Which of these it is.
    kind: Kind,
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
        kind: Kind,
        owner: &Rc<Instance>,
        name: &Rc<str>,
        objects: Vec<Value>,
    ) -> Result<Rc<Self>> {
        Ok(Rc::new(Self {
            list: kind.holding(interpreter, objects.clone())?,
            kind,
            stored: objects.into(),
            direct: RefCell::default(),
            owner: Rc::downgrade(owner),
            name: name.clone(),
        }))
    }

    /// What is in it now.
    pub(super) fn items(&self) -> Vec<Value> {
        match &self.list {
            Value::List(list) => list.items.borrow().clone(),
            Value::Set(set) => set.entries.borrow().keys(),
            Value::Dict(dict) => {
                let pairs = dict.entries.borrow().pairs();
                pairs.into_iter().map(|(_, object)| object).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A list, set or dict of other objects.
    pub(super) fn like(&self, interpreter: &mut Interpreter, all: Vec<Value>) -> Result<Value> {
        self.kind.holding(interpreter, all)
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
        let is_there = self.items().iter().any(|own| own.is_same(object));
        match (came, is_there) {
            (true, false) => self.kind.put(interpreter, &self.list, object),
            (false, true) => self.kind.take(interpreter, &self.list, object),
            _ => Ok(()),
        }
    }

    /// The attribute is given another collection.
    pub(super) fn replace(&self, interpreter: &mut Interpreter, given: &Value) -> Result<()> {
        let items = self.kind.given(interpreter, given)?;
        let before = self.items();
        interpreter.call_method(&self.list, "clear", Args::new([]))?;
        for item in items {
            self.kind.put(interpreter, &self.list, &item)?;
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
                    interpreter.call_method(&self.list, "clear", Args::new([]))?;
                    for own in before {
                        self.kind.put(interpreter, &self.list, own)?;
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
        self.kind.type_name()
    }

    fn classes(&self) -> &'static [&'static str] {
        self.kind.classes()
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        match self.kind {
            Kind::List => Ok(Some(self.items())),
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
        let other = match other.downcast::<Self>() {
            Some(other) => other.list.clone(),
            None => other.clone(),
        };
        let is_known = match self.kind {
            Kind::List => matches!((operator, &other), ("+" | "==" | "!=", Value::List(_))),
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

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
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
