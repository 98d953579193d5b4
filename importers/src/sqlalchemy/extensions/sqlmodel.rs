//! `sqlmodel` 0.0.50

use super::{modules, text};
use crate::operation::SqlType;
use crate::operation::types::TextKind;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Definition, NativeFunction, Result};
use crate::python::value::Value;
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::statement::{self, StatementObject};
use crate::sqlalchemy::types::{self, type_classes};
use crate::sqlalchemy::{argument, orm, written};

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

/// `select(...)`: of one thing a session's `exec` gives the things themselves.
const SELECT: NativeFunction = NativeFunction {
    module: "sqlmodel",
    name: "select",
    call: |interpreter, args| {
        let is_one = args.positional.len() == 1;
        let select = statement::select(interpreter, args)?;
        Ok(match select.downcast::<StatementObject>() {
            Some(own) if is_one => {
                Value::object((*own).clone().with_session_options(SessionOptions {
                    scalars: true,
                    ..SessionOptions::default()
                }))
            }
            _ => select,
        })
    },
};

/// `col(column)`: the column, for those who check types.
const COL: NativeFunction = NativeFunction {
    module: "sqlmodel",
    name: "col",
    call: |_, mut args| {
        let column = args.required("column_expression")?;
        args.finish()?;
        Ok(column)
    },
};

/// What it passes on: SQLAlchemy's own names, and a session that has `execute`.
fn passed_on(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match name {
        "types" => Ok(Some(Value::Module(
            interpreter.module_of_table(&types::TYPES),
        ))),
        "SQLModel" | "Field" | "Relationship" => written::sqlmodel(interpreter, name),
        "select" => Ok(Some(Value::Native(SELECT))),
        "col" => Ok(Some(Value::Native(COL))),
        "Session" => crate::sqlalchemy::find(interpreter, &[orm::DEFINITIONS], name),
        _ => crate::sqlalchemy::find(interpreter, crate::sqlalchemy::ALL, name),
    }
}

modules! { CLASSES, Some(passed_on);
    SQLMODEL "sqlmodel";
    SQL "sqlmodel.sql";
    SQL_TYPES "sqlmodel.sql.sqltypes";
    SESSION "sqlmodel.orm.session";
    MAIN "sqlmodel.main";
}
