//! What `iter`, generators and their like give.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Resume, Source, Stream, Yielded};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

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
    /// How often it was asked to go on.
    asked: Cell<u64>,
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
            asked: Cell::new(0),
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
        self.asked.set(self.asked.get() + 1);
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
        let source = Source::Iterator(Value::Object(self));
        interpreter.take_all(source).map(Some)
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
            interpreter.step(1)?;
            if interpreter.is_equal(&item, key)? {
                return Ok(Some(Value::Bool(true)));
            }
        }
        Ok(Some(Value::Bool(false)))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("<{} object>", self.name)))
    }

    fn changes(&self) -> u64 {
        self.asked.get()
    }
}
