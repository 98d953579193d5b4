//! The methods behind operators, called by their names: `value.__len__()`,
//! and `dict.__setitem__(self, key, value)` in a class that derives from `dict`.

use super::{Method, Methods};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::syntax::ast::{CmpOp, Operator};
use crate::python::value::Value;

const TABLE: Methods = &[
    ("__len__", |i, v, a| builtin(i, v, a, "len")),
    ("__str__", |i, v, a| builtin(i, v, a, "str")),
    ("__repr__", |i, v, a| builtin(i, v, a, "repr")),
    ("__hash__", |i, v, a| builtin(i, v, a, "hash")),
    ("__bool__", |i, v, a| builtin(i, v, a, "bool")),
    ("__float__", |i, v, a| builtin(i, v, a, "float")),
    ("__int__", |i, v, a| builtin(i, v, a, "int")),
    ("__index__", |i, v, a| builtin(i, v, a, "int")),
    ("__abs__", |i, v, a| builtin(i, v, a, "abs")),
    ("__round__", |i, v, a| builtin(i, v, a, "round")),
    ("__iter__", |i, v, a| builtin(i, v, a, "iter")),
    ("__reversed__", |i, v, a| builtin(i, v, a, "reversed")),
    ("__format__", |i, v, a| builtin(i, v, a, "format")),
    ("__divmod__", |i, v, a| builtin(i, v, a, "divmod")),
    ("__contains__", |i, v, mut a| {
        let item = a.required("key")?;
        a.finish()?;
        i.contains(v, &item)
    }),
    ("__getitem__", |i, v, mut a| {
        let key = a.required("key")?;
        a.finish()?;
        i.item(v, &key)
    }),
    ("__setitem__", |i, v, mut a| {
        let key = a.required("key")?;
        let new = a.required("value")?;
        a.finish()?;
        i.set_item(v, &key, Some(new)).map(|()| Value::None)
    }),
    ("__delitem__", |i, v, mut a| {
        let key = a.required("key")?;
        a.finish()?;
        i.set_item(v, &key, None).map(|()| Value::None)
    }),
    ("__eq__", |i, v, a| compared(i, v, a, CmpOp::Eq)),
    ("__ne__", |i, v, a| compared(i, v, a, CmpOp::NotEq)),
    ("__lt__", |i, v, a| compared(i, v, a, CmpOp::Lt)),
    ("__le__", |i, v, a| compared(i, v, a, CmpOp::LtE)),
    ("__gt__", |i, v, a| compared(i, v, a, CmpOp::Gt)),
    ("__ge__", |i, v, a| compared(i, v, a, CmpOp::GtE)),
    ("__add__", |i, v, a| operated(i, v, a, "+")),
    ("__sub__", |i, v, a| operated(i, v, a, "-")),
    ("__mul__", |i, v, a| operated(i, v, a, "*")),
    ("__truediv__", |i, v, a| operated(i, v, a, "/")),
    ("__floordiv__", |i, v, a| operated(i, v, a, "//")),
    ("__mod__", |i, v, a| operated(i, v, a, "%")),
    ("__pow__", |i, v, a| operated(i, v, a, "**")),
    ("__or__", |i, v, a| operated(i, v, a, "|")),
    ("__and__", |i, v, a| operated(i, v, a, "&")),
    ("__xor__", |i, v, a| operated(i, v, a, "^")),
    ("__iadd__", |i, v, a| in_place(i, v, a, Operator::Add)),
    ("__ior__", |i, v, a| in_place(i, v, a, Operator::BitOr)),
    ("__iand__", |i, v, a| in_place(i, v, a, Operator::BitAnd)),
    ("__isub__", |i, v, a| in_place(i, v, a, Operator::Sub)),
    ("__ixor__", |i, v, a| in_place(i, v, a, Operator::BitXor)),
];

/// The method of this name, where the type of the value has it in Python.
pub(super) fn find(receiver: &Value, name: &str) -> Option<Method> {
    if !name.starts_with("__") || !crate::python::known::has_attribute(&receiver.type_name(), name)
    {
        return None;
    }
    TABLE
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, method)| *method)
}

/// The built-in function that asks the method.
fn builtin(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    name: &str,
) -> Result<Value> {
    let Some(function) = crate::python::builtins::find(interpreter, name)? else {
        return Ok(Value::NotImplemented);
    };
    args.positional.push_front(value.clone());
    args.function = name.to_owned().into();
    interpreter.call(&function, args)
}

fn compared(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: CmpOp,
) -> Result<Value> {
    let other = args.required("other")?;
    args.finish()?;
    if !alike(value, &other) {
        return Ok(Value::NotImplemented);
    }
    interpreter.compare(operator, value, &other)
}

fn operated(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: &str,
) -> Result<Value> {
    let other = args.required("other")?;
    args.finish()?;
    let repeats = matches!(operator, "*" | "%");
    if !repeats && !alike(value, &other) {
        return Ok(Value::NotImplemented);
    }
    interpreter.binary(operator, value, &other)
}

fn in_place(
    interpreter: &mut Interpreter,
    value: &Value,
    mut args: Args,
    operator: Operator,
) -> Result<Value> {
    let other = args.required("other")?;
    args.finish()?;
    interpreter.in_place(operator, value, &other)
}

/// Whether the type of one value knows what to do with the other.
fn alike(a: &Value, b: &Value) -> bool {
    let kind = |value: &Value| match value {
        Value::Instance(instance) => match &*instance.inner.borrow() {
            Some(inner) => inner.type_name(),
            None => value.type_name(),
        },
        other => other.type_name(),
    };
    let family = |name: String| match name.as_str() {
        "bool" | "int" => "int".to_owned(),
        "frozenset" => "set".to_owned(),
        "OrderedDict" | "defaultdict" | "Counter" => "dict".to_owned(),
        _ => name,
    };
    let (a, b) = (family(kind(a)), family(kind(b)));
    a == b || (a == "float" && b == "int") || matches!(b.as_str(), "unknown")
}
