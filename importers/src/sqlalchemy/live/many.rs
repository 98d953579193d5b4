//! Inserts of many rows: as many together as one statement takes.

use std::rc::Rc;

use super::{Given, counted, rowcount, run_core};
use crate::dialect::Dialect;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::Value;
use crate::sqlalchemy::statement::StatementObject;

/// A statement with its own set of parameters, and the values of those that stay named in it.
pub(super) type Filled = (Rc<StatementObject>, Vec<(String, Given)>);

/// SQLAlchemy's `insertmanyvalues_page_size`, and as many as are prepared once on SQLite.
fn page_size(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres => 1000,
        _ => 50,
    }
}

/// Runs inserts, each of one row, in fewer statements; `None` where they give rows or are no inserts.
///
/// # Errors
/// What the database says of a row; on SQLite the rows before it are there, as with the
/// driver's `executemany`.
pub(super) fn together(interpreter: &mut Interpreter, all: &[Filled]) -> Result<Option<Value>> {
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
        if let Some(whole) = StatementObject::together(page) {
            match run_core(interpreter, &Rc::new(whole), &[]) {
                Ok(result) => {
                    touched += rowcount(interpreter, &result)?;
                    continue;
                }
                // One of the rows: those before it are written, and it raises again.
                Err(Interrupt::Raised(..)) if dialect == Dialect::Sqlite => {}
                Err(interrupt) => return Err(interrupt),
            }
        }
        for row in page {
            let result = run_core(interpreter, &Rc::new(row.clone()), &[])?;
            touched += rowcount(interpreter, &result)?;
        }
    }
    Ok(Some(counted(touched)))
}
