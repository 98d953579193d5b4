//! Flask-SQLAlchemy 3.1.1, and Flask-AppBuilder 5.0.0, which derives from it:
//! the `db` of an application, which offers all of SQLAlchemy under one name.
//!
//! There is one connection in a migration, so `db.session` and `db.engine` are
//! on that of the run.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

use super::modules;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, NativeFunction, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::{engine, find, named, orm};

/// `db = SQLAlchemy()`
struct Extension {
    /// `db.Model`
    model: Value,
    /// `db.session`: one for all that ask, so that what one adds another commits.
    session: OnceCell<Value>,
}

/// `SQLAlchemy(app=None, *, metadata=None, ...)`
fn extension(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let metadata = args.keyword("metadata").filter(|value| !value.is_none());
    if args
        .keyword("model_class")
        .is_some_and(|class| !class.is_none())
    {
        return Err(interpreter.unsupported("`model_class` of Flask-SQLAlchemy"));
    }
    // The application, and how its engines are made.
    super::ignore(&mut args);
    let mut wishes = Args::new([]).with("name", Value::str("Model"));
    if let Some(metadata) = metadata {
        wishes = wishes.with("metadata", metadata);
    }
    let model = orm::declarative_base(interpreter, wishes)?;
    if let Value::Class(model) = &model {
        orm::name_by_class(model);
    }
    Ok(Value::object(Extension {
        model,
        session: OnceCell::new(),
    }))
}

const EXTENSION: Value = Value::Native(NativeFunction {
    module: "flask_sqlalchemy",
    name: "SQLAlchemy",
    call: extension,
});

impl Object for Extension {
    fn type_name(&self) -> &str {
        "SQLAlchemy"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        match name {
            "Model" => Ok(Some(self.model.clone())),
            "metadata" => interpreter.find_attribute(&self.model, "metadata"),
            "engine" => Ok(Some(engine::bind())),
            "session" => {
                if let Some(session) = self.session.get() {
                    return Ok(Some(session.clone()));
                }
                let Some(class) = find(interpreter, &[orm::DEFINITIONS], "Session")? else {
                    return Ok(None);
                };
                let bound = Args::new([]).with("bind", engine::bind());
                let session = interpreter.call(&class, bound)?;
                Ok(Some(self.session.get_or_init(|| session).clone()))
            }
            _ => match find(interpreter, &[orm::DEFINITIONS], name)? {
                Some(found) => Ok(Some(found)),
                None => named(interpreter, name),
            },
        }
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

static DEFINITIONS: &[(&str, Definition)] = &[
    ("SQLAlchemy", Definition::Function(extension)),
    ("SQLA", Definition::Function(extension)),
    (
        "get_sqla_class",
        Definition::Function(|_, args| {
            args.finish()?;
            Ok(EXTENSION)
        }),
    ),
];

modules! { DEFINITIONS;
    FLASK "flask_sqlalchemy";
    FLASK_EXTENSION "flask_sqlalchemy.extension";
    BUILDER "flask_appbuilder";
    BUILDER_SQLA "flask_appbuilder.models.sqla";
    BUILDER_LEGACY "flask_appbuilder.utils.legacy";
}
