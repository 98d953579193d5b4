//! `contains_eager(...)`: related objects that stand in the rows of the query itself.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::inheritance;
use super::instance::state_of;
use super::load::{self, Selected, Shape};
use super::loading::{Chain, Meant, Step, When};
use super::mapping::object_of;
use super::related;
use super::relation_query::Sides;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Value};
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::statement::StatementObject;

const UNRELATED: &str =
    "`contains_eager` of a relationship that the objects of the query do not have";

/// What the objects at one place of the rows hold.
pub(super) struct Contained {
    /// The place of the objects.
    parent: usize,
    /// The place of what they are related to.
    child: usize,
    sides: Sides,
    name: Rc<str>,
}

/// A statement as it is sent, and what is made of its rows.
pub(super) struct Reading {
    /// It, with the rows of what its objects shall hold.
    pub(super) statement: Rc<StatementObject>,
    contained: Vec<Contained>,
}

impl Reading {
    /// # Errors
    /// Where a query has no objects whose relationship `contains_eager` names.
    pub(super) fn of(
        interpreter: &mut Interpreter,
        statement: &Rc<StatementObject>,
    ) -> Result<Self> {
        let chains = statement.loads().iter().filter(|chain| chain.is_in_rows());
        let chains: Vec<Chain> = chains.cloned().collect();
        if !chains.is_empty() {
            return widened(interpreter, statement, &chains);
        }
        Ok(Self {
            statement: statement.clone(),
            contained: Vec::new(),
        })
    }

    /// Its rows, with objects where it asks for them.
    pub(super) fn shaped(
        &self,
        interpreter: &mut Interpreter,
        store: &Rc<Store>,
        options: SessionOptions,
        result: Value,
    ) -> Result<Value> {
        let Some(selected) = self.statement.selected() else {
            return Ok(result);
        };
        let shape = Shape {
            options,
            chains: self.statement.loads(),
            contained: &self.contained,
            ..Shape::of(&selected)
        };
        load::shaped(interpreter, store, &shape, result)
    }
}

/// A select with the rows of what its objects shall hold.
fn widened(
    interpreter: &mut Interpreter,
    select: &Rc<StatementObject>,
    chains: &[Chain],
) -> Result<Reading> {
    let Some(selected) = select.selected().filter(|_| select.is_select()) else {
        return Err(interpreter.unsupported("`contains_eager` of what is no select of objects"));
    };
    let mut parts = selected.to_vec();
    let mut added: Vec<Contained> = Vec::new();
    let mut entities = Vec::new();
    for chain in chains {
        let mut parent = None;
        for step in chain.0.iter().take_while(|step| step.when == When::Beside) {
            let at = match parent {
                Some(at) => at,
                None => {
                    place_of(&selected, step).ok_or_else(|| interpreter.unsupported(UNRELATED))?
                }
            };
            let Some(Selected::Entity(class, _)) = parts.get(at).cloned() else {
                return Err(interpreter.unsupported(UNRELATED));
            };
            let (sides, name) = sides_of(interpreter, step, &class)?;
            let same = |one: &&Contained| one.parent == at && one.name == name;
            if let Some(known) = added.iter().find(same) {
                parent = Some(known.child);
                continue;
            }
            let path = sides.relationship.path(interpreter, &sides.own)?;
            let (entity, class, mapper) = match &sides.other {
                Some((entity, mapper)) => (entity.clone(), path.class.clone(), mapper.clone()),
                None => {
                    let entity = Value::Class(path.class.clone());
                    (entity, path.class.clone(), path.mapper.clone())
                }
            };
            let child = parts.len();
            parts.push(Selected::Entity(class, mapper));
            entities.push(entity);
            added.push(Contained {
                parent: at,
                child,
                sides,
                name,
            });
            parent = Some(child);
        }
    }
    let own = Value::Object(select.clone());
    let wide = interpreter.call_method(&own, "add_columns", Args::new(entities))?;
    let Some(wide) = wide.downcast::<StatementObject>() else {
        return Err(interpreter.unsupported("`contains_eager` of this query"));
    };
    Ok(Reading {
        statement: Rc::new((*wide).clone().selecting(&parts)),
        contained: added,
    })
}

/// The place of the objects whose relationship a step means.
fn place_of(selected: &[Selected], step: &Step) -> Option<usize> {
    selected.iter().position(|part| match (part, &step.meant) {
        (Selected::Entity(class, mapper), Meant::One(sides)) => {
            let owner = sides.relationship.place();
            let is_of = owner.is_some_and(|(owner, _)| {
                inheritance::is_below(class, &owner) || inheritance::is_below(&owner, class)
            });
            let is_own = mapper.table.source() == sides.own.table.source();
            is_of && (is_own || mapper.name != sides.own.name)
        }
        (Selected::Entity(..), _) => true,
        (Selected::Value, _) => false,
    })
}

/// The relationship that a step means, and its name.
fn sides_of(
    interpreter: &mut Interpreter,
    step: &Step,
    class: &Rc<Class>,
) -> Result<(Sides, Rc<str>)> {
    let sides = match &step.meant {
        Meant::One(sides) => Some(sides.clone()),
        Meant::Name(name) => related::relationship_of(interpreter, class, name)
            .and_then(|relationship| related::sides_of(&relationship)),
        Meant::All | Meant::Classes(_) => {
            return Err(interpreter.unsupported("`contains_eager(\"*\")`"));
        }
    };
    let named = sides.and_then(|sides| {
        let (_, name) = sides.relationship.place()?;
        Some((sides, name))
    });
    named.ok_or_else(|| interpreter.unsupported(UNRELATED))
}

/// Gives objects what stands beside them in their rows, and takes it out of these; how many
/// parts of a row are left.
pub(super) fn settle(
    interpreter: &mut Interpreter,
    shape: &Shape<'_>,
    rows: &mut [Vec<Value>],
) -> Result<usize> {
    let Some(count) = shape.contained.iter().map(|one| one.child).min() else {
        return Ok(shape.selected.len());
    };
    for one in shape.contained {
        let mut held: HashMap<usize, (Value, Vec<Value>)> = HashMap::new();
        let mut order = Vec::new();
        let mut seen = HashSet::new();
        for row in rows.iter() {
            let (Some(parent), Some(child)) = (row.get(one.parent), row.get(one.child)) else {
                continue;
            };
            let Value::Instance(instance) = parent else {
                continue;
            };
            let address = Rc::as_ptr(instance) as usize;
            let (_, children) = held.entry(address).or_insert_with(|| {
                order.push(address);
                (parent.clone(), Vec::new())
            });
            if let Value::Instance(other) = child
                && seen.insert((address, Rc::as_ptr(other) as usize))
            {
                children.push(child.clone());
            }
        }
        for address in order {
            if let Some((parent, children)) = held.remove(&address) {
                give(interpreter, one, &parent, children)?;
            }
        }
    }
    for row in rows.iter_mut() {
        row.truncate(count);
    }
    Ok(count)
}

/// Gives one object what its rows hold, where it does not hold something already.
fn give(
    interpreter: &mut Interpreter,
    one: &Contained,
    parent: &Value,
    children: Vec<Value>,
) -> Result<()> {
    let Some((instance, _)) = object_of(parent) else {
        return Ok(());
    };
    let state = state_of(&instance);
    if state.held(&one.name).is_some() {
        return Ok(());
    }
    let relationship = &one.sides.relationship;
    let path = relationship.path(interpreter, &one.sides.own)?;
    let held = related::as_held(
        interpreter,
        relationship,
        (&instance, &one.name),
        &path,
        children,
    )?;
    related::hold_read(interpreter, &instance, &one.name, held)
}
