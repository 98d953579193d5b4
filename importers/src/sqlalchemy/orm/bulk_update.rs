//! Many updates at once, each by its primary key: `execute(update(Class), rows)`, `bulk_update_mappings`.

use std::rc::Rc;

use super::bulk_rows::{Row, columns, rows, targets};
use super::instance::state_of;
use super::load;
use super::mapping::{Attribute, Mapper, object_of};
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::{engine, parameter};

/// `bulk_update_mappings(mapper, mappings)`
pub(super) fn update_mappings(
    interpreter: &mut Interpreter,
    mapper: &Mapper,
    args: &mut Args,
) -> Result<()> {
    let given = args.required("mappings")?;
    let rows = rows(interpreter, args, &given)?;
    let changed = mapper.changed(interpreter)?;
    let mapper = changed.as_ref().map_or(mapper, |changed| &changed.mapper);
    update_all(
        interpreter,
        &StatementObject::update(&mapper.table),
        mapper,
        &rows,
    )
}

/// Updates rows, each by its primary key.
///
/// # Errors
/// `InvalidRequestError` for a row without its key, and `StaleDataError` where
/// there is no such row.
pub(super) fn update_all(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    mapper: &Mapper,
    rows: &[Row],
) -> Result<()> {
    // An entity's statement that says nothing else is its table's.
    let plain = StatementObject::update(&mapper.table);
    let is_plain = statement.expression() == plain.expression();
    let statement = if is_plain { &plain } else { statement };
    let targets = targets(statement, mapper);
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let set = columns(interpreter, &targets, mapper, row, |own, _| {
            !own.primary_key
        })?;
        let mut names: Vec<_> = set.iter().filter_map(|(name, _)| name.as_str()).collect();
        names.sort();
        if names.is_empty() && statement.set_columns().is_empty() {
            continue;
        }
        let key = key_of(interpreter, mapper, row)?;
        written.push(Update { names, set, key });
    }
    // Rows in a row that set the same columns are counted together.
    for run in written.chunk_by(|a, b| a.names == b.names) {
        let matched = match is_plain && run.len() > 1 {
            true => update_run(interpreter, statement, mapper, run)?,
            false => update_each(interpreter, statement, mapper, run)?,
        };
        let expected = run.len() as i128;
        if matched != expected {
            let table = &mapper.name.name.text;
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.StaleDataError",
                format!(
                    "UPDATE statement on table '{table}' expected to update {expected} row(s); {matched} were matched."
                ),
            ));
        }
    }
    Ok(())
}

/// What is written of a row.
struct Update {
    /// The columns that it sets, sorted.
    names: Vec<Rc<str>>,
    set: Vec<(Value, Value)>,
    key: Vec<Value>,
}

/// Writes rows that set the same columns with one statement, and counts those that it found.
fn update_run(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    mapper: &Mapper,
    run: &[Update],
) -> Result<i128> {
    let mut names = Vec::new();
    let mut parameters = Vec::new();
    for at in 0..mapper.key().count() {
        let name = Value::str(format!("bridge_key_{at}"));
        let parameter = parameter::bindparam(interpreter, Args::new([name.clone()]))?;
        names.push(name);
        parameters.push(parameter);
    }
    let statement = load::of_row(interpreter, statement.clone(), mapper, &parameters)?;
    let mut sets = Vec::with_capacity(run.len());
    for update in run {
        let keys = names.iter().cloned().zip(update.key.iter().cloned());
        let set: Vec<_> = update.set.iter().cloned().chain(keys).collect();
        sets.push(interpreter.dict(set)?);
    }
    let sets = interpreter.list(sets);
    let result = engine::execute(interpreter, &statement, Some(&sets), false)?;
    matched(interpreter, &result)
}

/// Writes each row with a statement of its own, and counts those that it found.
fn update_each(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    mapper: &Mapper,
    run: &[Update],
) -> Result<i128> {
    let mut found = 0;
    for update in run {
        let one = load::of_row(interpreter, statement.clone(), mapper, &update.key)?;
        let values = interpreter.dict(update.set.clone())?;
        let one = interpreter.call_method(&one, "values", Args::new([values]))?;
        let result = engine::execute(interpreter, &one, None, false)?;
        found += matched(interpreter, &result)?;
    }
    Ok(found)
}

fn matched(interpreter: &mut Interpreter, result: &Value) -> Result<i128> {
    match interpreter.find_attribute(result, "rowcount")? {
        Some(Value::Int(count)) => Ok(count),
        _ => Ok(0),
    }
}

fn key_of(interpreter: &mut Interpreter, mapper: &Mapper, row: &Row) -> Result<Vec<Value>> {
    let of = |own: &Attribute| row.get(&own.name).filter(|value| !value.is_none());
    let missing: Vec<String> = mapper
        .key()
        .filter(|own| of(own).is_none())
        .map(|own| format!("{}.{}", mapper.name.name.text, own.column))
        .collect();
    if missing.is_empty() {
        return Ok(mapper.key().filter_map(|own| of(own).cloned()).collect());
    }
    Err(interpreter.raise(
        "sqlalchemy.exc.InvalidRequestError",
        format!(
            "No primary key value supplied for column(s) {}; per-row ORM Bulk UPDATE by Primary \
             Key requires that records contain primary key values (Background on this error at: \
             https://sqlalche.me/e/20/bupq)",
            missing.join(", ")
        ),
    ))
}

/// The session's objects get what was written of their rows.
pub(super) fn tell_objects(
    interpreter: &mut Interpreter,
    store: &Store,
    mapper: &Mapper,
    rows: &[Row],
) -> Result<()> {
    for row in rows {
        let key: Vec<Value> = mapper
            .key()
            .filter_map(|own| row.get(&own.name).cloned())
            .collect();
        let identity = load::identity(interpreter, mapper, &key)?;
        let known = store.known(&identity);
        let Some((instance, _)) = known.as_ref().and_then(object_of) else {
            continue;
        };
        let state = state_of(&instance);
        for attribute in mapper.attributes.iter().filter(|own| !own.primary_key) {
            let (Some(value), Some(now)) = (
                row.get(&attribute.name),
                instance.scope.get(&attribute.name),
            ) else {
                continue;
            };
            let is_unchanged = state
                .stored_value(&attribute.name)
                .is_some_and(|before| before.is_same(&now));
            if is_unchanged {
                instance.scope.put(&attribute.name, Some(value.clone()));
                state.store_value(&attribute.name, value.clone());
            } else {
                instance.scope.put(&attribute.name, None);
            }
        }
    }
    Ok(())
}
