//! The items of a value, one at a time.

use std::any::Any;
use std::rc::Rc;

use super::{Iterator, Resume, Stream, exception_is};
use crate::python::dict::DictEntries;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::stdlib::collections::Deque;
use crate::python::value::{Dict, List, Set, Value};

/// The items of a value, one at a time, as `for` takes them.
#[derive(Clone)]
pub(crate) enum Source {
    /// Items that are there.
    Items(std::vec::IntoIter<Value>),
    /// A list, read as it stands at each turn.
    List(Rc<List>, usize),
    /// Keys, values or both of a dict, from a place on; the keys must stay.
    Dict(Rc<Dict>, usize, Keys, Viewed),
    /// A set's items; they must stay.
    Set(Rc<Set>, std::vec::IntoIter<Value>, Keys),
    /// The items of a deque, from a place on, while it has seen so many changes.
    Deque(Rc<Deque>, usize, u64),
    /// `range`: next number, step, how many are left.
    Range(i128, i128, i128),
    /// An object with `__getitem__` and nothing else.
    Indexed(Value, i128),
    /// Something that `next` takes.
    Iterator(Value),
}

/// What a loop over a dict gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Viewed {
    Keys,
    Values,
    Items,
}

/// The keys that a dict or a set had when its iteration began.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    size: usize,
    changes: u64,
}

impl Keys {
    pub(super) fn of(entries: &DictEntries) -> Self {
        Self {
            size: entries.len(),
            changes: entries.changes(),
        }
    }

    /// Whether they are still there.
    fn check(self, interpreter: &mut Interpreter, entries: &DictEntries, what: &str) -> Result<()> {
        if entries.len() != self.size {
            let text = format!("{what} changed size during iteration");
            return Err(interpreter.raise("RuntimeError", text));
        }
        if entries.changes() != self.changes {
            // What Python gives then depends on the inside of its tables.
            return Err(interpreter.unsupported("an iteration over keys that are exchanged in it"));
        }
        Ok(())
    }
}

impl Source {
    /// What a loop over a dict or one of its views takes.
    pub(super) fn of_dict(dict: Rc<Dict>, viewed: Viewed) -> Self {
        let keys = Keys::of(&dict.entries.borrow());
        Self::Dict(dict, 0, keys, viewed)
    }

    /// The next item; `None` at the end.
    pub(crate) fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        Ok(match self {
            Self::Items(items) => items.next(),
            Self::List(list, at) => {
                let item = list.items.borrow().get(*at).cloned();
                *at += 1;
                item
            }
            Self::Dict(dict, at, keys, viewed) => {
                keys.check(interpreter, &dict.entries.borrow(), "dictionary")?;
                let entries = dict.entries.borrow();
                let Some((key, value, next)) = entries.entry_from(*at) else {
                    return Ok(None);
                };
                *at = next;
                Some(match viewed {
                    Viewed::Keys => key.clone(),
                    Viewed::Values => value.clone(),
                    Viewed::Items => Value::tuple([key.clone(), value.clone()]),
                })
            }
            Self::Set(set, items, keys) => {
                keys.check(interpreter, &set.entries.borrow(), "Set")?;
                items.next()
            }
            Self::Deque(deque, at, changes) => {
                if deque.changes() != *changes {
                    let text = "deque mutated during iteration";
                    return Err(interpreter.raise("RuntimeError", text));
                }
                let item = deque.get(*at);
                *at += 1;
                item
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
                        if exception_is(&exception, "IndexError")
                            || exception_is(&exception, "StopIteration") =>
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
            let object: Rc<dyn Any> = object;
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
