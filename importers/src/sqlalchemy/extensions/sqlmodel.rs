//! `sqlmodel` 0.0.50

use super::{modules, text};
use crate::operation::SqlType;
use crate::operation::types::TextKind;
use crate::python::native::Definition;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::types::type_classes;

type_classes! {
    AUTO_STRING "AutoString" |_interpreter, args| {
        let length = argument::size(&mut args, "length")?;
        let _ = args.take("collation")?;
        // MySQL has no VARCHAR without a length.
        SqlType::Variant {
            base: Box::new(text(TextKind::Varchar, length)),
            variants: vec![("mysql".into(), text(TextKind::Varchar, length.or(Some(255))))],
        }
    };
}

modules! { CLASSES;
    SQLMODEL "sqlmodel";
    SQL "sqlmodel.sql";
    SQL_TYPES "sqlmodel.sql.sqltypes";
}
