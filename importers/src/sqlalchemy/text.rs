//! `sa.text(...)`, `sa.literal_column(...)` and `sa.DDL(...)`.

use super::argument;
use super::clause::{self, Clause};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// `sa.text(text)`
pub(crate) fn text(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("text")?;
    let _ = args.take("bind")?;
    args.finish()?;
    Ok(Clause::value(
        Expression::Text {
            text,
            parameters: Vec::new(),
        },
        None,
    ))
}

/// `text(...).bindparams(name=value)`, `.columns(...)`, `.execution_options(...)`
pub(crate) fn method(
    interpreter: &mut Interpreter,
    text: &str,
    parameters: &[(String, Expression)],
    name: &str,
    args: &mut Args,
) -> Result<Option<Value>> {
    let mut parameters = parameters.to_vec();
    match name {
        "bindparams" | "params" => {
            parameters = bound(interpreter, text, &parameters, name, args)?;
        }
        "execution_options" => {
            super::execution_options::of_method(interpreter, args)?;
        }
        "columns" => {
            return super::textual::columns(interpreter, text, parameters, args).map(Some);
        }
        _ => return Ok(None),
    }
    Ok(Some(Clause::value(
        Expression::Text {
            text: text.to_owned(),
            parameters,
        },
        None,
    )))
}

/// The parameters of a text after `bindparams(*parameters, **values)`.
///
/// # Errors
/// A name that the text does not have.
pub(crate) fn bound(
    interpreter: &mut Interpreter,
    text: &str,
    parameters: &[(String, Expression)],
    name: &str,
    args: &mut Args,
) -> Result<Vec<(String, Expression)>> {
    let mut parameters = parameters.to_vec();
    let named = crate::dialect::parameters(text);
    let check = |interpreter: &mut Interpreter, parameter: &str| {
        if name != "bindparams" || named.iter().any(|own| own == parameter) {
            return Ok(());
        }
        let reason =
            format!("This text() construct doesn't define a bound parameter named '{parameter}'");
        Err(argument::alembic_stops(interpreter, &reason))
    };
    for value in args.rest() {
        match value.downcast::<super::parameter::ParameterObject>() {
            Some(parameter) => {
                check(interpreter, &parameter.name)?;
                set(
                    &mut parameters,
                    &parameter.name,
                    parameter.of_text(interpreter.dialect()),
                );
            }
            None => {
                return Err(args.refuse("`bindparams` takes `sa.bindparam(...)`."));
            }
        }
    }
    for keyword in args.take_keywords() {
        check(interpreter, &keyword.name)?;
        let own = parameters
            .iter()
            .find(|(name, _)| **name == *keyword.name)
            .map(|(_, expression)| expression);
        let value = match own {
            // It stays an expanding one.
            Some(Expression::List(_)) => {
                super::parameter::expanded(interpreter, &keyword.value, None)?
            }
            own => {
                let known = own.and_then(literal_type);
                match clause::of_driver(interpreter, &keyword.value)? {
                    Some(row) if known.is_none() => row,
                    _ => clause::operand(interpreter, &keyword.value, known.as_ref())?,
                }
            }
        };
        set(&mut parameters, &keyword.name, value);
    }
    Ok(parameters)
}

fn literal_type(expression: &Expression) -> Option<SqlType> {
    match expression {
        Expression::Literal { data_type, .. } => data_type.clone(),
        _ => None,
    }
}

/// Sets a parameter, replacing an earlier value.
pub(crate) fn set(parameters: &mut Vec<(String, Expression)>, name: &str, value: Expression) {
    match parameters.iter_mut().find(|(own, _)| own == name) {
        Some((_, old)) => *old = value,
        None => parameters.push((name.to_owned(), value)),
    }
}

/// `sa.literal_column(text, type_=None)`
pub(crate) fn literal_column(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let text = args.string("text")?;
    let data_type = optional_type(interpreter, &mut args)?;
    args.finish()?;
    Ok(Clause::value(Expression::Verbatim(text), data_type))
}

/// `sa.DDL(statement, context=None)`: `%` is Python's, `%%` stands for one.
pub(crate) fn ddl(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let statement = args.string("statement")?;
    let context = argument::present(args.take("context")?);
    let _ = args.keyword("bind");
    args.finish()?;
    let context = match context {
        Some(context) => context,
        None => interpreter.dict([])?,
    };
    let made = interpreter.binary("%", &Value::str(statement), &context)?;
    let sql = interpreter.str(&made)?.to_string();
    Ok(Clause::value(Expression::Raw(sql), None))
}

/// The next parameter `type_`.
pub(crate) fn optional_type(
    interpreter: &mut Interpreter,
    args: &mut Args,
) -> Result<Option<SqlType>> {
    match argument::present(args.take("type_")?) {
        Some(value) => argument::data_type(interpreter, args, "type_", &value).map(Some),
        None => Ok(None),
    }
}
