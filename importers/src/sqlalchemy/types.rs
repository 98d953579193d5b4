//! Column types: `sa.Integer`, `sa.String(50)`, `.with_variant(...)`.
//!
//! Each class is a line of a table: its name, its arguments, and the
//! [`SqlType`] that it stands for. What a dialect makes of a type is said in
//! `dialect/*/types.rs`.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::clause::Clause;
use super::python_type::{self, Read};
use crate::dialect::Dialect;
use crate::operation::expression::Literal;
use crate::operation::types::{BinaryKind, FloatKind, IntegerSize, TextKind};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

/// An instance of a type.
pub(crate) struct TypeObject {
    /// Name of its class in SQLAlchemy.
    pub(crate) class: &'static str,
    /// What it stands for.
    pub(crate) data_type: SqlType,
}

impl TypeObject {
    /// A type as a Python value.
    pub(crate) fn value(class: &'static str, data_type: SqlType) -> Value {
        Value::object(Self { class, data_type })
    }
}

impl Object for TypeObject {
    fn type_name(&self) -> &str {
        self.class
    }

    fn classes(&self) -> &'static [&'static str] {
        classes(&self.data_type)
    }

    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        Ok(crate::dialect::render_type(&self.data_type, interpreter.dialect()).ok())
    }

    fn attribute(self: Rc<Self>, _: &mut Interpreter, name: &str) -> Result<Option<Value>> {
        Ok(
            super::enumeration::attribute(&self.data_type, name).or_else(|| {
                match (&self.data_type, name) {
                    (SqlType::Text { length, .. }, "length") => {
                        Some(length.map_or(Value::None, |length| Value::Int(length.into())))
                    }
                    _ => None,
                }
            }),
        )
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "with_variant" => {
                let variant = args.required("type_")?;
                let variant = argument::data_type(interpreter, args, "type_", &variant)?;
                let data_type = with_variant(interpreter, args, &self.data_type, &variant)?;
                Ok(Some(Self::value(self.class, data_type)))
            }
            "create" | "drop" => {
                super::enumeration::create_or_drop(interpreter, &self.data_type, name, args)
                    .map(Some)
            }
            "copy" | "adapt" => Ok(Some(Value::Object(self))),
            _ => Ok(None),
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The classes of a type, as `isinstance` is asked about those that a database reflects.
fn classes(data_type: &SqlType) -> &'static [&'static str] {
    macro_rules! of {
        ($($name:literal)*) => {
            &[$(concat!("sqlalchemy.types.", $name),)* "sqlalchemy.types.TypeEngine"]
        };
    }
    match data_type {
        SqlType::Boolean { .. } => of!("BOOLEAN" "Boolean"),
        SqlType::Integer(IntegerSize::Small) => of!("SMALLINT" "SmallInteger" "Integer"),
        SqlType::Integer(IntegerSize::Normal) => of!("INTEGER" "Integer"),
        SqlType::Integer(IntegerSize::Big) => of!("BIGINT" "BigInteger" "Integer"),
        SqlType::Text { kind, .. } => match kind {
            TextKind::Text | TextKind::UnicodeText | TextKind::Clob => {
                of!("TEXT" "Text" "String")
            }
            TextKind::Char | TextKind::NChar => of!("CHAR" "String"),
            TextKind::Unicode | TextKind::NVarchar => of!("VARCHAR" "Unicode" "String"),
            TextKind::Varchar => of!("VARCHAR" "String"),
        },
        SqlType::Numeric { .. } => of!("NUMERIC" "Numeric"),
        SqlType::Float { .. } => of!("FLOAT" "Float" "Numeric"),
        SqlType::Date => of!("DATE" "Date"),
        SqlType::Time { .. } => of!("TIME" "Time"),
        SqlType::DateTime {
            timestamp: true, ..
        } => of!("TIMESTAMP" "DateTime"),
        SqlType::DateTime { .. } => of!("DATETIME" "DateTime"),
        SqlType::Interval { .. } => of!("Interval"),
        SqlType::Binary { .. } => of!("BLOB" "LargeBinary"),
        SqlType::Enum(_) => of!("Enum" "String"),
        SqlType::Json { .. } => of!("JSON"),
        SqlType::Uuid { .. } => of!("UUID" "Uuid"),
        SqlType::Array { .. } => of!("ARRAY"),
        SqlType::Variant { base, .. } | SqlType::Converted { base, .. } => classes(base),
        SqlType::Null | SqlType::Native { .. } | SqlType::Domain(_) | SqlType::Custom(_) => of!(),
    }
}

/// `.with_variant(type_, *dialect_names)` of a type.
pub(crate) fn with_variant(
    interpreter: &mut Interpreter,
    args: &mut Args,
    own: &SqlType,
    variant: &SqlType,
) -> Result<SqlType> {
    let (base, mut variants) = match own {
        // MySQL's own types are made of a variant each, which is no variant to the file.
        SqlType::Variant { base, variants } => (base.clone(), variants.clone()),
        other => (Box::new(other.clone()), Vec::new()),
    };
    let dialects = args.rest();
    if dialects.is_empty() {
        return Err(argument::alembic_stops(
            interpreter,
            &"At least one dialect name is required",
        ));
    }
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

/// Attributes of the classes themselves: `JSON.NULL`.
pub(crate) fn class_attribute(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let data_type = SqlType::Json {
        binary: false,
        none_as_null: false,
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

/// Defines the classes of a module of types: name, arguments, type.
macro_rules! type_classes {
    ($($constant:ident $name:literal |$interpreter:ident, $args:ident| $body:expr;)*) => {
        $(
            static $constant: $crate::python::native::ClassDefinition = $crate::python::native::ClassDefinition::new(
                concat!("sqlalchemy.types.", $name),
                &["sqlalchemy.types.TypeEngine"],
                #[allow(unused_mut, reason = "some types take no argument")]
                |$interpreter, mut $args| {
                    let data_type = $body;
                    $args.finish()?;
                    Ok($crate::sqlalchemy::types::TypeObject::value($name, data_type))
                },
            )
            .attributes($crate::sqlalchemy::types::class_attribute);
        )*
        /// The classes, by name.
        pub(crate) static CLASSES: &[(&str, Definition)] =
            &[$(($name, Definition::Class(&$constant))),*];
    };
}
pub(crate) use type_classes;

/// `(length=None, collation=None)`
fn text(kind: TextKind, args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::Text {
        kind,
        length: argument::size(args, "length")?,
        collation: args.optional_string("collation")?,
    })
}

/// `(precision=None, scale=None, decimal_return_scale=None, asdecimal=True)`
fn numeric(interpreter: &mut Interpreter, decimal: bool, args: &mut Args) -> Result<SqlType> {
    let precision = argument::size(args, "precision")?;
    let scale = argument::size(args, "scale")?;
    let return_scale = argument::size(args, "decimal_return_scale")?;
    let as_decimal = args.optional_boolean("asdecimal")?.unwrap_or(true);
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

fn binary(kind: BinaryKind, args: &mut Args) -> Result<SqlType> {
    Ok(SqlType::Binary {
        kind,
        length: argument::size(args, "length")?,
    })
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
    let name = argument::optional_name(args, "name")?;
    Ok(SqlType::Boolean {
        create_constraint,
        name,
    })
}

/// `sa.Interval(native=True, second_precision=None, day_precision=None)`; without
/// `native` it is kept as a date since the epoch.
fn interval(args: &mut Args) -> Result<SqlType> {
    let native = args.optional_boolean("native")?.unwrap_or(true);
    let precision = argument::size(args, "second_precision")?;
    let _ = args.take("day_precision")?;
    Ok(if native {
        SqlType::Interval {
            native: false,
            fields: None,
            precision,
        }
    } else {
        SqlType::DateTime {
            timestamp: false,
            timezone: false,
            precision: None,
        }
    })
}

/// `sa.Uuid(as_uuid=True, native_uuid=True)`
fn uuid(args: &mut Args) -> Result<SqlType> {
    let as_text = !args.optional_boolean("as_uuid")?.unwrap_or(true);
    Ok(if args.optional_boolean("native_uuid")?.unwrap_or(true) {
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
    let as_text = !args.optional_boolean("as_uuid")?.unwrap_or(true);
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
        dimensions,
    })
}

fn json(args: &mut Args) -> Result<SqlType> {
    let none_as_null = args.optional_boolean("none_as_null")?.unwrap_or(false);
    Ok(SqlType::Json {
        binary: false,
        none_as_null,
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

type_classes! {
    INTEGER "Integer" |_interpreter, args| SqlType::Integer(IntegerSize::Normal);
    INTEGER_UPPER "INTEGER" |_interpreter, args| SqlType::Integer(IntegerSize::Normal);
    INT "INT" |_interpreter, args| SqlType::Integer(IntegerSize::Normal);
    SMALL "SmallInteger" |_interpreter, args| SqlType::Integer(IntegerSize::Small);
    SMALL_UPPER "SMALLINT" |_interpreter, args| SqlType::Integer(IntegerSize::Small);
    BIG "BigInteger" |_interpreter, args| SqlType::Integer(IntegerSize::Big);
    BIG_UPPER "BIGINT" |_interpreter, args| SqlType::Integer(IntegerSize::Big);
    STRING "String" |_interpreter, args| text(TextKind::Varchar, &mut args)?;
    VARCHAR "VARCHAR" |_interpreter, args| text(TextKind::Varchar, &mut args)?;
    UNICODE "Unicode" |_interpreter, args| text(TextKind::Unicode, &mut args)?;
    NVARCHAR "NVARCHAR" |_interpreter, args| text(TextKind::NVarchar, &mut args)?;
    CHAR "CHAR" |_interpreter, args| text(TextKind::Char, &mut args)?;
    NCHAR "NCHAR" |_interpreter, args| text(TextKind::NChar, &mut args)?;
    TEXT "Text" |_interpreter, args| text(TextKind::Text, &mut args)?;
    TEXT_UPPER "TEXT" |_interpreter, args| text(TextKind::Text, &mut args)?;
    UNICODE_TEXT "UnicodeText" |_interpreter, args| text(TextKind::UnicodeText, &mut args)?;
    CLOB "CLOB" |_interpreter, args| text(TextKind::Clob, &mut args)?;
    NUMERIC "Numeric" |interpreter, args| numeric(interpreter, false, &mut args)?;
    NUMERIC_UPPER "NUMERIC" |interpreter, args| numeric(interpreter, false, &mut args)?;
    DECIMAL "DECIMAL" |interpreter, args| numeric(interpreter, true, &mut args)?;
    FLOAT "Float" |interpreter, args| float(interpreter, FloatKind::Float, &mut args)?;
    FLOAT_UPPER "FLOAT" |interpreter, args| float(interpreter, FloatKind::Float, &mut args)?;
    DOUBLE "Double" |interpreter, args| float(interpreter, FloatKind::Double, &mut args)?;
    DOUBLE_UPPER "DOUBLE" |interpreter, args| float(interpreter, FloatKind::DoubleUpper, &mut args)?;
    DOUBLE_PRECISION "DOUBLE_PRECISION" |interpreter, args| float(interpreter, FloatKind::DoublePrecision, &mut args)?;
    REAL "REAL" |interpreter, args| float(interpreter, FloatKind::Real, &mut args)?;
    BOOLEAN "Boolean" |_interpreter, args| boolean(&mut args)?;
    BOOLEAN_UPPER "BOOLEAN" |_interpreter, args| boolean(&mut args)?;
    DATE "Date" |_interpreter, args| SqlType::Date;
    DATE_UPPER "DATE" |_interpreter, args| SqlType::Date;
    TIME "Time" |_interpreter, args| time(&mut args)?;
    TIME_UPPER "TIME" |_interpreter, args| time(&mut args)?;
    DATE_TIME "DateTime" |_interpreter, args| date_time(false, &mut args)?;
    TIMESTAMP "TIMESTAMP" |_interpreter, args| date_time(true, &mut args)?;
    // Written DATETIME on every dialect, PostgreSQL included, which has no such type.
    DATETIME_UPPER "DATETIME" |_interpreter, args| {
        let _ = args.take("timezone")?;
        SqlType::Custom("DATETIME".into())
    };
    INTERVAL "Interval" |_interpreter, args| interval(&mut args)?;
    LARGE_BINARY "LargeBinary" |_interpreter, args| binary(BinaryKind::Large, &mut args)?;
    BLOB "BLOB" |_interpreter, args| binary(BinaryKind::Blob, &mut args)?;
    BINARY "BINARY" |_interpreter, args| binary(BinaryKind::Binary, &mut args)?;
    VARBINARY "VARBINARY" |_interpreter, args| binary(BinaryKind::VarBinary, &mut args)?;
    PICKLE "PickleType" |interpreter, args| pickle(interpreter, &mut args)?;
    JSON "JSON" |_interpreter, args| json(&mut args)?;
    UUID "Uuid" |_interpreter, args| uuid(&mut args)?;
    UUID_UPPER "UUID" |_interpreter, args| upper_uuid(&mut args)?;
    ARRAY "ARRAY" |interpreter, args| array(interpreter, &mut args)?;
    ENUM "Enum" |interpreter, args| super::enumeration::generic(interpreter, &mut args)?;
    NULL "NullType" |_interpreter, args| SqlType::Null;
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
        Definition::Value(|_| Ok(TypeObject::value("NullType", SqlType::Null))),
    ),
];

/// `sqlalchemy.types`
pub(crate) static TYPES: ModuleTable = ModuleTable {
    name: "sqlalchemy.types",
    definitions: BASES,
    fallback: Some(|interpreter, name| super::find(interpreter, &[CLASSES], name)),
};
