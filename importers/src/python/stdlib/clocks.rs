//! Zones and clocks of libraries beside the standard one: `pytz`, `dateutil.tz`, `pendulum`,
//! `iso8601`, `oslo_utils.timeutils`. Of pytz's zones UTC alone is known: they are
//! other than those of `zoneinfo`.

use std::rc::Rc;

use super::datetime::Zone;
use super::drawn::{self, of_run};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::{Unknown, Value};

fn utc(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Zone::UTC))
}

/// `tzutc()`
fn make_utc(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    utc(interpreter)
}

fn pytz_utc(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Zone::of_pytz()))
}

/// `pytz.timezone(name)`
fn by_name(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("zone")?;
    args.finish()?;
    let names = [
        "UTC",
        "ETC/UTC",
        "ZULU",
        "ETC/ZULU",
        "UNIVERSAL",
        "ETC/UNIVERSAL",
    ];
    if names.contains(&name.to_uppercase().as_str()) {
        return pytz_utc(interpreter);
    }
    // Most stand where nobody looks: the default of a column.
    Ok(Value::Unknown(Rc::new(Unknown {
        what: format!("pytz.timezone({name:?})"),
        code: "unknown-name",
        place: interpreter.place(),
        help: Some(format!(
            "Use zoneinfo.ZoneInfo({name:?}), whose offsets are those of today's rules: pytz has the oldest one for \
             times that are made with `tzinfo=`."
        )),
    })))
}

/// `gettz(name)`: `None` where there is no such zone.
fn by_key(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("name")?;
    args.finish()?;
    Ok(Zone::by_key(&name).map_or(Value::None, Value::object))
}

/// `timeutils.utcnow(with_timezone=False)`
fn oslo_utcnow(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let has_zone = args.optional_boolean("with_timezone")?.unwrap_or(false);
    of_run(
        interpreter,
        args,
        if has_zone {
            |interpreter, args| {
                args.finish()?;
                let zone = utc(interpreter)?;
                drawn::datetime_now(interpreter, Args::new([zone]))
            }
        } else {
            drawn::datetime_utcnow
        },
    )
}

pub(super) static PYTZ: ModuleTable = ModuleTable {
    name: "pytz",
    definitions: &[
        ("utc", Definition::Value(pytz_utc)),
        ("UTC", Definition::Value(pytz_utc)),
        ("timezone", Definition::Function(by_name)),
    ],
    fallback: None,
};

pub(super) static PENDULUM: ModuleTable = ModuleTable {
    name: "pendulum",
    definitions: &[("UTC", Definition::Value(utc))],
    fallback: None,
};

pub(super) static DATEUTIL: ModuleTable = ModuleTable {
    name: "dateutil.tz",
    definitions: &[
        ("UTC", Definition::Value(utc)),
        ("tzutc", Definition::Function(make_utc)),
        ("gettz", Definition::Function(by_key)),
    ],
    fallback: None,
};

pub(super) static ISO8601: ModuleTable = ModuleTable {
    name: "iso8601",
    definitions: &[
        ("UTC", Definition::Value(utc)),
        ("iso8601", Definition::Module(&ISO8601_INNER)),
    ],
    fallback: None,
};

pub(super) static ISO8601_INNER: ModuleTable = ModuleTable {
    name: "iso8601.iso8601",
    definitions: &[("UTC", Definition::Value(utc))],
    fallback: None,
};

pub(super) static OSLO_TIMEUTILS: ModuleTable = ModuleTable {
    name: "oslo_utils.timeutils",
    definitions: &[("utcnow", Definition::Function(oslo_utcnow))],
    fallback: None,
};
