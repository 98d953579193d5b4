//! What messages of Python call the class of a value.

use super::value::Value;

/// The message about an attribute that a value does not have. A class that is written in C
/// says its module, too.
pub(super) fn without_attribute(value: &Value, name: &str) -> String {
    let full = match value {
        Value::Object(object) => object.classes().first(),
        _ => None,
    };
    let class = match full {
        Some(full) if full.starts_with("datetime.") || full.starts_with("decimal.") => {
            (*full).to_owned()
        }
        _ => value.type_name().to_string(),
    };
    format!("'{class}' object has no attribute '{name}'")
}
