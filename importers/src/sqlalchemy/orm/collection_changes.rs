//! What is done to a collection one by one, and told before it is done.

use std::collections::HashMap;
use std::rc::Rc;

use super::collected::Kind;
use super::collection::Collection;
use super::moves::{self, Op};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};

impl Collection {
    /// Tells the other sides what is otherwise than before.
    pub(super) fn changed(&self, interpreter: &mut Interpreter, before: &[Value]) -> Result<()> {
        let now = self.items();
        for value in less(before, &now) {
            self.went(interpreter, &value)?;
        }
        for value in less(&now, before) {
            if let Err(error) = self.came(interpreter, &value) {
                interpreter.call_method(&self.list, "clear", Args::new([]))?;
                before
                    .iter()
                    .try_for_each(|own| self.kind.put(interpreter, &self.list, own))?;
                return Err(error);
            }
        }
        Ok(())
    }

    /// What a list does one by one, and tells before it is done; `None` for another method.
    pub(super) fn listed(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "append" => {
                let object = args.required("object")?;
                self.came(interpreter, &object)?;
                self.put(interpreter, &object)?;
            }
            "extend" => {
                let objects = args.required("iterable")?;
                for object in interpreter.iterate(&objects)? {
                    self.came(interpreter, &object)?;
                    self.put(interpreter, &object)?;
                }
            }
            "insert" => {
                let at = args.required("index")?;
                let object = args.required("object")?;
                self.came(interpreter, &object)?;
                interpreter.call_method(&self.list, name, Args::new([at, object]))?;
                self.reorder(interpreter)?;
            }
            "remove" => {
                let object = args.required("value")?;
                self.went(interpreter, &object)?;
                interpreter.call_method(&self.list, name, Args::new([object]))?;
                if !self.is_replaced.get() {
                    self.reorder(interpreter)?;
                }
            }
            "clear" => {
                for object in self.items() {
                    self.went(interpreter, &object)?;
                }
                interpreter.call_method(&self.list, name, Args::new([]))?;
            }
            "pop" => {
                let taken = std::mem::replace(args, Args::new([]));
                let object = interpreter.call_method(&self.list, name, taken)?;
                self.went(interpreter, &object)?;
                self.reorder(interpreter)?;
                return Ok(Some(object));
            }
            "reorder" if self.ordering().is_some() => self.reorder(interpreter)?,
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    fn holds(&self, interpreter: &mut Interpreter, object: &Value) -> Result<bool> {
        let found = interpreter.contains(&self.list, object)?;
        interpreter.known_truth(&found)
    }

    /// An object is put into a set. One that is there already only comes into the session.
    fn add(&self, interpreter: &mut Interpreter, object: &Value) -> Result<()> {
        if !self.holds(interpreter, object)? {
            self.came(interpreter, object)?;
            return self.put(interpreter, object);
        }
        match self.place(interpreter)? {
            Some(place) => {
                let token = place.token(Op::Append);
                moves::saved_with(interpreter, &place, object, &token)
            }
            None => Ok(()),
        }
    }

    /// `discard(object)`, or `remove(object)` of a set.
    fn leave_out(&self, interpreter: &mut Interpreter, name: &str, object: Value) -> Result<()> {
        if self.holds(interpreter, &object)? {
            self.went(interpreter, &object)?;
        }
        let args = Args::new([object]);
        interpreter.call_method(&self.list, name, args).map(drop)
    }

    /// What a set does one by one, and tells before it is done; `None` for another method.
    pub(super) fn gathered(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "add" => {
                let object = args.required("value")?;
                self.add(interpreter, &object)?;
            }
            "discard" | "remove" => {
                let object = args.required("value")?;
                self.leave_out(interpreter, name, object)?;
            }
            "clear" => {
                for object in self.items() {
                    self.leave_out(interpreter, "remove", object)?;
                }
            }
            "pop" => {
                let object = interpreter.call_method(&self.list, name, Args::new([]))?;
                self.went(interpreter, &object)?;
                return Ok(Some(object));
            }
            "update" => {
                let objects = args.required("value")?;
                self.combine(interpreter, "|", &objects)?;
            }
            "difference_update" => {
                let objects = args.required("value")?;
                self.combine(interpreter, "-", &objects)?;
            }
            "intersection_update" => {
                let objects = args.required("value")?;
                self.combine(interpreter, "&", &objects)?;
            }
            "symmetric_difference_update" => {
                let objects = args.required("value")?;
                self.combine(interpreter, "^", &objects)?;
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    /// A set becomes what an operator says.
    fn combine(&self, interpreter: &mut Interpreter, operator: &str, given: &Value) -> Result<()> {
        let objects = interpreter.iterate(given)?;
        let wanted = match operator {
            "|" => {
                return objects
                    .iter()
                    .try_for_each(|object| self.add(interpreter, object));
            }
            "-" => {
                return objects
                    .into_iter()
                    .try_for_each(|object| self.leave_out(interpreter, "discard", object));
            }
            _ => {
                let other = interpreter.set(objects, false)?;
                interpreter.binary(operator, &self.list, &other)?
            }
        };
        for object in self.items() {
            let stays = interpreter.contains(&wanted, &object)?;
            if !interpreter.known_truth(&stays)? {
                self.leave_out(interpreter, "remove", object)?;
            }
        }
        for object in interpreter.iterate(&wanted)? {
            if !self.holds(interpreter, &object)? {
                self.add(interpreter, &object)?;
            }
        }
        Ok(())
    }

    /// `collection operator= value`: whether it is what changes it.
    ///
    /// # Errors
    /// Where SQLAlchemy changes it without hearing of that, so that nothing of it is written.
    pub(super) fn changed_in_place(
        &self,
        interpreter: &mut Interpreter,
        operator: &str,
        value: &Value,
    ) -> Result<bool> {
        match (&self.kind, operator) {
            (Kind::List(_), "+") => {
                let mut args = Args::new([value.clone()]);
                self.listed(interpreter, "extend", &mut args).map(|_| true)
            }
            (Kind::List(_), "*") | (Kind::Keyed(_), "|") => Err(interpreter.unsupported(&format!(
                "`{operator}=` of related objects, of which SQLAlchemy hears nothing"
            ))),
            (Kind::Set, "|" | "&" | "-" | "^") => {
                let given = match value.downcast::<Self>() {
                    Some(other) => other.list.clone(),
                    None => value.clone(),
                };
                if !matches!(given, Value::Set(_)) {
                    return Ok(false);
                }
                self.combine(interpreter, operator, &given).map(|()| true)
            }
            _ => Ok(false),
        }
    }
}

/// `list[start:stop:step] = objects`, and `del list[key]`.
impl Collection {
    /// Tells of what goes while it is still there.
    pub(super) fn delete(&self, interpreter: &mut Interpreter, key: &Value) -> Result<()> {
        let found = interpreter.item(&self.list, key)?;
        let gone = match key {
            Value::Slice(_) => interpreter.iterate(&found)?,
            _ => vec![found],
        };
        for object in gone {
            self.went(interpreter, &object)?;
        }
        interpreter.set_item(&self.list, key, None)?;
        self.reorder(interpreter)
    }

    /// One by one, as SQLAlchemy does it: what stands there goes, and what is given comes, also
    /// where it is the same.
    pub(super) fn set_range(
        &self,
        interpreter: &mut Interpreter,
        (start, stop, step): &(Value, Value, Value),
        given: &Value,
    ) -> Result<()> {
        if given
            .downcast::<Self>()
            .is_some_and(|own| std::ptr::eq(&raw const *own, self))
        {
            return Ok(());
        }
        let length = self.items().len() as i128;
        let place = |own: &Value, other: i128| match own {
            Value::Int(place) if *place < 0 => *place + length,
            Value::Int(place) => *place,
            _ => other,
        };
        let (start, stop) = (place(start, 0), place(stop, length));
        let objects = interpreter.iterate(given)?;
        if !matches!(step, Value::None | Value::Int(1)) {
            return Err(interpreter
                .unsupported("giving every second object of a relationship, or the like"));
        }
        for _ in start..stop {
            if self.items().len() as i128 > start {
                self.delete(interpreter, &Value::Int(start))?;
            }
        }
        for (place, object) in (start..).zip(objects) {
            let mut args = Args::new([Value::Int(place), object]);
            self.listed(interpreter, "insert", &mut args)?;
        }
        Ok(())
    }
}

/// What is in one more often than in the other, each that often.
fn less(these: &[Value], others: &[Value]) -> Vec<Value> {
    let mut counts: HashMap<*const Instance, usize> = HashMap::new();
    for own in others.iter().filter_map(address) {
        *counts.entry(own).or_default() += 1;
    }
    let is_more = |value: &&Value| match address(value).and_then(|own| counts.get_mut(&own)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    these.iter().filter(is_more).cloned().collect()
}

fn address(object: &Value) -> Option<*const Instance> {
    match object {
        Value::Instance(instance) => Some(Rc::as_ptr(instance)),
        _ => None,
    }
}
