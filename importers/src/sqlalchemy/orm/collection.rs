//! The objects of a relationship to many.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::attributes;
use super::cascade;
use super::collected::Kind;
use super::instance::{note_change, state_of};
use super::mapping::object_of;
use super::related::{relationship_of, tell};
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
    /// Kept, so that what is put into the list of an object that nobody else holds is written.
    owner: Rc<Instance>,
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
            owner: owner.clone(),
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

    /// Whether an object is in it now.
    fn has(&self, object: &Value) -> bool {
        match &self.list {
            Value::List(list) => list.items.borrow().iter().any(|own| own.is_same(object)),
            _ => self.items().iter().any(|own| own.is_same(object)),
        }
    }

    /// What came since it was read, and what went.
    pub(super) fn changes(&self) -> (Vec<Value>, Vec<Value>) {
        difference(&self.stored.borrow(), &self.items())
    }

    /// What is in it has been written.
    pub(super) fn written(&self) {
        self.stored.replace(self.items());
    }

    pub(super) fn hear(
        &self,
        interpreter: &mut Interpreter,
        object: &Value,
        came: bool,
    ) -> Result<()> {
        note_change(&self.owner);
        match (came, self.has(object)) {
            (true, false) => self.kind.put(interpreter, &self.list, object),
            (false, true) => {
                self.kind.take(interpreter, &self.list, object)?;
                self.let_go(interpreter, object);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn let_go(&self, interpreter: &mut Interpreter, object: &Value) {
        if let Some(relationship) = relationship_of(interpreter, &self.owner.class, &self.name) {
            cascade::let_go(&relationship, &self.owner, object);
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

    /// Tells the other sides what is otherwise than before.
    fn changed(&self, interpreter: &mut Interpreter, before: &[Value]) -> Result<()> {
        let (came, went) = difference(before, &self.items());
        let taken_back = |interpreter: &mut Interpreter| {
            interpreter.call_method(&self.list, "clear", Args::new([]))?;
            before
                .iter()
                .try_for_each(|own| self.kind.put(interpreter, &self.list, own))
        };
        self.moved(interpreter, (&came, &went), taken_back)
    }

    /// `append(object)` of a list, without looking through the list for what changed.
    fn append(&self, interpreter: &mut Interpreter, object: Value) -> Result<()> {
        let came: &[Value] = match self.has(&object) {
            true => &[],
            false => std::slice::from_ref(&object),
        };
        self.kind.put(interpreter, &self.list, &object)?;
        let taken_back = |interpreter: &mut Interpreter| {
            interpreter
                .call_method(&self.list, "pop", Args::new([]))
                .map(drop)
        };
        self.moved(interpreter, (came, &[]), taken_back)
    }

    /// Tells the other sides what came and what went.
    fn moved(
        &self,
        interpreter: &mut Interpreter,
        (came, went): (&[Value], &[Value]),
        taken_back: impl FnOnce(&mut Interpreter) -> Result<()>,
    ) -> Result<()> {
        let owner = self.owner.clone();
        if !came.is_empty() || !went.is_empty() {
            note_change(&owner);
        }
        let relationship = relationship_of(interpreter, &owner.class, &self.name);
        let store = state_of(&owner).session.borrow().upgrade();
        let saves = relationship
            .as_ref()
            .is_some_and(|relationship| relationship.cascade().save);
        let back = relationship.and_then(|relationship| relationship.back());
        let owner = Value::Instance(owner);
        for value in came {
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
                    taken_back(interpreter)?;
                    return Err(error);
                }
            }
            if saves && let Some(store) = &store {
                cascade::cascade_from(interpreter, store, value)?;
            }
            if let Some(back) = &back {
                tell(interpreter, value, back, &owner, true)?;
            }
        }
        for value in went {
            if let Some(back) = &back {
                tell(interpreter, value, back, &owner, false)?;
            }
            self.let_go(interpreter, value);
        }
        Ok(())
    }
}

fn address(object: &Value) -> Option<*const Instance> {
    match object {
        Value::Instance(instance) => Some(Rc::as_ptr(instance)),
        _ => None,
    }
}

fn addresses(objects: &[Value]) -> HashSet<*const Instance> {
    objects.iter().filter_map(address).collect()
}

/// What came between two moments, and what went.
fn difference(before: &[Value], now: &[Value]) -> (Vec<Value>, Vec<Value>) {
    let only = |these: &[Value], others: &[Value]| -> Vec<Value> {
        let others = addresses(others);
        let is_new = |value: &&Value| address(value).is_none_or(|own| !others.contains(&own));
        these.iter().filter(is_new).cloned().collect()
    };
    (only(now, before), only(before, now))
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
        if let (Kind::List, "append") = (&self.kind, name) {
            let object = args.required("object")?;
            self.append(interpreter, object)?;
            return Ok(Some(Value::None));
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
