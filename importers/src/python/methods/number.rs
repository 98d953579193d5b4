//! Methods of numbers.

use super::Methods;
use crate::python::value::Value;

pub(super) const TABLE: Methods = &[
    ("bit_length", |_, value, args| {
        args.finish()?;
        Ok(match value {
            Value::Int(number) => Value::Int((128 - number.unsigned_abs().leading_zeros()).into()),
            Value::Bool(known) => Value::Int(i128::from(*known)),
            _ => Value::None,
        })
    }),
    ("is_integer", |_, value, args| {
        args.finish()?;
        Ok(Value::Bool(match value {
            Value::Float(float) => float.fract() == 0.0,
            _ => true,
        }))
    }),
    ("__int__", |interpreter, value, _| {
        let class = crate::python::builtins::class("int").map_or(Value::None, Value::NativeClass);
        interpreter.call_with(&class, [value.clone()])
    }),
];
