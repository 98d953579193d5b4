//! `datetime.timedelta` and `datetime.timezone`

use std::rc::Rc;

use super::text::offset_text;
use super::{Delta, Zone, compared};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

impl Object for Delta {
    fn type_name(&self) -> &str {
        "timedelta"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.timedelta"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        Ok(match name {
            "days" => Some(Value::Int(seconds.div_euclid(86400))),
            "seconds" => Some(Value::Int(seconds.rem_euclid(86400))),
            "microseconds" => Some(Value::Int(self.microseconds.rem_euclid(1_000_000))),
            _ => None,
        })
    }

    #[allow(clippy::cast_precision_loss)]
    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Ok((name == "total_seconds").then(|| Value::Float(self.microseconds as f64 / 1e6)))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let made = |microseconds: i128| Some(Value::object(Self { microseconds }));
        if let Some(other) = other.downcast::<Self>() {
            let (a, b) = if reflected {
                (other.microseconds, self.microseconds)
            } else {
                (self.microseconds, other.microseconds)
            };
            return Ok(match operator {
                "+" => made(a.saturating_add(b)),
                "-" => made(a.saturating_sub(b)),
                operator => compared(operator, a.cmp(&b)),
            });
        }
        Ok(match (operator, other) {
            ("*", Value::Int(count)) => made(self.microseconds.saturating_mul(*count)),
            ("/" | "//", Value::Int(count)) if *count != 0 && !reflected => {
                made(self.microseconds / count)
            }
            _ => None,
        })
    }

    fn unary(self: Rc<Self>, _: &mut Interpreter, operator: &str) -> Result<Option<Value>> {
        Ok((operator == "-").then(|| {
            Value::object(Self {
                microseconds: -self.microseconds,
            })
        }))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        let micros = self.microseconds.rem_euclid(1_000_000);
        let (days, rest) = (seconds.div_euclid(86400), seconds.rem_euclid(86400));
        let time = format!("{}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
        let time = if micros == 0 {
            time
        } else {
            format!("{time}.{micros:06}")
        };
        Ok(Some(match days {
            0 => time,
            1 | -1 => format!("{days} day, {time}"),
            days => format!("{days} days, {time}"),
        }))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let seconds = self.microseconds.div_euclid(1_000_000);
        let mut parts = Vec::new();
        for (name, value) in [
            ("days", seconds.div_euclid(86400)),
            ("seconds", seconds.rem_euclid(86400)),
            ("microseconds", self.microseconds.rem_euclid(1_000_000)),
        ] {
            if value != 0 {
                parts.push(format!("{name}={value}"));
            }
        }
        let inner = if parts.is_empty() {
            "0".into()
        } else {
            parts.join(", ")
        };
        Ok(Some(format!("datetime.timedelta({inner})")))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(self.microseconds != 0))
    }

    fn key(&self) -> Option<String> {
        Some(format!("timedelta {}", self.microseconds))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// How Python writes a `timezone`.
pub(super) fn zone_repr(seconds: i64) -> String {
    if seconds == 0 {
        return "datetime.timezone.utc".into();
    }
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut parts = Vec::new();
    if days != 0 {
        parts.push(format!("days={days}"));
    }
    if rest != 0 {
        parts.push(format!("seconds={rest}"));
    }
    format!(
        "datetime.timezone(datetime.timedelta({}))",
        parts.join(", ")
    )
}

impl Object for Zone {
    fn type_name(&self) -> &str {
        "timezone"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.timezone", "datetime.tzinfo"]
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(match self.seconds {
            0 => "UTC".into(),
            seconds => format!("UTC{}", offset_text(seconds, ":")),
        }))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(zone_repr(self.seconds)))
    }

    fn key(&self) -> Option<String> {
        Some(format!("timezone {}", self.seconds))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
