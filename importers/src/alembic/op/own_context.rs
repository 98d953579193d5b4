//! `MigrationContext.configure(connection, opts=...)`: a context that a file makes for itself, and
//! the operations of `Operations(context)`, which know nothing of the project's `env.py`.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Session, context, implementation, options};
use crate::alembic::configuration::Argument;
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, Interrupt, ModuleTable, NativeFunction, Object, Result,
};
use crate::python::value::Value;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::metadata;
use crate::sqlalchemy::naming::Convention;

/// A context that a file made.
pub(super) struct OwnContext {
    /// `opts=`, a dict.
    opts: Value,
    /// That of `opts["target_metadata"]`.
    pub(super) convention: Convention,
}

/// The contexts whose operations are running, the innermost last.
#[derive(Default)]
struct Running(RefCell<Vec<Rc<OwnContext>>>);

/// A function of `op` that runs in a context.
struct Bound {
    context: Rc<OwnContext>,
    function: Value,
}

/// The context whose operation is running, where a file made it.
pub(super) fn current(interpreter: &mut Interpreter) -> Option<Rc<OwnContext>> {
    let running = interpreter.extension_or_default::<Running>();
    let running = running.0.borrow();
    running.last().cloned()
}

/// Does something as an operation of a context; `None` is that of the run, or the one that is
/// running.
pub(super) fn within<T>(
    interpreter: &mut Interpreter,
    context: Option<&Rc<OwnContext>>,
    work: impl FnOnce(&mut Interpreter) -> T,
) -> T {
    let Some(context) = context else {
        return work(interpreter);
    };
    let running = interpreter.extension_or_default::<Running>();
    running.0.borrow_mut().push(context.clone());
    let done = work(interpreter);
    running.0.borrow_mut().pop();
    done
}

/// `MigrationContext.configure(connection=None, url=None, dialect_name=None, dialect=None,
/// environment_context=None, dialect_opts=None, opts=None)`
fn configure(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let connection = args.take("connection")?;
    for other in ["url", "dialect_name", "dialect", "environment_context"] {
        if args.take(other)?.is_some_and(|value| !value.is_none()) && connection.is_none() {
            return Err(no_connection(interpreter));
        }
    }
    let _ = args.take("dialect_opts")?;
    let opts = args.take("opts")?.filter(|opts| !opts.is_none());
    args.finish()?;
    if !connection.as_ref().is_some_and(engine::is_bind) {
        return Err(no_connection(interpreter));
    }
    let opts = match opts {
        Some(opts) => interpreter.known(opts)?,
        None => interpreter.dict([])?,
    };
    let Value::Dict(given) = &opts else {
        return Err(interpreter.unsupported("`opts` that is no dict"));
    };
    let get = |key: &str| {
        let pairs = given.entries.borrow().pairs();
        let mut pairs = pairs.into_iter();
        pairs.find_map(|(own, value)| {
            own.as_str()
                .is_some_and(|own| *own == *key)
                .then_some(value)
        })
    };
    for changing in ["as_sql", "transactional_ddl", "on_version_apply", "fn"] {
        if get(changing).is_some_and(|value| !matches!(value, Value::None | Value::Bool(false))) {
            return Err(interpreter.unsupported(&format!("`{changing}` of a migration context")));
        }
    }
    let convention = match get("target_metadata") {
        None | Some(Value::None) => Convention::default(),
        Some(target) => match metadata::convention_of(&target) {
            Some(convention) => convention,
            None => {
                return Err(interpreter.unsupported("a `target_metadata` that is no sa.MetaData"));
            }
        },
    };
    Ok(Value::object(OwnContext { opts, convention }))
}

fn no_connection(interpreter: &Interpreter) -> Interrupt {
    interpreter.refuse(
        "python-unsupported",
        "A migration context is understood for the revision's own connection only.",
        Some("Write MigrationContext.configure(op.get_bind())."),
    )
}

impl OwnContext {
    fn option(&self, interpreter: &mut Interpreter, key: &str) -> Result<Value> {
        let args = Args::new([Value::str(key), Value::None]);
        interpreter.call_method(&self.opts, "get", args)
    }

    /// The current revision, where this context and the project's keep one version table.
    fn current_revision(&self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        for (key, usual) in [
            ("version_table", Some("alembic_version")),
            ("version_table_schema", None),
        ] {
            let own = self.option(interpreter, key)?;
            let own = own.as_str().map(|own| own.to_string());
            let own = own.or_else(|| usual.map(str::to_owned));
            let session = interpreter.extension_or_default::<Session>();
            let arguments = session.configuration.arguments.as_ref();
            let theirs = match arguments.map(|arguments| arguments.get(key)) {
                Some(None | Some(Argument::None)) => usual.map(str::to_owned),
                Some(Some(Argument::Text(text))) => Some(text.clone()),
                _ => return Err(another_table(interpreter)),
            };
            if own != theirs {
                return Err(another_table(interpreter));
            }
        }
        options::current(interpreter)
    }
}

fn another_table(interpreter: &Interpreter) -> Interrupt {
    interpreter.refuse(
        "config-value",
        "The context of the file reads another version table than env.py names.",
        Some("Write op.get_context() instead of MigrationContext.configure(...)."),
    )
}

impl Object for OwnContext {
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
            "_is_own" => Some(Value::Bool(true)),
            "opts" => Some(self.opts.clone()),
            "impl" => Some(implementation::implementation(interpreter)),
            "environment_context" | "config" => Some(Value::None),
            "script" | "version_table_schema" => Some(self.option(interpreter, name)?),
            "version_table" => Some(match self.option(interpreter, name)? {
                Value::None => Value::str("alembic_version"),
                given => given,
            }),
            _ => context::shared(interpreter, name)?,
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
                let current = self.current_revision(interpreter)?;
                Ok(Some(current.unwrap_or(Value::None)))
            }
            "get_current_heads" => {
                let current = self.current_revision(interpreter)?;
                Ok(Some(Value::tuple(current)))
            }
            // The transaction is not this context's, which Alembic does not expect.
            "autocommit_block" => Err(interpreter.raise("AssertionError", "")),
            "execute" => context::execute(interpreter, args).map(Some),
            // What `Operations` makes of a function of `op`.
            "_bound" => Ok(Some(Value::object(Bound {
                context: self,
                function: args.required("function")?,
            }))),
            _ => Ok(None),
        }
    }
}

impl Object for Bound {
    fn type_name(&self) -> &str {
        "method"
    }

    fn call(self: Rc<Self>, interpreter: &mut Interpreter, args: Args) -> Result<Option<Value>> {
        let called = within(interpreter, Some(&self.context), |interpreter| {
            interpreter.call(&self.function, args)
        });
        called.map(Some)
    }
}

const CONFIGURE: NativeFunction = NativeFunction {
    module: "alembic.runtime.migration.MigrationContext",
    name: "configure",
    call: configure,
};

fn construct(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("a `MigrationContext` that `configure` does not make"))
}

static MIGRATION_CONTEXT: ClassDefinition =
    ClassDefinition::new("alembic.runtime.migration.MigrationContext", &[], construct)
        .attributes(|_, name| Ok((name == "configure").then_some(Value::Native(CONFIGURE))));

/// `alembic.runtime.migration`
pub(super) static RUNTIME_MIGRATION: ModuleTable = ModuleTable {
    name: "alembic.runtime.migration",
    definitions: &[("MigrationContext", Definition::Class(&MIGRATION_CONTEXT))],
    fallback: None,
};

/// `alembic.migration`
pub(super) static MIGRATION: ModuleTable = ModuleTable {
    name: "alembic.migration",
    definitions: &[("MigrationContext", Definition::Class(&MIGRATION_CONTEXT))],
    fallback: None,
};

/// `alembic.runtime`
pub(super) static RUNTIME: ModuleTable = ModuleTable {
    name: "alembic.runtime",
    definitions: &[("migration", Definition::Module(&RUNTIME_MIGRATION))],
    fallback: None,
};
