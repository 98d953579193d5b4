//! The schema that a type of a database has from the tables whose columns are of it.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::operation::types::Enum;
use crate::operation::{Name, SqlType};

/// What the tables of one type object have said of its schema: `SchemaType._set_table` in SQLAlchemy.
#[derive(Clone, Default)]
pub(crate) struct TypeSchema(Rc<Given>);

#[derive(Default)]
struct Given {
    /// The last table's.
    current: RefCell<Option<Option<Name>>>,
    /// The one with which `sa.Enum` first became a type of the database, and stays it.
    kept: RefCell<Option<Option<Name>>>,
}

impl TypeSchema {
    /// A column of the type is in a table of this schema.
    pub(crate) fn attach(&self, data_type: &SqlType, schema: Option<&Name>) {
        let SqlType::Enum(enumeration) = data_type.stored() else {
            return;
        };
        if enumeration.inherit_schema {
            self.0.current.replace(Some(schema.cloned()));
        } else if enumeration.schema.is_none()
            && let Some(own) = enumeration.metadata_schema.as_deref()
        {
            self.0.current.replace(Some(Some(own.clone())));
        }
    }

    /// A column of the type is written.
    pub(crate) fn write(&self, data_type: &SqlType) {
        if let SqlType::Enum(enumeration) = data_type.stored() {
            let _ = self.of(enumeration);
        }
    }

    /// The schema in which the type is made or dropped now.
    pub(crate) fn of(&self, enumeration: &Enum) -> Option<Name> {
        let current = self.0.current.borrow().clone();
        let current = current.unwrap_or_else(|| enumeration.schema.clone());
        if enumeration.postgres_only {
            return current;
        }
        self.0.kept.borrow_mut().get_or_insert(current).clone()
    }
}

/// Columns of one definition are the same, whichever object is their type.
impl PartialEq for TypeSchema {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for TypeSchema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TypeSchema")
    }
}
