//! What classes are mapped to.

use std::rc::{Rc, Weak};

use super::alias::Alias;
use super::attributes::Validator;
use super::inheritance::Lineage;
use crate::operation::TableName;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::event;
use crate::sqlalchemy::mutable::{self, Kind};
use crate::sqlalchemy::table::TableObject;

/// Where a class keeps its mapping.
pub(super) const MAPPER: &str = "__mapper__";

/// What a class is mapped to.
#[derive(Clone)]
pub(crate) struct Mapper {
    /// The class.
    pub(super) class: Weak<Class>,
    /// Its table, or an alias of it.
    pub(crate) table: Rc<TableObject>,
    /// The name of its table, also for an alias.
    pub(crate) name: TableName,
    /// Functions that look at values.
    pub(super) validators: Vec<Rc<Validator>>,
    /// Its attributes that are columns, in order.
    pub(crate) attributes: Vec<Attribute>,
    /// The class by which a session knows its rows: itself, or the one above all that share them.
    pub(super) root: Weak<Class>,
    /// The table of that.
    pub(super) root_name: TableName,
    /// Its place among the classes that share its rows.
    pub(super) lineage: Option<Lineage>,
    /// What is no column, but is read with its rows.
    pub(super) computed: Vec<Rc<str>>,
    /// The column that counts the versions of a row, where there is one.
    pub(super) version: Option<Versioned>,
    /// What its class says in `__mapper_args__` that is not followed.
    pub(super) refused: Option<String>,
}

/// `version_id_col=`, `version_id_generator=`
#[derive(Clone)]
pub(super) struct Versioned {
    /// The column.
    pub(super) column: String,
    /// The function that gives the next version; they are counted where there is none.
    pub(super) next: Option<Value>,
}

impl Versioned {
    /// The version behind another; the first one behind `None`.
    ///
    /// # Errors
    /// What its function raises.
    pub(super) fn behind(&self, interpreter: &mut Interpreter, version: &Value) -> Result<Value> {
        match (&self.next, version) {
            (Some(next), _) => interpreter.call_with(next, [version.clone()]),
            (None, Value::None) => Ok(Value::Int(1)),
            (None, version) => interpreter.binary("+", version, &Value::Int(1)),
        }
    }
}

/// An attribute that is a column.
#[derive(Clone)]
pub(crate) struct Attribute {
    /// Its name in Python.
    pub(crate) name: Rc<str>,
    /// The column's name.
    pub(crate) column: String,
    /// Whether it is part of the primary key.
    pub(crate) primary_key: bool,
    /// Whether its value is read where it is used.
    pub(super) deferred: bool,
    /// How changes within its values are noticed.
    pub(super) follows: Option<Kind>,
}

impl Attribute {
    /// A value of a row as an object holds it.
    pub(super) fn held(&self, value: Value) -> Value {
        match self.follows {
            Some(kind) => kind.held(&value),
            None => value,
        }
    }

    /// A value as it is kept, to find out whether it changed.
    pub(super) fn kept(&self, value: &Value) -> Value {
        match self.follows {
            Some(kind) if kind.is_compared() => mutable::snapshot(value),
            _ => value.clone(),
        }
    }
}

impl Mapper {
    /// The same for an alias of the table.
    pub(super) fn over(&self, table: Rc<TableObject>) -> Self {
        Self {
            table,
            ..self.clone()
        }
    }

    /// The class.
    pub(super) fn class(&self) -> Option<Rc<Class>> {
        self.class.upgrade()
    }

    /// The function that looks at the values of an attribute.
    pub(super) fn validator(&self, name: &str) -> Option<&Rc<Validator>> {
        self.validators
            .iter()
            .find(|own| own.names.iter().any(|own| **own == *name))
    }

    /// Whether rows can be read and written as objects.
    ///
    /// # Errors
    /// Where its class says what is not followed.
    pub(super) fn usable(&self, interpreter: &Interpreter) -> Result<()> {
        if let Some(class) = self.class.upgrade() {
            event::check_class(interpreter, &class)?;
        }
        mutable::check_associated(interpreter, &self.table)?;
        match &self.refused {
            Some(name) => Err(interpreter.unsupported(&format!("`{name}` in `__mapper_args__`"))),
            None => Ok(()),
        }
    }

    /// The attribute that counts versions.
    pub(super) fn versioned(&self) -> Option<(&Versioned, &Attribute)> {
        let version = self.version.as_ref()?;
        Some((version, self.of_column(&version.column)?))
    }

    /// Whether rows may be written past what a flush does with them.
    ///
    /// # Errors
    /// Where versions are counted.
    pub(super) fn is_unversioned(&self, interpreter: &Interpreter, what: &str) -> Result<()> {
        match self.version {
            Some(_) => Err(interpreter.unsupported(&format!(
                "{what} of a class that counts the versions of its rows (`version_id_col`)"
            ))),
            None => Ok(()),
        }
    }

    /// The attributes of the primary key.
    pub(crate) fn key(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(|attribute| attribute.primary_key)
    }

    /// The attribute of a name, where it is a column.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|own| *own.name == *name)
    }

    /// The attribute of a column.
    pub(crate) fn of_column(&self, column: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.column == column)
    }
}

/// The mapping of a class, where it has one.
pub(crate) fn mapper_of(class: &Rc<Class>) -> Option<Rc<Mapper>> {
    class.scope.get(MAPPER)?.downcast::<Mapper>()
}

/// A mapped class and its mapping.
pub(crate) fn entity_of(value: &Value) -> Option<(Rc<Class>, Rc<Mapper>)> {
    match value {
        Value::Class(class) => Some((class.clone(), mapper_of(class)?)),
        _ => {
            // `sa.inspect(Class)` stands for the class.
            if let Some(mapper) = value.downcast::<Mapper>() {
                return Some((mapper.class.upgrade()?, mapper));
            }
            let alias = value.downcast::<Alias>()?;
            Some((alias.class.clone(), alias.mapper.clone()))
        }
    }
}

/// An object of a mapped class and its mapping.
pub(crate) fn object_of(value: &Value) -> Option<(Rc<Instance>, Rc<Mapper>)> {
    match value {
        Value::Instance(instance) => Some((instance.clone(), mapper_of(&instance.class)?)),
        _ => None,
    }
}

/// The table that a value is, or that it is mapped to.
pub(crate) fn table_of(value: &Value) -> Option<Rc<TableObject>> {
    value
        .downcast::<TableObject>()
        .or_else(|| entity_of(value).map(|(_, mapper)| mapper.table.clone()))
}
