//! `datetime.date`

use std::rc::Rc;

use jiff::civil;

use super::text::{Shown, date_text};
use super::{Date, DateTime, Delta, compared, made_date, replaced, shifted};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::stdlib::collections::named_tuple;
use crate::python::value::Value;

/// `strftime`
pub(super) fn formatted(
    interpreter: &mut Interpreter,
    shown: &Shown<'_>,
    format: &str,
) -> Result<String> {
    match shown.formatted(format) {
        Ok(text) => Ok(text),
        Err(directive) => Err(interpreter.unsupported(&format!("`%{directive}` of `strftime`"))),
    }
}

/// A day as a moment, for formats.
pub(super) fn shown(value: civil::Date) -> Shown<'static> {
    Shown {
        value: value.at(0, 0, 0, 0),
        offset: None,
        zone: None,
    }
}

/// The number of the day, of which 1 is the first of the year 1.
pub(super) fn ordinal(value: civil::Date) -> i128 {
    let since = value
        .at(0, 0, 0, 0)
        .duration_since(civil::datetime(1, 1, 1, 0, 0, 0, 0));
    i128::from(since.as_hours() / 24) + 1
}

/// The day of a number.
pub(super) fn of_ordinal(interpreter: &mut Interpreter, number: i64) -> Result<civil::Date> {
    if number < 1 {
        return Err(interpreter.raise("ValueError", "ordinal must be >= 1"));
    }
    let first = civil::datetime(1, 1, 1, 0, 0, 0, 0);
    match shifted(first, (i128::from(number) - 1) * 86_400_000_000) {
        Some(value) => Ok(value.date()),
        None => Err(interpreter.raise("ValueError", "year is out of range")),
    }
}

/// `isocalendar()`
pub(super) fn iso_calendar(interpreter: &mut Interpreter, value: civil::Date) -> Result<Value> {
    let iso = value.iso_week_date();
    let fields = ["year", "week", "weekday"];
    let class = named_tuple(interpreter, "datetime.IsoCalendarDate", &fields)?;
    let numbers = [
        iso.year().into(),
        iso.week().into(),
        iso.weekday().to_monday_one_offset().into(),
    ];
    interpreter.call_with(&class, numbers.map(Value::Int))
}

/// `timetuple()`
pub(in crate::python::stdlib) fn time_tuple(
    interpreter: &mut Interpreter,
    value: civil::DateTime,
    daylight: i128,
) -> Result<Value> {
    let fields = [
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday",
        "tm_isdst",
    ];
    let class = named_tuple(interpreter, "time.struct_time", &fields)?;
    let numbers = [
        value.year().into(),
        value.month().into(),
        value.day().into(),
        value.hour().into(),
        value.minute().into(),
        value.second().into(),
        value.date().weekday().to_monday_zero_offset().into(),
        value.date().day_of_year().into(),
        daylight,
    ];
    interpreter.call_with(&class, numbers.map(Value::Int))
}

/// What dates and moments share.
pub(super) fn shared_method(
    interpreter: &mut Interpreter,
    value: civil::Date,
    name: &str,
) -> Result<Option<Value>> {
    Ok(Some(match name {
        "weekday" => Value::Int(value.weekday().to_monday_zero_offset().into()),
        "isoweekday" => Value::Int(value.weekday().to_monday_one_offset().into()),
        "toordinal" => Value::Int(ordinal(value)),
        "isocalendar" => iso_calendar(interpreter, value)?,
        _ => return Ok(None),
    }))
}

impl Object for Date {
    fn type_name(&self) -> &str {
        "date"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.date"]
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
            "year" => Some(Value::Int(self.value.year().into())),
            "month" => Some(Value::Int(self.value.month().into())),
            "day" => Some(Value::Int(self.value.day().into())),
            "isoformat" | "strftime" | "replace" | "weekday" | "isoweekday" | "toordinal"
            | "isocalendar" | "timetuple" | "ctime" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => super::class::date_attribute(interpreter, name)?,
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
            "ctime" => Value::str(shown(self.value).ctime()),
            "timetuple" => time_tuple(interpreter, self.value.at(0, 0, 0, 0), -1)?,
            "strftime" => {
                let format = args.string("format")?;
                Value::str(formatted(interpreter, &shown(self.value), &format)?)
            }
            "replace" => {
                let [year, month, day] = replaced(
                    args,
                    [
                        ("year", self.value.year().into()),
                        ("month", self.value.month().into()),
                        ("day", self.value.day().into()),
                    ],
                )?;
                let value = made_date(interpreter, year, month, day)?;
                Value::object(Self { value })
            }
            _ => return shared_method(interpreter, self.value, name),
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
        if other.downcast::<DateTime>().is_some() && matches!(operator, "<" | "<=" | ">" | ">=") {
            let text = "can't compare datetime.datetime to datetime.date";
            return Err(interpreter.raise("TypeError", text));
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

    fn format(&self, interpreter: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        if specification.is_empty() {
            return Ok(None);
        }
        formatted(interpreter, &shown(self.value), specification).map(Some)
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
}
