//! `@compiles` of SQLAlchemy's own types: how a project writes `JSONB` on SQLite.
//!
//! The function is called where such a type is made. The type stays what it is in all but
//! its name in the database.

use std::rc::Rc;

use super::compiled::Registered;
use super::mapped::Mapped;
use super::rewritten::Unread;
use super::type_object::TypeObject;
use super::{argument, custom_type, dialect_object, lineage};
use crate::Dialect;
use crate::dialect::render_type;
use crate::operation::SqlType;
use crate::operation::types::{IntegerSize, TextKind};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::{Unknown, Value};

/// Types that are visited under the name of the class above them, so that a function of that
/// class writes them, too.
const VISITED_AS_ABOVE: &[&str] = &[
    "sqlalchemy.types.MatchType",
    "sqlalchemy.dialects.postgresql.ARRAY",
    "sqlalchemy.dialects.postgresql.ENUM",
    "sqlalchemy.dialects.postgresql.JSON",
    "sqlalchemy.dialects.mysql.JSON",
    "sqlalchemy.dialects.sqlite.JSON",
    "sqlalchemy.dialects.sqlite.DATE",
    "sqlalchemy.dialects.sqlite.DATETIME",
    "sqlalchemy.dialects.sqlite.TIME",
];

/// Types that are another one in the database, whose function writes them, too.
const MADE_OF: [(&str, &str); 2] = [
    ("sqlalchemy.types.Interval", "sqlalchemy.types.DateTime"),
    (
        "sqlalchemy.types.PickleType",
        "sqlalchemy.types.LargeBinary",
    ),
];

/// Bases of types: a function of one of these would write each of its kind.
const BASES: &[&str] = &[
    "sqlalchemy.types.TypeEngine",
    "sqlalchemy.types.TypeDecorator",
    "sqlalchemy.types.UserDefinedType",
    "sqlalchemy.types.Interval",
    "sqlalchemy.types.PickleType",
    "sqlalchemy.types.NullType",
];

/// Whether a class of SQLAlchemy's is a type that a function of a project may write.
pub(crate) fn is_written(class: &str) -> bool {
    lineage::of(class).is_some() && !BASES.contains(&class)
}

/// Whether functions of the classes above it do not write a type.
pub(super) fn names_its_visit(class: &str) -> bool {
    lineage::of(class).is_some() && !VISITED_AS_ABOVE.contains(&class)
}

/// A type that was just made, with the SQL that `bridge.toml` or a function of the project
/// writes for it.
///
/// # Errors
/// What the function raises, and where nobody can tell which function writes it.
pub(crate) fn constructed(
    interpreter: &mut Interpreter,
    lineage: &'static [&'static str],
    data_type: SqlType,
) -> Result<Value> {
    let own = TypeObject::of_class(lineage, data_type.clone());
    let sql = match writer_of(interpreter, lineage)? {
        None => return Ok(own),
        Some(Writer::Mapping(sql)) => sql,
        Some(Writer::Function(function)) => text(interpreter, &function, own)?,
    };
    let written = |base: Box<SqlType>| SqlType::Written { base, sql };
    let data_type = match data_type {
        SqlType::Converted { base, python } => SqlType::Converted {
            base: Box::new(written(base)),
            python,
        },
        other => written(Box::new(other)),
    };
    Ok(TypeObject::of_class(lineage, data_type))
}

/// What a function writes for a type.
///
/// # Errors
/// What it raises, and what is no text.
pub(super) fn text(
    interpreter: &mut Interpreter,
    function: &Value,
    of_type: Value,
) -> Result<String> {
    // The type is written before there is a column.
    let column = Value::Unknown(Rc::new(Unknown {
        what: "the column for which a function of `compiles` writes a type".to_owned(),
        code: "unknown-name",
        place: interpreter.place(),
        help: None,
    }));
    let args = Args::new([of_type, Value::object(TypeCompiler)]).with("type_expression", column);
    let made = interpreter.deeper(|interpreter| interpreter.call(function, args))?;
    let made = interpreter.known(made)?;
    match made.as_str() {
        Some(sql) => Ok(sql.to_string()),
        None => Err(interpreter.unsupported("a compiled type that is no text")),
    }
}

/// Who says what a type is written as.
enum Writer {
    Mapping(String),
    Function(Value),
}

fn writer_of(interpreter: &Interpreter, lineage: &[&str]) -> Result<Option<Writer>> {
    let dialect = interpreter.dialect();
    for class in lineage {
        let mapped = interpreter.extension::<Mapped>();
        if let Some(sql) = mapped
            .as_ref()
            .and_then(|mapped| mapped.sql(class, dialect))
        {
            return Ok(Some(Writer::Mapping(sql.to_owned())));
        }
        let unread = interpreter.extension::<Unread>();
        if let Some(refusal) = unread.as_ref().and_then(|unread| unread.of_type(class)) {
            return Err(Interrupt::Refused(Box::new(refusal)));
        }
        let registered = interpreter.extension::<Registered>();
        let function_of = |class: &str| {
            let registered = registered.as_ref()?;
            registered.of_native(class, dialect.sqlalchemy_name())
        };
        // PostgreSQL has intervals.
        let inner = MADE_OF.iter().find(|(outer, _)| outer == class);
        let inner = inner.filter(|(outer, _)| {
            dialect != Dialect::Postgres || *outer != "sqlalchemy.types.Interval"
        });
        if let Some((_, inner)) = inner {
            let mapped = mapped.as_ref();
            if let Some(sql) = mapped.and_then(|mapped| mapped.sql(inner, dialect)) {
                return Ok(Some(Writer::Mapping(sql.to_owned())));
            }
            if let Some(refusal) = unread.as_ref().and_then(|unread| unread.of_type(inner)) {
                return Err(Interrupt::Refused(Box::new(refusal)));
            }
            if function_of(inner).is_some() {
                return Err(interpreter.unsupported(&format!(
                    "{class} where a function of `compiles` writes {inner}, which it is in the database"
                )));
            }
        }
        let function = function_of(class);
        if function.is_some() || names_its_visit(class) {
            return Ok(function.map(Writer::Function));
        }
    }
    Ok(None)
}

/// The compiler that such a function is given.
struct TypeCompiler;

impl Object for TypeCompiler {
    fn type_name(&self) -> &str {
        "TypeCompiler"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match name {
            "dialect" => Ok(Some(dialect_object::dialect(interpreter))),
            "process" => Ok(None),
            visit if visit.starts_with("visit_") => Ok(None),
            other => Err(interpreter.unsupported(&format!("`{other}` of a compiler of types"))),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let of_type = args.required("type_")?;
        // Which column or cast the type stands in.
        let _ = args.take_keywords();
        let text = match name.strip_prefix("visit_") {
            Some(visit) => visited(interpreter, visit, &of_type)?,
            None if name == "process" => {
                let data_type = argument::data_type(interpreter, args, "type_", &of_type)?;
                rendered(interpreter, &data_type)?
            }
            None => {
                return Err(interpreter.unsupported(&format!("`{name}` of a compiler of types")));
            }
        };
        Ok(Some(Value::str(text)))
    }
}

/// `compiler.visit_JSON(type_)`: what SQLAlchemy itself writes under a name.
fn visited(interpreter: &mut Interpreter, visit: &str, value: &Value) -> Result<String> {
    let Some(value) = described(interpreter, value)? else {
        return Err(interpreter.unsupported("this argument of a compiler of types"));
    };
    let lineage = value.lineage;
    let own = value.data_type.clone();
    let own = match own {
        SqlType::Written { base, .. } => *base,
        other => other,
    };
    let name = lineage
        .iter()
        .find(|class| names_its_visit(class))
        .map(|class| visit_name(class));
    if name.as_deref() == Some(visit) {
        return rendered(interpreter, &own);
    }
    let of_mysql = lineage
        .first()
        .is_some_and(|class| class.starts_with("sqlalchemy.dialects.mysql."));
    if let Some(text) = constant(visit, interpreter.dialect(), of_mysql) {
        return Ok(text.to_owned());
    }
    let text = |kind| match &own {
        SqlType::Text {
            length, collation, ..
        } => Some(SqlType::Text {
            kind,
            length: *length,
            collation: collation.clone(),
        }),
        _ => None,
    };
    let other = match visit {
        "INTEGER" | "integer" => Some(SqlType::Integer(IntegerSize::Normal)),
        "BIGINT" | "big_integer" => Some(SqlType::Integer(IntegerSize::Big)),
        "SMALLINT" | "small_integer" => Some(SqlType::Integer(IntegerSize::Small)),
        "DATE" | "date" => Some(SqlType::Date),
        "JSON" => Some(SqlType::Json {
            binary: false,
            none_as_null: false,
            postgres: false,
        }),
        "VARCHAR" | "string" | "unicode" => text(TextKind::Varchar),
        "NVARCHAR" => text(TextKind::NVarchar),
        "CHAR" => text(TextKind::Char),
        "NCHAR" => text(TextKind::NChar),
        "TEXT" | "text" | "unicode_text" => text(TextKind::Text),
        _ => None,
    };
    let other = match other {
        Some(other) => Some(other),
        None => moment(interpreter, visit, &own)?,
    };
    match other {
        Some(other) => rendered(interpreter, &other),
        None => Err(interpreter.unsupported(&format!(
            "`visit_{visit}` of a compiler of types for this type"
        ))),
    }
}

/// The type whose length and the like a compiler reads: a decorator has those of its `impl`.
fn described(interpreter: &mut Interpreter, value: &Value) -> Result<Option<Rc<TypeObject>>> {
    if let Some(own) = value.downcast::<TypeObject>() {
        return Ok(Some(own));
    }
    let made = match custom_type::implementation(interpreter, value)? {
        Some(class @ Value::NativeClass(_)) => interpreter.call(&class, Args::new([]))?,
        Some(made) => made,
        None => return Ok(None),
    };
    Ok(made.downcast::<TypeObject>())
}

/// What is written under a name whatever the type says of itself: the methods of SQLAlchemy's
/// `TypeCompiler`s that do not look at it. Those of MySQL look at what only its own types have.
fn constant(visit: &str, dialect: Dialect, of_mysql: bool) -> Option<&'static str> {
    const OF_POSTGRES: &[&str] = &[
        "BYTEA",
        "CIDR",
        "CITEXT",
        "DATEMULTIRANGE",
        "DATERANGE",
        "HSTORE",
        "INET",
        "INT4MULTIRANGE",
        "INT4RANGE",
        "INT8MULTIRANGE",
        "INT8RANGE",
        "JSONB",
        "JSONPATH",
        "MACADDR",
        "MACADDR8",
        "MONEY",
        "NUMMULTIRANGE",
        "NUMRANGE",
        "OID",
        "REGCLASS",
        "REGCONFIG",
        "TSMULTIRANGE",
        "TSQUERY",
        "TSRANGE",
        "TSTZMULTIRANGE",
        "TSTZRANGE",
        "TSVECTOR",
    ];
    const OF_MYSQL: &[&str] = &[
        "LONGBLOB",
        "LONGTEXT",
        "MEDIUMBLOB",
        "MEDIUMTEXT",
        "TINYBLOB",
        "TINYTEXT",
    ];
    let among = |names: &[&'static str]| names.iter().find(|name| **name == visit).copied();
    let everywhere = match visit {
        "BOOLEAN" | "boolean" if dialect == Dialect::Mysql => Some("BOOL"),
        "BOOLEAN" | "boolean" => Some("BOOLEAN"),
        "DATE" | "date" => Some("DATE"),
        "DOUBLE_PRECISION" => Some("DOUBLE PRECISION"),
        _ => among(&["CLOB", "JSON", "NCLOB", "UUID"]),
    };
    let own = match dialect {
        Dialect::Sqlite => match visit {
            "DATETIME" | "datetime" => Some("DATETIME"),
            "FLOAT" | "float" => Some("FLOAT"),
            "REAL" | "real" => Some("REAL"),
            "TIME" | "time" => Some("TIME"),
            "BLOB" | "large_binary" => Some("BLOB"),
            "DOUBLE" | "double" => Some("DOUBLE"),
            _ => among(&["TIMESTAMP"]),
        },
        Dialect::Postgres => match visit {
            "REAL" | "real" => Some("REAL"),
            "double" => Some("DOUBLE PRECISION"),
            "large_binary" => Some("BYTEA"),
            _ => among(&["BLOB", "DATETIME", "DOUBLE"]).or(among(OF_POSTGRES)),
        },
        Dialect::Mysql if of_mysql => None,
        Dialect::Mysql => match visit {
            "DATETIME" | "datetime" => Some("DATETIME"),
            "TIME" | "time" => Some("TIME"),
            _ => among(&["TIMESTAMP"]).or(among(OF_MYSQL)),
        },
    };
    everywhere.or(own)
}

/// A date or time under the name of another one, with what the type says of itself.
fn moment(interpreter: &mut Interpreter, visit: &str, own: &SqlType) -> Result<Option<SqlType>> {
    let SqlType::DateTime { timezone, .. } = own else {
        return Ok(None);
    };
    let class = match visit {
        "TIMESTAMP" => "TIMESTAMP",
        "DATETIME" => "DATETIME",
        "datetime" => "DateTime",
        "TIME" | "time" => "Time",
        _ => return Ok(None),
    };
    let Some(class) = super::named(interpreter, class)? else {
        return Ok(None);
    };
    let args = Args::new([]).with("timezone", Value::Bool(*timezone));
    let made = interpreter.call(&class, args)?;
    argument::as_type(interpreter, &made)
}

/// The name under which a type is visited: `big_integer`, `JSONB`.
fn visit_name(class: &str) -> String {
    let short = class.rsplit('.').next().unwrap_or(class);
    if short.chars().all(|c| !c.is_lowercase()) || class.starts_with("sqlalchemy.dialects.") {
        return short.to_owned();
    }
    let mut name = String::new();
    for (at, letter) in short.char_indices() {
        if letter.is_uppercase() && at > 0 && short != "DateTime" {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn rendered(interpreter: &Interpreter, data_type: &SqlType) -> Result<String> {
    render_type(data_type, interpreter.dialect()).map_err(|finding| interpreter.found(finding))
}
