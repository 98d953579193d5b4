//! Zones and clocks of libraries beside the standard one: `pytz`, `dateutil.tz`,
//! `iso8601`, `oslo_utils.timeutils`. Zones other than UTC need a database of
//! them, and are not known.

use super::datetime::Zone;
use super::drawn::{self, of_run};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

fn utc(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Zone::UTC))
}

/// `tzutc()`
fn make_utc(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    utc(interpreter)
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
        return utc(interpreter);
    }
    Err(interpreter.refuse(
        "unknown-name",
        format!("The time zone {name} is not known to bridge, which knows UTC alone."),
        Some("Use datetime.timezone.utc, or datetime.timezone(datetime.timedelta(hours=...))."),
    ))
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
        ("utc", Definition::Value(utc)),
        ("UTC", Definition::Value(utc)),
        ("timezone", Definition::Function(by_name)),
    ],
    fallback: None,
};

pub(super) static DATEUTIL: ModuleTable = ModuleTable {
    name: "dateutil.tz",
    definitions: &[
        ("UTC", Definition::Value(utc)),
        ("tzutc", Definition::Function(make_utc)),
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
