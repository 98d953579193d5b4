//! In what a relationship to many keeps its objects: `collection_class=`.

use std::rc::Rc;

use super::instance::state_of;
use super::mapping::object_of;
use super::ordering::Ordering;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Interrupt, ModuleTable, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::column::ColumnObject;

/// In what the objects of a relationship are kept.
#[derive(Clone)]
pub(super) enum Kind {
    /// `list`, and how its objects know their places
    List(Option<Rc<Ordering>>),
    /// `set`
    Set,
    /// A dict, by what each object says as its key.
    Keyed(Rc<Keyed>),
}

/// By what a dict of objects knows them.
pub(super) struct Keyed {
    by: By,
}

enum By {
    /// The attribute of this name.
    Attribute(Rc<str>),
    /// What a function gives.
    Function(Value),
}

impl Object for Keyed {
    fn type_name(&self) -> &str {
        "function"
    }
}

/// `attribute_keyed_dict(attr_name)`, `attribute_mapped_collection(attr_name)`
fn by_attribute(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("attr_name")?;
    unpopulated(interpreter, &mut args)?;
    args.finish()?;
    let by = By::Attribute(name.into());
    Ok(Value::object(Keyed { by }))
}

/// `keyfunc_mapping(keyfunc)`, `mapped_collection(keyfunc)`
fn by_function(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("keyfunc")?;
    unpopulated(interpreter, &mut args)?;
    args.finish()?;
    let by = By::Function(function);
    Ok(Value::object(Keyed { by }))
}

/// `column_keyed_dict(mapping_spec)`, `column_mapped_collection(mapping_spec)`
fn by_column(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let column = args.required("mapping_spec")?;
    unpopulated(interpreter, &mut args)?;
    args.finish()?;
    let Some(column) = column.downcast::<ColumnObject>() else {
        return Err(interpreter.unsupported("a dict of objects by several columns"));
    };
    let name = column.construct.borrow().column.name.text.clone();
    let by = By::Attribute(name.into());
    Ok(Value::object(Keyed { by }))
}

fn unpopulated(interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
    match args.keyword_boolean("ignore_unpopulated_attribute")? {
        Some(true) => Err(interpreter.unsupported("`ignore_unpopulated_attribute`")),
        _ => Ok(()),
    }
}

impl Kind {
    /// What `collection_class=` means.
    ///
    /// # Errors
    /// Where it is a class of the project's own.
    pub(super) fn of(interpreter: &Interpreter, given: Option<&Value>) -> Result<Self> {
        match given {
            None => Ok(Self::List(None)),
            Some(Value::NativeClass(class)) if class.short_name() == "list" => Ok(Self::List(None)),
            Some(Value::NativeClass(class)) if class.short_name() == "set" => Ok(Self::Set),
            Some(other) => match other.downcast::<Keyed>() {
                Some(keyed) => Ok(Self::Keyed(keyed)),
                None => match other.downcast::<Ordering>() {
                    Some(ordering) => Ok(Self::List(Some(ordering))),
                    None => Err(interpreter.unsupported(
                        "a `collection_class` that is no list, set or dict of SQLAlchemy's own",
                    )),
                },
            },
        }
    }

    /// Its name in Python.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::List(None) => "InstrumentedList",
            Self::List(Some(_)) => "OrderingList",
            Self::Set => "InstrumentedSet",
            Self::Keyed(_) => "KeyFuncDict",
        }
    }

    /// The class that `isinstance` finds in it.
    pub(super) fn classes(&self) -> &'static [&'static str] {
        match self {
            Self::List(_) => &["list"],
            Self::Set => &["set"],
            Self::Keyed(_) => &["dict"],
        }
    }

    /// Its methods that may be taken as values; who has `keys` is a mapping to `dict(...)`.
    pub(super) fn methods(&self) -> &'static [&'static str] {
        match self {
            Self::List(_) => &[
                "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
                "reverse", "sort",
            ],
            Self::Set => &["add", "clear", "copy", "discard", "pop", "remove", "update"],
            Self::Keyed(_) => &[
                "clear",
                "copy",
                "get",
                "items",
                "keys",
                "pop",
                "popitem",
                "remove",
                "set",
                "setdefault",
                "update",
                "values",
            ],
        }
    }

    /// One of these objects.
    pub(super) fn holding(
        &self,
        interpreter: &mut Interpreter,
        objects: Vec<Value>,
    ) -> Result<Value> {
        match self {
            Self::List(_) => Ok(interpreter.list(objects)),
            Self::Set => interpreter.set(objects, false),
            Self::Keyed(keyed) => {
                let mut pairs = Vec::with_capacity(objects.len());
                for object in objects {
                    pairs.push((keyed.of(interpreter, &object)?, object));
                }
                interpreter.dict(pairs)
            }
        }
    }

    /// The objects of a value that an attribute is given.
    ///
    /// # Errors
    /// As SQLAlchemy's, where it is another kind of collection.
    pub(super) fn given(&self, interpreter: &mut Interpreter, value: &Value) -> Result<Vec<Value>> {
        let Self::Keyed(_) = self else {
            let (is_known, wanted) = match self {
                Self::Set => (is_a(interpreter, value, "set")?, "set"),
                _ => (is_a(interpreter, value, "list")?, "list"),
            };
            if !is_known {
                let shown = value.type_name();
                return Err(interpreter.raise(
                    "TypeError",
                    format!("Incompatible collection type: {shown} is not {wanted}-like"),
                ));
            }
            return interpreter.iterate(value);
        };
        if !is_a(interpreter, value, "dict")? {
            let shown = value.type_name();
            return Err(interpreter.raise(
                "TypeError",
                format!("Incompatible collection type: {shown} is not dict-like"),
            ));
        }
        // Each has its own key, whatever it was given by.
        let pairs = interpreter.call_method(value, "items", Args::new([]))?;
        let mut objects = Vec::new();
        for pair in interpreter.iterate(&pairs)? {
            objects.push(interpreter.item(&pair, &Value::Int(1))?);
        }
        Ok(objects)
    }

    /// Puts an object in.
    pub(super) fn put(
        &self,
        interpreter: &mut Interpreter,
        into: &Value,
        object: &Value,
    ) -> Result<()> {
        match self {
            Self::List(_) => interpreter
                .call_method(into, "append", Args::new([object.clone()]))
                .map(drop),
            Self::Set => interpreter
                .call_method(into, "add", Args::new([object.clone()]))
                .map(drop),
            Self::Keyed(keyed) => {
                let key = keyed.of(interpreter, object)?;
                interpreter.set_item(into, &key, Some(object.clone()))
            }
        }
    }

    /// What has to go from a dict where an object comes: another one of its key.
    ///
    /// # Errors
    /// Those of the key.
    pub(super) fn in_its_place(
        &self,
        interpreter: &mut Interpreter,
        within: &Value,
        object: &Value,
    ) -> Result<Option<Value>> {
        let (Self::Keyed(keyed), Value::Dict(dict)) = (self, within) else {
            return Ok(None);
        };
        let key = keyed.of(interpreter, object)?;
        let key = interpreter.key(&key)?;
        let held = dict.entries.borrow().get(&key).cloned();
        Ok(held.filter(|held| !held.is_same(object)))
    }

    /// Whether a dict has an object by the key that it says.
    ///
    /// # Errors
    /// Those of the key.
    pub(super) fn has_by_key(
        &self,
        interpreter: &mut Interpreter,
        within: &Value,
        object: &Value,
    ) -> Result<bool> {
        let (Self::Keyed(keyed), Value::Dict(dict)) = (self, within) else {
            return Ok(false);
        };
        let key = keyed.of(interpreter, object)?;
        let key = interpreter.key(&key)?;
        let held = dict.entries.borrow().get(&key).cloned();
        Ok(held.is_some_and(|held| held.is_same(object)))
    }

    /// Takes an object out.
    ///
    /// # Errors
    /// As SQLAlchemy's, where a dict has it by another key.
    pub(super) fn take(
        &self,
        interpreter: &mut Interpreter,
        from: &Value,
        object: &Value,
    ) -> Result<()> {
        match from {
            Value::List(list) => {
                let at = list
                    .items
                    .borrow()
                    .iter()
                    .position(|own| own.is_same(object));
                match at {
                    Some(at) => interpreter
                        .call_method(from, "pop", Args::new([Value::Int(at as i128)]))
                        .map(drop),
                    None => Ok(()),
                }
            }
            Value::Dict(_) => {
                let Self::Keyed(keyed) = self else {
                    return Ok(());
                };
                let key = keyed.of(interpreter, object)?;
                let held = interpreter.item(from, &key)?;
                if held.is_same(object) {
                    return interpreter.set_item(from, &key, None);
                }
                Err(not_removed(interpreter, object, &held))
            }
            _ => interpreter
                .call_method(from, "discard", Args::new([object.clone()]))
                .map(drop),
        }
    }
}

/// What a dict says where it has another object by the key of the one that goes.
pub(super) fn not_removed(interpreter: &mut Interpreter, gone: &Value, held: &Value) -> Interrupt {
    let (gone, held) = (gone.type_name(), held.type_name());
    interpreter.raise(
        "sqlalchemy.exc.InvalidRequestError",
        format!(
            "Can not remove '<{gone}>': collection holds '<{held}>' for its key. Possible cause: is the \
             KeyFuncDict key function based on mutable properties or properties that only obtain values \
             after flush?"
        ),
    )
}

fn is_a(interpreter: &mut Interpreter, value: &Value, class: &str) -> Result<bool> {
    Ok(match (value, class) {
        (Value::List(_), "list") | (Value::Dict(_), "dict") => true,
        (Value::Set(set), "set") => !set.frozen,
        (Value::Object(object), _) => object.classes().contains(&class),
        (Value::Instance(_), _) => return Err(interpreter.unsupported("this collection")),
        _ => false,
    })
}

impl Keyed {
    /// The key of an object.
    fn of(&self, interpreter: &mut Interpreter, object: &Value) -> Result<Value> {
        match &self.by {
            By::Function(function) => interpreter.call_with(function, [object.clone()]),
            By::Attribute(name) => {
                // What was never given SQLAlchemy refuses as a key, too.
                if let Some((instance, _)) = object_of(object)
                    && !state_of(&instance).has_key()
                    && !instance.scope.has(name)
                {
                    return Err(interpreter.unsupported(&format!(
                        "a dict of objects by \"{name}\", which one of them was not given"
                    )));
                }
                interpreter.attribute(object, name)
            }
        }
    }
}

pub(super) const ATTRIBUTE_KEYED: Definition = Definition::Function(by_attribute);
pub(super) const FUNCTION_KEYED: Definition = Definition::Function(by_function);
pub(super) const COLUMN_KEYED: Definition = Definition::Function(by_column);

/// `sqlalchemy.orm.collections`
pub(crate) static ORM_COLLECTIONS: ModuleTable = ModuleTable {
    name: "sqlalchemy.orm.collections",
    definitions: &[
        ("attribute_keyed_dict", ATTRIBUTE_KEYED),
        ("attribute_mapped_collection", ATTRIBUTE_KEYED),
        ("keyfunc_mapping", FUNCTION_KEYED),
        ("mapped_collection", FUNCTION_KEYED),
        ("column_keyed_dict", COLUMN_KEYED),
        ("column_mapped_collection", COLUMN_KEYED),
    ],
    fallback: None,
};
