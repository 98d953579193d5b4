//! `table.create(bind)` and `table.drop(bind)`.

use std::rc::Rc;

use super::TableObject;
use crate::Dialect;
use crate::operation::{Operation, SqlType, Table};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::naming::Convention;
use crate::sqlalchemy::schema::Scheme;

/// `create(bind, checkfirst=False)`, `drop(bind, checkfirst=False)`
pub(super) fn method(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    method: &str,
    args: &mut Args,
) -> Result<Value> {
    let _ = args.required("bind")?;
    let check_first = args.optional_boolean("checkfirst")?.unwrap_or(false);
    if table.alias().is_some() || table.reflected {
        return Err(args.refuse(format!(
            "`{method}` is a method of tables that the file says."
        )));
    }
    let mut made = assembled(interpreter, table)?;
    let own_types = made_types(interpreter, &mut made);
    let operation = match method {
        "create" => Operation::CreateTable {
            table: made,
            if_not_exists: false,
        },
        // Only the type's own metadata would keep it.
        _ if !own_types.is_empty() => {
            return Err(interpreter.unsupported("`drop` of a table together with its types"));
        }
        _ => Operation::DropTable {
            table: table.name.clone(),
            if_exists: false,
        },
    };
    let mut operations: Vec<Operation> = match method {
        "create" => own_types
            .into_iter()
            .map(|enumeration| Operation::CreateEnum {
                enumeration,
                check_first,
            })
            .collect(),
        _ => Vec::new(),
    };
    operations.push(operation);
    if check_first {
        operations = vec![Operation::IfTable {
            table: table.name.clone(),
            exists: method == "drop",
            operations,
        }];
    }
    for operation in operations {
        interpreter.record(operation);
    }
    Ok(Value::None)
}

/// The table with its indexes, its names settled.
fn assembled(interpreter: &Interpreter, table: &TableObject) -> Result<Table> {
    crate::sqlalchemy::missing::check(interpreter, table)?;
    let default = Convention::default();
    let scheme = Scheme {
        convention: table.convention.as_ref().unwrap_or(&default),
        dialect: interpreter.dialect(),
    };
    let mut made = scheme
        .table(table.name.clone(), table.items.borrow().clone())
        .map_err(|error| argument::alembic_stops(interpreter, &error))?;
    made.comment.clone_from(&table.comment);
    made.prefixes.clone_from(&table.prefixes);
    made.options.clone_from(&table.options);
    Ok(made)
}

/// Takes the types that the table makes out of its making: they are asked for one by one.
fn made_types(interpreter: &Interpreter, table: &mut Table) -> Vec<crate::operation::types::Enum> {
    let mut found: Vec<crate::operation::types::Enum> = Vec::new();
    if interpreter.dialect() != Dialect::Postgres {
        return found;
    }
    for column in &mut table.columns {
        if let SqlType::Enum(enumeration) = column.data_type.stored_mut()
            && enumeration.native
            && enumeration.create_type
        {
            if !found.iter().any(|known| known.name == enumeration.name) {
                found.push(enumeration.clone());
            }
            enumeration.create_type = false;
        }
    }
    found
}
