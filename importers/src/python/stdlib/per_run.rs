//! `time`, `random`, `secrets`: what differs on every run.

use super::drawn::{self, of_run};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

fn differs(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    Ok(interpreter.unknown("per-run-value", format!("{}()", args.function)))
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
    fallback: super::written::RANDOM,
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
