//! `sqlalchemy.ext.mutable`: types whose values tell the session that they changed.
//!
//! In the database they are the types that they are made of. A session keeps what a dict,
//! a list or a set held and compares; what a project's own class would tell is not
//! followed, so rows of a class with such a column are refused as objects.

use std::cell::RefCell;
use std::rc::Rc;

use super::argument;
use super::schema::Item;
use super::table::TableObject;
use super::type_object::TypeObject;
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeFunction, Result,
};
use crate::python::stdlib::written::name_of;
use crate::python::value::{Class, Dict, List, Set, Unknown, Value};

/// What the values of a type are whose changes a session notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `MutableDict`
    Dict,
    /// `MutableList`
    List,
    /// `MutableSet`
    Set,
    /// A class of the project's own, by its number: its values say themselves that they changed.
    Own(usize),
}

/// The classes of the project's own whose values are followed.
#[derive(Default)]
struct OwnClasses(RefCell<Vec<Rc<Class>>>);

/// Such a class by its number.
pub(crate) fn own_class_of(interpreter: &Interpreter, number: usize) -> Option<Rc<Class>> {
    let classes = interpreter.extension::<OwnClasses>()?;
    let classes = classes.0.borrow();
    classes.get(number).cloned()
}

/// The class that a dict has whose changes a session notices.
const DICT_CLASS: &str = "MutableDict";

impl Kind {
    /// Whether a session compares what a value held with what it holds.
    pub(crate) fn is_compared(self) -> bool {
        !matches!(self, Self::Own(_))
    }

    /// A value as an object holds it: one of its own, unless it is one already.
    pub(crate) fn held(self, value: &Value) -> Value {
        match (self, value) {
            (Self::Dict, Value::Dict(dict)) if dict.class != DICT_CLASS => {
                copied(value, DICT_CLASS)
            }
            (Self::List, Value::List(_)) | (Self::Set, Value::Set(_)) => copied(value, ""),
            _ => value.clone(),
        }
    }

    /// The same of a value that a file gives.
    ///
    /// # Errors
    /// `ValueError` where it is no such value.
    pub(crate) fn given(
        self,
        interpreter: &mut Interpreter,
        key: &str,
        value: &Value,
    ) -> Result<Value> {
        match (self, value) {
            (Self::Dict, Value::Dict(_))
            | (Self::List, Value::List(_))
            | (Self::Set, Value::Set(_))
            | (Self::Own(_), _)
            | (_, Value::None) => Ok(self.held(value)),
            // A clause is what the database makes of it.
            (_, Value::Object(_)) => Ok(value.clone()),
            (_, other) => {
                let class = other.type_name();
                Err(interpreter.raise(
                    "ValueError",
                    format!("Attribute '{key}' does not accept objects of type <class '{class}'>"),
                ))
            }
        }
    }
}

/// What a value holds now; what is within its items is not followed.
pub(crate) fn snapshot(value: &Value) -> Value {
    match value {
        Value::Dict(dict) => copied(value, dict.class),
        _ => copied(value, ""),
    }
}

fn copied(value: &Value, class: &'static str) -> Value {
    match value {
        Value::Dict(dict) => Value::Dict(Rc::new(Dict {
            entries: dict.entries.clone(),
            born: dict.born,
            factory: None,
            class,
        })),
        Value::List(list) => Value::List(Rc::new(List {
            items: list.items.clone(),
            born: list.born,
        })),
        Value::Set(set) => Value::Set(Rc::new(Set {
            entries: set.entries.clone(),
            frozen: set.frozen,
            born: set.born,
        })),
        other => other.clone(),
    }
}

/// Whether a value holds what a snapshot of it held: the same items in the same order.
pub(crate) fn is_as_before(before: &Value, now: &Value) -> bool {
    let are_same = |a: &[(Value, Value)], b: &[(Value, Value)]| {
        let mut pairs = a.iter().zip(b);
        a.len() == b.len() && pairs.all(|(a, b)| a.0.is_same(&b.0) && a.1.is_same(&b.1))
    };
    match (before, now) {
        (Value::Dict(a), Value::Dict(b)) => {
            are_same(&a.entries.borrow().pairs(), &b.entries.borrow().pairs())
        }
        (Value::Set(a), Value::Set(b)) => {
            are_same(&a.entries.borrow().pairs(), &b.entries.borrow().pairs())
        }
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (a.items.borrow(), b.items.borrow());
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is_same(b))
        }
        _ => before.is_same(now),
    }
}

/// The types that were made mutable by a class whose changes are not followed.
#[derive(Default)]
struct Made(RefCell<Vec<SqlType>>);

/// Whether values of a type may be followed by a session in a way that bridge does not know.
pub(super) fn is_mutable(interpreter: &Interpreter, data_type: &SqlType) -> bool {
    interpreter
        .extension::<Made>()
        .is_some_and(|made| made.0.borrow().contains(data_type))
}

/// `as_mutable(sqltype)`: an instance of the type.
fn as_mutable(interpreter: &mut Interpreter, mut args: Args, kind: Option<Kind>) -> Result<Value> {
    let given = args.required("sqltype")?;
    args.finish()?;
    let made = match &given {
        Value::NativeClass(_) | Value::Class(_) => interpreter.call(&given, Args::new([]))?,
        _ => given,
    };
    let data_type = argument::data_type(interpreter, &Args::new([]), "sqltype", &made)?;
    match kind {
        Some(kind) => Ok(followed(&made, data_type, kind)),
        None => {
            remember(interpreter, data_type);
            Ok(made)
        }
    }
}

/// A type whose values are followed.
fn followed(made: &Value, data_type: SqlType, kind: Kind) -> Value {
    // Of a type of the project's own the column knows what it converts.
    let own = made.downcast::<TypeObject>();
    let own = own.or_else(|| TypeObject::value("", data_type.clone()).downcast());
    match own {
        Some(own) => Value::object(TypeObject {
            lineage: own.lineage,
            data_type,
            follows: Some(kind),
            is_varied: own.is_varied,
            schema: own.schema.clone(),
            spatial: own.spatial,
        }),
        None => made.clone(),
    }
}

/// `Own.as_mutable(sqltype)` of a class below `Mutable`.
pub(crate) fn own_type(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let class = args.required("cls")?;
    let Value::Class(class) = class else {
        return Err(args.refuse("`as_mutable` is a method of a class."));
    };
    let classes = interpreter.extension_or_default::<OwnClasses>();
    let number = {
        let mut classes = classes.0.borrow_mut();
        classes.push(class);
        classes.len() - 1
    };
    as_mutable(interpreter, args, Some(Kind::Own(number)))
}

/// Remembers a type whose values a session may follow.
pub(super) fn remember(interpreter: &mut Interpreter, data_type: SqlType) {
    let all = interpreter.extension_or_default::<Made>();
    all.0.borrow_mut().push(data_type);
}

/// What `associate_with` was called with: whether it is a class of SQLAlchemy's own, and the
/// refusal of the rows that it changes.
#[derive(Default)]
struct Associated(RefCell<Vec<(bool, Rc<Unknown>)>>);

/// `associate_with(sqltype)`: the columns of this class of types, in every mapped class.
pub(crate) fn associate_with(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let is_native = match args.required("sqltype")? {
        Value::NativeClass(_) => true,
        Value::Class(_) => false,
        _ => return Err(args.refuse("`associate_with` takes a class of types.")),
    };
    args.finish()?;
    let reason = Rc::new(Unknown {
        what: "a change within a value of `sqlalchemy.ext.mutable`".to_owned(),
        code: "unknown-name",
        place: interpreter.place(),
        help: None,
    });
    let all = interpreter.extension_or_default::<Associated>();
    all.0.borrow_mut().push((is_native, reason));
    Ok(Value::None)
}

/// Checks that the rows of a mapped class are not what `associate_with` was called for. Which
/// class a type of the project's own has is not known of its columns, so all of these count.
///
/// # Errors
/// Where they may be.
pub(super) fn check_associated(interpreter: &Interpreter, table: &TableObject) -> Result<()> {
    let Some(associated) = interpreter.extension::<Associated>() else {
        return Ok(());
    };
    let has_own = table.items.borrow().iter().any(|item| match item {
        Item::Column(column) => column.type_lineage.is_none(),
        _ => false,
    });
    let associated = associated.0.borrow();
    let reason = associated
        .iter()
        .find(|(is_native, _)| *is_native || has_own);
    match reason {
        Some((_, reason)) => interpreter
            .known(Value::Unknown(reason.clone()))
            .map(|_| ()),
        None => Ok(()),
    }
}

/// What a project's own class notices is not followed.
fn own_class(_: &mut Interpreter, class: &Rc<Class>) -> Result<()> {
    const AS_MUTABLE: NativeFunction = NativeFunction {
        module: "sqlalchemy.ext.mutable",
        name: "as_mutable",
        call: |interpreter, args| as_mutable(interpreter, args, None),
    };
    class
        .scope
        .put(&"as_mutable".into(), Some(Value::Native(AS_MUTABLE)));
    class.scope.put(
        &"associate_with".into(),
        Some(Value::Native(ASSOCIATE_WITH)),
    );
    Ok(())
}

const ASSOCIATE_WITH: NativeFunction = NativeFunction {
    module: "sqlalchemy.ext.mutable",
    name: "associate_with",
    call: associate_with,
};

fn construct(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    drop(args);
    Err(interpreter.unsupported("values of `sqlalchemy.ext.mutable`"))
}

macro_rules! classes {
    ($($constant:ident $name:literal $kind:expr;)*) => {
        $(static $constant: ClassDefinition =
            ClassDefinition::new(concat!("sqlalchemy.ext.mutable.", $name), &[], construct)
                .attributes(|_, name| {
                    const AS_MUTABLE: NativeFunction = NativeFunction {
                        module: concat!("sqlalchemy.ext.mutable.", $name),
                        name: "as_mutable",
                        call: |interpreter, args| as_mutable(interpreter, args, $kind),
                    };
                    Ok(match name {
                        "as_mutable" => Some(Value::Native(AS_MUTABLE)),
                        "associate_with" => Some(Value::Native(ASSOCIATE_WITH)),
                        _ => None,
                    })
                })
                .derived(own_class);)*
        /// `sqlalchemy.ext.mutable`
        pub(super) static MUTABLE: ModuleTable = ModuleTable {
            name: "sqlalchemy.ext.mutable",
            definitions: &[$(($name, Definition::Class(&$constant))),*],
            fallback: Some(written),
        };
    };
}

/// What a project derives its own classes from is Python.
fn written(interpreter: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let text = include_str!("written/mutable.py");
    name_of(interpreter, "sqlalchemy.ext.mutable", text, name)
}

classes! {
    COMPOSITE "MutableComposite" None;
    DICT "MutableDict" Some(Kind::Dict);
    LIST "MutableList" Some(Kind::List);
    SET "MutableSet" Some(Kind::Set);
}
