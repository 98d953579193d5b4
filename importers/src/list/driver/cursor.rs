//! `sqlite3.Cursor`

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::connection::Connection;
use super::row::Row;
use crate::Dialect;
use crate::live::{Database, Datum, Savepoint};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Object, Result};
use crate::python::value::Value;
use crate::script::{leading_words, split};
use crate::sqlalchemy::live::placeholder;
use crate::sqlalchemy::live::row::Names;
use crate::sqlalchemy::live::rows::Rows;

/// Where the exceptions are.
const EXCEPTIONS: &str = "sqlite3";

/// A cursor, with the rows that it has not handed out.
pub(super) struct Cursor {
    connection: Rc<Connection>,
    names: RefCell<Option<Names>>,
    rows: RefCell<Rows>,
    rowcount: Cell<i128>,
    /// `lastrowid`; the inner is not known where what others inserted decides.
    last_row_id: Cell<Option<Option<i64>>>,
    row_factory: RefCell<Option<Value>>,
    array_size: Cell<i64>,
}

impl Cursor {
    pub(super) fn new(connection: Rc<Connection>) -> Self {
        Self {
            connection,
            names: RefCell::default(),
            rows: RefCell::default(),
            rowcount: Cell::new(-1),
            last_row_id: Cell::new(None),
            row_factory: RefCell::default(),
            array_size: Cell::new(1),
        }
    }

    /// Runs one statement with its values.
    fn execute(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        parameters: Option<&Value>,
        how: How,
    ) -> Result<()> {
        if let Ok(pieces) = split(sql, Dialect::Sqlite)
            && pieces.len() > 1
        {
            return Err(interpreter.raise(
                "sqlite3.ProgrammingError",
                "You can only execute one statement at a time.",
            ));
        }
        self.names.replace(None);
        self.rows.borrow_mut().close();
        self.rowcount.set(-1);
        let words = leading_words(sql, Dialect::Sqlite, 2);
        let word = words.first().map_or("", String::as_str);
        let is_change = matches!(word, "INSERT" | "UPDATE" | "DELETE" | "REPLACE");
        if how == How::Many && !is_change {
            return Err(interpreter.raise(
                "sqlite3.ProgrammingError",
                "executemany() can only execute DML statements.",
            ));
        }
        let to_savepoint = words.get(1).is_some_and(|word| word == "TO");
        match word {
            "BEGIN" => return self.connection.begin(interpreter),
            "COMMIT" | "END" => return self.connection.end(interpreter, Savepoint::Release),
            "ROLLBACK" if !to_savepoint => {
                return self.connection.end(interpreter, Savepoint::RollBack);
            }
            // Comments alone.
            "" => return Ok(()),
            // Python begins no transaction for a script.
            _ if how == How::Script => {}
            _ => self.connection.before(interpreter, word)?,
        }
        let (sql, values) = placeholder::fill(interpreter, sql, parameters)?;
        self.send(interpreter, &sql, &values, (word, how))?;
        if let ("SAVEPOINT" | "RELEASE", Some(name)) = (word, savepoint_name(&sql)) {
            self.connection.saved(word, &name);
        }
        Ok(())
    }

    fn send(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        values: &[Datum],
        (word, how): (&str, How),
    ) -> Result<()> {
        let begin = |database: &dyn Database| database.begin_reading(sql, values);
        let answer = interpreter.on_database_as(EXCEPTIONS, begin)?;
        let rows = Rows::of(interpreter, EXCEPTIONS, answer.rows, answer.rest, &[]);
        self.rows.replace(rows);
        self.names.replace(answer.columns.map(Rc::from));
        if matches!(word, "INSERT" | "UPDATE" | "DELETE" | "REPLACE") {
            self.rowcount.set(answer.touched.into());
            self.connection.changed(answer.touched);
        }
        let may_insert = match word {
            "INSERT" | "REPLACE" => true,
            "WITH" => sql.to_ascii_uppercase().contains("INTO"),
            _ => false,
        };
        if may_insert && let Some(id) = answer.last_row_id {
            self.connection.last_insert.set(Some(id));
        }
        // What the connection inserted last, by whatever statement.
        if how == How::One {
            self.last_row_id
                .set(Some(self.connection.last_insert.get()));
        }
        Ok(())
    }

    /// A row as `row_factory` makes it.
    fn row(self: &Rc<Self>, interpreter: &mut Interpreter, values: Vec<Value>) -> Result<Value> {
        let own = self.row_factory.borrow().clone();
        let factory = own.unwrap_or_else(|| self.connection.row_factory.borrow().clone());
        let names = self.names.borrow().clone().unwrap_or_else(|| Rc::from([]));
        match &factory {
            Value::None => Ok(Value::tuple(values)),
            Value::NativeClass(class) if class.name == "sqlite3.Row" => {
                Ok(Value::object(Row { names, values }))
            }
            factory => {
                let own: Rc<dyn Object> = self.clone();
                interpreter.call_with(factory, [Value::Object(own), Value::tuple(values)])
            }
        }
    }

    fn next_row(self: &Rc<Self>, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        looked(interpreter);
        let next = self.rows.borrow_mut().next(interpreter)?;
        match next {
            Some(values) => self.row(interpreter, values).map(Some),
            None => Ok(None),
        }
    }

    fn rest(self: &Rc<Self>, interpreter: &mut Interpreter, most: usize) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        while rows.len() < most
            && let Some(row) = self.next_row(interpreter)?
        {
            rows.push(row);
        }
        Ok(rows)
    }
}

/// How a statement is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    One,
    Many,
    Script,
}

/// The name in `SAVEPOINT name` or `RELEASE SAVEPOINT name`.
fn savepoint_name(sql: &str) -> Option<String> {
    let mut words = sql.split(|c: char| c.is_whitespace() || c == ';');
    let last = words.rfind(|word| !word.is_empty())?;
    Some(last.trim_matches(['"', '\'', '`', '[', ']']).to_owned())
}

/// What follows depends on what the database says.
fn looked(interpreter: &Interpreter) {
    if let Some(database) = interpreter.database() {
        database.depends();
    }
}

impl Object for Cursor {
    fn type_name(&self) -> &str {
        "Cursor"
    }

    fn classes(&self) -> &'static [&'static str] {
        &["sqlite3.Cursor"]
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        if matches!(name, "rowcount" | "lastrowid" | "description") {
            looked(interpreter);
        }
        Ok(match name {
            "rowcount" => Some(Value::Int(self.rowcount.get())),
            "lastrowid" => Some(match self.last_row_id.get() {
                None => Value::None,
                Some(Some(id)) => Value::Int(id.into()),
                Some(None) if interpreter.is_trial() => Value::Int(1),
                Some(None) => interpreter.unknown(
                    "unknown-name",
                    "`lastrowid` before the function has inserted a row",
                ),
            }),
            "connection" => Some(Value::Object(self.connection.clone())),
            "row_factory" => Some(self.row_factory.borrow().clone().unwrap_or(Value::None)),
            "arraysize" => Some(Value::Int(self.array_size.get().into())),
            "description" => Some(match &*self.names.borrow() {
                None => Value::None,
                Some(names) => Value::tuple(names.iter().map(|name| {
                    let rest = std::iter::repeat_n(Value::None, 6);
                    Value::tuple(std::iter::once(Value::str(name)).chain(rest))
                })),
            }),
            "execute" | "executemany" | "executescript" | "fetchone" | "fetchall" | "fetchmany"
            | "close" => Some(interpreter.bound_method(Value::Object(self), name)),
            _ => None,
        })
    }

    fn set_attribute(&self, _: &mut Interpreter, name: &str, value: Value) -> Result<bool> {
        match (name, &value) {
            ("row_factory", _) => *self.row_factory.borrow_mut() = Some(value),
            ("arraysize", Value::Int(size)) => {
                self.array_size.set(i64::try_from(*size).unwrap_or(1));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        Ok(Some(match name {
            "execute" => {
                let sql = args.string("sql")?;
                let parameters = args.take("parameters")?;
                self.execute(interpreter, &sql, parameters.as_ref(), How::One)?;
                Value::Object(self)
            }
            "executemany" => {
                let sql = args.string("sql")?;
                let sets = args.required("parameters")?;
                let mut touched = 0;
                for set in interpreter.iterate(&sets)? {
                    self.execute(interpreter, &sql, Some(&set), How::Many)?;
                    touched += self.rowcount.get().max(0);
                }
                self.rowcount.set(touched);
                Value::Object(self)
            }
            "executescript" => {
                let script = args.string("sql_script")?;
                // Python commits first.
                self.connection.end(interpreter, Savepoint::Release)?;
                let pieces = match split(&script, Dialect::Sqlite) {
                    Ok(pieces) => pieces.iter().map(|piece| piece.sql.to_owned()).collect(),
                    Err(_) => vec![script],
                };
                for piece in pieces {
                    self.execute(interpreter, &piece, None, How::Script)?;
                }
                Value::Object(self)
            }
            "fetchone" => self.next_row(interpreter)?.unwrap_or(Value::None),
            "fetchall" => {
                let rows = self.rest(interpreter, usize::MAX)?;
                interpreter.list(rows)
            }
            "fetchmany" => {
                let size = args
                    .optional_integer("size")?
                    .unwrap_or(self.array_size.get());
                let rows = self.rest(interpreter, usize::try_from(size).unwrap_or(usize::MAX))?;
                interpreter.list(rows)
            }
            "close" => {
                self.rows.borrow_mut().close();
                Value::None
            }
            // Of the connection: runners give either.
            "commit" | "rollback" | "cursor" => {
                return self.connection.clone().method(interpreter, name, args);
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
}
