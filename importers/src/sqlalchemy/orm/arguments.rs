//! `__mapper_args__`: what a class says of its mapping.

use super::inheritance::Said;
use super::mapping::Versioned;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;

/// What `__mapper_args__` says.
#[derive(Default)]
pub(super) struct MapperArguments {
    /// The columns of `primary_key`, by name.
    pub(super) primary_key: Vec<String>,
    /// What tells the classes apart that share rows.
    pub(super) family: Said,
    /// What counts the versions of a row.
    pub(super) version: Option<Versioned>,
    /// An argument that changes what rows mean, and is not followed.
    pub(super) refused: Option<String>,
}

impl MapperArguments {
    pub(super) fn of(interpreter: &mut Interpreter, given: Option<Value>) -> Result<Self> {
        let mut arguments = Self::default();
        let Some(given) = given.filter(|given| !given.is_none()) else {
            return Ok(arguments);
        };
        let Value::Dict(given) = interpreter.known(given)? else {
            return Err(interpreter.unsupported("`__mapper_args__` that is no dict"));
        };
        let pairs = given.entries.borrow().pairs();
        let mut column_of_versions = None;
        let mut next = None;
        for (name, value) in pairs {
            let name = name.as_str().unwrap_or_default();
            match &*name {
                // How rows are fetched and written, not which.
                "eager_defaults"
                | "confirm_deleted_rows"
                | "batch"
                | "concrete"
                | "polymorphic_load"
                | "with_polymorphic" => {}
                "polymorphic_identity" => arguments.family.identity = Some(value),
                "polymorphic_on" => match (value.downcast::<ColumnObject>(), value.as_str()) {
                    (Some(column), _) => {
                        let name = column.construct.borrow().column.name.text.clone();
                        arguments.family.on = Some(name);
                    }
                    (None, Some(name)) => arguments.family.on = Some(name.to_string()),
                    (None, None) if value.is_none() => {}
                    (None, None) => arguments.refused = Some(name.to_string()),
                },
                "primary_key" => {
                    for column in interpreter.iterate(&value)? {
                        match column.downcast::<ColumnObject>() {
                            Some(column) => arguments
                                .primary_key
                                .push(column.construct.borrow().column.name.text.clone()),
                            None => arguments.refused = Some(name.to_string()),
                        }
                    }
                }
                "version_id_col" => match (value.downcast::<ColumnObject>(), value.as_str()) {
                    (Some(column), _) => {
                        let name = column.construct.borrow().column.name.text.clone();
                        column_of_versions = Some(name);
                    }
                    (None, Some(name)) => column_of_versions = Some(name.to_string()),
                    (None, None) if value.is_none() => {}
                    (None, None) => arguments.refused = Some(name.to_string()),
                },
                "version_id_generator" => match &value {
                    Value::None => {}
                    // The database, or the file itself, gives them.
                    Value::Bool(_) => arguments.refused = Some(name.to_string()),
                    function => next = Some(function.clone()),
                },
                _ => arguments.refused = Some(name.to_string()),
            }
        }
        arguments.version = column_of_versions.map(|column| Versioned { column, next });
        Ok(arguments)
    }
}
