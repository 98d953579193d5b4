//! Listeners of mapped classes and their columns: `before_insert` and its like around the
//! statements of a flush, `set` where a column is given a value.
//!
//! What SQLAlchemy tells of the objects of one mapper it tells of all of them before the first
//! statement, or after the last. Where other statements of the flush stand elsewhere than in
//! SQLAlchemy, a listener may run none of its own.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::mapping::{Mapper, mapper_of, object_of};
use super::session::SessionObject;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::engine;

/// The events that a flush tells of.
const OF_ROWS: &[&str] = &[
    "before_insert",
    "after_insert",
    "before_update",
    "after_update",
    "before_delete",
    "after_delete",
];

/// Why a listener may run no statement.
const ELSEWHERE: &str = "A listener runs a statement in a flush that inserts, changes or deletes rows in an order which bridge \
     does not know from SQLAlchemy. Call session.flush() after each object, so that it is one at a time.";

/// Whether listeners of an event are called with objects.
pub(crate) fn is_told(identifier: &str) -> bool {
    OF_ROWS.contains(&identifier)
}

/// Who listens.
#[derive(Default)]
pub(super) struct Listeners {
    rows: RefCell<Vec<OfRows>>,
    values: RefCell<Vec<OfValues>>,
    sessions: RefCell<Vec<OfSessions>>,
}

/// The events of sessions that listeners are told.
const OF_SESSIONS: &[&str] = &[
    "before_flush",
    "after_flush",
    "after_flush_postexec",
    "before_commit",
    "after_commit",
];

#[derive(Clone)]
struct OfSessions {
    /// The session; all of them, where none is named.
    store: Option<Weak<Store>>,
    identifier: String,
    function: Value,
}

/// Which session an event is of, where its listeners are told.
pub(crate) enum OfWhich {
    /// All.
    All,
    /// This one.
    One(Value),
}

/// The session that listeners of an event are told of: one, or the class of all.
pub(crate) fn told_session(target: &Value, identifier: &str) -> Option<OfWhich> {
    if !OF_SESSIONS.contains(&identifier) {
        return None;
    }
    match target {
        Value::NativeClass(class) if class.short_name() == "Session" => Some(OfWhich::All),
        other => other
            .downcast::<SessionObject>()
            .map(|_| OfWhich::One(other.clone())),
    }
}

/// Adds a listener of a session, or of all.
pub(crate) fn of_session(
    interpreter: &mut Interpreter,
    which: &OfWhich,
    identifier: &str,
    function: Value,
) {
    let store = match which {
        OfWhich::All => None,
        OfWhich::One(session) => session
            .downcast::<SessionObject>()
            .map(|session| Rc::downgrade(&session.store)),
    };
    let all = interpreter.extension_or_default::<Listeners>();
    all.sessions.borrow_mut().push(OfSessions {
        store,
        identifier: identifier.to_owned(),
        function,
    });
}

/// Whether anything listens to an event of sessions.
pub(super) fn hears_of_sessions(interpreter: &Interpreter, identifier: &str) -> bool {
    let all = interpreter.extension::<Listeners>();
    all.is_some_and(|all| {
        let heard = all.sessions.borrow();
        heard.iter().any(|own| own.identifier == identifier)
    })
}

/// Calls what listens to an event of a session.
///
/// # Errors
/// What they raise.
pub(super) fn tell_of_session(
    interpreter: &mut Interpreter,
    store: &Store,
    identifier: &str,
) -> Result<()> {
    let Some(all) = interpreter.extension::<Listeners>() else {
        return Ok(());
    };
    let heard: Vec<OfSessions> = all.sessions.borrow().clone();
    let Some(session) = store.session.borrow().upgrade() else {
        return Ok(());
    };
    for own in heard {
        let is_own = |known: &Weak<Store>| std::ptr::eq(known.as_ptr(), store);
        if own.identifier != identifier || !own.store.as_ref().is_none_or(is_own) {
            continue;
        }
        let mut given = vec![Value::Object(session.clone())];
        if identifier.ends_with("_flush") || identifier.ends_with("_postexec") {
            given.push(interpreter.unknown("unknown-name", "the context of a flush"));
        }
        if identifier == "before_flush" {
            given.push(Value::None);
        }
        interpreter.call(&own.function, Args::new(given))?;
    }
    Ok(())
}

struct OfRows {
    class: Rc<Class>,
    identifier: String,
    function: Value,
    /// Whether it hears of the classes below, too.
    propagates: bool,
}

#[derive(Clone)]
struct OfValues {
    /// The attribute, as its class has it.
    attribute: Value,
    function: Value,
    /// Whether it gives the value that is set.
    gives: bool,
}

/// Adds a listener of a class's rows.
pub(crate) fn of_rows(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    identifier: &str,
    function: Value,
    propagates: bool,
) {
    let all = interpreter.extension_or_default::<Listeners>();
    all.rows.borrow_mut().push(OfRows {
        class: class.clone(),
        identifier: identifier.to_owned(),
        function,
        propagates,
    });
}

/// Adds a listener of the values that an attribute of a class is given.
pub(crate) fn of_values(
    interpreter: &mut Interpreter,
    attribute: Value,
    function: Value,
    gives: bool,
) {
    let all = interpreter.extension_or_default::<Listeners>();
    all.values.borrow_mut().push(OfValues {
        attribute,
        function,
        gives,
    });
}

fn listeners(interpreter: &Interpreter, class: &Rc<Class>, identifier: &str) -> Vec<Value> {
    let Some(all) = interpreter.extension::<Listeners>() else {
        return Vec::new();
    };
    let is_above = |own: &Rc<Class>| {
        let mut above = class.above.iter();
        above.any(|above| matches!(above, Value::Class(above) if Rc::ptr_eq(own, above)))
    };
    let rows = all.rows.borrow();
    let heard = rows.iter().filter(|own| {
        own.identifier == identifier
            && (Rc::ptr_eq(&own.class, class) || own.propagates && is_above(&own.class))
    });
    heard.map(|own| own.function.clone()).collect()
}

/// Whether anything listens to values that are set.
pub(super) fn hears_of_values(interpreter: &Interpreter) -> bool {
    let all = interpreter.extension::<Listeners>();
    all.is_some_and(|all| !all.values.borrow().is_empty())
}

/// Where a listener is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Between the statements between which SQLAlchemy calls it.
    InPlace,
    /// Between others, maybe.
    SomewhereElse,
}

/// Calls the listeners of an event with an object.
///
/// # Errors
/// What they raise.
pub(super) fn tell(
    interpreter: &mut Interpreter,
    (instance, mapper): &(Rc<Instance>, Rc<Mapper>),
    identifier: &str,
    told: Told,
) -> Result<()> {
    for function in listeners(interpreter, &instance.class, identifier) {
        let given = [
            Value::Object(mapper.clone()),
            engine::bind(),
            Value::Instance(instance.clone()),
        ];
        let before = interpreter.bar_statements((told == Told::SomewhereElse).then_some(ELSEWHERE));
        let result = interpreter.call_with(&function, given);
        let result = result.and_then(|_| interpreter.run_recorded());
        interpreter.bar_statements(before);
        result?;
    }
    Ok(())
}

/// What the listeners of an attribute make of a value that an object is given.
///
/// # Errors
/// What they raise.
pub(super) fn told_of_value(
    interpreter: &mut Interpreter,
    object: &Value,
    name: &str,
    mut value: Value,
) -> Result<Value> {
    let Some(all) = interpreter.extension::<Listeners>() else {
        return Ok(value);
    };
    let Some((instance, _)) = object_of(object) else {
        return Ok(value);
    };
    let Some(attribute) = interpreter.class_attribute(&instance.class, name) else {
        return Ok(value);
    };
    let heard: Vec<OfValues> = all.values.borrow().clone();
    for own in heard {
        if !own.attribute.is_same(&attribute) {
            continue;
        }
        let before = match instance.scope.get(name) {
            Some(before) => before,
            None => interpreter.unknown("unknown-name", "what an attribute was before it was set"),
        };
        let initiator = interpreter.unknown("unknown-name", "the initiator of an event");
        let given = [object.clone(), value.clone(), before, initiator];
        let made = interpreter.call_with(&own.function, given)?;
        if own.gives {
            value = made;
        }
    }
    Ok(value)
}

/// Whether a class is mapped, so that its rows can be told of.
pub(crate) fn is_mapped(class: &Rc<Class>) -> bool {
    mapper_of(class).is_some()
}
