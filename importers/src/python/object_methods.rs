//! The methods that every object has, by their names.

use super::native::{NativeCall, NativeFunction};
use super::value::Value;

/// A method that every object has.
pub(crate) fn object_method(name: &str) -> Option<NativeFunction> {
    let (name, call): (&str, NativeCall) = match name {
        "__str__" => ("__str__", |interpreter, mut args| {
            let value = args.required("self")?;
            args.finish()?;
            interpreter.str(&value).map(Value::str)
        }),
        "__repr__" => ("__repr__", |interpreter, mut args| {
            let value = args.required("self")?;
            args.finish()?;
            interpreter.repr(&value).map(Value::str)
        }),
        "__eq__" => ("__eq__", |interpreter, mut args| {
            let (value, other) = (args.required("self")?, args.required("other")?);
            args.finish()?;
            interpreter.equal(&value, &other)
        }),
        _ => return None,
    };
    Some(NativeFunction {
        module: "object",
        name,
        call,
    })
}
