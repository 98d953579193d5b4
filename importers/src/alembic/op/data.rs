//! `op.execute` and `op.bulk_insert`.

use std::rc::Rc;

use super::{Target, signature};
use crate::operation::{Expression, Name, Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::live::defaults;
use crate::sqlalchemy::table::TableObject;
use crate::sqlalchemy::{argument, clause, element, engine, execution_options};
use crate::{Diagnostic, Dialect};

/// `op.execute(sqltext, execution_options=None)`; inside a batch it runs at once, too.
pub(super) fn execute(interpreter: &mut Interpreter, _: &Target, args: &mut Args) -> Result<Value> {
    let statement = args.required("sqltext")?;
    let options = execution_options::of_call(interpreter, args)?;
    engine::execute(interpreter, &statement, None, options.autocommit)?;
    Ok(Value::None)
}

/// `op.bulk_insert(table, rows, multiinsert=True)`
pub(super) fn bulk_insert(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    signature::fits(interpreter, "bulk_insert", &args)?;
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
    let by_driver = args.keyword_boolean("multiinsert")?.unwrap_or(true);
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
    let count = rows.len();
    let mut cells = Vec::new();
    let mut keys: Vec<Vec<Rc<str>>> = Vec::new();
    for row in rows {
        let row = interpreter.known(row)?;
        let Value::Dict(row) = &row else {
            return Err(argument::alembic_stops(
                interpreter,
                &"op.bulk_insert takes a list of dicts",
            ));
        };
        let pairs = row.entries.borrow().pairs();
        keys.push(pairs.iter().filter_map(|(key, _)| key.as_str()).collect());
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
            if let Some((_, value)) = value.filter(|_| by_driver) {
                no_expression(interpreter, name, value, data_type)?;
            }
            cell_row.push(match value {
                Some((_, value)) => Some(clause::stored(interpreter, value, Some(data_type))?),
                None => {
                    let row = |_: &Interpreter| {
                        let given = pairs.iter();
                        given
                            .filter_map(|(key, value)| {
                                Some((key.as_str()?.to_string(), value.clone()))
                            })
                            .collect()
                    };
                    let own = defaults::of(interpreter, &table, &name.text, Some(data_type), &row)?;
                    if by_driver && own.as_ref().is_some_and(Expression::asks_rows) {
                        no_query_of_many(interpreter, name, count)?;
                    }
                    own
                }
            });
        }
        cells.push(cell_row);
    }
    if by_driver {
        warn_of_rows(interpreter, &keys);
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

/// PostgreSQL is given all rows in one statement, in which a default that is a query sees none of them.
///
/// # Errors
/// Where there are several.
fn no_query_of_many(interpreter: &Interpreter, name: &Name, count: usize) -> Result<()> {
    if count < 2 || interpreter.dialect() != Dialect::Postgres {
        return Ok(());
    }
    Err(interpreter.refuse(
        "python-unsupported",
        format!(
            "The default of \"{}\" is a query, and op.bulk_insert writes several rows at once.",
            name.text
        ),
        Some("Write `multiinsert=False`, or the values into the rows."),
    ))
}

/// Rows go to the driver as they are, which takes no SQL; only offline Alembic writes an
/// `op.inline_literal`.
///
/// # Errors
/// Where the value is an expression.
fn no_expression(
    interpreter: &mut Interpreter,
    name: &Name,
    value: &Value,
    data_type: &SqlType,
) -> Result<()> {
    let is_json = matches!(data_type.stored(), SqlType::Json { .. });
    match element::parts(interpreter, value)? {
        None | Some((Expression::Literal { .. }, _)) => Ok(()),
        Some((Expression::Null, _)) if is_json => Ok(()),
        Some(_) => Err(interpreter.refuse(
            "alembic-error",
            format!(
                "Alembic stops here: op.bulk_insert hands the value of \"{}\" to the driver, which takes no SQL expression.",
                name.text
            ),
            Some("Write `multiinsert=False`, or op.execute(table.insert().values(...))."),
        )),
    }
}

/// Says where connected Alembic would not write what it writes offline: there the first row
/// says the columns of all.
fn warn_of_rows(interpreter: &mut Interpreter, keys: &[Vec<Rc<str>>]) {
    let Some((first, rest)) = keys.split_first() else {
        return;
    };
    let listed = |keys: Vec<&Rc<str>>| {
        let keys: Vec<_> = keys.iter().map(|key| format!("\"{key}\"")).collect();
        keys.join(", ")
    };
    for (at, row) in rest.iter().enumerate() {
        let more: Vec<_> = row.iter().filter(|key| !first.contains(key)).collect();
        let less: Vec<_> = first.iter().filter(|key| !row.contains(key)).collect();
        let number = at + 2;
        let message = match (more.is_empty(), less.is_empty()) {
            (true, true) => continue,
            (_, false) => format!(
                "Row {number} of op.bulk_insert has no {}, which the first row has: connected Alembic stops there.",
                listed(less)
            ),
            (false, true) => format!(
                "Row {number} of op.bulk_insert has {}, which the first row has not: connected Alembic leaves that out.",
                listed(more)
            ),
        };
        let mut warning = Diagnostic::warning("rows-differ", message);
        warning.help = Some(
            "bridge writes each row with its own columns, as Alembic does offline.".to_owned(),
        );
        interpreter.warn(warning);
        return;
    }
}
