//! What `execute` gives on a live database: rows that are handed out once.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use super::keys::Keys;
use super::mapping::{self, Columns, RowMapping};
use super::row::{Names, Row};
use super::rows::Rows;
use crate::operation::Expression;
use crate::python::dict::Key;
use crate::python::interpreter::Interpreter;
use crate::python::iterate::Iterator;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;
use crate::sqlalchemy::orm;

/// What `unique()` tells rows apart by: mapped objects are themselves, whatever their class
/// says of equality.
fn unique_key(interpreter: &mut Interpreter, value: &Value) -> Result<Key> {
    if let Value::Instance(instance) = value
        && orm::mapping::mapper_of(&instance.class).is_some()
    {
        return Ok(Key::Identity(Rc::as_ptr(instance).cast::<()>() as usize));
    }
    if let Some(row) = value.downcast::<Row>() {
        let keys = row.values.iter();
        let keys = keys.map(|value| unique_key(interpreter, value));
        return Ok(Key::Tuple(keys.collect::<Result<_>>()?));
    }
    interpreter.key(value)
}

/// What is made of each row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A row.
    Row,
    /// The value of one column.
    Scalar(usize),
    /// A dict by name.
    Mapping,
}

/// A result.
pub(crate) struct ResultObject {
    /// `None` where the statement gives no rows.
    names: Option<Names>,
    /// What the columns are, where the query says it.
    columns: RefCell<Option<Columns>>,
    rows: Rc<RefCell<Rows>>,
    /// Which columns are shown, where not all are.
    places: Option<Rc<[usize]>>,
    shape: Shape,
    unique: Cell<bool>,
    /// The rows that `unique` has seen.
    seen: RefCell<HashSet<Key>>,
    rowcount: i128,
    last_row_id: Option<i64>,
    primary_key: Vec<Value>,
    /// The names of the primary key's columns.
    key_names: Names,
    /// How many rows a partition has.
    chunk: Cell<usize>,
}

impl ResultObject {
    /// A result of these rows.
    pub(crate) fn new(
        names: Option<Names>,
        rows: impl Into<Rows>,
        touched: u64,
        last_row_id: Option<i64>,
    ) -> Self {
        Self {
            names,
            columns: RefCell::default(),
            rows: Rc::new(RefCell::new(rows.into())),
            shape: Shape::Row,
            places: None,
            unique: Cell::new(false),
            seen: RefCell::default(),
            rowcount: touched.into(),
            last_row_id,
            primary_key: Vec::new(),
            key_names: Rc::from([]),
            chunk: Cell::new(1),
        }
    }

    /// With the primary key of the row that was inserted.
    pub(crate) fn with_primary_key(mut self, key: Vec<Value>) -> Self {
        self.primary_key = key;
        self
    }

    /// Its columns are these of the query, where they are as many as it has names.
    pub(crate) fn is_of(&self, columns: &[Expression]) {
        let count = self.names.as_ref().map(|names| names.len());
        if count == Some(columns.len()) {
            self.columns.replace(Some(columns.into()));
        }
    }

    /// What its columns are, where the query says it.
    pub(crate) fn columns(&self) -> Option<Columns> {
        self.columns.borrow().clone()
    }

    /// Its partitions have this many rows, where nothing else is said.
    pub(crate) fn in_chunks_of(&self, rows: usize) {
        self.chunk.set(rows.max(1));
    }

    /// The primary key of the row that was inserted, where there is one.
    pub(crate) fn primary_key(&self) -> &[Value] {
        &self.primary_key
    }

    /// Another view of the same rows.
    fn view(&self) -> Self {
        Self {
            names: self.names.clone(),
            columns: self.columns.clone(),
            rows: self.rows.clone(),
            places: self.places.clone(),
            shape: self.shape,
            unique: self.unique.clone(),
            seen: RefCell::default(),
            rowcount: self.rowcount,
            last_row_id: self.last_row_id,
            primary_key: self.primary_key.clone(),
            key_names: self.key_names.clone(),
            chunk: self.chunk.clone(),
        }
    }

    /// The same, with another key.
    pub(crate) fn keyed(&self, key_names: Names, key: Vec<Value>) -> Value {
        Value::object(Self {
            primary_key: key,
            key_names,
            ..self.view()
        })
    }

    /// The names of the columns, and the rows that were not handed out yet.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub(crate) fn take_rows(
        &self,
        interpreter: &mut Interpreter,
    ) -> Result<(Option<Names>, Vec<Vec<Value>>)> {
        let rows = self.rows.take().take_all(interpreter)?;
        let rows = rows.into_iter().map(|row| self.shown(row)).collect();
        Ok((self.names.clone(), rows))
    }

    /// Whether the values of each column that the result shows are read as its type says.
    pub(crate) fn typed(&self) -> Vec<bool> {
        let rows = self.rows.borrow();
        let width = self.names.as_ref().map_or(0, |names| names.len());
        let place = |at: usize| match &self.places {
            Some(places) => places.get(at).copied().unwrap_or(at),
            None => at,
        };
        (0..width).map(|at| rows.is_typed(place(at))).collect()
    }

    /// The cells of a row that the result shows.
    fn shown(&self, row: Vec<Value>) -> Vec<Value> {
        match &self.places {
            None => row,
            Some(places) => {
                let cells = places.iter().filter_map(|at| row.get(*at).cloned());
                cells.collect()
            }
        }
    }

    fn shaped(&self, shape: Shape) -> Value {
        Value::object(Self {
            shape,
            ..self.view()
        })
    }

    /// Some of the columns, in another order.
    fn of_columns(&self, interpreter: &mut Interpreter, places: &[usize]) -> Result<Value> {
        let names = self.names(interpreter)?;
        let own = places.iter().filter_map(|at| names.get(*at).cloned());
        let made = Self::new(Some(own.collect()), Vec::new(), 0, None);
        if let Some(columns) = &*self.columns.borrow() {
            let own = places.iter().filter_map(|at| columns.get(*at).cloned());
            made.is_of(&own.collect::<Vec<_>>());
        }
        let inner = |at: &usize| match &self.places {
            None => Some(*at),
            Some(places) => places.get(*at).copied(),
        };
        Ok(Value::object(Self {
            rows: self.rows.clone(),
            places: Some(places.iter().filter_map(inner).collect()),
            rowcount: self.rowcount,
            unique: self.unique.clone(),
            ..made
        }))
    }

    fn names(&self, interpreter: &mut Interpreter) -> Result<Names> {
        self.names.clone().ok_or_else(|| {
            interpreter.raise(
                "sqlalchemy.exc.ResourceClosedError",
                "This result object does not return rows. It has been closed automatically.",
            )
        })
    }

    /// The next row that `unique` lets pass.
    fn next_row(&self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        loop {
            let Some(row) = self.any_row(interpreter)? else {
                return Ok(None);
            };
            if !self.unique.get() {
                return Ok(Some(row));
            }
            let key = unique_key(interpreter, &row)?;
            if self.seen.borrow_mut().insert(key) {
                return Ok(Some(row));
            }
        }
    }

    fn any_row(&self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let names = self.names(interpreter)?;
        // A type of the file's own may look at the result while a value is made.
        let mut rows = self.rows.take();
        let next = rows.next(interpreter);
        self.rows.replace(rows);
        let Some(values) = next?.map(|row| self.shown(row)) else {
            return Ok(None);
        };
        let row = Row {
            names,
            columns: self.columns.borrow().clone(),
            values,
        };
        Ok(Some(match self.shape {
            Shape::Row => Value::object(row),
            Shape::Scalar(at) => match row.values.get(at) {
                Some(value) => value.clone(),
                None => {
                    return Err(interpreter.raise("IndexError", "tuple index out of range"));
                }
            },
            Shape::Mapping => Value::object(RowMapping { row: row.into() }),
        }))
    }

    fn rest(&self, interpreter: &mut Interpreter, most: usize) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        while rows.len() < most {
            let Some(row) = self.next_row(interpreter)? else {
                break;
            };
            rows.push(row);
        }
        self.names(interpreter)?;
        Ok(rows)
    }

    /// The first row, and what is left is dropped.
    fn first(&self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        let row = self.next_row(interpreter)?;
        self.rows.borrow_mut().close();
        Ok(row)
    }

    fn only(&self, interpreter: &mut Interpreter, may_be_none: bool) -> Result<Value> {
        let mut rows = self.rest(interpreter, usize::MAX)?;
        match (rows.len(), may_be_none) {
            (1, _) => Ok(rows.pop().unwrap_or(Value::None)),
            (0, true) => Ok(Value::None),
            (0, false) => Err(interpreter.raise(
                "sqlalchemy.exc.NoResultFound",
                "No row was found when one was required",
            )),
            (_, required) => Err(interpreter.raise(
                "sqlalchemy.exc.MultipleResultsFound",
                if required {
                    "Multiple rows were found when one or none was required"
                } else {
                    "Multiple rows were found when exactly one was required"
                },
            )),
        }
    }

    fn column_of(&self, interpreter: &mut Interpreter, key: Option<&Value>) -> Result<usize> {
        let names = self.names(interpreter)?;
        match key {
            None => Ok(0),
            Some(Value::Int(at)) => Ok(usize::try_from(*at).unwrap_or(usize::MAX)),
            Some(key) => {
                let name = match key.downcast::<super::super::column::ColumnObject>() {
                    Some(column) => column.construct.borrow().column.name.text.clone(),
                    None => key
                        .as_str()
                        .map_or_else(|| key.type_name(), |key| key.to_string()),
                };
                let columns = self.columns.borrow().clone();
                mapping::place_of(&names, columns.as_ref(), key).ok_or_else(|| {
                    interpreter.raise(
                        "sqlalchemy.exc.NoSuchColumnError",
                        format!("Could not locate column in row for column '{name}'"),
                    )
                })
            }
        }
    }

    fn scalar_of(&self, interpreter: &mut Interpreter, row: Value) -> Result<Value> {
        match row.downcast::<Row>() {
            Some(row) => match row.values.first() {
                Some(value) => Ok(value.clone()),
                None => Err(interpreter.raise("IndexError", "tuple index out of range")),
            },
            None => Ok(row),
        }
    }
}

impl Object for ResultObject {
    fn type_name(&self) -> &str {
        match self.shape {
            Shape::Row => "CursorResult",
            Shape::Scalar(_) => "ScalarResult",
            Shape::Mapping => "MappingResult",
        }
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "rowcount" => Some(Value::Int(self.rowcount)),
            "returns_rows" => Some(Value::Bool(self.names.is_some())),
            "is_insert" => Some(Value::Bool(!self.primary_key.is_empty())),
            "lastrowid" => Some(
                self.last_row_id
                    .map_or(Value::None, |id| Value::Int(id.into())),
            ),
            "inserted_primary_key" => Some(Value::object(Row {
                names: self.key_names.clone(),
                columns: None,
                values: self.primary_key.clone(),
            })),
            "closed" => Some(Value::Bool(false)),
            "fetchall" | "fetchone" | "fetchmany" | "first" | "all" | "one" | "scalar"
            | "scalars" | "mappings" | "scalar_one" | "one_or_none" | "scalar_one_or_none"
            | "keys" | "unique" | "columns" | "partitions" | "tuples" | "close" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let none = |row: Option<Value>| row.unwrap_or(Value::None);
        Ok(Some(match name {
            "fetchall" | "all" => {
                let rows = self.rest(interpreter, usize::MAX)?;
                interpreter.list(rows)
            }
            "fetchmany" => {
                let most = args.optional_integer("size")?.unwrap_or(1);
                let rows = self.rest(interpreter, usize::try_from(most).unwrap_or(usize::MAX))?;
                interpreter.list(rows)
            }
            "partitions" => {
                let size = args.optional_integer("size")?;
                let size = size.and_then(|size| usize::try_from(size).ok());
                let size = size.unwrap_or(self.chunk.get()).max(1);
                Iterator::stepping(
                    interpreter,
                    "generator",
                    self,
                    move |result: &mut Rc<Self>, interpreter| {
                        let rows = result.rest(interpreter, size)?;
                        Ok((!rows.is_empty()).then(|| interpreter.list(rows)))
                    },
                )
            }
            "fetchone" => none(self.next_row(interpreter)?),
            "first" => none(self.first(interpreter)?),
            "one" => self.only(interpreter, false)?,
            "one_or_none" => self.only(interpreter, true)?,
            "scalar" => match self.first(interpreter)? {
                Some(row) => self.scalar_of(interpreter, row)?,
                None => Value::None,
            },
            "scalar_one" => {
                let row = self.only(interpreter, false)?;
                self.scalar_of(interpreter, row)?
            }
            "scalar_one_or_none" => {
                let row = self.only(interpreter, true)?;
                self.scalar_of(interpreter, row)?
            }
            "scalars" => {
                let key = args.take("index")?;
                let at = self.column_of(interpreter, key.as_ref())?;
                self.shaped(Shape::Scalar(at))
            }
            "columns" => {
                let mut places = Vec::new();
                for key in args.rest() {
                    places.push(self.column_of(interpreter, Some(&key))?);
                }
                self.of_columns(interpreter, &places)?
            }
            "mappings" => {
                self.names(interpreter)?;
                self.shaped(Shape::Mapping)
            }
            "keys" => {
                let names = self.names(interpreter)?;
                Keys::value(names.iter().map(Value::str).collect())
            }
            "unique" => {
                if args
                    .take("strategy")?
                    .is_some_and(|strategy| !strategy.is_none())
                {
                    return Err(interpreter.unsupported("`unique` with a strategy"));
                }
                self.unique.set(true);
                Value::Object(self)
            }
            "yield_per" => {
                if let Some(rows) = args.optional_integer("num")? {
                    let rows = usize::try_from(rows).unwrap_or(1);
                    self.in_chunks_of(rows);
                    self.rows.borrow_mut().fetch_at_once(rows);
                }
                Value::Object(self)
            }
            "tuples" | "freeze" | "execution_options" => {
                let _ = args.rest();
                let _ = args.take_keywords();
                Value::Object(self)
            }
            "close" => {
                self.rows.borrow_mut().close();
                Value::None
            }
            _ => return Ok(None),
        }))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        self.rest(interpreter, usize::MAX).map(Some)
    }

    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        self.next_row(interpreter).map(Some)
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }

    fn item(self: Rc<Self>, interpreter: &mut Interpreter, _: &Value) -> Result<Option<Value>> {
        Err::<_, Interrupt>(interpreter.raise(
            "TypeError",
            format!("'{}' object is not subscriptable", self.type_name()),
        ))
    }
}
