//! `__slots__`: the attributes that instances may have.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::native::Result;
use super::value::{Instance, Value};

impl Interpreter {
    /// Whether an instance of a class with `__slots__` may have an attribute of this name.
    pub(super) fn has_slot(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
    ) -> Result<()> {
        let class = &instance.class;
        if !class.scope.has("__slots__") || instance.scope.has(name) {
            return Ok(());
        }
        let own = Value::Class(class.clone());
        for class in std::iter::once(&own).chain(&class.above) {
            let (slots, class) = match class {
                Value::Class(class) => (class.scope.get("__slots__"), class),
                Value::NativeClass(native)
                    if matches!(
                        native.name,
                        "object" | "abc.ABC" | "typing.Generic" | "typing.Protocol"
                    ) =>
                {
                    continue;
                }
                _ => return Ok(()),
            };
            let Some(slots) = slots else {
                return Ok(());
            };
            let names = match slots.as_str() {
                Some(one) => vec![Value::Str(one)],
                None => self.iterate(&slots)?,
            };
            let is_private = |slot: &str| slot.starts_with("__") && !slot.ends_with("__");
            let has = |slot: Rc<str>| match is_private(&slot) {
                true => name == format!("_{}{slot}", class.name.trim_start_matches('_')),
                false => &*slot == name || &*slot == "__dict__",
            };
            if names.iter().filter_map(Value::as_str).any(has) {
                return Ok(());
            }
        }
        if self.class_attribute(class, name).is_some() {
            let text = format!("'{}' object attribute '{name}' is read-only", class.name);
            return Err(self.raise("AttributeError", text));
        }
        Err(self.no_attribute(value, name))
    }
}
