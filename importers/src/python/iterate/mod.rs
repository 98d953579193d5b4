//! Iterating values: all items at once, or one at a time.

mod iterator;
mod source;

use std::any::Any;
use std::rc::Rc;

use super::class_name;
use super::interpreter::Interpreter;
use super::methods::dict;
use super::native::{Args, Interrupt, Result};
use super::stdlib::collections::Deque;
use super::syntax::Place;
use super::value::Value;
pub(crate) use iterator::Iterator;
use source::Keys;
pub(crate) use source::Source;
pub(crate) use source::Viewed;

/// How an iterator is asked to go on.
pub(crate) enum Resume {
    /// `next(iterator)`
    Next,
    /// `iterator.send(value)`
    Send(Value),
    /// `iterator.throw(exception)`
    Throw(Value, Place),
    /// `iterator.close()`
    Close,
}

/// What it gives.
pub(crate) enum Yielded {
    /// An item.
    Item(Value),
    /// Nothing more; a generator returned a value.
    Returned(Value),
}

/// Where the items of an iterator come from.
pub(crate) trait Stream {
    /// The next item; `None` at the end.
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>>;

    /// The same stream at the same place, for the other side of a branch.
    fn copy(&self) -> Box<dyn Stream>;

    /// Goes on; what is no generator knows only `next`.
    fn resume(&mut self, interpreter: &mut Interpreter, resume: Resume) -> Result<Yielded> {
        match resume {
            Resume::Throw(exception, place) => Err(Interrupt::Raised(exception, place)),
            Resume::Close => Ok(Yielded::Returned(Value::None)),
            Resume::Next | Resume::Send(_) => Ok(match self.next(interpreter)? {
                Some(item) => Yielded::Item(item),
                None => Yielded::Returned(Value::None),
            }),
        }
    }

    /// Whether it has `send`, `throw` and `close`.
    fn is_generator(&self) -> bool {
        false
    }

    /// Whether it stopped inside a `with` or before a `finally`.
    fn must_be_closed(&self) -> bool {
        false
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
            Value::Set(set) => super::hashed::items(&set.entries.borrow()),
            Value::Str(text) => {
                self.charge(text.len() * 16)?;
                text.chars()
                    .map(|c| Value::str(c.encode_utf8(&mut [0; 4])))
                    .collect()
            }
            Value::Bytes(bytes) => bytes.iter().map(|b| Value::Int((*b).into())).collect(),
            Value::Range(range) => {
                let (start, step) = (range.start, range.step);
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
                    let iterator = self.own_iterator(&method, value)?;
                    return self.deeper(|interpreter| interpreter.take_all(iterator));
                }
                if super::stdlib::flag::is_flag(&instance.class) {
                    return super::stdlib::flag::parts(self, instance);
                }
                let inner = instance.inner.borrow().clone();
                match inner {
                    Some(inner) => return self.iterate(&inner),
                    None if self
                        .class_attribute(&instance.class, "__getitem__")
                        .is_some() =>
                    {
                        return self.take_all(Source::Indexed(value.clone(), 0));
                    }
                    None => return Err(self.not_iterable(value)),
                }
            }
            Value::Class(class) => {
                if let Some(method) = self.meta_method(class, "__iter__") {
                    let iterator = self.own_iterator(&method, value)?;
                    return self.deeper(|interpreter| interpreter.take_all(iterator));
                }
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

    /// The items of a value one at a time, as `for` takes them.
    ///
    /// # Errors
    /// As [`Interpreter::iterate`].
    pub(crate) fn source(&mut self, value: Value) -> Result<Source> {
        Ok(match &value {
            Value::List(list) => Source::List(list.clone(), 0),
            Value::Dict(dict) => Source::of_dict(dict.clone(), Viewed::Keys),
            Value::Set(set) => {
                self.step(set.entries.borrow().len() as u64 / 4)?;
                let items = super::hashed::items(&set.entries.borrow());
                let keys = Keys::of(&set.entries.borrow());
                Source::Set(set.clone(), items.into_iter(), keys)
            }
            Value::Range(range) => {
                let length = super::compare::range_length(&value);
                Source::Range(range.start, range.step, length)
            }
            Value::Object(object) => {
                let any: Rc<dyn Any> = object.clone();
                if any.is::<Iterator>() || object.is_iterator() {
                    drop(any);
                    Source::Iterator(value)
                } else if let Some((dict, viewed)) = dict::viewed(&*any) {
                    Source::of_dict(dict, viewed)
                } else if let Ok(deque) = any.downcast::<Deque>() {
                    let changes = deque.changes();
                    Source::Deque(deque, 0, changes)
                } else {
                    let items = self.iterate(&value)?;
                    match self.list(items) {
                        Value::List(list) => Source::List(list, 0),
                        other => Source::Iterator(other),
                    }
                }
            }
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__iter__") {
                    return self.own_iterator(&method, &value);
                }
                let has_items = self
                    .class_attribute(&instance.class, "__getitem__")
                    .is_some();
                if has_items && instance.inner.borrow().is_none() {
                    return Ok(Source::Indexed(value, 0));
                }
                Source::Items(self.iterate(&value)?.into_iter())
            }
            _ => Source::Items(self.iterate(&value)?.into_iter()),
        })
    }

    /// What the `__iter__` of a class gives, which must be an iterator.
    fn own_iterator(&mut self, method: &Value, value: &Value) -> Result<Source> {
        let iterator = self.call_with(method, [value.clone()])?;
        let is_iterator = match &iterator {
            Value::Object(_) | Value::Unknown(_) => true,
            Value::Instance(instance) => {
                self.class_attribute(&instance.class, "__next__").is_some()
            }
            _ => false,
        };
        if is_iterator {
            return Ok(Source::Iterator(iterator));
        }
        let class = iterator.type_name();
        let text = format!("iter() returned non-iterator of type '{class}'");
        Err(self.raise("TypeError", text))
    }

    /// `iter(value)`
    ///
    /// # Errors
    /// As [`Interpreter::iterate`].
    pub(crate) fn iterator(&mut self, value: &Value) -> Result<Value> {
        let name = match value {
            Value::List(_) => "list_iterator",
            Value::Tuple(_) => "tuple_iterator",
            Value::Dict(_) => "dict_keyiterator",
            Value::Set(_) => "set_iterator",
            Value::Str(_) => "str_iterator",
            Value::Range(..) => "range_iterator",
            _ => "iterator",
        };
        Ok(match self.source(value.clone())? {
            Source::Iterator(iterator) => iterator,
            source => Iterator::over(self, name, source),
        })
    }

    /// Everything that is left in a source.
    pub(super) fn take_all(&mut self, mut source: Source) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        while let Some(item) = source.next(self)? {
            self.step(1)?;
            self.charge(std::mem::size_of::<Value>())?;
            items.push(item);
        }
        Ok(items)
    }

    /// `StopIteration`, with what a generator returned.
    pub(crate) fn stop_iteration(&mut self, value: Value) -> Interrupt {
        let arguments = if value.is_none() {
            Vec::new()
        } else {
            vec![value]
        };
        self.raise_with("StopIteration", arguments)
    }

    fn not_iterable(&mut self, value: &Value) -> super::native::Interrupt {
        let message = format!("'{}' object is not iterable", class_name::shown(value));
        self.cannot(value, "TypeError", message)
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
        let message = format!(
            "'{}' object is not an iterator",
            class_name::shown(iterator)
        );
        Err(self.cannot(iterator, "TypeError", message))
    }
}

/// Whether an exception is of a class, by its full name.
pub(crate) fn exception_is(exception: &Value, class: &str) -> bool {
    match exception {
        Value::Instance(instance) => instance.class.derives_from(class),
        _ => false,
    }
}
