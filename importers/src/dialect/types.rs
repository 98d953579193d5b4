//! Types that render alike everywhere, and what all dialects ask of a type.

use super::Dialect;
use super::rules::{Rules, refused};
use crate::Diagnostic;
use crate::operation::types::{BinaryKind, Enum, FloatKind, IntegerSize, SqlType, TextKind};

/// The type that a dialect sees: `with_variant` resolved.
pub(crate) fn resolve(data_type: &SqlType, dialect: Dialect) -> &SqlType {
    match data_type {
        SqlType::Variant { base, variants } => variants
            .iter()
            .find(|(name, _)| name == dialect.sqlalchemy_name())
            .map_or_else(
                || resolve(base, dialect),
                |(_, variant)| resolve(variant, dialect),
            ),
        SqlType::Converted { base, .. } | SqlType::Written { base, .. } => resolve(base, dialect),
        other => other,
    }
}

/// What the project has a type written as, where it does.
pub(crate) fn written(data_type: &SqlType, dialect: Dialect) -> Option<&str> {
    match data_type {
        SqlType::Written { sql, .. } => Some(sql),
        SqlType::Variant { base, variants } => variants
            .iter()
            .find(|(name, _)| name == dialect.sqlalchemy_name())
            .map_or_else(
                || written(base, dialect),
                |(_, variant)| written(variant, dialect),
            ),
        SqlType::Converted { base, .. } => written(base, dialect),
        _ => None,
    }
}

/// The type outside its variants, by which SQLAlchemy decides what increments by itself.
pub(crate) fn base(data_type: &SqlType) -> &SqlType {
    match data_type {
        SqlType::Variant { base, .. }
        | SqlType::Converted { base, .. }
        | SqlType::Written { base, .. } => self::base(base),
        other => other,
    }
}

/// Whether a column of this type can count by itself.
pub(crate) fn counts(data_type: &SqlType) -> bool {
    match base(data_type) {
        SqlType::Integer(_) | SqlType::Numeric { .. } | SqlType::Float { .. } => true,
        SqlType::Native { sql, .. } => is_native_integer(sql) || first_word(sql) == "DOUBLE",
        _ => false,
    }
}

/// Whether a dialect's own type is an integer for SQLAlchemy.
fn is_native_integer(sql: &str) -> bool {
    matches!(
        first_word(sql),
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INTEGER" | "BIGINT"
    )
}

/// The type by which values are written: a dialect's own integer is an integer.
pub(crate) fn of_values(data_type: &SqlType, dialect: Dialect) -> &SqlType {
    match resolve(data_type, dialect) {
        SqlType::Native { sql, .. } if is_native_integer(sql) => {
            &SqlType::Integer(IntegerSize::Normal)
        }
        other => other,
    }
}

/// Whether it is an integer.
pub(crate) fn is_integer(data_type: &SqlType) -> bool {
    matches!(base(data_type), SqlType::Integer(_))
}

/// Integers.
pub(crate) fn integer(size: IntegerSize) -> &'static str {
    match size {
        IntegerSize::Small => "SMALLINT",
        IntegerSize::Normal => "INTEGER",
        IntegerSize::Big => "BIGINT",
    }
}

/// Strings, with length and collation.
pub(crate) fn text(kind: TextKind, length: Option<u32>, collation: Option<&str>) -> String {
    let name = match kind {
        TextKind::Varchar | TextKind::Unicode => "VARCHAR",
        TextKind::NVarchar => "NVARCHAR",
        TextKind::Char => "CHAR",
        TextKind::NChar => "NCHAR",
        TextKind::Text | TextKind::UnicodeText => "TEXT",
        TextKind::Clob => return "CLOB".to_owned(),
    };
    let mut sql = with_length(name, length);
    if let Some(collation) = collation.filter(|collation| !collation.is_empty()) {
        sql.push_str(&format!(" COLLATE \"{collation}\""));
    }
    sql
}

/// `NAME(length)`; a length of 0 counts as none.
pub(crate) fn with_length(name: &str, length: Option<u32>) -> String {
    match length {
        Some(length) if length > 0 => format!("{name}({length})"),
        _ => name.to_owned(),
    }
}

/// `NUMERIC` and `DECIMAL`.
pub(crate) fn numeric(decimal: bool, precision: Option<u32>, scale: Option<u32>) -> String {
    let name = if decimal { "DECIMAL" } else { "NUMERIC" };
    match (precision, scale) {
        (None, _) => name.to_owned(),
        (Some(precision), None) => format!("{name}({precision})"),
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
    }
}

/// Floating point, without precision.
pub(crate) fn float(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Float => "FLOAT",
        FloatKind::Double | FloatKind::DoubleUpper => "DOUBLE",
        FloatKind::DoublePrecision => "DOUBLE PRECISION",
        FloatKind::Real => "REAL",
    }
}

/// Bytes whose name is the same everywhere.
pub(crate) fn binary(kind: BinaryKind, length: Option<u32>) -> Option<String> {
    match kind {
        BinaryKind::Blob => Some("BLOB".to_owned()),
        BinaryKind::Binary => Some(with_length("BINARY", length)),
        BinaryKind::VarBinary => Some(with_length("VARBINARY", length)),
        BinaryKind::Large | BinaryKind::Bytea => None,
    }
}

/// The way out where an enumeration was given a tuple in place of its values.
pub(crate) const TUPLE_HELP: &str =
    "The values are arguments of their own: `sa.Enum(\"a\", \"b\", name=\"...\")`.";

/// An enumeration where it is no type of the database: long enough for its longest value.
pub(crate) fn enum_text(enumeration: &Enum) -> String {
    text(TextKind::Varchar, enum_length(enumeration), None)
}

/// The length that was given, or that of the longest value.
pub(crate) fn enum_length(enumeration: &Enum) -> Option<u32> {
    enumeration.length.or(longest_value(enumeration))
}

/// The length of the longest value in characters; none where there is no value.
pub(crate) fn longest_value(enumeration: &Enum) -> Option<u32> {
    let values = match enumeration.of_tuple {
        true => &[],
        false => &enumeration.values[..],
    };
    values
        .iter()
        .map(|value| value.chars().count())
        .max()
        .and_then(|length| u32::try_from(length).ok())
}

/// A column without a type.
pub(crate) fn untyped() -> Diagnostic {
    refused("Can't generate DDL for NullType(); did you forget to specify a type on this Column?")
}

/// A type that the dialect does not have, as SQLAlchemy's compiler says it.
pub(crate) fn absent(dialect: Dialect, name: &str) -> Diagnostic {
    refused(format!(
        "The {} compiler can't render element of type {name}.",
        dialect.sqlalchemy_name()
    ))
    .help(format!(
        "Use a type that {dialect} has, or give one with `.with_variant(...)`."
    ))
}

/// Refuses the types of PostgreSQL that SQLAlchemy would make before the table, also where
/// another type stands for them on this dialect, if it has enumerations of its own.
pub(crate) fn refuse_made_types(rules: &dyn Rules, data_type: &SqlType) -> Result<(), Diagnostic> {
    let dialect = rules.dialect();
    let refuse = |class| Err(absent(dialect, class));
    match data_type {
        SqlType::Enum(enumeration)
            if enumeration.postgres_only && enumeration.create_type && rules.native_enum() =>
        {
            refuse("CreateEnumType")
        }
        SqlType::Domain(domain) if domain.create_type => refuse("CreateDomainType"),
        SqlType::Array { item, .. } => refuse_made_types(rules, item),
        SqlType::Converted { base, .. } | SqlType::Written { base, .. } => {
            refuse_made_types(rules, base)
        }
        SqlType::Variant { base, variants } => {
            refuse_made_types(rules, base)?;
            variants
                .iter()
                .try_for_each(|(_, variant)| refuse_made_types(rules, variant))
        }
        _ => Ok(()),
    }
}

/// The name under which another dialect's type is known, without what it says of its characters.
pub(crate) fn class_named(sql: &str) -> &str {
    first_word(sql.strip_prefix("NATIONAL ").unwrap_or(sql))
}

/// The name that SQLAlchemy's message gives a type which only another dialect has.
pub(crate) fn first_word(sql: &str) -> &str {
    sql.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or(sql)
}
