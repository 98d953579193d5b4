//! `op.get_context().script.get_revision(id).module`: what another revision defines.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Module, Value};

/// The modules that were run before the revision; those of revisions among them are those that
/// it names.
#[derive(Default)]
pub(crate) struct Ran(pub(crate) Vec<Rc<Module>>);

/// `op.get_context().script`
struct ScriptDirectory;

/// A revision there.
struct Script(Rc<Module>);

/// The revisions as a Python value.
pub(super) fn directory() -> Value {
    Value::object(ScriptDirectory)
}

fn is_text(value: Option<Value>, text: &str) -> bool {
    matches!(value, Some(Value::Str(value)) if &*value == text)
}

impl Object for ScriptDirectory {
    fn type_name(&self) -> &str {
        "ScriptDirectory"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "get_revision" {
            return Ok(None);
        }
        let id = args.string("id_")?;
        let ran = interpreter.extension_or_default::<Ran>();
        let found = ran
            .0
            .iter()
            .find(|module| is_text(module.scope.get("revision"), &id));
        match found {
            Some(module) => Ok(Some(Value::object(Script(module.clone())))),
            None => Err(interpreter.refuse(
                "unknown-operation",
                format!("The revision {id} is asked for, and its whole id does not stand in the file that asks."),
                Some("Write what it defines into the revision."),
            )),
        }
    }
}

impl Object for Script {
    fn type_name(&self) -> &str {
        "Script"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok((name == "module").then(|| Value::Module(self.0.clone())))
    }
}
