//! `alembic.op`: what each function records.
//!
//! One implementation serves `op.create_index(...)` and
//! `batch_op.create_index(...)`: the [`Target`] says whether the table is an
//! argument, and where the operation goes.

mod batch;
mod column;
mod config;
mod constraint;
mod context;
mod data;
mod implementation;
mod index;
pub(super) mod options;
mod own_context;
mod registered;
pub(super) mod revisions;
mod signature;
mod table;

use std::rc::Rc;
use std::sync::Arc;

use super::configuration::Configuration;
use crate::diagnostic::Diagnostic;
use crate::operation::{BatchAlter, Name, Operation, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;
use crate::sqlalchemy::argument;
use crate::sqlalchemy::naming::Convention;
use crate::sqlalchemy::schema::{SchemaError, Scheme};

/// What `op.*` needs to know of the project.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// The naming convention of the target metadata.
    pub(crate) convention: Convention,
    /// What files can ask of it.
    pub(crate) configuration: Arc<Configuration>,
}

/// Where an operation goes.
#[derive(Clone)]
pub(crate) enum Target {
    /// `op.*`: the table is an argument.
    Direct,
    /// `batch_op.*`: the table is that of the batch.
    Batch(Rc<BatchAlter>),
}

impl Target {
    /// The table that an operation works on; `op.*` takes its name as the
    /// next parameter, and its schema by keyword.
    fn table(&self, args: &mut Args, parameter: &str) -> Result<TableName> {
        match self {
            Self::Direct => {
                let name = argument::name(args, parameter)?;
                let schema = argument::keyword_name(args, "schema")?;
                Ok(TableName { schema, name })
            }
            Self::Batch(batch) => Ok(batch.table.clone()),
        }
    }

    /// Records an operation; inside a batch it waits for the batch's end.
    fn record(&self, interpreter: &mut Interpreter, operation: Operation) {
        match self {
            Self::Direct => interpreter.record(operation),
            Self::Batch(batch) => {
                let mut one = (**batch).clone();
                one.operations = vec![(operation, interpreter.origin())];
                interpreter.record(Operation::Batch(one));
            }
        }
    }
}

/// The project's convention and the dialect, for naming.
fn with_scheme<T>(
    interpreter: &mut Interpreter,
    work: impl FnOnce(&Scheme<'_>) -> std::result::Result<T, SchemaError>,
) -> Result<T> {
    let session = interpreter.extension_or_default::<Session>();
    let own = own_context::current(interpreter);
    let scheme = Scheme {
        convention: own
            .as_ref()
            .map_or(&session.convention, |own| &own.convention),
        dialect: interpreter.dialect(),
        is_alone: true,
    };
    work(&scheme).map_err(|error| argument::alembic_stops(interpreter, &error))
}

/// Warns of keyword arguments that Alembic takes and ignores.
fn swallow(interpreter: &mut Interpreter, args: &mut Args) {
    for keyword in args.take_keywords() {
        let message = format!(
            "`{}` ignores its argument `{}`, as Alembic does.",
            args.function, keyword.name
        );
        let warning = Diagnostic::warning("ignored-argument", message)
            .help("Check its spelling; remove it where it does nothing.");
        interpreter.warn(keyword.place.mark(warning));
    }
}

/// A function of both `op` and `batch_op`.
type Shared = fn(&mut Interpreter, &Target, &mut Args) -> Result<Value>;

/// The functions that `op` and `batch_op` share.
const SHARED: &[(&str, Shared)] = &[
    ("add_column", column::add),
    ("drop_column", column::drop),
    ("alter_column", column::alter),
    ("create_primary_key", constraint::primary_key),
    ("create_unique_constraint", constraint::unique),
    ("create_foreign_key", constraint::foreign_key),
    ("create_check_constraint", constraint::check),
    ("create_exclude_constraint", constraint::exclude),
    ("drop_constraint", constraint::drop),
    ("create_index", index::create),
    ("drop_index", index::drop),
    ("create_table_comment", table::create_comment),
    ("drop_table_comment", table::drop_comment),
    ("execute", data::execute),
    ("f", |interpreter, _, args| {
        crate::sqlalchemy::conv(interpreter, args)
    }),
    ("inline_literal", |interpreter, _, args| {
        crate::sqlalchemy::inline_literal(interpreter, args)
    }),
    ("get_bind", |_, _, _| Ok(crate::sqlalchemy::engine::bind())),
    ("get_context", |interpreter, _, _| {
        Ok(context::migration_context(interpreter))
    }),
];

/// A shared function as `op.NAME`.
fn direct(interpreter: &mut Interpreter, name: &str, mut args: Args) -> Result<Value> {
    let Some((_, call)) = SHARED.iter().find(|(key, _)| *key == name) else {
        return Err(unknown(interpreter, "op", name));
    };
    signature::fits(interpreter, name, &args)?;
    let value = call(interpreter, &Target::Direct, &mut args)?;
    args.finish()?;
    Ok(value)
}

fn unknown(
    interpreter: &Interpreter,
    module: &str,
    name: &str,
) -> crate::python::native::Interrupt {
    interpreter.refuse(
        "unknown-operation",
        format!("bridge does not know the operation `{module}.{name}`."),
        Some("Check its spelling, or write what it does as op.execute(...)."),
    )
}

macro_rules! shared {
    ($($name:literal)*) => {
        &[
            $(($name, Definition::Function(|interpreter, args| direct(interpreter, $name, args))),)*
            ("create_table", Definition::Function(table::create)),
            ("drop_table", Definition::Function(table::drop)),
            ("rename_table", Definition::Function(table::rename)),
            ("bulk_insert", Definition::Function(data::bulk_insert)),
            ("batch_alter_table", Definition::Function(batch::alter_table)),
            ("run_async", Definition::Function(crate::sqlalchemy::run_async)),
            ("_proxy", Definition::Value(|interpreter| Ok(context::migration_context(interpreter)))),
        ]
    };
}

/// `alembic.op`
static OP: ModuleTable = ModuleTable {
    name: "alembic.op",
    definitions: shared! {
        "add_column" "drop_column" "alter_column" "create_primary_key" "create_unique_constraint"
        "create_foreign_key" "create_check_constraint" "create_exclude_constraint"
        "drop_constraint" "create_index" "drop_index" "create_table_comment"
        "drop_table_comment" "execute" "f" "inline_literal" "get_bind" "get_context"
    },
    fallback: Some(|interpreter, name| {
        if name.starts_with("__") {
            return Ok(None);
        }
        match registered::operation(interpreter, name)? {
            Some(operation) => Ok(Some(operation)),
            // Taken for `alembic.context`, as a `try` around it may find out.
            None if is_of_context(name) => Err(interpreter.raise(
                "AttributeError",
                format!("module 'alembic.op' has no attribute '{name}'"),
            )),
            None => Err(unknown(interpreter, "op", name)),
        }
    }),
};

/// What `alembic.context` has and `alembic.op` has not.
fn is_of_context(name: &str) -> bool {
    matches!(
        name,
        "get_x_argument" | "is_offline_mode" | "config" | "get_head_revision"
    )
}

/// Whether Alembic has an operation of this name itself.
pub(super) fn is_own(name: &str) -> bool {
    OP.definitions.iter().any(|(known, _)| *known == name)
}

/// `alembic`
static ALEMBIC: ModuleTable = ModuleTable {
    name: "alembic",
    definitions: &[
        ("op", Definition::Module(&OP)),
        ("operations", Definition::Module(&registered::OPERATIONS)),
        (
            "autogenerate",
            Definition::Module(&registered::AUTOGENERATE),
        ),
        ("context", Definition::Module(&context::CONTEXT)),
        ("migration", Definition::Module(&own_context::MIGRATION)),
        ("runtime", Definition::Module(&own_context::RUNTIME)),
        (
            "__version__",
            Definition::Value(|_| Ok(Value::str("1.13.3"))),
        ),
    ],
    fallback: None,
};

/// `alembic.util.exc`
static UTIL_EXC: ModuleTable = ModuleTable {
    name: "alembic.util.exc",
    definitions: &[(
        "CommandError",
        Definition::Exception {
            name: "alembic.util.exc.CommandError",
            base: "Exception",
        },
    )],
    fallback: None,
};

/// `alembic.util`
static UTIL: ModuleTable = ModuleTable {
    name: "alembic.util",
    definitions: &[],
    fallback: Some(|interpreter, name| match name {
        "CommandError" => Ok(interpreter
            .exception_class("alembic.util.exc.CommandError")
            .map(Value::Class)),
        _ => Ok(None),
    }),
};

/// `alembic` and its modules.
pub(crate) static MODULES: &[&ModuleTable] = &[
    &ALEMBIC,
    &OP,
    &context::CONTEXT,
    &own_context::MIGRATION,
    &own_context::RUNTIME,
    &own_context::RUNTIME_MIGRATION,
    &registered::OPERATIONS,
    &registered::BASE,
    &registered::OPS,
    &registered::AUTOGENERATE,
    &implementation::OF_ANY,
    &implementation::OF_SQLITE,
    &implementation::OF_POSTGRES,
    &implementation::OF_MYSQL,
    &UTIL,
    &UTIL_EXC,
];

/// A list of names as an argument that must be given.
fn names(interpreter: &mut Interpreter, args: &mut Args, parameter: &str) -> Result<Vec<Name>> {
    let value = args.required(parameter)?;
    let value = interpreter.known(value)?;
    argument::to_names(interpreter, args, parameter, &value)
}

#[cfg(test)]
mod tests;
