//! Classes of the file's own that derive from `datetime.tzinfo`: those whose offset is always the
//! same, as many files have one for UTC.

use std::rc::Rc;

use jiff::civil;

use super::zone::Zone;
use super::{DateTime, Delta};
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Interrupt, NativeCall, NativeFunction, Object, Result,
};
use crate::python::value::Value;

pub(super) static TZINFO: ClassDefinition =
    ClassDefinition::new("datetime.tzinfo", &[], |_, _| Ok(Value::object(Abstract))).attributes(
        |_, name| {
            let found = MISSING.iter().find(|(own, _)| *own == name);
            Ok(found.map(|(name, call)| {
                Value::Native(NativeFunction {
                    module: "datetime.tzinfo",
                    name,
                    call: *call,
                })
            }))
        },
    );

/// What `tzinfo` leaves to the classes that derive from it, and what it does by them.
const MISSING: &[(&str, NativeCall)] = &[
    ("utcoffset", |i, _| Err(missing(i, "utcoffset"))),
    ("tzname", |i, _| Err(missing(i, "tzname"))),
    ("dst", |i, _| Err(missing(i, "dst"))),
    ("fromutc", |i, _| {
        Err(i.unsupported("`fromutc` of a `tzinfo` of the file's own"))
    }),
];

fn missing(interpreter: &mut Interpreter, name: &str) -> Interrupt {
    let text = format!("a tzinfo subclass must implement {name}()");
    interpreter.raise("NotImplementedError", text)
}

/// What an instance of such a class has of `tzinfo` itself.
struct Abstract;

impl Object for Abstract {
    fn type_name(&self) -> &str {
        "tzinfo"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["datetime.tzinfo"]
    }
}

/// An instance of such a class, and what it says of every time.
#[derive(Clone)]
pub(super) struct OwnZone {
    pub(super) instance: Value,
    pub(super) name: Option<Rc<str>>,
    /// How much of the offset is daylight saving, in microseconds.
    pub(super) daylight: Option<i128>,
    /// Its `repr`, where the class has one.
    pub(super) shown: Option<Rc<str>>,
}

impl std::fmt::Debug for OwnZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.shown.as_deref().unwrap_or("tzinfo"))
    }
}

/// The times at which such an instance is asked.
const ASKED: [(i16, i8); 6] = [
    (1970, 1),
    (1999, 7),
    (2000, 1),
    (2024, 3),
    (2024, 7),
    (2037, 11),
];

/// The zone that an instance stands for; `None` where its class is no `tzinfo`.
///
/// # Errors
/// Where what it says depends on the time, or is no answer.
pub(super) fn of_instance(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Zone>> {
    let Value::Instance(instance) = value else {
        return Ok(None);
    };
    if !instance.class.derives_from("datetime.tzinfo") {
        return Ok(None);
    }
    let mut known = None;
    for (year, month) in ASKED {
        let moment = civil::datetime(year, month, 15, 12, 0, 0, 0);
        let mut ask = |name: &str| {
            let moment = Value::object(DateTime::new(moment, None));
            interpreter.call_method(value, name, Args::new([moment]))
        };
        let (offset, name, daylight) = (ask("utcoffset")?, ask("tzname")?, ask("dst")?);
        let of_delta = |value: &Value| value.downcast::<Delta>().map(|own| own.microseconds);
        let said = (
            of_delta(&offset),
            name.as_str().map(|name| name.to_string()),
            of_delta(&daylight),
        );
        if known.as_ref().is_some_and(|known| *known != said) {
            return Err(
                interpreter.unsupported("a `tzinfo` of the file's own whose offset changes")
            );
        }
        known = Some(said);
    }
    let Some((Some(offset), name, daylight)) = known else {
        return Err(interpreter.unsupported("a `tzinfo` of the file's own without an offset"));
    };
    if offset % 1_000_000 != 0 || offset.abs() >= 86_400_000_000 {
        return Err(interpreter.unsupported("this offset of a `tzinfo` of the file's own"));
    }
    let shown = match interpreter.class_attribute(&instance.class, "__repr__") {
        Some(_) => Some(interpreter.repr(value)?.into()),
        None => None,
    };
    let own = OwnZone {
        instance: value.clone(),
        name: name.map(Rc::from),
        daylight,
        shown,
    };
    Ok(Some(Zone::of_own(
        i64::try_from(offset / 1_000_000).unwrap_or(0),
        own,
    )))
}
