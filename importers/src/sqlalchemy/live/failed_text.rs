//! What SQLAlchemy says of a text that failed: the statement as its driver is given it, and `params`.

use crate::dialect::{self, Dialect};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
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
    let is_empty = values.is_empty();
    let (statement, made) = match interpreter.dialect() {
        Dialect::Sqlite => {
            let statement = dialect::with_placeholders(text, |_| "?".to_owned());
            (statement, Ok(Value::tuple(values)))
        }
        _ => {
            let doubled = text.replace('%', "%%");
            let statement = dialect::with_placeholders(&doubled, |name| format!("%({name})s"));
            let names = names.iter().map(Value::str);
            let pairs: Vec<_> = names.zip(values).collect();
            (statement, interpreter.dict(pairs))
        }
    };
    let shown = made.and_then(|made| {
        let shown = match is_empty {
            true => String::new(),
            false => shown(interpreter, &made)?,
        };
        Ok((made, shown))
    });
    match shown {
        Ok((made, shown)) => {
            interpreter.retell(instance, &statement, &shown);
            instance.scope.put(&"params".into(), Some(made));
            error
        }
        Err(other) => other,
    }
}

/// How many characters of a value SQLAlchemy shows.
const SHOWN: usize = 300;

/// The values as SQLAlchemy shows them: of a long one the middle is left out.
fn shown(interpreter: &mut Interpreter, values: &Value) -> Result<String> {
    let mut cut = |value: &Value| -> Result<String> {
        let text = interpreter.repr(value)?;
        let length = text.chars().count();
        if length <= SHOWN {
            return Ok(text);
        }
        let left: String = text.chars().take(SHOWN / 2).collect();
        let right: String = text.chars().skip(length - SHOWN / 2).collect();
        let out = length - SHOWN;
        Ok(format!(
            "{left} ... ({out} characters truncated) ... {right}"
        ))
    };
    Ok(match values {
        Value::Tuple(items) => {
            let mut shown = Vec::new();
            for item in items.iter() {
                shown.push(cut(item)?);
            }
            let comma = if shown.len() == 1 { "," } else { "" };
            format!("({}{comma})", shown.join(", "))
        }
        Value::Dict(dict) => {
            let mut shown = Vec::new();
            for (name, value) in dict.entries.borrow().pairs() {
                shown.push(format!("{}: {}", cut(&name)?, cut(&value)?));
            }
            format!("{{{}}}", shown.join(", "))
        }
        other => cut(other)?,
    })
}
