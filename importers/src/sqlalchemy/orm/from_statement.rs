//! `select(Class).from_statement(...)`: objects of the rows that another statement gives.

use std::rc::Rc;

use super::load::{self, Selected, Shape};
use super::loading;
use super::store::Store;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::engine;
use crate::sqlalchemy::live::result::ResultObject;
use crate::sqlalchemy::live::value;
use crate::sqlalchemy::statement::StatementObject;

/// Objects of the rows that another statement gives.
#[derive(Clone)]
pub(crate) struct FromStatement {
    /// Which objects, and what they hold.
    select: Rc<StatementObject>,
    /// The statement that is sent.
    statement: Value,
    /// `params(...)`
    parameters: Option<Value>,
    /// The session, where it is a query's.
    store: Option<Rc<Store>>,
}

impl FromStatement {
    /// `select(Class).from_statement(statement)`
    pub(crate) fn new(select: Rc<StatementObject>, statement: Value) -> Self {
        Self {
            select,
            statement,
            parameters: None,
            store: None,
        }
    }

    /// `session.query(Class).from_statement(statement)`
    pub(super) fn of_query(
        select: Rc<StatementObject>,
        statement: Value,
        store: Rc<Store>,
    ) -> Self {
        Self {
            store: Some(store),
            ..Self::new(select, statement)
        }
    }

    /// Sends the statement; a result of rows with one object each.
    ///
    /// # Errors
    /// Where the statement lacks a column of the class.
    pub(super) fn run(
        &self,
        interpreter: &mut Interpreter,
        store: &Rc<Store>,
        given: Option<&Value>,
    ) -> Result<Value> {
        let select = &self.select;
        let selected = select.selected().unwrap_or_default();
        let [Selected::Entity(_, mapper)] = &selected[..] else {
            return Err(interpreter.unsupported("`from_statement` of more than one class"));
        };
        if loading::some_in_rows(select.loads()) {
            return Err(interpreter.unsupported("`from_statement` with `contains_eager`"));
        }
        if !select.session_options().unflushed {
            store.flush_before_reading(interpreter)?;
        }
        let given = given.or(self.parameters.as_ref());
        let result = engine::execute(interpreter, &self.statement, given, false)?;
        let Some(found) = result.downcast::<ResultObject>() else {
            return Err(interpreter.unsupported("the result of this statement"));
        };
        // Of a text nothing says the types; a statement that does has read its values.
        let is_read = found.typed();
        let (names, rows) = found.take_rows(interpreter)?;
        let names = names.as_deref().unwrap_or_default();
        let mut places = Vec::new();
        for attribute in &mapper.attributes {
            match names.iter().position(|name| *name == attribute.column) {
                Some(at) => {
                    let data_type = mapper.table.column_type(&attribute.column);
                    let is_read = is_read.get(at).copied().unwrap_or_default();
                    places.push((at, data_type.filter(|_| !is_read)));
                }
                // Nothing to place: an empty result may come without names.
                None if rows.is_empty() => {}
                None => {
                    return Err(interpreter.unsupported(&format!(
                        "a statement that does not give the column \"{}\"",
                        attribute.column
                    )));
                }
            }
        }
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = Vec::with_capacity(places.len());
            for (at, data_type) in &places {
                let value = row.get(*at).cloned().unwrap_or(Value::None);
                cells.push(value::of_type(interpreter, value, data_type.as_ref())?);
            }
            all.push(cells);
        }
        let result = Value::object(ResultObject::new(Some(Rc::from([])), all, 0, None));
        let shape = Shape {
            chains: select.loads(),
            options: select.session_options(),
            ..Shape::of(&selected)
        };
        load::shaped(interpreter, store, &shape, result)
    }

    /// The objects of a query.
    fn objects(&self, interpreter: &mut Interpreter) -> Result<Value> {
        let Some(store) = &self.store else {
            return Err(interpreter.unsupported("reading a statement without a session"));
        };
        store.join(interpreter)?;
        let result = self.run(interpreter, store, None)?;
        interpreter.call_method(&result, "scalars", Args::new([]))
    }
}

impl Object for FromStatement {
    fn type_name(&self) -> &str {
        match self.store {
            Some(_) => "Query",
            None => "FromStatement",
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "options" | "execution_options" => {
                let own = Value::Object(self.select.clone());
                let taken = std::mem::replace(args, Args::new([]));
                let select = interpreter.call_method(&own, name, taken)?;
                let Some(select) = select.downcast::<StatementObject>() else {
                    return Ok(None);
                };
                Value::object(Self {
                    select,
                    ..(*self).clone()
                })
            }
            "params" if self.store.is_some() => {
                let given = args.take_keywords().into_iter();
                let given = given.map(|keyword| (Value::str(&*keyword.name), keyword.value));
                let given = given.collect::<Vec<_>>();
                Value::object(Self {
                    parameters: Some(interpreter.dict(given)?),
                    ..(*self).clone()
                })
            }
            "all" | "first" | "one" | "one_or_none" if self.store.is_some() => {
                let objects = self.objects(interpreter)?;
                interpreter.call_method(&objects, name, Args::new([]))?
            }
            _ => return Ok(None),
        }))
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        if self.store.is_none() {
            return Ok(None);
        }
        let objects = self.objects(interpreter)?;
        interpreter.iterate(&objects).map(Some)
    }
}
