//! What the classes of `datetime` make, and their attributes.

use std::rc::Rc;

use jiff::civil;

use super::parse::{self, Unread};
use super::zone::zone_of;
use super::{Date, DateTime, Time, Zone, made_date, made_time};
use crate::python::compare::{Number, number};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, NativeCall, NativeFunction, Result};
use crate::python::stdlib::drawn::{self, of_run};
use crate::python::value::Value;

fn native(name: &'static str, call: NativeCall) -> Option<Value> {
    Some(Value::Native(NativeFunction {
        module: "datetime",
        name,
        call,
    }))
}

/// What a text that cannot be read raises.
fn unread(interpreter: &mut Interpreter, unread: Unread, text: &str) -> Interrupt {
    match unread {
        Unread::Shape => {
            let shown = crate::python::text::string_repr(text);
            interpreter.raise("ValueError", format!("Invalid isoformat string: {shown}"))
        }
        Unread::Part(wrong) => interpreter.raise("ValueError", wrong.to_string()),
        Unread::Said(text) => interpreter.raise("ValueError", text),
        Unread::Unsupported(what) => interpreter.unsupported(&what),
    }
}

pub(super) fn datetime_attribute(
    interpreter: &mut Interpreter,
    name: &str,
) -> Result<Option<Value>> {
    Ok(match name {
        "now" => native("datetime.now", |i, a| of_run(i, a, drawn::datetime_now)),
        "utcnow" => native("datetime.utcnow", |i, a| {
            of_run(i, a, drawn::datetime_utcnow)
        }),
        "today" => native("datetime.today", |i, a| of_run(i, a, drawn::datetime_now)),
        "fromisoformat" => native("datetime.fromisoformat", |i, mut args| {
            let text = args.required("date_string")?;
            args.finish()?;
            moment_of_iso(i, &text)
        }),
        "strptime" => native("datetime.strptime", |i, mut args| {
            let text = args.string("date_string")?;
            let format = args.string("format")?;
            args.finish()?;
            match parse::by_format(&text, &format) {
                Ok(parsed) => {
                    let value = parsed.value;
                    Ok(Value::object(DateTime::new(value, parsed.zone())))
                }
                Err(error) => Err(unread(i, error, &text)),
            }
        }),
        "fromtimestamp" => native("datetime.fromtimestamp", |i, mut args| {
            let stamp = args.required("timestamp")?;
            let zone = zone_of(i, &mut args, "tz")?;
            args.finish()?;
            match zone {
                Some(zone) => from_stamp(i, &stamp, &zone, true),
                // Without a zone it is the machine's local time.
                None if i.is_live() => {
                    let seconds = number(&stamp).map_or(0.0, |seconds| seconds.to_float());
                    #[allow(clippy::cast_possible_truncation)]
                    let instant = (seconds * 1e6).clamp(-1e18, 1e18) as i128;
                    let offset = drawn::local_offset(i, instant)?;
                    from_stamp(i, &stamp, &Rc::new(Zone::fixed(offset)), false)
                }
                None => Ok(i.unknown("per-run-value", "datetime.fromtimestamp()")),
            }
        }),
        "utcfromtimestamp" => native("datetime.utcfromtimestamp", |i, mut args| {
            let stamp = args.required("timestamp")?;
            args.finish()?;
            from_stamp(i, &stamp, &Rc::new(Zone::UTC), false)
        }),
        "fromordinal" => native("datetime.fromordinal", |i, mut args| {
            let number = args.required("ordinal")?;
            let number = args.to_integer("ordinal", &number)?;
            args.finish()?;
            let day = super::day::of_ordinal(i, number)?;
            Ok(Value::object(DateTime::plain(day.at(0, 0, 0, 0))))
        }),
        "combine" => native("datetime.combine", |i, mut args| {
            let date = args.required("date")?;
            let time = args.required("time")?;
            let zone = zone_of(i, &mut args, "tzinfo")?;
            args.finish()?;
            let day = match date.downcast::<DateTime>() {
                Some(moment) => Some(moment.value.date()),
                None => date.downcast::<Date>().map(|date| date.value),
            };
            match (day, time.downcast::<Time>()) {
                (Some(day), Some(time)) => {
                    let value = day.to_datetime(time.value);
                    Ok(Value::object(DateTime::new(value, zone)))
                }
                _ => {
                    i.known(date)?;
                    i.known(time)?;
                    Err(i.raise("TypeError", "combine() takes a date and a time"))
                }
            }
        }),
        "min" => Some(Value::object(DateTime::plain(civil::datetime(
            1, 1, 1, 0, 0, 0, 0,
        )))),
        "max" => Some(Value::object(DateTime::plain(civil::datetime(
            9999,
            12,
            31,
            23,
            59,
            59,
            999_999_000,
        )))),
        _ => super::delta::class_attribute(interpreter, name)?.filter(|_| name == "resolution"),
    })
}

pub(super) fn date_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "today" => native("date.today", |i, a| of_run(i, a, drawn::date_today)),
        "fromisoformat" => native("date.fromisoformat", |i, mut args| {
            let text = args.required("date_string")?;
            args.finish()?;
            date_of_iso(i, &text)
        }),
        "fromordinal" => native("date.fromordinal", |i, mut args| {
            let number = args.required("ordinal")?;
            let number = args.to_integer("ordinal", &number)?;
            args.finish()?;
            let value = super::day::of_ordinal(i, number)?;
            Ok(Value::object(Date { value }))
        }),
        "min" => Some(Value::object(Date {
            value: civil::date(1, 1, 1),
        })),
        "max" => Some(Value::object(Date {
            value: civil::date(9999, 12, 31),
        })),
        _ => None,
    })
}

pub(super) fn time_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "fromisoformat" => native("time.fromisoformat", |i, mut args| {
            let text = args.required("time_string")?;
            args.finish()?;
            time_of_iso(i, &text)
        }),
        "min" => Some(Value::object(Time {
            value: civil::Time::MIN,
        })),
        "max" => Some(Value::object(Time {
            value: civil::time(23, 59, 59, 999_999_000),
        })),
        _ => None,
    })
}

/// `datetime.fromisoformat(value)`
///
/// # Errors
/// `ValueError` where it is another text, `TypeError` where it is none.
pub(crate) fn moment_of_iso(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let text = iso_text(interpreter, value)?;
    match parse::moment(&text) {
        Ok((value, zone)) => Ok(Value::object(DateTime::new(value, zone.map(Rc::new)))),
        Err(error) => Err(unread(interpreter, error, &text)),
    }
}

/// `date.fromisoformat(value)`
///
/// # Errors
/// Those of [`moment_of_iso`].
pub(crate) fn date_of_iso(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let text = iso_text(interpreter, value)?;
    match parse::date(&text) {
        Ok(value) => Ok(Value::object(Date { value })),
        Err(error) => Err(unread(interpreter, error, &text)),
    }
}

/// `time.fromisoformat(value)`
///
/// # Errors
/// Those of [`moment_of_iso`].
pub(crate) fn time_of_iso(interpreter: &mut Interpreter, value: &Value) -> Result<Value> {
    let text = iso_text(interpreter, value)?;
    match parse::time(text.strip_prefix('T').unwrap_or(&text)) {
        Ok((value, None)) => Ok(Value::object(Time { value })),
        Ok((_, Some(_))) => Err(interpreter.unsupported("a `time` with a time zone")),
        Err(error) => Err(unread(interpreter, error, &text)),
    }
}

fn iso_text(interpreter: &mut Interpreter, value: &Value) -> Result<Rc<str>> {
    let value = interpreter.known(value.clone())?;
    match value.as_str() {
        Some(text) => Ok(text),
        None => Err(interpreter.raise("TypeError", "fromisoformat: argument must be str")),
    }
}

fn from_stamp(
    interpreter: &mut Interpreter,
    stamp: &Value,
    zone: &Rc<Zone>,
    keep: bool,
) -> Result<Value> {
    #[allow(clippy::cast_possible_truncation)]
    let microseconds = match number(stamp) {
        Some(Number::Int(seconds)) => seconds.checked_mul(1_000_000),
        Some(Number::Float(seconds)) if seconds.is_nan() => {
            return Err(interpreter.raise("ValueError", "Invalid value NaN (not a number)"));
        }
        Some(Number::Float(seconds)) => {
            // The fraction is rounded by itself, which is exact.
            let fraction = (seconds.fract() * 1e6).round_ties_even() as i128;
            (seconds.trunc() as i128)
                .checked_mul(1_000_000)
                .and_then(|whole| whole.checked_add(fraction))
        }
        Some(Number::Big(_)) => None,
        None => {
            interpreter.known(stamp.clone())?;
            let text = format!(
                "'{}' object cannot be interpreted as an integer",
                stamp.type_name()
            );
            return Err(interpreter.raise("TypeError", text));
        }
    };
    let Some(microseconds) = microseconds.filter(|micros| micros.unsigned_abs() < 1 << 82) else {
        let text = "timestamp out of range for platform time_t";
        return Err(interpreter.raise("OverflowError", text));
    };
    match DateTime::in_zone(microseconds, zone) {
        Some(moment) if keep => Ok(Value::object(moment)),
        Some(moment) => Ok(Value::object(DateTime::plain(moment.value))),
        None => {
            let days = microseconds.div_euclid(86_400_000_000);
            let year = 1970 + days / 366;
            Err(interpreter.raise("ValueError", format!("year {year} is out of range")))
        }
    }
}

/// The moment that a text of a database spells.
pub(crate) fn from_iso(text: &str) -> Option<Value> {
    let (value, zone) = parse::moment(text).ok()?;
    Some(Value::object(DateTime::new(value, zone.map(Rc::new))))
}

/// The parameters that are left, in order, with their defaults.
fn integers<const N: usize>(
    interpreter: &mut Interpreter,
    args: &mut Args,
    names: [&str; N],
    defaults: [Option<i64>; N],
) -> Result<[i64; N]> {
    let mut numbers = [0; N];
    for (at, ((slot, name), default)) in numbers.iter_mut().zip(names).zip(defaults).enumerate() {
        let value = match (args.take(name)?, default) {
            (Some(value), _) => interpreter.known(value)?,
            (None, Some(default)) => {
                *slot = default;
                continue;
            }
            (None, None) => {
                let text = format!(
                    "function missing required argument '{name}' (pos {})",
                    at + 1
                );
                return Err(interpreter.raise("TypeError", text));
            }
        };
        *slot = match value {
            Value::Int(_) | Value::Bool(_) => args.to_integer(name, &value)?,
            Value::Instance(_) => args.to_integer(name, &value)?,
            other => {
                let text = format!(
                    "'{}' object cannot be interpreted as an integer",
                    other.type_name()
                );
                return Err(interpreter.raise("TypeError", text));
            }
        };
    }
    Ok(numbers)
}

pub(super) fn new_datetime(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let [year, month, day, hour, minute, second, micro] = integers(
        interpreter,
        &mut args,
        [
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "microsecond",
        ],
        [None, None, None, Some(0), Some(0), Some(0), Some(0)],
    )?;
    let zone = zone_of(interpreter, &mut args, "tzinfo")?;
    let fold = args.keyword("fold");
    args.finish()?;
    let date = made_date(interpreter, year, month, day)?;
    let time = made_time(interpreter, hour, minute, second, micro)?;
    Ok(Value::object(DateTime {
        value: date.to_datetime(time),
        zone,
        fold: matches!(fold, Some(Value::Int(1))),
    }))
}

pub(super) fn new_date(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let names = ["year", "month", "day"];
    let [year, month, day] = integers(interpreter, &mut args, names, [None; 3])?;
    args.finish()?;
    let value = made_date(interpreter, year, month, day)?;
    Ok(Value::object(Date { value }))
}

pub(super) fn new_time(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let names = ["hour", "minute", "second", "microsecond"];
    let [hour, minute, second, micro] = integers(interpreter, &mut args, names, [Some(0); 4])?;
    if zone_of(interpreter, &mut args, "tzinfo")?.is_some() {
        return Err(interpreter.unsupported("a `time` with a time zone"));
    }
    args.finish()?;
    let value = made_time(interpreter, hour, minute, second, micro)?;
    Ok(Value::object(Time { value }))
}
