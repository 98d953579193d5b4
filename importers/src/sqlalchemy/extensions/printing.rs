//! What `click`, `typer` and `rich` print: as silent as `print`.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

fn printed(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    super::ignore(&mut args);
    Ok(Value::None)
}

/// `style(text, ...)`: the text, whose colours nobody sees.
fn styled(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.required("text")?;
    super::ignore(&mut args);
    interpreter.str(&text).map(Value::str)
}

const ECHO: &[(&str, Definition)] = &[
    ("echo", Definition::Function(printed)),
    ("secho", Definition::Function(printed)),
    ("style", Definition::Function(styled)),
];

static CLICK: ModuleTable = ModuleTable {
    name: "click",
    definitions: ECHO,
    fallback: None,
};

static TYPER: ModuleTable = ModuleTable {
    name: "typer",
    definitions: ECHO,
    fallback: None,
};

static RICH: ModuleTable = ModuleTable {
    name: "rich",
    definitions: &[("print", Definition::Function(printed))],
    fallback: None,
};

/// The modules, by every name under which files import them.
pub(super) static MODULES: &[&ModuleTable] = &[&CLICK, &TYPER, &RICH];
