//! `tqdm` 4.67: bars that show how far a loop is. They are as silent as `print`.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

/// A bar around what is iterated.
struct Bar {
    items: Value,
}

/// `tqdm(iterable=None, desc=None, total=None, ...)`
fn bar(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.take("iterable")?.unwrap_or(Value::None);
    super::ignore(&mut args);
    Ok(Value::object(Bar { items }))
}

/// `trange(*args)`: a bar around `range`.
fn counted(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let bounds = args.rest();
    super::ignore(&mut args);
    let range = interpreter.evaluate_text("range", Vec::new())?;
    let items = interpreter.call(&range, Args::new(bounds))?;
    Ok(Value::object(Bar { items }))
}

impl Object for Bar {
    fn type_name(&self) -> &str {
        "tqdm"
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let is_shown = matches!(
            name,
            "update"
                | "close"
                | "set_description"
                | "set_description_str"
                | "set_postfix"
                | "set_postfix_str"
                | "refresh"
                | "clear"
                | "write"
                | "reset"
        );
        if is_shown {
            super::ignore(args);
        }
        Ok(is_shown.then_some(Value::None))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        interpreter.iterate(&self.items).map(Some)
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}

static DEFINITIONS: &[(&str, Definition)] = &[
    ("tqdm", Definition::Function(bar)),
    ("trange", Definition::Function(counted)),
];

macro_rules! tables {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: ModuleTable = ModuleTable {
            name: $name,
            definitions: DEFINITIONS,
            fallback: None,
        };)*
        /// The modules, by every name under which files import them.
        pub(super) static MODULES: &[&ModuleTable] = &[$(&$constant),*];
    };
}

tables! {
    TQDM "tqdm";
    AUTO "tqdm.auto";
    STD "tqdm.std";
    NOTEBOOK "tqdm.notebook";
}
