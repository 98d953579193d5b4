//! Instances of column types, and what they tell of themselves.

use std::rc::Rc;

use super::mutable::Kind;
use super::schema::ColumnConstruct;
use super::spatial::Spatial;
use super::type_schema::TypeSchema;
use super::types::{CLASSES, with_variant};
use super::{argument, dialects, lineage};
use crate::dialect::Dialect;
use crate::operation::SqlType;
use crate::operation::types::{IntegerSize, TextKind};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Object, Result};
use crate::python::value::Value;

/// An instance of a type.
pub(crate) struct TypeObject {
    /// Its class in SQLAlchemy, then those above it.
    pub(crate) lineage: &'static [&'static str],
    /// What it stands for.
    pub(crate) data_type: SqlType,
    /// How changes within its values are noticed.
    pub(crate) follows: Option<Kind>,
    /// Whether the file gave it variants; some types are made of them from the start.
    pub(crate) is_varied: bool,
    /// The schema that it has from tables.
    pub(crate) schema: TypeSchema,
    /// What it asks of a column as a type of geoalchemy2.
    pub(crate) spatial: Option<Spatial>,
}

impl TypeObject {
    /// A type as a Python value, of a class that it is written with; of one that SQLAlchemy does
    /// not have, the class that usually means the type.
    pub(crate) fn value(class: &str, data_type: SqlType) -> Value {
        let lineage = lineage::of(class).unwrap_or_else(|| usual(&data_type));
        Self::of_class(lineage, data_type)
    }

    /// The same of what `with_variant` gives.
    pub(crate) fn varied(class: &str, data_type: SqlType) -> Value {
        let lineage = lineage::of(class).unwrap_or_else(|| usual(&data_type));
        Value::object(Self {
            lineage,
            data_type,
            follows: None,
            is_varied: true,
            schema: TypeSchema::default(),
            spatial: None,
        })
    }

    /// The type of a column.
    pub(crate) fn of_column(column: &ColumnConstruct) -> Value {
        let data_type = column.column.data_type.clone();
        let lineage = column.type_lineage.unwrap_or_else(|| usual(&data_type));
        Value::object(Self {
            lineage,
            data_type,
            follows: None,
            is_varied: false,
            schema: column.type_schema.clone(),
            spatial: column.spatial,
        })
    }

    /// The same, of a known class.
    pub(crate) fn of_class(lineage: &'static [&'static str], data_type: SqlType) -> Value {
        Value::object(Self {
            lineage,
            data_type,
            follows: None,
            is_varied: false,
            schema: TypeSchema::default(),
            spatial: None,
        })
    }
}

/// The same type, which asks this of its columns.
pub(crate) fn with_spatial(value: Value, spatial: Spatial) -> Value {
    match value.downcast::<TypeObject>() {
        Some(own) => Value::object(TypeObject {
            lineage: own.lineage,
            data_type: own.data_type.clone(),
            follows: own.follows,
            is_varied: own.is_varied,
            schema: own.schema.clone(),
            spatial: Some(spatial),
        }),
        None => value,
    }
}

/// The schema that a type has from tables.
pub(crate) fn schema_of(value: &Value) -> Option<TypeSchema> {
    Some(value.downcast::<TypeObject>()?.schema.clone())
}

/// How a session notices changes within the values of a type.
pub(crate) fn follows_of(value: &Value) -> Option<Kind> {
    value.downcast::<TypeObject>()?.follows
}

/// The class that a value means as a type: that of an instance, or the class itself.
pub(crate) fn lineage_of(value: &Value) -> Option<&'static [&'static str]> {
    match value {
        Value::NativeClass(class) => lineage::of(class.name),
        Value::Object(_) => value.downcast::<TypeObject>().map(|own| own.lineage),
        _ => None,
    }
}

impl Object for TypeObject {
    fn type_name(&self) -> &str {
        let class = self.lineage.first().copied().unwrap_or("TypeEngine");
        class.rsplit('.').next().unwrap_or(class)
    }

    fn classes(&self) -> &'static [&'static str] {
        self.lineage
    }

    /// As SQLAlchemy's dialect for showing writes it, which is SQLite's but for what only other
    /// databases have: that it shows by the name of its class.
    fn text(&self, interpreter: &mut Interpreter) -> Result<Option<String>> {
        if self.lineage.is_empty() {
            return Err(interpreter.unsupported("the text of the type of this column"));
        }
        let class = self.lineage.first().copied().unwrap_or_default();
        let shown = match &self.data_type {
            SqlType::Null => Some("NULL".to_owned()),
            SqlType::Custom(sql) => Some(sql.clone()),
            _ if class.starts_with("sqlalchemy.dialects.postgresql.") => None,
            other => crate::dialect::render_type(other, Dialect::Sqlite).ok(),
        };
        Ok(Some(shown.unwrap_or_else(|| self.type_name().to_owned())))
    }

    fn class_is_known(&self) -> bool {
        !self.lineage.is_empty()
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if name == "__class__" {
            return match self.lineage.first() {
                Some(class) => Ok(class_named(class)),
                None => Err(interpreter.unsupported("the class of the type of this column")),
            };
        }
        if name == "impl" && super::extensions::is_written_otherwise(self.lineage) {
            let data_type = self.data_type.clone();
            return Ok(Some(Self::of_class(usual(&data_type), data_type)));
        }
        if name == "spatial_index"
            && let Some(spatial) = self.spatial
        {
            return Ok(Some(Value::Bool(spatial.index.is_some())));
        }
        let own = super::enumeration::attribute(interpreter, &self.data_type, name);
        Ok(own.or_else(|| argument_of(self.data_type.stored(), name)))
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
                if variant
                    .downcast::<Self>()
                    .is_some_and(|variant| variant.is_varied)
                {
                    return Err(argument::stops(
                        interpreter,
                        "sqlalchemy.exc.ArgumentError",
                        "can't pass a type that already has variants as a dialect-level type to with_variant()",
                    ));
                }
                let variant = argument::data_type(interpreter, args, "type_", &variant)?;
                let own = match &self.data_type {
                    SqlType::Variant { base, variants } if self.is_varied => {
                        (base.clone(), variants.clone())
                    }
                    other => (Box::new(other.clone()), Vec::new()),
                };
                let data_type = with_variant(interpreter, args, own, &variant)?;
                Ok(Some(Value::object(Self {
                    lineage: self.lineage,
                    data_type,
                    follows: None,
                    is_varied: true,
                    schema: TypeSchema::default(),
                    spatial: self.spatial,
                })))
            }
            "create" | "drop" => {
                let types = (&self.data_type, &self.schema);
                super::enumeration::create_or_drop(interpreter, types, name, args).map(Some)
            }
            // On PostgreSQL an `Enum` is an `ENUM`, which makes the type.
            "dialect_impl" if matches!(self.data_type, SqlType::Enum(_)) => {
                let _ = args.required("dialect")?;
                let lineage = match interpreter.dialect() {
                    Dialect::Postgres => lineage::of("sqlalchemy.dialects.postgresql.ENUM"),
                    Dialect::Mysql => lineage::of("sqlalchemy.dialects.mysql.ENUM"),
                    Dialect::Sqlite => None,
                };
                Ok(Some(Value::object(Self {
                    lineage: lineage.unwrap_or(self.lineage),
                    data_type: self.data_type.clone(),
                    follows: None,
                    is_varied: self.is_varied,
                    schema: self.schema.clone(),
                    spatial: self.spatial,
                })))
            }
            // `None` is a value of the type's own then, which it is for JSON alone.
            "evaluates_none" => {
                let mut data_type = self.data_type.clone();
                if let SqlType::Json { none_as_null, .. } = &mut data_type {
                    *none_as_null = false;
                }
                Ok(Some(Value::object(Self {
                    lineage: self.lineage,
                    data_type,
                    follows: self.follows,
                    is_varied: self.is_varied,
                    schema: self.schema.clone(),
                    spatial: self.spatial,
                })))
            }
            "copy" | "adapt" => Ok(Some(Value::Object(self))),
            "compile" => {
                let render = |dialect| crate::dialect::render_type(&self.data_type, dialect);
                let text = super::compile::definition(interpreter, args, render)?;
                Ok(Some(Value::str(text)))
            }
            _ => Ok(None),
        }
    }
}

/// What a type was made with: `String(50).length`, `Numeric(8, 2).scale`.
fn argument_of(data_type: &SqlType, name: &str) -> Option<Value> {
    let number = |given: &Option<u32>| given.map_or(Value::None, |given| Value::Int(given.into()));
    Some(match (data_type, name) {
        (SqlType::Text { length, .. } | SqlType::Binary { length, .. }, "length") => number(length),
        (SqlType::Text { collation, .. }, "collation") => {
            collation.as_deref().map_or(Value::None, Value::str)
        }
        (SqlType::Numeric { precision, .. } | SqlType::Float { precision, .. }, "precision") => {
            number(precision)
        }
        (SqlType::Numeric { scale, .. }, "scale") => number(scale),
        (SqlType::DateTime { timezone, .. } | SqlType::Time { timezone, .. }, "timezone") => {
            Value::Bool(*timezone)
        }
        (SqlType::Array { dimensions, .. }, "dimensions") => number(dimensions),
        _ => return None,
    })
}

/// A class of SQLAlchemy's own, by its full name.
fn class_named(full: &str) -> Option<Value> {
    let lists = [
        CLASSES,
        dialects::postgresql::CLASSES,
        dialects::mysql::CLASSES,
        dialects::sqlite::CLASSES,
    ];
    lists
        .into_iter()
        .flatten()
        .find_map(|(_, definition)| match definition {
            Definition::Class(class) if class.name == full => Some(Value::NativeClass(class)),
            _ => None,
        })
}

/// The class that usually means a type, where it is not known which one was written.
fn usual(data_type: &SqlType) -> &'static [&'static str] {
    let name = match data_type {
        SqlType::Boolean { .. } => "sqlalchemy.types.Boolean",
        SqlType::Integer(IntegerSize::Small) => "sqlalchemy.types.SmallInteger",
        SqlType::Integer(IntegerSize::Normal) => "sqlalchemy.types.Integer",
        SqlType::Integer(IntegerSize::Big) => "sqlalchemy.types.BigInteger",
        SqlType::Text { kind, .. } => match kind {
            TextKind::Text => "sqlalchemy.types.Text",
            TextKind::UnicodeText => "sqlalchemy.types.UnicodeText",
            TextKind::Clob => "sqlalchemy.types.CLOB",
            TextKind::Char => "sqlalchemy.types.CHAR",
            TextKind::NChar => "sqlalchemy.types.NCHAR",
            TextKind::Unicode => "sqlalchemy.types.Unicode",
            TextKind::NVarchar => "sqlalchemy.types.NVARCHAR",
            TextKind::Varchar => "sqlalchemy.types.String",
        },
        SqlType::Numeric { .. } => "sqlalchemy.types.Numeric",
        SqlType::Float { .. } => "sqlalchemy.types.Float",
        SqlType::Date => "sqlalchemy.types.Date",
        SqlType::Time { .. } => "sqlalchemy.types.Time",
        SqlType::DateTime {
            timestamp: true, ..
        } => "sqlalchemy.types.TIMESTAMP",
        SqlType::DateTime { .. } => "sqlalchemy.types.DateTime",
        SqlType::Interval { native: true, .. } => "sqlalchemy.dialects.postgresql.INTERVAL",
        SqlType::Interval { .. } => "sqlalchemy.types.Interval",
        SqlType::Binary { .. } => "sqlalchemy.types.LargeBinary",
        SqlType::Enum(enumeration) if enumeration.postgres_only => {
            "sqlalchemy.dialects.postgresql.ENUM"
        }
        SqlType::Enum(_) => "sqlalchemy.types.Enum",
        SqlType::Json { binary: true, .. } => "sqlalchemy.dialects.postgresql.JSONB",
        SqlType::Json { .. } => "sqlalchemy.types.JSON",
        SqlType::Uuid { native: true, .. } => "sqlalchemy.types.UUID",
        SqlType::Uuid { .. } => "sqlalchemy.types.Uuid",
        SqlType::Array { .. } => "sqlalchemy.types.ARRAY",
        SqlType::Variant { base, .. }
        | SqlType::Converted { base, .. }
        | SqlType::Written { base, .. } => return usual(base),
        SqlType::Null => "sqlalchemy.types.NullType",
        SqlType::Native { .. } | SqlType::Domain(_) | SqlType::Custom(_) => {
            "sqlalchemy.types.TypeEngine"
        }
    };
    lineage::of(name).unwrap_or(&["sqlalchemy.types.TypeEngine"])
}
