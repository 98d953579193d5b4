//! `CreateEnumType(type)` and its like: types of PostgreSQL, made and dropped by statements.

use super::statement;
use crate::Dialect;
use crate::operation::{Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;

/// The statement of one of these classes.
///
/// # Errors
/// Where the type is none of the kind, or the database has no such types.
pub(crate) fn of(
    interpreter: &mut Interpreter,
    mut args: Args,
    class: &'static str,
) -> Result<Value> {
    let given = args.required("element")?;
    let data_type = argument::data_type(interpreter, &args, "element", &given)?;
    let other = args.refuse(format!("`{class}` takes another type."));
    args.finish()?;
    if interpreter.dialect() != Dialect::Postgres {
        let name = interpreter.dialect().sqlalchemy_name();
        let reason = format!("The {name} compiler can't render element of type {class}");
        return Err(argument::alembic_stops(interpreter, &reason));
    }
    let check_first = false;
    let operation = match (class, data_type.stored().clone()) {
        ("CreateEnumType", SqlType::Enum(enumeration)) => Operation::CreateEnum {
            enumeration,
            check_first,
        },
        ("DropEnumType", SqlType::Enum(enumeration)) => Operation::DropEnum {
            enumeration,
            check_first,
        },
        ("CreateDomainType", SqlType::Domain(domain)) => Operation::CreateDomain {
            domain,
            check_first,
        },
        ("DropDomainType", SqlType::Domain(domain)) => Operation::DropDomain {
            domain,
            check_first,
        },
        _ => return Err(other),
    };
    Ok(statement(class, operation))
}
