//! `str.__new__(cls, value)` and its like: objects that are made whole before `__init__` runs.

use std::rc::Rc;

use crate::python::native::{ClassDefinition, NativeFunction};
use crate::python::scope::ScopeKind;
use crate::python::value::{Instance, Value};

const NEW: NativeFunction = NativeFunction {
    module: "builtins",
    name: "__new__",
    call: |interpreter, mut args| {
        let base = args.required("base")?;
        let class = args.required("cls")?;
        let (Value::NativeClass(base), class) = (base, class) else {
            return Ok(Value::None);
        };
        let made = (base.construct)(interpreter, args)?;
        Ok(match class {
            Value::Class(class) => Value::Instance(Rc::new(Instance {
                class,
                scope: interpreter.watched_scope(ScopeKind::Instance),
                inner: Some(made).into(),
            })),
            _ => made,
        })
    },
};

/// `__new__` of a built-in class.
pub(crate) fn new_of(class: &'static ClassDefinition) -> Value {
    Value::Method(Rc::new((Value::Native(NEW), Value::NativeClass(class))))
}
