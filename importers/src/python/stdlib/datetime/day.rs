//! `datetime.date` and `datetime.time`

use std::rc::Rc;

use jiff::civil;

use super::text::{date_text, formatted, time_text};
use super::{Date, Delta, Time, compared, make_date, replaced, shifted};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

impl Object for Date {
    fn type_name(&self) -> &str {
        "date"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.date"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "year" => Some(Value::Int(self.value.year().into())),
            "month" => Some(Value::Int(self.value.month().into())),
            "day" => Some(Value::Int(self.value.day().into())),
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
            "isoformat" => Value::str(date_text(self.value)),
            "strftime" => {
                let format = args.string("format")?;
                Value::str(formatted(self.value.at(0, 0, 0, 0), None, &format))
            }
            "weekday" => Value::Int(self.value.weekday().to_monday_zero_offset().into()),
            "replace" => {
                let fields = replaced(
                    args,
                    &[
                        ("year", self.value.year().into()),
                        ("month", self.value.month().into()),
                        ("day", self.value.day().into()),
                    ],
                )?;
                let made = match fields[..] {
                    [y, m, d] => make_date(y, m, d),
                    _ => None,
                };
                match made {
                    Some(value) => Value::object(Self { value }),
                    None => {
                        return Err(
                            interpreter.raise("ValueError", "day is out of range for month")
                        );
                    }
                }
            }
            _ => return Ok(None),
        }))
    }

    fn operator(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let midnight = self.value.at(0, 0, 0, 0);
        if let Some(delta) = other.downcast::<Delta>() {
            let days = delta.microseconds.div_euclid(86_400_000_000) * 86_400_000_000;
            let shift = match (operator, reflected) {
                ("+", _) => days,
                ("-", false) => -days,
                _ => return Ok(None),
            };
            return match shifted(midnight, shift) {
                Some(value) => Ok(Some(Value::object(Self {
                    value: value.date(),
                }))),
                None => Err(interpreter.raise("OverflowError", "date value out of range")),
            };
        }
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        if operator == "-" && !reflected {
            let microseconds = midnight
                .duration_since(other.value.at(0, 0, 0, 0))
                .as_micros();
            return Ok(Some(Value::object(Delta { microseconds })));
        }
        let order = self.value.cmp(&other.value);
        Ok(compared(
            operator,
            if reflected { order.reverse() } else { order },
        ))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(date_text(self.value)))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!(
            "datetime.date({}, {}, {})",
            self.value.year(),
            self.value.month(),
            self.value.day()
        )))
    }

    fn key(&self) -> Option<String> {
        Some(format!("date {}", self.value))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

impl Object for Time {
    fn type_name(&self) -> &str {
        "time"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.time"]
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "isoformat" => Some(Value::str(time_text(self.value))),
            "strftime" => {
                let format = args.string("format")?;
                let day = civil::date(1900, 1, 1).to_datetime(self.value);
                Some(Value::str(formatted(day, None, &format)))
            }
            _ => None,
        })
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

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!(
            "datetime.time({}, {})",
            self.value.hour(),
            self.value.minute()
        )))
    }

    fn key(&self) -> Option<String> {
        Some(format!("time {}", self.value))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
