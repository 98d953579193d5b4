//! `relationship(...)`: objects behind foreign keys.
//!
//! Reading one queries; giving an object to the side that holds the foreign
//! key sets the key. What would change rows through the other side is refused.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::instance::state_of;
use super::load::{self, Selected};
use super::mapping::{Mapper, entity_of, mapper_of, object_of, relationship_of};
use super::store::Store;
use crate::operation::ConstraintDefinition;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::schema::Item;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::table::TableObject;

/// A relationship to another mapped class.
pub(super) struct Relationship {
    /// The class, its name, or a function that gives it.
    target: Value,
    /// Arguments that change which rows it means, which is not understood.
    unknown: Vec<String>,
}

/// Arguments that say how rows are fetched, or what is not done here.
const HARMLESS: &[&str] = &[
    "back_populates",
    "backref",
    "lazy",
    "cascade",
    "passive_deletes",
    "passive_updates",
    "uselist",
    "viewonly",
    "overlaps",
    "doc",
    "info",
    "innerjoin",
    "single_parent",
    "post_update",
    "join_depth",
    "enable_typechecks",
];

/// Mapped classes by name.
#[derive(Default)]
struct Registry {
    classes: RefCell<HashMap<String, Rc<Class>>>,
}

/// Remembers a class, for relationships that name it.
pub(super) fn register(interpreter: &mut Interpreter, class: &Rc<Class>) {
    let registry = interpreter.extension_or_default::<Registry>();
    registry
        .classes
        .borrow_mut()
        .insert(class.name.to_string(), class.clone());
}

/// `relationship(argument=None, ...)`
pub(super) fn relationship(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let target = args.take("argument")?.unwrap_or(Value::None);
    let mut unknown: Vec<String> = Vec::new();
    if !args.rest().is_empty() {
        unknown.push("secondary".into());
    }
    for keyword in args.take_keywords() {
        if !HARMLESS.contains(&&*keyword.name) && !keyword.value.is_none() {
            unknown.push(keyword.name.to_string());
        }
    }
    Ok(Value::object(Relationship { target, unknown }))
}

/// `backref(name, ...)`
pub(super) fn backref(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.rest();
    let _ = args.take_keywords();
    Ok(Value::None)
}

/// `Mapped[...]`, an annotation.
struct Annotation;

impl Object for Annotation {
    fn type_name(&self) -> &str {
        "Mapped"
    }

    fn item(self: Rc<Self>, _: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// `Mapped`
pub(super) fn mapped(_: &mut Interpreter) -> Result<Value> {
    Ok(Value::object(Annotation))
}

/// How two tables hang together.
enum Link {
    /// A column here, its column there.
    ToOne(String, String),
    /// A column there, its column here.
    ToMany(String, String),
}

impl Relationship {
    fn target(&self, interpreter: &mut Interpreter) -> Result<(Rc<Class>, Rc<Mapper>)> {
        if let Some(name) = self.unknown.first() {
            return Err(interpreter.unsupported(&format!("a relationship with `{name}`")));
        }
        let target = match self.target.as_str() {
            Some(name) => {
                let name = name.rsplit('.').next().unwrap_or(&name).to_owned();
                let registry = interpreter.extension_or_default::<Registry>();
                let class = registry.classes.borrow().get(&name).cloned();
                class.map(Value::Class).unwrap_or(Value::None)
            }
            None if matches!(self.target, Value::Function(_)) => {
                interpreter.call(&self.target.clone(), Args::new([]))?
            }
            None => self.target.clone(),
        };
        match entity_of(&target) {
            Some(entity) => Ok(entity),
            None => Err(interpreter.unsupported("the class that this relationship leads to")),
        }
    }

    fn link(&self, interpreter: &mut Interpreter, own: &Mapper, other: &Mapper) -> Result<Link> {
        let here = links(&own.table, &other.table);
        let there = links(&other.table, &own.table);
        match (&here[..], &there[..]) {
            ([(column, referred)], []) => Ok(Link::ToOne(column.clone(), referred.clone())),
            ([], [(column, referred)]) => Ok(Link::ToMany(column.clone(), referred.clone())),
            _ => Err(interpreter
                .unsupported("a relationship that is not one foreign key between two tables")),
        }
    }
}

/// The single-column foreign keys of a table to another.
fn links(table: &TableObject, other: &TableObject) -> Vec<(String, String)> {
    let items = table.items.borrow();
    let mut found = Vec::new();
    for item in items.iter() {
        let (own, keys): (Option<&str>, Vec<_>) = match item {
            Item::Column(column) => (
                Some(&column.column.name.text),
                column.foreign_keys.iter().collect(),
            ),
            Item::Constraint(constraint) => (None, vec![constraint]),
            Item::Index(_) => continue,
        };
        for key in keys {
            let ConstraintDefinition::ForeignKey {
                columns,
                references,
                referred,
                ..
            } = &key.constraint.kind
            else {
                continue;
            };
            if *references != other.name {
                continue;
            }
            let own = own.or(columns.first().map(|name| name.text.as_str()));
            let referred = referred.first().map(|name| name.text.clone());
            if let (Some(own), 0 | 1) = (own, columns.len()) {
                let same = || own.to_owned();
                found.push((own.to_owned(), referred.unwrap_or_else(same)));
            }
        }
    }
    found
}

impl Object for Relationship {
    fn type_name(&self) -> &str {
        "Relationship"
    }

    fn on_instance(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        instance: &Value,
    ) -> Result<Option<Value>> {
        let Some((object, own)) = object_of(instance) else {
            return Ok(None);
        };
        let Some(store) = state_of(&object).session.borrow().upgrade() else {
            return Err(
                interpreter.unsupported("a relationship of an object that is in no session")
            );
        };
        let (class, other) = self.target(interpreter)?;
        let (wanted, value_of, many) = match self.link(interpreter, &own, &other)? {
            Link::ToOne(column, referred) => (referred, column, false),
            Link::ToMany(column, referred) => (column, referred, true),
        };
        let value = match own.of_column(&value_of) {
            Some(attribute) => interpreter.attribute(instance, &attribute.name)?,
            None => Value::None,
        };
        if value.is_none() {
            return Ok(Some(match many {
                true => Value::object(Related(Vec::new())),
                false => Value::None,
            }));
        }
        store.flush_before_reading(interpreter)?;
        let Some(column) = other.table.column(&wanted) else {
            return Err(interpreter.unsupported("the column of this relationship"));
        };
        let condition = interpreter.equal(&column, &value)?;
        let select = Value::object(StatementObject::select_table(&other.table));
        let select = interpreter.call_method(&select, "where", Args::new([condition]))?;
        let result = engine::execute(interpreter, &select, None, false)?;
        let selected = [Selected::Entity(class, other)];
        let result = load::shaped(interpreter, &store, &selected, result)?;
        let objects = interpreter.call_method(&result, "scalars", Args::new([]))?;
        let objects = interpreter.iterate(&objects)?;
        Ok(Some(match many {
            true => Value::object(Related(objects)),
            false => objects.into_iter().next().unwrap_or(Value::None),
        }))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The objects on the other side of a foreign key. They can be looked at.
struct Related(Vec<Value>);

impl Object for Related {
    fn type_name(&self) -> &str {
        "InstrumentedList"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn iterate(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        Ok(Some(self.0.clone()))
    }

    fn length(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Int(self.0.len() as i128)))
    }

    fn truth(self: Rc<Self>, _: &mut Interpreter) -> Result<Value> {
        Ok(Value::Bool(!self.0.is_empty()))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, key: &Value) -> Result<Option<Value>> {
        let list = interpreter.list(self.0.clone());
        interpreter.item(&list, key).map(Some)
    }

    fn contains(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        key: &Value,
    ) -> Result<Option<Value>> {
        for own in &self.0 {
            if interpreter.is_equal(own, key)? {
                return Ok(Some(Value::Bool(true)));
            }
        }
        Ok(Some(Value::Bool(false)))
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        _: &mut Args,
    ) -> Result<Option<Value>> {
        Err(interpreter.refuse(
            "python-unsupported",
            format!("bridge does not change rows through a list of related objects (`{name}`)."),
            Some("Set the foreign key, or the object on the side that holds it."),
        ))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The relationships of an object to which something was given.
fn given(instance: &Rc<Instance>) -> Vec<(Rc<str>, Rc<Relationship>, Value)> {
    instance
        .scope
        .entries()
        .into_iter()
        .filter_map(|(name, value)| {
            let relationship = relationship_of(&instance.class, &name)?;
            Some((name, relationship, value))
        })
        .collect()
}

/// Adds the objects that were given to relationships of a session's objects.
pub(super) fn cascade(interpreter: &mut Interpreter, store: &Rc<Store>) -> Result<()> {
    let mut objects = store.pending();
    objects.extend(store.objects());
    let mut at = 0;
    while let Some(object) = objects.get(at).cloned() {
        at += 1;
        let Value::Instance(instance) = &object else {
            continue;
        };
        for (name, _, value) in given(instance) {
            if object_of(&value).is_some() {
                if store.add(&value) {
                    objects.push(value);
                }
            } else if !value.is_none() {
                return Err(interpreter.refuse(
                    "python-unsupported",
                    format!(
                        "bridge does not write `{}.{name}`, a list of related objects.",
                        instance.class.name
                    ),
                    Some("Set the foreign key, or the object on the side that holds it."),
                ));
            }
        }
    }
    Ok(())
}

/// Sets the foreign keys of the objects that were given.
pub(super) fn settle(interpreter: &mut Interpreter, instance: &Rc<Instance>) -> Result<()> {
    for (name, relationship, value) in given(instance) {
        let Some(own) = mapper_of(&instance.class) else {
            continue;
        };
        let (_, other) = relationship.target(interpreter)?;
        let Link::ToOne(column, referred) = relationship.link(interpreter, &own, &other)? else {
            return Err(interpreter.unsupported(&format!(
                "`{}.{name}` = an object: the foreign key is on the other side",
                instance.class.name
            )));
        };
        let key = match other.of_column(&referred) {
            Some(attribute) if !value.is_none() => {
                interpreter.attribute(&value, &attribute.name)?
            }
            _ => Value::None,
        };
        if key.is_none() && !value.is_none() {
            return Err(interpreter.unsupported(
                "objects of one table that are to be inserted and refer to each other; flush between them",
            ));
        }
        if let Some(attribute) = own.of_column(&column) {
            instance.scope.put(&attribute.name, Some(key));
        }
        // From here on the key says it.
        instance.scope.put(&name, None);
    }
    Ok(())
}

/// An object is not deleted while others refer to it: what becomes of them
/// is said by `cascade`, which is not followed.
pub(super) fn refuse_delete(interpreter: &mut Interpreter, instance: &Rc<Instance>) -> Result<()> {
    for (name, value) in instance.class.scope.entries() {
        let Some(relationship) = value.downcast::<Relationship>() else {
            continue;
        };
        let Some(own) = mapper_of(&instance.class) else {
            continue;
        };
        let (_, other) = relationship.target(interpreter)?;
        if let Link::ToOne(..) = relationship.link(interpreter, &own, &other)? {
            continue;
        }
        let object = Value::Instance(instance.clone());
        let related = relationship.on_instance(interpreter, &object)?;
        if !interpreter
            .iterate(&related.unwrap_or(Value::None))?
            .is_empty()
        {
            return Err(interpreter.refuse(
                "python-unsupported",
                format!(
                    "bridge does not delete an object of `{}` to which `{name}` refer.",
                    instance.class.name
                ),
                Some("Delete or change those first."),
            ));
        }
    }
    Ok(())
}
