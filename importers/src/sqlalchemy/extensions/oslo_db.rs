//! `oslo.db` 18.1.1

use super::{modules, text};
use crate::operation::SqlType;
use crate::operation::types::{IntegerSize, TextKind};
use crate::python::native::{Args, Definition, Result};
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

modules! { CLASSES;
    TYPES "oslo_db.sqlalchemy.types";
}
