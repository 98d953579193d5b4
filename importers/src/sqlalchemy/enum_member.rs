//! The texts that `sa.Enum` of a Python class keeps for the members.

use super::clause::as_expression;
use crate::operation::types::Enum;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;

/// What is stored for a value: as SQLAlchemy looks it up, by equality, first among the texts,
/// then among the members. So the value of `class R(str, Enum)` means its member, too.
///
/// # Errors
/// `LookupError` where it is neither, and no text.
pub(super) fn to_text(
    interpreter: &mut Interpreter,
    class: &Value,
    enumeration: &Enum,
    value: &Value,
) -> Result<Value> {
    let texts = &enumeration.values;
    if value.is_none() || as_expression(value).is_some() {
        return Ok(value.clone());
    }
    if let Some(text) = value.as_str()
        && texts.iter().any(|own| **own == *text)
    {
        return Ok(Value::str(&*text));
    }
    let members = interpreter.iterate(class)?;
    for (member, text) in members.iter().zip(texts) {
        if interpreter.is_equal(member, value)? {
            return Ok(Value::str(text));
        }
    }
    match value.as_str() {
        Some(text) => Ok(Value::str(&*text)),
        None => {
            let text = interpreter.str(value)?;
            Err(unknown(interpreter, enumeration, &text))
        }
    }
}

/// The member that a text of the database means.
///
/// # Errors
/// `LookupError` where no member has it.
pub(super) fn of_text(
    interpreter: &mut Interpreter,
    class: &Value,
    enumeration: &Enum,
    value: Value,
) -> Result<Value> {
    let Some(text) = value.as_str() else {
        return Ok(value);
    };
    let members = interpreter.iterate(class)?;
    let texts = &enumeration.values;
    match texts.iter().position(|own| **own == *text) {
        Some(at) if at < members.len() => Ok(members.get(at).cloned().unwrap_or(value)),
        _ => Err(unknown(interpreter, enumeration, &text)),
    }
}

/// Whether a type of texts takes a value, as SQLAlchemy looks it up: a text that is none of
/// them only where it does not validate, and nothing that is no text.
///
/// # Errors
/// `LookupError`.
pub(super) fn check(
    interpreter: &mut Interpreter,
    enumeration: &Enum,
    value: &Value,
) -> Result<()> {
    if value.is_none() || enumeration.of_tuple {
        return Ok(());
    }
    match value.as_str() {
        Some(text)
            if !enumeration.validates || enumeration.values.iter().any(|own| **own == *text) =>
        {
            Ok(())
        }
        Some(text) => Err(unknown(interpreter, enumeration, &text)),
        None => {
            let text = interpreter.str(value)?;
            Err(unknown(interpreter, enumeration, &text))
        }
    }
}

/// Checks a value that a row holds: of a type of texts it is one of them, also where the type
/// does not validate what is written.
///
/// # Errors
/// `LookupError`.
pub(super) fn check_read(
    interpreter: &mut Interpreter,
    enumeration: &Enum,
    value: &Value,
) -> Result<()> {
    if value.is_none() || enumeration.of_tuple {
        return Ok(());
    }
    let text = interpreter.str(value)?;
    match value.as_str().is_some() && enumeration.values.iter().any(|own| **own == *text) {
        true => Ok(()),
        false => Err(unknown(interpreter, enumeration, &text)),
    }
}

fn unknown(interpreter: &mut Interpreter, enumeration: &Enum, text: &str) -> Interrupt {
    let name = enumeration
        .name
        .as_ref()
        .map_or("None", |name| name.text.as_str());
    interpreter.raise(
        "LookupError",
        format!(
            "'{text}' is not among the defined enum values. Enum name: {name}. Possible values: {}",
            shortened(&enumeration.values)
        ),
    )
}

/// As SQLAlchemy shows names: four at most, each cut.
fn shortened(names: &[String]) -> String {
    let cut = |name: &String| match name.char_indices().nth(11) {
        Some((end, _)) => format!("{}..", name.get(..end).unwrap_or(name)),
        None => name.clone(),
    };
    match names {
        [first, second, third, _, .., last] => format!(
            "{}, {}, {}, ..., {}",
            cut(first),
            cut(second),
            cut(third),
            cut(last)
        ),
        few => few.iter().map(cut).collect::<Vec<_>>().join(", "),
    }
}
