//! `datetime.datetime`

use std::rc::Rc;

use jiff::civil;

use super::clock::part;
use super::day::{formatted, shared_method, time_tuple};
use super::text::{Shown, date_text, offset_text, spec_text, time_text};
use super::zone::zone_of;
use super::{Date, DateTime, Delta, Time, Zone, compared, made_date, made_time, replaced, shifted};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::stdlib::drawn;
use crate::python::value::Value;

impl DateTime {
    /// A moment without a time zone.
    pub fn plain(value: civil::DateTime) -> Self {
        Self {
            value,
            zone: None,
            fold: false,
        }
    }

    /// A moment in a time zone, or without one.
    pub fn new(value: civil::DateTime, zone: Option<Rc<Zone>>) -> Self {
        Self {
            value,
            zone,
            fold: false,
        }
    }

    /// Offset from UTC in seconds, where it has a time zone.
    pub fn offset(&self) -> Option<i64> {
        self.zone
            .as_ref()
            .map(|zone| zone.offset(self.value, self.fold))
    }

    /// `isoformat(sep)`
    pub fn iso(&self, separator: &str) -> String {
        format!(
            "{}{separator}{}{}",
            date_text(self.value.date()),
            time_text(self.value.time()),
            self.offset_text(":")
        )
    }

    fn offset_text(&self, colon: &str) -> String {
        self.offset()
            .map(|offset| offset_text(offset, colon))
            .unwrap_or_default()
    }

    /// Microseconds since 1970, in UTC where it has a time zone.
    pub(super) fn instant(&self) -> i128 {
        let since = self
            .value
            .duration_since(civil::datetime(1970, 1, 1, 0, 0, 0, 0))
            .as_micros();
        since - i128::from(self.offset().unwrap_or(0)) * 1_000_000
    }

    /// The same moment in a time zone.
    pub(crate) fn in_zone(microseconds: i128, zone: &Rc<Zone>) -> Option<Self> {
        let (value, fold) = zone.local(microseconds)?;
        Some(Self {
            value,
            zone: Some(zone.clone()),
            fold,
        })
    }

    fn zone_name(&self) -> Option<String> {
        self.zone
            .as_ref()
            .map(|zone| zone.label(self.value, self.fold))
    }

    fn formatted(&self, interpreter: &mut Interpreter, format: &str) -> Result<String> {
        let name = self.zone_name();
        let shown = Shown {
            value: self.value,
            offset: self.offset(),
            zone: name.as_deref(),
        };
        formatted(interpreter, &shown, format)
    }

    fn shift(&self, interpreter: &mut Interpreter, microseconds: i128) -> Result<Value> {
        match shifted(self.value, microseconds) {
            Some(value) => Ok(Value::object(Self::new(value, self.zone.clone()))),
            None => Err(interpreter.raise("OverflowError", "date value out of range")),
        }
    }
}

const METHODS: &[&str] = &[
    "isoformat",
    "strftime",
    "date",
    "time",
    "timetz",
    "replace",
    "timestamp",
    "weekday",
    "isoweekday",
    "isocalendar",
    "toordinal",
    "timetuple",
    "utctimetuple",
    "ctime",
    "astimezone",
    "utcoffset",
    "tzname",
    "dst",
];

impl Object for DateTime {
    fn type_name(&self) -> &str {
        "datetime"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.datetime", "datetime.date"]
    }

    fn has_all_attributes(&self) -> bool {
        true
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if let Some(part) = part(self.value.time(), name) {
            return Ok(Some(part));
        }
        Ok(match name {
            "year" => Some(Value::Int(self.value.year().into())),
            "month" => Some(Value::Int(self.value.month().into())),
            "day" => Some(Value::Int(self.value.day().into())),
            "fold" => Some(Value::Int(self.fold.into())),
            "tzinfo" => Some(match &self.zone {
                Some(zone) => zone.value(),
                None => Value::None,
            }),
            _ if METHODS.contains(&name) => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => super::class::datetime_attribute(interpreter, name)?,
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
                let spec = args.optional_string("timespec")?;
                let Some(time) = spec_text(self.value.time(), spec.as_deref()) else {
                    return Err(interpreter.raise("ValueError", "Unknown timespec value"));
                };
                let date = date_text(self.value.date());
                Value::str(format!("{date}{separator}{time}{}", self.offset_text(":")))
            }
            "strftime" => {
                let format = args.string("format")?;
                Value::str(self.formatted(interpreter, &format)?)
            }
            "ctime" => {
                let shown = Shown {
                    value: self.value,
                    offset: None,
                    zone: None,
                };
                Value::str(shown.ctime())
            }
            "date" => Value::object(Date {
                value: self.value.date(),
            }),
            "time" => Value::object(Time {
                value: self.value.time(),
            }),
            "timetz" if self.zone.is_none() => Value::object(Time {
                value: self.value.time(),
            }),
            "timetz" => return Err(interpreter.unsupported("a `time` with a time zone")),
            "timetuple" => {
                let daylight = self
                    .zone
                    .as_ref()
                    .and_then(|zone| zone.daylight(self.value, self.fold));
                time_tuple(interpreter, self.value, daylight.map_or(-1, i128::from))?
            }
            "utctimetuple" => {
                let shift = -i128::from(self.offset().unwrap_or(0)) * 1_000_000;
                match shifted(self.value, shift) {
                    Some(value) => time_tuple(interpreter, value, 0)?,
                    None => {
                        return Err(interpreter.raise("OverflowError", "date value out of range"));
                    }
                }
            }
            "utcoffset" => match self.offset() {
                Some(seconds) => Value::object(Delta {
                    microseconds: i128::from(seconds) * 1_000_000,
                }),
                None => Value::None,
            },
            "tzname" if self.zone.as_ref().is_some_and(|zone| zone.is_unnamed()) => Value::None,
            "dst" if let Some(Some(saved)) = self.zone.as_ref().map(|zone| zone.own_daylight()) => {
                Value::object(Delta {
                    microseconds: saved,
                })
            }
            "tzname" => self.zone_name().map_or(Value::None, Value::str),
            "dst" => match &self.zone {
                None => Value::None,
                Some(zone) => match zone.daylight(self.value, self.fold) {
                    None => Value::None,
                    Some(false) => Value::object(Delta { microseconds: 0 }),
                    Some(true) => return Err(interpreter.unsupported("`dst` in summer")),
                },
            },
            "astimezone" => {
                let zone = zone_of(interpreter, args, "tz")?;
                // Both what has no zone and the default are of the machine's own.
                if (self.zone.is_none() || zone.is_none()) && !interpreter.is_live() {
                    let unknown = interpreter.unknown("per-run-value", "datetime.astimezone()");
                    return Ok(Some(unknown));
                }
                let instant = match &self.zone {
                    Some(_) => self.instant(),
                    None => drawn::local_instant(interpreter, self.value)?,
                };
                let zone = match zone {
                    Some(zone) => zone,
                    None => Rc::new(Zone::fixed(drawn::local_offset(interpreter, instant)?)),
                };
                match Self::in_zone(instant, &zone) {
                    Some(moment) => Value::object(moment),
                    None => {
                        return Err(interpreter.raise("OverflowError", "date value out of range"));
                    }
                }
            }
            #[allow(clippy::cast_precision_loss)]
            "timestamp" if self.zone.is_some() => Value::Float(self.instant() as f64 / 1e6),
            // Without a zone it is the machine's local time.
            "timestamp" if interpreter.is_live() => {
                drawn::local_timestamp(interpreter, self.value)?
            }
            "timestamp" => interpreter.unknown("per-run-value", "datetime.timestamp()"),
            "replace" => {
                let zone = match args.keyword("tzinfo") {
                    None => self.zone.clone(),
                    Some(value) => {
                        let mut given = Args::new([value]);
                        given.place = args.place.clone();
                        zone_of(interpreter, &mut given, "tzinfo")?
                    }
                };
                let fold = args.keyword("fold");
                let [year, month, day, hour, minute, second, micro] = replaced(
                    args,
                    [
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
                let date = made_date(interpreter, year, month, day)?;
                let time = made_time(interpreter, hour, minute, second, micro)?;
                Value::object(Self {
                    value: date.to_datetime(time),
                    zone,
                    fold: match fold {
                        Some(Value::Int(fold)) => fold == 1,
                        _ => self.fold,
                    },
                })
            }
            _ => return shared_method(interpreter, self.value.date(), name),
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
            return self.shift(interpreter, shift).map(Some);
        }
        if other.downcast::<Date>().is_some() && matches!(operator, "<" | "<=" | ">" | ">=") {
            let text = "can't compare datetime.datetime to datetime.date";
            return Err(interpreter.raise("TypeError", text));
        }
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        if self.zone.is_some() != other.zone.is_some() {
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
        let local = match (&self.zone, &other.zone) {
            (Some(a), Some(b)) => a.is_same(b),
            _ => false,
        };
        let (a, b) = if local {
            let of = |moment: &Self| Self::plain(moment.value).instant();
            (of(&self), of(&other))
        } else {
            (self.instant(), other.instant())
        };
        if operator == "-" {
            let difference = a - b;
            return Ok(Some(Value::object(Delta {
                microseconds: if reflected { -difference } else { difference },
            })));
        }
        let order = a.cmp(&b);
        Ok(compared(
            operator,
            if reflected { order.reverse() } else { order },
        ))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.iso(" ")))
    }

    fn format(&self, interpreter: &mut Interpreter, specification: &str) -> Result<Option<String>> {
        if specification.is_empty() {
            return Ok(None);
        }
        self.formatted(interpreter, specification).map(Some)
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
        if self.fold {
            parts.push("fold=1".to_owned());
        }
        if let Some(zone) = &self.zone {
            if zone.has_no_repr() {
                return Ok(None);
            }
            parts.push(format!("tzinfo={zone}"));
        }
        Ok(Some(format!("datetime.datetime({})", parts.join(", "))))
    }

    fn key(&self) -> Option<String> {
        Some(match self.zone {
            Some(_) => format!("datetime {}", self.instant()),
            None => format!("datetime {} local", self.instant()),
        })
    }
}
