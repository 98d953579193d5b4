//! A statement with sets of parameters: each set in a statement of its own, or as many inserts together
//! as one statement takes.

use std::rc::Rc;

use super::result::ResultObject;
use super::row::Names;
use super::{nothing, rowcount, run_core, some_expanded, value};
use crate::dialect::{Asked, Dialect, Given};
use crate::live::Savepoint;
use crate::operation::Name;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;
use crate::sqlalchemy::clause;
use crate::sqlalchemy::statement::StatementObject;
use crate::sqlalchemy::statement::parameters::{self, Set};

/// A statement with its own set of parameters, and the values of those that stay named in it.
type Filled = (Rc<StatementObject>, Vec<(String, Given)>);

/// So many statements are held at once. Of more sets each is looked at first, and written later: all
/// of a million rows would take gigabytes.
pub(crate) const HELD: usize = 5000;

/// Names the savepoint around rows that are written together.
const PAGE: &str = "bridge_page";

/// SQLAlchemy's `insertmanyvalues_page_size`, and as many as are prepared once on SQLite.
fn page_size(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres => 1000,
        _ => 50,
    }
}

/// A statement and the sets that it is given.
pub(super) struct Filling<'a> {
    pub(super) core: &'a Rc<StatementObject>,
    pub(super) asked: &'a [Asked],
    /// The columns that a set names.
    pub(super) columns: &'a [(String, Name)],
    pub(super) sets: &'a [Set],
}

/// What the statements so far have done.
struct Done {
    touched: u64,
    last: Value,
    rows: Vec<(Option<Names>, Vec<Vec<Value>>)>,
}

impl Filling<'_> {
    /// Runs it with each set. All sets are looked at before the first one is written.
    ///
    /// # Errors
    /// A parameter without a value, and what the database says.
    pub(super) fn run(&self, interpreter: &mut Interpreter) -> Result<Value> {
        let mut done = Done {
            touched: 0,
            last: nothing(),
            rows: Vec::new(),
        };
        // A default that is computed may ask the database, and is asked before anything is written; and a
        // type of the file's own is asked once for each value.
        let held = match self.core.computes_defaults() || self.core.has_own_types() {
            true => self.sets.len(),
            false => HELD,
        };
        if self.sets.len() > held {
            for group in 0..self.sets.len() {
                self.fill(interpreter, group)?;
            }
        }
        for start in (0..self.sets.len()).step_by(held.max(1)) {
            let mut all = Vec::new();
            for group in start..self.sets.len().min(start + held) {
                all.extend(self.fill(interpreter, group)?);
            }
            self.write(interpreter, &all, &mut done)?;
        }
        if self.sets.len() == 1 {
            return Ok(done.last);
        }
        let names = done.rows.first().and_then(|(names, _)| names.clone());
        let rows: Vec<_> = done.rows.into_iter().flat_map(|(_, rows)| rows).collect();
        Ok(Value::object(ResultObject::new(
            names,
            rows,
            done.touched,
            None,
        )))
    }

    /// The statement with one set.
    fn fill(&self, interpreter: &mut Interpreter, group: usize) -> Result<Option<Filled>> {
        let Some(set) = self.sets.get(group) else {
            return Ok(None);
        };
        let group = (self.sets.len() > 1).then_some(group);
        let mut given = Vec::new();
        for Asked {
            name,
            is_missing,
            is_list,
            data_type,
        } in self.asked
        {
            match parameters::value_of(set, name) {
                Some(list) if *is_list => {
                    let list = some_expanded(interpreter, list)?;
                    given.push((name.clone(), Given::Written(list)));
                }
                Some(value) if data_type.is_some() => {
                    let value = clause::stored(interpreter, value, data_type.as_ref())?;
                    given.push((name.clone(), Given::Written(value)));
                }
                Some(value) => given.push((name.clone(), value::given(interpreter, value)?)),
                None if *is_missing => return Err(parameters::required(interpreter, name, group)),
                None => {}
            }
        }
        let made = self.core.with_set(interpreter, set, self.columns, group)?;
        Ok(Some((Rc::new(made), given)))
    }

    fn write(&self, interpreter: &mut Interpreter, all: &[Filled], done: &mut Done) -> Result<()> {
        let many = self.sets.len() > 1;
        if many && let Some(touched) = together(interpreter, all)? {
            done.touched += touched;
            return Ok(());
        }
        for (made, given) in all {
            done.last = run_core(interpreter, made, given)?;
            done.touched += rowcount(interpreter, &done.last)?;
            if many && !self.core.returning().is_empty() {
                if self.core.inserted().is_none() {
                    return Err(
                        interpreter.unsupported("RETURNING with several sets of parameters")
                    );
                }
                if let Some(result) = done.last.downcast::<ResultObject>() {
                    done.rows.push(result.take_rows(interpreter)?);
                }
            }
        }
        Ok(())
    }
}

/// Runs inserts, each of one row, in fewer statements, and counts the rows; `None` where they give
/// rows or are no inserts.
///
/// # Errors
/// What the database says of a row; on SQLite the rows before it are there, as with the
/// driver's `executemany`.
fn together(interpreter: &mut Interpreter, all: &[Filled]) -> Result<Option<u64>> {
    let is_plain = |one: &StatementObject| one.inserted().is_some() && one.returning().is_empty();
    if !all
        .iter()
        .all(|(one, given)| is_plain(one) && given.is_empty())
    {
        return Ok(None);
    }
    // Defaults are those of each row.
    let mut rows = Vec::with_capacity(all.len());
    for (one, _) in all {
        rows.push(one.executable(interpreter)?);
    }
    let dialect = interpreter.dialect();
    let mut touched = 0;
    for page in rows.chunks(page_size(dialect)) {
        // An expression sees the rows before its own: SQLite's driver writes them one by one.
        let is_one = dialect == Dialect::Postgres || page.iter().all(StatementObject::is_literal);
        let whole = is_one.then(|| StatementObject::together(page)).flatten();
        if let Some(whole) = whole {
            if dialect != Dialect::Sqlite {
                let result = run_core(interpreter, &Rc::new(whole), &[])?;
                touched += rowcount(interpreter, &result)?;
                continue;
            }
            interpreter.savepoint(PAGE, Savepoint::Begin)?;
            match run_core(interpreter, &Rc::new(whole), &[]) {
                Ok(result) => {
                    interpreter.savepoint(PAGE, Savepoint::Release)?;
                    touched += rowcount(interpreter, &result)?;
                    continue;
                }
                // One of the rows: those before it are written, and it raises again.
                Err(Interrupt::Raised(..)) => {
                    interpreter.savepoint(PAGE, Savepoint::RollBack)?;
                }
                Err(interrupt) => return Err(interrupt),
            }
        }
        for row in page {
            let result = run_core(interpreter, &Rc::new(row.clone()), &[])?;
            touched += rowcount(interpreter, &result)?;
        }
    }
    Ok(Some(touched))
}
