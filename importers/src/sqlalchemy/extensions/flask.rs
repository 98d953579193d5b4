//! Flask-SQLAlchemy 3.1.1, and Flask-AppBuilder 5.0.0, which derives from it:
//! the `db` of an application, which offers all of SQLAlchemy under one name.
//!
//! There is one connection in a migration, so `db.session` and `db.engine` are
//! on that of the run.

use std::cell::OnceCell;
use std::rc::Rc;

use super::modules;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, NativeFunction, Object, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::metadata::MetaDataObject;
use crate::sqlalchemy::{engine, find, named, orm, written};

/// `db = SQLAlchemy()`
struct Extension {
    /// `db.Model`
    model: Value,
    /// `db.session`: one for all that ask, so that what one adds another commits.
    session: OnceCell<Value>,
}

/// `SQLAlchemy(app=None, *, metadata=None, model_class=Model, disable_autonaming=False, ...)`
fn extension(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let metadata = args.keyword("metadata").filter(|value| !value.is_none());
    let class = args.keyword("model_class").filter(|value| !value.is_none());
    let is_unnamed = args.keyword_boolean("disable_autonaming")?.unwrap_or(false);
    if args.keyword("query_class").is_some() {
        return Err(interpreter.unsupported("`query_class` of Flask-SQLAlchemy"));
    }
    // The application, and how its engines are made.
    super::ignore(&mut args);
    let own = written::flask_model(interpreter)?;
    let model = match class {
        // A base of SQLAlchemy 2 stays what it is.
        Some(Value::Class(base)) if is_declarative(&base) => {
            let shown = match &own {
                Some(Value::Class(own)) => own.scope.get("__repr__"),
                _ => None,
            };
            if !base.scope.has("__repr__") {
                base.scope.put(&"__repr__".into(), shown);
            }
            Value::Class(base)
        }
        class => {
            let mut wishes = Args::new([]).with("name", Value::str("Model"));
            if let Some(metadata) = metadata {
                wishes = wishes.with("metadata", metadata);
            }
            if let Some(shown) = class.or(own) {
                wishes = wishes.with("cls", shown);
            }
            orm::declarative_base(interpreter, wishes)?
        }
    };
    let made = Rc::new(Extension {
        model: model.clone(),
        session: OnceCell::new(),
    });
    if let Value::Class(model) = &model {
        if !is_unnamed {
            orm::name_by_class(model);
        }
        if !model.scope.has("query") {
            let query = orm::query_property(Value::Object(made.clone()));
            model.scope.put(&"query".into(), Some(query));
        }
    }
    Ok(Value::Object(made))
}

/// Whether a class is the base of mapped classes, or derives from one.
fn is_declarative(class: &Rc<Class>) -> bool {
    let is_above = |above: &Value| matches!(above, Value::Class(above) if orm::is_base(above));
    orm::is_base(class) || class.above.iter().any(is_above)
}

/// `db.Table(name, *columns, ...)`: in the metadata of `db`, where none is named.
struct TableOf {
    metadata: Value,
}

impl Object for TableOf {
    fn type_name(&self) -> &str {
        "type"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let is_named = |value: &Value| value.downcast::<MetaDataObject>().is_some();
        let is_given = args.positional.get(1).is_some_and(is_named)
            || args.keywords.iter().any(|given| &*given.name == "metadata");
        if !is_given {
            args.positional
                .insert(1.min(args.positional.len()), self.metadata.clone());
        }
        let Some(class) = named(interpreter, "Table")? else {
            return Ok(None);
        };
        interpreter.call(&class, args).map(Some)
    }
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
            "Table" => {
                let metadata = interpreter.find_attribute(&self.model, "metadata")?;
                Ok(metadata.map(|metadata| Value::object(TableOf { metadata })))
            }
            "session" => {
                if let Some(session) = self.session.get() {
                    return Ok(Some(session.clone()));
                }
                let find = |interpreter: &mut Interpreter, name| {
                    find(interpreter, &[orm::DEFINITIONS], name)
                };
                let (Some(maker), Some(scoped)) = (
                    find(interpreter, "sessionmaker")?,
                    find(interpreter, "scoped_session")?,
                ) else {
                    return Ok(None);
                };
                let bound = Args::new([]).with("bind", engine::bind());
                let maker = interpreter.call(&maker, bound)?;
                let session = interpreter.call_with(&scoped, [maker])?;
                Ok(Some(self.session.get_or_init(|| session).clone()))
            }
            _ => match find(interpreter, &[orm::DEFINITIONS], name)? {
                Some(found) => Ok(Some(found)),
                None => named(interpreter, name),
            },
        }
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
