//! `logging`, `warnings`, `traceback`, `pprint`, `sys`: what they say is dropped.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "logging",
    definitions: &[
        ("getLogger", Definition::Function(logger)),
        ("Logger", Definition::Function(logger)),
        ("StreamHandler", Definition::Function(logger)),
        ("NullHandler", Definition::Function(logger)),
        ("Formatter", Definition::Function(logger)),
        ("basicConfig", Definition::Function(drop_call)),
        ("debug", Definition::Function(drop_call)),
        ("info", Definition::Function(drop_call)),
        ("warning", Definition::Function(drop_call)),
        ("warn", Definition::Function(drop_call)),
        ("error", Definition::Function(drop_call)),
        ("exception", Definition::Function(drop_call)),
        ("critical", Definition::Function(drop_call)),
        ("log", Definition::Function(drop_call)),
        ("disable", Definition::Function(drop_call)),
        ("captureWarnings", Definition::Function(drop_call)),
        ("NOTSET", Definition::Value(|_| Ok(Value::Int(0)))),
        ("DEBUG", Definition::Value(|_| Ok(Value::Int(10)))),
        ("FATAL", Definition::Value(|_| Ok(Value::Int(50)))),
        ("getLevelName", Definition::Function(level_name)),
        ("addLevelName", Definition::Function(drop_call)),
        (
            "LoggerAdapter",
            Definition::Function(|_, mut args| {
                args.rest();
                args.take_keywords();
                Ok(Value::object(Sink("LoggerAdapter", None)))
            }),
        ),
        ("FileHandler", Definition::Function(logger)),
        ("INFO", Definition::Value(|_| Ok(Value::Int(20)))),
        ("WARNING", Definition::Value(|_| Ok(Value::Int(30)))),
        ("WARN", Definition::Value(|_| Ok(Value::Int(30)))),
        ("ERROR", Definition::Value(|_| Ok(Value::Int(40)))),
        ("CRITICAL", Definition::Value(|_| Ok(Value::Int(50)))),
    ],
    fallback: None,
};

fn drop_call(_: &mut Interpreter, _: Args) -> Result<Value> {
    Ok(Value::None)
}

/// `logging.getLevelName(level)`: the other way round, too.
fn level_name(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    const NAMES: [(i128, &str); 6] = [
        (0, "NOTSET"),
        (10, "DEBUG"),
        (20, "INFO"),
        (30, "WARNING"),
        (40, "ERROR"),
        (50, "CRITICAL"),
    ];
    let level = args.required("level")?;
    args.finish()?;
    let level = interpreter.known(level)?;
    let named = match &level {
        Value::Int(number) => NAMES.iter().find(|(known, _)| known == number),
        _ => None,
    };
    let of_name = level.as_str();
    let of_name = of_name.as_deref().map(|name| match name {
        "WARN" => "WARNING",
        "FATAL" => "CRITICAL",
        name => name,
    });
    let numbered = NAMES.iter().find(|(_, name)| Some(*name) == of_name);
    if let Some((_, name)) = named {
        return Ok(Value::str(name));
    }
    match numbered {
        Some((number, _)) => Ok(Value::Int(*number)),
        None => Ok(Value::str(format!("Level {}", interpreter.str(&level)?))),
    }
}

/// `logging.getLogger(name=None)`
pub(crate) fn logger(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.take("name")?.and_then(|name| name.as_str());
    Ok(Value::object(Sink("Logger", name)))
}

/// What writes to a log, on loggers of this and other libraries.
const LEVELS: [&str; 12] = [
    "debug",
    "info",
    "warning",
    "warn",
    "error",
    "exception",
    "critical",
    "fatal",
    "log",
    "trace",
    "success",
    "notice",
];

/// Whether something of a module that bridge cannot read is a logger's, by its names: a project
/// has `from company.log import logger`, and `logger.info(...)` says something, whoever hears it.
pub(crate) fn is_loggers(dotted: &str) -> bool {
    let Some((owner, method)) = dotted.rsplit_once('.') else {
        return false;
    };
    let owner = owner.rsplit('.').next().unwrap_or(owner);
    let owner = owner.trim_end_matches("()").to_lowercase();
    let is_logger = owner.ends_with("logger") || matches!(&*owner, "log" | "_log" | "logging");
    is_logger && LEVELS.contains(&method)
}

/// Whether something of such a module makes a logger.
pub(crate) fn makes_a_logger(dotted: &str) -> bool {
    matches!(dotted.rsplit('.').next(), Some("get_logger" | "getLogger"))
}

/// Takes whatever it is given: a logger, `sys.stdout`.
struct Sink(&'static str, Option<Rc<str>>);

impl Object for Sink {
    fn type_name(&self) -> &str {
        self.0
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        args.rest();
        args.take_keywords();
        Ok(Some(match name {
            "isEnabledFor" | "hasHandlers" | "isatty" => Value::Bool(false),
            "getEffectiveLevel" => Value::Int(30),
            "getChild" | "bind" | "unbind" | "new" | "opt" | "patch" | "contextualize" => {
                Value::Object(self)
            }
            _ => Value::None,
        }))
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(self.1.as_deref().unwrap_or("root"))),
            "level" => Some(Value::Int(30)),
            "handlers" => Some(interpreter.list(Vec::new())),
            "disabled" | "propagate" => Some(Value::Bool(false)),
            name => Some(interpreter.bound_method(Value::Object(self), name)),
        })
    }

    fn set_attribute(&self, _: &mut Interpreter, _: &str, _: Value) -> Result<bool> {
        Ok(true)
    }
}

pub(super) static WARNINGS: ModuleTable = ModuleTable {
    name: "warnings",
    definitions: &[
        ("warn", Definition::Function(drop_call)),
        ("simplefilter", Definition::Function(drop_call)),
        ("filterwarnings", Definition::Function(drop_call)),
        ("resetwarnings", Definition::Function(drop_call)),
        ("showwarning", Definition::Function(drop_call)),
        ("warn_explicit", Definition::Function(drop_call)),
        (
            "catch_warnings",
            Definition::Function(|interpreter, mut args| {
                if args.keyword_boolean("record")?.unwrap_or(false) {
                    return Err(interpreter.unsupported("`record=True` of `catch_warnings`"));
                }
                Ok(Value::object(super::contextlib::NullContext(Value::None)))
            }),
        ),
    ],
    fallback: None,
};

/// A text that is of use to a reader alone: the paths and lines in it are the runner's.
fn said(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Ok(interpreter.unknown("unknown-name", "the text of a traceback"))
}

/// Drops what goes to the terminal, after as many arguments before the `stream`.
fn drop_to(
    interpreter: &mut Interpreter,
    mut args: Args,
    before: &[&str],
    stream: &str,
) -> Result<Value> {
    for name in before {
        args.take(name)?;
    }
    let target = args.take(stream)?.filter(|target| !target.is_none());
    let is_sink = target
        .as_ref()
        .is_none_or(|target| target.downcast::<Sink>().is_some());
    if !is_sink {
        return Err(interpreter.unsupported(&format!(
            "`{stream}=` of what writes tracebacks and the like"
        )));
    }
    args.rest();
    args.take_keywords();
    Ok(Value::None)
}

pub(super) static TRACEBACK: ModuleTable = ModuleTable {
    name: "traceback",
    definitions: &[
        (
            "print_exc",
            Definition::Function(|interpreter, args| {
                drop_to(interpreter, args, &["limit"], "file")
            }),
        ),
        (
            "print_exception",
            Definition::Function(|interpreter, args| {
                drop_to(interpreter, args, &["exc", "value", "tb", "limit"], "file")
            }),
        ),
        (
            "print_stack",
            Definition::Function(|interpreter, args| {
                drop_to(interpreter, args, &["f", "limit"], "file")
            }),
        ),
        (
            "print_tb",
            Definition::Function(|interpreter, args| {
                drop_to(interpreter, args, &["tb", "limit"], "file")
            }),
        ),
        ("format_exc", Definition::Function(said)),
        ("format_exception", Definition::Function(said)),
        ("format_stack", Definition::Function(said)),
        ("format_tb", Definition::Function(said)),
    ],
    fallback: None,
};

/// `pprint.pprint(object, stream=None, ...)`
fn pretty(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop_to(interpreter, args, &["object"], "stream")
}

pub(super) static PPRINT: ModuleTable = ModuleTable {
    name: "pprint",
    definitions: &[
        ("pprint", Definition::Function(pretty)),
        ("pp", Definition::Function(pretty)),
        (
            "pformat",
            Definition::Function(|interpreter, _| {
                Ok(interpreter.unknown("unknown-name", "the text of `pprint.pformat`"))
            }),
        ),
    ],
    fallback: None,
};

/// `sys.exc_info()`: class, exception and traceback of what is being handled.
fn exc_info(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let Some(exception) = interpreter.handling.last().cloned() else {
        return Ok(Value::tuple([Value::None, Value::None, Value::None]));
    };
    let class = match &exception {
        Value::Instance(instance) => Value::Class(instance.class.clone()),
        other => other.clone(),
    };
    let traceback = interpreter.unknown("unknown-name", "a traceback");
    Ok(Value::tuple([class, exception, traceback]))
}

/// `sys.platform` of the machine that runs the program.
fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

pub(super) static SYS: ModuleTable = ModuleTable {
    name: "sys",
    definitions: &[
        (
            "stdout",
            Definition::Value(|_| Ok(Value::object(Sink("stdout", None)))),
        ),
        (
            "stderr",
            Definition::Value(|_| Ok(Value::object(Sink("stderr", None)))),
        ),
        ("exc_info", Definition::Function(exc_info)),
        (
            "path",
            Definition::Value(|interpreter| Ok(interpreter.list(Vec::new()))),
        ),
        (
            "version_info",
            Definition::Value(|_| {
                Ok(Value::tuple([
                    Value::Int(3),
                    Value::Int(12),
                    Value::Int(0),
                    Value::str("final"),
                    Value::Int(0),
                ]))
            }),
        ),
        (
            "maxsize",
            Definition::Value(|_| Ok(Value::Int(i64::MAX.into()))),
        ),
        (
            "argv",
            Definition::Value(|interpreter| Ok(interpreter.unknown("per-run-value", "sys.argv"))),
        ),
        (
            "platform",
            Definition::Value(|interpreter| {
                Ok(if interpreter.is_live() {
                    Value::str(platform())
                } else {
                    interpreter.unknown("per-run-value", "sys.platform")
                })
            }),
        ),
        (
            "exit",
            Definition::Function(|interpreter, mut args| {
                let code = args.rest();
                Err(interpreter.raise_with("SystemExit", code))
            }),
        ),
    ],
    fallback: None,
};
