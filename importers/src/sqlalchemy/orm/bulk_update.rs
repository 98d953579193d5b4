//! Many updates at once, each by its primary key: `execute(update(Class), rows)`, `bulk_update_mappings`.

use super::bulk_rows::{Row, columns, rows};
use super::instance::state_of;
use super::load;
use super::mapping::{Attribute, Mapper, object_of};
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;

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
    let mut written = Vec::new();
    for row in rows {
        let values = set_by(interpreter, statement, mapper, row)?;
        let mut names: Vec<_> = values
            .iter()
            .filter_map(|(name, _)| name.as_str())
            .collect();
        names.sort();
        if names.is_empty() && statement.set_columns().is_empty() {
            continue;
        }
        key_of(interpreter, mapper, row)?;
        written.push((names, row));
    }
    // Rows in a row that set the same columns are counted together.
    for run in written.chunk_by(|(a, _), (b, _)| a == b) {
        let mut matched = 0;
        for (_, row) in run {
            let key = key_of(interpreter, mapper, row)?;
            let one = load::of_row(interpreter, statement.clone(), mapper, &key)?;
            let values = set_by(interpreter, statement, mapper, row)?;
            let values = interpreter.dict(values)?;
            let one = interpreter.call_method(&one, "values", Args::new([values]))?;
            let result = engine::execute(interpreter, &one, None, false)?;
            if let Some(Value::Int(count)) = interpreter.find_attribute(&result, "rowcount")? {
                matched += count;
            }
        }
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

/// What an update by its key sets of a row.
fn set_by(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    mapper: &Mapper,
    row: &Row,
) -> Result<Vec<(Value, Value)>> {
    columns(interpreter, statement, mapper, row, |own, _| {
        !own.primary_key
    })
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
