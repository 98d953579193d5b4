//! `op.get_context().impl`, Alembic's side of a dialect, and its classes in `alembic.ddl`.
//!
//! The rule is `DefaultImpl` of `alembic/ddl/impl.py`.

use std::rc::Rc;

use super::context;
use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

/// `SQLiteImpl`, `PostgresqlImpl` or `MySQLImpl` of the run.
struct Implementation(Dialect);

/// The implementation of the run's dialect as a Python value.
pub(super) fn implementation(interpreter: &Interpreter) -> Value {
    Value::object(Implementation(interpreter.dialect()))
}

const SQLITE: &str = "alembic.ddl.sqlite.SQLiteImpl";
const POSTGRES: &str = "alembic.ddl.postgresql.PostgresqlImpl";
const MYSQL: &str = "alembic.ddl.mysql.MySQLImpl";
const ANY: &str = "alembic.ddl.impl.DefaultImpl";

impl Object for Implementation {
    fn type_name(&self) -> &str {
        let full = self.classes().first().copied().unwrap_or(ANY);
        full.rsplit('.').next().unwrap_or(full)
    }

    fn classes(&self) -> &'static [&'static str] {
        match self.0 {
            Dialect::Sqlite => &[SQLITE, ANY],
            Dialect::Postgres => &[POSTGRES, ANY],
            Dialect::Mysql => &[MYSQL, ANY],
        }
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match name {
            "dialect" | "bind" | "connection" | "as_sql" => context::shared(interpreter, name),
            "__dialect__" => Ok(Some(Value::str(self.0.sqlalchemy_name()))),
            "transactional_ddl" => Ok(Some(Value::Bool(self.0 == Dialect::Postgres))),
            _ => Ok(None),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "execute" => context::execute(interpreter, args).map(Some),
            // A text for whoever reads the output, as `print` writes it.
            "static_output" => {
                args.required("text")?;
                Ok(Some(Value::None))
            }
            _ => Ok(None),
        }
    }
}

fn construct(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("implementations of dialects that a file makes"))
}

macro_rules! classes {
    ($($constant:ident $name:ident $above:expr; $module:ident $dotted:literal $class:literal;)*) => {
        $(static $constant: ClassDefinition = ClassDefinition::new($name, $above, construct);
        /// The module of the class.
        pub(super) static $module: ModuleTable = ModuleTable {
            name: $dotted,
            definitions: &[($class, Definition::Class(&$constant))],
            fallback: None,
        };)*
    };
}

classes! {
    SQLITE_CLASS SQLITE &[ANY]; OF_SQLITE "alembic.ddl.sqlite" "SQLiteImpl";
    POSTGRES_CLASS POSTGRES &[ANY]; OF_POSTGRES "alembic.ddl.postgresql" "PostgresqlImpl";
    MYSQL_CLASS MYSQL &[ANY]; OF_MYSQL "alembic.ddl.mysql" "MySQLImpl";
    ANY_CLASS ANY &[]; OF_ANY "alembic.ddl.impl" "DefaultImpl";
}
