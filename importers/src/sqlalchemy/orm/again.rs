//! Objects of a session that are read again, and those that are to be deleted.

use super::cascade;
use super::instance::{expire, forget_column, state_of};
use super::load;
use super::mapping::object_of;
use super::related;
use super::session::SessionObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};

impl SessionObject {
    /// `expire(instance, attribute_names=None)` and `refresh`, which reads the row at once.
    pub(super) fn read_again(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<()> {
        let value = args.required("instance")?;
        let names = args
            .take("attribute_names")?
            .filter(|names| !names.is_none());
        let _ = args.take_keywords();
        self.object(interpreter, &value)?;
        let Some((instance, mapper)) = object_of(&value) else {
            return Ok(());
        };
        let store = &self.store;
        if !store.has(&value) || !state_of(&instance).has_key() {
            let class = &instance.class.name;
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!("Instance '<{class}>' is not persistent within this Session"),
            ));
        }
        // A relationship that is named is read at once.
        let mut named = Vec::new();
        match names {
            Some(names) => {
                for name in interpreter.iterate(&names)? {
                    let name = args.to_string("attribute_names", &name)?;
                    state_of(&instance).forget(&name);
                    let mut attributes = mapper.attributes.iter();
                    match attributes.find(|own| *own.name == *name) {
                        Some(attribute) => forget_column(&instance, attribute),
                        None => instance.scope.put(&name.as_str().into(), None),
                    }
                    if related::relationship_of(interpreter, &instance.class, &name).is_some() {
                        named.push(name);
                    }
                }
            }
            None => {
                for value in cascade::expiring(interpreter, &value) {
                    let Some((instance, mapper)) = object_of(&value) else {
                        continue;
                    };
                    match state_of(&instance).has_key() {
                        true => expire(&instance, &mapper),
                        false => store.expunge(&value),
                    }
                }
            }
        }
        if name == "refresh" {
            // What was given to the object is gone before anything is written.
            store.flush_before_reading(interpreter)?;
            let read = load::refresh(interpreter, store, &instance, &mapper, load::Read::Row);
            return match read {
                Err(Interrupt::Raised(error, _)) if load::says_gone(&error) => {
                    let class = &instance.class.name;
                    Err(interpreter.raise(
                        "sqlalchemy.exc.InvalidRequestError",
                        format!("Could not refresh instance '<{class}>'"),
                    ))
                }
                Ok(()) => {
                    for name in named {
                        interpreter.attribute(&value, &name)?;
                    }
                    Ok(())
                }
                other => other,
            };
        }
        Ok(())
    }

    /// `delete(instance)`: what its cascade deletes with it is read at once.
    pub(super) fn delete(&self, interpreter: &mut Interpreter, args: &mut Args) -> Result<()> {
        let value = args.required("instance")?;
        self.object(interpreter, &value)?;
        let Some((instance, _)) = object_of(&value) else {
            return Ok(());
        };
        let store = &self.store;
        let state = state_of(&instance);
        if !state.has_key() {
            let class = instance.class.name.clone();
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!("Instance '<{class}>' is not persisted"),
            ));
        }
        if state.is_deleted() || store.is_to_be_deleted(&instance) {
            return Ok(());
        }
        store.add(interpreter, &value)?;
        for value in cascade::deleting(interpreter, &value)? {
            let Some((instance, _)) = object_of(&value) else {
                continue;
            };
            // What a list still holds may have lost its row already.
            if state_of(&instance).is_stored() && !store.is_to_be_deleted(&instance) {
                store.add(interpreter, &value)?;
                store.delete(&instance);
            }
        }
        Ok(())
    }
}
