//! `in`

use super::arguments::never_iterates;
use crate::python::class_name;
use crate::python::integer;
use crate::python::interpreter::{Interpreter, Truth};
use crate::python::native::Result;
use crate::python::stdlib::{enumeration, flag};
use crate::python::value::Value;

impl Interpreter {
    /// `item in container`
    ///
    /// # Errors
    /// `TypeError` where it holds nothing.
    pub fn contains(&mut self, container: &Value, item: &Value) -> Result<Value> {
        match (container, item) {
            (Value::Unknown(_), _) => return Ok(container.clone()),
            (Value::Str(text), Value::Str(part)) => {
                self.step(1 + (text.len() / 64) as u64)?;
                return Ok(Value::Bool(text.contains(&**part)));
            }
            (Value::Str(text), other) => {
                self.step(1 + (text.len() / 64) as u64)?;
                return match other.as_text() {
                    Some(part) => Ok(Value::Bool(text.contains(&*part))),
                    None if matches!(other, Value::Unknown(_)) => Ok(other.clone()),
                    None => Err(self.raise(
                        "TypeError",
                        format!(
                            "'in <string>' requires string as left operand, not {}",
                            class_name::shown(other)
                        ),
                    )),
                };
            }
            (Value::Bytes(bytes), Value::Bytes(part)) => {
                self.step(1 + (bytes.len() / 16) as u64)?;
                // Each byte as one character: text is searched in linear time.
                let text = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
                return Ok(Value::Bool(text(bytes).contains(&text(part))));
            }
            (Value::Bytes(bytes), other) => {
                if matches!(other, Value::Unknown(_)) {
                    return Ok(other.clone());
                }
                self.step(1 + (bytes.len() / 64) as u64)?;
                let number = match integer::of(other) {
                    Some(number) => Some(number),
                    None => self.index_of(other)?.as_ref().and_then(integer::of),
                };
                return match number.map(|number| u8::try_from(&number)) {
                    Some(Ok(byte)) => Ok(Value::Bool(bytes.contains(&byte))),
                    Some(Err(_)) => Err(self.raise("ValueError", "byte must be in range(0, 256)")),
                    None => Err(self.raise(
                        "TypeError",
                        format!(
                            "a bytes-like object is required, not '{}'",
                            class_name::shown(other)
                        ),
                    )),
                };
            }
            (Value::Dict(dict), _) => {
                if matches!(item, Value::Unknown(_)) {
                    return Ok(item.clone());
                }
                let key = self.key(item)?;
                return Ok(Value::Bool(dict.entries.borrow().get(&key).is_some()));
            }
            (Value::Set(set), _) => {
                if matches!(item, Value::Unknown(_)) {
                    return Ok(item.clone());
                }
                let key = self.key_in_set(item)?;
                return Ok(Value::Bool(set.entries.borrow().get(&key).is_some()));
            }
            (Value::Range(range), Value::Int(number)) => {
                let length = crate::python::compare::range_length(container);
                // What is so far away that the distance has no room is outside.
                let inside = number.checked_sub(range.start).is_some_and(|offset| {
                    offset.checked_rem(range.step) == Some(0)
                        && (0..length).contains(&offset.checked_div(range.step).unwrap_or(-1))
                });
                return Ok(Value::Bool(inside));
            }
            (Value::Object(object), _) => {
                if let Some(value) = object.clone().contains(self, item)? {
                    return Ok(value);
                }
            }
            (Value::Class(class), _)
                if let Some(method) = self.meta_method(class, "__contains__") =>
            {
                return self.call_with(&method, [container.clone(), item.clone()]);
            }
            (Value::Class(class), _) if enumeration::is_enum(class) => {
                return enumeration::has(self, class, item).map(Value::Bool);
            }
            (Value::Instance(instance), _) => {
                if let Some(method) = self.class_attribute(&instance.class, "__contains__") {
                    return self.call_with(&method, [container.clone(), item.clone()]);
                }
                let inner = instance.inner.borrow().clone();
                if let Some(inner @ Value::Str(_)) = inner {
                    return self.contains(&inner, item);
                }
                if flag::is_flag(&instance.class) {
                    return match flag::join(self, container, "&", item)? {
                        Some(both) => self.equal(&both, item),
                        None => Err(self.raise(
                            "TypeError",
                            format!(
                                "unsupported operand type(s) for 'in': '{}' and '{}'",
                                item.type_name(),
                                container.type_name()
                            ),
                        )),
                    };
                }
            }
            (other, _) if never_iterates(other) => {
                let class = class_name::shown(other);
                let message = format!("argument of type '{class}' is not iterable");
                return Err(self.raise("TypeError", message));
            }
            _ => {}
        }
        let mut tests = Vec::new();
        let items = match container {
            Value::List(list) => list.items.borrow().clone(),
            Value::Tuple(items) => items.to_vec(),
            other => self.iterate(other)?,
        };
        self.step(items.len() as u64)?;
        for candidate in items {
            if candidate.is_same(item) {
                return Ok(Value::Bool(true));
            }
            let equal = self.equal(&candidate, item)?;
            if matches!(equal, Value::Unknown(_)) {
                return Ok(equal);
            }
            match self.truth(&equal)? {
                Truth::Known(true) => return Ok(Value::Bool(true)),
                Truth::Known(false) => {}
                Truth::Test(test) => tests.push((*test).clone()),
            }
        }
        Ok(Value::test(crate::record::Test::any(tests)))
    }
}
