//! `params(...)`: values for the named parameters of an expression or a query.

use super::clause;
use super::text;
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// Names and values.
pub(crate) type Given = Vec<(String, Value)>;

/// The arguments of `params({...})` and `params(name=value)`.
///
/// # Errors
/// While importing, where an expression has the values of its parameters at once: a program
/// has them by name.
pub(crate) fn arguments(interpreter: &mut Interpreter, args: &mut Args) -> Result<Given> {
    if !interpreter.is_live() {
        let message = "Parameters are given values by their names here.";
        return Err(interpreter.needs_program("live-data", message));
    }
    let mut given = Vec::new();
    for value in args.rest() {
        let Value::Dict(dict) = interpreter.known(value)? else {
            return Err(args.refuse("`params` takes one dict."));
        };
        for (key, value) in dict.entries.borrow().pairs() {
            given.extend(key.as_str().map(|key| (key.to_string(), value)));
        }
    }
    for keyword in args.take_keywords() {
        given.push((keyword.name.to_string(), keyword.value));
    }
    Ok(given)
}

/// Gives parameters their values, within all queries of the expression, too.
///
/// # Errors
/// Where a value has no SQL.
pub(crate) fn set(
    interpreter: &mut Interpreter,
    expression: &mut Expression,
    given: &Given,
) -> Result<()> {
    for (name, value) in given {
        let value = clause::operand(interpreter, value, None)?;
        expression.each_text(&mut |words, parameters| {
            let names = crate::dialect::parameters(words);
            if names.iter().any(|own| own == name) {
                text::set(parameters, name, value.clone());
            }
        });
    }
    Ok(())
}
