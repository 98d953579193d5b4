//! `datetime`: constants; the clock is not known.

mod class;
mod clock;
mod day;
mod delta;
mod moment;
mod own_zone;
mod parse;
mod text;
mod zone;

use std::rc::Rc;

use jiff::SignedDuration;
use jiff::civil;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::value::Value;
pub(crate) use class::{date_of_iso, from_iso, moment_of_iso, time_of_iso};
pub(super) use zone::ZONEINFO;
pub use zone::Zone;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "datetime",
    definitions: &[
        ("datetime", Definition::Class(&DATETIME)),
        ("date", Definition::Class(&DATE)),
        ("time", Definition::Class(&TIME)),
        ("timedelta", Definition::Class(&TIMEDELTA)),
        ("timezone", Definition::Class(&zone::TIMEZONE)),
        ("tzinfo", Definition::Class(&own_zone::TZINFO)),
        ("UTC", Definition::Value(|_| Ok(Value::object(Zone::UTC)))),
        ("MINYEAR", Definition::Value(|_| Ok(Value::Int(1)))),
        ("MAXYEAR", Definition::Value(|_| Ok(Value::Int(9999)))),
    ],
    fallback: None,
};

static DATETIME: ClassDefinition =
    ClassDefinition::new("datetime.datetime", &["datetime.date"], class::new_datetime)
        .attributes(class::datetime_attribute);
static DATE: ClassDefinition =
    ClassDefinition::new("datetime.date", &[], class::new_date).attributes(class::date_attribute);
static TIME: ClassDefinition =
    ClassDefinition::new("datetime.time", &[], class::new_time).attributes(class::time_attribute);
static TIMEDELTA: ClassDefinition =
    ClassDefinition::new("datetime.timedelta", &[], delta::construct)
        .attributes(delta::class_attribute);

/// A `datetime.datetime` of known value.
#[derive(Clone)]
pub struct DateTime {
    /// Date and time of day.
    pub value: civil::DateTime,
    /// Its time zone, where it has one.
    pub zone: Option<Rc<Zone>>,
    /// Whether it is the second of two local times that are spelt alike.
    pub fold: bool,
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

/// A part of a date or of a time that is out of its range.
#[derive(Debug, thiserror::Error)]
enum Wrong {
    #[error("year {0} is out of range")]
    Year(i64),
    #[error("month must be in 1..12")]
    Month,
    #[error("day is out of range for month")]
    Day,
    #[error("hour must be in 0..23")]
    Hour,
    #[error("minute must be in 0..59")]
    Minute,
    #[error("second must be in 0..59")]
    Second,
    #[error("microsecond must be in 0..999999")]
    Microsecond,
}

fn shifted(value: civil::DateTime, microseconds: i128) -> Option<civil::DateTime> {
    let duration = SignedDuration::from_micros(i64::try_from(microseconds).ok()?);
    value
        .checked_add(duration)
        .ok()
        .filter(|value| value.year() >= 1)
}

fn make_date(year: i64, month: i64, day: i64) -> std::result::Result<civil::Date, Wrong> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .ok_or(Wrong::Year(year))?;
    let month = i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .ok_or(Wrong::Month)?;
    i8::try_from(day)
        .ok()
        .and_then(|day| civil::Date::new(year, month, day).ok())
        .ok_or(Wrong::Day)
}

fn make_time(
    hour: i64,
    minute: i64,
    second: i64,
    micro: i64,
) -> std::result::Result<civil::Time, Wrong> {
    let part = |number: i64, most: i8, wrong: Wrong| {
        i8::try_from(number)
            .ok()
            .filter(|number| (0..=most).contains(number))
            .ok_or(wrong)
    };
    let hour = part(hour, 23, Wrong::Hour)?;
    let minute = part(minute, 59, Wrong::Minute)?;
    let second = part(second, 59, Wrong::Second)?;
    i32::try_from(micro)
        .ok()
        .filter(|micro| (0..1_000_000).contains(micro))
        .and_then(|micro| civil::Time::new(hour, minute, second, micro * 1000).ok())
        .ok_or(Wrong::Microsecond)
}

/// The day, or `ValueError`.
fn made_date(
    interpreter: &mut Interpreter,
    year: i64,
    month: i64,
    day: i64,
) -> Result<civil::Date> {
    make_date(year, month, day).map_err(|wrong| interpreter.raise("ValueError", wrong.to_string()))
}

/// The time of day, or `ValueError`.
fn made_time(
    interpreter: &mut Interpreter,
    hour: i64,
    minute: i64,
    second: i64,
    micro: i64,
) -> Result<civil::Time> {
    make_time(hour, minute, second, micro)
        .map_err(|wrong| interpreter.raise("ValueError", wrong.to_string()))
}

/// The arguments of `replace`, with what they replace.
fn replaced<const N: usize>(args: &mut Args, fields: [(&str, i64); N]) -> Result<[i64; N]> {
    let mut values = [0; N];
    for (slot, (name, old)) in values.iter_mut().zip(fields) {
        *slot = args.optional_integer(name)?.unwrap_or(old);
    }
    Ok(values)
}

fn compared(operator: &str, order: std::cmp::Ordering) -> Option<Value> {
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
