//! `datetime.time`

use std::rc::Rc;

use jiff::civil;

use super::text::{Shown, spec_text, time_text};
use super::{Time, compared, made_time, replaced};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

fn shown(value: civil::Time) -> Shown<'static> {
    Shown {
        value: civil::date(1900, 1, 1).to_datetime(value),
        offset: None,
        zone: None,
    }
}

/// The part of a time of day with this name.
pub(super) fn part(value: civil::Time, name: &str) -> Option<Value> {
    Some(Value::Int(match name {
        "hour" => value.hour().into(),
        "minute" => value.minute().into(),
        "second" => value.second().into(),
        "microsecond" => (value.subsec_nanosecond() / 1000).into(),
        _ => return None,
    }))
}

impl Object for Time {
    fn type_name(&self) -> &str {
        "time"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.time"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let Some(part) = part(self.value, name) {
            return Ok(Some(part));
        }
        Ok(match name {
            "tzinfo" => Some(Value::None),
            "fold" => Some(Value::Int(0)),
            "isoformat" | "strftime" | "replace" | "utcoffset" | "tzname" | "dst" => {
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
        Ok(Some(match name {
            "isoformat" => {
                let spec = args.optional_string("timespec")?;
                match spec_text(self.value, spec.as_deref()) {
                    Some(text) => Value::str(text),
                    None => return Err(interpreter.raise("ValueError", "Unknown timespec value")),
                }
            }
            "strftime" => {
                let format = args.string("format")?;
                let text = super::day::formatted(interpreter, &shown(self.value), &format)?;
                Value::str(text)
            }
            "replace" => {
                let [hour, minute, second, micro] = replaced(
                    args,
                    [
                        ("hour", self.value.hour().into()),
                        ("minute", self.value.minute().into()),
                        ("second", self.value.second().into()),
                        (
                            "microsecond",
                            (self.value.subsec_nanosecond() / 1000).into(),
                        ),
                    ],
                )?;
                let value = made_time(interpreter, hour, minute, second, micro)?;
                Value::object(Self { value })
            }
            "utcoffset" | "tzname" | "dst" => Value::None,
            _ => return Ok(None),
        }))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        let order = self.value.cmp(&other.value);
        Ok(compared(
            operator,
            if reflected { order.reverse() } else { order },
        ))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(time_text(self.value)))
    }

    fn format(&self, interpreter: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        if specification.is_empty() {
            return Ok(None);
        }
        super::day::formatted(interpreter, &shown(self.value), specification).map(Some)
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let mut parts = vec![
            self.value.hour().to_string(),
            self.value.minute().to_string(),
        ];
        let micros = self.value.subsec_nanosecond() / 1000;
        if self.value.second() != 0 || micros != 0 {
            parts.push(self.value.second().to_string());
        }
        if micros != 0 {
            parts.push(micros.to_string());
        }
        Ok(Some(format!("datetime.time({})", parts.join(", "))))
    }

    fn key(&self) -> Option<String> {
        Some(format!("time {}", self.value))
    }
}
