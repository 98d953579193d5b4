//! Time zones: `datetime.timezone` and `zoneinfo.ZoneInfo`.

use std::rc::Rc;

use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::own_zone::{OwnZone, of_instance};
use super::text::offset_text;
use super::{DateTime, Delta, compared};
use crate::python::args::not_known;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(in crate::python::stdlib) static ZONEINFO: ModuleTable = ModuleTable {
    name: "zoneinfo",
    definitions: &[
        ("ZoneInfo", Definition::Class(&ZONE_INFO)),
        (
            "ZoneInfoNotFoundError",
            Definition::Exception {
                name: "zoneinfo.ZoneInfoNotFoundError",
                base: "KeyError",
            },
        ),
    ],
    fallback: None,
};

static ZONE_INFO: ClassDefinition =
    ClassDefinition::new("zoneinfo.ZoneInfo", &["datetime.tzinfo"], zone_info);

pub(super) static TIMEZONE: ClassDefinition =
    ClassDefinition::new("datetime.timezone", &["datetime.tzinfo"], timezone).attributes(
        |_, name| {
            Ok(match name {
                "utc" => Some(Value::object(Zone::UTC)),
                "min" => Some(Value::object(Zone::fixed(-86_340))),
                "max" => Some(Value::object(Zone::fixed(86_340))),
                _ => None,
            })
        },
    );

/// A `datetime.timezone`, a `zoneinfo.ZoneInfo`, or what stands for a `tzinfo` of the file's own.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Offset from UTC, where it is always the same.
    pub seconds: i64,
    /// The name that `timezone(offset, name)` was given, or the key of the rules.
    name: Option<Rc<str>>,
    /// The rules by which the offset changes.
    rules: Option<TimeZone>,
    /// The instance of the file's own class.
    own: Option<Rc<OwnZone>>,
    /// Whether it is of `pytz`.
    of_pytz: bool,
}

impl Zone {
    /// `timezone.utc`
    pub const UTC: Self = Self::fixed(0);

    /// A zone that is always the same.
    pub const fn fixed(seconds: i64) -> Self {
        Self {
            seconds,
            name: None,
            rules: None,
            own: None,
            of_pytz: false,
        }
    }

    /// `pytz.utc`
    pub fn of_pytz() -> Self {
        Self {
            of_pytz: true,
            ..Self::UTC
        }
    }

    /// A zone that an instance of the file's own class stands for.
    pub(super) fn of_own(seconds: i64, own: OwnZone) -> Self {
        Self {
            own: Some(Rc::new(own)),
            ..Self::fixed(seconds)
        }
    }

    /// Whether the file's own class gives it no name.
    pub(super) fn is_unnamed(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.name.is_none())
    }

    /// Whether Python shows where in memory it is.
    pub(super) fn has_no_repr(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.shown.is_none())
    }

    /// What the file's own class says of daylight saving, in microseconds.
    pub(super) fn own_daylight(&self) -> Option<i128> {
        self.own.as_ref()?.daylight
    }

    /// What Python sees of it.
    pub(super) fn value(self: &Rc<Self>) -> Value {
        match &self.own {
            Some(own) => own.instance.clone(),
            None => Value::Object(self.clone()),
        }
    }

    /// The zone of this key.
    pub fn by_key(key: &str) -> Option<Self> {
        TimeZone::get(key).ok().map(|rules| Self {
            seconds: 0,
            name: Some(key.into()),
            rules: Some(rules),
            own: None,
            of_pytz: false,
        })
    }

    /// The offset of a local time; `fold` says which of two that are spelt alike.
    pub(super) fn offset(&self, value: civil::DateTime, fold: bool) -> i64 {
        let Some(rules) = &self.rules else {
            return self.seconds;
        };
        let offset = match rules.to_ambiguous_zoned(value).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => {
                if fold {
                    after
                } else {
                    before
                }
            }
        };
        offset.seconds().into()
    }

    /// The local time of a moment, and whether it is the second of two that are spelt alike.
    pub(super) fn local(&self, microseconds: i128) -> Option<(civil::DateTime, bool)> {
        let epoch = civil::datetime(1970, 1, 1, 0, 0, 0, 0);
        let Some(rules) = &self.rules else {
            let shift = i128::from(self.seconds) * 1_000_000;
            return super::shifted(epoch, microseconds + shift).map(|value| (value, false));
        };
        let stamp = jiff::Timestamp::from_microsecond(i64::try_from(microseconds).ok()?).ok()?;
        let offset = rules.to_offset(stamp);
        let shift = i128::from(offset.seconds()) * 1_000_000;
        let value = super::shifted(epoch, microseconds + shift)?;
        let second = matches!(
            rules.to_ambiguous_zoned(value).offset(),
            AmbiguousOffset::Fold { after, .. } if after == offset
        );
        Some((value, second))
    }

    /// `tzname`
    pub(super) fn label(&self, value: civil::DateTime, fold: bool) -> String {
        if let Some(own) = &self.own {
            return own.name.as_deref().unwrap_or_default().to_owned();
        }
        match (&self.rules, &self.name) {
            (Some(rules), _) => {
                let offset = i32::try_from(self.offset(value, fold)).unwrap_or(0);
                let offset = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
                match offset.to_timestamp(value) {
                    Ok(stamp) => rules.to_offset_info(stamp).abbreviation().to_owned(),
                    Err(_) => String::new(),
                }
            }
            (None, Some(name)) => name.to_string(),
            (None, None) if self.seconds == 0 => "UTC".into(),
            (None, None) => format!("UTC{}", offset_text(self.seconds, ":")),
        }
    }

    /// Whether daylight saving time is observed then.
    pub(super) fn daylight(&self, value: civil::DateTime, fold: bool) -> Option<bool> {
        if let Some(own) = &self.own {
            return own.daylight.map(|saved| saved != 0);
        }
        let rules = self.rules.as_ref()?;
        let offset = i32::try_from(self.offset(value, fold)).ok()?;
        let stamp = Offset::from_seconds(offset)
            .ok()?
            .to_timestamp(value)
            .ok()?;
        Some(rules.to_offset_info(stamp).dst().is_dst())
    }

    /// Whether both are one object in Python: arithmetic between their times ignores the rules.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.own, &other.own) {
            (Some(own), Some(other)) => own.instance.is_same(&other.instance),
            _ => self.rules.is_some() && other.rules.is_some() && self.name == other.name,
        }
    }
}

/// The zone that an argument names; `None` for `None`.
pub(super) fn zone_of(
    interpreter: &mut Interpreter,
    args: &mut Args,
    name: &str,
) -> Result<Option<Rc<Zone>>> {
    match args.take(name)? {
        None | Some(Value::None) => Ok(None),
        Some(value) => match value.downcast::<Zone>() {
            Some(zone) => Ok(Some(zone)),
            None if let Some(zone) = of_instance(interpreter, &value)? => Ok(Some(Rc::new(zone))),
            None => Err(not_known(&value, &args.place)
                .unwrap_or_else(|| args.refuse("This time zone is not known to bridge."))),
        },
    }
}

fn timezone(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let offset = args.required("offset")?;
    let name = args.optional_string("name")?;
    args.finish()?;
    let Some(delta) = offset.downcast::<Delta>() else {
        interpreter.known(offset.clone())?;
        return Err(interpreter.raise(
            "TypeError",
            format!(
                "timezone() argument 1 must be datetime.timedelta, not {}",
                offset.type_name()
            ),
        ));
    };
    if delta.microseconds.abs() >= 86_400_000_000 {
        let shown = interpreter.repr(&offset)?;
        return Err(interpreter.raise(
            "ValueError",
            format!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and \
                 timedelta(hours=24), not {shown}."
            ),
        ));
    }
    if delta.microseconds % 1_000_000 != 0 {
        return Err(interpreter.unsupported("a time zone with a fraction of a second"));
    }
    Ok(Value::object(Zone {
        seconds: i64::try_from(delta.microseconds / 1_000_000).unwrap_or(0),
        name: name.map(Rc::from),
        rules: None,
        own: None,
        of_pytz: false,
    }))
}

fn zone_info(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let key = args.string("key")?;
    args.finish()?;
    match Zone::by_key(&key) {
        Some(zone) => Ok(Value::object(zone)),
        None => {
            let text = format!("No time zone found with key {key}");
            Err(interpreter.raise("zoneinfo.ZoneInfoNotFoundError", text))
        }
    }
}

/// How Python writes a fixed offset.
fn offset_repr(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut parts = Vec::new();
    if days != 0 {
        parts.push(format!("days={days}"));
    }
    if rest != 0 {
        parts.push(format!("seconds={rest}"));
    }
    if parts.is_empty() {
        parts.push("0".into());
    }
    format!("datetime.timedelta({})", parts.join(", "))
}

impl Zone {
    /// `pytz.utc.localize(dt)`, `pytz.utc.normalize(dt)`
    fn pytz_method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Value> {
        let given = args.required("dt")?;
        let _ = args.take("is_dst")?;
        let Some(moment) = given.downcast::<DateTime>() else {
            return Err(interpreter.unsupported("this time of a `pytz` zone"));
        };
        match (name, moment.offset()) {
            ("localize", None) => Ok(Value::object(DateTime::new(moment.value, Some(self)))),
            ("localize", Some(_)) => {
                Err(interpreter.raise("ValueError", "Not naive datetime (tzinfo is already set)"))
            }
            (_, None) => Err(interpreter.raise("ValueError", "Naive time - no tzinfo set")),
            (_, Some(_)) => {
                let zone = Value::Object(self);
                let convert = interpreter.attribute(&given, "astimezone")?;
                interpreter.call_with(&convert, [zone])
            }
        }
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(own) = &self.own {
            return f.write_str(own.shown.as_deref().unwrap_or_default());
        }
        match (&self.rules, &self.name) {
            (Some(_), Some(key)) => write!(f, "zoneinfo.ZoneInfo(key='{key}')"),
            (_, Some(name)) => {
                let name = crate::python::text::string_repr(name);
                write!(
                    f,
                    "datetime.timezone({}, {name})",
                    offset_repr(self.seconds)
                )
            }
            (_, None) if self.of_pytz => f.write_str("<UTC>"),
            (_, None) if self.seconds == 0 => write!(f, "datetime.timezone.utc"),
            (_, None) => write!(f, "datetime.timezone({})", offset_repr(self.seconds)),
        }
    }
}

impl Object for Zone {
    fn type_name(&self) -> &str {
        if self.rules.is_some() {
            "ZoneInfo"
        } else {
            "timezone"
        }
    }

    fn classes(&self) -> &'static [&'static str] {
        if self.rules.is_some() {
            &["zoneinfo.ZoneInfo", "datetime.tzinfo"]
        } else {
            &["datetime.timezone", "datetime.tzinfo"]
        }
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "key" && self.rules.is_some())
            .then(|| self.name.as_deref().map_or(Value::None, Value::str)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if self.of_pytz && matches!(name, "localize" | "normalize") {
            return self.pytz_method(interpreter, name, args).map(Some);
        }
        if !matches!(name, "utcoffset" | "tzname" | "dst") {
            return Ok(None);
        }
        let moment = args.required("dt")?;
        let value = match (moment.downcast::<DateTime>(), &self.rules) {
            (Some(moment), _) => moment.value,
            (None, Some(_)) => return Ok(Some(Value::None)),
            (None, None) => civil::datetime(2000, 1, 1, 0, 0, 0, 0),
        };
        Ok(Some(match name {
            "utcoffset" => Value::object(Delta {
                microseconds: i128::from(self.offset(value, false)) * 1_000_000,
            }),
            "tzname" => Value::str(self.label(value, false)),
            _ => match self.daylight(value, false) {
                None => Value::None,
                Some(false) => Value::object(Delta { microseconds: 0 }),
                Some(true) => return Err(interpreter.unsupported("`dst` in summer")),
            },
        }))
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        let Some(other) = other.downcast::<Self>() else {
            return Ok(None);
        };
        let order = match (&self.rules, &other.rules) {
            (None, None) => self.seconds.cmp(&other.seconds),
            (Some(_), Some(_)) => self.name.cmp(&other.name),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        Ok(match operator {
            "==" | "!=" => compared(operator, order),
            _ => None,
        })
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(match (&self.rules, &self.name) {
            (_, Some(name)) => name.to_string(),
            _ => self.label(civil::datetime(2000, 1, 1, 0, 0, 0, 0), false),
        }))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.to_string()))
    }

    fn key(&self) -> Option<String> {
        Some(match (&self.rules, &self.name) {
            (Some(_), Some(key)) => format!("zone {key}"),
            _ => format!("timezone {}", self.seconds),
        })
    }
}
