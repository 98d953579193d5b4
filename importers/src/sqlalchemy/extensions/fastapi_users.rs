//! `fastapi_users_db_sqlalchemy` 7.0.0

use super::{modules, on_postgres, text};
use crate::operation::SqlType;
use crate::operation::types::TextKind;
use crate::python::native::Definition;
use crate::sqlalchemy::types::type_classes;

type_classes! { "fastapi_users_db_sqlalchemy";
    GUID "GUID" |interpreter, args| {
        super::ignore(&mut args);
        on_postgres(SqlType::Uuid { native: true, as_text: false }, text(TextKind::Char, Some(36)))
    };
    TIMESTAMP_AWARE "TIMESTAMPAware" |interpreter, args| SqlType::DateTime {
        timestamp: true,
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: None,
    };
}

modules! { CLASSES;
    FASTAPI_USERS "fastapi_users_db_sqlalchemy";
    GENERICS "fastapi_users_db_sqlalchemy.generics";
    GUIDS "fastapi_users_db_sqlalchemy.guid";
}
