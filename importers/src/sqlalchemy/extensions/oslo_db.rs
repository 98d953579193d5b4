//! `oslo.db` 18.1.1

use super::text;
use crate::operation::SqlType;
use crate::operation::types::{IntegerSize, TextKind};
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::stdlib::written::name_of;
use crate::sqlalchemy::types::type_classes;

/// `(mysql_as_long=False, mysql_as_medium=False)`
fn encoded(args: &mut Args) -> Result<SqlType> {
    let is_long = args.optional_boolean("mysql_as_long")?.unwrap_or(false);
    let is_medium = args.optional_boolean("mysql_as_medium")?.unwrap_or(false);
    let on_mysql = match (is_long, is_medium) {
        (true, true) => {
            return Err(args.refuse("mysql_as_long and mysql_as_medium are mutually exclusive"));
        }
        (true, false) => "LONGTEXT",
        (false, true) => "MEDIUMTEXT",
        (false, false) => return Ok(text(TextKind::Text, None)),
    };
    Ok(SqlType::Variant {
        base: Box::new(text(TextKind::Text, None)),
        variants: vec![(
            "mysql".into(),
            SqlType::Native {
                dialect: "mysql".into(),
                sql: on_mysql.into(),
            },
        )],
    })
}

type_classes! { "oslo_db";
    ENCODED_DICT "JsonEncodedDict" |interpreter, args| encoded(&mut args)?;
    ENCODED_LIST "JsonEncodedList" |interpreter, args| encoded(&mut args)?;
    SOFT_DELETE "SoftDeleteInteger" |interpreter, args| SqlType::Integer(IntegerSize::Normal);
}

/// Whether a type of this class only converts values, and is its `impl` in the database.
pub(super) fn is_encoded(class: &str) -> bool {
    matches!(class, "oslo_db.JsonEncodedDict" | "oslo_db.JsonEncodedList")
}

static TYPES: ModuleTable = ModuleTable {
    name: "oslo_db.sqlalchemy.types",
    definitions: CLASSES,
    fallback: None,
};

static MODELS: ModuleTable = ModuleTable {
    name: "oslo_db.sqlalchemy.models",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/oslo_db_models.py");
        name_of(interpreter, "oslo_db.sqlalchemy.models", text, name)
    }),
};

/// `oslo.utils` 10.2.0, which the classes take the time from.
static TIMEUTILS: ModuleTable = ModuleTable {
    name: "oslo_utils.timeutils",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/oslo_timeutils.py");
        name_of(interpreter, "oslo_utils.timeutils", text, name)
    }),
};

/// The modules, by every name under which files import them.
pub(super) static MODULES: &[&ModuleTable] = &[&TYPES, &MODELS, &TIMEUTILS];
