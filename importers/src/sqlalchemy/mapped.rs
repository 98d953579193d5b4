//! Types that `bridge.toml` names: `[sources.NAME.types]`.

use std::any::Any;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::lineage;
use super::types::TypeObject;
use crate::Dialect;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Unknown, Value};

/// The SQL of one type of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MappedSql {
    /// The same on every dialect.
    Everywhere(String),
    /// By dialect.
    ByDialect(BTreeMap<Dialect, String>),
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

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
