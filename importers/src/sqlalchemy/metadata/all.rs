//! `metadata.create_all(bind)` and `metadata.drop_all(bind)`.
//!
//! SQLAlchemy first asks for all tables, then makes the types of the metadata
//! (PostgreSQL), then the tables, each after those that it refers to; dropping
//! goes the other way round. Only tables that the revision file itself says
//! are made: those of the application are what they are today.

use std::rc::Rc;

use super::MetaDataObject;
use super::cycles::{self, Step};
use crate::Dialect;
use crate::operation::{Constraint, Operation, SqlType, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::script::ConstraintKind;
use crate::sqlalchemy::table::{Made, TableObject, type_name, type_operation};
use crate::sqlalchemy::{argument, inspector, missing};

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
    let mut ordered = cycles::in_order(interpreter, chosen, creates)?;
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
    let mut keys = Vec::new();
    for Step { table, later } in &ordered {
        let mut made = Made::of(interpreter, table)?;
        made.refuse_what_needs_more(interpreter, name)?;
        made.table.constraints.retain(|own| !later.contains(own));
        let is_met = creates && check_first && !later.is_empty();
        if !(is_met && has_now(interpreter, &table.name)?) {
            for key in later {
                keys.push(beside(
                    interpreter,
                    &table.name,
                    key,
                    (creates, check_first),
                )?);
            }
        }
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
        true => types.chain(makings).chain(keys).collect(),
        false => keys.into_iter().chain(makings).chain(types).collect(),
    };
    for operation in operations {
        interpreter.record(operation);
    }
    Ok(Value::None)
}

/// Whether a table is there before any is made.
///
/// # Errors
/// Where no live database can tell.
fn has_now(interpreter: &mut Interpreter, table: &TableName) -> Result<bool> {
    if !interpreter.is_live() {
        return Err(interpreter.needs_program(
            "live-data",
            "Which foreign keys are added here depends on the tables that are there before.",
        ));
    }
    let schema = table.schema.as_ref().map(|schema| schema.text.clone());
    let asked = inspector::has_table_now(interpreter, schema, table.name.text.clone())?;
    Ok(matches!(asked, Value::Bool(true)))
}

/// Adds or drops a foreign key beside its table.
fn beside(
    interpreter: &mut Interpreter,
    table: &TableName,
    key: &Constraint,
    (creates, check_first): (bool, bool),
) -> Result<Operation> {
    if creates {
        return Ok(Operation::AddConstraint {
            table: table.clone(),
            constraint: key.clone(),
        });
    }
    let Some(name) = key.name.clone() else {
        return Err(argument::stops(
            interpreter,
            "sqlalchemy.exc.CompileError",
            "Can't emit DROP CONSTRAINT for a foreign key; it has no name",
        ));
    };
    let drop = Operation::DropConstraint {
        table: table.clone(),
        name: Some(name),
        kind: ConstraintKind::ForeignKey,
        if_exists: false,
    };
    Ok(match check_first {
        true => Operation::IfTable {
            table: table.clone(),
            exists: true,
            operations: vec![drop],
        },
        false => drop,
    })
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
