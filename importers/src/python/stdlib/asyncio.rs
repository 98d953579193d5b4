//! `asyncio`, of a run that has one task.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "asyncio",
    definitions: &[("run", Definition::Function(run))],
    fallback: super::written::ASYNCIO,
};

/// `asyncio.run(main)`
fn run(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let main = args.required("main")?;
    let _ = args.keyword("debug");
    let _ = args.keyword("loop_factory");
    args.finish()?;
    let main = interpreter.known(main)?;
    if main.type_name() != "coroutine" {
        let main = interpreter.repr(&main)?;
        let message = format!("a coroutine was expected, got {main}");
        return Err(interpreter.raise("ValueError", message));
    }
    interpreter.awaited(&main)
}
