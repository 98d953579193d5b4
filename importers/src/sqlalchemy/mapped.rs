//! What `bridge.toml` says of names that are not known: `[sources.NAME.types]` and `values`.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::lineage;
use super::type_object::TypeObject;
use crate::Dialect;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Unknown, Value};

/// What one name stands for: the SQL of a type of the project, most often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MappedSql {
    /// The same on every dialect.
    Everywhere(String),
    /// By dialect.
    ByDialect(BTreeMap<Dialect, String>),
    /// No type: the name stands for a value, or its call gives one (`app.size()`).
    Value {
        /// The value.
        value: MappedValue,
    },
}

/// A value of Python, as TOML has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MappedValue {
    /// `True`, `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<MappedValue>),
    /// A dict.
    Dict(BTreeMap<String, MappedValue>),
}

// TOML has no value that is unlike itself but `nan`, which is like itself here.
impl Eq for MappedValue {}

impl MappedValue {
    fn to_python(&self, interpreter: &mut Interpreter) -> Value {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int((*value).into()),
            Self::Float(value) => Value::Float(*value),
            Self::Text(text) => Value::str(text.as_str()),
            Self::List(items) => {
                let items = items.iter().map(|item| item.to_python(interpreter));
                let items = items.collect();
                interpreter.list(items)
            }
            Self::Dict(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (Value::str(key.as_str()), value.to_python(interpreter)));
                let entries: Vec<_> = entries.collect();
                // Texts are keys.
                interpreter.dict(entries).unwrap_or(Value::None)
            }
        }
    }
}

/// What `[sources.NAME.values]` holds.
pub type ValueMapping = BTreeMap<String, MappedValue>;

/// Types and values together, as [`TypeMapping`] has them.
pub fn with_values(mut types: TypeMapping, values: &ValueMapping) -> TypeMapping {
    for (name, value) in values {
        let value = value.clone();
        types.insert(name.clone(), MappedSql::Value { value });
    }
    types
}

/// Before the name of an argument that `env.py` gives `context.run_migrations(...)`, and so the
/// functions of the revisions.
const GIVEN: &str = "context.run_migrations.";

/// The arguments of a revision's function: those that `bridge.toml` says.
pub(crate) fn arguments(interpreter: &mut Interpreter, types: &TypeMapping) -> Args {
    let given = types.iter().filter_map(|(name, what)| match what {
        MappedSql::Value { value } => Some((name.strip_prefix(GIVEN)?, value)),
        _ => None,
    });
    given.fold(Args::new([]), |args, (name, value)| {
        args.with(name, value.to_python(interpreter))
    })
}

/// By dotted Python name, as revision files import it (`app.db.GUID`).
pub type TypeMapping = BTreeMap<String, MappedSql>;

/// The mapping of the project, as an interpreter's extension.
pub(crate) struct Mapped(pub(crate) TypeMapping);

impl Mapped {
    /// What a name is on a dialect, where that is said.
    pub(crate) fn sql(&self, dotted: &str, dialect: Dialect) -> Option<&str> {
        match self.0.get(dotted)? {
            MappedSql::Everywhere(sql) => Some(sql),
            MappedSql::ByDialect(by_dialect) => by_dialect.get(&dialect).map(String::as_str),
            MappedSql::Value { .. } => None,
        }
    }
}

/// What the mapping says a dotted name is.
pub(crate) fn find(interpreter: &mut Interpreter, dotted: &str) -> Option<Value> {
    let mapped = interpreter.extension::<Mapped>()?;
    let dialect = interpreter.dialect();
    // A class of SQLAlchemy's own stays what it is, and is written otherwise.
    if !mapped.0.contains_key(dotted) || lineage::of(dotted).is_some() {
        return None;
    }
    if let Some(MappedSql::Value { value }) = mapped.0.get(dotted) {
        return Some(value.to_python(interpreter));
    }
    let sql = mapped.sql(dotted, dialect);
    Some(match sql {
        Some(sql) => Value::object(MappedType {
            data_type: SqlType::Custom(sql.to_owned()),
        }),
        None => Value::Unknown(Rc::new(Unknown {
            what: dotted.to_owned(),
            code: "unknown-type",
            place: interpreter.place(),
            help: Some(format!(
                "bridge.toml maps `{dotted}` for other dialects. Add `{} = \"...\"` to it under [sources.NAME.types].",
                dialect.name()
            )),
        })),
    })
}

/// The class of a mapped type. What it is called with is Python's side of it.
pub(crate) struct MappedType {
    pub(crate) data_type: SqlType,
}

impl Object for MappedType {
    fn type_name(&self) -> &str {
        "type"
    }

    fn call(self: Rc<Self>, _: &mut Interpreter, mut args: Args) -> Result<Option<Value>> {
        args.rest();
        args.take_keywords();
        Ok(Some(TypeObject::value(
            "sqlalchemy.types.UserDefinedType",
            self.data_type.clone(),
        )))
    }
}
