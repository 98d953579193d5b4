//! `merge(instance)`: the session's own object with the values of another one, and what that
//! one is related to.

use std::rc::Rc;

use super::instance::state_of;
use super::load;
use super::mapping::object_of;
use super::related::{self, Held};
use super::session::SessionObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// What was merged so far.
#[derive(Default)]
struct Seen {
    /// Objects, each with the session's own.
    objects: Vec<(Value, Value)>,
    /// Objects that another one led to, with the relationship that leads back.
    sides: Vec<(Value, Rc<str>)>,
}

/// `merge(instance)`
pub(super) fn merge(
    interpreter: &mut Interpreter,
    session: &SessionObject,
    args: &mut Args,
) -> Result<Value> {
    let given = args.required("instance")?;
    if args.keyword_boolean("load")? == Some(false) {
        return Err(args.refuse("`merge` with load=False is not supported."));
    }
    let _ = args.keyword("options");
    session.object(interpreter, &given)?;
    session.store.flush_before_reading(interpreter)?;
    // What is merged so far is not written before all of it is.
    let before = session.store.autoflush.replace(false);
    let merged = merged(interpreter, session, &given, &mut Seen::default());
    session.store.autoflush.set(before);
    merged
}

fn merged(
    interpreter: &mut Interpreter,
    session: &SessionObject,
    given: &Value,
    seen: &mut Seen,
) -> Result<Value> {
    if let Some((_, own)) = seen.objects.iter().find(|(other, _)| other.is_same(given)) {
        return Ok(own.clone());
    }
    let Some((instance, mapper)) = object_of(given) else {
        return Ok(given.clone());
    };
    if mapper
        .versioned()
        .is_some_and(|(_, own)| instance.scope.has(&own.name))
    {
        mapper.is_unversioned(interpreter, "`merge` of an object that knows its version,")?;
    }
    // What was read again or not at all has the key of its row.
    let key: Vec<Value> = match state_of(&instance).is_stored() {
        true => load::stored_key(&instance, &mapper),
        false => mapper
            .key()
            .map(|own| instance.scope.get(&own.name).unwrap_or(Value::None))
            .collect(),
    };
    let class = Value::Class(instance.class.clone());
    let found = match key.iter().any(Value::is_none) {
        true => Value::None,
        false => {
            let identity = load::identity(interpreter, &mapper, &key)?;
            match session.store.known(&identity) {
                Some(known) => known,
                None => {
                    let ident = match &key[..] {
                        [one] => one.clone(),
                        several => Value::tuple(several.iter().cloned()),
                    };
                    session.get(interpreter, &mut Args::new([class, ident]))?
                }
            }
        }
    };
    let is_new = found.is_none();
    let own = match is_new {
        true => Value::Instance(load::blank(interpreter, &instance.class)),
        false => found,
    };
    if is_new {
        session.store.add(interpreter, &own)?;
    }
    seen.objects.push((given.clone(), own.clone()));
    if own.is_same(given) {
        return Ok(own);
    }
    for attribute in &mapper.attributes {
        if let Some(value) = instance.scope.get(&attribute.name) {
            interpreter.set_attribute(&own, &attribute.name, value)?;
        }
    }
    for (name, held) in state_of(&instance).all_held() {
        let relationship = related::relationship_of(interpreter, &instance.class, &name);
        let Some(relationship) = relationship.filter(|own| own.cascade().merge) else {
            continue;
        };
        let is_back = |(other, back): &(Value, Rc<str>)| other.is_same(given) && *back == name;
        if seen.sides.iter().any(is_back) {
            continue;
        }
        let back = relationship.back();
        let led_to = |seen: &mut Seen, other: &Value| {
            if let Some(back) = &back {
                seen.sides.push((other.clone(), back.clone()));
            }
        };
        let value = match held {
            Held::One { value, .. } if value.is_none() => value,
            Held::One { value, .. } => {
                led_to(seen, &value);
                merged(interpreter, session, &value, seen)?
            }
            Held::Many(list) => {
                let items = list.items();
                if list.is_default() {
                    continue;
                }
                // The list that is there is known before it is replaced.
                interpreter.attribute(&own, &name)?;
                let mut all = Vec::new();
                for item in &items {
                    led_to(seen, item);
                    all.push(merged(interpreter, session, item, seen)?);
                }
                list.like(interpreter, all)?
            }
        };
        interpreter.set_attribute(&own, &name, value)?;
    }
    Ok(own)
}
