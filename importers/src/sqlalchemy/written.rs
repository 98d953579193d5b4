//! Parts of SQLAlchemy that are written in Python, on top of the others.

use crate::diagnostic::Diagnostic;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Interrupt, ModuleTable, Result};
use crate::python::stdlib::written::name_of;
use crate::python::value::Value;
use crate::sqlalchemy::live;

/// `sqlalchemy.ext.asyncio`
pub(super) static ASYNCIO: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.asyncio",
    definitions: &[],
    fallback: Some(asynchronous),
};

/// A name of `sqlalchemy.ext.asyncio`.
///
/// # Errors
/// None but those of a limit.
pub(super) fn asynchronous(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/asyncio.py");
    name_of(interpreter, "sqlalchemy.ext.asyncio", text, name)
}

/// `op.run_async(function, *args, **kwargs)`: the function is given the run's connection,
/// and what it gives is awaited.
///
/// # Errors
/// What is raised meanwhile.
pub(crate) fn run_async(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("async_function")?;
    if live::value::is_synchronous(interpreter) {
        return Err(interpreter.raise("ValueError", "Cannot call run_async with a sync engine"));
    }
    let class = asynchronous(interpreter, "AsyncConnection")?.unwrap_or(Value::None);
    let own = Args::new([Value::None, super::engine::bind()]);
    let connection = interpreter.call(&class, own)?;
    args.positional.push_front(connection);
    let coroutine = interpreter.call(&function, args)?;
    interpreter.awaited(&coroutine)
}

/// `sqlalchemy.sql.operators`
pub(super) static OPERATORS: ModuleTable = ModuleTable {
    name: "sqlalchemy.sql.operators",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/operators.py");
        name_of(interpreter, "sqlalchemy.sql.operators", text, name)
    }),
};

/// `sqlalchemy.ext.automap`
pub(super) static AUTOMAP: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.automap",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/automap.py");
        name_of(interpreter, "sqlalchemy.ext.automap", text, name)
    }),
};

/// `sqlalchemy.ext.associationproxy`
pub(super) static ASSOCIATION_PROXY: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.associationproxy",
    definitions: &[],
    fallback: Some(|interpreter, name| {
        let text = include_str!("written/associationproxy.py");
        name_of(interpreter, "sqlalchemy.ext.associationproxy", text, name)
    }),
};

/// The class from which those of Flask-SQLAlchemy's `db.Model` have what they show.
///
/// # Errors
/// None but those of a limit.
pub(super) fn flask_model(interpreter: &mut Interpreter) -> Result<Option<Value>> {
    let text = include_str!("written/flask_sqlalchemy.py");
    name_of(interpreter, "_bridge.flask_sqlalchemy", text, "Model")
}

/// What `sqlmodel` has beside SQLAlchemy's own names.
///
/// # Errors
/// None but those of a limit.
pub(super) fn sqlmodel(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/sqlmodel.py");
    name_of(interpreter, "sqlmodel", text, name)
}

/// How one of SQLite's own types of dates stores its values.
///
/// # Errors
/// None but those of a limit.
pub(super) fn sqlite_type(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/sqlite_types.py");
    name_of(interpreter, "_bridge.sqlite_types", text, name)
}

/// What such a part says where it cannot follow.
pub(super) static OWN: ModuleTable = ModuleTable {
    name: "_bridge",
    definitions: &[
        ("awaited", Definition::Function(awaited)),
        ("driver_text", Definition::Function(driver_text)),
        (
            "driver_is_asyncpg",
            Definition::Function(|interpreter, args| {
                args.finish()?;
                Ok(Value::Bool(live::value::is_asyncpg(interpreter)))
            }),
        ),
        ("enter", Definition::Function(enter)),
        (
            "mutable_associated",
            Definition::Function(super::mutable::associate_with),
        ),
        (
            "mutable_changed",
            Definition::Function(super::orm::mutable_changed),
        ),
        (
            "mutable_type",
            Definition::Function(super::mutable::own_type),
        ),
        ("leave", Definition::Function(leave)),
        ("Mapped", Definition::Class(&super::orm::MAPPED_ELSEWISE)),
        ("refuse", Definition::Function(refuse)),
        ("is_relationship", Definition::Function(is_relationship)),
        ("annotation", Definition::Function(annotation)),
        (
            "field_options",
            Definition::Function(super::orm::field_options),
        ),
        (
            "is_native",
            Definition::Function(|_, mut args| {
                let class = args.required("cls")?;
                Ok(Value::Bool(matches!(class, Value::NativeClass(_))))
            }),
        ),
        ("mapped_init", Definition::Function(super::orm::mapped_init)),
        ("unknown", Definition::Function(unknown)),
    ],
    fallback: None,
};

/// `awaited(value)`: what `await value` gives, for functions that are not `async`.
fn awaited(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("value")?;
    args.finish()?;
    interpreter.awaited(&value)
}

/// `driver_text(value)`: a value as psycopg2 writes it into a statement.
fn driver_text(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("value")?;
    args.finish()?;
    super::live::value::to_sql(interpreter, &value).map(Value::str)
}

/// `enter(manager)`: what `with manager` does first.
fn enter(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let manager = args.required("manager")?;
    args.finish()?;
    interpreter.enter(&manager)
}

/// `leave(manager, error)`: what it does last, and whether the error goes no further.
fn leave(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let manager = args.required("manager")?;
    let error = args.required("error")?;
    args.finish()?;
    let raised = (!error.is_none()).then_some(&error);
    interpreter.exit(&manager, raised).map(Value::Bool)
}

fn is_relationship(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let value = args.required("value")?;
    args.finish()?;
    Ok(Value::Bool(super::orm::is_relationship(&value)))
}

/// `annotation(class, text)`: the innermost name, what it is, whether it may be `None`, and
/// whether there are many.
fn annotation(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.required("class")?;
    let text = args.string("text")?;
    args.finish()?;
    match &class {
        Value::Class(class) => super::orm::annotation(interpreter, class, &text),
        _ => Ok(Value::None),
    }
}

/// `unknown(what)`: a value that is refused where it is used.
fn unknown(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let what = args.string("what")?;
    args.finish()?;
    Ok(interpreter.unknown("unknown-name", &what))
}

fn refuse(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let message = args.string("message")?;
    args.finish()?;
    let mut text = message;
    if let Some(first) = text.get(..1) {
        text = first.to_uppercase() + &text[1..] + ".";
    }
    // The reader knows the file that calls, not the one that bridge has written.
    let place = interpreter.main_place();
    Err(Interrupt::Refused(Box::new(
        place.mark(Diagnostic::error("python-unsupported", text)),
    )))
}
