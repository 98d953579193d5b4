//! The driver's own cursor, as `bind.connection.cursor()` gives it: rows are tuples,
//! parameters and exceptions are the driver's.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::placeholder;
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
    /// Whether rows are dicts: psycopg2's `RealDictCursor`.
    has_dicts: bool,
}

/// `connection.cursor()`
///
/// # Errors
/// Arguments that are not understood, and a driver whose cursors are others.
pub(crate) fn cursor(interpreter: &Interpreter, args: &mut Args) -> Result<Value> {
    if super::value::is_asyncpg(interpreter) {
        return Err(interpreter.unsupported("a cursor of asyncpg"));
    }
    let factory = args.keyword("cursor_factory");
    let has_dicts = match &factory {
        None | Some(Value::None) => false,
        Some(Value::Class(class)) if &*class.name == "RealDictCursor" => true,
        Some(_) => return Err(args.refuse("This `cursor_factory` is not understood.")),
    };
    if !args.rest().is_empty() || !args.take_keywords().is_empty() {
        return Err(args.refuse("A cursor with arguments is not understood."));
    }
    Ok(Value::object(Cursor {
        has_dicts,
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
            Some(_) if interpreter.dialect() == Dialect::Sqlite => None,
            Some(_) => i128::try_from(answer.rows.len()).ok(),
            None => Some(answer.touched.into()),
        });
        self.last_row_id.set(answer.last_row_id);
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
        if !self.has_dicts {
            return Ok(Some(Value::tuple(row)));
        }
        let names = self.names.borrow();
        let names = names.iter().flatten().map(Value::str);
        interpreter.dict(names.zip(row)).map(Some)
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

/// The text of a statement: a string, or one that `psycopg2.sql` has put together.
fn text_of(interpreter: &mut Interpreter, args: &mut Args) -> Result<String> {
    let given = args.required("sql")?;
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
                Some(names) => Value::tuple(names.iter().map(|name| {
                    let rest = std::iter::repeat_n(Value::None, 6);
                    Value::tuple(std::iter::once(Value::str(name)).chain(rest))
                })),
            }),
            "execute" | "executemany" | "fetchone" | "fetchall" | "fetchmany" | "close" => {
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
            "fetchone" => self.next_row(interpreter)?.unwrap_or(Value::None),
            "fetchall" => {
                let rows = self.take(interpreter, usize::MAX)?;
                interpreter.list(rows)
            }
            "fetchmany" => {
                let size = args.optional_integer("size")?.unwrap_or(1);
                let rows = self.take(interpreter, usize::try_from(size).unwrap_or(usize::MAX))?;
                interpreter.list(rows)
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

    fn next(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Option<Value>>> {
        self.next_row(interpreter).map(Some)
    }

    fn iterate(self: Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        self.take(interpreter, usize::MAX).map(Some)
    }

    fn enter(self: Rc<Self>, _: &mut Interpreter) -> Result<Option<Value>> {
        Ok(Some(Value::Object(self)))
    }
}
