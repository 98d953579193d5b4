//! `enum.auto()`: the values that members get by themselves
//! (Python's documentation of `enum`, `Enum._generate_next_value_`).

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Object, Result};
use crate::python::value::{Class, Value};

/// A value that a member gets by itself.
pub(super) enum Auto {
    /// `auto()`
    Next,
    /// `R | W` in a class body, where one of both is an `auto()`: Python has its value by then.
    Joined {
        left: Value,
        operator: String,
        right: Value,
    },
}

impl Object for Auto {
    fn type_name(&self) -> &str {
        "auto"
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if !matches!(operator, "|" | "&" | "^" | "+" | "-" | "*" | "<<") {
            return Ok(None);
        }
        let own = Value::Object(self);
        let (left, right) = match reflected {
            true => (other.clone(), own),
            false => (own, other.clone()),
        };
        let operator = operator.to_owned();
        Ok(Some(Value::object(Self::Joined {
            left,
            operator,
            right,
        })))
    }
}

/// What a class body has assigned so far.
pub(super) struct Assigned {
    /// The first value.
    start: i128,
    values: Vec<Value>,
    /// How many names.
    names: usize,
    /// Each `auto()`, and the value that it has: `b = a` is the same one.
    made: Vec<(Value, Value)>,
}

impl Default for Assigned {
    fn default() -> Self {
        Self::from_start(1)
    }
}

impl Assigned {
    /// Nothing; the first value is this one.
    pub(super) fn from_start(start: i128) -> Self {
        Self {
            start,
            values: Vec::new(),
            names: 0,
            made: Vec::new(),
        }
    }

    /// The value of the next member.
    pub(super) fn next(
        &mut self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &Rc<str>,
        raw: Value,
    ) -> Result<Value> {
        let is_auto =
            |value: &Value| matches!(value.downcast::<Auto>().as_deref(), Some(Auto::Next));
        let value = match &raw {
            Value::Tuple(items) if items.iter().any(is_auto) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items.iter() {
                    values.push(match is_auto(item) {
                        true => self.of_auto(interpreter, class, name, item)?,
                        false => item.clone(),
                    });
                }
                Value::tuple(values)
            }
            auto if is_auto(auto) => self.of_auto(interpreter, class, name, auto)?,
            sum if sum.downcast::<Auto>().is_some() => {
                let value = self.of_joined(interpreter, sum)?;
                self.values.push(value.clone());
                value
            }
            _ => {
                self.values.push(raw.clone());
                raw
            }
        };
        self.names += 1;
        Ok(value)
    }

    /// The value of an expression over values that are there already.
    fn of_joined(&self, interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
        if let Some(auto) = value.downcast::<Auto>()
            && let Auto::Joined {
                left,
                operator,
                right,
            } = &*auto
        {
            return interpreter.deeper(|interpreter| {
                let left = self.of_joined(interpreter, left)?;
                let right = self.of_joined(interpreter, right)?;
                interpreter.binary(operator, &left, &right)
            });
        }
        let known = self.made.iter().find(|(made, _)| made.is_same(value));
        Ok(known.map_or_else(|| value.clone(), |(_, value)| value.clone()))
    }

    fn of_auto(
        &mut self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &Rc<str>,
        auto: &Value,
    ) -> Result<Value> {
        let known = self.made.iter().find(|(made, _)| made.is_same(auto));
        let value = match known {
            Some((_, value)) => value.clone(),
            None => self.made_value(interpreter, class, name)?,
        };
        self.made.push((auto.clone(), value.clone()));
        self.values.push(value.clone());
        Ok(value)
    }

    fn made_value(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &Rc<str>,
    ) -> Result<Value> {
        if let Some(make) = interpreter.class_attribute(class, "_generate_next_value_") {
            let before = interpreter.list(self.values.clone());
            let arguments = [
                Value::Str(name.clone()),
                Value::Int(self.start),
                Value::Int(self.names as i128),
                before,
            ];
            return interpreter.call_with(&make, arguments);
        }
        if class.derives_from("enum.StrEnum") {
            return Ok(Value::str(name.to_lowercase()));
        }
        let is_number = |value: &&Value| matches!(value, Value::Int(_) | Value::Float(_));
        if class.derives_from("enum.Flag") {
            let numbers = self.values.iter().filter_map(|value| match value {
                Value::Int(number) => Some(*number),
                _ => None,
            });
            let Some(highest) = numbers.max() else {
                return Ok(Value::Int(self.start));
            };
            let bits = 128 - i128::leading_zeros(highest);
            return Ok(Value::Int(1i128 << bits.min(126)));
        }
        // One more than the highest; where not all are numbers, than the last one.
        let mut from = self.values.iter().rev().find(is_number).cloned();
        if self.values.iter().all(|value| is_number(&value)) {
            for value in &self.values {
                let higher = match &from {
                    Some(highest) => interpreter.order(value, ">", highest)?,
                    None => Value::Bool(true),
                };
                if matches!(higher, Value::Bool(true)) {
                    from = Some(value.clone());
                }
            }
        }
        match from {
            Some(number) => interpreter.binary("+", &number, &Value::Int(1)),
            None => Ok(Value::Int(self.start)),
        }
    }
}
