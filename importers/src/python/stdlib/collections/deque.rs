//! `collections.deque`

use std::cell::Cell;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Object, Result};
use crate::python::value::{List, Value};

pub(super) static DEQUE: ClassDefinition =
    ClassDefinition::new("collections.deque", &[], construct);

/// A list whose ends both grow, of at most so many items.
pub(crate) struct Deque {
    list: Rc<List>,
    most: Option<usize>,
    /// How often an item came, went or moved.
    changes: Cell<u64>,
}

fn construct(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.take("iterable")?;
    let most = args.optional_integer("maxlen")?;
    args.finish()?;
    if let Some(unknown @ Value::Unknown(_)) = items {
        return Ok(unknown);
    }
    let items = match items {
        Some(items) => interpreter.iterate(&items)?,
        None => Vec::new(),
    };
    let most = match most.map(usize::try_from) {
        Some(Ok(most)) => Some(most),
        Some(Err(_)) => {
            return Err(interpreter.raise("ValueError", "maxlen must be non-negative"));
        }
        None => None,
    };
    Ok(Deque::value(interpreter, items, most))
}

impl Deque {
    fn value(interpreter: &Interpreter, mut items: Vec<Value>, most: Option<usize>) -> Value {
        if let Some(most) = most {
            items.drain(..items.len().saturating_sub(most));
        }
        match interpreter.list(items) {
            Value::List(list) => Value::object(Self {
                list,
                most,
                changes: Cell::new(0),
            }),
            other => other,
        }
    }

    /// How often an item came, went or moved.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.get()
    }

    /// The item at a place.
    pub(crate) fn get(&self, at: usize) -> Option<Value> {
        self.list.items.borrow().get(at).cloned()
    }

    /// Must be called before an item comes, goes or moves.
    fn change(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.changes.set(self.changes.get() + 1);
        // At the left end all others move.
        interpreter.step(self.list.items.borrow().len() as u64 / 256)?;
        interpreter.change_list(&self.list)
    }

    fn items(&self) -> Vec<Value> {
        self.list.items.borrow().clone()
    }

    /// Adds an item at an end; one too many leaves at the other.
    fn push(&self, item: Value, left: bool) {
        let mut items = self.list.items.borrow_mut();
        if left {
            items.insert(0, item);
        } else {
            items.push(item);
        }
        if self.most.is_some_and(|most| items.len() > most) {
            if left {
                items.pop();
            } else {
                items.remove(0);
            }
        }
    }
}

impl Object for Deque {
    fn type_name(&self) -> &str {
        "deque"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["collections.deque"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "maxlen" => Some(
                self.most
                    .map_or(Value::None, |most| Value::Int(most as i128)),
            ),
            "append" | "appendleft" | "clear" | "copy" | "count" | "extend" | "extendleft"
            | "index" | "insert" | "pop" | "popleft" | "remove" | "reverse" | "rotate" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let list = Value::List(self.list.clone());
        match name {
            "append" | "appendleft" => {
                let item = args.required("item")?;
                self.change(interpreter)?;
                self.push(item, name == "appendleft");
            }
            "extend" | "extendleft" | "__iadd__" => {
                let items = args.required("iterable")?;
                let items = interpreter.iterate(&items)?;
                for item in items {
                    self.change(interpreter)?;
                    self.push(item, name == "extendleft");
                }
            }
            "pop" | "popleft" => {
                if self.list.items.borrow().is_empty() {
                    return Err(interpreter.raise("IndexError", "pop from an empty deque"));
                }
                self.change(interpreter)?;
                let mut items = self.list.items.borrow_mut();
                return Ok(Some(if name == "popleft" {
                    items.remove(0)
                } else {
                    items.pop().unwrap_or(Value::None)
                }));
            }
            "rotate" => {
                let turns = args.optional_integer("n")?.unwrap_or(1);
                self.change(interpreter)?;
                let mut items = self.list.items.borrow_mut();
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                if length > 0 {
                    let turns = usize::try_from(turns.rem_euclid(length)).unwrap_or(0);
                    items.rotate_right(turns);
                }
            }
            "insert"
                if self
                    .most
                    .is_some_and(|most| self.list.items.borrow().len() >= most) =>
            {
                return Err(interpreter.raise("IndexError", "deque already at its maximum size"));
            }
            "remove" => {
                let item = args.required("value")?;
                for (at, candidate) in self.items().iter().enumerate() {
                    if interpreter.is_equal(candidate, &item)? {
                        self.change(interpreter)?;
                        let mut items = self.list.items.borrow_mut();
                        // The comparison may have changed it.
                        if items.get(at).is_none_or(|there| !there.is_same(candidate)) {
                            let text = "deque mutated during remove().";
                            return Err(interpreter.raise("IndexError", text));
                        }
                        let _old = items.remove(at);
                        return Ok(Some(Value::None));
                    }
                }
                let text = "deque.remove(x): x not in deque";
                return Err(interpreter.raise("ValueError", text));
            }
            "index" => {
                let item = args.required("value")?;
                for (at, candidate) in self.items().iter().enumerate() {
                    if interpreter.is_equal(candidate, &item)? {
                        return Ok(Some(Value::Int(at as i128)));
                    }
                }
                let text = interpreter.repr(&item)?;
                return Err(interpreter.raise("ValueError", format!("{text} is not in deque")));
            }
            "copy" => {
                interpreter
                    .charge(self.list.items.borrow().len() * std::mem::size_of::<Value>())?;
                return Ok(Some(Self::value(interpreter, self.items(), self.most)));
            }
            "insert" | "clear" | "reverse" | "count" => {
                if matches!(name, "insert" | "clear") {
                    self.change(interpreter)?;
                }
                let mut taken = Args::new(args.rest());
                taken.function.clone_from(&args.function);
                return interpreter.call_method(&list, name, taken).map(Some);
            }
            _ => return Ok(None),
        }
        Ok(Some(Value::None))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let number = match key {
            Value::Bool(known) => Value::Int(i128::from(*known)),
            other => other.clone(),
        };
        if let Value::Int(at) = &number {
            let length = self.list.items.borrow().len() as i128;
            if !(-length..length).contains(at) {
                return Err(interpreter.raise("IndexError", "deque index out of range"));
            }
            return interpreter
                .item(&Value::List(self.list.clone()), &number)
                .map(Some);
        }
        let text = format!("sequence index must be integer, not '{}'", key.type_name());
        Err(interpreter.raise("TypeError", text))
    }

    fn set_item(
        &self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: Option<Value>,
    ) -> Result<bool> {
        interpreter.set_item(&Value::List(self.list.clone()), key, value)?;
        Ok(true)
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        interpreter
            .contains(&Value::List(self.list.clone()), key)
            .map(Some)
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.items()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.list.items.borrow().len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.list.items.borrow().is_empty()))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if let ("*", Value::Int(_) | Value::Bool(_)) = (operator, other) {
            let list = Value::List(self.list.clone());
            let repeated = interpreter.binary("*", &list, other)?;
            let items = interpreter.iterate(&repeated)?;
            return Ok(Some(Self::value(interpreter, items, self.most)));
        }
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        let (left, right) = if reflected {
            (&other, &self)
        } else {
            (&self, &other)
        };
        let (a, b) = (
            Value::List(left.list.clone()),
            Value::List(right.list.clone()),
        );
        match operator {
            "==" => interpreter.equal(&a, &b).map(Some),
            "<" | "<=" | ">" | ">=" => interpreter.order(&a, operator, &b).map(Some),
            "+" => {
                let items = [left.items(), right.items()].concat();
                interpreter.charge(items.len() * std::mem::size_of::<Value>())?;
                Ok(Some(Self::value(interpreter, items, left.most)))
            }
            _ => Ok(None),
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        let items = interpreter.repr(&Value::List(self.list.clone()))?;
        Ok(Some(match self.most {
            Some(most) => format!("deque({items}, maxlen={most})"),
            None => format!("deque({items})"),
        }))
    }

    fn changes(&self) -> u64 {
        self.changes.get()
    }
}
