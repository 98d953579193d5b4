//! `datetime`: constants; the clock is not known.

mod day;
mod delta;
mod moment;
mod text;

use jiff::SignedDuration;
use jiff::civil;

use super::drawn::{self, of_run};
use crate::python::compare::{Number, number};
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeCall, NativeFunction, Result,
};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "datetime",
    definitions: &[
        ("datetime", Definition::Class(&DATETIME)),
        ("date", Definition::Class(&DATE)),
        ("time", Definition::Class(&TIME)),
        ("timedelta", Definition::Class(&TIMEDELTA)),
        ("timezone", Definition::Class(&TIMEZONE)),
        (
            "UTC",
            Definition::Value(|_| Ok(Value::object(Zone { seconds: 0 }))),
        ),
    ],
    fallback: None,
};

static DATETIME: ClassDefinition =
    ClassDefinition::new("datetime.datetime", &["datetime.date"], new_datetime)
        .attributes(datetime_attribute);
static DATE: ClassDefinition =
    ClassDefinition::new("datetime.date", &[], new_date).attributes(date_attribute);
static TIME: ClassDefinition = ClassDefinition::new("datetime.time", &[], new_time);
static TIMEDELTA: ClassDefinition = ClassDefinition::new("datetime.timedelta", &[], new_delta);
static TIMEZONE: ClassDefinition = ClassDefinition::new("datetime.timezone", &[], new_zone)
    .attributes(|_, name| Ok((name == "utc").then(|| Value::object(Zone { seconds: 0 }))));

/// A `datetime.datetime` of known value.
#[derive(Clone)]
pub struct DateTime {
    /// Date and time of day.
    pub value: civil::DateTime,
    /// Offset from UTC in seconds, where it has a time zone.
    pub offset: Option<i64>,
}

/// A `datetime.date`.
#[derive(Clone)]
pub struct Date {
    /// The day.
    pub value: civil::Date,
}

/// A `datetime.time`.
#[derive(Clone)]
pub struct Time {
    /// The time of day.
    pub value: civil::Time,
}

/// A `datetime.timedelta`.
#[derive(Clone)]
pub struct Delta {
    /// Its length in microseconds.
    pub microseconds: i128,
}

/// A `datetime.timezone`.
#[derive(Clone)]
pub struct Zone {
    /// Offset from UTC.
    pub seconds: i64,
}

fn native(name: &'static str, call: NativeCall) -> Option<Value> {
    Some(Value::Native(NativeFunction {
        module: "datetime",
        name,
        call,
    }))
}

fn datetime_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "now" => native("datetime.now", |i, a| of_run(i, a, drawn::datetime_now)),
        "utcnow" => native("datetime.utcnow", |i, a| {
            of_run(i, a, drawn::datetime_utcnow)
        }),
        "today" => native("datetime.today", |i, a| of_run(i, a, drawn::datetime_now)),
        "fromisoformat" => native("datetime.fromisoformat", |i, mut args| {
            let text = args.string("date_string")?;
            args.finish()?;
            from_iso(&text)
                .ok_or_else(|| i.raise("ValueError", format!("Invalid isoformat string: '{text}'")))
        }),
        "strptime" => native("datetime.strptime", |i, mut args| {
            let text = args.string("date_string")?;
            let format = args.string("format")?;
            args.finish()?;
            match civil::DateTime::strptime(&format, &text)
                .or_else(|_| civil::Date::strptime(&format, &text).map(|date| date.at(0, 0, 0, 0)))
            {
                Ok(value) => Ok(Value::object(DateTime {
                    value,
                    offset: None,
                })),
                Err(_) => Err(i.raise(
                    "ValueError",
                    format!("time data '{text}' does not match format '{format}'"),
                )),
            }
        }),
        "fromtimestamp" => native("datetime.fromtimestamp", |i, mut args| {
            let stamp = args.required("timestamp")?;
            let zone = args.take("tz")?;
            args.finish()?;
            match zone.as_ref().and_then(Value::downcast::<Zone>) {
                Some(zone) => from_stamp(i, &stamp, Some(zone.seconds)),
                // Without a zone it is the machine's local time.
                None if i.is_live() => {
                    let seconds = number(&stamp).map_or(0.0, |seconds| seconds.to_float());
                    let offset = drawn::local_offset(i, seconds)?;
                    let zoned = from_stamp(i, &stamp, Some(offset))?;
                    Ok(zoned.downcast::<DateTime>().map_or(zoned, |moment| {
                        Value::object(DateTime {
                            value: moment.value,
                            offset: None,
                        })
                    }))
                }
                None => Ok(i.unknown("per-run-value", "datetime.fromtimestamp()")),
            }
        }),
        "utcfromtimestamp" => native("datetime.utcfromtimestamp", |i, mut args| {
            let stamp = args.required("timestamp")?;
            args.finish()?;
            from_stamp(i, &stamp, None)
        }),
        "combine" => native("datetime.combine", |i, mut args| {
            let date = args.required("date")?;
            let time = args.required("time")?;
            args.finish()?;
            match (date.downcast::<Date>(), time.downcast::<Time>()) {
                (Some(date), Some(time)) => Ok(Value::object(DateTime {
                    value: date.value.to_datetime(time.value),
                    offset: None,
                })),
                _ => {
                    i.known(date)?;
                    i.known(time)?;
                    Err(i.raise("TypeError", "combine() takes a date and a time"))
                }
            }
        }),
        "min" => Some(Value::object(DateTime {
            value: civil::datetime(1, 1, 1, 0, 0, 0, 0),
            offset: None,
        })),
        "max" => Some(Value::object(DateTime {
            value: civil::datetime(9999, 12, 31, 23, 59, 59, 999_999_000),
            offset: None,
        })),
        _ => None,
    })
}

fn date_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "today" => native("date.today", |i, a| of_run(i, a, drawn::date_today)),
        "fromisoformat" => native("date.fromisoformat", |i, mut args| {
            let text = args.string("date_string")?;
            args.finish()?;
            match text.parse::<civil::Date>() {
                Ok(value) => Ok(Value::object(Date { value })),
                Err(_) => Err(i.raise("ValueError", format!("Invalid isoformat string: '{text}'"))),
            }
        }),
        _ => None,
    })
}

fn from_stamp(interpreter: &mut Interpreter, stamp: &Value, offset: Option<i64>) -> Result<Value> {
    #[allow(clippy::cast_possible_truncation)]
    let microseconds = match number(stamp) {
        Some(Number::Int(seconds)) => seconds.checked_mul(1_000_000),
        Some(Number::Float(seconds)) => Some((seconds * 1e6).round_ties_even() as i128),
        Some(Number::Big(_)) => None,
        None => {
            interpreter.known(stamp.clone())?;
            None
        }
    };
    microseconds
        .and_then(|micros| micros.checked_add(i128::from(offset.unwrap_or(0)) * 1_000_000))
        .and_then(|micros| shifted(civil::datetime(1970, 1, 1, 0, 0, 0, 0), micros))
        .map(|value| Value::object(DateTime { value, offset }))
        .ok_or_else(|| interpreter.raise("OverflowError", "timestamp out of range"))
}

pub(super) fn shifted(value: civil::DateTime, microseconds: i128) -> Option<civil::DateTime> {
    let duration = SignedDuration::from_micros(i64::try_from(microseconds).ok()?);
    value.checked_add(duration).ok()
}

/// `YYYY-MM-DD[T ]HH:MM[:SS[.ffffff]][+HH:MM|Z]`
pub(crate) fn from_iso(text: &str) -> Option<Value> {
    let (plain, offset) = match text.strip_suffix('Z') {
        Some(plain) => (plain, Some(0)),
        None => {
            let time = text.get(10..).unwrap_or_default();
            match time.rfind(['+', '-']) {
                Some(at) => {
                    let zone = time.get(at..)?;
                    let sign = if zone.starts_with('-') { -1 } else { 1 };
                    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
                    let hours: i64 = digits.get(..2)?.parse().ok()?;
                    let minutes: i64 = digits.get(2..4).unwrap_or("00").parse().ok()?;
                    (
                        text.get(..10 + at)?,
                        Some(sign * (hours * 3600 + minutes * 60)),
                    )
                }
                None => (text, None),
            }
        }
    };
    let value = plain
        .replacen(' ', "T", 1)
        .parse::<civil::DateTime>()
        .ok()?;
    Some(Value::object(DateTime { value, offset }))
}

/// The parameters that are left, in order, with their defaults.
fn integers<const N: usize>(
    args: &mut Args,
    names: [&str; N],
    defaults: [Option<i64>; N],
) -> Result<[i64; N]> {
    let mut numbers = [0; N];
    for ((slot, name), default) in numbers.iter_mut().zip(names).zip(defaults) {
        let value = match default {
            Some(default) => args.optional_integer(name)?.unwrap_or(default),
            None => {
                let value = args.required(name)?;
                args.to_integer(name, &value)?
            }
        };
        *slot = value;
    }
    Ok(numbers)
}

pub(super) fn make_date(year: i64, month: i64, day: i64) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(super) fn make_time(hour: i64, minute: i64, second: i64, micro: i64) -> Option<civil::Time> {
    civil::Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        i32::try_from(micro.checked_mul(1000)?).ok()?,
    )
    .ok()
}

fn zone_of(args: &mut Args) -> Result<Option<i64>> {
    match args.take("tzinfo")? {
        None | Some(Value::None) => Ok(None),
        Some(value) => match value.downcast::<Zone>() {
            Some(zone) => Ok(Some(zone.seconds)),
            None => Err(args.refuse("This `tzinfo` is not known to bridge.")),
        },
    }
}

fn new_datetime(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let [year, month, day, hour, minute, second, micro] = integers(
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
    let offset = zone_of(&mut args)?;
    args.finish()?;
    match (
        make_date(year, month, day),
        make_time(hour, minute, second, micro),
    ) {
        (Some(date), Some(time)) => Ok(Value::object(DateTime {
            value: date.to_datetime(time),
            offset,
        })),
        (None, _) => Err(bad_date(interpreter, year, month)),
        _ => Err(interpreter.raise("ValueError", "the time of day is out of range")),
    }
}

/// Which part of a date is wrong.
pub(super) fn bad_date(
    interpreter: &mut Interpreter,
    year: i64,
    month: i64,
) -> crate::python::Interrupt {
    let message = if !(1..=9999).contains(&year) {
        format!("year {year} is out of range")
    } else if !(1..=12).contains(&month) {
        "month must be in 1..12".into()
    } else {
        "day is out of range for month".into()
    };
    interpreter.raise("ValueError", message)
}

fn new_date(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let [year, month, day] = integers(&mut args, ["year", "month", "day"], [None; 3])?;
    args.finish()?;
    make_date(year, month, day)
        .map(|value| Value::object(Date { value }))
        .ok_or_else(|| bad_date(interpreter, year, month))
}

fn new_time(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let [hour, minute, second, micro] = integers(
        &mut args,
        ["hour", "minute", "second", "microsecond"],
        [Some(0); 4],
    )?;
    if zone_of(&mut args)?.is_some() {
        return Err(interpreter.unsupported("a `time` with a time zone"));
    }
    args.finish()?;
    make_time(hour, minute, second, micro)
        .map(|value| Value::object(Time { value }))
        .ok_or_else(|| interpreter.raise("ValueError", "hour must be in 0..23"))
}

fn new_delta(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut total: i128 = 0;
    for (name, unit) in [
        ("days", 86_400_000_000_i128),
        ("seconds", 1_000_000),
        ("microseconds", 1),
        ("milliseconds", 1000),
        ("minutes", 60_000_000),
        ("hours", 3_600_000_000),
        ("weeks", 604_800_000_000),
    ] {
        let Some(value) = args.take(name)? else {
            continue;
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let part = match number(&value) {
            Some(Number::Int(count)) => count.checked_mul(unit),
            Some(Number::Big(_)) => None,
            Some(Number::Float(count)) => Some((count * unit as f64).round_ties_even() as i128),
            None => {
                interpreter.known(value)?;
                None
            }
        };
        match part.and_then(|part| total.checked_add(part)) {
            Some(sum) => total = sum,
            None => return Err(interpreter.raise("OverflowError", "timedelta is out of range")),
        }
    }
    args.finish()?;
    Ok(Value::object(Delta {
        microseconds: total,
    }))
}

fn new_zone(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let offset = args.required("offset")?;
    args.take("name")?;
    args.finish()?;
    match offset.downcast::<Delta>() {
        Some(delta) => Ok(Value::object(Zone {
            seconds: i64::try_from(delta.microseconds / 1_000_000).unwrap_or(0),
        })),
        None => Err(interpreter.raise("TypeError", "timezone() argument 1 must be a timedelta")),
    }
}

/// `replace(...)` of some integer fields.
pub(super) fn replaced(args: &mut Args, fields: &[(&str, i64)]) -> Result<Vec<i64>> {
    let mut values = Vec::new();
    for (name, old) in fields {
        values.push(args.optional_integer(name)?.unwrap_or(*old));
    }
    Ok(values)
}

pub(super) fn compared(operator: &str, order: std::cmp::Ordering) -> Option<Value> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    Some(Value::Bool(match operator {
        "==" => order == Equal,
        "!=" => order != Equal,
        "<" => order == Less,
        "<=" => order != Greater,
        ">" => order == Greater,
        ">=" => order != Less,
        _ => return None,
    }))
}
