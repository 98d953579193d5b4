//! `sqlalchemy_utils` 0.43.0

use super::{binary, ignore, modules, on_postgres, postgres_only, text};
use crate::operation::SqlType;
use crate::operation::types::{BinaryKind, TextKind};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Result};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::types::type_classes;

/// `UUIDType(binary=True, native=True)`
fn uuid(args: &mut Args) -> Result<SqlType> {
    let is_binary = args.optional_boolean("binary")?.unwrap_or(true);
    let native = args.optional_boolean("native")?.unwrap_or(true);
    let elsewhere = if is_binary {
        binary(BinaryKind::Binary, Some(16))
    } else {
        text(TextKind::Char, Some(32))
    };
    Ok(if native {
        on_postgres(
            SqlType::Uuid {
                native: true,
                as_text: false,
            },
            elsewhere,
        )
    } else {
        elsewhere
    })
}

/// Text of a length that the file may give, as the argument of this name.
fn sized(kind: TextKind, args: &mut Args, name: &str, length: u32) -> Result<SqlType> {
    let given = argument::size(args, name)?;
    ignore(args);
    Ok(text(kind, Some(given.unwrap_or(length))))
}

/// Text of one length, whatever the arguments.
fn fixed(kind: TextKind, args: &mut Args, length: u32) -> SqlType {
    ignore(args);
    text(kind, Some(length))
}

/// A range of PostgreSQL, text elsewhere.
fn range(args: &mut Args, name: &str) -> SqlType {
    ignore(args);
    on_postgres(postgres_only(name), text(TextKind::Varchar, Some(255)))
}

fn date_time(args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::DateTime {
        timestamp: false,
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: None,
    })
}

type_classes! { "sqlalchemy_utils";
    UUID_TYPE "UUIDType" |interpreter, args| uuid(&mut args)?;
    ARROW "ArrowType" |interpreter, args| date_time(&mut args)?;
    EMAIL "EmailType" |interpreter, args| sized(TextKind::Unicode, &mut args, "length", 255)?;
    URL "URLType" |interpreter, args| text(TextKind::UnicodeText, None);
    JSON_TYPE "JSONType" |interpreter, args| {
        ignore(&mut args);
        on_postgres(SqlType::Json { binary: false, none_as_null: false, postgres: false }, text(TextKind::UnicodeText, None))
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
    TS_VECTOR "TSVectorType" |interpreter, args| {
        ignore(&mut args);
        postgres_only("TSVECTOR")
    };
    LTREE "LtreeType" |interpreter, args| postgres_only("LTREE");
    IP_ADDRESS "IPAddressType" |interpreter, args| {
        sized(TextKind::Unicode, &mut args, "max_length", 50)?
    };
    TIMEZONE "TimezoneType" |interpreter, args| fixed(TextKind::Unicode, &mut args, 50);
    CURRENCY "CurrencyType" |interpreter, args| fixed(TextKind::Varchar, &mut args, 3);
    COUNTRY "CountryType" |interpreter, args| fixed(TextKind::Varchar, &mut args, 2);
    LOCALE "LocaleType" |interpreter, args| fixed(TextKind::Unicode, &mut args, 10);
    COLOR "ColorType" |interpreter, args| sized(TextKind::Unicode, &mut args, "max_length", 20)?;
    PHONE_NUMBER "PhoneNumberType" |interpreter, args| {
        let _ = args.take("region")?;
        sized(TextKind::Unicode, &mut args, "max_length", 20)?
    };
    SCALAR_LIST "ScalarListType" |interpreter, args| {
        ignore(&mut args);
        text(TextKind::UnicodeText, None)
    };
    PASSWORD "PasswordType" |interpreter, args| {
        let length = argument::size(&mut args, "max_length")?;
        // MySQL's length without `max_length` depends on the hashes that Python chooses.
        let known = args.keyword("schemes").is_none() || length.is_some();
        ignore(&mut args);
        if !known && interpreter.dialect() == crate::Dialect::Mysql {
            return Err(args.refuse("On MySQL bridge needs `max_length`: the length of the longest hash."));
        }
        SqlType::Variant {
            base: Box::new(binary(BinaryKind::Large, None)),
            variants: vec![(
                "mysql".into(),
                binary(BinaryKind::VarBinary, Some(length.unwrap_or(1024))),
            )],
        }
    };
    ENCRYPTED "EncryptedType" |interpreter, args| {
        ignore(&mut args);
        binary(BinaryKind::Large, None)
    };
    STRING_ENCRYPTED "StringEncryptedType" |interpreter, args| {
        let length = args.keyword("length").and_then(|length| argument::present(Some(length)));
        ignore(&mut args);
        let length = match length {
            Some(length) => u32::try_from(args.to_integer("length", &length)?).ok(),
            None => None,
        };
        text(TextKind::Varchar, length)
    };
    ENRICHED_DATE_TIME "EnrichedDateTimeType" |interpreter, args| {
        let _ = args.take("datetime_processor")?;
        date_time(&mut args)?
    };
    INT_RANGE "IntRangeType" |interpreter, args| range(&mut args, "INT4RANGE");
    INT8_RANGE "Int8RangeType" |interpreter, args| range(&mut args, "INT8RANGE");
    NUMERIC_RANGE "NumericRangeType" |interpreter, args| range(&mut args, "NUMRANGE");
    DATE_RANGE "DateRangeType" |interpreter, args| range(&mut args, "DATERANGE");
    DATE_TIME_RANGE "DateTimeRangeType" |interpreter, args| range(&mut args, "TSRANGE");
}

/// Classes from which mapped classes derive.
fn models(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    // What the text imports is no name of the library.
    if !matches!(name, "Timestamp" | "generic_repr") {
        return Ok(None);
    }
    let text = include_str!("written/utils_models.py");
    name_of(interpreter, "sqlalchemy_utils.models", text, name)
}

modules! { CLASSES, Some(models);
    MODELS "sqlalchemy_utils.models";
    UTILS "sqlalchemy_utils";
    TYPES "sqlalchemy_utils.types";
    UUID_MODULE "sqlalchemy_utils.types.uuid";
    ARROW_MODULE "sqlalchemy_utils.types.arrow";
    EMAIL_MODULE "sqlalchemy_utils.types.email";
    URL_MODULE "sqlalchemy_utils.types.url";
    JSON_MODULE "sqlalchemy_utils.types.json";
    CHOICE_MODULE "sqlalchemy_utils.types.choice";
    TS_VECTOR_MODULE "sqlalchemy_utils.types.ts_vector";
    IP_MODULE "sqlalchemy_utils.types.ip_address";
    TIMEZONE_MODULE "sqlalchemy_utils.types.timezone";
    CURRENCY_MODULE "sqlalchemy_utils.types.currency";
    COUNTRY_MODULE "sqlalchemy_utils.types.country";
    LOCALE_MODULE "sqlalchemy_utils.types.locale";
    COLOR_MODULE "sqlalchemy_utils.types.color";
    PHONE_MODULE "sqlalchemy_utils.types.phone_number";
    SCALAR_LIST_MODULE "sqlalchemy_utils.types.scalar_list";
    PASSWORD_MODULE "sqlalchemy_utils.types.password";
    LTREE_MODULE "sqlalchemy_utils.types.ltree";
    RANGE_MODULE "sqlalchemy_utils.types.range";
    ENCRYPTED_MODULE "sqlalchemy_utils.types.encrypted";
    ENCRYPTED_TYPE_MODULE "sqlalchemy_utils.types.encrypted.encrypted_type";
    ENRICHED_MODULE "sqlalchemy_utils.types.enriched_datetime";
    ENRICHED_TYPE_MODULE "sqlalchemy_utils.types.enriched_datetime.enriched_datetime_type";
}
