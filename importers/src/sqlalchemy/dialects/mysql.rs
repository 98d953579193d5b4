//! `sqlalchemy.dialects.mysql`: types with MySQL's own arguments.
//!
//! A type that others have by the same name (`INTEGER(unsigned=True)`) is
//! that type elsewhere; one that only MySQL has (`TINYINT`) exists nowhere else.

use crate::dialect::Dialect;
use crate::operation::types::{FloatKind, IntegerSize, TextKind};
use crate::operation::{Expression, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Keyword, ModuleTable, Result};
use crate::python::value::Value;
use crate::sqlalchemy::types::type_classes;
use crate::sqlalchemy::{argument, clause, enumeration, statement, types};

fn native(sql: String) -> SqlType {
    SqlType::Native {
        dialect: "mysql".into(),
        sql,
    }
}

/// The generic type elsewhere, and this text on MySQL.
fn variant(base: SqlType, sql: String) -> SqlType {
    SqlType::Variant {
        base: Box::new(base),
        variants: vec![("mysql".into(), native(sql))],
    }
}

/// `(display_width=None, unsigned=False, zerofill=False)`
fn integer(name: &str, args: &mut Args) -> Result<String> {
    let width = argument::size(args, "display_width")?;
    let mut sql = match width {
        Some(width) => format!("{name}({width})"),
        None => name.to_owned(),
    };
    numeric_attributes(&mut sql, args)?;
    Ok(sql)
}

fn numeric_attributes(sql: &mut String, args: &mut Args) -> Result<()> {
    if args.keyword_boolean("unsigned")?.unwrap_or(false) {
        sql.push_str(" UNSIGNED");
    }
    if args.keyword_boolean("zerofill")?.unwrap_or(false) {
        sql.push_str(" ZEROFILL");
    }
    Ok(())
}

/// What MySQL says of the characters of a string type.
struct Attributes {
    national: bool,
    charset: Option<String>,
    collation: Option<String>,
}

impl Attributes {
    /// The type with these.
    fn around(self, spec: String) -> String {
        let parts = if self.national {
            [Some("NATIONAL".into()), Some(spec), self.collation]
        } else {
            [Some(spec), self.charset, self.collation]
        };
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn attributes(args: &mut Args) -> Result<Attributes> {
    let mut said = |name: &str| {
        let text = args.keyword_string(name)?;
        Ok(text.filter(|text| !text.is_empty()))
    };
    let (charset, collation) = (said("charset")?, said("collation")?);
    let mut flag = |name: &str| Ok(args.keyword_boolean(name)?.unwrap_or(false));
    let (ascii, unicode, binary, national) = (
        flag("ascii")?,
        flag("unicode")?,
        flag("binary")?,
        flag("national")?,
    );
    let charset = match charset {
        Some(charset) => Some(format!("CHARACTER SET {charset}")),
        None if ascii => Some("ASCII".into()),
        None if unicode => Some("UNICODE".into()),
        None => None,
    };
    let collation = match collation {
        Some(collation) => Some(format!("COLLATE {collation}")),
        None if binary => Some("BINARY".into()),
        None => None,
    };
    Ok(Attributes {
        national,
        charset,
        collation,
    })
}

/// What comes behind `timezone=`: `fsp=None`
fn moment(interpreter: &Interpreter, name: &str, args: &mut Args) -> Result<String> {
    Ok(match argument::counted(interpreter, args, "fsp")? {
        Some(digits) if digits > 0 => format!("{name}({digits})"),
        _ => name.to_owned(),
    })
}

/// `VARCHAR`, `CHAR`, `TEXT`: what others have, too.
fn text_type(
    interpreter: &Interpreter,
    kind: TextKind,
    name: &str,
    args: &mut Args,
) -> Result<SqlType> {
    let numbered = kind != TextKind::Char && interpreter.dialect() == Dialect::Mysql;
    let length = if numbered {
        argument::counted(interpreter, args, "length")?
    } else {
        argument::size(args, "length")?
    };
    sized_text(kind, name, length, args)
}

/// `NCHAR` and `NVARCHAR`, national as they are; only `binary=` and the collation are written.
fn national_text(kind: TextKind, name: &str, args: &mut Args) -> Result<SqlType> {
    let length = argument::size(args, "length")?;
    for ignored in ["national", "ascii", "unicode", "charset"] {
        let _ = args.keyword(ignored);
    }
    args.keywords.push(Keyword {
        name: "national".into(),
        value: Value::Bool(true),
        place: args.place.clone(),
    });
    sized_text(kind, name, length, args)
}

fn sized_text(kind: TextKind, name: &str, length: Option<u32>, args: &mut Args) -> Result<SqlType> {
    let collation = args.keywords.iter().find(|it| &*it.name == "collation");
    let collation = match collation {
        Some(given) if !given.value.is_none() => {
            Some(args.to_string("collation", &given.value)?.to_string())
        }
        _ => None,
    };
    let spec = match length {
        Some(length) => format!("{name}({length})"),
        None => name.to_owned(),
    };
    let sql = attributes(args)?.around(spec);
    let elsewhere = SqlType::Text {
        kind,
        length,
        collation,
    };
    Ok(variant(elsewhere, sql))
}

/// `TINYTEXT` and the like have no length: one that is given by its name is not written.
fn long_text(name: &str, args: &mut Args) -> Result<SqlType> {
    let _ = args.keyword("length");
    Ok(native(attributes(args)?.around(name.to_owned())))
}

/// `TINYBLOB` and the like take a length, and do not write it.
fn long_blob(name: &str, args: &mut Args) -> Result<SqlType> {
    let _ = args.take("length")?;
    Ok(native(name.to_owned()))
}

fn set(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    let mut values = Vec::new();
    for value in args.rest() {
        values.push(args.to_string("values", &value)?.to_string());
    }
    let bitwise = args
        .keyword_boolean("retrieve_as_bitwise")?
        .unwrap_or(false);
    if !bitwise && values.iter().any(String::is_empty) {
        return Err(argument::alembic_stops(
            interpreter,
            &"Can't use the blank value '' in a SET without setting retrieve_as_bitwise=True",
        ));
    }
    Ok(native(attributes(args)?.around(listed("SET", &values))))
}

/// What `mysql.ENUM` takes beside its values and what is said of their characters.
const ENUM_KEYWORDS: [&str; 14] = [
    "name",
    "schema",
    "metadata",
    "inherit_schema",
    "quote",
    "native_enum",
    "create_constraint",
    "values_callable",
    "omit_aliases",
    "sort_key_function",
    "length",
    "validate_strings",
    "convert_unicode",
    "_create_events",
];

/// `ENUM('a','b')`
fn enumeration(interpreter: &mut Interpreter, args: &mut Args) -> Result<SqlType> {
    let _ = args.keyword("strict");
    let attributes = attributes(args)?;
    for keyword in &args.keywords {
        if !ENUM_KEYWORDS.contains(&&*keyword.name) {
            let reason = format!(
                "String.__init__() got an unexpected keyword argument '{}'",
                keyword.name
            );
            return Err(argument::alembic_stops(interpreter, &reason));
        }
        if &*keyword.name == "native_enum" && matches!(keyword.value, Value::Bool(false)) {
            return Err(argument::alembic_stops(
                interpreter,
                &"maximum recursion depth exceeded",
            ));
        }
    }
    let made = enumeration::generic(interpreter, args)?;
    let SqlType::Enum(values) = made.stored().clone() else {
        return Ok(native("ENUM".into()));
    };
    Ok(native(attributes.around(listed("ENUM", &values.values))))
}

/// `NAME('a','b')`, the values as MySQL's literals.
fn listed(name: &str, values: &[String]) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|value| format!("'{}'", value.replace('\'', "''").replace('\\', "\\\\")))
        .collect();
    format!("{name}({})", values.join(","))
}

/// `(precision=None, scale=None, asdecimal=, unsigned=, zerofill=)`: the text on MySQL, and the
/// precision and scale that the type has elsewhere.
fn numeric(name: &str, args: &mut Args) -> Result<(String, Option<u32>, Option<u32>)> {
    let precision = argument::size(args, "precision")?;
    let scale = argument::size(args, "scale")?;
    let _ = args.take("asdecimal")?;
    let mut sql = match (precision, scale) {
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
        (Some(precision), None) => format!("{name}({precision})"),
        _ => name.to_owned(),
    };
    numeric_attributes(&mut sql, args)?;
    Ok((sql, precision, scale))
}

fn decimal(name: &str, args: &mut Args) -> Result<SqlType> {
    let (sql, precision, scale) = numeric(name, args)?;
    let elsewhere = SqlType::Numeric {
        decimal: name == "DECIMAL",
        precision,
        scale,
    };
    Ok(variant(elsewhere, sql))
}

fn float(
    interpreter: &Interpreter,
    kind: FloatKind,
    name: &str,
    args: &mut Args,
) -> Result<SqlType> {
    let (sql, precision, scale) = numeric(name, args)?;
    if name != "FLOAT" && precision.is_some() != scale.is_some() {
        return Err(argument::alembic_stops(
            interpreter,
            &"You must specify both precision and scale or omit both altogether",
        ));
    }
    Ok(variant(SqlType::Float { kind, precision }, sql))
}

/// `TIMESTAMP(timezone=False, fsp=None)`
fn timestamp(interpreter: &Interpreter, args: &mut Args) -> Result<SqlType> {
    let timezone = args.optional_boolean("timezone")?.unwrap_or(false);
    let elsewhere = SqlType::DateTime {
        timestamp: true,
        timezone,
        precision: None,
    };
    Ok(variant(elsewhere, moment(interpreter, "TIMESTAMP", args)?))
}

type_classes! { "sqlalchemy.dialects.mysql";
    INTEGER "INTEGER" |interpreter, args| variant(SqlType::Integer(IntegerSize::Normal), integer("INTEGER", &mut args)?);
    BIGINT "BIGINT" |interpreter, args| variant(SqlType::Integer(IntegerSize::Big), integer("BIGINT", &mut args)?);
    SMALLINT "SMALLINT" |interpreter, args| variant(SqlType::Integer(IntegerSize::Small), integer("SMALLINT", &mut args)?);
    TINYINT "TINYINT" |interpreter, args| native(integer("TINYINT", &mut args)?);
    MEDIUMINT "MEDIUMINT" |interpreter, args| native(integer("MEDIUMINT", &mut args)?);
    YEAR "YEAR" |interpreter, args| native(integer("YEAR", &mut args)?);
    BIT "BIT" |interpreter, args| {
        native(match argument::size(&mut args, "length")? {
            Some(length) => format!("BIT({length})"),
            None => "BIT".into(),
        })
    };
    VARCHAR "VARCHAR" |interpreter, args| text_type(interpreter, TextKind::Varchar, "VARCHAR", &mut args)?;
    CHAR "CHAR" |interpreter, args| text_type(interpreter, TextKind::Char, "CHAR", &mut args)?;
    NCHAR "NCHAR" |interpreter, args| national_text(TextKind::NChar, "CHAR", &mut args)?;
    NVARCHAR "NVARCHAR" |interpreter, args| national_text(TextKind::NVarchar, "VARCHAR", &mut args)?;
    TEXT "TEXT" |interpreter, args| text_type(interpreter, TextKind::Text, "TEXT", &mut args)?;
    TINYTEXT "TINYTEXT" |interpreter, args| long_text("TINYTEXT", &mut args)?;
    MEDIUMTEXT "MEDIUMTEXT" |interpreter, args| long_text("MEDIUMTEXT", &mut args)?;
    LONGTEXT "LONGTEXT" |interpreter, args| long_text("LONGTEXT", &mut args)?;
    TINYBLOB "TINYBLOB" |interpreter, args| long_blob("TINYBLOB", &mut args)?;
    MEDIUMBLOB "MEDIUMBLOB" |interpreter, args| long_blob("MEDIUMBLOB", &mut args)?;
    LONGBLOB "LONGBLOB" |interpreter, args| long_blob("LONGBLOB", &mut args)?;
    DECIMAL "DECIMAL" |interpreter, args| decimal("DECIMAL", &mut args)?;
    NUMERIC "NUMERIC" |interpreter, args| decimal("NUMERIC", &mut args)?;
    DOUBLE "DOUBLE" |interpreter, args| float(interpreter, FloatKind::DoubleUpper, "DOUBLE", &mut args)?;
    FLOAT "FLOAT" |interpreter, args| float(interpreter, FloatKind::Float, "FLOAT", &mut args)?;
    REAL "REAL" |interpreter, args| float(interpreter, FloatKind::Real, "REAL", &mut args)?;
    DATETIME "DATETIME" |interpreter, args| {
        let _ = args.take("timezone")?;
        variant(SqlType::Custom("DATETIME".into()), moment(interpreter, "DATETIME", &mut args)?)
    };
    TIMESTAMP "TIMESTAMP" |interpreter, args| timestamp(interpreter, &mut args)?;
    TIME "TIME" |interpreter, args| {
        let timezone = args.optional_boolean("timezone")?.unwrap_or(false);
        variant(SqlType::Time { timezone, precision: None }, moment(interpreter, "TIME", &mut args)?)
    };
    JSON "JSON" |interpreter, args| SqlType::Json {
        binary: false,
        none_as_null: args.optional_boolean("none_as_null")?.unwrap_or(false),
        postgres: false,
    };
    ENUM "ENUM" |interpreter, args| enumeration(interpreter, &mut args)?;
    SET "SET" |interpreter, args| set(interpreter, &mut args)?;
}

/// What `match` is told, and what it is written as.
const MATCH_FLAGS: [(&str, &str); 3] = [
    ("in_boolean_mode", " IN BOOLEAN MODE"),
    ("in_natural_language_mode", " IN NATURAL LANGUAGE MODE"),
    ("with_query_expansion", " WITH QUERY EXPANSION"),
];

/// `match(*columns, against=, in_boolean_mode=, ...)`
fn matched(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let columns = args
        .rest()
        .iter()
        .map(|value| clause::operand(interpreter, value, None))
        .collect::<Result<Vec<_>>>()?;
    let against = args.required("against")?;
    let against = clause::operand(interpreter, &against, Some(&clause::string_type()))?;
    let mut flags = [false; 3];
    for (flag, (name, _)) in flags.iter_mut().zip(MATCH_FLAGS) {
        *flag = args.keyword_boolean(name)?.unwrap_or(false);
    }
    args.finish()?;
    if interpreter.dialect() != crate::Dialect::Mysql {
        return Err(argument::alembic_stops(
            interpreter,
            &format!(
                "The {} compiler can't render element of type match",
                interpreter.dialect().sqlalchemy_name()
            ),
        ));
    }
    let against = Expression::Postfix {
        operator: match_words(interpreter, flags)?,
        operand: Box::new(against),
    };
    let made = Expression::Binary {
        left: Box::new(Expression::Unary {
            operator: "MATCH ".into(),
            operand: Box::new(Expression::List(columns)),
        }),
        operator: "AGAINST".into(),
        right: Box::new(Expression::Grouping(Box::new(against))),
    };
    Ok(clause::Clause::condition(made))
}

/// `match(...).in_boolean_mode()` and its like; `None` where it is no such method of such an expression.
///
/// # Errors
/// As SQLAlchemy's, of modes that exclude each other.
pub(crate) fn match_method(
    interpreter: &mut Interpreter,
    expression: &Expression,
    name: &str,
) -> Result<Option<Expression>> {
    let Some(flag) = MATCH_FLAGS.iter().position(|(own, _)| *own == name) else {
        return Ok(None);
    };
    let mut made = expression.clone();
    let Expression::Binary {
        operator, right, ..
    } = &mut made
    else {
        return Ok(None);
    };
    let Expression::Grouping(inner) = &mut **right else {
        return Ok(None);
    };
    let Expression::Postfix {
        operator: words, ..
    } = &mut **inner
    else {
        return Ok(None);
    };
    if operator != "AGAINST" {
        return Ok(None);
    }
    let mut at = 0;
    let flags = MATCH_FLAGS.map(|(_, text)| {
        at += 1;
        at - 1 == flag || words.contains(text)
    });
    *words = match_words(interpreter, flags)?;
    Ok(Some(made))
}

/// The words of the modes of a `match`.
fn match_words(interpreter: &mut Interpreter, flags: [bool; 3]) -> Result<String> {
    let shown = |flag| if flag { "True" } else { "False" };
    if let [true, true, _] | [true, _, true] = flags {
        let said: Vec<_> = MATCH_FLAGS
            .iter()
            .zip(flags)
            .map(|((name, _), flag)| format!("{name}={}", shown(flag)))
            .collect();
        let reason = format!("Invalid MySQL match flags: {}", said.join(", "));
        return Err(argument::alembic_stops(interpreter, &reason));
    }
    let words = MATCH_FLAGS.iter().zip(flags);
    Ok(words
        .filter(|(_, flag)| *flag)
        .map(|((_, text), _)| *text)
        .collect())
}

static FUNCTIONS: &[(&str, Definition)] = &[
    ("match", Definition::Function(matched)),
    (
        "insert",
        Definition::Function(|i, args| statement::insert_on(i, args, "mysql")),
    ),
];

/// The classes of `sqlalchemy.types` that the package offers.
const OFFERS: (&str, &[&str]) = (
    "sqlalchemy.dialects.mysql",
    &["BOOLEAN", "DATE", "BLOB", "BINARY", "VARBINARY"],
);

/// `sqlalchemy.dialects.mysql`
pub(crate) static MYSQL: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.mysql",
    definitions: FUNCTIONS,
    fallback: Some(|interpreter, name| {
        let own =
            crate::sqlalchemy::find(interpreter, &[super::class::MYSQL_CLASSES, CLASSES], name)?;
        match own {
            Some(own) => Ok(Some(own)),
            None => super::offered(interpreter, OFFERS, name),
        }
    }),
};

/// `sqlalchemy.dialects.mysql.base` and its siblings
static BASE: ModuleTable = ModuleTable {
    name: "sqlalchemy.dialects.mysql.base",
    definitions: FUNCTIONS,
    fallback: Some(|interpreter, name| {
        crate::sqlalchemy::find(
            interpreter,
            &[super::class::MYSQL_CLASSES, CLASSES, types::CLASSES],
            name,
        )
    }),
};

submodules! {
    BASE "sqlalchemy.dialects.mysql";
    "base" "dml" "enumerated" "expression" "json" "types"
}
