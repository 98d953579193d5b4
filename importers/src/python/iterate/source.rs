//! The items of a value, one at a time.

use std::any::Any;
use std::rc::Rc;

use super::{Iterator, Resume, Stream, exception_is};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::{Dict, List, Set, Value};

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
