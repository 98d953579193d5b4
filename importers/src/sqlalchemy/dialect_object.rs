//! `bind.dialect`, and the dialects that a file makes: `postgresql.dialect()`.

use std::rc::Rc;

use super::type_object::TypeObject;
use super::{argument, inspector, live, preparer};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;

struct DialectObject(crate::Dialect);

/// `bind.dialect`
pub(crate) fn dialect(interpreter: &Interpreter) -> Value {
    Value::object(DialectObject(interpreter.dialect()))
}

/// The dialect that a value is: a connection's, or one by its name.
pub(super) fn dialect_of(value: &Value) -> Option<crate::Dialect> {
    value.downcast::<DialectObject>().map(|own| own.0)
}

/// `postgresql.dialect()`, whose arguments say how values are written.
pub(super) fn dialect_named(dialect: crate::Dialect, args: Args) -> Result<Value> {
    args.finish()?;
    Ok(Value::object(DialectObject(dialect)))
}

/// The driver that SQLAlchemy takes where the URL names none.
fn driver(dialect: crate::Dialect) -> &'static str {
    match dialect {
        crate::Dialect::Sqlite => "pysqlite",
        crate::Dialect::Postgres => "psycopg2",
        crate::Dialect::Mysql => "mysqldb",
    }
}

impl Object for DialectObject {
    fn type_name(&self) -> &str {
        "Dialect"
    }

    fn classes(&self) -> &'static [&'static str] {
        super::dialects::class::of(self.0)
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        use crate::Dialect::{Postgres, Sqlite};
        let dialect = self.0;
        Ok(Some(match name {
            "identifier_preparer" => preparer::preparer(dialect),
            "name" => Value::str(dialect.sqlalchemy_name()),
            "driver" => Value::str(driver(dialect)),
            "dialect_description" => {
                let name = dialect.sqlalchemy_name();
                Value::str(format!("{name}+{}", driver(dialect)))
            }
            "supports_multivalues_insert" => Value::Bool(true),
            "insert_returning" | "update_returning" | "delete_returning" => {
                Value::Bool(dialect != crate::Dialect::Mysql)
            }
            "is_async" => Value::Bool(false),
            // Asked for with a default, and on no dialect.
            "supports_savepoints" | "implicit_returning" => {
                let class = match dialect {
                    Sqlite => "SQLiteDialect_pysqlite",
                    Postgres => "PGDialect_psycopg2",
                    crate::Dialect::Mysql => "MySQLDialect_mysqldb",
                };
                return Err(interpreter.raise(
                    "AttributeError",
                    format!("'{class}' object has no attribute '{name}'"),
                ));
            }
            "supports_alter" => Value::Bool(dialect != Sqlite),
            "supports_native_boolean" => Value::Bool(dialect == Postgres),
            "supports_native_enum" => Value::Bool(dialect != Sqlite),
            "supports_sequences" | "supports_native_uuid" => Value::Bool(dialect == Postgres),
            "supports_comments" => Value::Bool(dialect != Sqlite),
            "max_identifier_length" => Value::Int(match dialect {
                Sqlite => 9999,
                Postgres => 63,
                crate::Dialect::Mysql => 255,
            }),
            "default_schema_name" if interpreter.is_live() => {
                live::inspect::default_schema(interpreter)?
            }
            "server_version_info" if interpreter.is_live() => {
                live::inspect::server_version(interpreter)?
            }
            "default_schema_name" | "server_version_info" => {
                interpreter.unknown("live-data", format!("`dialect.{name}`"))
            }
            _ => return Ok(None),
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "has_table" => {
                let _ = args.required("connection")?;
                let table = args.string("table_name")?;
                let schema = args.optional_string("schema")?;
                Some(inspector::has_table_now(interpreter, schema, table)?)
            }
            "has_sequence" => {
                let _ = args.required("connection")?;
                let sequence = args.string("sequence_name")?;
                let schema = args.optional_string("schema")?;
                Some(inspector::has_sequence_now(interpreter, schema, sequence)?)
            }
            // `load_dialect_impl` asks it to adapt the type that it chose.
            "type_descriptor" => {
                let value = args.required("typeobj")?;
                let data_type = argument::data_type(interpreter, args, "typeobj", &value)?;
                Some(TypeObject::value("", data_type))
            }
            _ => None,
        })
    }
}
