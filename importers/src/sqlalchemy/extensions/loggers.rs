//! Loggers of libraries, which write nothing while importing or in a run:
//! `oslo.log` 8.3.2, `structlog`, `loguru`.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::stdlib::logging;
use crate::python::value::Value;

/// `getLogger(name, project, version)`, `get_logger(*args, **initial_values)`
fn logger(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let first = args.rest().into_iter().next();
    let _ = args.take_keywords();
    let name = first.filter(|name| name.as_str().is_some());
    logging::logger(interpreter, Args::new(name))
}

static OSLO_LOG: ModuleTable = ModuleTable {
    name: "oslo_log.log",
    definitions: &[("getLogger", Definition::Function(logger))],
    fallback: None,
};

static STRUCTLOG: ModuleTable = ModuleTable {
    name: "structlog",
    definitions: &[
        ("get_logger", Definition::Function(logger)),
        ("getLogger", Definition::Function(logger)),
    ],
    fallback: None,
};

static LOGURU: ModuleTable = ModuleTable {
    name: "loguru",
    definitions: &[(
        "logger",
        Definition::Value(|interpreter| logging::logger(interpreter, Args::new([]))),
    )],
    fallback: None,
};

/// The modules, by every name under which files import them.
pub(super) static MODULES: &[&ModuleTable] = &[&OSLO_LOG, &STRUCTLOG, &LOGURU];
