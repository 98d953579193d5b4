//! The objects whose rows a flush deletes.

use std::rc::Rc;

use super::flush::{Mapped, tell_all};
use super::instance::state_of;
use super::listener::Told;
use super::load::{Read, identity, of_row, refresh, stored_key};
use super::mapping::Mapper;
use super::store::Store;
use super::update::of_version;
use super::work;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;

/// Deletes the rows of objects of one class.
///
/// # Errors
/// Those of the database.
pub(super) fn delete(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    mut objects: Vec<Mapped>,
    told: Told,
) -> Result<()> {
    objects.retain(|(instance, _)| state_of(instance).is_stored());
    let objects = work::by_key(interpreter, objects)?;
    tell_all(interpreter, &objects, "before_delete", told)?;
    for (instance, mapper) in &objects {
        delete_one(interpreter, store, instance, mapper)?;
    }
    tell_all(interpreter, &objects, "after_delete", told)
}

fn delete_one(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    // The key of what waits to be read again is read with the row.
    if !mapper.key().all(|own| instance.scope.has(&own.name)) {
        refresh(interpreter, store, instance, mapper, Read::Row)?;
    }
    let key = stored_key(instance, mapper);
    let parts = match &mapper.lineage {
        Some(lineage) => lineage.parts.clone(),
        None => vec![mapper.clone()],
    };
    for part in parts.iter().rev() {
        let statement = StatementObject::delete(&part.table);
        let statement = of_row(interpreter, statement, part, &key)?;
        let version = part.versioned().map(|(_, own)| own);
        let old = version.and_then(|own| state_of(instance).stored_value(&own.name));
        let old = old.unwrap_or(Value::None);
        let known = version.map(|own| (own, &old));
        let statement = of_version(interpreter, statement, part, known)?;
        // A row that is gone already is a warning in SQLAlchemy, unless its versions are counted.
        let result = engine::execute(interpreter, &statement, None, false)?;
        if version.is_some()
            && let Some(Value::Int(0)) = interpreter.find_attribute(&result, "rowcount")?
        {
            let table = &part.name.name.text;
            return Err(interpreter.raise(
                "sqlalchemy.orm.exc.StaleDataError",
                format!(
                    "DELETE statement on table '{table}' expected to delete 1 row(s); 0 were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning."
                ),
            ));
        }
    }
    let identity = identity(interpreter, mapper, &key)?;
    store.row_deleted(identity, Value::Instance(instance.clone()));
    Ok(())
}
