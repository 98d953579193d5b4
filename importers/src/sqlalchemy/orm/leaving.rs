//! The objects whose rows a flush deletes.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::flush::{Mapped, tell_all, told, update};
use super::instance::state_of;
use super::listener::Told;
use super::load::{Read, identity, of_row, refresh, stored_key};
use super::mapping::{Mapper, object_of};
use super::order::Order;
use super::relation_flush;
use super::store::Store;
use super::work::{self, Step};
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::statement::StatementObject;

/// Objects that leave, in order.
pub(super) struct Leaving {
    objects: Vec<Value>,
    addresses: HashSet<*const Instance>,
    /// By what their session knows them; made where it is asked for.
    identities: Option<HashMap<String, Value>>,
}

impl Leaving {
    pub(super) fn new(objects: impl Iterator<Item = Value>) -> Self {
        let mut leaving = Self {
            objects: Vec::new(),
            addresses: HashSet::new(),
            identities: None,
        };
        objects.for_each(|object| leaving.push(object));
        leaving
    }

    fn push(&mut self, object: Value) {
        if let Value::Instance(instance) = &object
            && self.addresses.insert(Rc::as_ptr(instance))
        {
            self.objects.push(object);
        }
    }

    /// Whether an object leaves.
    pub(super) fn has(&self, instance: &Rc<Instance>) -> bool {
        self.addresses.contains(&Rc::as_ptr(instance))
    }

    /// The objects and their mappings.
    pub(super) fn objects(&self) -> Vec<Mapped> {
        self.objects.iter().filter_map(object_of).collect()
    }

    /// The object whose key a new one has; it does not leave any more.
    pub(super) fn take_of_same_key(
        &mut self,
        interpreter: &mut Interpreter,
        (instance, mapper): &Mapped,
    ) -> Result<Option<Value>> {
        let key: Option<Vec<Value>> = mapper
            .key()
            .map(|own| {
                instance
                    .scope
                    .get(&own.name)
                    .filter(|value| !value.is_none())
            })
            .collect();
        let Some(key) = key.filter(|_| !self.objects.is_empty()) else {
            return Ok(None);
        };
        let identities = match self.identities.take() {
            Some(known) => known,
            None => self.identified(interpreter)?,
        };
        let wanted = identity(interpreter, mapper, &key)?;
        let found = identities.get(&wanted).cloned();
        self.identities = Some(identities);
        let Some((old, own)) = found.as_ref().and_then(object_of) else {
            return Ok(None);
        };
        if own.name != mapper.name || !self.addresses.remove(&Rc::as_ptr(&old)) {
            return Ok(None);
        }
        let old = Value::Instance(old);
        self.objects.retain(|own| !own.is_same(&old));
        Ok(Some(old))
    }

    fn identified(&self, interpreter: &mut Interpreter) -> Result<HashMap<String, Value>> {
        let mut identities = HashMap::new();
        for (old, own) in self.objects() {
            let key = stored_key(&old, &own);
            let identity = identity(interpreter, &own, &key)?;
            identities.entry(identity).or_insert(Value::Instance(old));
        }
        Ok(identities)
    }

    /// Deletes objects and what goes with them, those that refer to others first.
    pub(super) fn delete(mut self, interpreter: &mut Interpreter, store: &Rc<Store>) -> Result<()> {
        let mut at = 0;
        while let Some(value) = self.objects.get(at).cloned() {
            at += 1;
            let Some(object) = object_of(&value) else {
                continue;
            };
            if !state_of(&object.0).is_stored() {
                continue;
            }
            let outcome = relation_flush::before_delete(interpreter, &object, &self)?;
            for (instance, mapper) in outcome.changed {
                update(interpreter, &instance, &mapper)?;
            }
            for value in outcome.also {
                self.push(value);
            }
        }
        let mut objects = self.objects();
        objects.retain(|(instance, _)| state_of(instance).is_stored());
        for step in work::steps(interpreter, &[], &objects)? {
            match step {
                Step::Delete(root) => {
                    let is_own = |(_, mapper): &mut Mapped| work::root_of(mapper) == root;
                    let own = objects.extract_if(.., is_own).collect();
                    let own = work::by_key(interpreter, own)?;
                    delete_told(interpreter, store, &own, Told::InPlace)?;
                }
                Step::Rest => {
                    // Within one table, what was found behind an object goes before it.
                    objects.reverse();
                    let order = Order::of(&objects);
                    objects.sort_by_key(|(_, mapper)| std::cmp::Reverse(order.depth(mapper)));
                    let own = std::mem::take(&mut objects);
                    delete_told(interpreter, store, &own, told(own.len() > 1))?;
                }
                Step::Save(_) | Step::Between(_) => {}
            }
        }
        Ok(())
    }
}

fn delete_told(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    objects: &[Mapped],
    told: Told,
) -> Result<()> {
    tell_all(interpreter, objects, "before_delete", told)?;
    for (instance, mapper) in objects {
        delete(interpreter, store, instance, mapper)?;
    }
    tell_all(interpreter, objects, "after_delete", told)
}

fn delete(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
) -> Result<()> {
    // The key of what waits to be read again is read with the row.
    if !mapper.key().all(|own| instance.scope.has(&own.name)) {
        refresh(interpreter, store, instance, mapper, Read::Row)?;
    }
    let key = stored_key(instance, mapper);
    let parts = match &mapper.lineage {
        Some(lineage) => lineage.parts.clone(),
        None => vec![mapper.clone()],
    };
    for part in parts.iter().rev() {
        let statement = StatementObject::delete(&part.table);
        let statement = of_row(interpreter, statement, part, &key)?;
        // A row that is gone already is a warning in SQLAlchemy.
        engine::execute(interpreter, &statement, None, false)?;
    }
    let identity = identity(interpreter, mapper, &key)?;
    store.row_deleted(identity, Value::Instance(instance.clone()));
    Ok(())
}
