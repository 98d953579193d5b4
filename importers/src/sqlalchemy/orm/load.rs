//! Objects out of rows.

use std::collections::HashMap;
use std::rc::Rc;

use super::attributes;
use super::contained::{self, Contained};
use super::eager;
use super::inheritance;
use super::instance::{self, state_of};
use super::loading::Chain;
use super::mapping::{Mapper, object_of};
use super::own_mutable;
use super::store::Store;
use crate::operation::Expression;
use crate::operation::expression::Source;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::scope::ScopeKind;
use crate::python::value::{Class, Instance, Value};
use crate::sqlalchemy::engine;
use crate::sqlalchemy::execution_options::SessionOptions;
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::statement::StatementObject;

/// What stands between the key and the class in an identity.
const CLASS: char = '\0';

/// What one part of a query's list is.
#[derive(Clone)]
pub(crate) enum Selected {
    /// A column or an expression.
    Value,
    /// An object, of the columns of its table.
    Entity(Rc<Class>, Rc<Mapper>),
}

/// The first mapped class of a list.
pub(super) fn first_entity(selected: &[Selected]) -> Option<(Rc<Class>, Rc<Mapper>)> {
    selected.iter().find_map(|part| match part {
        Selected::Entity(class, mapper) => Some((class.clone(), mapper.clone())),
        Selected::Value => None,
    })
}

/// What is made of the rows of a query.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    /// What they are rows of.
    pub(super) selected: &'a [Selected],
    /// What the session is asked for; `populate_existing` lets objects take what the rows hold.
    pub(super) options: SessionOptions,
    /// Which related objects are read with them.
    pub(super) chains: &'a [Chain],
    /// Which related objects the rows hold themselves.
    pub(super) contained: &'a [Contained],
    /// From which objects a relationship led to these, as eager loads remember it.
    pub(super) above: &'a [usize],
}

impl<'a> Shape<'a> {
    /// Rows of these, with nothing else asked for.
    pub(super) fn of(selected: &'a [Selected]) -> Self {
        Self {
            selected,
            options: SessionOptions::default(),
            chains: &[],
            contained: &[],
            above: &[],
        }
    }
}

/// Rows of columns as rows of what was selected, and what is read with them.
pub(super) fn shaped(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    shape: &Shape<'_>,
    result: Value,
) -> Result<Value> {
    let selected = shape.selected;
    let is_plain = selected
        .iter()
        .all(|selected| matches!(selected, Selected::Value));
    let Some(found) = result.downcast::<ResultObject>().filter(|_| !is_plain) else {
        return Ok(result);
    };
    for part in selected {
        if let Selected::Entity(_, mapper) = part {
            mapper.usable(interpreter)?;
        }
    }
    let (names, rows) = found.take_rows(interpreter)?;
    let names = names.as_deref().unwrap_or_default();
    let columns = found.columns();
    let mut shown = Vec::new();
    // What the columns are, where the query says it of each.
    let mut meant = Vec::new();
    let mut at = 0;
    for part in selected {
        match part {
            Selected::Value => {
                let own = columns.as_ref().and_then(|own| own.get(at));
                // A column that the object has, too, is called as if it stood alone.
                let alone = match own {
                    Some(Expression::Column { name, .. }) if !shown.contains(&name.text) => {
                        Some(name.text.clone())
                    }
                    _ => names.get(at).cloned(),
                };
                shown.push(alone.unwrap_or_default());
                meant.extend(own.cloned());
                at += 1;
            }
            Selected::Entity(class, mapper) => {
                shown.push(class.name.to_string());
                meant.push(Expression::Verbatim(class.name.to_string()));
                at += mapper.attributes.len();
            }
        }
    }
    let mut objects = Vec::with_capacity(rows.len());
    for row in rows {
        let mut row = row.into_iter();
        let mut values = Vec::with_capacity(selected.len());
        for part in selected {
            match part {
                Selected::Value => values.push(row.next().unwrap_or(Value::None)),
                Selected::Entity(class, mapper) => {
                    let cells = row.by_ref().take(mapper.attributes.len()).collect();
                    let entity = (class, mapper);
                    values.push(object(interpreter, store, entity, cells, shape.options)?);
                }
            }
        }
        objects.push(values);
    }
    let count = contained::settle(interpreter, shape, &mut objects)?;
    shown.truncate(count);
    meant.truncate(count);
    eager::read(interpreter, store, shape, &objects)?;
    let touched = objects.len() as u64;
    let result = ResultObject::new(Some(shown.into()), objects, touched, None);
    result.is_of(&meant);
    Ok(Value::object(result))
}

/// The object of a row: the one that the session has, or a new one.
fn object(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    (class, mapper): (&Rc<Class>, &Rc<Mapper>),
    cells: Vec<Value>,
    options: SessionOptions,
) -> Result<Value> {
    interpreter.step(cells.len() as u64)?;
    let key: Vec<Value> = mapper
        .attributes
        .iter()
        .zip(&cells)
        .filter(|(attribute, _)| attribute.primary_key)
        .map(|(_, cell)| cell.clone())
        .collect();
    // The other side of an outer join.
    if key.iter().all(Value::is_none) {
        return Ok(Value::None);
    }
    let class = &class_of(interpreter, class, mapper, &cells)?;
    let identity = identity(interpreter, mapper, &key)?;
    if let Some(known) = store.known(&identity) {
        if let Value::Instance(instance) = &known {
            if options.anew {
                state_of(instance).forget_related();
                state_of(instance).forget_changes();
                store.forget_change(instance);
            }
            fill(
                interpreter,
                instance,
                mapper,
                cells,
                options.anew,
                Read::Row,
            )?;
            if options.anew {
                // What is not read with the row is read where it is used.
                for attribute in mapper.attributes.iter().filter(|own| own.deferred) {
                    instance::forget_column(instance, attribute);
                }
                attributes::load_computed(interpreter, instance, mapper, true)?;
            }
        }
        return Ok(known);
    }
    let instance = blank(interpreter, class);
    fill(interpreter, &instance, mapper, cells, true, Read::Row)?;
    let value = Value::Instance(instance.clone());
    state_of(&instance).session.replace(Rc::downgrade(store));
    store.keep(identity, &value);
    attributes::load_computed(interpreter, &instance, mapper, true)?;
    attributes::reconstruct(interpreter, &value)?;
    Ok(value)
}

/// The class of the object of a row, among those that share rows.
fn class_of(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mapper: &Mapper,
    cells: &[Value],
) -> Result<Rc<Class>> {
    let Some(lineage) = &mapper.lineage else {
        return Ok(class.clone());
    };
    let mut attributes = mapper.attributes.iter();
    let at = attributes.position(|own| own.name == lineage.family.on);
    let value = at.and_then(|at| cells.get(at)).unwrap_or(&Value::None);
    let found = lineage.family.class_of(interpreter, value)?;
    if inheritance::is_below(&found, class) {
        return Ok(found);
    }
    Err(interpreter.raise(
        "sqlalchemy.exc.InvalidRequestError",
        format!(
            "Row with identity key can't be loaded into an object; the polymorphic discriminator \
             column '{}' refers to Mapper[{}], which is not a sub mapper of the requested \
             Mapper[{}]",
            lineage.family.on, found.name, class.name
        ),
    ))
}

/// Which of a row's values an object takes.
#[derive(Clone, Copy)]
pub(super) enum Read<'a> {
    /// All.
    All,
    /// Those that are not deferred.
    Row,
    /// Those, and one more.
    And(&'a str),
}

/// Puts a row's values into an object; values that it has are kept unless `anew`.
///
/// # Errors
/// Those of a project's own class of values.
pub(super) fn fill(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
    cells: Vec<Value>,
    anew: bool,
    read: Read<'_>,
) -> Result<()> {
    let state = state_of(instance);
    state.is_expired.set(false);
    state.stored.borrow_mut().get_or_insert_with(HashMap::new);
    for (attribute, cell) in mapper.attributes.iter().zip(cells) {
        let is_read = match read {
            Read::All => true,
            Read::Row => !attribute.deferred,
            Read::And(name) => !attribute.deferred || *attribute.name == *name,
        };
        if is_read && (anew || !instance.scope.has(&attribute.name)) {
            let cell = own_mutable::read(interpreter, instance, attribute, attribute.held(cell))?;
            if let Some(stored) = state.stored.borrow_mut().as_mut() {
                stored.insert(attribute.name.clone(), attribute.kept(&cell));
            }
            instance.scope.put(&attribute.name, Some(cell));
        }
    }
    Ok(())
}

/// An object of a class without any value, as a row makes it: `__init__` is not called.
pub(super) fn blank(interpreter: &Interpreter, class: &Rc<Class>) -> Rc<Instance> {
    Rc::new(Instance {
        class: class.clone(),
        scope: interpreter.watched_scope(ScopeKind::Instance),
        inner: None.into(),
    })
}

/// The values of a primary key: one, a tuple in the order of its columns, or a dict.
pub(super) fn key_of(
    interpreter: &mut Interpreter,
    mapper: &Mapper,
    key: &Value,
) -> Result<Vec<Value>> {
    Ok(match key {
        Value::Tuple(values) => values.to_vec(),
        Value::List(_) => interpreter.iterate(key)?,
        Value::Dict(dict) => {
            let entries = dict.entries.borrow();
            mapper
                .key()
                .filter_map(|own| entries.get_str(&own.name).cloned())
                .collect()
        }
        one => vec![one.clone()],
    })
}

/// By which a session knows an object: its table and primary key, and its
/// class, for several may be mapped to one table.
pub(super) fn identity(
    interpreter: &mut Interpreter,
    mapper: &Mapper,
    key: &[Value],
) -> Result<String> {
    let name = &mapper.root_name;
    let schema = name.schema.as_ref().map_or("", |schema| &schema.text);
    let mut identity = format!("{schema}.{}", name.name.text);
    for value in key {
        identity.push(' ');
        identity.push_str(&interpreter.repr(value)?);
    }
    identity.push_str(&format!("{CLASS}{:p}", mapper.root.as_ptr()));
    Ok(identity)
}

/// What an identity says, without its class.
pub(super) fn shown(identity: &str) -> &str {
    identity.split(CLASS).next().unwrap_or(identity)
}

/// A statement that is confined to one row, by its primary key.
///
/// # Errors
/// `InvalidRequestError` where the key has too few values or too many: a
/// condition less would touch other rows.
pub(super) fn of_row(
    interpreter: &mut Interpreter,
    statement: StatementObject,
    mapper: &Mapper,
    key: &[Value],
) -> Result<Value> {
    if mapper.key().count() != key.len() {
        let columns: Vec<&str> = mapper.key().map(|own| own.column.as_ref()).collect();
        return Err(interpreter.raise(
            "sqlalchemy.exc.InvalidRequestError",
            format!(
                "Incorrect number of values for the primary key of '{}' (columns {})",
                mapper.table.name.name.text,
                columns.join(", ")
            ),
        ));
    }
    let mut conditions = Vec::new();
    for (attribute, value) in mapper.key().zip(key) {
        if let Some(column) = mapper.table.column(&attribute.column) {
            conditions.push(interpreter.equal(&column, value)?);
        }
    }
    interpreter.call_method(&Value::object(statement), "where", Args::new(conditions))
}

/// Gives the columns of an expression that name no table this one.
pub(super) fn qualify(expression: &mut Expression, source: &Source) {
    if let Expression::Column {
        table: table @ None,
        ..
    } = expression
    {
        *table = Some(source.clone());
    }
    for child in expression.children_mut() {
        qualify(child, source);
    }
}

/// The stored primary key of an object.
pub(super) fn stored_key(instance: &Rc<Instance>, mapper: &Mapper) -> Vec<Value> {
    let state = state_of(instance);
    mapper
        .key()
        .map(|attribute| state.stored_value(&attribute.name).unwrap_or(Value::None))
        .collect()
}

/// Reads what is missing of an object's row.
pub(super) fn refresh(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    instance: &Rc<Instance>,
    mapper: &Rc<Mapper>,
    read: Read<'_>,
) -> Result<()> {
    store.flush_before_reading(interpreter)?;
    let was_expired = state_of(instance).is_expired.get();
    let key = stored_key(instance, mapper);
    let select = StatementObject::select_table(&mapper.table);
    let select = of_row(interpreter, select, mapper, &key)?;
    let result = engine::execute(interpreter, &select, None, false)?;
    let found = result.downcast::<ResultObject>();
    let rows = found
        .map(|found| found.take_rows(interpreter))
        .transpose()?;
    let rows = rows.map(|(_, rows)| rows);
    match rows.and_then(|rows| rows.into_iter().next()) {
        Some(cells) => {
            fill(interpreter, instance, mapper, cells, false, read)?;
            attributes::load_computed(interpreter, instance, mapper, false)?;
            if was_expired {
                // What is read with the object is forgotten with it.
                let row = vec![Value::Instance(instance.clone())];
                eager::read(interpreter, store, &Shape::of(&[]), &[row])?;
            }
            Ok(())
        }
        None => Err(is_gone(interpreter, instance)),
    }
}

/// The object that a session has by an identity. What waits to be read again is read, which
/// tells whether its row is still there: `Some(None)` where it is not.
///
/// # Errors
/// Those of the database.
pub(super) fn known(
    interpreter: &mut Interpreter,
    store: &Rc<Store>,
    identity: &str,
) -> Result<Option<Option<Value>>> {
    let Some(known) = store.known(identity) else {
        return Ok(None);
    };
    if let Some((instance, mapper)) = object_of(&known)
        && state_of(&instance).is_stored()
        && state_of(&instance).is_expired.get()
    {
        match refresh(interpreter, store, &instance, &mapper, Read::Row) {
            Err(Interrupt::Raised(error, _)) if says_gone(&error) => {
                store.row_deleted(identity.to_owned(), known);
                return Ok(Some(None));
            }
            other => other?,
        }
    }
    Ok(Some(Some(known)))
}

/// Whether an exception says that an object has no row any more.
pub(super) fn says_gone(error: &Value) -> bool {
    let class = "sqlalchemy.orm.exc.ObjectDeletedError";
    matches!(error, Value::Instance(instance) if instance.class.derives_from(class))
}

/// What reading the row of an object raises where there is none.
pub(super) fn is_gone(interpreter: &mut Interpreter, instance: &Rc<Instance>) -> Interrupt {
    let class = &instance.class.name;
    interpreter.raise(
        "sqlalchemy.orm.exc.ObjectDeletedError",
        format!("Instance '<{class}>' has been deleted, or its row is otherwise not present."),
    )
}
