//! The rows of a statement that were not handed out yet.

use std::collections::VecDeque;
use std::rc::Rc;

use super::value;
use crate::live::{Database, Datum, Reading};
use crate::operation::SqlType;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;

/// A row: what a driver gave, of which values are made when it is handed out, or values.
enum Row {
    Given(Vec<Datum>),
    Made(Vec<Value>),
}

/// Rows that were read, and those that the database still reads: of these the first is always
/// here, as `sqlite3` reads one row ahead.
#[derive(Default)]
pub(crate) struct Rows {
    read: VecDeque<Row>,
    rest: Option<Rest>,
    /// How many of those that were read have been asked for.
    fetched: usize,
    /// How many are asked for at once, where it is more than one.
    at_once: usize,
    /// The types of the columns, where the statement says them.
    types: Vec<Option<SqlType>>,
}

struct Rest {
    database: Rc<dyn Database>,
    reading: Reading,
    /// Where the exceptions of the statement come from.
    module: &'static str,
}

impl Drop for Rest {
    fn drop(&mut self) {
        self.database.end_reading(&self.reading);
    }
}

impl From<Vec<Vec<Value>>> for Rows {
    fn from(rows: Vec<Vec<Value>>) -> Self {
        Self {
            read: rows.into_iter().map(Row::Made).collect(),
            ..Self::default()
        }
    }
}

impl Rows {
    /// What a statement gave: its rows, and where the others come from.
    pub(crate) fn of(
        interpreter: &Interpreter,
        module: &'static str,
        rows: Vec<Vec<Datum>>,
        rest: Option<Reading>,
        types: &[Option<SqlType>],
    ) -> Self {
        let rest = interpreter.database().zip(rest);
        Self {
            read: rows.into_iter().map(Row::Given).collect(),
            rest: rest.map(|(database, reading)| Rest {
                database,
                reading,
                module,
            }),
            types: types.to_vec(),
            ..Self::default()
        }
    }

    /// Whether the values of a column are read as its type says.
    pub(super) fn is_typed(&self, at: usize) -> bool {
        let is_made = matches!(self.read.front(), Some(Row::Made(_)));
        is_made || self.types.get(at).is_some_and(Option::is_some)
    }

    /// So many are asked for at once from now on, as `yield_per` does.
    pub(crate) fn fetch_at_once(&mut self, rows: usize) {
        self.at_once = rows;
    }

    /// Asks for rows: the database reads on by as many.
    fn fetch(&mut self, interpreter: &mut Interpreter) -> Result<()> {
        let wanted = self.at_once.max(1);
        while self.fetched < wanted && self.fetched < self.read.len() {
            self.fetched += 1;
            let Some(rest) = self.rest.take() else {
                continue;
            };
            let read_on = |database: &dyn Database| database.read_on(&rest.reading);
            let next = interpreter.on_database_plainly(rest.module, read_on)?;
            if let Some(next) = next {
                self.read.push_back(Row::Given(next));
                self.rest = Some(rest);
            }
        }
        Ok(())
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Where the database cannot read on; a value that its type does not take.
    pub(crate) fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Vec<Value>>> {
        if self.fetched == 0 {
            self.fetch(interpreter)?;
        }
        let Some(row) = self.read.pop_front() else {
            return Ok(None);
        };
        self.fetched -= 1;
        let row = match row {
            Row::Made(values) => return Ok(Some(values)),
            Row::Given(row) => row,
        };
        interpreter.step(row.len() as u64)?;
        let mut values = Vec::with_capacity(row.len());
        for (at, datum) in row.into_iter().enumerate() {
            let value = value::of_driver(interpreter, datum)?;
            let data_type = self.types.get(at).and_then(Option::as_ref);
            values.push(value::of_type(interpreter, value, data_type)?);
        }
        Ok(Some(values))
    }

    /// All that is left.
    ///
    /// # Errors
    /// As [`Rows::next`].
    pub(crate) fn take_all(&mut self, interpreter: &mut Interpreter) -> Result<Vec<Vec<Value>>> {
        let mut rows = Vec::with_capacity(self.read.len());
        while let Some(row) = self.next(interpreter)? {
            rows.push(row);
        }
        Ok(rows)
    }

    /// Hands out no more.
    pub(crate) fn close(&mut self) {
        *self = Self::default();
    }
}
