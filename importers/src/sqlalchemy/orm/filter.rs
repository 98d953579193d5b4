//! What the keywords of `filter_by` name.

use std::rc::Rc;

use super::classes;
use super::load::Selected;
use super::mapping::{Mapper, mapper_of};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Value};
use crate::sqlalchemy::statement::StatementObject;

/// The attribute that a keyword of `filter_by` names: of what was joined last,
/// else of the class whose rows or columns a select lists first. `None` where
/// no class is named.
///
/// # Errors
/// Where it is not clear which class that is.
pub(crate) fn filtered(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    name: &str,
) -> Result<Option<Value>> {
    if let Some(column) = statement.joined_column(interpreter, name)? {
        return Ok(Some(column));
    }
    let selected = statement.selected().unwrap_or_default();
    if let Some(Selected::Entity(class, mapper)) = selected.first()
        && statement
            .reads_first()
            .is_none_or(|source| source == mapper.table.source())
    {
        return attribute(interpreter, class, mapper, name).map(Some);
    }
    let Some(table) = statement.first_entity() else {
        return Ok(None);
    };
    let classes: Vec<_> = classes::classes_of_table(interpreter, &table)
        .into_iter()
        .filter_map(|class| Some((mapper_of(&class)?, class)))
        .collect();
    // Of several classes those are meant that have such an attribute, of one column.
    let having = classes
        .iter()
        .filter_map(|(mapper, class)| Some((mapper.attribute(name)?, mapper, class)));
    let having: Vec<_> = having.collect();
    let agree = having
        .windows(2)
        .all(|pair| pair[0].0.column == pair[1].0.column);
    match (&having[..], &classes[..]) {
        ([(_, mapper, class), ..], _) if agree => {
            attribute(interpreter, class, mapper, name).map(Some)
        }
        ([], [(mapper, class)]) => attribute(interpreter, class, mapper, name).map(Some),
        ([], []) => Ok(None),
        _ => Err(interpreter.unsupported(&format!(
            "`filter_by({name}=...)` where several classes are mapped to the table"
        ))),
    }
}

fn attribute(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mapper: &Mapper,
    name: &str,
) -> Result<Value> {
    let is_alias = mapper.table.alias().is_some();
    let column = mapper.attribute(name).filter(|_| is_alias);
    if let Some(column) = column.and_then(|own| mapper.table.column(&own.column)) {
        return Ok(column);
    }
    if is_alias {
        return Err(interpreter.unsupported(&format!(
            "`filter_by({name}=...)` of an alias, where \"{name}\" is no column"
        )));
    }
    match interpreter.find_attribute(&Value::Class(class.clone()), name)? {
        Some(found) => Ok(found),
        None => Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            format!(
                "Entity namespace for \"{}\" has no property \"{name}\"",
                mapper.table.full_name()
            ),
        )),
    }
}
