//! Many rows at once, past the objects of a session:
//! `execute(insert(Class), rows)`, `bulk_save_objects` and their like.

use std::rc::Rc;

use super::bulk_rows::{Row, columns, identify, is_none_a_value, rows, targets};
use super::bulk_update::update_all;
use super::flush;
use super::instance::state_of;
use super::mapping::{Attribute, Mapper, object_of};
use crate::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::schema::ClientDefault;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::{engine, live};

/// How rows are inserted.
#[derive(Clone, Copy, Default)]
pub(super) struct Inserting {
    /// `render_nulls=True`: `None` is a value, also where the column has a default.
    pub(super) nulls: bool,
}

/// PostgreSQL is given many rows in one statement, in which a default that is a query sees none of
/// them. `is_given` says what all rows give.
///
/// # Errors
/// Where such a default counts for several rows.
pub(super) fn no_query_of_many(
    interpreter: &Interpreter,
    mapper: &Mapper,
    count: usize,
    is_given: impl Fn(&Attribute) -> bool,
) -> Result<()> {
    if count < 2 || interpreter.dialect() != Dialect::Postgres {
        return Ok(());
    }
    for attribute in mapper.attributes.iter().filter(|own| !is_given(own)) {
        let default = mapper.table.client_default(&attribute.column);
        if matches!(&default, ClientDefault::Value(own) if own.asks_rows()) {
            return Err(interpreter.refuse(
                "python-unsupported",
                format!(
                    "The default of \"{}\" is a query, and several rows are written at once.",
                    attribute.name
                ),
                Some("Give each object its value, or call session.flush() after each."),
            ));
        }
    }
    Ok(())
}

/// Inserts rows, and gives all that `returning` asks for.
pub(super) fn insert_all(
    interpreter: &mut Interpreter,
    statement: &StatementObject,
    mapper: &Mapper,
    rows: &[Row],
    how: Inserting,
) -> Result<Value> {
    // An entity's statement that says nothing else is its table's.
    let plain = StatementObject::insert(&mapper.table);
    let is_plain = statement.returning().is_empty() && statement.expression() == plain.expression();
    let insert = Insert::of(if is_plain { &plain } else { statement }, mapper, how);
    // A table's statement takes them as sets of parameters, an entity's has names of its own.
    if rows.len() > 1 && insert.is_of_table() {
        return insert.sets(interpreter, rows);
    }
    no_query_of_many(interpreter, mapper, rows.len(), |own| {
        rows.iter().all(|row| row.contains_key(&own.name))
    })?;
    let mut names = None;
    let mut all = Vec::new();
    let mut last = live::nothing();
    for row in rows {
        last = insert.one(interpreter, row)?;
        if !statement.returning().is_empty()
            && let Some(found) = last.downcast::<ResultObject>()
        {
            let (own, rows) = found.take_rows(interpreter)?;
            names = names.or(own);
            all.extend(rows);
        }
    }
    if statement.returning().is_empty() && rows.len() == 1 {
        return Ok(last);
    }
    let touched = rows.len() as u64;
    Ok(Value::object(ResultObject::new(names, all, touched, None)))
}

/// An insert of rows of a mapping.
struct Insert<'a> {
    statement: &'a StatementObject,
    mapper: &'a Mapper,
    /// What the statement calls the columns of the attributes.
    targets: Vec<Value>,
    how: Inserting,
}

impl<'a> Insert<'a> {
    fn of(statement: &'a StatementObject, mapper: &'a Mapper, how: Inserting) -> Self {
        Self {
            statement,
            mapper,
            targets: targets(statement, mapper),
            how,
        }
    }

    fn is_of_table(&self) -> bool {
        self.statement.returning().is_empty() && self.statement.changed_entity().is_none()
    }

    /// The values of a row.
    fn values(&self, interpreter: &mut Interpreter, row: &Row) -> Result<Vec<(Value, Value)>> {
        let is_value = |attribute: &Attribute, value: &Value| {
            !value.is_none() || self.how.nulls || {
                let data_type = self.mapper.table.column_type(&attribute.column);
                data_type.is_some_and(|data_type| is_none_a_value(&data_type))
            }
        };
        columns(interpreter, &self.targets, self.mapper, row, is_value)
    }

    /// Inserts one row.
    fn one(&self, interpreter: &mut Interpreter, row: &Row) -> Result<Value> {
        let values = self.values(interpreter, row)?;
        let values = interpreter.dict(values)?;
        let statement = Value::object(self.statement.clone());
        let statement = interpreter.call_method(&statement, "values", Args::new([values]))?;
        engine::execute(interpreter, &statement, None, false)
    }

    /// Inserts rows, those that follow each other and have the same columns at once.
    fn sets(&self, interpreter: &mut Interpreter, rows: &[Row]) -> Result<Value> {
        // What computes defaults is asked for all rows before one is written.
        let held = match self.statement.computes_defaults() {
            true => rows.len(),
            false => live::HELD,
        };
        let mut names = Vec::new();
        let mut sets = Vec::new();
        for row in rows {
            let values = self.values(interpreter, row)?;
            let own: Vec<_> = values
                .iter()
                .filter_map(|(name, _)| name.as_str())
                .collect();
            if own != names || sets.len() == held {
                self.run(interpreter, &names, std::mem::take(&mut sets))?;
                names = own;
            }
            sets.push(interpreter.dict(values)?);
        }
        self.run(interpreter, &names, sets)?;
        let touched = rows.len() as u64;
        Ok(Value::object(ResultObject::new(
            None,
            Vec::new(),
            touched,
            None,
        )))
    }

    /// Inserts rows that give values to the same columns.
    fn run(
        &self,
        interpreter: &mut Interpreter,
        names: &[Rc<str>],
        sets: Vec<Value>,
    ) -> Result<()> {
        let own = Value::object(self.statement.clone());
        if names.is_empty() {
            for values in sets {
                let one = interpreter.call_method(&own, "values", Args::new([values]))?;
                engine::execute(interpreter, &one, None, false)?;
            }
        } else if !sets.is_empty() {
            let sets = interpreter.list(sets);
            engine::execute(interpreter, &own, Some(&sets), false)?;
        }
        Ok(())
    }
}

/// `bulk_insert_mappings(mapper, mappings, return_defaults=False, render_nulls=False)`
pub(super) fn insert_mappings(
    interpreter: &mut Interpreter,
    mapper: &Mapper,
    args: &mut Args,
) -> Result<()> {
    let given = args.required("mappings")?;
    let returns = args.optional_boolean("return_defaults")?.unwrap_or(false);
    let nulls = args.optional_boolean("render_nulls")?.unwrap_or(false);
    if returns {
        return Err(args.refuse(
            "`return_defaults=True` writes into the dicts. Add objects to the session, or leave it out.",
        ));
    }
    let mut rows = rows(interpreter, args, &given)?;
    identify(mapper, &mut rows);
    let changed = mapper.changed(interpreter)?;
    let mapper = changed.as_ref().map_or(mapper, |changed| &changed.mapper);
    let statement = StatementObject::insert(&mapper.table);
    insert_all(interpreter, &statement, mapper, &rows, Inserting { nulls })?;
    Ok(())
}

/// `bulk_save_objects(objects, return_defaults=False, update_changed_only=True, preserve_order=True)`:
/// the objects' rows, without their relationships; the session keeps none of them.
pub(super) fn save_objects(
    interpreter: &mut Interpreter,
    args: &mut Args,
    objects: &[Value],
) -> Result<()> {
    let returns = args.optional_boolean("return_defaults")?.unwrap_or(false);
    let changed_only = args
        .optional_boolean("update_changed_only")?
        .unwrap_or(true);
    // Each mapper's objects are in the order in which they were given either way.
    let _ = args.optional_boolean("preserve_order")?;
    let objects: Vec<_> = objects.iter().filter_map(object_of).collect();
    let mut at = 0;
    while let Some((first, whole)) = objects.get(at) {
        whole.is_unversioned(interpreter, "objects in bulk")?;
        let changed = whole.changed(interpreter)?;
        let mapper = changed.as_ref().map_or(whole, |changed| &changed.mapper);
        // What was deleted is updated as well, and its row is missed.
        if !state_of(first).has_key() {
            no_query_of_many(interpreter, mapper, objects.len(), |own| {
                first.scope.has(&own.name)
            })?;
            whole.identify(&first.scope);
            insert_object(interpreter, first, mapper, returns)?;
            at += 1;
            continue;
        }
        let mut rows = Vec::new();
        while let Some((instance, own)) = objects.get(at)
            && Rc::ptr_eq(own, whole)
            && state_of(instance).has_key()
        {
            rows.push(row_of(interpreter, instance, mapper, changed_only)?);
            at += 1;
        }
        let statement = StatementObject::update(&mapper.table);
        update_all(interpreter, &statement, mapper, &rows)?;
    }
    Ok(())
}

/// What a bulk update writes of an object.
fn row_of(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
    changed_only: bool,
) -> Result<Row> {
    let changed = flush::changes(interpreter, instance, mapper)?;
    let is_changed = |own: &Attribute| changed.iter().any(|(one, _)| one.name == own.name);
    let written = mapper
        .attributes
        .iter()
        .filter(|own| !changed_only || own.primary_key || is_changed(own));
    Ok(written
        .filter_map(|own| Some((own.name.clone(), instance.scope.get(&own.name)?)))
        .collect())
}

fn insert_object(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mapper: &Mapper,
    returns: bool,
) -> Result<()> {
    let row: Row = mapper
        .attributes
        .iter()
        .filter_map(|own| Some((own.name.clone(), instance.scope.get(&own.name)?)))
        .collect();
    let mut statement = StatementObject::insert(&mapper.table);
    if returns {
        let key = mapper
            .key()
            .filter_map(|own| mapper.table.column(&own.column));
        let key: Vec<Value> = key.collect();
        let asked = interpreter.call_method(
            &Value::object(statement.clone()),
            "returning",
            Args::new(key),
        )?;
        if let Some(asked) = asked.downcast::<StatementObject>() {
            statement = (*asked).clone();
        }
    }
    let insert = Insert::of(&statement, mapper, Inserting::default());
    let result = insert.one(interpreter, &row)?;
    if returns && let Some(found) = result.downcast::<ResultObject>() {
        let (_, rows) = found.take_rows(interpreter)?;
        for (own, value) in mapper.key().zip(rows.into_iter().flatten()) {
            instance.scope.put(&own.name, Some(value));
        }
    }
    Ok(())
}
