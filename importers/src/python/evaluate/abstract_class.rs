//! Classes with methods that others have to define (`abc`).

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::python::descriptor::{ClassLevel, Property};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::syntax::ast::Expr;
use crate::python::value::{Class, Value};

/// Where `abstractmethod` says so on a function.
pub(crate) const ABSTRACT: &str = "__isabstractmethod__";

/// Where a class keeps that its metaclass is `ABCMeta`, which is no class of its own here.
pub(super) const MARK: &str = ".abc";

/// Whether the expression after `metaclass=` names it.
pub(super) fn is_named(expression: &Expr) -> bool {
    match expression {
        Expr::Name(name) => &*name.id == "ABCMeta",
        Expr::Attribute(attribute) => &*attribute.attr == "ABCMeta",
        _ => false,
    }
}

impl Interpreter {
    /// Refuses instances of a class that leaves methods to others, as Python does.
    pub(super) fn is_concrete(&mut self, class: &Rc<Class>) -> Result<()> {
        let asks = |base: &Value| matches!(base, Value::NativeClass(native) if matches!(native.name, "abc.ABC" | "typing.Protocol"));
        if !class.above.iter().any(asks) && self.class_attribute(class, MARK).is_none() {
            return Ok(());
        }
        let mut names = BTreeSet::new();
        let own = Value::Class(class.clone());
        for above in std::iter::once(&own).chain(&class.above) {
            if let Value::Class(above) = above {
                let entries = above.scope.visible().into_iter();
                names.extend(
                    entries
                        .filter(|(_, value)| is_abstract(value))
                        .map(|(name, _)| name),
                );
            }
        }
        names.retain(|name| {
            self.class_attribute(class, name)
                .is_some_and(|value| is_abstract(&value))
        });
        if names.is_empty() {
            return Ok(());
        }
        let plural = if names.len() == 1 { "" } else { "s" };
        let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        Err(self.raise(
            "TypeError",
            format!(
                "Can't instantiate abstract class {} without an implementation for abstract method{plural} {}",
                class.name,
                names.join(", ")
            ),
        ))
    }
}

fn is_abstract(value: &Value) -> bool {
    match value {
        Value::Function(function) => {
            matches!(function.attributes.get(ABSTRACT), Some(Value::Bool(true)))
        }
        other => {
            let property = other.downcast::<Property>();
            let level = other.downcast::<ClassLevel>();
            property.is_some_and(|own| is_abstract(&own.get) || is_abstract(&own.set))
                || level.is_some_and(|level| is_abstract(&level.function))
        }
    }
}
