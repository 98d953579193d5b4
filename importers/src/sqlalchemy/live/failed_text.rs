//! `params` of what the database says of a text.

use crate::dialect::{self, Dialect};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::Interrupt;
use crate::python::value::Value;

/// An error of the database with the values that a text was given, as its driver has them.
pub(super) fn given_of(
    interpreter: &mut Interpreter,
    error: Interrupt,
    expression: &Expression,
    set: Option<&Value>,
) -> Interrupt {
    let Interrupt::Raised(Value::Instance(instance), _) = &error else {
        return error;
    };
    let (Expression::Text { text, parameters }, true) = (expression, instance.scope.has("params"))
    else {
        return error;
    };
    let pairs = match set {
        Some(Value::Dict(given)) => given.entries.borrow().pairs(),
        _ => Vec::new(),
    };
    let of = |name: &String| {
        let own = pairs
            .iter()
            .find(|(key, _)| key.as_str().is_some_and(|key| *key == **name));
        own.map(|(_, value)| value.clone())
    };
    let names = dialect::parameters(text);
    let values: Option<Vec<Value>> = names.iter().map(of).collect();
    // What `bindparams` gave has been converted by its type.
    let Some(values) = values.filter(|_| parameters.is_empty()) else {
        return error;
    };
    let made = match interpreter.dialect() {
        Dialect::Sqlite => Ok(Value::tuple(values)),
        _ => {
            let names = names.iter().map(Value::str);
            let pairs: Vec<_> = names.zip(values).collect();
            interpreter.dict(pairs)
        }
    };
    match made {
        Ok(made) => {
            instance.scope.put(&"params".into(), Some(made));
            error
        }
        Err(other) => other,
    }
}
