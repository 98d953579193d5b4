//! Updates of the rows of objects that changed.

use std::rc::Rc;

use super::flush::{Mapped, changes, constructs};
use super::instance::state_of;
use super::load::{Read, identity, of_row, refresh, stored_key};
use super::mapping::{Attribute, Mapper};
use super::path::Link;
use super::related;
use super::savepoint::Renamed;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::clause;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::live::defaults;
use crate::sqlalchemy::statement::StatementObject;

/// Updates the rows of an object.
///
/// # Errors
/// Those of the database.
pub(super) fn update(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    let Some(lineage) = &mapper.lineage else {
        return update_row(interpreter, instance, mapper);
    };
    if lineage.parts.len() > 1 {
        let changed = changes(interpreter, instance, mapper)?;
        if changed.iter().any(|(attribute, _)| attribute.primary_key) {
            return Err(interpreter.unsupported(
                "another primary key for an object whose rows are in several tables",
            ));
        }
    }
    for part in &lineage.parts {
        update_row(interpreter, instance, part)?;
    }
    Ok(())
}

/// Updates the row of an object in one table.
fn update_row(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    let state = state_of(instance);
    if changes(interpreter, instance, mapper)?.is_empty() {
        return Ok(());
    }
    let session = state.session.borrow().upgrade();
    if let (Some(session), false) = (
        session,
        mapper.key().all(|own| instance.scope.has(&own.name)),
    ) {
        // The key of what waits to be read again is read with the row.
        refresh(interpreter, &session, instance, mapper, Read::Row)?;
    }
    let mut changed = changes(interpreter, instance, mapper)?;
    let following = state.following();
    let follows = |own: &Attribute| own.primary_key && following.contains(&own.name);
    let is_written = changed.iter().any(|(attribute, _)| !follows(attribute));
    let mut versions = None;
    if let (Some((version, attribute)), true) = (mapper.versioned(), is_written) {
        let old = state.stored_value(&attribute.name).unwrap_or(Value::None);
        if !changed.iter().any(|(own, _)| own.name == attribute.name) {
            changed.push((attribute, version.behind(interpreter, &old)?));
        }
        versions = Some((attribute, old));
    }
    for construct in constructs(&mapper.table).iter().filter(|_| is_written) {
        let name = &construct.column.name.text;
        if changed
            .iter()
            .any(|(attribute, _)| attribute.column == *name)
        {
            continue;
        }
        let data_type = &construct.column.data_type;
        let row = |_: &Interpreter| {
            let given = changed.iter();
            given
                .map(|(own, value)| (own.column.clone(), value.clone()))
                .collect()
        };
        let value = defaults::value(
            interpreter,
            &construct.on_update,
            name,
            Some(data_type),
            &row,
        )?;
        if let (Some(value), Some(attribute)) = (value, mapper.of_column(name)) {
            changed.push((attribute, clause::Clause::value(value, None)));
        }
    }
    let before = stored_key(instance, mapper);
    let mut key = before.clone();
    for (own, value) in mapper.key().zip(&mut key) {
        // The row has it already.
        if follows(own)
            && let Some(now) = instance.scope.get(&own.name)
        {
            *value = now;
        }
    }
    let values = changed
        .iter()
        .filter(|(attribute, _)| !follows(attribute))
        .map(|(attribute, value)| (Value::str(&attribute.column), value.clone()));
    let values = values.collect::<Vec<_>>();
    if !values.is_empty() {
        let values = interpreter.dict(values)?;
        let statement = StatementObject::update(&mapper.table);
        let statement = of_row(interpreter, statement, mapper, &key)?;
        let versions = versions.as_ref().map(|(own, old)| (*own, old));
        let statement = of_version(interpreter, statement, mapper, versions)?;
        let statement = interpreter.call_method(&statement, "values", Args::new([values]))?;
        update_one(interpreter, &statement, mapper)?;
    }
    if let Some(store) = state.session.borrow().upgrade() {
        let is_key = |(attribute, _): &(&Attribute, Value)| attribute.primary_key;
        if changed.iter().any(is_key) {
            let all = related::relationships(&instance.class);
            for (_, own) in all.iter().filter(|(_, own)| !own.leaves_updates()) {
                let path = own.path(interpreter, mapper)?;
                if !matches!(path.link, Link::There(_)) {
                    return Err(interpreter.unsupported(
                        "another primary key for an object with a relationship that says `passive_updates=False`; change the rows by statements",
                    ));
                }
            }
            renamed(
                interpreter,
                &store,
                &(instance.clone(), mapper.clone()),
                before,
            )?;
        }
        store.altered(instance);
    }
    let mut stored = state.stored.borrow_mut();
    if let Some(stored) = stored.as_mut() {
        for (attribute, value) in changed {
            if clause::as_expression(&value).is_some() {
                // The database knows what it became.
                instance.scope.put(&attribute.name, None);
            } else {
                stored.insert(attribute.name.clone(), attribute.kept(&value));
                instance.scope.put(&attribute.name, Some(value));
            }
        }
    }
    Ok(())
}

/// A statement about a row as an object knows it: no one else may have changed it since.
///
/// # Errors
/// None but those of a limit.
pub(super) fn of_version(
    interpreter: &mut Interpreter,
    statement: Value,
    mapper: &Mapper,
    version: Option<(&Attribute, &Value)>,
) -> Result<Value> {
    let column = version.and_then(|(own, old)| Some((mapper.table.column(&own.column)?, old)));
    let Some((column, old)) = column else {
        return Ok(statement);
    };
    let is_old = interpreter.equal(&column, old)?;
    interpreter.call_method(&statement, "where", Args::new([is_old]))
}

/// An object has another primary key than before.
pub(super) fn renamed(
    interpreter: &mut Interpreter,
    store: &Store,
    (instance, mapper): &Mapped,
    before: Vec<Value>,
) -> Result<()> {
    let now: Vec<Value> = mapper
        .key()
        .map(|own| instance.scope.get(&own.name).unwrap_or(Value::None))
        .collect();
    store.renamed(Renamed {
        before: identity(interpreter, mapper, &before)?,
        now: identity(interpreter, mapper, &now)?,
        object: Rc::downgrade(instance),
        key: mapper
            .key()
            .map(|own| own.name.clone())
            .zip(before)
            .collect(),
    });
    Ok(())
}

/// Runs an update that has to change one row.
fn update_one(interpreter: &mut Interpreter, statement: &Value, mapper: &Mapper) -> Result<()> {
    let result = engine::execute(interpreter, statement, None, false)?;
    match interpreter.find_attribute(&result, "rowcount")? {
        Some(Value::Int(1)) | None => Ok(()),
        Some(other) => {
            let count = interpreter.repr(&other)?;
            let table = &mapper.name.name.text;
            Err(interpreter.raise(
                "sqlalchemy.orm.exc.StaleDataError",
                format!(
                    "UPDATE statement on table '{table}' expected to update 1 row(s); {count} were matched."
                ),
            ))
        }
    }
}
