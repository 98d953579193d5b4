//! `datetime`: constants; the clock is not known.

use std::rc::Rc;

use jiff::SignedDuration;
use jiff::civil;

use crate::python::compare::{Number, number};
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeCall, NativeFunction, Object, Result,
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

fn differs(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Ok(interpreter.unknown("per-run-value", format!("{}()", args.function)))
}

fn datetime_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "now" => native("datetime.now", differs),
        "utcnow" => native("datetime.utcnow", differs),
        "today" => native("datetime.today", differs),
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
        "today" => native("date.today", differs),
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
        Some(Number::Float(seconds)) => Some((seconds * 1e6).round() as i128),
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

fn shifted(value: civil::DateTime, microseconds: i128) -> Option<civil::DateTime> {
    let duration = SignedDuration::from_micros(i64::try_from(microseconds).ok()?);
    value.checked_add(duration).ok()
}

/// `YYYY-MM-DD[T ]HH:MM[:SS[.ffffff]][+HH:MM|Z]`
fn from_iso(text: &str) -> Option<Value> {
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

fn make_date(year: i64, month: i64, day: i64) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn make_time(hour: i64, minute: i64, second: i64, micro: i64) -> Option<civil::Time> {
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
fn bad_date(interpreter: &mut Interpreter, year: i64, month: i64) -> crate::python::Interrupt {
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

fn fraction(nanoseconds: i32) -> String {
    match nanoseconds / 1000 {
        0 => String::new(),
        micros => format!(".{micros:06}"),
    }
}

fn time_text(time: civil::Time) -> String {
    format!(
        "{:02}:{:02}:{:02}{}",
        time.hour(),
        time.minute(),
        time.second(),
        fraction(time.subsec_nanosecond())
    )
}

fn date_text(date: civil::Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn offset_text(offset: i64, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

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

/// `strftime`
fn formatted(value: civil::DateTime, offset: Option<i64>, format: &str) -> String {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let day = usize::try_from(value.date().weekday().to_monday_zero_offset()).unwrap_or(0);
    let day = DAYS.get(day).copied().unwrap_or_default();
    let month = usize::try_from(value.month() - 1).unwrap_or(0);
    let month = MONTHS.get(month).copied().unwrap_or_default();
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let part = match chars.next() {
            Some('Y') => format!("{:04}", value.year()),
            Some('y') => format!("{:02}", value.year() % 100),
            Some('m') => format!("{:02}", value.month()),
            Some('d') => format!("{:02}", value.day()),
            Some('H') => format!("{:02}", value.hour()),
            Some('I') => format!("{:02}", (value.hour() + 11) % 12 + 1),
            Some('M') => format!("{:02}", value.minute()),
            Some('S') => format!("{:02}", value.second()),
            Some('f') => format!("{:06}", value.subsec_nanosecond() / 1000),
            Some('j') => format!("{:03}", value.date().day_of_year()),
            Some('p') => (if value.hour() < 12 { "AM" } else { "PM" }).into(),
            Some('A') => day.into(),
            Some('a') => day.get(..3).unwrap_or_default().into(),
            Some('B') => month.into(),
            Some('b') => month.get(..3).unwrap_or_default().into(),
            Some('F') => date_text(value.date()),
            Some('T') => time_text(value.time()).get(..8).unwrap_or_default().into(),
            Some('z') => offset
                .map(|offset| offset_text(offset, ""))
                .unwrap_or_default(),
            Some('Z') => offset.map(|_| "UTC".to_owned()).unwrap_or_default(),
            Some('%') => "%".into(),
            Some(other) => format!("%{other}"),
            None => "%".into(),
        };
        out.push_str(&part);
    }
    out
}

/// `replace(...)` of some integer fields.
fn replaced(args: &mut Args, fields: &[(&str, i64)]) -> Result<Vec<i64>> {
    let mut values = Vec::new();
    for (name, old) in fields {
        values.push(args.optional_integer(name)?.unwrap_or(*old));
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
            "isoformat" | "strftime" | "date" | "time" | "replace" | "timestamp" | "weekday" => {
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
                Value::str(self.iso(&separator))
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
            #[allow(clippy::cast_precision_loss)]
            "timestamp" if self.offset.is_some() => Value::Float(self.instant() as f64 / 1e6),
            // Without a zone it is the machine's local time.
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
        if self.offset == Some(0) {
            parts.push("tzinfo=datetime.timezone.utc".into());
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
        Ok((self.seconds == 0).then(|| "datetime.timezone.utc".into()))
    }

    fn key(&self) -> Option<String> {
        Some(format!("timezone {}", self.seconds))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}
