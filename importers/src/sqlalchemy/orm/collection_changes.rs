//! What is done to a collection one by one, and told before it is done.

use std::collections::HashMap;
use std::rc::Rc;

use super::collection::Collection;
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
