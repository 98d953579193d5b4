//! `advanced_alchemy` 1.12.0

use super::{binary, ignore, modules, on_postgres, text};
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, IntegerSize, TextKind};
use crate::python::native::Definition;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::type_object::TypeObject;
use crate::sqlalchemy::types::type_classes;

fn json() -> SqlType {
    on_postgres(
        SqlType::Json {
            binary: true,
            none_as_null: false,
            postgres: false,
        },
        SqlType::Json {
            binary: false,
            none_as_null: false,
            postgres: false,
        },
    )
}

type_classes! { "advanced_alchemy.types";
    GUID "GUID" |interpreter, args| {
        let is_binary = args.keyword_boolean("binary")?.unwrap_or(true);
        ignore(&mut args);
        on_postgres(
            SqlType::Uuid { native: true, as_text: false },
            if is_binary {
                binary(BinaryKind::Binary, Some(16))
            } else {
                text(TextKind::Char, Some(32))
            },
        )
    };
    DATE_TIME_UTC "DateTimeUTC" |interpreter, args| {
        ignore(&mut args);
        SqlType::DateTime { timestamp: false, timezone: true, precision: None }
    };
    ENCRYPTED_STRING "EncryptedString" |interpreter, args| {
        ignore(&mut args);
        SqlType::Variant {
            base: Box::new(text(TextKind::Varchar, None)),
            variants: vec![("mysql".into(), text(TextKind::Text, None))],
        }
    };
    ENCRYPTED_TEXT "EncryptedText" |interpreter, args| {
        ignore(&mut args);
        text(TextKind::Text, None)
    };
    PASSWORD_HASH "PasswordHash" |interpreter, args| {
        let _ = args.take("backend")?;
        text(TextKind::Varchar, Some(argument::size(&mut args, "length")?.unwrap_or(255)))
    };
    STORED_OBJECT "StoredObject" |interpreter, args| {
        ignore(&mut args);
        json()
    };
}

/// Types that are made already.
static MADE: &[(&str, Definition)] = &[
    (
        "JsonB",
        Definition::Value(|_| Ok(TypeObject::value("sqlalchemy.types.JSON", json()))),
    ),
    (
        "BigIntIdentity",
        Definition::Value(|_| {
            Ok(TypeObject::value(
                "sqlalchemy.types.BigInteger",
                SqlType::Variant {
                    base: Box::new(SqlType::Integer(IntegerSize::Big)),
                    variants: vec![("sqlite".into(), SqlType::Integer(IntegerSize::Normal))],
                },
            ))
        }),
    ),
];

modules! { CLASSES, Some(|interpreter, name| crate::sqlalchemy::find(interpreter, &[MADE], name));
    TYPES "advanced_alchemy.types";
    GUIDS "advanced_alchemy.types.guid";
    DATE_TIMES "advanced_alchemy.types.datetime";
    JSON "advanced_alchemy.types.json";
    IDENTITY "advanced_alchemy.types.identity";
    ENCRYPTED "advanced_alchemy.types.encrypted_string";
    PASSWORDS "advanced_alchemy.types.password_hash";
    PASSWORDS_BASE "advanced_alchemy.types.password_hash.base";
    FILES "advanced_alchemy.types.file_object";
    FILES_TYPE "advanced_alchemy.types.file_object.data_type";
}
