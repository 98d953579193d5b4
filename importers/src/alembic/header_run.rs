//! Header variables that only running the module tells: computed labels,
//! identifiers that come from another module.

use std::path::Path;
use std::rc::Rc;

use super::constant::Constant;
use crate::modules::Modules;
use crate::python::interpreter::{Interpreter, Options};
use crate::python::value::Value;
use crate::source::SourceFile;
use crate::sqlalchemy::mapped::{self, Mapped, TypeMapping};
use crate::{Dialect, Direction};

/// The value of a name after the module has run. Where the module does not run
/// to its end, or the value is none that an identifier can be, the name outside
/// of the project on which it depends, if it is one.
pub(super) fn run(
    file: &SourceFile,
    modules: &Modules,
    names: Option<&TypeMapping>,
    name: &str,
) -> Result<Constant, Option<String>> {
    let mut interpreter = Interpreter::new(Options {
        loader: Rc::new(modules.clone()),
        libraries: super::convert::libraries(),
        names: names.map(|_| mapped::find as _),
        // Identifiers cannot depend on either.
        ..Options::new(Dialect::Sqlite, Direction::Up)
    });
    let names = names.cloned().unwrap_or_default();
    interpreter.set_extension(Rc::new(Mapped(names)));
    let module = interpreter
        .run_module(&file.text, Path::new(&file.shown))
        .map_err(|_| None)?;
    let value = module.scope.get(name).ok_or(None)?;
    constant(&mut interpreter, &value)
}

fn constant(interpreter: &mut Interpreter, value: &Value) -> Result<Constant, Option<String>> {
    if let Some(text) = value.as_str() {
        return Ok(Constant::Str(text.to_string()));
    }
    match value {
        Value::None => Ok(Constant::None),
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => {
            let items = interpreter.iterate(value).map_err(|_| None)?;
            let text = |item: &Value| match item.as_str() {
                Some(text) => Ok(Constant::Str(text.to_string())),
                None => Err(outside(item)),
            };
            let items = items.iter().map(text).collect::<Result<_, _>>()?;
            Ok(Constant::Items(items))
        }
        other => Err(outside(other)),
    }
}

/// The name of a value that no module of the project gives.
fn outside(value: &Value) -> Option<String> {
    match value {
        Value::Unknown(unknown) if unknown.code == "unknown-import" => Some(unknown.what.clone()),
        _ => None,
    }
}
