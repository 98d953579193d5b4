//! `sqlalchemy.orm`, as far as revision files declare classes with it. What
//! reads or writes rows through a session has to stay a program.

use std::any::Any;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

/// `relationship(...)` and its like: nothing of it reaches the database.
struct Mapping;

impl Object for Mapping {
    fn type_name(&self) -> &str {
        "Relationship"
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

fn mapping(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(Value::object(Mapping))
}

fn session(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.needs_program(
        "live-data",
        "A session works on the rows of the live database.",
    ))
}

fn instance(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.needs_program(
        "live-data",
        "An object of a mapped class stands for a row of the live database.",
    ))
}

fn declarative_base(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(Value::NativeClass(&BASE))
}

static BASE: ClassDefinition =
    ClassDefinition::new("sqlalchemy.orm.DeclarativeBase", &[], instance);
static SESSION: ClassDefinition = ClassDefinition::new("sqlalchemy.orm.Session", &[], session);

static DEFINITIONS: &[(&str, Definition)] = &[
    ("DeclarativeBase", Definition::Class(&BASE)),
    ("declarative_base", Definition::Function(declarative_base)),
    ("Session", Definition::Class(&SESSION)),
    ("sessionmaker", Definition::Function(session)),
    ("scoped_session", Definition::Function(session)),
    ("relationship", Definition::Function(mapping)),
    ("backref", Definition::Function(mapping)),
    ("Mapped", Definition::Value(|_| Ok(Value::object(Mapping)))),
    (
        "mapped_column",
        Definition::Function(super::column::construct_unnamed),
    ),
];

/// `sqlalchemy.orm`
pub(crate) static ORM: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.orm.session`
pub(crate) static ORM_SESSION: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.session",
    definitions: DEFINITIONS,
    fallback: None,
};

/// `sqlalchemy.ext.declarative`
pub(crate) static EXT_DECLARATIVE: ModuleTable = ModuleTable {
    name: "sqlalchemy.ext.declarative",
    definitions: DEFINITIONS,
    fallback: None,
};
