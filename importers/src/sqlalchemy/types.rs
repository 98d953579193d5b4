//! Column types: `sa.Integer`, `sa.String(50)`, `.with_variant(...)`.
//!
//! Each class is a line of a table: its name, its arguments, and the
//! [`SqlType`] that it stands for. What a dialect makes of a type is said in
//! `dialect/*/types.rs`.

use super::argument;
use super::clause::Clause;
use super::naming::Given;
use super::python_type::{self, Read};
use super::type_object::TypeObject;
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::types::{BinaryKind, FloatKind, IntegerSize, TextKind};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::value::Value;

/// A type and the variants that the file gave it so far.
type Varied = (Box<SqlType>, Vec<(String, SqlType)>);

/// `.with_variant(type_, *dialect_names)` of a type: `base`, and the variants that it has.
pub(crate) fn with_variant(
    interpreter: &mut Interpreter,
    args: &mut Args,
    (base, mut variants): Varied,
    variant: &SqlType,
) -> Result<SqlType> {
    let dialects = args.rest();
    if dialects.is_empty() {
        return Err(argument::alembic_stops(
            interpreter,
            &"At least one dialect name is required",
        ));
    }
    let base = Box::new(copied(*base));
    for dialect in dialects {
        let dialect = args.to_string("dialect_names", &dialect)?;
        if variants.iter().any(|(name, _)| *name == dialect) {
            return Err(argument::alembic_stops(
                interpreter,
                &format!("Dialect '{dialect}' is already present in the mapping for this type"),
            ));
        }
        variants.push((dialect, variant.clone()));
    }
    Ok(SqlType::Variant { base, variants })
}

/// A copy of a type: `mysql.ENUM` loses what is said of its characters.
fn copied(data_type: SqlType) -> SqlType {
    match data_type {
        SqlType::Native { dialect, sql } if sql.starts_with("ENUM(") => SqlType::Native {
            sql: match sql.rfind(')') {
                Some(end) => sql.get(..=end).unwrap_or_default().to_owned(),
                None => sql,
            },
            dialect,
        },
        other => other,
    }
}

/// Attributes of the classes themselves: `JSON.NULL`.
pub(crate) fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let data_type = SqlType::Json {
        binary: false,
        none_as_null: false,
        postgres: false,
    };
    Ok((name == "NULL").then(|| {
        Clause::value(
            Expression::Literal {
                value: Literal::Json("null".into()),
                data_type: Some(data_type.clone()),
            },
            Some(data_type),
        )
    }))
}

/// Defines the classes of a module of types: the module, then name, arguments, type.
macro_rules! type_classes {
    ($module:literal; $($constant:ident $name:literal |$interpreter:ident, $args:ident| $body:expr;)*) => {
        $(
            static $constant: $crate::python::native::ClassDefinition = {
                const FULL: &str = concat!($module, ".", $name);
                const LINEAGE: &[&str] = match $crate::sqlalchemy::lineage::of(FULL) {
                    Some(known) => known,
                    None => &[FULL, "sqlalchemy.types.TypeEngine"],
                };
                const PARTS: (&str, &[&str]) = match LINEAGE {
                    [own, above @ ..] => (*own, above),
                    [] => (FULL, &[]),
                };
                $crate::python::native::ClassDefinition::new(
                    PARTS.0,
                    PARTS.1,
                    #[allow(unused_mut, reason = "some types take no argument")]
                    |$interpreter, mut $args| {
                        let data_type = $body;
                        $args.finish()?;
                        $crate::sqlalchemy::compiled_type::constructed($interpreter, LINEAGE, data_type)
                    },
                )
                .attributes($crate::sqlalchemy::types::class_attribute)
            };
        )*
        /// The classes, by name.
        pub(crate) static CLASSES: &[(&str, Definition)] =
            &[$(($name, Definition::Class(&$constant))),*];
    };
}
pub(crate) use type_classes;

/// `(length=None, collation=None)`
fn text(interpreter: &Interpreter, kind: TextKind, args: &mut Args) -> Result<SqlType> {
    let numbered = !matches!(
        kind,
        TextKind::Char | TextKind::NChar | TextKind::NVarchar | TextKind::Clob
    );
    let length = if numbered && interpreter.dialect() == Dialect::Mysql {
        argument::counted(interpreter, args, "length")?
    } else {
        argument::size(args, "length")?
    };
    Ok(SqlType::Text {
        kind,
        length,
        collation: args.optional_string("collation")?,
    })
}

/// `(precision=None, scale=None, decimal_return_scale=None, asdecimal=True)`
fn numeric(interpreter: &mut Interpreter, decimal: bool, args: &mut Args) -> Result<SqlType> {
    let (precision, scale) = precision_and_scale(args)?;
    let return_scale = argument::size(args, "decimal_return_scale")?;
    let as_decimal = argument::flag(args, "asdecimal")?;
    let own = SqlType::Numeric {
        decimal,
        precision,
        scale,
    };
    let read = match (as_decimal, return_scale) {
        (false, _) => Read::Float,
        (true, Some(scale)) => Read::Decimal(scale),
        (true, None) => return Ok(own),
    };
    Ok(python_type::read_as(interpreter, own, read))
}

/// `precision` and `scale`. SQLAlchemy writes a precision that is a text as it stands: `'18,6'`
/// without a scale is both.
fn precision_and_scale(args: &mut Args) -> Result<(Option<u32>, Option<u32>)> {
    let given = args.take("precision")?;
    let both = given.as_ref().and_then(Value::as_str).and_then(|text| {
        let (precision, scale) = text.split_once(',')?;
        Some((precision.trim().parse().ok()?, scale.trim().parse().ok()?))
    });
    let Some((precision, scale)) = both else {
        if let Some(given) = given {
            args.positional.push_front(given);
        }
        let precision = argument::size(args, "precision")?;
        return Ok((precision, argument::size(args, "scale")?));
    };
    match argument::size(args, "scale")? {
        None => Ok((Some(precision), Some(scale))),
        Some(_) => Err(args.refuse(format!(
            "The argument `precision` of `{}` has a scale already.",
            args.function
        ))),
    }
}

/// `(precision=None, asdecimal=False, decimal_return_scale=None)`
fn float(interpreter: &mut Interpreter, kind: FloatKind, args: &mut Args) -> Result<SqlType> {
    let precision = match args.take("precision")? {
        // What MySQL takes (`24,8`) is written nowhere else, and SQLite writes none.
        Some(text) if text.as_str().is_some() && interpreter.dialect() == Dialect::Sqlite => None,
        Some(other) => {
            args.positional.push_front(other);
            argument::size(args, "precision")?
        }
        None => None,
    };
    let as_decimal = args.optional_boolean("asdecimal")?.unwrap_or(false);
    let return_scale = argument::size(args, "decimal_return_scale")?;
    let own = SqlType::Float { kind, precision };
    if !as_decimal {
        return Ok(own);
    }
    let read = Read::Decimal(return_scale.unwrap_or(10));
    Ok(python_type::read_as(interpreter, own, read))
}

fn binary(interpreter: &Interpreter, kind: BinaryKind, args: &mut Args) -> Result<SqlType> {
    let numbered = matches!(kind, BinaryKind::Binary | BinaryKind::VarBinary);
    let length = if numbered || interpreter.dialect() == Dialect::Mysql {
        argument::counted(interpreter, args, "length")?
    } else {
        argument::size(args, "length")?
    };
    Ok(SqlType::Binary { kind, length })
}

/// `(timezone=False)`
fn date_time(timestamp: bool, args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::DateTime {
        timestamp,
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: None,
    })
}

fn time(args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::Time {
        timezone: args.optional_boolean("timezone")?.unwrap_or(false),
        precision: None,
    })
}

fn boolean(args: &mut Args) -> Result<SqlType> {
    let create_constraint = args.optional_boolean("create_constraint")?.unwrap_or(false);
    let given = match args.take("name")? {
        Some(value) => argument::to_given(args, "name", &value)?,
        None => Given::None,
    };
    Ok(SqlType::Boolean {
        create_constraint,
        final_name: given.is_final(),
        name: given.into_name(),
    })
}

/// `sa.Interval(native=True, second_precision=None, day_precision=None)`; without
/// `native` it is kept as a date since the epoch.
fn interval(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    let native = argument::flag(args, "native")?;
    let precision = argument::counted(interpreter, args, "second_precision")?;
    let _ = args.take("day_precision")?;
    let interval = SqlType::Interval {
        native: false,
        fields: None,
        precision,
    };
    Ok(if native {
        interval
    } else {
        let moment = SqlType::DateTime {
            timestamp: false,
            timezone: false,
            precision: None,
        };
        SqlType::Variant {
            base: Box::new(interval),
            variants: vec![("postgresql".into(), moment)],
        }
    })
}

/// `sa.Uuid(as_uuid=True, native_uuid=True)`
fn uuid(args: &mut Args) -> Result<SqlType> {
    let as_text = !argument::flag(args, "as_uuid")?;
    Ok(if argument::flag(args, "native_uuid")? {
        SqlType::Uuid {
            native: false,
            as_text,
        }
    } else {
        SqlType::Text {
            kind: TextKind::Char,
            length: Some(32),
            collation: None,
        }
    })
}

fn upper_uuid(args: &mut Args) -> Result<SqlType> {
    let as_text = !argument::flag(args, "as_uuid")?;
    Ok(SqlType::Uuid {
        native: true,
        as_text,
    })
}

pub(super) fn array(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let item = args.required("item_type")?;
    let item = Box::new(argument::data_type(interpreter, args, "item_type", &item)?);
    if matches!(*item, SqlType::Array { .. }) {
        return Err(argument::alembic_stops(
            interpreter,
            &"Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional arrays of basetype",
        ));
    }
    let as_tuple = args.optional_boolean("as_tuple")?.unwrap_or(false);
    if as_tuple && interpreter.is_live() {
        return Err(interpreter.unsupported("ARRAY(as_tuple=True)"));
    }
    let dimensions = argument::size(args, "dimensions")?;
    let zero_based = args.optional_boolean("zero_indexes")?.unwrap_or(false);
    Ok(SqlType::Array {
        item,
        zero_based,
        postgres: false,
        dimensions,
    })
}

fn json(args: &mut Args) -> Result<SqlType> {
    let none_as_null = args.optional_boolean("none_as_null")?.unwrap_or(false);
    Ok(SqlType::Json {
        binary: false,
        none_as_null,
        postgres: false,
    })
}

fn pickle(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    for name in ["protocol", "pickler", "comparator"] {
        let _ = args.take(name)?;
    }
    match args.take("impl")? {
        None | Some(Value::None) => Ok(SqlType::Binary {
            kind: BinaryKind::Large,
            length: None,
        }),
        Some(implementation) => argument::data_type(interpreter, args, "impl", &implementation),
    }
}

type_classes! { "sqlalchemy.types";
    INTEGER "Integer" |interpreter, args| SqlType::Integer(IntegerSize::Normal);
    INTEGER_UPPER "INTEGER" |interpreter, args| SqlType::Integer(IntegerSize::Normal);
    INT "INT" |interpreter, args| SqlType::Integer(IntegerSize::Normal);
    SMALL "SmallInteger" |interpreter, args| SqlType::Integer(IntegerSize::Small);
    SMALL_UPPER "SMALLINT" |interpreter, args| SqlType::Integer(IntegerSize::Small);
    BIG "BigInteger" |interpreter, args| SqlType::Integer(IntegerSize::Big);
    BIG_UPPER "BIGINT" |interpreter, args| SqlType::Integer(IntegerSize::Big);
    STRING "String" |interpreter, args| text(interpreter, TextKind::Varchar, &mut args)?;
    VARCHAR "VARCHAR" |interpreter, args| text(interpreter, TextKind::Varchar, &mut args)?;
    UNICODE "Unicode" |interpreter, args| text(interpreter, TextKind::Unicode, &mut args)?;
    NVARCHAR "NVARCHAR" |interpreter, args| text(interpreter, TextKind::NVarchar, &mut args)?;
    CHAR "CHAR" |interpreter, args| text(interpreter, TextKind::Char, &mut args)?;
    NCHAR "NCHAR" |interpreter, args| text(interpreter, TextKind::NChar, &mut args)?;
    TEXT "Text" |interpreter, args| text(interpreter, TextKind::Text, &mut args)?;
    TEXT_UPPER "TEXT" |interpreter, args| text(interpreter, TextKind::Text, &mut args)?;
    UNICODE_TEXT "UnicodeText" |interpreter, args| text(interpreter, TextKind::UnicodeText, &mut args)?;
    CLOB "CLOB" |interpreter, args| text(interpreter, TextKind::Clob, &mut args)?;
    NUMERIC "Numeric" |interpreter, args| numeric(interpreter, false, &mut args)?;
    NUMERIC_UPPER "NUMERIC" |interpreter, args| numeric(interpreter, false, &mut args)?;
    DECIMAL "DECIMAL" |interpreter, args| numeric(interpreter, true, &mut args)?;
    FLOAT "Float" |interpreter, args| float(interpreter, FloatKind::Float, &mut args)?;
    FLOAT_UPPER "FLOAT" |interpreter, args| float(interpreter, FloatKind::Float, &mut args)?;
    DOUBLE "Double" |interpreter, args| float(interpreter, FloatKind::Double, &mut args)?;
    DOUBLE_UPPER "DOUBLE" |interpreter, args| float(interpreter, FloatKind::DoubleUpper, &mut args)?;
    DOUBLE_PRECISION "DOUBLE_PRECISION" |interpreter, args| float(interpreter, FloatKind::DoublePrecision, &mut args)?;
    REAL "REAL" |interpreter, args| float(interpreter, FloatKind::Real, &mut args)?;
    BOOLEAN "Boolean" |interpreter, args| boolean(&mut args)?;
    BOOLEAN_UPPER "BOOLEAN" |interpreter, args| boolean(&mut args)?;
    DATE "Date" |interpreter, args| SqlType::Date;
    DATE_UPPER "DATE" |interpreter, args| SqlType::Date;
    TIME "Time" |interpreter, args| time(&mut args)?;
    TIME_UPPER "TIME" |interpreter, args| time(&mut args)?;
    DATE_TIME "DateTime" |interpreter, args| date_time(false, &mut args)?;
    TIMESTAMP "TIMESTAMP" |interpreter, args| date_time(true, &mut args)?;
    // Written DATETIME on every dialect, PostgreSQL included, which has no such type.
    DATETIME_UPPER "DATETIME" |interpreter, args| {
        let _ = args.take("timezone")?;
        SqlType::Custom("DATETIME".into())
    };
    INTERVAL "Interval" |interpreter, args| interval(interpreter, &mut args)?;
    LARGE_BINARY "LargeBinary" |interpreter, args| binary(interpreter, BinaryKind::Large, &mut args)?;
    BLOB "BLOB" |interpreter, args| binary(interpreter, BinaryKind::Blob, &mut args)?;
    BINARY "BINARY" |interpreter, args| binary(interpreter, BinaryKind::Binary, &mut args)?;
    VARBINARY "VARBINARY" |interpreter, args| binary(interpreter, BinaryKind::VarBinary, &mut args)?;
    PICKLE "PickleType" |interpreter, args| pickle(interpreter, &mut args)?;
    JSON "JSON" |interpreter, args| json(&mut args)?;
    UUID "Uuid" |interpreter, args| uuid(&mut args)?;
    UUID_UPPER "UUID" |interpreter, args| upper_uuid(&mut args)?;
    ARRAY "ARRAY" |interpreter, args| array(interpreter, &mut args)?;
    ENUM "Enum" |interpreter, args| super::enumeration::generic(interpreter, &mut args)?;
    NULL "NullType" |interpreter, args| SqlType::Null;
}

/// Classes from which files derive types of their own.
static TYPE_ENGINE: ClassDefinition = ClassDefinition::new(
    "sqlalchemy.types.TypeEngine",
    &[],
    super::custom_type::construct,
);
static TYPE_DECORATOR: ClassDefinition = ClassDefinition::new(
    "sqlalchemy.types.TypeDecorator",
    &["sqlalchemy.types.TypeEngine"],
    super::custom_type::construct,
)
.attributes(super::custom_type::attribute);
static USER_DEFINED: ClassDefinition = ClassDefinition::new(
    "sqlalchemy.types.UserDefinedType",
    &["sqlalchemy.types.TypeEngine"],
    super::custom_type::construct,
)
.attributes(super::custom_type::attribute);

/// `TypeDecorator` and its like, by name.
pub(crate) static BASES: &[(&str, Definition)] = &[
    ("TypeEngine", Definition::Class(&TYPE_ENGINE)),
    ("TypeDecorator", Definition::Class(&TYPE_DECORATOR)),
    ("UserDefinedType", Definition::Class(&USER_DEFINED)),
    (
        "NULLTYPE",
        Definition::Value(|_| {
            Ok(TypeObject::value(
                "sqlalchemy.types.NullType",
                SqlType::Null,
            ))
        }),
    ),
];

/// `sqlalchemy.types`
pub(crate) static TYPES: ModuleTable = ModuleTable {
    name: "sqlalchemy.types",
    definitions: BASES,
    fallback: Some(|interpreter, name| super::find(interpreter, &[CLASSES], name)),
};
