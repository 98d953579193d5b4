//! `sqlmodel` 0.0.50

use super::{modules, text};
use crate::operation::SqlType;
use crate::operation::types::TextKind;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Definition, Result};
use crate::python::value::Value;
use crate::sqlalchemy::types::{self, type_classes};
use crate::sqlalchemy::{argument, orm};

type_classes! { "sqlmodel";
    AUTO_STRING "AutoString" |interpreter, args| {
        let length = argument::size(&mut args, "length")?;
        let _ = args.take("collation")?;
        // MySQL has no VARCHAR without a length.
        SqlType::Variant {
            base: Box::new(text(TextKind::Varchar, length)),
            variants: vec![("mysql".into(), text(TextKind::Varchar, length.or(Some(255))))],
        }
    };
}

/// What it passes on: SQLAlchemy's own names, and a session that has `execute`.
fn passed_on(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match name {
        "types" => Ok(Some(Value::Module(
            interpreter.module_of_table(&types::TYPES),
        ))),
        "Session" => crate::sqlalchemy::find(interpreter, &[orm::DEFINITIONS], name),
        _ => crate::sqlalchemy::find(interpreter, crate::sqlalchemy::ALL, name),
    }
}

modules! { CLASSES, Some(passed_on);
    SQLMODEL "sqlmodel";
    SQL "sqlmodel.sql";
    SQL_TYPES "sqlmodel.sql.sqltypes";
    SESSION "sqlmodel.orm.session";
}
