//! `sa.inspect(...)` of mapped classes and their objects.

use std::rc::Rc;

use super::attributes;
use super::flush;
use super::inheritance::parent_of;
use super::instance::state_of;
use super::load;
use super::mapping::{Mapper, mapper_of, object_of};
use super::related;
use super::session;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::named::Named;

/// What `sa.inspect` gives for a mapped class or an object of one.
pub(crate) fn inspected(subject: &Value) -> Option<Value> {
    match subject {
        Value::Class(class) => mapper_of(class).map(|mapper| Value::Object(mapper)),
        Value::Instance(_) => {
            let (instance, mapper) = object_of(subject)?;
            Some(Value::object(State { instance, mapper }))
        }
        _ => {
            let mapper = subject.downcast::<Mapper>()?;
            Some(Value::Object(mapper))
        }
    }
}

/// `class_mapper(class_)` and `object_mapper(instance)`
pub(super) fn mapper_function(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let given = args.required("instance")?;
    let _ = args.take("configure")?;
    args.finish()?;
    let (found, class) = match &given {
        Value::Class(class) => (mapper_of(class), "UnmappedClassError"),
        other => (
            object_of(other).map(|(_, mapper)| mapper),
            "UnmappedInstanceError",
        ),
    };
    match found {
        Some(mapper) => Ok(Value::Object(mapper)),
        None => {
            let shown = interpreter.repr(&given)?;
            Err(interpreter.raise(
                &format!("sqlalchemy.orm.exc.{class}"),
                format!("Class '{shown}' is not mapped"),
            ))
        }
    }
}

impl Mapper {
    /// Its columns, by their attributes.
    fn columns(&self, of_key: bool) -> Vec<(Rc<str>, Value)> {
        let attributes = self.attributes.iter();
        let meant = attributes.filter(|own| !of_key || own.primary_key);
        meant
            .filter_map(|own| Some((own.name.clone(), self.table.column(&own.column)?)))
            .collect()
    }

    /// What its rows hold, by its attributes: columns, and what is read with them.
    fn readable(&self, interpreter: &mut Interpreter) -> Result<Vec<(Rc<str>, Value)>> {
        let Some(class) = self.class() else {
            return Ok(self.columns(false));
        };
        let [mut all, later] = attributes::all_computed(interpreter, &class)?;
        all.extend(self.columns(false));
        all.extend(later);
        Ok(all)
    }

    /// Its attributes that are columns, or are read with them.
    fn column_properties(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
    ) -> Result<Vec<(Rc<str>, Value)>> {
        let columns = self.readable(interpreter)?.into_iter();
        Ok(columns
            .map(|(key, column)| {
                let property = Property {
                    key: key.clone(),
                    column,
                };
                (key, Value::object(property))
            })
            .collect())
    }

    /// Its relationships.
    fn relationships(&self) -> Vec<(Rc<str>, Value)> {
        let class = self.class.upgrade();
        let found = class.map(|class| related::relationships(&class));
        let found = found.unwrap_or_default().into_iter();
        found
            .map(|(key, relationship)| (key, Value::Object(relationship)))
            .collect()
    }
}

impl Object for Mapper {
    fn type_name(&self) -> &str {
        "Mapper"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlalchemy.orm.Mapper"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "mapper" => Value::Object(self),
            "class_" | "entity" => match self.class.upgrade() {
                Some(class) => Value::Class(class),
                None => return Ok(None),
            },
            "local_table" => match self.parts().pop() {
                Some(table) => Value::Object(table),
                None => return Ok(None),
            },
            "persist_selectable" | "selectable" | "mapped_table" => match &self.parts()[..] {
                [table] => Value::Object(table.clone()),
                _ => return Ok(None),
            },
            "tables" => {
                let tables = self.parts().into_iter().map(|table| Value::Object(table));
                interpreter.list(tables.collect())
            }
            "polymorphic_identity" => {
                self.usable(interpreter)?;
                let lineage = self.lineage.as_ref();
                lineage.map_or(Value::None, |lineage| lineage.identity.clone())
            }
            "inherits" => match self.class.upgrade().and_then(|class| parent_of(&class)) {
                Some((_, parent)) => Value::Object(parent),
                None => Value::None,
            },
            "primary_key" => {
                let columns = self.columns(true).into_iter();
                Value::tuple(columns.map(|(_, column)| column))
            }
            "columns" | "c" => Named::columns(self.readable(interpreter)?),
            "column_attrs" => {
                Named::value("ReadOnlyProperties", self.column_properties(interpreter)?)
            }
            "relationships" => Named::value("ReadOnlyProperties", self.relationships()),
            "attrs" => {
                let mut all = self.relationships();
                all.extend(self.column_properties(interpreter)?);
                Named::value("ReadOnlyProperties", all)
            }
            "is_mapper" => Value::Bool(true),
            "is_aliased_class" | "concrete" => Value::Bool(false),
            "single" => {
                let lineage = self.lineage.as_ref();
                Value::Bool(lineage.is_some_and(|lineage| lineage.criterion.is_some()))
            }
            "polymorphic_on" => {
                self.usable(interpreter)?;
                let on = self.lineage.as_ref().map(|lineage| &lineage.family.on);
                let column = on
                    .and_then(|on| self.attributes.iter().find(|own| own.name == *on))
                    .and_then(|own| self.table.column(&own.column));
                column.unwrap_or(Value::None)
            }
            _ => return Ok(None),
        }))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "get_property" {
            return Ok(None);
        }
        let key = args.string("key")?;
        let mut all = self.relationships();
        all.extend(self.column_properties(interpreter)?);
        match all.into_iter().find(|(own, _)| **own == *key) {
            Some((_, property)) => Ok(Some(property)),
            None => Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!("Mapper has no property '{key}'"),
            )),
        }
    }
}

/// An attribute that is a column.
struct Property {
    key: Rc<str>,
    column: Value,
}

impl Object for Property {
    fn type_name(&self) -> &str {
        "ColumnProperty"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(self.key.clone())),
            "columns" => Some(interpreter.list(vec![self.column.clone()])),
            "expression" => Some(self.column.clone()),
            _ => None,
        })
    }
}

/// `sa.inspect(object)`
struct State {
    instance: Rc<Instance>,
    mapper: Rc<Mapper>,
}

impl Object for State {
    fn type_name(&self) -> &str {
        "InstanceState"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let state = state_of(&self.instance);
        let has_key = state.has_key();
        let is_gone = state.is_deleted();
        let has_session = state.session.borrow().upgrade().is_some();
        Ok(Some(match name {
            "transient" => Value::Bool(!has_key && !has_session),
            "pending" => Value::Bool(!has_key && has_session),
            "persistent" => Value::Bool(has_key && has_session && !is_gone),
            "deleted" => Value::Bool(has_key && has_session && is_gone),
            "detached" => Value::Bool(has_key && !has_session),
            "was_deleted" => Value::Bool(is_gone),
            "has_identity" => Value::Bool(has_key),
            "modified" => {
                let object = Value::Instance(self.instance.clone());
                Value::Bool(state.mark.is_changed.get() || flush::is_changed(interpreter, &object)?)
            }
            "identity" if has_key => Value::tuple(load::stored_key(&self.instance, &self.mapper)),
            "identity" => Value::None,
            "session" => session::of_object(&self.instance),
            "object" => Value::Instance(self.instance.clone()),
            "class_" => Value::Class(self.instance.class.clone()),
            "mapper" => Value::Object(self.mapper.clone()),
            "attrs" => {
                let of_rows = self.mapper.readable(interpreter)?.into_iter();
                let related = self.mapper.relationships().into_iter();
                let all = related.map(|(key, _)| (key, false));
                let columns = &self.mapper.attributes;
                let is_column = |key: &Rc<str>| columns.iter().any(|own| own.name == *key);
                let all = all.chain(of_rows.map(|(key, _)| (key.clone(), is_column(&key))));
                let made = all.map(|(key, is_column)| {
                    let attribute = Attribute {
                        instance: self.instance.clone(),
                        key: key.clone(),
                        is_column,
                    };
                    (key, Value::object(attribute))
                });
                Named::value("ReadOnlyProperties", made.collect())
            }
            _ => return Ok(None),
        }))
    }
}

/// `get_history(obj, key)`
pub(super) fn get_history(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let object = args.required("obj")?;
    let key = args.string("key")?;
    let _ = args.rest();
    let _ = args.take_keywords();
    let Some((instance, mapper)) = object_of(&object) else {
        return Err(args.refuse("`get_history` takes an object of a mapped class."));
    };
    if !mapper.attributes.iter().any(|own| *own.name == *key) {
        return Err(interpreter.unsupported("`get_history` of what is no column"));
    }
    history(interpreter, &instance, &key).map(Value::object)
}

/// What became of a column of an object.
fn history(interpreter: &mut Interpreter, instance: &Rc<Instance>, key: &str) -> Result<History> {
    let before = state_of(instance).stored_value(key);
    let now = instance.scope.get(key);
    History::of(interpreter, before, now)
}

/// `sa.inspect(object).attrs.name`
struct Attribute {
    instance: Rc<Instance>,
    key: Rc<str>,
    is_column: bool,
}

impl Object for Attribute {
    fn type_name(&self) -> &str {
        "AttributeState"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let object = Value::Instance(self.instance.clone());
        Ok(match name {
            "key" => Some(Value::Str(self.key.clone())),
            "value" => Some(interpreter.attribute(&object, &self.key)?),
            "history" if self.is_column => {
                let history = history(interpreter, &self.instance, &self.key)?;
                Some(Value::object(history))
            }
            _ => None,
        })
    }
}

/// What became of an attribute since it was read.
#[derive(Default)]
struct History {
    added: Option<Value>,
    unchanged: Option<Value>,
    deleted: Option<Value>,
}

impl History {
    fn of(
        interpreter: &mut Interpreter,
        before: Option<Value>,
        now: Option<Value>,
    ) -> Result<Self> {
        let same = match (&before, &now) {
            (Some(before), Some(now)) => {
                before.is_same(now) || interpreter.is_equal(before, now)?
            }
            _ => false,
        };
        Ok(match now {
            None => Self::default(),
            Some(now) if same => Self {
                unchanged: Some(now),
                ..Self::default()
            },
            added => Self {
                added,
                deleted: before,
                ..Self::default()
            },
        })
    }
}

impl Object for History {
    fn type_name(&self) -> &str {
        "History"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        let part = match name {
            "added" => &self.added,
            "unchanged" => &self.unchanged,
            "deleted" => &self.deleted,
            _ => return Ok(None),
        };
        Ok(Some(match part {
            Some(value) => interpreter.list(vec![value.clone()]),
            None => Value::tuple([]),
        }))
    }

    fn method(
        self: Rc<Self>,
        _: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        let is_changed = self.added.is_some() || self.deleted.is_some();
        Ok(match name {
            "has_changes" => Some(Value::Bool(is_changed)),
            "empty" => Some(Value::Bool(!is_changed && self.unchanged.is_none())),
            _ => None,
        })
    }
}
