//! Header variables that only running the module tells: computed labels,
//! identifiers that come from another module.

use std::path::Path;
use std::rc::Rc;

use super::constant::Constant;
use crate::modules::Modules;
use crate::python::interpreter::{Interpreter, Options};
use crate::python::value::Value;
use crate::source::SourceFile;
use crate::{Dialect, Direction};

/// The value of a name after the module has run; `None` where it does not run
/// to its end or the value is none that an identifier can be.
pub(super) fn run(file: &SourceFile, modules: &Modules, name: &str) -> Option<Constant> {
    let mut interpreter = Interpreter::new(Options {
        loader: Rc::new(modules.clone()),
        libraries: super::convert::libraries(),
        // Identifiers cannot depend on either.
        ..Options::new(Dialect::Sqlite, Direction::Up)
    });
    let module = interpreter
        .run_module(&file.text, Path::new(&file.shown))
        .ok()?;
    constant(&mut interpreter, &module.scope.get(name)?)
}

fn constant(interpreter: &mut Interpreter, value: &Value) -> Option<Constant> {
    if let Some(text) = value.as_str() {
        return Some(Constant::Str(text.to_string()));
    }
    match value {
        Value::None => Some(Constant::None),
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => {
            let items = interpreter.iterate(value).ok()?;
            let text = |item: &Value| Some(Constant::Str(item.as_str()?.to_string()));
            Some(Constant::Items(
                items.iter().map(text).collect::<Option<_>>()?,
            ))
        }
        _ => None,
    }
}
