//! Types of libraries beside SQLAlchemy that revision files use: what each
//! is in the database.

use super::argument;
use super::types::type_classes;
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, TextKind};
use crate::python::native::{Args, Definition, ModuleTable, Result};

fn text(kind: TextKind, length: Option<u32>) -> SqlType {
    SqlType::Text {
        kind,
        length,
        collation: None,
    }
}

/// One type on PostgreSQL and another elsewhere.
fn on_postgres(postgres: SqlType, elsewhere: SqlType) -> SqlType {
    SqlType::Variant {
        base: Box::new(elsewhere),
        variants: vec![("postgresql".into(), postgres)],
    }
}

/// `AutoString(length=None)`: `String`.
fn auto_string(args: &mut Args) -> Result<SqlType> {
    let length = argument::size(args, "length")?;
    let _ = args.take("collation")?;
    Ok(text(TextKind::Varchar, length))
}

/// `UUIDType(binary=True, native=True)`
fn uuid(args: &mut Args) -> Result<SqlType> {
    let binary = args.optional_boolean("binary")?.unwrap_or(true);
    let native = args.optional_boolean("native")?.unwrap_or(true);
    let elsewhere = if binary {
        SqlType::Binary {
            kind: BinaryKind::Binary,
            length: Some(16),
        }
    } else {
        text(TextKind::Char, Some(32))
    };
    Ok(if native {
        on_postgres(SqlType::Uuid { native: true }, elsewhere)
    } else {
        elsewhere
    })
}

/// What a library's Python side takes and the database does not see.
fn ignore(args: &mut Args) {
    let _ = args.rest();
    let _ = args.take_keywords();
}

/// `ArrowType(...)`: `DateTime(...)`
fn arrow(args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::DateTime {
        timestamp: false,
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: None,
    })
}

type_classes! {
    AUTO_STRING "AutoString" |_interpreter, args| auto_string(&mut args)?;
    UUID_TYPE "UUIDType" |_interpreter, args| uuid(&mut args)?;
    ARROW "ArrowType" |_interpreter, args| arrow(&mut args)?;
    EMAIL "EmailType" |_interpreter, args| {
        let length = argument::size(&mut args, "length")?;
        ignore(&mut args);
        text(TextKind::Unicode, Some(length.unwrap_or(255)))
    };
    URL "URLType" |_interpreter, args| text(TextKind::UnicodeText, None);
    JSON_TYPE "JSONType" |_interpreter, args| {
        ignore(&mut args);
        on_postgres(SqlType::Json { binary: false }, text(TextKind::UnicodeText, None))
    };
    CHOICE "ChoiceType" |interpreter, args| {
        let _ = args.take("choices")?;
        match argument::present(args.take("impl")?) {
            Some(implementation) => {
                argument::data_type(interpreter, &args, "impl", &implementation)?
            }
            None => text(TextKind::Unicode, Some(255)),
        }
    };
    TS_VECTOR "TSVectorType" |_interpreter, args| {
        ignore(&mut args);
        SqlType::Native { dialect: "postgresql".into(), sql: "TSVECTOR".into() }
    };
    IP_ADDRESS "IPAddressType" |_interpreter, args| {
        ignore(&mut args);
        text(TextKind::Unicode, Some(50))
    };
    TIMEZONE "TimezoneType" |_interpreter, args| {
        ignore(&mut args);
        text(TextKind::Unicode, Some(50))
    };
    CURRENCY "CurrencyType" |_interpreter, args| text(TextKind::Varchar, Some(3));
    SCALAR_LIST "ScalarListType" |_interpreter, args| {
        ignore(&mut args);
        text(TextKind::UnicodeText, None)
    };
    GUID "GUID" |_interpreter, args| {
        on_postgres(SqlType::Uuid { native: true }, text(TextKind::Char, Some(36)))
    };
    TIMESTAMP_AWARE "TIMESTAMPAware" |_interpreter, args| {
        ignore(&mut args);
        SqlType::DateTime { timestamp: true, timezone: true, precision: None }
    };
    CI_TEXT "CIText" |_interpreter, args| SqlType::Custom("CITEXT".into());
    VECTOR "Vector" |_interpreter, args| {
        SqlType::Custom(match argument::size(&mut args, "dim")? {
            Some(dimensions) => format!("VECTOR({dimensions})"),
            None => "VECTOR".into(),
        })
    };
}

macro_rules! libraries {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: ModuleTable = ModuleTable {
            name: $name,
            definitions: CLASSES,
            fallback: None,
        };)*
        /// The modules, by every name under which files import them.
        pub(crate) static MODULES: &[&ModuleTable] = &[$(&$constant),*];
    };
}

libraries! {
    SQLMODEL "sqlmodel";
    SQLMODEL_SQL "sqlmodel.sql";
    SQLMODEL_TYPES "sqlmodel.sql.sqltypes";
    UTILS "sqlalchemy_utils";
    UTILS_TYPES "sqlalchemy_utils.types";
    UTILS_UUID "sqlalchemy_utils.types.uuid";
    UTILS_ARROW "sqlalchemy_utils.types.arrow";
    UTILS_EMAIL "sqlalchemy_utils.types.email";
    UTILS_URL "sqlalchemy_utils.types.url";
    UTILS_JSON "sqlalchemy_utils.types.json";
    UTILS_CHOICE "sqlalchemy_utils.types.choice";
    UTILS_TS_VECTOR "sqlalchemy_utils.types.ts_vector";
    UTILS_IP "sqlalchemy_utils.types.ip_address";
    FASTAPI_USERS "fastapi_users_db_sqlalchemy";
    FASTAPI_USERS_GENERICS "fastapi_users_db_sqlalchemy.generics";
    FASTAPI_USERS_GUID "fastapi_users_db_sqlalchemy.guid";
    CITEXT "citext";
    PGVECTOR "pgvector.sqlalchemy";
}
