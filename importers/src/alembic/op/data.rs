//! `op.execute` and `op.bulk_insert`.

use super::Target;
use crate::operation::{Name, Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::live::defaults;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause, engine, execution_options};

/// `op.execute(sqltext, execution_options=None)`; inside a batch it runs at once, too.
pub(super) fn execute(interpreter: &mut Interpreter, _: &Target, args: &mut Args) -> Result<Value> {
    let statement = args.required("sqltext")?;
    let options = execution_options::of_call(interpreter, args)?;
    engine::execute(interpreter, &statement, None, options.autocommit)?;
    Ok(Value::None)
}

/// `op.bulk_insert(table, rows, multiinsert=True)`
pub(super) fn bulk_insert(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = args.required("table")?;
    let Some(table) = interpreter.known(table)?.downcast::<TableObject>() else {
        return Err(args.refuse(
            "`op.bulk_insert` takes a table: sa.table(...), or what op.create_table returned.",
        ));
    };
    if table.is_known_live_only(interpreter) {
        let message = "The columns of this table are known to the live database only.";
        return Err(interpreter.needs_program("live-data", message));
    }
    let rows = args.required("rows")?;
    let _ = args.keyword("multiinsert");
    args.finish()?;
    let rows = interpreter.known(rows)?;
    let Value::List(rows) = &rows else {
        return Err(argument::alembic_stops(
            interpreter,
            &"op.bulk_insert takes a list of dicts",
        ));
    };
    let rows = rows.items.borrow().clone();
    let columns: Vec<(Name, SqlType)> = table.columns();
    let mut cells = Vec::new();
    for row in rows {
        let row = interpreter.known(row)?;
        let Value::Dict(row) = &row else {
            return Err(argument::alembic_stops(
                interpreter,
                &"op.bulk_insert takes a list of dicts",
            ));
        };
        let pairs = row.entries.borrow().pairs();
        for (key, _) in &pairs {
            let known = key
                .as_str()
                .is_some_and(|key| table.name_of_key(&key).is_some());
            if !known {
                let key = interpreter.str(key)?;
                return Err(argument::alembic_stops(
                    interpreter,
                    &format!("op.bulk_insert names the column \"{key}\", which its table has not"),
                ));
            }
        }
        let mut cell_row = Vec::new();
        for (name, data_type) in &columns {
            let value = pairs.iter().find(|(key, _)| {
                key.as_str()
                    .and_then(|key| table.name_of_key(&key))
                    .is_some_and(|own| own == *name)
            });
            cell_row.push(match value {
                Some((_, value)) => Some(clause::stored(interpreter, value, Some(data_type))?),
                None => defaults::of(interpreter, &table, &name.text, Some(data_type))?,
            });
        }
        cells.push(cell_row);
    }
    if !cells.is_empty() {
        interpreter.record(Operation::BulkInsert {
            table: table.name.clone(),
            columns,
            rows: cells,
        });
    }
    Ok(Value::None)
}
