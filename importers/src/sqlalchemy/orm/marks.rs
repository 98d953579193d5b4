//! `foreign(column)` and `remote(column)`: which side of a join a column is on.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// The columns that were marked.
#[derive(Clone, Default)]
pub(super) struct Marks {
    /// Those that refer to others.
    pub(super) foreign: Vec<Value>,
    /// Those on the other side of the relationship.
    pub(super) remote: Vec<Value>,
}

impl Marks {
    /// Whether nothing was marked.
    pub(super) fn is_empty(&self) -> bool {
        self.foreign.is_empty() && self.remote.is_empty()
    }
}

/// The marks since they were taken last: expressions have no place for them.
#[derive(Default)]
struct Made(RefCell<Marks>);

/// Takes the marks that were made.
pub(super) fn take(interpreter: &mut Interpreter) -> Marks {
    let made: Rc<Made> = interpreter.extension_or_default();
    made.0.take()
}

/// `foreign(expr)`
pub(super) fn foreign(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    mark(interpreter, args, |marks, column| {
        marks.foreign.push(column)
    })
}

/// `remote(expr)`
pub(super) fn remote(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    mark(interpreter, args, |marks, column| marks.remote.push(column))
}

fn mark(
    interpreter: &mut Interpreter,
    mut args: Args,
    put: fn(&mut Marks, Value),
) -> Result<Value> {
    let column = args.required("expr")?;
    args.finish()?;
    let made: Rc<Made> = interpreter.extension_or_default();
    put(&mut made.0.borrow_mut(), column.clone());
    Ok(column)
}
