//! The module `sqlite3`, on the connection of a run.
//!
//! `commit` and `rollback` keep their meaning for what the function did; the
//! transaction around it is the run's, and stays open.

mod connection;
mod cursor;
mod row;

pub(super) use connection::connection;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Result};
use crate::python::value::Value;

macro_rules! exceptions {
    ($($name:literal $base:literal;)*) => {
        &[
            $((
                $name,
                Definition::Exception { name: concat!("sqlite3.", $name), base: $base },
            ),)*
            ("Row", Definition::Class(&ROW)),
            ("Connection", Definition::Class(&CONNECTION)),
            ("Cursor", Definition::Class(&CURSOR)),
            ("connect", Definition::Function(connect)),
            ("Binary", Definition::Function(binary)),
            ("sqlite_version_info", Definition::Value(version)),
            (
                "sqlite_version",
                Definition::Value(|interpreter| {
                    let version = version(interpreter)?;
                    let parts = match &version {
                        Value::Tuple(parts) => parts.to_vec(),
                        _ => return Ok(version),
                    };
                    let mut text = Vec::new();
                    for part in &parts {
                        text.push(interpreter.str(part)?);
                    }
                    Ok(Value::str(text.join(".")))
                }),
            ),
            ("PARSE_DECLTYPES", Definition::Value(|_| Ok(Value::Int(1)))),
            ("PARSE_COLNAMES", Definition::Value(|_| Ok(Value::Int(2)))),
        ]
    };
}

/// `sqlite3`
pub(crate) static SQLITE3: ModuleTable = ModuleTable {
    name: "sqlite3",
    definitions: exceptions! {
        "Warning" "Exception";
        "Error" "Exception";
        "InterfaceError" "sqlite3.Error";
        "DatabaseError" "sqlite3.Error";
        "DataError" "sqlite3.DatabaseError";
        "OperationalError" "sqlite3.DatabaseError";
        "IntegrityError" "sqlite3.DatabaseError";
        "InternalError" "sqlite3.DatabaseError";
        "ProgrammingError" "sqlite3.DatabaseError";
        "NotSupportedError" "sqlite3.DatabaseError";
    },
    fallback: None,
};

/// `Binary(data)`: bytes go to the database as they are.
fn binary(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let data = args.required("object")?;
    args.finish()?;
    match interpreter.known(data)? {
        data @ Value::Bytes(_) => Ok(data),
        other => Err(interpreter.raise(
            "TypeError",
            format!(
                "memoryview: a bytes-like object is required, not '{}'",
                other.type_name()
            ),
        )),
    }
}

/// `sqlite_version_info`: of the library that runs the statements.
fn version(interpreter: &mut Interpreter) -> Result<Value> {
    if !interpreter.is_live() {
        return Ok(interpreter.unknown("live-data", "`sqlite3.sqlite_version_info`"));
    }
    if let Some(database) = interpreter.database() {
        database.depends();
    }
    crate::sqlalchemy::server_version(interpreter)
}

fn connect(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.refuse(
        "unknown-operation",
        "A connection of the file's own is not understood.",
        Some("Use the connection that the function is given: it is inside the run's transaction."),
    ))
}

static ROW: ClassDefinition = ClassDefinition::new("sqlite3.Row", &[], |interpreter, args| {
    drop(args);
    Err(interpreter.raise("TypeError", "sqlite3.Row is made by a cursor"))
});
static CONNECTION: ClassDefinition = ClassDefinition::new("sqlite3.Connection", &[], connect);
static CURSOR: ClassDefinition = ClassDefinition::new("sqlite3.Cursor", &[], connect);
