//! `op.get_context().opts`: the arguments of `context.configure`, and which
//! revision is the current one.

use std::rc::Rc;

use super::Session;
use crate::Direction;
use crate::alembic::configuration::Argument;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::{Module, Value};

/// The revision file that is being run.
pub(crate) struct OwnModule(pub(crate) Rc<Module>);

/// `op.get_context().opts`
struct Options;

/// What Alembic has of each argument that `env.py` does not give.
const DEFAULTS: [(&str, Argument); 9] = [
    ("transaction_per_migration", Argument::Bool(false)),
    ("target_metadata", Argument::None),
    ("include_name", Argument::None),
    ("include_object", Argument::None),
    ("include_schemas", Argument::Bool(false)),
    ("render_as_batch", Argument::Bool(false)),
    ("literal_binds", Argument::Bool(false)),
    ("process_revision_directives", Argument::None),
    ("user_module_prefix", Argument::None),
];

/// What Alembic sets on every run, or what its versions disagree about.
const OF_THE_RUN: [&str; 12] = [
    "fn",
    "script",
    "destination_rev",
    "starting_rev",
    "template_args",
    "output_buffer",
    "compare_type",
    "compare_server_default",
    "on_version_apply",
    "upgrade_token",
    "downgrade_token",
    "transactional_ddl",
];

/// Parameters of `configure` that do not become options.
const PARAMETERS: [&str; 5] = [
    "connection",
    "url",
    "dialect_name",
    "dialect_opts",
    "environment_context",
];

pub(super) fn options() -> Value {
    Value::object(Options)
}

fn not_read(interpreter: &Interpreter, name: &str) -> Interrupt {
    interpreter.refuse(
        "config-value",
        format!("The option `{name}` of the migration context could not be read from env.py."),
        Some("Write the value into the revision."),
    )
}

/// An option; `None` where there is none.
fn option(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    match name {
        "as_sql" => return Ok(Some(Value::Bool(false))),
        "tag" => return Ok(Some(Value::None)),
        _ if OF_THE_RUN.contains(&name) => return Err(not_read(interpreter, name)),
        _ if PARAMETERS.contains(&name) => return Ok(None),
        _ => {}
    }
    let session = interpreter.extension_or_default::<Session>();
    let Some(arguments) = &session.configuration.arguments else {
        return Err(not_read(interpreter, name));
    };
    let default = DEFAULTS.iter().find(|(own, _)| *own == name);
    Ok(
        match arguments.get(name).or(default.map(|(_, value)| value)) {
            Some(Argument::None) => Some(Value::None),
            Some(Argument::Bool(value)) => Some(Value::Bool(*value)),
            Some(Argument::Int(value)) => Some(Value::Int(i128::from(*value))),
            Some(Argument::Text(value)) => Some(Value::str(value)),
            Some(Argument::Unreadable) => return Err(not_read(interpreter, name)),
            None => None,
        },
    )
}

impl Object for Options {
    fn type_name(&self) -> &str {
        "dict"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "get" => {
                let key = args.string("key")?;
                let default = args.take("default")?.unwrap_or(Value::None);
                Ok(Some(option(interpreter, &key)?.unwrap_or(default)))
            }
            _ => Err(not_read(interpreter, "*")),
        }
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let name = key.as_str().unwrap_or_default();
        match option(interpreter, &name)? {
            Some(value) => Ok(Some(value)),
            None => Err(interpreter.raise_with("KeyError", vec![key.clone()])),
        }
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        item: &Value,
    ) -> Result<Option<Value>> {
        let name = item.as_str().unwrap_or_default();
        let found = option(interpreter, &name)?.is_some();
        Ok(Some(Value::Bool(found)))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Err(not_read(interpreter, "*"))
    }
}

/// The revision that the version table names while the function runs: the
/// parent while it upgrades, its own while it downgrades.
pub(super) fn current(interpreter: &mut Interpreter) -> Result<Option<Value>> {
    let session = interpreter.extension_or_default::<Session>();
    if !session.configuration.is_linear {
        return Err(interpreter.refuse(
            "config-value",
            "Which revisions are current depends on the branches that a database has applied.",
            Some("Write the identifier of the revision instead; it is `down_revision` while upgrading."),
        ));
    }
    let name = match interpreter.direction() {
        Direction::Up => "down_revision",
        Direction::Down => "revision",
    };
    let own = interpreter.extension::<OwnModule>();
    let value = own.and_then(|own| own.0.scope.get(name));
    let value = match value {
        // Alembic takes a parent in a tuple, too.
        Some(Value::Tuple(parents)) => parents.first().cloned(),
        Some(Value::List(parents)) => parents.items.borrow().first().cloned(),
        other => other,
    };
    match value {
        Some(Value::None) => Ok(None),
        Some(value) if value.as_str().is_some() => Ok(Some(value)),
        _ => Err(interpreter.refuse(
            "config-value",
            "The current revision is asked for before the file says what it is.",
            Some("Ask for it inside upgrade() or downgrade()."),
        )),
    }
}
