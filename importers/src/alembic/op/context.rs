//! `op.get_context()` and `alembic.context`, as far as revision files use them.

use std::rc::Rc;

use super::implementation;
use super::own_context;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;
use crate::record::Step;
use crate::sqlalchemy::{dialect_object, engine, execution_options, live};

/// `op.get_context()`
struct MigrationContext;

/// `with op.get_context().autocommit_block():`
struct AutocommitBlock;

/// The migration context as a Python value.
pub(super) fn migration_context(interpreter: &mut Interpreter) -> Value {
    match own_context::current(interpreter) {
        Some(own) => Value::Object(own),
        None => Value::object(MigrationContext),
    }
}

impl Object for MigrationContext {
    fn type_name(&self) -> &str {
        "MigrationContext"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["alembic.runtime.migration.MigrationContext"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "dialect" | "bind" | "connection" | "as_sql" => shared(interpreter, name)?,
            // What `Operations` asks: see `own_context`.
            "_is_own" => Some(Value::Bool(false)),
            "opts" => Some(super::options::options()),
            "config" => Some(super::config::config()),
            "script" => Some(super::revisions::directory()),
            // `op._proxy.migration_context`, which old files reach for.
            "migration_context" => Some(Value::Object(self)),
            "impl" => Some(implementation::implementation(interpreter)),
            // As a conversion runs it: in the schema of the connection.
            "version_table_schema" => Some(Value::None),
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "get_current_revision" => {
                let current = super::options::current(interpreter)?;
                Ok(Some(current.unwrap_or(Value::None)))
            }
            "get_current_heads" => {
                let current = super::options::current(interpreter)?;
                Ok(Some(Value::tuple(current)))
            }
            "autocommit_block" => Ok(Some(Value::object(AutocommitBlock))),
            "execute" => execute(interpreter, args).map(Some),
            _ => Ok(None),
        }
    }
}

/// What the context and its implementation both have.
pub(super) fn shared(interpreter: &Interpreter, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "dialect" => Some(dialect_object::dialect(interpreter)),
        "bind" | "connection" => Some(engine::bind()),
        "as_sql" => Some(Value::Bool(false)),
        _ => None,
    })
}

/// `execute(sql, execution_options=None)`
pub(super) fn execute(interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
    let statement = args.required("sql")?;
    let options = execution_options::of_call(interpreter, args)?;
    engine::execute(interpreter, &statement, None, options.autocommit)?;
    Ok(Value::None)
}

impl Object for AutocommitBlock {
    fn type_name(&self) -> &str {
        "autocommit_block"
    }

    fn enter(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        if interpreter.is_live() {
            if live::nested::is_within(interpreter) {
                return Err(interpreter.unsupported("an `autocommit_block` within a savepoint"));
            }
            interpreter
                .on_database_plainly("sqlalchemy.exc", |database| database.autocommit(true))?;
        } else {
            interpreter.recorder.begin();
        }
        Ok(Some(Value::None))
    }

    fn exit(self: Rc<Self>, interpreter: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        if interpreter.is_live() {
            interpreter
                .on_database_plainly("sqlalchemy.exc", |database| database.autocommit(false))?;
            return Ok(false);
        }
        let steps = interpreter.recorder.end();
        if !steps.is_empty() {
            interpreter.recorder.push(Step::Autocommit(steps));
        }
        Ok(false)
    }
}

/// `context.get_x_argument(as_dictionary=False)`: none is given.
fn x_argument(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    super::config::not_given(interpreter, "get_x_argument()");
    let dictionary = args.optional_boolean("as_dictionary")?.unwrap_or(false);
    args.finish()?;
    if dictionary {
        interpreter.dict([])
    } else {
        Ok(interpreter.list(Vec::new()))
    }
}

fn constant(args: Args, value: Value) -> Result<Value> {
    args.finish()?;
    Ok(value)
}

/// `alembic.context`
pub(super) static CONTEXT: ModuleTable = ModuleTable {
    name: "alembic.context",
    definitions: &[
        (
            "is_offline_mode",
            Definition::Function(|_, args| constant(args, Value::Bool(false))),
        ),
        (
            "get_context",
            Definition::Function(|interpreter, args| {
                constant(args, migration_context(interpreter))
            }),
        ),
        (
            "get_impl",
            Definition::Function(|interpreter, args| {
                constant(args, implementation::implementation(interpreter))
            }),
        ),
        (
            "get_bind",
            Definition::Function(|_, args| constant(args, engine::bind())),
        ),
        ("config", Definition::Value(|_| Ok(super::config::config()))),
        ("get_x_argument", Definition::Function(x_argument)),
    ],
    fallback: None,
};
