//! Iterating values: all items at once, or one at a time.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::{Args, Interrupt, Object, Result};
use super::syntax::Place;
use super::value::{Dict, List, Set, Value};

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

/// A stream that a function gives: of what it captured, and the position in it.
#[derive(Clone)]
pub(crate) struct Stepping<S, F> {
    state: S,
    step: F,
}

impl<S, F> Stream for Stepping<S, F>
where
    S: Clone + 'static,
    F: Fn(&mut S, &mut Interpreter) -> Result<Option<Value>> + Clone + 'static,
{
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        (self.step)(&mut self.state, interpreter)
    }

    fn copy(&self) -> Box<dyn Stream> {
        Box::new(self.clone())
    }
}

enum State {
    Waiting(Box<dyn Stream>),
    Running,
    Ended,
}

/// What `iter`, generators, `zip`, `map` and their like give.
pub(crate) struct Iterator {
    name: &'static str,
    state: RefCell<State>,
    born: u64,
    /// Told where the iterator is given up inside a `with` or before a `finally`.
    given_up: Option<Rc<std::cell::Cell<bool>>>,
}

impl Iterator {
    /// An iterator over items that are there.
    pub(crate) fn value(interpreter: &Interpreter, name: &'static str, items: Vec<Value>) -> Value {
        Self::over(interpreter, name, Source::Items(items.into_iter()))
    }

    /// An iterator over a stream.
    pub(crate) fn over(
        interpreter: &Interpreter,
        name: &'static str,
        stream: impl Stream + 'static,
    ) -> Value {
        let given_up = stream.is_generator().then(|| interpreter.given_up.clone());
        Value::object(Self {
            name,
            state: RefCell::new(State::Waiting(Box::new(stream))),
            born: interpreter.born(),
            given_up,
        })
    }

    /// An iterator whose items a function makes, of a state that it changes.
    pub(crate) fn stepping<S: Clone + 'static>(
        interpreter: &Interpreter,
        name: &'static str,
        state: S,
        step: impl Fn(&mut S, &mut Interpreter) -> Result<Option<Value>> + Clone + 'static,
    ) -> Value {
        Self::over(interpreter, name, Stepping { state, step })
    }

    /// Goes on.
    pub(crate) fn advance(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        resume: Resume,
    ) -> Result<Yielded> {
        interpreter.note_iterator(self);
        let state = self.state.replace(State::Running);
        match state {
            State::Running => Err(interpreter.raise("ValueError", "generator already executing")),
            State::Ended => {
                self.state.replace(State::Ended);
                match resume {
                    Resume::Throw(exception, place) => Err(Interrupt::Raised(exception, place)),
                    _ => Ok(Yielded::Returned(Value::None)),
                }
            }
            State::Waiting(mut stream) => {
                let result = stream.resume(interpreter, resume);
                let next = match &result {
                    Ok(Yielded::Item(_)) => State::Waiting(stream),
                    _ => State::Ended,
                };
                self.state.replace(next);
                result
            }
        }
    }

    pub(crate) fn is_generator(&self) -> bool {
        self.given_up.is_some()
    }

    pub(crate) fn born(&self) -> u64 {
        self.born
    }

    /// Where it stands, for the journal; `None` at its end.
    pub(crate) fn stream(&self) -> Option<Box<dyn Stream>> {
        match &*self.state.borrow() {
            State::Waiting(stream) => Some(stream.copy()),
            _ => None,
        }
    }

    pub(crate) fn set_stream(&self, stream: Option<Box<dyn Stream>>) {
        let state = stream.map_or(State::Ended, State::Waiting);
        drop(self.state.replace(state));
    }
}

impl Drop for Iterator {
    fn drop(&mut self) {
        if let (Some(given_up), State::Waiting(stream)) = (&self.given_up, self.state.get_mut())
            && stream.must_be_closed()
        {
            given_up.set(true);
        }
        // Iterators over iterators, a million deep, must not exhaust the stack.
        let state = std::mem::replace(self.state.get_mut(), State::Ended);
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || drop(state));
    }
}

impl Object for Iterator {
    fn type_name(&self) -> &str {
        self.name
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        let mut items = Vec::new();
        while let Yielded::Item(item) = self.advance(interpreter, Resume::Next)? {
            interpreter.step(1)?;
            interpreter.charge(std::mem::size_of::<Value>())?;
            items.push(item);
        }
        Ok(Some(items))
    }

    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        Ok(Some(match self.advance(interpreter, Resume::Next)? {
            Yielded::Item(item) => Some(item),
            Yielded::Returned(_) => None,
        }))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "send" | "throw" | "close" if self.is_generator() => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            "__next__" | "__iter__" => Some(interpreter.bound_method(Value::Object(self), name)),
            "__name__" if self.is_generator() => Some(Value::str(self.name)),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let resume = match name {
            "__next__" => Resume::Next,
            "__iter__" => return Ok(Some(Value::Object(self))),
            "send" if self.is_generator() => Resume::Send(args.required("value")?),
            "throw" if self.is_generator() => {
                let exception = args.required("value")?;
                let exception = interpreter.exception_of(exception)?;
                Resume::Throw(exception, interpreter.main_place())
            }
            "close" if self.is_generator() => {
                self.advance(interpreter, Resume::Close)?;
                return Ok(Some(Value::None));
            }
            _ => return Ok(None),
        };
        match self.advance(interpreter, resume)? {
            Yielded::Item(item) => Ok(Some(item)),
            Yielded::Returned(value) => Err(interpreter.stop_iteration(value)),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        while let Yielded::Item(item) = self.advance(interpreter, Resume::Next)? {
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

/// The items of a value, one at a time, as `for` takes them.
#[derive(Clone)]
pub(crate) enum Source {
    /// Items that are there.
    Items(std::vec::IntoIter<Value>),
    /// A list, read as it stands at each turn.
    List(Rc<List>, usize),
    /// A dict's keys; its size must stay.
    Dict(Rc<Dict>, std::vec::IntoIter<Value>, usize),
    /// A set's items; its size must stay.
    Set(Rc<Set>, std::vec::IntoIter<Value>, usize),
    /// `range`: next number, step, how many are left.
    Range(i128, i128, i128),
    /// An object with `__getitem__` and nothing else.
    Indexed(Value, i128),
    /// Something that `next` takes.
    Iterator(Value),
}

impl Source {
    /// The next item; `None` at the end.
    pub(crate) fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Ok(match self {
            Self::Items(items) => items.next(),
            Self::List(list, at) => {
                let item = list.items.borrow().get(*at).cloned();
                *at += 1;
                item
            }
            Self::Dict(dict, keys, size) => {
                if dict.entries.borrow().len() != *size {
                    return Err(interpreter
                        .raise("RuntimeError", "dictionary changed size during iteration"));
                }
                keys.next()
            }
            Self::Set(set, items, size) => {
                if set.entries.borrow().len() != *size {
                    return Err(
                        interpreter.raise("RuntimeError", "Set changed size during iteration")
                    );
                }
                items.next()
            }
            Self::Range(next, step, left) => {
                if *left <= 0 {
                    return Ok(None);
                }
                let number = *next;
                *next = next.saturating_add(*step);
                *left -= 1;
                Some(Value::Int(number))
            }
            Self::Indexed(value, at) => {
                let key = Value::Int(*at);
                *at += 1;
                match interpreter.item(&value.clone(), &key) {
                    Ok(item) => Some(item),
                    Err(Interrupt::Raised(exception, _))
                        if exception_is(&exception, "IndexError") =>
                    {
                        None
                    }
                    Err(other) => return Err(other),
                }
            }
            Self::Iterator(iterator) => interpreter.next_item(&iterator.clone())?,
        })
    }

    /// The loop over it ended early: a generator that nobody else holds is closed.
    pub(crate) fn close(self, interpreter: &mut Interpreter) -> Result<()> {
        if let Self::Iterator(Value::Object(object)) = self
            && Rc::strong_count(&object) == 1
        {
            let object: Rc<dyn Any> = object.as_any();
            if let Ok(iterator) = object.downcast::<Iterator>()
                && iterator.is_generator()
            {
                iterator.advance(interpreter, Resume::Close)?;
            }
        }
        Ok(())
    }
}

impl Stream for Source {
    fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Self::next(self, interpreter)
    }

    fn copy(&self) -> Box<dyn Stream> {
        Box::new(self.clone())
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
                    let iterator = self.call_with(&method, [value.clone()])?;
                    return self.deeper(|interpreter| interpreter.iterate(&iterator));
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
            Value::Dict(dict) => {
                let keys = dict.entries.borrow().keys();
                Source::Dict(dict.clone(), keys.clone().into_iter(), keys.len())
            }
            Value::Set(set) => {
                let items = super::hashed::items(&set.entries.borrow());
                Source::Set(set.clone(), items.clone().into_iter(), items.len())
            }
            Value::Range(start, _, step) => {
                Source::Range(*start, *step, super::compare::range_length(&value))
            }
            Value::Object(object) => {
                let any: Rc<dyn Any> = object.clone().as_any();
                if any.is::<Iterator>() {
                    drop(any);
                    Source::Iterator(value)
                } else {
                    Source::Items(self.iterate(&value)?.into_iter())
                }
            }
            Value::Instance(instance) => {
                if let Some(method) = self.class_attribute(&instance.class, "__iter__") {
                    let iterator = self.call(&method, Args::new([value.clone()]))?;
                    return Ok(Source::Iterator(iterator));
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
    fn take_all(&mut self, mut source: Source) -> Result<Vec<Value>> {
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
