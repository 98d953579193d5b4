//! `declared_attr`: members of a mixin or base that each mapped class has its own of.

use std::rc::Rc;

use crate::python::descriptor::ClassLevel;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

/// `@declared_attr`: called with each class that is mapped.
pub(super) struct Declared {
    /// What is called with the class.
    pub(super) function: Value,
}

impl Object for Declared {
    fn type_name(&self) -> &str {
        "declared_attr"
    }
}

/// Whether a member is one that is asked of each class.
pub(super) fn is_declared(value: &Value) -> bool {
    value.downcast::<Declared>().is_some()
}

/// `declared_attr`, whose `directive` and `cascading` say what the result is
/// for, not what it is.
struct DeclaredAttr;

/// `declared_attr`
pub(super) fn declared_attr(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(DeclaredAttr))
}

impl Object for DeclaredAttr {
    fn type_name(&self) -> &str {
        "type"
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(matches!(name, "directive" | "cascading").then(|| Value::Object(self)))
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, mut args: Args) -> Result<Option<Value>> {
        let function = args.required("fn")?;
        args.finish()?;
        // A class method is called with the class in any case.
        let function = match function.downcast::<ClassLevel>() {
            Some(level) if level.with_class => level.function.clone(),
            _ => function,
        };
        Ok(Some(Value::object(Declared { function })))
    }
}
