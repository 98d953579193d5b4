//! `params(...)`: values for the named parameters of an expression or a query.

use super::{clause, live, text};
use crate::dialect::{self, Given};
use crate::operation::Expression;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// Stands for a parameter where its places are counted.
const MARK: &str = "\0";

/// Names and values.
pub(crate) type Parameters = Vec<(String, Value)>;

/// The arguments of `params({...})` and `params(name=value)`.
///
/// # Errors
/// While importing, where an expression has the values of its parameters at once: a program
/// has them by name.
pub(crate) fn arguments(interpreter: &mut Interpreter, args: &mut Args) -> Result<Parameters> {
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

/// Gives parameters their values, each of its own type.
///
/// # Errors
/// Where a value has no SQL, and where a parameter stands in a query that is read from.
pub(crate) fn set(
    interpreter: &mut Interpreter,
    expression: &mut Expression,
    given: &Parameters,
) -> Result<()> {
    for (name, value) in given {
        let own = of_name(expression, name);
        let data_type = own.iter().rev().find_map(dialect::type_of_parameter);
        let is_list = own.iter().any(|own| matches!(own, Expression::List(_)));
        let value = match is_list {
            true => live::expanded(interpreter, value, data_type.as_ref())?,
            false => clause::stored(interpreter, value, data_type.as_ref())?,
        };
        let mut reached = 0;
        expression.each_text(&mut |words, parameters| {
            let names = dialect::parameters(words);
            let count = names.iter().filter(|own| *own == name).count();
            if count > 0 {
                reached += count;
                text::set(parameters, name, value.clone());
            }
        });
        // What a query reads from is no part of it here.
        let marked = [(name.clone(), Given::Sql(MARK.to_owned()))];
        let written = dialect::bound(expression, &marked, interpreter.dialect());
        if written.is_ok_and(|bound| bound.sql.matches(MARK).count() > reached) {
            return Err(interpreter.unsupported(&format!(
                "`params` for \"{name}\", which stands in a query that this one reads from; give it to \
                 that query, or to `execute`"
            )));
        }
    }
    Ok(())
}

/// What stands for the parameters of a name.
fn of_name(expression: &mut Expression, name: &str) -> Vec<Expression> {
    let mut found = Vec::new();
    expression.each_text(&mut |_, parameters| {
        let own = parameters.iter().filter(|(own, _)| own == name);
        found.extend(own.map(|(_, own)| own.clone()));
    });
    found
}
