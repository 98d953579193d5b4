//! `datetime.datetime`

use std::rc::Rc;

use jiff::civil;

use super::text::{date_text, formatted, offset_text, time_text};
use super::{Date, DateTime, Delta, Time, Zone, compared, make_date, make_time, replaced, shifted};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

impl DateTime {
    /// `isoformat(sep)`
    pub fn iso(&self, separator: &str) -> String {
        format!(
            "{}{separator}{}{}",
            date_text(self.value.date()),
            time_text(self.value.time()),
            self.offset
                .map(|offset| offset_text(offset, ":"))
                .unwrap_or_default()
        )
    }

    /// Microseconds since 1970, in UTC where it has a time zone.
    fn instant(&self) -> i128 {
        let since = self
            .value
            .duration_since(civil::datetime(1970, 1, 1, 0, 0, 0, 0))
            .as_micros();
        since - i128::from(self.offset.unwrap_or(0)) * 1_000_000
    }
}

impl Object for DateTime {
    fn type_name(&self) -> &str {
        "datetime"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.datetime", "datetime.date"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let number = |number: i128| Some(Value::Int(number));
        Ok(match name {
            "year" => number(self.value.year().into()),
            "month" => number(self.value.month().into()),
            "day" => number(self.value.day().into()),
            "hour" => number(self.value.hour().into()),
            "minute" => number(self.value.minute().into()),
            "second" => number(self.value.second().into()),
            "microsecond" => number((self.value.subsec_nanosecond() / 1000).into()),
            "tzinfo" => Some(match self.offset {
                Some(seconds) => Value::object(Zone { seconds }),
                None => Value::None,
            }),
            "isoformat" | "strftime" | "date" | "time" | "replace" | "timestamp" | "weekday"
            | "isoweekday" | "astimezone" | "utcoffset" | "tzname" => {
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
                let separator = args.optional_string("sep")?.unwrap_or_else(|| "T".into());
                let precision = args.optional_string("timespec")?;
                let time = self.value.time();
                let (h, m, s) = (time.hour(), time.minute(), time.second());
                let micros = time.subsec_nanosecond() / 1000;
                let time = match precision.as_deref() {
                    None | Some("auto") => time_text(time),
                    Some("hours") => format!("{h:02}"),
                    Some("minutes") => format!("{h:02}:{m:02}"),
                    Some("seconds") => format!("{h:02}:{m:02}:{s:02}"),
                    Some("milliseconds") => format!("{h:02}:{m:02}:{s:02}.{:03}", micros / 1000),
                    Some("microseconds") => format!("{h:02}:{m:02}:{s:02}.{micros:06}"),
                    Some(_) => {
                        return Err(interpreter.raise("ValueError", "Unknown timespec value"));
                    }
                };
                let offset = self.offset.map(|offset| offset_text(offset, ":"));
                Value::str(format!(
                    "{}{separator}{time}{}",
                    date_text(self.value.date()),
                    offset.unwrap_or_default()
                ))
            }
            "strftime" => {
                let format = args.string("format")?;
                Value::str(formatted(self.value, self.offset, &format))
            }
            "date" => Value::object(Date {
                value: self.value.date(),
            }),
            "time" => Value::object(Time {
                value: self.value.time(),
            }),
            "weekday" => Value::Int(self.value.date().weekday().to_monday_zero_offset().into()),
            "isoweekday" => Value::Int(self.value.date().weekday().to_monday_one_offset().into()),
            "utcoffset" => match self.offset {
                Some(seconds) => Value::object(Delta {
                    microseconds: i128::from(seconds) * 1_000_000,
                }),
                None => Value::None,
            },
            "tzname" => match self.offset {
                Some(seconds) => {
                    let zone = Value::object(Zone { seconds });
                    interpreter.str(&zone).map(Value::str)?
                }
                None => Value::None,
            },
            "astimezone" => {
                let zone = args.take("tz")?;
                let (Some(offset), Some(zone)) =
                    (self.offset, zone.and_then(|zone| zone.downcast::<Zone>()))
                else {
                    // Both the machine's time zone and zones with rules differ by place.
                    return Err(interpreter.unsupported("`astimezone` with this time zone"));
                };
                let shift = i128::from(zone.seconds - offset) * 1_000_000;
                match shifted(self.value, shift) {
                    Some(value) => Value::object(Self {
                        value,
                        offset: Some(zone.seconds),
                    }),
                    None => {
                        return Err(interpreter.raise("OverflowError", "date value out of range"));
                    }
                }
            }
            #[allow(clippy::cast_precision_loss)]
            "timestamp" if self.offset.is_some() => Value::Float(self.instant() as f64 / 1e6),
            // Without a zone it is the machine's local time.
            "timestamp" if interpreter.is_live() => {
                crate::python::stdlib::drawn::local_timestamp(interpreter, self.value)?
            }
            "timestamp" => interpreter.unknown("per-run-value", "datetime.timestamp()"),
            "replace" => {
                let fields = replaced(
                    args,
                    &[
                        ("year", self.value.year().into()),
                        ("month", self.value.month().into()),
                        ("day", self.value.day().into()),
                        ("hour", self.value.hour().into()),
                        ("minute", self.value.minute().into()),
                        ("second", self.value.second().into()),
                        (
                            "microsecond",
                            (self.value.subsec_nanosecond() / 1000).into(),
                        ),
                    ],
                )?;
                let offset = match args.keyword("tzinfo") {
                    None => self.offset,
                    Some(Value::None) => None,
                    Some(zone) => match zone.downcast::<Zone>() {
                        Some(zone) => Some(zone.seconds),
                        None => return Err(args.refuse("This `tzinfo` is not known to bridge.")),
                    },
                };
                let made = match fields[..] {
                    [y, mo, d, h, mi, s, us] => make_date(y, mo, d).zip(make_time(h, mi, s, us)),
                    _ => None,
                };
                match made {
                    Some((date, time)) => Value::object(Self {
                        value: date.to_datetime(time),
                        offset,
                    }),
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
        if let Some(delta) = other.downcast::<Delta>() {
            let shift = match (operator, reflected) {
                ("+", _) => delta.microseconds,
                ("-", false) => -delta.microseconds,
                _ => return Ok(None),
            };
            return match shifted(self.value, shift) {
                Some(value) => Ok(Some(Value::object(Self {
                    value,
                    offset: self.offset,
                }))),
                None => Err(interpreter.raise("OverflowError", "date value out of range")),
            };
        }
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        if self.offset.is_some() != other.offset.is_some() {
            return match operator {
                "==" => Ok(Some(Value::Bool(false))),
                "-" => Err(interpreter.raise(
                    "TypeError",
                    "can't subtract offset-naive and offset-aware datetimes",
                )),
                "<" | "<=" | ">" | ">=" => Err(interpreter.raise(
                    "TypeError",
                    "can't compare offset-naive and offset-aware datetimes",
                )),
                _ => Ok(None),
            };
        }
        if operator == "-" {
            let difference = self.instant() - other.instant();
            return Ok(Some(Value::object(Delta {
                microseconds: if reflected { -difference } else { difference },
            })));
        }
        let order = self.instant().cmp(&other.instant());
        Ok(compared(
            operator,
            if reflected { order.reverse() } else { order },
        ))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.iso(" ")))
    }

    fn format(&self, _: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        Ok((!specification.is_empty()).then(|| formatted(self.value, self.offset, specification)))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        let v = self.value;
        let mut parts = vec![
            v.year().to_string(),
            v.month().to_string(),
            v.day().to_string(),
            v.hour().to_string(),
            v.minute().to_string(),
        ];
        let micros = v.subsec_nanosecond() / 1000;
        if v.second() != 0 || micros != 0 {
            parts.push(v.second().to_string());
        }
        if micros != 0 {
            parts.push(micros.to_string());
        }
        if let Some(seconds) = self.offset {
            parts.push(format!("tzinfo={}", super::delta::zone_repr(seconds)));
        }
        Ok(Some(format!("datetime.datetime({})", parts.join(", "))))
    }

    fn key(&self) -> Option<String> {
        Some(format!("datetime {}", self.instant()))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
