//! `metadata.create_all(bind)` and `metadata.drop_all(bind)`.
//!
//! SQLAlchemy first asks for all tables, then makes the types of the metadata
//! (PostgreSQL), then the tables, each after those that it refers to; dropping
//! goes the other way round. Only tables that the revision file itself says
//! are made: those of the application are what they are today.

use std::rc::Rc;

use super::MetaDataObject;
use crate::Dialect;
use crate::operation::{Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::missing;
use crate::sqlalchemy::table::{Made, TableObject, type_name, type_operation};

/// `create_all(bind, tables=None, checkfirst=True)`, `drop_all(...)`
pub(super) fn method(
    interpreter: &mut Interpreter,
    metadata: &MetaDataObject,
    name: &str,
    args: &mut Args,
) -> Result<Value> {
    let _ = args.required("bind")?;
    let given = args.take("tables")?.filter(|given| !given.is_none());
    let check_first = args.optional_boolean("checkfirst")?.unwrap_or(true);
    let creates = name == "create_all";
    refuse_others(interpreter, metadata, name)?;
    let all: Vec<Rc<TableObject>> = metadata
        .tables
        .borrow()
        .iter()
        .map(|(_, table)| table.clone())
        .collect();
    let chosen = match given {
        None => all.clone(),
        Some(given) => {
            let mut chosen = Vec::new();
            for value in interpreter.iterate(&given)? {
                let table = value.downcast::<TableObject>();
                match table.filter(|table| table.alias().is_none()) {
                    Some(table) => chosen.push(table),
                    None => return Err(args.refuse(format!("`{name}` takes tables."))),
                }
            }
            chosen
        }
    };
    let Some(mut ordered) = super::in_order(chosen) else {
        return Err(interpreter.refuse(
            "unknown-operation",
            format!("The foreign keys of these tables go round, so that `{name}` needs ALTER TABLE."),
            Some("Write the tables as op.create_table(...), and the keys as op.create_foreign_key(...)."),
        ));
    };
    if !creates {
        ordered.reverse();
    }
    let mut types: Vec<SqlType> = Vec::new();
    let mut makings = Vec::new();
    for table in &all {
        for own in Made::of(interpreter, table)?.types {
            let is_known = |known: &SqlType| type_name(known) == type_name(&own);
            if !types.iter().any(is_known) {
                types.push(own);
            }
        }
    }
    for table in &ordered {
        let made = Made::of(interpreter, table)?;
        made.refuse_what_needs_more(interpreter, name)?;
        let operation = match creates {
            true => Operation::CreateTable {
                table: made.table,
                if_not_exists: false,
            },
            false => Operation::DropTable {
                table: table.name.clone(),
                if_exists: false,
            },
        };
        makings.push(match check_first {
            true => Operation::IfTable {
                table: table.name.clone(),
                exists: !creates,
                operations: vec![operation],
            },
            false => operation,
        });
    }
    let types = types
        .iter()
        .map(|own| type_operation(own, creates, check_first));
    let operations: Vec<Operation> = match creates {
        true => types.chain(makings).collect(),
        false => makings.into_iter().chain(types).collect(),
    };
    for operation in operations {
        interpreter.record(operation);
    }
    Ok(Value::None)
}

/// Refuses what is not the file's own.
fn refuse_others(interpreter: &Interpreter, metadata: &MetaDataObject, name: &str) -> Result<()> {
    if let Some(unknown) = missing::table_of(interpreter, metadata) {
        interpreter.known(unknown)?;
    }
    let write_them = Some("Write the tables as op.create_table(...) or op.drop_table(...).");
    if metadata.is_reflected.get() || metadata.holds_live.get() {
        return Err(interpreter.refuse(
            "unknown-operation",
            format!("`MetaData.{name}` of reflected tables depends on what the live database has."),
            write_them,
        ));
    }
    if metadata
        .tables
        .borrow()
        .iter()
        .any(|(_, table)| table.is_elsewhere)
    {
        return Err(interpreter.refuse(
            "unknown-operation",
            format!("`MetaData.{name}` depends on the models of the application."),
            write_them,
        ));
    }
    if metadata.has_sequences.get() && interpreter.dialect() == Dialect::Postgres {
        return Err(interpreter.unsupported(&format!("`MetaData.{name}` with sequences")));
    }
    Ok(())
}
