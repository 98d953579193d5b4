//! What a metadata or a mapped table lacks because the interpreter does not know
//! it: a class of which one base is unknown maps its table without a word, and an
//! attribute that is unknown may be a column.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::metadata::MetaDataObject;
use super::table::TableObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::{Unknown, Value};

/// What lacks something, and the first thing that it lacks.
type Lacking<T> = RefCell<Vec<(Weak<T>, Rc<Unknown>)>>;

#[derive(Default)]
struct Missing {
    tables: Lacking<MetaDataObject>,
    columns: Lacking<TableObject>,
}

fn put<T>(lacking: &Lacking<T>, what: &Rc<T>, unknown: &Rc<Unknown>) {
    lacking
        .borrow_mut()
        .push((Rc::downgrade(what), unknown.clone()));
}

fn find<T>(lacking: &Lacking<T>, what: &T) -> Option<Rc<Unknown>> {
    let of = |known: &Weak<T>| std::ptr::eq(known.as_ptr(), what);
    let lacking = lacking.borrow();
    let (_, unknown) = lacking.iter().find(|(known, _)| of(known))?;
    Some(unknown.clone())
}

/// Says that a table of a metadata is not known.
pub(super) fn lacks_table(
    interpreter: &mut Interpreter,
    metadata: &Rc<MetaDataObject>,
    unknown: &Rc<Unknown>,
) {
    let missing = interpreter.extension_or_default::<Missing>();
    put(&missing.tables, metadata, unknown);
}

/// Says that a column of a table may not be known.
pub(super) fn lacks_column(
    interpreter: &mut Interpreter,
    table: &Rc<TableObject>,
    unknown: &Rc<Unknown>,
) {
    let missing = interpreter.extension_or_default::<Missing>();
    put(&missing.columns, table, unknown);
}

/// What stands for the tables of a metadata of which not all are known.
pub(super) fn table_of(interpreter: &Interpreter, metadata: &MetaDataObject) -> Option<Value> {
    let missing = interpreter.extension::<Missing>()?;
    find(&missing.tables, metadata).map(Value::Unknown)
}

/// Checks that all of a table is known, before its definition is written.
///
/// # Errors
/// A refusal that names what is not.
pub(super) fn check(interpreter: &Interpreter, table: &TableObject) -> Result<()> {
    if let Some(missing) = interpreter.extension::<Missing>()
        && let Some(unknown) = find(&missing.columns, table)
    {
        interpreter.known(Value::Unknown(unknown))?;
    }
    Ok(())
}
