//! Related objects that are read together with the rows of a query: one query for all of
//! them, as SQLAlchemy's "select IN" loading does it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::classes;
use super::inheritance;
use super::instance::state_of;
use super::load::{self, Selected, Shape};
use super::loading::{Meant, Step, When};
use super::mapping::{Mapper, mapper_of};
use super::path::Path;
use super::related::{self, Held};
use super::related_rows;
use super::relation_query;
use super::relationship::Relationship;
use super::store::Store;
use crate::python::dict::Key;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::live::result::ResultObject;

/// How many keys one query names.
const KEYS: usize = 500;

/// What is asked of objects.
struct Asked<'a> {
    store: &'a Rc<Store>,
    options: SessionOptions,
    /// Steps from these objects.
    chains: Vec<&'a [Step]>,
    /// The classes that were asked for.
    classes: Vec<Rc<Class>>,
    /// From which objects relationships led here, by their mappers' roots.
    above: Vec<usize>,
}

impl Asked<'_> {
    /// With the classes that its own steps name beside those that were asked for.
    fn of_classes(mut self) -> Self {
        for chain in &mut self.chains {
            while let Some((step, rest)) = chain.split_first()
                && let Meant::Classes(classes) = &step.meant
            {
                self.classes.extend(classes.iter().cloned());
                *chain = rest;
            }
        }
        self
    }

    /// Whether what an option says of a relationship counts: one of a derived class does not where
    /// the class above was asked for.
    fn heeds(&self, step: &Step) -> bool {
        let Meant::One(sides) = &step.meant else {
            return true;
        };
        if !step.of_query {
            return true;
        }
        let Some(own) = sides.own.class() else {
            return true;
        };
        self.classes
            .iter()
            .any(|class| inheritance::is_below(class, &own))
    }
}

/// From which objects a relationship of this mapper's objects leads.
pub(super) fn within(above: &[usize], own: &Mapper) -> Vec<usize> {
    let mut within = above.to_vec();
    within.push(own.root.as_ptr() as usize);
    within
}

/// Reads what the objects of rows shall hold at once.
///
/// # Errors
/// Those of the queries.
pub(super) fn read(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    shape: &Shape<'_>,
    rows: &[Vec<Value>],
) -> Result<()> {
    if shape.options.plain || (shape.chains.is_empty() && !classes::some_are_eager(interpreter)) {
        return Ok(());
    }
    let classes = shape.selected.iter().filter_map(|part| match part {
        Selected::Entity(class, _) => Some(class.clone()),
        Selected::Value => None,
    });
    let asked = Asked::of_classes(Asked {
        store,
        options: shape.options,
        chains: shape.chains.iter().map(|chain| &chain.0[..]).collect(),
        classes: classes.collect(),
        above: shape.above.to_vec(),
    });
    of_objects(interpreter, &asked, rows.iter().flatten())
}

/// Reads what objects shall hold, and what these are asked for in turn.
fn of_objects<'a>(
    interpreter: &mut Interpreter,
    asked: &Asked<'_>,
    objects: impl Iterator<Item = &'a Value>,
) -> Result<()> {
    let mut classes: Vec<(Rc<Class>, Vec<Rc<Instance>>)> = Vec::new();
    let mut seen = HashSet::new();
    for object in objects {
        let Value::Instance(instance) = object else {
            continue;
        };
        if !seen.insert(Rc::as_ptr(instance)) || !state_of(instance).is_stored() {
            continue;
        }
        let mut known = classes.iter_mut();
        match known.find(|(class, _)| Rc::ptr_eq(class, &instance.class)) {
            Some((_, all)) => all.push(instance.clone()),
            None => classes.push((instance.class.clone(), vec![instance.clone()])),
        }
    }
    for (class, objects) in classes {
        interpreter.step(objects.len() as u64)?;
        let Some(own) = mapper_of(&class) else {
            continue;
        };
        for (name, relationship) in related::relationships(&class) {
            of_relationship(interpreter, asked, (&own, &objects), (&name, &relationship))?;
        }
    }
    Ok(())
}

fn of_relationship(
    interpreter: &mut Interpreter,
    asked: &Asked<'_>,
    (own, objects): (&Rc<Mapper>, &[Rc<Instance>]),
    (name, relationship): (&Rc<str>, &Rc<Relationship>),
) -> Result<()> {
    if relationship.is_dynamic() {
        return Ok(());
    }
    let declared = match relationship.is_eager() {
        true => When::AtOnce,
        false => When::AtUse,
    };
    let (mut when, mut is_said) = (declared, false);
    let mut inner = relationship.is_inner();
    let mut below: Vec<&[Step]> = Vec::new();
    let mut also = Vec::new();
    let mut classes = Vec::new();
    for chain in &asked.chains {
        let Some((step, rest)) = chain.split_first() else {
            continue;
        };
        if !step.is_of(name, relationship) || !asked.heeds(step) {
            continue;
        }
        match &step.meant {
            Meant::All => {
                below.push(chain);
                if !is_said && step.when != When::Declared {
                    when = step.when;
                }
            }
            meant => {
                below.push(rest);
                if step.when != When::Declared {
                    (when, is_said, inner) = (step.when, true, step.inner);
                }
                if let Meant::One(sides) = meant {
                    also.extend(sides.also.iter().cloned());
                    classes.extend(sides.other.iter().filter_map(|(_, other)| other.class()));
                }
            }
        }
    }
    if !also.is_empty() && when != When::AtOnce {
        return Err(
            interpreter.unsupported("`and_()` of a relationship that is read where it is used")
        );
    }
    let above = within(&asked.above, own);
    let related = match when {
        When::Beside => {
            classes.push(relationship.path(interpreter, own)?.class.clone());
            held(objects, name)
        }
        When::AtOnce => {
            let path = relationship.path(interpreter, own)?;
            classes.push(path.class.clone());
            if !is_said && relationship.is_deep_enough(&above, path.mapper.root.as_ptr() as usize) {
                return Ok(());
            }
            let one = One {
                name,
                relationship,
                path: &path,
                own,
                also,
            };
            let related = one.read(interpreter, asked, objects)?;
            if inner && objects.iter().any(|object| is_alone(object, name)) {
                return Err(interpreter.unsupported(
                    "`innerjoin=True` where an object has nothing that it is related to",
                ));
            }
            related
        }
        When::Never(how) => {
            let lacks = |object: &&Rc<Instance>| state_of(object).held(name).is_none();
            for object in objects.iter().filter(lacks) {
                state_of(object).bar(name, how);
            }
            return Ok(());
        }
        When::AtUse | When::Declared => return Ok(()),
    };
    if related.is_empty() {
        return Ok(());
    }
    let asked = Asked::of_classes(Asked {
        chains: below,
        classes,
        above,
        ..*asked
    });
    of_objects(interpreter, &asked, related.iter())
}

/// Whether an object is related to none.
fn is_alone(object: &Rc<Instance>, name: &str) -> bool {
    match state_of(object).held(name) {
        Some(Held::One { value, .. }) => value.is_none(),
        Some(Held::Many(list)) => list.items().is_empty(),
        None => false,
    }
}

/// What objects hold of a relationship.
fn held(objects: &[Rc<Instance>], name: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for object in objects {
        match state_of(object).held(name) {
            Some(Held::One { value, .. }) => all.push(value),
            Some(Held::Many(list)) => all.extend(list.items()),
            None => {}
        }
    }
    all
}

/// One relationship of objects of one class.
struct One<'a> {
    name: &'a Rc<str>,
    relationship: &'a Rc<Relationship>,
    path: &'a Path,
    own: &'a Rc<Mapper>,
    /// What else the rows have to fulfil.
    also: Vec<Value>,
}

impl One<'_> {
    /// Reads what these objects do not hold yet; what was read.
    fn read(
        &self,
        interpreter: &mut Interpreter,
        asked: &Asked<'_>,
        objects: &[Rc<Instance>],
    ) -> Result<Vec<Value>> {
        // What an object holds already is read, too, for what is to be read with that.
        let objects: Vec<&Rc<Instance>> = objects.iter().collect();
        let (pairs, _) = related_rows::near(self.path);
        let mut all = Vec::new();
        let [(column, _)] = pairs else {
            // Keys of several columns are asked for one by one.
            for object in objects {
                let found = match related_rows::select_related(
                    interpreter,
                    self.relationship,
                    self.path,
                    object,
                    self.own,
                )? {
                    Some(select) => {
                        let args = Args::new(self.also.clone());
                        let select = interpreter.call_method(&select, "where", args)?;
                        let rows = self.rows(interpreter, asked, &select, false)?;
                        rows.into_iter().map(|(related, _)| related).collect()
                    }
                    None => Vec::new(),
                };
                all.extend(found.iter().cloned());
                self.hold(interpreter, object, found)?;
            }
            return Ok(all);
        };
        let keys = self.keys(interpreter, column, &objects)?;
        let mut found: HashMap<Key, Vec<Value>> = HashMap::new();
        let mut lacking: Vec<(Key, Value)> = Vec::new();
        for (key, value) in keys.iter().flatten() {
            if found.contains_key(key) {
                continue;
            }
            lacking.push((key.clone(), value.clone()));
            found.insert(key.clone(), Vec::new());
        }
        for keys in lacking.chunks(KEYS) {
            let keys = keys.iter().map(|(_, value)| value.clone());
            let keys = keys.collect::<Vec<_>>();
            for (object, key) in self.rows_of(interpreter, asked, keys)? {
                let key = interpreter.key(&key)?;
                found.entry(key).or_default().push(object);
            }
        }
        for (object, key) in objects.iter().zip(&keys) {
            let related = key.as_ref().and_then(|(key, _)| found.get(key));
            let related = related.cloned().unwrap_or_default();
            all.extend(related.iter().cloned());
            self.hold(interpreter, object, related)?;
        }
        Ok(all)
    }

    /// The key of each object by which it is related, where it has one.
    fn keys(
        &self,
        interpreter: &mut Interpreter,
        column: &str,
        objects: &[&Rc<Instance>],
    ) -> Result<Vec<Option<(Key, Value)>>> {
        let attribute = self.own.of_column(column);
        let mut keys = Vec::with_capacity(objects.len());
        for object in objects {
            let value = match attribute {
                Some(attribute) => {
                    let object = Value::Instance((*object).clone());
                    interpreter.attribute(&object, &attribute.name)?
                }
                None => Value::None,
            };
            keys.push(match value.is_none() {
                true => None,
                false => Some((interpreter.key(&value)?, value)),
            });
        }
        Ok(keys)
    }

    /// The related objects of all these keys, each with the key that led to it.
    fn rows_of(
        &self,
        interpreter: &mut Interpreter,
        asked: &Asked<'_>,
        keys: Vec<Value>,
    ) -> Result<Vec<(Value, Value)>> {
        let (pairs, table) = related_rows::near(self.path);
        let Some((_, far)) = pairs.first() else {
            return Ok(Vec::new());
        };
        let column = relation_query::column(table, far);
        let keys = interpreter.list(keys);
        let mut conditions = vec![interpreter.call_method(&column, "in_", Args::new([keys]))?];
        conditions.extend(self.also.iter().cloned());
        let select =
            related_rows::select_where(interpreter, self.relationship, self.path, conditions)?;
        let select = interpreter.call_method(&select, "add_columns", Args::new([column]))?;
        self.rows(interpreter, asked, &select, true)
    }

    /// The objects of rows, each once for a key.
    fn rows(
        &self,
        interpreter: &mut Interpreter,
        asked: &Asked<'_>,
        select: &Value,
        has_key: bool,
    ) -> Result<Vec<(Value, Value)>> {
        let result = engine::execute(interpreter, select, None, false)?;
        let Some(found) = result.downcast::<ResultObject>() else {
            return Err(interpreter.unsupported("the result of this statement"));
        };
        let (names, mut rows) = found.take_rows(interpreter)?;
        // The key stands behind the columns of the table, of which a class may have fewer.
        let mut key_of = |row: &mut Vec<Value>| match has_key {
            true => row.pop().unwrap_or(Value::None),
            false => Value::None,
        };
        let keys: Vec<Value> = rows.iter_mut().map(&mut key_of).collect();
        let rows = Value::object(ResultObject::new(names, rows, 0, None));
        let selected = [Selected::Entity(
            self.path.class.clone(),
            self.path.mapper.clone(),
        )];
        let shape = Shape {
            options: SessionOptions {
                plain: true,
                ..asked.options
            },
            ..Shape::of(&selected)
        };
        let shaped = load::shaped(interpreter, asked.store, &shape, rows)?;
        let objects = interpreter.call_method(&shaped, "scalars", Args::new([]))?;
        let objects = interpreter.iterate(&objects)?;
        let mut all = Vec::with_capacity(objects.len());
        let mut seen = HashSet::new();
        for (object, key) in objects.into_iter().zip(keys) {
            if let Value::Instance(instance) = &object
                && seen.insert((Rc::as_ptr(instance), interpreter.key(&key)?))
            {
                all.push((object, key));
            }
        }
        Ok(all)
    }

    /// Lets an object hold what was read, where it holds nothing yet.
    fn hold(
        &self,
        interpreter: &mut Interpreter,
        object: &Rc<Instance>,
        related: Vec<Value>,
    ) -> Result<()> {
        if state_of(object).held(self.name).is_some() {
            return Ok(());
        }
        let held = related::as_held(
            interpreter,
            self.relationship,
            (object, self.name),
            self.path,
            related,
        )?;
        related::hold_read(interpreter, object, self.name, held)
    }
}
