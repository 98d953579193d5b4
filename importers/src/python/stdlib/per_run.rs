//! `uuid`, `time`, `random`, `secrets`: mostly what differs on every run.

use std::rc::Rc;

use super::drawn::{self, of_run};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

fn differs(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Ok(interpreter.unknown("per-run-value", format!("{}()", args.function)))
}

pub(super) static UUID: ModuleTable = ModuleTable {
    name: "uuid",
    definitions: &[
        (
            "uuid1",
            Definition::Function(|i, a| of_run(i, a, drawn::uuid4)),
        ),
        (
            "uuid4",
            Definition::Function(|i, a| of_run(i, a, drawn::uuid4)),
        ),
        ("UUID", Definition::Class(&UUID_CLASS)),
    ],
    fallback: None,
};

static UUID_CLASS: ClassDefinition = ClassDefinition::new("uuid.UUID", &[], uuid);

/// A `uuid.UUID` of known value.
pub struct Uuid {
    /// 32 hexadecimal digits.
    pub hex: String,
}

impl Uuid {
    fn dashed(&self) -> String {
        let part = |from: usize, to: usize| self.hex.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-{}-{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32)
        )
    }
}

impl Object for Uuid {
    fn type_name(&self) -> &str {
        "UUID"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["uuid.UUID"]
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "hex" => Some(Value::str(&self.hex)),
            _ => None,
        })
    }

    fn operator(
        self: Rc<Self>,
        _: &mut Interpreter,
        operator: &str,
        other: &Value,
        _: bool,
    ) -> Result<Option<Value>> {
        Ok((operator == "==").then(|| {
            Value::Bool(
                other
                    .downcast::<Self>()
                    .is_some_and(|other| other.hex == self.hex),
            )
        }))
    }

    fn text(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(self.dashed()))
    }

    fn repr(&self, _: &mut Interpreter) -> Result<Option<String>> {
        Ok(Some(format!("UUID('{}')", self.dashed())))
    }

    fn key(&self) -> Option<String> {
        Some(format!("UUID {}", self.hex))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn uuid(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    if let Some(value @ Value::Unknown(_)) = args.positional.front() {
        return Ok(value.clone());
    }
    args.keyword("version");
    let text = match (args.keyword("int"), args.keyword("bytes")) {
        (Some(Value::Int(number)), _) => match u128::try_from(number) {
            Ok(number) => format!("{number:032x}"),
            Err(_) => {
                return Err(
                    interpreter.raise("ValueError", "int is out of range (need a 128-bit value)")
                );
            }
        },
        (None, Some(Value::Bytes(bytes))) => {
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        }
        _ => args.string("hex")?,
    };
    args.finish()?;
    let hex: String = text
        .trim_start_matches("urn:uuid:")
        .chars()
        .filter(|c| !matches!(c, '-' | '{' | '}'))
        .collect::<String>()
        .to_lowercase();
    if hex.len() != 32 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(interpreter.raise("ValueError", "badly formed hexadecimal UUID string"));
    }
    Ok(Value::object(Uuid { hex }))
}

pub(super) static TIME: ModuleTable = ModuleTable {
    name: "time",
    definitions: &[
        (
            "time",
            Definition::Function(|i, a| of_run(i, a, drawn::time)),
        ),
        (
            "time_ns",
            Definition::Function(|i, a| of_run(i, a, drawn::time_ns)),
        ),
        (
            "monotonic",
            Definition::Function(|i, a| of_run(i, a, drawn::time)),
        ),
        (
            "perf_counter",
            Definition::Function(|i, a| of_run(i, a, drawn::time)),
        ),
        ("localtime", Definition::Function(differs)),
        ("gmtime", Definition::Function(differs)),
        (
            "strftime",
            Definition::Function(|i, a| of_run(i, a, drawn::strftime)),
        ),
        // Waiting changes nothing that a migration leaves behind.
        ("sleep", Definition::Function(|_, _| Ok(Value::None))),
    ],
    fallback: None,
};

pub(super) static RANDOM: ModuleTable = ModuleTable {
    name: "random",
    definitions: &[
        (
            "random",
            Definition::Function(|i, a| of_run(i, a, drawn::random)),
        ),
        (
            "randint",
            Definition::Function(|i, a| of_run(i, a, drawn::randint)),
        ),
        (
            "choice",
            Definition::Function(|i, a| of_run(i, a, drawn::choice)),
        ),
        (
            "choices",
            Definition::Function(|i, a| of_run(i, a, drawn::choices)),
        ),
        (
            "sample",
            Definition::Function(|i, a| of_run(i, a, drawn::sample)),
        ),
        (
            "shuffle",
            Definition::Function(|i, a| {
                if i.is_live() {
                    return drawn::shuffle(i, a);
                }
                Err(i.needs_program(
                    "per-run-value",
                    "random.shuffle() gives another order on every run.",
                ))
            }),
        ),
        (
            "uniform",
            Definition::Function(|i, a| of_run(i, a, drawn::uniform)),
        ),
        (
            "randrange",
            Definition::Function(|i, a| of_run(i, a, drawn::randrange)),
        ),
        (
            "getrandbits",
            Definition::Function(|i, a| of_run(i, a, drawn::getrandbits)),
        ),
        ("SystemRandom", Definition::Function(differs)),
    ],
    fallback: None,
};

pub(super) static SECRETS: ModuleTable = ModuleTable {
    name: "secrets",
    definitions: &[
        (
            "token_hex",
            Definition::Function(|i, a| of_run(i, a, drawn::token_hex)),
        ),
        (
            "token_urlsafe",
            Definition::Function(|i, a| of_run(i, a, drawn::token_urlsafe)),
        ),
        (
            "token_bytes",
            Definition::Function(|i, a| of_run(i, a, drawn::token_bytes)),
        ),
        (
            "choice",
            Definition::Function(|i, a| of_run(i, a, drawn::choice)),
        ),
        (
            "randbelow",
            Definition::Function(|i, a| of_run(i, a, drawn::randbelow)),
        ),
    ],
    fallback: None,
};
