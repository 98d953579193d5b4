//! Iterating values. Iterators are lists of what is left: nothing in a
//! migration needs a generator that waits.

use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Args, Object, Result};
use super::value::Value;

/// What `iter`, generators, `zip`, `map` and their like give: the items that are left.
pub(crate) struct Iterator {
    pub(crate) name: &'static str,
    pub(crate) items: RefCell<VecDeque<Value>>,
}

impl Iterator {
    pub(crate) fn value(name: &'static str, items: Vec<Value>) -> Value {
        Value::object(Self {
            name,
            items: RefCell::new(items.into()),
        })
    }
}

impl Object for Iterator {
    fn type_name(&self) -> &str {
        self.name
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items.borrow_mut().drain(..).collect()))
    }

    fn next(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Option<Value>>> {
        Ok(Some(self.items.borrow_mut().pop_front()))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "__next__" => {
                let next = self.items.borrow_mut().pop_front();
                match next {
                    Some(value) => Ok(Some(value)),
                    None => Err(interpreter.raise_with("StopIteration", Vec::new())),
                }
            }
            "__iter__" => Ok(Some(Value::Object(self))),
            "close" => Ok(Some(Value::None)),
            _ => Ok(None),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        let items: Vec<Value> = self.items.borrow_mut().drain(..).collect();
        for item in items {
            if interpreter.is_equal(&item, key)? {
                return Ok(Some(Value::Bool(true)));
            }
        }
        Ok(Some(Value::Bool(false)))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("<{} object>", self.name)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Interpreter {
    /// The items of a value.
    ///
    /// # Errors
    /// `TypeError` where it cannot be iterated; a program where its items are only known live.
    pub fn iterate(&mut self, value: &Value) -> Result<Vec<Value>> {
        let items = match value {
            Value::List(list) => list.items.borrow().clone(),
            Value::Tuple(items) => items.to_vec(),
            Value::Dict(dict) => dict.entries.borrow().keys(),
            Value::Set(set) => set.entries.borrow().keys(),
            Value::Str(text) => {
                self.charge(text.len() * 16)?;
                text.chars()
                    .map(|c| Value::str(c.encode_utf8(&mut [0; 4])))
                    .collect()
            }
            Value::Bytes(bytes) => bytes.iter().map(|b| Value::Int((*b).into())).collect(),
            Value::Range(start, _, step) => {
                let length = super::compare::range_length(value);
                self.step(u64::try_from(length).unwrap_or(u64::MAX))?;
                (0..length).map(|i| Value::Int(start + i * step)).collect()
            }
            Value::Object(object) => match object.clone().iterate(self)? {
                Some(items) => items,
                None => return Err(self.not_iterable(value)),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__iter__") {
                    let iterator = self.call(&method, Args::new([value.clone()]))?;
                    return if iterator.is_same(value) {
                        self.drain(&iterator)
                    } else {
                        self.deeper(|interpreter| interpreter.iterate(&iterator))
                    };
                }
                if self.class_attribute(&instance.class, "__next__").is_some() {
                    return self.drain(value);
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner) => return self.iterate(&inner),
                    None => return Err(self.not_iterable(value)),
                }
            }
            Value::Class(class) => {
                // An enum iterates over its members.
                match self.class_attribute(class, "__members_list__") {
                    Some(members) => return self.iterate(&members),
                    None => return Err(self.not_iterable(value)),
                }
            }
            Value::Unknown(_) | Value::Test(_) => {
                return match super::args::not_known(value, &self.place()) {
                    Some(interrupt) => Err(interrupt),
                    None => Ok(Vec::new()),
                };
            }
            _ => return Err(self.not_iterable(value)),
        };
        self.step(items.len() as u64)?;
        self.charge(items.len() * std::mem::size_of::<Value>())?;
        Ok(items)
    }

    fn not_iterable(&mut self, value: &Value) -> super::native::Interrupt {
        self.raise(
            "TypeError",
            format!("'{}' object is not iterable", value.type_name()),
        )
    }

    /// Calls `__next__` until it raises `StopIteration`.
    fn drain(&mut self, iterator: &Value) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        while let Some(item) = self.next_item(iterator)? {
            self.step(1)?;
            self.charge(std::mem::size_of::<Value>())?;
            items.push(item);
        }
        Ok(items)
    }

    /// `next(iterator)`; `None` at its end.
    ///
    /// # Errors
    /// `TypeError` where it is no iterator.
    pub fn next_item(&mut self, iterator: &Value) -> Result<Option<Value>> {
        match iterator {
            Value::Object(object) => {
                if let Some(next) = object.clone().next(self)? {
                    return Ok(next);
                }
            }
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__next__") {
                    return match self.call(&method, Args::new([iterator.clone()])) {
                        Ok(value) => Ok(Some(value)),
                        Err(super::native::Interrupt::Raised(exception, place)) => {
                            if exception_is(&exception, "StopIteration") {
                                Ok(None)
                            } else {
                                Err(super::native::Interrupt::Raised(exception, place))
                            }
                        }
                        Err(other) => Err(other),
                    };
                }
            }
            Value::Unknown(_) => {
                self.known(iterator.clone())?;
            }
            _ => {}
        }
        Err(self.raise(
            "TypeError",
            format!("'{}' object is not an iterator", iterator.type_name()),
        ))
    }
}

/// Whether an exception is of a class, by its full name.
pub(crate) fn exception_is(exception: &Value, class: &str) -> bool {
    match exception {
        Value::Instance(instance) => instance.class.derives_from(class),
        _ => false,
    }
}
