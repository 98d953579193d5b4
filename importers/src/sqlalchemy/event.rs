//! `sqlalchemy.event`: functions that SQLAlchemy calls while it works.
//!
//! None is called. What listens to engines, connections and pools looks after the
//! connection, which is the run's own. What would change the SQL of revisions, or
//! the rows of a program, is refused where that SQL or those rows are made.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::column::ColumnObject;
use super::engine;
use super::metadata::MetaDataObject;
use super::missing;
use super::orm;
use super::table::TableObject;
use crate::python::evaluate::CHANGES_ALL;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Interrupt, ModuleTable, Object, Result};
use crate::python::value::{Class, Unknown, Value};

/// Events of tables, columns, constraints, metadata and types.
const OF_SCHEMAS: &[&str] = &[
    "before_parent_attach",
    "after_parent_attach",
    "before_create",
    "after_create",
    "before_drop",
    "after_drop",
    "column_reflect",
];

/// Whether an event is one of tables, columns, constraints, metadata or types.
pub(crate) fn is_of_schemas(identifier: &str) -> bool {
    OF_SCHEMAS.contains(&identifier)
}

/// Events of attributes of mapped classes.
const OF_ATTRIBUTES: &[&str] = &[
    "set",
    "append",
    "append_wo_mutation",
    "remove",
    "bulk_replace",
    "init_scalar",
    "init_collection",
    "dispose_collection",
    "modified",
];

/// Events of connections and pools that no revision causes: its connection is there
/// before it starts, and goes after it ends.
const AROUND_REVISIONS: &[&str] = &[
    "connect",
    "first_connect",
    "do_connect",
    "engine_disposed",
    "checkin",
    "checkout",
    "reset",
    "close",
    "close_detached",
    "detach",
    "invalidate",
    "soft_invalidate",
];

/// Events of a connection at work.
const OF_CONNECTIONS: &[&str] = &[
    "engine_connect",
    "do_setinputsizes",
    "handle_error",
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "after_cursor_execute",
    "after_execute",
];

/// Events of statements, which a listener may rewrite.
const OF_STATEMENTS: &[&str] = &["before_cursor_execute", "before_execute"];

/// What helps against each listener that is refused.
const WAY_OUT: &str = "No listener is called; write what it does into the revision.";

/// Who is listened to, where no object of SQLAlchemy keeps it.
#[derive(Default)]
struct Heard {
    classes: RefCell<Vec<(Rc<Class>, Rc<Unknown>)>>,
    /// Attributes, as their classes have them.
    attributes: RefCell<Vec<(Value, Rc<Unknown>)>>,
    /// Metadata whose tables are told of the columns that are read for them.
    reflecting: RefCell<Vec<(Weak<MetaDataObject>, Rc<Unknown>)>>,
    sessions: RefCell<Option<Rc<Unknown>>>,
    /// Whether there was a session: a listener of one comes too late to be asked for.
    has_session: Cell<bool>,
}

/// What `@listens_for(target, identifier)` decorates a function with.
struct Registration(Option<Wish>);

/// A listener that is called: of the rows of a class, of what an attribute is set to, or of
/// what a session does.
enum Wish {
    Rows {
        class: Rc<Class>,
        identifier: String,
        propagates: bool,
    },
    Values {
        attribute: Value,
        gives: bool,
    },
    Session {
        which: orm::OfWhich,
        identifier: String,
    },
}

impl Wish {
    /// Has the function called from now on.
    fn fulfil(&self, interpreter: &mut Interpreter, function: Value) {
        match self {
            Self::Rows {
                class,
                identifier,
                propagates,
            } => orm::of_rows(interpreter, class, identifier, function, *propagates),
            Self::Values { attribute, gives } => {
                orm::of_values(interpreter, attribute.clone(), function, *gives);
            }
            Self::Session { which, identifier } => {
                orm::of_session(interpreter, which, identifier, function);
            }
        }
    }
}

impl Object for Registration {
    fn type_name(&self) -> &str {
        "function"
    }

    fn call(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        mut args: Args,
    ) -> Result<Option<Value>> {
        let function = args.required("fn")?;
        args.finish()?;
        if let Some(wish) = &self.0 {
            wish.fulfil(interpreter, function.clone());
        }
        Ok(Some(function))
    }
}

/// `listens_for(target, identifier, **kw)`
fn listens_for(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let wish = register(interpreter, &mut args)?;
    Ok(Value::object(Registration(wish)))
}

/// `listen(target, identifier, fn, **kw)`
fn listen(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.positional.get(2).cloned();
    let function = function.or_else(|| args.keyword("fn"));
    let wish = register(interpreter, &mut args)?;
    if let (Some(wish), Some(function)) = (wish, function) {
        wish.fulfil(interpreter, function);
    }
    Ok(Value::None)
}

/// Remembers a listener where what it hears of would be written otherwise.
///
/// # Errors
/// Where it hears of every revision.
fn register(interpreter: &mut Interpreter, args: &mut Args) -> Result<Option<Wish>> {
    let target = args.required("target")?;
    let identifier = args.string("identifier")?;
    let _ = args.rest();
    let rewrites = args.keyword_boolean("retval")?.unwrap_or(false);
    let propagates = args.keyword_boolean("propagate")?.unwrap_or(false);
    let others = args.take_keywords();
    if rewrites && OF_STATEMENTS.contains(&&*identifier) {
        return Err(of_all(
            interpreter,
            &format!("A listener for `{identifier}`"),
        ));
    }
    if hears_of_revision(interpreter, &target, &identifier) {
        return Err(interpreter.refuse(
            CHANGES_ALL,
            format!("A listener for `{identifier}` hears of what the revision runs."),
            Some(WAY_OUT),
        ));
    }
    if AROUND_REVISIONS.contains(&&*identifier) || is_of_work(&identifier) {
        return Ok(None);
    }
    // What else a listener may be told (`raw=`, `once=`, `named=`) it is not told here.
    let is_plain = others
        .iter()
        .all(|own| matches!(&*own.name, "fn") || matches!(own.value, Value::Bool(false)));
    if is_plain
        && !propagates
        && !rewrites
        && let Some(which) = orm::told_session(&target, &identifier)
    {
        return Ok(Some(Wish::Session { which, identifier }));
    }
    match &target {
        Value::Class(class)
            if is_plain && orm::is_told(&identifier) && (propagates || orm::is_mapped(class)) =>
        {
            return Ok(Some(Wish::Rows {
                class: class.clone(),
                identifier,
                propagates,
            }));
        }
        Value::Object(_)
            if is_plain
                && !propagates
                && identifier == "set"
                && target.downcast::<ColumnObject>().is_some() =>
        {
            return Ok(Some(Wish::Values {
                attribute: target,
                gives: rewrites,
            }));
        }
        _ => {}
    }
    let reason = Rc::new(Unknown {
        what: format!("what the listener for `{identifier}` does"),
        code: "unknown-name",
        place: interpreter.place(),
        help: Some(WAY_OUT.to_owned()),
    });
    let of_schema = is_of_schemas(&identifier);
    let heard = interpreter.extension_or_default::<Heard>();
    match target {
        Value::NativeClass(class) if of_schema => {
            let what = format!(
                "A listener for `{identifier}` of every {}",
                class.short_name()
            );
            return Err(of_all(interpreter, &what));
        }
        // A class that is not known is refused where it is used.
        Value::Unknown(unknown) if !unknown.what.starts_with("sqlalchemy.") => {}
        Value::Unknown(unknown) if of_schema => {
            let what = format!("A listener for `{identifier}` of {}", unknown.what);
            return Err(of_all(interpreter, &what));
        }
        Value::Class(class) if !class.derives_from("sqlalchemy.orm.Session") => {
            heard.classes.borrow_mut().push((class, reason))
        }
        target if of_schema => {
            if let Some(table) = target.downcast::<TableObject>() {
                missing::lacks_column(interpreter, &table, &reason);
            } else if let Some(metadata) = target.downcast::<MetaDataObject>() {
                if identifier == "column_reflect" {
                    let known = (Rc::downgrade(&metadata), reason);
                    heard.reflecting.borrow_mut().push(known);
                } else {
                    missing::lacks_table(interpreter, &metadata, &reason);
                }
            } else {
                let what = format!("A listener for `{identifier}` of a {}", target.type_name());
                return Err(of_all(interpreter, &what));
            }
        }
        target @ Value::Object(_) if OF_ATTRIBUTES.contains(&&*identifier) => {
            heard.attributes.borrow_mut().push((target, reason));
        }
        _ if heard.has_session.get() => {
            return Err(interpreter.refuse(
                CHANGES_ALL,
                format!("A listener for `{identifier}` may hear of the session that there is."),
                Some(WAY_OUT),
            ));
        }
        _ => {
            heard.sessions.borrow_mut().get_or_insert(reason);
        }
    }
    Ok(None)
}

/// Takes `listeners=` of a table, which hear of it like those of [`listen`].
///
/// # Errors
/// Where there are any.
pub(crate) fn no_listeners(interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
    match args.keyword("listeners").filter(|given| !given.is_none()) {
        Some(given) if !interpreter.iterate(&given)?.is_empty() => Err(interpreter.refuse(
            "unknown-argument",
            "`listeners` of a table are not called.",
            Some(WAY_OUT),
        )),
        _ => Ok(()),
    }
}

/// Takes `reflect_kwargs=` of a batch: what listens to the columns that it reads would
/// hear of them where the table is made anew.
///
/// # Errors
/// Where something does.
pub(crate) fn no_reflection_listeners(
    interpreter: &mut Interpreter,
    args: &mut Args,
    may_recreate: bool,
) -> Result<()> {
    let given = args
        .take("reflect_kwargs")?
        .filter(|given| !given.is_none());
    let Some(Value::Dict(given)) = given else {
        return Ok(());
    };
    let listeners = given.entries.borrow().get_str("listeners").cloned();
    match listeners.filter(|given| !given.is_none() && may_recreate) {
        Some(given) if !interpreter.iterate(&given)?.is_empty() => Err(interpreter.refuse(
            "unknown-argument",
            "`listeners` in `reflect_kwargs` are not called.",
            Some("Give the columns that they change by `reflect_args=[Column(...)]`."),
        )),
        _ => Ok(()),
    }
}

/// Whether it is an event of a connection that runs something.
fn is_of_work(identifier: &str) -> bool {
    OF_CONNECTIONS.contains(&identifier) || OF_STATEMENTS.contains(&identifier)
}

/// Whether SQLAlchemy would call a listener for what the revision's own connection
/// does. One of all engines counts where the revision's own file has it: what the
/// modules of a project do with connections is left to them.
fn hears_of_revision(interpreter: &Interpreter, target: &Value, identifier: &str) -> bool {
    let of_engines = || {
        let name = match target {
            Value::NativeClass(class) => class.short_name(),
            Value::Unknown(unknown) if unknown.what.starts_with("sqlalchemy.") => {
                unknown.what.rsplit('.').next().unwrap_or_default()
            }
            _ => "",
        };
        is_of_work(identifier) || matches!(name, "Engine" | "Connection" | "Dialect")
    };
    !AROUND_REVISIONS.contains(&identifier)
        && (engine::is_bind(target) || interpreter.is_in_main() && of_engines())
}

/// Says that rows of a class cannot be objects, and why.
pub(super) fn refuse_rows(interpreter: &mut Interpreter, class: &Rc<Class>, what: &str) {
    let reason = Rc::new(Unknown {
        what: what.to_owned(),
        code: "unknown-name",
        place: interpreter.place(),
        help: None,
    });
    let heard = interpreter.extension_or_default::<Heard>();
    heard.classes.borrow_mut().push((class.clone(), reason));
}

/// The refusal of what changes the SQL of all revisions. No import of a module
/// leaves it out.
pub(super) fn of_all(interpreter: &Interpreter, what: &str) -> Interrupt {
    interpreter.refuse(
        CHANGES_ALL,
        format!("{what} changes what every revision means."),
        Some("bridge does not call it. Import what the revisions need from a module that does not have it."),
    )
}

/// Checks that nothing listens to a class, or to one above it.
///
/// # Errors
/// A refusal that names the listener.
pub(super) fn check_class(interpreter: &Interpreter, class: &Rc<Class>) -> Result<()> {
    let Some(heard) = interpreter.extension::<Heard>() else {
        return Ok(());
    };
    let is_heard = |own: &Rc<Class>| {
        Rc::ptr_eq(own, class)
            || class
                .above
                .iter()
                .any(|above| matches!(above, Value::Class(above) if Rc::ptr_eq(own, above)))
    };
    let of_class = heard
        .classes
        .borrow()
        .iter()
        .find(|(own, _)| is_heard(own))
        .map(|(_, reason)| reason.clone());
    let reason = of_class.or_else(|| heard.of_attributes(class));
    match reason {
        Some(reason) => interpreter.known(Value::Unknown(reason)).map(|_| ()),
        None => Ok(()),
    }
}

impl Heard {
    /// What listens to an attribute of a class, or of one above it.
    fn of_attributes(&self, class: &Rc<Class>) -> Option<Rc<Unknown>> {
        let attributes = self.attributes.borrow();
        if attributes.is_empty() {
            return None;
        }
        let above = class.above.iter().filter_map(|above| match above {
            Value::Class(above) => Some(above),
            _ => None,
        });
        let mut held = [class].into_iter().chain(above);
        held.find_map(|class| {
            let own = class.scope.entries();
            let is_heard = |target: &Value| own.iter().any(|(_, value)| value.is_same(target));
            let found = attributes.iter().find(|(target, _)| is_heard(target));
            found.map(|(_, reason)| reason.clone())
        })
    }
}

/// Checks that nothing listens to the columns that are read for a table of a metadata.
///
/// # Errors
/// A refusal that names the listener.
pub(super) fn check_reflection(interpreter: &Interpreter, metadata: &MetaDataObject) -> Result<()> {
    let Some(heard) = interpreter.extension::<Heard>() else {
        return Ok(());
    };
    let is_heard = |known: &Weak<MetaDataObject>| std::ptr::eq(known.as_ptr(), metadata);
    let reason = heard
        .reflecting
        .borrow()
        .iter()
        .find(|(own, _)| is_heard(own))
        .map(|(_, reason)| reason.clone());
    match reason {
        Some(reason) => interpreter.known(Value::Unknown(reason)).map(|_| ()),
        None => Ok(()),
    }
}

/// Checks that nothing listens to sessions or to all mapped classes, and remembers
/// that there is a session from now on.
///
/// # Errors
/// A refusal that names the listener.
pub(super) fn check_session(interpreter: &mut Interpreter) -> Result<()> {
    let heard = interpreter.extension_or_default::<Heard>();
    heard.has_session.set(true);
    let reason = heard.sessions.borrow().clone();
    match reason {
        Some(reason) => interpreter.known(Value::Unknown(reason)).map(|_| ()),
        None => Ok(()),
    }
}

fn no_removal(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("taking a listener away"))
}

static DEFINITIONS: &[(&str, Definition)] = &[
    ("listens_for", Definition::Function(listens_for)),
    ("listen", Definition::Function(listen)),
    ("remove", Definition::Function(no_removal)),
];

/// `sqlalchemy.event`
pub(super) static EVENT: ModuleTable = ModuleTable {
    name: "sqlalchemy.event",
    definitions: DEFINITIONS,
    fallback: None,
};
