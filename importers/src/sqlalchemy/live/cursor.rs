//! The driver's own cursor, as `bind.connection.cursor()` gives it: rows are tuples,
//! parameters and exceptions are the driver's.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::placeholder;
use super::row::Row;
use super::rows::Rows;
use crate::Dialect;
use crate::operation::{Expression, Operation};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Object, Result};
use crate::python::value::Value;

/// Where the driver's own exceptions are.
const EXCEPTIONS: &str = "driver";

/// A cursor, with the rows that it has not handed out.
#[derive(Default)]
pub(crate) struct Cursor {
    names: RefCell<Option<Vec<String>>>,
    rows: RefCell<Rows>,
    rowcount: Cell<Option<i128>>,
    last_row_id: Cell<Option<i64>>,
    /// psycopg2's `cursor_factory`: its `_rows_of` says what rows are made of the columns.
    factory: Option<Value>,
    /// What makes a row of its values, where it is no tuple.
    row_of: RefCell<Option<Value>>,
    /// How many rows `fetchmany` gives where it is not told.
    array_size: Cell<i64>,
    /// Whether it is one of the server's, which does not count its rows.
    is_named: bool,
    is_closed: Cell<bool>,
}

/// `connection.cursor()`
///
/// # Errors
/// Arguments that are not understood, and a driver whose cursors are others.
pub(crate) fn cursor(interpreter: &mut Interpreter, args: &mut Args) -> Result<Value> {
    if super::value::is_asyncpg(interpreter) {
        return Err(interpreter.unsupported("a cursor of asyncpg"));
    }
    let factory = args.keyword("cursor_factory");
    let factory = factory.filter(|factory| !factory.is_none());
    if let Some(class) = &factory
        && interpreter.find_attribute(class, "_rows_of")?.is_none()
    {
        return Err(args.refuse("This `cursor_factory` is not understood."));
    }
    // One of the server's reads what was there when its statement ran, as the others do.
    let is_postgres = interpreter.dialect() == Dialect::Postgres;
    let is_named = is_postgres && args.take("name")?.is_some_and(|name| !name.is_none());
    if is_named {
        args.keyword("withhold");
        args.keyword("scrollable");
    }
    if !args.rest().is_empty() || !args.take_keywords().is_empty() {
        return Err(args.refuse("A cursor with arguments is not understood."));
    }
    Ok(Value::object(Cursor {
        factory,
        is_named,
        array_size: Cell::new(1),
        ..Cursor::default()
    }))
}

fn needs_program(interpreter: &Interpreter) -> Interrupt {
    interpreter.needs_program(
        "live-data",
        "A cursor of the driver works on the live database.",
    )
}

impl Cursor {
    fn execute(
        &self,
        interpreter: &mut Interpreter,
        text: &str,
        parameters: Option<&Value>,
    ) -> Result<()> {
        if !interpreter.is_live() {
            // An error would be the driver's, and no handler of SQLAlchemy's would take it.
            if parameters.is_some() || interpreter.may_be_caught() {
                return Err(needs_program(interpreter));
            }
            interpreter.record(Operation::Execute {
                statement: Expression::Raw(text.to_owned()),
                autocommit: false,
            });
            return Ok(());
        }
        let (sql, values) = match parameters {
            // Then the drivers look for no placeholders, and `%%` stays.
            None => (text.to_owned(), Vec::new()),
            Some(_) => placeholder::fill(interpreter, text, parameters)?,
        };
        let written = parameters.is_none();
        // What it read before is given up first, as the drivers do.
        self.rows.borrow_mut().close();
        let answer = super::send_as(interpreter, EXCEPTIONS, &sql, &values, written)?;
        self.rowcount.set(match &answer.columns {
            // SQLite does not count what it reads.
            Some(_) if self.is_named || interpreter.dialect() == Dialect::Sqlite => None,
            Some(_) => i128::try_from(answer.rows.len()).ok(),
            None => Some(answer.touched.into()),
        });
        self.last_row_id.set(answer.last_row_id);
        let row_of = match (&self.factory, &answer.columns) {
            (Some(class), Some(names)) => {
                let names = interpreter.list(names.iter().map(Value::str).collect());
                Some(interpreter.call_method(class, "_rows_of", Args::new([names]))?)
            }
            _ => None,
        };
        self.row_of.replace(row_of);
        self.names.replace(answer.columns);
        let rows = Rows::of(interpreter, EXCEPTIONS, answer.rows, answer.rest, &[]);
        self.rows.replace(rows);
        Ok(())
    }

    fn next_row(&self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        if !interpreter.is_live() {
            return Err(needs_program(interpreter));
        }
        if self.names.borrow().is_none() && interpreter.dialect() != Dialect::Sqlite {
            return Err(interpreter.raise("psycopg2.ProgrammingError", "no results to fetch"));
        }
        let Some(row) = self.rows.borrow_mut().next(interpreter)? else {
            return Ok(None);
        };
        let row = Value::tuple(row);
        let row_of = self.row_of.borrow().clone();
        match row_of {
            Some(row_of) => interpreter.call_with(&row_of, [row]).map(Some),
            None => Ok(Some(row)),
        }
    }

    fn shut(&self) {
        self.is_closed.set(true);
        self.rows.borrow_mut().close();
    }

    fn take(&self, interpreter: &mut Interpreter, most: usize) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        while rows.len() < most
            && let Some(row) = self.next_row(interpreter)?
        {
            rows.push(row);
        }
        Ok(rows)
    }
}

/// What a cursor says of a column (PEP 249's `description`), of which the name is known:
/// psycopg2 gives it as a named tuple.
fn described(interpreter: &Interpreter, name: &str, is_postgres: bool) -> Value {
    const FIELDS: [&str; 7] = [
        "name",
        "type_code",
        "display_size",
        "internal_size",
        "precision",
        "scale",
        "null_ok",
    ];
    let values = FIELDS.iter().map(|field| match *field {
        "name" => Value::str(name),
        "type_code" | "internal_size" if is_postgres => {
            interpreter.unknown("live-data", format!("`{field}` of a column"))
        }
        _ => Value::None,
    });
    match is_postgres {
        false => Value::tuple(values),
        true => Value::object(Row {
            names: FIELDS.map(str::to_owned).into(),
            columns: None,
            values: values.collect(),
        }),
    }
}

/// The text of a statement: a string, psycopg2's bytes, or one that `psycopg2.sql` has put together.
fn text_of(interpreter: &mut Interpreter, args: &mut Args) -> Result<String> {
    let given = args.required("sql")?;
    if let (Value::Bytes(bytes), Dialect::Postgres) = (&given, interpreter.dialect())
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(text.to_owned());
    }
    if let Value::Instance(instance) = &given
        && interpreter
            .class_attribute(&instance.class, "as_string")
            .is_some()
    {
        let text = interpreter.call_method(&given, "as_string", Args::new([Value::None]))?;
        return args.to_string("sql", &text);
    }
    args.to_string("sql", &given)
}

/// Parameters of one statement: a list of them is no list of rows.
fn set(interpreter: &mut Interpreter, given: Value) -> Result<Value> {
    Ok(match given {
        Value::List(_) => Value::tuple(interpreter.iterate(&given)?),
        other => other,
    })
}

impl Object for Cursor {
    fn type_name(&self) -> &str {
        "Cursor"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if matches!(name, "rowcount" | "lastrowid" | "description") && !interpreter.is_live() {
            return Err(needs_program(interpreter));
        }
        Ok(match name {
            "rowcount" => Some(Value::Int(self.rowcount.get().unwrap_or(-1))),
            "lastrowid" => {
                let id = self.last_row_id.get();
                Some(id.map_or(Value::None, |id| Value::Int(id.into())))
            }
            "description" => Some(match &*self.names.borrow() {
                None => Value::None,
                Some(names) => {
                    let is_postgres = interpreter.dialect() == Dialect::Postgres;
                    let described = |name: &String| described(interpreter, name, is_postgres);
                    Value::tuple(names.iter().map(described))
                }
            }),
            "closed" if interpreter.dialect() == Dialect::Postgres => {
                Some(Value::Bool(self.is_closed.get()))
            }
            "arraysize" => Some(Value::Int(self.array_size.get().into())),
            "execute" | "executemany" | "fetchone" | "fetchall" | "fetchmany" | "close"
            | "mogrify" => Some(interpreter.bound_method(Value::Object(self), name)),
            _ => None,
        })
    }

    fn set_attribute(&self, _: &mut Interpreter, name: &str, value: Value) -> Result<bool> {
        match (name, value) {
            ("arraysize", Value::Int(size)) => {
                self.array_size.set(i64::try_from(size).unwrap_or(1));
                Ok(true)
            }
            // How many rows go over the wire at once.
            ("itersize", Value::Int(_)) => Ok(self.is_named),
            _ => Ok(false),
        }
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "execute" => {
                let text = text_of(interpreter, args)?;
                let given = args.take("parameters")?.filter(|given| !given.is_none());
                let given = given.map(|given| set(interpreter, given)).transpose()?;
                self.execute(interpreter, &text, given.as_ref())?;
                // What `sqlite3` gives; psycopg2 gives nothing that could be used.
                Value::Object(self)
            }
            "executemany" => {
                let text = text_of(interpreter, args)?;
                let sets = args.required("parameters")?;
                if !interpreter.is_live() {
                    return Err(needs_program(interpreter));
                }
                let mut total = 0;
                for one in interpreter.iterate(&sets)? {
                    let one = set(interpreter, one)?;
                    self.execute(interpreter, &text, Some(&one))?;
                    total += self.rowcount.get().unwrap_or(0);
                }
                self.rowcount.set(Some(total));
                Value::Object(self)
            }
            // Of `sqlite3`; it commits first, which a run does not.
            "executescript" if interpreter.dialect() == Dialect::Sqlite => {
                let text = args.string("sql_script")?;
                self.execute(interpreter, &text, None)?;
                Value::Object(self)
            }
            "mogrify" if interpreter.dialect() == Dialect::Postgres => {
                let text = text_of(interpreter, args)?;
                let given = args.take("vars")?.filter(|given| !given.is_none());
                let sql = match given.map(|given| set(interpreter, given)).transpose()? {
                    Some(given) => placeholder::fill(interpreter, &text, Some(&given))?.0,
                    None => text,
                };
                Value::Bytes(sql.into_bytes().into())
            }
            "fetchone" => self.next_row(interpreter)?.unwrap_or(Value::None),
            "fetchall" => {
                let rows = self.take(interpreter, usize::MAX)?;
                interpreter.list(rows)
            }
            "fetchmany" => {
                let size = args.optional_integer("size")?;
                let size = size.unwrap_or(self.array_size.get());
                let rows = self.take(interpreter, usize::try_from(size).unwrap_or(usize::MAX))?;
                interpreter.list(rows)
            }
            "close" => {
                self.shut();
                Value::None
            }
            _ => return Ok(None),
        }))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        self.next_row(interpreter).map(Some)
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        self.take(interpreter, usize::MAX).map(Some)
    }

    fn exit(self: Rc<Self>, _: &mut Interpreter, _: Option<&Value>) -> Result<bool> {
        self.shut();
        Ok(false)
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}
