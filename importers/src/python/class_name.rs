//! What messages of Python call the class of a value.

use super::value::Value;

/// Modules of classes that are written in C, which say their module in messages.
const IN_C: &[&str] = &["datetime.", "decimal.", "collections."];
/// Those of the same modules that are written in Python.
const IN_PYTHON: &[&str] = &["collections.Counter", "collections.ChainMap"];

/// The class of a value, as CPython's messages call it.
pub(crate) fn shown(value: &Value) -> String {
    if let Value::Object(object) = value
        && let Some(class) = object.classes().first()
        && IN_C.iter().any(|module| class.starts_with(module))
        && !IN_PYTHON.contains(class)
    {
        return (*class).to_owned();
    }
    let name = value.type_name();
    if matches!(value, Value::Dict(_)) && matches!(&*name, "defaultdict" | "OrderedDict") {
        return format!("collections.{name}");
    }
    name
}

/// The message about an attribute that a value does not have.
pub(crate) fn without_attribute(value: &Value, name: &str) -> String {
    format!("'{}' object has no attribute '{name}'", shown(value))
}
